package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"banhda/attract/form"
	"banhda/drive/flow"
	"banhda/hub/calendar"
	"banhda/hub/delivery"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// largestForm is the most bytes of an answer, and mostHeldAnswers how many may wait to be looked at.
const (
	largestForm     = 256 << 10
	mostHeldAnswers = 20_000
)

// sentForm is an answer as it came.
type sentForm struct {
	Ticket   string       `json:"ticket"`
	Work     string       `json:"work"`
	Trap     string       `json:"website"` // of the field nobody sees
	Answers  form.Answers `json:"answers"`
	Consents []string     `json:"consents"`
	Visitor  string       `json:"visitor"`
	Zone     string       `json:"zone"` // the browser's
	Page     struct {
		URL      string `json:"url"`
		Referrer string `json:"referrer"`
		Title    string `json:"title"`
	} `json:"page"`
	Language string `json:"language"`
}

// wantsPage reports whether a browser sends or asks by itself, without a script.
func wantsPage(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind == "application/x-www-form-urlencoded" || r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// takeForm takes an answer. Who gets a yes may rely on it: it is on disk.
func (s *Server) takeForm(w http.ResponseWriter, r *http.Request) {
	anywhere(w)
	defer s.Flow.Answering()()
	o, err := s.openForm(r.Context(), r.PathValue("key"))
	var sent *sentForm
	if err == nil {
		sent, err = readSent(w, r)
	}
	if errors.Is(err, errFormBody) {
		s.formSays(w, r, http.StatusBadRequest, phrase.Sentencef("what was sent is not whole or too large; please try again"))
		return
	}
	if err == nil {
		err = s.answerForm(w, r, &o, sent)
	}
	if err != nil {
		s.formFails(w, r, err)
	}
}

var errFormBody = errors.New("the body cannot be read")

// readSent reads an answer: of a page as browsers send it, of the script as JSON.
func readSent(w http.ResponseWriter, r *http.Request) (*sentForm, error) {
	r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	sent := &sentForm{}
	if !wantsPage(r) {
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, sent) != nil {
			return nil, errFormBody
		}
		return sent, nil
	}
	if r.ParseForm() != nil {
		return nil, errFormBody
	}
	sent.Answers = form.Answers{}
	for name, values := range r.PostForm {
		if key, ok := strings.CutPrefix(name, "f."); ok {
			sent.Answers[key] = values
		}
	}
	sent.Ticket, sent.Trap, sent.Consents, sent.Language = r.PostForm.Get("ticket"), r.PostForm.Get("website"), r.PostForm["agree"], r.PostForm.Get("lang")
	sent.Page.URL, sent.Page.Referrer = r.PostForm.Get("url"), r.PostForm.Get("referrer")
	return sent, nil
}

// answerForm checks an answer, keeps it, and says what follows.
func (s *Server) answerForm(w http.ResponseWriter, r *http.Request, o *openForm, sent *sentForm) error {
	if sent.Language != "vi" && sent.Language != "en" {
		sent.Language = o.Content.Language
	}
	known, err := s.knownAnswers(r.Context(), o, sent.Visitor)
	if err != nil {
		return err
	}
	answers, problems := o.Content.Read(sent.Answers, known)
	agreed := o.Content.Agreed(sent.Consents, problems)
	if len(problems) > 0 {
		return s.formAgain(w, r, o, sent, problems)
	}
	e := form.Submit(&o.Form, FormID(o.ID), &o.Version, sent.Ticket, answers, agreed, formVisitOf(r, sent), s.Now().UnixMicro())
	e.Clean()
	if err := e.Check(); err != nil {
		return s.formAgain(w, r, o, sent, map[string]*phrase.Sentence{"": phrase.Sentencef("what was sent is not whole or too large; please try again")})
	}
	if why := s.suspect(r, o, sent, answers); why != "" {
		err = s.holdAnswer(r.Context(), o, e, why, answers, agreed, sent)
	} else {
		err = s.logAnswer(r.Context(), e)
	}
	if err != nil {
		return err
	}
	return s.formThanks(w, r, o, sent, o.Content.Confirms(answers, agreed))
}

// logAnswer puts an answer into the log, where a site's own events are: who sends it vouches for nothing.
func (s *Server) logAnswer(ctx context.Context, e timeline.Event) error {
	ctx, cancel := context.WithTimeout(ctx, diskWait)
	defer cancel()
	return s.Log.Append(ctx, []flow.Row{{Kind: flow.Events, Source: form.Source, Rank: person.BrowserRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})}})
}

// suspect looks how an answer came.
func (s *Server) suspect(r *http.Request, o *openForm, sent *sentForm, a form.Answers) form.Suspicion {
	seen := form.Seen{Now: s.Now().UnixMicro(), Trap: sent.Trap, Program: delivery.Agent(r.UserAgent()) == delivery.Bot}
	seen.Ticket, seen.Valid = form.ReadTicket(s.Secret, o.Key, sent.Ticket)
	seen.Worked = seen.Ticket.Script && form.Worked(sent.Ticket, sent.Work)
	seen.Often = s.forms.often(r, o.ID, seen.Worked)
	why := form.Suspect(seen, a)
	if why == "" && o.Content.After.Look {
		why = form.ByHand
	}
	return why
}

// holdAnswer keeps an answer that has to be looked at. Where too many wait, nobody looks: then no more are taken.
func (s *Server) holdAnswer(ctx context.Context, o *openForm, e timeline.Event, why form.Suspicion, a form.Answers, agreed []form.Consent, sent *sentForm) error {
	held, err := json.Marshal(e)
	if err != nil {
		return err
	}
	one := form.Submission{Form: o.ID, Version: o.Number, Event: e.ID, At: e.At, State: form.Waiting, Reason: why, Held: held,
		Said: form.Said{Answers: a, Consents: form.Yeses(agreed), URL: sent.Page.URL, Language: sent.Language}}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		waiting, err := t.CountSubmissions(ctx, 0, form.Waiting)
		if err != nil || waiting >= mostHeldAnswers {
			return orElse(err, errBusy)
		}
		_, err = t.AddSubmission(ctx, one)
		if errors.Is(err, store.ErrConflict) {
			return nil
		}
		return err
	})
}

// longestURL is how much is kept of a page's address.
const longestURL = 1000

// formVisitOf is from where an answer came: what the page says of itself, and what its address says of a campaign.
func formVisitOf(r *http.Request, sent *sentForm) form.Visit {
	v := form.Visit{URL: clipped(sent.Page.URL, longestURL), Referrer: clipped(sent.Page.Referrer, longestURL), Title: clipped(sent.Page.Title, 200), Language: sent.Language,
		Address: visitAddress(r), Device: clipped(r.UserAgent(), longestDevice), Anonymous: clipped(sent.Visitor, 100), Zone: calendar.ZoneSaid(sent.Zone), Campaign: map[string]string{}}
	u, err := url.Parse(v.URL)
	if err != nil {
		return v
	}
	for _, name := range []string{"utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"} {
		if text := clipped(u.Query().Get(name), 100); text != "" {
			v.Campaign[name] = text
		}
	}
	return v
}

func clipped(text string, most int) string {
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
