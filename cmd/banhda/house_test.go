package main

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"
)

// house is a data directory with a clock of its own, asked through Run as a person at a terminal would.
type house struct {
	t        testing.TB
	dir      string
	now      string // RFC 3339
	database string // empty: SQLite
	listen   string // where it is reached over the network; empty: nowhere
}

func newHouse(t testing.TB) *house {
	return &house{t: t, dir: t.TempDir(), now: "2026-01-01T00:00:00Z"}
}

// clock is the house's clock, which stands still.
func (h *house) clock(t testing.TB) func() time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, h.now)
	if err != nil {
		t.Fatal(err)
	}
	return func() time.Time { return at }
}

// run runs one command and gives its exit code and what it wrote.
func (h *house) run(args ...string) (code int, stdout, stderr string) {
	h.t.Helper()
	env := map[string]string{"BANHDA_DATA": h.dir, "BANHDA_NOW": h.now, "BANHDA_DATABASE": h.database, "BANHDA_LANG": "en"}
	var out, err bytes.Buffer
	code = Run(context.Background(), args, &out, &err, func(name string) string { return env[name] })
	return code, out.String(), err.String()
}

// must runs a command that has to succeed and gives its output.
func (h *house) must(args ...string) string {
	h.t.Helper()
	code, out, err := h.run(args...)
	if code != exitOK {
		h.t.Fatalf("banhda %s: exit code %d: %s", strings.Join(args, " "), code, err)
	}
	return out
}

// answer runs a command line with --json and reads its result. Single quotes hold words together.
func answer[T any](h *house, line string) (v T) {
	h.t.Helper()
	out := h.must(append(words(line, nil), "--json")...)
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		h.t.Fatalf("banhda %s prints no JSON: %v\n%s", line, err, out)
	}
	return v
}

// figures are the answers to command lines, byte for byte but for the place in the log they were made from.
func (h *house) figures(lines ...string) map[string]string {
	h.t.Helper()
	all := map[string]string{}
	for _, line := range lines {
		all[line] = withoutSeq(h.must(append(words(line, nil), "--json")...))
	}
	return all
}

var seqMember = regexp.MustCompile(`"seq": ?\d+`)

func withoutSeq(out string) string { return seqMember.ReplaceAllString(out, `"seq":_`) }

// sameFigures holds one house's answers against another's.
func sameFigures(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for line, w := range want {
		if g := got[line]; g != w {
			t.Errorf("%s: banhda %s differs\ngot  %s\nwant %s", what, line, difference(g, w), difference(w, g))
		}
	}
}

// difference is the part of a from a little before where it leaves b.
func difference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-120):min(len(a), i+200)]
}

// is compares one figure.
func is[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
