package storetest

import (
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"banhda/attract/campaign"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/store"
)

func newsletter(person int64, key string) message.Draft {
	return message.Draft{Person: person, Channel: consent.Email, Class: consent.Advertising, Template: 3, Key: key, Data: map[string]any{"event": "Tết"}}
}

func (b *bench) send(d message.Draft) (id int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		id, err = tx.Send(b.ctx, d)
		return err
	})
	return id
}

func (b *bench) message(id int64) (m message.Message) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		m, err = v.Message(b.ctx, id)
		return err
	})
	return m
}

func (b *bench) claimMessages(campaign int64, limit int) (ids []int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		list, err := tx.ClaimMessages(b.ctx, campaign, limit)
		for _, m := range list {
			ids = append(ids, m.ID)
		}
		return err
	})
	return ids
}

func (b *bench) settle(fates ...message.Fate) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error { return tx.SettleMessages(b.ctx, fates) })
}

// messages are claimed once, in the order they are due, and keep what became of them.
func messages(t *testing.T, b *bench) {
	now := b.now.Load()
	first := b.send(newsletter(7, "welcome:7"))
	b.refuses("a second message under a key", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.Send(b.ctx, newsletter(8, "welcome:7"))
		return err
	})
	later := newsletter(7, "")
	later.At = now + 100
	second := b.send(later)
	if m := b.message(first); m.State != message.Queued || m.Data["event"] != "Tết" || m.DueAt != now || m.Class != consent.Advertising {
		t.Errorf("left: %+v", m)
	}
	b.want("claimed", b.claimMessages(0, 10), []int64{first})
	b.want("claimed again", len(b.claimMessages(0, 10)), 0)
	b.view(func(v *store.View) error {
		list, err := v.SendingMessages(b.ctx)
		b.want("being sent", len(list), 1)
		return err
	})
	b.settle(message.Fate{ID: first, State: message.Sent, At: now + 5, Version: 4, Address: "lan@example.com"})
	if m := b.message(first); m.State != message.Sent || m.SentAt != now+5 || m.Version != 4 || m.Address != "lan@example.com" || m.DueAt != 0 {
		t.Errorf("sent: %+v", m)
	}
	b.now.Add(100)
	b.want("due later", b.claimMessages(0, 10), []int64{second})
	b.settle(message.Fate{ID: second, State: message.Held, Reason: gate.Hours, At: now + 900})
	if m := b.message(second); m.State != message.Held || m.Reason != gate.Hours || m.DueAt != now+900 || m.SentAt != 0 {
		t.Errorf("held: %+v", m)
	}
	b.view(func(v *store.View) error {
		at, err := v.Advertised(b.ctx, consent.Email, []string{"lan@example.com", "nobody@example.com"}, now)
		b.want("advertising to an address", at, map[string][]int64{"lan@example.com": {now + 5}})
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.CallMade(b.ctx, 7, "+84912345678", now+6) })
	b.view(func(v *store.View) error {
		at, err := v.Advertised(b.ctx, consent.Call, []string{"+84912345678"}, now)
		b.want("calls that advertised", at, map[string][]int64{"+84912345678": {now + 6}})
		return err
	})
	b.want("claimed of calls", len(b.claimMessages(0, 10)), 0)
	b.tx(func(tx *store.Tx) error { return tx.LearnMessage(b.ctx, first, message.Bounced, "bounced") })
	b.want("what is heard of it", b.message(first).State, message.Bounced)
	b.refuses("sending again what bounced", store.ErrNotFound, func(tx *store.Tx) error { return tx.ResendMessage(b.ctx, first) })
}

