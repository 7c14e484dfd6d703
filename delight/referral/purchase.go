package referral

// Purchase is one sale of a friend: one, however often it was told.
type Purchase struct {
	Sale     string
	At       int64 // microseconds: when it was first told
	Value    int64 // minor units, as told last
	Back     int64 // what was given back of it
	statedAt int64
}

// stands reports whether enough of a purchase was kept.
func (p *Purchase) stands(least int64) bool { return p.Value-p.Back >= max(least, 1) }

// Deed is an event of a person that says something of a purchase.
type Deed struct {
	ID, Sale string
	At       int64 // microseconds
	Kind     DeedKind
	Value    int64 // minor units; of Returned: all that was given back so far, 0: everything
}

// DeedKind is what a deed says.
type DeedKind int

// The kinds.
const (
	Bought   DeedKind = iota + 1
	Returned          // some of it, or all
	Undone            // it was cancelled
)

// Purchases are the sales that deeds tell of, in whatever order these are.
func Purchases(deeds []Deed) []Purchase {
	of := map[string]*Purchase{}
	var list []*Purchase
	for _, d := range deeds {
		if d.Kind != Bought {
			continue
		}
		key := d.Sale
		if key == "" { // of a system that does not number its sales: each is one
			key = d.ID
		}
		p := of[key]
		if p == nil {
			p = &Purchase{Sale: key, At: d.At, statedAt: d.At, Value: d.Value}
			of[key], list = p, append(list, p)
		}
		if p.At = min(p.At, d.At); d.At >= p.statedAt {
			p.Value, p.statedAt = d.Value, d.At
		}
	}
	for _, d := range deeds {
		p := of[d.Sale]
		if p == nil || d.Kind == Bought {
			continue
		}
		if back := d.Value; d.Kind == Undone || back <= 0 {
			p.Back = max(p.Back, p.Value)
		} else {
			p.Back = max(p.Back, back)
		}
	}
	all := make([]Purchase, len(list))
	for i, p := range list {
		all[i] = *p
		all[i].statedAt = 0
	}
	return all
}
