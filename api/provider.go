package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
	"banhda/auth/provider"
	"banhda/store"
)

// connection is the provider of identity as it was last found.
type connection struct {
	mu    sync.Mutex
	of    provider.Config
	found *provider.Provider
}

var errNoProvider = missing("no provider of identity is set up here; sign in with your password")

// provider is the one that is set up. It is looked for once, and again when it is set up anew.
func (s *Server) provider(ctx context.Context) (*provider.Provider, error) {
	var e entrance
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		e, err = readEntrance(ctx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !e.provided() {
		return nil, errNoProvider
	}
	secret, err := s.entranceSealer().Open(e.ClientSecret, e.Issuer)
	if err != nil {
		return nil, err
	}
	return s.connect(ctx, provider.Config{Issuer: e.Issuer, ClientID: e.ClientID, Secret: secret})
}

func (s *Server) connect(ctx context.Context, c provider.Config) (*provider.Provider, error) {
	s.connection.mu.Lock()
	defer s.connection.mu.Unlock()
	if s.connection.found != nil && s.connection.of == c {
		return s.connection.found, nil
	}
	found, err := provider.Connect(ctx, c)
	if err != nil {
		s.Logger.Warn("the provider of identity", "error", err)
		return nil, refused(http.StatusBadGateway, 0, "the provider of identity does not answer as one; check its address: %s", err.Error())
	}
	s.connection.of, s.connection.found = c, found
	return found, nil
}

// redirect registers an operation that leads a browser elsewhere.
func redirect[I any](s *Server, o operation, where func(context.Context, *I) (string, error)) {
	op := s.describe(o)
	op.Responses = map[string]*huma.Response{"303": {Description: "Where the browser goes next.",
		Headers: map[string]*huma.Header{"Location": {Schema: &huma.Schema{Type: "string"}}}}}
	huma.Register(s.api, op, func(_ context.Context, in *I) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			start := time.Now()
			to, err := where(c.Context(), in)
			s.observe(o.id, time.Since(start), err)
			if err != nil {
				s.fail(c, err)
				return
			}
			c.SetHeader("Location", to)
			c.SetStatus(http.StatusSeeOther)
		}}, nil
	})
}

// roundCookie keeps in the browser what one sign-in must bring back.
const roundCookie = "banhda-round"

// callback is where a provider sends people back to.
const callback = "/v1/oidc/callback"

type beginOIDC struct {
	To string `query:"to" maxLength:"2000" doc:"The page to show afterwards."`
}

// beginOIDC sends a browser to the provider.
func (s *Server) beginOIDC(ctx context.Context, in *beginOIDC) (string, error) {
	p, err := s.provider(ctx)
	if err != nil {
		return "", err
	}
	v, round := visitOf(ctx), provider.Begin(housePath(in.To), s.Now())
	kept, err := json.Marshal(round)
	if err != nil || v.writer == nil {
		return "", orElse(err, errNoOne)
	}
	v.keepRound(s.roundSealer().Seal(string(kept), ""))
	return p.Address(v.origin()+callback, round), nil
}

