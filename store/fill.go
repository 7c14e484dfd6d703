package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"banhda/phrase"
	"banhda/store/dialect"
)

// fillingMark lies in a data directory until it is filled whole, held by whoever fills it.
const fillingMark = "restoring"

// Fill has an empty data directory filled. Until fill has ended well nobody opens the directory; what a broken off
// attempt left in it is removed by the next.
func Fill(dir string, fill func() error) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	mark, err := holdMark(dir)
	if err != nil {
		return err
	}
	defer mark.Close()
	if err := clearFolder(dir, fillingMark); err != nil {
		return err
	}
	if err := fill(); err != nil {
		return errors.Join(err, clearFolder(dir, ""))
	}
	return errors.Join(syncFolders(dir), os.Remove(mark.Name()), dialect.SyncFolder(dir))
}

// holdMark puts the mark into an empty directory, or takes over that of an attempt nobody is at any more.
func holdMark(dir string) (*os.File, error) {
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 && !halfFilled(dir) {
		return nil, phrase.Errorf("%s is not empty; fill a new data directory", dir)
	}
	mark, err := os.OpenFile(filepath.Join(dir, fillingMark), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(mark.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(phrase.Errorf("somebody is filling %s: %w", dir, ErrInUse), mark.Close())
	}
	return mark, dialect.SyncFolder(dir)
}

func halfFilled(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, fillingMark))
	return err == nil
}

// clearFolder removes everything in a folder but one thing.
func clearFolder(dir, but string) error {
	there, err := os.ReadDir(dir)
	for _, e := range there {
		if e.Name() != but {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// syncFolders makes the names of all files below a folder durable.
func syncFolders(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = dialect.SyncFolder(path)
		}
		return err
	})
}