// manyFates: whatever they have in common, each message keeps what became of it.
func manyFates(t *testing.T, b *bench) {
	now, states := b.now.Load(), []message.State{message.Sent, message.Sent, message.Sent, message.Failed, message.Queued, message.Held, message.Refused}
	var drafts []message.Draft
	for i := range int64(230) {
		d := newsletter(i+1, "many:"+strconv.FormatInt(i, 10))
		d.Cost = 3
		drafts = append(drafts, d)
	}
	b.tx(func(tx *store.Tx) error { return tx.SendAll(b.ctx, drafts) })
	claimed := b.claimMessages(0, len(drafts))
	b.want("claimed", len(claimed), len(drafts))
	fates := make([]message.Fate, len(claimed))
	for i, id := range claimed {
		n := int64(i)
		fates[i] = message.Fate{ID: id, State: states[i%len(states)], At: now + 10 + n/50, Version: n % 2 * 4, Cost: n / 200 * 8, Tried: i%30 == 3}
		if fates[i].Sent() > 0 {
			fates[i].Address = "lan" + strconv.Itoa(i) + "@example.com"
		} else {
			fates[i].Reason = gate.Hours
		}
	}
	b.settle(fates...)
	for i, id := range claimed {
		f, m := &fates[i], b.message(id)
		cost := f.Cost
		if cost == 0 {
			cost = 3
		}
		got := message.Fate{ID: id, State: m.State, Reason: m.Reason, Version: m.Version, Address: m.Address, Tried: m.Attempts == 1}
		if want := (message.Fate{ID: id, State: f.State, Reason: f.Reason, Version: f.Version, Address: f.Address, Tried: f.Tried}); !reflect.DeepEqual(got, want) || m.DueAt != f.Due() || m.SentAt != f.Sent() || m.Cost != cost {
			t.Fatalf("of %+v: %+v", f, m)
		}
	}
	b.settle()
}

// doubts are resolved by somebody only, and what humans do with a message is noted once.
func doubts(t *testing.T, b *bench) {
	id := b.send(newsletter(7, ""))
	b.claimMessages(0, 1)
	b.settle(message.Fate{ID: id, State: message.Doubtful, Reason: message.CrashHid, At: b.now.Load()})
	b.want("claimed though doubtful", len(b.claimMessages(0, 1)), 0)
	b.tx(func(tx *store.Tx) error { return tx.ResendMessage(b.ctx, id) })
	b.want("claimed again", b.claimMessages(0, 1), []int64{id})
	b.settle(message.Fate{ID: id, State: message.Sent, At: b.now.Load()})
	opened := func(at int64, clicked bool) (first bool) {
		b.tx(func(tx *store.Tx) (err error) {
			first, err = tx.OpenedMessage(b.ctx, id, at, clicked)
			return err
		})
		return first
	}
	b.want("opened", []bool{opened(5, false), opened(6, false), opened(7, true), opened(8, true)}, []bool{true, false, true, false})
	if m := b.message(id); m.OpenedAt != 5 || m.ClickedAt != 7 {
		t.Errorf("opened: %+v", m)
	}
}

// lanes: a campaign's messages are claimed by themselves while it runs, and stopped at once.
func lanes(t *testing.T, b *bench) {
	var tet int64
	b.tx(func(tx *store.Tx) (err error) {
		tet, err = tx.AddCampaign(b.ctx, campaign.Campaign{Name: "Tết", State: campaign.Running})
		return err
	})
	b.refuses("a second campaign of the name", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddCampaign(b.ctx, campaign.Campaign{Name: "Tết", State: campaign.Draft})
		return err
	})
	var drafts []message.Draft
	for i := range int64(150) {
		d := newsletter(i, "1:"+time.UnixMicro(i).Format("05.000000"))
		d.Campaign, d.Step = tet, 1
		drafts = append(drafts, d)
	}
	for range 2 { // a crash between: the same again changes nothing
		b.tx(func(tx *store.Tx) error { return tx.SendAll(b.ctx, drafts) })
	}
	due := func() (list []int64) {
		b.view(func(v *store.View) (err error) {
			list, err = v.DueMessages(b.ctx)
			return err
		})
		return list
	}
	b.want("campaigns with messages due", due(), []int64{tet})
	b.view(func(v *store.View) error {
		under, err := v.MessagesUnder(b.ctx, tet, []string{drafts[3].Key, drafts[4].Key, "2:3", ""})
		b.want("under keys", []int64{int64(len(under)), under[drafts[3].Key].Person, under[drafts[4].Key].Person}, []int64{2, 3, 4})
		return err
	})
	b.want("claimed", len(b.claimMessages(tet, 1000)), 150)
	var fates []message.Fate
	b.view(func(v *store.View) error {
		list, err := v.SendingMessages(b.ctx)
		for _, m := range list {
			fates = append(fates, message.Fate{ID: m.ID, State: message.Queued, At: b.now.Load()})
		}
		return err
	})
	b.settle(fates...)
	b.tx(func(tx *store.Tx) error { return tx.SetCampaignState(b.ctx, tet, "paused") })
	b.want("of a paused campaign", due(), []int64(nil))
	b.tx(func(tx *store.Tx) error {
		n, err := tx.StopMessages(b.ctx, tet, 100)
		b.want("stopped at a time", n, int64(100))
		return err
	})
	b.view(func(v *store.View) error {
		counts, err := v.CampaignCounts(b.ctx, tet)
		by := map[message.State]int64{}
		for _, c := range counts {
			by[c.State] += c.Count
		}
		b.want("counted", by, map[message.State]int64{message.Queued: 50, message.Stopped: 100})
		return err
	})
}

