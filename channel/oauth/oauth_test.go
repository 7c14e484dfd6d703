package oauth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// issuer is a server of tokens, and what is kept of them here.
type issuer struct {
	*Source
	mu     sync.Mutex
	now    time.Time
	kept   Grant
	asked  int
	answer func(w http.ResponseWriter, r *http.Request, n int)
}

func issues(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, n int)) *issuer {
	i := &issuer{now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC), answer: answer}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	i.kept = Grant{Endpoint: server.URL, Client: "da", Refresh: "r0"}
	i.Source = NewSource(Source{Client: server.Client(), Now: func() time.Time { return i.now },
		Grant: func(context.Context) (Grant, error) { return i.kept, nil },
		Keep: func(_ context.Context, _ Grant, refresh string) error {
			i.kept.Refresh = refresh
			return nil
		}})
	return i
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.asked++
	i.answer(w, r, i.asked)
}

func TestManyWhoSignInRefreshOnce(t *testing.T) {
	i := issues(t, func(w http.ResponseWriter, r *http.Request, n int) {
		if want := fmt.Sprintf("r%d", n-1); r.FormValue("refresh_token") != want {
			t.Errorf("refreshed with %q, want %q", r.FormValue("refresh_token"), want)
		}
		time.Sleep(20 * time.Millisecond)
		fmt.Fprintf(w, `{"access_token":"a%d","refresh_token":"r%d","expires_in":3600}`, n, n)
	})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got, err := i.Token(t.Context()); got != "a1" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	all.Wait()
	if i.asked != 1 || i.kept.Refresh != "r1" {
		t.Errorf("asked %d times, kept %q", i.asked, i.kept.Refresh)
	}
	i.now = i.now.Add(56 * time.Minute)
	if got, err := i.Token(t.Context()); got != "a2" || err != nil {
		t.Errorf("shortly before its end: %q, %v", got, err)
	}
	i.Refused("a2")
	if got, _ := i.Token(t.Context()); got != "a2" {
		t.Errorf("at once after it was not taken: %q", got)
	}
	i.now = i.now.Add(time.Minute)
	if got, _ := i.Token(t.Context()); got != "a3" {
		t.Errorf("a minute after it was not taken: %q", got)
	}
}

func TestATokenIsNotUsedBeforeItsRotationIsKept(t *testing.T) {
	i := issues(t, func(w http.ResponseWriter, _ *http.Request, n int) {
		fmt.Fprintf(w, `{"access_token":"a%d","refresh_token":"r%d"}`, n, n)
	})
	full := errors.New("the disk is full")
	i.Keep = func(context.Context, Grant, string) error { return full }
	if got, err := i.Token(t.Context()); got != "" || !errors.Is(err, full) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAServerInTroubleIsAskedOnceMore(t *testing.T) {
	i := issues(t, func(w http.ResponseWriter, _ *http.Request, n int) {
		if n == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, `{"access_token":"a"}`)
	})
	if got, err := i.Token(t.Context()); got != "a" || err != nil || i.asked != 2 {
		t.Errorf("%q, %v after %d", got, err, i.asked)
	}
	i = issues(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":"invalid_client"}`)
	})
	for range 2 {
		if _, err := i.Token(t.Context()); !errors.Is(err, ErrRefused) {
			t.Errorf("a client that is not known: %v", err)
		}
	}
	if i.asked != 1 {
		t.Errorf("asked %d times", i.asked)
	}
	i.kept.Secret = "s" // somebody wrote it
	if _, err := i.Token(t.Context()); !errors.Is(err, ErrRefused) || i.asked != 2 {
		t.Errorf("after a change: %v, asked %d times", err, i.asked)
	}
}
