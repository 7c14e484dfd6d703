package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"banhda/api"
)

// smallDisk is a file system of its own, small enough to be filled.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", megabytes)); err != nil {
		t.Skipf("filling a disk needs the right to mount one, which root has: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill takes all the space there is but so many bytes. Removing the file frees it again.
func fill(t *testing.T, dir string, leave int64) (path string) {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "other people's files")
	if err := os.WriteFile(path, make([]byte, max(0, int64(s.Bavail)*s.Bsize-leave)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A server whose disk fills up under its senders says so and what to do, and acknowledges nothing it cannot keep. So
// do commands. Once there is space, what was acknowledged is there and everything else can be sent again.
func TestKillFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	o := &ordeal{random: newRandom(t), ids: map[string]bool{}}
	o.tell()
	for range max(1, killRounds()/20) {
		leave := 1<<20 + o.random.Int64N(3<<20) // less than the events need
		t.Run(fmt.Sprintf("%d bytes left", leave), func(t *testing.T) { o.fullDisk(t, leave) })
	}
}

func (o *ordeal) fullDisk(t *testing.T, leave int64) {
	h := newHouse(t)
	h.dir = smallDisk(t, 128)
	server := h.serve(t)
	full := fill(t, h.dir, leave)
	sent, err := o.sendFrom(h, 0)
	t.Logf("after %d events: %v", sent, err)
	says := fmt.Sprint(err)
	if told := (*api.Problem)(nil); !errors.As(err, &told) { // it ends by itself, because the warehouse cannot go on
		hung := time.AfterFunc(2*time.Minute, func() { _ = server.Process.Kill() })
		_ = server.Wait()
		hung.Stop()
		is(t, "exit code of the server", server.ProcessState.ExitCode(), exitFailure)
		says = fmt.Sprint(server.Stderr)
	}
	kill(server)
	if !strings.Contains(says, "free some space") {
		t.Errorf("the server says %s", says)
	}
	code, _, says := h.run("import", o.write(t))
	if code != exitFailure || !strings.Contains(says, "free some space") {
		t.Errorf("an import on a full disk: exit code %d: %s", code, says)
	}

	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	server = h.serve(t)
	if _, err := o.sendFrom(h, sent); err != nil {
		t.Fatalf("with space again: %v", err)
	}
	kill(server)
	o.look(t, h)
	o.inLog(t, h)
}

// sendFrom sends the events after the first so many, and tells how many are acknowledged before one is not.
func (o *ordeal) sendFrom(h *house, sent int) (int, error) {
	s := &senders{house: h, client: newClient(h.dir)}
	defer s.client.Close()
	for ; sent < len(o.events); sent += 100 {
		if err := s.post(o.events[sent : sent+100]); err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// Nothing can be done in a directory that may only be read; every command says so. Rights do not bind root, so root
// runs the program as nobody, from a copy that nobody may read.
func TestKillInReadOnlyDirectory(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "banhda-nobody-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	h := newHouse(t)
	h.dir = filepath.Join(dir, "data")
	h.must("import", "testdata/shop/shop.yaml")
	binary := readable(t, dir)
	for _, line := range []string{"wheel", "import testdata/shop/shop.yaml", "rebuild", "serve --listen off", "doctor"} {
		cmd := h.program(words(line, nil)...)
		cmd.Path = binary
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.CombinedOutput()
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != exitFailure || !strings.Contains(string(out), "denied") {
			t.Errorf("banhda %s: %v\n%s", line, err, out)
		}
	}
}

// readable makes the data directory one that may be read only, and has this program copied beside it: were it written here,
// what another test starts at that moment might still hold it open for writing, and it could not be run.
func readable(t *testing.T, dir string) (binary string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Skipf("the program cannot be copied: %v", err)
	}
	binary = filepath.Join(dir, "banhda")
	err = errors.Join(exec.Command("cp", program, binary).Run(), os.Chmod(dir, 0o755), os.Chmod(binary, 0o755), os.Chmod(filepath.Join(dir, "data"), 0o555))
	files, _ := filepath.Glob(filepath.Join(dir, "data", "*"))
	for _, f := range files {
		if info, bad := os.Stat(f); bad == nil && info.Mode().IsRegular() {
			err = errors.Join(err, os.Chmod(f, 0o444))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "data"), 0o755) })
	return binary
}
