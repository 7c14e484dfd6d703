package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// bulkPiece is how many records are changed in one transaction, by us and by the baseline.
const bulkPiece = 500

// measureBulk gives a hundred thousand people an owner, in pieces: beside bare statements that promise the same, a row of
// a journal for every change, synced piece by piece; and beside one that promises nothing.
func measureBulk(ctx context.Context, b *bench) error {
	k, err := b.openBook(ctx)
	if err != nil {
		return err
	}
	defer k.close()
	if err := errors.Join(k.fill(ctx, k.people), k.bareJournal(ctx)); err != nil {
		return err
	}
	n := min(k.people, 100_000)
	owner := int64(100)
	var held []time.Duration
	var used, bareUsed []time.Duration
	edit := func() error {
		defer usage(&used)()
		owner++
		return inPieces(n, func(first, last int64) error {
			began := time.Now()
			err := k.giveOwner(ctx, owner, first, last)
			held = append(held, time.Since(began))
			return err
		})
	}
	bare := func() error {
		defer usage(&bareUsed)()
		owner++
		return inPieces(n, func(first, last int64) error { return k.bareOwner(ctx, owner, first, last) })
	}
	if err := k.times(fmt.Sprintf("bulk edit of %d people", n), max(1, b.rounds/2), edit, bare); err != nil {
		return err
	}
	each := func(d []time.Duration) float64 { return float64(median(d[1:])) / 1e3 / float64(n) } // but for the one that warms up
	fmt.Printf("%-44s processor of this process for each: %.1f µs, bare %.1f µs, ratio %.2f\n", "", each(used), each(bareUsed), each(used)/each(bareUsed))
	fmt.Printf("%-44s a piece of %d keeps the writer %s, p99 %s, at most %s\n", "", bulkPiece, show(median(held)), show(percentile(held, 0.99)), show(percentile(held, 1)))
	began := time.Now()
	_, err = k.bare.ExecContext(ctx, k.marks("UPDATE record SET owner = ?, updated_at = updated_at + 1, version = version + 1 WHERE type = 'person' AND id <= ?"), owner+1000, n)
	fmt.Printf("%-44s p50 %10s\n", "one statement without a journal", show(time.Since(began)))
	return err
}

// usage begins to count the processor's time; the function it gives adds it to a list.
func usage(to *[]time.Duration) func() {
	before, _ := processor()
	return func() {
		after, _ := processor()
		*to = append(*to, after-before)
	}
}

func inPieces(n int64, do func(first, last int64) error) error {
	for first := int64(1); first <= n; first += bulkPiece {
		if err := do(first, min(first+bulkPiece-1, n)); err != nil {
			return err
		}
	}
	return nil
}

func (k *book) giveOwner(ctx context.Context, owner, first, last int64) error {
	ids := make([]int64, 0, bulkPiece)
	for id := first; id <= last; id++ {
		ids = append(ids, id)
	}
	return k.Records.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.Note(ctx, store.Act{Actor: "owner", Verb: "bulk-update"}); err != nil {
			return err
		}
		_, err := t.UpdateAll(ctx, auth.Everything, record.Person, ids, func(record.Record) record.Values { return record.Values{"owner": owner} })
		return err
	})
}

// bareJournal makes a journal of the same shape as the house's, with its indexes.
func (k *book) bareJournal(ctx context.Context) error {
	id := "id INTEGER PRIMARY KEY AUTOINCREMENT"
	blob := "BLOB"
	if k.postgres {
		id, blob = "id BIGSERIAL PRIMARY KEY", "BYTEA"
	}
	for _, query := range []string{"CREATE TABLE bare_change (" + id + ", act BIGINT, action BIGINT, at BIGINT, type TEXT, record BIGINT, field TEXT, before TEXT, after TEXT, salt " + blob + ", commitment " + blob + ")",
		"CREATE INDEX bare_record ON bare_change (type, record, id)", "CREATE INDEX bare_action ON bare_change (action, id)", "CREATE INDEX bare_act ON bare_change (act, id)"} {
		if _, err := k.bare.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// bareOwner is one piece of the baseline.
func (k *book) bareOwner(ctx context.Context, owner, first, last int64) error {
	salt, commitment := "randomblob(16)", "randomblob(32)"
	if k.postgres {
		salt, commitment = "uuid_send(gen_random_uuid())", "uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
	}
	tx, err := k.bare.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	journal := fmt.Sprintf("INSERT INTO bare_change (act, action, at, type, record, field, before, after, salt, commitment) SELECT %d, %d, %d, type, id, 'owner', CAST(owner AS TEXT), '%d', %s, %s FROM record WHERE type = 'person' AND id >= %d AND id <= %d",
		first, owner, owner, owner, salt, commitment, first, last)
	update := fmt.Sprintf("UPDATE record SET owner = %d, updated_at = updated_at + 1, version = version + 1 WHERE type = 'person' AND id >= %d AND id <= %d", owner, first, last)
	for _, query := range []string{journal, update} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return tx.Commit()
}
