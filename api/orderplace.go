package api

import (
	"context"
	"time"

	"banhda/auth"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// placement is an order that somebody agreed to: by accepting a quote, or at the shop.
type placement struct {
	Person, Company, Deal int64
	Owner, Team           int64
	Lines                 []record.Line
	Discount              int64 // of the whole, before tax
	Deposit               int64 // to be paid first; 0: none
	Currency              string
	Note                  string
	Tags                  []string
}

// placeOrder makes an order that waits to be paid, within a transaction that an act is under way in.
func (s *Server) placeOrder(ctx context.Context, t *store.Tx, p placement) (record.Record, error) {
	w, err := readWorkspace(ctx, &t.View)
	if err != nil {
		return record.Record{}, err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return record.Record{}, err
	}
	values := record.Values{"status": sale.Confirmed, "placed_on": time.UnixMicro(t.Now()).In(zone).Format(time.DateOnly), "lines": p.Lines}
	for key, n := range map[string]int64{"person": p.Person, "company": p.Company, "deal": p.Deal, "owner": p.Owner, "team": p.Team, "discount": p.Discount, "deposit": p.Deposit} {
		if n != 0 {
			values[key] = n
		}
	}
	for key, text := range map[string]string{"currency": p.Currency, "note": p.Note} {
		if text != "" {
			values[key] = text
		}
	}
	if len(p.Tags) > 0 {
		values["tags"] = p.Tags
	}
	return t.Create(ctx, auth.Everything, record.Order, 0, values)
}

// orderSource is the source of events about orders and what is paid for them.
const orderSource = "orders"

// tellOrder tells the log, and by it whoever listens, what happened to an order. Who placed none of us knows is not told of.
func tellOrder(ctx context.Context, t *store.Tx, r *record.Record, e timeline.Event) error {
	buyer := r.Values.Int("person")
	if buyer == 0 {
		return nil
	}
	e.Sale, e.Currency, e.Team = r.Values.Text("number"), r.Values.Text("currency"), "sales"
	return postEvents(ctx, t, orderSource, []int64{buyer}, func(int64) timeline.Event { return e })
}
