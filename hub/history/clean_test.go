package history

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Half of a surrogate pair in a nested property would make the whole property unreadable; events leave the reader clean.
func TestEventsAreClean(t *testing.T) {
	dir := t.TempDir()
	line := `{"who":"lan","at":"2026-01-02","note":{"cut":"\ud83d","composed":"e\u0301"}}` + "\n"
	must(t, os.WriteFile(filepath.Join(dir, "a.jsonl"), []byte(line), 0o600))
	m := parse(t, `
source: app
files:
  - path: a.jsonl
    events:
      - name: Page Viewed
        person: {user_id: who}
        at: at
        properties: [note]
`)
	events, refused, _ := readAll(t, m, dir, Options{Currency: "VND"})
	if len(events) != 1 || len(refused) != 0 {
		t.Fatalf("%d events, refused %+v", len(events), refused)
	}
	if p := string(events[0].Properties); strings.Contains(p, `\u`) || !strings.Contains(p, "\ufffd") || !strings.Contains(p, "é") {
		t.Errorf("the properties are %s", p)
	}
}
