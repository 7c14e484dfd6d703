// Package warehouse is what may be asked of a company's history, and of whom: events and everything counted from
// them. duckdb answers on one machine; the interface asks whole questions, so that a cluster can answer them where
// the data lies. warehousetest holds every implementation to the definitions in package wheel.
package warehouse

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/hub/timeline"
	"banhda/wheel"
	"banhda/wheel/lift"
	"banhda/wheel/value"
)

// Cut is the one state of the world a readout is made from.
type Cut struct {
	// AsOf is the readout's now, in event time, microseconds.
	AsOf int64
	// KnownAt leaves out whatever was received at or after it; wheel.Forever: everything.
	KnownAt int64
	// Zone cuts days, weeks and months.
	Zone *time.Location
	// Currency is the workspace's; values in others are listed apart.
	Currency string
	// Segment chooses people, once, as known at AsOf; nil: everybody.
	Segment *segment.Expr
	// Within are the only people there are for who asks, ascending by id; nil: everybody.
	Within []int64
	// Progress, where not nil, is told how far a long answer is: done of total, any unit.
	Progress func(done, total int64)
}

// Stamp says what an answer was made from.
type Stamp struct {
	Seq          int64
	RulesVersion int64
}

// FunnelQuestion asks who went through steps, one after the other.
type FunnelQuestion struct {
	From, To  int64
	Steps     []segment.Step
	Window    int64 // microseconds; 0: none given
	Order     wheel.Order
	Breakdown string // property of the first step's event; empty: none
}

// RetentionQuestion asks who came back.
type RetentionQuestion struct {
	From, To      int64
	First, Return segment.Step
	Every         wheel.Calendar
	Periods       int
	Unbounded     bool
}

// Spec is the question as package wheel takes it.
func (q RetentionQuestion) Spec(c Cut) wheel.RetentionSpec {
	return wheel.RetentionSpec{
		From: q.From, To: q.To, Now: c.AsOf, Every: q.Every, Zone: c.Zone, Periods: q.Periods, Unbounded: q.Unbounded,
		Same: same(q.First, q.Return),
	}
}

// same reports whether two steps ask for the same.
func same(a, b segment.Step) bool {
	if a.Stage != nil || b.Stage != nil {
		return a.Stage != nil && b.Stage != nil && *a.Stage == *b.Stage
	}
	if a.Where == nil || b.Where == nil {
		return a.Event == b.Event && a.Where == nil && b.Where == nil
	}
	return a.Event == b.Event && a.Where.String() == b.Where.String()
}

// PeopleQuestion asks for a list, ordered by person id, or by who was seen last.
type PeopleQuestion struct {
	Stage *wheel.Stage
	// Among are ids in order, which are looked at one by one for as long as the page has room; nil: everybody.
	Among iter.Seq[int64]
	After int64 // person id of the page's last row before; 0: from the start
	Limit int
	// Latest puts those first who were seen last; of the same instant the smaller id. It is not asked together with
	// Among. A page goes on behind After, who was last seen at Seen.
	Latest bool
	Seen   int64
}

// PersonRow is one line of a list of people.
type PersonRow struct {
	Person              int64
	Stage               wheel.Stage
	Since               int64 // entry into the stage
	FirstSeen, LastSeen int64
	Purchases           int
	Revenue             int64 // in the workspace's currency
}

// TimelineQuestion asks for one person's events, newest first.
type TimelineQuestion struct {
	Person int64
	Before string // cursor of the page before; empty: from the newest
	Limit  int
}

// TimelineEvent is one line of a person's timeline.
type TimelineEvent struct {
	ID, Name, Source, Currency string
	Meaning                    wheel.Meaning
	Derived                    bool
	At, ReceivedAt             int64
	HasValue                   bool
	Value                      int64
	Sale, Team, Campaign       string
	Properties                 json.RawMessage
}

// Timeline is a person as the history shows them. Person is the one the asked id resolves to after merges.
type Timeline struct {
	PersonRow
	Profiles []flow.Profile
	Moves    []wheel.Move // before the cut's now
	Events   []TimelineEvent
	Next     string // cursor; empty at the end
}

