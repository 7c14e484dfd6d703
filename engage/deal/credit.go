package deal

import (
	"banhda/hub/order"
	"banhda/hub/record"
)

// Part is what a seller has of a deal's value, in minor units.
type Part struct {
	User  int64 // 0: nobody's
	Value int64
}

// Credit divides a deal's value between its sellers, exactly; where no split is set, all of it is the owner's.
func Credit(value, owner int64, shares []record.Share) []Part {
	if len(shares) == 0 {
		return []Part{{owner, value}}
	}
	weights := make([]int64, len(shares))
	for i, s := range shares {
		weights[i] = s.Part
	}
	list := make([]Part, len(shares))
	for i, part := range order.Spread(value, weights) {
		list[i] = Part{shares[i].User, part}
	}
	return list
}
