package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestImportTakesLittleMemory imports people who were never seen before, each with a name and a phone number, and
// holds the most memory the process ever had to what a small machine can spare.
func TestImportTakesLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("so many people take their time")
	}
	t.Parallel()
	const people, most = 300_000, 385 // MB, 80 of them the program itself; it takes 330, in transactions of 15,000 people 360 to 400, and without giving back what is not needed 440 and more
	dir := t.TempDir()
	writePeople(t, filepath.Join(dir, "orders.csv"), people)
	mapping := filepath.Join(dir, "orders.yaml")
	text := "source: shop\nfiles:\n  - path: orders.csv\n    events:\n      - name: Order Completed\n        at: day\n" +
		"        person: {phone: phone, name: name}\n        value: amount\n"
	if err := os.WriteFile(mapping, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &shop{t: t, dir: filepath.Join(dir, "data")}
	cmd := s.program("import", mapping, "--quiet")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	peak := 0
	for tick := time.Tick(50 * time.Millisecond); ; {
		select {
		case err := <-ended:
			if t.Logf("%d MB", peak); err != nil || peak == 0 || peak > most {
				t.Errorf("%d MB at most, where %d are allowed: %v", peak, most, err)
			}
			return
		case <-tick:
			peak = max(peak, highWater(cmd.Process.Pid))
		}
	}
}

func writePeople(t *testing.T, path string, people int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "day,name,phone,amount")
	for i := range people {
		fmt.Fprintf(w, "2026-%02d-%02d,Nguyễn Văn %d,09%08d,%d\n", i%10+1, i%28+1, i, i, 20_000+i%90*1000)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

// highWater is the most memory a process has had so far, in MB, as the kernel counts it; 0 where it has ended.
func highWater(pid int) (mb int) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(status)) {
		if kb := 0; strings.HasPrefix(line, "VmHWM:") {
			_, _ = fmt.Sscan(line[len("VmHWM:"):], &kb)
			mb = kb >> 10
		}
	}
	return mb
}
