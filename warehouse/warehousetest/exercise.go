// Package warehousetest holds every warehouse to the definitions in package wheel: whatever is asked, the answer
// must be the one that follows from the log in the plainest way, to the last person and đồng.
package warehousetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// Open opens the warehouse in a directory, an empty one or one used before. Exercise closes it.
type Open func(t *testing.T, dir string) warehouse.Warehouse

// Compacter is a warehouse that rearranges what it stores now and then, which must change nothing.
type Compacter interface {
	Compact(ctx context.Context) error
}

// Exercise runs the whole suite.
func Exercise(t *testing.T, open Open) {
	t.Run("a warehouse nobody has written to", func(t *testing.T) { empty(t, open) })
	t.Run("every answer follows from the log", func(t *testing.T) { everyAnswer(t, open) })
	t.Run("answers keep up with the log", func(t *testing.T) { keepsUp(t, open) })
	t.Run("closing, opening and compacting change nothing", func(t *testing.T) { reopening(t, open) })
	t.Run("what is replayed changes nothing", func(t *testing.T) { replay(t, open) })
	t.Run("a reset warehouse is rebuilt to the same", func(t *testing.T) { reset(t, open) })
	t.Run("a figure opens a list of its length", func(t *testing.T) { lists(t, open) })
	t.Run("a timeline is read page by page", func(t *testing.T) { pages(t, open) })
	t.Run("a question given up gives up", func(t *testing.T) { givenUp(t, open) })
	t.Run("answers given while more is coming hold for their entry", func(t *testing.T) { together(t, open) })
}

const seeds = 4

func histories(t *testing.T, entries int, do func(t *testing.T, l *Log, random *rand.Rand)) {
	n := seeds
	if testing.Short() {
		n = 1
	}
	for seed := range n {
		t.Run(fmt.Sprint("history ", seed), func(t *testing.T) {
			do(t, NewLog(uint64(seed), entries), rand.New(rand.NewPCG(uint64(seed), 11)))
		})
	}
}

func opened(t *testing.T, open Open, dir string) warehouse.Warehouse {
	w := open(t, dir)
	t.Cleanup(func() { closed(t, w) })
	return w
}

func closed(t *testing.T, w warehouse.Warehouse) {
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

func apply(t *testing.T, w warehouse.Warehouse, batches ...*flow.Batch) {
	t.Helper()
	for _, b := range batches {
		if err := w.Apply(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		if at, err := w.Cursor(context.Background()); err != nil || at != b.To {
			t.Fatalf("the cursor is %d after entry %d: %v", at, b.To, err)
		}
	}
}

func compact(t *testing.T, w warehouse.Warehouse) {
	if c, ok := w.(Compacter); ok {
		if err := c.Compact(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func empty(t *testing.T, open Open) {
	w := opened(t, open, t.TempDir())
	compare(t, w, NewReference(NewLog(0, 0), 0), cuts(NewLog(0, 0))...)
	if _, version, err := w.Catalogue(context.Background()); version != 0 || err != nil {
		t.Fatalf("version %d, %v", version, err)
	}
}

func everyAnswer(t *testing.T, open Open) {
	histories(t, 400, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), cuts(l)...)
		if _, version, err := w.Catalogue(context.Background()); version != l.rules || err != nil {
			t.Fatalf("version %d of %d, %v", version, l.rules, err)
		}
	})
}

// keepsUp asks again and again while the log is being applied, so that answers come from what was there before
// and what came since.
func keepsUp(t *testing.T, open Open) {
	histories(t, 500, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		for _, b := range l.Batches(random) {
			apply(t, w, b)
			if random.IntN(8) == 0 {
				compact(t, w)
			}
			if random.IntN(3) > 0 {
				compare(t, w, NewReference(l, b.To), everything(l))
			}
		}
	})
}

func reopening(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		dir := t.TempDir()
		batches := l.Batches(random)
		for i, b := range batches {
			w := open(t, dir)
			apply(t, w, b)
			if random.IntN(2) == 0 {
				compact(t, w)
			}
			switch {
			case i == len(batches)-1:
				compare(t, w, NewReference(l, b.To), cuts(l)...)
			case random.IntN(4) == 0:
				compare(t, w, NewReference(l, b.To), everything(l))
			}
			closed(t, w)
		}
	})
}

func replay(t *testing.T, open Open) {
	histories(t, 200, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for _, b := range l.Batches(random) { // what came already, cut in other places
			if err := w.Apply(context.Background(), b); err != nil {
				t.Fatal(err)
			}
		}
		gap := &flow.Batch{From: l.seq + 5, To: l.seq + 6}
		if err := w.Apply(context.Background(), gap); err == nil {
			t.Fatal("a batch that leaves entries out was taken in")
		}
		compare(t, w, NewReference(l, l.seq), everything(l))
		overlapping(t, open, l, random)
	})
}

// overlapping replays from before the cursor, as after a crash between two projections.
func overlapping(t *testing.T, open Open, l *Log, random *rand.Rand) {
	w := opened(t, open, t.TempDir())
	for at := 0; at < len(l.entries); {
		from := max(0, at-random.IntN(20))
		at = min(len(l.entries), at+1+random.IntN(60))
		apply(t, w, join(l.entries[from:at]))
	}
	compare(t, w, NewReference(l, l.seq), everything(l))
}

