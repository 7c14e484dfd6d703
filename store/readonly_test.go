//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// Rights do not bind root, so root runs this test again as nobody.
func TestReadOnlyDirectory(t *testing.T) {
	if os.Geteuid() == 0 {
		rerunAsNobody(t)
		return
	}
	dir := t.TempDir()
	opened(t, Options{Dir: dir}).Close()
	for file, mode := range map[string]fs.FileMode{"log.db": 0o400, "records.db": 0o400, "": 0o500} {
		if err := os.Chmod(filepath.Join(dir, file), mode); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(dir, 0o700)
	if _, err := Open(ctx, Options{Dir: dir}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opening a store that may only be read: %v", err)
	}
	if _, err := Lock(dir); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("locking a folder that may only be read: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.Mkdir(empty, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, Options{Dir: empty}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("creating a store where nothing may be created: %v", err)
	}
}

// rerunAsNobody runs this test again in a process without root's rights, from a copy of this binary that it may read. The copy
// is written by another program: no test that starts one meanwhile holds it open for writing.
func rerunAsNobody(t *testing.T) {
	dir, err := os.MkdirTemp("", "banhda-nobody-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		t.Skipf("as root this test needs to run itself again as nobody: %v", err)
	}
	binary := filepath.Join(dir, "test")
	if err := errors.Join(os.Chmod(dir, 0o777), exec.Command("cp", self, binary).Run(), os.Chmod(binary, 0o755)); err != nil {
		t.Fatal(err)
	}
	again := exec.Command(binary, "-test.run=^TestReadOnlyDirectory$", "-test.v")
	again.Dir, again.Env = dir, []string{"TMPDIR=" + dir}
	again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if out, err := again.CombinedOutput(); err != nil {
		t.Fatalf("as nobody: %v\n%s", err, out)
	}
}
