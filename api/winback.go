package api

import (
	"context"

	"banhda/auth"
	"banhda/delight/winback"
	"banhda/hub/record"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// WinbackAnswer is a page of customers who fell silent, most forecast value lost by the minute first. Money is in minor units of
// Currency.
type WinbackAnswer struct {
	People    []WinbackRow `json:"people"`
	Count     int          `json:"count"`
	Unreached int          `json:"unreached" doc:"silent customers there is no way to reach: no consent to letters, and no phone number"`
	Horizon   int          `json:"horizon_days" doc:"how far the forecast looks"`
	Reason    string       `json:"reason,omitempty" doc:"why nothing can be forecast"`
	Currency  string       `json:"currency"`
	Cursor    *string      `json:"cursor"`
}

// WinbackRow is a customer who fell silent, or nearly, and why they stand there.
type WinbackRow struct {
	Person   PersonName       `json:"person"`
	Reasons  []winback.Reason `json:"reasons" enum:"dormant,unlikely,overdue,once"`
	Alive    float64          `json:"alive" doc:"the chance that they have not left for good (BG/NBD)"`
	Lost     int64            `json:"lost" doc:"by how much what they are expected to buy is less than if they were here for certain"`
	Expected int64            `json:"expected" doc:"what they are expected to buy"`
	Silent   int              `json:"silent_days" doc:"since they last bought"`
	Usual    int              `json:"usual_days" doc:"between two of their purchases, in the mean; 0: they bought on one day"`
	Effort   winback.Effort   `json:"effort" enum:"1,10" doc:"minutes: 1 by a letter they agreed to, 10 by a call"`
	Owner    *Named           `json:"owner"`
}

type winbackQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// winbackDays is how far the forecast looks.
const winbackDays = 365

func (s *Server) winback(ctx context.Context, in *winbackQuestion, tell Tell) (*WinbackAnswer, error) {
	c, _, err := s.cut(ctx, "winback", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	a := &WinbackAnswer{People: []WinbackRow{}, Horizon: winbackDays, Currency: c.Currency}
	all, reason, err := s.silent(ctx, c)
	if err != nil || reason != "" {
		a.Reason = reason
		return a, err
	}
	if err := s.effort(ctx, all); err != nil {
		return nil, err
	}
	list, unreached := winback.Rank(all)
	a.Count, a.Unreached = len(list), unreached
	if in.Cursor != "" {
		last, err := ParsePersonID(in.Cursor)
		if err != nil {
			return nil, wrongCursor(in.Cursor)
		}
		list = winback.After(list, last)
	}
	if len(list) > in.Limit {
		list = list[:in.Limit]
		a.Cursor = text(PersonID(list[in.Limit-1].Person))
	}
	return a, s.fillWinback(ctx, a, list)
}

// silent are the customers within reach who fell silent, or nearly, by models fitted on all customers; else why nothing can be
// forecast.
func (s *Server) silent(ctx context.Context, c warehouse.Cut) (list []winback.Lapsed, reason string, err error) {
	buyers, outlooks, reason, err := s.outlooks(ctx, c)
	if err != nil || reason != "" {
		return nil, reason, err
	}
	dormant, within, err := s.dormant(ctx, c)
	for _, b := range buyers {
		if !within[b.Person] {
			continue
		}
		o := outlooks.Of(b.Customer)
		l := winback.Lapsed{Person: b.Person, Dormant: dormant[b.Person], Alive: o.Alive, Expected: o.Expected, Lost: o.Lost, Repeats: b.X, Span: b.Recency, Silent: b.Age - b.Recency}
		if len(l.Reasons()) > 0 {
			list = append(list, l)
		}
	}
	return list, "", err
}

// outlooks are those who bought, and what is to be expected of each by models fitted on all of them; else why nothing can be
// forecast.
func (s *Server) outlooks(ctx context.Context, c warehouse.Cut) (buyers []warehouse.Buyer, of *value.Outlooks, reason string, err error) {
	c.Within = nil
	q := value.Question{Day: instantIn(&c), Horizon: winbackDays * wheel.Day, Now: c.AsOf, Zone: c.Zone, Currency: c.Currency}
	if buyers, _, err = s.Warehouse.Buyers(ctx, c, q); err != nil {
		return nil, nil, "", err
	}
	customers := make([]value.Customer, len(buyers))
	for i := range buyers {
		customers[i] = buyers[i].Customer
	}
	if of, err = value.NewOutlooks(q, customers); err != nil {
		return nil, nil, err.Error(), nil
	}
	return buyers, of, "", nil
}

// dormant are the people within reach, and who of them is dormant.
func (s *Server) dormant(ctx context.Context, c warehouse.Cut) (dormant, within map[int64]bool, err error) {
	dormant, within = map[int64]bool{}, map[int64]bool{}
	const page = 10_000
	for q := (warehouse.PeopleQuestion{Limit: page}); ; {
		rows, _, err := s.Warehouse.People(ctx, c, q)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			within[r.Person] = true
			dormant[r.Person] = r.Stage == wheel.Dormant
		}
		if len(rows) < page {
			return dormant, within, nil
		}
		q.After = rows[page-1].Person
	}
}

// effort says of each how they can be reached: by a letter they agreed to, else by a call.
func (s *Server) effort(ctx context.Context, all []winback.Lapsed) error {
	ids := make([]int64, len(all))
	for i := range all {
		ids[i] = all[i].Person
	}
	letter, err := s.fitting(ctx, "exists email and consent.email.marketing = given", ids)
	if err != nil {
		return err
	}
	call, err := s.fitting(ctx, "exists phone", ids)
	for i := range all {
		switch id := all[i].Person; {
		case letter[id]:
			all[i].Effort = winback.ByLetter
		case call[id]:
			all[i].Effort = winback.ByCall
		}
	}
	return err
}

func (s *Server) fillWinback(ctx context.Context, a *WinbackAnswer, list []winback.Lapsed) error {
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].Person
	}
	return s.Records.View(ctx, func(v *store.View) error {
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for i := range list {
			l, who := &list[i], seen[list[i].Person]
			a.People = append(a.People, WinbackRow{namedRecord(l.Person, seen), l.Reasons(), l.Alive, l.Lost, l.Expected, l.Silent, l.Usual(), l.Effort, n.user(who.Values.Int("owner"))})
		}
		return err
	})
}
