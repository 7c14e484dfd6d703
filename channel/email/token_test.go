package email

import (
	"context"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
)

// grants gives access tokens, and is the server's word on which holds.
type grants struct {
	mechanism, gives, holds string
	asked                   int
	refused                 string
}

func (g *grants) Token(context.Context) (string, error) {
	g.asked++
	return g.gives, nil
}

func (g *grants) Refused(token string) { g.refused = token }

// bears lets in who bears the token: OAUTHBEARER as somebody else's program reads it, XOAUTH2 as its providers write it down.
func (v *visit) bears() sasl.Server {
	in := func(user, token string) bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.signedIn = user == "banhda" && token == v.tokens.holds
		return v.signedIn
	}
	if v.tokens.mechanism == "XOAUTH2" {
		return &xoauth2{in}
	}
	return sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
		if in(o.Username, o.Token) {
			return nil
		}
		return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer", Scope: "https://mail.example.com/"}
	})
}

type xoauth2 struct {
	in func(user, token string) bool
}

func (x *xoauth2) Next(said []byte) (challenge []byte, done bool, err error) {
	if said == nil {
		return nil, false, nil
	}
	user, rest, _ := strings.Cut(strings.TrimPrefix(string(said), "user="), "\x01auth=Bearer ")
	if token, ends := strings.CutSuffix(rest, "\x01\x01"); ends && x.in(user, token) {
		return nil, true, nil
	}
	return []byte(`{"status":"401","schemes":"bearer","scope":"https://mail.example.com/"}`), false, nil
}

func greeting() *Mail {
	return &Mail{ID: NewID("da@example.com"), At: time.Now(), From: mail.Address{Address: "da@example.com"}, To: mail.Address{Address: "lan@example.vn"}, Subject: "Chào", Text: []byte("Chào bạn")}
}

// A server that takes no passwords is signed in to with access tokens; a connection that is kept needs one, and of one that is
// not taken the reason is told.
func TestMailIsSentWithAccessTokens(t *testing.T) {
	for _, mechanism := range []string{"XOAUTH2", "OAUTHBEARER"} {
		for _, security := range []string{TLS, StartTLS} {
			g := &grants{mechanism: mechanism, gives: "a1", holds: "a1"}
			p := &post{tokens: g}
			server := open(t, p, security)
			server.Password, server.Tokens = "", g
			pool := NewPool(server, Limits{Connections: 1})
			for range 3 {
				if err := pool.Send(t.Context(), greeting()); err != nil {
					t.Fatalf("%s over %s: %v", mechanism, security, err)
				}
			}
			pool.Close()
			if len(p.taken) != 3 || g.asked != 1 || !p.encrypted {
				t.Errorf("%s over %s: %d taken, asked %d times", mechanism, security, len(p.taken), g.asked)
			}
			g.holds = "a2"
			err := server.Send(t.Context(), greeting())
			if err == nil || g.refused != "a1" || !strings.Contains(err.Error(), "https://mail.example.com/") || Final(err) {
				t.Errorf("%s over %s, with a token that is over: %v", mechanism, security, err)
			}
		}
	}
}

// An access token is not said where others can read it, nor to a server that takes none.
func TestATokenIsNotSaidAloud(t *testing.T) {
	g := &grants{mechanism: "XOAUTH2", gives: "a1", holds: "a1"}
	aloud := open(t, &post{tokens: g}, Plain)
	deaf := open(t, &post{}, TLS)
	for what, server := range map[string]Server{"aloud": aloud, "to who takes none": deaf} {
		server.Tokens = g
		if err := server.Send(t.Context(), greeting()); err == nil {
			t.Errorf("said %s", what)
		}
	}
}
