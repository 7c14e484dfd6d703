package shop

import (
	"banhda/hub/order"
	"banhda/hub/product"
	"banhda/hub/record"
	"banhda/hub/tax"
	"banhda/phrase"
)

// Day is by what prices are reckoned: a day, the currency, the tax table.
type Day struct {
	Day      string // 2026-11-22
	Currency string
	Rates    []tax.Rate
}

// Goods are so many of one product, and what they cost with tax.
type Goods struct {
	Product  int64
	Name     string
	Quantity int64
	Each     int64
	Total    int64
}

// Bill is what a cart comes to.
type Bill struct {
	Lines    []record.Line // of the order: the goods, and delivery
	Goods    []Goods
	Worth    int64 // of the goods, with tax
	Delivery int64 // with tax; 0: free
	Discount int64 // of the whole, before tax
	Off      int64 // what a voucher took off, with tax
	Sum      order.Sum
	Gone     []int64 // products that are in the cart and cannot be bought any more
}

// Line is so many of a product as a line of an order; ok is false where it is not sold in this currency.
func (s *Settings) Line(r *record.Record, quantity int64, d Day) (l record.Line, ok bool) {
	values := r.Values
	if values.Text("currency") == "" {
		values = values.With(record.Values{"currency": d.Currency})
	}
	price, ok := product.PriceAt(values, s.Book, d.Day, d.Currency, quantity*1000)
	return record.Line{Product: r.ID, Name: r.Name(), Quantity: quantity * 1000, Price: price, TaxRate: tax.Of(d.Rates, r.Values, d.Day)}, ok
}

// Price is what so many of a product cost with tax.
func (s *Settings) Price(r *record.Record, quantity int64, d Day) (total int64, ok bool) {
	l, ok := s.Line(r, quantity, d)
	if !ok {
		return 0, false
	}
	sum, err := order.Reckon([]record.Line{l}, 0)
	return sum.Total, err == nil
}

// Bill reckons what a cart comes to, of the products as they are now. Delivery is called by a name; the order is reckoned as
// every order is.
func (s *Settings) Bill(c *Cart, products map[int64]record.Record, d Day, delivery string) (b Bill, err error) {
	for _, i := range c.Items {
		r, there := products[i.Product]
		l, sold := s.Line(&r, i.Quantity, d)
		if !there || !sold || !s.Shows(&r) {
			b.Gone = append(b.Gone, i.Product)
			continue
		}
		g := Goods{Product: i.Product, Name: l.Name, Quantity: i.Quantity}
		g.Total, _ = s.Price(&r, i.Quantity, d)
		one := l
		one.Quantity = 1000
		if sum, err := order.Reckon([]record.Line{one}, 0); err == nil {
			g.Each = sum.Total
		}
		b.Goods, b.Lines = append(b.Goods, g), append(b.Lines, l)
	}
	if b.Sum, err = order.Reckon(b.Lines, 0); err != nil {
		return b, err
	}
	if b.Worth = b.Sum.Total; s.Fee == 0 || len(b.Lines) == 0 || s.FreeFrom > 0 && b.Worth >= s.FreeFrom {
		return b, nil
	}
	rate, _ := tax.At(d.Rates, s.FeeClass, d.Day)
	b.Lines = append(b.Lines, record.Line{Name: delivery, Quantity: 1000, Price: s.Fee, TaxRate: rate.Percent})
	if b.Sum, err = order.Reckon(b.Lines, 0); err == nil {
		b.Delivery = b.Sum.Total - b.Worth
	}
	return b, err
}

// Why a cart cannot be ordered.
var (
	ErrEmpty   = phrase.Sentencef("there is nothing in your cart yet")
	ErrChanged = phrase.Sentencef("prices or goods have changed since; please look at the sum once more, then order")
)

// Ready says why a bill cannot be ordered yet; short is how much is missing to the least order.
func (s *Settings) Ready(b *Bill) (short int64, err error) {
	switch {
	case len(b.Goods) == 0:
		return 0, ErrEmpty
	case b.Worth < s.Least:
		return s.Least - b.Worth, nil
	}
	return 0, nil
}
