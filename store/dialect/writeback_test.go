package dialect

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestTheLogIsCopiedBackBesideTheWriter writes many times more than the write-ahead log may hold, while somebody reads.
func TestTheLogIsCopiedBackBesideTheWriter(t *testing.T) {
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "a.db")
	db, err := OpenSQLite(ctx, file, 1024)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	write := func(query string, args ...any) {
		t.Helper()
		w, err := db.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer w.End()
		if _, err := w.ExecContext(ctx, query, args...); err != nil {
			t.Fatal(err)
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	write("CREATE TABLE page (id INTEGER PRIMARY KEY, body BLOB)")
	const megabytes = 200
	for range megabytes {
		write("INSERT INTO page (body) VALUES (randomblob(1048576))")
	}
	for tries := 0; ; tries++ {
		all, back, err := checkpoint(ctx, db.back.beside, "NOOP")
		if err != nil {
			t.Fatal(err)
		}
		if all-back < writeBackAfter {
			break
		}
		if tries == 600 {
			t.Fatalf("%d of %d pages are back in the file", back, all)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if wal, err := os.Stat(file + "-wal"); err != nil || wal.Size() > megabytes<<20/2 {
		t.Errorf("the log has %d bytes: %v", wal.Size(), err)
	}
	var n int
	if err := db.Read.QueryRowContext(ctx, "SELECT count(*) FROM page").Scan(&n); err != nil || n != megabytes {
		t.Errorf("%d rows: %v", n, err)
	}
}
