package store

import (
	"context"
	"database/sql"
	"strings"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store/dialect"
)

// DealRow is a deal as boards and forecasts ask for it.
type DealRow struct {
	ID                                         int64
	Pipeline, Stage, State, Forecast, Currency string
	Value, Expected                            int64 // minor units
	OpenedOn, CloseDate, ClosedOn              string
	Since                                      int64 // in its stage, microseconds
	Pushes                                     int
	Reason                                     string
	Person, Company, Owner, Team               int64
}

const dealColumns = "id, pipeline, stage, state, forecast, currency, value, expected, opened_on, close_date, closed_on, since, pushes, reason, person, company, owner, team"

// DealsQuestion asks for deals that are there. What is empty is not asked for.
type DealsQuestion struct {
	Reach    auth.Reach
	Pipeline string
	Stage    string
	State    string
	Person   int64
	IDs      []int64 // only these; nil: all
	// Closed leaves out the deals that were closed before a day.
	Closed string
	// AfterDate and AfterID are the last of the page before: deals come by close date, those without one last.
	AfterDate string
	AfterID   int64
	Limit     int // 0: all
}

func (v *View) dealsWhere(q DealsQuestion) (string, []any) {
	where, args := []string{"1 = 1"}, []any{}
	add := func(condition string, values ...any) { where, args = append(where, condition), append(args, values...) }
	for _, c := range []struct{ column, is string }{{"pipeline", q.Pipeline}, {"stage", q.Stage}, {"state", q.State}} {
		if c.is != "" {
			add(c.column+" = ?", c.is)
		}
	}
	if q.Person != 0 {
		add("person = ? AND person <> 0", q.Person)
	}
	if q.Closed != "" {
		add("(closed_on = '' OR closed_on >= ?)", q.Closed)
	}
	if q.IDs != nil {
		in, arg := v.dialect.In("id", q.IDs)
		add(in, arg)
	}
	if q.AfterID != 0 {
		add("("+byCloseDate+" > ? OR "+byCloseDate+" = ? AND id > ?)", q.AfterDate, q.AfterDate, q.AfterID)
	}
	within, more := v.within(q.Reach)
	return strings.Join(where, " AND ") + within, append(args, more...)
}

// byCloseDate is the order of deals within a stage.
const byCloseDate = "CASE WHEN close_date = '' THEN '9999' ELSE close_date END"

// Place is where a deal stands among others: to go on behind it.
func (r *DealRow) Place() (date string, id int64) {
	if r.CloseDate == "" {
		return "9999", r.ID
	}
	return r.CloseDate, r.ID
}

// Deals are those asked for, by their close dates.
func (v *View) Deals(ctx context.Context, q DealsQuestion) (list []DealRow, err error) {
	where, args := v.dealsWhere(q)
	query := "SELECT " + dealColumns + " FROM deal WHERE " + where + " ORDER BY " + byCloseDate + ", id"
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	err = v.each(ctx, "reading deals", query, args, func(rows *sql.Rows) error {
		var r DealRow
		err := rows.Scan(&r.ID, &r.Pipeline, &r.Stage, &r.State, &r.Forecast, &r.Currency, &r.Value, &r.Expected, &r.OpenedOn, &r.CloseDate, &r.ClosedOn,
			&r.Since, &r.Pushes, &r.Reason, &r.Person, &r.Company, &r.Owner, &r.Team)
		list = append(list, r)
		return err
	})
	return list, err
}

// DealTally is what the deals of a stage come to, in one currency.
type DealTally struct {
	Stage, Currency string
	deal.Sum
}

// DealTallies add up the deals asked for, by stage and currency.
func (v *View) DealTallies(ctx context.Context, q DealsQuestion) (list []DealTally, err error) {
	where, args := v.dealsWhere(q)
	query := "SELECT stage, currency, COUNT(*), SUM(value), SUM(expected) FROM deal WHERE " + where + " GROUP BY stage, currency ORDER BY stage, COUNT(*) DESC, currency"
	err = v.each(ctx, "adding up deals", query, args, func(rows *sql.Rows) error {
		var t DealTally
		err := rows.Scan(&t.Stage, &t.Currency, &t.Deals, &t.Value, &t.Expected)
		list = append(list, t)
		return err
	})
	return list, err
}

