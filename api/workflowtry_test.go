package api

import (
	"context"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/store"
)

// TestATrialAsksTheGate: a step that sends tells whether its message would go, be held until when, or be refused and by what,
// and how it would read; nothing is left by it.
func TestATrialAsksTheGate(t *testing.T) {
	f, b, person, _ := lettered(t)
	made := gets[TemplateAnswer](b, 200, "POST", "/v1/templates", written)
	gets[TemplateAnswer](b, 200, "POST", "/v1/templates/"+made.ID+"/publish", "")
	w := gets[WorkflowDetail](b, 200, "POST", "/v1/workflows", `{"name":"Chào","definition":{"triggers":[{"id":"hand","kind":"manual"}],"again":{"when":"never"},"start":"mail","nodes":[
{"id":"mail","kind":"action","action":"message","with":{"template":"chao"},"next":"end"},{"id":"end","kind":"exit"}]}}`)
	id, _ := ParsePersonID(person.ID)
	tried := func(at string) *WorkflowWouldSend {
		a := gets[WorkflowTrial](b, 200, "POST", "/v1/workflows/"+w.ID+"/try", `{"person":"`+person.ID+`","at":"`+at+`"}`)
		for _, l := range a.Lines {
			if l.Node == "mail" {
				return l.Sends
			}
		}
		t.Fatalf("nothing is sent: %+v", a)
		return nil
	}
	if s := tried("2031-03-03T01:00:00Z"); s.Decision != "go" || s.Reason != "" || s.Subject != "Chào chị Lan" || !strings.Contains(s.Text, "Nguyễn Thị Lan") {
		t.Errorf("at ten in the morning: %+v", s)
	}
	if s := tried("2031-03-03T18:00:00Z"); s.Decision != "hold" || s.Reason != "quiet" || s.Until == nil || *s.Until != "2031-03-03T23:00:00Z" {
		t.Errorf("at three at night: %+v", s)
	}
	f.tx(func(t *store.Tx) error {
		if _, err := t.Note(context.Background(), store.Act{Actor: "system", Verb: "test"}); err != nil {
			return err
		}
		_, err := t.Consent(context.Background(), consent.Entry{Person: id, Channel: consent.Email, Purpose: consent.Marketing, State: consent.Withdrawn, At: t.Now(), How: "email"})
		return err
	})
	if s := tried("2031-03-03T01:00:00Z"); s.Decision != "refuse" || s.Reason != "withdrawn" || s.Article == "" {
		t.Errorf("after a no: %+v", s)
	}
	f.look(func(v *store.View) error {
		due, err := v.DueMessages(context.Background())
		if len(due) != 0 {
			t.Error("trying left a message")
		}
		return err
	})
}

// TestAListIsTakenBack: undoing a run gives people their places in lists back, unless somebody changed them since.
func TestAListIsTakenBack(t *testing.T) {
	f, b := turning(t)
	person := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	who, _ := ParsePersonID(person.ID)
	lists := make([]int64, 3)
	for i, name := range []string{"Vào", "Ra", "Đã đổi"} {
		lists[i], _ = ParseSegmentID(gets[SavedSegment](b, 200, "POST", "/v1/segments", `{"kind":"list","name":"`+name+`"}`).ID)
	}
	ctx := auth.With(context.Background(), systemActor)
	put := func(list int64, in bool) {
		f.tx(func(t *store.Tx) error {
			one, err := t.Segment(ctx, list)
			if err == nil {
				_, err = f.enlist(ctx, t, one, []int64{who}, in)
			}
			return err
		})
	}
	put(lists[0], true) // as the run did
	lines := []workflow.Line{{Entry: workflow.Entry{Made: []workflow.Made{{Kind: "list", ID: lists[0]}, {Kind: "list", ID: lists[1], Out: true}, {Kind: "list", ID: lists[2]}}}}}
	seen, undone := &WorkflowUndone{}, &WorkflowUndone{}
	f.look(func(v *store.View) error { return seen.look(ctx, v, who, lines) })
	f.tx(func(t *store.Tx) error { return f.takeBackMade(ctx, t, undone, who, lines) })
	for i, want := range []string{"can_be", "can_be", "cannot_be"} {
		if seen.Things[i].State != want || undone.Things[i].State != strings.Replace(want, "can_be", "taken_back", 1) {
			t.Errorf("%d: %s, then %s", i, seen.Things[i].State, undone.Things[i].State)
		}
	}
	f.look(func(v *store.View) error {
		for i, want := range []int{0, 1, 0} {
			if in, err := v.MembersAmong(ctx, lists[i], []int64{who}); err != nil || len(in) != want {
				t.Errorf("list %d: %d (%v)", i, len(in), err)
			}
		}
		return nil
	})
}
