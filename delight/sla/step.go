package sla

import (
	"slices"

	"banhda/phrase"
)

// Step is what happens to a ticket shortly before a clock runs out, or once it did. Each happens once for a clock: opened
// again, a ticket has new ones.
type Step struct {
	Clock  Clock `json:"clock"`  // empty: any of them
	Before int   `json:"before"` // minutes of the clock's hours that are left then; 0: it ran out
	Owner  bool  `json:"owner"`  // who has the ticket is told
	Lead   bool  `json:"lead"`   // who leads the team is told
	User   int64 `json:"user"`   // who gets the ticket; 0: nobody
	Team   int64 `json:"team"`   // which team gets it; 0: none
	Raise  bool  `json:"raise"`  // its priority is raised by one
}

func (s *Step) check() error {
	switch {
	case s.Clock != "" && !slices.Contains(Clocks, s.Clock):
		return phrase.Errorf("%q is no clock; those are first, next, resolution", string(s.Clock))
	case s.Before < 0 || s.Before > mostMinutes:
		return phrase.Errorf("write minutes, from 0 to %d; 0 promises nothing", mostMinutes)
	case !s.Owner && !s.Lead && s.User == 0 && s.Team == 0 && !s.Raise:
		return phrase.Errorf("say what happens: somebody is told, somebody else gets the ticket, or its priority is raised")
	}
	return nil
}

// About are the steps of terms about a clock that has so many minutes left.
func (t *Terms) About(c Clock, before int) (list []Step) {
	for _, s := range t.Steps {
		if s.Before == before && (s.Clock == "" || s.Clock == c) {
			list = append(list, s)
		}
	}
	return list
}

// Marks are how many minutes are left when something happens about a clock, the most first; the last is 0, when it runs
// out: that is told in any case.
func (t *Terms) Marks(c Clock) (list []int) {
	list = []int{0}
	for _, s := range t.Steps {
		if s.Clock == "" || s.Clock == c {
			list = append(list, s.Before)
		}
	}
	slices.SortFunc(list, func(a, b int) int { return b - a })
	return slices.Compact(list)
}

// Due is a mark of a spell with its instant.
type Due struct {
	Mark int
	At   int64
}

// Ahead is the first mark of a spell that was not told; not ok where nothing is to come: it stands still, has no target
// or was told of everything. Of one that ended too late nothing but that is told.
func Ahead(t *Terms, s *Spell, told []int) (d Due, ok bool) {
	if s.Ended != 0 {
		if !s.Broken || slices.Contains(told, 0) {
			return d, false
		}
		return Due{0, s.Due}, true
	}
	for _, mark := range t.Marks(s.Clock) {
		if slices.Contains(told, mark) {
			continue
		}
		if at := s.Reaches(mark); at != 0 {
			return Due{mark, at}, true
		}
	}
	return d, false
}

// priorities in the order in which they are raised.
var priorities = []string{"low", "normal", "high", "urgent"}

// Raised is the priority above one; the highest stays.
func Raised(priority string) string {
	at := max(0, slices.Index(priorities, priority))
	return priorities[min(at+1, len(priorities)-1)]
}
