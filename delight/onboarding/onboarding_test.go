package onboarding

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/calendar"
)

var (
	zone  = time.FixedZone("+07", 7*3600)
	works = calendar.New(zone, calendar.Usual(), true, nil)
)

// at is nine in the morning of a day.
func at(day string) int64 {
	d, err := calendar.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return d.At(9*60, zone).UnixMicro()
}

// begun is a run of a plan that began on a day.
func begun(d *Definition, day string) *Run {
	r := &Run{State: Running, Seller: 1, Agent: 2, StartedAt: at(day), MovedAt: at(day)}
	r.Settle(d, works, at(day))
	return r
}

func TestCheck(t *testing.T) {
	usual := Usual()
	usual.Clean()
	if err := usual.Ready(); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*Definition){
		"no step": func(d *Definition) { d.Steps = nil },
		"optional steps alone": func(d *Definition) {
			d.Steps = []Step{{Key: "a", Side: Us, Owner: Care, Optional: true, Label: Label{Vi: "x"}}}
		},
		"one key twice":              func(d *Definition) { d.Steps[1].Key = "welcome_call" },
		"a step after none":          func(d *Definition) { d.Steps[0].After = "nowhere" },
		"a step that needs none":     func(d *Definition) { d.Steps[0].Needs = []string{"nowhere"} },
		"a step without words":       func(d *Definition) { d.Steps[0].Label = Label{} },
		"a product that is not said": func(d *Definition) { d.For = ForProduct },
		"somebody who is not said":   func(d *Definition) { d.Steps[0].Owner = User },
		"an address of a program":    func(d *Definition) { d.Steps[0].Link = "javascript:alert(1)" },
		"a condition of no form":     func(d *Definition) { d.Steps[3].If = "a = = b" },
	} {
		d := Usual()
		if change(&d); d.Ready() == nil {
			t.Errorf("%s can be published", what)
		}
	}
}

// A circle is refused with the names of its steps, also one that runs through what days are counted from.
func TestCirclesAreRefusedByName(t *testing.T) {
	d := Usual()
	d.Steps[0].After = "check_in"
	err := d.Check()
	if err == nil {
		t.Fatal("a circle is accepted")
	}
	for _, name := range []string{"Gọi chào", "Buổi hướng dẫn", "Hỏi thăm"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q is not named in %q", name, err)
		}
	}
	d.Steps[0].After, d.Steps[0].Needs = "", []string{"welcome_call"}
	if d.Check() == nil {
		t.Error("a step that waits for itself is accepted")
	}
}

// By hand: handed over on Monday 2026-11-30; the call is due on Tuesday, the session three working days later, on Friday; use
// five after that, on Friday 11 December.
func TestDuesByHand(t *testing.T) {
	d := Usual()
	r := begun(&d, "2026-11-30")
	due := func() (days []string) {
		for _, s := range d.Look(r, works, at("2026-11-30")) {
			days = append(days, s.Due.String())
		}
		return days
	}
	if got := due(); !slices.Equal(got, []string{"2026-12-01", "2026-12-03", "2026-12-04", "2026-12-11", "2026-12-18"}) {
		t.Fatalf("due %v", got)
	}
	if ok, err := r.Tick(&d, "welcome_call", "usr_1", at("2026-12-03")); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if got := due(); got[2] != "2026-12-08" || got[3] != "2026-12-15" {
		t.Errorf("what is counted from what was done late stays: %v", got)
	}
	if ok, err := r.Tick(&d, "first_use", "usr_1", at("2026-12-03")); ok || err == nil || !strings.Contains(err.Error(), "Buổi hướng dẫn") {
		t.Errorf("what waits can be done: %v", err)
	}
}

// Tết is no working time: what begins on the last day before it is due after it.
func TestDaysOffAreNotCounted(t *testing.T) {
	d := Definition{For: ByHand, Steps: []Step{{Key: "a", Side: Us, Owner: Care, Days: 1, Label: Label{Vi: "a"}}}}
	r := begun(&d, "2027-02-04") // Thursday; Tết of 2027 is on 6 February
	if got := d.Look(r, works, r.StartedAt)[0].Due; got <= calendar.Date(2027, 2, 9) && got != calendar.Date(2027, 2, 5) {
		t.Errorf("due on %s", got)
	}
}

