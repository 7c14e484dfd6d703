package api

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"banhda/attract/cta"
	"banhda/auth"
	"banhda/hub/person"
	"banhda/store"
)

// ctas are those visitors see, held for a moment, and whom they are for, as far as it was asked lately.
type ctas struct {
	mu      sync.Mutex
	held    []cta.Live // the highest priority first
	until   time.Time
	edition int64 // one more with each change
	fits    map[ctaFit]fitsUntil
}

// ctaFit is somebody and what is asked of them.
type ctaFit struct {
	person    int64
	condition string
}

type fitsUntil struct {
	fits  bool
	until time.Time
}

// How long calls to action are shown as they were where another program changes them, and how long somebody fits as they
// did; and how many answers of that are held.
const (
	heldCTAs = 10 * time.Second
	heldFit  = 3 * time.Second
	mostFits = 20_000
)

func (s *Server) forgetCTAs() {
	s.ctas.mu.Lock()
	s.ctas.until = time.Time{}
	s.ctas.edition++
	s.ctas.mu.Unlock()
	s.sites.forget() // pages show them, too
}

// liveCTAs are those visitors see, the highest priority first, of the same the one published first.
func (s *Server) liveCTAs(ctx context.Context) (list []cta.Live, err error) {
	s.ctas.mu.Lock()
	held, fresh, edition := s.ctas.held, time.Now().Before(s.ctas.until), s.ctas.edition
	s.ctas.mu.Unlock()
	if fresh {
		return held, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err = v.LiveCTAs(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b cta.Live) int { return cmp.Compare(b.Content.Priority, a.Content.Priority) })
	s.ctas.mu.Lock()
	defer s.ctas.mu.Unlock()
	if edition == s.ctas.edition { // else it may be from before a change
		s.ctas.held, s.ctas.until = list, time.Now().Add(heldCTAs)
	}
	return list, nil
}

// ctaRoutes is what the script on a page asks: what may be shown there, to this visitor. It says nothing of who they are.
func (s *Server) ctaRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /w/cta", s.visitors.bound(s.callVisitor))
}

// asksCTA is what a page says of a visit.
type asksCTA struct {
	Visitor  string   `json:"visitor"` // the anonymous id; empty: they did not agree to be recognised
	URL      string   `json:"url"`
	Began    string   `json:"began"`
	Referrer string   `json:"referrer"`
	Phone    bool     `json:"phone"`
	Language string   `json:"language"`
	Keys     []string `json:"keys"` // of the buttons that stand on the page
}

// largestAsk is the most bytes of a question.
const largestAsk = 16 << 10

// shownCTA is a call to action as a page shows it. Of who is left out only that its time may come is said.
type shownCTA struct {
	ID        string            `json:"id"`
	Key       string            `json:"key"`
	Name      string            `json:"name"`
	Version   int64             `json:"version"`
	Arm       string            `json:"arm"`
	Kind      cta.Kind          `json:"kind"`
	Style     cta.Style         `json:"style"`
	Moment    cta.Moment        `json:"moment"`
	Frequency cta.Frequency     `json:"frequency"`
	Title     string            `json:"title,omitempty"`
	Text      string            `json:"text,omitempty"`
	Button    string            `json:"button,omitempty"`
	URL       string            `json:"url,omitempty"`
	Form      string            `json:"form,omitempty"`
	Language  string            `json:"language"`
	Words     map[string]string `json:"words"`
}

// ctaWords are the words the script adds.
var ctaWords = map[string]map[string]string{"vi": {"close": "Đóng"}, "en": {"close": "Close"}}

// callVisitor answers what may be shown on a page.
func (s *Server) callVisitor(w http.ResponseWriter, r *http.Request) {
	var asked asksCTA
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestAsk))
	if err != nil || json.Unmarshal(body, &asked) != nil {
		http.Error(w, "what was sent cannot be read", http.StatusBadRequest)
		return
	}
	shown, err := s.callsFor(r.Context(), &asked)
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	answerJSON(w, http.StatusOK, map[string]any{"ctas": shown})
}

