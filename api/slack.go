package api

import "strings"

// slack is memory that is asked for while much passes through the house, and never touched, so that it takes up none: garbage is
// collected whenever the heap has doubled, and a house's is so small that this takes up to a quarter of the time. So it may grow
// by as much more, and by no more than that where it is large. A builder, because what it has room for is not even cleared.
func slack() *strings.Builder {
	b := new(strings.Builder)
	b.Grow(32 << 20)
	return b
}
