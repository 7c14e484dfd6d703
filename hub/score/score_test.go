package score_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/score"
)

const day = int64(24 * 3600 * 1e6)

func reckon(r score.Rules, now int64, times [][]int64, holds []bool) score.Score {
	return r.Reckon(now, func(i int) []int64 { return times[i] }, func(i int) bool { return holds[i] })
}

func TestAScoreIsExplainedLineByLine(t *testing.T) {
	r := score.Rules{Rules: []score.Rule{
		{Name: "Xem bảng giá", Event: "Pricing Viewed", Points: 10, Most: 25, HalfLife: 12},
		{Name: "Giám đốc", When: `title ~ "giám đốc"`, Points: 20},
		{Name: "Hủy nhận tin", Event: "Unsubscribed", Points: -30},
		{Name: "Có công ty", When: `exists company`, Points: 5},
	}}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	now := 100 * day
	got := reckon(r, now, [][]int64{{now - 12*day, now, now - 24*day, now + 1}, nil, {now - day}, nil}, []bool{false, true, false, false})
	want := score.Score{Points: 8, Lines: []score.Line{ // 10 + 5 + 2.5, and 20, less 30
		{Rule: 0, Times: 3, Points: 17.5, Fresh: 25, First: now - 24*day, Last: now},
		{Rule: 1, Times: 1, Points: 20, Fresh: 20},
		{Rule: 2, Times: 1, Points: -30, Fresh: -30, First: now - day, Last: now - day},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// rules draws some rules, with what somebody did and is.
func rules(t *rapid.T) (r score.Rules, times [][]int64, holds []bool) {
	for range rapid.IntRange(0, 5).Draw(t, "rules") {
		rule := score.Rule{Name: "r", Points: rapid.Int64Range(-20, 20).Draw(t, "points"), Most: rapid.Int64Range(0, 60).Draw(t, "most")}
		if rapid.Bool().Draw(t, "event") {
			rule.Event, rule.HalfLife = "e", rapid.Float64Range(0, 40).Draw(t, "half-life")
		} else {
			rule.When = "exists name"
		}
		r.Rules = append(r.Rules, rule)
		times = append(times, rapid.SliceOfN(rapid.Int64Range(0, 100*day), 0, 8).Draw(t, "times"))
		holds = append(holds, rapid.Bool().Draw(t, "holds"))
	}
	return r, times, holds
}

func TestTheOrderOfEventsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, times, holds := rules(t)
		want := reckon(r, 100*day, times, holds)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for _, list := range times {
			random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		}
		if got := reckon(r, 100*day, times, holds); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

// While nothing happens every rule's points only shrink towards nothing, and what does not fade stays.
func TestTimeOnlyTakesAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, times, holds := rules(t)
		before := reckon(r, 100*day, times, holds)
		later := reckon(r, 100*day+rapid.Int64Range(1, 400*day).Draw(t, "later"), times, holds)
		if len(before.Lines) != len(later.Lines) {
			t.Fatalf("before %+v, later %+v", before, later)
		}
		for i, was := range before.Lines {
			is := later.Lines[i]
			if math.Abs(is.Points) > math.Abs(was.Points)+1e-9 || math.Signbit(is.Points) != math.Signbit(was.Points) && is.Points != 0 {
				t.Fatalf("a line grew from %+v to %+v", was, is)
			}
			if r.Rules[was.Rule].HalfLife == 0 && is.Points != was.Points {
				t.Fatalf("what does not fade became %+v from %+v", is, was)
			}
		}
		if !r.Fades() && before.Points != later.Points {
			t.Fatalf("%d became %d, and nothing fades", before.Points, later.Points)
		}
	})
}

func TestRulesThatCannotBe(t *testing.T) {
	for want, r := range map[string]score.Rule{
		"give it a name":      {Event: "x", Points: 1},
		"an event, or":        {Name: "x", Points: 1},
		"have no condition":   {Name: "x", When: "exists name", HalfLife: 3, Points: 1},
		"give from 1":         {Name: "x", Event: "x"},
		"from 0 to 3650 days": {Name: "x", Event: "x", Points: 1, HalfLife: -1},
		"above 0":             {Name: "x", Event: "x", Points: 1, Most: -1},
		"expected one of":     {Name: "x", When: "name", Points: 1},
		"only one condition":  {Name: "x", Event: "x", Where: "a = 1, b = 2", Points: 1},
	} {
		err := score.Rules{Rules: []score.Rule{r}}.Check()
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "rule 1") {
			t.Errorf("%+v: %v, want %s", r, err, want)
		}
	}
	if err := (score.Rules{Rules: make([]score.Rule, 51)}).Check(); err == nil {
		t.Error("fifty-one rules")
	}
	quoted := score.Rule{Name: "x", Event: `a "b" \ c`, Where: "p = 1", Points: 1}
	if e, err := quoted.Asks(); err != nil || e.String() != `did("a \"b\" \\ c", p = 1)` {
		t.Errorf("%v (%v)", e, err)
	}
}
