package follow

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Follower hands what happens to consumers, each at its own pace. Set its fields before Run.
type Follower struct {
	Source    Source
	Places    Places
	Consumers []Consumer
	// Logger is told what fails.
	Logger *slog.Logger
	// Every is how often it is looked whether something happened; 0: twice a second.
	Every time.Duration

	mu    sync.Mutex
	now   look
	read  shared
	still sync.RWMutex // read by who is handing something on
}

// Hold waits until nothing is being handed on, forgets what was read to be, and lets nothing more be handed on until it is
// released: for who takes away for good what consumers would otherwise write down once more.
func (f *Follower) Hold() (release func()) {
	f.still.Lock()
	f.read.forget()
	return f.still.Unlock
}

// look is what was found when it was last looked: up to where can be read, and who listens to what.
type look struct {
	end   Place
	ok    bool
	wants []Wants // of the consumers, in order; nil: not known
	next  chan struct{}
}

// all is what anybody listens to.
func (l *look) all() (w Wants) {
	for _, one := range l.wants {
		w = w.and(one)
	}
	return w
}

// How long is waited after a failure, and how long a place that was only passed may stay unwritten.
const (
	firstWait = time.Second
	mostWait  = time.Minute
	keepEvery = time.Minute
)

// Run follows until ctx ends.
func (f *Follower) Run(ctx context.Context) error {
	f.now.next = make(chan struct{})
	f.read.source = f.Source
	var consumers sync.WaitGroup
	for i := range f.Consumers {
		consumers.Go(func() { (&course{Follower: f, Consumer: &f.Consumers[i], number: i}).run(ctx) })
	}
	for ctx.Err() == nil {
		if err := f.look(ctx); err != nil && ctx.Err() == nil {
			f.Logger.Error("looking whether something happened", "error", err)
		}
		pause(ctx, or(f.Every, 500*time.Millisecond), nil)
	}
	consumers.Wait()
	return nil
}

// look looks once, and wakes everybody.
func (f *Follower) look(ctx context.Context) (err error) {
	l := look{next: make(chan struct{}), wants: make([]Wants, len(f.Consumers))}
	if l.end, l.ok, err = f.Source.End(ctx); err != nil {
		return err
	}
	for i, c := range f.Consumers {
		if l.wants[i] = (Wants{Changes: true, Events: true}); c.Wants == nil {
			continue
		}
		if l.wants[i], err = c.Wants(ctx); err != nil {
			return fmt.Errorf("asking what %s listens to: %w", c.Name, err)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.now.next)
	f.now = l
	return nil
}

func (f *Follower) last() look {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// course is one consumer on its way.
type course struct {
	*Follower
	*Consumer
	number int
	begun  bool
	place  Place // up to where it was told
	kept   Place // of that, what is surely written
	keptAt time.Time
}

func (c *course) run(ctx context.Context) {
	wait := firstWait
	for ctx.Err() == nil {
		now := c.last()
		err := c.advance(ctx, &now)
		if err == nil {
			wait = firstWait
			pause(ctx, mostWait, now.next)
			continue
		}
		if ctx.Err() == nil {
			c.Logger.Error("what happened cannot be taken in; it is tried again", "by", c.Name, "after", c.place.Seq, "error", err)
			pause(ctx, wait, nil)
		}
		wait = min(2*wait, mostWait)
	}
	if err := c.keep(context.WithoutCancel(ctx), 0); err != nil {
		c.Logger.Error("how far was followed cannot be written", "by", c.Name, "error", err)
	}
}

// advance hands the consumer everything up to where can be read.
func (c *course) advance(ctx context.Context, now *look) error {
	if !now.ok {
		return nil
	}
	if err := c.begin(ctx, now.end); err != nil {
		return err
	}
	to, wants := now.end, now.wants[c.number]
	to.Consent, to.At = max(to.Consent, c.place.Consent), max(to.At, c.place.At)
	for c.place != to && to.Seq >= c.place.Seq && ctx.Err() == nil {
		if wants.none() {
			c.place = to
			break
		}
		if err := c.step(ctx, to, wants, now.all()); err != nil {
			return err
		}
	}
	return c.keep(ctx, keepEvery)
}

// step hands over one batch.
func (c *course) step(ctx context.Context, to Place, wants, all Wants) error {
	c.still.RLock()
	defer c.still.RUnlock()
	b, err := c.read.read(ctx, c.place, to, all)
	if err != nil {
		return err
	}
	if own := b.only(wants); !own.empty() {
		if err := c.take(ctx, own); err != nil {
			return err
		}
	}
	c.place = b.Place
	return nil
}

// begin finds where the consumer was. One that is new begins with what happens from now on.
func (c *course) begin(ctx context.Context, end Place) error {
	if c.begun {
		return nil
	}
	p, ok, err := c.Places.Followed(ctx, c.Name)
	if err == nil && !ok {
		p, err = end, c.Places.KeepFollowed(ctx, c.Name, end)
	}
	if err == nil {
		c.begun, c.place, c.kept, c.keptAt = true, p, p, time.Now()
	}
	return err
}

// take hands over a batch. What panics has failed.
func (c *course) take(ctx context.Context, b *Batch) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return c.Take(ctx, b)
}

// keep writes the place where much was passed by since it was last written.
func (c *course) keep(ctx context.Context, every time.Duration) error {
	kept := c.kept
	if kept.At = c.place.At; !c.begun || c.place == kept || time.Since(c.keptAt) < every {
		return nil
	}
	if err := c.Places.KeepFollowed(ctx, c.Name, c.place); err != nil {
		return err
	}
	c.kept, c.keptAt = c.place, time.Now()
	return nil
}

func pause(ctx context.Context, d time.Duration, woken <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-woken:
	}
}

func or(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
