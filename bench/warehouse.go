package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/warehouse/duckdb"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

const (
	batchEvents = 50_000
	day         = 24 * 3600 * 1_000_000
)

// The questions, the same for us and for the baseline.
var (
	funnelSteps = []string{"Product Viewed", "Product Added", "Checkout Started", "Order Completed"}
	window      = int64(14 * day)
)

func measureWarehouse(ctx context.Context, b *bench) error {
	dir := mkdir(b.dir, "warehouse")
	w, err := duckdb.Open(ctx, duckdb.Options{Dir: dir, MemoryLimit: "4GB"})
	if err != nil {
		return err
	}
	if err := b.load(ctx, w); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	size, err := os.Stat(filepath.Join(dir, "warehouse.duckdb"))
	if err != nil {
		return err
	}
	fmt.Printf("on disk %d bytes an event\n", size.Size()/b.events)
	if w, err = b.coldStart(ctx, dir); err != nil {
		return err
	}
	defer w.Close()
	return b.ask(ctx, w)
}

// load takes the whole history in and sorts it.
func (b *bench) load(ctx context.Context, w *duckdb.Warehouse) error {
	start := time.Now()
	for k := int64(0); k < b.events; k += batchEvents {
		if err := w.Apply(ctx, b.batch(k, min(k+batchEvents, b.events))); err != nil {
			return err
		}
	}
	took := time.Since(start)
	fmt.Printf("projection: %.0f events/s in batches of %d\n", float64(b.events)/took.Seconds(), batchEvents)
	start = time.Now()
	err := w.Compact(ctx)
	fmt.Printf("sorting the rest into the body: %s\n", show(time.Since(start)))
	return err
}

// batch is events from up to to, and the profiles they are the first of.
func (b *bench) batch(from, to int64) *flow.Batch {
	batch := &flow.Batch{From: from, To: to}
	for k := from; k < to; k++ {
		batch.Events = append(batch.Events, b.event(k))
	}
	if from == 0 {
		for p := int64(1); p <= b.people; p++ {
			batch.Profiles = append(batch.Profiles, flow.Profile{ID: p, Seq: 1, Kind: "user_id", Value: "u" + pad(p)})
		}
	}
	return batch
}

// coldStart opens what was closed and asks the first question.
func (b *bench) coldStart(ctx context.Context, dir string) (*duckdb.Warehouse, error) {
	start := time.Now()
	w, err := duckdb.Open(ctx, duckdb.Options{Dir: dir, MemoryLimit: "4GB"})
	if err != nil {
		return nil, err
	}
	opened := time.Since(start)
	if _, _, err := w.Wheel(ctx, b.cut(), historyStart, historyStart+90*day); err != nil {
		return nil, err
	}
	runtime.GC()
	fmt.Printf("cold start: open %s, first wheel after %s; memory %s\n", show(opened), show(time.Since(start)), memory())
	return w, nil
}

func (b *bench) cut() warehouse.Cut {
	return warehouse.Cut{AsOf: historyStart + historySpan + day, KnownAt: wheel.Forever, Zone: time.UTC, Currency: "VND"}
}

