package wheel

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// world is a small company whose histories tie as often as they can: instants and rules are multiples of a few
// lengths, so that events fall on one another and on the timers.
type world struct {
	rules  Rules
	people []History
	now    int64
}

const grain = 15 * Day

func drawWorld(t *rapid.T) world {
	wait := func(name string) int64 { return int64(rapid.IntRange(0, 12).Draw(t, name)) * grain }
	w := world{
		rules: Rules{wait("prospect horizon"), wait("customer horizon"), wait("promoter horizon"), wait("lifetime")},
		now:   int64(rapid.IntRange(0, 50).Draw(t, "now")) * grain,
	}
	people := rapid.IntRange(2, 7).Draw(t, "people")
	for id := range people {
		w.people = append(w.people, drawHistory(t, int64(id+1), people))
	}
	return w
}

// drawHistory makes buyers of most, and every second person begins with an acceptance, so that referrals, repeats
// and refunds are common.
func drawHistory(t *rapid.T, person int64, people int) History {
	h := History{Person: person, Details: []Detail{{}}}
	add := func(at int, meaning Meaning, accepted bool) {
		e := Event{At: int64(at) * grain, Kind: NewKind(7, meaning, accepted, false)}
		if meaning == Purchase || meaning == Grievance || accepted {
			e.Detail = uint32(len(h.Details))
			h.Details = append(h.Details, drawDetail(t, people))
		}
		h.Events = append(h.Events, e)
	}
	if rapid.Bool().Draw(t, "came by somebody") {
		add(rapid.IntRange(0, 10).Draw(t, "accepted at"), Lead, true)
	}
	for range rapid.IntRange(0, 14).Draw(t, "events") {
		meaning := Meaning(rapid.SampledFrom([]int{0, 1, 2, 3, 3, 3, 4, 5, 5, 6, 6, 7, 8}).Draw(t, "meaning"))
		accepted := meaning == Lead && rapid.Bool().Draw(t, "accepted")
		add(rapid.IntRange(0, 40).Draw(t, "at"), meaning, accepted)
	}
	slices.SortStableFunc(h.Events, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
	return h
}

func drawDetail(t *rapid.T, people int) Detail {
	d := Detail{
		Sale:     rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "sale"),
		Referrer: int64(rapid.IntRange(0, people+1).Draw(t, "referrer")),
	}
	if rapid.IntRange(0, 4).Draw(t, "stated") > 0 {
		d.Stated = true
		d.Value = int64(rapid.IntRange(-3, 9).Draw(t, "value"))
		d.Currency = rapid.SampledFrom([]string{"VND", "VND", "USD"}).Draw(t, "currency")
	}
	return d
}

func (w world) fold(now int64) *Book {
	return FoldAll(w.rules, w.people, self, joined, bought, now)
}

func drawPeriod(t *rapid.T) (from, to int64) {
	from = int64(rapid.IntRange(-5, 40).Draw(t, "from")) * grain
	return from, from + int64(rapid.IntRange(0, 40).Draw(t, "length"))*grain
}

// drawWho chooses everybody or some.
func drawWho(t *rapid.T) Who {
	if rapid.Bool().Draw(t, "everybody") {
		return nil
	}
	mask := rapid.Uint8().Draw(t, "who")
	return func(person int64) bool { return mask>>person&1 == 1 }
}

// The fold does what its text says, event by event.
func TestFoldEqualsNaiveFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		book := w.fold(w.now)
		for id, want := range naiveFold(w.rules, w.people, w.now) {
			got, _ := book.Life(id)
			compareLife(t, got, want, w.now)
		}
	})
}

func compareLife(t *rapid.T, got *Life, want *naivePerson, now int64) {
	if known := got.FirstSeen < now; known != want.known || known && got.FirstSeen != want.firstSeen {
		t.Fatalf("person %d: first seen %d, want %v %d", want.id, got.FirstSeen, want.known, want.firstSeen)
	}
	if path(got.Moves) != path(want.moves) || len(got.Moves) != len(want.moves) {
		t.Fatalf("person %d:\n got %s\nwant %s", want.id, path(got.Moves), path(want.moves))
	}
	var sales []naiveSale
	for i, b := range got.Buys {
		sales = append(sales, naiveSale{b.At, want.sales[i].name, b.Value, b.Currency})
	}
	if !slices.Equal(sales, want.sales) || !slices.Equal(got.Refunds, want.refunds) {
		t.Fatalf("person %d: sales %v and refunds %v, want %v and %v", want.id, sales, got.Refunds, want.sales, want.refunds)
	}
	if got.Referrer != want.referrer || got.AcceptedAt != want.acceptedAt || !slices.Equal(got.Friends, want.friends) {
		t.Fatalf("person %d: %+v, want %+v", want.id, got, want)
	}
}

