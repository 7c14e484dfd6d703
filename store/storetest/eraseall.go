package storetest

import (
	"strings"
	"testing"

	"banhda/attract/form"
	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/appointment"
	"banhda/engage/quote"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// secret gives away who is forgotten, wherever it stands.
const secret = "bimat@example.vn"

// leaveTraces has somebody answer a form, be written to, go through a workflow, talk, and be sold to; and gives the run.
func (b *bench) leaveTraces(who int64) (run int64) {
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddSubmission(b.ctx, form.Submission{Form: 1, Version: 1, Event: "f-1", Person: who, At: 1, State: form.Taken, Said: form.Said{Answers: form.Answers{"email": {secret}}, URL: "https://a.vn/?e=" + secret}})
		return err
	})
	d := newsletter(who, "k "+secret)
	d.Data = map[string]any{"email": secret}
	b.send(d)
	talk := b.converse(conversation.Conversation{Person: who, Subject: "Của " + secret, Preview: secret})
	b.say(conversation.Entry{Conversation: talk.ID, Kind: conversation.In, Channel: conversation.Email, Address: secret, Subject: secret, Text: "Tôi là " + secret, HTML: "<p>" + secret + "</p>", Quoted: secret, Key: secret, Data: map[string]string{"from": secret}})
	b.say(conversation.Entry{Conversation: talk.ID, Kind: conversation.Note, Text: "gọi " + secret})
	b.act(func(tx *store.Tx) error {
		_, err := tx.Create(b.ctx, auth.Everything, record.Deal, 0, record.Values{"name": "Máy cho " + secret, "person": who})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddQuote(b.ctx, quote.Quote{Person: who, Owner: 4, Total: 90, Draft: quote.Content{Title: "Cho " + secret, Language: "vi", Currency: "VND", Intro: "Kính gửi " + secret}})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddAppointment(b.ctx, appointment.Appointment{Person: who, Hosts: []int64{4}, Owner: 4, From: 1 << 61, To: 1<<61 + 9, State: appointment.Booked, UID: "u", Title: "Gặp " + secret, Place: "nhà " + secret, Answers: map[string]string{"need": secret}, Reason: secret, Outcome: secret})
		return err
	})
	b.surveyed(who)
	b.onboarded(who)
	b.referred(who)
	b.pointed(who)
	b.reviewed(who)
	r := b.enters(b.workflow("Chào"), who, "lead "+secret, 5)
	b.tx(func(tx *store.Tx) error {
		said := workflow.Entry{Effect: workflow.Effect{Node: "a", Kind: workflow.Act}, Why: "không gửi được tới " + secret, Made: []workflow.Made{{Kind: "task", Name: "Gọi " + secret}}}
		return tx.SaveRuns(b.ctx, []workflow.Run{r}, []workflow.Line{{Run: r.ID, At: 1, Entry: said}})
	})
	return r.ID
}

// forgettingAll holds that nothing of somebody is left in what forms, messages, workflows, conversations, deals and quotes keep;
// what was there before the erasure is looked for first, so that the search is one.
func forgettingAll(t *testing.T, b *bench) {
	s := selling(b)
	run := s.leaveTraces(1)
	traces := func() (tables []string) {
		for table, text := range b.takenOut(b.Store) {
			if strings.Contains(text, secret) {
				tables = append(tables, table)
			}
		}
		return tables
	}
	if before := traces(); len(before) < 6 {
		t.Fatalf("traces stand only in %v", before)
	}
	b.handedOut(1)
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erased"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{1}, Targets: []string{"per_1"}, Needles: []string{secret}})
		return err
	})
	if after := traces(); len(after) > 0 {
		t.Errorf("what gives them away is left in %v", after)
	}
	b.view(func(v *store.View) error {
		lines, err := v.Lines(b.ctx, run, 0, 10)
		for _, l := range lines {
			if strings.Contains(l.Why, secret) || len(l.Made) > 0 && strings.Contains(l.Made[0].Name, secret) {
				t.Errorf("a run tells %+v", l.Entry)
			}
		}
		return err
	})
}

// handedOut holds that what is kept about somebody is handed out whole, and nothing of it about anybody else.
func (b *bench) handedOut(who int64) {
	b.t.Helper()
	rows := func(id int64) map[string]int {
		n := map[string]int{}
		b.view(func(v *store.View) error {
			return v.Personal(b.ctx, []int64{id}, func(of *store.Personal, row store.PersonalRow) error {
				if len(row.Columns) != len(row.Values) || len(row.Columns) == 0 {
					b.t.Errorf("a row of %s: %v %v", of.Name, row.Columns, row.Values)
				}
				n[of.Name]++
				return nil
			})
		})
		return n
	}
	theirs := rows(who)
	for _, name := range []string{"conversations", "messages", "forms", "workflows", "quotes", "appointments", "surveys", "survey_answers", "reviews", "onboarding", "points", "points_now", "points_left", "referrals", "referral_codes"} {
		if theirs[name] == 0 {
			b.t.Errorf("%s are not handed out; what is: %v", name, theirs)
		}
	}
	if theirs["conversations"] != 1 {
		b.t.Errorf("%d entries of a conversation in which one thing was said and one noted among colleagues", theirs["conversations"])
	}
	if others := rows(1 << 40); len(others) > 0 {
		b.t.Errorf("about nobody there is %v", others)
	}
}
