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
		{500, 51 * time.Millisecond, 250},
		{500, 50 * time.Millisecond, 500},
		{500, 25 * time.Millisecond, 500},
		{500, 24 * time.Millisecond, 1000},
		{1, time.Second, 1},
	} {
		if got := pieceAfter(c.size, c.took); got != c.want {
			t.Errorf("after %d that took %v: %d instead of %d", c.size, c.took, got, c.want)
		}
	}
}
