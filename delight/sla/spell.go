package sla

import (
	"cmp"
	"slices"
	"time"
)

// Kind is what a moment is to the clocks.
type Kind string

// The kinds. What is none of them, such as another priority, only changes what holds from then on.
const (
	Opened   Kind = "opened"
	Heard    Kind = "heard"    // the customer wrote
	Answered Kind = "answered" // the team answered
	Ended    Kind = "ended"    // solved or closed
	Reopened Kind = "reopened"
	Changed  Kind = "changed"
)

// Moment is one thing that happened to a ticket, with what holds from then on.
type Moment struct {
	At       int64
	ID       int64 // of those at one instant the smaller came first
	Kind     Kind
	Status   string
	Priority string // as the clocks see it
}

// Calendar reckons working time.
type Calendar interface {
	Add(start int64, worked time.Duration) int64
	Between(a, b int64) time.Duration
}

// Calendars are those of each kind of hours.
type Calendars map[Hours]Calendar

// Spell is one time a clock ran, from the beginning to an answer or an end.
type Spell struct {
	Clock  Clock
	Began  int64
	Ended  int64         // 0: it goes on
	Silent bool          // it ended with the ticket, without an answer
	Paused bool          // it goes on, and stands still
	Target time.Duration // the last that held; 0: none
	Used   time.Duration // up to its end; of one that goes on, up to now
	Due    int64         // when the target ran out, or will; 0: it has none, or stands still before it ran out
	Broken bool          // it ran out before it ended and before now

	from int64         // of one that runs: since when nothing changed
	used time.Duration // and what was used before
	cal  Calendar
}

// Left is how much of the target is left; negative: how much more was used.
func (s *Spell) Left() time.Duration { return s.Target - s.Used }

// Reaches is when so many minutes are left; 0: never, as things stand. What ran out did, also where it stands still since.
func (s *Spell) Reaches(left int) int64 {
	if s.Ended != 0 || s.Due == 0 || s.Paused && !s.Broken {
		return 0
	}
	if left == 0 || s.Broken {
		return s.Due
	}
	return min(s.Due, s.cal.Add(s.from, max(0, s.Target-minutes(left)-s.used)))
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// Spells are all the times the clocks of a ticket ran, in order, as known at an instant; what lies behind it does not
// exist. Neither moments nor terms need be in order.
func Spells(terms []Since, cals Calendars, moments []Moment, now int64) []Spell {
	r := reckoning{cals: cals, now: now}
	for _, m := range moments {
		if m.At <= now {
			r.moments = append(r.moments, m)
		}
	}
	slices.SortStableFunc(r.moments, func(a, b Moment) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	r.terms = slices.SortedStableFunc(slices.Values(terms), func(a, b Since) int { return cmp.Compare(a.At, b.At) })
	r.turns()
	for i := range r.spells {
		r.reckon(&r.spells[i])
	}
	return r.spells
}

// reckoning is what becomes of a ticket's clocks.
type reckoning struct {
	cals    Calendars
	now     int64
	terms   []Since
	moments []Moment
	spells  []Spell
}

// running is the spell of a clock that goes on; nil: none does.
func (r *reckoning) running(c Clock) *Spell {
	for i := len(r.spells) - 1; i >= 0; i-- {
		if r.spells[i].Clock == c {
			if r.spells[i].Ended == 0 {
				return &r.spells[i]
			}
			return nil
		}
	}
	return nil
}

func (r *reckoning) begin(c Clock, at int64) {
	if r.running(c) == nil {
		r.spells = append(r.spells, Spell{Clock: c, Began: at})
	}
}

func (r *reckoning) end(c Clock, at int64, silent bool) {
	if s := r.running(c); s != nil {
		s.Ended, s.Silent = at, silent
	}
}

// turns begins and ends spells as things happened.
func (r *reckoning) turns() {
	open, known := false, false
	for _, m := range r.moments {
		switch {
		case m.Kind == Opened && !known:
			open, known = true, true
			r.begin(First, m.At)
			r.begin(Resolution, m.At)
		case !known:
		case m.Kind == Answered:
			r.end(First, m.At, false)
			r.end(Next, m.At, false)
		case m.Kind == Heard && open && r.running(First) == nil:
			r.begin(Next, m.At)
		case m.Kind == Ended && open:
			open = false
			r.end(First, m.At, true)
			r.end(Next, m.At, true)
			r.end(Resolution, m.At, false)
		case m.Kind == Reopened && !open:
			open = true
			r.begin(Next, m.At)
			r.begin(Resolution, m.At)
		}
	}
}

// holding is what holds within a stretch.
type holding struct {
	Moment
	terms *Terms
}

// at is what holds from an instant on.
func (r *reckoning) at(at int64) (h holding) {
	for _, m := range r.moments {
		if m.At > at {
			break
		}
		h.Moment = m
	}
	for i := range r.terms {
		if r.terms[i].At > at && h.terms != nil {
			break
		}
		h.terms = &r.terms[i].Terms
	}
	return h
}

// borders are the instants within a spell at which something else may begin to hold.
func (r *reckoning) borders(s *Spell) []int64 {
	list := []int64{s.Began}
	add := func(at int64) {
		if at > s.Began && at < cmp.Or(s.Ended, r.now+1) {
			list = append(list, at)
		}
	}
	for _, m := range r.moments {
		add(m.At)
	}
	for _, t := range r.terms {
		add(t.At)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// reckon adds up a spell, stretch by stretch: in each one status, one priority and one set of terms hold. What ran out
// once stays so, whatever is promised later.
func (r *reckoning) reckon(s *Spell) {
	borders := r.borders(s)
	for i, from := range borders {
		to, last := cmp.Or(s.Ended, r.now), i == len(borders)-1
		if !last {
			to = borders[i+1]
		}
		h := r.at(from)
		if h.terms == nil {
			return
		}
		s.cal = r.cals[h.terms.Hours]
		s.Target = minutes(h.terms.Targets.Of(h.Priority).Of(s.Clock))
		s.Paused = slices.Contains(h.terms.Pauses, h.Status)
		if s.Paused {
			continue
		}
		s.from, s.used = from, s.Used
		if !s.Broken && s.Target > 0 {
			due := s.cal.Add(from, max(0, s.Target-s.used))
			s.Broken = due < to
			if s.Broken || last {
				s.Due = due
			}
		}
		s.Used += s.cal.Between(from, to)
	}
	s.Paused = s.Paused && s.Ended == 0
}
