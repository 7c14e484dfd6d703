package wheel

import (
	"cmp"
	"slices"
)

// revenue adds up a period's purchases in three classes, and its refunds beside them.
type revenue struct {
	new, repeat, referred, refunds int64
	purchases, stated              int64 // how many; how many of them state a value
	others                         map[string]int64
}

// add takes in one person: their purchases before now, whether they were referred, and their refunds.
func (r *revenue) add(l *Life, buys []Buy, referred bool, p period, currency string) {
	for i, b := range buys {
		if !p.has(b.At) {
			continue
		}
		r.purchases++
		if b.stated() {
			r.stated++
		}
		if !b.in(currency) {
			r.other(b)
			continue
		}
		*r.of(classOf(referred, i > 0)) += b.Value
	}
	for _, x := range l.Refunds {
		if p.has(x.At) && x.Currency == currency {
			r.refunds += x.Value
		}
	}
}

func (b Buy) stated() bool { return b.Currency != "" || b.Value != 0 }

// in reports whether the value belongs to the sum in a currency. One that was not stated adds nothing to any.
func (b Buy) in(currency string) bool { return b.Currency == currency || b.Currency == "" }

// classOf is what a purchase counts as.
func classOf(referred, repeat bool) Class {
	switch {
	case referred:
		return ClassReferred
	case repeat:
		return ClassRepeat
	}
	return ClassNew
}

func (r *revenue) of(c Class) *int64 {
	switch c {
	case ClassReferred:
		return &r.referred
	case ClassRepeat:
		return &r.repeat
	}
	return &r.new
}

func (r *revenue) other(b Buy) {
	if r.others == nil {
		r.others = make(map[string]int64)
	}
	r.others[b.Currency] += b.Value
}

func (r *revenue) merge(o revenue) {
	r.new += o.new
	r.repeat += o.repeat
	r.referred += o.referred
	r.refunds += o.refunds
	r.purchases += o.purchases
	r.stated += o.stated
	for currency, total := range o.others {
		r.other(Buy{Currency: currency, Value: total})
	}
}

func (r *revenue) total() int64 { return r.new + r.repeat + r.referred }

// unknown reports whether there were purchases and none said what it was worth.
func (r *revenue) unknown() bool { return r.purchases > 0 && r.stated == 0 }

// foreign lists the money in other currencies, by currency. It is never added to the rest.
func (r *revenue) foreign() []Money {
	list := make([]Money, 0, len(r.others))
	for currency, total := range r.others {
		list = append(list, Money{currency, total})
	}
	slices.SortFunc(list, func(a, b Money) int { return cmp.Compare(a.Currency, b.Currency) })
	return list
}
