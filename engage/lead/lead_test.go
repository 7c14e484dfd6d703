package lead

import (
	"testing"
	"time"

	"banhda/hub/calendar"
	"banhda/wheel"
)

// TestWhatAsksAndWhatAnswers: what counts as a first answer is what a person did for them; nothing does both.
func TestWhatAsksAndWhatAnswers(t *testing.T) {
	for _, c := range []struct {
		name, by      string
		meaning       wheel.Meaning
		asks, answers bool
	}{
		{"Form Submitted", "", wheel.Lead, true, false},
		{"Chat Lead Captured", "", wheel.Lead, true, false},
		{"Deal Opened", "", wheel.Lead, false, false},
		{"Appointment Booked", "", wheel.Lead, false, true},
		{wheel.ReferralAccepted, "", wheel.Lead, false, false},
		{"Message Sent", "", wheel.Touch, false, false},
		{"Message Sent", "bot", wheel.Touch, false, false},
		{"Message Sent", "usr_1", wheel.Touch, false, true},
		{"Ticket Replied", "usr_1", wheel.Touch, false, true},
		{"Call Made", "", wheel.Touch, false, true},
		{"Call Missed", "usr_1", wheel.Touch, false, false},
		{"Page Viewed", "", wheel.Seen, false, false},
	} {
		if asks, answers := Asks(c.name, c.meaning), Answers(c.name, c.by); asks != c.asks || answers != c.answers {
			t.Errorf("%s by %q: asks %v, answers %v", c.name, c.by, asks, answers)
		}
	}
}

// TestALeadIsDueWithinWorkingHours: who asks in the evening is due on the next working day; who leads is told after it, once.
func TestALeadIsDueWithinWorkingHours(t *testing.T) {
	zone := time.FixedZone("", 7*3600)
	c := calendar.New(zone, calendar.Usual(), false, nil)
	k := Clock{Calendar: c, Rules: Rules{First: 60, Escalate: 30}}
	friday := time.Date(2026, 11, 20, 23, 0, 0, 0, zone).UnixMicro()
	l := Lead{State: Waiting, Since: friday}
	k.Wind(&l)
	if worked := c.Between(friday, l.DueAt); worked != time.Hour || !c.Working(l.DueAt-1) || c.Between(l.DueAt, l.TellAt) != 30*time.Minute {
		t.Errorf("due %s, told %s", time.UnixMicro(l.DueAt).In(zone), time.UnixMicro(l.TellAt).In(zone))
	}
	if k.Left(&l, friday) != time.Hour || k.Left(&l, l.TellAt) != -30*time.Minute || l.Late(l.DueAt) || !l.Late(l.DueAt+1) {
		t.Errorf("left %v, then %v", k.Left(&l, friday), k.Left(&l, l.TellAt))
	}
	l.ToldAt = l.TellAt
	if k.Wind(&l); l.TellAt != 0 {
		t.Error("told twice")
	}
	k.Rules.First = 0
	if k.Wind(&l); l.DueAt != 0 || l.Late(friday+1<<50) {
		t.Error("without a target nothing is late")
	}
}

func TestALeadIsSetAsideAndTakenBack(t *testing.T) {
	c := calendar.New(time.UTC, calendar.Usual(), false, nil)
	k := Clock{c, Usual}
	l := Lead{State: Waiting, Since: 1}
	k.Wind(&l)
	was := l
	if l.SetAside("", 5) == nil || l.TakeBack(k) == nil {
		t.Error("set aside without a reason, or taken back without being set aside")
	}
	if err := l.SetAside("số giả", 5); err != nil || l.TellAt != 0 || l.Late(1<<60) {
		t.Errorf("%+v, %v", l, err)
	}
	if err := l.TakeBack(k); err != nil || l != was {
		t.Errorf("%+v, %v; it was %+v", l, err, was)
	}
}

func TestKeptCountsThoseWhoStillWait(t *testing.T) {
	if _, ok := (Standing{Waiting: 3}).Kept(); ok {
		t.Error("of nobody something is known")
	}
	if share, ok := (Standing{Late: 1, Answered: 3, InTime: 2}).Kept(); !ok || share != 0.5 {
		t.Errorf("kept %v", share)
	}
}
