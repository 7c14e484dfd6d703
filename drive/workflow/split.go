package workflow

import (
	"encoding/binary"
	"hash/fnv"
)

// Seed tells people of a workflow apart, for Occurrence.Seed.
func Seed(workflow, person int64) uint64 {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(workflow))
	binary.LittleEndian.PutUint64(b[8:], uint64(person))
	h.Write(b[:])
	return mix(h.Sum64())
}

// mix spreads the bits of a hash (the finalizer of splitmix64), so that neighbours fall apart.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// arm is the path of a split that is somebody's, by weight. It depends on who they are and on the node alone, so that it
// is the same however often they come.
func (w *walk) arm(n *Node) int {
	h := fnv.New64a()
	h.Write([]byte(n.ID))
	var all uint64
	for _, p := range n.Paths {
		all += uint64(p.Weight)
	}
	if all == 0 {
		return 0
	}
	at := mix(w.Seed^h.Sum64()) % all
	for i, p := range n.Paths {
		if at < uint64(p.Weight) {
			return i
		}
		at -= uint64(p.Weight)
	}
	return len(n.Paths) - 1
}
