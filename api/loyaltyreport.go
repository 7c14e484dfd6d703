package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/hub/record"
	"banhda/store"
)

// LiabilityAnswer is what the house owes in points. Its sums are those of the ledger.
type LiabilityAnswer struct {
	Value     int64                     `json:"value" doc:"of a point, in minor units"`
	Currency  string                    `json:"currency"`
	Pending   int64                     `json:"pending"`
	Available int64                     `json:"available"`
	Owed      int64                     `json:"owed" doc:"by members, for what was taken back after it was spent"`
	Worth     int64                     `json:"worth" doc:"pending and available, by the value of a point"`
	Months    []LiabilityMonth          `json:"months" doc:"by the month in which they lapse, the first first; those that never do last"`
	Breakage  *BreakageRate             `json:"breakage" doc:"null: fewer than 30 lots have come to their day"`
	Accounts  map[loyalty.Account]int64 `json:"accounts" doc:"the whole ledger; together they come to nothing"`
}

// LiabilityMonth are the points that lapse in a month.
type LiabilityMonth struct {
	Month     string `json:"month" doc:"such as 2026-12; empty: never"`
	Pending   int64  `json:"pending"`
	Available int64  `json:"available"`
	Worth     int64  `json:"worth"`
}

// BreakageRate is which part of points lapses unused.
type BreakageRate struct {
	Rate float64 `json:"rate"`
	Low  float64 `json:"low" doc:"of its 95 % interval, as of a ratio of sums over lots"`
	High float64 `json:"high"`
	Lots int64   `json:"lots"`
}

func (s *Server) loyaltyLiability(ctx context.Context, _ *struct{}, _ Tell) (*LiabilityAnswer, error) {
	a := &LiabilityAnswer{Months: []LiabilityMonth{}}
	return a, s.Records.View(ctx, func(v *store.View) (err error) {
		h, err := readLoyalty(ctx, v)
		if err != nil {
			return err
		}
		if p := h.at(v.Now()); p != nil {
			a.Value = p.Value
		}
		if a.Currency, err = currencyOf(ctx, v); err != nil {
			return err
		}
		var sum loyalty.Liability
		var ended loyalty.Ended
		err = v.EachLot(ctx, func(l loyalty.Lot) error {
			if l.Rest() > 0 {
				sum.Add(&l, h.zone)
			}
			if l.ExpiresAt > 0 && l.ExpiresAt <= v.Now() {
				ended.Add(l.Points-l.Reversed, l.Expired)
			}
			return nil
		})
		if err != nil {
			return err
		}
		a.fill(&sum, ended.Breakage())
		a.Accounts, err = v.AccountSums(ctx)
		a.Owed = -a.Accounts[loyalty.Owed]
		return err
	})
}

func (a *LiabilityAnswer) fill(sum *loyalty.Liability, b *loyalty.Breakage) {
	a.Pending, a.Available, a.Worth = sum.Pending, sum.Available, (sum.Pending+sum.Available)*a.Value
	for _, m := range sum.Months {
		a.Months = append(a.Months, LiabilityMonth{m.Month, m.Pending, m.Available, (m.Pending + m.Available) * a.Value})
	}
	if b != nil {
		a.Breakage = &BreakageRate{b.Rate, b.Low, b.High, b.Lots}
	}
}

type simulation struct {
	Body struct {
		Months int `json:"months" minimum:"1" maximum:"36" doc:"so many months back from today"`
	}
}

// SimulationAnswer is what a programme would have given for the purchases there were.
type SimulationAnswer struct {
	From      string           `json:"from" doc:"the first day"`
	Orders    int64            `json:"orders" doc:"completed ones, of people"`
	People    int64            `json:"people"`
	Spent     int64            `json:"spent" doc:"what they came to, in minor units"`
	Currency  string           `json:"currency"`
	Draft     SimulatedProgram `json:"draft" doc:"what is being written"`
	Published SimulatedProgram `json:"published" doc:"what holds now; nothing where nothing was published"`
	Whole     bool             `json:"whole" doc:"all orders of these months were looked at; else the first of them"`
}

// SimulatedProgram is what one programme would have given.
type SimulatedProgram struct {
	Points int64            `json:"points"`
	Cost   int64            `json:"cost" doc:"if all of them were spent, in minor units"`
	Share  *float64         `json:"share" doc:"cost of what was spent; null where nothing was"`
	Rules  map[string]int64 `json:"rules" doc:"points by the key of the rule"`
}

// mostSimulated bounds how many orders are looked at.
const mostSimulated = 200_000

