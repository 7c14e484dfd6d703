package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"banhda/api"
	"banhda/hub/timeline"
	"banhda/wheel"
)

// While events stream in, people are merged and separated, rules change and projections are rebuilt, every answer is
// of one moment: stocks and flows add up, and a list is as long as its figure.
func TestBusyHouseAnswersOfOneMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	o := &ordeal{random: newRandom(t), ids: map[string]bool{}}
	o.tell()
	b := &busy{T: t, hostileServer: newHostileServer(t, "")}
	var readers sync.WaitGroup
	for _, read := range []func(){b.wheel, b.people, b.funnel} {
		readers.Go(func() {
			for !b.over.Load() && !t.Failed() {
				read()
			}
		})
	}
	for i := 0; i < len(o.events) && !t.Failed(); i += 500 {
		b.must("POST", "/v1/events", nil, json.RawMessage(timeline.AppendRow(nil, o.events[i:i+500])))
		switch i / 500 % 10 {
		case 3:
			b.mergeTwo()
		case 6:
			b.must("POST", "/v1/rebuild", nil, map[string][]string{"names": {"warehouse"}})
		case 9:
			b.setHorizon(30 + i/500)
		}
	}
	b.over.Store(true)
	readers.Wait()
	t.Logf("%d answers", b.answers.Load())
}

type busy struct {
	*testing.T
	*hostileServer
	over    atomic.Bool
	answers atomic.Int64
}

func (b *busy) must(method, path string, query url.Values, body any) json.RawMessage {
	raw, err := b.client.Call(context.Background(), method, path, query, body, nil)
	if err != nil {
		b.Errorf("%s %s: %v", method, path, err)
	}
	b.answers.Add(1)
	return raw
}

func (b *busy) read(to any, path string, query url.Values) bool {
	if err := json.Unmarshal(b.must("GET", path, query, nil), to); err != nil && !b.Failed() {
		b.Errorf("%s: %v", path, err)
	}
	return !b.Failed()
}

var busyPeriod = url.Values{"from": {"2025-03-01"}, "to": {"2025-10-01"}, "as_of": {"2026-01-01"}}

// wheel holds every state's stock at the end to its stock at the start and what moved.
func (b *busy) wheel() {
	var a api.WheelAnswer
	if !b.read(&a, "/v1/wheel", busyPeriod) {
		return
	}
	stock := func(s wheel.Stock) map[wheel.Stage]int64 {
		return map[wheel.Stage]int64{wheel.Stranger: s.Stranger, wheel.Prospect: s.Prospect, wheel.Customer: s.Customer, wheel.Promoter: s.Promoter, wheel.Dormant: s.Dormant}
	}
	want, got := stock(a.Stock.From), stock(a.Stock.To)
	want[wheel.Stranger] += a.Arrivals
	for _, f := range a.Flows {
		want[f.From] -= f.Transitions
		want[f.To] += f.Transitions
	}
	for s, n := range want {
		if got[s] != n {
			b.Errorf("at entry %d there are %d in %s; what moved makes %d", a.Asked.Seq, got[s], s, n)
		}
	}
}

// people holds the list of a stage, if nothing came between the two questions, to the stock.
func (b *busy) people() {
	var list api.PeopleAnswer
	var a api.WheelAnswer
	if !b.read(&list, "/v1/people", url.Values{"stage": {"customer"}, "limit": {"10000"}, "as_of": {"2025-10-01"}}) || !b.read(&a, "/v1/wheel", url.Values{"from": {"2025-03-01"}, "as_of": {"2025-10-01"}}) {
		return
	}
	if a.Asked.Seq == list.Asked.Seq && int64(len(list.People)) != a.Stock.To.Customer {
		b.Errorf("at entry %d the figure is %d and its list has %d", a.Asked.Seq, a.Stock.To.Customer, len(list.People))
	}
}

// funnel holds a funnel over stage entries to that of the same people by groups.
func (b *busy) funnel() {
	var whole api.FunnelAnswer
	q := url.Values{"steps": {"Page Viewed, Order Completed"}, "breakdown": {"city"}, "from": {"2025-01-01"}, "as_of": {"2026-01-01"}}
	if !b.read(&whole, "/v1/funnel", q) {
		return
	}
	for i, s := range whole.Steps {
		sum := 0
		for _, v := range whole.Breakdown {
			sum += v.Steps[i].People
		}
		if sum != s.People {
			b.Errorf("at entry %d step %s has %d people and %d by city", whole.Asked.Seq, s.Name, s.People, sum)
		}
	}
}

// mergeTwo makes one person of two, and two again.
func (b *busy) mergeTwo() {
	var list api.PeopleAnswer
	if !b.read(&list, "/v1/people", url.Values{"limit": {"50"}, "as_of": {"2026-01-01"}}) || len(list.People) < 40 {
		return
	}
	x, y := list.People[11].ID, list.People[37].ID
	b.must("POST", "/v1/people/"+x+"/merge", nil, map[string]string{"into": y})
	b.must("POST", "/v1/people/"+x+"/unmerge", nil, nil)
}

// setHorizon changes one of the wheel's times, by which everybody is folded anew.
func (b *busy) setHorizon(days int) {
	var c api.CatalogueAnswer
	if b.read(&c, "/v1/catalogue", nil) {
		c.Times.CustomerHorizon = fmt.Sprintf("%dd", days)
		b.must("PUT", "/v1/catalogue", nil, c.CatalogueText)
	}
}