func TestEventsTick(t *testing.T) {
	d := Usual()
	d.Steps[3].Count, d.Steps[3].If = 2, "feature = export"
	r := begun(&d, "2026-11-30")
	heard := func(day, feature string) []string {
		return r.Hear(&d, &Heard{ID: "e-" + day, Name: "Product Used", At: at(day), Properties: []byte(`{"feature":"` + feature + `"}`)})
	}
	if got := heard("2026-11-27", "export"); got != nil || r.Ticks["first_use"].Heard != 0 {
		t.Error("what happened before the start counts")
	}
	heard("2026-12-01", "import")
	if got := heard("2026-12-02", "export"); got != nil || r.Ticks["first_use"].Heard != 1 {
		t.Errorf("heard %+v", r.Ticks)
	}
	if got := heard("2026-12-03", "export"); len(got) != 1 || r.Ticks["first_use"].Event != "e-2026-12-03" {
		t.Errorf("ticked %v of %+v", got, r.Ticks)
	}
	if got := heard("2026-12-04", "export"); got != nil {
		t.Error("a step is ticked twice")
	}
}

// A step with a booking page is ticked by a time booked there, and by no other; without one by any.
func TestABookingTicksItsStep(t *testing.T) {
	for page, want := range map[string]int{"ban-giao": 1, "tu-van": 0, "": 0} {
		d := Usual()
		d.Steps[0].Event, d.Steps[0].If, d.Steps[0].Count, d.Steps[0].Booking = BookedEvent, "", 0, "ban-giao"
		booked := &Heard{ID: "e", Name: BookedEvent, At: at("2026-12-01"), Properties: []byte(`{"page":"` + page + `"}`)}
		r := begun(&d, "2026-11-30")
		if got := r.Hear(&d, booked); len(got) != want {
			t.Errorf("a time on the page %q ticks %v", page, got)
		}
		d.Steps[0].Booking = ""
		r = begun(&d, "2026-11-30")
		if got := r.Hear(&d, booked); len(got) != 1 {
			t.Errorf("where none is named, a time on the page %q ticks %v", page, got)
		}
	}
}

// A run stalls once, by a step that is late or by days without one; once something is done, it may stall again.
func TestStallsOnce(t *testing.T) {
	d := Usual()
	r := begun(&d, "2026-11-30")
	if r.Stalls(&d, works, at("2026-12-01")) || !r.Stalls(&d, works, at("2026-12-02")) || r.LookAt <= at("2026-12-01") || r.LookAt > at("2026-12-02") {
		t.Fatalf("looked at %d", r.LookAt)
	}
	r.StalledAt = at("2026-12-02")
	if r.Settle(&d, works, at("2026-12-02")); r.Stalls(&d, works, at("2027-01-06")) || r.LookAt != 0 {
		t.Error("it stalls twice")
	}
	if ok, _ := r.Tick(&d, "details", ByCustomer, at("2026-12-02")); !ok || r.StalledAt != 0 {
		t.Fatal("what moves is still stalled")
	}
	// The call is late as it was before: that alone is no new stall. Five working days without a step are.
	if r.Settle(&d, works, at("2026-12-02")); r.Stalls(&d, works, at("2026-12-04")) {
		t.Error("what was told is told again")
	}
	if !r.Stalls(&d, works, at("2026-12-10")) {
		t.Error("nothing was done for five working days, and it does not stall")
	}
}

