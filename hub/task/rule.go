package task

import (
	"slices"
	"strings"

	"banhda/hub/calendar"
	"banhda/phrase"
)

// Rule makes tasks by itself, so that nobody is forgotten.
type Rule struct {
	ID     int64  `json:"-"`
	Name   string `json:"name" maxLength:"200"`
	Active bool   `json:"active"`
	When   string `json:"when" enum:"untouched,birthday,order" doc:"untouched: nobody was in touch for days; birthday; order: days after an order was placed"`
	// Where narrows whom it is about, in the grammar of conditions; of When order it is about orders.
	Where   string `json:"where,omitempty" maxLength:"2000" doc:"a condition, such as stage = prospect; left out: everybody"`
	Days    int    `json:"days" minimum:"0" maximum:"1000" doc:"without contact; before the birthday; after the order"`
	Working bool   `json:"working,omitempty" doc:"count working days only"`
	Title   string `json:"title" maxLength:"300" doc:"of the task; {name} stands for whom it is about"`
	Kind    Kind   `json:"kind" enum:"todo,call,meeting,email"`
	Within  int    `json:"within" minimum:"0" maximum:"100" doc:"working days in which it is to be done"`
	// Whose task it becomes where the record has no owner.
	Owner int64 `json:"-"`
	Team  int64 `json:"-"`
}

// The occasions of rules.
const (
	Untouched = "untouched"
	Birthday  = "birthday"
	AfterSale = "order"
)

// Check says what is wrong with a rule.
func (r *Rule) Check() error {
	r.Name, r.Title = strings.TrimSpace(r.Name), strings.TrimSpace(r.Title)
	switch {
	case r.Name == "":
		return phrase.Errorf("give the rule a name")
	case r.Title == "":
		return phrase.Errorf("say what is to be done")
	case !slices.Contains([]string{Untouched, Birthday, AfterSale}, r.When):
		return phrase.Errorf("%q is no occasion; those are untouched, birthday, order", r.When)
	case r.When == Untouched && r.Days < 1:
		return phrase.Errorf("after how many days without contact? Say 1 or more")
	case !slices.Contains(Kinds, r.Kind):
		return phrase.Errorf("%q is no kind of task; those are todo, call, meeting, email", string(r.Kind))
	case r.Days < 0 || r.Days > 1000 || r.Within < 0 || r.Within > 100:
		return phrase.Errorf("days are at most 1000, and at most 100 to do it in")
	}
	return nil
}

// Before is the instant such that who was in touch before it was left alone for the days of the rule. Days are counted
// whole: the day of the contact is none of them.
func (r Rule) Before(now int64, c *calendar.Calendar) int64 {
	d := c.Today(now)
	for left := r.Days; left > 0; d-- {
		if !r.Working || len(c.Hours(d)) > 0 {
			left--
		}
	}
	return (d + 1).At(0, c.Zone()).UnixMicro()
}

// Falls is the next birthday from today on of somebody born on a day, which is as it stands in the calendar they keep it
// by: 0 of a year of birth that is not known is no matter.
func Falls(born calendar.Day, lunar bool, today calendar.Day) calendar.Day {
	if lunar {
		l := calendar.ToLunar(born)
		return calendar.NextLunar(l.Month, l.Day, today)
	}
	_, month, day := born.Date()
	return calendar.NextYearly(int(month), day, today)
}

// Make is the task a rule makes about a record called name, whose owner and team it gets, for a cause.
func (r Rule) Make(name, cause string, owner, team, now int64, c *calendar.Calendar) Task {
	t := Task{Title: strings.ReplaceAll(r.Title, "{name}", name), Kind: r.Kind, Rule: r.ID, Cause: cause, Owner: owner, Team: team, Creator: "system", Remind: []int{0}}
	if owner == 0 && team == 0 {
		t.Owner, t.Team = r.Owner, r.Team
	}
	day := c.Today(now)
	if r.Within > 0 {
		day = c.AddDays(day, r.Within)
	}
	_ = t.Due(day.String(), 0, c.Zone()) // a day writes itself so that it can be read
	return t
}
