package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"banhda/hub/person"
)

// intakeHeader names the columns as people's spreadsheets do.
const intakeHeader = "Họ và tên,SĐT,Email,Chức vụ,Nguồn\n"

// measureIntake imports a list of people over the network, as the screen does, into an empty house, until every row is
// written, journalled and found by its words; beside it bare inserts of the same shape.
func measureIntake(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	dir := mkdir(b.dir, "intake")
	defer os.RemoveAll(dir)
	list := filepath.Join(dir, "people.csv")
	if err := writeList(list, b.list); err != nil {
		return err
	}
	took, used, err := b.importList(ctx, binary, mkdir(dir, "data"), list)
	if err != nil {
		return err
	}
	before, _ := processor()
	bare, err := bareList(ctx, filepath.Join(dir, "bare.db"), b.list)
	if err != nil {
		return err
	}
	after, _ := processor()
	bareUsed := (after - before).Seconds() * 1e5 / float64(b.list)
	result{what: fmt.Sprintf("import of %d people from CSV", b.list), ours: []time.Duration{took}, rate: float64(b.list), unit: "people/s",
		target: "every row of it bare within twice"}.print(os.Stdout)
	fmt.Printf("%-44s %10s  %12.0f people/s  %.2f s of processor for 100,000 rows\n", "bare inserts of the same rows and indexes", show(bare), float64(b.list)/bare.Seconds(), bareUsed)
	fmt.Printf("%-44s takes %.2f of the bare time; %s\n", "", took.Seconds()/bare.Seconds(), used)
	return nil
}

func writeList(path string, people int64) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(intakeHeader)
	for n := int64(1); n <= people; n++ {
		p := listed(n)
		fmt.Fprintf(w, "%s,%s,%s,%s,%s\n", p.name, p.phone, p.email, p.title, p.source)
	}
	return w.Flush()
}

// row is somebody of the list; n alone tells who.
type row struct{ name, phone, email, title, source string }

func listed(n int64) row {
	r := mix(uint64(n))
	name := pick(families, r) + " " + pick(middles, r>>8) + " " + pick(givens, r>>16)
	return row{name, fmt.Sprintf("09%08d", n%100_000_000), fmt.Sprintf("%s.%d@example.vn", person.Fold(pick(givens, r>>16)), n), pick(titles[:5], r>>24), pick(labels, r>>32)}
}

// importList imports the list through a server of its own, and says how long that took and what it used: memory, and the
// time of the processor, in which starting and ending the server are.
func (b *bench) importList(ctx context.Context, binary, data, list string) (time.Duration, string, error) {
	if b.database != "" {
		os.Setenv("BANHDA_DATABASE", b.database)
	}
	made, err := exec.CommandContext(ctx, binary, "user", "add", "bench@example.vn", "--role", "owner", "--json", "--data", data).Output()
	if err != nil {
		return 0, "", fmt.Errorf("add a user: %w", err)
	}
	var user struct{ Password string }
	if err := json.Unmarshal(made, &user); err != nil {
		return 0, "", fmt.Errorf("read the password: %w", err)
	}
	server, address, err := serve(ctx, binary, data)
	if err != nil {
		return 0, "", err
	}
	s := &site{server, address, ""}
	used := watchMemory(server.Process.Pid)
	jar, _ := cookiejar.New(nil) // never fails
	c := &intakeClient{http.Client{Jar: jar}, "http://" + address}
	took, err := c.run(ctx, user.Password, list, b.list)
	kept := c.keeping(ctx)
	s.close()
	processor := server.ProcessState.UserTime() + server.ProcessState.SystemTime()
	return took, fmt.Sprintf("memory %s; %.2f s of processor for 100,000 rows; %s", used(), processor.Seconds()*1e5/float64(b.list), kept), err
}

// intakeClient does what the screen does.
type intakeClient struct {
	http.Client
	address string
}

func (c *intakeClient) run(ctx context.Context, password, list string, people int64) (time.Duration, error) {
	if err := c.post(ctx, "/v1/session", map[string]string{"email": "bench@example.vn", "password": password}, nil); err != nil {
		return 0, err
	}
	f, err := os.Open(list)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var upload, started struct{ ID string }
	var proposed struct{ Plan json.RawMessage }
	if err := c.ask(ctx, "POST", "/v1/uploads?name=people.csv", "application/octet-stream", f, &upload); err != nil {
		return 0, err
	}
	if err := c.post(ctx, "/v1/record-imports/suggest", map[string]string{"upload": upload.ID, "type": "person"}, &proposed); err != nil {
		return 0, err
	}
	start := time.Now()
	if err := c.post(ctx, "/v1/record-imports", map[string]any{"plan": proposed.Plan}, &started); err != nil {
		return 0, err
	}
	return c.await(ctx, start, people)
}

