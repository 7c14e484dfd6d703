package api

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"banhda/warehouse"
	"banhda/wheel"
)

// ListAnswer is one page of the rows behind a figure. Count is the length of the whole list: the figure itself or, for
// money and ratios, what it is summed or divided from. Where the figure is money, Sum is what the values of all pages
// add up to, in minor units of Currency, and Stated how many rows state a value; the others add nothing.
type ListAnswer struct {
	Asked    Asked     `json:"asked"`
	Of       string    `json:"of"`
	Kind     string    `json:"kind" enum:"people,moves,purchases,rotations,spells"`
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

func (in *listQuestion) read(c warehouse.Cut, asked *Asked) (q warehouse.ListQuestion, err error) {
	q.Limit = in.Limit
	readout, rest, _ := strings.Cut(in.Of, ".")
	switch readout {
	case "wheel":
		q.Wheel, err = in.readWheel(rest, c, asked)
	case "funnel":
		q.Funnel, err = in.readFunnel(rest, c, asked)
	case "retention":
		q.Retention, err = in.readRetention(rest, c, asked)
	case "value":
		q.Value, err = in.readValue(rest, c, asked)
	default:
		err = in.noFigure()
	}
	return q, err
}

func (in *listQuestion) noFigure() error {
	return invalid("%q is no figure with a list; write its path in the readout's answer, such as wheel.arrivals, wheel.stock.to.customer, funnel.steps.0, retention.2026-01-01.3 or value.people", in.Of)
}

func (in *listQuestion) readWheel(path string, c warehouse.Cut, asked *Asked) (l *warehouse.WheelList, err error) {
	l = &warehouse.WheelList{}
	var ok bool
	if l.Figure, ok = wheel.FigureAt(path); !ok {
		return nil, in.noFigure()
	}
	if in.Horizon != "" {
		if l.Horizon, err = parseDuration("horizon", in.Horizon); err != nil {
			return nil, err
		}
		asked.Horizon = in.Horizon
	}
	l.From, l.To, err = in.Period.read(c, asked)
	return l, err
}

func (in *listQuestion) readFunnel(path string, c warehouse.Cut, asked *Asked) (l *warehouse.FunnelList, err error) {
	l = &warehouse.FunnelList{}
	f := funnelQuestion{in.Reading, in.Period, in.Steps, in.Window, in.Order, in.Breakdown}
	if l.FunnelQuestion, err = f.read(c, asked); err != nil {
		return nil, err
	}
	value, broken := strings.CutPrefix(path, "breakdown.")
	step, steps := strings.CutPrefix(path, "steps.")
	if broken {
		if i := strings.LastIndexByte(value, '.'); i >= 0 {
			l.Value, value = text(value[:i]), value[i+1:]
		}
		l.Broken, step = true, value
	}
	if !steps && !broken {
		return nil, in.noFigure()
	}
	if broken && in.Breakdown == "" {
		return nil, invalid("%s asks for one value of a breakdown: say by which property, as in breakdown=plan", in.Of)
	}
	if l.Step, err = strconv.Atoi(step); err != nil || l.Step < 0 || l.Step >= len(l.Steps) {
		return nil, invalid("%s: the funnel has the steps 0 to %d", in.Of, len(l.Steps)-1)
	}
	return l, nil
}

func (in *listQuestion) readRetention(path string, c warehouse.Cut, asked *Asked) (l *warehouse.RetentionList, err error) {
	l = &warehouse.RetentionList{Period: -1}
	r := retentionQuestion{in.Reading, in.Period, in.First, in.Return, in.Every, in.Periods, in.Unbounded}
	if l.RetentionQuestion, err = r.read(c, asked); err != nil {
		return nil, err
	}
	start, period, cell := strings.Cut(path, ".")
	if cell {
		if l.Period, err = strconv.Atoi(period); err != nil || l.Period < 0 || l.Period >= in.Periods {
			return nil, invalid("%s: retention follows the periods 0 to %d", in.Of, in.Periods-1)
		}
	}
	l.Start = start
	if _, ok := wheel.NewRetentionCount(l.Spec(c)).Cohort(start); !ok {
		return nil, invalid("%s: no cohort begins on %q; write the start of one as the readout gives it", in.Of, start)
	}
	return l, nil
}

func (in *listQuestion) readValue(path string, c warehouse.Cut, asked *Asked) (l *warehouse.ValueList, err error) {
	l = &warehouse.ValueList{Repeaters: path == "repeaters"}
	if path != "people" && path != "repeaters" {
		return nil, in.noFigure()
	}
	v := valueQuestion{in.Reading, in.At, in.Horizon}
	if v.Horizon == "" {
		v.Horizon = "90d"
	}
	l.Question, err = v.read(c, asked)
	return l, err
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

// listPlace is where a page of a list ends, and the now it was read at: the pages of a list are of one now, though it
// was left at its default.
type listPlace struct {
	wheel.Mark
	asOf int64
}

// String writes a place as a cursor.
func (p listPlace) String() string {
	return fmt.Sprintf("%s.%d.%s", PersonID(p.Person), p.Rows, strconv.FormatInt(p.asOf, 36))
}

func readPlace(cursor string) (p listPlace, err error) {
	id, rest, _ := strings.Cut(cursor, ".")
	rows, asOf, _ := strings.Cut(rest, ".")
	if p.Person, err = ParsePersonID(id); err == nil {
		p.Rows, err = strconv.Atoi(rows)
	}
	if err == nil {
		p.asOf, err = strconv.ParseInt(asOf, 36, 64)
	}
	if err != nil {
		err = invalid("--cursor %q is not one that was given out; leave it away to begin anew", cursor)
	}
	return p, err
}

// continues reads the cursor: it says behind which row to go on, and at which now where the question does not.
func (in *listQuestion) continues() (wheel.Mark, error) {
	if in.Cursor == "" {
		return wheel.Mark{}, nil
	}
	p, err := readPlace(in.Cursor)
	if in.AsOf == "" {
		in.AsOf = showInstant(p.asOf)
	}
	return p.Mark, err
}
