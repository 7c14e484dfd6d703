package main

import (
	"archive/zip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unpacked are the parts of an archive as texts.
func unpacked(t *testing.T, name string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		parts[f.Name] = string(text)
	}
	return parts
}

// What is taken out of a house and into an empty one is taken out of that one the same, but for what says who did it;
// and the wheel of both turns alike.
func TestTakeOutComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a whole house out and in")
	}
	t.Parallel()
	first, second := newHouse(t), newHouse(t)
	first.now = "2026-11-22T00:00:00Z"
	second.now = first.now
	first.must("demo")
	first.must("user", "add", "lan@example.vn", "--role", "owner")
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before.zip"), filepath.Join(dir, "after.zip")
	first.must("take-out", before)
	second.must("take-in", before)
	second.must("take-out", after)
	was, is := unpacked(t, before), unpacked(t, after)
	for name, text := range was {
		said := strings.HasPrefix(name, "records/audit") || name == "log.jsonl" || name == "manifest.json"
		if !said && is[name] != text {
			t.Errorf("%s differs: %d bytes before, %d after", name, len(text), len(is[name]))
		}
	}
	if !strings.Contains(was["records/member.jsonl"], "lan@example.vn") || strings.Contains(was["records/member.jsonl"], "$argon2id$") {
		t.Error("users are taken out without their names, or with their passwords")
	}
	if was["log.jsonl"] != is["log.jsonl"] {
		t.Error("the log that was taken in is another")
	}
	if a, b := first.must("wheel", "--json"), second.must("wheel", "--json"); a != b {
		t.Errorf("the wheel was\n%s\nand is\n%s", a, b)
	}
	if code, _, err := second.run("take-in", before); code == exitOK || !strings.Contains(err, "is not empty") {
		t.Errorf("a house with something in it takes an archive in: %d %s", code, err)
	}
}

// An archive that somebody has changed is refused before anything of it is taken in.
func TestAForgedTakeOutIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	whole := filepath.Join(t.TempDir(), "whole.zip")
	h.must("take-out", whole)
	parts := unpacked(t, whole)
	for says, part := range map[string][2]string{
		"not what its name says": {"files/ab/" + strings.Repeat("ab", 32), "something else"},
		"files/../../x":          {"files/../../x", "x"},
		"not written as keys":    {"records/field.jsonl", `{"type":"company","key":"a\"); DROP TABLE record; --","definition":"{}"}` + "\n"},
	} {
		forged := filepath.Join(t.TempDir(), "forged.zip")
		file, err := os.Create(forged)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(file)
		all := maps.Clone(parts)
		all[part[0]] = part[1]
		for name, text := range all {
			w, err := z.Create(name)
			if err == nil {
				_, err = io.WriteString(w, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(z.Close(), file.Close()); err != nil {
			t.Fatal(err)
		}
		empty := newHouse(t)
		if code, _, err := empty.run("take-in", forged); code == exitOK || !strings.Contains(err, says) {
			t.Errorf("with %s: %d %s", part[0], code, err)
		}
		if there, _ := filepath.Glob(filepath.Join(empty.dir, "files", "*")); len(there) > 0 {
			t.Errorf("with %s: taken in %v", part[0], there)
		}
	}
}
