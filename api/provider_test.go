package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"banhda/auth/provider/providertest"
	"banhda/store"
)

// socket is who owns the data, at the server's own machine.
func (f *front) socket() *visitor {
	server := httptest.NewServer(f.Handler())
	f.t.Cleanup(server.Close)
	over := *f
	over.url = server.URL
	return over.browser()
}

// provided is a front whose people can sign in by a real provider.
func provided(t *testing.T) (*front, *visitor, *providertest.Provider) {
	f, owner := owned(t)
	p := providertest.Start(t, f.url+callback)
	order, _ := json.Marshal(map[string]string{"issuer": p.URL, "client_id": providertest.ClientID, "client_secret": providertest.Secret, "name": "Công ty"})
	a := gets[SignInAnswer](owner, 200, "PUT", "/v1/sign-in", string(order))
	if !a.HasSecret || a.Issuer != p.URL || a.Callback != f.url+callback {
		t.Fatalf("set up: %+v", a)
	}
	return f, owner, p
}

// by signs a browser in at the provider, and gives where it ends.
func (v *visitor) by(p *providertest.Provider, name, to string) string {
	v.t.Helper()
	end, err := p.SignIn(v.client, v.url+"/v1/oidc/begin?to="+url.QueryEscape(to), name)
	if err != nil {
		v.t.Fatal(err)
	}
	return end.RequestURI()
}

// almostBy signs in up to what the provider sends back, which it gives and does not follow.
func (v *visitor) almostBy(p *providertest.Provider, name, to string) (link string) {
	v.t.Helper()
	v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.Path, callback) {
			link = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	v.by(p, name, to)
	return link
}

func TestSigningInByAProvider(t *testing.T) {
	f, owner, p := provided(t)
	p.Add("lan", "Lan@Example.com", true)
	v := f.browser()
	if a := gets[SessionAnswer](v, 200, "GET", "/v1/session", ""); a.Doors == nil || a.Doors.Provider != "Công ty" || !a.Doors.Password {
		t.Errorf("who is outside is told %+v", a.Doors)
	}
	if end := v.by(p, "lan", "/people?q=x"); end != "/people?q=x" {
		t.Errorf("after signing in the browser is at %s", end)
	}
	a := gets[SessionAnswer](v, 200, "GET", "/v1/session", "")
	if a.State != "signed-in" || a.User.Email != "lan@example.com" || a.User.Role != "owner" {
		t.Errorf("signed in as %+v", a)
	}
	p.Change("lan", "somebody.else@example.com") // who they are there is known by now
	again := f.browser()
	again.by(p, "lan", "/")
	if a := gets[SessionAnswer](again, 200, "GET", "/v1/session", ""); a.User == nil || a.User.Email != "lan@example.com" {
		t.Errorf("with another address at the provider: %+v", a)
	}
	for _, elsewhere := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"} {
		if end := f.browser().by(p, "lan", elsewhere); end != "/" {
			t.Errorf("to %s the browser is led to %s", elsewhere, end)
		}
	}
	if list := gets[MySessionsAnswer](v, 200, "GET", "/v1/me/sessions", "").Sessions; len(list) < 2 || list[0].Method != "oidc" {
		t.Errorf("sessions: %+v", list)
	}
	gets[UserAnswer](owner, 200, "POST", "/v1/users", `{"email":"minh@example.com","role":"viewer"}`)
}

func TestAProviderLetsInOnlyWhoIsKnownHere(t *testing.T) {
	f, owner, p := provided(t)
	p.Add("stranger", "stranger@example.com", true)
	p.Add("liar", "lan@example.com", false) // an address that the provider has not seen to be theirs
	p.Add("an", "an@example.com", true)
	for name, want := range map[string]string{"stranger": "/people?refused=stranger", "liar": "/people?refused=unverified"} {
		v := f.browser()
		if end := v.by(p, name, "/people"); end != want {
			t.Errorf("%s ends at %s", name, end)
		}
		gets[Problem](v, 401, "GET", "/v1/workspace", "")
	}
	gets[Invitation](owner, 200, "POST", "/v1/invitations", `{"email":"an@example.com","role":"seller"}`)
	v := f.browser()
	v.by(p, "an", "/")
	if a := gets[SessionAnswer](v, 200, "GET", "/v1/session", ""); a.User == nil || a.User.Role != "seller" || a.User.Name != "an" {
		t.Errorf("who was invited comes in as %+v", a.User)
	}
	gets[Problem](f.browser(), 401, "POST", "/v1/session", `{"email":"an@example.com","password":""}`) // there is none to guess
}

