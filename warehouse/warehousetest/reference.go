package warehousetest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/hub/timeline"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/lift"
	"banhda/wheel/value"
)

// Asked is the part of a warehouse that answers.
type Asked interface {
	Wheel(ctx context.Context, c warehouse.Cut, from, to int64) (wheel.Report, warehouse.Stamp, error)
	Past(ctx context.Context, c warehouse.Cut, q warehouse.PastQuestion) (warehouse.Past, warehouse.Stamp, error)
	LastContacts(ctx context.Context, c warehouse.Cut, people []int64) ([]warehouse.LastContact, warehouse.Stamp, error)
	Flow(ctx context.Context, c warehouse.Cut, bounds []int64) ([]wheel.Flow, warehouse.Stamp, error)
	Gain(ctx context.Context, c warehouse.Cut, horizon int64) (wheel.Gain, warehouse.Stamp, error)
	Value(ctx context.Context, c warehouse.Cut, q value.Question) (value.Report, warehouse.Stamp, error)
	Care(ctx context.Context, c warehouse.Cut, from, to int64) (wheel.CareReport, warehouse.Stamp, error)
	Advocates(ctx context.Context, c warehouse.Cut) ([]wheel.Advocate, warehouse.Stamp, error)
	Buyers(ctx context.Context, c warehouse.Cut, q value.Question) ([]warehouse.Buyer, warehouse.Stamp, error)
	Funnel(ctx context.Context, c warehouse.Cut, q warehouse.FunnelQuestion) (wheel.FunnelReport, warehouse.Stamp, error)
	Retention(ctx context.Context, c warehouse.Cut, q warehouse.RetentionQuestion) (wheel.RetentionReport, warehouse.Stamp, error)
	People(ctx context.Context, c warehouse.Cut, q warehouse.PeopleQuestion) ([]warehouse.PersonRow, warehouse.Stamp, error)
	Person(ctx context.Context, c warehouse.Cut, q warehouse.TimelineQuestion) (warehouse.Timeline, warehouse.Stamp, error)
	List(ctx context.Context, c warehouse.Cut, q warehouse.ListQuestion) (warehouse.ListReport, warehouse.Stamp, error)
	Trend(ctx context.Context, c warehouse.Cut, bounds []int64) ([]warehouse.TrendPeriod, warehouse.Stamp, error)
	Names(ctx context.Context, c warehouse.Cut, from, to int64) ([]warehouse.EventName, warehouse.Stamp, error)
	Lift(ctx context.Context, c warehouse.Cut, q warehouse.LiftQuestion) ([]lift.Arm, warehouse.Stamp, error)
	Members(ctx context.Context, c warehouse.Cut, asked []segment.Node) ([]*segment.Set, warehouse.Stamp, error)
	Deeds(ctx context.Context, c warehouse.Cut, deeds []*segment.Did, each func(person int64, times func(deed int) []int64)) (warehouse.Stamp, error)
	Measured(ctx context.Context, c warehouse.Cut, field string) ([]warehouse.Measure, warehouse.Stamp, error)
	CountImport(ctx context.Context, imported int64) (events, people int64, err error)
}

// Reference answers the plain way: for every cut it goes through the whole log up to the last entry applied, keeps
// what the cut knows and what lies before its now, and asks package wheel. It reuses nothing of one cut for another,
// so it can be read beside the definitions.
type Reference struct {
	log  *Log
	seq  int64
	last *scene
}

// NewReference answers from the first entries of a log, up to seq.
func NewReference(l *Log, seq int64) *Reference { return &Reference{log: l, seq: seq} }

var _ Asked = (*Reference)(nil)

// scene is everything one cut knows.
type scene struct {
	cut       warehouse.Cut
	stamp     warehouse.Stamp
	catalogue timeline.Catalogue
	owner     map[int64]int64
	profiles  []flow.Profile
	traits    map[int64]flow.Trait // by the event's entry
	numbers   map[string]uint32
	people    []*someone
	book      *wheel.Book
}

// someone is a person with their stored events before now, in order.
type someone struct {
	id     int64
	events []flow.Event
	wheel.History
}

