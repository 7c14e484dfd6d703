package zalo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// kept are tokens in memory, as several processes see them.
type kept struct {
	mu sync.Mutex
	t  Tokens
}

func (k *kept) Tokens(context.Context) (Tokens, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.t, nil
}

func (k *kept) Swap(_ context.Context, was, is Tokens) (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.t != was {
		return false, nil
	}
	k.t = is
	return true, nil
}

// issuer is a Zalo that gives each refresh token once.
type issuer struct {
	*kept
	app   *App
	mu    sync.Mutex
	now   time.Time
	asked int
	fails func() bool // it takes the token and answers nothing of use
}

func issues(t *testing.T) *issuer {
	i := &issuer{now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC), kept: &kept{}}
	server := httptest.NewServer(i)
	t.Cleanup(server.Close)
	i.app = &App{ID: "4", Secret: "s", Hosts: Hosts{OAuth: server.URL}, HTTP: server.Client()}
	i.kept.t = Tokens{Refresh: "r0", Since: i.now.UnixMicro()}
	return i
}

func (i *issuer) source() *Source {
	return &Source{App: i.app, Keep: i.kept, Now: func() time.Time { return i.now }}
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if r.Header.Get("secret_key") != "s" || r.FormValue("app_id") != "4" {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if r.FormValue("refresh_token") != fmt.Sprintf("r%d", i.asked) {
		fmt.Fprint(w, `{"error_name":"Invalid refresh token","error":-14014}`)
		return
	}
	i.asked++
	time.Sleep(20 * time.Millisecond)
	if i.fails != nil && i.fails() {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, `{"access_token":"a%d","refresh_token":"r%d","expires_in":"3600"}`, i.asked, i.asked)
}

// TestOneExchangeForAll: however many goroutines and processes want a token at once, the refresh token is used once.
func TestOneExchangeForAll(t *testing.T) {
	i := issues(t)
	var all sync.WaitGroup
	for range 5 {
		process := i.source()
		for range 4 {
			all.Go(func() {
				if got, err := process.Token(t.Context()); got != "a1" || err != nil {
					t.Errorf("%q, %v", got, err)
				}
			})
		}
	}
	all.Wait()
	if i.asked != 1 || i.kept.t.Refresh != "r1" || i.kept.t.BegunAt != 0 {
		t.Errorf("asked %d times, kept %+v", i.asked, i.kept.t)
	}
	i.now = i.now.Add(59 * time.Minute)
	if got, err := i.source().Token(t.Context()); got != "a2" || err != nil {
		t.Errorf("shortly before its end: %q, %v", got, err)
	}
	s := i.source()
	if err := errors.Join(s.Refused(t.Context(), "a1"), s.Refused(t.Context(), "a2")); err != nil {
		t.Error(err)
	}
	if got, err := s.Token(t.Context()); got != "a3" || err != nil {
		t.Errorf("after it was refused: %q, %v", got, err)
	}
}

// TestACutOffExchangeIsTold: a process died while it exchanged the refresh token. Whoever comes next waits until it must be dead,
// tries the same token, and where that is used up says so.
func TestACutOffExchangeIsTold(t *testing.T) {
	i := issues(t)
	i.kept.t.BegunAt = i.now.UnixMicro() // it died before Zalo got it
	i.now = i.now.Add(patience)
	if got, err := i.source().Token(t.Context()); got != "a1" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	i.kept.t = Tokens{Refresh: "r0", Since: i.now.UnixMicro(), BegunAt: i.now.UnixMicro()} // it died before it kept the answer
	i.now = i.now.Add(patience)
	_, err := i.source().Token(t.Context())
	if !errors.Is(err, ErrRefused) || !strings.HasPrefix(i.kept.t.Lost, "cut off") {
		t.Errorf("%v, kept %+v", err, i.kept.t)
	}
	if _, err := i.source().Token(t.Context()); !errors.Is(err, ErrRefused) {
		t.Errorf("afterwards: %v", err)
	}
	if i.asked != 1 {
		t.Errorf("Zalo was asked %d times", i.asked)
	}
}

// TestTroubleIsNotLoss: where Zalo is in trouble the refresh token stays, and is tried again.
func TestTroubleIsNotLoss(t *testing.T) {
	i := issues(t)
	i.app.Hosts.OAuth = "http://127.0.0.1:1"
	if _, err := i.source().Token(t.Context()); err == nil || errors.Is(err, ErrRefused) || i.kept.t.Lost != "" || i.kept.t.BegunAt != 0 {
		t.Errorf("%v, kept %+v", err, i.kept.t)
	}
	if _, err := (&Source{App: i.app, Keep: &kept{}, Now: time.Now}).Token(t.Context()); !errors.Is(err, ErrUnconnected) {
		t.Errorf("unconnected: %v", err)
	}
}

func TestADyingTokenIsTold(t *testing.T) {
	given := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	k := Given(Grant{"a", "r", time.Hour}, given)
	for days, want := range map[int]bool{0: false, 75: false, 76: true, 90: true, 91: true} {
		if _, soon := k.Dying(given.AddDate(0, 0, days).UnixMicro()); soon != want {
			t.Errorf("after %d days: %t", days, soon)
		}
	}
}

func TestThePageOfPermission(t *testing.T) {
	a := App{ID: "4"}
	// The verifier and its challenge are those of RFC 7636, appendix B.
	got := a.Permission("https://crm.example.vn/v1/zalo/callback", "st", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
	want := "https://oauth.zaloapp.com/v4/oa/permission?app_id=4&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri=https%3A%2F%2Fcrm.example.vn%2Fv1%2Fzalo%2Fcallback&state=st"
	if got != want || len(NewVerifier()) != 43 {
		t.Errorf("%s", got)
	}
}
