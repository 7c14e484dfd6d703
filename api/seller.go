package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// SellersAnswer is how those who sell stand now, of what is within reach.
type SellersAnswer struct {
	Sellers  []SellerShown `json:"sellers" doc:"by name; last what is nobody's"`
	Since    string        `json:"since" doc:"what is counted over a time is since then"`
	Currency string        `json:"currency" doc:"of the forecast"`
	Month    string        `json:"month" doc:"the forecast is of: 2026-11"`
	Week     string        `json:"week" doc:"the Monday a forecast was frozen last; empty: none was"`
}

// SellerShown is how one of them stands. What who asks may not see is null.
type SellerShown struct {
	User          *Named   `json:"user" doc:"null: nobody's"`
	Waiting       int64    `json:"leads_waiting"`
	Late          int64    `json:"leads_late" doc:"of these, without an answer in time"`
	Answered      int64    `json:"leads_answered" doc:"that had a target"`
	InTime        int64    `json:"leads_in_time" doc:"of these"`
	Kept          *float64 `json:"kept" doc:"in time ÷ (answered + late); null: there were none"`
	Reclaimed     int64    `json:"reclaimed" doc:"people taken back because nobody was in touch"`
	Conversations int64    `json:"conversations" doc:"open"`
	Due           int64    `json:"conversations_due" doc:"whose answer is due within two hours, or was"`
	Tasks         int64    `json:"tasks_overdue"`
	Deals         int64    `json:"deals" doc:"open"`
	Forecast      *int64   `json:"forecast" doc:"of the month, weighted, with what is closed; minor units"`
	Frozen        *int64   `json:"frozen" doc:"the same as it was frozen last; null: it never was"`
}

// sellerDays is over how many days answers and what was taken back are counted.
const sellerDays = 30

// standing is the sellers' answer on its way.
type standing struct {
	s     *Server
	ctx   context.Context
	v     *store.View
	users map[int64]*SellerShown
}

func (s *Server) listSellers(ctx context.Context, _ *struct{}, _ Tell) (a *SellersAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w := &standing{s, ctx, v, map[int64]*SellerShown{}}
		from := v.Now() - (sellerDays * 24 * time.Hour).Microseconds()
		a = &SellersAnswer{Since: showInstant(from)}
		for _, read := range []func() error{w.people, func() error { return w.leads(from) }, func() error { return w.deals(a) }, w.work} {
			if err := read(); err != nil {
				return err
			}
		}
		names, err := actorNames(ctx, v)
		a.Sellers = w.list(names)
		return err
	})
	return a, err
}

// of is a user's line, which is begun where there is none.
func (w *standing) of(user int64) *SellerShown {
	if w.users[user] == nil {
		w.users[user] = &SellerShown{}
	}
	return w.users[user]
}

// people begins a line for everybody who sells and whose records lie within reach.
func (w *standing) people() error {
	users, err := w.v.Users(w.ctx)
	if err != nil {
		return err
	}
	teams, err := w.v.Teams(w.ctx)
	to := reach(w.ctx, record.Person, auth.Read)
	mates := map[int64]bool{to.User: true}
	for _, t := range teams {
		for _, member := range t.Members {
			mates[member] = mates[member] || slices.Contains(to.Teams, t.ID)
		}
	}
	for _, u := range users {
		if u.Role == string(auth.Seller) && (to.All || mates[u.ID]) {
			w.of(u.ID)
		}
	}
	return err
}

func (w *standing) leads(from int64) error {
	to := reach(w.ctx, record.Person, auth.Read)
	by, err := w.v.LeadStandings(w.ctx, to, from)
	if err != nil {
		return err
	}
	for user, is := range by {
		one := w.of(user)
		one.Waiting, one.Late, one.Answered, one.InTime = is.Waiting, is.Late, is.Answered, is.InTime
		if share, ok := is.Kept(); ok {
			one.Kept = &share
		}
	}
	taken, err := w.v.Reclaimed(w.ctx, to, from)
	for user, n := range taken {
		w.of(user).Reclaimed = n
	}
	return err
}

