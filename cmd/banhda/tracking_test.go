package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The guide's examples do what it says, in both languages; sent by both guides, an order is there once.
func TestTrackingGuideSends(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Node")
	}
	t.Parallel()
	needed(t, clientModules, "run npm ci in web/")
	d := newDoor(t)
	filled := strings.NewReplacer("WRITE_KEY", d.server, "https://crm.example", d.address)
	for _, guide := range []string{"../../docs/tracking.md", "../../docs/tracking.vi.md"} {
		text, err := os.ReadFile(guide)
		if err != nil {
			t.Fatal(err)
		}
		run(t, "sh", "-c", filled.Replace(example(t, string(text), "```sh\n")))
		run(t, "node", "--input-type=module", "-e", filled.Replace(example(t, string(text), "```js\nimport { Analytics }")))
	}
	states := map[string]int{}
	for _, e := range d.entries(4, nil) {
		states[e.State]++
		if *e.Name != "Order Completed" || e.State == "taken" && *e.Meaning != "purchase" {
			t.Errorf("%+v", e)
		}
	}
	if states["taken"] != 3 || states["duplicate"] != 1 {
		t.Errorf("%v", states)
	}
}

// example is the block of a guide that begins so.
func example(t *testing.T, guide, begins string) string {
	t.Helper()
	_, rest, ok := strings.Cut(guide, begins)
	block, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatalf("no example begins with %q", begins)
	}
	return strings.TrimPrefix(regexp.MustCompile("^```[a-z]+\n").ReplaceAllString(begins, ""), "\n") + block
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = "../../web"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
