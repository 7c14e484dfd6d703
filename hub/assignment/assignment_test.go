package assignment

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// office is a pool at work: it keeps what a store keeps.
type office struct {
	Rule
	seats []Seat
	clock int64
	got   map[int64]int
}

func newOffice(r Rule) *office {
	o := &office{Rule: r, got: map[int64]int{}}
	for _, m := range r.Members(nil) {
		o.seats = append(o.seats, Seat{Member: m})
	}
	return o
}

func (o *office) give(not int64) Decision {
	d := Choose(o.Rule, o.seats, o.clock, not)
	for i := range o.seats {
		if s := &o.seats[i]; s.User == d.User {
			s.Pass, o.clock = Given(*s, o.clock)
			s.Open++
			o.got[s.User]++
		}
	}
	return d
}

func random() Rule {
	r := Rule{Name: "x", Method: []Method{InTurn, LeastLoaded}[rand.IntN(2)], Load: Waiting, Capacity: rand.IntN(2) * 20}
	for user := range 1 + rand.IntN(8) {
		r.Pool = append(r.Pool, Member{int64(user + 1), 1 + rand.IntN(4)})
	}
	return r
}

// While everybody is there and has room, each gets their share, to within one turn.
func TestSharesAreFair(t *testing.T) {
	for range 300 {
		r := random()
		r.Capacity = 0
		o, n, weights := newOffice(r), 1+rand.IntN(400), 0
		for _, m := range r.Pool {
			weights += m.Weight
		}
		for range n {
			o.give(0)
		}
		for _, m := range r.Pool {
			share := float64(n) * float64(m.Weight) / float64(weights)
			if got := float64(o.got[m.User]); got < share-float64(len(r.Pool)) || got > share+float64(len(r.Pool)) {
				t.Fatalf("%s, %+v: of %d, %d got %.0f, and their share is %.1f", r.Method, r.Pool, n, m.User, got, share)
			}
		}
	}
}

// Nobody who is absent, has enough, or was just taken off it gets anybody; and where somebody could, somebody does.
func TestNeverToWhoCannot(t *testing.T) {
	for range 5000 {
		r := random()
		o, not := newOffice(r), int64(rand.IntN(9))
		free := 0
		for i := range o.seats {
			s := &o.seats[i]
			s.Open, s.Pass = rand.IntN(25), rand.Int64N(10)*stride
			s.Absent = []Why{"", "", OffHours, OnLeave, Skips}[rand.IntN(5)]
			if s.Absent == "" && (r.Capacity == 0 || s.Open < r.Capacity) && s.User != not {
				free++
			}
		}
		d := Choose(r, o.seats, 0, not)
		if (d.User == 0) != (free == 0) || len(d.Passed) != len(o.seats)-min(1, free) {
			t.Fatalf("%d are free: %+v", free, d)
		}
		for _, s := range o.seats {
			if s.User == d.User && (s.Absent != "" || r.Capacity > 0 && s.Open >= r.Capacity || s.User == not) {
				t.Fatalf("%+v got somebody", s)
			}
		}
		again := slices.Clone(o.seats)
		rand.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		if e := Choose(r, again, 0, not); e.User != d.User || e.Why != d.Why {
			t.Fatalf("in another order: %+v, not %+v", e, d)
		}
		if e := Choose(r, o.seats, 0, not); !reflect.DeepEqual(d, e) {
			t.Fatalf("asked again: %+v, not %+v", e, d)
		}
	}
}

// Who comes back from a leave gets their share from then on, and not all that they missed.
func TestNobodyIsFloodedAfterALeave(t *testing.T) {
	o := newOffice(Rule{Name: "x", Method: InTurn, Load: Waiting, Pool: []Member{{1, 1}, {2, 1}, {3, 2}}})
	o.seats[0].Absent = OnLeave
	for range 90 {
		o.give(0)
	}
	if o.got[1] != 0 || o.got[2] != 30 || o.got[3] != 60 {
		t.Fatalf("during the leave: %v", o.got)
	}
	o.seats[0].Absent = ""
	before := o.got[1]
	for range 40 {
		o.give(0)
	}
	if back := o.got[1] - before; back < 9 || back > 11 {
		t.Errorf("of 40 after the leave, who came back got %d, and their share is 10", back)
	}
}

func TestLeastLoadedLevelsOut(t *testing.T) {
	o := newOffice(Rule{Name: "x", Method: LeastLoaded, Load: Owned, Pool: []Member{{1, 1}, {2, 1}}})
	o.seats[0].Open = 10
	for range 10 {
		if d := o.give(0); d.User != 2 || d.Why != Least {
			t.Fatalf("who has less gets them: %+v", d)
		}
	}
	o.give(0)
	o.give(0)
	if o.seats[0].Open != 11 || o.seats[1].Open != 11 {
		t.Errorf("loads are %d and %d", o.seats[0].Open, o.seats[1].Open)
	}
}

func TestWhatIsNoRule(t *testing.T) {
	good := Rule{Name: "Khách mới", Method: InTurn, Load: Waiting, Pool: []Member{{1, 1}}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, change := range []func(*Rule){
		func(r *Rule) { r.Name = " " }, func(r *Rule) { r.Pool = nil }, func(r *Rule) { r.Method = "lottery" }, func(r *Rule) { r.Load = "mood" },
		func(r *Rule) { r.Pool = []Member{{1, 0}} }, func(r *Rule) { r.Pool = []Member{{1, 17}} }, func(r *Rule) { r.Pool = []Member{{1, 1}, {1, 2}} }, func(r *Rule) { r.Capacity = -1 },
	} {
		r := good
		change(&r)
		if r.Check() == nil {
			t.Errorf("%+v is no rule", r)
		}
	}
	if got := (Rule{Pool: []Member{{3, 2}}}).Members([]int64{1, 3}); !reflect.DeepEqual(got, []Member{{1, 1}, {3, 2}}) {
		t.Errorf("a pool and a team: %v", got)
	}
}
