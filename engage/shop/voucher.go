package shop

import (
	"sort"

	"banhda/hub/order"
	"banhda/hub/record"
)

// Voucher is what somebody brings along that takes something off what goods come to.
type Voucher interface {
	// Off is how much it takes off goods that come to so much; one is what one of its product costs, 0 where it is not among
	// them. All amounts are with tax.
	Off(worth, one int64) (off int64, err error)
}

// Take takes a voucher off a bill; product is what it is for, 0: for everything. Delivery stays as it was reckoned before.
func (b *Bill) Take(product int64, v Voucher) (err error) {
	discount, off, err := TakeOff(b.Lines, 0, product, v)
	if err != nil {
		return err
	}
	b.Discount, b.Off = discount, off
	b.Sum, err = order.Reckon(b.Lines, discount)
	return err
}

// TakeOff is the discount of an order that had one before, before tax, with which it comes to less by what a voucher takes off; and
// how much less that is, with tax: rounding may leave it a little smaller, never larger.
func TakeOff(lines []record.Line, before, product int64, v Voucher) (discount, off int64, err error) {
	var goods []record.Line
	one := int64(0)
	for _, l := range lines {
		if l.Product == 0 {
			continue
		}
		goods = append(goods, l)
		if l.Product == product {
			l.Quantity, l.Discount = 1000, 0
			if sum, err := order.Reckon([]record.Line{l}, 0); err == nil {
				one = sum.Total
			}
		}
	}
	worth, err := order.Reckon(goods, 0)
	if err != nil {
		return 0, 0, err
	}
	all, err := order.Reckon(lines, before)
	if err != nil {
		return 0, 0, err
	}
	want, err := v.Off(worth.Total, one)
	if err != nil {
		return 0, 0, err
	}
	less := func(more int) int64 {
		sum, _ := order.Reckon(lines, before+int64(more)) // within what the lines come to
		return all.Total - sum.Total
	}
	more := sort.Search(int(all.Net-before)+1, func(more int) bool { return less(more) > want }) - 1
	return before + int64(max(more, 0)), less(max(more, 0)), nil
}
