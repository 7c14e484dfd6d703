package storetest

import (
	"testing"

	"banhda/store"
)

// repetitions holds that a call is kept once, with the act that carried it out and its answer.
func repetitions(t *testing.T, b *bench) {
	ask := store.Repetition{Hash: "h", Fingerprint: "f"}
	repeat := func() (kept store.Repetition, fresh bool) {
		b.tx(func(tx *store.Tx) (err error) {
			kept, fresh, err = tx.Repeat(b.ctx, ask)
			return err
		})
		return kept, fresh
	}
	if kept, fresh := repeat(); !fresh || kept != ask {
		t.Fatalf("the first time: %v, %v", kept, fresh)
	}
	b.tx(func(tx *store.Tx) error { return tx.Unrepeat(b.ctx, "h") })
	if _, fresh := repeat(); !fresh {
		t.Fatal("what nothing came of is forgotten")
	}
	b.tx(func(tx *store.Tx) error { return tx.Repeated(b.ctx, "h", 7) })
	b.tx(func(tx *store.Tx) error { return tx.Unrepeat(b.ctx, "h") })
	if kept, fresh := repeat(); fresh || kept.Act != 7 || kept.Answer != "" {
		t.Fatalf("carried out: %v, %v", kept, fresh)
	}
	b.tx(func(tx *store.Tx) error { return tx.Answered(b.ctx, "h", "sealed") })
	if kept, _ := repeat(); kept.Answer != "sealed" || kept.Fingerprint != "f" {
		t.Fatalf("answered: %v", kept)
	}
	b.tx(func(tx *store.Tx) error {
		n, err := tx.ForgetRepetitions(b.ctx, tx.Now()+1)
		if n != 1 {
			t.Errorf("%d forgotten", n)
		}
		return err
	})
	if _, fresh := repeat(); !fresh {
		t.Fatal("forgotten, and still kept")
	}
}
