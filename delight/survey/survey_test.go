package survey

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

var asked = Definition{Kind: NPS, Language: "vi", Question: Label{Vi: "Bạn có giới thiệu chúng tôi không?"}, Channel: Email, Sample: 100, Rest: 90, Remind: 3, Expire: 14}

func TestCheck(t *testing.T) {
	if err := asked.Ready(); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*Definition){
		"no question":                func(d *Definition) { d.Question = Label{} },
		"NPS more than each 90 days": func(d *Definition) { d.Rest = 89 },
		"nobody":                     func(d *Definition) { d.Sample = 0 },
		"a reminder after the end":   func(d *Definition) { d.Remind = 14 },
		"a scale of one":             func(d *Definition) { d.Kind, d.Top = Own, 1 },
		"one key twice": func(d *Definition) {
			d.Questions = []Question{{Key: "a", Label: d.Question}, {Key: "a", Label: d.Question}}
		},
		"a choice without words": func(d *Definition) {
			d.Questions = []Question{{Key: "a", Label: d.Question, Options: []Option{{Key: "x"}}}}
		},
	} {
		d := asked
		if change(&d); d.Ready() == nil {
			t.Errorf("%s can be published", what)
		}
	}
}

// What is on no scale is no score: a blank, a code for "no answer", a word.
func TestBlanksAndCodesAreNoScores(t *testing.T) {
	for _, kind := range Kinds {
		d := asked
		d.Kind, d.Top = kind, 3
		for _, sent := range []string{"", " ", "-1", "99", "11", "-", "N/A", "null", "9.5", "1e1", "٣"} {
			if a, err := d.Read(sent, "", nil); err == nil {
				t.Errorf("%s: %q is a score: %d", kind, sent, a.Score)
			}
		}
		for _, n := range d.Scores() {
			if a, err := d.Read(fmt.Sprintf(" %d ", n), "", nil); err != nil || a.Score != n {
				t.Errorf("%s: %d is no score: %v", kind, n, err)
			}
		}
	}
}

func TestReadTakesWhatWasAsked(t *testing.T) {
	d := asked
	d.Questions = []Question{{Key: "why", Options: []Option{{Key: "price"}}}, {Key: "else"}}
	a, err := d.Read("3", "  chậm\x00 ", map[string]string{"why": "admin", "else": "không", "more": "x"})
	if err != nil || a.Comment != "chậm" || len(a.Said) != 1 || a.Said["else"] != "không" {
		t.Errorf("%+v, %v", a, err)
	}
	again, _ := d.Read("9", "", nil)
	if again.Upon(&a); again.Score != 9 || again.Comment != "chậm" {
		t.Errorf("choosing another score takes a word back: %+v", again)
	}
}

func TestALife(t *testing.T) {
	v := Version{Survey: 3, Number: 2, Content: asked}
	v.Content.Delay = 24
	i := Invite(&v, 7, "order-1", 100*day, 100*day)
	for _, want := range []struct {
		at   int64
		step Step
	}{{100*day + 23*hour, ""}, {101 * day, Ask}, {103 * day, ""}, {104 * day, Remind}, {105 * day, ""}, {115 * day, Expire}} {
		if got := i.Due(&v.Content, want.at); got != want.step {
			t.Fatalf("at %d hours: %q, not %q", want.at/hour, got, want.step)
		}
		if want.step != "" {
			i.Took(want.step, &v.Content, want.at)
		}
	}
	if i.State != Expired || i.DueAt != 0 || i.Open(&v.Content, 115*day) {
		t.Errorf("%+v", i)
	}
}

// Who answered is reminded of nothing, and may answer otherwise while it is open.
func TestWhoAnsweredIsLeftAlone(t *testing.T) {
	i := Invite(&Version{Content: asked}, 7, "x", 0, 0)
	i.Took(Ask, &asked, 0)
	i.Answer(&asked, day)
	if got := i.Due(&asked, 4*day); got != "" || !i.Open(&asked, 4*day) {
		t.Errorf("%q", got)
	}
	if got := i.Due(&asked, 20*day); got != Expire {
		t.Errorf("at its end: %q", got)
	}
	if i.Took(Expire, &asked, 20*day); i.State != Answered || i.DueAt != 0 {
		t.Errorf("after its end: %+v", i)
	}
	if i.Took(Expire, &asked, 14*day); i.State != Answered || i.Open(&asked, 14*day) {
		t.Errorf("%+v", i)
	}
}