// callsFor are the calls to action for a visit, the highest priority first.
func (s *Server) callsFor(ctx context.Context, asked *asksCTA) ([]shownCTA, error) {
	shown := []shownCTA{}
	list, err := s.liveCTAs(ctx)
	if err != nil || len(list) == 0 {
		return shown, err
	}
	who, err := s.visitorPerson(ctx, asked.Visitor)
	if err != nil {
		return nil, err
	}
	visit := cta.Visit{URL: asked.URL, Began: asked.Began, Referrer: asked.Referrer, Phone: asked.Phone, At: s.Now().UnixMicro()}
	for i := range list {
		l := &list[i]
		if !l.Content.Over() && !slices.Contains(asked.Keys, l.Key) || !l.Content.Fits(&visit) || !s.isFor(ctx, &l.Content.Audience, who) {
			continue
		}
		if rests, err := s.rests(ctx, l, who, visit.At); err != nil || rests {
			if err != nil {
				return nil, err
			}
			continue
		}
		shown = append(shown, showCall(l, asked))
	}
	return shown, nil
}

// rests reports whether one that stands over pages leaves somebody alone for now, by what happened in any of their browsers.
func (s *Server) rests(ctx context.Context, l *cta.Live, who, now int64) (rests bool, err error) {
	if who == 0 || !l.Content.Over() {
		return false, nil
	}
	f := &l.Content.Frequency
	err = s.Records.View(ctx, func(v *store.View) error {
		turns, err := v.TurnsOf(ctx, l.ID, who, f.Since(now))
		rests = err == nil && f.Rests(turns, now)
		return err
	})
	return rests, err
}

// stranger reports whether of somebody no more is known than that their browser was here.
func (s *Server) stranger(ctx context.Context, who int64) (bool, error) {
	if who == 0 {
		return true, nil
	}
	profiles, err := s.Records.ProfilesOf(ctx, []int64{who})
	return !slices.ContainsFunc(profiles, func(p person.Profile) bool { return p.Key.Kind != person.AnonymousID }), err
}

// isFor reports whether one is for somebody. Of a condition that cannot be answered it is for nobody: rather nothing is shown
// than the wrong thing.
func (s *Server) isFor(ctx context.Context, a *cta.Audience, who int64) bool {
	fits, err := true, error(nil)
	switch a.Who {
	case cta.Strangers:
		fits, err = s.stranger(ctx, who)
	case cta.People:
		fits, err = s.fitsNow(ctx, a.Condition(), who)
	case cta.Except:
		fits, err = s.fitsNow(ctx, a.Condition(), who)
		fits = !fits
	}
	if err != nil {
		s.Logger.Warn("whom a call to action is for cannot be said", "condition", a.Condition(), "error", err)
	}
	return fits && err == nil
}

// fitsNow reports whether somebody fulfils a condition, asked at most every few seconds.
func (s *Server) fitsNow(ctx context.Context, condition string, who int64) (bool, error) {
	if who == 0 {
		return false, nil
	}
	at, now := ctaFit{who, condition}, time.Now()
	s.ctas.mu.Lock()
	held, ok := s.ctas.fits[at]
	s.ctas.mu.Unlock()
	if ok && now.Before(held.until) {
		return held.fits, nil
	}
	fit, err := s.fitting(auth.With(ctx, systemActor), condition, []int64{who})
	if err != nil {
		return false, err
	}
	s.ctas.mu.Lock()
	defer s.ctas.mu.Unlock()
	if s.ctas.fits == nil || len(s.ctas.fits) >= mostFits {
		s.ctas.fits = map[ctaFit]fitsUntil{}
	}
	s.ctas.fits[at] = fitsUntil{fit[who], now.Add(heldFit)}
	return fit[who], nil
}

// showCall is one as a page shows it to a visitor, in the arm chance puts them into.
func showCall(l *cta.Live, asked *asksCTA) shownCTA {
	d, language := &l.Content, "vi"
	if asked.Language == "en" {
		language = "en"
	}
	arm, at := d.Draw(l.Key, asked.Visitor)
	c := shownCTA{ID: CTAID(l.ID), Key: l.Key, Name: l.Name, Version: l.Number, Arm: arm, Kind: d.Kind, Style: d.Style, Moment: d.Moment, Frequency: d.Frequency, Language: language, Words: ctaWords[language]}
	if arm != cta.Control {
		says := &d.Contents[at]
		c.Title, c.Text, c.Button, c.URL, c.Form = in(language, says.Title), in(language, says.Text), in(language, says.Button), says.URL, says.Form
	}
	return c
}
