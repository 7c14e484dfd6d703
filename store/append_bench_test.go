package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/store/dialect"
)

// BenchmarkAppend compares appending, with 64 callers at once, with what the same bytes cost in bare SQLite group
// commits of 64 rows and no order, no instants and nobody waiting. Rounds of the two alternate, because disks
// drift; of-bare is the speed of ours divided by the bare one.
func BenchmarkAppend(b *testing.B) {
	for name, size := range map[string]int{"request of 100 events": 41_000, "one event": 400} {
		b.Run(name, func(b *testing.B) { compareAppend(b, size) })
	}
}

const benchCallers, benchRounds = 64, 8 // rounds of 64 rows, each for bare and for ours

func compareAppend(b *testing.B, size int) {
	log, err := OpenLog(ctx, Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	bare := openBare(b)
	defer bare.Close()
	body := randomBody(size)
	var ours, theirs time.Duration
	b.SetBytes(int64(size * benchCallers * benchRounds))
	for b.Loop() {
		ours += timed(func() { appendAll(b, log, body) })
		b.StopTimer()
		theirs += timed(func() { bareAll(b, bare, body) })
		b.StartTimer()
	}
	b.ReportMetric(float64(theirs)/float64(ours), "of-bare")
}

func timed(do func()) time.Duration {
	start := time.Now()
	do()
	return time.Since(start)
}

func randomBody(size int) []byte {
	random, body := rand.New(rand.NewPCG(1, 2)), make([]byte, size)
	for i := range body {
		body[i] = byte(random.Uint32())
	}
	return body
}

func appendAll(b *testing.B, log *Log, body []byte) {
	var all sync.WaitGroup
	for range benchCallers {
		all.Go(func() {
			for range benchRounds {
				rows := []flow.Row{{Count: 1, Kind: flow.Events, Source: "bench", Body: body}}
				if err := log.Append(ctx, rows); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
}

func openBare(b *testing.B) *sql.DB {
	db, err := dialect.OpenSQLite(context.Background(), filepath.Join(b.TempDir(), "bare.db"), 2048)
	if err != nil {
		b.Fatal(err)
	}
	db.Read.Close()
	if _, err := db.Write.Exec("CREATE TABLE log (seq INTEGER PRIMARY KEY, body BLOB)"); err != nil {
		b.Fatal(err)
	}
	return db.Write
}

func bareAll(b *testing.B, db *sql.DB, body []byte) {
	for range benchRounds {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		insert, err := tx.Prepare("INSERT INTO log (body) VALUES (?)")
		if err != nil {
			b.Fatal(err)
		}
		for range benchCallers {
			if _, err := insert.Exec(body); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}
