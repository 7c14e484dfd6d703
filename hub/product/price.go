// Package product is what a product costs: by a price book, on a day, from a quantity on.
package product

import "banhda/hub/record"

// PriceAt is what one of a product costs by a price book on a day (2026-11-22) when a quantity (thousandths) is ordered,
// in minor units of the currency. Of the prices that hold, that for the largest quantity reached does, of those the one
// that began last; where the book says nothing, the product's own price. ok is false where there is none in the currency.
func PriceAt(values record.Values, book, day, currency string, quantity int64) (amount int64, ok bool) {
	prices, _ := values["prices"].([]record.Price)
	var best *record.Price
	for i := range prices {
		p := &prices[i]
		if p.Book == book && p.Currency == currency && p.Quantity <= quantity && holds(p, day) && (best == nil || better(p, best)) {
			best = p
		}
	}
	if best != nil {
		return best.Amount, true
	}
	own, ok := values["price"].(int64)
	return own, ok && values.Text("currency") == currency
}

func holds(p *record.Price, day string) bool {
	return p.From <= day && (p.Until == "" || day <= p.Until)
}

func better(p, than *record.Price) bool {
	if p.Quantity != than.Quantity {
		return p.Quantity > than.Quantity
	}
	return p.From > than.From
}
