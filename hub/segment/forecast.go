package segment

import (
	"slices"
	"time"

	"banhda/hub/record"
	"banhda/phrase"
)

// What is forecast of people is asked of them as fields, though no record has them: it changes by the day.
const (
	forecast = "forecast" // what they are expected to buy
	alive    = "alive"    // the chance that they have not left for good, in percent
)

// Outlook is what is forecast of somebody.
type Outlook struct {
	Expected int64   // within a year, in minor units
	Alive    float64 // from 0 to 1
}

// Foresight finds those of whose outlook, at an instant, something holds. Of whom nothing is forecast nothing holds. Its error is
// a sentence for people where nothing can be forecast at all.
type Foresight func(now time.Time, holds func(Outlook) bool) (*Set, error)

// foreseen reports whether a field is one of those that are forecast; a company's own field of the name comes first.
func (b *binder) foreseen(field string) bool {
	return b.Type == record.Person && b.Foresight != nil && (field == forecast || field == alive) &&
		!slices.ContainsFunc(b.Fields, func(f record.Field) bool { return f.Key == field })
}

// outlook binds a condition on what is forecast to the people it holds of.
func (b *binder) outlook(c Compare) (Node, error) {
	if _, ok := opposite[c.Op]; !ok || len(c.Constants) != 1 {
		return nil, b.wrong(c.at, phrase.Errorf("one of = != < <= > >="))
	}
	k, ok := number(c.Constants[0].Text)
	if c.Field == forecast {
		var amount int64
		amount, ok = record.ReadAmount(c.Constants[0].Text, b.Currency)
		k = float64(amount)
	}
	switch {
	case !ok && c.Field == forecast:
		return nil, b.wrong(c.at, phrase.Errorf("an amount to compare %s with, such as 500k, 1tr2 or 250000", c.Field))
	case !ok || c.Field == alive && (k < 0 || k > 100):
		return nil, b.wrong(c.at, phrase.Errorf("a percentage from 0 to 100 to compare %s with", c.Field))
	}
	return b.foresee(c.Field, c.at, func(o Outlook) bool {
		is := o.Alive * 100
		if c.Field == forecast {
			is = float64(o.Expected)
		}
		return compare(Number(is), c.Op, Number(k))
	})
}

func (b *binder) foresee(field string, at int, holds func(Outlook) bool) (Node, error) {
	if slices.Contains(b.Hidden, field) || slices.Contains(b.Hidden, "revenue") {
		_, _, err := b.field(field, at)
		return nil, err
	}
	set, err := b.Foresight(b.Now, holds)
	if told, ok := err.(*phrase.Sentence); ok {
		return nil, b.wrong(at, told)
	}
	return Among{set}, err
}