// participants are drawn once, and gone through as their next step comes up.
func participants(t *testing.T, b *bench) {
	now := b.now.Load()
	list := []campaign.Participant{{Person: 7, Arm: "a", NextAt: now}, {Person: 8, Arm: "control"}, {Person: 9, Arm: "b", NextAt: now + 50}}
	for range 2 {
		b.tx(func(tx *store.Tx) error { return tx.AddParticipants(b.ctx, 1, list) })
	}
	b.view(func(v *store.View) error {
		next, err := v.ParticipantsDue(b.ctx, 1, 10)
		b.want("due", len(next), 1)
		b.want("arms", next[0].Arm, "a")
		return err
	})
	b.tx(func(tx *store.Tx) error {
		return tx.SaveParticipants(b.ctx, 1, []campaign.Participant{{Person: 7, Step: 1, NextAt: 0}})
	})
	b.view(func(v *store.View) error {
		next, err := v.ParticipantsDue(b.ctx, 1, 10)
		b.want("due when done", len(next), 0)
		if err != nil {
			return err
		}
		arms, err := v.ArmsOf(b.ctx, 1)
		b.want("arms", arms, map[string]int64{"a": 1, "control": 1, "b": 1})
		return err
	})
	b.founded(6, 7, 8, 9)
	among := func(people ...int64) (ids []int64) {
		b.view(func(v *store.View) (err error) {
			ids, err = v.ParticipantsAmong(b.ctx, 1, people)
			slices.Sort(ids)
			return err
		})
		return ids
	}
	b.want("who takes part", among(6, 7, 8), []int64{7, 8})
	b.ok(b.Records.SaveIdentity(b.ctx, person.Changes{Links: []person.Link{{Profile: 7, From: 7, Person: 6, Seq: 9}}, Cursor: person.Cursor{Seq: 9, LastProfile: 9}}))
	b.want("who was somebody else when they were drawn", among(6, 8), []int64{6, 8})
	behind := func() (ids []int64) {
		b.view(func(v *store.View) (err error) {
			ids, err = v.ParticipantsBehind(b.ctx, 1, []int64{7, 8, 9})
			return err
		})
		return ids
	}
	b.want("nobody is behind themselves", behind(), []int64(nil))
	b.ok(b.Records.SaveIdentity(b.ctx, person.Changes{Links: []person.Link{{Profile: 9, From: 9, Person: 6, Seq: 10}}, Cursor: person.Cursor{Seq: 10, LastProfile: 9}}))
	b.want("of two who became one, who is not as far", behind(), []int64{9})
	b.tx(func(tx *store.Tx) error {
		return tx.SaveParticipants(b.ctx, 1, []campaign.Participant{{Person: 9, Step: 1}})
	})
	b.want("of two who are as far, who came later", behind(), []int64{9})
}
