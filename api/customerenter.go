package api

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

var (
	errCodeWrong = phrase.Sentencef("this code is not right, or it opens no more; look at it again, or ask for another")
	errCodeOther = phrase.Sentencef("this link opens only the browser that asked for it, once and for 15 minutes; type the code there, or ask for another here")
	errCodeGone  = phrase.Sentencef("nobody can sign in by this address; please get in touch with us")
)

// codePage asks for the code that was sent.
func (s *Server) codePage(w http.ResponseWriter, r *http.Request, p *doorSheet) error {
	return s.showCode(w, r, p, http.StatusOK)
}

func (s *Server) showCode(w http.ResponseWriter, r *http.Request, p *doorSheet, status int) error {
	var asked customer.Asked
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		asked, err = v.AskedBy(r.Context(), askingBrowser(r))
		return err
	})
	if err != nil || asked.UsedAt != 0 {
		http.Redirect(w, r, "/in/?lang="+p.Language, http.StatusSeeOther)
		return absent(err)
	}
	p.Sent, p.To = asked.Key.Value, asked.To
	return writeDoor(w, status, "code", p)
}

// askingBrowser is by what the browser is known that asked for a code.
func askingBrowser(r *http.Request) string { return auth.Hash(cookieOf(r, askingCookie)) }

// enterByCode signs somebody in who typed the code.
func (s *Server) enterByCode(w http.ResponseWriter, r *http.Request, p *doorSheet) error {
	typed := clipped(r.PostFormValue("code"), 40)
	asked, ok, err := s.tryCode(r, func(a *customer.Asked) bool { return !confirming(a) && customer.Typed(s.customerSecret(), a, typed) })
	if err != nil {
		return err
	}
	if !ok {
		p.Problem = errCodeWrong.In(p.Language)
		return s.showCode(w, r, p, http.StatusUnprocessableEntity)
	}
	return s.welcome(w, r, &asked)
}

// signInLink asks for the click that signs somebody in: programs that follow the links of a mail sign nobody in.
func (s *Server) signInLink(w http.ResponseWriter, r *http.Request, _ token.Token) error {
	p := &doorSheet{Language: pageLanguage(r, ""), Path: r.URL.Path, Link: true}
	if err := s.Records.View(r.Context(), func(v *store.View) error { return s.fillDoor(r.Context(), v, p) }); err != nil {
		return err
	}
	w.Header().Set("Referrer-Policy", "same-origin") // else the button would come from nowhere
	return writeDoor(w, http.StatusOK, "link", p)
}

// enterByLink signs somebody in who followed the link, in the browser that asked for it.
func (s *Server) enterByLink(w http.ResponseWriter, r *http.Request, about token.Token) error {
	if ownOrigin.Check(r) != nil {
		s.letterSays(w, r, http.StatusForbidden, errCodeOther)
		return nil
	}
	asked, ok, err := s.tryCode(r, func(a *customer.Asked) bool {
		return !confirming(a) && a.ID == about.Message && customer.Mark(a) == about.Text
	})
	if err != nil {
		return err
	}
	if !ok {
		s.letterSays(w, r, http.StatusUnprocessableEntity, errCodeOther)
		return nil
	}
	return s.welcome(w, r, &asked)
}

// tryCode counts a try of the browser that asks, and uses its wish to sign in up where it is right. However many try at once,
// one gets in.
func (s *Server) tryCode(r *http.Request, right func(*customer.Asked) bool) (asked customer.Asked, ok bool, err error) {
	ctx := r.Context()
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		ok = false // the transaction may be begun again
		var err error
		if asked, err = t.TryCode(ctx, askingBrowser(r)); err != nil {
			return absent(err)
		}
		if ok = asked.Open(t.Now()) && right(&asked); !ok {
			return nil
		}
		return t.UseCode(ctx, asked.ID)
	})
	return asked, ok, err
}

// welcome begins a session of whoever proved that an address is theirs, and leads them on.
func (s *Server) welcome(w http.ResponseWriter, r *http.Request, asked *customer.Asked) error {
	ctx := byThemselves(r)
	who, err := s.recognise(ctx, asked.Key, unsigned(r))
	if errors.Is(err, errNobody) {
		s.letterSays(w, r, http.StatusForbidden, errCodeGone)
		return nil
	}
	if err != nil {
		return err
	}
	secret := auth.NewSession()
	session := store.CustomerSession{Hash: auth.Hash(secret), Person: who, Key: asked.Key, Network: visitAddress(r), Device: clipped(r.UserAgent(), longestDevice)}
	_, err = s.change(ctx, mutation{verb: "customer-sign-in", target: PersonID(who), also: func(ctx context.Context, t *store.Tx) error {
		if err := t.EndCustomerSession(ctx, auth.Hash(cookieOf(r, customerCookie))); err != nil {
			return err
		}
		if err := bringCart(ctx, t, unsigned(r), who); err != nil {
			return err
		}
		return t.AddCustomerSession(ctx, session)
	}}, nil)
	if err != nil {
		return err
	}
	keepCookie(w, r, customerCookie, secret, auth.SessionLife)
	for _, done := range []string{askingCookie, visitorCookie} { // whoever begins something here after them is somebody else
		keepCookie(w, r, done, "", 0)
	}
	http.Redirect(w, r, orText(asked.To, "/in/?lang="+asked.Language), http.StatusSeeOther)
	return nil
}

// recognise tells the log that whoever has an address is the visitor known by an anonymous id, if any, and waits until
// identity knows: what they did before they signed in is theirs. It gives who they are.
func (s *Server) recognise(ctx context.Context, key person.Key, anonymous string) (int64, error) {
	e := timeline.Event{ID: "signed-in-" + rand.Text(), Name: "Signed In", At: s.Now().UnixMicro(), Person: key.Identity()}
	e.Person.AnonymousID = anonymous
	e.Clean()
	if err := e.Check(); err != nil {
		return 0, err
	}
	row := flow.Row{Kind: flow.Events, Source: "customers", Rank: person.ServerRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})}
	if err := s.Records.Tx(ctx, func(t *store.Tx) error { return t.Post(ctx, row) }); err != nil {
		return 0, err
	}
	if _, err := s.relayed(ctx, func(Progress) {}); err != nil {
		return 0, err
	}
	known, err := s.Records.Profiles(ctx, []person.Key{key})
	if p, ok := known[key]; ok || err != nil {
		return p.Person, err
	}
	return 0, errNobody
}

// customerOut ends the session of who asks.
func (s *Server) customerOut(w http.ResponseWriter, r *http.Request, p *doorSheet) error {
	if who, ok := s.customer(r); ok {
		ctx := byThemselves(r)
		_, err := s.change(ctx, mutation{verb: "customer-sign-out", target: PersonID(who.Person),
			also: func(ctx context.Context, t *store.Tx) error { return t.EndCustomerSession(ctx, who.Hash) }}, nil)
		if err != nil {
			return err
		}
	}
	keepCookie(w, r, customerCookie, "", 0)
	http.Redirect(w, r, orText(p.To, "/in/?lang="+p.Language), http.StatusSeeOther)
	return nil
}
