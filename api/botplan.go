package api

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/drive/workflow"
	"banhda/engage/bot"
)

// The conditions of a flow's definition that are asked of what was said, not of who says it. No condition on people reads so.
const (
	saidWay  = "said way " // with the number of the button
	saidWell = "said well"
)

// patience is how long an answer is waited for: who comes back later begins anew.
const (
	patience = "26w"
	waits    = 26 * 7 * 24 * time.Hour
)

// The nodes a step becomes, after its own.
const (
	nodeWait  = "_wait"  // for an answer
	nodeWay   = "_way"   // by the answer
	nodeAgain = "_again" // for an answer to what is asked once more
	nodeEnd   = "end"
)

// botPlan is a flow of the bot as the definition the engine of workflows walks.
type botPlan struct {
	*workflow.Definition
	flow *bot.Flow
}

// planOf lays a flow out: a step that speaks is an await of what is said to it, and parts by that. The ids of nodes hold the
// number of their step, so that a version that was published stays what it was, and a talk stays where it stands.
func planOf(f *bot.Flow) *botPlan {
	p := &botPlan{&workflow.Definition{Triggers: []workflow.Trigger{{ID: "talk", Kind: workflow.ByHand}}, Again: workflow.Again{When: workflow.Always}}, f}
	for i := range f.Steps {
		p.lay(i, &f.Steps[i])
	}
	if len(f.Steps) > 0 {
		p.Start = p.enters(f.Steps[0].ID)
	}
	if p.leadsTo(nodeEnd) {
		p.Nodes = append(p.Nodes, workflow.Node{ID: nodeEnd, Kind: workflow.Exit})
	}
	p.Ready()
	return p
}

func (p *botPlan) leadsTo(id string) bool {
	return slices.ContainsFunc(p.Nodes, func(n workflow.Node) bool { return slices.Contains(n.Exits(), id) })
}

func (p *botPlan) lay(i int, s *bot.Step) {
	id, next := nodeOf(i, ""), p.enters(s.Next)
	n := workflow.Node{ID: id, Name: s.ID, Kind: workflow.Exit} // of a person, of meetings, of another flow: there this one ends
	switch s.Kind {
	case bot.Menu:
		p.await(i, nodeWait, nodeOf(i, nodeWay))
		n = workflow.Node{ID: nodeOf(i, nodeWay), Kind: workflow.Branch, Else: nodeEnd}
		for way := range s.Ways {
			n.Paths = append(n.Paths, workflow.Path{Where: saidWay + strconv.Itoa(way), Next: p.enters(s.Ways[way].Next)})
		}
	case bot.Query:
		p.await(i, nodeWait, nodeOf(i, nodeWay))
		p.await(i, nodeAgain, next) // what is no answer then is passed over
		p.Nodes = append(p.Nodes, workflow.Node{ID: nodeOf(i, nodeWay), Kind: workflow.Branch, Paths: []workflow.Path{{Where: saidWell, Next: next}}, Else: nodeOf(i, nodeAgain)})
		if s.Field == "" {
			return
		}
		n = workflow.Node{ID: id, Kind: workflow.Branch, Paths: []workflow.Path{{Where: "exists " + s.Field, Next: next}}, Else: nodeOf(i, nodeWait)}
	case bot.Branch:
		n = workflow.Node{ID: id, Kind: workflow.Branch, Else: next}
		for _, w := range s.Ways {
			n.Paths = append(n.Paths, workflow.Path{Where: w.Where, Next: p.enters(w.Next)})
		}
	case bot.Act:
		n = workflow.Node{ID: id, Name: s.ID, Kind: workflow.Act, Action: s.Action, With: s.With, Next: next}
	}
	p.Nodes = append(p.Nodes, n)
}

func (p *botPlan) await(i int, which, next string) {
	p.Nodes = append(p.Nodes, workflow.Node{ID: nodeOf(i, which), Kind: workflow.Await, Event: botHeard, For: patience, Next: next, Else: nodeEnd})
}

// botHeard is what the awaits of flows wait for.
const botHeard = "Chat Answered"

// enters is the node at which a step begins; the end where there is none.
func (p *botPlan) enters(step string) string {
	i := slices.IndexFunc(p.flow.Steps, func(s bot.Step) bool { return s.ID == step })
	if i < 0 {
		return nodeEnd
	}
	if s := &p.flow.Steps[i]; s.Kind == bot.Menu || s.Kind == bot.Query && s.Field == "" {
		return nodeOf(i, nodeWait)
	}
	return nodeOf(i, "")
}

func nodeOf(i int, which string) string { return "s" + strconv.Itoa(i+1) + which }

// step is the step a node is of; nil: of none.
func (p *botPlan) step(node string) *bot.Step {
	number, _, _ := strings.Cut(strings.TrimPrefix(node, "s"), "_")
	if i, err := strconv.Atoi(number); err == nil && i > 0 && i <= len(p.flow.Steps) {
		return &p.flow.Steps[i-1]
	}
	return nil
}

// waiting is the state of a talk that waits at a step.
func (p *botPlan) waiting(step string, again bool, now int64) workflow.State {
	i := slices.IndexFunc(p.flow.Steps, func(s bot.Step) bool { return s.ID == step })
	which := nodeWait
	if again {
		which = nodeAgain
	}
	return workflow.State{Node: nodeOf(i, which), Waiting: true, Since: now}
}
