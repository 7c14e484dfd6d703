package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/delivery"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// referralPath is what a code follows to be a link.
const referralPath = "/r/"

// referralRoutes are the page a friend comes to. It works without a script.
func (s *Server) referralRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+referralPath+"{code}", s.referred(s.referralPage))
	mux.HandleFunc("POST "+referralPath+"{code}", s.referred(s.referralAccept))
}

// deviceCookie is by what a browser is known to be the same that made a link, or accepted one: it is set by neither looking nor
// clicking.
const deviceCookie = "banhda-device"

const deviceKept = 400 * 24 * time.Hour

// referralSheet is what the page shows.
type referralSheet struct {
	Language, Title, About, Who, By, Path, Link string
	Promise, Text, Terms, Code, Agree           string
	Name, Contact, Problem                      string
	Done, Own                                   bool
	Shop                                        string // where to go on; empty: the shop is closed
	Share                                       *handOnSheet

	code     string
	referrer int64
	terms    referral.Definition
}

var errNoReferral = phrase.Sentencef("this link leads nowhere any more; ask whoever sent it to you")

// referred answers who came by somebody's link within bounds.
func (s *Server) referred(do func(http.ResponseWriter, *http.Request, *referralSheet) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		if !s.heeds(w, r) {
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
		p, err := s.referralSheet(r)
		if err == nil {
			err = do(w, r, p)
		}
		if errors.Is(err, store.ErrNotFound) {
			s.letterSays(w, r, http.StatusNotFound, errNoReferral)
		} else if err != nil {
			s.Logger.Error("showing who refers", "error", err)
			s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
		}
	}
}

func (s *Server) referralSheet(r *http.Request) (p *referralSheet, err error) {
	ctx := r.Context()
	p = &referralSheet{Language: pageLanguage(r, ""), code: referral.ReadCode(r.PathValue("code"))}
	who, signed := s.customer(r)
	return p, s.Records.View(ctx, func(v *store.View) error {
		programme, err := v.ReferralProgramme(ctx)
		if err != nil {
			return err
		}
		if !programme.Live() || p.code == "" {
			return store.ErrNotFound
		}
		is, err := v.ReferralVersion(ctx, programme.Published)
		if err != nil {
			return err
		}
		if p.referrer, err = v.Referrer(ctx, p.code); err != nil {
			return err
		}
		p.terms, p.Own = is.Content, signed && who.Person == p.referrer
		if signed && !p.Own {
			p.Name, p.Contact = who.Name, who.Key.Value
		}
		return s.fillReferral(ctx, v, p)
	})
}

// fillReferral fills in what the page says.
func (s *Server) fillReferral(ctx context.Context, v *store.View, p *referralSheet) error {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	shop, err := readShop(ctx, v)
	if err != nil {
		return err
	}
	by, err := personRecord(ctx, v, p.referrer)
	if err != nil {
		return err
	}
	purposes, err := readPurposes(ctx, v)
	if err != nil {
		return err
	}
	l := p.Language
	p.Who, p.Path, p.Code, p.Link = w.Name, referralPath+p.code, referral.Spoken(p.code), m.URL+referralPath+p.code
	if p.terms.Named {
		p.By = person.GivenName(by.Name())
	}
	if p.Title = in(l, p.terms.Title); p.Title == "" {
		p.Title = referralTitle(l, p.By, p.Who)
	}
	p.Text, p.Terms = in(l, p.terms.Text), in(l, p.terms.Terms)
	if p.Promise, err = promised(ctx, v, l, &p.terms.Friend); err != nil {
		return err
	}
	p.About = orText(p.Promise, p.Text)
	for i := range purposes {
		if words, ok := purposes[i].Wording(""); ok && purposes[i].Key == consent.Contract {
			p.Agree = words.In(l)
		}
	}
	if shop.On {
		p.Shop = "/shop/?lang=" + l + "&ref=" + p.code
	}
	if p.Own {
		p.Share = handOnOf(l, p.Link, &p.terms)
	}
	return nil
}

func referralTitle(language, by, who string) string {
	switch {
	case by == "":
		return strings.ReplaceAll(referralWords["invited"][language], "{who}", who)
	default:
		return strings.NewReplacer("{by}", by, "{who}", who).Replace(referralWords["invites"][language])
	}
}

// promised is a reward in words; empty: nothing is promised.
func promised(ctx context.Context, v *store.View, language string, r *referral.Reward) (string, error) {
	said := func(word, of string) string { return strings.ReplaceAll(referralWords[word][language], "{n}", of) }
	switch r.Kind {
	case referral.Points:
		return said("points", strconv.FormatInt(r.Points, 10)), nil
	case referral.Cash:
		currency, err := currencyOf(ctx, v)
		return said("cash", saidIn(language, record.WriteAmount(r.Amount, currency))), err
	case referral.Voucher:
		id, err := ParseRewardID(r.Voucher)
		if err != nil {
			return "", err
		}
		of, err := v.Reward(ctx, id)
		return said("voucher", saidIn(language, of.Name)), err
	}
	return "", nil
}

