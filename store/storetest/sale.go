package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/order"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// saidOfOrders is what the log says now, retractions carried out: each event's name, sale, value and whom it is of.
func (b *bench) saidOfOrders() (list []string) {
	b.t.Helper()
	b.ok(b.RelayAll(b.ctx))
	said := map[string]string{}
	var ids []string
	b.ok(b.Log.Read(b.ctx, 0, 1<<20, func(row flow.Row) error {
		if row.Kind == flow.Retract {
			var r flow.Retraction
			b.ok(json.Unmarshal(row.Body, &r))
			if said[r.ID] == "" {
				b.t.Errorf("%s is taken back, and was not said", r.ID)
			}
			delete(said, r.ID)
			return nil
		}
		events, err := timeline.ReadRow(row.Body)
		for _, e := range events {
			if slices.Contains(ids, e.ID) {
				b.t.Errorf("%s is said twice", e.ID)
			}
			value := int64(-1)
			if e.Value != nil {
				value = *e.Value
			}
			ids = append(ids, e.ID)
			said[e.ID] = fmt.Sprint(e.Name, " ", e.Sale, " ", value, " ", e.Currency, " ", e.Person.Email)
		}
		return err
	}))
	for _, id := range ids {
		if said[id] != "" {
			list = append(list, said[id])
		}
	}
	return list
}

// recordOrder: the log hears of an order once, and no more than is so.
func recordOrder(_ *testing.T, b *bench) {
	b.saveIdentity(person.Changes{Founded: []person.Founding{founding(1, 1, 1, person.Email, "an@example.vn")},
		People: []person.Record{named(1, "An")}, Cursor: person.Cursor{Seq: 1, LastProfile: 1}})
	var r record.Record
	set := func(values record.Values) (act int64) {
		return b.act(func(t *store.Tx) (err error) {
			r, err = t.Update(b.ctx, auth.Everything, record.Order, r.ID, values, 0)
			return err
		})
	}
	b.act(func(t *store.Tx) (err error) {
		r, err = t.Create(b.ctx, auth.Everything, record.Order, 0, record.Values{"person": int64(1), "status": order.Draft,
			"lines": []record.Line{{Name: "Cà phê", Quantity: 2000, Price: 100_000, TaxRate: 8}}})
		return err
	})
	b.want("what it comes to", []any{r.Values["total"], r.Values["number"], r.Name()}, []any{int64(216_000), "DH-000001", "DH-000001"})
	b.want("a draft is nobody's business", b.saidOfOrders(), []string{})
	completing := set(record.Values{"status": order.Completed})
	bought := "Order Completed DH-000001 216000 VND an@example.vn"
	b.want("completed", b.saidOfOrders(), []string{bought})
	set(record.Values{"note": "giao buổi sáng"})
	b.want("what the log does not say changes nothing", b.saidOfOrders(), []string{bought})
	set(record.Values{"discount": int64(100_000)})
	b.want("less", b.saidOfOrders(), []string{"Order Completed DH-000001 108000 VND an@example.vn"})
	set(record.Values{"discount": nil})
	set(record.Values{"status": order.Refunded})
	b.want("refunded", b.saidOfOrders(), []string{bought, "Order Refunded DH-000001 216000 VND an@example.vn"})
	set(record.Values{"status": order.Cancelled})
	b.want("cancelled", b.saidOfOrders(), []string{"Order Cancelled DH-000001 -1 VND an@example.vn"})
	set(record.Values{"status": order.Completed})
	b.undo(completing, false)
	b.want("completing is undone", b.saidOfOrders(), []string{})
	set(record.Values{"status": order.Completed})
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Order, r.ID) })
	b.want("in the bin", b.saidOfOrders(), []string{})
	b.act(func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Order, r.ID) })
	b.want("restored", b.saidOfOrders(), []string{bought})
}
