package dialect_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"banhda/store/dialect"
	"banhda/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// both runs a test on an empty database of each dialect.
func both(t *testing.T, test func(t *testing.T, db *dialect.DB)) {
	ctx := context.Background()
	open := map[string]func(t *testing.T) (*dialect.DB, error){
		"sqlite": func(t *testing.T) (*dialect.DB, error) {
			return dialect.OpenSQLite(ctx, filepath.Join(t.TempDir(), "odd name?&%.db"), 4096)
		},
		"postgres": func(t *testing.T) (*dialect.DB, error) { return dialect.OpenPostgres(ctx, pgtest.Database(t), 1) },
	}
	for name, open := range open {
		t.Run(name, func(t *testing.T) {
			db, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			test(t, db)
		})
	}
}

func exec(t *testing.T, db *dialect.DB, query string, args ...any) error {
	t.Helper()
	_, err := db.Write.Exec(db.Rebind(query), args...)
	return db.Translate(err)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTypesAndIn(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, db.Schema("CREATE TABLE a (id {{id}}, name {{text}}, body {{bytes}})")))
		for i, name := range []string{"Z", "a", `q'"\`, "Đ"} {
			must(t, exec(t, db, "INSERT INTO a (id, name, body) VALUES (?, ?, ?)", 1<<40+i, name, []byte{0, 255}))
		}
		in, arg := db.In("name", []string{"Đ", `q'"\`, "Z", "absent"})
		var names string
		query := db.Rebind("SELECT min(name) || max(name) || count(*) FROM a WHERE " + in)
		must(t, db.Read.QueryRow(query, arg).Scan(&names))
		if names != "ZĐ3" {
			t.Errorf("texts compare by bytes: got %s", names)
		}
		in, arg = db.In("id", []int64{1 << 40, 7})
		var n int
		must(t, db.Read.QueryRow(db.Rebind("SELECT count(*) FROM a WHERE "+in), arg).Scan(&n))
		if n != 1 {
			t.Errorf("found %d of 1 id", n)
		}
	})
}

func TestValuesInJSON(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, db.Schema("CREATE TABLE a (id {{id}}, fields {{json}})")))
		must(t, exec(t, db, "INSERT INTO a (id, fields) VALUES (1, ?)", `{"t":"Đ","n":9007199254740993,"f":2.5,"b":true,"l":["x","y"]}`))
		must(t, exec(t, db, "INSERT INTO a (id, fields) VALUES (2, ?)", `{"t":"Z","n":10,"f":10,"b":false,"l":[]}`))
		must(t, exec(t, db, "INSERT INTO a (id, fields) VALUES (3, ?)", `{}`))
		for condition, want := range map[string]int{
			db.Field("fields", "t", dialect.Text) + " > 'Z'":                 1,
			db.Field("fields", "n", dialect.Integer) + " = 9007199254740993": 1,
			db.Field("fields", "f", dialect.Float) + " > 9":                  1,
			db.Field("fields", "b", dialect.Boolean) + " = TRUE":             1,
			db.Field("fields", "t", dialect.Text) + " IS NULL":               1,
			strings.ReplaceAll(db.Has("fields", "l"), "?", "'y'"):            1,
			"NOT " + strings.ReplaceAll(db.Has("fields", "l"), "?", "'y'"):   2,
		} {
			var n int
			must(t, db.Read.QueryRow("SELECT count(*) FROM a WHERE "+condition).Scan(&n))
			if n != want {
				t.Errorf("%s: %d, want %d", condition, n, want)
			}
		}
	})
}

func TestSerialsAreNeverUsedTwice(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, db.Schema("CREATE TABLE a (id {{serial}}, n BIGINT NOT NULL)")))
		var ids []int64
		for range 2 {
			var id int64
			must(t, db.Write.QueryRow("INSERT INTO a (n) VALUES (1) RETURNING id").Scan(&id))
			must(t, exec(t, db, "DELETE FROM a"))
			ids = append(ids, id)
		}
		if ids[0] >= ids[1] {
			t.Errorf("ids %v", ids)
		}
	})
}

func TestTranslate(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, db.Schema("CREATE TABLE a (id {{id}}, n BIGINT NOT NULL CHECK (n > 0))")))
		must(t, exec(t, db, "INSERT INTO a (id, n) VALUES (1, 1)"))
		for _, query := range []string{
			"INSERT INTO a (id, n) VALUES (1, 1)", "INSERT INTO a (id, n) VALUES (2, 0)", "INSERT INTO a (id) VALUES (3)",
		} {
			if err := exec(t, db, query); !errors.Is(err, dialect.ErrConflict) {
				t.Errorf("%s: %v", query, err)
			}
		}
		if err := exec(t, db, "INSERT INTO b"); err == nil || errors.Is(err, dialect.ErrConflict) {
			t.Errorf("nonsense: %v", err)
		}
		if db.Translate(nil) != nil || db.Translate(sql.ErrNoRows) != sql.ErrNoRows {
			t.Error("what is no driver's error is left alone")
		}
	})
}

func TestReadersCannotWrite(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, "CREATE TABLE a (n BIGINT)"))
		tx, err := db.Read.BeginTx(context.Background(), db.Snapshot())
		must(t, err)
		defer tx.Rollback()
		_, err = tx.Exec("INSERT INTO a (n) VALUES (1)")
		if !errors.Is(db.Translate(err), dialect.ErrReadOnly) {
			t.Errorf("writing through a reader: %v", err)
		}
	})
}

