package workflow

import (
	"bytes"
	"encoding/json"

	"banhda/hub/segment"
	"banhda/phrase"
)

// Definition is one version of a workflow. It comes from Read; then its parts are found and its conditions parsed.
type Definition struct {
	Triggers []Trigger `json:"triggers" nullable:"false" maxItems:"20"`
	// Where is a condition on people: only they enter. Empty: everybody.
	Where string `json:"where,omitempty" maxLength:"2000" doc:"a condition on people; only they enter"`
	Goal  *Goal  `json:"goal,omitempty" doc:"who reaches it leaves at once"`
	Again Again  `json:"again"`
	Start string `json:"start" maxLength:"40" doc:"the id of the first node"`
	Nodes []Node `json:"nodes" nullable:"false" maxItems:"200"`

	index map[string]*Node
	ifs   map[string]*segment.Expr // conditions on the properties of events, by their text
}

// Goal is what a workflow wants of somebody: that something happens, or that a condition holds. Either is enough.
type Goal struct {
	Event string `json:"event,omitempty" maxLength:"200" doc:"the name of an event"`
	If    string `json:"if,omitempty" maxLength:"2000" doc:"a condition on the event's properties"`
	Where string `json:"where,omitempty" maxLength:"2000" doc:"a condition on people"`
}

// Again says whether somebody who was in a workflow may enter it again.
type Again struct {
	When string `json:"when" enum:"never,after,always" doc:"never; after they left; or whenever a trigger fires, also while they are in it"`
	Cool string `json:"cool,omitempty" maxLength:"20" doc:"and not before this time since they entered last, such as 30d"`
}

// The policies of entering again.
const (
	Never  = "never"
	After  = "after"
	Always = "always"
)

// NodeKind is what a node does.
type NodeKind string

// The kinds of nodes.
const (
	Wait   NodeKind = "wait"   // for a time, until an hour, or until a day kept of the person
	Await  NodeKind = "await"  // for an event, or until a time has passed
	Branch NodeKind = "branch" // by the first condition that holds
	Split  NodeKind = "split"  // by chance, the same for the same person
	Act    NodeKind = "action"
	Reach  NodeKind = "goal" // the end, with the goal reached
	Exit   NodeKind = "exit" // the end
)

// Node is one node of the graph. Which members it has follows from its kind.
type Node struct {
	ID   string   `json:"id" maxLength:"40" doc:"small letters, digits and _"`
	Kind NodeKind `json:"kind" enum:"wait,await,branch,split,action,goal,exit"`
	Name string   `json:"name,omitempty" maxLength:"120" doc:"what people call it"`
	Next string   `json:"next,omitempty" maxLength:"40" doc:"of wait, await and action: where it goes on"`

	For     string `json:"for,omitempty" maxLength:"20" doc:"of wait and await: a length of time such as 30m, 12h, 3d, 2w"`
	Hour    string `json:"hour,omitempty" maxLength:"5" doc:"of wait: until this hour of the day, such as 09:00"`
	Working bool   `json:"working,omitempty" doc:"of wait until an hour: of a working day"`
	Field   string `json:"field,omitempty" maxLength:"60" doc:"of wait: until the day in this field of the person"`
	Shift   int    `json:"shift,omitempty" minimum:"-1000" maximum:"1000" doc:"of wait until a day: so many days after it; before it where negative"`
	Event   string `json:"event,omitempty" maxLength:"200" doc:"of await: the name of an event"`
	If      string `json:"if,omitempty" maxLength:"2000" doc:"of await: a condition on the event's properties"`
	Else    string `json:"else,omitempty" maxLength:"40" doc:"of await: where it goes on when the time has passed; of wait until a day: where the person has none; of branch: where no condition holds"`
	Paths   []Path `json:"paths,omitempty" maxItems:"20" doc:"of branch and split"`

	Action string         `json:"action,omitempty" maxLength:"40" doc:"of action: its kind, as workflow-actions lists them"`
	With   map[string]any `json:"with,omitempty" doc:"of action: its fields"`
}

// Path is one way out of a branch or a split.
type Path struct {
	Name    string `json:"name,omitempty" maxLength:"120"`
	Where   string `json:"where,omitempty" maxLength:"2000" doc:"of branch: a condition on people"`
	Weight  int    `json:"weight,omitempty" minimum:"0" maximum:"1000" doc:"of split"`
	Holdout bool   `json:"holdout,omitempty" doc:"of split: those left alone, for comparison"`
	Next    string `json:"next" maxLength:"40"`
}

// Read reads a definition from JSON. One that is incomplete is read, too: Check says what is missing.
func Read(body []byte) (*Definition, error) {
	d := &Definition{}
	r := json.NewDecoder(bytes.NewReader(body))
	r.DisallowUnknownFields()
	if err := r.Decode(d); err != nil {
		return nil, phrase.Errorf("this is no workflow: %w", err)
	}
	d.Ready()
	return d, nil
}

// Ready finds the parts of a definition that was not read by Read. Conditions that cannot be parsed hold for nobody.
func (d *Definition) Ready() {
	d.index, d.ifs = make(map[string]*Node, len(d.Nodes)), map[string]*segment.Expr{}
	for i := range d.Nodes {
		d.index[d.Nodes[i].ID] = &d.Nodes[i]
		d.parse(d.Nodes[i].If)
	}
	for i := range d.Triggers {
		d.parse(d.Triggers[i].If)
	}
	if d.Goal != nil {
		d.parse(d.Goal.If)
	}
}

func (d *Definition) parse(text string) {
	if e, err := segment.Parse(text); text != "" && err == nil {
		d.ifs[text] = e
	}
}

// Node is the node of an id; nil where there is none.
func (d *Definition) Node(id string) *Node { return d.index[id] }

// Exits are the ids of the nodes that may follow one, each way out once, in order.
func (n *Node) Exits() (ids []string) {
	switch n.Kind {
	case Wait:
		ids = append(ids, n.Next)
		if n.Field != "" && n.Else != "" {
			ids = append(ids, n.Else)
		}
	case Await:
		ids = append(ids, n.Next, n.Else)
	case Act:
		ids = append(ids, n.Next)
	case Branch, Split:
		for _, p := range n.Paths {
			ids = append(ids, p.Next)
		}
		if n.Kind == Branch {
			ids = append(ids, n.Else)
		}
	}
	return ids
}

// waits reports whether a run that is at the node has to wait there.
func (n *Node) waits() bool { return n.Kind == Wait || n.Kind == Await }

// Conditions are those on people that a definition asks anywhere, each as it stands.
func (d *Definition) Conditions() (list []string) {
	add := func(where string) {
		if where != "" {
			list = append(list, where)
		}
	}
	add(d.Where)
	if d.Goal != nil {
		add(d.Goal.Where)
	}
	for i := range d.Nodes {
		for _, p := range d.Nodes[i].Paths {
			add(p.Where)
		}
	}
	return list
}

// Events are the names of the events that let runs of this definition go on, or end.
func (d *Definition) Events() map[string]bool {
	names := map[string]bool{}
	for i := range d.Nodes {
		if d.Nodes[i].Kind == Await {
			names[d.Nodes[i].Event] = true
		}
	}
	if d.Goal != nil && d.Goal.Event != "" {
		names[d.Goal.Event] = true
	}
	return names
}
