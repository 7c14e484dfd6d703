package task

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"banhda/hub/calendar"
	"banhda/hub/person"
	"banhda/hub/timeline"
)

func company(t *testing.T) *calendar.Calendar {
	return calendar.New(zone(t), calendar.Usual(), true, nil)
}

// done is a task due on a day and done on another.
func done(t *testing.T, due, on string, r Repeat) Task {
	t.Helper()
	one := Task{ID: 7, Title: "Gọi", Kind: Call, Repeat: &r, Checklist: []Item{{"hỏi thăm", true}}}
	if err := one.Due(due, 0, zone(t)); err != nil {
		t.Fatal(err)
	}
	if err := one.Check(); err != nil {
		t.Fatal(err)
	}
	day, err := calendar.ParseDay(on)
	if err != nil {
		t.Fatal(err)
	}
	if err := one.Finish("usr_1", "reached", day.At(10*60, zone(t)).UnixMicro()); err != nil {
		t.Fatal(err)
	}
	return one
}

func TestWhatRepeatsComesBack(t *testing.T) {
	for _, x := range []struct {
		due, done string
		repeat    Repeat
		want      string
	}{
		{"2026-11-23", "2026-11-23", Repeat{Every: "day"}, "2026-11-24"},
		{"2026-11-23", "2026-11-23", Repeat{Every: "working_day"}, "2026-11-25"}, // the 24th is a holiday
		{"2026-11-20", "2026-11-20", Repeat{Every: "working_day", Each: 2}, "2026-11-25"},
		{"2026-11-23", "2026-11-23", Repeat{Every: "week"}, "2026-11-30"},
		{"2026-11-23", "2026-12-09", Repeat{Every: "week"}, "2026-12-14"}, // late, and not twice
		{"2026-11-23", "2026-12-09", Repeat{Every: "week", After: true}, "2026-12-14"},
		{"2026-11-24", "2026-11-24", Repeat{Every: "week", Each: 2, On: []string{"tue", "thu"}}, "2026-11-26"},
		{"2026-11-26", "2026-11-26", Repeat{Every: "week", Each: 2, On: []string{"tue", "thu"}}, "2026-12-08"},
		{"2026-01-31", "2026-01-31", Repeat{Every: "month"}, "2026-02-28"},
		{"2026-01-31", "2026-03-05", Repeat{Every: "month"}, "2026-03-31"},
		{"2028-02-29", "2028-02-29", Repeat{Every: "year"}, "2029-02-28"},
		{"2026-04-26", "2026-04-26", Repeat{Every: "lunar_year"}, "2027-04-16"}, // 10/3
		{"2026-11-23", "2026-11-27", Repeat{Every: "day", Each: 3, After: true}, "2026-11-30"},
		{"2026-11-23", "2026-11-23", Repeat{Every: "month", Until: "2026-12-22"}, ""},
	} {
		next, ok := done(t, x.due, x.done, x.repeat).Next(company(t))
		if !ok {
			next.DueDay = ""
		}
		if next.DueDay != x.want {
			t.Errorf("%s, done %s, %+v: next on %s, not %s", x.due, x.done, x.repeat, next.DueDay, x.want)
		}
		if ok && (next.DoneAt != 0 || next.Outcome != "" || next.Checklist[0].Done || next.Series != 7 || next.ID != 0) {
			t.Errorf("of what was done stays: %+v", next)
		}
	}
}

// Whatever repeats comes next after it was done, and after it was due, at the same time of day.
func TestWhatRepeatsComesLater(t *testing.T) {
	c := company(t)
	for range 3000 {
		r := Repeat{Every: []string{"day", "working_day", "week", "month", "year", "lunar_year"}[rand.IntN(6)], Each: rand.IntN(4), After: rand.IntN(2) == 0}
		due := calendar.Date(2026, 1, 1) + calendar.Day(rand.IntN(700))
		at := due.At(9*60+30, zone(t)).UnixMicro()
		one := Task{ID: 1, Title: "x", Kind: ToDo, Repeat: &r, DueAt: at, DoneAt: at + rand.Int64N(90*24*3600)*1_000_000}
		next, ok := one.Next(c)
		if !ok || next.DueAt <= at || c.Today(next.DueAt) <= c.Today(one.DoneAt) || time.UnixMicro(next.DueAt).In(zone(t)).Format("15:04") != "09:30" {
			t.Fatalf("%+v, due %s, is next due %s (%t)", r, due, time.UnixMicro(next.DueAt), ok)
		}
	}
}

