package api

import (
	"context"
	"errors"
	"testing"

	"banhda/drive/job"
)

// TestAnErasureIsScrubbedAfterACrash: killed after the records had forgotten somebody, the files are still cleaned: at the next
// start, and again until it went well, then no more.
func TestAnErasureIsScrubbedAfterACrash(t *testing.T) {
	f, _ := owned(t)
	var scrubbed int
	var fails error
	f.Scrub = func(_ context.Context, texts []string) error {
		if scrubbed++; texts != nil {
			t.Errorf("known are still %q", texts)
		}
		return fails
	}
	next := func() error { return f.eraseNext(t.Context(), job.Job{}) }
	if err := next(); err != nil || scrubbed != 0 {
		t.Fatalf("where nobody was erased: %d, %v", scrubbed, err)
	}
	if err := f.finishErasures(t.Context(), nil); err != nil { // and there it was killed
		t.Fatal(err)
	}
	fails = errors.New("the disk is full")
	if err := next(); !errors.Is(err, fails) || scrubbed != 1 {
		t.Errorf("on a full disk: %d, %v", scrubbed, err)
	}
	fails = nil
	for range 2 {
		if err := next(); err != nil || scrubbed != 2 {
			t.Errorf("then: %d, %v", scrubbed, err)
		}
	}
}
