package zalo

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"banhda/phrase"
)

// App is the application in whose name the house signs in.
type App struct {
	ID, Secret string
	Hosts      Hosts
	HTTP       *http.Client
}

// Grant is what Zalo gives to an application.
type Grant struct {
	Access, Refresh string
	Lasts           time.Duration // of the access token
}

// NewVerifier is what whoever begins to connect keeps, and shows when a code is exchanged (PKCE, RFC 7636). Zalo takes 43
// letters and digits.
func NewVerifier() string { return (rand.Text() + rand.Text())[:43] }

// Permission is the page on which an administrator of the account lets the house in.
func (a *App) Permission(redirect, state, verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return a.Hosts.oauth() + "/v4/oa/permission?" + url.Values{"app_id": {a.ID}, "redirect_uri": {redirect}, "state": {state},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}}.Encode()
}

// Exchange gets the first tokens by the code Zalo sent the browser back with.
func (a *App) Exchange(ctx context.Context, code, verifier string) (Grant, error) {
	return a.grant(ctx, url.Values{"grant_type": {"authorization_code"}, "app_id": {a.ID}, "code": {code}, "code_verifier": {verifier}})
}

// Renew gets further tokens. The refresh token is used up by it, whatever becomes of the answer.
func (a *App) Renew(ctx context.Context, refresh string) (Grant, error) {
	return a.grant(ctx, url.Values{"grant_type": {"refresh_token"}, "app_id": {a.ID}, "refresh_token": {refresh}})
}

// Errors of signing in.
var (
	// ErrRefused says that Zalo gives no tokens until somebody connects the account again.
	ErrRefused = errors.New("zalo: the grant is refused")
	// ErrUnconnected says that no account is connected.
	ErrUnconnected = errors.New("zalo: no account is connected")
)

func (a *App) grant(ctx context.Context, form url.Values) (g Grant, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.Hosts.oauth()+"/v4/oa/access_token", strings.NewReader(form.Encode()))
	if err != nil {
		return g, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("secret_key", a.Secret)
	answer, err := a.HTTP.Do(r)
	if err != nil {
		return g, phrase.Errorf("Zalo cannot be reached: %s", unaddressed(err))
	}
	defer answer.Body.Close()
	return readGrant(answer)
}

func readGrant(answer *http.Response) (g Grant, err error) {
	var said struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Lasts   loose  `json:"expires_in"`
		Error   loose  `json:"error"`
		Name    string `json:"error_name"`
		About   string `json:"error_description"`
	}
	broken := json.NewDecoder(io.LimitReader(answer.Body, largest)).Decode(&said)
	switch {
	case answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests:
		return g, phrase.Errorf("Zalo is in trouble: it answers %d", answer.StatusCode)
	case broken != nil:
		return g, phrase.Errorf("Zalo's answer cannot be read")
	case said.Access == "" || said.Refresh == "":
		return g, &refusal{phrase.Errorf("Zalo lets the house in no more: %s", short(strings.TrimSpace(string(said.Error)+" "+said.Name+" "+said.About)))}
	}
	return Grant{said.Access, said.Refresh, time.Duration(said.Lasts.number(3600)) * time.Second}, nil
}

// refusal is ErrRefused as people are told it.
type refusal struct{ *phrase.Sentence }

func (r *refusal) Is(err error) bool { return err == ErrRefused }
