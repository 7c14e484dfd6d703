package seen

import "math/bits"

// filter is a blocked Bloom filter (Putze, Sanders, Singler 2007): each id sets six bits within one block of 512,
// so that a look costs one cache line. At ten bits an id about one look in seventy is wrong, and always to the
// same side: it never denies an id that is there.
type filter []block

type block [8]uint64

const (
	bitsPerID = 10
	blockBits = 512
	probes    = 6
)

func newFilter(ids int64) filter {
	return make(filter, max(1, (ids*bitsPerID+blockBits-1)/blockBits))
}

func (f filter) block(h hash) *block {
	i, _ := bits.Mul64(h.hi, uint64(len(f)))
	return &f[i]
}

func (f filter) add(h hash) {
	b := f.block(h)
	for i, x := 0, h.lo; i < probes; i, x = i+1, x>>9 {
		b[x>>6&7] |= 1 << (x & 63)
	}
}

func (f filter) may(h hash) bool {
	b := f.block(h)
	for i, x := 0, h.lo; i < probes; i, x = i+1, x>>9 {
		if b[x>>6&7]&(1<<(x&63)) == 0 {
			return false
		}
	}
	return true
}