// Warehouse is a projection that can be asked. A question waits for nothing: it is answered from what was taken
// in, and the stamp says up to which entry. All answers of one cut agree with one another.
type Warehouse interface {
	flow.Projection
	Wheel(ctx context.Context, c Cut, from, to int64) (wheel.Report, Stamp, error)
	// Flow is stock and flow of the periods between ascending bounds: a year by month in one question.
	Flow(ctx context.Context, c Cut, bounds []int64) ([]wheel.Flow, Stamp, error)
	// Trend is how the wheel turned in the periods between ascending bounds.
	Trend(ctx context.Context, c Cut, bounds []int64) ([]TrendPeriod, Stamp, error)
	Gain(ctx context.Context, c Cut, horizon int64) (wheel.Gain, Stamp, error)
	Value(ctx context.Context, c Cut, q value.Question) (value.Report, Stamp, error)
	Funnel(ctx context.Context, c Cut, q FunnelQuestion) (wheel.FunnelReport, Stamp, error)
	Retention(ctx context.Context, c Cut, q RetentionQuestion) (wheel.RetentionReport, Stamp, error)
	// Lift counts the arms of an experiment, in order of their names.
	Lift(ctx context.Context, c Cut, q LiftQuestion) ([]lift.Arm, Stamp, error)
	People(ctx context.Context, c Cut, q PeopleQuestion) ([]PersonRow, Stamp, error)
	// Advocates are the promoters there are, in order of person, with what those brought whom they sent.
	Advocates(ctx context.Context, c Cut) ([]wheel.Advocate, Stamp, error)
	// Buyers are those who had bought by the question's day, in order of person. Now, zone and currency are the cut's.
	Buyers(ctx context.Context, c Cut, q value.Question) ([]Buyer, Stamp, error)
	// Care is what came after care was in touch with unhappy customers, in a period.
	Care(ctx context.Context, c Cut, from, to int64) (wheel.CareReport, Stamp, error)
	// List gives the rows behind a figure of Wheel, Funnel, Retention or Value: as many as the figure counts.
	List(ctx context.Context, c Cut, q ListQuestion) (ListReport, Stamp, error)
	// Person gives flow.ErrNotFound for somebody not known in the cut.
	Person(ctx context.Context, c Cut, q TimelineQuestion) (Timeline, Stamp, error)
	// Past gives the events and stage moves of some people in one order.
	Past(ctx context.Context, c Cut, q PastQuestion) (Past, Stamp, error)
	// LastContacts gives when each of the people was last in touch before the cut's now, in order of person; people nil:
	// everybody of the cut. Who never was is left out.
	LastContacts(ctx context.Context, c Cut, people []int64) ([]LastContact, Stamp, error)
	// Members gives, for each of some bound conditions of a history, the people of the cut who fulfil it.
	Members(ctx context.Context, c Cut, conditions []segment.Node) ([]*segment.Set, Stamp, error)
	// Deeds calls each with everybody of the cut, in order, and with when they did each of some bound deeds; times is good
	// until the next call.
	Deeds(ctx context.Context, c Cut, deeds []*segment.Did, each func(person int64, times func(deed int) []int64)) (Stamp, error)
	// Measured gives a field of the history of everybody in the cut who has it, in order of person.
	Measured(ctx context.Context, c Cut, field string) ([]Measure, Stamp, error)
	// CountImport counts the events that are stored of one import, and the people whom they are about.
	CountImport(ctx context.Context, imported int64) (events, people int64, err error)
	// Taken gives, of the entries from … to, those that are stored events, in order.
	Taken(ctx context.Context, from, to int64) ([]int64, error)
	// Arrived gives the stored events of the entries after < seq ≤ to that were not taken back, in order of entry, but for those
	// that came by some imports.
	Arrived(ctx context.Context, after, to int64, but []int64) ([]flow.Event, error)
	// Imported tells whom those of these events are about that came by imports: the profiles, each once, by import.
	Imported(ctx context.Context, after, to int64) (map[int64][]int64, error)
	// Moved gives the moves between stages that entries brought about, also on the lines of those who referred their
	// people, and those that time did; in order of instant and person.
	Moved(ctx context.Context, q MovedQuestion) ([]PastMove, error)
	// Quarantine gives the entries before the given one that cannot be read, the newest first.
	Quarantine(ctx context.Context, before int64, limit int) ([]flow.Quarantined, error)
	// Names are the names of events of [from, to), the most of the period first, then the most of all time, then by name.
	Names(ctx context.Context, c Cut, from, to int64) ([]EventName, Stamp, error)
	// Empty reports whether there is no event, or none that was not taken back.
	Empty(ctx context.Context) (bool, error)
	// Catalogue is the version in force.
	Catalogue(ctx context.Context) (timeline.Catalogue, int64, error)
	Close() error
}