func (s *Server) referralPage(w http.ResponseWriter, r *http.Request, p *referralSheet) error {
	p.Done = r.URL.Query().Has("done")
	if !p.Own && !p.Done && cookieOf(r, refCookie) != p.code && delivery.Agent(r.UserAgent()) != delivery.Bot {
		if err := s.countStep(r.Context(), p.referrer, "clicked"); err != nil {
			return err
		}
		keepCookie(w, r, refCookie, p.code, refKept) // kept on the way to the shop
	}
	return writeReferral(w, http.StatusOK, p)
}

// countStep counts that somebody was invited, shared their link, or it was clicked, today.
func (s *Server) countStep(ctx context.Context, who int64, step string) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error { return s.countedStep(ctx, t, who, step) })
}

func (s *Server) countedStep(ctx context.Context, t *store.Tx, who int64, step string) error {
	today, err := s.todayOf(ctx, &t.View)
	if err != nil {
		return err
	}
	return t.ReferralStep(ctx, who, step, today.Format(time.DateOnly))
}

func writeReferral(w http.ResponseWriter, status int, p *referralSheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = referralPages.ExecuteTemplate(w, "referral", p) // nobody listens any more, or it is written
	return nil
}

// What a friend has to say.
var (
	errFriendName  = phrase.Sentencef("please write your name")
	errFriendReach = phrase.Sentencef("write an e-mail address or a phone number by which you can be reached")
	errFriendAgree = phrase.Sentencef("please agree that we use what you wrote to answer you")
	errFriendOwn   = phrase.Sentencef("this is your own link; send it to a friend")
)

// referralAccept takes in a friend: they are a lead from now on, and their acceptance is told once.
func (s *Server) referralAccept(w http.ResponseWriter, r *http.Request, p *referralSheet) error {
	p.Name, p.Contact = formText(r, "name", 200), formText(r, "contact", 254)
	err := s.acceptReferral(w, r, p)
	var told *phrase.Sentence
	if errors.As(err, &told) {
		p.Problem = told.In(p.Language)
		return writeReferral(w, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	keepCookie(w, r, refCookie, p.code, refKept)
	http.Redirect(w, r, p.Path+"?done&lang="+p.Language, http.StatusSeeOther)
	return nil
}

func formText(r *http.Request, name string, most int) string {
	letters := []rune(strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(r.PostFormValue(name), ""))))
	return string(letters[:min(len(letters), most)])
}

func (s *Server) acceptReferral(w http.ResponseWriter, r *http.Request, p *referralSheet) error {
	who := person.Identity{Name: p.Name, Fields: map[string]any{"language": p.Language}}
	if strings.Contains(p.Contact, "@") {
		who.Email = p.Contact
	} else {
		who.Phone = p.Contact
	}
	keys, aside := who.Keys()
	switch {
	case r.PostFormValue("website") != "": // the field nobody sees
		return phrase.Sentencef("too much was asked from here; wait a minute and try again")
	case p.Name == "":
		return errFriendName
	case len(keys) != 1 || len(aside) > 0:
		return errFriendReach
	case r.PostFormValue("agree") == "":
		return errFriendAgree
	case p.Own:
		return errFriendOwn
	}
	known, err := s.Records.Profiles(r.Context(), keys)
	if err != nil {
		return err
	}
	if known[keys[0]].Person == p.referrer {
		return errFriendOwn
	}
	ctx := byThemselves(r)
	in := conversation.Incoming{Channel: "referral", Who: who, At: s.Now().UnixMicro(), Data: map[string]string{}}
	in.Who.AnonymousID = unsigned(r)
	if err := s.getToKnow(ctx, &in, keys); errors.Is(err, errNobody) {
		return errCodeGone
	} else if err != nil {
		return err
	}
	return s.keepAcceptance(ctx, r, p, in.Person, keys[0].Kind, s.deviceOf(w, r))
}

// deviceOf is by what a browser is known from now on that makes or accepts a link.
func (s *Server) deviceOf(w http.ResponseWriter, r *http.Request) string {
	secret := cookieOf(r, deviceCookie)
	if secret == "" {
		secret = auth.NewSession()
		keepCookie(w, r, deviceCookie, secret, deviceKept)
	}
	return auth.Hash(secret)[:32]
}

// keepAcceptance keeps that somebody accepted, what they agreed to, and tells it.
func (s *Server) keepAcceptance(ctx context.Context, r *http.Request, p *referralSheet, who int64, kind, device string) error {
	_, err := s.change(ctx, mutation{verb: "referral-accept", target: PersonID(who), also: func(ctx context.Context, t *store.Tx) error {
		var agreed consentOrder
		b := &agreed.Body
		b.Purpose, b.State, b.How, b.Evidence = consent.Contract, string(consent.Given), "form", consent.Evidence{Form: "referral", Text: p.Agree, Page: p.Link, Address: visitAddress(r)}
		if b.Channels = []string{string(consent.Email)}; kind == person.Phone {
			b.Channels = []string{string(consent.Call), string(consent.SMS), string(consent.Zalo)}
		}
		if err := s.addConsents(ctx, t, who, t.Now(), &agreed); err != nil {
			return err
		}
		return tellAccepted(ctx, t, referral.Referral{Code: p.code, Referrer: p.referrer, Friend: who, Via: "page", Device: device, Network: s.networkMark(visitAddress(r)), AcceptedAt: t.Now()})
	}}, nil)
	if err == nil {
		_, err = s.relayed(ctx, func(Progress) {})
	}
	return err
}
