package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/engage/lead"
	"banhda/hub/person"
	kept "banhda/hub/record"
	"banhda/store"
)

// asks lets people wait; known are the profiles 1, 2, … of people of their own.
func (b *bench) asks(people ...int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		for _, p := range people {
			if _, err := tx.AddLead(b.ctx, lead.Lead{Person: p, Event: "Form Submitted", Source: "Tư vấn", Since: 10 * p, DueAt: 10*p + 5, TellAt: 10*p + 6}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) leads(reach auth.Reach, f store.LeadFilter) (people []int64) {
	b.t.Helper()
	f.Limit = 10
	b.view(func(v *store.View) error {
		list, err := v.Leads(b.ctx, reach, f)
		for _, l := range list {
			people = append(people, l.Person)
		}
		n, err2 := v.CountLeads(b.ctx, reach, f, 100)
		b.ok(err2)
		if f.AfterID == 0 {
			b.want("as many are counted as listed", n, int64(len(list)))
		}
		return err
	})
	return people
}

// leads wait once for each person, are answered by whatever comes after they asked, and are seen by who sees the person.
func leads(t *testing.T, b *bench) {
	b.founded(1, 2, 3)
	b.asks(1, 2, 3)
	b.asks(2) // waits already
	b.owns(1, 7, 0)
	b.owns(2, 8, 5)
	waiting := store.LeadFilter{State: lead.Waiting}
	b.want("all, who waits longest first", b.leads(auth.Everything, waiting), []int64{1, 2, 3})
	b.want("one's own and one's team's", b.leads(auth.Reach{User: 7, Teams: []int64{5}}, waiting), []int64{1, 2})
	b.want("within no reach", b.leads(auth.Reach{}, waiting), []int64(nil))
	b.want("of an owner", b.leads(auth.Everything, store.LeadFilter{State: lead.Waiting, Owner: 8}), []int64{2})
	b.want("nobody's", b.leads(auth.Everything, store.LeadFilter{State: lead.Waiting, Unowned: true}), []int64{3})
	b.want("late", b.leads(auth.Everything, store.LeadFilter{State: lead.Waiting, Late: true}), []int64{1, 2, 3})
	b.tx(func(tx *store.Tx) error {
		none, err := tx.AnswerLeads(b.ctx, 1, 9, 7, "Call Made") // before they asked
		b.ok(err)
		one, err := tx.AnswerLeads(b.ctx, 2, 24, 0, "Call Made")
		b.ok(err)
		b.want("answered", []int{len(none), len(one)}, []int{0, 1})
		l, err := tx.LastLead(b.ctx, 2)
		b.want("answered by whoever looks after them", []any{l.State, l.EndedAt, l.Answer, l.By, l.TellAt}, []any{lead.Answered, int64(24), "Call Made", int64(8), int64(0)})
		b.ok(err)
		three, err := tx.LastLead(b.ctx, 3)
		b.ok(err)
		b.ok(three.SetAside("số giả", 50))
		b.ok(tx.SaveLead(b.ctx, three))
		list, err := tx.LeadsToTell(b.ctx, 10)
		b.want("to tell of", len(list), 1)
		return err
	})
	b.want("still waiting", b.leads(auth.Everything, waiting), []int64{1})
	b.want("set aside", b.leads(auth.Everything, store.LeadFilter{State: lead.Aside, From: 50}), []int64{3})
	b.want("answered by one, in time", b.leads(auth.Everything, store.LeadFilter{State: lead.Answered, By: 8, Late: true}), []int64(nil))
	b.asks(2)
	b.want("asks again", b.leads(auth.Everything, waiting), []int64{1, 2})
	b.tx(func(tx *store.Tx) error {
		_, err := tx.Assign(b.ctx, store.Assigned{Person: 1, Was: 7, Why: "untouched"})
		b.ok(err)
		taken, err := tx.Reclaimed(b.ctx, auth.Reach{User: 7}, b.now.Load())
		b.want("taken back, within reach", taken, map[int64]int64{7: 1})
		return err
	})
	b.want("answered by one, or waiting for them too long", b.leads(auth.Everything, store.LeadFilter{Judged: 8}), []int64{2, 2})
	b.view(func(v *store.View) error {
		by, err := v.LeadStandings(b.ctx, auth.Everything, 0)
		b.want("how they stand", []lead.Standing{*by[7], *by[8]}, []lead.Standing{{User: 7, Waiting: 1, Late: 1}, {User: 8, Waiting: 1, Late: 1, Answered: 1, InTime: 1}})
		_, err2 := v.LastLead(b.ctx, 9)
		b.want("who never asked", err2 != nil, true)
		return err
	})
	b.ok(b.Records.SaveIdentity(b.ctx, person.Changes{Links: []person.Link{{Profile: 2, From: 2, Person: 1, Seq: 9}}, Cursor: person.Cursor{Seq: 9, LastProfile: 3}}))
	b.want("of two who are one the first wait stands", b.leads(auth.Everything, waiting), []int64{1})
	b.tx(func(tx *store.Tx) error {
		both, err := tx.AnswerLeads(b.ctx, 1, 99, 7, "Meeting Held")
		b.want("both waits", len(both), 2)
		return err
	})
	b.want("and is answered for both", b.leads(auth.Everything, waiting), []int64(nil))
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erased"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{3}})
		return err
	})
	b.want("of who was forgotten nothing is left", b.leads(auth.Everything, store.LeadFilter{State: lead.Aside}), []int64(nil))
}

// founded makes people known by a profile each.
func (b *bench) founded(ids ...int64) {
	b.t.Helper()
	c := person.Changes{Cursor: person.Cursor{Seq: 1, LastProfile: ids[len(ids)-1]}}
	for _, id := range ids {
		key := person.Key{Kind: person.UserID, Value: "u" + string(rune('0'+id))}
		c.Founded = append(c.Founded, person.Founding{Profile: person.Profile{ID: id, Key: key, Person: id}, Seq: 1, ReceivedAt: 1})
		c.People = append(c.People, person.Record{ID: id})
	}
	b.ok(b.Records.SaveIdentity(b.ctx, c))
}

// owns gives a person an owner and a team.
func (b *bench) owns(id, user, team int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "assign"}); err != nil {
			return err
		}
		_, err := tx.Update(b.ctx, auth.Everything, kept.Person, id, kept.Values{"owner": user, "team": team}, 0)
		return err
	})
}
