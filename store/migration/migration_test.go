package migration

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banhda/auth"
	"banhda/store/dialect"
	"banhda/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

var ctx = context.Background()

func both(t *testing.T, test func(t *testing.T, open func() *dialect.DB)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func() *dialect.DB {
			return opened(t)(dialect.OpenSQLite(ctx, filepath.Join(t.TempDir(), "a.db"), 4096))
		})
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, func() *dialect.DB { return opened(t)(dialect.OpenPostgres(ctx, pgtest.Database(t), 1)) })
	})
}

func opened(t *testing.T) func(*dialect.DB, error) *dialect.DB {
	return func(db *dialect.DB, err error) *dialect.DB {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
}

func run(t *testing.T, db *dialect.DB, part string, steps []Step) {
	t.Helper()
	if err := Run(ctx, db, part, steps, "test", 1); err != nil {
		t.Fatal(err)
	}
}

// shape describes every table, column and index of a database.
func shape(t *testing.T, db *dialect.DB) string {
	t.Helper()
	query := "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY 1"
	if db.Name() == "postgres" {
		query = `SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, collation_name, is_nullable)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
ORDER BY 1`
	}
	return ask(t, db, query)
}

// ask answers a query of one text, a line for each row.
func ask(t *testing.T, db *dialect.DB, query string) string {
	t.Helper()
	rows, err := db.Read.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// A database that has taken the first steps with an older program becomes what a new one is.
func TestFreshIsMigrated(t *testing.T) {
	both(t, func(t *testing.T, open func() *dialect.DB) {
		for _, part := range []string{Log, Records} {
			steps, err := Steps(part)
			if err != nil {
				t.Fatal(err)
			}
			fresh := open()
			run(t, fresh, part, steps)
			want := shape(t, fresh)
			for _, older := range []int{0, 1, len(steps) / 2, len(steps) - 1} { // the steps are the same, wherever they go on
				db := open()
				run(t, db, part, steps[:older])
				run(t, db, part, steps)
				if got := shape(t, db); got != want {
					t.Errorf("%s migrated from %d:\n%s\nfresh:\n%s", part, older, got, want)
				}
				db.Close()
			}
		}
	})
}

// A role made before there were deals, and tickets, goes as far with these as with orders, and grants what else it granted.
func TestRolesGrowWithDeals(t *testing.T) {
	steps, err := Steps(Records)
	if err != nil {
		t.Fatal(err)
	}
	before := slices.IndexFunc(steps, func(s Step) bool { return strings.Contains(s.Name, "deal") })
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		run(t, db, Records, steps[:before])
		old := `INSERT INTO role (name, about, rights, created_at) VALUES ('a', '', '{"permissions":["imports:read"],"grants":{"orders":{"read":"all","update":"own"},"people":{"read":"all"}}}', 1), ('b', '', '{"grants":{"people":{"read":"own"}}}', 1)`
		if _, err := db.Write.Exec(old); err != nil {
			t.Fatal(err)
		}
		run(t, db, Records, steps)
		want := []auth.Rights{
			{Permissions: []string{"imports:read"}, Grants: auth.Grants{"deals": {"read": "all", "update": "own"}, "tickets": {"read": "all", "update": "own"}, "orders": {"read": "all", "update": "own"}, "people": {"read": "all"}}},
			{Grants: auth.Grants{"people": {"read": "own"}}},
		}
		for i, line := range strings.Split(ask(t, db, "SELECT rights FROM role ORDER BY name"), "\n") {
			var got auth.Rights
			if err := json.Unmarshal([]byte(line), &got); err != nil || !reflect.DeepEqual(got, want[i]) {
				t.Errorf("%s (%v), want %v", line, err, want[i])
			}
		}
	})
}

