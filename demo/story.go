package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// What the company is called, and the source its events come by.
const (
	Name     = "Cà phê Sương Mai"
	Source   = "sample"
	Currency = "VND"
)

// The teams, each pushing one segment of the wheel, as events call them everywhere: by care's name its rescues are found.
const (
	marketing = "marketing"
	sales     = "sales"
	care      = "care"
)

// story is what has been told so far.
type story struct {
	*calendar
	events   []timeline.Event
	arriving [][]*somebody // by day: friends who will come
	people   int
}

// Story tells everything that happened up to the local midnight before now, in order of time. The same day in the same
// zone gives the same events.
func Story(now time.Time, zone *time.Location) []timeline.Event {
	s := &story{calendar: newCalendar(now, zone), events: make([]timeline.Event, 0, 130_000)}
	s.arriving = make([][]*somebody, len(s.days))
	for i := range s.days {
		s.arrive(i)
	}
	slices.SortStableFunc(s.events, func(a, b timeline.Event) int { return cmp.Compare(a.At, b.At) })
	for i := range s.events {
		s.events[i].ID = fmt.Sprintf("%s-%06d", Source, i+1)
	}
	return s.events
}

// arrive tells the lives of all who first come on a day.
func (s *story) arrive(i int) {
	seed := random(i+1) * 0x2545f4914f6cdd1d
	for range seed.count(s.days[i].visitors) {
		w := s.newcomer()
		w.way = s.findWay(w, i)
		s.visit(w, i)
	}
	if s.days[i].appetite > 0 {
		for range seed.count(0.7 + 0.9*float64(i)/float64(len(s.days))) {
			s.walkIn(s.newcomer(), i)
		}
	}
	for _, w := range s.arriving[i] {
		s.acceptInvitation(w, i)
	}
}

func (s *story) newcomer() *somebody {
	s.people++
	return newSomebody(s.people)
}

// in reports whether a day is part of the story.
func (s *story) in(i int) bool { return i < len(s.days) }

// tell adds an event to somebody's life; what would happen after the story's end has not happened yet.
func (s *story) tell(at int64, who person.Identity, name string, p properties) *timeline.Event {
	e := timeline.Event{Name: name, At: at, Person: who, Properties: p.json()}
	if at >= s.end {
		return &e
	}
	s.events = append(s.events, e)
	return &s.events[len(s.events)-1]
}

// act is something one of our teams does for somebody; cost in đồng.
func (s *story) act(at int64, w *somebody, name, team, campaign string, cost int64, p properties) {
	e := s.tell(at, w.reached(), name, p)
	e.Team, e.Campaign, e.Cost, e.Currency = team, campaign, &cost, Currency
}

// properties are name, value, name, value, …: texts and whole numbers.
type properties []any

func (p properties) json() []byte {
	if len(p) == 0 {
		return nil
	}
	b := []byte{'{'}
	for i := 0; i < len(p); i += 2 {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(timeline.AppendText(b, p[i].(string)), ':')
		switch v := p[i+1].(type) {
		case string:
			b = timeline.AppendText(b, v)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		}
	}
	return append(b, '}')
}

// minutes and hours are lengths of time in microseconds.
func minutes(n float64) int64 { return int64(n * 60e6) }
func hours(n float64) int64   { return int64(n * 3600e6) }

// waking is an hour at which people do things: few at night, most in the evening.
func (r *random) waking() float64 {
	return pick(r, []choice[float64]{{1, 5}, {6, 7}, {8, 9}, {7, 11}, {6, 13}, {6, 15}, {6, 17}, {11, 19}, {11, 20.5}, {4, 22}}) + 1.9*r.unit()
}

// office is an hour at which our teams work.
func (r *random) working() float64 { return 8.2 + 9*r.unit() }
