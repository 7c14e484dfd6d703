package wheel

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAdvocatesNaively holds the promoters, and what those they sent brought, to a reckoning person by person.
func TestAdvocatesNaively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		b, now := w.fold(Forever), w.now
		got := b.Advocates(now, "VND", nil)
		var want []Advocate
		for i := range b.lives {
			l := &b.lives[i]
			if stage, known := l.StageAt(now); !known || stage != Promoter {
				continue
			}
			a := Advocate{Person: l.Person}
			for _, m := range l.Moves {
				if m.At < now {
					a.Since = m.At
				}
			}
			for _, buy := range l.BuysBefore(now) {
				if buy.Currency == "VND" || buy.Currency == "" {
					a.Own += buy.Value
				}
			}
			for k := range b.lives {
				f := &b.lives[k]
				if f.Referrer != l.Person || f.AcceptedAt >= now || f.FirstSeen >= now {
					continue
				}
				one := Friend{Person: f.Person, AcceptedAt: f.AcceptedAt}
				for _, buy := range f.BuysBefore(now) {
					one.Bought = true
					if buy.Currency == "VND" || buy.Currency == "" {
						one.Spent += buy.Value
					}
				}
				a.Friends = append(a.Friends, one)
			}
			want = append(want, a)
		}
		same := func(a, b Advocate) bool {
			return a.Person == b.Person && a.Since == b.Since && a.Own == b.Own && slices.Equal(a.Friends, b.Friends)
		}
		if !slices.EqualFunc(got, want, same) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	})
}
