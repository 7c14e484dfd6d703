package dispatch

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"banhda/hub/message"
)

// Dispatcher carries messages out. Set its fields before Run.
type Dispatcher struct {
	Desk    Desk
	Flights *Flights
	// Carriers are how many messages are handed over at once: as many as there are connections.
	Carriers int
	Now      func() time.Time
	Logger   *slog.Logger

	ready   chan Outgoing
	arrived chan message.Fate
}

const (
	// claimed is how many messages are claimed at once, and as many wait for a carrier.
	claimed = 1024
	// settleEvery is how long what landed waits to be written down with others.
	settleEvery = 100 * time.Millisecond
	// settleAtOnce is how much of it is written down at once.
	settleAtOnce = 1024
	// look is how often is looked for what has become due by itself.
	look = 500 * time.Millisecond
	// lastWord is how long a message that was begun may take when the house closes.
	lastWord = 4 * time.Second
	// again is the pause after a failure.
	again = time.Second
)

// Run first resolves what the last run left behind, then carries until ctx ends; it returns when what was begun is
// finished and written down.
func (d *Dispatcher) Run(ctx context.Context) error {
	if err := d.recover(ctx); err != nil {
		return err
	}
	d.ready, d.arrived = make(chan Outgoing, claimed), make(chan message.Fate, settleAtOnce)
	var carriers, settler sync.WaitGroup
	settler.Go(d.settle)
	sending, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWord, cut) })()
	for range d.Carriers {
		carriers.Go(func() { d.carry(ctx, sending) })
	}
	d.claim(ctx)
	close(d.ready)
	carriers.Wait()
	close(d.arrived)
	settler.Wait()
	return nil
}

// recover settles what was claimed and whose fate is not known.
func (d *Dispatcher) recover(ctx context.Context) error {
	ids, err := d.Desk.Sending(ctx)
	if err != nil {
		return err
	}
	now := d.Now().UnixMicro()
	fates := make([]message.Fate, len(ids))
	for i, id := range ids {
		fates[i] = d.Flights.Fate(id, now)
	}
	if len(fates) > 0 {
		if err := d.Desk.Settle(ctx, fates); err != nil {
			return err
		}
	}
	return d.Flights.Begin(Boot())
}

// claim claims whenever carriers have room, until ctx ends.
func (d *Dispatcher) claim(ctx context.Context) {
	for ctx.Err() == nil {
		drafted := d.Desk.Drafted()
		out, looked, err := d.Desk.Claim(ctx, claimed)
		if err != nil && ctx.Err() == nil {
			d.Logger.Error("claiming messages", "error", err)
			pause(ctx, nil, again)
		}
		for _, o := range out {
			select {
			case d.ready <- o:
			case <-ctx.Done():
				d.arrived <- message.Fate{ID: o.ID, State: message.Queued, At: d.Now().UnixMicro()}
			}
		}
		if looked == 0 && err == nil {
			pause(ctx, drafted, look)
		}
	}
}

func pause(ctx context.Context, news <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-news:
	case <-timer.C:
	}
}

// carry hands messages over, one after the other. Once the house closes, those it has not begun are queued again.
func (d *Dispatcher) carry(ctx, sending context.Context) {
	for o := range d.ready {
		fate := message.Fate{ID: o.ID, State: message.Queued, At: d.Now().UnixMicro()}
		if ctx.Err() == nil {
			fate = d.carryOne(sending, o)
		}
		d.arrived <- fate
	}
}

// carryOne hands one message over. What cannot be noted is not begun.
func (d *Dispatcher) carryOne(ctx context.Context, o Outgoing) message.Fate {
	if err := d.Flights.begun(o.ID); err != nil {
		d.Logger.Error("noting that a message is under way", "error", err)
		return message.Fate{ID: o.ID, State: message.Queued, At: d.Now().Add(again).UnixMicro()}
	}
	fate := o.Send(ctx)
	if err := d.Flights.landed(&fate); err != nil {
		d.Logger.Error("noting what became of a message", "error", err)
	}
	return fate
}

// settle writes down what arrives, many at a time, until nothing arrives any more.
func (d *Dispatcher) settle() {
	for first := range d.arrived {
		batch := []message.Fate{first}
		full := time.NewTimer(settleEvery)
		for open := true; open && len(batch) < settleAtOnce; {
			select {
			case f, ok := <-d.arrived:
				if open = ok; ok {
					batch = append(batch, f)
				}
			case <-full.C:
				open = false
			}
		}
		full.Stop()
		d.writeDown(batch)
	}
}

// patience is how often writing down is tried: what is not written down then, the next start finds in the flights.
const patience = 60

func (d *Dispatcher) writeDown(batch []message.Fate) {
	for range patience {
		err := d.Desk.Settle(context.Background(), batch)
		if err == nil {
			err = d.Flights.settled(batch)
		}
		if err == nil {
			return
		}
		d.Logger.Error("writing down what became of messages", "error", err)
		time.Sleep(again)
	}
}
