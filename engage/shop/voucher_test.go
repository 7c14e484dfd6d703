package shop_test

import (
	"testing"

	"pgregory.net/rapid"

	"banhda/engage/shop"
	"banhda/hub/order"
	"banhda/hub/record"
)

// off is a voucher of an amount.
type off int64

func (o off) Off(worth, _ int64) (int64, error) { return min(int64(o), worth), nil }

// TestAVoucherTakesOffWhatItSays: whatever the lines and their taxes, an order comes to less by what the voucher says, but for what
// rounding leaves, and never by more.
func TestAVoucherTakesOffWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record.Line {
			return record.Line{Product: rapid.Int64Range(0, 3).Draw(t, "product"), Quantity: 1000 * rapid.Int64Range(1, 5).Draw(t, "quantity"), Price: rapid.Int64Range(1000, 1_000_000).Draw(t, "price"), TaxRate: rapid.SampledFrom([]float64{0, 5, 8, 10}).Draw(t, "tax")}
		}), 1, 6).Draw(t, "lines")
		want := off(rapid.Int64Range(0, 500_000).Draw(t, "off"))
		before, err := order.Reckon(lines, 0)
		if err != nil {
			t.Fatal(err)
		}
		discount, took, err := shop.TakeOff(lines, 0, 0, want)
		if err != nil {
			t.Fatal(err)
		}
		after, err := order.Reckon(lines, discount)
		if err != nil || before.Total-after.Total != took || took > int64(want) {
			t.Fatalf("%d off %d left %d, told are %d: %v", want, before.Total, after.Total, took, err)
		}
		goods := int64(0)
		for _, l := range lines {
			if l.Product != 0 {
				sum, _ := order.Reckon([]record.Line{l}, 0)
				goods += sum.Total
			}
		}
		if slack := int64(4); min(int64(want), goods)-took > slack {
			t.Fatalf("%d of %d was taken off goods worth %d", took, want, goods)
		}
	})
}
