package demo

import "math"

// random is a stream of numbers that depends on nothing but its seed (splitmix64). Everybody in the story has their
// own, so that a new chapter changes only the lives it is about.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	x := uint64(*r)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit is evenly spread over [0, 1).
func (r *random) unit() float64 { return float64(r.next()>>11) / (1 << 53) }

func (r *random) chance(p float64) bool { return r.unit() < p }

// below is one of 0 … n − 1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// wait is how long until something that happens by chance, on average after mean.
func (r *random) wait(mean float64) float64 { return -mean * math.Log(1-r.unit()) }

// count is how many of something that happens by chance, on average mean; Knuth's method, for small means.
func (r *random) count(mean float64) (n int) {
	for p, limit := r.unit(), math.Exp(-mean); p > limit; n++ {
		p *= r.unit()
	}
	return n
}

// choice is one of several, by weight.
type choice[T any] struct {
	weight float64
	it     T
}

func pick[T any](r *random, from []choice[T]) T {
	total := 0.0
	for _, c := range from {
		total += c.weight
	}
	at := r.unit() * total
	for _, c := range from {
		if at -= c.weight; at < 0 {
			return c.it
		}
	}
	return from[len(from)-1].it
}

func one(r *random, of []string) string { return of[r.below(len(of))] }
