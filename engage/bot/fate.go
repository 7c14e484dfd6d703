package bot

// Fate is what became of a talk in a flow.
type Fate string

// The fates.
const (
	Waits     Fate = "waiting" // for an answer, at a step
	Through   Fate = "ended"   // the flow ended
	ToPerson  Fate = "person"  // a person got the talk
	ToMeeting Fate = "meeting" // times of meetings were offered
	ToFlow    Fate = "flow"    // it went on with another flow
	Left      Fate = "left"    // something else was asked
	Lapsed    Fate = "lapsed"  // an answer was waited for in vain
	NotKept   Fate = "unknown" // of talks before fates were kept: it went on from there
)

// Came is how far a talk came in a flow.
type Came struct {
	Begun   int64 // the entry by which the talk began to be led
	Version int64 // of the flow
	Step    string
	Fate    Fate
}

// Leaves is a talk that left the flow it stood in without an answer to it, given what the bot says now; false: it did not.
func (at *Flowing) Leaves(now *Reply) (came Came, left bool) {
	if at == nil || at.Run == 0 || now.Flow != nil && now.Flow.Run == at.Run {
		return came, false
	}
	came = Came{at.Run, at.Version, at.Step, Left}
	if now.Outcome == Handed {
		came.Fate = ToPerson
	}
	return came, true
}

// fate is that of a talk whose flow ended at a step.
func (s *Step) fate() Fate {
	if s != nil {
		switch s.Kind {
		case Person:
			return ToPerson
		case Book:
			return ToMeeting
		}
	}
	return Through
}

// Ends is how far a talk came whose flow ended, at the step it came to last and the one that speaks then; nil: none does.
func (at *Flowing) Ends(last, speaks *Step) Came {
	came := Came{Begun: at.Run, Version: at.Version, Fate: speaks.fate()}
	if last != nil {
		came.Step = last.ID
	}
	return came
}