// The one flow of the bot that an earlier house had is the first of several, with its draft, its edition and its versions; a house
// without one has none.
func TestTheFlowOfBeforeIsTheFirst(t *testing.T) {
	steps, err := Steps(Records)
	if err != nil {
		t.Fatal(err)
	}
	before := slices.IndexFunc(steps, func(s Step) bool { return strings.Contains(s.Name, "botflows") })
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		run(t, db, Records, steps[:before])
		for _, old := range []string{`INSERT INTO setting (key, value) VALUES ('bot.flow', '{"draft":{"steps":[{"id":"a","kind":"person","text":{"vi":"Chào","en":""}}]},"edition":7,"published":2}'), ('bot', '{}')`,
			`INSERT INTO bot_flow (number, content, at) VALUES (1, '{"steps":[]}', 1), (2, '{"steps":[{"id":"a"}]}', 2)`} {
			if _, err := db.Write.Exec(old); err != nil {
				t.Fatal(err)
			}
		}
		run(t, db, Records, steps)
		if got := ask(t, db, "SELECT CAST(f.edition AS TEXT) || ' ' || CAST(f.published AS TEXT) || ' ' || v.content || ' ' || v.begins FROM bot_flow f JOIN bot_flow_version v ON v.flow = f.id WHERE v.number = f.published"); got != `7 2 {"steps":[{"id":"a"}]} {"greets":true}` {
			t.Errorf("it became %s", got)
		}
		var draft struct {
			Steps []struct{ Text struct{ Vi string } }
		}
		if err := json.Unmarshal([]byte(ask(t, db, "SELECT draft FROM bot_flow")), &draft); err != nil || draft.Steps[0].Text.Vi != "Chào" {
			t.Errorf("its draft became %+v, %v", draft, err)
		}
		if left := ask(t, db, "SELECT key FROM setting WHERE key LIKE 'bot%'"); left != "bot" {
			t.Errorf("settings %s", left)
		}
		empty := open()
		run(t, empty, Records, steps)
		if n := ask(t, empty, "SELECT CAST(COUNT(*) AS TEXT) FROM bot_flow"); n != "0" {
			t.Errorf("%s flows in a new house", n)
		}
	})
}

// TestWhatCannedTextsSaidOfTheHouseStays: company.name was the house in them, and is the customer's firm.
func TestWhatCannedTextsSaidOfTheHouseStays(t *testing.T) {
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		steps, err := Steps(Records)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(steps, func(s Step) bool { return strings.HasPrefix(s.Name, "house_in_canned") })
		run(t, db, Records, steps[:at])
		if _, err := db.Write.Exec("INSERT INTO canned_text (name, text, text_en, team, version) VALUES ('a', '{{ company.name }} chào, xem company.name.vn', 'By {{company.name}}, {{ user.name }}', 0, 1)"); err != nil {
			t.Fatal(err)
		}
		run(t, db, Records, steps)
		if got := ask(t, db, "SELECT text || ' / ' || text_en FROM canned_text"); got != "{{ workspace.name }} chào, xem company.name.vn / By {{workspace.name}}, {{ user.name }}" {
			t.Errorf("it became %s", got)
		}
	})
}

func TestRunTwiceChangesNothing(t *testing.T) {
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		steps := []Step{{Version: 1, Name: "a", SQL: "CREATE TABLE a (n BIGINT); INSERT INTO a VALUES (1);"}}
		run(t, db, "x", steps)
		run(t, db, "x", steps)
		steps = append(steps, Step{Version: 2, Name: "b", SQL: "UPDATE a SET n = n + 1"}, Step{Version: 3, Name: "c", SQL: "UPDATE a SET n = n * 10"})
		run(t, db, "x", steps)
		var n int
		if err := db.Read.QueryRow("SELECT sum(n) FROM a").Scan(&n); err != nil || n != 20 {
			t.Errorf("got %d (%v), want 20", n, err)
		}
	})
}

func TestNewerIsRefused(t *testing.T) {
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		steps := []Step{{Version: 1, SQL: "CREATE TABLE a (n BIGINT)"}, {Version: 2, SQL: "CREATE TABLE b (n BIGINT)"}}
		run(t, db, "x", steps)
		err := Run(ctx, db, "x", steps[:1], "older", 2)
		if !errors.Is(err, ErrNewer) || !strings.Contains(fmt.Sprint(err), "2") {
			t.Errorf("got %v", err)
		}
		run(t, db, "y", []Step{{Version: 1, SQL: "CREATE TABLE c (n BIGINT)"}})
	})
}

func TestAStepIsTakenWholeOrNot(t *testing.T) {
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		before := []Step{{Version: 1, SQL: "CREATE TABLE a (n BIGINT)"}}
		run(t, db, "x", before)
		want := shape(t, db)
		broken := append(before, Step{Version: 2, Name: "broken", SQL: "CREATE TABLE b (n BIGINT); INSERT INTO nowhere VALUES (1)"})
		if err := Run(ctx, db, "x", broken, "test", 1); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("the error should name the step: %v", err)
		}
		if got := shape(t, db); got != want {
			t.Errorf("after a broken step:\n%s\nbefore:\n%s", got, want)
		}
		if v, err := Version(ctx, db, "x"); v != 1 || err != nil {
			t.Errorf("version %d (%v), want 1", v, err)
		}
	})
}