func (c *intakeClient) await(ctx context.Context, start time.Time, people int64) (time.Duration, error) {
	for ctx.Err() == nil {
		var all struct {
			Imports []struct {
				State   string
				Created int64
				Refused int64
			}
		}
		if err := c.ask(ctx, "GET", "/v1/imports", "", nil, &all); err != nil {
			return 0, err
		}
		if len(all.Imports) == 1 && all.Imports[0].State != "running" {
			if i := all.Imports[0]; i.State != "done" || i.Created != people {
				return 0, fmt.Errorf("the import is %s: %d people came in, %d rows were refused", i.State, i.Created, i.Refused)
			}
			return time.Since(start), nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return 0, ctx.Err()
}

// keeping says how long transactions kept the writer.
func (c *intakeClient) keeping(ctx context.Context) string {
	r, err := http.NewRequestWithContext(ctx, "GET", c.address+"/metrics", nil)
	if err != nil {
		return err.Error()
	}
	resp, err := c.Do(r)
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	within := func(limit string) (n float64) {
		_, after, _ := strings.Cut(string(text), "banhda_write_seconds_bucket{le=\""+limit+"\"} ")
		_, _ = fmt.Sscan(after, &n)
		return 100 * n
	}
	all := within("+Inf") / 100
	return fmt.Sprintf("of %.0f transactions %.1f %% keep the writer up to 50 ms, %.1f %% up to 100, %.1f %% up to 250", all, within("0.05")/all, within("0.1")/all, within("0.25")/all)
}

func (c *intakeClient) post(ctx context.Context, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.ask(ctx, "POST", path, "application/json", bytes.NewReader(text), into)
}

func (c *intakeClient) ask(ctx context.Context, method, path, kind string, body io.Reader, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, c.address+path, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", kind)
	resp, err := c.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %.200s", path, resp.Status, text)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(text, into)
	}
	return err
}

// bareTables have the rows and indexes an imported person is kept in: who they are, their record, what was set on them,
// and the journal of it. Words, the log and the warehouse are left out.
const bareTables = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
CREATE TABLE profile (id INTEGER PRIMARY KEY, kind TEXT, value TEXT, person INT, first_person INT, seq INT, received_at INT, UNIQUE (kind, value));
CREATE INDEX profile_person ON profile (person);
CREATE INDEX profile_seq ON profile (seq);
CREATE TABLE record (type TEXT, id INT, name TEXT, name_folded TEXT, sort_key BLOB, email TEXT, phone TEXT, created_at INT, updated_at INT, fields TEXT, PRIMARY KEY (type, id));
CREATE INDEX record_name ON record (type, sort_key, id);
CREATE INDEX record_created ON record (type, created_at, id);
CREATE INDEX record_updated ON record (type, updated_at, id);
CREATE TABLE own (person INT, field TEXT, value TEXT, act INT, PRIMARY KEY (person, field, act));
CREATE TABLE change (id INTEGER PRIMARY KEY, act INT, action INT, at INT, type TEXT, record INT, field TEXT, after TEXT, salt BLOB, commitment BLOB);
CREATE INDEX change_record ON change (type, record, id);
CREATE INDEX change_action ON change (action, id);
CREATE INDEX change_act ON change (act, id);`

// bareList inserts what an import leaves behind, 500 people to a synced transaction, by prepared statements.
func bareList(ctx context.Context, path string, people int64) (time.Duration, error) {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, bareTables); err != nil {
		return 0, err
	}
	start := time.Now()
	for first := int64(1); first <= people; first += 500 {
		if err := barePart(ctx, db, first, min(first+499, people)); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}

func barePart(ctx context.Context, db *sql.DB, first, last int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var into [4]*sql.Stmt
	for i, query := range []string{
		"INSERT INTO profile (kind, value, person, first_person, seq, received_at) VALUES (?, ?, ?, ?, ?, ?)",
		"INSERT INTO record VALUES ('person', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		"INSERT INTO own VALUES (?, ?, ?, ?)",
		"INSERT INTO change (act, action, at, type, record, field, after, salt, commitment) VALUES (?, 1, ?, 'person', ?, ?, ?, ?, ?)",
	} {
		if into[i], err = tx.PrepareContext(ctx, query); err != nil {
			return err
		}
	}
	for n := first; n <= last; n++ {
		if err := barePerson(ctx, into, n, first); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func barePerson(ctx context.Context, into [4]*sql.Stmt, n, act int64) error {
	p, at, salt := listed(n), historyStart+n, make([]byte, 32)
	var errs []error
	do := func(i int, args ...any) {
		_, err := into[i].ExecContext(ctx, args...)
		errs = append(errs, err)
	}
	do(0, "email", p.email, n, n, n, at)
	do(0, "phone", p.phone, n, n, n, at)
	do(1, n, p.name, person.Fold(p.name), person.SortKey(p.name), p.email, p.phone, at, at, `{"title":"`+p.title+`","source":"`+p.source+`"}`)
	for _, v := range [][2]string{{"name", p.name}, {"title", p.title}, {"source", p.source}} {
		do(2, n, v[0], v[1], act)
		do(3, act, at, n, v[0], v[1], salt, salt)
	}
	do(3, act, at, n, "exists", "true", salt, salt)
	return errors.Join(errs...)
}
