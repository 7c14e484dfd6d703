package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// TestWorkScreens works a day in a real browser: tasks, rules, assignment, hours, notices, mail.
func TestWorkScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	s := newShop(t)
	s.must("import", "../../docs/examples/small/small.yaml")
	served := s.serve(t)
	firstOwner(t, served.address)
	screenScript(t, "work", served.address)
}

// signedIn asks a server as its owner, who has signed in.
type signedIn struct {
	*http.Client
	t       *testing.T
	address string
}

func signInTo(t *testing.T, address string) *signedIn {
	t.Helper()
	jar, _ := cookiejar.New(nil) // never fails
	c := &signedIn{&http.Client{Jar: jar}, t, address}
	order, _ := json.Marshal(map[string]string{"email": ownersAddress, "password": ownersPassword})
	c.ask("POST", "/v1/session", string(order), nil)
	return c
}

func (c *signedIn) ask(method, path, body string, into any) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.address+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		c.t.Fatalf("%s %s: %s %s (%v)", method, path, resp.Status, answer, err)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			c.t.Fatal(err)
		}
	}
}

// TestRemindersOutliveKills: whenever the program is killed, everybody is reminded of everything, once.
func TestRemindersOutliveKills(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	t.Parallel()
	const tasks = 24
	s := newShop(t)
	served := s.serve(t)
	firstOwner(t, served.address)
	owner := signInTo(t, served.address)
	begin := time.Now().Add(2 * time.Second)
	for i := range tasks {
		due := begin.Add(time.Duration(i) * 100 * time.Millisecond).UTC().Format(time.RFC3339Nano)
		owner.ask("POST", "/v1/tasks", fmt.Sprintf(`{"title":"Việc %d","due":%q,"remind":[0]}`, i, due), nil)
	}
	for range 3 {
		time.Sleep(time.Until(begin.Add(time.Second)))
		served.Process.Kill()
		served.Wait()
		served = s.serve(t)
		begin = begin.Add(time.Second)
	}
	owner = signInTo(t, served.address)
	var told api.NoticesAnswer
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
		if owner.ask("GET", "/v1/notices?limit=100", "", &told); len(told.Notices) >= tasks {
			break
		}
	}
	time.Sleep(time.Second)
	owner.ask("GET", "/v1/notices?limit=100", "", &told)
	about := map[string]int{}
	for _, n := range told.Notices {
		about[n.Text]++
	}
	if len(told.Notices) != tasks || len(about) != tasks || told.Unread != tasks {
		t.Errorf("%d notices about %d tasks, of %d", len(told.Notices), len(about), tasks)
	}
}