// DealsTouched tells when somebody last wrote about deals or finished a task about them, in microseconds; deals without
// either are left out.
func (v *View) DealsTouched(ctx context.Context, ids []int64) (at map[int64]int64, err error) {
	at = map[int64]int64{}
	in, arg := v.dialect.In("record", ids)
	query := `SELECT record, MAX(at) FROM (SELECT record, created_at AS at FROM note WHERE type = 'deal' AND deleted_at = 0 AND ` + in +
		` UNION ALL SELECT record, done_at FROM task WHERE type = 'deal' AND done_at > 0 AND ` + in + `) AS done GROUP BY record`
	err = v.each(ctx, "reading what was done about deals", query, []any{arg, arg}, func(rows *sql.Rows) error {
		var id, last int64
		err := rows.Scan(&id, &last)
		at[id] = last
		return err
	})
	return at, err
}

// FreezeDeals keeps the forecast as it stands under a week, unless it is kept already: the open deals, those that are
// overdue as due today, and those won since a day. It tells how many.
func (t *Tx) FreezeDeals(ctx context.Context, week, today, since string) (int64, error) {
	query := `INSERT INTO deal_frozen (week, deal, at, pipeline, stage, category, currency, value, expected, due, owner, team)
SELECT ?, id, ?, pipeline, stage, forecast, currency, value, expected, CASE WHEN state = 'won' THEN closed_on WHEN close_date <> '' AND close_date < ? THEN ? ELSE close_date END, owner, team
FROM deal WHERE (state = 'open' OR state = 'won' AND closed_on >= ?) AND NOT EXISTS (SELECT 1 FROM deal_frozen WHERE week = ?)`
	return t.exec(ctx, "freezing the forecast", query, week, t.now, today, today, since, week)
}

// Frozen is a deal as a forecast was frozen.
type Frozen struct {
	Week string // its Monday
	deal.Line
}

// FrozenDeals are the forecasts of a pipeline in one currency that were frozen in weeks from one on, as far as the deals,
// as they were then, are within reach.
func (v *View) FrozenDeals(ctx context.Context, reach auth.Reach, pipeline, currency, since string) (list []Frozen, err error) {
	within, args := v.within(reach)
	query := "SELECT week, deal, stage, category, value, expected, due, owner FROM deal_frozen WHERE pipeline = ? AND currency = ? AND week >= ?" + within + " ORDER BY week, deal"
	err = v.each(ctx, "reading frozen forecasts", query, append([]any{pipeline, currency, since}, args...), func(rows *sql.Rows) error {
		f := Frozen{Line: deal.Line{Pipeline: pipeline}}
		err := rows.Scan(&f.Week, &f.Deal, &f.Stage, (*string)(&f.Category), &f.Value, &f.Expected, &f.Due, &f.Owner)
		list = append(list, f)
		return err
	})
	return list, err
}

// RepriceDeals gives the open deals that do not have it the probability of their stage: up to limit of them. It tells how
// many it looked at.
func (t *Tx) RepriceDeals(ctx context.Context, limit int) (int, error) {
	sells, err := t.selling(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for i := range sells.setup.Pipelines {
		for _, stage := range sells.setup.Pipelines[i].Stages {
			if stage.Kind != deal.Open || n >= limit {
				continue
			}
			said := t.dialect.Field("record.fields", "probability", dialect.Float)
			ids, err := t.ids(ctx, "SELECT deal.id FROM deal JOIN record ON record.type = 'deal' AND record.id = deal.id WHERE deal.pipeline = ? AND deal.stage = ? AND "+said+" <> ? LIMIT ?",
				sells.setup.Pipelines[i].Key, stage.Key, float64(stage.Probability), limit-n)
			if err != nil {
				return n, err
			}
			set := record.Values{"probability": float64(stage.Probability)}
			if _, err := t.UpdateAll(ctx, auth.Everything, record.Deal, ids, func(record.Record) record.Values { return set }); err != nil {
				return n, err
			}
			n += len(ids)
		}
	}
	return n, nil
}
