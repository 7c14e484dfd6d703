package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/store"
)

// termsSetting keeps how long requests may take, as JSON.
const termsSetting = "consent.terms"

func readTerms(ctx context.Context, v *store.View) (terms consent.Terms, err error) {
	body, err := v.Setting(ctx, termsSetting)
	if errors.Is(err, store.ErrNotFound) {
		return consent.StandardTerms(), nil
	}
	if err != nil {
		return terms, err
	}
	return terms, json.Unmarshal([]byte(body), &terms)
}

func (s *Server) terms(ctx context.Context, _ *struct{}, _ Tell) (a *consent.Terms, err error) {
	a = &consent.Terms{}
	err = s.Records.View(ctx, func(v *store.View) error {
		*a, err = readTerms(ctx, v)
		return err
	})
	return a, err
}

type termsOrder struct{ Body consent.Terms }

func (s *Server) setTerms(ctx context.Context, in *termsOrder, _ Tell) (*consent.Terms, error) {
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	body, err := json.Marshal(in.Body)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "terms", target: termsSetting, entry: in.Body,
		also: func(ctx context.Context, t *store.Tx) error { return t.Set(ctx, termsSetting, string(body)) }}, nil)
	return &in.Body, err
}

// Request is what somebody asked about their data, and how far it is.
type Request struct {
	ID             string  `json:"id"`
	Kind           string  `json:"kind" enum:"access,rectify,erase,restrict,object,withdraw"`
	State          string  `json:"state" enum:"open,done,refused"`
	Person         *Named  `json:"person" doc:"null: it is not known who"`
	Erased         bool    `json:"erased" doc:"the person is forgotten"`
	Contact        string  `json:"contact" doc:"how they wrote, and how to answer"`
	Wish           string  `json:"wish" doc:"in their words"`
	ReceivedAt     string  `json:"received_at"`
	AcknowledgeBy  string  `json:"acknowledge_by"`
	AcknowledgedAt *string `json:"acknowledged_at"`
	DueAt          string  `json:"due_at"`
	Overdue        bool    `json:"overdue"`
	Extended       string  `json:"extended" doc:"why it takes longer; empty: it does not"`
	Assignee       *Named  `json:"assignee"`
	ClosedAt       *string `json:"closed_at"`
	Outcome        string  `json:"outcome"`
}

// RequestsAnswer is a page of requests: open ones by when they are due, others by when they came, the last first.
type RequestsAnswer struct {
	Requests []Request `json:"requests"`
	Cursor   *string   `json:"cursor"`
}

