package warehouse

import "banhda/wheel"

// PastQuestion asks for what happened to some people: those of a company, or one.
type PastQuestion struct {
	People []int64
	Before string // cursor of the page before; empty: from the newest
	Limit  int    // events
}

// Past is a page of events, newest first, and every move between stages before the cut's now, the newest first.
type Past struct {
	Events []PastEvent
	Next   string // cursor; empty at the end
	Moves  []PastMove
}

// PastEvent is an event of somebody's timeline.
type PastEvent struct {
	Person int64
	Place  string `json:"-"` // as a cursor: what comes behind it
	TimelineEvent
}

// PastMove is a move of somebody between stages.
type PastMove struct {
	Person int64
	wheel.Move
}
