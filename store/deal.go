package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"banhda/engage/deal"
	"banhda/hub/record"
)

// dealsSetting holds by what the house sells.
const dealsSetting = "deals"

// DealSetup is by what the house sells: what it kept, else what every house begins with.
func (v *View) DealSetup(ctx context.Context) (s deal.Setup, err error) {
	text, err := v.Setting(ctx, dealsSetting)
	if errors.Is(err, ErrNotFound) {
		return deal.Default(), nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &s)
	}
	return s, err
}

// SaveDealSetup keeps by what the house sells from now on. It has been checked.
func (t *Tx) SaveDealSetup(ctx context.Context, s deal.Setup) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	t.sells = nil
	t.refield()
	return t.Set(ctx, dealsSetting, string(text))
}

// selling is what deals are settled by.
type selling struct {
	setup    deal.Setup
	currency string
	zone     *time.Location
}

func (v *View) selling(ctx context.Context) (*selling, error) {
	if v.sells != nil {
		return v.sells, nil
	}
	setup, err := v.DealSetup(ctx)
	if err != nil {
		return nil, err
	}
	currency, zone, err := v.house(ctx)
	v.sells = &selling{setup, currency, zone}
	return v.sells, err
}

func dealProducts(r *record.Record) (rows [][]any) {
	list, _ := r.Values["lines"].([]record.Line)
	seen := map[int64]bool{0: true}
	for _, l := range list {
		if r.Type == record.Deal && !seen[l.Product] {
			seen[l.Product] = true
			rows = append(rows, []any{r.ID, l.Product})
		}
	}
	return rows
}

func dealOfOrder(r *record.Record) [][]any {
	of := r.Values.Int("deal")
	if of == 0 || r.Type != record.Order {
		return nil
	}
	return [][]any{{r.ID, of}}
}

const dealInto = "deal (id, pipeline, stage, state, forecast, currency, value, expected, opened_on, close_date, closed_on, since, pushes, reason, person, company, owner, team)"

// saveDeals writes what boards and forecasts ask of deals, and every change of a stage.
func (t *Tx) saveDeals(ctx context.Context, typ record.Type, steps []step) error {
	if typ != record.Deal || len(steps) == 0 {
		return nil
	}
	var ids []int64
	var rows [][]any
	for i := range steps {
		r := &steps[i].is
		ids = append(ids, r.ID)
		if r.DeletedAt == 0 && r.Into == 0 {
			rows = append(rows, dealRow(r))
		}
	}
	in, arg := t.dialect.In("id", ids)
	if _, err := t.exec(ctx, "saving deals", "DELETE FROM deal WHERE "+in, arg); err != nil {
		return err
	}
	err := t.insertAll(ctx, "saving deals", dealInto, 18, "", len(rows), func(i int) []any { return rows[i] })
	if err != nil {
		return err
	}
	return t.saveMoves(ctx, steps)
}

func dealRow(r *record.Record) []any {
	v := r.Values
	pushes, _ := v["pushes"].(float64)
	return []any{r.ID, v.Text("pipeline"), v.Text("deal_stage"), v.Text("state"), v.Text("forecast"), v.Text("currency"), v.Int("value"), v.Int("expected"),
		v.Text("opened_on"), v.Text("close_date"), v.Text("closed_on"), v.Int("in_stage_since"), int64(pushes), v.Text("reason"),
		v.Int("person"), v.Int("company"), v.Int("owner"), v.Int("team")}
}

func (t *Tx) saveMoves(ctx context.Context, steps []step) error {
	sells, err := t.selling(ctx)
	if err != nil {
		return err
	}
	var moves []deal.Move
	for i := range steps {
		moves = append(moves, sells.setup.Moves(&steps[i].was, &steps[i].is, deal.When{Now: t.now, Zone: sells.zone})...)
	}
	into := "deal_move (deal, act, at, from_pipeline, from_stage, to_pipeline, to_stage, owner)"
	return t.insertAll(ctx, "keeping the stages of deals", into, 8, "", len(moves), func(i int) []any {
		m := &moves[i]
		return []any{m.Deal, t.Act, m.At, m.Pipeline, m.From, m.ToPipeline, m.To, m.Owner}
	})
}

// purgeDeals leaves nothing of deals that are purged beside their records.
func (t *Tx) purgeDeals(ctx context.Context, typ record.Type, ids []int64) error {
	if typ != record.Deal {
		return nil
	}
	for _, from := range []struct{ table, column string }{{"deal", "id"}, {"deal_move", "deal"}, {"deal_told", "deal"}, {"deal_frozen", "deal"}} {
		in, arg := t.dialect.In(from.column, ids)
		if _, err := t.exec(ctx, "purging deals", "DELETE FROM "+from.table+" WHERE "+in, arg); err != nil {
			return err
		}
	}
	return nil
}
