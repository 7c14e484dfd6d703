package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/record"
)

// ticketsSetting holds how the house keeps its tickets.
const ticketsSetting = "tickets"

// TicketSetup is how the house keeps its tickets: what it set, else what every house begins with.
func (v *View) TicketSetup(ctx context.Context) (s ticket.Setup, err error) {
	text, err := v.Setting(ctx, ticketsSetting)
	if errors.Is(err, ErrNotFound) {
		return ticket.Default(), nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &s)
	}
	return s, err
}

// SaveTicketSetup keeps how the house keeps its tickets from now on. It has been checked.
func (t *Tx) SaveTicketSetup(ctx context.Context, s ticket.Setup) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	t.cares = nil
	t.refield()
	return t.Set(ctx, ticketsSetting, string(text))
}

// caring is what tickets are settled by, read once in a transaction.
func (v *View) caring(ctx context.Context) (*ticket.Setup, error) {
	if v.cares == nil {
		setup, err := v.TicketSetup(ctx)
		if err != nil {
			return nil, err
		}
		v.cares = &setup
	}
	return v.cares, nil
}

// settleTicket is the one place every change of a ticket passes before it is written.
func (t *Tx) settleTicket(ctx context.Context, s *step) error {
	cares, err := t.caring(ctx)
	if err == nil {
		s.is.Values, err = cares.Settle(&s.was, &s.is, t.now)
	}
	if err == nil {
		err = t.clockTicket(ctx, s)
	}
	return err
}

const ticketInto = "ticket (id, state, status, priority, kind, channel, person, company, product, problem, owner, team, opened_at, due_at, waiting_since, solved_at, closed_at)"

// saveTickets writes what lists and clocks ask of tickets, and everything that happened to them.
func (t *Tx) saveTickets(ctx context.Context, typ record.Type, steps []step) error {
	if typ != record.Ticket || len(steps) == 0 {
		return nil
	}
	var ids []int64
	var rows [][]any
	var moments []ticket.Moment
	for i := range steps {
		was, is := &steps[i].was, &steps[i].is
		ids = append(ids, is.ID)
		if is.DeletedAt == 0 && is.Into == 0 {
			rows = append(rows, ticketRow(is))
		}
		moments = append(moments, ticket.Moments(was, is, t.now)...)
	}
	in, arg := t.dialect.In("id", ids)
	if _, err := t.exec(ctx, "saving tickets", "DELETE FROM ticket WHERE "+in, arg); err != nil {
		return err
	}
	if err := t.insertAll(ctx, "saving tickets", ticketInto, 17, "", len(rows), func(i int) []any { return rows[i] }); err != nil {
		return err
	}
	into := "ticket_moment (ticket, at, kind, from_value, to_value, actor, status, priority)"
	return t.insertAll(ctx, "keeping what happened to tickets", into, 8, "", len(moments), func(i int) []any {
		m := &moments[i]
		return []any{m.Ticket, m.At, string(m.Kind), m.From, m.To, t.actor(), m.Status, m.Priority}
	})
}

// actor is who does what is under way.
func (t *Tx) actor() string {
	if t.act == nil {
		return ""
	}
	return t.act.Actor
}

func ticketRow(r *record.Record) []any {
	v := r.Values
	var due any
	if at := v.Int("due_at"); at != 0 {
		due = at
	}
	return []any{r.ID, v.Text("state"), v.Text("status"), v.Text("priority"), v.Text("kind"), v.Text("channel"), v.Int("person"), v.Int("company"), v.Int("product"), v.Int("problem"),
		v.Int("owner"), v.Int("team"), v.Int("opened_at"), due, v.Int("waiting_since"), v.Int("solved_at"), v.Int("closed_at")}
}