// Invariant 1: the order in which people and events come, and what was folded before, change nothing.
func TestFoldForgetsTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		shuffled := world{rules: w.rules, now: w.now, people: rapid.Permutation(w.people).Draw(t, "people")}
		for i, h := range shuffled.people {
			shuffled.people[i] = arriveLate(t, h)
		}
		if got, want := shuffled.fold(w.now), w.fold(w.now); !sameLives(got, want) {
			t.Fatalf("got %+v, want %+v", got.lives, want.lives)
		}
	})
}

// arriveLate sends a history's events in another order and puts each in its place by (at, id) as it comes.
func arriveLate(t *rapid.T, h History) History {
	order := make([]int, len(h.Events)) // an event's place is its id
	for i := range order {
		order[i] = i
	}
	var ids []int
	late := History{Person: h.Person, Details: h.Details}
	for _, id := range rapid.Permutation(order).Draw(t, "arrival") {
		at, _ := slices.BinarySearch(ids, id)
		ids = slices.Insert(ids, at, id)
		late.Events = slices.Insert(late.Events, at, h.Events[id])
	}
	return late
}

func sameLives(a, b *Book) bool { return reflect.DeepEqual(a.lives, b.lives) }

// Invariant 1: merging folds the union; undoing the merge restores both.
func TestMergeAndUnmerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.people = append(w.people, drawHistory(t, 8, 9), drawHistory(t, 9, 9))
		apart := w.fold(w.now)
		n := len(w.people)
		merged := world{w.rules, append(slices.Clone(w.people[:n-2]), union(w.people[n-2], w.people[n-1])), w.now}
		into := func(profile int64) int64 {
			if profile == 9 {
				return 8
			}
			return profile
		}
		together := FoldAll(w.rules, merged.people, into, joined, bought, w.now)
		for id, want := range naiveFold(w.rules, relink(merged.people, into), w.now) {
			got, _ := together.Life(id)
			compareLife(t, got, want, w.now)
		}
		if again := w.fold(w.now); !sameLives(apart, again) {
			t.Fatal("after the merge was undone the lives differ")
		}
	})
}

// union is the history of two people who are one. The events of a come first where instants tie.
func union(a, b History) History {
	u := History{Person: a.Person, Details: append(slices.Clone(a.Details), b.Details...), Events: slices.Clone(a.Events)}
	for _, e := range b.Events {
		if e.Detail > 0 {
			e.Detail += uint32(len(a.Details))
		}
		u.Events = append(u.Events, e)
	}
	slices.SortStableFunc(u.Events, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
	return u
}

// relink writes the persons that referrers belong to in place of their profiles.
func relink(people []History, person func(int64) int64) []History {
	linked := slices.Clone(people)
	for i := range linked {
		linked[i].Details = slices.Clone(linked[i].Details)
		for j := range linked[i].Details {
			linked[i].Details[j].Referrer = person(linked[i].Details[j].Referrer)
		}
	}
	return linked
}

// Invariant 1: what comes later does not change what was. A book folded for ever answers for any now as one folded
// up to that now, and so does one that goes on from there.
func TestLaterEventsChangeNoEarlierReadout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		want := printed(t, w.fold(w.now).Report(from, to, w.now, "VND", who))
		for _, until := range []int64{w.now + grain, Forever} {
			if got := printed(t, w.fold(until).Report(from, to, w.now, "VND", who)); got != want {
				t.Fatalf("folded until %d:\n got %s\nwant %s", until, got, want)
			}
		}
	})
}

func printed(t interface{ Fatal(...any) }, v any) string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Invariant 2: conservation, for every state, period and segment, against a stock counted on its own.
func TestConservation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		bounds := rapid.SliceOfN(rapid.Map(rapid.IntRange(-2, 60), func(k int) int64 { return int64(k) * grain }), 2, 8).Draw(t, "bounds")
		slices.Sort(bounds)
		naive := naiveFold(w.rules, w.people, w.now)
		for _, f := range w.fold(Forever).StockFlow(bounds, w.now, who) {
			start, end := naiveStock(naive, who, f.From), naiveStock(naive, who, f.To)
			if newStock(start) != f.Start || newStock(end) != f.End {
				t.Fatalf("[%d, %d): stock %v → %v, want %v → %v", f.From, f.To, f.Start, f.End, start, end)
			}
			start[Stranger] += f.Arrivals
			for _, a := range Arrows {
				n := f.Crossing(a.From, a.To).Transitions
				start[a.From] -= n
				start[a.To] += n
			}
			if start != end {
				t.Fatalf("[%d, %d): carried over %v, counted %v", f.From, f.To, start, end)
			}
		}
	})
}
