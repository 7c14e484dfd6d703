package warehouse

import "banhda/hub/segment"

// LiftQuestion asks how the arms of a randomised experiment fared. Who is in which arm is either said (Drawn), or read
// from the people's history: a field of theirs, and they take part from their first event on; else the first event with a
// property of the name, from which on they take part.
type LiftQuestion struct {
	Arm   string  // the field or property; empty where Drawn says it
	Drawn []Drawn // of one person the first counts
	// Goal is the event, or entry into a stage, at or after the instant from which somebody takes part; within Window of it
	// where Window is more than 0.
	Goal     segment.Step
	Window   int64
	From, To int64 // only goals of [From, To) count; 0: from the first, and before the cut's now
}

// Drawn is somebody whom chance put into an arm.
type Drawn struct {
	Person int64
	Arm    string
	At     int64
}

// LiftList is who is in an arm, or those of them who reached the goal.
type LiftList struct {
	LiftQuestion
	Named     string // the arm
	Converted bool
}
