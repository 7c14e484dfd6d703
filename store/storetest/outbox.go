package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/store"
)

func (b *bench) post(bodies ...string) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		for _, body := range bodies {
			b.ok(tx.Post(b.ctx, row(int64(len(body)), body)))
		}
		return nil
	})
}

func outboxRelays(t *testing.T, b *bench) {
	b.ok(b.RelayAll(b.ctx))
	b.want("tail after relaying nothing", b.tail(), 0)
	b.post("a", "bb")
	b.append(row(1, "direct"))
	b.now.Add(5)
	b.ok(b.RelayAll(b.ctx))
	b.ok(b.RelayAll(b.ctx))
	b.reopen()
	b.ok(b.RelayAll(b.ctx))
	b.want("the log", b.read(0, 1000), []string{"1+1 direct", "2+1 a", "3+2 bb"})
	b.post("ccc")
	b.ok(b.RelayAll(b.ctx))
	b.want("the log, after an empty outbox was reopened", b.read(4, 1000), []string{"5+3 ccc"})
	relayed, err := b.Log.Row(b.ctx, 3)
	b.ok(err)
	b.want("received_at is when it was relayed", relayed.ReceivedAt, b.now.Load())
	b.want("source", relayed.Source, "web")
}

func outboxRollback(t *testing.T, b *bench) {
	changed := errors.New("changed my mind")
	err := b.Records.Tx(b.ctx, func(tx *store.Tx) error {
		b.ok(tx.Post(b.ctx, row(1, "never")))
		return changed
	})
	if !errors.Is(err, changed) {
		t.Fatal(err)
	}
	b.post("always")
	b.ok(b.RelayAll(b.ctx))
	b.want("the log", b.read(0, 1000), []string{"1+6 always"})
	if err := b.Records.Tx(b.ctx, func(tx *store.Tx) error { return tx.Post(b.ctx, flow.Row{}) }); err == nil {
		t.Fatal("what is no row was posted")
	}
}

func outboxFollows(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(b.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Relay(ctx, func(err error) { t.Error(err) })
	}()
	var want []string
	for i := range 600 {
		body := fmt.Sprint(1000 + i)
		b.post(body)
		want = append(want, fmt.Sprintf("%d+4 %s", 4*i+1, body))
	}
	b.waitForTail(4 * 600)
	cancel()
	<-ended
	b.want("the log", b.read(0, 1<<20), want)
}

func (b *bench) waitForTail(tail int64) {
	b.t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		appended := b.Log.Appended()
		if b.tail() >= tail {
			return
		}
		select {
		case <-appended:
		case <-deadline:
			b.t.Fatalf("the log ends at %d, not at %d", b.tail(), tail)
		}
	}
}
