package main

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
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
	s := newShop(t)
	s.must("import", "../../docs/examples/small/small.yaml")
	served := s.serve(t)
	firstOwner(t, served.address)
	for _, script := range []string{"people", "import", "events", "catalogue", "settings", "hub-axe"} {
		t.Run(script, func(t *testing.T) { screenScript(t, script, served.address) })
	}
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
	needed(t, builtScreens, "run make web")
	needed(t, screenModules, "run npm ci in web/")
	order, _ := json.Marshal(map[string]string{"address": address, "chromium": chromium(t), "email": ownersAddress, "password": ownersPassword})
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join(screenScripts, name+".mjs"), string(order)).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