// purgeTickets leaves nothing of tickets that are purged beside their records.
func (t *Tx) purgeTickets(ctx context.Context, typ record.Type, ids []int64) error {
	if typ != record.Ticket {
		return nil
	}
	for _, from := range []struct{ table, column string }{{"ticket", "id"}, {"ticket_moment", "ticket"}, {"ticket_entry", "ticket"}, {"sla_term", "ticket"}, {"sla_spell", "ticket"}, {"sla_told", "ticket"}} {
		in, arg := t.dialect.In(from.column, ids)
		if _, err := t.exec(ctx, "purging tickets", "DELETE FROM "+from.table+" WHERE "+in, arg); err != nil {
			return err
		}
	}
	return nil
}

// tickets tells the log what happened to tickets. It happened once, and is not taken back.
func (w *teller) tickets(ctx context.Context, steps []step) error {
	cares, err := w.caring(ctx)
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		whose := s.is.Values.Int("person")
		if whose == 0 {
			continue
		}
		who, err := w.identity(ctx, whose)
		if err != nil {
			return err
		}
		for _, e := range cares.Events(&s.was, &s.is, ticket.Moments(&s.was, &s.is, w.now)) {
			e.ID, e.Person = ticketEvent(w, s.is.ID), who
			w.events = append(w.events, e)
		}
	}
	return nil
}

func ticketEvent(w *teller, id int64) string {
	w.told = tolds{prefix: "ticket"}
	return w.name(id)
}

// TicketMoments are everything that happened to a ticket, in the order it happened.
func (v *View) TicketMoments(ctx context.Context, id int64) (list []ticket.Moment, err error) {
	query := "SELECT id, ticket, at, kind, from_value, to_value, actor, status, priority FROM ticket_moment WHERE ticket = ? ORDER BY at, id"
	err = v.each(ctx, "reading what happened to a ticket", query, []any{id}, func(rows *sql.Rows) error {
		var m ticket.Moment
		err := rows.Scan(&m.ID, &m.Ticket, &m.At, (*string)(&m.Kind), &m.From, &m.To, &m.Actor, &m.Status, &m.Priority)
		list = append(list, m)
		return err
	})
	return list, err
}

// TicketsOf are the tickets of a person within reach that are there, the one opened last first: those that are open, or all.
func (v *View) TicketsOf(ctx context.Context, reach auth.Reach, person int64, open bool, limit int) ([]int64, error) {
	within, args := v.within(reach)
	only := ""
	if open {
		only = " AND state = 'open'"
	}
	query := "SELECT id FROM ticket WHERE person IN (SELECT id FROM profile WHERE person = ? UNION SELECT ?)" + only + within + " ORDER BY id DESC LIMIT ?"
	return v.ids(ctx, query, append(append([]any{person, person}, args...), limit)...)
}

// TicketsBehind are the tickets within reach that came of a problem, in their order.
func (v *View) TicketsBehind(ctx context.Context, reach auth.Reach, problem int64, limit int) ([]int64, error) {
	within, args := v.within(reach)
	return v.ids(ctx, "SELECT id FROM ticket WHERE problem <> 0 AND problem = ?"+within+" ORDER BY id LIMIT ?", append(append([]any{problem}, args...), limit)...)
}

// TicketsSolvedBefore are up to limit tickets that were solved before an instant and are not closed, the first first.
func (v *View) TicketsSolvedBefore(ctx context.Context, before int64, limit int) ([]int64, error) {
	return v.ids(ctx, "SELECT id FROM ticket WHERE state = 'solved' AND solved_at < ? ORDER BY solved_at, id LIMIT ?", before, limit)
}

// TicketsIn counts the tickets that stand in each status.
func (v *View) TicketsIn(ctx context.Context, column string) (counts map[string]int64, err error) {
	counts = map[string]int64{}
	err = v.each(ctx, "counting tickets", "SELECT "+column+", COUNT(*) FROM ticket GROUP BY "+column, nil, func(rows *sql.Rows) error {
		var key string
		var n int64
		err := rows.Scan(&key, &n)
		counts[key] = n
		return err
	})
	return counts, err
}
