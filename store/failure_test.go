package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/drive/flow"
	"banhda/store/pgtest"
)

var ctx = context.Background()

func opened(t *testing.T, o Options) *Store {
	t.Helper()
	s, err := Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func appended(l *Log, body string) error {
	return l.Append(ctx, []flow.Row{{Count: 1, Kind: flow.Events, Source: "test", Body: []byte(body)}})
}

func bodies(t *testing.T, l *Log) (all []string) {
	t.Helper()
	next := int64(1)
	err := l.Read(ctx, 0, 1<<30, func(r flow.Row) error {
		if r.Seq != next {
			t.Fatalf("entry %d comes after %d", r.Seq, next-1)
		}
		next = r.Seq + r.Count
		all = append(all, string(r.Body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A database file that may not grow stands for a full disk: SQLite gives the same error for both.
func TestFullDisk(t *testing.T) {
	s := opened(t, Options{Dir: t.TempDir()})
	large, noise := strings.Repeat("x", 100_000), string(randomBody(100_000)) // which packing makes no smaller
	want := []string{}
	limit(t, s, 40)
	for {
		if err := appended(s.Log, noise); err != nil {
			if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "free some space") {
				t.Fatalf("a full disk: %v", err)
			}
			break
		}
		want = append(want, noise)
	}
	err := s.Records.Tx(ctx, func(tx *Tx) error { return tx.Set(ctx, "a", large+large) })
	if !errors.Is(err, ErrFull) {
		t.Fatalf("records on a full disk: %v", err)
	}
	limit(t, s, 1<<30)
	if err := appended(s.Log, "afterwards"); err != nil {
		t.Fatalf("after space was freed: %v", err)
	}
	if got := bodies(t, s.Log); fmt.Sprint(got) != fmt.Sprint(append(want, "afterwards")) {
		t.Fatalf("%d rows are there, %d were acknowledged", len(got), len(want)+1)
	}
	if err := s.Records.Tx(ctx, func(tx *Tx) error { return tx.Set(ctx, "a", large) }); err != nil {
		t.Fatalf("records after space was freed: %v", err)
	}
}

func limit(t *testing.T, s *Store, pages int) {
	t.Helper()
	query := fmt.Sprintf("PRAGMA max_page_count = %d", pages)
	for _, pool := range []*sql.DB{s.Log.db.Write, s.Records.db.Write} {
		if _, err := pool.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
}

// A machine that fails while it writes leaves a log whose last commit is half there, or garbage.
func TestTornTail(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, Options{Dir: dir})
	for i := range 5 {
		if err := appended(s.Log, fmt.Sprint("acknowledged ", i)); err != nil {
			t.Fatal(err)
		}
	}
	whole := size(t, dir)
	if err := appended(s.Log, strings.Repeat("torn ", 3000)); err != nil {
		t.Fatal(err)
	}
	torn := size(t, dir)
	for _, cut := range []int64{whole + 1, whole + 24, (whole + torn) / 2, torn - 1} {
		copied := copyLog(t, dir)
		if err := os.Truncate(filepath.Join(copied, "log.db-wal"), cut); err != nil {
			t.Fatal(err)
		}
		checkTorn(t, copied)
	}
	copied := copyLog(t, dir)
	wal, err := os.OpenFile(filepath.Join(copied, "log.db-wal"), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer wal.Close()
	if _, err := wal.WriteAt([]byte("garbage from another sector"), torn-2000); err != nil {
		t.Fatal(err)
	}
	checkTorn(t, copied)
}

func size(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "log.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func copyLog(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	for _, name := range []string{"log.db", "log.db-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func checkTorn(t *testing.T, dir string) {
	t.Helper()
	l, err := OpenLog(ctx, Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if tail, _ := l.Tail(ctx); tail != 5 {
		t.Fatalf("the log ends at %d, acknowledged before the torn commit were 5", tail)
	}
	if err := appended(l, "afterwards"); err != nil {
		t.Fatal(err)
	}
	if got := bodies(t, l); len(got) != 6 || got[4] != "acknowledged 4" || got[5] != "afterwards" {
		t.Fatalf("the log holds %v", got)
	}
}

func TestPostgresConnectionLost(t *testing.T) {
	s := opened(t, Options{Database: pgtest.Database(t)})
	var acknowledged []string
	for i := range 20 {
		if i%5 == 4 {
			_, err := s.Records.db.Read.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			if err != nil {
				t.Fatal(err)
			}
		}
		body := fmt.Sprint(i)
		if appended(s.Log, body) == nil {
			acknowledged = append(acknowledged, body)
		}
	}
	if len(acknowledged) < 16 {
		t.Fatalf("only %d of 20 appends came through", len(acknowledged))
	}
	there := map[string]int{}
	for _, body := range bodies(t, s.Log) {
		there[body]++
	}
	for _, body := range acknowledged {
		if there[body] != 1 {
			t.Errorf("%s is there %d times", body, there[body])
		}
	}
}

// The relay's steps are: append with a note of the last outbox id, then delete from the outbox. A crash falls
// before the first, between the two, or after the second.
func TestRelayCrashes(t *testing.T) {
	for name, o := range map[string]func(*testing.T) Options{
		"sqlite":   func(t *testing.T) Options { return Options{Dir: t.TempDir()} },
		"postgres": func(t *testing.T) Options { return Options{Database: pgtest.Database(t)} },
	} {
		t.Run(name, func(t *testing.T) { relayCrashes(t, o(t)) })
	}
}

func relayCrashes(t *testing.T, o Options) {
	s := opened(t, o)
	post(t, s, "a", "b")
	s = crash(t, s, o)
	posts, err := look(ctx, s.Records, func(v *View) ([]outboxRow, error) { return v.posts(ctx, 10) })
	if err != nil || len(posts) != 2 {
		t.Fatalf("%d rows in the outbox (%v)", len(posts), err)
	}
	if err := s.Log.append(ctx, rowsAfter(0, posts), posts[1].id); err != nil {
		t.Fatal(err)
	}
	s = crash(t, s, o)
	post(t, s, "c")
	for range 2 {
		if err := s.RelayAll(ctx); err != nil {
			t.Fatal(err)
		}
		s = crash(t, s, o)
	}
	if got := bodies(t, s.Log); fmt.Sprint(got) != "[a b c]" {
		t.Fatalf("the log holds %v", got)
	}
}

func post(t *testing.T, s *Store, bodies ...string) {
	t.Helper()
	err := s.Records.Tx(ctx, func(tx *Tx) error {
		for _, body := range bodies {
			if err := tx.Post(ctx, flow.Row{Count: 1, Kind: flow.Events, Source: "s", Body: []byte(body)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// crash ends a store between two steps and opens it again.
func crash(t *testing.T, s *Store, o Options) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return opened(t, o)
}
