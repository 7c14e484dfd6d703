package value

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"banhda/wheel"
	"pgregory.net/rapid"
)

func TestReportOfFew(t *testing.T) {
	q := inventedQuestion(400)
	got, err := json.MarshalIndent(Read(q, each(map[int64][]wheel.Buy{
		7: {{At: 0, Value: 500, Currency: "USD"}, {At: 20 * wheel.Day, Value: 700, Currency: "USD"}},
		8: {{At: 30 * wheel.Day, Value: 900, Currency: "USD"}},
	})), "", " ")
	check(t, err)
	const why = `"not enough data: people who bought again: 1, needed: 30"`
	want := `{
 "people": 2,
 "repeaters": 1,
 "currency": "USD",
 "bgnbd": null,
 "gammagamma": null,
 "next": {
  "days": 90,
  "purchases": null,
  "purchases_interval": null,
  "revenue": null,
  "revenue_interval": null,
  "happened": null
 },
 "momentum": {
  "days": 90,
  "revenue": null,
  "low": null,
  "high": null
 },
 "coasting": null,
 "half_life_days": null,
 "half_life_interval": null,
 "reasons": {
  "bgnbd": ` + why + `,
  "coasting": ` + why + `,
  "gammagamma": ` + why + `,
  "half_life_days": ` + why + `,
  "half_life_interval": ` + why + `,
  "momentum.high": ` + why + `,
  "momentum.low": ` + why + `,
  "momentum.revenue": ` + why + `,
  "next.happened": "the horizon is not over yet",
  "next.purchases": ` + why + `,
  "next.purchases_interval": ` + why + `,
  "next.revenue": ` + why + `,
  "next.revenue_interval": ` + why + `
 }
}`
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestReportAddsUp(t *testing.T) {
	buys := invent(3000, 600, BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}, GammaGamma{P: 6, Q: 4, Gamma: 16})
	r := Read(inventedQuestion(600), each(buys))
	if len(r.Reasons) != 1 || r.Next.Happened != nil {
		t.Fatalf("unknown: %v", r.Reasons)
	}
	if *r.Next.Revenue != *r.Momentum.Revenue {
		t.Errorf("next 90 days %d, momentum %d", *r.Next.Revenue, *r.Momentum.Revenue)
	}
	purchases, revenue := 0.0, int64(0)
	for _, b := range r.Coasting[:3] {
		purchases += b.Purchases
		revenue += *b.Revenue
	}
	if math.Abs(purchases-*r.Next.Purchases) > 1e-6 || revenue < *r.Momentum.Revenue-2 || revenue > *r.Momentum.Revenue+2 {
		t.Errorf("three blocks of %v purchases and %d, 90 days of %v and %d", purchases, revenue, *r.Next.Purchases, *r.Momentum.Revenue)
	}
	for i, b := range r.Coasting[1:] {
		if before := r.Coasting[i]; b.Block != before.Block+1 || b.Purchases >= before.Purchases || *b.Revenue >= *before.Revenue {
			t.Errorf("block %+v does not fall to %+v", before, b)
		}
	}
	half := int(math.Ceil((*r.HalfLife + 15) / 30)) // the block whose middle is at or after it
	if at, before, first := *r.Coasting[half-1].Revenue, *r.Coasting[half-2].Revenue, *r.Coasting[0].Revenue; 2*at > first+1 || 2*before < first-1 {
		t.Errorf("half-life of %v days, but blocks %d and %d of %d", *r.HalfLife, before, at, first)
	}
}

// What is expected of drawn people is about what they then do.
func TestReportForeseesWhatHappens(t *testing.T) {
	buys := invent(20_000, 700, BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}, GammaGamma{P: 6, Q: 4, Gamma: 16})
	q := inventedQuestion(700)
	q.Day, q.Horizon = q.Day.AddDate(0, 0, -200), 200*wheel.Day
	r := Read(q, each(buys))
	near := within(t)
	near("purchases", *r.Next.Purchases/float64(r.Next.Happened.Purchases), 1, 0.05)
	near("revenue", float64(*r.Next.Revenue)/float64(r.Next.Happened.Revenue), 1, 0.05)
}

func TestHalfLife(t *testing.T) {
	for _, c := range []struct {
		revenue []float64
		days    float64
		ok      bool
	}{
		{[]float64{100, 50}, 45, true},
		{[]float64{100, 80, 40}, 67.5, true}, // 45 + 30·(80−50)/(80−40)
		{[]float64{100, 0}, 30, true},
		{[]float64{100, 90, 51}, 0, false},
		{[]float64{0, 0}, 0, false},
	} {
		var curve []expectation
		for _, r := range c.revenue {
			curve = append(curve, expectation{revenue: r})
		}
		if days, ok := halfLife(curve); days != c.days || ok != c.ok {
			t.Errorf("%v: %v %v, want %v %v", c.revenue, days, ok, c.days, c.ok)
		}
	}
}

