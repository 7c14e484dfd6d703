package api

import (
	"context"

	"banhda/warehouse"
	"banhda/wheel"
)

// ListAnswer is one page of the rows behind a figure. Count is the length of the whole list: the figure itself or, for
// money and ratios, what it is summed or divided from. Where the figure is money, Sum is what the values of all pages
// add up to, in minor units of Currency, and Stated how many rows state a value; the others add nothing.
type ListAnswer struct {
	Asked    Asked     `json:"asked"`
	Of       string    `json:"of"`
	Kind     string    `json:"kind" enum:"people,moves,purchases,rotations,spells,rescues"`
	Count    int64     `json:"count"`
	Sum      *int64    `json:"sum"`
	Stated   int64     `json:"stated,omitempty"`
	Currency string    `json:"currency"`
	Rows     []ListRow `json:"rows"`
	Cursor   *string   `json:"cursor"`
}

// ListRow is one thing that a figure counts or adds up. Stage, since and what follows are the person's as they stand
// at the answer's now; in a list of stock as they stood when it was counted. At is the instant of a move, purchase or
// rotation, the beginning of a spell, or when a step was taken; until is a spell's end. Value is in minor units of its
// own currency, null where none was stated.
type ListRow struct {
	Person    PersonName `json:"person"`
	Stage     string     `json:"stage"`
	Since     string     `json:"since"`
	FirstSeen string     `json:"first_seen"`
	LastSeen  string     `json:"last_seen"`
	Purchases int        `json:"purchases"`
	Revenue   int64      `json:"revenue"`

	At       string `json:"at,omitempty"`
	From     string `json:"from,omitempty" doc:"the stage left; of a spell the stage it was in"`
	To       string `json:"to,omitempty" doc:"the stage entered; of a spell that goes on there is none"`
	Until    string `json:"until,omitempty"`
	Value    *int64 `json:"value,omitempty"`
	Currency string `json:"currency,omitempty"`
	Class    string `json:"class,omitempty" enum:"new,repeat,referred,refund,friend"`
	Repeats  *int   `json:"repeats,omitempty" doc:"of a gain's customer: further purchases within the horizon"`
	Friends  *int   `json:"friends,omitempty" doc:"of a gain's customer: referred buyers within the horizon"`
}

// PersonName is a person in a list.
type PersonName struct {
	ID   string  `json:"id"`
	Name *string `json:"name"`
}

type listQuestion struct {
	Reading
	Period
	Of string `query:"of" required:"true" doc:"The figure: its path in the readout's JSON, such as wheel.arrivals, wheel.stock.to.customer, wheel.flows.prospect.customer.people, funnel.steps.0, funnel.breakdown.VALUE.0 (funnel.breakdown.0: the value is missing), retention.2026-01-01, retention.2026-01-01.3, value.people."`

	Steps     string `query:"steps" doc:"Of a funnel: as asked there."`
	Window    string `query:"window" doc:"Of a funnel: as asked there."`
	Order     string `query:"order" enum:"ordered,strict,any" default:"ordered" doc:"Of a funnel: as asked there."`
	Breakdown string `query:"breakdown" doc:"Of a funnel: as asked there."`
	First     string `query:"first" doc:"Of retention: as asked there."`
	Return    string `query:"return" doc:"Of retention: as asked there."`
	Every     string `query:"every" enum:"day,week,month" default:"month" doc:"Of retention: as asked there."`
	Periods   int    `query:"periods" minimum:"1" maximum:"400" default:"12" doc:"Of retention: as asked there."`
	Unbounded bool   `query:"unbounded" doc:"Of retention: as asked there."`
	At        string `query:"at" doc:"Of value: as asked there."`
	Horizon   string `query:"horizon" doc:"Of the gain or of value: as asked there."`

	Limit  int    `query:"limit" minimum:"1" maximum:"10000" default:"50" doc:"Rows on a page."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) list(ctx context.Context, in *listQuestion, tell Tell) (*ListAnswer, error) {
	after, err := in.continues()
	if err != nil {
		return nil, err
	}
	c, asked, err := s.cut(ctx, "list", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	q, err := in.read(c, asked)
	if err != nil {
		return nil, err
	}
	q.After = after
	report, stamp, err := s.Warehouse.List(ctx, c, q)
	if err != nil {
		return nil, err
	}
	asked.stamp(stamp)
	a := &ListAnswer{Asked: *asked, Of: in.Of, Kind: string(report.Kind), Count: report.Count, Sum: report.Sum, Stated: report.Stated,
		Currency: report.Currency, Rows: []ListRow{}}
	if report.Next != nil {
		a.Cursor = text(listPlace{*report.Next, c.AsOf}.String())
	}
	ids := make([]int64, len(report.Rows))
	for i, r := range report.Rows {
		ids[i] = r.Person
	}
	names, err := s.names(ctx, ids)
	for i := range report.Rows {
		a.Rows = append(a.Rows, showListRow(&report.Rows[i], report.Kind, names))
	}
	return a, err
}

func showListRow(r *warehouse.ListRow, kind wheel.Listed, names map[int64]string) ListRow {
	p := showPerson(r.Standing, names)
	row := ListRow{Person: PersonName{p.ID, p.Name}, Stage: p.Stage, Since: p.Since, FirstSeen: p.FirstSeen, LastSeen: p.LastSeen,
		Purchases: p.Purchases, Revenue: p.Revenue, Class: string(r.Class), Repeats: r.Repeats, Friends: r.Friends}
	if r.At != 0 || kind != wheel.ListsPeople {
		row.At = showInstant(r.At)
	}
	switch kind {
	case wheel.ListsMoves:
		row.From, row.To = r.From.String(), r.To.String()
	case wheel.ListsSpells:
		if row.From = r.From.String(); r.Until != wheel.Forever {
			row.To, row.Until = r.To.String(), showInstant(r.Until)
		}
	}
	if r.Currency != "" {
		row.Value, row.Currency = &r.Value, r.Currency
	}
	return row
}
