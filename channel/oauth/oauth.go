// Package oauth signs in where a mail server takes access tokens instead of passwords: it gets them with a refresh token
// (RFC 6749, section 6) and hands them over (SASL: OAUTHBEARER, RFC 7628, or XOAUTH2).
package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"banhda/phrase"
)

// Grant is what an access token is got with.
type Grant struct {
	Endpoint string // of tokens, an address of HTTP
	Client   string // its id
	Secret   string // the client's; empty: it has none
	Refresh  string
	Scope    string // empty: as it was granted
}

// Token is what a server of tokens gives.
type Token struct {
	Access  string
	Refresh string        // to be used from now on; empty: that which there is
	Lasts   time.Duration // 0: it does not say
}

// ErrRefused says that the server of tokens gives none for this grant, and will not until somebody changes it.
var ErrRefused = errors.New("the grant is refused")

const (
	attempts = 2
	pause    = time.Second
	// largest is how many bytes of an answer are read.
	largest = 64 << 10
)

// Renew asks for an access token. Where there is no answer, or the server is in trouble, it asks once more.
func (g Grant) Renew(ctx context.Context, c *http.Client) (t Token, err error) {
	for range attempts {
		if t, err = g.ask(ctx, c); err == nil || errors.Is(err, ErrRefused) {
			return t, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return t, ctx.Err()
		}
	}
	return t, err
}

func (g Grant) ask(ctx context.Context, c *http.Client) (Token, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {g.Refresh}, "client_id": {g.Client}}
	if g.Secret != "" {
		form.Set("client_secret", g.Secret)
	}
	if g.Scope != "" {
		form.Set("scope", g.Scope)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.Endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return Token{}, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	resp, err := c.Do(req)
	if err != nil {
		return Token{}, phrase.Errorf("the server of tokens cannot be reached: %w", unaddressed(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, largest))
	if err != nil {
		return Token{}, phrase.Errorf("the server of tokens cannot be reached: %w", err)
	}
	return read(resp.StatusCode, body)
}

// unaddressed is an error without the address that stands beside it.
func unaddressed(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// read is what a server of tokens answered.
func read(status int, body []byte) (Token, error) {
	var said struct {
		Access  string  `json:"access_token"`
		Refresh string  `json:"refresh_token"`
		Lasts   float64 `json:"expires_in"`
		Error   string  `json:"error"`
		About   string  `json:"error_description"`
	}
	broken := json.Unmarshal(body, &said)
	switch {
	case status == http.StatusTooManyRequests || status >= 500:
		return Token{}, phrase.Errorf("the server of tokens is in trouble: it answers %d", status)
	case said.Error == "invalid_grant":
		return Token{}, phrase.Errorf("%w: the refresh token holds no more; sign in at the mail provider again and write the new one. It says: %s", refusal, short(said.About))
	case said.Error == "invalid_client" || said.Error == "unauthorized_client":
		return Token{}, phrase.Errorf("%w: the client's id or its secret is wrong; look at them where the client is registered. It says: %s", refusal, short(said.About))
	case status != http.StatusOK || broken != nil || said.Access == "":
		return Token{}, phrase.Errorf("%w: it answers %d: %s", refusal, status, short(strings.TrimSpace(said.Error+" "+said.About)))
	}
	return Token{said.Access, said.Refresh, time.Duration(min(max(said.Lasts, 0), 86400)) * time.Second}, nil
}

// refusal is ErrRefused as people are told it.
var refusal = refused{phrase.Errorf("the server of tokens gives no access")}

type refused struct{ *phrase.Sentence }

func (refused) Is(err error) bool { return err == ErrRefused }

// short bounds what others say.
func short(s string) string {
	if s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " "); len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}
