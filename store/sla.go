package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"banhda/delight/sla"
	"banhda/delight/ticket"
	"banhda/hub/calendar"
	"banhda/hub/record"
)

// The settings by which clocks of tickets run.
const (
	slaSetting      = "sla"
	calendarSetting = "calendar"
)

// SLA is what the house promises the customers of tickets: its policies, else those every house begins with.
func (v *View) SLA(ctx context.Context) (b sla.Book, err error) {
	text, err := v.Setting(ctx, slaSetting)
	if errors.Is(err, ErrNotFound) {
		return sla.Usual(), nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &b)
	}
	return b, err
}

// SaveSLA keeps what the house promises from now on. It has been checked.
func (t *Tx) SaveSLA(ctx context.Context, b sla.Book) error {
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	t.promises = nil
	return t.Set(ctx, slaSetting, string(text))
}

// CalendarSettings are when the company works: what it set, else what every house begins with.
func (v *View) CalendarSettings(ctx context.Context) (s calendar.Settings, err error) {
	text, err := v.Setting(ctx, calendarSetting)
	if errors.Is(err, ErrNotFound) {
		return calendar.Default(), nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &s)
	}
	return s, err
}

// SaveCalendarSettings keeps when the company works. They have been checked.
func (t *Tx) SaveCalendarSettings(ctx context.Context, s calendar.Settings) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	t.promises = nil
	return t.Set(ctx, calendarSetting, string(text))
}

// promising is by what clocks are reckoned, read once in a transaction.
type promising struct {
	book sla.Book
	cals sla.Calendars
}

func (v *View) promising(ctx context.Context) (*promising, error) {
	if v.promises != nil {
		return v.promises, nil
	}
	book, err := v.SLA(ctx)
	if err != nil {
		return nil, err
	}
	_, zone, err := v.house(ctx)
	if err != nil {
		return nil, err
	}
	set, err := v.CalendarSettings(ctx)
	if err != nil {
		return nil, err
	}
	working, err := set.Calendar(zone)
	v.promises = &promising{book, sla.Calendars{sla.Working: working, sla.Always: calendar.Always(zone)}}
	return v.promises, err
}

// SLAFacts are what policies ask of a ticket.
func (v *View) SLAFacts(ctx context.Context, book sla.Book, is record.Values) (f sla.Facts, err error) {
	f = sla.Facts{Priority: is.Text("priority"), Kind: is.Text("kind"), Channel: is.Text("channel"), Product: is.Int("product")}
	asked, person := book.AsksSegments(), is.Int("person")
	if len(asked) == 0 || person == 0 {
		return f, nil
	}
	in, err := v.SegmentsOf(ctx, person)
	for _, id := range asked {
		if _, is := in[id]; is {
			f.Segments = append(f.Segments, id)
		}
	}
	return f, err
}

// Clocked is what a ticket is held to and what its clocks came to.
type Clocked struct {
	Terms  []sla.Since
	Spells []sla.Spell
	fresh  *sla.Since // held from now on, and not kept yet
}

// Last are the terms that hold now; a ticket that was reckoned has some.
func (c *Clocked) Last() *sla.Terms { return &c.Terms[len(c.Terms)-1].Terms }

// Clocks are how the clocks of a ticket stand now, reckoned from all that happened to it.
func (v *View) Clocks(ctx context.Context, r *record.Record) (*Clocked, error) {
	return v.clocked(ctx, r, r, nil)
}

// Promised are the clocks of a ticket with these values as it would be promised if it were opened now.
func (v *View) Promised(ctx context.Context, values record.Values) (*Clocked, error) {
	is := record.Record{Type: record.Ticket, Values: values.With(record.Values{"opened_at": v.now})}
	return v.clocked(ctx, &is, &is, []ticket.Moment{{At: v.now, Kind: ticket.Opened, Priority: values.Text("priority")}})
}

