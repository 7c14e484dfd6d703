package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// laidOut lays a data directory out that an older version made, without what is made anew from the log.
func laidOut(t *testing.T, archive, dir string) {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.FileInfo().IsDir() {
			continue
		}
		body, err := io.ReadAll(r)
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if err = errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, body, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// The data of the version before this one opens, is brought to this one's shape and gives the same figures; its people are
// records now, and its audit trail is in the chain.
func TestAnOlderHouseIsUpgraded(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	laidOut(t, "testdata/upgrade/f252ca9.tar.gz", s.dir)
	want, err := os.ReadFile("testdata/upgrade/f252ca9-wheel.json")
	if err != nil {
		t.Fatal(err)
	}
	line := "wheel"
	got := withoutSeq(s.must("wheel", "--from", "2026-01-01", "--to", "2026-07-01", "--json"))
	sameFigures(t, "upgraded", map[string]string{line: got}, map[string]string{line: withoutSeq(string(want))})
	if code, out, says := s.run("doctor"); code != exitOK {
		t.Errorf("the doctor on what was upgraded: %s %s", out, says)
	}
	if n := len(s.people()); n != 12 {
		t.Errorf("%d people", n)
	}
}
