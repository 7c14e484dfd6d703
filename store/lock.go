package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"banhda/phrase"
)

// layout is the number of the data directory's layout. It grows when files move or change their meaning; what is
// inside the databases has its own numbers.
const layout = 1

// DirLock is a data directory held by this process.
type DirLock struct{ file *os.File }

// Lock takes a data directory for this process alone, creating it where it is new. The system lets go of it when
// the process ends, however it ends. ErrInUse names the process that holds it; ErrNewer says that a newer banhda
// laid it out. One that a restore left half filled is refused.
func Lock(dir string) (*DirLock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("creating the data directory: %w", err)
	}
	if halfFilled(dir) {
		return nil, phrase.Errorf("%s was not filled to the end; run banhda restore or take-in once more", dir)
	}
	file, err := os.OpenFile(filepath.Join(dir, "banhda.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data directory %s cannot be written; check its rights and its disk: %w", dir, err)
	}
	l := &DirLock{file: file}
	if err := l.take(dir); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, nil
}

func (l *DirLock) take(dir string) error {
	err := syscall.Flock(int(l.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("the data directory %s is held by %s: %w", dir, l.holder(), ErrInUse)
	}
	if err != nil {
		return fmt.Errorf("locking the data directory %s: %w", dir, err)
	}
	if err := l.write(); err != nil {
		return fmt.Errorf("noting our process in %s: %w", dir, err)
	}
	return checkLayout(filepath.Join(dir, "VERSION"))
}

// holder is the process that wrote its number into the lock file.
func (l *DirLock) holder() string {
	text := make([]byte, 20)
	n, _ := l.file.ReadAt(text, 0)
	if pid, err := strconv.Atoi(strings.TrimSpace(string(text[:n]))); err == nil {
		return fmt.Sprintf("process %d", pid)
	}
	return "another process"
}

func (l *DirLock) write() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// checkLayout compares the directory's layout with ours, and writes ours into a new directory.
func checkLayout(file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return os.WriteFile(file, []byte(strconv.Itoa(layout)+"\n"), 0o600)
	}
	if err != nil {
		return fmt.Errorf("reading the data directory's version: %w", err)
	}
	found, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return fmt.Errorf("%s should hold a number; restore it from a backup: %w", file, err)
	}
	if found > layout {
		return fmt.Errorf("%s says %d, this program knows up to %d: %w", file, found, layout, ErrNewer)
	}
	return nil
}

// Close lets go of the directory.
func (l *DirLock) Close() error { return l.file.Close() }
