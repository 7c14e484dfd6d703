package main

import (
	"archive/zip"
	"io"
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
	if code, _, err := second.run("take-in", before); code == exitOK || !strings.Contains(err, "something in this house already") {
		t.Errorf("a house with something in it takes an archive in: %d %s", code, err)
	}
}
