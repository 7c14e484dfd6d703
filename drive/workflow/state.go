package workflow

// State is where a run stands. The zero State with a Node is one that has just entered there.
type State struct {
	Node string `json:"node"`
	// Waiting says that the node was entered and is waited at; otherwise it is still to be carried out.
	Waiting bool `json:"waiting,omitempty"`
	// Due is when the run goes on by itself; 0: only by an event.
	Due int64 `json:"due,omitempty"`
	// Since is when it came to the node.
	Since int64 `json:"since"`
	// Arms are the paths that chance chose, by the node of the split.
	Arms map[string]int `json:"arms,omitempty"`
	// Steps are how many nodes were carried out.
	Steps int `json:"steps,omitempty"`
	// Outcome is how it ended; empty: it has not.
	Outcome Outcome `json:"outcome,omitempty"`
}

// Outcome is how a run ended.
type Outcome string

// The outcomes. Failed is not the engine's: it is for who carries effects out and cannot.
const (
	Finished Outcome = "finished"
	Goaled   Outcome = "goal"
	Stopped  Outcome = "stopped" // by somebody of the house, or because the person was merged into one who is in it
	Failed   Outcome = "failed"
	Worn     Outcome = "worn" // it went round for longer than any run should
)

// mostSteps bounds a run that goes round and round.
const mostSteps = 2000

// Begin is the state of somebody who enters.
func Begin(d *Definition, now int64) State {
	return State{Node: d.Start, Due: now, Since: now}
}

// Occurrence is what lets a run go on: its time has come or, with an Event, something happened. The functions answer
// what nodes ask of the person and of the house; they must give the same for the same run and instant.
type Occurrence struct {
	Event *Event
	// Fits answers a condition on the person; known is false where it was not asked.
	Fits func(where string) (fits, known bool)
	// Day is when a day kept of the person comes next, as microseconds of its beginning; ok is false where none is kept.
	Day func(field string, shift int, now int64) (at int64, ok bool)
	// Hour is the next instant at which it is an hour (minutes of the day) in the person's zone; of a working day, where
	// that is asked for.
	Hour func(minute int, working bool, now int64) int64
	// Seed tells people apart where chance decides: the same for the same person in the same workflow, for ever.
	Seed uint64
}

// Effect is a line of a run's history: what a node did. Of an Act it is what is to be carried out.
type Effect struct {
	Node string   `json:"node"`
	Kind NodeKind `json:"kind"`
	Way  Way      `json:"way,omitempty"`
	Path int      `json:"path,omitempty"`  // of a branch or split: which, -1: none held
	Till int64    `json:"till,omitempty"`  // of a wait that begins
	By   string   `json:"by,omitempty"`    // the id of the event
	Name string   `json:"event,omitempty"` // its name
}

// Way says of an effect how it came.
type Way string

// The ways.
const (
	Began    Way = "began"    // waiting
	Heard    Way = "heard"    // the event came
	TimedOut Way = "timeout"  // it did not
	Passed   Way = "passed"   // there was nothing to wait for
	Reached  Way = "reached"  // the goal
	Ended    Way = "finished" // the end
)
