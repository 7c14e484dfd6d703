package warehousetest

import (
	"context"

	"banhda/warehouse"
	"banhda/wheel"
)

// Care implements Asked: everybody's line is gone through, and read by what it says.
func (r *Reference) Care(_ context.Context, c warehouse.Cut, from, to int64) (wheel.CareReport, warehouse.Stamp, error) {
	s := r.scene(c)
	return s.care().Report(from, to, c.AsOf, c.Currency, s.who), s.stamp, nil
}

func (s *scene) care() *wheel.CareBook {
	spells := map[int64][]wheel.CareSpell{}
	for _, p := range s.people {
		var line []wheel.CareEvent
		for _, e := range s.events(p) {
			if sign, ok := careSign(&e); ok {
				ticket, _ := property(e.Properties, "ticket")
				line = append(line, wheel.CareEvent{At: e.At, Sign: sign, Ticket: ticket.Text})
			}
		}
		l, _ := s.book.Life(p.id)
		spells[p.id] = wheel.CareSpells(line, l.BuysBefore(s.cut.AsOf), s.cut.AsOf)
	}
	return wheel.NewCareBook(s.book, spells)
}

func careSign(e *warehouse.TimelineEvent) (wheel.CareSign, bool) {
	kind, _ := property(e.Properties, "kind")
	score, scored := property(e.Properties, "score")
	between := func(low, high float64) bool {
		return scored && score.IsNum && score.Number >= low && score.Number <= high
	}
	switch {
	case e.Meaning == wheel.Grievance:
		return wheel.Unhappy, true
	case e.Meaning == wheel.Advocacy, e.Name == "Survey Answered" && kind.Text == "nps" && between(7, 10):
		return wheel.Content, true
	case e.Name == "Survey Answered" && kind.Text == "csat" && between(4, 5):
		return wheel.Satisfied, true
	case e.Name == "Ticket Opened":
		return wheel.TicketOpened, true
	case e.Name == "Ticket Closed" || e.Name == "Ticket Solved":
		return wheel.TicketClosed, true
	}
	return wheel.CaredFor, e.Meaning == wheel.Touch && e.Team == "care"
}