func TestEveryStepSaysWhy(t *testing.T) {
	for _, part := range []string{Log, Records} {
		steps, err := Steps(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			if len(s.Why) < 20 {
				t.Errorf("%s/%s: %q is no reason", part, s.Name, s.Why)
			}
		}
	}
}

func TestBadFilesAreRefused(t *testing.T) {
	good := &fstest.MapFile{Data: []byte("-- why: because\nSELECT 1")}
	for problem, files := range map[string]fstest.MapFS{
		"no files":           {},
		"a gap":              {"p/0001_a.sql": good, "p/0003_c.sql": good},
		"the same number":    {"p/0001_a.sql": good, "p/0001_b.sql": good},
		"no number":          {"p/a.sql": good},
		"no name":            {"p/0001.sql": good},
		"no reason":          {"p/0001_a.sql": &fstest.MapFile{Data: []byte("SELECT 1")}},
		"reason not at once": {"p/0001_a.sql": &fstest.MapFile{Data: []byte("\n-- why: x\nSELECT 1")}},
	} {
		if _, err := read(files, "p"); err == nil {
			t.Errorf("%s: taken", problem)
		}
	}
	steps, err := read(fstest.MapFS{"p/0001_first.sql": good, "p/0002_then.sql": good}, "p")
	if err != nil || len(steps) != 2 || steps[1].Version != 2 || steps[1].Name != "then" || steps[1].Why != "because" {
		t.Errorf("got %+v, %v", steps, err)
	}
}

// Of talks that went through a flow before that was counted, it is known where they were asked last: who was said something since then
// went on in a way nobody wrote down, the others wait there.
func TestTalksOfBeforeAreCountedAsFarAsIsKnown(t *testing.T) {
	steps, err := Steps(Records)
	if err != nil {
		t.Fatal(err)
	}
	before := slices.IndexFunc(steps, func(s Step) bool { return strings.Contains(s.Name, "bot_walk") })
	both(t, func(t *testing.T, open func() *dialect.DB) {
		db := open()
		run(t, db, Records, steps[:before])
		entry := `INSERT INTO conversation_entry (conversation, kind, channel, author, address, subject, text, html, quoted, files, message, key, data, at, machine) VALUES (`
		for _, old := range []string{`INSERT INTO bot_flow_version (number, content, at, flow) VALUES (4, '{"steps":[]}', 1, 9)`,
			entry + `1, 'in', 'chat', 'person', 'a', '', 'Chào', '', '', '[]', 0, '1', '{}', 10, 0)`,
			entry + `1, 'out', 'chat', 'bot', 'a', '', 'Tên?', '', '', '[]', 0, '2', '{"bot":"{\"outcome\":\"asked\",\"flow\":{\"version\":4,\"step\":\"name\",\"run\":1}}"}', 11, 0)`,
			entry + `1, 'out', 'chat', 'bot', 'a', '', 'Số?', '', '', '[]', 0, '3', '{"bot":"{\"outcome\":\"asked\",\"flow\":{\"version\":4,\"step\":\"phone\",\"run\":1}}"}', 12, 0)`,
			entry + `1, 'out', 'chat', 'bot', 'a', '', 'Cảm ơn', '', '', '[]', 0, '4', '{"bot":"{\"outcome\":\"talked\"}"}', 13, 0)`,
			entry + `2, 'in', 'chat', 'person', 'b', '', 'Chào', '', '', '[]', 0, '5', '{}', 20, 0)`,
			entry + `2, 'out', 'chat', 'bot', 'b', '', 'Tên?', '', '', '[]', 0, '6', '{"bot":"{\"outcome\":\"asked\",\"flow\":{\"version\":4,\"step\":\"name\",\"run\":5}}"}', 21, 0)`} {
			if _, err := db.Write.Exec(old); err != nil {
				t.Fatal(err)
			}
		}
		run(t, db, Records, steps)
		got := ask(t, db, "SELECT CAST(begun AS TEXT) || ' ' || CAST(flow AS TEXT) || ' ' || CAST(at AS TEXT) || ' ' || CAST(moved AS TEXT) || ' ' || step || ' ' || fate FROM bot_walk ORDER BY begun")
		if got != "1 9 10 12 phone unknown\n5 9 20 21 name waiting" {
			t.Errorf("known of them is %s", got)
		}
	})
}
