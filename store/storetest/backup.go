package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// fillHouse writes into every corner of a backup: records, journal, an import that is gone again, the log.
func (b *bench) fillHouse() {
	b.t.Helper()
	b.note(store.Act{Actor: "test", Verb: "create"})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "create"}); err != nil {
			return err
		}
		_, err := tx.Create(b.ctx, auth.Everything, record.Company, 0, record.Values{"name": "Công ty\tSao \\N Mai\n", "tags": []string{"vip"}})
		return err
	})
	b.addNote(lan, "Lan thích cà phê")
	b.tx(func(tx *store.Tx) error {
		_, err := tx.StartImport(b.ctx, store.Import{Kind: store.ImportRecords, Source: "shop", Name: "a.csv", Mapping: "{}"})
		return err
	})
	b.ok(b.Log.Append(b.ctx, []flow.Row{{Kind: flow.Events, Source: "shop", Import: 7, Rank: person.ImportRank, Count: 1, Body: []byte(`[{"id":"1"}]`)}}))
}

// backups: a backup becomes a house alike, that goes on numbering where the first one was; of one that is not what was
// written nothing comes back.
func backups(t *testing.T, b *bench, empty store.Options) {
	b.fillHouse()
	folder := t.TempDir()
	b.ok(b.Backup(b.ctx, b.options.Dir, folder))
	was := b.takenOut(b.Store)
	empty = b.putBack(folder, empty)
	other := newBench(t, empty)
	for table, text := range b.takenOut(other.Store) {
		if was[table] != text {
			t.Errorf("%s\nwas %s\nis  %s", table, was[table], text)
		}
	}
	other.tx(func(tx *store.Tx) error {
		id, err := tx.StartImport(b.ctx, store.Import{Source: "shop", Name: "b.csv"})
		b.want("the next number", id, int64(2))
		return err
	})
	b.want("found by a word", len(other.looked(record.Company, "sao", auth.Everything)), 1)
}

// putBack makes of a backup what a store can be opened with.
func (b *bench) putBack(folder string, empty store.Options) store.Options {
	b.t.Helper()
	if empty.Database == "" {
		empty.Dir = folder
		return empty
	}
	tables := filepath.Join(folder, store.TablesFolder)
	whole, err := os.ReadFile(filepath.Join(tables, "note.copy"))
	b.ok(err)
	b.ok(os.WriteFile(filepath.Join(tables, "note.copy"), nil, 0o600))
	if err := store.RestoreTables(b.ctx, empty, tables); !errors.Is(err, store.ErrOtherTables) {
		b.t.Errorf("a table that lost its rows: %v", err)
	}
	b.ok(os.WriteFile(filepath.Join(tables, "note.copy"), whole, 0o600))
	b.ok(store.RestoreTables(b.ctx, empty, tables)) // so nothing was left of the first attempt
	if err := store.RestoreTables(b.ctx, empty, tables); !errors.Is(err, store.ErrTakenDatabase) {
		b.t.Errorf("over a house that is there: %v", err)
	}
	return empty
}

// scrubs: what was overwritten is in no file of the store any more.
func scrubs(t *testing.T, b *bench) {
	scrubbed(t, b, func(secret string) []string { return []string{secret} })
}

// scrubsBlindly holds the same where it is not known any more what is to be taken out.
func scrubsBlindly(t *testing.T, b *bench) { scrubbed(t, b, func(string) []string { return nil }) }

func scrubbed(t *testing.T, b *bench, known func(secret string) []string) {
	secret := "bi-mat-" + strings.Repeat("x", 20)
	b.ok(b.Log.Append(b.ctx, []flow.Row{{Kind: flow.Events, Source: "shop", Count: 1, Body: []byte(`[{"id":"` + secret + `"}]`)}}))
	b.addNote(lan, secret)
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erased"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{lan.ID}, Needles: []string{secret}})
		return err
	})
	row, err := b.Log.Row(b.ctx, 1)
	b.ok(err)
	row.Body = []byte(`[{"id":"erased:1"}]`)
	b.ok(b.Log.Rewrite(b.ctx, row))
	again, err := b.Log.Row(b.ctx, 1)
	b.ok(err)
	b.want("the row rewritten", string(again.Body), string(row.Body))
	b.want("its order", [2]int64{again.Seq, again.ReceivedAt}, [2]int64{row.Seq, row.ReceivedAt})
	row.Seq = 9
	if err := b.Log.Rewrite(b.ctx, row); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a row there is not: %v", err)
	}
	b.ok(b.Scrub(b.ctx, b.options.Dir, known(secret)))
	files, err := filepath.Glob(filepath.Join(b.options.Dir, "*.db*"))
	b.ok(err)
	for _, file := range files {
		if found, err := store.Holds(file, []string{secret}); err != nil || found {
			t.Errorf("%s still holds it: %v %v", file, found, err)
		}
	}
}
