package storetest

import (
	"testing"

	"banhda/drive/follow"
	"banhda/store"
)

// followers holds that each consumer has a place of its own, which moves in the transaction of its output.
func followers(t *testing.T, b *bench) {
	at := func(name string) (follow.Place, bool) {
		p, ok, err := b.Records.Followed(b.ctx, name)
		b.ok(err)
		return p, ok
	}
	if p, ok := at("a"); ok {
		t.Errorf("a place before there is one: %+v", p)
	}
	b.ok(b.Records.KeepFollowed(b.ctx, "a", follow.Place{Seq: 3, Change: 4, Consent: 6, At: 5}))
	b.ok(b.Records.KeepFollowed(b.ctx, "b", follow.Place{Seq: 9}))
	b.refuses("what fails moves nothing", store.ErrNotFound, func(tx *store.Tx) error {
		b.ok(tx.SetFollowed(b.ctx, "a", follow.Place{Seq: 100}))
		return store.ErrNotFound
	})
	b.tx(func(tx *store.Tx) error { return tx.SetFollowed(b.ctx, "b", follow.Place{Seq: 10, Change: 1}) })
	if p, _ := at("a"); p != (follow.Place{Seq: 3, Change: 4, Consent: 6, At: 5}) {
		t.Errorf("the first is at %+v", p)
	}
	if p, _ := at("b"); p != (follow.Place{Seq: 10, Change: 1}) {
		t.Errorf("the second is at %+v", p)
	}
}

// newsImports holds that an import sets nothing off unless that was asked.
func newsImports(t *testing.T, b *bench) {
	var quiet, asked int64
	b.tx(func(tx *store.Tx) (err error) {
		if quiet, err = tx.StartImport(b.ctx, store.Import{Source: "s", Name: "n"}); err != nil {
			return err
		}
		asked, err = tx.StartImport(b.ctx, store.Import{Source: "s", Name: "n", News: true})
		return err
	})
	b.view(func(v *store.View) error {
		news, err := v.NewsImports(b.ctx, []int64{0, quiet, asked})
		if len(news) != 1 || !news[asked] {
			t.Errorf("news are %v, want only %d", news, asked)
		}
		return err
	})
}
