package wheel

import (
	"slices"
	"strings"
)

// CareReport is care's part of the wheel's return in a period. It says what came after, not because of it.
type CareReport struct {
	Troubled int64     `json:"troubled"` // customers who became unhappy in the period
	Rescued  int64     `json:"rescued"`  // times in the period somebody turned content after care had been in touch
	Own      int64     `json:"own"`      // what the rescued bought in the period, from their rescue on; minor units
	Friends  int64     `json:"friends"`  // what those bought in the period whom the rescued referred after it
	Return   int64     `json:"return"`   // the whole of it: repeat and referred revenue of the period
	Currency string    `json:"currency"`
	After    CareAfter `json:"after"`
}

// CareAfter compares those of the troubled for whom CareWatch is over, since their rescue or, of the others, since they became
// unhappy.
type CareAfter struct {
	Rescued CareSide `json:"rescued"`
	Others  CareSide `json:"others"`
}

// CareSide is one side of it.
type CareSide struct {
	People int64 `json:"people"`
	Bought int64 `json:"bought"` // of them, who bought within CareWatch
}

// CareWatch is how long somebody is watched.
const CareWatch = 90 * Day

// CareBook credits care by everybody's spells.
type CareBook struct {
	book   *Book
	spells map[int64][]CareSpell
}

// NewCareBook makes one of the spells by person.
func NewCareBook(b *Book, spells map[int64][]CareSpell) *CareBook { return &CareBook{b, spells} }

// Report reckons a period from the rows that its figures open.
func (c *CareBook) Report(from, to, now int64, currency string, who Who) CareReport {
	r := CareReport{Currency: currency}
	p := newPeriod(from, to, now)
	var whole revenue
	c.each(p, who, func(l *Life) {
		whole.add(l, l.BuysBefore(p.now), c.book.referred(l, p.now), p, currency)
		for figure, sum := range map[string]*int64{"own": &r.Own, "friends": &r.Friends} {
			c.rows(figure, l, p, func(x Row) {
				if (Buy{Currency: x.Currency}).in(currency) {
					*sum += x.Value
				}
			})
		}
		for figure, count := range r.counts() {
			c.rows(figure, l, p, func(Row) { *count++ })
		}
	})
	r.Return = whole.repeat + whole.referred
	return r
}

func (r *CareReport) counts() map[string]*int64 {
	return map[string]*int64{"troubled": &r.Troubled, "rescued": &r.Rescued, "after.rescued.people": &r.After.Rescued.People, "after.rescued.bought": &r.After.Rescued.Bought,
		"after.others.people": &r.After.Others.People, "after.others.bought": &r.After.Others.Bought}
}

// CareFigure says what the list of a figure holds, by its path; ok is false for none.
func CareFigure(path string) (kind Listed, money, ok bool) {
	switch path {
	case "own", "friends":
		return ListsPurchases, true, true
	case "rescued":
		return ListsRescues, false, true
	}
	_, ok = new(CareReport).counts()[path]
	return ListsPeople, false, ok
}

// List fills the page with the rows behind a figure.
func (c *CareBook) List(figure string, from, to, now int64, who Who, page *Page) {
	p := newPeriod(from, to, now)
	c.each(p, who, func(l *Life) { c.rows(figure, l, p, page.Add) })
}

func (c *CareBook) each(p period, who Who, do func(*Life)) {
	for i := range c.book.lives {
		if l := &c.book.lives[i]; l.FirstSeen < p.now && (who == nil || who(l.Person)) {
			do(l)
		}
	}
}

// rows gives what somebody adds to a figure.
func (c *CareBook) rows(figure string, l *Life, p period, add func(Row)) {
	spells := c.spells[l.Person]
	switch figure {
	case "troubled":
		if i := first(spells, p); i >= 0 {
			add(Row{Person: l.Person, At: spells[i].Since})
		}
	case "rescued":
		for _, s := range spells {
			if s.Rescued && p.has(s.Until) {
				add(Row{Person: l.Person, At: s.Until})
			}
		}
	case "own", "friends":
		c.credited(figure == "own", l, p, add)
	default:
		c.after(figure, l, p, add)
	}
}

// first is the first of the spells that began in the period; -1: none.
func first(spells []CareSpell, p period) int {
	return slices.IndexFunc(spells, func(s CareSpell) bool { return p.has(s.Since) })
}

// credited gives the purchases of the period that came after a rescue: the buyer's own, else one of who referred them, before
// they accepted. Each has one place.
func (c *CareBook) credited(own bool, l *Life, p period, add func(Row)) {
	buys, byFriend := l.BuysBefore(p.now), false
	if c.book.referred(l, p.now) {
		byFriend = rescuedBy(c.spells[l.Referrer], l.AcceptedAt-1)
	}
	for i, b := range buys {
		mine := i > 0 && rescuedBy(c.spells[l.Person], b.At)
		if p.has(b.At) && (own && mine || !own && !mine && byFriend) {
			add(Row{Person: l.Person, At: b.At, Value: b.Value, Currency: b.Currency, Class: classOf(!mine || c.book.referred(l, p.now), i > 0)})
		}
	}
}

// rescuedBy reports whether there was a rescue at or before an instant.
func rescuedBy(spells []CareSpell, at int64) bool {
	return slices.ContainsFunc(spells, func(s CareSpell) bool { return s.Rescued && s.Until <= at })
}

// after gives the person where their first spell of the period is on a side of the comparison, and over.
func (c *CareBook) after(figure string, l *Life, p period, add func(Row)) {
	spells := c.spells[l.Person]
	i := first(spells, p)
	if i < 0 || spells[i].Rescued != strings.HasPrefix(figure, "after.rescued") {
		return
	}
	from := spells[i].Since
	if spells[i].Rescued {
		from = spells[i].Until
	}
	bought := slices.ContainsFunc(l.BuysBefore(p.now), func(b Buy) bool { return b.At > from && b.At <= from+CareWatch })
	if from+CareWatch < p.now && (bought || strings.HasSuffix(figure, ".people")) {
		add(Row{Person: l.Person, At: from})
	}
}
