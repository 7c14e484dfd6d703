package storetest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"banhda/store"
)

// Fresh is a data directory in which the store's tables stand, with nothing in them. They are made once for a program and copied from
// then on, which takes a fraction of the time.
func Fresh(t testing.TB) (dir string) {
	t.Helper()
	files, err := tables()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

var tables = sync.OnceValues(func() (files fs.FS, err error) {
	dir, err := os.MkdirTemp("", "banhda-tables-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := Make(store.Options{Dir: dir, Program: "test"}); err != nil {
		return nil, err
	}
	all, err := filepath.Glob(filepath.Join(dir, "*.db"))
	kept := fstest.MapFS{}
	for _, file := range all {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		kept[filepath.Base(file)] = &fstest.MapFile{Data: data, Mode: 0o600}
	}
	return kept, err
})

// Make brings a store into the shape this program expects, and leaves it.
func Make(o store.Options) error {
	s, err := store.Open(context.Background(), o)
	if err != nil {
		return err
	}
	return s.Close()
}
