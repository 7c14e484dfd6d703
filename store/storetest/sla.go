package storetest

import (
	"slices"
	"testing"
	"time"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
)

// clock sets what time it is where the house is: 2026-11-23 09:00.
func (b carer) clock(text string) int64 {
	b.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("+07", 7*3600))
	b.ok(err)
	b.now.Store(at.UnixMicro())
	return at.UnixMicro()
}

func (b carer) due(id int64) (text string) {
	b.t.Helper()
	b.view(func(v *store.View) error {
		r, err := v.Record(b.ctx, auth.Everything, record.Ticket, id)
		if due := r.Values.Int("due_at"); due != 0 {
			text = time.UnixMicro(due).In(time.FixedZone("+07", 7*3600)).Format("01-02 15:04")
		}
		return err
	})
	return text
}

// promised is one policy: an hour to the first answer, two to the next, a working day to the end; half of it for the urgent.
func (b carer) promised(first int) {
	target := sla.Target{First: first, Next: 120, Resolution: 480}
	book := sla.Book{{Key: "all", Name: "Chung", Hours: sla.Working, Pauses: []string{"customer"}, Steps: []sla.Step{{Before: 15, Owner: true}, {Lead: true}},
		Targets: sla.Targets{Urgent: sla.Target{First: 30, Next: 60, Resolution: 240}, High: target, Normal: target, Low: target}}}
	b.act(func(t *store.Tx) error { return t.SaveSLA(b.ctx, book) })
}

// slaClocks: the earliest deadline stands with the ticket whatever happens to it, what was promised stays promised, and
// nothing is told twice.
func slaClocks(t *testing.T, bare *bench) {
	b := caring(bare)
	b.promised(60)
	b.clock("2026-11-23 11:30")
	r := b.make(record.Values{"owner": int64(3)})
	b.want("the first answer, over lunch", b.due(r.ID), "11-23 13:30")
	b.promised(10)
	b.set(&r, record.Values{"name": "Máy vẫn không chạy"})
	b.want("what was promised stands", b.due(r.ID), "11-23 13:30")
	at := b.clock("2026-11-23 13:00")
	b.set(&r, record.Values{"replied_at": at})
	b.want("to the end", b.due(r.ID), "11-25 11:30")
	b.clock("2026-11-23 14:00")
	b.set(&r, record.Values{"status": "customer"})
	b.want("it waits for the customer", b.due(r.ID), "")
	b.clock("2026-11-23 15:00")
	b.set(&r, record.Values{"heard_at": b.now.Load()})
	b.want("they wrote", b.due(r.ID), "11-23 17:00")

	b.clock("2026-11-23 16:50")
	b.want("fifteen minutes before", b.toTell(), []store.SpellToTell{{Ticket: r.ID, SpellKey: store.SpellKey{Clock: sla.Next, Began: at + 2*3600e6}, Mark: 15}})
	b.tellAll()
	b.want("told", b.toTell(), []store.SpellToTell(nil))
	b.clock("2026-11-25 08:01")
	if list := b.toTell(); len(list) != 1 || list[0].Mark != 0 {
		t.Errorf("once it ran out: %+v", list)
	}
	b.tellAll()
	b.set(&r, record.Values{"replied_at": b.now.Load()})
	b.want("told of the last", b.toTell(), []store.SpellToTell(nil))

	b.act(func(t *store.Tx) error {
		s := calendar.Default()
		s.Exceptions = []calendar.Moved{{Day: "2026-11-25", Name: "hội nghị"}}
		b.ok(t.SaveCalendarSettings(b.ctx, s))
		ids, err := t.OpenTickets(b.ctx)
		b.want("open", ids, []int64{r.ID})
		b.ok(err)
		return t.Reclock(b.ctx, ids, false)
	})
	b.want("a day off moves it", b.due(r.ID), "11-26 13:30")
	b.act(func(t *store.Tx) error { return t.Reclock(b.ctx, []int64{r.ID, 999}, true) })
	b.view(func(v *store.View) error {
		now, err := v.Record(b.ctx, auth.Everything, record.Ticket, r.ID)
		b.ok(err)
		c, err := v.Clocks(b.ctx, &now)
		b.want("terms", len(c.Terms), 2)
		b.want("held to what is promised now", c.Last().Targets.Normal.First, 10)
		return err
	})
}

