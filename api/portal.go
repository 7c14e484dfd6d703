package api

import (
	"context"
	"errors"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"banhda/delight/portal"
	"banhda/hub/person"
	"banhda/phrase"
	"banhda/store"
)

// panels are the parts of the portal, in the order customers see them. A new one is one line here, and one for each of its
// routes in the test that no customer sees another's.
func (s *Server) panels() []panel {
	return []panel{
		s.ordersPanel(),
		s.ticketsPanel(),
		s.referPanel(),
		s.appointmentsPanel(),
		s.pointsPanel(),
		s.surveysPanel(),
		s.reviewsPanel(),
		s.consentPanel(),
		s.dataPanel(),
		s.onboardingPanel(),
	}
}

// panel is a part of the portal: what its card says, and its pages below /my/ID. The first is its own, GET with the path "".
type panel struct {
	portal.Panel
	card  func(context.Context, *store.View, portal.Customer) (portal.Card, error)
	pages []panelPage
}

// panelPage answers one address of a panel: its path is what follows /my/ID and may hold names in braces. Whoever asks is
// signed in, within bounds, and by a page of this house. What is not theirs is store.ErrNotFound; a sentence that is returned
// as an error stands above the panel's first page.
type panelPage struct {
	method, path string
	do           func(http.ResponseWriter, *http.Request, *myCall) error
}

// myCall is what is known of a request to the portal.
type myCall struct {
	signedCustomer
	portal.Settings
	house, chat string // the company's name; where one can write to it, empty: nowhere
	language    string
	zone        *time.Location
	here        *panel // nil: the first page
	all         []panel
	problem     string        // what kept the last thing from being done
	sent        io.ReadCloser // what they send, before it is bounded as forms without files are
}

// customer is who is signed in, as panels know them.
func (c *myCall) customer() portal.Customer {
	return portal.Customer{Person: c.Person, Name: c.Name, Language: c.language}
}

// day is the day of an instant as customers read it.
func (c *myCall) day(at int64) string { return dayIn(c.language, time.UnixMicro(at).In(c.zone)) }

// dayIn is a day as it is written in a language.
func dayIn(language string, at time.Time) string {
	if language == "en" {
		return at.Format("2 Jan 2006")
	}
	return at.Format("02/01/2006")
}

// myRoutes are the pages on which customers see what is theirs. None needs a script.
func (s *Server) myRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /my/{$}", s.my(nil, s.myHome))
	mux.HandleFunc("POST /my/language", s.my(nil, s.setMyLanguage))
	for _, p := range s.panels() {
		for _, page := range p.pages {
			mux.HandleFunc(page.method+" /my/"+p.ID+page.path, s.my(&p, page.do))
		}
	}
}

// errPortalShut says that there is nothing to be seen.
var errPortalShut = phrase.Sentencef("this page is closed; please get in touch with us")

// my answers who is signed in; who is not is led to where one signs in, and back.
func (s *Server) my(p *panel, do func(http.ResponseWriter, *http.Request, *myCall) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		if !s.heeds(w, r) {
			return
		}
		sent := r.Body
		r.Body = http.MaxBytesReader(w, sent, longestMy)
		c, err := s.myCalled(r, p)
		switch {
		case err == nil && c.Person == 0:
			s.leadIn(w, r, c)
			return
		case err == nil:
			c.sent = sent
			r = r.WithContext(byThemselves(r))
			err = s.problemAbove(w, r, c, do(w, r, c))
		}
		s.myFailed(w, r, err)
	}
}

// longestMy bounds what customers send at once: a picture and some words.
const longestMy = 6 << 20

func (s *Server) myCalled(r *http.Request, p *panel) (c *myCall, err error) {
	c = &myCall{here: p}
	var signed bool
	if c.signedCustomer, signed = s.customer(r); !signed {
		c.signedCustomer = signedCustomer{}
	}
	c.language = pageLanguage(r, c.Language)
	err = s.Records.View(r.Context(), func(v *store.View) (err error) {
		if c.Settings, err = readPortal(r.Context(), v); err != nil {
			return err
		}
		w, err := readWorkspace(r.Context(), v)
		if err != nil {
			return err
		}
		talk, err := readChat(r.Context(), v)
		if c.house = w.Name; talk.On {
			c.chat = "/chat/page?lang=" + c.language
		}
		c.zone, err = loadZone("", w.Timezone)
		return err
	})
	for _, one := range s.panels() {
		if c.Shows(one.Panel) {
			c.all = append(c.all, one)
		}
	}
	if err == nil && (!c.On || p != nil && !c.Shows(p.Panel)) {
		err = errPortalShut
	}
	return c, err
}

// leadIn leads who is not signed in to where one does; they come back to the page they asked for.
func (s *Server) leadIn(w http.ResponseWriter, r *http.Request, c *myCall) {
	to := r.URL.Path
	if r.Method != http.MethodGet {
		to = "/my/"
	}
	http.Redirect(w, r, "/in/?"+url.Values{"to": {to}, "lang": {c.language}}.Encode(), http.StatusSeeOther)
}

