package storetest

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// takeOuts: what is taken out of one house and into an empty one comes out of that one as it was, and it goes on numbering
// where the first one was.
func takeOuts(t *testing.T, b *bench, empty store.Options) {
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "create"}); err != nil {
			return err
		}
		for _, name := range []string{"Công ty Sao Mai", "Bình Minh"} {
			if _, err := tx.Create(b.ctx, auth.Everything, record.Company, 0, record.Values{"name": name, "tags": []string{"vip"}}); err != nil {
				return err
			}
		}
		_, err := tx.StartImport(b.ctx, store.Import{Kind: store.ImportRecords, Source: "shop", Name: "a.csv", Mapping: "{}"})
		return err
	})
	b.ok(b.Log.Append(b.ctx, []flow.Row{{Kind: flow.Events, Source: "shop", Import: 7, Rank: person.ImportRank, Count: 1, Body: []byte(`[{"id":"1"}]`)}}))
	first := b.takenOut(b.Store)
	if !strings.Contains(first["record"], `"name":"Công ty Sao Mai"`) || first["audit"] == "" || !strings.Contains(first["log"], `"body":[{"id":"1"}]`) {
		t.Fatalf("what was taken out: %v", first)
	}
	b.ok(store.TakeIn(b.ctx, empty, reader(first)))
	other := newBench(t, empty)
	second := b.takenOut(other.Store)
	for table, text := range first {
		if second[table] != text {
			t.Errorf("%s\nwas %s\nis  %s", table, text, second[table])
		}
	}
	other.tx(func(tx *store.Tx) error {
		id, err := tx.StartImport(b.ctx, store.Import{Source: "shop", Name: "b.csv"})
		b.want("the next number", id, int64(2))
		return err
	})
	other.Close()
	if err := store.TakeIn(b.ctx, empty, reader(first)); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("a house with something in it takes an archive in: %v", err)
	}
	other.open()
}

func (b *bench) takenOut(s *store.Store) map[string]string {
	b.t.Helper()
	tables := map[string]*bytes.Buffer{"log": {}}
	_, err := store.TakeOutLog(b.ctx, s.Log, tables["log"])
	b.ok(err)
	_, err = s.Records.TakeOut(b.ctx, func(table string) (io.Writer, error) {
		tables[table] = &bytes.Buffer{}
		return tables[table], nil
	})
	b.ok(err)
	out := map[string]string{}
	for table, text := range tables {
		out[table] = text.String()
	}
	return out
}

func reader(tables map[string]string) func(string) (io.Reader, error) {
	return func(table string) (io.Reader, error) {
		if text, ok := tables[table]; ok {
			return strings.NewReader(text), nil
		}
		return nil, nil
	}
}
