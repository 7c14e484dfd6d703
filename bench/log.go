package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the baseline's database

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// The log is measured with bodies of a hundred events from many senders at once, against a bare table that takes the
// same bytes in transactions of the same number of rows.
const (
	bodies     = 2048
	senders    = 64
	bodyEvents = 100
)

func measureLog(ctx context.Context, b *bench) error {
	rows := b.bodies()
	s, err := store.Open(ctx, store.Options{Dir: mkdir(b.dir, "log")})
	if err != nil {
		return err
	}
	defer s.Close()
	bare, err := openBare(filepath.Join(mkdir(b.dir, "bare"), "bare.db"))
	if err != nil {
		return err
	}
	defer bare.Close()
	ours, base, err := interleave(b.rounds, func() error { return appendAll(ctx, s.Log, rows) }, func() error { return insertAll(bare, rows) })
	if err != nil {
		return err
	}
	result{what: "append to the log, 64 senders, synced", ours: ours, baseline: base, rate: bodies * bodyEvents, unit: "events/s",
		target: "ratio ≥ 0.6 of a bare group commit"}.print(os.Stdout)
	return nil
}

// bodies are request bodies of a hundred events each, some 40 KB.
func (b *bench) bodies() []flow.Row {
	rows := make([]flow.Row, bodies)
	for i := range rows {
		var events []timeline.Event
		for k := range int64(bodyEvents) {
			events = append(events, stated(b.event(int64(i)*bodyEvents+k)))
		}
		rows[i] = flow.Row{Count: bodyEvents, Kind: flow.Events, Source: "bench", Body: timeline.AppendRow(nil, events)}
	}
	return rows
}

// stated is an event as a source states it.
func stated(e flow.Event) timeline.Event {
	t := timeline.Event{ID: e.ID, Name: e.Name, At: e.At, Person: person.Identity{UserID: "u" + pad(e.Profile)},
		Currency: e.Currency, Sale: e.Sale, Properties: e.Properties}
	if e.HasValue {
		t.Value = &e.Value
	}
	return t
}

func appendAll(ctx context.Context, log flow.Log, rows []flow.Row) error {
	var wg sync.WaitGroup
	errs := make(chan error, senders)
	for k := range senders {
		wg.Go(func() {
			for i := k; i < len(rows); i += senders {
				if err := log.Append(ctx, []flow.Row{rows[i]}); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}

func openBare(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec("CREATE TABLE bare (seq INTEGER PRIMARY KEY, body BLOB)")
	return db, err
}

func insertAll(db *sql.DB, rows []flow.Row) error {
	for len(rows) > 0 {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		insert, err := tx.Prepare("INSERT INTO bare (body) VALUES (?)")
		if err != nil {
			return err
		}
		for _, r := range rows[:senders] {
			if _, err := insert.Exec(r.Body); err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
		rows = rows[senders:]
	}
	return nil
}

func mkdir(parts ...string) string {
	dir := filepath.Join(parts...)
	_ = os.MkdirAll(dir, 0o700) // whoever opens it says what is wrong
	return dir
}
