package store

import (
	"slices"
	"sync/atomic"
	"time"
)

// KeepingLimits divide how long transactions kept the one writer. Bulk work is cut so that 50 ms are rarely exceeded.
var KeepingLimits = []time.Duration{5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond, 50 * time.Millisecond,
	100 * time.Millisecond, 250 * time.Millisecond, time.Second}

// keeping counts how long transactions kept the writer.
type keeping struct {
	counts [8]atomic.Int64 // within each of KeepingLimits and not the one before; the last: longer
	sum    atomic.Int64    // nanoseconds
}

func (k *keeping) add(took time.Duration) {
	at, _ := slices.BinarySearch(KeepingLimits, took)
	k.counts[at].Add(1)
	k.sum.Add(int64(took))
}

// Keeping tells how many transactions kept the writer within each of KeepingLimits since the start, then how many there were;
// and how long in all.
func (r *Records) Keeping() (within []int64, sum time.Duration) {
	var n int64
	for i := range r.keeping.counts {
		n += r.keeping.counts[i].Load()
		within = append(within, n)
	}
	return within, time.Duration(r.keeping.sum.Load())
}