func reset(t *testing.T, open Open) {
	histories(t, 200, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), everything(l))
		if err := w.Reset(context.Background()); err != nil {
			t.Fatal(err)
		}
		compare(t, w, NewReference(l, 0), everything(l))
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), cuts(l)...)
	})
}

// everything is the cut that leaves out only what lies ahead of now.
func everything(l *Log) warehouse.Cut {
	return warehouse.Cut{AsOf: l.Now(), KnownAt: wheel.Forever, Zone: saigon, Currency: "VND"}
}

var saigon = time.FixedZone("+07", 7*3600)

// cuts are all kinds of cut: now, earlier, later, as known then, and for chosen people.
func cuts(l *Log) []warehouse.Cut {
	now := everything(l)
	past, ahead, then, both := now, now, now, now
	past.AsOf = start + 200*wheel.Day
	ahead.AsOf = start + 1000*wheel.Day
	then.KnownAt = start + (l.clock-start)/2
	both.AsOf, both.KnownAt = past.AsOf, start+(l.clock-start)/3
	all := []warehouse.Cut{now, past, ahead, then, both}
	for i, text := range segments {
		c := all[i%len(all)]
		c.Segment = parse(text)
		all = append(all, c)
	}
	return all
}

var segments = []string{
	`stage = customer or stage = promoter`, `email contains someone1`, `phone < someone3`, `channel = direct`, `channel in (email, google)`, `props.p = 1`, `props.p = x or props.n > 2`,
	`"props.a/b~c \"d\"" contains "Hà"`, `name = "Đức" and not city = "Huế"`, `age >= 31`, `exists email`, `external.shop contains example`, `exists nothing`,
	`not exists props.p`,
}

func parse(text string) *segment.Expr {
	e, err := segment.Parse(text)
	if err != nil {
		panic(err)
	}
	return e
}

// compare asks both everything there is to ask in each cut.
func compare(t *testing.T, got, want Asked, cuts ...warehouse.Cut) {
	t.Helper()
	for _, c := range cuts {
		g, w := interview(got, c), interview(want, c)
		for i := range w {
			if g[i].answer != w[i].answer {
				t.Fatalf("%s\nin %s\ngot  %s\nwant %s", w[i].question, describe(c), g[i].answer, w[i].answer)
			}
		}
	}
}

func describe(c warehouse.Cut) string {
	s := fmt.Sprintf("as of %s", time.UnixMicro(c.AsOf).UTC())
	if c.KnownAt != wheel.Forever {
		s += fmt.Sprintf(", known at %s", time.UnixMicro(c.KnownAt).UTC())
	}
	if c.Segment != nil {
		s += ", for " + c.Segment.String()
	}
	return s
}

type answered struct{ question, answer string }

type interviewer struct {
	Asked
	cut warehouse.Cut
	all []answered
}

func interview(a Asked, c warehouse.Cut) []answered {
	i := interviewer{Asked: a, cut: c}
	i.figures()
	i.sequences()
	i.persons()
	return i.all
}

// note writes an answer down. An empty list and none are the same.
func (i *interviewer) note(question string, answer, stamp any, err error) {
	if err != nil && !errors.Is(err, flow.ErrNotFound) {
		i.all = append(i.all, answered{question, "error: " + err.Error()})
		return
	}
	text, problem := json.Marshal(map[string]any{"answer": answer, "stamp": stamp, "unknown": err != nil})
	if problem != nil {
		text = []byte("error: " + problem.Error())
	}
	i.all = append(i.all, answered{question, strings.ReplaceAll(string(text), "[]", "null")})
}

func (i *interviewer) figures() {
	ctx := context.Background()
	for _, p := range [][2]int64{{start + 60*wheel.Day, start + 240*wheel.Day}, {start, start + 2000*wheel.Day}} {
		r, s, err := i.Wheel(ctx, i.cut, p[0], p[1])
		i.note(fmt.Sprint("the wheel of ", p), r, s, err)
	}
	f, s, err := i.Flow(ctx, i.cut, []int64{start, start + 90*wheel.Day, start + 91*wheel.Day, start + 400*wheel.Day})
	i.note("stock and flow", f, s, err)
	g, s, err := i.Gain(ctx, i.cut, 90*wheel.Day)
	i.note("gain", g, s, err)
	v, s, err := i.Value(ctx, i.cut, value.Question{Day: time.UnixMicro(start + 300*wheel.Day).In(saigon), Horizon: 90 * wheel.Day})
	i.note("value", v, s, err)
}