// deals reads what each has open, and the forecast of the month as it is and as it was frozen last.
func (w *standing) deals(a *SellersAnswer) error {
	setup, err := w.v.DealSetup(w.ctx)
	if err != nil {
		return err
	}
	when, err := w.s.dealWhen(w.ctx, w.v)
	if err != nil {
		return err
	}
	if a.Currency, err = currencyOf(w.ctx, w.v); err != nil {
		return err
	}
	a.Month = monthOf(when.Today())
	for i := range setup.Pipelines {
		r := &reporting{s: w.s, pipeline: &setup.Pipelines[i], when: when, currency: a.Currency}
		if err := w.pipeline(a, r); err != nil {
			return err
		}
	}
	return nil
}

func (w *standing) pipeline(a *SellersAnswer, r *reporting) (err error) {
	to := reach(w.ctx, record.Deal, auth.Read)
	if r.rows, err = w.v.Deals(w.ctx, store.DealsQuestion{Reach: to, Pipeline: r.pipeline.Key}); err != nil {
		return err
	}
	for _, d := range r.rows {
		if d.State == string(deal.Open) {
			w.of(d.Owner).Deals++
		}
	}
	if seesWorth(w.ctx) != nil {
		return nil
	}
	f := forecasting{r, a.Month}
	w.sum(a.Month, f.lines(), func(one *SellerShown) **int64 { return &one.Forecast })
	frozen, err := w.v.FrozenDeals(w.ctx, to, r.pipeline.Key, r.currency, f.month(-1)+"-01")
	weeks, lines := byWeek(frozen)
	if err != nil || len(weeks) == 0 {
		return err
	}
	a.Week = max(a.Week, weeks[len(weeks)-1])
	w.sum(a.Month, lines[weeks[len(weeks)-1]], func(one *SellerShown) **int64 { return &one.Frozen })
	return nil
}

// sum adds up a month's forecast by owner.
func (w *standing) sum(month string, lines []deal.Line, of func(*SellerShown) **int64) {
	by := map[int64][]deal.Line{}
	for _, l := range lines {
		by[l.Owner] = append(by[l.Owner], l)
	}
	for user, theirs := range by {
		at, weighted := of(w.of(user)), showForecast(month, theirs).Weighted
		if *at != nil {
			weighted += **at
		}
		*at = &weighted
	}
}

// work counts what else lies with each: conversations, and tasks that are late.
func (w *standing) work() (err error) {
	to := conversationReach(w.ctx, auth.Read)
	for user, one := range w.users {
		if user == 0 || err != nil {
			continue
		}
		if one.Conversations, err = w.v.CountConversations(w.ctx, to, store.ConversationFilter{State: conversation.Open, Assignee: user}, mostCounted); err != nil {
			return err
		}
		if one.Due, err = w.v.CountConversations(w.ctx, to, store.ConversationFilter{Due: w.v.Now() + dueSoon, Assignee: user}, mostCounted); err != nil {
			return err
		}
		one.Tasks, err = w.v.CountTasks(w.ctx, auth.From(w.ctx).Reach(auth.Tasks, auth.Read), store.TaskFilter{Owner: user, To: w.v.Now()})
	}
	return err
}

// list are the lines with their names. What is nobody's stands last.
func (w *standing) list(names map[string]string) []SellerShown {
	list := []SellerShown{}
	for user, one := range w.users {
		if user != 0 {
			one.User = &Named{UserID(user), names[UserID(user)]}
		}
		list = append(list, *one)
	}
	slices.SortFunc(list, func(a, b SellerShown) int {
		if a.User == nil || b.User == nil {
			return cmp.Compare(absentLast(a.User), absentLast(b.User))
		}
		return cmp.Or(cmp.Compare(a.User.Name, b.User.Name), cmp.Compare(a.User.ID, b.User.ID))
	})
	return list
}

func absentLast(n *Named) int {
	if n == nil {
		return 1
	}
	return 0
}
