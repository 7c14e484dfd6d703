package segment

import (
	"iter"
	"math/bits"
)

// Set is a set of ids, a bit for each: a million people take 125 kB. The zero Set is empty.
type Set struct{ words []uint64 }

// NewSet is the set of some ids.
func NewSet(ids ...int64) *Set {
	s := &Set{}
	for _, id := range ids {
		s.Add(id)
	}
	return s
}

// Add puts an id of at least 0 in.
func (s *Set) Add(id int64) {
	w := int(id >> 6)
	for w >= len(s.words) {
		s.words = append(s.words, make([]uint64, max(1, w+1-len(s.words)))...)
	}
	s.words[w] |= 1 << (id & 63)
}

// Has reports whether an id is in.
func (s *Set) Has(id int64) bool {
	w := int(id >> 6)
	return id >= 0 && w < len(s.words) && s.words[w]&(1<<(id&63)) != 0
}

// Len is how many ids are in.
func (s *Set) Len() (n int) {
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// All gives the ids in order.
func (s *Set) All() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for i, w := range s.words {
			for ; w != 0; w &= w - 1 {
				if !yield(int64(i)<<6 + int64(bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// Join adds all ids of another set.
func (s *Set) Join(o *Set) {
	if n := len(o.words); n > len(s.words) {
		s.words = append(s.words, make([]uint64, n-len(s.words))...)
	}
	for i, w := range o.words {
		s.words[i] |= w
	}
}
