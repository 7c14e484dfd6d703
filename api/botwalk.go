package api

import (
	"encoding/json"
	"strconv"
	"strings"

	"banhda/drive/workflow"
	"banhda/engage/bot"
)

// walking is what moving a talk through flows asks of the house.
type walking interface {
	// Flow is a version that a talk is in; nil where it is there no more.
	Flow(version int64) (*bot.Flow, error)
	// leadsOn is the version that talks go on with in a flow, by its id; 0: none.
	leadsOn(flow string) (version int64, err error)
	// fulfils reports whether who talks fulfils a condition.
	fulfils(where string) (bool, error)
	// does notes that a step does something. It is done with what follows.
	does(at bot.Flowing, d botDoes)
	// settle does it now, where what follows asks what came of it; at is where the talk stands meanwhile.
	settle(at bot.Flowing) error
	// came notes how far the talk came in a flow.
	came(bot.Came)
}

// botDoes is something a step of a flow does.
type botDoes struct {
	plan   *botPlan
	run    workflow.Run
	effect workflow.Effect
	said   string // what was answered last
}

// walk has the engine of workflows move a talk from where it stands, by what was said, until it waits or the flow ends.
func walk(h walking, at bot.Flowing, said *bot.Said, now int64) (bot.Walked, error) {
	w := botWalk{walking: h, now: now, at: at, said: said}
	if said != nil && said.Well {
		w.at.Said = said.Text
	}
	for range mostFlows {
		there, err := w.open()
		if err == nil && there {
			err = w.move()
		}
		if err != nil || !there {
			return bot.Walked{}, err
		}
		switch s := w.rests; {
		case w.state.Outcome == "":
			place := w.place()
			place.Step = s.ID
			h.came(bot.Came{Begun: place.Run, Version: place.Version, Step: s.ID, Fate: bot.Waits})
			return bot.Walked{Step: s, Again: w.again, At: &place}, nil
		case s == nil || s.Kind != bot.Jump:
			h.came(w.at.Ends(w.last, s))
			return bot.Walked{Step: s}, nil
		}
		version, err := h.leadsOn(w.rests.Flow)
		ends := w.at.Ends(w.last, nil)
		if version != 0 {
			ends.Fate = bot.ToFlow
		}
		h.came(ends)
		if err != nil || version == 0 {
			return bot.Walked{}, err
		}
		w.at, w.said = bot.Flowing{Version: version, Run: w.at.Run, Said: w.at.Said}, nil
	}
	return bot.Walked{}, nil // they lead to one another: it ends
}

// mostFlows bounds how many flows lead to one another before somebody is asked something.
const mostFlows = 10

// botWalk is one talk being moved.
type botWalk struct {
	walking
	now  int64
	at   bot.Flowing
	said *bot.Said

	plan  *botPlan
	state workflow.State
	rests *bot.Step       // at which it came to rest, where that speaks or leads on
	last  *bot.Step       // it came to
	again bool            // for the second time
	known map[string]bool // conditions that were asked
	err   error           // of asking one
}

// open reads the flow and where the talk stands in it; false where the flow is there no more.
func (w *botWalk) open() (bool, error) {
	f, err := w.Flow(w.at.Version)
	if err != nil || f == nil {
		return false, err
	}
	w.plan, w.last = planOf(f), nil
	switch {
	case len(w.at.State) > 0:
		return true, json.Unmarshal(w.at.State, &w.state)
	case w.at.Step != "":
		w.state = w.plan.waiting(w.at.Step, w.at.Tries > 0, w.now)
	default:
		w.state = workflow.Begin(w.plan.Definition, w.now)
	}
	return true, nil
}

// move lets the engine go as far as it goes. Where a condition stands behind something that is done, that is done first.
func (w *botWalk) move() error {
	if w.said != nil && w.state.Waiting {
		w.step(&workflow.Event{Name: botHeard, At: w.now})
	}
	for w.state.Outcome == "" && !w.state.Waiting {
		acted := w.step(nil)
		if w.err != nil {
			return w.err
		}
		if acted && w.state.Outcome == "" && !w.state.Waiting {
			if err := w.settle(w.place()); err != nil {
				return err
			}
		}
	}
	return nil
}

// step is one step of the engine; it reports whether something is done by it.
func (w *botWalk) step(e *workflow.Event) (acted bool) {
	var effects []workflow.Effect
	w.known = map[string]bool{}
	w.state, effects = workflow.Step(w.plan.Definition, w.state, workflow.Occurrence{Event: e, Fits: w.fits}, w.now)
	for _, e := range effects {
		w.rests = nil
		if s := w.plan.step(e.Node); s != nil {
			w.last = s
		}
		switch {
		case e.Kind == workflow.Act:
			w.does(w.at, botDoes{plan: w.plan, effect: e, run: workflow.Run{Version: w.at.Version, State: w.state}})
			acted = true
		case e.Way == workflow.Began || e.Kind == workflow.Exit:
			w.rests, w.again = w.plan.step(e.Node), strings.HasSuffix(e.Node, nodeAgain)
		}
	}
	return acted
}

// fits answers a condition: of what was said, of what they just filled in, or of who they are.
func (w *botWalk) fits(where string) (fits, known bool) {
	if way, ok := strings.CutPrefix(where, saidWay); ok {
		return w.said != nil && strconv.Itoa(w.said.Way) == way, true
	}
	if where == saidWell {
		return w.said != nil && w.said.Well, true
	}
	fits, known = w.known[where]
	if !known {
		fits, w.err = w.fulfils(where)
		w.known[where] = fits
	}
	return fits, w.err == nil
}

// place is where the talk stands.
func (w *botWalk) place() bot.Flowing {
	state, _ := json.Marshal(w.state)
	return bot.Flowing{Version: w.at.Version, Run: w.at.Run, Said: w.at.Said, State: state}
}

// lapsed reports whether an answer was waited for in vain: the talk is in no flow any more.
func lapsed(at *bot.Flowing, now int64) bool {
	var state workflow.State
	return json.Unmarshal(at.State, &state) == nil && state.Due > 0 && state.Due <= now
}
