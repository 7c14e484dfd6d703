package wheel

import (
	"cmp"
	"slices"
)

// CareSign is what an event says of whether a customer is content, in the order that events of one instant count in.
type CareSign uint8

// The signs.
const (
	TicketClosed CareSign = iota
	TicketOpened
	Unhappy // a grievance
	CaredFor
	Satisfied // a high score of one ticket, or of what is none: it speaks of no other
	Content   // a high score of the whole, new advocacy; a repeat purchase is one, too, and comes from the Life
)

// CareEvent is an event as care is credited by it.
type CareEvent struct {
	At     int64
	Sign   CareSign
	Ticket string // it names; empty: none
}

// TicketPatience is how long a ticket may be open before its customer is taken to be unhappy.
const TicketPatience = 7 * Day

// CareSpell is a time in which a customer was unhappy, [Since, Until); Until is Forever where it goes on. Rescued says that care
// was in touch with them before they were content again.
type CareSpell struct {
	Since, Until int64
	Rescued      bool
}

// CareSpells are a person's, in order, from events before now in any order and from their purchases. Only who has purchased
// before is a customer and can be unhappy as one. Another grievance begins the time anew: what was done before it has not helped.
func CareSpells(events []CareEvent, buys []Buy, now int64) []CareSpell {
	line := make([]CareEvent, 0, len(events)+len(buys))
	for _, e := range events {
		if e.At < now {
			line = append(line, e)
		}
	}
	for i, b := range buys {
		if i > 0 && b.At < now {
			line = append(line, CareEvent{At: b.At, Sign: Content})
		}
	}
	slices.SortFunc(line, func(a, b CareEvent) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Sign, b.Sign), cmp.Compare(a.Ticket, b.Ticket))
	})
	c := carer{buys: buys, since: Forever, touched: -Forever, open: map[string]int64{}}
	for _, e := range line {
		c.wait(e.At)
		c.take(e)
	}
	c.wait(now - 1)
	if c.since != Forever {
		c.spells = append(c.spells, CareSpell{Since: c.since, Until: Forever})
	}
	return c.spells
}

// carer follows one person.
type carer struct {
	buys    []Buy
	since   int64            // unhappy since; Forever: they are not
	about   string           // the ticket they are unhappy about; empty: what is none
	touched int64            // when care was in touch last
	open    map[string]int64 // tickets whose patience is not over, and when it is
	spells  []CareSpell
}

func (c *carer) take(e CareEvent) {
	switch e.Sign {
	case TicketOpened:
		c.open[e.Ticket] = e.At + TicketPatience
	case TicketClosed:
		delete(c.open, e.Ticket)
	case Unhappy:
		c.unhappy(e.At, e.Ticket, true)
	case CaredFor:
		c.touched = e.At
	case Satisfied:
		if e.Ticket == c.about {
			c.content(e.At)
		}
	case Content:
		c.content(e.At)
	}
}

func (c *carer) content(at int64) {
	if c.since != Forever {
		c.spells = append(c.spells, CareSpell{c.since, at, c.touched >= c.since})
		c.since = Forever
	}
}

func (c *carer) unhappy(at int64, about string, anew bool) {
	customer := len(c.buys) > 0 && c.buys[0].At < at
	if customer && (anew || c.since == Forever) {
		c.since, c.about = at, about
	}
}

// wait lets the patience of tickets end that does so at or before an instant, in order.
func (c *carer) wait(until int64) {
	var due []CareEvent
	for ticket, end := range c.open {
		if end <= until {
			due = append(due, CareEvent{At: end, Ticket: ticket})
			delete(c.open, ticket)
		}
	}
	slices.SortFunc(due, func(a, b CareEvent) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Ticket, b.Ticket)) })
	for _, e := range due {
		c.unhappy(e.At, e.Ticket, false)
	}
}
