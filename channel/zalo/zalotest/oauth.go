package zalotest

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
)

// grant is what an administrator agreed to.
type grant struct {
	challenge string
	ends      int64
}

// lease is a refresh token, kept also when used.
type lease struct {
	ends int64
	used bool
}

// verifiers are 43 letters and digits (reported: other lengths and characters, which RFC 7636 allows, are not named).
var verifiers = regexp.MustCompile(`^[A-Za-z0-9]{43}$`)

// permission is the page where an administrator lets the app act for the account; here one who always agrees. Leads back
// with code, oa_id and state (reported). An unknown app or callback leads to a page of errors (reported, −14003), as does
// a challenge that is no SHA-256 (guess).
func (p *Platform) permission(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	digest, wrong := base64.RawURLEncoding.DecodeString(q.Get("code_challenge"))
	if err != nil || !back.IsAbs() || wrong != nil || len(digest) != sha256.Size || q.Get("app_id") != p.o.AppID ||
		p.o.Redirect != "" && back.String() != p.o.Redirect {
		http.Redirect(w, r, "/v4/oa/permission/error?error_code=-14003", http.StatusFound)
		return
	}
	code := p.newID("code")
	p.grants[code] = grant{q.Get("code_challenge"), p.after(p.o.CodeLife)}
	with := back.Query()
	with.Set("code", code)
	with.Set("oa_id", p.o.OAID)
	with.Set("state", q.Get("state"))
	back.RawQuery = with.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// token gives tokens for a code or a refresh token: a form, with the app's secret in the header secret_key (published).
func (p *Platform) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	code := 0
	switch err := r.ParseForm(); {
	case err != nil || r.PostForm.Get("app_id") != p.o.AppID:
		code = -14002
	case r.Header.Get("secret_key") != p.o.AppSecret:
		code = -14004
	case r.PostForm.Get("grant_type") == "authorization_code":
		code = p.redeem(r.PostForm.Get("code"), r.PostForm.Get("code_verifier"))
	case r.PostForm.Get("grant_type") == "refresh_token":
		code = p.renew(r.PostForm.Get("refresh_token"))
	default:
		code = -14005
	}
	if code != 0 {
		denied(w, code)
		return
	}
	access, refresh := p.issue()
	write(w, map[string]string{"access_token": access, "refresh_token": refresh, "expires_in": strconv.Itoa(int(p.o.AccessLife.Seconds()))})
}

// redeem uses up a code: once, within its life, by who can show what the challenge was made of (published; the numbers
// are guesses). One wrong verifier uses it up too (guess).
func (p *Platform) redeem(code, verifier string) int {
	g, known := p.grants[code]
	delete(p.grants, code)
	sum := sha256.Sum256([]byte(verifier))
	switch {
	case !known || g.ends <= p.now():
		return -14019
	case !verifiers.MatchString(verifier) || base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge:
		return -14020
	}
	return 0
}

// renew uses up a refresh token: once, within its life (published; −14014 is known). Whoever comes second has lost: what
// the first was given stays good (guess), so does the access token from before until its time (guess).
func (p *Platform) renew(token string) int {
	l := p.refresh[token]
	if l == nil || l.used || l.ends <= p.now() {
		return -14014
	}
	l.used = true
	return 0
}

func (p *Platform) issue() (access, refresh string) {
	access, refresh = p.newID("access"), p.newID("refresh")
	p.access[access] = p.after(p.o.AccessLife)
	p.refresh[refresh] = &lease{ends: p.after(p.o.RefreshLife)}
	return access, refresh
}

// denied says no to who wants tokens: with 200 as everywhere, in a shape of its own (known).
func denied(w http.ResponseWriter, code int) {
	write(w, map[string]any{"error": code, "error_name": said[code], "error_reason": said[code], "error_description": said[code]})
}

// Grant gives tokens as if an administrator had just agreed.
func (p *Platform) Grant() (access, refresh string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issue()
}

// Expire ends all access tokens now; refresh tokens stay.
func (p *Platform) Expire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for token := range p.access {
		p.access[token] = p.now()
	}
}

// Revoke is the administrator who takes back what was agreed: no token is known any more.
func (p *Platform) Revoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.access)
	clear(p.refresh)
}
