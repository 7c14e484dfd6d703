package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/hub/segment"
	"banhda/store"
)

// book is a store full of people, and the same database without the house around it, which the baselines ask.
type book struct {
	*store.Store
	bare  *sql.DB
	marks func(string) string // ? as the database has it

	postgres bool
	people   int64
	random   *rand.Rand
	fields   []record.Field
}

// measureRecords asks for what people look at all day: each beside the bare query of the same shape, over its index.
func measureRecords(ctx context.Context, b *bench) error {
	k, err := b.openBook(ctx)
	if err != nil {
		return err
	}
	defer k.close()
	if err := k.fill(ctx, b.people); err != nil {
		return err
	}
	for _, measure := range []func(context.Context, int) error{k.measurePages, k.measureLook, k.measurePerson, k.measureCount, k.measureField} {
		if err := measure(ctx, b.rounds); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) openBook(ctx context.Context) (*book, error) {
	dir := mkdir(b.dir, "records")
	s, err := store.Open(ctx, store.Options{Dir: dir, Database: b.database, Program: "bench"})
	if err != nil {
		return nil, err
	}
	k := &book{Store: s, people: b.people, random: rand.New(rand.NewPCG(1, 2)), marks: func(q string) string { return q }, fields: record.Standard(record.Person)}
	driver, address := "sqlite", "file:"+filepath.Join(dir, "records.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(FULL)"
	if b.database != "" {
		driver, address, k.marks, k.postgres = "pgx", b.database, numbered, true
	}
	k.bare, err = sql.Open(driver, address)
	return k, err
}

func (k *book) close() {
	k.bare.Close()
	k.Close()
}

// numbered writes ? as PostgreSQL has it; there is none in quotes here.
func numbered(query string) string {
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r == '?' {
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (k *book) name() string {
	of := func(list []string) string { return list[k.random.IntN(len(list))] }
	return of(families) + " " + of(middles) + " " + of(givens)
}

// fill makes the people, and says how long that took with the words they are found by.
func (k *book) fill(ctx context.Context, people int64) error {
	began := time.Now()
	if err := fillPeople(ctx, k.Records, people); err != nil {
		return err
	}
	took := time.Since(began)
	fmt.Printf("%d people kept in %s, %s each, with the words they are found by\n", people, show(took), show(took/time.Duration(people)))
	_, err := k.bare.ExecContext(ctx, "ANALYZE")
	return err
}

// times asks many times, each differently, and says how long the middle and the slowest hundredth took.
func (k *book) times(what string, n int, ours, bare func() error) error {
	a, b, err := interleave(n, ours, bare)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	line := fmt.Sprintf("%-44s p50 %10s  p99 %10s", what, show(median(a)), show(percentile(a, 0.99)))
	if bare != nil {
		line += fmt.Sprintf("  bare p50 %10s  p99 %10s  ratio %5.2f, p99 %5.2f  target ≤ 2", show(median(b)), show(percentile(b, 0.99)),
			float64(median(a))/float64(median(b)), float64(percentile(a, 0.99))/float64(percentile(b, 0.99)))
	}
	fmt.Fprintln(os.Stdout, line)
	return nil
}

func (k *book) field(key string) record.Field {
	f, _, _ := segment.Find(k.fields, nil, key)
	return f
}

// drain reads all of a bare query's rows.
func (k *book) drain(ctx context.Context, query string, args ...any) error {
	rows, err := k.bare.QueryContext(ctx, k.marks(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
	}
	return rows.Err()
}

const bareColumns = "SELECT type, id, name, owner, team, email, phone, created_at, updated_at, version, deleted_at, into_id, fields FROM record WHERE type = 'person' AND deleted_at = 0 AND into_id = 0"

// measurePages reads pages of fifty from random places on.
func (k *book) measurePages(ctx context.Context, rounds int) error {
	n := 60 * rounds
	for key, column := range map[string]string{"name": "sort_key", "created_at": "created_at", "updated_at": "updated_at"} {
		places, err := k.places(ctx, column, 2*n+2)
		if err != nil {
			return err
		}
		next := func() *store.Place {
			p := places[0]
			places = places[1:]
			return p
		}
		err = k.times("a page by "+key, n, func() error {
			return k.Records.View(ctx, func(v *store.View) error {
				_, _, err := v.Find(ctx, store.Finding{Type: record.Person, Reach: auth.Everything, Sort: []store.SortField{{Field: k.field(key)}}, After: next(), Limit: 50})
				return err
			})
		}, func() error {
			p := next()
			return k.drain(ctx, bareColumns+" AND ("+column+", id) > (?, ?) ORDER BY "+column+", id LIMIT 51", p.Keys[0], p.ID)
		})
		if err != nil {
			return err
		}
	}
	mine := k.bound("owner = usr_1")
	return k.times("a page of one's own, by name", n, func() error {
		return k.Records.View(ctx, func(v *store.View) error {
			_, _, err := v.Find(ctx, store.Finding{Type: record.Person, Where: mine, Reach: auth.Everything, Sort: []store.SortField{{Field: k.field("name")}}, Limit: 50})
			return err
		})
	}, func() error { return k.drain(ctx, bareColumns+" AND +owner = 1 ORDER BY sort_key, id LIMIT 51") })
}

// places are random rows in the order of a column.
func (k *book) places(ctx context.Context, column string, n int) (places []*store.Place, err error) {
	for range n {
		p := &store.Place{Keys: make([]any, 1), ID: 1 + k.random.Int64N(k.people)}
		query := "SELECT " + column + " FROM record WHERE type = 'person' AND id = ?"
		if err := k.bare.QueryRowContext(ctx, k.marks(query), p.ID).Scan(&p.Keys[0]); err != nil {
			return nil, err
		}
		places = append(places, p)
	}
	return places, nil
}

func (k *book) bound(text string) segment.Node {
	e, err := segment.Parse(text)
	if err != nil {
		panic(err)
	}
	n, err := e.Bind(segment.Asking{Type: record.Person, Fields: k.fields, Now: time.UnixMicro(historyStart), ID: func(record.Kind, string) (int64, bool) { return 1, true }})
	if err != nil {
		panic(err)
	}
	return n
}

// measureLook types what people type.
func (k *book) measureLook(ctx context.Context, rounds int) error {
	typed := map[string]func() string{
		"search: a whole name":         func() string { return k.name() },
		"search: a name without marks": func() string { return person.Fold(k.name()) },
		"search: two words":            func() string { w := strings.Fields(person.Fold(k.name())); return w[len(w)-1] + " " + w[0] },
		"search: while it is typed":    func() string { name := person.Fold(k.name()); return name[:2+k.random.IntN(len(name)-2)] },
		"search: four digits":          func() string { return fmt.Sprintf("%04d", k.random.IntN(10_000)) },
		"search: six digits":           func() string { return fmt.Sprintf("%06d", k.random.IntN(1_000_000)) },
		"search: an address":           func() string { return fmt.Sprint(1+k.random.Int64N(k.people), "@example.vn") },
		"search: a common word":        func() string { return "nguyen" },
	}
	for what, text := range typed {
		err := k.times(what, 60*rounds, func() error {
			q, _ := search.Parse(text())
			return k.Records.View(ctx, func(v *store.View) error {
				_, err := v.Look(ctx, store.Looking{Type: record.Person, Query: q, Reach: auth.Everything, Limit: 10})
				return err
			})
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *book) measurePerson(ctx context.Context, rounds int) error {
	var id int64
	return k.times("a person's record", 100*rounds, func() error {
		id = 1 + k.random.Int64N(k.people)
		return k.Records.View(ctx, func(v *store.View) error {
			_, err := v.Record(ctx, auth.Everything, record.Person, id)
			return err
		})
	}, func() error {
		if err := k.drain(ctx, "SELECT kind, value FROM profile WHERE person = ?", id); err != nil {
			return err
		}
		return k.drain(ctx, bareColumns+" AND id = ?", id)
	})
}

// measureCount counts a view over fields, and one over fields and history.
func (k *book) measureCount(ctx context.Context, rounds int) error {
	count := func(where segment.Node) func() error {
		return func() error {
			return k.Records.View(ctx, func(v *store.View) error {
				_, err := v.Count(ctx, store.Finding{Type: record.Person, Where: where, Reach: auth.Everything})
				return err
			})
		}
	}
	bare := func(where string) func() error {
		return func() error {
			return k.drain(ctx, "SELECT COUNT(*) FROM record WHERE type = 'person' AND deleted_at = 0 AND into_id = 0 AND "+where)
		}
	}
	if err := k.times("a view counted: an owner", 4*rounds, count(k.bound("owner = usr_1")), bare("owner = 1 AND owner <> 0")); err != nil {
		return err
	}
	if err := k.times("a view counted: an owner or since a day", 2*rounds, count(k.bound("owner = usr_1 or created_at > now")), bare(fmt.Sprintf("(owner = 1 OR created_at > %d)", int64(historyStart)))); err != nil {
		return err
	}
	half := segment.NewSet()
	for id := int64(1); id <= k.people; id += 2 {
		half.Add(id)
	}
	return k.times("a view counted: half of all, by their history", 2*rounds, count(segment.Among{Set: half}), bare("id % 2 = 1"))
}

// measureField makes fields, and the index each is found by; meanwhile others write, and wait at most so long.
func (k *book) measureField(ctx context.Context, rounds int) error {
	made := 0
	var longest time.Duration
	err := k.times("a field indexed, behind", rounds, func() error {
		made++
		f := record.Field{Type: record.Person, Key: fmt.Sprint("bench_", made), Kind: record.Text, Label: record.Label{Vi: "Đo", En: "Measured"}}
		if err := k.writes(ctx, func(t *store.Tx) error { return t.SaveField(ctx, f) }); err != nil {
			return err
		}
		indexed := make(chan error, 1)
		go func() {
			_, err := k.Records.IndexFields(ctx)
			indexed <- err
		}()
		for {
			select {
			case err := <-indexed:
				return err
			case <-time.After(5 * time.Millisecond):
			}
			began := time.Now()
			if err := k.writes(ctx, func(*store.Tx) error { return nil }); err != nil {
				return err
			}
			longest = max(longest, time.Since(began))
		}
	}, nil)
	fmt.Printf("%-44s the longest anybody waited to write %s\n", "", show(longest))
	return err
}

// writes runs a small act.
func (k *book) writes(ctx context.Context, do func(*store.Tx) error) error {
	return k.Records.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.Note(ctx, store.Act{Actor: "owner", Verb: "field-create"}); err != nil {
			return err
		}
		return do(t)
	})
}
