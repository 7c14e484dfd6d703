// Package task is what somebody has to do about somebody, and when: by hand, by a rule, once or again and again. It is
// pure; what is kept is kept by the store.
package task

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/phrase"
)

// Kind is a sort of task.
type Kind string

// The kinds.
const (
	ToDo    Kind = "todo"
	Call    Kind = "call"
	Meeting Kind = "meeting"
	Email   Kind = "email"
)

// Kinds are all there are.
var Kinds = []Kind{ToDo, Call, Meeting, Email}

// outcomes are how a task of a kind can end, and whether it was contact then.
var outcomes = map[Kind]map[string]bool{
	ToDo:    {"": false},
	Call:    {"reached": true, "no_answer": false, "busy": false, "wrong_number": false, "": false},
	Meeting: {"held": true, "missed": false, "": false},
	Email:   {"sent": true, "": false},
}

// Outcomes are how a task of a kind can end, beside simply being done.
func Outcomes(k Kind) (list []string) {
	for o := range outcomes[k] {
		if o != "" {
			list = append(list, o)
		}
	}
	slices.Sort(list)
	return list
}

// Logged is what the timeline hears of a task that was done: that somebody was called, met or written to, or that nobody
// was there. ok is false where it says nothing of the kind.
func (t Task) Logged() (l timeline.Logged, ok bool) {
	if t.DoneAt == 0 || t.Outcome == "" {
		return l, false
	}
	return timeline.Logged{Kind: string(t.Kind), Missed: !outcomes[t.Kind][t.Outcome], At: t.DoneAt, Outcome: t.Outcome, By: t.DoneBy}, true
}

// The priorities.
const (
	Low    = -1
	Normal = 0
	High   = 1
)

// Item is one line of a checklist.
type Item struct {
	Text string `json:"text" maxLength:"500"`
	Done bool   `json:"done"`
}

// Task is one thing to do. Instants are microseconds; 0: none.
type Task struct {
	ID        int64
	Title     string
	Note      string
	Kind      Kind
	Priority  int
	DueDay    string // 2026-11-22; empty: due at an instant, or never
	DueAt     int64  // of a day: the instant it ends
	Remind    []int  // minutes before it is due; of a day: before nine in the morning of it
	Repeat    *Repeat
	Checklist []Item
	Owner     int64 // a user; 0: a team's, or nobody's yet
	Team      int64
	About     record.Ref
	Creator   string // an actor
	Rule      int64  // that made it; 0: none
	Cause     string // of the rule
	Series    int64  // the first task of a repetition; 0: itself
	Snoozed   int64  // not shown as due until then
	DoneAt    int64
	DoneBy    string
	Outcome   string
	Version   int64
	CreatedAt int64
	UpdatedAt int64
	DeletedAt int64
}

const (
	longestTitle     = 300
	longestNote      = 20_000
	mostItems        = 100
	mostReminders    = 10
	earliestReminder = 60 * 24 * 60 // minutes: sixty days
)

// Check says what is wrong with a task, and puts its parts in order.
func (t *Task) Check() error {
	t.Title = strings.Join(strings.Fields(t.Title), " ")
	_, known := outcomes[t.Kind]
	switch {
	case t.Title == "":
		return phrase.Errorf("say what is to be done")
	case utf8.RuneCountInString(t.Title) > longestTitle:
		return phrase.Errorf("a task's title has at most %d characters; put the rest into its note", longestTitle)
	case utf8.RuneCountInString(t.Note) > longestNote:
		return phrase.Errorf("a task's note has at most %d characters", longestNote)
	case !known:
		return phrase.Errorf("%q is no kind of task; those are todo, call, meeting, email", string(t.Kind))
	case t.Priority < Low || t.Priority > High:
		return phrase.Errorf("a priority is -1, 0 or 1")
	case len(t.Checklist) > mostItems:
		return phrase.Errorf("a checklist has at most %d lines", mostItems)
	}
	return t.checkTimes()
}

func (t *Task) checkTimes() error {
	if t.DueDay != "" {
		if _, err := calendar.ParseDay(t.DueDay); err != nil {
			return err
		}
	}
	if t.Repeat != nil {
		if t.DueAt == 0 {
			return phrase.Errorf("what repeats needs a day it is due first")
		}
		if err := t.Repeat.check(); err != nil {
			return err
		}
	}
	slices.Sort(t.Remind)
	t.Remind = slices.Compact(t.Remind)
	if n := len(t.Remind); n > mostReminders || n > 0 && (t.Remind[0] < 0 || t.Remind[n-1] > earliestReminder) {
		return phrase.Errorf("a task has at most %d reminders, each at most %d days before", mostReminders, earliestReminder/24/60)
	}
	return nil
}

// Due sets when a task is due: on a day, at an instant, or never where both are zero. What is due on a day is overdue when
// the day has ended in the zone.
func (t *Task) Due(day string, at int64, zone *time.Location) error {
	t.DueDay, t.DueAt = day, at
	if day == "" {
		return nil
	}
	d, err := calendar.ParseDay(day)
	if err != nil {
		return err
	}
	t.DueAt = (d+1).At(0, zone).UnixMicro() - 1
	return nil
}

// morning is when one is reminded of what is due on a day, in minutes of it.
const morning = 9 * 60

// Reminders are the instants at which one is reminded, the first first.
func (t Task) Reminders(zone *time.Location) (list []int64) {
	if t.DueAt == 0 || t.DoneAt != 0 || t.DeletedAt != 0 {
		return nil
	}
	base := t.DueAt
	if d, err := calendar.ParseDay(t.DueDay); err == nil {
		base = d.At(morning, zone).UnixMicro()
	}
	for _, m := range slices.Backward(t.Remind) {
		list = append(list, base-int64(m)*time.Minute.Microseconds())
	}
	return list
}

// ToCome are the instants after now at which one is reminded. Of a task due at an hour it is that hour, where all it
// was to be reminded of at had passed by when it was set.
func (t Task) ToCome(now int64, zone *time.Location) []int64 {
	list := slices.DeleteFunc(t.Reminders(zone), func(at int64) bool { return at <= now })
	if len(list) == 0 && t.lastCall() > now {
		return []int64{t.lastCall()}
	}
	return list
}

// lastCall is the hour at which one may be reminded of a task for want of an earlier one; 0: there is none.
func (t Task) lastCall() int64 {
	if t.DueDay != "" || len(t.Remind) == 0 || t.DoneAt != 0 || t.DeletedAt != 0 {
		return 0
	}
	return t.DueAt
}

// RemindsAt reports whether an instant is, or was, one of ToCome.
func (t Task) RemindsAt(at int64, zone *time.Location) bool {
	return at != 0 && at == t.lastCall() || slices.Contains(t.Reminders(zone), at)
}

// Finish marks a task as done by an actor with an outcome; its error says which outcomes there are.
func (t *Task) Finish(actor, outcome string, now int64) error {
	if _, ok := outcomes[t.Kind][outcome]; !ok {
		return phrase.Errorf("%q is not how this can end; it ends as %s", outcome, strings.Join(append(Outcomes(t.Kind), "done"), ", "))
	}
	t.DoneAt, t.DoneBy, t.Outcome, t.Snoozed = now, actor, outcome, 0
	return nil
}
