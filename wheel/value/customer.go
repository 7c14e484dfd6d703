package value

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"banhda/wheel"
)

// Question asks what those who had bought by the end of a day will buy from then on.
type Question struct {
	// Day is a local date; the whole of it counts. Only its year, month and day of month are read. A day after the
	// one that holds the last instant before Now is taken as that one: nobody has watched any longer.
	Day time.Time
	// Horizon is how far Report.Next looks, microseconds; 0: 90 days.
	Horizon int64
	// Now is the instant before which everything read happened.
	Now int64
	// Zone cuts days; nil: UTC.
	Zone *time.Location
	// Currency is the one whose money is counted, ISO 4217.
	Currency string
}

// Customer is what the models read of one person's purchases. Lengths of time are whole days, and all purchases
// of a day are one.
type Customer struct {
	X       int // days with a purchase after the first
	Recency int // days from the first purchase to the last; 0 where X is 0
	Age     int // days from the first purchase to the day asked about
	// Valued is how many of the X days have a purchase with a value in the question's currency, and Spent is
	// their money, in minor units. A day without is not a day of nothing: its value is not known.
	Valued int
	Spent  int64
}

// Happened is what those customers did buy in a horizon that is over.
type Happened struct {
	Purchases int   `json:"purchases"` // days with a purchase, summed over people
	Revenue   int64 `json:"revenue"`   // minor units
}

// Summarise reads everybody's purchases, each person's in order of time. It gives a Customer for each who had
// bought by the question's day, in an order that does not depend on that of the people, and what they bought in
// the whole days of the horizon after it.
// Where the horizon is not over, what happened is not known and nil.
func Summarise(q Question, buyers iter.Seq2[int64, []wheel.Buy]) ([]Customer, *Happened) {
	s := newSummary(q)
	for _, buys := range buyers {
		if c, ok := s.add(buys); ok {
			s.customers = append(s.customers, c)
		}
	}
	slices.SortFunc(s.customers, compare)
	if s.end >= s.day(s.now) {
		return s.customers, nil
	}
	return s.customers, &s.happened
}

// Customers gives each person of a Report with what the models read of them, in the order of buyers.
func Customers(q Question, buyers iter.Seq2[int64, []wheel.Buy]) iter.Seq2[int64, Customer] {
	return func(yield func(int64, Customer) bool) {
		s := newSummary(q)
		for person, buys := range buyers {
			if c, ok := s.add(buys); ok && !yield(person, c) {
				return
			}
		}
	}
}

func (q Question) horizon() int64 {
	if q.Horizon <= 0 {
		return 90 * wheel.Day
	}
	return q.Horizon
}

func compare(a, b Customer) int {
	return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Age, b.Age), cmp.Compare(a.Recency, b.Recency),
		cmp.Compare(a.Valued, b.Valued), cmp.Compare(a.Spent, b.Spent))
}

// summary is Summarise at work. Days are numbered from 1970-01-01.
type summary struct {
	calendar
	now, last, end int64 // last: the day asked about; end: the last day of the horizon
	currency       string
	bought         []purchaseDay // of the person being read
	customers      []Customer
	happened       Happened
}

// purchaseDay is all that a person bought on one local day.
type purchaseDay struct {
	number int64
	valued bool
	spent  int64
}

func newSummary(q Question) *summary {
	s := &summary{calendar: newCalendar(q.Zone), now: q.Now, currency: q.Currency}
	s.last = min(dateNumber(q.Day), s.day(q.Now-1))
	s.end = s.last + q.horizon()/wheel.Day
	return s
}

// add sums one person up; ok is false for somebody who had not bought by the day.
func (s *summary) add(buys []wheel.Buy) (c Customer, ok bool) {
	days := s.days(buys)
	if len(days) == 0 || days[0].number > s.last {
		return c, false
	}
	first := days[0].number
	c.Age = int(s.last - first)
	for _, d := range days[1:] {
		if d.number > s.last {
			s.happened.Purchases++
			s.happened.Revenue += d.spent
			continue
		}
		c.X++
		c.Recency = int(d.number - first)
		if d.valued {
			c.Valued++
			c.Spent += d.spent
		}
	}
	return c, true
}

// days groups purchases by local day, up to the end of the horizon.
func (s *summary) days(buys []wheel.Buy) []purchaseDay {
	s.bought = s.bought[:0]
	for _, b := range buys {
		number := s.day(b.At)
		if b.At >= s.now || number > s.end {
			break
		}
		// Not "other than": a clock set back past midnight does not begin the day before again.
		if n := len(s.bought); n == 0 || number > s.bought[n-1].number {
			s.bought = append(s.bought, purchaseDay{number: number})
		}
		if b.Currency == s.currency {
			d := &s.bought[len(s.bought)-1]
			d.valued = true
			d.spent += b.Value
		}
	}
	return s.bought
}