// What comes back counts only in the browser that began, once, and soon.
func TestASignInBegunElsewhereCountsNothing(t *testing.T) {
	f, _, p := provided(t)
	p.Add("lan", "lan@example.com", true)
	attacker := f.browser()
	link := attacker.almostBy(p, "lan", "/")
	victim := f.browser()
	if resp, _ := victim.asks("GET", link, ""); resp.Request.URL.RequestURI() != "/?refused=round" {
		t.Errorf("a link made by somebody else ends at %s", resp.Request.URL)
	}
	gets[Problem](victim, 401, "GET", "/v1/workspace", "")
	forged := strings.Replace(link, "state=", "state=x", 1)
	if resp, _ := attacker.asks("GET", forged, ""); resp.Request.URL.RequestURI() != "/?refused=round" && resp.Header.Get("Location") != "/?refused=round" {
		t.Errorf("a forged state ends at %s", resp.Request.URL)
	}
}

// Who cancels at the provider comes back to the page they wanted, and from there signs in to it.
func TestASignInCancelledForgetsNoPage(t *testing.T) {
	f, _, p := provided(t)
	p.Add("lan", "lan@example.com", true)
	v := f.browser()
	var state string
	v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if s := r.URL.Query().Get("state"); s != "" && r.URL.Path != callback {
			state = s
			return http.ErrUseLastResponse
		}
		return nil
	}
	v.asks("GET", "/v1/oidc/begin?to="+url.QueryEscape("/people?q=%C4%91%E1%BB%A9c"), "")
	resp, _ := v.asks("GET", callback+"?error=access_denied&state="+url.QueryEscape(state), "")
	back := resp.Request.URL
	if back.Path != "/people" || back.Query().Get("q") != "đức" || back.Query().Get("refused") != "denied" {
		t.Fatalf("who cancelled is led to %s", back)
	}
	gets[Problem](v, 401, "GET", "/v1/workspace", "")
	v.client.CheckRedirect = nil
	if end := v.by(p, "lan", "/people?q=%C4%91%E1%BB%A9c"); end != "/people?q=%C4%91%E1%BB%A9c" {
		t.Errorf("signing in after all leads to %s", end)
	}
}

// Passwords are turned off only by who came in otherwise, and turned on again from the server itself.
func TestPasswordsTurnedOff(t *testing.T) {
	f, owner, p := provided(t)
	p.Add("lan", "lan@example.com", true)
	gets[Problem](owner, 409, "PUT", "/v1/sign-in", `{"password":false}`)
	v := f.browser()
	v.by(p, "lan", "/")
	gets[SignInAnswer](v, 200, "PUT", "/v1/sign-in", `{"password":false}`)
	if problem := gets[Problem](f.browser(), 403, "POST", "/v1/session", signInBody); !strings.Contains(problem.Detail, "banhda user passwords on") {
		t.Errorf("who brings a password is told %q", problem.Detail)
	}
	gets[Problem](f.browser(), 403, "POST", "/v1/session", strings.Replace(signInBody, "gà", "bò", 1))
	socket := f.socket()
	gets[SignInAnswer](socket, 200, "PUT", "/v1/sign-in", `{"password":true}`)
	gets[SessionAnswer](f.browser(), 200, "POST", "/v1/session", signInBody)
	gets[SignInAnswer](v, 200, "PUT", "/v1/sign-in", `{"password":false}`)
	gets[SignInAnswer](socket, 200, "PUT", "/v1/sign-in", `{"issuer":""}`) // without a provider they are the only way in
	gets[SessionAnswer](f.browser(), 200, "POST", "/v1/session", signInBody)
	gets[Problem](v, 404, "GET", "/v1/oidc/begin", "")
}

// A provider's secret is told to nobody: not by the API, and not to another issuer.
func TestAProvidersSecretStaysHere(t *testing.T) {
	f, owner, p := provided(t)
	if _, text := owner.asks("GET", "/v1/sign-in", ""); strings.Contains(text, providertest.Secret) {
		t.Errorf("the API tells the secret: %s", text)
	}
	other := providertest.Start(t, "http://127.0.0.1:9/")
	a := gets[SignInAnswer](owner, 200, "PUT", "/v1/sign-in", `{"issuer":"`+other.URL+`"}`)
	f.look(func(v *store.View) error {
		e, err := readEntrance(t.Context(), v)
		if secret, problem := f.entranceSealer().Open(e.ClientSecret, e.Issuer); a.Issuer != other.URL || problem != nil || secret != "" {
			t.Errorf("%s would be told %q (%v)", a.Issuer, secret, problem)
		}
		return err
	})
	gets[Problem](owner, 502, "PUT", "/v1/sign-in", `{"issuer":"http://127.0.0.1:9"}`)
	gets[Problem](owner, 422, "PUT", "/v1/sign-in", `{"issuer":"http://evil.example"}`)
	if p.URL == other.URL {
		t.Error("there are not two providers")
	}
}
