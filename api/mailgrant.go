package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"unicode"

	"banhda/auth"
	"banhda/channel/oauth"
	"banhda/store"
)

// grantsSetting keeps what access tokens to mail servers are got with, as JSON, by where they are used; what is secret in it
// is sealed.
const grantsSetting = "mail.grants"

// MailGrant is how an access token is got for a mail server that takes no password. What is secret is only ever written.
type MailGrant struct {
	TokenURL     string `json:"token_url" maxLength:"500" doc:"such as https://oauth2.googleapis.com/token"`
	ClientID     string `json:"client_id" maxLength:"300"`
	Scope        string `json:"scope,omitempty" maxLength:"500" doc:"such as https://mail.google.com/; left out: as it was granted"`
	ClientSecret string `json:"client_secret,omitempty" maxLength:"1000" doc:"Left out: as it is. It cannot be read again."`
	RefreshToken string `json:"refresh_token,omitempty" maxLength:"4000" doc:"Left out: as it is. It cannot be read again."`
}

// mailGrant is a MailGrant as it is kept, and for which server and user it is.
type mailGrant struct {
	Host   string `json:"host"`
	User   string `json:"user"`
	URL    string `json:"url"`
	Client string `json:"client"`
	Scope  string `json:"scope"`
	Sealed string `json:"sealed"` // grantSecrets
}

type grantSecrets struct {
	Client  string `json:"client"`
	Refresh string `json:"refresh"`
}

type mailGrants map[string]mailGrant

func readMailGrants(ctx context.Context, v *store.View) (all mailGrants, err error) {
	all = mailGrants{}
	err = readJSON(ctx, v, grantsSetting, &all)
	return all, err
}

// show is a grant without what is secret; nil: signing in is by password.
func (all mailGrants) show(place string) *MailGrant {
	g, ok := all[place]
	if !ok {
		return nil
	}
	return &MailGrant{TokenURL: g.URL, ClientID: g.Client, Scope: g.Scope}
}

// about is what the secrets are sealed for: elsewhere they cannot be opened.
func (g *mailGrant) about() string {
	return strings.Join([]string{g.Host, g.User, g.URL, g.Client}, "\n")
}

func (s *Server) grantSealer() auth.Sealer { return auth.NewSealer(s.Secret, grantsSetting) }

func (s *Server) sealGrant(g *mailGrant, secrets grantSecrets) error {
	body, err := json.Marshal(secrets)
	g.Sealed = s.grantSealer().Seal(string(body), g.about())
	return err
}

func (s *Server) unsealGrant(g *mailGrant) (secrets grantSecrets, err error) {
	body, err := s.grantSealer().Open(g.Sealed, g.about())
	if err == nil {
		err = json.Unmarshal([]byte(body), &secrets)
	}
	return secrets, err
}

// setGrant keeps the grant of a place; nil: signing in there is by password. Secrets that are left out stay, for the same
// server, user and client.
func (s *Server) setGrant(ctx context.Context, t *store.Tx, place string, in *MailGrant, host, user string) error {
	all, err := readMailGrants(ctx, &t.View)
	if err != nil {
		return err
	}
	was := all[place]
	if delete(all, place); in != nil {
		g := mailGrant{Host: host, User: user, URL: strings.TrimSpace(in.TokenURL), Client: strings.TrimSpace(in.ClientID), Scope: strings.TrimSpace(in.Scope)}
		secrets := grantSecrets{strings.TrimSpace(in.ClientSecret), strings.TrimSpace(in.RefreshToken)}
		if was.Sealed != "" && was.about() == g.about() {
			if err := s.fillGrant(&was, &secrets); err != nil {
				return err
			}
		}
		if secrets.Refresh == "" {
			return invalid("write the refresh token: one that is kept is not handed to another server, user or client")
		}
		if err := s.sealGrant(&g, secrets); err != nil {
			return err
		}
		all[place] = g
	}
	return setJSON(ctx, t, grantsSetting, all)
}

// fillGrant takes what is not stated from what is kept. What another house sealed is as good as not there.
func (s *Server) fillGrant(was *mailGrant, secrets *grantSecrets) error {
	kept, err := s.unsealGrant(was)
	if errors.Is(err, auth.ErrSealed) {
		return nil
	}
	secrets.Client, secrets.Refresh = orText(secrets.Client, kept.Client), orText(secrets.Refresh, kept.Refresh)
	return err
}

// checkGrant refuses what leads nowhere, and a token that others could read.
func (s *Server) checkGrant(in *MailGrant, security, user string) error {
	if in == nil {
		return nil
	}
	u, err := url.Parse(strings.TrimSpace(in.TokenURL))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !(u.Scheme == "http" && s.Hooks.Private) {
		return invalid("%q is not the address of a server of tokens; write one such as https://oauth2.googleapis.com/token", in.TokenURL)
	}
	switch {
	case strings.TrimSpace(in.ClientID) == "" || user == "" || strings.ContainsFunc(user, unicode.IsControl):
		return invalid("signing in by OAuth needs the user and the id of the client")
	case security == "none":
		return invalid("an access token goes over a protected connection only; choose TLS or STARTTLS")
	}
	return nil
}

// tokensOf gives the access tokens of a place, from one source for all who sign in there.
func (s *Server) tokensOf(place string) *oauth.Source {
	made := oauth.NewSource(oauth.Source{Client: s.Hooks.Client(), Now: s.Now,
		Grant: func(ctx context.Context) (oauth.Grant, error) { return s.grantOf(ctx, place) },
		Keep: func(ctx context.Context, was oauth.Grant, refresh string) error {
			return s.rotateGrant(ctx, place, was, refresh)
		}})
	one, _ := s.grants.LoadOrStore(place, made)
	return one.(*oauth.Source)
}

func (s *Server) grantOf(ctx context.Context, place string) (g oauth.Grant, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		all, err := readMailGrants(ctx, v)
		if err == nil {
			kept := all[place]
			g, err = s.openGrant(&kept)
		}
		return err
	})
	return g, err
}

func (s *Server) openGrant(kept *mailGrant) (oauth.Grant, error) {
	secrets, err := s.unsealGrant(kept)
	return oauth.Grant{Endpoint: kept.URL, Client: kept.Client, Scope: kept.Scope, Secret: secrets.Client, Refresh: secrets.Refresh}, err
}

// rotateGrant keeps the refresh token that came in place of another, unless the grant was changed meanwhile.
func (s *Server) rotateGrant(ctx context.Context, place string, was oauth.Grant, refresh string) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		all, err := readMailGrants(ctx, &t.View)
		if err != nil {
			return err
		}
		kept, ok := all[place]
		if !ok {
			return nil
		}
		if is, err := s.openGrant(&kept); err != nil || is != was {
			return err
		}
		if err := s.sealGrant(&kept, grantSecrets{was.Secret, refresh}); err != nil {
			return err
		}
		all[place] = kept
		return setJSON(ctx, t, grantsSetting, all)
	})
}
