package storetest

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
	"banhda/store/dialect"
)

// tamper runs statements behind the store's back, while it is closed, and opens it again.
func (b *bench) tamper(statements ...string) {
	b.t.Helper()
	b.ok(b.Close())
	db, err := b.behind()
	b.ok(err)
	for _, s := range statements {
		_, err := db.Write.Exec(s)
		b.ok(err)
	}
	b.ok(db.Close())
	b.open()
}

// behind opens the records' database as somebody else would.
func (b *bench) behind() (*dialect.DB, error) {
	if b.options.Database != "" {
		return dialect.OpenPostgres(b.ctx, b.options.Database, 99)
	}
	return dialect.OpenSQLite(b.ctx, filepath.Join(b.options.Dir, "records.db"), 1024)
}

func (b *bench) note(a store.Act) (id int64) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		id, err = tx.Note(auth.Coming(b.ctx, auth.Origin{By: auth.ByScreen, Address: "203.0.113.7", Device: "Firefox"}), a)
		return err
	})
	return id
}

func (b *bench) trail(noted map[int64][]byte) store.Trail {
	b.t.Helper()
	found, err := b.Records.CheckTrail(b.ctx, noted, func(int64) {})
	b.ok(err)
	return found
}

func (b *bench) wantBreak(what string, noted map[int64][]byte, act int64, kind store.BreakKind) {
	b.t.Helper()
	if got := b.trail(noted).Break; got == nil || got.Act != act || got.What != kind {
		b.t.Errorf("%s: found %+v, not %s at act %d", what, got, kind, act)
	}
}

// fourActs fills the trail, and gives the head after the third.
func (b *bench) fourActs() (noted map[int64][]byte) {
	for _, target := range []string{"per_1", "per_2", "per_3", "per_4"} {
		if target == "per_4" {
			noted = map[int64][]byte{3: b.trail(nil).Head.Hash}
		}
		b.note(store.Act{Actor: "usr_1", Verb: "merge", Target: target, Before: json.RawMessage(`{"a":1}`), After: json.RawMessage(`{"a":2}`), Reason: "một người"})
	}
	return noted
}

// Whatever is done to the trail behind the program's back is found, and where.
func trailTampered(t *testing.T, b *bench) {
	noted := b.fourActs()
	if found := b.trail(noted); found.Break != nil || found.Acts != 4 || found.Values != 4 {
		t.Fatalf("untouched: %+v", found)
	}
	for column, value := range map[string]string{"at": "1", "actor": "'usr_2'", "verb": "'unmerge'", "target": "'per_9'", "origin": "'api'",
		"action": "1", "erased": "1", "changes": "1", "commitment": "hash", "hash": "commitment"} {
		b.tamper("CREATE TABLE aside AS SELECT * FROM audit", "UPDATE audit SET "+column+" = "+value+" WHERE id = 2")
		b.wantBreak("another "+column, noted, 2, map[bool]store.BreakKind{true: store.BrokenValues, false: store.BrokenChain}[column == "commitment"])
		b.tamper("DELETE FROM audit", "INSERT INTO audit SELECT * FROM aside", "DROP TABLE aside")
	}
	for _, column := range []string{"salt", "before", "after", "reason", "address", "device"} {
		b.tamper("CREATE TABLE aside AS SELECT * FROM audit_value", "UPDATE audit_value SET "+column+" = (SELECT w."+map[bool]string{true: column, false: "reason || 'x'"}[column == "salt"]+" FROM audit_value w WHERE w.act = 3) WHERE act = 2")
		b.wantBreak("another "+column, noted, 2, store.BrokenValues)
		b.tamper("DELETE FROM audit_value", "INSERT INTO audit_value SELECT * FROM aside", "DROP TABLE aside")
	}
	if found := b.trail(noted); found.Break != nil {
		t.Fatalf("put back as it was: %+v", found.Break)
	}
}

func trailRows(t *testing.T, b *bench) {
	noted := b.fourActs()
	for _, c := range []struct {
		what, statement string
		act             int64
		kind            store.BreakKind
	}{
		{"an act removed", "DELETE FROM audit WHERE id = 2", 3, store.BrokenChain},
		{"the first act removed", "DELETE FROM audit WHERE id = 1", 2, store.BrokenChain},
		{"an act put in", "INSERT INTO audit SELECT 5, at, actor, verb, target, origin, action, erased, commitment, changes, hash FROM audit WHERE id = 4", 5, store.BrokenChain},
		{"two acts exchanged", "UPDATE audit SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3); UPDATE audit SET id = -id WHERE id < 0", 2, store.BrokenValues},
		{"the last act removed", "DELETE FROM audit WHERE id = 4", 4, store.BrokenEnd},
		{"values removed", "DELETE FROM audit_value WHERE act = 2", 4, store.BrokenErased},
		{"the end removed, and covered up", "DELETE FROM audit WHERE id > 2; DELETE FROM audit_value WHERE act > 2; UPDATE audit_head SET act = 2, hash = (SELECT hash FROM audit WHERE id = 2)", 3, store.BrokenNote},
		{"all removed", "DELETE FROM audit; DELETE FROM audit_value; DELETE FROM audit_head", 3, store.BrokenNote},
	} {
		b.tamper("CREATE TABLE aside AS SELECT * FROM audit", "CREATE TABLE values_aside AS SELECT * FROM audit_value", "CREATE TABLE head_aside AS SELECT * FROM audit_head")
		b.tamper(c.statement)
		b.wantBreak(c.what, noted, c.act, c.kind)
		b.tamper("DELETE FROM audit; DELETE FROM audit_value; DELETE FROM audit_head", "INSERT INTO audit SELECT * FROM aside",
			"INSERT INTO audit_value SELECT * FROM values_aside", "INSERT INTO audit_head SELECT * FROM head_aside",
			"DROP TABLE aside", "DROP TABLE values_aside", "DROP TABLE head_aside")
	}
}