func TestSpare(t *testing.T) {
	csat := asked
	csat.Kind, csat.Rest = CSAT, 7
	now := 500 * day
	ago := func(k Kind, days int64) []Past { return []Past{{k, now - days*day}} }
	for what, c := range map[string]struct {
		d    *Definition
		past []Past
		want Reason
	}{
		"nothing before":                 {&asked, nil, ""},
		"NPS 89 days ago":                {&asked, ago(NPS, 89), Rested},
		"NPS 90 days ago":                {&asked, ago(NPS, 90), ""},
		"CSAT within the rest":           {&csat, ago(CSAT, 6), Rested},
		"CSAT after it":                  {&csat, ago(CSAT, 7), ""},
		"another survey within the rest": {&csat, ago(NPS, 6), Rested},
	} {
		i := Invitation{DueAt: now}
		if got := i.Spare(c.d, c.past, now); got != c.want {
			t.Errorf("%s: %q, not %q", what, got, c.want)
		}
	}
	if i := (Invitation{DueAt: now - late - 1}); i.Spare(&asked, nil, now) != Outdated {
		t.Error("who was to be asked days ago is asked")
	}
}

// Chance chooses the share it is told to, and the same again.
func TestDrawn(t *testing.T) {
	v := Version{Survey: 5, Content: asked}
	v.Content.Sample = 30
	drawn := 0
	for i := range 10_000 {
		touch := fmt.Sprint("order-", i)
		if v.Drawn(touch) != v.Drawn(touch) {
			t.Fatal("chance changes its mind")
		}
		if v.Drawn(touch) {
			drawn++
		}
	}
	if drawn < 2850 || drawn > 3150 {
		t.Errorf("%d of 10,000 at 30 %%", drawn)
	}
	if v.Content.Sample = 100; !v.Drawn("x") {
		t.Error("of everybody somebody is left out")
	}
}

// By hand: 60 promoters, 25 passives, 15 detractors are an NPS of 45. With ¾, 1½, ¾ added: p₊ = 60.75/103, p₋ = 15.75/103, mean
// 0.436893, variance 0.742718 − 0.190876 = 0.551843, half width 1.959964·√(0.551843/103) = 0.143463.
func TestNPSByHand(t *testing.T) {
	r, ok := asked.Result(Tally{10: 40, 9: 20, 8: 15, 7: 10, 6: 5, 0: 10})
	if !ok || r.Answers != 100 || math.Abs(r.Score-45) > 1e-9 || math.Abs(r.Low-29.3430) > 1e-3 || math.Abs(r.High-58.0357) > 1e-3 {
		t.Errorf("%+v", r)
	}
	if _, ok := asked.Result(Tally{10: 4}); ok {
		t.Error("four answers say something")
	}
}

// By hand: Wilson of 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3).
func TestTopBox(t *testing.T) {
	csat := asked
	csat.Kind = CSAT
	r, ok := csat.Result(Tally{5: 50, 4: 31, 3: 82, 1: 100})
	if !ok || math.Abs(r.Score-100*81.0/263) > 1e-9 || math.Abs(r.Low-25.53) > 0.01 || math.Abs(r.High-36.62) > 0.01 {
		t.Errorf("%+v", r)
	}
}

// An interval holds its score, is no wider than the scale, and narrows as answers come.
func TestIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := asked
		d.Kind = rapid.SampledFrom(Kinds).Draw(t, "kind")
		d.Top = 5
		few, many := Tally{}, Tally{}
		for _, n := range d.Scores() {
			few[n] = rapid.Int64Range(0, 20).Draw(t, "times")
			many[n] = 100 * few[n]
		}
		a, ok := d.Result(few)
		if !ok {
			return
		}
		b, _ := d.Result(many)
		least := 0.0
		if d.Kind == NPS {
			least = -100
		}
		const e = 1e-9
		if a.Low > a.Score+e || a.High < a.Score-e || a.Low < least-e || a.High > 100+e || b.High-b.Low > a.High-a.Low+e || math.Abs(a.Score-b.Score) > e {
			t.Fatalf("%+v, of a hundred times as many %+v", a, b)
		}
	})
}

// Of whatever is due there is a step, and after some steps nothing is due: no invitation is looked at for ever.
func TestNothingIsDueForEver(t *testing.T) {
	for remind := range 4 {
		for answered := range 6 {
			d := asked
			d.Remind, d.Expire = remind, 3
			i, now := Invite(&Version{Content: d}, 7, "x", 0, 0), int64(0)
			for steps := 0; i.DueAt != 0; steps++ {
				now = max(now, i.DueAt)
				if i.State == Asked && steps == answered {
					i.Answer(&d, now)
					continue
				}
				step := i.Due(&d, now)
				if step == "" && i.DueAt <= now || steps > 5 {
					t.Fatalf("remind %d, answered %d: nothing is done of %+v at %d", remind, answered, i, now)
				}
				i.Took(step, &d, now)
			}
		}
	}
}
