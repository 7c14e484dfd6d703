package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"

	"banhda/attract/form"
	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// formRoutes are those by which visitors see forms and answer them: as pages of this house, and from pages of any other.
func (s *Server) formRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /f/{key}", s.visitors.bound(s.formPage))
	mux.HandleFunc("POST /f/{key}", s.takeForm)
	mux.HandleFunc("GET /f/{key}/questions", s.visitors.bound(s.formQuestions))
	mux.HandleFunc("GET /w/wording", s.visitors.bound(s.wording))
	mux.HandleFunc("POST /f/{key}/ticket", s.visitors.bound(s.formTicket))
	mux.HandleFunc("GET /k/{token}", s.letter(token.Confirm, s.confirmPage))
	mux.HandleFunc("POST /k/{token}", s.letter(token.Confirm, s.confirmAgreed))
}

// bound refuses what comes too often from one network.
func (v *visitors) bound(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		anywhere(w)
		if !v.allow(r) {
			w.Header().Set("Retry-After", "5")
			http.Error(w, "too much was asked from here; wait a minute and try again", http.StatusTooManyRequests)
			return
		}
		next(w, r)
	}
}

// anywhere lets pages of any site read the answer: it holds nothing that not everybody may see.
func anywhere(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "no-store")
}

// questions are a form as who answers sees it, in one language.
type questions struct {
	ID       string            `json:"id"`
	Key      string            `json:"key"`
	Name     string            `json:"name"`
	Version  int64             `json:"version"`
	Language string            `json:"language"`
	Title    string            `json:"title"`
	Intro    string            `json:"intro"`
	Button   string            `json:"button"`
	Fields   []question        `json:"fields"`
	Consents []asked           `json:"consents"`
	Style    form.Style        `json:"style"`
	Popup    form.Popup        `json:"popup"`
	Words    map[string]string `json:"words"`
}

type question struct {
	Key       string      `json:"key"`
	Kind      form.Kind   `json:"kind"`
	Label     string      `json:"label"`
	Help      string      `json:"help,omitempty"`
	Required  bool        `json:"required,omitempty"`
	Options   []choice    `json:"options,omitempty"`
	Value     string      `json:"value,omitempty"`
	Parameter string      `json:"parameter,omitempty"`
	Show      []form.Rule `json:"show,omitempty"`
	Step      int         `json:"step,omitempty"`
	Fills     string      `json:"fills,omitempty"` // what a browser may fill in: email, tel, name, …
}

type choice struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

type asked struct {
	Purpose  string `json:"purpose"`
	Text     string `json:"text"`
	Required bool   `json:"required,omitempty"`
}

// in chooses a text by a language; where there is none in it, the other.
func in(language string, l form.Label) string {
	if language == "en" && l.En != "" || l.Vi == "" {
		return l.En
	}
	return l.Vi
}

// ask makes the questions of a form for somebody of whom some answers are known.
func ask(o *openForm, language string, known map[string]bool) *questions {
	d := &o.Content
	q := &questions{ID: FormID(o.ID), Key: o.Key, Name: o.Name, Version: o.Number, Language: language, Title: in(language, d.Title), Intro: in(language, d.Intro), Button: in(language, d.Button),
		Fields: []question{}, Consents: []asked{}, Style: d.Style, Popup: d.Popup, Words: formWords[language]}
	if q.Button == "" {
		q.Button = q.Words["send"]
	}
	for _, f := range d.Fields {
		if f.Progressive && known[f.Key] {
			continue
		}
		one := question{Key: f.Key, Kind: f.Kind, Label: in(language, f.Label), Help: in(language, f.Help), Required: f.Required, Value: f.Value, Parameter: f.Parameter, Show: f.Show, Step: f.Step, Fills: fills(&f)}
		for _, c := range f.Options {
			one.Options = append(one.Options, choice{c.Key, in(language, c.Label)})
		}
		q.Fields = append(q.Fields, one)
	}
	for _, c := range d.Consents {
		q.Consents = append(q.Consents, asked{c.Purpose, in(language, c.Text), c.Required})
	}
	return q
}

// fills is what browsers may fill into a field (HTML's autocomplete).
func fills(f *form.Field) string {
	switch {
	case f.Person == "name":
		return "name"
	case f.Kind == form.Email:
		return "email"
	case f.Kind == form.Phone:
		return "tel"
	}
	return ""
}

func formLanguage(r *http.Request, o *openForm) string { return pageLanguageOf(r, o.Content.Language) }

