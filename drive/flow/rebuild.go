package flow

import (
	"context"
	"fmt"
	"slices"
)

// Rebuild empties the named projections, all where none is named, and replays the log into them, to the identical
// result. It returns when they have caught up with where the log ends now. Questions meanwhile are answered from
// what is there already, by those who do not wait.
func (f *Flow) Rebuild(ctx context.Context, names []string, progress func(done, total int64)) error {
	if len(names) == 0 {
		names = f.Names()
	}
	for _, name := range names {
		if !slices.Contains(f.Names(), name) {
			return fmt.Errorf("there is no projection %q: %w", name, ErrNotFound)
		}
	}
	tail, err := f.Log.Tail(ctx)
	if err != nil {
		return err
	}
	if err := f.order(ctx, order{names, make(chan error, 1)}); err != nil {
		return err
	}
	return f.watch(ctx, tail, progress)
}

// order has the running flow do something between two stretches.
func (f *Flow) order(ctx context.Context, o order) error {
	for {
		f.mu.Lock()
		failed, arrived := f.failed, f.arrived
		f.mu.Unlock()
		if failed != nil {
			return failed
		}
		select {
		case f.orders <- o:
			return <-o.reply
		case <-arrived:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// empty resets projections; the flow then begins again at the hindmost cursor.
func (f *Flow) empty(ctx context.Context, names []string) error {
	for _, name := range names {
		var err error
		switch name {
		case SeenName:
			err = f.Seen.Reset(ctx)
		case PeopleName:
			err = f.People.Reset(ctx)
		default:
			err = f.Projections[name].Reset(ctx)
		}
		if err != nil {
			return fmt.Errorf("empty %s: %w", name, err)
		}
	}
	f.reach(0, nil)
	return nil
}

// watch waits for an entry, telling how far the flow is.
func (f *Flow) watch(ctx context.Context, seq int64, progress func(done, total int64)) error {
	f.want(seq)
	return f.await(ctx, func() bool {
		if progress != nil {
			progress(min(f.done, seq), seq)
		}
		return f.done >= seq
	})
}

// await waits until something holds, which is asked whenever the flow has moved, while f.mu is held.
func (f *Flow) await(ctx context.Context, holds func() bool) error {
	for {
		f.mu.Lock()
		ok, failed, arrived := holds(), f.failed, f.arrived
		f.mu.Unlock()
		if ok || failed != nil {
			return failed
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-arrived:
		}
	}
}
