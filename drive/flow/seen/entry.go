package seen

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
)

// hash is the first 128 bits of an id's SHA-256. Among 10¹¹ ids the chance that any two share one is 10⁻¹⁷.
type hash struct{ hi, lo uint64 }

func hashOf(id string) hash {
	sum := sha256.Sum256([]byte(id))
	return hash{binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])}
}

func (h hash) compare(o hash) int {
	if h.hi != o.hi {
		return cmp.Compare(h.hi, o.hi)
	}
	return cmp.Compare(h.lo, o.lo)
}

// entry says that an id was taken in as entry seq of the log.
type entry struct {
	hash
	seq int64
}

func (e entry) compare(o entry) int {
	if c := e.hash.compare(o.hash); c != 0 {
		return c
	}
	return cmp.Compare(e.seq, o.seq)
}

// entrySize is an entry's length in a file: hash and seq, big-endian.
const entrySize = 24

func (e entry) append(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, e.hi)
	b = binary.BigEndian.AppendUint64(b, e.lo)
	return binary.BigEndian.AppendUint64(b, uint64(e.seq))
}

func readEntry(b []byte) entry {
	return entry{hash{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}, int64(binary.BigEndian.Uint64(b[16:]))}
}
