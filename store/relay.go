package store

import (
	"context"
	"fmt"
	"time"

	"banhda/drive/flow"
)

// How an outbox is carried over: so many rows at a time, and after a failure again a moment later.
const (
	relayRows  = 256
	relayPause = time.Second
)

// Relay carries what records posted to the log, as it is posted, until ctx ends. Each row arrives exactly once:
// the log notes the last outbox id in the transaction that appends it, and a row is deleted from the outbox only
// after that; whatever a crash left behind in the outbox is recognised by that note. failed is told of each
// failure, after which the relay tries again.
func (s *Store) Relay(ctx context.Context, failed func(error)) {
	for ctx.Err() == nil {
		posted := s.Records.Posted()
		err := s.RelayAll(ctx)
		if err == nil {
			waitFor(ctx, posted, nil)
			continue
		}
		if ctx.Err() == nil {
			failed(err)
		}
		waitFor(ctx, nil, time.After(relayPause))
	}
}

func waitFor(ctx context.Context, posted <-chan struct{}, pause <-chan time.Time) {
	select {
	case <-ctx.Done():
	case <-posted:
	case <-pause:
	}
}

// RelayAll carries over what is in the outbox now.
func (s *Store) RelayAll(ctx context.Context) error {
	s.relaying.Lock()
	defer s.relaying.Unlock()
	for {
		n, err := s.relaySome(ctx)
		if err != nil {
			return fmt.Errorf("relaying from records to the log: %w", err)
		}
		if n < relayRows {
			return nil
		}
	}
}

func (s *Store) relaySome(ctx context.Context) (int, error) {
	posts, err := look(ctx, s.Records, func(v *View) ([]outboxRow, error) { return v.posts(ctx, relayRows) })
	if err != nil || len(posts) == 0 {
		return 0, err
	}
	done, err := s.Log.relayed(ctx)
	if err != nil {
		return 0, err
	}
	last := posts[len(posts)-1].id
	if err := s.Log.append(ctx, rowsAfter(done, posts), last); err != nil {
		return 0, err
	}
	return len(posts), s.Records.Tx(ctx, func(t *Tx) error { return t.forget(ctx, last) })
}

// rowsAfter leaves out what the log has already.
func rowsAfter(done int64, posts []outboxRow) []flow.Row {
	var rows []flow.Row
	for _, p := range posts {
		if p.id > done {
			rows = append(rows, p.Row)
		}
	}
	return rows
}

// relayed is the last outbox row that the log has.
func (l *Log) relayed(ctx context.Context) (id int64, err error) {
	err = l.db.Read.QueryRowContext(ctx, "SELECT outbox FROM relayed WHERE one = 1").Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("reading how far the outbox is relayed: %w", l.db.Translate(err))
	}
	return id, nil
}
