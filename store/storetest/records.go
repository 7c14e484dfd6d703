package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"banhda/store"
)

func (b *bench) setting(key string) (value string) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		value, err = v.Setting(b.ctx, key)
		if errors.Is(err, store.ErrNotFound) {
			value, err = "(absent)", nil
		}
		return err
	})
	return value
}

func txRollsBack(t *testing.T, b *bench) {
	changed := errors.New("changed my mind")
	err := b.Records.Tx(b.ctx, func(tx *store.Tx) error {
		b.ok(tx.Set(b.ctx, "currency", "VND"))
		value, err := tx.Setting(b.ctx, "currency")
		b.ok(err)
		b.want("what a transaction reads of itself", value, "VND")
		return changed
	})
	if !errors.Is(err, changed) {
		t.Fatalf("the transaction's own error came back as %v", err)
	}
	b.want("a setting rolled back", b.setting("currency"), "(absent)")
	b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "currency", "USD") })
	b.want("a setting committed", b.setting("currency"), "USD")
}

func txInstant(t *testing.T, b *bench) {
	at := b.now.Load()
	b.tx(func(tx *store.Tx) error {
		b.now.Add(17)
		b.want("now, after the clock moved", tx.Now(), at)
		_, err := tx.Note(b.ctx, store.Act{Actor: "a", Verb: "v", Target: "t"})
		return err
	})
	b.view(func(v *store.View) error {
		acts, err := v.Acts(b.ctx, store.ActsQuestion{Limit: 1})
		b.ok(err)
		b.want("the instant stored", acts[0].At, at)
		b.want("a later view's instant", v.Now(), at+17)
		return nil
	})
}

func txRace(t *testing.T, b *bench) {
	b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "count", "0") })
	const callers, each = 2, 50
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for range each {
				if err := b.Records.Tx(b.ctx, func(tx *store.Tx) error { return increment(b.ctx, tx) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	b.want("count", b.setting("count"), callers*each)
}

func increment(ctx context.Context, tx *store.Tx) error {
	value, err := tx.Setting(ctx, "count")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return err
	}
	return tx.Set(ctx, "count", strconv.Itoa(n+1))
}

func viewIsOneState(t *testing.T, b *bench) {
	b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "a", "before") })
	b.view(func(v *store.View) error {
		first, err := v.Setting(b.ctx, "a")
		b.ok(err)
		b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "a", "after") })
		second, err := v.Setting(b.ctx, "a")
		b.want("what a view sees before and after a commit", first+" "+second, "before before")
		return err
	})
	b.want("what the next view sees", b.setting("a"), "after")
}

func txCancelled(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(b.ctx)
	err := b.Records.Tx(ctx, func(tx *store.Tx) error {
		b.ok(tx.Set(ctx, "a", "1"))
		cancel()
		return tx.Set(ctx, "b", "2")
	})
	if err == nil {
		t.Fatal("a cancelled transaction was committed")
	}
	b.want("a", b.setting("a"), "(absent)")
	b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "a", "3") })
	b.want("a, written afterwards", b.setting("a"), "3")
}

func settings(t *testing.T, b *bench) {
	b.want("a setting never set", b.setting("timezone"), "(absent)")
	b.tx(func(tx *store.Tx) error {
		b.ok(tx.Set(b.ctx, "timezone", "Asia/Ho_Chi_Minh"))
		b.ok(tx.Set(b.ctx, "timezone", "America/Sao_Paulo"))
		return tx.Set(b.ctx, "company", "Bánh mì Đặng 'n' \"Sons\" ?")
	})
	b.reopen()
	b.view(func(v *store.View) error {
		all, err := v.Settings(b.ctx)
		b.want("settings", all, map[string]string{"timezone": "America/Sao_Paulo", "company": "Bánh mì Đặng 'n' \"Sons\" ?"})
		return err
	})
}

func (b *bench) startImport(name string) (id int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		id, err = tx.StartImport(b.ctx, store.Import{Source: "shop", Name: name, Mapping: "source: shop\n"})
		return err
	})
	return id
}

func (b *bench) loadImport(id int64) (i store.Import) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		i, err = v.Import(b.ctx, id)
		return err
	})
	return i
}

func imports(t *testing.T, b *bench) {
	id, started := b.startImport("shop.yaml"), b.now.Load()
	want := store.Import{ID: id, Kind: store.ImportEvents, Source: "shop", Name: "shop.yaml", Mapping: "source: shop\n",
		State: store.ImportRunning, StartedAt: started}
	b.want("a new import", b.loadImport(id), want)
	b.now.Add(90_000_001)
	want.Uploads, want.Read, want.Imported, want.FirstSeq = "upl_a upl_b", 10, 8, 3
	b.tx(func(tx *store.Tx) error { return tx.SaveImport(b.ctx, want) })
	b.want("a running import", b.loadImport(id), want)
	want.State, want.Duplicates, want.Refused, want.RefusedFile, want.People, want.LastSeq = store.ImportDone, 1, 1, "1-refused.csv", 5, 10
	b.tx(func(tx *store.Tx) error { return tx.SaveImport(b.ctx, want) })
	want.FinishedAt = b.now.Load()
	b.want("a finished import", b.loadImport(id), want)
	b.now.Add(1)
	want.State = store.ImportUndone
	b.tx(func(tx *store.Tx) error { return tx.SaveImport(b.ctx, want) })
	b.want("an import undone keeps when it finished", b.loadImport(id), want)
	absent := store.Import{ID: id + 100, State: store.ImportDone}
	err := b.Records.Tx(b.ctx, func(tx *store.Tx) error { return tx.SaveImport(b.ctx, absent) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("saving an import that is not there: %v", err)
	}
	want.State = "lost"
	if err := b.Records.Tx(b.ctx, func(tx *store.Tx) error { return tx.SaveImport(b.ctx, want) }); !errors.Is(err, store.ErrConflict) {
		t.Fatalf("saving a state there is not: %v", err)
	}
}

func importPages(t *testing.T, b *bench) {
	for i := range 5 {
		b.startImport(fmt.Sprintf("m%d", i))
	}
	var names []string
	for before := int64(0); ; {
		var page []store.Import
		b.view(func(v *store.View) (err error) {
			page, err = v.Imports(b.ctx, before, 2)
			return err
		})
		if len(page) == 0 {
			break
		}
		for _, i := range page {
			names, before = append(names, i.Name), i.ID
		}
	}
	b.want("imports, newest first", names, []string{"m4", "m3", "m2", "m1", "m0"})
}

func audit(t *testing.T, b *bench) {
	var want []store.Act
	for i := range 3 {
		a := store.Act{Actor: "use_1", Verb: "merge", Target: fmt.Sprintf("per_%d", i), Reason: "cùng một người"}
		if i > 0 {
			a.Before, a.After = json.RawMessage(`{"n":1}`), json.RawMessage(`null`)
		}
		b.tx(func(tx *store.Tx) (err error) {
			a.ID, err = tx.Note(b.ctx, a)
			return err
		})
		a.At = b.now.Load()
		want = append([]store.Act{a}, want...)
		b.now.Add(1)
	}
	b.view(func(v *store.View) error {
		first, err := v.Acts(b.ctx, store.ActsQuestion{Limit: 2})
		b.ok(err)
		rest, err := v.Acts(b.ctx, store.ActsQuestion{Before: first[1].ID, Limit: 10})
		b.want("acts, newest first", append(first, rest...), want)
		if rest[0].Before != nil || rest[0].After != nil {
			t.Errorf("nothing before and after came back as %q, %q", rest[0].Before, rest[0].After)
		}
		return err
	})
}