// problemAbove shows the panel's first page with what kept something from being done, where that is a sentence for people.
func (s *Server) problemAbove(w http.ResponseWriter, r *http.Request, c *myCall, err error) error {
	told := sentenceOf(err)
	if errors.Is(err, store.ErrNotFound) || c.here == nil || c.problem != "" || told == nil {
		return err
	}
	c.problem = told.In(c.language)
	return c.here.pages[0].do(w, r, c)
}

// sentenceOf is the sentence for people that an error says; nil: it says none.
func sentenceOf(err error) *phrase.Sentence {
	var mistaken *Invalid
	var refusal *Refused
	var told *phrase.Sentence
	switch {
	case errors.As(err, &mistaken):
		return mistaken.Sentence
	case errors.As(err, &refusal):
		return refusal.Sentence
	case errors.As(err, &told):
		return told
	}
	return nil
}

func (s *Server) myFailed(w http.ResponseWriter, r *http.Request, err error) {
	told := sentenceOf(err)
	switch {
	case err == nil:
	case errors.Is(err, store.ErrNotFound):
		s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("there is nothing of yours at this address; go back to the first page"))
	case told != nil:
		s.letterSays(w, r, http.StatusUnprocessableEntity, told)
	default:
		s.Logger.Error("showing somebody what is theirs", "error", err)
		s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
	}
}

// mySheet is what every page of the portal shows; About is what its panel adds.
type mySheet struct {
	Language, Title, House, Name string
	Nav                          []myLink
	Path, Problem, Chat          string
	Done                         bool // something was just done
	Greeting, Contact            string
	Cards                        []myCard
	About                        any
}

type myLink struct {
	Name, URL string
	Here      bool
}

type myCard struct {
	Name, URL, Text string
	Waits           int64
}

// show writes a page: name is that of a template of pages, which begins with "myhead" and ends with "myfoot".
func (c *myCall) show(w http.ResponseWriter, r *http.Request, pages *template.Template, name, title string, about any) error {
	p := c.sheet(r, title)
	p.About = about
	status := http.StatusOK
	if c.problem != "" {
		status = http.StatusUnprocessableEntity
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = pages.ExecuteTemplate(w, name, p) // nobody listens any more, or it is written
	return nil
}

func (c *myCall) sheet(r *http.Request, title string) *mySheet {
	p := &mySheet{Language: c.language, Title: title, House: c.house, Name: c.Name, Path: r.URL.Path, Problem: c.problem, Chat: c.chat, Done: r.URL.Query().Has("done") && c.problem == "",
		Greeting: saidIn(c.language, c.Greeting), Contact: saidIn(c.language, c.Contact)}
	if c.problem != "" && c.here != nil {
		p.Path = c.here.url()
	}
	if c.here == nil { // the first page has a card of each
		return p
	}
	p.Nav = []myLink{{Name: myWords["home"][c.language], URL: "/my/"}}
	for i := range c.all {
		p.Nav = append(p.Nav, myLink{saidIn(c.language, c.all[i].Name), c.all[i].url(), c.here.ID == c.all[i].ID})
	}
	return p
}

func (p *panel) url() string { return "/my/" + p.ID }

// done leads to a page of the portal that says that something was done.
func (c *myCall) done(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path+"?done", http.StatusSeeOther)
	return nil
}

// myHome shows a card of each panel.
func (s *Server) myHome(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var cards []myCard
	err := s.Records.View(r.Context(), func(v *store.View) error {
		for i := range c.all {
			p := &c.all[i]
			card, err := p.card(r.Context(), v, c.customer())
			if err != nil {
				return err
			}
			cards = append(cards, myCard{saidIn(c.language, p.Name), p.url(), card.Text, card.Waits})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.show(w, r, myPages, "home", myWords["title"][c.language], cards)
}

// setMyLanguage keeps the language a customer chose: they are written to in it from now on.
func (s *Server) setMyLanguage(w http.ResponseWriter, r *http.Request, c *myCall) error {
	back := r.PostFormValue("back")
	if !strings.HasPrefix(back, "/my/") || strings.ContainsAny(back, "?#\\\r\n") {
		back = "/my/"
	}
	if chosen := r.PostFormValue("lang"); slices.Contains([]string{"vi", "en"}, chosen) {
		if err := s.keepLanguage(r.Context(), c.Person, chosen); err != nil {
			return err
		}
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

const portalSetting = "portal"

func readPortal(ctx context.Context, v *store.View) (set portal.Settings, err error) {
	set = portal.Usual
	return set, readJSON(ctx, v, portalSetting, &set)
}

// stillTheirs reports whether the address by which somebody signed in is theirs still: it may have turned out to be another's.
func stillTheirs(ctx context.Context, v *store.View, who int64, key person.Key) (bool, error) {
	profiles, err := v.ProfilesOf(ctx, []int64{who})
	return knownBy(profiles, key), err
}