// Acts from before there was a chain are taken into it at the next start.
func trailTakesOld(t *testing.T, b *bench) {
	b.fourActs()
	b.tamper("UPDATE audit SET hash = NULL, commitment = NULL", "UPDATE audit_value SET salt = NULL", "DELETE FROM audit_head")
	if found := b.trail(nil); found.Break != nil || found.Acts != 4 || found.Values != 4 {
		t.Errorf("taken into the chain: %+v", found)
	}
	b.note(store.Act{Actor: "usr_1", Verb: "merge", Target: "per_5"})
	b.view(func(v *store.View) error {
		acts, err := v.Acts(b.ctx, store.ActsQuestion{Actor: "usr_1", Verb: "merge", Target: "per_2", From: 1, To: b.now.Load() + 1, Limit: 9})
		b.want("acts found", len(acts), 1)
		b.want("its reason", acts[0].Reason, "một người")
		b.want("where it came from", acts[0].Origin+" "+acts[0].Address+" "+acts[0].Device, "screen 203.0.113.7 Firefox")
		return err
	})
}

// What was changed of records stands in the chain, too.
func trailJournal(t *testing.T, b *bench) {
	for _, name := range []string{"Phở Lan", "Phở Hoà"} {
		b.tx(func(tx *store.Tx) error {
			if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "add"}); err != nil {
				return err
			}
			_, err := tx.Create(b.ctx, auth.Everything, record.Company, 0, record.Values{"name": name, "website": "https://example.com/" + name})
			return err
		})
	}
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "update"}); err != nil {
			return err
		}
		return tx.Past(b.now.Load()-1, func() error { // what is told of the past is bound as well
			_, err := tx.Update(b.ctx, auth.Everything, record.Company, 2, record.Values{"name": "Phở Hoa", "website": "https://example.com/hoa"}, 0)
			return err
		})
	})
	if found := b.trail(nil); found.Break != nil || found.Values != 3+1+1+2 {
		t.Fatalf("untouched: %+v", found)
	}
	for column, value := range map[string]string{"act": "1", "action": "1", "at": "1", "type": "'product'", "record": "7", "field": "'legal_name'",
		"before": "'1'", "after": "NULL", "salt": "commitment", "commitment": "salt"} {
		b.tamper("CREATE TABLE aside AS SELECT * FROM change", "UPDATE change SET "+column+" = "+value+" WHERE id = 4")
		if got := b.trail(nil).Break; got == nil || got.What != store.BrokenValues && got.What != store.BrokenChain {
			t.Errorf("another %s of a change: found %+v", column, got)
		}
		b.tamper("DELETE FROM change", "INSERT INTO change SELECT * FROM aside", "DROP TABLE aside")
	}
	for what, statement := range map[string]string{
		"a change removed": "DELETE FROM change WHERE id = 4",
		"a change put in":  "INSERT INTO change SELECT 9, act, action, at, type, record, field, before, after, salt, commitment FROM change WHERE id = 4",
		"one of no act":    "INSERT INTO change SELECT 9, 77, action, at, type, record, field, before, after, salt, commitment FROM change WHERE id = 4",
		"two exchanged":    "UPDATE change SET id = CASE id WHEN 3 THEN -4 ELSE -3 END WHERE id IN (3, 4); UPDATE change SET id = -id WHERE id < 0",
		"values removed":   "UPDATE change SET salt = NULL, before = NULL, after = NULL WHERE id = 4",
	} {
		b.tamper("CREATE TABLE aside AS SELECT * FROM change", statement)
		if got := b.trail(nil).Break; got == nil {
			t.Errorf("%s: not found", what)
		}
		b.tamper("DELETE FROM change", "INSERT INTO change SELECT * FROM aside", "DROP TABLE aside")
	}
	if found := b.trail(nil); found.Break != nil {
		t.Fatalf("put back as it was: %+v", found.Break)
	}
}
