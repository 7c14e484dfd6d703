package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"banhda/drive/flow"
	"banhda/engage/deal"
	"banhda/hub/order"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
)

// The settings that what is told of orders depends on, as the workspace keeps them.
const (
	currencySetting = "currency"
	timezoneSetting = "timezone"
)

// house is what holds in the whole workspace, where nobody set anything else.
func (v *View) house(ctx context.Context) (currency string, zone *time.Location, err error) {
	set, err := v.Settings(ctx)
	currency, zone = "VND", time.FixedZone("+07", 7*3600)
	if set[currencySetting] != "" {
		currency = set[currencySetting]
	}
	if at, bad := time.LoadLocation(set[timezoneSetting]); bad == nil && set[timezoneSetting] != "" {
		zone = at
	}
	return currency, zone, err
}

// teller tells the log of orders, deals and tickets: what it should say of each, beside what it said before.
type teller struct {
	*Tx
	zone   *time.Location
	told   tolds
	events []timeline.Event
	taken  []string // ids of events to take back
}

// tolds is where it is kept what the log was told of records of a type.
type tolds struct{ table, id, prefix string }

var (
	toldOfOrders = tolds{"order_told", "order_id", "order"}
	toldOfDeals  = tolds{"deal_told", "deal", "deal"}
)

// tellLog lets the log say of orders, deals and tickets what is so now: what was told before and is no longer so is taken back,
// what is new told, in the transaction of the change.
func (t *Tx) tellLog(ctx context.Context, typ record.Type, steps []step) error {
	if !slices.Contains([]record.Type{record.Order, record.Deal, record.Ticket}, typ) || len(steps) == 0 {
		return nil
	}
	_, zone, err := t.house(ctx)
	if err != nil {
		return err
	}
	w := &teller{Tx: t, zone: zone, told: toldOfOrders}
	switch typ {
	case record.Deal:
		err = w.deals(ctx, steps)
	case record.Ticket:
		err = w.tickets(ctx, steps)
	default:
		err = w.orders(ctx, steps)
	}
	if err != nil {
		return err
	}
	return w.post(ctx)
}

// orders tells of orders, and of the deals they came of: the two are one sale.
func (w *teller) orders(ctx context.Context, steps []step) error {
	for i := range steps {
		if err := w.say(ctx, &steps[i].is, order.Events(&steps[i].is)); err != nil {
			return err
		}
	}
	return w.dealsOf(ctx, steps)
}

// said is an event that was told of a record: its id, its instant, and the rest of it.
type said struct {
	id   string
	at   int64
	body string
}

// say lets the log say these events of a record, and no others.
func (w *teller) say(ctx context.Context, r *record.Record, events []timeline.Event) error {
	before, err := w.saidOf(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.Person, err = w.identity(ctx, r.Values.Int("person")); err != nil {
			return err
		}
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		was, told := before[e.Name]
		delete(before, e.Name)
		if told && was.body == string(body) {
			continue
		}
		if told {
			w.taken = append(w.taken, was.id)
		}
		if e.At = was.at; e.At == 0 {
			e.At = w.at(r, e.Name)
		}
		e.ID = w.name(r.ID)
		w.events = append(w.events, e)
		query := "INSERT INTO " + w.told.table + " (" + w.told.id + `, name, event, at, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (` + w.told.id + ", name) DO UPDATE SET event = excluded.event, at = excluded.at, body = excluded.body"
		if _, err := w.exec(ctx, "telling of a record", query, r.ID, e.Name, e.ID, e.At, string(body)); err != nil {
			return err
		}
	}
	for name, was := range before {
		w.taken = append(w.taken, was.id)
		query := "DELETE FROM " + w.told.table + " WHERE " + w.told.id + " = ? AND name = ?"
		if _, err := w.exec(ctx, "telling of a record", query, r.ID, name); err != nil {
			return err
		}
	}
	return nil
}

// name is the id of the next event of a record.
func (w *teller) name(id int64) string {
	return fmt.Sprintf("%s-%d-%d-%d", w.told.prefix, id, w.Act, len(w.events))
}

func (w *teller) saidOf(ctx context.Context, id int64) (map[string]said, error) {
	before := map[string]said{}
	err := w.each(ctx, "reading what was told of a record", "SELECT name, event, at, body FROM "+w.told.table+" WHERE "+w.told.id+" = ?", []any{id}, func(rows *sql.Rows) error {
		var name string
		var s said
		err := rows.Scan(&name, &s.id, &s.at, &s.body)
		before[name] = s
		return err
	})
	return before, err
}

// identity names a person as events do; nobody where they are not known any more.
func (w *teller) identity(ctx context.Context, id int64) (who person.Identity, err error) {
	stands, err := w.stands(ctx, record.Person, []int64{id})
	if err != nil {
		return who, err
	}
	k, err := w.KeyOf(ctx, stands[id])
	if err != nil {
		return who, fmt.Errorf("reading who placed an order: %w", err)
	}
	return k.Identity(), nil
}

// at is when something happened: an order was bought at noon of the day it was placed, a deal opened and closed at that of
// its day, where that is past; anything else happens when it is told.
func (w *teller) at(r *record.Record, name string) int64 {
	day := map[string]string{order.CompletedEvent: "placed_on", deal.OpenedEvent: "opened_on", deal.WonEvent: "closed_on", deal.LostEvent: "closed_on"}[name]
	now := time.UnixMicro(w.now).In(w.zone)
	on, err := time.ParseInLocation(time.DateOnly, r.Values.Text(day), w.zone)
	if err != nil || on.Format(time.DateOnly) >= now.Format(time.DateOnly) {
		return w.now
	}
	return on.Add(12 * time.Hour).UnixMicro()
}

// post leaves for the log what is to be taken back, then what is new.
func (w *teller) post(ctx context.Context) error {
	for _, id := range w.taken {
		body, err := json.Marshal(flow.Retraction{ID: id})
		if err != nil {
			return err
		}
		if err := w.Post(ctx, flow.Row{Kind: flow.Retract, Source: "records", Count: 1, Body: body}); err != nil {
			return err
		}
	}
	for i := range w.events {
		w.events[i].Clean()
		if err := w.events[i].Check(); err != nil {
			return err
		}
	}
	if len(w.events) == 0 {
		return nil
	}
	return w.Post(ctx, flow.Row{Kind: flow.Events, Source: "records", Count: int64(len(w.events)), Body: timeline.AppendRow(nil, w.events)})
}
