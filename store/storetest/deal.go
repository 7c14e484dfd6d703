package storetest

import (
	"slices"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/order"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// kind makes and changes records of a type that are An's.
type kind struct {
	*bench
	typ  record.Type
	name string
}

// an makes An known, whose they are.
func (b *bench) an() {
	b.saveIdentity(person.Changes{Founded: []person.Founding{founding(1, 1, 1, person.Email, "an@example.vn")},
		People: []person.Record{named(1, "An")}, Cursor: person.Cursor{Seq: 1, LastProfile: 1}})
}

func (b kind) make(values record.Values) (r record.Record) {
	b.act(func(t *store.Tx) (err error) {
		r, err = t.Create(b.ctx, auth.Everything, b.typ, 0, record.Values{"name": b.name, "person": int64(1)}.With(values))
		return err
	})
	return r
}

func (b kind) set(r *record.Record, values record.Values) {
	b.act(func(t *store.Tx) (err error) {
		*r, err = t.Update(b.ctx, auth.Everything, b.typ, r.ID, values, 0)
		return err
	})
}

// sells makes deals; selling knows who buys, too.
func sells(b *bench) kind { return kind{b, record.Deal, "Máy xay"} }

func selling(b *bench) kind {
	b.an()
	return sells(b)
}

// deals: a deal is one sale with the order made of it, and the log hears of what is so.
func deals(t *testing.T, bare *bench) {
	b := selling(bare)
	r := b.make(record.Values{"value": int64(500_000), "owner": int64(3)})
	if v := r.Values; v.Text("deal_stage") != "new" || v.Text("pipeline") != "sales" || v.Text("state") != "open" || v.Int("expected") != 50_000 || v.Text("forecast") != "pipeline" {
		t.Fatalf("a new deal has %v", v)
	}
	b.set(&r, record.Values{"deal_stage": "won"})
	if said := strings.Join(b.saidOfOrders(), ", "); !strings.Contains(said, "Deal Won deal-1 500000 VND") || !strings.Contains(said, "Deal Stage Changed deal-1 -1") {
		t.Errorf("of a deal that was won the log says %s", said)
	}
	var o record.Record
	b.act(func(t *store.Tx) (err error) {
		o, err = t.Create(b.ctx, auth.Everything, record.Order, 0, record.Values{"person": int64(1), "deal": r.ID, "status": order.Confirmed, "total": int64(480_000)})
		return err
	})
	if said := strings.Join(b.saidOfOrders(), ", "); !strings.Contains(said, "Deal Won DH-000001 500000 VND") {
		t.Errorf("of a deal with an order the log says %s", said)
	}
	b.act(func(t *store.Tx) (err error) {
		_, err = t.Update(b.ctx, auth.Everything, record.Order, o.ID, record.Values{"status": order.Completed}, 0)
		return err
	})
	said := b.saidOfOrders()
	if !slices.Contains(said, "Deal Won DH-000001 -1  an@example.vn") || !slices.Contains(said, "Order Completed DH-000001 480000 VND an@example.vn") {
		t.Errorf("a sale that was paid is told as %v", said)
	}
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Deal, r.ID) })
	if said := b.saidOfOrders(); slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "Deal Opened") || strings.HasPrefix(s, "Deal Won") }) {
		t.Errorf("of a deal in the bin the log says %v", said)
	}
}

// dealMoves: every change of a stage is kept with whose the deal was; what reach does not go to is not shown.
func dealMoves(t *testing.T, bare *bench) {
	b := selling(bare)
	r := b.make(record.Values{"owner": int64(3)})
	b.set(&r, record.Values{"deal_stage": "qualified", "owner": int64(4)})
	b.set(&r, record.Values{"deal_stage": "new"})
	past := b.make(record.Values{"deal_stage": "lost", "opened_on": "2020-01-02", "close_date": "2020-02-03", "owner": int64(5)})
	of := func(reach auth.Reach, id int64) (list []string) {
		b.ok(b.Records.View(b.ctx, func(v *store.View) error {
			moves, err := v.DealMoves(b.ctx, reach, "sales", id)
			for _, m := range moves {
				list = append(list, m.From+">"+m.To)
			}
			return err
		}))
		return list
	}
	if got := of(auth.Everything, r.ID); !slices.Equal(got, []string{">new", "new>qualified", "qualified>new"}) {
		t.Errorf("the moves of a deal are %v", got)
	}
	if got := of(auth.Everything, past.ID); !slices.Equal(got, []string{">new", "new>lost"}) || past.Values.Text("closed_on") != "2020-02-03" {
		t.Errorf("a deal of the past moved %v, closed on %v", got, past.Values["closed_on"])
	}
	if got := of(auth.Reach{User: 5}, 0); len(got) != 2 {
		t.Errorf("who reaches one deal sees the moves %v", got)
	}
	var counts map[string]int64
	b.ok(b.Records.View(b.ctx, func(v *store.View) (err error) {
		counts, err = v.DealsIn(b.ctx, []string{"new", "lost", "won"})
		return err
	}))
	if counts["new"] != 1 || counts["lost"] != 1 || counts["won"] != 0 {
		t.Errorf("the stages hold %v", counts)
	}
}

// dealSetup: by what a house sells is kept, and the fields of deals follow.
func dealSetup(t *testing.T, b *bench) {
	setup := deal.Default()
	setup.Pipelines = append(setup.Pipelines, deal.Pipeline{Label: record.Label{Vi: "Bán lẻ"}, Stages: []deal.Stage{
		{Label: record.Label{Vi: "Hỏi giá"}, Kind: deal.Open, Probability: 30, Steps: []deal.Step{{Label: record.Label{Vi: "Gọi lại"}}}},
		{Label: record.Label{Vi: "Thắng"}, Kind: deal.Won}, {Label: record.Label{Vi: "Thua"}, Kind: deal.Lost}}})
	b.act(func(t *store.Tx) error {
		fields, err := t.Fields(b.ctx, record.Deal)
		if err == nil {
			err = setup.Valid(fields)
		}
		if err == nil {
			err = t.SaveDealSetup(b.ctx, setup)
		}
		return err
	})
	s := selling(b)
	r := s.make(record.Values{"deal_stage": "hoi_gia"})
	if r.Values.Text("pipeline") != "ban_le" || r.Values["probability"] != 30.0 {
		t.Errorf("a deal of another pipeline has %v", r.Values)
	}
	b.act(func(x *store.Tx) error {
		_, err := x.Update(b.ctx, auth.Everything, record.Deal, r.ID, record.Values{"deal_stage": "thang"}, 0)
		if err == nil {
			t.Error("a deal went on although its checklist is not done")
		}
		return nil
	})
	s.set(&r, record.Values{"steps": []string{"goi_lai"}, "deal_stage": "thang"})
	s.set(&r, record.Values{"pipeline": "sales", "value": int64(7)})
	if r.Values.Text("deal_stage") != "won" {
		t.Errorf("in the other pipeline the deal came to %v", r.Values["deal_stage"])
	}
}