func (i *interviewer) sequences() {
	for _, order := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
		for _, steps := range stepLists {
			for _, window := range []int64{0, 15 * wheel.Day} {
				i.funnel(warehouse.FunnelQuestion{From: start + 30*wheel.Day, To: start + 300*wheel.Day, Steps: steps, Window: window, Order: order, Breakdown: "p"})
			}
		}
	}
	for _, pair := range [][2]warehouse.Step{
		{event("Page Viewed"), event("Order Completed")}, {event("Order Completed"), event("Order Completed")}, {enter(wheel.Prospect), where("Page Viewed", "p = x")},
		{event("Product Used"), event(wheel.FriendBought)},
	} {
		q := warehouse.RetentionQuestion{From: start, To: start + 250*wheel.Day, First: pair[0], Return: pair[1], Every: wheel.Months, Periods: 4}
		for _, q.Unbounded = range []bool{false, true} {
			r, s, err := i.Retention(context.Background(), i.cut, q)
			i.note(fmt.Sprint("retention ", pair[0].Label, " / ", pair[1].Label), r, s, err)
		}
	}
}

func (i *interviewer) funnel(q warehouse.FunnelQuestion) {
	for _, q.Breakdown = range []string{"", "p"} {
		r, s, err := i.Funnel(context.Background(), i.cut, q)
		text := fmt.Sprintf("%s funnel", q.Order)
		for _, step := range q.Steps {
			text += " " + step.Label
		}
		i.note(fmt.Sprintf("%s within %d by %q", text, q.Window, q.Breakdown), r, s, err)
	}
}

func event(name string) warehouse.Step { return warehouse.Step{Label: name, Event: name} }

func where(name, condition string) warehouse.Step {
	return warehouse.Step{Label: name + "[" + condition + "]", Event: name, Where: parse(condition)}
}

func enter(s wheel.Stage) warehouse.Step { return warehouse.Step{Label: "→" + s.String(), Stage: &s} }

var stepLists = [][]warehouse.Step{
	{event("Page Viewed"), event("Form Submitted"), event("Order Completed")},
	{event("Page Viewed"), where("Page Viewed", "p = 1 or n > 2"), event("Order Completed")},
	{where("Page Viewed", "p = x"), where("Order Completed", `p = 1`)},
	{enter(wheel.Stranger), enter(wheel.Prospect), enter(wheel.Customer)},
	{enter(wheel.Customer), enter(wheel.Dormant)},
	{event("Order Completed"), enter(wheel.Promoter)},
	{event("Product Used"), event(wheel.FriendJoined), event(wheel.FriendBought)},
	{event("Never Heard Of"), event("Page Viewed")},
}

func (i *interviewer) persons() {
	ctx := context.Background()
	all, s, err := i.People(ctx, i.cut, warehouse.PeopleQuestion{Limit: 1000})
	i.note("people", all, s, err)
	stage := wheel.Customer
	some, s, err := i.People(ctx, i.cut, warehouse.PeopleQuestion{Limit: 2, After: 3, Stage: &stage})
	i.note("two customers after the third person", some, s, err)
	for person := int64(1); person <= profiles; person++ {
		t, s, err := i.Person(ctx, i.cut, warehouse.TimelineQuestion{Person: person, Limit: 10_000})
		i.note(fmt.Sprint("person ", person), t, s, err)
	}
	for imported := int64(1); imported <= imports; imported++ {
		n, err := i.PeopleOf(ctx, imported)
		i.note(fmt.Sprint("people of import ", imported), n, nil, err)
	}
}

func lists(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for _, c := range cuts(l) {
			r, _, err := w.Wheel(context.Background(), c, start, c.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			for stage := wheel.Stranger; stage < wheel.Stages; stage++ {
				n := r.Stock.To.Of(stage)
				people, _, err := w.People(context.Background(), c, warehouse.PeopleQuestion{Stage: &stage, Limit: 1000})
				if err != nil || int64(len(people)) != n {
					t.Fatalf("%d %ss in the figure, %d in the list, in %s (%v)", n, stage, len(people), describe(c), err)
				}
			}
		}
	})
}

func pages(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for person := int64(1); person <= profiles; person++ {
			whole, _, err := w.Person(context.Background(), everything(l), warehouse.TimelineQuestion{Person: person, Limit: 10_000})
			if err != nil {
				continue
			}
			if got, want := fmt.Sprint(paged(t, w, l, person)), fmt.Sprint(whole.Events); got != want {
				t.Fatalf("person %d in pages\n%s\nwhole\n%s", person, got, want)
			}
		}
		bad := warehouse.TimelineQuestion{Person: 1, Limit: 3, Before: "nonsense"}
		if _, _, err := w.Person(context.Background(), everything(l), bad); err == nil {
			t.Fatal("a cursor that is none was taken")
		}
	})
}

func paged(t *testing.T, w warehouse.Warehouse, l *Log, person int64) (all []warehouse.TimelineEvent) {
	q := warehouse.TimelineQuestion{Person: person, Limit: 3}
	for {
		page, _, err := w.Person(context.Background(), everything(l), q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if q.Before = page.Next; q.Before == "" {
			return all
		}
	}
}

func givenUp(t *testing.T, open Open) {
	l := NewLog(1, 100)
	w := opened(t, open, t.TempDir())
	apply(t, w, l.Batches(rand.New(rand.NewPCG(1, 1)))...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := w.Wheel(ctx, everything(l), start, l.Now()); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	compare(t, w, NewReference(l, l.seq), everything(l))
}