// simulateLoyalty reckons the draft, and what holds, over the purchases of the last months. Conditions, tiers and limits are asked as
// they are now.
func (s *Server) simulateLoyalty(ctx context.Context, in *simulation, tell Tell) (a *SimulationAnswer, err error) {
	run := &simulating{s: s, limits: map[string]int64{}, people: map[int64]bool{}, a: &SimulationAnswer{Whole: true}}
	if err := run.begin(ctx, in.Body.Months); err != nil {
		return nil, err
	}
	q := store.Finding{Type: record.Order, Reach: auth.Everything, Limit: 500}
	for seen := 0; ; seen += q.Limit {
		var rows []record.Record
		var next *store.Place
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			rows, next, err = v.Find(ctx, q)
			return err
		})
		if err == nil {
			err = run.take(ctx, rows)
		}
		if err != nil {
			return nil, err
		}
		if q.After = next; next == nil {
			break
		}
		if seen >= mostSimulated {
			run.a.Whole = false
			break
		}
		tell(Progress{Done: int64(seen)})
	}
	return run.end(), nil
}

// simulating is a simulation under way.
type simulating struct {
	s                *Server
	house            loyaltyHouse
	draft, published *loyalty.Program
	from             string
	limits           map[string]int64
	people           map[int64]bool
	a                *SimulationAnswer
}

func (r *simulating) begin(ctx context.Context, months int) error {
	return r.s.Records.View(ctx, func(v *store.View) (err error) {
		if r.house, err = readLoyalty(ctx, v); err != nil {
			return err
		}
		draft, _, _, err := v.LoyaltyProgram(ctx)
		if err != nil {
			return err
		}
		if r.draft, r.published = &draft, r.house.at(v.Now()); r.published == nil {
			r.published = &loyalty.Program{}
		}
		r.from = time.UnixMicro(v.Now()).In(r.house.zone).AddDate(0, -months, 0).Format(time.DateOnly)
		r.a.From = r.from
		r.a.Draft.Rules, r.a.Published.Rules = map[string]int64{}, map[string]int64{}
		r.a.Currency, err = currencyOf(ctx, v)
		return err
	})
}

// take reckons a page of orders.
func (r *simulating) take(ctx context.Context, rows []record.Record) error {
	var list []occasion
	var people []int64
	for i := range rows {
		o := &rows[i]
		day, err := time.ParseInLocation(time.DateOnly, o.Values.Text("placed_on"), r.house.zone)
		if err != nil || o.Values.Text("placed_on") < r.from || !counts(o) {
			continue
		}
		list = append(list, occasion{person: o.Values.Int("person"), event: "Order Completed", at: day.Add(12 * time.Hour).UnixMicro(), order: o})
		people = append(people, o.Values.Int("person"))
	}
	if len(list) == 0 {
		return nil
	}
	known, err := r.s.fitFacts(ctx, append(r.draft.Conditions(), r.published.Conditions()...), people)
	if err != nil {
		return err
	}
	return r.s.Records.View(ctx, func(v *store.View) error {
		for i := range list {
			if err := r.reckon(ctx, v, &list[i], known); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *simulating) reckon(ctx context.Context, v *store.View, is *occasion, known facts) error {
	d, err := deedOf(ctx, v, &r.house, is, known)
	if err != nil {
		return err
	}
	r.a.Orders, r.a.Spent = r.a.Orders+1, r.a.Spent+is.order.Values.Int("total")-is.order.Values.Int("refunded")
	r.people[is.person] = true
	for p, into := range map[*loyalty.Program]*SimulatedProgram{r.draft: &r.a.Draft, r.published: &r.a.Published} {
		d.Worth = p.Worth(is.order.Values)
		for _, a := range p.Awards(&d) {
			if r.within(p, a.Rule, is, into == &r.a.Draft) {
				into.Points += a.Points
				into.Rules[a.Rule] += a.Points
			}
		}
	}
	return nil
}

// within counts what somebody earned by a rule in a period, and reports whether they may once more.
func (r *simulating) within(p *loyalty.Program, key string, is *occasion, draft bool) bool {
	rule := p.Rule(key)
	if rule.Limit == 0 {
		return true
	}
	mark := key + PersonID(is.person) + showInstant(rule.Period.Begin(is.at, r.house.zone))
	if draft {
		mark = "draft " + mark
	}
	r.limits[mark]++
	return r.limits[mark] <= int64(rule.Limit)
}

func (r *simulating) end() *SimulationAnswer {
	r.a.People = int64(len(r.people))
	r.a.Draft.Cost, r.a.Published.Cost = r.a.Draft.Points*r.draft.Value, r.a.Published.Points*r.published.Value
	for _, one := range []*SimulatedProgram{&r.a.Draft, &r.a.Published} {
		if r.a.Spent > 0 {
			share := float64(one.Cost) / float64(r.a.Spent)
			one.Share = &share
		}
	}
	return r.a
}