func (r *Reference) scene(c warehouse.Cut) *scene {
	if r.last == nil || r.last.cut.AsOf != c.AsOf || r.last.cut.KnownAt != c.KnownAt || r.last.cut.Segment != c.Segment || !slices.Equal(r.last.cut.Within, c.Within) || (r.last.cut.Within == nil) != (c.Within == nil) {
		r.last = r.newScene(c)
	}
	return r.last
}

func (r *Reference) newScene(c warehouse.Cut) *scene {
	s := &scene{cut: c, catalogue: timeline.Default(), owner: map[int64]int64{}, traits: map[int64]flow.Trait{}, numbers: map[string]uint32{}}
	var events []flow.Event
	var retractions []flow.Retracted
	later := false
	for _, e := range r.log.entries {
		if e.seq > r.seq {
			break
		}
		if e.received >= c.KnownAt {
			later = true
			break
		}
		s.stamp.Seq = e.seq
		events, s.profiles = append(events, e.batch.Events...), append(s.profiles, e.batch.Profiles...)
		retractions = append(retractions, e.batch.Retractions...)
		for _, l := range e.batch.Links {
			s.owner[l.Profile] = l.Person
		}
		for _, t := range e.batch.Traits {
			s.traits[t.Seq] = t
		}
		for _, v := range e.batch.Catalogues {
			s.stamp.RulesVersion, s.catalogue = v.Version, timeline.Catalogue{}
			if err := json.Unmarshal(v.Body, &s.catalogue); err != nil {
				panic(err)
			}
		}
	}
	if !later {
		s.stamp.Seq = r.seq
	}
	s.gather(events, retractions)
	s.fold()
	return s
}

func (s *scene) person(profile int64) int64 {
	if p, ok := s.owner[profile]; ok {
		return p
	}
	return profile
}

// gather gives people their events: stored, not taken back, before now, in (at, id) order.
func (s *scene) gather(events []flow.Event, retractions []flow.Retracted) {
	by := map[int64]*someone{}
	for _, e := range events {
		takenBack := slices.ContainsFunc(retractions, func(r flow.Retracted) bool {
			return r.Seq > e.Seq && (r.ID != "" && r.ID == e.ID || r.Import != 0 && r.Import == e.Import)
		})
		if takenBack || e.At >= s.cut.AsOf {
			continue
		}
		id := s.person(e.Profile)
		if by[id] == nil {
			by[id] = &someone{id: id}
			s.people = append(s.people, by[id])
		}
		by[id].events = append(by[id].events, e)
	}
	slices.SortFunc(s.people, func(a, b *someone) int { return cmp.Compare(a.id, b.id) })
	for _, p := range s.people {
		slices.SortFunc(p.events, func(a, b flow.Event) int { return cmp.Or(cmp.Compare(a.At, b.At), strings.Compare(a.ID, b.ID)) })
	}
}

func (s *scene) number(name string) uint32 {
	if s.numbers[name] == 0 {
		s.numbers[name] = uint32(len(s.numbers) + 1)
	}
	return s.numbers[name]
}

func (s *scene) kind(name string, p json.RawMessage, derived bool) wheel.Kind {
	m := s.catalogue.Meaning(name, func(key string) (segment.Value, bool) { return property(p, key) })
	return wheel.NewKind(s.number(name), m, name == wheel.ReferralAccepted && !derived, derived)
}

func property(object json.RawMessage, key string) (segment.Value, bool) {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(object, &fields)
	return segment.FromJSON(fields[key])
}

func (s *scene) fold() {
	var all []wheel.History
	for _, p := range s.people {
		p.History = wheel.History{Person: p.id, Details: make([]wheel.Detail, 1)}
		for _, e := range p.events {
			p.Details = append(p.Details, wheel.Detail{Value: e.Value, Stated: e.HasValue, Currency: e.Currency, Sale: e.Sale, Referrer: e.Referrer})
			p.Events = append(p.Events, wheel.Event{At: e.At, Detail: uint32(len(p.Details) - 1), Kind: s.kind(e.Name, e.Properties, false)})
		}
		all = append(all, p.History)
	}
	s.book = wheel.FoldAll(s.catalogue.Times, all, s.person, s.kind(wheel.FriendJoined, nil, true), s.kind(wheel.FriendBought, nil, true), s.cut.AsOf)
}