// pageLanguageOf is the language asked for in the address, else the one given.
func pageLanguageOf(r *http.Request, of string) string {
	if l := r.URL.Query().Get("lang"); l == "vi" || l == "en" {
		return l
	}
	return of
}

// formQuestions is what the script draws a form by.
func (s *Server) formQuestions(w http.ResponseWriter, r *http.Request) {
	o, err := s.openForm(r.Context(), r.PathValue("key"))
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	known, err := s.knownAnswers(r.Context(), &o, r.URL.Query().Get("visitor"))
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	s.sawForm(r, &o)
	answerJSON(w, http.StatusOK, ask(&o, formLanguage(r, &o), known))
}

// sawForm counts that a form was shown to somebody who is no program.
func (s *Server) sawForm(r *http.Request, o *openForm) {
	if delivery.Agent(r.UserAgent()) != delivery.Bot {
		s.forms.count(o.ID, func(c *store.FormCount) { c.Views++ })
	}
}

// formTicket lets who begins to answer do so. They have to show it with the answer, and their machine works for it
// meanwhile.
func (s *Server) formTicket(w http.ResponseWriter, r *http.Request) {
	o, err := s.openForm(r.Context(), r.PathValue("key"))
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	s.forms.count(o.ID, func(c *store.FormCount) { c.Starts++ })
	answerJSON(w, http.StatusOK, map[string]any{"ticket": s.newTicket(&o, true), "effort": form.Effort})
}

func (s *Server) newTicket(o *openForm, script bool) string {
	t := form.Ticket{At: s.Now().UnixMicro(), Script: script}
	_, _ = rand.Read(t.Nonce[:]) // never fails
	return t.Sign(s.Secret, o.Key)
}

// knownAnswers are the fields of a form that are asked progressively and whose answers are known of a visitor. It says
// nothing of what they are.
func (s *Server) knownAnswers(ctx context.Context, o *openForm, visitor string) (map[string]bool, error) {
	known := map[string]bool{}
	if !o.Content.Progressive() {
		return known, nil
	}
	who, err := s.visitorPerson(ctx, visitor)
	if err != nil || who == 0 {
		return known, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := v.Record(ctx, auth.Everything, record.Person, who)
		for _, f := range o.Content.Fields {
			known[f.Key] = err == nil && f.Progressive && r.Values[f.Person] != nil
		}
		return absent(err)
	})
	return known, err
}

// formFails tells a visitor that something went wrong.
func (s *Server) formFails(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, store.ErrNotFound) {
		s.formSays(w, r, http.StatusNotFound, phrase.Sentencef("there is no form here; look at the address again"))
		return
	}
	s.Logger.Error("a form cannot be shown or taken", "error", err)
	w.Header().Set("Retry-After", "5")
	s.formSays(w, r, http.StatusServiceUnavailable, phrase.Sentencef("something went wrong here; please try again later"))
}

// formSays answers a script with JSON, a browser with a page.
func (s *Server) formSays(w http.ResponseWriter, r *http.Request, status int, told *phrase.Sentence) {
	if wantsPage(r) {
		s.letterSays(w, r, status, told)
		return
	}
	answerJSON(w, status, map[string]any{"error": told.In(pageLanguage(r, ""))})
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // who does not hear of it asks again
}

// wording is what the banner asks on a page whose visitors want to be asked: in the words of the purpose it is for, by whose
// hash it is known later what somebody agreed to.
func (s *Server) wording(w http.ResponseWriter, r *http.Request) {
	var asks consent.Purpose
	err := s.Records.View(r.Context(), func(v *store.View) error {
		purposes, err := readPurposes(r.Context(), v)
		for _, p := range purposes {
			if p.Key == consent.Profiling {
				asks = p
			}
		}
		return err
	})
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	language, shown := pageLanguageOf(r, "vi"), consent.Wording{}
	if last, ok := asks.Wording(""); ok {
		shown = last
	}
	text, name := shown.Vi, asks.Label.Vi
	words := map[string]string{"yes": "Đồng ý", "no": "Không đồng ý"}
	if language == "en" {
		text, name, words = shown.En, asks.Label.En, map[string]string{"yes": "I agree", "no": "I do not agree"}
	}
	answerJSON(w, http.StatusOK, map[string]string{"language": language, "text": text, "name": name, "version": shown.Version, "hash": shown.Hash(), "yes": words["yes"], "no": words["no"]})
}
