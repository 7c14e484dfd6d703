package duckdb

import (
	"context"

	"banhda/warehouse"
	"banhda/wheel"
)

// Care implements warehouse.Warehouse.
func (w *Warehouse) Care(ctx context.Context, c warehouse.Cut, from, to int64) (r wheel.CareReport, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, w.careColumns(), func(v *view) error {
		book, err := v.careBook(ctx)
		if err == nil {
			r = book.Report(from, to, v.now, c.Currency, v.who())
		}
		return err
	})
	return r, s, err
}

func (w *Warehouse) careColumns() []source {
	return append(w.stepColumns(warehouse.CareSteps), source{what: team}, source{what: property, key: "ticket"})
}

// careBook reads, in one pass over everybody's events, when they were unhappy: who referred others counts for them, whether or
// not the question is about them.
func (v *view) careBook(ctx context.Context) (*wheel.CareBook, error) {
	steps, err := v.steps(ctx, warehouse.CareSteps)
	if err != nil {
		return nil, err
	}
	by, err := v.warehouse.column(ctx, source{what: team}, v.seq)
	if err != nil {
		return nil, err
	}
	tickets, err := v.warehouse.column(ctx, source{what: property, key: "ticket"}, v.seq)
	if err != nil {
		return nil, err
	}
	spells := map[int64][]wheel.CareSpell{}
	var line []wheel.CareEvent
	for place := range v.people {
		h := &v.people[place]
		line = line[:0]
		for i, e := range h.events[:h.known(v.now)] {
			sign, ok := careSign(e.Kind.Meaning(), steps.fit(e.Kind, h.seqs[i]), func() bool { t, _ := by.value(h.seqs[i]); return t.Text == warehouse.CareTeam })
			if !ok {
				continue
			}
			ticket, _ := tickets.value(h.seqs[i])
			line = append(line, wheel.CareEvent{At: e.At, Sign: sign, Ticket: ticket.Text})
		}
		for _, e := range wheel.Derive(v.sentBefore(h.person), v.joined, v.bought) {
			if e.At < v.now && e.Kind.Meaning() == wheel.Advocacy {
				line = append(line, wheel.CareEvent{At: e.At, Sign: wheel.Content})
			}
		}
		if len(line) > 0 {
			spells[h.person] = wheel.CareSpells(line, v.lives[place].BuysBefore(v.now), v.now)
		}
	}
	return wheel.NewCareBook(v.book, spells), nil
}

// careSign is what an event says of whether a customer is content; bits are the CareSteps it fits.
func careSign(m wheel.Meaning, bits uint32, byCare func() bool) (sign wheel.CareSign, ok bool) {
	switch is := func(step int) bool { return bits&(1<<step) != 0 }; {
	case m == wheel.Grievance:
		return wheel.Unhappy, true
	case m == wheel.Advocacy || is(warehouse.CareNPS):
		return wheel.Content, true
	case is(warehouse.CareCSAT):
		return wheel.Satisfied, true
	case is(warehouse.CareOpened):
		return wheel.TicketOpened, true
	case is(warehouse.CareClosed) || is(warehouse.CareSolved):
		return wheel.TicketClosed, true
	case m == wheel.Touch && byCare():
		return wheel.CaredFor, true
	}
	return 0, false
}

func (v *view) listCare(ctx context.Context, l *warehouse.CareList, page *wheel.Page) error {
	book, err := v.careBook(ctx)
	if err == nil {
		book.List(l.Figure, l.From, l.To, v.now, v.who(), page)
	}
	return err
}
