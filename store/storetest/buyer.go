package storetest

import (
	"testing"
	"time"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// buyers: people are found by their deals as segment defines it, whoever they have become one with.
func buyers(_ *testing.T, b *bench) {
	b.somePeople()
	var all []record.Record
	for _, v := range []record.Values{
		{"person": int64(1), "value": int64(60_000_000), "owner": int64(3)},
		{"person": int64(1), "value": int64(1_000_000), "deal_stage": "lost", "reason": "price"},
		{"person": int64(2), "value": int64(9_000_000), "deal_stage": "won", "reason": "fit", "team": int64(1)},
		{"person": int64(4), "name": "Bàn ghế", "owner": int64(3)},
		{"person": int64(6), "value": int64(60_000_000), "deal_stage": "negotiation"},
	} {
		all = append(all, sells(b).make(v))
	}
	asking := b.asking(record.Standard(record.Person))
	asking.Type = record.Person
	stale := segment.NewSet(all[3].ID, all[4].ID)
	asking.Stale = func(time.Time) (*segment.Set, error) { return stale, nil }
	asking.Foresight = func(_ time.Time, holds func(segment.Outlook) bool) (*segment.Set, error) {
		set := segment.NewSet()
		for id, o := range map[int64]segment.Outlook{1: {Expected: 800_000, Alive: 0.9}, 4: {Expected: 50_000, Alive: 0.2}, 5: {Alive: 0.04}} {
			if holds(o) {
				set.Add(id)
			}
		}
		return set, nil
	}
	b.view(func(v *store.View) error {
		fields, err := v.Fields(b.ctx, record.Deal)
		asking.Selling = func() (segment.Selling, error) { return segment.Selling{Fields: fields}, nil }
		return err
	})
	alike := func(into map[int64]int64) {
		for _, text := range []string{
			`deal(state = open)`, `deal(value > 50tr)`, `deal(value < 50tr and state != lost)`, `deal(state = open and stale = yes)`, `deal(stale = no)`,
			`deal(deal_stage in (won, negotiation))`, `deal(pipeline = sales and exists team)`, `deal(name ~ "ban ghe")`, `deal(closed_on >= -30d)`, `deal(exists owner and not exists value)`,
			`deal(reason = price) and deal(state = open)`, `deal(reason = price and state = open)`, `not deal(state = open) or deal(state = won)`, `deal(created_at > -1d)`,
			`forecast > 500k`, `alive < 50`, `alive < 50 and deal(state = open)`, `not alive < 50`, `not exists forecast`,
		} {
			e, err := segment.Parse(text)
			b.ok(err)
			n, err := e.Bind(asking)
			b.ok(err)
			b.want(text, b.foundPeople(n), fit(n, all, into))
		}
	}
	alike(map[int64]int64{})
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 5, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	alike(map[int64]int64{6: 5})
	b.act(func(tx *store.Tx) error {
		_, err := tx.RemoveAll(b.ctx, auth.Everything, record.Deal, []int64{all[0].ID})
		return err
	})
	all = all[1:]
	alike(map[int64]int64{6: 5})
}

// fit are those of some people who fulfil a condition by their deals; into says who has become whom.
func fit(n segment.Node, deals []record.Record, into map[int64]int64) (ids []int64) {
	sales := map[int64][]segment.Recorded{}
	for i := range deals {
		buyer := deals[i].Values.Int("person")
		if now, ok := into[buyer]; ok {
			buyer = now
		}
		sales[buyer] = append(sales[buyer], segment.Recorded{Record: &deals[i]})
	}
	for _, id := range []int64{1, 2, 4, 5, 6} {
		if _, gone := into[id]; !gone && n.Match(segment.Recorded{Record: &record.Record{Type: record.Person, ID: id}, Sales: sales[id]}) {
			ids = append(ids, id)
		}
	}
	return ids
}
