package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// readWhole gathers what is kept of somebody beside their record: what was said, sent, offered, ordered, answered and earned. own
// leaves out what the house noted for itself.
func (p *personArchive) readWhole(ctx context.Context, v *store.View, own bool) error {
	profiles, err := v.ProfilesOf(ctx, []int64{p.id})
	if err != nil {
		return err
	}
	ids := []int64{p.id}
	for _, known := range profiles {
		ids = append(ids, known.ID)
	}
	if err := p.readOrders(ctx, v); err != nil {
		return err
	}
	if err := p.readDeals(ctx, v, own, ids); err != nil {
		return err
	}
	at := map[string]int{}
	err = v.Personal(ctx, ids, func(of *store.Personal, row store.PersonalRow) error {
		if own && of.House {
			return nil
		}
		i, ok := at[of.Name]
		if !ok {
			i, at[of.Name] = len(p.parts), len(p.parts)
			p.add(of.Name+".json", []personalRow{})
		}
		p.parts[i].content = append(p.parts[i].content.([]personalRow), personalRow(row))
		return nil
	})
	if err != nil {
		return err
	}
	return v.QuotePapers(ctx, ids, func(number string, version int64, pdf []byte) error {
		p.papers = append(p.papers, archiveFile{fmt.Sprintf("quotes/%s-%d.pdf", strings.ReplaceAll(number, "/", "-"), version), pdf})
		return nil
	})
}

// readOrders gathers the orders with what was paid of them, and what was said about tickets.
func (p *personArchive) readOrders(ctx context.Context, v *store.View) error {
	orders, err := ordersOf(ctx, v, p.id)
	if err != nil {
		return err
	}
	shown, err := showRecords(ctx, v, record.Order, orders)
	if err != nil {
		return err
	}
	p.add("orders.json", shown)
	var paid []any
	for i := range orders {
		payments, err := v.Payments(ctx, orders[i].ID)
		if err != nil {
			return err
		}
		for _, one := range payments {
			paid = append(paid, map[string]any{"order": orders[i].Values.Text("number"), "kind": one.Kind, "way": one.Way, "amount": one.Amount, "at": showInstant(one.At)})
		}
	}
	p.add("payments.json", paid)
	tickets, err := ticketsHandedOut(ctx, v, p.id)
	p.add("tickets.json", tickets)
	return err
}

// readDeals gathers what is being sold to them, which is the house's own matter.
func (p *personArchive) readDeals(ctx context.Context, v *store.View, own bool, ids []int64) error {
	if own {
		return nil
	}
	deals, err := v.BoughtBy(ctx, record.Deal, ids)
	if err != nil {
		return err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Deal, deals)
	if err != nil {
		return err
	}
	var list []record.Record
	for _, id := range deals {
		if r, ok := found[id]; ok {
			list = append(list, r)
		}
	}
	shown, err := showRecords(ctx, v, record.Deal, list)
	p.add("deals.json", shown)
	return err
}

// archiveFile is a file made of what is kept, and not kept with somebody's files.
type archiveFile struct {
	name    string
	content []byte
}

// personalRow is a row of what is kept, shown as people and programs read it: its columns in their order, instants as elsewhere.
type personalRow store.PersonalRow

// MarshalJSON implements json.Marshaler.
func (r personalRow) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, column := range r.Columns {
		text, err := json.Marshal(shownValue(column, r.Values[i]))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%c%q:%s", map[bool]byte{true: '{', false: ','}[i == 0], column, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func shownValue(column string, value any) any {
	switch value := value.(type) {
	case int64:
		if column != "at" && column != "since" && column != "until" && !strings.HasSuffix(column, "_at") {
			return value
		}
		if value == 0 {
			return nil
		}
		return showInstant(value)
	case string:
		if strings.HasPrefix(value, "{") && json.Valid([]byte(value)) {
			return json.RawMessage(value)
		}
	}
	return value
}