// derived are the events that follow from friends', with their causes, in order.
type derived struct {
	name  string
	at    int64
	cause flow.Event
}

func (s *scene) derived(p *someone) (all []derived) {
	for _, f := range s.people {
		r, ok := wheel.Refer(f.History, s.person, s.cut.AsOf)
		if !ok || r.Referrer != p.id {
			continue
		}
		all = append(all, derived{wheel.FriendJoined, r.AcceptedAt, f.events[r.AcceptedEvent]})
		if r.BoughtEvent >= 0 {
			all = append(all, derived{wheel.FriendBought, r.BoughtAt, f.events[r.BoughtEvent]})
		}
	}
	slices.SortStableFunc(all, func(a, b derived) int { return cmp.Compare(a.at, b.at) })
	return all
}

// who is the segment's choice.
func (s *scene) who(person int64) bool {
	i := slices.IndexFunc(s.people, func(p *someone) bool { return p.id == person })
	if _, within := slices.BinarySearch(s.cut.Within, person); s.cut.Within != nil && !within {
		return false
	}
	return s.cut.Segment == nil || s.cut.Segment.Match(fields{s, s.people[i]})
}

func (s *scene) chosen() (all []*someone) {
	for _, p := range s.people {
		if s.who(p.id) {
			all = append(all, p)
		}
	}
	return all
}

// Wheel implements Asked.
func (r *Reference) Wheel(_ context.Context, c warehouse.Cut, from, to int64) (wheel.Report, warehouse.Stamp, error) {
	s := r.scene(c)
	return s.book.Report(from, to, c.AsOf, c.Currency, s.who), s.stamp, nil
}

// Flow implements Asked.
func (r *Reference) Flow(_ context.Context, c warehouse.Cut, bounds []int64) ([]wheel.Flow, warehouse.Stamp, error) {
	s := r.scene(c)
	return s.book.StockFlow(bounds, c.AsOf, s.who), s.stamp, nil
}

// Gain implements Asked.
func (r *Reference) Gain(_ context.Context, c warehouse.Cut, horizon int64) (wheel.Gain, warehouse.Stamp, error) {
	s := r.scene(c)
	return s.book.Gain(c.AsOf, horizon, s.who), s.stamp, nil
}

// Value implements Asked.
func (r *Reference) Value(_ context.Context, c warehouse.Cut, q value.Question) (value.Report, warehouse.Stamp, error) {
	s := r.scene(c)
	q.Now, q.Zone, q.Currency = c.AsOf, c.Zone, c.Currency
	return value.Read(q, func(yield func(int64, []wheel.Buy) bool) {
		for _, p := range s.chosen() {
			if l, _ := s.book.Life(p.id); len(l.Buys) > 0 && !yield(p.id, l.Buys) {
				return
			}
		}
	}), s.stamp, nil
}

// People implements Asked.
func (r *Reference) People(_ context.Context, c warehouse.Cut, q warehouse.PeopleQuestion) (rows []warehouse.PersonRow, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	if q.Latest {
		return s.latest(q), s.stamp, nil
	}
	for _, p := range s.chosen() {
		row := s.row(p)
		asked := q.Among == nil || slices.Contains(slices.Collect(q.Among), p.id)
		if asked && p.id > q.After && len(rows) < q.Limit && (q.Stage == nil || *q.Stage == row.Stage) {
			rows = append(rows, row)
		}
	}
	return rows, s.stamp, nil
}

// latest sorts everybody, and cuts the page out.
func (s *scene) latest(q warehouse.PeopleQuestion) (rows []warehouse.PersonRow) {
	for _, p := range s.chosen() {
		if row := s.row(p); q.Stage == nil || *q.Stage == row.Stage {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b warehouse.PersonRow) int {
		return cmp.Or(cmp.Compare(b.LastSeen, a.LastSeen), cmp.Compare(a.Person, b.Person))
	})
	if q.After != 0 {
		before := func(row warehouse.PersonRow) bool {
			return row.LastSeen > q.Seen || row.LastSeen == q.Seen && row.Person <= q.After
		}
		rows = slices.DeleteFunc(rows, before)
	}
	return rows[:min(q.Limit, len(rows))]
}

