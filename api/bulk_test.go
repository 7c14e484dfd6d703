package api

import (
	"testing"
	"time"
)

func TestAPieceIsAsLargeAsTheWriterMayBeKept(t *testing.T) {
	for _, c := range []struct {
		size int
		took time.Duration
		want int
	}{
		{500, time.Second, 250},
		{500, 50 * time.Millisecond, 250},
		{500, 25 * time.Millisecond, 250},
		{500, 10 * time.Millisecond, 625},
		{500, time.Millisecond, 750},
		{1, time.Second, 1},
		{1, time.Millisecond, 2},
	} {
		if got := pieceAfter(c.size, c.took); got != c.want {
			t.Errorf("after %d that took %v: %d instead of %d", c.size, c.took, got, c.want)
		}
	}
}
