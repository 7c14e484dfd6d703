// Package order is what an order comes to, and what the log hears of it. All arithmetic is in integers: minor units,
// thousandths of a quantity, hundredths of a percent.
package order

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"banhda/hub/record"
	"banhda/phrase"
)

// Rate is what one tax rate comes to.
type Rate struct {
	Rate int64 // hundredths of a percent: 800 is 8 %
	Net  int64 // what is taxed by it, the order's discount taken off
	Tax  int64
}

// Sum is what an order comes to, in minor units.
type Sum struct {
	Net      int64  // all lines, their own discounts taken off
	Discount int64  // of the whole order
	Rates    []Rate // in order of the rates
	Tax      int64
	Total    int64 // Net − Discount + Tax
}

// largest is the most any amount may be: every reader of JSON holds integers up to here exactly.
const largest = 1 << 53

// Reckon adds up an order. A line is price × quantity, rounded half up, less its discount. The order's discount is spread
// over the lines in proportion to them, what does not come out even going to the largest remainders first; each rate's
// tax is rounded half up once, on the sum of what it taxes.
func Reckon(lines []record.Line, discount int64) (s Sum, err error) {
	nets := make([]int64, len(lines))
	for i, l := range lines {
		if nets[i], err = Net(l); err != nil {
			return s, phrase.Errorf("line %d: %w", i+1, err)
		}
		if s.Net += nets[i]; s.Net > largest {
			return s, errLarge
		}
	}
	if discount < 0 || discount > s.Net {
		return s, phrase.Errorf("the discount is more than the lines come to")
	}
	s.Discount = discount
	for i, off := range Spread(discount, nets) {
		s.rate(hundredths(lines[i].TaxRate)).Net += nets[i] - off
	}
	slices.SortFunc(s.Rates, func(a, b Rate) int { return cmp.Compare(a.Rate, b.Rate) })
	for i := range s.Rates {
		r := &s.Rates[i]
		r.Tax = halfUp(r.Net, r.Rate, 10_000)
		s.Tax += r.Tax
	}
	s.Total = s.Net - s.Discount + s.Tax
	return s, nil
}

var errLarge = phrase.Errorf("this comes to more than can be reckoned with")

// Net is what a line comes to, its own discount taken off.
func Net(l record.Line) (int64, error) {
	gross := halfUp(l.Price, l.Quantity, 1000)
	switch {
	case gross < 0 || gross > largest:
		return 0, errLarge
	case l.Discount > gross:
		return 0, phrase.Errorf("the discount is more than the line comes to")
	}
	return gross - l.Discount, nil
}

func hundredths(percent float64) int64 { return int64(math.Round(percent * 100)) }

func (s *Sum) rate(rate int64) *Rate {
	for i := range s.Rates {
		if s.Rates[i].Rate == rate {
			return &s.Rates[i]
		}
	}
	s.Rates = append(s.Rates, Rate{Rate: rate})
	return &s.Rates[len(s.Rates)-1]
}

// halfUp is a × b / c for what is not negative, rounded half up; −1 where that is more than an int64.
func halfUp(a, b, c int64) int64 {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	n.Add(n.Lsh(n, 1), big.NewInt(c))
	if n.Quo(n, big.NewInt(2*c)); !n.IsInt64() {
		return -1
	}
	return n.Int64()
}

// Spread divides an amount in proportion to parts, exactly: what is left over by rounding down goes to the largest
// remainders, of equal ones to the first. Where all parts are nothing, so is the amount.
func Spread(amount int64, parts []int64) []int64 {
	shares, rests := make([]int64, len(parts)), make([]*big.Int, len(parts))
	whole := new(big.Int)
	for _, p := range parts {
		whole.Add(whole, big.NewInt(p))
	}
	if whole.Sign() == 0 {
		return shares
	}
	left, places := amount, make([]int, len(parts))
	for i, p := range parts {
		share, rest := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(amount), big.NewInt(p)), whole, new(big.Int))
		shares[i], rests[i], places[i] = share.Int64(), rest, i
		left -= shares[i]
	}
	slices.SortStableFunc(places, func(a, b int) int { return rests[b].Cmp(rests[a]) })
	for _, i := range places[:left] {
		shares[i]++
	}
	return shares
}

func wrongLines(err error) *phrase.Sentence { return phrase.Errorf("lines: %w", err) }
