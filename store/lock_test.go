package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	first, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Lock(dir)
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Fatalf("a second process: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Lock(dir)
	if err != nil {
		t.Fatalf("after the first let go: %v", err)
	}
	again.Close()
}

func TestLockRefusesNewerLayout(t *testing.T) {
	for text, want := range map[string]error{fmt.Sprint(layout): nil, fmt.Sprint(layout + 1): ErrNewer, "one": errors.ErrUnsupported} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "VERSION"), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Lock(dir)
		if err == nil {
			l.Close()
		}
		if (err == nil) != (want == nil) || (want == ErrNewer && !errors.Is(err, ErrNewer)) {
			t.Errorf("version %q: %v", text, err)
		}
		if again, _ := Lock(dir); (again != nil) != (want == nil) {
			t.Errorf("version %q: a refused lock was not let go", text)
		} else if again != nil {
			again.Close()
		}
	}
}
