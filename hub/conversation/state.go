package conversation

import (
	"strings"
	"time"

	"banhda/hub/calendar"
	"banhda/phrase"
)

// Target is how long an answer may take, in working minutes; 0: as long as it takes.
type Target struct {
	First int `json:"first" minimum:"0" maximum:"100000" doc:"working minutes to the first answer; 0: no target"`
	Next  int `json:"next" minimum:"0" maximum:"100000" doc:"working minutes to each further answer; 0: no target"`
}

// Targets are those of each priority.
type Targets struct {
	High   Target `json:"high"`
	Normal Target `json:"normal"`
	Low    Target `json:"low"`
}

// UsualTargets are those of a house that has set none.
var UsualTargets = Targets{High: Target{15, 60}, Normal: Target{60, 240}, Low: Target{480, 960}}

// Of is the target of a priority.
func (t Targets) Of(p Priority) Target {
	switch p {
	case High:
		return t.High
	case Low:
		return t.Low
	}
	return t.Normal
}

// Clock reckons when answers are due: within working hours.
type Clock struct {
	Calendar *calendar.Calendar
	Targets  Targets
}

func (k Clock) due(since int64, minutes int) int64 {
	if since == 0 || minutes == 0 {
		return 0
	}
	return k.Calendar.Add(since, time.Duration(minutes)*time.Minute)
}

// Wind sets when answers are due, from since when they wait.
func (k Clock) Wind(c *Conversation) {
	of := k.Targets.Of(c.Priority)
	c.NextDueAt = 0
	if c.FirstAnsweredAt == 0 {
		c.FirstDueAt = k.due(c.WaitingSince, of.First)
	} else {
		c.NextDueAt = k.due(c.WaitingSince, of.Next)
	}
}

// Due is when the answer is due that they wait for now; 0: they wait for none.
func (c *Conversation) Due() int64 {
	switch {
	case c.WaitingSince == 0 || c.State == Closed:
		return 0
	case c.FirstAnsweredAt == 0:
		return c.FirstDueAt
	}
	return c.NextDueAt
}

// Heard is the conversation after something came in: it is open again where it was put off, and they wait, if they did
// not before. What a program wrote changes nothing but when something was said last.
func (c *Conversation) Heard(e *Entry, k Clock) {
	c.said(e)
	if e.Machine {
		return
	}
	c.Channel = e.Channel
	c.State, c.SnoozedUntil, c.ClosedAt = Open, 0, 0
	if c.WaitingSince == 0 && !c.Bot {
		c.WaitingSince = e.At
		k.Wind(c)
	}
}

// Answered is the conversation after it was answered. first says that they
// waited and nobody had answered before: programs do not count, and who writes first answers nobody.
func (c *Conversation) Answered(e *Entry, k Clock) (first bool) {
	c.said(e)
	c.Channel = e.Channel
	if Automatic(e.Author) || e.Machine {
		return false
	}
	first = c.FirstAnsweredAt == 0 && (c.WaitingSince != 0 || c.Bot)
	c.Bot, c.WaitingSince = false, 0
	if first {
		c.FirstAnsweredAt = e.At
	}
	k.Wind(c)
	return first
}

// TakenBack is the conversation after an answer was taken back that had not left yet: they wait again since before it.
func (c *Conversation) TakenBack(e *Entry, since int64, k Clock) {
	if c.FirstAnsweredAt == e.At {
		c.FirstAnsweredAt = 0
	}
	c.WaitingSince = since
	k.Wind(c)
}

// HandOver takes the conversation from its bot: from then on they wait for somebody.
func (c *Conversation) HandOver(now int64, k Clock) {
	if !c.Bot {
		return
	}
	c.Bot, c.State, c.SnoozedUntil = false, Open, 0
	c.WaitingSince = now
	k.Wind(c)
}

// Prioritise gives it a priority, and reckons anew what is due.
func (c *Conversation) Prioritise(p Priority, k Clock) error {
	if p < Low || p > High {
		return phrase.Errorf("a priority is -1, 0 or 1")
	}
	c.Priority = p
	k.Wind(c)
	return nil
}

// Snooze puts it off, until an instant or, with 0, until they write.
func (c *Conversation) Snooze(until, now int64) error {
	switch {
	case c.State == Closed:
		return phrase.Errorf("this conversation is closed; open it again first")
	case until != 0 && until <= now:
		return phrase.Errorf("put it off to an instant that is still to come")
	}
	c.State, c.SnoozedUntil = Snoozed, until
	return nil
}

// Close ends it: nobody waits any more.
func (c *Conversation) Close(now int64) {
	c.State, c.ClosedAt, c.SnoozedUntil, c.WaitingSince, c.Bot = Closed, now, 0, 0, false
}

// Reopen opens it again, by hand or because its time has come.
func (c *Conversation) Reopen() { c.State, c.ClosedAt, c.SnoozedUntil = Open, 0, 0 }

// Merge takes another conversation of the same person into this one, which is older.
func (c *Conversation) Merge(o *Conversation) {
	if o.LastAt > c.LastAt {
		c.LastAt, c.Preview, c.Channel = o.LastAt, o.Preview, o.Channel
	}
	if c.Subject == "" {
		c.Subject = o.Subject
	}
	if c.Assignee == 0 {
		c.Assignee = o.Assignee
	}
	if c.Team == 0 {
		c.Team = o.Team
	}
	if o.State == Open {
		c.Reopen()
	}
	c.Priority = max(c.Priority, o.Priority)
	c.Bot = c.Bot && o.Bot
	c.FirstAnsweredAt = earlier(c.FirstAnsweredAt, o.FirstAnsweredAt)
	c.WaitingSince = earlier(c.WaitingSince, o.WaitingSince)
	c.FirstDueAt, c.NextDueAt = earlier(c.FirstDueAt, o.FirstDueAt), earlier(c.NextDueAt, o.NextDueAt)
}

// earlier is the earlier of two instants of which either may be missing.
func earlier(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// longestPreview is how many letters of what was said a list shows.
const longestPreview = 160

func (c *Conversation) said(e *Entry) {
	c.LastAt = max(c.LastAt, e.At)
	c.Preview = Preview(e.Text)
}

// Preview is the beginning of a text, on one line.
func Preview(text string) string {
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > longestPreview {
		return string(line[:longestPreview-1]) + "…"
	}
	return string(line)
}
