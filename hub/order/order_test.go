package order_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/order"
	"banhda/hub/record"
)

func TestReckonAnInvoice(t *testing.T) {
	s, err := order.Reckon([]record.Line{
		{Name: "Cà phê rang", Quantity: 2_500, Price: 320_000, TaxRate: 8}, // 2.5 kg
		{Name: "Máy xay", Quantity: 1_000, Price: 4_990_000, Discount: 490_000, TaxRate: 10},
		{Name: "Giao hàng", Quantity: 1_000, Price: 35_000},
	}, 533_500)
	if err != nil {
		t.Fatal(err)
	}
	// 800,000 + 4,500,000 + 35,000, a tenth off; 8 % of 720,000 and 10 % of 4,050,000.
	want := order.Sum{Net: 5_335_000, Discount: 533_500, Tax: 57_600 + 405_000, Total: 5_264_100,
		Rates: []order.Rate{{Rate: 0, Net: 31_500}, {Rate: 800, Net: 720_000, Tax: 57_600}, {Rate: 1000, Net: 4_050_000, Tax: 405_000}}}
	if s.Total != want.Total || s.Tax != want.Tax || s.Net != want.Net || !slices.Equal(s.Rates, want.Rates) {
		t.Errorf("got %+v, want %+v", s, want)
	}
	if _, err := order.Reckon([]record.Line{{Quantity: 1000, Price: 10, Discount: 11}}, 0); err == nil {
		t.Error("a line cheaper than nothing")
	}
	if _, err := order.Reckon([]record.Line{{Quantity: 1000, Price: 10}}, 11); err == nil {
		t.Error("an order cheaper than nothing")
	}
	if _, err := order.Reckon([]record.Line{{Quantity: 1e12, Price: 1e15}}, 0); err == nil {
		t.Error("more than can be reckoned with")
	}
}

func someLines() *rapid.Generator[[]record.Line] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record.Line {
		l := record.Line{Quantity: rapid.Int64Range(1, 100_000).Draw(t, "quantity"), Price: rapid.Int64Range(0, 1e9).Draw(t, "price"),
			TaxRate: rapid.SampledFrom([]float64{0, 5, 8, 8.25, 10}).Draw(t, "rate")}
		l.Discount = rapid.Int64Range(0, l.Price*l.Quantity/1000).Draw(t, "discount")
		return l
	}), 0, 12)
}

// The sums agree with one another, and with the same reckoned in fractions without any rounding to half a unit a line
// and a rate.
func TestReckonAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := someLines().Draw(t, "lines")
		plain, err := order.Reckon(lines, 0)
		if err != nil {
			t.Fatal(err)
		}
		s, err := order.Reckon(lines, rapid.Int64Range(0, plain.Net).Draw(t, "off"))
		if err != nil {
			t.Fatal(err)
		}
		var net, tax int64
		for _, r := range s.Rates {
			net, tax = net+r.Net, tax+r.Tax
			if r.Net < 0 || r.Tax < 0 {
				t.Fatalf("less than nothing: %+v", r)
			}
		}
		if s.Net != plain.Net || net != s.Net-s.Discount || tax != s.Tax || s.Total != s.Net-s.Discount+s.Tax {
			t.Fatalf("%+v does not add up", s)
		}
		exact := exactly(lines, s.Discount, s.Net)
		slack := big.NewRat(int64(len(lines)+len(s.Rates)), 1)
		if off := new(big.Rat).Sub(new(big.Rat).SetInt64(s.Total), exact); off.Abs(off).Cmp(slack) > 0 {
			t.Fatalf("%d is %s away from %s", s.Total, off.FloatString(3), exact.FloatString(3))
		}
	})
}

// exactly is an order's total in fractions.
func exactly(lines []record.Line, off, whole int64) *big.Rat {
	total := new(big.Rat)
	for _, l := range lines {
		net := new(big.Rat).Sub(big.NewRat(l.Price*l.Quantity, 1000), new(big.Rat).SetInt64(l.Discount))
		if whole > 0 {
			net.Mul(net, big.NewRat(whole-off, whole))
		}
		total.Add(total, net.Mul(net, big.NewRat(10_000+int64(l.TaxRate*100), 10_000)))
	}
	return total
}

func TestSpreadLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 1e12), 1, 20).Draw(t, "parts")
		amount := rapid.Int64Range(0, 1e12).Draw(t, "amount")
		var whole, sum int64
		for _, p := range parts {
			whole += p
		}
		shares := order.Spread(amount, parts)
		for i, share := range shares {
			sum += share
			exact := new(big.Rat).Mul(big.NewRat(amount, max(whole, 1)), new(big.Rat).SetInt64(parts[i]))
			if d := new(big.Rat).Sub(new(big.Rat).SetInt64(share), exact); d.Abs(d).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of %v got %d of %d, %s away", i, parts, share, amount, d.FloatString(3))
			}
		}
		if whole > 0 && sum != amount {
			t.Fatalf("%d of %d are given out", sum, amount)
		}
	})
}

func TestSettle(t *testing.T) {
	v, err := order.Settle(7, record.Values{"lines": []record.Line{{Name: "a", Quantity: 2000, Price: 50_000, TaxRate: 10}}}, "VND")
	if err != nil || v["number"] != "DH-000007" || v["name"] != "DH-000007" || v["status"] != order.Draft || v["currency"] != "VND" ||
		v["tax"] != int64(10_000) || v["total"] != int64(110_000) {
		t.Errorf("%v, %v", v, err)
	}
	if v, err = order.Settle(7, record.Values{"number": "A1", "total": int64(5), "currency": "USD"}, "VND"); err != nil || v["name"] != "A1" || v["total"] != int64(5) || v["currency"] != "USD" {
		t.Errorf("an order of an older system: %v, %v", v, err)
	}
}
