package zalotest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	verifier = "dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk00"
	callback = "https://crm.example.com/zalo/callback?of=1"
)

type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Expires string `json:"expires_in"`
	Error   int
	Name    string `json:"error_name"`
}

func (o tokens) said() reply { return reply{Error: o.Error, Message: o.Name} }

func (b *bench) form(fields map[string]string, secret string) (o tokens) {
	b.t.Helper()
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	r, _ := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+"/v4/oa/access_token", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("secret_key", secret)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return tokens{Error: 1, Name: err.Error()}
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&o); err != nil || resp.StatusCode != http.StatusOK {
		b.t.Fatal(resp.Status, err)
	}
	return o
}

// agree is the way of an administrator; it gives where they are led.
func (b *bench) agree(app, redirect, challenge string) *url.URL {
	b.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	q := url.Values{"app_id": {app}, "redirect_uri": {redirect}, "code_challenge": {challenge}, "state": {"s 1"}}
	resp, err := client.Get(b.url + "/v4/oa/permission?" + q.Encode())
	if err != nil {
		b.t.Fatal(err)
	}
	resp.Body.Close()
	to, err := resp.Location()
	if err != nil {
		b.t.Fatal(err)
	}
	return to
}

func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (b *bench) redeemed(code, verifier string) tokens {
	return b.form(map[string]string{"app_id": AppID, "grant_type": "authorization_code", "code": code, "code_verifier": verifier}, AppSecret)
}

func (b *bench) renewed(refresh string) tokens {
	return b.form(map[string]string{"app_id": AppID, "grant_type": "refresh_token", "refresh_token": refresh}, AppSecret)
}

func TestAnAdministratorAgrees(t *testing.T) {
	b := newBench(t, Options{Redirect: callback})
	to := b.agree(AppID, callback, challenge(verifier))
	q := to.Query()
	if to.Host != "crm.example.com" || q.Get("of") != "1" || q.Get("oa_id") != OAID || q.Get("state") != "s 1" {
		t.Fatal(to)
	}
	got := b.redeemed(q.Get("code"), verifier)
	if got.Error != 0 || got.Expires != "90000" {
		t.Fatal(got)
	}
	b.access = got.Access
	b.want(b.get("/v2.0/oa/getoa"), 0)
	b.want(b.redeemed(q.Get("code"), verifier).said(), -14019)
	for _, wrong := range []*url.URL{
		b.agree("1", callback, challenge(verifier)), b.agree(AppID, "https://else.example.com/", challenge(verifier)), b.agree(AppID, callback, "plain"),
	} {
		if wrong.Query().Get("error_code") != "-14003" {
			t.Error(wrong)
		}
	}
}

func TestACodeIsForWhoAsked(t *testing.T) {
	b := newBench(t, Options{})
	code := func(verifier string) string { return b.agree(AppID, callback, challenge(verifier)).Query().Get("code") }
	b.want(b.redeemed(code(verifier), strings.Repeat("a", 43)).said(), -14020)
	b.want(b.redeemed(code("short"), "short").said(), -14020)
	late := code(verifier)
	b.Advance(t.Context(), 10*time.Minute)
	b.want(b.redeemed(late, verifier).said(), -14019)
	b.want(b.form(map[string]string{"app_id": AppID, "grant_type": "authorization_code"}, "wrong").said(), -14004)
	b.want(b.form(map[string]string{"app_id": "1"}, AppSecret).said(), -14002)
	b.want(b.form(map[string]string{"app_id": AppID, "grant_type": "password"}, AppSecret).said(), -14005)
}

func TestARefreshTokenIsGoodOnce(t *testing.T) {
	b := newBench(t, Options{})
	_, refresh := b.Grant()
	var won atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if b.renewed(refresh).Error == 0 {
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d had it", won.Load())
	}
	b.want(b.renewed(refresh).said(), -14014)
}

func TestTokensEnd(t *testing.T) {
	b := newBench(t, Options{AccessLife: time.Hour})
	_, first := b.Grant()
	got := b.renewed(first)
	if b.access = got.Access; got.Expires != "3600" {
		t.Error(got)
	}
	b.Advance(t.Context(), time.Hour-time.Second)
	b.want(b.get("/v2.0/oa/getoa"), 0)
	b.Advance(t.Context(), time.Second)
	b.want(b.get("/v2.0/oa/getoa"), -220)
	b.Advance(t.Context(), 90*24*time.Hour)
	b.want(b.renewed(got.Refresh).said(), -14014)
}

// A token whose answer was lost is used all the same: who did not keep the new one must ask the administrator again.
func TestAnAnswerThatIsLostUsesTheTokenUp(t *testing.T) {
	b := newBench(t, Options{})
	_, refresh := b.Grant()
	b.Fail(Fault{Path: "/v4/oa/access_token", Lost: true})
	if got := b.renewed(refresh); got.Error != 1 {
		t.Fatal(got)
	}
	b.want(b.renewed(refresh).said(), -14014)
}
