package api

import (
	"context"

	"banhda/wheel"
	"banhda/wheel/lift"
)

// CareCreditAnswer is care's part of the wheel's return in a period; money in minor units of Currency.
type CareCreditAnswer struct {
	Asked Asked `json:"asked"`
	wheel.CareReport
	Rates CareRates `json:"rates" doc:"who bought again within 90 days, of those for whom these are over; null where fewer than 30 are on a side: not enough data"`
}

// CareRates are the two sides of the comparison. Whoever was rescued is no random part of the unhappy: it says what came after, and
// not why.
type CareRates struct {
	Rescued *CareRate `json:"rescued"`
	Others  *CareRate `json:"others"`
}

// CareRate is a share with its 95 % interval (Wilson).
type CareRate struct {
	Rate float64 `json:"rate"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// fewestCared is of how many a side has to be for a share of it to say anything.
const fewestCared = 30

type careCreditQuestion struct {
	Reading
	Period
}

func (s *Server) careCredit(ctx context.Context, in *careCreditQuestion, tell Tell) (*CareCreditAnswer, error) {
	c, asked, err := s.cut(ctx, "care", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	from, to, err := in.Period.read(c, asked)
	if err != nil {
		return nil, err
	}
	report, stamp, err := s.Warehouse.Care(ctx, c, from, to)
	asked.stamp(stamp)
	a := &CareCreditAnswer{Asked: *asked, CareReport: report}
	if after := &report.After; min(after.Rescued.People, after.Others.People) >= fewestCared {
		a.Rates = CareRates{careRate(after.Rescued), careRate(after.Others)}
	}
	return a, err
}

func careRate(of wheel.CareSide) *CareRate {
	in := lift.Wilson(of.Bought, of.People)
	return &CareRate{float64(of.Bought) / float64(of.People), in.Low, in.High}
}