func (b *bench) ask(ctx context.Context, w *duckdb.Warehouse) error {
	from, to := int64(historyStart), int64(historyStart+historySpan+day)
	q := warehouse.FunnelQuestion{From: from, To: to, Window: window}
	for _, name := range funnelSteps {
		q.Steps = append(q.Steps, segment.Step{Label: name, Event: name})
	}
	by := q
	by.Breakdown = "utm_source"
	filtered := q
	filtered.Steps = append([]segment.Step(nil), q.Steps...)
	filtered.Steps[0].Where = mustParse(`device = mobile`)
	back := warehouse.RetentionQuestion{From: from, To: to, Every: wheel.Weeks, Periods: 12,
		First: segment.Step{Label: "Product Viewed", Event: "Product Viewed"}, Return: segment.Step{Label: "Page Viewed", Event: "Page Viewed"}}
	if err := b.agree(ctx, w, q); err != nil {
		return err
	}
	for _, m := range []struct {
		what, target, sql string
		ours              func() error
	}{
		{"funnel of four steps, 14 days", "ratio ≥ 6 to ASOF joins", funnelSQL("event_body", funnelSteps, window, ""), b.funnel(ctx, w, q)},
		{"the same by a property", "ratio ≥ 6 to ASOF joins", funnelSQL("event_body", funnelSteps, window, "utm_source"), b.funnel(ctx, w, by)},
		{"the same with a condition on a property", "—", "", b.funnel(ctx, w, filtered)},
		{"retention, 12 weeks", "ratio ≥ 2 to bitmasks", retentionSQL("event_body", "Product Viewed", "Page Viewed", 12), func() error {
			_, _, err := w.Retention(ctx, b.cut(), back)
			return err
		}},
		{"stock and flow of a year by month", "≤ 100 ms", "", func() error {
			_, _, err := w.Flow(ctx, b.cut(), b.months())
			return err
		}},
		{"the wheel of a quarter, every figure", "—", "", func() error {
			_, _, err := w.Wheel(ctx, b.cut(), from, from+91*day)
			return err
		}},
		{"a page of the purchases behind a year's revenue", "≤ 100 ms", "", func() error {
			_, _, err := w.List(ctx, b.cut(), purchasesOf(b.months()))
			return err
		}},
		{"a trend of twelve months", "≤ 1.5 s", "", func() error {
			_, _, err := w.Trend(ctx, b.cut(), b.months())
			return err
		}},
		{"the names of events, with their properties", "—", "", func() error {
			_, _, err := w.Names(ctx, b.cut(), from, to)
			return err
		}},
	} {
		var baseline func() error
		if m.sql != "" {
			baseline = func() error { return w.SQL(ctx, m.sql, func(*duck.Rows) error { return nil }) }
		}
		ours, base, err := interleave(b.rounds, m.ours, baseline)
		if err != nil {
			return err
		}
		result{what: m.what, ours: ours, baseline: base, target: m.target}.print(os.Stdout)
	}
	return b.timelines(ctx, w)
}

// purchasesOf asks for the first page of the purchases between the first and the last bound.
func purchasesOf(bounds []int64) warehouse.ListQuestion {
	revenue, _ := wheel.FigureAt("revenue.total")
	return warehouse.ListQuestion{Limit: 50, Wheel: &warehouse.WheelList{Figure: revenue, From: bounds[0], To: bounds[len(bounds)-1]}}
}

func (b *bench) funnel(ctx context.Context, w *duckdb.Warehouse, q warehouse.FunnelQuestion) func() error {
	return func() error {
		_, _, err := w.Funnel(ctx, b.cut(), q)
		return err
	}
}

// agree refuses to compare times of different answers.
func (b *bench) agree(ctx context.Context, w *duckdb.Warehouse, q warehouse.FunnelQuestion) error {
	report, _, err := w.Funnel(ctx, b.cut(), q)
	if err != nil {
		return err
	}
	reached := make([]int64, len(funnelSteps)+1)
	err = w.SQL(ctx, funnelSQL("event_body", funnelSteps, window, ""), func(r *duck.Rows) error {
		depths, counts := r.Int32(1), r.Int64(2)
		for i := range r.Len() {
			for k := int32(1); k <= depths[i]; k++ {
				reached[k] += counts[i]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for k, step := range report.Steps {
		if int64(step.People) != reached[k+1] {
			return fmt.Errorf("step %d: we count %d people, the baseline %d", k+1, step.People, reached[k+1])
		}
	}
	return nil
}

func (b *bench) months() []int64 {
	var bounds []int64
	for m := range 13 {
		bounds = append(bounds, time.Date(2024, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC).UnixMicro())
	}
	return bounds
}

// timelines asks for the last hundred events of many people, one after the other.
func (b *bench) timelines(ctx context.Context, w *duckdb.Warehouse) error {
	var took []time.Duration
	for i := range uint64(300) {
		id := int64(mix(i)%uint64(b.people)) + 1
		start := time.Now()
		if _, _, err := w.Person(ctx, b.cut(), warehouse.TimelineQuestion{Person: id, Limit: 100}); err != nil {
			return err
		}
		took = append(took, time.Since(start))
	}
	result{what: "last 100 events of a person", ours: took[100:], target: "≤ 3 ms"}.print(os.Stdout)
	fmt.Printf("%-44s p99 %s\n", "", show(percentile(took[100:], 0.99)))
	fmt.Printf("memory at the end %s\n", memory())
	return nil
}

func mustParse(text string) *segment.Expr {
	e, err := segment.Parse(text)
	if err != nil {
		panic(err) // a constant of this file
	}
	return e
}
