package store

import (
	"slices"
	"testing"
	"time"
)

func TestKeepingIsTheWriterOfEachAndAllBefore(t *testing.T) {
	r := &Records{}
	for _, took := range []time.Duration{time.Millisecond, 50 * time.Millisecond, 51 * time.Millisecond, time.Minute} {
		r.keeping.add(took)
	}
	within, sum := r.Keeping()
	if want := []int64{1, 1, 1, 2, 3, 3, 3, 4}; !slices.Equal(within, want) || sum != time.Minute+102*time.Millisecond {
		t.Errorf("%v within, %v in all", within, sum)
	}
}
