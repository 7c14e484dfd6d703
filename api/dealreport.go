package api

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel/lift"
)

// DealReportAnswer is how a pipeline did with the deals that came into it in a period.
type DealReportAnswer struct {
	Pipeline string        `json:"pipeline"`
	Currency string        `json:"currency"`
	From     string        `json:"from"`
	To       string        `json:"to" doc:"the last day"`
	Stages   []StageReport `json:"stages" doc:"each deal once in a stage, however often it went to and fro: entered = on + lost + still + left"`
	Velocity DealVelocity  `json:"velocity"`
	Reasons  []DealReason  `json:"reasons" doc:"of the deals closed in the period"`
	Sellers  []SellerSum   `json:"sellers" doc:"of the deals won in the period, divided as their credit is"`
}

// StageReport is what became of the deals that came to a stage.
type StageReport struct {
	Stage   string     `json:"stage"`
	Entered int        `json:"entered"`
	On      int        `json:"on" doc:"came to a later stage"`
	Lost    int        `json:"lost"`
	Still   int        `json:"still" doc:"open, and came no further; in the last stage: won"`
	Left    int        `json:"left" doc:"went to another pipeline"`
	Median  *float64   `json:"median_days" doc:"in the stage, of those that went on from it"`
	Share   *float64   `json:"on_share" doc:"of those that entered and are not still there"`
	Between [2]float64 `json:"on_between" doc:"its 95 % interval (Wilson)"`
}

// DealVelocity is how fast a pipeline sells: of the deals closed in the period.
type DealVelocity struct {
	Open    int      `json:"open" doc:"deals open now"`
	Won     int      `json:"won"`
	Lost    int      `json:"lost"`
	WinRate *float64 `json:"win_rate" doc:"won ÷ closed; null: none were closed"`
	Value   int64    `json:"value" doc:"of the deals won, minor units"`
	Average *int64   `json:"average" doc:"of one won deal"`
	Cycle   *float64 `json:"cycle_days" doc:"median from being opened to being won"`
	PerDay  *int64   `json:"per_day" doc:"open × win rate × average ÷ cycle: what the pipeline brings a day"`
}

// DealReason is how many deals ended for a reason.
type DealReason struct {
	Reason string `json:"reason" doc:"its key; empty: none was given"`
	State  string `json:"state" enum:"won,lost"`
	Deals  int    `json:"deals"`
	Value  int64  `json:"value"`
}

// SellerSum is what a seller has of the deals won.
type SellerSum struct {
	Owner *Named `json:"owner,omitempty" doc:"left out: nobody's"`
	Deals int    `json:"deals" doc:"they have a part in"`
	Value int64  `json:"value" doc:"their part, minor units"`
}

// DealPeriod is of which pipeline, days and seller a report is.
type DealPeriod struct {
	Pipeline string `query:"pipeline" doc:"Its key. Default: the first."`
	From     string `query:"from" doc:"The first day, 2026-11-01. Default: 90 days ago."`
	To       string `query:"to" doc:"The last day. Default: today."`
	Owner    string `query:"owner" doc:"Only the deals of this user."`
}

// reporting is a report on its way.
type reporting struct {
	s        *Server
	pipeline *deal.Pipeline
	when     deal.When
	currency string
	from, to string // days, both included
	moves    []deal.Move
	rows     []store.DealRow
}

// reporting reads what reports are made of, once for all of them.
func (s *Server) reporting(ctx context.Context, v *store.View, in *DealPeriod) (r *reporting, err error) {
	if err := seesWorth(ctx); err != nil {
		return nil, err
	}
	r = &reporting{s: s}
	if r.pipeline, err = pipelineOf(ctx, v, in.Pipeline); err != nil {
		return nil, err
	}
	if r.when, err = s.dealWhen(ctx, v); err != nil {
		return nil, err
	}
	if r.currency, err = currencyOf(ctx, v); err != nil {
		return nil, err
	}
	today := r.when.Today()
	r.to = cmp.Or(in.To, today)
	r.from = cmp.Or(in.From, time.UnixMicro(r.when.Now).In(r.when.Zone).AddDate(0, 0, -90).Format(time.DateOnly))
	if r.when.Noon(r.from) == 0 || r.when.Noon(r.to) == 0 || r.from > r.to {
		return nil, invalid("write the first and the last day as 2026-11-22, the first first")
	}
	return r, r.read(ctx, v, in.Owner)
}