func TestWhatIsNoTask(t *testing.T) {
	for want, one := range map[string]Task{
		"say what":          {Kind: ToDo},
		"title has at most": {Title: strings.Repeat("ạ", 301), Kind: ToDo},
		"no kind":           {Title: "x", Kind: "party"},
		"priority":          {Title: "x", Kind: ToDo, Priority: 7},
		"checklist":         {Title: "x", Kind: ToDo, Checklist: make([]Item, 101)},
		"is not a day":      {Title: "x", Kind: ToDo, DueDay: "tomorrow"},
		"day it is due":     {Title: "x", Kind: ToDo, Repeat: &Repeat{Every: "day"}},
		"is no repetition":  {Title: "x", Kind: ToDo, DueAt: 1, Repeat: &Repeat{Every: "blue moon"}},
		"at most 10":        {Title: "x", Kind: ToDo, Remind: []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
		"60 days before":    {Title: "x", Kind: ToDo, Remind: []int{60*24*60 + 1}},
		"is no weekday":     {Title: "x", Kind: ToDo, DueAt: 1, Repeat: &Repeat{Every: "week", On: []string{"someday"}}},
		"every 1 to 100":    {Title: "x", Kind: ToDo, DueAt: 1, Repeat: &Repeat{Every: "week", Each: 101}},
	} {
		if err := one.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, not %q", one, err, want)
		}
	}
	one := Task{Title: "  Gọi \n chị  Lan ", Kind: Call, Remind: []int{60, 10, 60}}
	if err := one.Check(); err != nil || one.Title != "Gọi chị Lan" || len(one.Remind) != 2 {
		t.Errorf("%+v (%v)", one, err)
	}
	if err := one.Finish("usr_1", "held", 1); err == nil {
		t.Error("a call is no meeting")
	}
}

func TestTheTimelineHearsWhoWasReached(t *testing.T) {
	for _, x := range []struct {
		kind          Kind
		outcome, want string
		says, contact bool
	}{
		{Call, "reached", "Call Made", true, true}, {Call, "no_answer", "Call Missed", true, false}, {Call, "", "", false, false},
		{Meeting, "held", "Meeting Held", true, true}, {Email, "sent", "Email Sent", true, true}, {ToDo, "", "", false, false},
	} {
		l, ok := Task{Kind: x.kind, Outcome: x.outcome, DoneAt: 1, DoneBy: "usr_1"}.Logged()
		if ok != x.says {
			t.Errorf("%s %s says something: %t", x.kind, x.outcome, ok)
		}
		if !ok {
			continue
		}
		e, err := l.Event("task-1", person.Key{Kind: person.UserID, Value: "u"}, 2)
		if err != nil || e.Name != x.want || timeline.Contact(e.Name, timeline.Default().Meaning(e.Name, nil), false) != x.contact {
			t.Errorf("%s %s is %s (%v)", x.kind, x.outcome, e.Name, err)
		}
	}
}

func TestReminders(t *testing.T) {
	one := Task{Title: "x", Kind: ToDo, Remind: []int{0, 30}}
	if one.Reminders(zone(t)) != nil {
		t.Error("what is due never reminds")
	}
	_ = one.Due("2026-11-23", 0, zone(t))
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, zone(t))
	if got := one.Reminders(zone(t)); len(got) != 2 || got[0] != day.Add(8*time.Hour+30*time.Minute).UnixMicro() || got[1] != day.Add(9*time.Hour).UnixMicro() {
		t.Errorf("of a day: %v", got)
	}
	if one.DueAt != day.AddDate(0, 0, 1).UnixMicro()-1 {
		t.Error("a day ends at its midnight")
	}
	if got := one.ToCome(day.Add(10*time.Hour).UnixMicro(), zone(t)); len(got) != 0 {
		t.Errorf("of a day, at ten: %v", got)
	}
	due := day.Add(11 * time.Hour).UnixMicro()
	soon := Task{Title: "x", Kind: Call, Remind: []int{30}, DueAt: due}
	if got := soon.ToCome(due-time.Hour.Microseconds(), zone(t)); len(got) != 1 || got[0] != due-30*time.Minute.Microseconds() {
		t.Errorf("an hour before: %v", got)
	}
	if got := soon.ToCome(due-time.Minute.Microseconds(), zone(t)); len(got) != 1 || got[0] != due || !soon.RemindsAt(due, zone(t)) {
		t.Errorf("a minute before: %v", got)
	}
	if got := soon.ToCome(due, zone(t)); len(got) != 0 {
		t.Errorf("when it is due: %v", got)
	}
}
