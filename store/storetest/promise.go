package storetest

import (
	"errors"
	"testing"

	"banhda/auth"
	kept "banhda/hub/record"
	"banhda/store"
)

// promises holds an address while the log is told of somebody, and gives it up with the job that keeps them.
func promises(t *testing.T, b *bench) {
	lan := kept.Values{"name": "Lan", "email": "lan@example.vn"}
	var first int64
	b.act(func(t *store.Tx) error {
		first = t.Act
		if err := t.Promise(b.ctx, auth.Everything, kept.Record{}, lan); err != nil {
			return err
		}
		return t.Enqueue(b.ctx, "keep", "lan", []byte(`{"a":1}`), t.Now())
	})
	again := func(t *store.Tx) error { return t.Promise(b.ctx, auth.Everything, kept.Record{}, lan) }
	b.refused("promising an address twice", store.ErrConflict, again)
	b.refused("promising what would be out of reach", store.ErrOutside, func(t *store.Tx) error {
		return t.Promise(b.ctx, auth.Reach{User: 4}, kept.Record{}, kept.Values{"name": "x", "owner": int64(3)})
	})
	b.act(func(t *store.Tx) error {
		body, err := t.TakeJob(b.ctx, "keep", "lan")
		b.want("what was left", string(body), `{"a":1}`)
		return errors.Join(err, t.Redeem(b.ctx, first))
	})
	b.refused("taking a job twice", store.ErrNotFound, func(t *store.Tx) error {
		_, err := t.TakeJob(b.ctx, "keep", "lan")
		return err
	})
	b.act(again)
}
