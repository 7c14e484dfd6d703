package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"banhda/hub/timeline"
)

// stretch is a part of the log that is carried on at once: rows of events, or a single row of another kind.
type stretch struct {
	from, to int64 // entries from < seq ≤ to
	events   bool
	currency string // the workspace's
	forget   func(*timeline.Event)
	rows     []read
	decoded  any // of a single row of another kind; nil where it could not be read
}

// read is a row with the events in it, and what could not be read of it.
type read struct {
	Row
	decoder Decoder // nil for a row of another kind
	arrived []arrived
	bad     []Quarantined
}

// A stretch ends at about so many bytes of bodies, or entries. What lies ready beside the one being carried on is
// one more.
const (
	stretchBytes   = 3 << 20
	stretchEntries = 15_000
	importEntries  = 5_000 // of an import: each may be somebody new, to be written in one transaction
)

// reader reads stretches ahead of whoever carries them on.
type reader struct {
	flow      *Flow
	ends      []int64 // cursors no stretch may reach across
	stretches chan *stretch
	done      chan struct{}
	err       error // once stretches is closed
}

func (f *Flow) read(ctx context.Context, from int64, cursors []int64) *reader {
	r := &reader{flow: f, ends: cursors, stretches: make(chan *stretch), done: make(chan struct{})}
	go func() {
		defer close(r.done)
		defer close(r.stretches)
		r.err = r.follow(ctx, from)
	}()
	return r
}

// wait returns when the reader has ended.
func (r *reader) wait() {
	for range r.stretches {
	}
	<-r.done
}

var errFull = errors.New("the stretch is full")

func (r *reader) follow(ctx context.Context, from int64) error {
	for {
		appended := r.flow.Log.Appended()
		s, err := r.next(ctx, from)
		if err != nil {
			return err
		}
		if s == nil {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-appended:
			}
			continue
		}
		if s.currency, err = r.flow.Currency(ctx); err != nil {
			return fmt.Errorf("read the workspace's currency: %w", err)
		}
		s.forget = r.flow.Forget
		s.decode(r.flow.hands())
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r.stretches <- s:
			from = s.to
		}
	}
}

// next is the stretch after an entry; nil at the log's end.
func (r *reader) next(ctx context.Context, after int64) (*stretch, error) {
	s := &stretch{from: after, to: after}
	err := r.flow.Log.Read(ctx, after, stretchBytes, func(row Row) error {
		decoder := r.flow.Decoders[row.Kind]
		if len(s.rows) > 0 && (decoder == nil || !s.events || s.to-s.from+row.Count > r.flow.stretch(row.Import != 0) || slices.Contains(r.ends, s.to)) {
			return errFull
		}
		s.events, s.to = decoder != nil, row.Seq+row.Count-1
		s.rows = append(s.rows, read{Row: row, decoder: decoder})
		return nil
	})
	if err != nil && !errors.Is(err, errFull) {
		return nil, err
	}
	if len(s.rows) == 0 {
		return nil, nil
	}
	return s, nil
}

// decode reads the bodies, as many at a time as there are hands.
func (s *stretch) decode(hands int) {
	if !s.events {
		s.decodeEntry()
		return
	}
	var wg sync.WaitGroup
	for hand := range hands {
		wg.Go(func() {
			for i := hand; i < len(s.rows); i += hands {
				s.rows[i].decode(s.currency, s.forget)
			}
		})
	}
	wg.Wait()
}

func (r *read) decode(currency string, forget func(*timeline.Event)) {
	all, err := r.decoder.Decode(&r.Row, currency)
	if err == nil && int64(len(all)) != r.Count {
		err = fmt.Errorf("the row holds %d events and says %d", len(all), r.Count)
	}
	if err != nil {
		r.spoilt(r.Seq, err)
		return
	}
	r.arrived = make([]arrived, 0, len(all))
	for i := range all {
		if forget != nil && all[i].Err == nil {
			forget(&all[i].Event)
		}
		if err := r.take(&all[i], r.Seq+int64(i)); err != nil {
			r.spoilt(r.Seq+int64(i), err)
		}
	}
}

func (r *read) take(d *Decoded, seq int64) error {
	if d.Err != nil {
		return d.Err
	}
	a, err := arrive(&r.Row, &d.Event, seq)
	if err == nil {
		r.arrived = append(r.arrived, a)
	}
	return err
}

func (r *read) spoilt(seq int64, err error) {
	r.bad = append(r.bad, Quarantined{Seq: seq, ReceivedAt: r.ReceivedAt, Row: r.Seq, Kind: r.Kind, Source: r.Source, Reason: err.Error()})
}

// decodeEntry reads the one row of another kind.
func (s *stretch) decodeEntry() {
	row := &s.rows[0]
	var into any
	switch row.Kind {
	case Retract:
		into = &Retraction{}
	case Merge, Unmerge:
		into = &LinkChange{}
	case Catalogue:
		into = &timeline.Catalogue{}
	default:
		row.spoilt(row.Seq, fmt.Errorf("the kind %q is unknown here", row.Kind))
		return
	}
	err := json.Unmarshal(row.Body, into)
	if c, ok := into.(*timeline.Catalogue); ok && err == nil {
		err = c.Check()
	}
	if err != nil {
		row.spoilt(row.Seq, err)
		return
	}
	s.decoded = into
}