func TestWhoGivesUpKeepsTheConnection(t *testing.T) {
	db, err := dialect.OpenPostgres(context.Background(), pgtest.Database(t), 1)
	must(t, err)
	defer db.Close()
	processes := map[int64]bool{}
	for range 50 {
		ctx, stop := context.WithCancel(context.Background())
		reading, err := db.Enter(ctx)
		must(t, err)
		var process int64
		must(t, reading.QueryRowContext(ctx, "SELECT pg_backend_pid()").Scan(&process))
		processes[process] = true
		reading.Leave()
		stop()
	}
	if len(processes) > 8 {
		t.Errorf("fifty readers took %d connections", len(processes))
	}
}

func TestLinesAreCopiedAsTheyAre(t *testing.T) {
	ctx := context.Background()
	db, err := dialect.OpenPostgres(ctx, pgtest.Database(t), 1)
	must(t, err)
	defer db.Close()
	must(t, exec(t, db, "CREATE TABLE a (n BIGINT, t TEXT, b BYTEA, f DOUBLE PRECISION, y BOOLEAN)"))
	type row struct {
		N *int64
		T *string
		B []byte
		F *float64
		Y *bool
	}
	odd, n, f, y := "a\tb\nc\rd\\e \\N 'đ'", int64(-1<<63), 0.1, true
	rows := []row{{&n, &odd, []byte{0, '\\', 255}, &f, &y}, {B: []byte{}}, {}}
	var lines dialect.Lines
	for _, r := range rows {
		must(t, lines.Add([]any{r.N, r.T, r.B, r.F, r.Y}))
	}
	must(t, lines.Add([]any{1, "", nil, 2.0, false}))
	w, err := db.Begin(ctx)
	must(t, err)
	copied, err := dialect.CopyIn(ctx, w.Copies, "a (n, t, b, f, y)", &lines)
	must(t, err)
	must(t, w.Commit())
	w.End()
	if copied != 4 {
		t.Errorf("%d rows", copied)
	}
	found, err := db.Read.Query("SELECT n, t, b, f, y FROM a WHERE n IS DISTINCT FROM 1 ORDER BY n, length(b)")
	must(t, err)
	defer found.Close()
	for _, want := range rows {
		var got row
		if !found.Next() {
			t.Fatal("rows are missing")
		}
		must(t, found.Scan(&got.N, &got.T, &got.B, &got.F, &got.Y))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v instead of %+v", got, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	both(t, func(t *testing.T, db *dialect.DB) {
		must(t, exec(t, db, "CREATE TABLE a (n BIGINT)"))
		must(t, exec(t, db, "CREATE TABLE b (n BIGINT)"))
		must(t, exec(t, db, "INSERT INTO a (n) VALUES (1), (2)"))
		must(t, exec(t, db, "INSERT INTO b (n) VALUES (1)"))
		for _, query := range db.Empty("a", "b") {
			must(t, exec(t, db, query))
		}
		var n int
		must(t, db.Read.QueryRow("SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM b)").Scan(&n))
		if n != 0 {
			t.Errorf("%d rows are left", n)
		}
	})
}

func TestPostgresHasOneWriter(t *testing.T) {
	ctx, address := context.Background(), pgtest.Database(t)
	first, err := dialect.OpenPostgres(ctx, address, 1)
	must(t, err)
	other, err := dialect.OpenPostgres(ctx, address, 2)
	must(t, err)
	defer other.Close()
	if _, err := dialect.OpenPostgres(ctx, address, 1); !errors.Is(err, dialect.ErrInUse) {
		t.Fatalf("a second writer: %v", err)
	}
	must(t, first.Close())
	again, err := dialect.OpenPostgres(ctx, address, 1)
	must(t, err)
	must(t, again.Close())
}

func TestPostgresCommitsDurably(t *testing.T) {
	ctx, address := context.Background(), pgtest.Database(t)
	db, err := dialect.OpenPostgres(ctx, address, 1)
	must(t, err)
	must(t, exec(t, db, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$"))
	must(t, db.Close())
	db, err = dialect.OpenPostgres(ctx, address, 1)
	must(t, err)
	defer db.Close()
	var setting string
	must(t, db.Write.QueryRow("SHOW synchronous_commit").Scan(&setting))
	if setting != "on" {
		t.Errorf("synchronous_commit is %s", setting)
	}
}

func TestPostgresRegainsItsLock(t *testing.T) {
	ctx, address := context.Background(), pgtest.Database(t)
	db, err := dialect.OpenPostgres(ctx, address, 1)
	must(t, err)
	defer db.Close()
	var pid int
	must(t, db.Write.QueryRow("SELECT pg_backend_pid()").Scan(&pid))
	_, err = db.Read.Exec("SELECT pg_terminate_backend($1)", pid)
	must(t, err)
	for range 2 {
		if _, err = db.Write.Exec("SELECT 1"); err == nil {
			break
		}
	}
	must(t, err)
	if _, err := dialect.OpenPostgres(ctx, address, 1); !errors.Is(err, dialect.ErrInUse) {
		t.Fatalf("a second writer after the first one's connection was lost: %v", err)
	}
}

func TestOpeningWhatIsNoDatabase(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	file := filepath.Join(dir, "a.db")
	must(t, os.WriteFile(file, []byte("this is not a database, and long enough to tell"), 0o600))
	if _, err := dialect.OpenSQLite(ctx, file, 4096); !errors.Is(err, dialect.ErrDamaged) {
		t.Errorf("a file of something else: %v", err)
	}
	if _, err := dialect.OpenSQLite(ctx, filepath.Join(dir, "absent", "a.db"), 4096); !errors.Is(err, dialect.ErrReadOnly) {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := dialect.OpenPostgres(ctx, "postgres://127.0.0.1:1/nobody?sslmode=disable", 1); err == nil {
		t.Error("no server, and no error")
	}
	if _, err := dialect.OpenPostgres(ctx, "postgres://%", 1); err == nil {
		t.Error("no address, and no error")
	}
}
