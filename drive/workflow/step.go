package workflow

import (
	"maps"

	"banhda/hub/calendar"
)

// Step moves a run as far as it goes: to where it waits, to a condition that was not answered, or to its end. The same
// inputs give the same outputs. A run that is stopped by an unanswered condition is due at once.
func Step(d *Definition, s State, o Occurrence, now int64) (State, []Effect) {
	w := walk{Definition: d, State: s, Occurrence: o, now: now}
	w.Arms = maps.Clone(s.Arms)
	switch {
	case s.Outcome != "":
	case o.Event != nil:
		w.hear()
	case s.Due != 0 && s.Due <= now:
		w.goOn()
	}
	return w.State, w.effects
}

// walk is one call of Step.
type walk struct {
	*Definition
	State
	Occurrence
	now     int64
	effects []Effect
	acted   bool // what was answered before may not hold any more
}

// hear takes an event. It only opens the way: what follows is done when the run is due, which it then is.
func (w *walk) hear() {
	n := w.Definition.Node(w.State.Node)
	switch {
	case w.Reaches(w.Event):
		w.note(Effect{Node: w.State.Node, Kind: Reach, Way: Reached, By: w.Event.ID, Name: w.Event.Name})
		w.end(Goaled)
	case n != nil && n.Kind == Await && w.Waiting && w.is(w.Event, n.Event, n.If):
		w.note(Effect{Node: n.ID, Kind: Await, Way: Heard, By: w.Event.ID, Name: w.Event.Name})
		w.to(n.Next)
		w.Due = w.now
	}
}

// goOn carries out one node after the other.
func (w *walk) goOn() {
	if w.Goal != nil && w.Goal.Where != "" {
		if fits, known := w.fits(w.Goal.Where); known && fits {
			w.note(Effect{Node: w.State.Node, Kind: Reach, Way: Reached})
			w.end(Goaled)
			return
		}
	}
	if w.Waiting {
		w.leave(w.Definition.Node(w.State.Node))
	}
	for w.Outcome == "" && !w.Waiting {
		n := w.Definition.Node(w.State.Node)
		switch {
		case n == nil: // an edge that leads nowhere is not published
			w.end(Finished)
		case w.Steps == mostSteps:
			w.end(Worn)
		case !w.pass(n):
			w.Due = w.now
			return
		}
	}
}

// leave goes on from a node whose time has come.
func (w *walk) leave(n *Node) {
	switch {
	case n == nil:
		w.end(Finished)
	case n.Kind == Await:
		w.note(Effect{Node: n.ID, Kind: Await, Way: TimedOut})
		w.to(n.Else)
	default:
		w.to(n.Next)
	}
}

// pass carries one node out; false: it asks what was not answered.
func (w *walk) pass(n *Node) bool {
	switch n.Kind {
	case Wait:
		w.wait(n)
	case Await:
		w.await(n)
	case Branch:
		return w.branch(n)
	case Split:
		at := w.arm(n)
		if w.Arms == nil {
			w.Arms = map[string]int{}
		}
		w.Arms[n.ID] = at
		w.note(Effect{Node: n.ID, Kind: Split, Path: at})
		w.to(n.Paths[at].Next)
	case Act:
		w.note(Effect{Node: n.ID, Kind: Act})
		w.acted = true
		w.to(n.Next)
	case Reach:
		w.note(Effect{Node: n.ID, Kind: Reach, Way: Reached})
		w.end(Goaled)
	default:
		w.note(Effect{Node: n.ID, Kind: Exit, Way: Ended})
		w.end(Finished)
	}
	return true
}

func (w *walk) wait(n *Node) {
	till, ok := w.till(n)
	if !ok && n.Else != "" {
		w.note(Effect{Node: n.ID, Kind: Wait, Way: Passed})
		w.to(n.Else)
		return
	}
	if !ok || till <= w.now {
		w.note(Effect{Node: n.ID, Kind: Wait, Way: Passed})
		w.to(n.Next)
		return
	}
	w.Waiting, w.Due = true, till
	w.note(Effect{Node: n.ID, Kind: Wait, Way: Began, Till: till})
}

// till is when a wait ends; ok is false where the person has no such day.
func (w *walk) till(n *Node) (int64, bool) {
	switch {
	case n.Field != "":
		at, ok := w.Day(n.Field, n.Shift, w.now)
		if minute, err := calendar.ParseClock(n.Hour); ok && n.Hour != "" && err == nil {
			at += int64(minute) * 60_000_000
		}
		return at, ok
	case n.Hour != "":
		minute, err := calendar.ParseClock(n.Hour)
		return w.Hour(minute, n.Working, w.now), err == nil
	}
	length, err := ParseLength(n.For)
	return w.now + length, err == nil
}

func (w *walk) await(n *Node) {
	length, err := ParseLength(n.For)
	w.Waiting, w.Due = true, 0
	if err == nil {
		w.Due = w.now + length
	}
	w.note(Effect{Node: n.ID, Kind: Await, Way: Began, Till: w.Due, Name: n.Event})
}

func (w *walk) branch(n *Node) bool {
	at := -1
	for i, p := range n.Paths {
		fits, known := w.fits(p.Where)
		if !known {
			return false
		}
		if fits {
			at = i
			break
		}
	}
	w.note(Effect{Node: n.ID, Kind: Branch, Path: at})
	if at < 0 {
		w.to(n.Else)
	} else {
		w.to(n.Paths[at].Next)
	}
	return true
}

func (w *walk) fits(where string) (fits, known bool) {
	if w.acted || w.Fits == nil {
		return false, false
	}
	return w.Fits(where)
}

func (w *walk) to(node string) {
	w.State.Node, w.Waiting, w.Due, w.Since = node, false, 0, w.now
	w.Steps++
}

func (w *walk) end(how Outcome) { w.Outcome, w.Waiting, w.Due = how, false, 0 }

func (w *walk) note(e Effect) { w.effects = append(w.effects, e) }

// Asks are the conditions a run at a node may ask before it waits or acts, each once. Whoever answers them all lets it go
// on as far as it can.
func (d *Definition) Asks(s State) (list []string) {
	if d.Goal != nil && d.Goal.Where != "" {
		list = append(list, d.Goal.Where)
	}
	seen := map[string]bool{}
	ask := func(where string) {
		for _, asked := range list {
			if asked == where {
				return
			}
		}
		list = append(list, where)
	}
	var visit func(id string, entered bool)
	visit = func(id string, entered bool) {
		n := d.Node(id)
		if n == nil || seen[id] || n.Kind == Act || n.waits() && entered && n.Field == "" {
			return
		}
		seen[id] = true
		if n.Kind == Branch {
			for _, p := range n.Paths {
				ask(p.Where)
			}
		}
		for _, next := range n.Exits() {
			visit(next, true)
		}
	}
	visit(s.Node, !s.Waiting)
	return list
}
