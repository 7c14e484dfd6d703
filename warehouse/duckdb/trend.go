package duckdb

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// Trend implements warehouse.Warehouse. The models are fitted after the world has been left: they take longer than
// anybody else should wait.
func (w *Warehouse) Trend(ctx context.Context, c warehouse.Cut, bounds []int64) (periods []warehouse.TrendPeriod, s warehouse.Stamp, err error) {
	var samples [][]value.Customer
	oneIn := 1
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		for _, turn := range v.book.Trend(bounds, v.now, c.Currency, v.who()) {
			periods = append(periods, warehouse.TrendPeriod{Turn: turn})
		}
		places, n := v.sampleOfBuyers()
		oneIn = n
		for _, p := range periods {
			customers, _ := value.Summarise(warehouse.ExpectedAt(c, p.To), v.boughtBefore(p.To, places))
			samples = append(samples, customers)
		}
		return nil
	})
	if err == nil {
		err = expect(ctx, c, periods, samples, oneIn)
	}
	return periods, s, err
}

// sampleOfBuyers gives the places of one in so many buyers.
func (v *view) sampleOfBuyers() (places []int, oneIn int) {
	for i := range v.people {
		if v.has(i) && len(v.lives[i].Buys) > 0 && v.lives[i].Buys[0].At < v.now {
			places = append(places, i)
		}
	}
	oneIn = warehouse.OneIn(len(places))
	some := places[:0]
	for i := oneIn / 2; i < len(places); i += oneIn {
		some = append(some, places[i])
	}
	return some, oneIn
}

// boughtBefore is what the people at some places bought before an instant.
func (v *view) boughtBefore(end int64, places []int) iter.Seq2[int64, []wheel.Buy] {
	return func(yield func(int64, []wheel.Buy) bool) {
		for _, i := range places {
			if !yield(v.people[i].person, v.lives[i].BuysBefore(end)) {
				return
			}
		}
	}
}

// expect fits the models of each period, as many at a time as there are cores.
func expect(ctx context.Context, c warehouse.Cut, periods []warehouse.TrendPeriod, samples [][]value.Customer, oneIn int) error {
	next, done := make(chan int), atomic.Int64{}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				periods[i].Expect(warehouse.ExpectedAt(c, periods[i].To), samples[i], oneIn)
				if n := done.Add(1); c.Progress != nil {
					c.Progress(n, int64(len(periods)))
				}
			}
		})
	}
	for i := range periods {
		if ctx.Err() == nil {
			next <- i
		}
	}
	close(next)
	wg.Wait()
	return ctx.Err()
}