func (r *reporting) read(ctx context.Context, v *store.View, owner string) (err error) {
	to := reach(ctx, record.Deal, auth.Read)
	if r.moves, err = v.DealMoves(ctx, to, r.pipeline.Key, 0); err != nil {
		return err
	}
	if r.rows, err = v.Deals(ctx, store.DealsQuestion{Reach: to, Pipeline: r.pipeline.Key}); err != nil || owner == "" {
		return err
	}
	id, err := ParseUserID(owner)
	theirs := map[int64]bool{}
	r.rows = slices.DeleteFunc(r.rows, func(d store.DealRow) bool {
		theirs[d.ID] = d.Owner == id
		return d.Owner != id
	})
	r.moves = slices.DeleteFunc(r.moves, func(m deal.Move) bool { return !theirs[m.Deal] })
	return err
}

// begins and ends are the instants between which the period lies.
func (r *reporting) begins() int64 { return r.when.Noon(r.from) - 12*time.Hour.Microseconds() }
func (r *reporting) ends() int64   { return r.when.Noon(r.to) + 12*time.Hour.Microseconds() }

// funnel is what became by now of the deals that came in within the period.
func (r *reporting) funnel() []deal.Passed {
	return r.pipeline.Funnel(r.moves, r.begins(), r.ends(), math.MaxInt64)
}

// closed are the deals won or lost in the period.
func (r *reporting) closed(state deal.Kind) (list []store.DealRow) {
	for _, d := range r.rows {
		if d.State == string(state) && d.ClosedOn >= r.from && d.ClosedOn <= r.to {
			list = append(list, d)
		}
	}
	return list
}

func (s *Server) dealReport(ctx context.Context, in *DealPeriod, _ Tell) (a *DealReportAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.reporting(ctx, v, in)
		if err != nil {
			return err
		}
		a = &DealReportAnswer{Pipeline: r.pipeline.Key, Currency: r.currency, From: r.from, To: r.to, Stages: []StageReport{}, Reasons: r.reasons(), Velocity: r.velocity()}
		for _, p := range r.funnel() {
			a.Stages = append(a.Stages, showPassed(p))
		}
		a.Sellers, err = r.sellers(ctx, v)
		return err
	})
	return a, err
}

func showPassed(p deal.Passed) StageReport {
	s := StageReport{Stage: p.Stage, Entered: len(p.Entered), On: len(p.On), Lost: len(p.Lost), Still: len(p.Still), Left: len(p.Left)}
	slices.Sort(p.Days)
	if len(p.Days) > 0 {
		s.Median = pointer(deal.Quantile(p.Days, 0.5))
	}
	if gone := s.On + s.Lost + s.Left; gone > 0 {
		s.Share = pointer(float64(s.On) / float64(gone))
		in := lift.Wilson(int64(s.On), int64(gone))
		s.Between[0], s.Between[1] = in.Low, in.High
	}
	return s
}

func pointer[T any](v T) *T { return &v }

func (r *reporting) velocity() (v DealVelocity) {
	won := r.closed(deal.Won)
	v.Won, v.Lost = len(won), len(r.closed(deal.Lost))
	for _, d := range r.rows {
		if d.State == string(deal.Open) {
			v.Open++
		}
	}
	for _, d := range won {
		if d.Currency == r.currency {
			v.Value += d.Value
		}
	}
	if v.Won+v.Lost > 0 {
		v.WinRate = pointer(float64(v.Won) / float64(v.Won+v.Lost))
	}
	if v.Won == 0 {
		return v
	}
	v.Average, v.Cycle = pointer(v.Value/int64(v.Won)), pointer(r.cycle(won))
	if *v.Cycle > 0 {
		v.PerDay = pointer(int64(math.Round(float64(v.Open) * *v.WinRate * float64(*v.Average) / *v.Cycle)))
	}
	return v
}

// cycle is the median of days from being opened to being won.
func (r *reporting) cycle(won []store.DealRow) float64 {
	days := make([]float64, len(won))
	for i, d := range won {
		days[i] = float64(r.when.Noon(d.ClosedOn)-r.when.Noon(d.OpenedOn)) / float64((24 * time.Hour).Microseconds())
	}
	slices.Sort(days)
	return deal.Quantile(days, 0.5)
}

func (r *reporting) reasons() []DealReason {
	list := []DealReason{}
	for _, state := range []deal.Kind{deal.Won, deal.Lost} {
		for _, d := range r.closed(state) {
			at := slices.IndexFunc(list, func(c DealReason) bool { return c.Reason == d.Reason && c.State == string(state) })
			if at < 0 {
				at, list = len(list), append(list, DealReason{Reason: d.Reason, State: string(state)})
			}
			list[at].Deals++
			if d.Currency == r.currency {
				list[at].Value += d.Value
			}
		}
	}
	slices.SortStableFunc(list, func(a, b DealReason) int { return cmp.Or(cmp.Compare(b.State, a.State), b.Deals-a.Deals) })
	return list
}

