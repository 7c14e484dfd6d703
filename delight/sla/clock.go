package sla

import "time"

// State is where a clock stands.
type State string

// The states.
const (
	None    State = "none"    // nothing was promised, nobody waits, or the ticket ended before an answer was due
	Running State = "running" // in time so far
	Paused  State = "paused"  // it stands still
	Met     State = "met"
	Broken  State = "breached" // it ran out, whether or not it ended since
)

// Standing is how one clock of a ticket stands.
type Standing struct {
	Clock    Clock
	State    State
	Spell    *Spell  // the last one; nil: it never ran
	Breaches []Spell // every time it ran out, the last one too
}

// Left is how much working time is left; negative: how much too much was used.
func (s *Standing) Left() time.Duration {
	if s.Spell == nil {
		return 0
	}
	return s.Spell.Left()
}

// State is where one spell stands.
func (s *Spell) State() State {
	switch {
	case s.Broken:
		return Broken
	case s.Target == 0, s.Silent:
		return None
	case s.Ended != 0:
		return Met
	case s.Paused:
		return Paused
	}
	return Running
}

// Standings are how the clocks stand, of all spells of a ticket.
func Standings(spells []Spell) []Standing {
	list := make([]Standing, len(Clocks))
	for i, c := range Clocks {
		list[i] = Standing{Clock: c, State: None}
		for j := range spells {
			s := &spells[j]
			if s.Clock != c {
				continue
			}
			list[i].Spell, list[i].State = s, s.State()
			if s.Broken {
				list[i].Breaches = append(list[i].Breaches, *s)
			}
		}
	}
	return list
}

// Earliest is the deadline a ticket is worked on by: the first of the clocks that run; 0: none runs.
func Earliest(spells []Spell) (due int64) {
	for i := range spells {
		s := &spells[i]
		if s.Ended == 0 && !s.Paused && s.Due != 0 && (due == 0 || s.Due < due) {
			due = s.Due
		}
	}
	return due
}
