package appointment

import (
	"time"

	"banhda/phrase"
)

// State is where an appointment stands.
type State string

// The states.
const (
	Reserved  State = "reserved" // for whoever chose the time and still has to say who they are
	Booked    State = "booked"
	Held      State = "held"
	Missed    State = "missed" // the customer did not come
	Cancelled State = "cancelled"
)

// States are all there are, in the order of an appointment's life.
var States = []State{Reserved, Booked, Held, Missed, Cancelled}

// Hold is how long a time is kept for who chose it.
const Hold = 10 * time.Minute

// Appointment is one meeting. Instants are microseconds.
type Appointment struct {
	ID        int64
	Page      int64
	Person    int64 // 0: nobody yet, or forgotten
	Hosts     []int64
	Owner     int64 // the first of the hosts
	Team      int64 // of the owner
	From, To  int64
	Before    int64 // kept free before it, microseconds
	After     int64
	State     State
	Until     int64  // of Reserved: until when
	UID       string // in calendars
	Sequence  int64  // of the invitation: one more with each change
	Title     string
	Place     string
	Language  string
	Zone      string // the customer's
	Answers   map[string]string
	Reason    string // why it was cancelled, as whoever did it wrote
	Answer    string // of the customer's calendar: ACCEPTED, DECLINED, TENTATIVE; empty: none came
	Outcome   string // what came of it, as the host wrote
	DueAt     int64  // when the next step is due; 0: none is
	CreatedAt int64
	Version   int64
}

// Taken is the time it takes.
func (a *Appointment) Taken() Taken { return Taken{a.From, a.To, a.Before, a.After} }

var (
	// ErrTaken is told to who comes second.
	ErrTaken = phrase.Errorf("somebody else has just taken this time; please choose another")
	// ErrLate is told to who chose a time and waited too long.
	ErrLate  = phrase.Errorf("the time you chose was kept for you for 10 minutes; please choose again")
	errOver  = phrase.Errorf("this appointment is over or was cancelled; book a new one")
	errAhead = phrase.Errorf("this appointment has not begun yet: what came of it can be said afterwards")
	errNone  = phrase.Errorf("only an appointment that was booked is held or missed")
)

// Confirm makes a booked one of what was reserved.
func (a *Appointment) Confirm(person, now int64) error {
	if a.State != Reserved || now > a.Until {
		return ErrLate
	}
	a.State, a.Person, a.Until = Booked, person, 0
	a.DueAt = a.next(now)
	return nil
}

// Move puts it to another time; that this is free is looked at elsewhere.
func (a *Appointment) Move(from, now int64) error {
	if a.State != Booked || a.From <= now {
		return errOver
	}
	a.From, a.To = from, from+a.To-a.From
	a.Sequence++
	a.Answer = ""
	a.DueAt = a.next(now)
	return nil
}

// Cancel calls it off.
func (a *Appointment) Cancel(reason string, now int64) error {
	if a.State != Booked || a.To <= now {
		return errOver
	}
	a.State, a.Reason, a.DueAt = Cancelled, reason, 0
	a.Sequence++
	return nil
}

// Finish says what came of it; what was said can be put right.
func (a *Appointment) Finish(held bool, outcome string, now int64) error {
	if a.State != Booked && a.State != Held && a.State != Missed {
		return errNone
	}
	if now < a.From {
		return errAhead
	}
	if a.State, a.Outcome, a.DueAt = Missed, outcome, 0; held {
		a.State = Held
	}
	return nil
}

// Answered takes the answer of the customer's calendar; ok is false where it is to an invitation that is past, or no answer.
func (a *Appointment) Answered(answer string, sequence int64) (ok bool) {
	if a.State != Booked || sequence < a.Sequence || answer != "ACCEPTED" && answer != "DECLINED" && answer != "TENTATIVE" {
		return false
	}
	a.Answer = answer
	return true
}

// Step is what is done by itself about an appointment.
type Step string

// The steps.
const (
	DayBefore Step = "day-before" // the customer is reminded
	Soon      Step = "soon"       // and again
	Inform    Step = "inform"     // the hosts get their preparation
	AskAfter  Step = "ask-after"  // the host is asked what came of it
)

var steps = []struct {
	Step
	fromStart, fromEnd time.Duration // one of them
}{{DayBefore, -24 * time.Hour, 0}, {Soon, -2 * time.Hour, 0}, {Inform, -time.Hour, 0}, {AskAfter, 0, 10 * time.Minute}}

func (a *Appointment) stepAt(i int) int64 {
	if s := steps[i]; s.fromStart != 0 {
		return a.From + s.fromStart.Microseconds()
	}
	return a.To + steps[i].fromEnd.Microseconds()
}

// next is when the first step after an instant is due; 0: none is left.
func (a *Appointment) next(after int64) int64 {
	for i := range steps {
		if at := a.stepAt(i); at > after {
			return at
		}
	}
	return 0
}

// late is how late a step is still of use.
const late = 45 * time.Minute

// Take takes the step that is due, and says when the next is; empty: it is too late for it to be of use, or nothing is due.
func (a *Appointment) Take(now int64) (s Step) {
	if a.State != Booked || a.DueAt == 0 || a.DueAt > now {
		return ""
	}
	for i := range steps {
		if a.stepAt(i) == a.DueAt && (now-a.DueAt <= late.Microseconds() || steps[i].Step == AskAfter) {
			s = steps[i].Step
		}
	}
	a.DueAt = a.next(a.DueAt)
	return s
}