// clocked reckons the clocks of a ticket with what is about to happen to it.
func (v *View) clocked(ctx context.Context, was, is *record.Record, news []ticket.Moment) (*Clocked, error) {
	p, err := v.promising(ctx)
	if err != nil {
		return nil, err
	}
	c := &Clocked{}
	if c.Terms, err = v.slaTerms(ctx, is.ID); err != nil {
		return nil, err
	}
	if err := v.held(ctx, p, c, was, is); err != nil {
		return nil, err
	}
	moments, err := v.TicketMoments(ctx, is.ID)
	if err != nil {
		return nil, err
	}
	raised, err := v.raisedAt(ctx, is.ID)
	c.Spells = sla.Spells(c.Terms, p.cals, clockMoments(append(moments, news...), raised), v.now)
	return c, err
}

// asked are the fields of a ticket by which its policy is chosen.
var asked = []string{"priority", "kind", "channel", "product", "person"}

// held chooses what a ticket is held to: of one that is new, and of one that became another. Who changes a policy changes
// nothing for tickets that run: what they were promised stands.
func (v *View) held(ctx context.Context, p *promising, c *Clocked, was, is *record.Record) error {
	other := slices.ContainsFunc(record.Changed(was.Values, is.Values), func(key string) bool { return slices.Contains(asked, key) })
	if len(c.Terms) > 0 && !other {
		return nil
	}
	facts, err := v.SLAFacts(ctx, p.book, is.Values)
	if err != nil {
		return err
	}
	var now sla.Since
	if policy := p.book.Match(facts); policy != nil {
		now.Terms = policy.Terms()
	}
	if now.At = v.now; len(c.Terms) == 0 {
		now.At = is.Values.Int("opened_at")
	} else if c.Last().Policy == now.Policy {
		return nil
	}
	c.Terms, c.fresh = append(c.Terms, now), &now
	return nil
}

func (v *View) slaTerms(ctx context.Context, id int64) (list []sla.Since, err error) {
	err = v.each(ctx, "reading what a ticket is held to", "SELECT at, terms FROM sla_term WHERE ticket = ? ORDER BY at", []any{id}, func(rows *sql.Rows) error {
		var one sla.Since
		var text string
		err := rows.Scan(&one.At, &text)
		if err == nil {
			err = json.Unmarshal([]byte(text), &one.Terms)
		}
		list = append(list, one)
		return err
	})
	return list, err
}

// raisedAt are the instants at which a step of escalation did something: what it raises shortens no clock.
func (v *View) raisedAt(ctx context.Context, id int64) ([]int64, error) {
	return v.ids(ctx, "SELECT DISTINCT at FROM sla_told WHERE ticket = ? ORDER BY at", id)
}

var clockKinds = map[ticket.Happened]sla.Kind{ticket.Opened: sla.Opened, ticket.Heard: sla.Heard, ticket.Replied: sla.Answered,
	ticket.WasSolved: sla.Ended, ticket.WasClosed: sla.Ended, ticket.WasReopened: sla.Reopened}

// clockMoments are what happened to a ticket as its clocks see it: an answer that was taken back never was, and what
// escalation raised shortens no clock.
func clockMoments(moments []ticket.Moment, raised []int64) (list []sla.Moment) {
	taken, lifted := map[int64]bool{}, ""
	for _, m := range moments {
		if at, err := strconv.ParseInt(m.From, 10, 64); err == nil && m.Kind == ticket.TakenBack {
			taken[at] = true
		}
	}
	for i, m := range moments {
		one := sla.Moment{At: m.At, ID: int64(i), Kind: sla.Changed, Status: m.Status, Priority: m.Priority}
		if kind, ok := clockKinds[m.Kind]; ok && !(m.Kind == ticket.Replied && taken[m.At]) {
			one.Kind = kind
		}
		if m.Kind == ticket.Prioritised {
			lifted = ""
			if slices.Contains(raised, m.At) {
				lifted = m.From
			}
		}
		if lifted != "" {
			one.Priority = lifted
		}
		list = append(list, one)
	}
	return list
}
