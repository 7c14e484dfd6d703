package wheel

import (
	"cmp"
	"slices"
	"strings"
)

// Listed says what the rows of a list are.
type Listed string

// What the rows of a list can be.
const (
	ListsPeople    Listed = "people"
	ListsMoves     Listed = "moves"
	ListsPurchases Listed = "purchases" // or refunds: see Row.Class
	ListsRotations Listed = "rotations"
	ListsSpells    Listed = "spells"
	ListsRescues   Listed = "rescues" // somebody can be rescued more than once
)

// Figure is a figure of a Report with the list behind it: the rows it counts or, for money, adds up.
type Figure struct {
	Kind Listed
	// Money says that the figure is the sum of the rows' values; all others are their number.
	Money bool
	// Currency is the one the sum is in; empty: the question's.
	Currency string

	rows  func(*lister, *Life)
	stood func(period) int64 // the instant whose stock this is; nil: not a stock
}

// FigureAt finds a figure by its path in a Report's JSON, such as stock.to.customer or
// flows.prospect.customer.people; arrows go by their two stages, revenue in other currencies by the currency.
func FigureAt(path string) (f Figure, ok bool) {
	if currency, other := strings.CutPrefix(path, "revenue.others."); other && currency != "" {
		return Figure{Kind: ListsPurchases, Money: true, Currency: currency, rows: purchasedIn(currency)}, true
	}
	f, ok = figures[path]
	return f, ok
}

// FigurePaths are those FigureAt knows, in order, but for other currencies.
func FigurePaths() []string {
	paths := make([]string, 0, len(figures))
	for path := range figures {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// Stood is the instant at which the people of a stock stood where it counts them. For all other figures it is now.
func (f Figure) Stood(from, to, now int64) int64 {
	if f.stood == nil {
		return now
	}
	return f.stood(newPeriod(from, to, now))
}

// List fills the page with the rows behind a figure of Report(from, to, now, page.Currency, who). A horizon only
// matters to the gain; 0 is a Report's.
func (b *Book) List(f Figure, from, to, now, horizon int64, who Who, page *Page) {
	p, asked := newPeriod(from, to, now), page.Currency
	page.Currency = cmp.Or(f.Currency, asked)
	if horizon == 0 {
		horizon = gainHorizon
	}
	parts := each(b, p.now, who, func(x *lister, l *Life) {
		if x.book == nil {
			*x = lister{period: p, book: b, horizon: horizon, asked: asked, Page: Page{After: page.After, Limit: page.Limit, Currency: page.Currency}}
		}
		f.rows(x, l)
	})
	for i := range parts {
		page.Follow(&parts[i].Page)
	}
}

// lister lists a figure's rows of one person after the other.
type lister struct {
	period
	book    *Book
	horizon int64
	asked   string // the question's currency
	Page
}

func (x *lister) person(l *Life) { x.Add(Row{Person: l.Person}) }

func atStart(p period) int64 { return p.from }

func atEnd(p period) int64 { return p.to }

// standing lists who stands in one of the stages at an end of the period.
func standing(at func(period) int64, stages ...Stage) Figure {
	return Figure{Kind: ListsPeople, stood: at, rows: func(x *lister, l *Life) {
		if s, known := l.StageAt(at(x.period)); known && slices.Contains(stages, s) {
			x.person(l)
		}
	}}
}

func arrived(x *lister, l *Life) {
	if x.has(l.FirstSeen) {
		x.person(l)
	}
}

// moved lists the moves of the period along arrows.
func moved(arrows ...Arrow) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		for _, m := range l.Moves {
			if x.has(m.At) && slices.Contains(arrows, Arrow{m.From, m.To}) {
				x.Add(Row{Person: l.Person, At: m.At, From: m.From, To: m.To})
			}
		}
	}
}

// movedAlong lists who moved along an arrow in the period.
func movedAlong(a Arrow) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		if slices.ContainsFunc(l.Moves, func(m Move) bool { return x.has(m.At) && a == (Arrow{m.From, m.To}) }) {
			x.person(l)
		}
	}
}

// stayed lists the spells in a stage that began in the period.
func stayed(in Stage) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		l.stays(x.period, func(stage Stage, began, ended int64, to Stage) {
			if stage == in {
				x.Add(Row{Person: l.Person, At: began, From: stage, To: to, Until: ended})
			}
		})
	}
}

// stayedUntil lists who ended a spell that began in the period by moving along an arrow.
func stayedUntil(a Arrow) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		did := false
		l.stays(x.period, func(stage Stage, _, ended int64, to Stage) {
			did = did || ended != Forever && a == Arrow{stage, to}
		})
		if did {
			x.person(l)
		}
	}
}

// cohort lists those who arrived in the period and ever, up to now, entered a stage.
func cohort(s Stage) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		if x.has(l.FirstSeen) && l.entered(x.now)[s] {
			x.person(l)
		}
	}
}

// arrivedAnd lists what a selection finds of those who arrived in the period.
func arrivedAnd(of func(*lister, *Life)) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		if x.has(l.FirstSeen) {
			of(x, l)
		}
	}
}

// fed lists what keeps the wheel turning by itself: customers who woke, and first purchases of referred people. A
// first purchase is always a move from prospect to customer.
func fed(x *lister, l *Life) {
	buys := l.BuysBefore(x.now)
	for _, m := range l.Moves {
		if !x.has(m.At) || m.To != Customer {
			continue
		}
		switch first := m.From == Prospect && m.At == buys[0].At; {
		case m.From == Dormant:
			x.Add(Row{Person: l.Person, At: m.At, From: m.From, To: m.To})
		case first && x.book.referred(l, x.now):
			x.Add(Row{Person: l.Person, At: m.At, From: m.From, To: m.To, Class: ClassReferred})
		}
	}
}

// gained lists the customers a gain is the mean over.
func gained(x *lister, l *Life) {
	if repeats, friends, ok := l.brought(x.now, x.horizon); ok {
		x.Add(Row{Person: l.Person, Repeats: &repeats, Friends: &friends})
	}
}