type requestsQuestion struct {
	State  string `query:"state" enum:"open,done,refused" doc:"Only those. Default: all."`
	Person string `query:"person" doc:"Only of this person."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Requests on a page."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (in *requestsQuestion) asked() (q store.RequestsQuestion, err error) {
	q = store.RequestsQuestion{State: in.State, Limit: in.Limit + 1}
	if in.Person != "" {
		if q.Person, err = ParsePersonID(in.Person); err != nil {
			return q, err
		}
	}
	q.AfterAt, q.After, err = readRow(in.Cursor)
	return q, err
}

func (s *Server) requests(ctx context.Context, in *requestsQuestion, _ Tell) (*RequestsAnswer, error) {
	q, err := in.asked()
	if err != nil {
		return nil, err
	}
	a := &RequestsAnswer{Requests: []Request{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Requests(ctx, q)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			last := list[in.Limit-1]
			at := last.ReceivedAt
			if in.State == consent.Open {
				at = last.DueAt
			}
			a.Cursor = text(writeRow(at, last.ID))
		}
		a.Requests, err = showRequests(ctx, v, list)
		return err
	})
	return a, err
}

func showRequests(ctx context.Context, v *store.View, list []consent.Request) ([]Request, error) {
	var ids []int64
	for _, r := range list {
		if r.Person != 0 {
			ids = append(ids, r.Person)
		}
	}
	people, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
	if err != nil {
		return nil, err
	}
	erased, err := v.ErasedAmong(ctx, ids)
	if err != nil {
		return nil, err
	}
	users, err := actorNames(ctx, v)
	shown := make([]Request, len(list))
	for i, r := range list {
		shown[i] = showRequest(&r, v.Now())
		shown[i].Erased = slices.Contains(erased, r.Person)
		if p, ok := people[r.Person]; r.Person != 0 {
			shown[i].Person = &Named{ID: PersonID(r.Person)}
			if ok {
				shown[i].Person = &Named{PersonID(p.ID), p.Name()}
			}
		}
		if r.Assignee != 0 {
			shown[i].Assignee = &Named{UserID(r.Assignee), users[UserID(r.Assignee)]}
		}
	}
	return shown, err
}

func showRequest(r *consent.Request, now int64) Request {
	a := Request{ID: RequestID(r.ID), Kind: string(r.Kind), State: r.State, Contact: r.Contact, Wish: r.Wish, ReceivedAt: showInstant(r.ReceivedAt),
		AcknowledgeBy: showInstant(r.AcknowledgeBy), DueAt: showInstant(r.DueAt), Extended: r.Extended, Outcome: r.Outcome}
	late := r.DueAt < now || r.AcknowledgedAt == 0 && r.AcknowledgeBy < now
	a.Overdue = r.State == consent.Open && late
	if r.AcknowledgedAt != 0 {
		a.AcknowledgedAt = text(showInstant(r.AcknowledgedAt))
	}
	if r.ClosedAt != 0 {
		a.ClosedAt = text(showInstant(r.ClosedAt))
	}
	return a
}

type addRequestOrder struct {
	Body struct {
		Kind     string `json:"kind" enum:"access,rectify,erase,restrict,object,withdraw"`
		Person   string `json:"person,omitempty"`
		Contact  string `json:"contact,omitempty" maxLength:"500"`
		Wish     string `json:"wish,omitempty" maxLength:"10000"`
		Received string `json:"received,omitempty" doc:"Date or instant it came. Default: now."`
		Assignee string `json:"assignee,omitempty"`
	}
}

func (s *Server) addRequest(ctx context.Context, in *addRequestOrder, _ Tell) (*Request, error) {
	r := consent.Request{Kind: consent.Kind(in.Body.Kind), State: consent.Open, Contact: cleanWords(in.Body.Contact), Wish: cleanWords(in.Body.Wish)}
	entry := map[string]any{"kind": in.Body.Kind, "contact": r.Contact, "wish": r.Wish}
	return s.changeRequest(ctx, "request-add", entry, func(ctx context.Context, t *store.Tx) (consent.Request, error) {
		c, err := readCalendar(ctx, &t.View)
		if err != nil {
			return r, err
		}
		if r.ReceivedAt = t.Now(); in.Body.Received != "" {
			if r.ReceivedAt, err = parseInstant("received", in.Body.Received, c.Zone()); err != nil {
				return r, err
			}
		}
		if err := whoseRequest(ctx, t, &r, in.Body.Person, in.Body.Assignee); err != nil {
			return r, err
		}
		return r, beginRequest(ctx, t, &r)
	})
}

// beginRequest puts a request into the queue, with the time the law gives from when it came, or from now on.
func beginRequest(ctx context.Context, t *store.Tx, r *consent.Request) error {
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	terms, err := readTerms(ctx, &t.View)
	if err != nil {
		return err
	}
	r.ReceivedAt = cmp.Or(r.ReceivedAt, t.Now())
	r.AcknowledgeBy, r.DueAt = ends(c, r.ReceivedAt, terms.Acknowledge), ends(c, r.ReceivedAt, terms.Answer[r.Kind])
	r.ID, err = t.AddRequest(ctx, *r)
	return err
}

// whoseRequest finds whom a request is about and whose it is; what is empty stays.
func whoseRequest(ctx context.Context, t *store.Tx, r *consent.Request, person, assignee string) error {
	if person != "" {
		p, err := personWithin(ctx, &t.View, person, auth.Read)
		if err != nil {
			return err
		}
		r.Person = p.ID
	}
	if assignee == "" {
		return nil
	}
	id, err := ParseUserID(assignee)
	if err != nil {
		return err
	}
	_, err = t.User(ctx, id)
	r.Assignee = id
	return notFound(err, "there is no user %s", assignee)
}

// ends is the last instant of the day on which a term that begins at an instant is over.
func ends(c *calendar.Calendar, from int64, t consent.Term) int64 {
	day := c.Today(from) + calendar.Day(t.Days)
	if t.Working {
		day = c.AddDays(c.Today(from), t.Days)
	}
	return (day+1).At(0, c.Zone()).UnixMicro() - 1
}

// changeRequest writes a request and answers with what it is then.
func (s *Server) changeRequest(ctx context.Context, verb string, entry any, do func(context.Context, *store.Tx) (consent.Request, error)) (*Request, error) {
	var shown []Request
	_, err := s.change(ctx, mutation{verb: verb, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		r, err := do(ctx, t)
		if err != nil {
			return err
		}
		t.Did(RequestID(r.ID), nil)
		shown, err = showRequests(ctx, &t.View, []consent.Request{r})
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	return &shown[0], nil
}

type setRequestOrder struct {
	ID   string `path:"id" doc:"The request's id."`
	Body struct {
		Person      string `json:"person,omitempty" doc:"whom it turned out to be about"`
		Assignee    string `json:"assignee,omitempty"`
		Acknowledge bool   `json:"acknowledge,omitempty" doc:"they were told that it came"`
		Extend      string `json:"extend,omitempty" maxLength:"1000" doc:"why it takes longer; once"`
		Close       string `json:"close,omitempty" enum:"done,refused"`
		Outcome     string `json:"outcome,omitempty" maxLength:"10000" doc:"what was done, or why not"`
		Stop        bool   `json:"stop,omitempty" doc:"with close: withdraw consent for every purpose but the contract, on every channel"`
	}
}

func (s *Server) setRequest(ctx context.Context, in *setRequestOrder, _ Tell) (*Request, error) {
	id, err := ParseRequestID(in.ID)
	if err != nil {
		return nil, err
	}
	a, err := s.changeRequest(ctx, "request-"+cmp.Or(in.Body.Close, "set"), in.Body, func(ctx context.Context, t *store.Tx) (consent.Request, error) {
		r, err := t.Request(ctx, id)
		if err != nil {
			return r, notFound(err, "there is no request %s", in.ID)
		}
		if r.State != consent.Open {
			return r, invalid("this request is closed; what somebody asks anew is a new one")
		}
		if err := s.moveRequest(ctx, t, &r, in); err != nil {
			return r, err
		}
		return r, t.SaveRequest(ctx, r)
	})
	s.sites.forget() // whose data may be used no more, their words may stand on pages
	return a, err
}

// moveRequest does with an open request what is asked.
func (s *Server) moveRequest(ctx context.Context, t *store.Tx, r *consent.Request, in *setRequestOrder) error {
	b := &in.Body
	if err := whoseRequest(ctx, t, r, b.Person, b.Assignee); err != nil {
		return err
	}
	if b.Acknowledge && r.AcknowledgedAt == 0 {
		r.AcknowledgedAt = t.Now()
	}
	if b.Extend != "" {
		if err := extend(ctx, t, r, cleanWords(b.Extend)); err != nil {
			return err
		}
	}
	if b.Close == "" {
		return nil
	}
	if r.Outcome = cleanWords(b.Outcome); r.Outcome == "" {
		return invalid("say what was done, or why it was refused: it is what shows later that the request was answered")
	}
	r.State, r.ClosedAt = b.Close, t.Now()
	r.AcknowledgedAt = cmp.Or(r.AcknowledgedAt, t.Now())
	if !b.Stop {
		return nil
	}
	return stop(ctx, t, r)
}

func extend(ctx context.Context, t *store.Tx, r *consent.Request, why string) error {
	if r.Extended != "" {
		return invalid("this request was extended already; the law allows it once")
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	terms, err := readTerms(ctx, &t.View)
	r.Extended, r.DueAt = why, ends(c, r.DueAt, terms.Extension)
	return err
}

// stop carries a request out that forbids us to use somebody's data.
func stop(ctx context.Context, t *store.Tx, r *consent.Request) error {
	if r.Person == 0 {
		return invalid("say first whom the request is about")
	}
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	for _, e := range consent.Stops(r.Person, t.Now(), purposes, RequestID(r.ID)) {
		if _, err := t.Consent(ctx, e); err != nil {
			return err
		}
	}
	return hideReviewsOf(ctx, t, r)
}

// cleanWords is what somebody wrote in its one form.
func cleanWords(s string) string { return strings.TrimSpace(norm.NFC.String(s)) }