func (b carer) toTell() (list []store.SpellToTell) {
	b.view(func(v *store.View) (err error) {
		list, err = v.SpellsToTell(b.ctx, 10)
		return err
	})
	return list
}

// tellAll notes that everything was told, twice.
func (b carer) tellAll() {
	for _, one := range b.toTell() {
		b.act(func(t *store.Tx) error {
			first, err := t.TellSpell(b.ctx, one.Ticket, one.SpellKey, one.Mark)
			b.ok(err)
			again, err := t.TellSpell(b.ctx, one.Ticket, one.SpellKey, one.Mark)
			b.ok(err)
			b.want("told once", []bool{first, again}, []bool{true, false})
			told, err := t.SLATold(b.ctx, one.Ticket)
			b.want("it is kept", slices.Contains(told[one.SpellKey], one.Mark), true)
			b.ok(err)
			return t.Reclock(b.ctx, []int64{one.Ticket}, false)
		})
	}
}

// slaFigures: what lies with whom, what ended and how long it took, within reach; a ticket that is gone counts nowhere.
func slaFigures(t *testing.T, bare *bench) {
	b := caring(bare)
	b.promised(60)
	from := b.clock("2026-11-23 08:00")
	late := b.make(record.Values{"owner": int64(3)})
	fast := b.make(record.Values{"owner": int64(4), "team": int64(9)})
	open := b.make(record.Values{"heard_at": from})
	gone := b.make(nil)
	b.set(&fast, record.Values{"replied_at": b.clock("2026-11-23 08:30"), "status": "solved"})
	b.set(&late, record.Values{"replied_at": b.clock("2026-11-23 09:30")})
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Ticket, gone.ID) })
	b.set(&fast, record.Values{"status": "open"})
	b.clock("2026-11-26 09:00")
	b.view(func(v *store.View) error {
		loads, err := v.CareLoads(b.ctx, auth.Everything)
		b.want("loads", loads, []store.CareLoad{{Owner: 0, Open: 1, Overdue: 1, Waiting: 1, Ages: [4]int64{0, 0, 1, 0}}, {Owner: 3, Open: 1, Overdue: 1, Ages: [4]int64{0, 0, 1, 0}}, {Owner: 4, Open: 1, Overdue: 1, Ages: [4]int64{0, 0, 1, 0}}})
		b.ok(err)
		mine, err := v.CareLoads(b.ctx, auth.Reach{User: 4})
		b.want("within reach", len(mine), 1)
		b.ok(err)
		dones, err := v.CareDones(b.ctx, auth.Everything, from)
		b.want("ended", dones, []store.CareDone{{Owner: 0}, {Owner: 3}, {Owner: 4, Opened: 1, Reopened: 1}})
		b.ok(err)
		first, err := v.Clockings(b.ctx, auth.Everything, store.ClockingFilter{Clock: sla.First, Since: from})
		b.ok(err)
		var got []any
		for i := range first {
			got = append(got, first[i].Ticket, (first[i].Used+30e6)/60e6, first[i].Late(v.Now()))
		}
		b.want("first answers", got, []any{late.ID, int64(90), true, open.ID, int64(0), true, fast.ID, int64(30), false})
		missed, err := v.Clockings(b.ctx, auth.Reach{User: 3}, store.ClockingFilter{Late: true, Since: from, Owner: 3})
		b.want("late, of one", len(missed), 2)
		b.ok(err)
		next, err := v.Clockings(b.ctx, auth.Everything, store.ClockingFilter{Clock: sla.First, Since: from, AfterAt: first[0].Ended, AfterID: first[0].Ticket, Limit: 1})
		b.want("the next page", next[0].Ticket, open.ID)
		b.ok(err)
		none, err := v.CareAnswers(b.ctx, auth.Everything, store.ClockingFilter{Limit: 10})
		b.want("nobody was asked", len(none), 0)
		missing, err2 := v.CountMisses(b.ctx, 10)
		b.want("nothing was missed", missing, int64(0))
		b.ok(err2)
		return err
	})
	b.act(func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Ticket, gone.ID) })
	b.view(func(v *store.View) error {
		all, err := v.Clockings(b.ctx, auth.Everything, store.ClockingFilter{Clock: sla.Resolution, Since: from, Late: true})
		b.want("it came back, as if it had never gone", len(all), 4)
		return err
	})
}