// No history, however odd, gives a figure that is not a number, or leaves one out without a reason.
func TestReportOfOddHistories(t *testing.T) {
	many := func(n int, of func(person int) []wheel.Buy) map[int64][]wheel.Buy {
		all := map[int64][]wheel.Buy{}
		for p := range n {
			all[int64(p)] = of(p)
		}
		return all
	}
	buy := func(day, value int, currency string) wheel.Buy {
		return wheel.Buy{At: int64(day) * wheel.Day, Value: int64(value), Currency: currency}
	}
	twice := func(value int, currency string) func(int) []wheel.Buy {
		return func(p int) []wheel.Buy {
			return []wheel.Buy{buy(p, value, currency), buy(p+1+p%17, value, currency)}
		}
	}
	for name, buys := range map[string]map[int64][]wheel.Buy{
		"nobody":           nil,
		"one-time buyers":  many(1000, func(p int) []wheel.Buy { return []wheel.Buy{buy(p%300, 100, "USD")} }),
		"no values":        many(100, twice(0, "")),
		"values of zero":   many(100, twice(0, "USD")),
		"values below":     many(100, twice(-5, "USD")),
		"one price":        many(100, twice(999, "USD")),
		"immense values":   many(100, twice(math.MaxInt64/4, "USD")),
		"other currency":   many(100, twice(100, "EUR")),
		"all on one day":   many(100, func(int) []wheel.Buy { return []wheel.Buy{buy(999, 1, "USD"), buy(999, 1, "USD")} }),
		"in the last days": many(100, func(p int) []wheel.Buy { return []wheel.Buy{buy(998, 1, "USD"), buy(999, p, "USD")} }),
		"at once, far back": many(100, func(p int) []wheel.Buy {
			return []wheel.Buy{buy(-700_000, 100, "USD"), buy(-699_999, 100+p, "USD")}
		}),
		"a day's far apart": many(100, func(p int) []wheel.Buy {
			return []wheel.Buy{buy(-700_000, 100, "USD"), buy(999, 100+p, "USD")}
		}),
		"every day": many(100, func(p int) (all []wheel.Buy) {
			for day := range 1000 {
				all = append(all, buy(day, 100+p, "USD"))
			}
			return all
		}),
		"thirty in a crowd": many(20_000, func(p int) []wheel.Buy {
			if p < 30 {
				return twice(100+p, "USD")(p)
			}
			return []wheel.Buy{buy(p%1000, 100, "USD")}
		}),
	} {
		start := time.Now()
		r := Read(inventedQuestion(1000), each(buys))
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
		sound(t, name, r)
	}
}

// sound says that a report's figures are numbers, that expectations are not negative, and that what is unknown
// has a reason.
func sound(t interface {
	Helper()
	Errorf(string, ...any)
}, name string, r Report) {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	unknown := map[string]bool{}
	nulls(tree, "", unknown)
	for key := range unknown {
		if r.Reasons[key] == "" {
			t.Errorf("%s: %s is null without a reason: %s", name, key, text)
		}
	}
	for key := range r.Reasons {
		if !unknown[key] {
			t.Errorf("%s: a reason for %s, which is known", name, key)
		}
	}
	for _, b := range r.Coasting {
		if b.Purchases < 0 || b.Revenue != nil && *b.Revenue < 0 {
			t.Errorf("%s: block %+v", name, b)
		}
	}
}

// nulls collects the paths of the keys that hold null; a list's are those of any of its items.
func nulls(v any, path string, found map[string]bool) {
	switch v := v.(type) {
	case nil:
		found[strings.TrimPrefix(path, ".")] = true
	case map[string]any:
		for key, item := range v {
			nulls(item, path+"."+key, found)
		}
	case []any:
		for _, item := range v {
			nulls(item, path+"[]", found)
		}
	}
}

// The answer does not depend on the order people come in, nor on who they are.
func TestReportInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var people [][]wheel.Buy
		for range rapid.IntRange(0, 120).Draw(t, "people") {
			day, of := 0, []wheel.Buy{}
			for range rapid.IntRange(1, 5).Draw(t, "purchases") {
				day += rapid.IntRange(0, 60).Draw(t, "days")
				of = append(of, wheel.Buy{At: int64(day) * wheel.Day, Value: rapid.Int64Range(0, 10_000).Draw(t, "value"), Currency: rapid.SampledFrom([]string{"USD", "USD", "USD", "EUR", ""}).Draw(t, "currency")})
			}
			people = append(people, of)
		}
		in := func(order []int) func(func(int64, []wheel.Buy) bool) {
			return func(yield func(int64, []wheel.Buy) bool) {
				for i, p := range order {
					if !yield(int64(i), people[p]) {
						return
					}
				}
			}
		}
		order := make([]int, len(people))
		for i := range order {
			order[i] = i
		}
		q := inventedQuestion(rapid.IntRange(1, 400).Draw(t, "day"))
		one, other := Read(q, in(order)), Read(q, in(rapid.Permutation(order).Draw(t, "order")))
		if !reflect.DeepEqual(one, other) {
			t.Fatalf("%+v\n%+v", one, other)
		}
		sound(t, "drawn", one)
	})
}