func (s *scene) row(p *someone) warehouse.PersonRow {
	l, _ := s.book.Life(p.id)
	row := warehouse.PersonRow{Person: p.id, FirstSeen: p.events[0].At, Since: p.events[0].At, LastSeen: p.lastSeen(), Purchases: len(l.Buys)}
	for _, m := range l.Moves {
		row.Stage, row.Since = m.To, m.At
	}
	for _, b := range l.Buys {
		if b.Currency == s.cut.Currency {
			row.Revenue += b.Value
		}
	}
	return row
}

// lastSeen is the last sign of somebody, or when they came to be known.
func (p *someone) lastSeen() int64 {
	for _, e := range slices.Backward(p.events) {
		if !timeline.Aside(e.Name) {
			return e.At
		}
	}
	return p.events[0].At
}

// Person implements Asked. It gives the whole timeline in one page.
func (r *Reference) Person(_ context.Context, c warehouse.Cut, q warehouse.TimelineQuestion) (t warehouse.Timeline, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	i := slices.IndexFunc(s.people, func(p *someone) bool { return p.id == s.person(q.Person) })
	if i < 0 || !s.who(s.people[i].id) {
		return t, s.stamp, fmt.Errorf("person %d: %w", q.Person, flow.ErrNotFound)
	}
	p := s.people[i]
	l, _ := s.book.Life(p.id)
	t = warehouse.Timeline{PersonRow: s.row(p), Moves: l.Moves, Events: s.events(p)}
	for _, o := range s.sorted() {
		if s.person(o.ID) == p.id {
			t.Profiles = append(t.Profiles, o)
		}
	}
	return t, s.stamp, nil
}

func (s *scene) events(p *someone) (all []warehouse.TimelineEvent) {
	for i, e := range p.events {
		all = append(all, warehouse.TimelineEvent{
			ID: e.ID, Name: e.Name, Source: e.Source, Currency: e.Currency, Meaning: p.Events[i].Kind.Meaning(), At: e.At, ReceivedAt: e.ReceivedAt,
			HasValue: e.HasValue, Value: e.Value, Sale: e.Sale, Team: e.Team, Campaign: e.Campaign, Properties: e.Properties,
		})
	}
	for _, d := range s.derived(p) {
		all = append(all, warehouse.TimelineEvent{Name: d.name, Derived: true, At: d.at, ReceivedAt: d.cause.ReceivedAt, Meaning: s.kind(d.name, nil, true).Meaning()})
	}
	slices.SortStableFunc(all, func(a, b warehouse.TimelineEvent) int { return cmp.Compare(a.At, b.At) })
	slices.Reverse(all)
	return all
}

// CountImport implements Asked.
func (r *Reference) CountImport(_ context.Context, imported int64) (events, among int64, err error) {
	s, people := r.scene(warehouse.Cut{KnownAt: wheel.Forever, AsOf: wheel.Forever}), map[int64]bool{}
	for _, e := range r.log.entries[:r.seq] {
		for _, ev := range e.batch.Events {
			if ev.Import == imported {
				events++
				people[s.person(ev.Profile)] = true
			}
		}
	}
	return events, int64(len(people)), nil
}

// Advocates implements Asked.
func (r *Reference) Advocates(_ context.Context, c warehouse.Cut) ([]wheel.Advocate, warehouse.Stamp, error) {
	s := r.scene(c)
	return s.book.Advocates(c.AsOf, c.Currency, s.who), s.stamp, nil
}

// Buyers implements Asked.
func (r *Reference) Buyers(_ context.Context, c warehouse.Cut, q value.Question) (all []warehouse.Buyer, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	q.Now, q.Zone, q.Currency = c.AsOf, c.Zone, c.Currency
	for _, p := range s.chosen() {
		l, _ := s.book.Life(p.id)
		for _, customer := range value.Customers(q, maps.All(map[int64][]wheel.Buy{p.id: l.Buys})) {
			all = append(all, warehouse.Buyer{Person: p.id, Customer: customer})
		}
	}
	return all, s.stamp, nil
}
