package sla

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/hub/calendar"
)

const hour = int64(3600 * 1e6)

func hanoi(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t testing.TB, text string) int64 {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", text, hanoi(t))
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMicro()
}

func cals(t testing.TB) Calendars {
	zone := hanoi(t)
	return Calendars{Working: calendar.New(zone, calendar.Usual(), true, nil), Always: calendar.Always(zone)}
}

// every is a target of four hours for the first and the next answer and of two working days to the end.
func every(hours Hours) []Since {
	t := Target{First: 4 * 60, Next: 4 * 60, Resolution: 16 * 60}
	return []Since{{0, Terms{Policy: "usual", Hours: hours, Pauses: []string{"customer"}, Targets: Targets{Urgent: Target{30, 60, 240}, High: t, Normal: t, Low: t}}}}
}

// told reads moments such as "2026-11-23 09:00 opened", with a status and a priority behind it where those change.
func told(t testing.TB, text string) (list []Moment) {
	status, priority := "open", "normal"
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		if len(f) > 3 {
			status = f[3]
		}
		if len(f) > 4 {
			priority = f[4]
		}
		list = append(list, Moment{At: at(t, f[0]+" "+f[1]), ID: int64(len(list) + 1), Kind: Kind(f[2]), Status: status, Priority: priority})
	}
	return list
}

