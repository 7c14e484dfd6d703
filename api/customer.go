package api

import (
	"context"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// customerRoutes are those by which customers sign in on the pages they see. None needs a script.
func (s *Server) customerRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /in/{$}", s.atDoor(s.customerDoor))
	mux.HandleFunc("POST /in/{$}", s.atDoor(s.askToSignIn))
	mux.HandleFunc("GET /in/code", s.atDoor(s.codePage))
	mux.HandleFunc("POST /in/code", s.atDoor(s.enterByCode))
	mux.HandleFunc("POST /in/out", s.atDoor(s.customerOut))
	mux.HandleFunc("GET /in/link/{token}", s.letter(token.SignIn, s.signInLink))
	mux.HandleFunc("POST /in/link/{token}", s.letter(token.SignIn, s.enterByLink))
}

// The cookies of customers: who is signed in, and which browser asked to be.
const (
	customerCookie = "banhda-customer"
	askingCookie   = "banhda-asked"
	visitorCookie  = "banhda-visitor" // of who began something unsigned, such as a cart or a talk
)

// unsigned is by what a visitor is known who began something before they signed in; empty: nobody. It follows from a secret
// of their browser: so nobody can say they are another visitor, and be taken for them.
func unsigned(r *http.Request) string {
	if secret := cookieOf(r, visitorCookie); secret != "" {
		return anonymousOf(secret)
	}
	return ""
}

// recognised is unsigned for who begins something now: from here on their browser is recognised.
func recognised(w http.ResponseWriter, r *http.Request) string {
	if who := unsigned(r); who != "" {
		return who
	}
	secret := auth.NewSession()
	keepCookie(w, r, visitorCookie, secret, auth.SessionLife)
	return anonymousOf(secret)
}

func anonymousOf(secret string) string { return "visitor-" + auth.Hash(secret)[:32] }

// signedCustomer is where a customer is signed in, as a request says it.
type signedCustomer struct {
	store.CustomerSession
	Name, Language string
}

// customer is who is signed in on the pages customers see; ok is false where nobody is. They are who they are now, also
// after a merge; who was erased is signed in nowhere, nor who has lost the address they proved to be theirs.
func (s *Server) customer(r *http.Request) (who signedCustomer, ok bool) {
	ctx, secret := r.Context(), cookieOf(r, customerCookie)
	if secret == "" {
		return who, false
	}
	var now int64
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		now = v.Now()
		if who.CustomerSession, err = v.CustomerSession(ctx, auth.Hash(secret)); err != nil {
			return err
		}
		if theirs, err := stillTheirs(ctx, v, who.Person, who.Key); err != nil || !theirs {
			return orElse(err, store.ErrNotFound)
		}
		is, err := personRecord(ctx, v, who.Person)
		who.Name, who.Language = is.Name(), is.Values.Text("language")
		return err
	})
	if absent(err) != nil {
		s.Logger.Error("looking who is signed in", "error", err)
	}
	if err != nil || !auth.SessionLives(who.CreatedAt, who.UsedAt, now) {
		return signedCustomer{}, false
	}
	if auth.WorthNoting(who.UsedAt, now) {
		err = s.Records.Tx(ctx, func(t *store.Tx) error { return t.UseCustomerSession(ctx, who.Hash, visitAddress(r)) })
	}
	return who, err == nil
}

// cookieOf is what a cookie of ours holds; it is bound to the host, and to TLS where there is TLS.
func cookieOf(r *http.Request, name string) string {
	c, err := r.Cookie(cookieName(visitOf(r.Context()), name))
	if err != nil {
		return ""
	}
	return c.Value
}

func cookieName(v *visit, name string) string {
	if v.secure {
		return "__Host-" + name
	}
	return name
}

// keepCookie gives a visitor's browser a secret; an empty one takes it away.
func keepCookie(w http.ResponseWriter, r *http.Request, name, secret string, life time.Duration) {
	v, age := visitOf(r.Context()), int(life/time.Second)
	if secret == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName(v, name), Value: secret, Path: "/", MaxAge: age, HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode})
}

// doorSheet is what the pages of signing in show.
type doorSheet struct {
	Language, Title, Who, Problem, To, Path, Said string
	Email, Phone                                  bool // by what one can sign in
	Signed                                        string
	Sent                                          string // where the code went
	Link                                          bool   // it is the page a link leads to
}

// atDoor answers visitors within their bounds; what another site's page sends does not count as theirs.
func (s *Server) atDoor(do func(http.ResponseWriter, *http.Request, *doorSheet) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if !s.heeds(w, r) {
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
		p := &doorSheet{Language: pageLanguage(r, ""), To: customer.Path(r.FormValue("to")), Path: r.URL.Path}
		err := s.Records.View(r.Context(), func(v *store.View) error { return s.fillDoor(r.Context(), v, p) })
		if err == nil {
			err = do(w, r, p)
		}
		if err != nil {
			s.Logger.Error("signing a customer in", "error", err)
			s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
		}
	}
}

// fillDoor finds out by what one can sign in: an e-mail has to be sent, and lead back here; an SMS has to be sent.
func (s *Server) fillDoor(ctx context.Context, v *store.View, p *doorSheet) error {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	sms, err := readSMS(ctx, v)
	p.Who, p.Title, p.Email, p.Phone = w.Name, doorWords["title"][p.Language], m.ready() && m.URL != "", sms.Provider != ""
	return err
}

func writeDoor(w http.ResponseWriter, status int, name string, p *doorSheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Robots-Tag", "noindex")
	w.WriteHeader(status)
	_ = doorPages.ExecuteTemplate(w, name, p) // nobody listens any more, or it is written
	return nil
}

func (s *Server) customerDoor(w http.ResponseWriter, r *http.Request, p *doorSheet) error {
	if who, ok := s.customer(r); ok {
		p.Signed = orText(who.Name, who.Key.Value)
	}
	return writeDoor(w, http.StatusOK, "door", p)
}

// takes reports whether one can sign in by a kind of address.
func (p *doorSheet) takes(kind string) bool {
	return kind == person.Email && p.Email || kind == person.Phone && p.Phone
}
