package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/delight/ticket"
	"banhda/hub/record"
)

// clockTicket sets a ticket's earliest deadline as it is with what is about to happen to it.
func (t *Tx) clockTicket(ctx context.Context, s *step) error {
	c, err := t.clocked(ctx, &s.was, &s.is, ticket.Moments(&s.was, &s.is, t.now))
	if err != nil {
		return err
	}
	if t.clocks == nil {
		t.clocks = map[int64]*Clocked{}
	}
	t.clocks[s.is.ID] = c
	delete(s.is.Values, "due_at")
	if due := sla.Earliest(c.Spells); due != 0 {
		s.is.Values["due_at"] = due
	}
	return nil
}

// saveClocks keeps what became of the clocks of tickets. Those of tickets that are gone are none.
func (t *Tx) saveClocks(ctx context.Context, typ record.Type, steps []step) error {
	for i := range steps {
		is := &steps[i].is
		if typ != record.Ticket {
			return nil
		}
		if is.DeletedAt != 0 || is.Into != 0 {
			if _, err := t.exec(ctx, "forgetting clocks", "DELETE FROM sla_spell WHERE ticket = ?", is.ID); err != nil {
				return err
			}
			continue
		}
		c := t.clocks[is.ID]
		delete(t.clocks, is.ID)
		if c == nil { // its values stayed: it came back
			var err error
			if c, err = t.Clocks(ctx, is); err != nil {
				return err
			}
		}
		if err := t.saveClocked(ctx, is.ID, c); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) saveClocked(ctx context.Context, id int64, c *Clocked) error {
	if c.fresh != nil {
		if err := t.addTerms(ctx, id, *c.fresh); err != nil {
			return err
		}
	}
	told, err := t.SLATold(ctx, id)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "keeping clocks", "DELETE FROM sla_spell WHERE ticket = ?", id); err != nil {
		return err
	}
	into := "sla_spell (ticket, clock, began_at, ended_at, due_at, target, used, silent, policy, mark, tell_at)"
	return t.insertAll(ctx, "keeping clocks", into, 11, "", len(c.Spells), func(i int) []any {
		s := &c.Spells[i]
		next, _ := sla.Ahead(c.Last(), s, told[SpellKey{s.Clock, s.Began}])
		return []any{id, string(s.Clock), s.Began, s.Ended, s.Due, int64(s.Target.Minutes()), s.Used.Microseconds(), s.Silent, c.Last().Policy, next.Mark, next.At}
	})
}

func (t *Tx) addTerms(ctx context.Context, id int64, s sla.Since) error {
	text, err := json.Marshal(s.Terms)
	if err == nil {
		_, err = t.exec(ctx, "keeping what a ticket is held to", "INSERT INTO sla_term (ticket, at, terms) VALUES (?, ?, ?) ON CONFLICT (ticket, at) DO UPDATE SET terms = excluded.terms", id, s.At, string(text))
	}
	return err
}

// Reclock reckons the clocks of tickets anew, as after the calendar changed; with policies they are held to what is
// promised now. Those that are gone are left out.
func (t *Tx) Reclock(ctx context.Context, ids []int64, policies bool) error {
	found, err := t.RecordsByID(ctx, auth.Everything, record.Ticket, ids)
	for _, id := range ids {
		r, ok := found[id]
		if err != nil || !ok || r.DeletedAt != 0 || r.ID != id {
			continue
		}
		if policies {
			err = t.holdAnew(ctx, &r)
		}
		if err == nil {
			err = t.reclock(ctx, &r)
		}
	}
	return err
}

func (t *Tx) reclock(ctx context.Context, r *record.Record) error {
	c, err := t.Clocks(ctx, r)
	if err != nil {
		return err
	}
	if err := t.saveClocked(ctx, r.ID, c); err != nil {
		return err
	}
	due := sla.Earliest(c.Spells)
	if due == r.Values.Int("due_at") {
		return nil
	}
	_, err = t.Update(ctx, auth.Everything, record.Ticket, r.ID, record.Values{"due_at": orNil(due)}, 0)
	return err
}

func orNil(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// holdAnew holds a ticket to what is promised now, where that is something else.
func (t *Tx) holdAnew(ctx context.Context, r *record.Record) error {
	p, err := t.promising(ctx)
	if err != nil {
		return err
	}
	facts, err := t.SLAFacts(ctx, p.book, r.Values)
	if err != nil {
		return err
	}
	now := sla.Since{At: t.now}
	if policy := p.book.Match(facts); policy != nil {
		now.Terms = policy.Terms()
	}
	return t.addTerms(ctx, r.ID, now)
}

// OpenTickets are the ids of all tickets that are open.
func (v *View) OpenTickets(ctx context.Context) ([]int64, error) {
	return v.ids(ctx, "SELECT id FROM ticket WHERE state = 'open' ORDER BY id")
}

// SpellKey names one spell of a ticket.
type SpellKey struct {
	Clock sla.Clock
	Began int64
}

// SpellToTell is a spell of which something is to be told.
type SpellToTell struct {
	Ticket int64
	SpellKey
	Mark int
}

// SpellsToTell are those of which something is to be told now, the longest due first.
func (v *View) SpellsToTell(ctx context.Context, limit int) (list []SpellToTell, err error) {
	query := "SELECT ticket, clock, began_at, mark FROM sla_spell WHERE tell_at > 0 AND tell_at < ? ORDER BY tell_at, ticket LIMIT ?"
	err = v.each(ctx, "reading what is to be told of clocks", query, []any{v.now, limit}, func(rows *sql.Rows) error {
		var s SpellToTell
		err := rows.Scan(&s.Ticket, (*string)(&s.Clock), &s.Began, &s.Mark)
		list = append(list, s)
		return err
	})
	return list, err
}

// SLATold is what was told of the clocks of a ticket: how many minutes were left then.
func (v *View) SLATold(ctx context.Context, id int64) (told map[SpellKey][]int, err error) {
	told = map[SpellKey][]int{}
	err = v.each(ctx, "reading what was told of clocks", "SELECT clock, began_at, mark FROM sla_told WHERE ticket = ?", []any{id}, func(rows *sql.Rows) error {
		var k SpellKey
		var mark int
		err := rows.Scan((*string)(&k.Clock), &k.Began, &mark)
		told[k] = append(told[k], mark)
		return err
	})
	return told, err
}

// TellSpell notes that something is told of a spell now; not ok where it was before.
func (t *Tx) TellSpell(ctx context.Context, id int64, k SpellKey, mark int) (ok bool, err error) {
	query := "INSERT INTO sla_told (ticket, clock, began_at, mark, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
	n, err := t.exec(ctx, "noting what was told of a clock", query, id, string(k.Clock), k.Began, mark, t.now)
	return n > 0, err
}
