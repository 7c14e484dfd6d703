package api

import (
	"context"
	"testing"

	"banhda/warehouse"
	"banhda/wheel"
)

// credited is a warehouse that gives one report of care, and notes whose list it was asked for.
type credited struct {
	counting
	report wheel.CareReport
	listed []string
}

func (c *credited) Care(_ context.Context, cut warehouse.Cut, _, _ int64) (wheel.CareReport, warehouse.Stamp, error) {
	r := c.report
	r.Currency = cut.Currency
	return r, warehouse.Stamp{}, nil
}

func (c *credited) List(_ context.Context, _ warehouse.Cut, q warehouse.ListQuestion) (warehouse.ListReport, warehouse.Stamp, error) {
	c.listed = append(c.listed, q.Care.Figure)
	kind, _, _ := wheel.CareFigure(q.Care.Figure)
	return warehouse.ListReport{Kind: kind}, warehouse.Stamp{}, nil
}

// TestCareIsCredited: the numbers come as they were reckoned; fewer than 30 on a side say nothing, then each share has its
// interval; every figure opens its list, and what is none does not; who may not see the wheel does not see them.
func TestCareIsCredited(t *testing.T) {
	f, owner := turning(t)
	w := &credited{report: wheel.CareReport{Troubled: 80, Rescued: 41, Own: 900, Friends: 100, Return: 4_000,
		After: wheel.CareAfter{Rescued: wheel.CareSide{People: 40, Bought: 20}, Others: wheel.CareSide{People: 29, Bought: 3}}}}
	f.Server.Warehouse = w
	const asked = "?from=2026-01-01&to=2026-02-01"
	a := gets[CareCreditAnswer](owner, 200, "GET", "/v1/care-credit"+asked, "")
	if a.Troubled != 80 || a.Rescued != 41 || a.Own != 900 || a.Friends != 100 || a.Return != 4_000 || a.Currency != "VND" {
		t.Errorf("credited are %+v", a.CareReport)
	}
	if a.Rates.Rescued != nil || a.Rates.Others != nil {
		t.Errorf("29 say %+v", a.Rates)
	}
	w.report.After.Others.People = 30
	a = gets[CareCreditAnswer](owner, 200, "GET", "/v1/care-credit?from=2026-01-01&to=2026-03-01", "")
	if r := a.Rates.Rescued; r == nil || r.Rate != 0.5 || r.Low >= 0.5 || r.High <= 0.5 || a.Rates.Others == nil || a.Rates.Others.Rate != 0.1 {
		t.Errorf("of 40 and 30 the shares are %+v", a.Rates)
	}
	doors := []string{"troubled", "rescued", "own", "friends", "after.rescued.people", "after.rescued.bought", "after.others.people", "after.others.bought"}
	for i, figure := range doors {
		gets[ListAnswer](owner, 200, "GET", "/v1/list"+asked+"&of=care."+figure, "")
		if len(w.listed) != i+1 || w.listed[i] != figure {
			t.Errorf("care.%s opens %v", figure, w.listed)
		}
	}
	gets[Problem](owner, 422, "GET", "/v1/list"+asked+"&of=care.return", "")
	blind := gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"x","permissions":[],"grants":{"people":{"read":"all"}}}`)
	gets[Problem](f.member(owner, "minh@example.com", blind.ID), 403, "GET", "/v1/care-credit"+asked, "")
}
