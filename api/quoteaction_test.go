package api

import (
	"context"
	"testing"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/store"
)

// A workflow drafts a quote of a deal once, reminds of one that waits for an answer once, takes it back; undone, the draft is gone.
func TestAWorkflowSeesToQuotes(t *testing.T) {
	f, b := turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	lan := b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}`)
	who, _ := ParsePersonID(lan.ID)
	ctx := auth.With(t.Context(), systemActor)
	does := func(kind string) (made []workflow.Made, why string) {
		t.Helper()
		err := f.Records.Tx(ctx, func(tx *store.Tx) error {
			a := &acting{Tx: tx, run: &workflow.Run{State: workflow.State{}, Person: who}, flow: &workflow.Workflow{Name: "Báo giá"}, node: &workflow.Node{ID: "x", Action: kind}}
			err := f.actions()[kind].do(ctx, a)
			made = a.made
			return err
		})
		if err != nil {
			return nil, err.Error()
		}
		return made, ""
	}
	for kind, want := range map[string]string{"quote_make": "the person has no open deal", "quote_remind": "the person has no quote that waits for their answer", "quote_withdraw": "the person has no quote that waits for their answer"} {
		if _, why := does(kind); why != want {
			t.Errorf("%s: %s", kind, why)
		}
	}
	deal := b.makes("deals", `{"name":"Máy pha","person":"`+lan.ID+`"}`)
	if _, why := does("quote_make"); why != "the deal has no products to write a quote of" {
		t.Errorf("of nothing: %s", why)
	}
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/deals/"+deal.ID, `{"values":{"lines":[{"name":"Máy xay","quantity":2000,"price":1000000,"tax_rate":10}]}}`)
	made, why := does("quote_make")
	if why != "" || len(made) != 1 || made[0].Name != "Máy pha" {
		t.Fatalf("made %+v: %s", made, why)
	}
	if _, why := does("quote_make"); why != "the deal has a quote already" {
		t.Errorf("twice: %s", why)
	}
	q := gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+QuoteID(made[0].ID), "")
	if q.State != "draft" || q.Sum.Total != 2_200_000 || q.Deal.ID != deal.ID {
		t.Errorf("the draft is %+v", q)
	}
	f.look(func(v *store.View) error {
		can, err := takable(ctx, v, who, made[0])
		if !can {
			t.Error("a draft cannot be taken back")
		}
		return err
	})
	b.sendsQuote(q, 200)
	if _, why := does("quote_remind"); why != "" {
		t.Errorf("reminding: %s", why)
	}
	if _, why := does("quote_remind"); why != "the customer was reminded of this quote already" {
		t.Errorf("reminding twice: %s", why)
	}
	if made, why := does("quote_withdraw"); why != "" || len(made) != 1 {
		t.Errorf("taking back: %+v %s", made, why)
	}
	f.look(func(v *store.View) error {
		is, err := v.Quote(context.Background(), auth.Everything, made[0].ID)
		if is.State != quote.Withdrawn || is.RemindedAt == 0 {
			t.Errorf("it is %+v", is)
		}
		can, err2 := takable(ctx, v, who, made[0])
		if can {
			t.Error("what was sent can be taken back")
		}
		return orElse(err, err2)
	})
	other := b.makes("deals", `{"name":"Ghế","person":"`+lan.ID+`","lines":[{"name":"Ghế","quantity":1000,"price":500000}]}`)
	made, _ = does("quote_make")
	f.tx(func(tx *store.Tx) error {
		return f.takeBackMade(ctx, tx, &WorkflowUndone{}, who, []workflow.Line{{Entry: workflow.Entry{Made: made}}})
	})
	id, _ := readRef(record.Deal, other.ID)
	f.look(func(v *store.View) error {
		left, err := v.Quotes(context.Background(), auth.Everything, store.QuoteFilter{Deal: id, Limit: 1})
		if len(left) != 0 {
			t.Errorf("undone, there is %+v", left)
		}
		return err
	})
}
