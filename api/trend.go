package api

import (
	"context"
	"slices"

	"banhda/warehouse"
	"banhda/wheel"
)

// TrendAnswer is how the wheel turned in periods of equal length, the asked one last.
type TrendAnswer struct {
	Asked    Asked         `json:"asked"`
	Currency string        `json:"currency"`
	Periods  []TrendPeriod `json:"periods"`
}

// TrendPeriod is one point of each trend. Mass, arrivals, rotations, revenue and their ratios are those of the
// period's wheel; rep, ref, momentum and half-life are as of the period's end. Revenue and momentum are in minor units.
type TrendPeriod struct {
	From          string            `json:"from"`
	To            string            `json:"to"`
	Mass          int64             `json:"mass"`
	Arrivals      int64             `json:"arrivals"`
	Rotations     int64             `json:"rotations"`
	RotationSpeed *float64          `json:"rotation_speed"`
	WheelShare    *float64          `json:"wheel_share"`
	Sustaining    *float64          `json:"self_sustaining_ratio"`
	Revenue       *int64            `json:"revenue_total"`
	Rep           *float64          `json:"rep"`
	Ref           *float64          `json:"ref"`
	Momentum      *int64            `json:"momentum"`
	HalfLife      *float64          `json:"half_life_days"`
	OneIn         int               `json:"one_in" doc:"momentum and half-life are estimated from one customer in so many"`
	Reasons       map[string]string `json:"reasons,omitempty"`
}

type trendQuestion struct {
	Reading
	Period
	Periods int `query:"periods" minimum:"2" maximum:"60" default:"12" doc:"How many periods, the asked one included."`
}

func (s *Server) trend(ctx context.Context, in *trendQuestion, tell Tell) (*TrendAnswer, error) {
	c, asked, err := s.cut(ctx, "trend", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	from, to, err := in.Period.read(c, asked)
	if err != nil {
		return nil, err
	}
	asked.Periods = in.Periods
	periods, stamp, err := s.Warehouse.Trend(ctx, c, trendBounds(c, from, to, in.Periods))
	if err != nil {
		return nil, err
	}
	asked.stamp(stamp)
	a := &TrendAnswer{Asked: *asked, Currency: c.Currency}
	for i := range periods {
		a.Periods = append(a.Periods, showTurn(&periods[i]))
	}
	return a, nil
}

// trendBounds are the ends of a period and of those before it: as many months or days long where the period is whole
// months or days, else as many microseconds.
func trendBounds(c warehouse.Cut, from, to int64, periods int) []int64 {
	bounds := []int64{to, from}
	for k := 1; k < periods; k++ {
		bounds = append(bounds, earlierStart(c, from, to, k))
	}
	slices.Reverse(bounds)
	return bounds
}

// earlierStart is where the k-th period before [from, to) begins.
func earlierStart(c warehouse.Cut, from, to int64, k int) int64 {
	for _, every := range []wheel.Calendar{wheel.Months, wheel.Days} {
		first, end := every.Index(from, c.Zone), every.Index(to, c.Zone)
		if every.Start(first, c.Zone) == from && every.Start(end, c.Zone) == to {
			return every.Start(first-k*(end-first), c.Zone)
		}
	}
	return from - int64(k)*(to-from)
}

func showTurn(p *warehouse.TrendPeriod) TrendPeriod {
	return TrendPeriod{
		From: showInstant(p.From), To: showInstant(p.To), Mass: p.Mass, Arrivals: p.Arrivals, Rotations: p.Rotations,
		RotationSpeed: p.RotationSpeed, WheelShare: p.WheelShare, Sustaining: p.SelfSustaining, Revenue: p.Revenue,
		Rep: p.Rep, Ref: p.Ref, Momentum: p.Momentum, HalfLife: p.HalfLife, OneIn: p.OneIn, Reasons: p.Reasons,
	}
}
