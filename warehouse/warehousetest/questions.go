package warehousetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

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
	some, none := all[len(all)-1], now
	for id := int64(1); id < 400; id += 3 { // with some there never were
		some.Within = append(some.Within, id)
	}
	none.Within = []int64{}
	now.Within = some.Within
	return append(all, some, none, now)
}

var segments = []string{
	`stage = customer or stage = promoter`, `email contains someone1`, `phone < someone3`, `channel = direct`, `channel in (email, google)`, `first.campaign = tet or first.referrer contains blog`, `not exists first.medium`, `props.p = 1`, `props.p = x or props.n > 2`,
	`"props.a/b~c \"d\"" contains "Hà"`, `name = "Đức" and not city = "Huế"`, `age >= 31`, `exists email`, `external.shop contains example`, `exists nothing`,
	`not exists props.p`, `did("Page Viewed", p = x) >= 2 or not did("Order Completed")`, `last_seen > 1740000000000000 and purchases < 2`,
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
	if c.Within != nil {
		s += fmt.Sprintf(", within %d people", len(c.Within))
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
	i.lists()
	i.members()
	i.lifts()
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
	c, s, err := i.Care(ctx, i.cut, start+60*wheel.Day, start+2000*wheel.Day)
	i.note("care credited", c, s, err)
	f, s, err := i.Flow(ctx, i.cut, []int64{start, start + 90*wheel.Day, start + 91*wheel.Day, start + 400*wheel.Day})
	i.note("stock and flow", f, s, err)
	g, s, err := i.Gain(ctx, i.cut, 90*wheel.Day)
	i.note("gain", g, s, err)
	t, s, err := i.Trend(ctx, i.cut, []int64{start - 30*wheel.Day, start + 60*wheel.Day, start + 150*wheel.Day, start + 700*wheel.Day})
	i.note("trend", t, s, err)
	n, s, err := i.Names(ctx, i.cut, start+20*wheel.Day, start+200*wheel.Day)
	i.note("names", n, s, err)
	v, s, err := i.Value(ctx, i.cut, value.Question{Day: time.UnixMicro(start + 300*wheel.Day).In(saigon), Horizon: 90 * wheel.Day})
	i.note("value", v, s, err)
	a, s, err := i.Advocates(ctx, i.cut)
	i.note("advocates", a, s, err)
	b, s, err := i.Buyers(ctx, i.cut, value.Question{Day: time.UnixMicro(start + 300*wheel.Day).In(saigon)})
	i.note("buyers", b, s, err)
}

func (i *interviewer) sequences() {
	for _, order := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
		for _, steps := range stepLists {
			for _, window := range []int64{0, 15 * wheel.Day} {
				i.funnel(warehouse.FunnelQuestion{From: start + 30*wheel.Day, To: start + 300*wheel.Day, Steps: steps, Window: window, Order: order, Breakdown: "p"})
			}
		}
	}
	for _, pair := range [][2]segment.Step{
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

func event(name string) segment.Step { return segment.Step{Label: name, Event: name} }

func where(name, condition string) segment.Step {
	return segment.Step{Label: name + "[" + condition + "]", Event: name, Where: parse(condition)}
}

func enter(s wheel.Stage) segment.Step { return segment.Step{Label: "→" + s.String(), Stage: &s} }

var stepLists = [][]segment.Step{
	{event("Page Viewed"), event("Form Submitted"), event("Order Completed")},
	{event("Page Viewed"), where("Page Viewed", "p = 1 or n > 2"), event("Order Completed")},
	{where("Page Viewed", "p = x"), where("Order Completed", `p = 1`)},
	{enter(wheel.Stranger), enter(wheel.Prospect), enter(wheel.Customer)},
	{enter(wheel.Customer), enter(wheel.Dormant)},
	{event("Order Completed"), enter(wheel.Promoter)},
	{event("Product Used"), event(wheel.FriendJoined), event(wheel.FriendBought)},
	{event("Never Heard Of"), event("Page Viewed")},
}

// latest asks for pages of those who were seen last, beginning behind each of the people there are.
func (i *interviewer) latest(all []warehouse.PersonRow) {
	stage := wheel.Prospect
	for n, q := range []warehouse.PeopleQuestion{{Latest: true, Limit: 1000}, {Latest: true, Limit: 3}, {Latest: true, Limit: 3, Stage: &stage}} {
		rows, s, err := i.People(context.Background(), i.cut, q)
		i.note(fmt.Sprint("seen last ", n), rows, s, err)
	}
	for _, last := range all {
		rows, s, err := i.People(context.Background(), i.cut, warehouse.PeopleQuestion{Latest: true, Limit: 2, After: last.Person, Seen: last.LastSeen})
		i.note(fmt.Sprint("seen before person ", last.Person), rows, s, err)
	}
}

func (i *interviewer) persons() {
	ctx := context.Background()
	all, s, err := i.People(ctx, i.cut, warehouse.PeopleQuestion{Limit: 1000})
	i.note("people", all, s, err)
	stage := wheel.Customer
	some, s, err := i.People(ctx, i.cut, warehouse.PeopleQuestion{Limit: 2, After: 3, Stage: &stage})
	i.note("two customers after the third person", some, s, err)
	found, s, err := i.People(ctx, i.cut, warehouse.PeopleQuestion{Limit: 2, After: 2, Among: slices.Values([]int64{1, 2, 3, 5, 6, 8, 1000})})
	i.note("two of those who were found", found, s, err)
	i.latest(all)
	for person := int64(1); person <= profiles; person++ {
		t, s, err := i.Person(ctx, i.cut, warehouse.TimelineQuestion{Person: person, Limit: 10_000})
		i.note(fmt.Sprint("person ", person), t, s, err)
	}
	i.pasts()
	for imported := int64(1); imported <= imports; imported++ {
		events, people, err := i.CountImport(ctx, imported)
		i.note(fmt.Sprint("events and people of import ", imported), []int64{events, people}, nil, err)
	}
}

// lists asks for the pages of some figures of each readout.
func (i *interviewer) lists() {
	for _, path := range []string{"stock.from.customer", "mass", "flows.prospect.customer.transitions", "rotations", "revenue.total", "growth.revenue.lost", "speed.customer.dormant.spells"} {
		f, _ := wheel.FigureAt(path)
		i.list(path, warehouse.ListQuestion{Wheel: &warehouse.WheelList{Figure: f, From: start + 60*wheel.Day, To: start + 240*wheel.Day}})
	}
	for k, steps := range stepLists {
		q := warehouse.FunnelList{FunnelQuestion: warehouse.FunnelQuestion{From: start + 30*wheel.Day, To: start + 300*wheel.Day, Steps: steps, Order: wheel.Order(k % 3), Breakdown: "p"}, Step: 1}
		i.list("funnel "+steps[0].Label, warehouse.ListQuestion{Funnel: &q})
		q.Step, q.Broken = 0, true
		x := "x"
		q.Value = &x
		i.list("funnel where it is x "+steps[0].Label, warehouse.ListQuestion{Funnel: &q})
	}
	r := warehouse.RetentionList{Period: -1, RetentionQuestion: warehouse.RetentionQuestion{
		From: start, To: start + 250*wheel.Day, First: event("Page Viewed"), Return: event("Order Completed"), Every: wheel.Months, Periods: 4}}
	for cohort := range 2 {
		month := wheel.Months.Index(start, saigon) + cohort
		for r.Start = wheel.Months.Date(month); r.Period < 3; r.Period++ {
			i.list(fmt.Sprint("retention ", r.Start, r.Period), warehouse.ListQuestion{Retention: &r})
		}
		r.Period, r.Unbounded = -1, !r.Unbounded
	}
	i.list("what the rescued bought", warehouse.ListQuestion{Care: &warehouse.CareList{Figure: "own", From: start, To: start + 2000*wheel.Day}})
	v := warehouse.ValueList{Question: value.Question{Day: time.UnixMicro(start + 300*wheel.Day).In(saigon)}}
	for _, v.Repeaters = range []bool{false, true} {
		i.list("value", warehouse.ListQuestion{Value: &v})
	}
}

func (i *interviewer) list(figure string, q warehouse.ListQuestion) {
	for q.Limit = 3; ; {
		l, s, err := i.List(context.Background(), i.cut, q)
		i.note(fmt.Sprint("list of ", figure, " after ", q.After), l, s, err)
		if err != nil || l.Next == nil {
			return
		}
		q.After = *l.Next
	}
}
