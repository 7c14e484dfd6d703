package product_test

import (
	"testing"

	"banhda/hub/product"
	"banhda/hub/record"
)

func TestPriceAt(t *testing.T) {
	values := record.Values{"price": int64(100), "currency": "VND", "prices": []record.Price{
		{Book: "wholesale", Amount: 90, Currency: "VND"},
		{Book: "wholesale", Amount: 80, Currency: "VND", Quantity: 10_000},
		{Book: "wholesale", Amount: 85, Currency: "VND", From: "2026-11-01", Until: "2026-11-30"},
		{Book: "wholesale", Amount: 4, Currency: "USD"},
	}}
	for _, c := range []struct {
		book, day, currency string
		quantity, want      int64
	}{
		{"", "2026-11-22", "VND", 1000, 100},
		{"wholesale", "2026-10-31", "VND", 1000, 90},
		{"wholesale", "2026-11-01", "VND", 1000, 85},
		{"wholesale", "2026-11-30", "VND", 9999, 85},
		{"wholesale", "2026-12-01", "VND", 1000, 90},
		{"wholesale", "2026-11-22", "VND", 10_000, 80},
		{"wholesale", "2026-11-22", "USD", 1000, 4},
		{"retail", "2026-11-22", "VND", 1000, 100},
		{"retail", "2026-11-22", "USD", 1000, -1},
	} {
		got, ok := product.PriceAt(values, c.book, c.day, c.currency, c.quantity)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
