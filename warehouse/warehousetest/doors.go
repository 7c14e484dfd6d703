package warehousetest

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// doors opens the figures of the sequences and of the value: each list is as long as its figure. Those of the wheel
// are held to theirs where they are selected, in package wheel; here to the report of the same warehouse.
func doors(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for _, c := range cuts(l) {
			d := door{t, w, c}
			d.ofWheel()
			d.ofFunnels()
			d.ofRetention()
			d.ofValue()
		}
	})
}

type door struct {
	*testing.T
	warehouse.Warehouse
	cut warehouse.Cut
}

// opens asks for a list, of which it needs no row to know the length.
func (d door) opens(figure string, want int64, q warehouse.ListQuestion) {
	d.Helper()
	q.Limit = 1
	r, _, err := d.List(context.Background(), d.cut, q)
	got := r.Count
	if r.Sum != nil {
		got = *r.Sum
	}
	if err != nil || got != want {
		d.Fatalf("%s is %d, its list gives %d (%v), in %s", figure, want, got, err, describe(d.cut))
	}
}

func (d door) ofWheel() {
	from, to := start+60*wheel.Day, start+240*wheel.Day
	r, _, err := d.Wheel(context.Background(), d.cut, from, to)
	if err != nil {
		d.Fatal(err)
	}
	counts := map[string]int64{
		"arrivals": r.Arrivals, "mass": r.Mass, "rotations": r.Rotations, "cohort.customer": r.Cohort.Customer,
		"stock.from.dormant": r.Stock.From.Dormant, "gain.customers": r.Gain.Rep.Customers, "growth.people.dormant": r.Growth.People.Dormant,
		"revenue.refunds": r.Revenue.Refunds,
	}
	for _, f := range r.Flows {
		counts["flows."+f.From.String()+"."+f.To.String()+".people"] = f.People
	}
	for _, s := range r.Speed {
		counts["speed."+s.From.String()+"."+s.To.String()+".moved"] = s.Moved
	}
	if r.Revenue.Repeat != nil {
		counts["revenue.repeat"] = *r.Revenue.Repeat
	}
	for path, want := range counts {
		f, _ := wheel.FigureAt(path)
		d.opens(path, want, warehouse.ListQuestion{Wheel: &warehouse.WheelList{Figure: f, From: from, To: to}})
	}
}

func (d door) ofFunnels() {
	for _, order := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
		for _, steps := range stepLists {
			q := warehouse.FunnelQuestion{From: start + 30*wheel.Day, To: start + 300*wheel.Day, Steps: steps, Order: order, Window: 45 * wheel.Day, Breakdown: "p"}
			r, _, err := d.Funnel(context.Background(), d.cut, q)
			if err != nil {
				d.Fatal(err)
			}
			d.ofSteps(r.Steps, warehouse.FunnelList{FunnelQuestion: q})
			for _, v := range r.Breakdown {
				d.ofSteps(v.Steps, warehouse.FunnelList{FunnelQuestion: q, Broken: true, Value: v.Value})
			}
		}
	}
}

func (d door) ofSteps(steps []wheel.FunnelStep, q warehouse.FunnelList) {
	for k, step := range steps {
		q.Step = k
		d.opens(q.Order.String()+" "+step.Name, int64(step.People), warehouse.ListQuestion{Funnel: &q})
	}
}

func (d door) ofRetention() {
	q := warehouse.RetentionQuestion{
		From: start, To: start + 250*wheel.Day, First: event("Page Viewed"), Return: event("Order Completed"), Every: wheel.Months, Periods: 4}
	for _, q.Unbounded = range []bool{false, true} {
		r, _, err := d.Retention(context.Background(), d.cut, q)
		if err != nil {
			d.Fatal(err)
		}
		for _, h := range r.Cohorts {
			l := warehouse.RetentionList{RetentionQuestion: q, Start: h.Start, Period: -1}
			d.opens("the cohort of "+h.Start, int64(h.Size), warehouse.ListQuestion{Retention: &l})
			for k, cell := range h.Returned {
				l.Period = k
				d.opens("who came back of "+h.Start, int64(came(cell)), warehouse.ListQuestion{Retention: &l})
			}
		}
	}
}

func (d door) ofValue() {
	q := value.Question{Day: time.UnixMicro(start + 300*wheel.Day).In(saigon)}
	r, _, err := d.Value(context.Background(), d.cut, q)
	if err != nil {
		d.Fatal(err)
	}
	d.opens("buyers", int64(r.People), warehouse.ListQuestion{Value: &warehouse.ValueList{Question: q}})
	d.opens("repeaters", int64(r.Repeaters), warehouse.ListQuestion{Value: &warehouse.ValueList{Question: q, Repeaters: true}})
}