// show writes how the clocks stand: first, next and resolution, with when each is due and what is used.
func show(t testing.TB, spells []Spell) string {
	var parts []string
	for _, s := range Standings(spells) {
		text := string(s.State)
		if s.Spell != nil && s.Spell.Due != 0 {
			text += " " + time.UnixMicro(s.Spell.Due).In(hanoi(t)).Format("01-02 15:04")
		}
		if s.Spell != nil {
			text += fmt.Sprintf(" %d", int(s.Spell.Used.Minutes()))
		}
		if len(s.Breaches) > 0 {
			text += fmt.Sprintf(" ×%d", len(s.Breaches))
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// The examples of the guide, reckoned by hand: the week is Monday to Friday, 8 to 12 and 13 to 17. The 24th of November is
// a holiday, and so are 5 to 9 February 2027 (Tết), with the 10th and 11th in lieu of its week-end.
func TestClocksByHand(t *testing.T) {
	for _, x := range []struct{ name, moments, now, want string }{
		{"over lunch", `2026-11-23 11:30 opened`, "2026-11-23 13:15", "running 11-23 16:30 45, none, running 11-26 11:30 45"},
		{"over a week-end", `2026-11-27 16:00 opened`, "2026-11-29 10:00", "running 11-30 11:00 60, none, running 12-01 16:00 60"},
		{"over Tết", `2027-02-04 15:00 opened`, "2027-02-10 12:00", "running 02-12 10:00 120, none, running 02-15 15:00 120"},
		{"answered in time", "2026-11-23 09:00 opened\n2026-11-23 13:30 answered", "2026-11-23 14:00", "met 11-23 14:00 210, none, running 11-26 09:00 240"},
		{"answered at the last moment", "2026-11-23 09:00 opened\n2026-11-23 14:00 answered", "2026-11-23 14:00", "met 11-23 14:00 240, none, running 11-26 09:00 240"},
		{"answered late", "2026-11-23 09:00 opened\n2026-11-23 15:00 answered", "2026-11-23 15:00", "breached 11-23 14:00 300 ×1, none, running 11-26 09:00 300"},
		{"they wrote again", "2026-11-23 09:00 opened\n2026-11-23 10:00 answered\n2026-11-23 11:00 heard\n2026-11-23 11:30 heard", "2026-11-23 11:45", "met 11-23 14:00 60, running 11-23 16:00 45, running 11-26 09:00 165"},
		{"what they write before the first answer starts nothing", "2026-11-23 09:00 opened\n2026-11-23 10:00 heard", "2026-11-23 10:30", "running 11-23 14:00 90, none, running 11-26 09:00 90"},
		// Six hours pass, then it waits for the customer from 16:00 on the 23rd to 9:00 on the 26th.
		{"waiting for the customer", "2026-11-23 09:00 opened\n2026-11-23 10:00 answered\n2026-11-23 16:00 changed customer\n2026-11-26 09:00 heard open", "2026-11-26 09:00", "met 11-23 14:00 60, running 11-26 14:00 0, running 11-27 11:00 360"},
		{"while it waits nothing is due", "2026-11-23 09:00 opened\n2026-11-23 10:00 answered\n2026-11-23 16:00 changed customer", "2026-11-25 12:00", "met 11-23 14:00 60, none, paused 360"},
		{"solved", "2026-11-23 09:00 opened\n2026-11-23 10:00 answered\n2026-11-23 11:00 ended solved", "2026-11-30 11:00", "met 11-23 14:00 60, none, met 11-26 09:00 120"},
		{"solved without a word", "2026-11-23 09:00 opened\n2026-11-23 11:00 ended solved", "2026-11-30 11:00", "none 11-23 14:00 120, none, met 11-26 09:00 120"},
		// Late once, then opened again: the clock begins anew, and the breach stays.
		{"opened again", "2026-11-23 09:00 opened\n2026-11-23 10:00 answered\n2026-11-26 11:00 ended solved\n2026-11-27 09:00 reopened open\n2026-11-27 09:00 heard", "2026-11-27 10:00", "met 11-23 14:00 60, running 11-27 14:00 60, running 12-01 09:00 60 ×1"},
		// Urgent from 11:00: half an hour was promised, two hours have passed.
		{"raised", "2026-11-23 09:00 opened\n2026-11-23 11:00 changed open urgent", "2026-11-23 11:30", "breached 11-23 11:00 150 ×1, none, running 11-23 14:00 150"},
		// What ran out stays so when less is promised afterwards.
		{"lowered too late", "2026-11-23 09:00 opened open urgent\n2026-11-23 11:00 changed open normal", "2026-11-23 11:30", "breached 11-23 09:30 150 ×1, none, running 11-26 09:00 150"},
	} {
		now := at(t, x.now)
		if got := show(t, Spells(every(Working), cals(t), told(t, x.moments), now)); got != x.want {
			t.Errorf("%s:\n%s\nnot\n%s", x.name, got, x.want)
		}
	}
	if got := show(t, Spells(every(Always), cals(t), told(t, `2027-02-05 22:00 opened`), at(t, "2027-02-06 01:00"))); got != "running 02-06 02:00 180, none, running 02-06 14:00 180" {
		t.Errorf("around the clock at Tết: %s", got)
	}
	if got := Spells(nil, cals(t), told(t, `2026-11-23 09:00 opened`), at(t, "2026-11-23 10:00")); got[0].State() != None || Earliest(got) != 0 {
		t.Errorf("without a policy: %+v", got)
	}
}

// drawn is a life of a ticket by chance, over three weeks.
func drawn(r *rand.Rand, t testing.TB) (list []Moment, end int64) {
	kinds := []Kind{Heard, Answered, Changed, Changed, Ended, Reopened}
	statuses, priorities := []string{"open", "customer"}, []string{"urgent", "high", "normal", "low"}
	from := at(t, "2027-01-18 08:00")
	end = from + 21*24*hour
	status, priority := "open", "normal"
	at := from + r.Int64N(24)*hour
	list = append(list, Moment{At: at, ID: 1, Kind: Opened, Status: status, Priority: priority})
	for range r.IntN(12) {
		at += r.Int64N(30 * hour)
		kind := kinds[r.IntN(len(kinds))]
		if kind == Changed {
			status, priority = statuses[r.IntN(2)], priorities[r.IntN(4)]
		}
		list = append(list, Moment{At: at, ID: int64(len(list) + 1), Kind: kind, Status: status, Priority: priority})
	}
	return list, end
}

// plain leaves out what only those inside need.
func plain(spells []Spell) []Spell {
	list := slices.Clone(spells)
	for i := range list {
		list[i].from, list[i].used, list[i].cal = 0, 0, nil
	}
	return list
}

func TestMomentsInAnyOrderMakeTheSameClocks(t *testing.T) {
	r, c := rand.New(rand.NewPCG(1, 1)), cals(t)
	for range 300 {
		moments, end := drawn(r, t)
		want := plain(Spells(every(Working), c, moments, end))
		r.Shuffle(len(moments), func(i, j int) { moments[i], moments[j] = moments[j], moments[i] })
		if got := plain(Spells(every(Working), c, moments, end)); !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffled: %+v, not %+v", got, want)
		}
	}
}

// What is reckoned of a life so far is what was known then: nothing that happens later makes another past of it.
func TestClocksOfAPrefixAgreeWithThePast(t *testing.T) {
	r, c := rand.New(rand.NewPCG(2, 2)), cals(t)
	for range 300 {
		moments, end := drawn(r, t)
		then := moments[0].At + r.Int64N(end-moments[0].At)
		prefix := slices.DeleteFunc(slices.Clone(moments), func(m Moment) bool { return m.At > then })
		was, is := Spells(every(Working), c, prefix, then), Spells(every(Working), c, moments, end)
		if got := Spells(every(Working), c, moments, then); !reflect.DeepEqual(plain(got), plain(was)) {
			t.Fatalf("as of then: %+v, not %+v", got, was)
		}
		for i, s := range was {
			if s.Broken && (!is[i].Broken || is[i].Due != s.Due) {
				t.Fatalf("a breach was wiped: %+v became %+v", s, is[i])
			}
			if s.Ended != 0 && !reflect.DeepEqual(plain(is[i:i+1]), plain(was[i:i+1])) {
				t.Fatalf("what had ended became another: %+v, %+v", s, is[i])
			}
		}
	}
}

// A pause never makes a clock due earlier, nor lets more time pass.
func TestAPauseNeverHurries(t *testing.T) {
	r, c := rand.New(rand.NewPCG(3, 3)), cals(t)
	for range 500 {
		from := at(t, "2027-01-18 08:00") + r.Int64N(21*24)*hour
		a, b := from+r.Int64N(40*hour), int64(0)
		b = a + r.Int64N(60*hour)
		plainly := []Moment{{At: from, ID: 1, Kind: Opened, Status: "open"}}
		paused := append(slices.Clone(plainly), Moment{a, 2, Changed, "customer", ""}, Moment{b, 3, Changed, "open", ""})
		for _, hours := range []Hours{Working, Always} {
			without, with := Spells(every(hours), c, plainly, b), Spells(every(hours), c, paused, b)
			for i := range without {
				if with[i].Due < without[i].Due || with[i].Used > without[i].Used {
					t.Fatalf("a pause from %d to %d: %+v, without it %+v", a, b, with[i], without[i])
				}
				if gap := c[hours].Between(a, b); without[i].Used-with[i].Used != gap {
					t.Fatalf("a pause of %s took away %s", gap, without[i].Used-with[i].Used)
				}
			}
		}
	}
}

// Moments that change nothing split a life into parts, and the parts make the whole.
func TestPartsOfALifeMakeTheWhole(t *testing.T) {
	r, c := rand.New(rand.NewPCG(4, 4)), cals(t)
	for range 300 {
		moments, end := drawn(r, t)
		want := Spells(every(Working), c, moments, end)
		split := slices.Clone(moments)
		for range 5 {
			i := r.IntN(len(moments))
			m := moments[i]
			next := end
			if i+1 < len(moments) {
				next = moments[i+1].At
			}
			m.At, m.Kind = m.At+r.Int64N(max(1, next-m.At)), Changed
			split = append(split, m)
		}
		got := Spells(every(Working), c, split, end)
		for i := range want {
			if w, g := want[i], got[i]; g.Used != w.Used || g.Due != w.Due || g.Broken != w.Broken || g.Ended != w.Ended {
				t.Fatalf("split: %+v, not %+v", g, w)
			}
		}
	}
}

func TestTermsHoldFromTheirInstant(t *testing.T) {
	terms := every(Working)
	strict := terms[0]
	strict.At, strict.Terms.Targets.Normal.First = at(t, "2026-11-23 10:00"), 60
	moments := told(t, `2026-11-23 09:30 opened`)
	if got := show(t, Spells([]Since{strict, terms[0]}, cals(t), moments, at(t, "2026-11-23 10:15"))); !strings.HasPrefix(got, "running 11-23 10:30 45") {
		t.Errorf("changed on the way: %s", got)
	}
	if got := show(t, Spells([]Since{strict}, cals(t), moments, at(t, "2026-11-23 10:15"))); !strings.HasPrefix(got, "running 11-23 10:30 45") {
		t.Errorf("the first terms hold from the beginning: %s", got)
	}
}

func TestTheFirstPolicyThatIsMeantHolds(t *testing.T) {
	b := Book{
		{Key: "vip", When: When{Segments: []int64{7}, Kinds: []string{"problem", "complaint"}}},
		{Key: "chat", When: When{Channels: []string{"chat"}, Priorities: []string{"urgent"}, Products: []int64{3}}},
		{Key: "rest", When: When{Kinds: []string{"problem", "question"}}},
	}
	for _, x := range []struct {
		Facts
		want string
	}{
		{Facts{Kind: "problem", Segments: []int64{1, 7}}, "vip"},
		{Facts{Kind: "problem"}, "rest"},
		{Facts{Kind: "question", Segments: []int64{7}}, "rest"},
		{Facts{Kind: "request", Channel: "chat", Priority: "urgent", Product: 3}, "chat"},
		{Facts{Kind: "request", Channel: "chat", Priority: "urgent"}, ""},
	} {
		got := ""
		if p := b.Match(x.Facts); p != nil {
			got = p.Key
		}
		if got != x.want {
			t.Errorf("%+v: %q, not %q", x.Facts, got, x.want)
		}
	}
	if got := b.AsksSegments(); !slices.Equal(got, []int64{7}) {
		t.Errorf("segments asked: %v", got)
	}
}

func TestEscalationComesStepByStepAndOnce(t *testing.T) {
	terms := every(Working)
	terms[0].Terms.Steps = []Step{{Before: 30, Owner: true}, {Clock: First, Before: 60, Raise: true}, {Before: 0, Lead: true}, {Clock: Next, Before: 10, Lead: true}}
	spells := Spells(terms, cals(t), told(t, `2026-11-23 09:00 opened`), at(t, "2026-11-23 09:00"))
	var heard []int
	var when []string
	for {
		d, ok := Ahead(&terms[0].Terms, &spells[0], heard)
		if !ok {
			break
		}
		heard = append(heard, d.Mark)
		when = append(when, time.UnixMicro(d.At).In(hanoi(t)).Format("15:04"))
	}
	if !slices.Equal(heard, []int{60, 30, 0}) || !slices.Equal(when, []string{"12:00", "13:30", "14:00"}) && !slices.Equal(when, []string{"13:00", "13:30", "14:00"}) {
		t.Errorf("marks %v at %v", heard, when)
	}
	if got := terms[0].About(First, 0); len(got) != 1 || !got[0].Lead {
		t.Errorf("at the end: %+v", got)
	}
	for from, to := range map[string]string{"low": "normal", "normal": "high", "high": "urgent", "urgent": "urgent"} {
		if Raised(from) != to {
			t.Errorf("%s is raised to %s", from, Raised(from))
		}
	}
	late := Spells(terms, cals(t), told(t, "2026-11-23 09:00 opened\n2026-11-23 15:00 answered"), at(t, "2026-11-23 15:00"))
	if d, ok := Ahead(&terms[0].Terms, &late[0], nil); !ok || d.Mark != 0 || d.At != at(t, "2026-11-23 14:00") {
		t.Errorf("late and answered: %+v %v", d, ok)
	}
}

// Whenever it is looked, and whatever comes after: each time a clock ran out is told once, and nothing else is.
func TestEachBreachIsToldOnce(t *testing.T) {
	r, c, terms := rand.New(rand.NewPCG(8, 8)), cals(t), every(Working)
	terms[0].Terms.Steps = []Step{{Before: 30, Owner: true}, {Before: 0, Lead: true}}
	type key struct {
		clock Clock
		began int64
	}
	for range 300 {
		moments, end := drawn(r, t)
		heard, overdue := map[key][]int{}, map[key]int{}
		look := func(now int64) {
			for _, s := range Spells(terms, c, moments, now) {
				k := key{s.Clock, s.Began}
				for {
					d, ok := Ahead(&terms[0].Terms, &s, heard[k])
					if !ok || d.At >= now {
						break
					}
					if heard[k] = append(heard[k], d.Mark); d.Mark == 0 {
						overdue[k]++
					}
				}
			}
		}
		for now := moments[0].At; now < end; now += 1 + r.Int64N(60*hour) {
			look(now)
		}
		look(end)
		for _, s := range Spells(terms, c, moments, end) {
			k := key{s.Clock, s.Began}
			if want := map[bool]int{true: 1}[s.Broken]; overdue[k] != want {
				t.Fatalf("told %d times: %+v of %+v", overdue[k], s, moments)
			}
			delete(overdue, k)
		}
		if len(overdue) > 0 {
			t.Fatalf("told of clocks that never ran: %v", overdue)
		}
	}
}

func TestPoliciesAreChecked(t *testing.T) {
	statuses := []string{"new", "open", "customer", "third"}
	usual := Usual()
	if err := usual.Check(statuses); err != nil {
		t.Fatal(err)
	}
	if p := usual.Match(Facts{Kind: "question", Priority: "normal"}); p == nil || p.Key != "usual" {
		t.Errorf("what is nothing special: %+v", p)
	}
	usual[0].Name, usual[1].Name = "Complaints", "Còn lại"
	if err := usual.Check(statuses); err != nil || Called(usual[0].Key, usual[0].Name).Vi != "Khiếu nại" || Called(usual[1].Key, usual[1].Name).En != "Còn lại" {
		t.Errorf("%v: renamed, they are called %q and %q", err, usual[0].Name, usual[1].Name)
	}
	gone := Book{{Name: " Gấp ", Pauses: []string{"customer", "gone"}}}
	if err := gone.Check(statuses); err != nil || gone[0].Key == "" || gone[0].Name != "Gấp" || len(gone[0].Pauses) != 1 || gone[0].Hours != Working {
		t.Errorf("%v: %+v", err, gone[0])
	}
	for _, b := range []Book{
		{{Name: " "}}, {{Name: "a"}, {Name: "A"}}, {{Name: "a", Key: "x"}, {Name: "b", Key: "x"}}, {{Name: "a", Hours: "moon"}}, {{Name: "a", Targets: Targets{Low: Target{First: -1}}}},
		{{Name: "a", Steps: []Step{{Before: 5}}}}, {{Name: "a", Steps: []Step{{Clock: "x", Lead: true}}}}, {{Name: "a", Steps: []Step{{Before: -1, Lead: true}}}},
		{{Name: "a", Steps: make([]Step, 11)}}, make(Book, 51),
	} {
		if err := b.Check(statuses); err == nil {
			t.Errorf("%+v are no policies", b)
		}
	}
}