// housePath is a path of this house; anything else, which would lead a browser elsewhere, is the first page.
func housePath(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// keepRound keeps a round until the provider sends the browser back; an empty one is forgotten.
func (v *visit) keepRound(sealed string) {
	age := int(10 * time.Minute / time.Second)
	if sealed == "" {
		age = -1
	}
	http.SetCookie(v.writer, &http.Cookie{Name: roundCookie, Value: sealed, Path: callback, MaxAge: age, HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode})
}

func (s *Server) roundSealer() auth.Sealer { return auth.NewSealer(s.Secret, "sign-in round") }

type endOIDC struct {
	Code  string `query:"code" maxLength:"4000"`
	State string `query:"state" maxLength:"200"`
	Error string `query:"error" maxLength:"200" doc:"Why the provider lets nobody in."`
	// Others are what providers add.
	Description string `query:"error_description" maxLength:"2000"`
	Session     string `query:"session_state" maxLength:"2000"`
	Issuer      string `query:"iss" maxLength:"2000"`
	Scope       string `query:"scope" maxLength:"2000"`
	AuthUser    string `query:"authuser" maxLength:"200"`
	Hosted      string `query:"hd" maxLength:"200"`
	Prompt      string `query:"prompt" maxLength:"200"`
	Round       string `cookie:"banhda-round"`
}

// endOIDC lets in whom the provider has sent back. A browser asks: what goes wrong it shows on the page it was to come to,
// so that signing in after all leads there.
func (s *Server) endOIDC(ctx context.Context, in *endOIDC) (string, error) {
	v := visitOf(ctx)
	if v.writer == nil {
		return "", errNoOne
	}
	v.keepRound("")
	to, err := s.letIn(ctx, in)
	if err != nil {
		s.Logger.Warn("signing in by the provider of identity", "error", err)
		return refusedAt(to, why(err)), nil
	}
	return to, nil
}

// refusedAt is a page of the house that says why nobody was let in.
func refusedAt(to, reason string) string {
	u, err := url.Parse(housePath(to))
	if err != nil {
		return "/?refused=" + reason
	}
	query := u.Query()
	query.Set("refused", reason)
	u.RawQuery = query.Encode()
	return u.String()
}

// What keeps out whom a provider lets in.
var (
	errStranger   = errors.New("nobody here has this address")
	errUnverified = errors.New("the provider has not seen that the address is theirs")
	errDenied     = errors.New("the provider lets nobody in")
)

// why is what the page is told.
func why(err error) string {
	switch {
	case errors.Is(err, errStranger):
		return "stranger"
	case errors.Is(err, errUnverified):
		return "unverified"
	case errors.Is(err, provider.ErrRound):
		return "round"
	case errors.Is(err, errDenied):
		return "denied"
	}
	return "provider"
}

// letIn begins a session of whom the provider names. The page they wanted is told even where nobody is let in.
func (s *Server) letIn(ctx context.Context, in *endOIDC) (to string, err error) {
	round, err := s.openRound(in)
	if err != nil {
		return round.To, err
	}
	if _, used := s.rounds.LoadOrStore(in.State, true); used {
		return round.To, provider.ErrRound
	}
	time.AfterFunc(time.Hour, func() { s.rounds.Delete(in.State) }) // a round is worth nothing by then
	p, err := s.provider(ctx)
	if err != nil {
		return round.To, err
	}
	id, err := p.Identify(ctx, visitOf(ctx).origin()+callback, in.Code, round)
	if err != nil {
		return round.To, err
	}
	u, err := s.whoIs(ctx, id)
	if err != nil {
		return round.To, err
	}
	_, err = s.beginSession(ctx, u, byOIDC)
	return round.To, err
}

func (s *Server) openRound(in *endOIDC) (round provider.Round, err error) {
	kept, err := s.roundSealer().Open(in.Round, "")
	if err != nil {
		return round, provider.ErrRound
	}
	if err := json.Unmarshal([]byte(kept), &round); err != nil {
		return round, err
	}
	switch {
	case !round.Fits(in.State, s.Now()):
		return round, provider.ErrRound
	case in.Error != "":
		return round, errDenied
	}
	return round, nil
}

// whoIs finds the user that somebody at the provider is: who was so before; else who has the same address, if the
// provider has seen that it is theirs; else who was invited by it.
func (s *Server) whoIs(ctx context.Context, id provider.Identity) (u store.User, err error) {
	known := false
	err = s.Records.View(ctx, func(v *store.View) error {
		user, err := v.Login(ctx, id.Issuer, id.Subject)
		if err == nil {
			known = true
			u, err = v.User(ctx, user)
		}
		return absent(err)
	})
	if err != nil || known {
		return u, err
	}
	email, err := auth.Email(id.Email)
	if err != nil || !id.Verified {
		return u, errUnverified
	}
	if u, err = s.userByEmail(ctx, email); err == nil && u.ID == 0 {
		u, err = s.enterInvited(ctx, email, id.Name)
	}
	if err != nil {
		return u, err
	}
	_, err = s.change(auth.With(ctx, auth.Actor{ID: u.ID, Kind: auth.User}), mutation{verb: "account-link", target: UserID(u.ID), entry: map[string]string{"issuer": id.Issuer},
		also: func(ctx context.Context, t *store.Tx) error { return t.AddLogin(ctx, id.Issuer, id.Subject, u.ID) }}, nil)
	return u, err
}

// enterInvited takes up the invitation that stands to an address.
func (s *Server) enterInvited(ctx context.Context, email, name string) (u store.User, err error) {
	var i store.Invitation
	err = s.Records.View(ctx, func(v *store.View) error {
		i, err = v.InvitationTo(ctx, email)
		return notFoundAs(err, errStranger)
	})
	if err != nil {
		return u, err
	}
	u = store.User{Email: email, Name: orText(cleanName(name), email), Role: i.Role}
	return s.enter(ctx, i, u)
}

// SignInAnswer is how people sign in.
type SignInAnswer struct {
	Password  bool     `json:"password" doc:"with address and password"`
	Name      string   `json:"name" doc:"what the provider of identity is called; empty: there is none"`
	Issuer    string   `json:"issuer"`
	ClientID  string   `json:"client_id"`
	HasSecret bool     `json:"has_secret"`
	Callback  string   `json:"callback" doc:"what the provider has to know: where it sends people back to"`
	Required  []string `json:"second_step" doc:"the roles that need a second step"`
}

func (s *Server) showSignIn(ctx context.Context, _ *struct{}, _ Tell) (*SignInAnswer, error) {
	a := &SignInAnswer{Callback: visitOf(ctx).origin() + callback, Required: []string{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		e, err := readEntrance(ctx, v)
		if err != nil {
			return err
		}
		a.Password, a.Name, a.Issuer, a.ClientID, a.HasSecret = !e.PasswordOff, e.Name, e.Issuer, e.ClientID, e.ClientSecret != ""
		need, err := v.Setting(ctx, secondFactor)
		a.Required = append(a.Required, strings.Fields(need)...)
		return absent(err)
	})
}

type signInSettings struct {
	Body struct {
		Password *bool     `json:"password,omitempty" doc:"Whether passwords open anything."`
		Name     *string   `json:"name,omitempty" maxLength:"100"`
		Issuer   *string   `json:"issuer,omitempty" maxLength:"500" doc:"Empty: there is no provider."`
		ClientID *string   `json:"client_id,omitempty" maxLength:"500"`
		Secret   *string   `json:"client_secret,omitempty" maxLength:"1000" doc:"Kept sealed, and shown to nobody."`
		Required *[]string `json:"second_step,omitempty" maxItems:"200" doc:"The roles that need a second step."`
	}
}

var errOwnersDoor = refused(http.StatusForbidden, 0, "only an owner changes how people sign in: a provider of identity says who somebody is")

// setSignIn changes how people sign in. A provider is looked for before it is kept. Only an owner may: whoever says which
// provider is believed comes in as anybody.
func (s *Server) setSignIn(ctx context.Context, in *signInSettings, _ Tell) (*SignInAnswer, error) {
	if !auth.From(ctx).Covers(auth.Rights{Everything: true}) {
		return nil, errOwnersDoor
	}
	e, err := s.changedEntrance(ctx, in)
	if err != nil {
		return nil, err
	}
	noted := map[string]any{"password": !e.PasswordOff, "issuer": e.Issuer, "client_id": e.ClientID, "second_step": in.Body.Required}
	_, err = s.change(ctx, mutation{verb: "sign-in-set", entry: noted, rights: true, also: func(ctx context.Context, t *store.Tx) error {
		kept, err := json.Marshal(e)
		if err == nil {
			err = t.Set(ctx, entranceSetting, string(kept))
		}
		if err != nil || in.Body.Required == nil {
			return err
		}
		for _, role := range *in.Body.Required {
			if _, ok, err := rightsOf(ctx, &t.View, role); err != nil || !ok {
				return orElse(err, invalid("there is no role %q; the settings show which there are", role))
			}
		}
		return t.Set(ctx, secondFactor, strings.Join(*in.Body.Required, " "))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showSignIn(ctx, nil, nil)
}

// changedEntrance is what is kept, with what is given instead of it.
func (s *Server) changedEntrance(ctx context.Context, in *signInSettings) (e entrance, err error) {
	var signedIn store.Session
	err = s.Records.View(ctx, func(v *store.View) error {
		if e, err = readEntrance(ctx, v); err != nil {
			return err
		}
		signedIn, err = v.Session(ctx, auth.From(ctx).Session)
		return absent(err)
	})
	if err != nil {
		return e, err
	}
	if b := in.Body; b.Name != nil || b.Issuer != nil || b.ClientID != nil || b.Secret != nil { // else it may well be out of reach
		if err := s.setProvider(ctx, &e, in); err != nil {
			return e, err
		}
	}
	if in.Body.Password != nil {
		e.PasswordOff = !*in.Body.Password
	}
	switch {
	case e.PasswordOff && !e.provided():
		return e, refused(http.StatusConflict, 0, "without a provider of identity passwords are the only way in; set one up first")
	case e.PasswordOff && in.Body.Password != nil && signedIn.Method != byOIDC:
		return e, refused(http.StatusConflict, 0, "sign in by the provider once yourself before passwords open nothing any more: so it is sure to let you in")
	}
	return e, nil
}

// setProvider takes what is given of a provider, and sees whether it answers. A new issuer gets no old secret: that
// would tell it to somebody else.
func (s *Server) setProvider(ctx context.Context, e *entrance, in *signInSettings) error {
	b, before := in.Body, *e
	take(&e.Name, b.Name)
	take(&e.Issuer, b.Issuer)
	take(&e.ClientID, b.ClientID)
	if !e.provided() {
		*e = entrance{}
		return nil
	}
	u, err := url.Parse(e.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && !localName(u.Host) {
		return invalid("%q is not the address of a provider; write one such as https://accounts.google.com", e.Issuer)
	}
	secret := ""
	switch {
	case b.Secret != nil:
		secret = strings.TrimSpace(*b.Secret)
	case e.Issuer == before.Issuer && before.ClientSecret != "":
		if secret, err = s.entranceSealer().Open(before.ClientSecret, before.Issuer); err != nil {
			return err
		}
	}
	e.Name = orText(e.Name, u.Host)
	e.ClientSecret = s.entranceSealer().Seal(secret, e.Issuer)
	if e.ClientID == "" {
		return invalid("the provider gives each house a client id; write it here")
	}
	_, err = s.connect(ctx, provider.Config{Issuer: e.Issuer, ClientID: e.ClientID, Secret: secret})
	return err
}

// take sets a text to what is given, if something is.
func take(to, given *string) {
	if given != nil {
		*to = strings.TrimSpace(*given)
	}
}