func TestSkipAndReopen(t *testing.T) {
	d := Usual()
	r := begun(&d, "2026-11-30")
	if _, err := r.Skip(&d, "first_use", "usr_1", " ", at("2026-12-01")); err == nil {
		t.Error("a step is skipped without a reason")
	}
	if ok, err := r.Skip(&d, "first_use", "usr_1", "dùng máy cũ", at("2026-12-01")); !ok || err != nil {
		t.Fatal(err)
	}
	if got := d.Look(r, works, at("2026-12-01"))[3]; got.Standing != Skipped || got.Reason != "dùng máy cũ" {
		t.Errorf("%+v", got)
	}
	if was, err := r.Reopen(&d, "first_use"); err != nil || !was.Skipped || r.Ticks["first_use"].At != 0 {
		t.Error("it is not open again", err)
	}
	if err := r.Stop("đổi ý", at("2026-12-01")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Tick(&d, "details", "usr_1", at("2026-12-02")); err != ErrOver {
		t.Error("what was stopped goes on")
	}
}

// The first touch is care's: the seller's own calls after the hand-over are none, unless they look after the customer.
func TestFirstTouch(t *testing.T) {
	d := Usual()
	r := begun(&d, "2026-11-30")
	if r.Touch(0, at("2026-12-01")) || r.Touch(1, at("2026-12-01")) || r.Touch(2, at("2026-11-27")) || !r.Touch(2, at("2026-12-02")) || r.Touch(3, at("2026-12-03")) || r.TouchedAt != at("2026-12-02") {
		t.Errorf("touched %d", r.TouchedAt)
	}
	r = begun(&d, "2026-11-30")
	if r.Agent = 1; !r.Touch(1, at("2026-12-01")) {
		t.Error("who sold and cares is never in touch")
	}
	if got := Choose([]Candidate{{3, 2}, {2, 1}, {1, 1}}); got != 1 {
		t.Errorf("chosen %d", got)
	}
	if m, ok := Median([]int64{7, 1, 3, 5}); m != 4 || !ok {
		t.Error(m)
	}
}

// some is any plan without a circle: a step waits only for earlier ones, told in another order.
func some(t *rapid.T) Definition {
	n := rapid.IntRange(1, 8).Draw(t, "steps")
	d := Definition{For: ByHand, Stall: rapid.IntRange(0, 9).Draw(t, "stall")}
	for i := range n {
		s := Step{Key: fmt.Sprint("s", i), Side: Us, Owner: Care, Days: rapid.IntRange(0, 12).Draw(t, "days"), Label: Label{Vi: fmt.Sprint("Bước ", i)}, Event: fmt.Sprint("E", i), Optional: i > 0 && rapid.Bool().Draw(t, "optional")}
		for k := range i {
			if rapid.IntRange(0, 3).Draw(t, "needs") == 0 {
				s.Needs = append(s.Needs, fmt.Sprint("s", k))
			}
		}
		if i > 0 && rapid.Bool().Draw(t, "after") {
			s.After = fmt.Sprint("s", rapid.IntRange(0, i-1).Draw(t, "which"))
		}
		d.Steps = append(d.Steps, s)
	}
	d.Steps = rapid.Permutation(d.Steps).Draw(t, "order")
	return d
}

// Along what a step waits for, days never go back, whatever was done when; and nothing is due on a day off.
func TestDuesNeverGoBackAlongDependencies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := some(t)
		if err := d.Ready(); err != nil {
			t.Fatal(err)
		}
		day := calendar.Date(2027, 1, rapid.IntRange(1, 60).Draw(t, "start"))
		r := &Run{State: Running, StartedAt: day.At(600, zone).UnixMicro()}
		for _, s := range d.Steps {
			if rapid.IntRange(0, 2).Draw(t, "done") == 0 {
				r.set(s.Key, Tick{At: (day + calendar.Day(rapid.IntRange(0, 40).Draw(t, "on"))).At(600, zone).UnixMicro()})
			}
		}
		due := d.Dues(r, works)
		for _, s := range d.Steps {
			for _, other := range s.before() {
				before := due[other]
				if done := r.Ticks[other].At; done != 0 {
					before = works.Today(done)
				}
				if due[s.Key] < before {
					t.Fatalf("%s is due on %s, before %s on %s", s.Key, due[s.Key], other, before)
				}
			}
		}
	})
}

// In whatever order the steps are done, the run ends the same, with the last that is not optional and not before; and what is
// told twice changes nothing.
func TestEveryOrderEndsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := some(t)
		r := &Run{State: Running, StartedAt: at("2026-11-30"), MovedAt: at("2026-11-30")}
		r.Settle(&d, works, r.StartedAt)
		now, left := r.StartedAt, r.Total
		for _, s := range rapid.Permutation(d.Steps).Draw(t, "done") {
			if r.State != Running {
				break
			}
			now += int64(time.Hour / time.Microsecond)
			for range 2 {
				r.Hear(&d, &Heard{ID: s.Key, Name: s.Event, At: now})
			}
			if r.Settle(&d, works, now); !s.Optional {
				left--
			}
			if r.Total-r.Done != left || (r.State == Finished) != (left == 0) {
				t.Fatalf("%d of %d are done, %d left: %s", r.Done, r.Total, left, r.State)
			}
			if r.State == Running && (r.DueAt == 0 || r.LookAt == 0) {
				t.Fatalf("nobody looks at what goes on: %+v", r)
			}
		}
		if r.State != Finished || r.Done != r.Total || r.LookAt != 0 || r.DueAt != 0 {
			t.Fatalf("ended as %+v", r)
		}
	})
}
