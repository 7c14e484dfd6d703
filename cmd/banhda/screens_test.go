package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The scripts that use the screens as people do, and what they need.
const (
	screenScripts = "../../web/e2e/screens"
	builtScreens  = "../../web/dist/app/index.html"
	screenModules = "../../web/node_modules/playwright-core"
)

const (
	ownersAddress  = "chu@example.com"
	ownersPassword = "ca phe sua da nong"
)

// TestHubScreens uses the screens around the person and the house in a real browser, as their guides tell.
func TestHubScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	for name, scripts := range map[string][]string{"of records": {"lists", "people", "record"}, "of the house": {"import", "events", "catalogue", "settings"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.must("import", "../../docs/examples/small/small.yaml")
			served := s.serve(t)
			firstOwner(t, served.address)
			for _, script := range scripts {
				t.Run(script, func(t *testing.T) { screenScript(t, script, served.address) })
			}
		})
	}
}

// TestIntakeScreens takes in a list of customers in a real browser, hands it out and undoes it.
func TestIntakeScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "intake", served.address)
}

// TestWorkflowScreens makes a workflow in a real browser, tries it on somebody, publishes it, and takes back what it did.
func TestWorkflowScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "workflows", served.address)
}

// TestLongListsScrollLightly scrolls ten thousand people, events, and events of one person.
func TestLongListsScrollLightly(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	s := newShop(t)
	s.must("import", manyPeople(t, 10_000))
	served := s.serve(t)
	firstOwner(t, served.address)
	screenScript(t, "scroll", served.address)
}

// manyPeople writes a history of n people with an order each, but the seventh with as many as all others together, and
// gives its mapping.
func manyPeople(t *testing.T, n int) string {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("customer,name,day,amount\n")
	day := func(i int) string {
		return time.Date(2026, 1, 1+i%170, 9, i%60, 0, 0, time.UTC).Format("2006-01-02 15:04")
	}
	for i := range n {
		fmt.Fprintf(&rows, "KH%05d,Nguyễn Thị %d,%s,%d\n", i, i, day(i), 50_000+i)
		fmt.Fprintf(&rows, "KH00007,,%s,%d\n", day(i), 20_000+i)
	}
	dir := t.TempDir()
	mapping := `{source: nhieu, files: [{path: khach.csv, events: [{name: Order Completed, value: amount,
		at: {column: day, format: "YYYY-MM-DD HH:mm"}, person: {user_id: customer, name: name}}]}]}`
	for name, text := range map[string]string{"khach.csv": rows.String(), "nhieu.yaml": mapping} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "nhieu.yaml")
}

// firstOwner makes the owner, as the first visit of the screens does.
func firstOwner(t *testing.T, address string) {
	t.Helper()
	order, _ := json.Marshal(map[string]string{"name": "Nguyễn Thị Hạnh", "email": ownersAddress, "password": ownersPassword, "workspace_name": "Quán Nhỏ", "language": "vi"})
	answer, err := http.Post(address+"/v1/first-run", "application/json", strings.NewReader(string(order)))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("first run: %s", answer.Status)
	}
}

// screenScript runs a script of web/e2e/screens against the screens at an address.
func screenScript(t *testing.T, name, address string) {
	t.Helper()
	runScreens(t, name, map[string]any{"shots": os.Getenv("BANHDA_SHOTS"), "address": address, "email": ownersAddress, "password": ownersPassword})
}

// runScreens runs a script of web/e2e/screens, told more than where the screens are.
func runScreens(t *testing.T, name string, order map[string]any) {
	t.Helper()
	needed(t, builtScreens, "run make web")
	needed(t, screenModules, "run npm ci in web/")
	order["chromium"] = chromium(t)
	argument, _ := json.Marshal(order)
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join(screenScripts, name+".mjs"), string(argument)).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	t.Logf("%s", out)
}
