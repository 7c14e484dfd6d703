package workflow

import (
	"regexp"
	"slices"

	"banhda/hub/calendar"
	"banhda/hub/segment"
	"banhda/phrase"
	"banhda/wheel"
)

// Problem is what keeps a definition from being published, and where.
type Problem struct {
	Place string // the id of a node or trigger; empty: the workflow itself
	Field string // of it; empty: it itself
	Err   error
}

// House is what checking a definition asks of the house.
type House struct {
	Actions map[string]*Action
	// Condition says what is wrong with a condition on people.
	Condition func(where string) error
	// Names says what is wrong with a reference: to a template, a segment, a webhook, a field of people.
	Names func(kind FieldKind, name string) error
}

// The most of everything.
const (
	mostNodes    = 200
	mostTriggers = 20
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Check gives all that is wrong with a definition, and brings what it says of actions into its one form.
func (d *Definition) Check(h House) []Problem {
	c := check{Definition: d, House: h}
	c.triggers()
	c.settings()
	c.shape()
	for i := range d.Nodes {
		c.node(&d.Nodes[i])
	}
	if len(c.problems) == 0 {
		c.loops()
	}
	return c.problems
}

type check struct {
	*Definition
	House
	problems []Problem
}

func (c *check) wrong(place, field string, err error) {
	if err != nil {
		c.problems = append(c.problems, Problem{place, field, err})
	}
}

func (c *check) need(place, field, text string) bool {
	if text == "" {
		c.wrong(place, field, phrase.Errorf("this is needed"))
	}
	return text != ""
}

func (c *check) length(place, field, text string) {
	if _, err := ParseLength(text); text != "" {
		c.wrong(place, field, err)
	}
}

func (c *check) hour(place, field, text string) {
	if _, err := calendar.ParseClock(text); text != "" && err != nil {
		c.wrong(place, field, phrase.Errorf("%q is no hour; write 09:00", text))
	}
}

func (c *check) properties(place, field, text string) {
	if text != "" {
		_, err := segment.Parse(text)
		c.wrong(place, field, err)
	}
}

func (c *check) people(place, field, where string) {
	if where != "" {
		c.wrong(place, field, c.Condition(where))
	}
}

func (c *check) settings() {
	c.people("", "where", c.Where)
	if !slices.Contains([]string{Never, After, Always}, c.Again.When) {
		c.wrong("", "again", phrase.Errorf("say whether people may enter again: never, after or always"))
	}
	c.length("", "again", c.Again.Cool)
	if g := c.Goal; g != nil {
		if g.Event == "" && g.Where == "" {
			c.wrong("", "goal", phrase.Errorf("say which event or which condition is the goal"))
		}
		c.properties("", "goal", g.If)
		c.people("", "goal", g.Where)
	}
}

func (c *check) triggers() {
	if len(c.Triggers) == 0 {
		c.wrong("", "triggers", phrase.Errorf("say what lets people in"))
	}
	if len(c.Triggers) > mostTriggers {
		c.wrong("", "triggers", phrase.Errorf("at most %d triggers", mostTriggers))
	}
	seen := map[string]bool{}
	for i := range c.Triggers {
		t := &c.Triggers[i]
		c.id(t.ID, seen)
		c.trigger(t)
	}
}

func (c *check) id(id string, seen map[string]bool) {
	if !idForm.MatchString(id) || seen[id] {
		c.wrong(id, "id", phrase.Errorf("every step needs an id of its own: small letters, digits and _, a letter first"))
	}
	seen[id] = true
}

func (c *check) trigger(t *Trigger) {
	c.properties(t.ID, "if", t.If)
	switch t.Kind {
	case OnEvent:
		c.need(t.ID, "event", t.Event)
	case OnEntered, OnLeft:
		if c.need(t.ID, "segment", t.Segment) {
			c.wrong(t.ID, "segment", c.Names(ListField, t.Segment))
		}
	case OnStage:
		c.stage(t.ID, "from", t.From)
		c.stage(t.ID, "to", t.To)
	case OnWebhook:
		if len(t.Person) == 0 {
			c.wrong(t.ID, "person", phrase.Errorf("say where in the body the person stands, such as email at customer.email"))
		}
		for key := range t.Person {
			if !slices.Contains([]string{"user_id", "email", "phone", "name"}, key) {
				c.wrong(t.ID, "person", phrase.Errorf("%q identifies nobody; there are user_id, email, phone and name", key))
			}
		}
	case OnDate:
		if c.need(t.ID, "field", t.Field) && t.Field != FirstPurchase {
			c.wrong(t.ID, "field", c.Names(PersonField, t.Field))
		}
		c.hour(t.ID, "hour", t.Hour)
	case OnForm, ByHand:
	default:
		c.wrong(t.ID, "kind", phrase.Errorf("there is no trigger %q", string(t.Kind)))
	}
}

func (c *check) stage(place, field, stage string) {
	if _, ok := wheel.ParseStage(stage); stage != "" && !ok {
		c.wrong(place, field, phrase.Errorf("%q is no stage; there are stranger, prospect, customer, promoter and dormant", stage))
	}
}

// shape checks that every way leads somewhere and every node is led to.
func (c *check) shape() {
	if len(c.Nodes) > mostNodes {
		c.wrong("", "nodes", phrase.Errorf("at most %d steps", mostNodes))
	}
	seen, reached := map[string]bool{}, map[string]bool{}
	for i := range c.Nodes {
		c.id(c.Nodes[i].ID, seen)
	}
	if c.Definition.Node(c.Start) == nil {
		c.wrong("", "start", phrase.Errorf("say which step is the first"))
	}
	for open := []string{c.Start}; len(open) > 0; {
		n := c.Definition.Node(open[0])
		open = open[1:]
		if n == nil || reached[n.ID] {
			continue
		}
		reached[n.ID] = true
		open = append(open, n.Exits()...)
	}
	for i := range c.Nodes {
		n := &c.Nodes[i]
		if !reached[n.ID] {
			c.wrong(n.ID, "", phrase.Errorf("nothing leads to this step"))
		}
		for _, next := range n.Exits() {
			if c.Definition.Node(next) == nil {
				c.wrong(n.ID, "next", phrase.Errorf("a way out of this step leads nowhere; end it by an exit"))
				break
			}
		}
	}
}

func (c *check) node(n *Node) {
	switch n.Kind {
	case Wait:
		c.waiting(n)
	case Await:
		c.need(n.ID, "event", n.Event)
		if c.need(n.ID, "for", n.For) {
			c.length(n.ID, "for", n.For)
		}
		c.properties(n.ID, "if", n.If)
	case Branch:
		if len(n.Paths) == 0 || slices.ContainsFunc(n.Paths, func(p Path) bool { return p.Where == "" }) {
			c.wrong(n.ID, "paths", phrase.Errorf("say by which condition people part"))
		}
		for _, p := range n.Paths {
			if p.Where != "" {
				c.people(n.ID, "paths", p.Where)
			}
		}
	case Split:
		c.parts(n)
	case Act:
		c.acts(n)
	case Reach, Exit:
	default:
		c.wrong(n.ID, "kind", phrase.Errorf("there is no step %q", string(n.Kind)))
	}
}

func (c *check) waiting(n *Node) {
	switch {
	case n.Field != "":
		c.wrong(n.ID, "field", c.Names(PersonField, n.Field))
		if n.For != "" {
			c.wrong(n.ID, "for", phrase.Errorf("wait for a time, until an hour or until a day, not for two of them"))
		}
	case n.For != "" && n.Hour != "":
		c.wrong(n.ID, "for", phrase.Errorf("wait for a time, until an hour or until a day, not for two of them"))
	case n.For == "" && n.Hour == "":
		c.wrong(n.ID, "for", phrase.Errorf("say for how long, until which hour or until which day"))
	}
	c.length(n.ID, "for", n.For)
	c.hour(n.ID, "hour", n.Hour)
}

func (c *check) parts(n *Node) {
	weights := 0
	for _, p := range n.Paths {
		weights += p.Weight
	}
	if len(n.Paths) < 2 || weights == 0 {
		c.wrong(n.ID, "paths", phrase.Errorf("a split needs two ways or more, and weights"))
	}
}

func (c *check) acts(n *Node) {
	a := c.Actions[n.Action]
	if a == nil {
		c.wrong(n.ID, "action", phrase.Errorf("there is no action %q", n.Action))
		return
	}
	if n.With == nil {
		n.With = map[string]any{}
	}
	wrong := a.Check(n.With)
	for i := range a.Fields {
		f := &a.Fields[i]
		if name, ok := n.With[f.Key].(string); ok && wrong[f.Key] == nil {
			wrong[f.Key] = c.Names(f.Kind, name)
		}
		c.wrong(n.ID, f.Key, wrong[f.Key])
		delete(wrong, f.Key)
	}
	for key, err := range wrong {
		c.wrong(n.ID, key, err)
	}
}

// loops refuses circles in which nobody waits: a run would go round in them without an end.
func (c *check) loops() {
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(id string)
	visit = func(id string) {
		n := c.Definition.Node(id)
		if n.Kind == Await || n.Kind == Wait && n.Field == "" || state[id] == done {
			return
		}
		if state[id] == open {
			c.wrong(id, "next", phrase.Errorf("this step leads back to itself without a wait; put one in between"))
			return
		}
		state[id] = open
		for _, next := range n.Exits() {
			visit(next)
		}
		state[id] = done
	}
	for i := range c.Nodes {
		visit(c.Nodes[i].ID)
	}
}