func (r *reporting) sellers(ctx context.Context, v *store.View) ([]SellerSum, error) {
	won := r.closed(deal.Won)
	ids := make([]int64, len(won))
	for i, d := range won {
		ids[i] = d.ID
	}
	found, err := v.RecordsByID(ctx, reach(ctx, record.Deal, auth.Read), record.Deal, ids)
	if err != nil {
		return nil, err
	}
	n, err := namesOf(ctx, v, nil)
	sums, order := map[int64]*SellerSum{}, []int64{}
	for _, d := range won {
		value := d.Value
		if d.Currency != r.currency {
			value = 0
		}
		shares, _ := found[d.ID].Values["credit"].([]record.Share)
		for _, part := range deal.Credit(value, d.Owner, shares) {
			if sums[part.User] == nil {
				sums[part.User], order = &SellerSum{Owner: n.user(part.User)}, append(order, part.User)
			}
			sums[part.User].Deals++
			sums[part.User].Value += part.Value
		}
	}
	list := make([]SellerSum, len(order))
	for i, user := range order {
		list[i] = *sums[user]
	}
	slices.SortStableFunc(list, func(a, b SellerSum) int { return cmp.Compare(b.Value, a.Value) })
	return list, err
}

type dealListQuestion struct {
	DealPeriod
	Figure string `query:"figure" required:"true" enum:"entered,on,lost,still,left,won,reason,seller,open" doc:"Of which figure of the report: entered, on, lost, still, left of a stage; the deals won or lost in the period, of a reason, of a seller; those open now."`
	Stage  string `query:"stage" doc:"Of entered, on, lost, still, left."`
	Reason string `query:"reason" doc:"Of figure reason; empty: none was given."`
	State  string `query:"state" enum:"won,lost" doc:"Of figure reason."`
	Seller string `query:"seller" doc:"Of figure seller."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor"`
}

// dealList is the deals behind a figure of the report: as many as it counts.
func (s *Server) dealList(ctx context.Context, in *dealListQuestion, _ Tell) (*RecordsAnswer, error) {
	return s.dealsBehind(ctx, &in.DealPeriod, in.Cursor, in.Limit, func(v *store.View, r *reporting) ([]int64, error) { return r.behind(ctx, v, in) })
}

// dealsBehind is a page of the deals that a figure of a report is made of.
func (s *Server) dealsBehind(ctx context.Context, period *DealPeriod, cursor string, limit int, behind func(*store.View, *reporting) ([]int64, error)) (*RecordsAnswer, error) {
	after, err := readOffset(cursor)
	if err != nil {
		return nil, err
	}
	a := &RecordsAnswer{Rows: []RecordAnswer{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.reporting(ctx, v, period)
		if err != nil {
			return err
		}
		ids, err := behind(v, r)
		if err != nil {
			return err
		}
		return a.pageOfIDs(ctx, v, ids, after, limit)
	})
}

func (r *reporting) behind(ctx context.Context, v *store.View, in *dealListQuestion) (ids []int64, err error) {
	var rows []store.DealRow
	switch in.Figure {
	case "won":
		rows = r.closed(deal.Won)
	case "reason":
		rows = slices.DeleteFunc(r.closed(deal.Kind(in.State)), func(d store.DealRow) bool { return d.Reason != in.Reason })
	case "seller":
		return r.ofSeller(ctx, v, in.Seller)
	case "open":
		rows = slices.DeleteFunc(slices.Clone(r.rows), func(d store.DealRow) bool { return d.State != string(deal.Open) })
	case "lost":
		if in.Stage == "" {
			rows = r.closed(deal.Lost)
		}
	}
	for _, p := range r.funnel() {
		if p.Stage == in.Stage {
			return map[string][]int64{"entered": p.Entered, "on": p.On, "lost": p.Lost, "still": p.Still, "left": p.Left}[in.Figure], nil
		}
	}
	for _, d := range rows {
		ids = append(ids, d.ID)
	}
	return ids, nil
}

func (r *reporting) ofSeller(ctx context.Context, v *store.View, seller string) (ids []int64, err error) {
	user, err := orNone(seller, ParseUserID)
	if err != nil {
		return nil, err
	}
	for _, d := range r.closed(deal.Won) {
		ids = append(ids, d.ID)
	}
	found, err := v.RecordsByID(ctx, reach(ctx, record.Deal, auth.Read), record.Deal, ids)
	return slices.DeleteFunc(ids, func(id int64) bool {
		shares, _ := found[id].Values["credit"].([]record.Share)
		return !slices.ContainsFunc(deal.Credit(0, found[id].Values.Int("owner"), shares), func(p deal.Part) bool { return p.User == user })
	}), err
}
