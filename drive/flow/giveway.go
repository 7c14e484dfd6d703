package flow

import (
	"context"
	"time"
)

// When the flow gives way to requests, and how far behind it may then be.
const (
	several   = 4       // requests at once
	wayBehind = 500_000 // entries
	restsFor  = 3       // as long as it worked
	longRest  = 250 * time.Millisecond
)

// Answering says that somebody's request is being answered, until done is called. Requests come first: while there are
// several, the flow rests between two stretches for longer than it worked, unless it has fallen far behind.
func (f *Flow) Answering() (done func()) {
	f.answering.Add(1)
	return func() { f.answering.Add(-1) }
}

// giveWay rests after work that took so long and ended at an entry.
func (f *Flow) giveWay(ctx context.Context, worked time.Duration, at int64) {
	if !f.busy() {
		return
	}
	if tail, err := f.Log.Tail(ctx); err != nil || tail-at > wayBehind {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(min(restsFor*worked, longRest)):
	}
}

// busy reports whether several requests are being answered.
func (f *Flow) busy() bool { return f.answering.Load() >= several }

// stretch is how many entries are carried on at once: fewer while requests wait, so that none waits long.
func (f *Flow) stretch(imported bool) int64 {
	switch {
	case f.busy():
		return stretchEntries / 5
	case imported:
		return importEntries
	}
	return stretchEntries
}

// hands is how many bodies are read at a time: requests keep a processor to themselves.
func (f *Flow) hands() int {
	if f.busy() {
		return 1
	}
	return 2
}
