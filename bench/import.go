package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

const csvMapping = `workspace: {timezone: Asia/Ho_Chi_Minh, currency: VND}
source: bench
files:
  - path: events.csv
    events:
      - name: {column: event}
        id: id
        at: {column: at, format: unix milliseconds}
        person: {user_id: user}
        value: {column: value, unit: minor}
        sale: order
        properties: [utm_source, page, device]
`

// measureImport reads a CSV file through the product's own binary, from an empty directory until every figure has it.
func measureImport(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	dir := mkdir(b.dir, "import")
	if err := b.writeCSV(filepath.Join(dir, "events.csv")); err != nil {
		return err
	}
	mapping := filepath.Join(dir, "bench.yaml")
	if err := os.WriteFile(mapping, []byte(csvMapping), 0o600); err != nil {
		return err
	}
	data := mkdir(dir, "data")
	cmd := exec.CommandContext(ctx, binary, "import", mapping, "--data", data, "--json", "--quiet")
	cmd.Stderr = os.Stderr
	var out bytes.Buffer
	cmd.Stdout = &out
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	memory := watchMemory(cmd.Process.Pid)
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	took := time.Since(start)
	var answer struct{ Imported, People int64 }
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Imported != b.imports {
		return fmt.Errorf("%d events came in, not %d (%v)", answer.Imported, b.imports, err)
	}
	result{what: fmt.Sprintf("import %d events from CSV", b.imports), ours: []time.Duration{took}, rate: float64(b.imports), unit: "events/s",
		target: "≥ 100,000 events/s"}.print(os.Stdout)
	fmt.Printf("%-44s memory %s, %d people\n", "", memory(), answer.People)
	return os.RemoveAll(dir)
}

// build makes the binary as the Makefile does.
func (b *bench) build(ctx context.Context) (string, error) {
	path := filepath.Join(b.dir, "banhda")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", path, "./cmd/banhda")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// writeCSV writes the history's first events, in the order in which they happened.
func (b *bench) writeCSV(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, "id,at,user,event,value,order,utm_source,page,device")
	h := history{people: max(1, b.people*b.imports/b.events), events: b.imports}
	var line []byte
	for k := range b.imports {
		e := h.event(k)
		var p struct{ Page, Device string }
		if err := json.Unmarshal(e.Properties, &p); err != nil {
			return err
		}
		line = append(line[:0], e.ID...)
		line = strconv.AppendInt(append(line, ','), e.At/1000, 10)
		line = append(append(line, ",u"...), pad(e.Profile)...)
		line = append(append(line, ','), e.Name...)
		line = append(line, ',')
		if e.HasValue {
			line = strconv.AppendInt(line, e.Value, 10)
		}
		line = append(append(line, ','), e.Sale...)
		line = append(append(line, ','), e.Channel...)
		line = append(append(line, ','), p.Page...)
		line = append(append(line, ','), p.Device...)
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}
