package duckdb

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// The benchmarks' company: events of random people over two years, as a shop's. BANHDA_BENCH_EVENTS sets how many
// there are.
func benchEvents() int64 {
	if n, err := strconv.ParseInt(os.Getenv("BANHDA_BENCH_EVENTS"), 10, 64); err == nil {
		return n
	}
	return 1_000_000
}

const rowsPerBatch = 50_000

var shop = []string{"Page Viewed", "Product Viewed", "Product Added", "Checkout Started", "Order Completed"}

// shopBatch makes the events after an entry; a twentieth of them are orders.
func shopBatch(from, total int64) *flow.Batch {
	b := &flow.Batch{From: from, To: min(from+rowsPerBatch, total)}
	for seq := from + 1; seq <= b.To; seq++ {
		h := uint64(seq) * 0x9E3779B97F4A7C15
		h ^= h >> 29
		e := flow.Event{
			Seq: seq, Profile: 1 + int64(h%uint64(max(1, total/20))), At: seq * (730 * wheel.Day / total), ReceivedAt: seq,
			ID: fmt.Sprintf("shop-%012d", seq), Source: "shop", Name: shop[min(4, (h>>40)%20)%5], Channel: "email",
			Properties: json.RawMessage(fmt.Sprintf(`{"product":"p%d","page":"/a/b/%d"}`, h>>33%1000, h>>50%300)),
		}
		if e.Name == "Order Completed" {
			e.HasValue, e.Value, e.Currency, e.Sale = true, 100_000, "VND", fmt.Sprint("order-", seq)
		}
		b.Events = append(b.Events, e)
	}
	return b
}

func fill(b *testing.B, w *Warehouse, total int64) {
	b.Helper()
	for from := int64(0); from < total; from += rowsPerBatch {
		must(b, w.Apply(context.Background(), shopBatch(from, total)))
	}
}

func BenchmarkApply(b *testing.B) {
	w, total := opened(b), benchEvents()
	var batches []*flow.Batch
	for from := int64(0); from < total; from += rowsPerBatch {
		batches = append(batches, shopBatch(from, total))
	}
	for b.Loop() {
		must(b, w.Reset(context.Background()))
		for _, batch := range batches {
			must(b, w.Apply(context.Background(), batch))
		}
	}
	b.ReportMetric(float64(total)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func benchCut() warehouse.Cut {
	return warehouse.Cut{AsOf: 730 * wheel.Day, KnownAt: wheel.Forever, Zone: time.UTC, Currency: "VND"}
}

func BenchmarkQuestions(b *testing.B) {
	if testing.Short() {
		b.Skip("needs a filled warehouse")
	}
	ctx, w := context.Background(), opened(b)
	fill(b, w, benchEvents())
	must(b, w.Compact(ctx))
	whole := warehouse.FunnelQuestion{From: 0, To: 730 * wheel.Day, Window: 14 * wheel.Day}
	for _, name := range shop[1:] {
		whole.Steps = append(whole.Steps, segment.Step{Label: name, Event: name})
	}
	filtered, broken := whole, whole
	filtered.Steps = append([]segment.Step{{Label: "p", Event: shop[1], Where: parsed(b, "product = p7")}}, whole.Steps[1:]...)
	broken.Breakdown = "page"
	chosen := benchCut()
	chosen.Segment = parsed(b, "stage = customer and props.product starts p1")
	known := benchCut()
	known.KnownAt = benchEvents() / 2
	for name, ask := range map[string]func() error{
		"load":            func() error { w.live.drop(); _, _, err := w.Funnel(ctx, benchCut(), whole); return err },
		"funnel":          func() error { _, _, err := w.Funnel(ctx, benchCut(), whole); return err },
		"funnel/filtered": func() error { _, _, err := w.Funnel(ctx, benchCut(), filtered); return err },
		"funnel/broken":   func() error { _, _, err := w.Funnel(ctx, benchCut(), broken); return err },
		"wheel":           func() error { _, _, err := w.Wheel(ctx, benchCut(), 365*wheel.Day, 730*wheel.Day); return err },
		"wheel/segment":   func() error { _, _, err := w.Wheel(ctx, chosen, 365*wheel.Day, 730*wheel.Day); return err },
		"wheel/known-at":  func() error { w.known.drop(); _, _, err := w.Wheel(ctx, known, 0, 730*wheel.Day); return err },
		"list":            func() error { _, _, err := w.List(ctx, benchCut(), purchases()); return err },
		"list/funnel": func() error {
			_, _, err := w.List(ctx, benchCut(), warehouse.ListQuestion{Funnel: &warehouse.FunnelList{FunnelQuestion: whole, Step: 2}, Limit: 50})
			return err
		},
		"list/value": func() error {
			_, _, err := w.List(ctx, benchCut(), warehouse.ListQuestion{Value: &warehouse.ValueList{Question: value.Question{Day: time.UnixMicro(729 * wheel.Day).UTC()}}, Limit: 50})
			return err
		},
		"trend":     func() error { _, _, err := w.Trend(ctx, benchCut(), months()); return err },
		"names":     func() error { _, _, err := w.Names(ctx, benchCut(), 365*wheel.Day, 730*wheel.Day); return err },
		"retention": func() error { _, _, err := w.Retention(ctx, benchCut(), monthly()); return err },
		"person's timeline": func() error {
			_, _, err := w.Person(ctx, benchCut(), warehouse.TimelineQuestion{Person: 777, Limit: 100})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			must(b, ask())
			for b.Loop() {
				must(b, ask())
			}
		})
	}
}

func purchases() warehouse.ListQuestion {
	f, _ := wheel.FigureAt("revenue.total")
	return warehouse.ListQuestion{Wheel: &warehouse.WheelList{Figure: f, From: 365 * wheel.Day, To: 730 * wheel.Day}, Limit: 50}
}

// months are the bounds of twelve periods of 30 days.
func months() (bounds []int64) {
	for day := int64(370); day <= 730; day += 30 {
		bounds = append(bounds, day*wheel.Day)
	}
	return bounds
}

func monthly() warehouse.RetentionQuestion {
	viewed := segment.Step{Label: shop[0], Event: shop[0]}
	return warehouse.RetentionQuestion{To: 730 * wheel.Day, First: viewed, Return: viewed, Every: wheel.Months, Periods: 12}
}

func parsed(b *testing.B, text string) *segment.Expr {
	e, err := segment.Parse(text)
	must(b, err)
	return e
}

// BenchmarkFreshness is how long a question takes right after a batch of 5,000 events came.
func BenchmarkFreshness(b *testing.B) {
	ctx, w, total := context.Background(), opened(b), benchEvents()
	fill(b, w, total)
	c := warehouse.Cut{AsOf: 1 << 60, KnownAt: wheel.Forever, Zone: time.UTC, Currency: "VND"}
	ask := func() {
		_, _, err := w.People(ctx, c, warehouse.PeopleQuestion{Limit: 10})
		must(b, err)
	}
	ask()
	for b.Loop() {
		batch := shopBatch(0, total)
		batch.Events = batch.Events[:5000]
		batch.From, batch.To = w.now.Load().cursor, w.now.Load().cursor+5000
		for i := range batch.Events {
			e := &batch.Events[i]
			e.Seq = batch.From + 1 + int64(i)
			e.At = e.Seq * (730 * wheel.Day / total)
		}
		must(b, w.Apply(ctx, batch))
		ask()
	}
}
