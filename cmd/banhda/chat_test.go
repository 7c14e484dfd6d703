package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestAVisitorChats talks with the house in a real browser, from a page of another origin with a strict policy, on a phone.
func TestAVisitorChats(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "chat", served.address)
}

// TestAVisitorAsksTheBot asks the bot in a real browser, from a page of another origin, and is handed over to a person.
func TestAVisitorAsksTheBot(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "bot", served.address)
}

// TestFlowsAreLaidOnAScreen lays flows of the bot by screen, tries and publishes them; visitors go through them by words they
// write and by the page they look at, and a ticket is opened with what one of them answered.
func TestFlowsAreLaidOnAScreen(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "botflow", served.address)
}

// talk is what a visitor said, as their browser knows it.
type talk struct {
	session string
	sent    int // of what they say, answered or not
	known   int // answered: it is on the disk
}

// post asks as the widget does; whether it was answered is told.
func (v *talk) post(address, path, body string, into any) bool {
	r, err := http.NewRequest("POST", address+"/chat/"+path, strings.NewReader(body))
	if err != nil {
		return false
	}
	r.Header.Set("Authorization", "Bearer "+v.session)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return err == nil && resp.StatusCode == http.StatusOK && json.Unmarshal(text, into) == nil
}

// talks says one thing after the other until nobody answers.
func (v *talk) talks(address string) {
	for range 10 {
		v.sent = v.known + 1
		if !v.post(address, "say", fmt.Sprintf(`{"key":"lời-nhắn-%d","text":"Lời %d"}`, v.sent, v.sent), &struct{}{}) {
			return
		}
		v.known = v.sent
	}
}

// TestWhatVisitorsSaidOutlivesAKill: what was answered is there afterwards, and what is sent again, once.
func TestWhatVisitorsSaidOutlivesAKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills servers")
	}
	t.Parallel()
	s := newShop(t)
	served := s.serve(t)
	firstOwner(t, served.address)
	visitors := make([]talk, 8)
	var begun struct {
		Session string
		Entries []struct{ Text string }
	}
	for i := range visitors {
		if !visitors[i].post(served.address, "session", "{}", &begun) {
			t.Fatal("a talk cannot begin")
		}
		visitors[i].session = begun.Session
	}
	for round := range 2 {
		var all sync.WaitGroup
		for i := range visitors {
			all.Go(func() { visitors[i].talks(served.address) })
		}
		time.Sleep(time.Duration(100+150*round) * time.Millisecond)
		served.Process.Kill()
		served.Wait()
		all.Wait()
		served = s.serve(t)
	}
	said := 0
	for i := range visitors {
		v := &visitors[i]
		v.talks(served.address) // what was not answered is sent again, under its key
		if !v.post(served.address, "session", `{"session":"`+v.session+`"}`, &begun) {
			t.Fatal("a talk is not known any more")
		}
		for n, e := range begun.Entries {
			if e.Text != fmt.Sprintf("Lời %d", n+1) {
				t.Fatalf("visitor %d said %q in place %d", i, e.Text, n+1)
			}
		}
		if len(begun.Entries) < v.known {
			t.Errorf("visitor %d was answered %d times, and %d are there", i, v.known, len(begun.Entries))
		}
		said += v.known
	}
	if said == 0 {
		t.Error("nobody said anything")
	}
}
