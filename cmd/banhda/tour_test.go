package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// The scripts that look at all screens, one after the other.
const tourScripts = "../../web/e2e/tour"

// tourNow is the hour at which the tour is made, on the server and in the browser.
const tourNow = "2026-11-22T09:00:00+07:00"

// place is a house for the tour: where it answers, and who may enter. Nobody may where there is no owner yet.
type place struct {
	Address  string `json:"address"`
	Email    string `json:"email,omitempty"`
	Password string `json:"password,omitempty"`
	client   *api.Client
}

// TestTour goes through all screens of a house with the sample company in it, of one with nothing, and of one that
// nobody owns yet, and uses them by keys alone. With BANHDA_SHOTS every screen is kept there as a picture. Its parts run beside
// one another and beside no other test: they are the longest there are, and the last ones would hold up everything.
func TestTour(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	houses := map[string]*place{"full": newSample(t), "empty": newPlace(t, tourNow, true), "fresh": newPlace(t, tourNow, false), "first": newPlace(t, tourNow, false)}
	for _, part := range [][]string{{"crawl"}, {"looks", "phone", "vi"}, {"looks", "phone", "en"}, {"looks", "desk"}, {"keyboard"}} {
		t.Run(strings.Join(part, " "), func(t *testing.T) {
			t.Parallel()
			tour(t, part[0], tourNow, houses, part[1:]...)
		})
	}
}

// TestAnOpenScreenIsLive sees an event move a screen within two seconds. It runs beside no other test.
func TestAnOpenScreenIsLive(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	tour(t, "live", tourNow, map[string]*place{"full": newSample(t)})
}

// TestDay works a day as a marketer, a seller on a phone, a care agent and the owner do, in Vietnamese: what one of them does
// the others are told of and see.
func TestDay(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	tour(t, "day", time.Now().Format(time.RFC3339), map[string]*place{"day": newPlace(t, "", true)})
}

// newSample is a house with the sample company in it.
func newSample(t *testing.T) *place {
	t.Helper()
	p := newPlace(t, tourNow, true)
	told[api.SampleAnswer](&company{p.client, t}, "POST", "/v1/sample")
	return p
}

// newPlace is a house that answers a browser, with an owner where it is wanted. Its clock stands still at an hour, or goes
// where none is named.
func newPlace(t *testing.T, now string, owned bool) *place {
	t.Helper()
	env := map[string]string{"BANHDA_DATA": t.TempDir(), "BANHDA_NOW": now, "BANHDA_LISTEN": "127.0.0.1:0"}
	c := readEnvironment(func(name string) string { return env[name] })
	s, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	if err := s.listen(c.network); err != nil {
		t.Fatal(err)
	}
	p := &place{Address: "http://" + s.web.Addr().String(), client: newClient(s.dir)}
	if owned {
		firstOwner(t, p.Address)
		p.Email, p.Password = ownersAddress, ownersPassword
	}
	return p
}

// tour runs a script of web/e2e/tour and fails with the list of what it found. looks says how to look where that is asked.
func tour(t *testing.T, script, now string, houses map[string]*place, looks ...string) {
	t.Helper()
	needed(t, builtScreens, "run make web")
	needed(t, screenModules, "run npm ci in web/")
	order := map[string]any{"chromium": chromium(t), "now": now, "looks": looks}
	for name, house := range houses {
		order[name] = house
	}
	if shots := os.Getenv("BANHDA_SHOTS"); shots != "" {
		order["shots"] = shots
	}
	argument, _ := json.Marshal(order)
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join(tourScripts, script+".mjs"), string(argument)).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", script, err, out)
	}
}
