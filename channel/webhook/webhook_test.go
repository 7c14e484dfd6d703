package webhook

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// The example that the specification's libraries are tested with.
func TestSignsAsTheSpecificationSays(t *testing.T) {
	const want = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	got, err := Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, []byte(`{"test": 2432232314}`))
	if err != nil || got != want {
		t.Errorf("%s (%v)", got, err)
	}
	if _, err := Sign("whsec_=", "a", 1, nil); err == nil {
		t.Error("signed without a secret")
	}
}

var start = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

func clock() time.Time { return start }

func TestSendsSignedOnce(t *testing.T) {
	hook := Hook{Secret: NewSecret(), OldSecret: NewSecret(), OldUntil: start.UnixMicro() + 1}
	calls := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		body, _ := io.ReadAll(r.Body)
		now, _ := Sign(hook.Secret, "msg_1", start.Unix(), body)
		before, _ := Sign(hook.OldSecret, "msg_1", start.Unix(), body)
		if r.Header.Get("webhook-id") != "msg_1" || r.Header.Get("webhook-signature") != now+" "+before || string(body) != `{}` {
			t.Errorf("headers %v", r.Header)
		}
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer s.Close()
	hook.URL = s.URL
	a := NewSender(true, clock).Send(context.Background(), &hook, "msg_1", []byte(`{}`))
	if calls != 1 || a.Status != 307 || a.Taken() {
		t.Errorf("%d calls, %+v: a redirect is not followed", calls, a)
	}
}

func TestSendsNowherePrivate(t *testing.T) {
	called := false
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer s.Close()
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"} {
		a := NewSender(false, clock).Send(context.Background(), &Hook{URL: "http://" + host + port, Secret: NewSecret()}, "msg_1", nil)
		if a.Status != 0 || a.Error == "" || called {
			t.Errorf("%s: %+v", host, a)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"8.8.8.8": true, "203.162.0.1": true, "2606:4700::1111": true,
		"10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "127.9.9.9": false,
		"0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false, "::": false, "::1": false, "fe80::1": false,
		"fd00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "::10.0.0.1": false,
	} {
		if Public(netip.MustParseAddr(address)) != public {
			t.Errorf("%s: public %v", address, !public)
		}
	}
}

func TestIsSentAgainAndGivenUp(t *testing.T) {
	hook := Hook{State: Active}
	d := Delivery{}
	at := start.UnixMicro()
	for i, wait := range waits {
		d.Attempts = append(d.Attempts, Attempt{At: at, Status: 500})
		v := Judge(&hook, &d, 0)
		if v.State != Waiting || v.NextAt != at+wait.Microseconds() || v.Hook != Active {
			t.Fatalf("after attempt %d: %+v", i+1, v)
		}
		at = v.NextAt
	}
	d.Attempts = append(d.Attempts, Attempt{At: at, Status: 500})
	if v := Judge(&hook, &d, 0); v.State != GivenUp || v.Hook != Active || v.Since != at {
		t.Errorf("after the last attempt: %+v", v)
	}
	d = d.Again(at)
	d.Attempts = append(d.Attempts, Attempt{At: at, Status: 500})
	if v := Judge(&hook, &d, 0); v.State != Waiting || v.NextAt != at+waits[0].Microseconds() || len(d.Attempts) != len(waits)+2 {
		t.Errorf("refused again after somebody had it sent again: %+v, %d attempts", v, len(d.Attempts))
	}
	hook.FailingSince = at - patience.Microseconds()
	if v := Judge(&hook, &d, 0); v.State != GivenUp || v.Hook != Failed {
		t.Errorf("after five days of nothing: %+v", v)
	}
	d.Attempts = []Attempt{{At: at, Status: 204}}
	if v := Judge(&hook, &d, 0); v.State != Taken || v.Since != 0 {
		t.Errorf("taken: %+v", v)
	}
	d.Attempts = []Attempt{{At: at, Status: 410}}
	if v := Judge(&Hook{State: Active}, &d, 0); v.Hook != Failed {
		t.Errorf("gone: %+v", v)
	}
	d.Attempts = []Attempt{{At: at, Status: 429, After: time.Hour.Microseconds()}}
	if v := Judge(&Hook{State: Active}, &d, 1); v.NextAt != at+time.Hour.Microseconds() {
		t.Errorf("asked to wait: %+v", v)
	}
}

func TestRetryAfter(t *testing.T) {
	now := start.UnixMicro()
	for text, want := range map[string]time.Duration{"": 0, "120": 2 * time.Minute, "-5": 0, "99999999": longestAfter, "soon": 0,
		"Sun, 22 Nov 2026 00:10:00 GMT": 10 * time.Minute, "Sat, 21 Nov 2026 00:10:00 GMT": 0} {
		if got := retryAfter(text, now); got != want.Microseconds() {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestHooksAskForTypes(t *testing.T) {
	h := Hook{Types: []string{"record.*", "task.done"}}
	for kind, want := range map[string]bool{"record.created": true, "task.done": true, "task.made": false, "event": false} {
		if h.Wants(kind) != want {
			t.Errorf("%s: %v", kind, !want)
		}
	}
}

func TestAddressesOfHooks(t *testing.T) {
	for address, good := range map[string]bool{"https://example.com/a?b=c": true, "http://kho.local:8080": true,
		"": false, "example.com": false, "ftp://example.com": false, "https://": false, "https://lan:1@example.com": false, "file:///etc/passwd": false} {
		if (CheckURL(address) == nil) != good {
			t.Errorf("%q", address)
		}
	}
}
