package workflow

// Workflow is a definition under a name, with what became of it. Instants are microseconds.
type Workflow struct {
	ID        int64
	Name      string
	State     Life
	Version   int64  // the last that was published, which people enter; 0: none
	Draft     []byte // a definition that is being changed, as JSON; nil: it is as it was published last
	Publisher int64  // the user with whose rights it acts
	Recipe    string // it was made from; empty: none
	Hook      string // what is secret of its address; empty: it has none
	Edition   int64  // counts changes of the draft, the name and the state
	Scanned   string // the day for which its date triggers were looked at last
	CreatedAt int64
	UpdatedAt int64
}

// Life is how it stands with a workflow.
type Life string

// How it stands with a workflow. Of one that is paused nobody enters and nobody moves; of one that is ended nobody enters,
// and who is in it goes on to the end.
const (
	Drafted Life = "draft"
	Active  Life = "active"
	Paused  Life = "paused"
	Over    Life = "ended"
)

// Run is one person on their way through one version of a workflow.
type Run struct {
	ID, Workflow, Version int64
	Person                int64
	Trigger               string // its id
	Cause                 string // what fired it: of one workflow, nobody enters twice by the same cause
	Depth                 int    // how many workflows called one another up to this one
	State
	Began, Ended int64
	Action       int64 // the first act of what it changed; 0: it changed nothing
}

// Line is one line of a run's history.
type Line struct {
	ID, Run, At int64
	Entry
}

// Entry is what a line says.
type Entry struct {
	Effect
	Trigger string  `json:"trigger,omitempty"` // of the first line: by which they entered
	Outcome Outcome `json:"outcome,omitempty"` // of the last
	Actor   string  `json:"actor,omitempty"`   // who of the house stopped or moved it
	Why     string  `json:"why,omitempty"`     // it was left undone, in English
	Made    []Made  `json:"made,omitempty"`
}

// Made is something that carrying out an action made, and may have to be taken back.
type Made struct {
	Kind string `json:"kind"` // message, task, event, notice, webhook, change, list, quote
	ID   int64  `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	Out  bool   `json:"out,omitempty"` // of a list: the person was taken out of it
}

// The kinds of entries beside those of nodes.
const (
	Enter NodeKind = "enter"
	Moved NodeKind = "moved"
	End   NodeKind = "end"
)

// Tally is how many people are at a node of a version.
type Tally struct {
	Version int64
	Node    string
	People  int64
}
