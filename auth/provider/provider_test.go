package provider_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"banhda/auth/provider"
	"banhda/auth/provider/providertest"
)

// back is where the provider sends people to; nobody is there.
const back = "http://127.0.0.1:9/back"

// comesBack signs somebody in and gives the code the provider sends them back with.
func comesBack(t *testing.T, p *providertest.Provider, from string) url.Values {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	var last *url.URL
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/back" {
			last = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	if _, err := p.SignIn(client, from, "lan"); err != nil || last == nil {
		t.Fatalf("signing in at the provider: %v", err)
	}
	return last.Query()
}

func TestARealProviderLetsIn(t *testing.T) {
	p := providertest.Start(t, back)
	p.Add("lan", "lan@example.com", true)
	found, err := provider.Connect(context.Background(), provider.Config{Issuer: p.URL, ClientID: providertest.ClientID, Secret: providertest.Secret})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, c := range []struct {
		what   string
		change func(*provider.Round)
		want   func(error) bool
	}{
		{"what was asked", func(*provider.Round) {}, func(err error) bool { return err == nil }},
		{"another nonce", func(r *provider.Round) { r.Nonce = "other" }, func(err error) bool { return errors.Is(err, provider.ErrNonce) }},
		{"another verifier", func(r *provider.Round) { r.Verifier = provider.Begin("/", now).Verifier }, func(err error) bool { return err != nil }},
	} {
		round := provider.Begin("/", now)
		answer := comesBack(t, p, found.Address(back, round))
		if !round.Fits(answer.Get("state"), now) {
			t.Fatal("the provider brings back another state")
		}
		c.change(&round)
		id, err := found.Identify(context.Background(), back, answer.Get("code"), round)
		if !c.want(err) {
			t.Errorf("%s: %v", c.what, err)
		}
		if err == nil && id != (provider.Identity{Issuer: p.URL, Subject: "lan", Email: "lan@example.com", Name: "lan", Verified: true}) {
			t.Errorf("the provider says %+v", id)
		}
		if _, err := found.Identify(context.Background(), back, answer.Get("code"), round); err == nil {
			t.Errorf("%s: a code counts twice", c.what)
		}
	}
}

func TestARoundEnds(t *testing.T) {
	now := time.Now()
	r := provider.Begin("/", now)
	for _, c := range []struct {
		state string
		at    time.Time
		want  bool
	}{{r.State, now.Add(time.Minute), true}, {r.State, now.Add(10 * time.Minute), false}, {r.State, now.Add(-time.Minute), false}, {"", now, false}, {r.Nonce, now, false}} {
		if r.Fits(c.state, c.at) != c.want {
			t.Errorf("%q after %s fits: %v", c.state, c.at.Sub(now), !c.want)
		}
	}
	if (provider.Round{}).Fits("", now) {
		t.Error("a round that was never begun fits")
	}
}

func TestWhatIsNoProviderIsNotTakenForOne(t *testing.T) {
	if _, err := provider.Connect(context.Background(), provider.Config{Issuer: "http://127.0.0.1:9"}); err == nil {
		t.Error("nobody answers, and yet it is a provider")
	}
}
