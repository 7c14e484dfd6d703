package duckdb

import (
	"context"
	"fmt"
	"testing"

	"banhda/drive/flow"
	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

func opened(t testing.TB) *Warehouse {
	t.Helper()
	w, err := Open(context.Background(), Options{Dir: t.TempDir(), Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func orders(seq int64, people ...int64) *flow.Batch {
	b := &flow.Batch{From: seq - 1, To: seq + int64(len(people)) - 1}
	for i, p := range people {
		s := seq + int64(i)
		b.Events = append(b.Events, flow.Event{Seq: s, Profile: p, At: s * wheel.Day, ReceivedAt: s, ID: fmt.Sprint("e", s), Name: "Order Completed"})
	}
	return b
}

func takeBack(seq int64, id string) *flow.Batch {
	return &flow.Batch{From: seq - 1, To: seq, Retractions: []flow.Retracted{{Retraction: flow.Retraction{ID: id}, Seq: seq, ReceivedAt: seq}}}
}

func customers(t *testing.T, w *Warehouse, knownAt int64) int {
	t.Helper()
	c := warehouse.Cut{AsOf: 100 * wheel.Day, KnownAt: knownAt, Currency: "VND"}
	rows, _, err := w.People(context.Background(), c, warehouse.PeopleQuestion{Limit: 100})
	must(t, err)
	return len(rows)
}

// A compaction takes a while; what comes meanwhile must not be lost, retractions of what is being sorted least.
func TestWhatComesDuringACompactionIsKept(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	must(t, w.Apply(ctx, orders(1, 1, 2, 3)))
	must(t, w.sort(ctx, 3))
	must(t, w.Apply(ctx, takeBack(4, "e2")))
	must(t, w.Apply(ctx, orders(5, 9)))
	must(t, w.swap(ctx, 3))
	if w.body != 3 || w.recent != 1 {
		t.Fatalf("%d rows sorted, %d recent", w.body, w.recent)
	}
	if n := customers(t, w, wheel.Forever); n != 3 {
		t.Fatalf("%d people, want 1, 3 and 9", n)
	}
}

// Whoever waited while another compacted must not sort the whole history again.
func TestWhatIsSortedIsNotSortedAgain(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	sorted := func() int64 {
		must(t, w.Compact(ctx))
		table, err := number(ctx, w.conn, "SELECT table_oid FROM duckdb_tables() WHERE table_name = 'event_body'")
		must(t, err)
		return table
	}
	must(t, w.Apply(ctx, orders(1, 1, 2, 3)))
	first := sorted()
	if again := sorted(); again != first {
		t.Fatal("sorted again though nothing had come")
	}
	must(t, w.Apply(ctx, orders(4, 9)))
	if sorted() == first {
		t.Fatal("not sorted though something had come")
	}
}

// A long history is sorted in pieces, which together are what sorting it at once would give.
func TestALongHistoryIsSortedInPieces(t *testing.T) {
	if testing.Short() {
		t.Skip("takes in more events than are sorted at once")
	}
	ctx, w, total := context.Background(), opened(t), int64(2*atOnce+atOnce/2)
	for from := int64(0); from < total; from += rowsPerBatch {
		must(t, w.Apply(ctx, shopBatch(from, total)))
		if from == 0 {
			must(t, w.Compact(ctx)) // so that some come from the body
		}
	}
	must(t, w.read(func(c *duck.Conn) error {
		from, err := pieces(ctx, c)
		if len(from)-1 != 3 {
			t.Errorf("pieces from %d, want three", from)
		}
		return err
	}))
	must(t, w.Compact(ctx))
	for what, sql := range map[string]string{
		"not as they came": fmt.Sprintf("SELECT %d - count(DISTINCT seq) + count(*) - count(DISTINCT seq) FROM event_body", total),
		"out of order": `SELECT count(*) FROM (SELECT (profile, happened, id, seq) < lag((profile, happened, id, seq)) OVER (ORDER BY rowid) AS wrong
			FROM event_body) WHERE wrong`,
	} {
		if n, err := number(ctx, w.conn, sql); err != nil || n != 0 {
			t.Errorf("%d events %s, error %v", n, what, err)
		}
	}
}

func TestTheFirstRetractionCounts(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	b := orders(1, 1, 2)
	b.To = 5
	for seq := int64(3); seq <= 5; seq++ {
		b.Retractions = append(b.Retractions, takeBack(seq, "e2").Retractions...)
	}
	must(t, w.Apply(ctx, b))
	for knownAt, want := range map[int64]int{2: 1, 3: 2, 4: 1, 5: 1, 6: 1, wheel.Forever: 1} {
		if n := customers(t, w, knownAt); n != want {
			t.Errorf("known at %d: %d people, want %d", knownAt, n, want)
		}
	}
}

func TestADatabaseOfANewerVersionIsRefused(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	w, err := Open(ctx, Options{Dir: dir})
	must(t, err)
	must(t, w.Apply(ctx, orders(1, 1)))
	must(t, w.conn.Exec(ctx, "UPDATE meta SET layout = 99"))
	must(t, w.Close())
	if _, err := Open(ctx, Options{Dir: dir}); err == nil {
		t.Fatal("it was opened")
	}
}

func TestADatabaseOfAnOlderLayoutIsEmptied(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	w, err := Open(ctx, Options{Dir: dir})
	must(t, err)
	must(t, w.Apply(ctx, orders(1, 1)))
	must(t, w.conn.Exec(ctx, "UPDATE meta SET layout = 0; ALTER TABLE event_body DROP COLUMN team"))
	must(t, w.Close())
	w, err = Open(ctx, Options{Dir: dir})
	must(t, err)
	defer w.Close()
	if at, _ := w.Cursor(ctx); at != 0 {
		t.Fatalf("it stands at entry %d, not at the beginning", at)
	}
	must(t, w.Apply(ctx, orders(1, 1)))
}

// Without readers nothing may be held: a company's whole past is imported in constant memory.
func TestNothingIsKeptWhileNobodyAsks(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	must(t, w.Apply(ctx, orders(1, 1, 2, 3)))
	if w.live.world != nil || len(w.live.news.list) != 0 {
		t.Fatal("something is kept")
	}
	customers(t, w, wheel.Forever)
	must(t, w.Apply(ctx, orders(4, 4)))
	if len(w.live.news.list) != 1 {
		t.Fatal("no word was left of a batch")
	}
	w.live.news.limit = 1
	must(t, w.Apply(ctx, orders(5, 5)))
	if w.live.news.kept || len(w.live.news.list) != 0 {
		t.Fatal("more is kept than reading anew would cost")
	}
	if n := customers(t, w, wheel.Forever); n != 5 {
		t.Fatalf("%d people", n)
	}
	if w.live.retire(); w.live.world == nil {
		t.Fatal("what was just asked for is forgotten")
	}
	if w.live.retire(); w.live.world != nil || w.live.news.kept {
		t.Fatal("what nobody asks for any more is kept")
	}
	must(t, w.Apply(ctx, orders(6, 6)))
	if n := customers(t, w, wheel.Forever); n != 6 || len(w.live.news.list) != 0 {
		t.Fatalf("%d people, and %d pieces of news of what was forgotten", n, len(w.live.news.list))
	}
}

func TestABatchThatFailsLeavesNothingBehind(t *testing.T) {
	w := opened(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.Apply(ctx, orders(1, 1)); err == nil {
		t.Fatal("it was taken in")
	}
	if w.now.Load().names.count() != friendBought+1 {
		t.Fatal("its names were")
	}
	must(t, w.Apply(context.Background(), orders(1, 1, 2)))
	if n := customers(t, w, wheel.Forever); n != 2 {
		t.Fatalf("%d people", n)
	}
}

// Reading everything and leaving word overlap on purpose; what both saw must count once.
func TestNewsThatTheReadingSawIsPassedOver(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	w.live.news.keep()
	must(t, w.Apply(ctx, orders(1, 1, 2)))
	world, err := w.load(ctx, wheel.Forever, nil)
	must(t, err)
	must(t, w.Apply(ctx, orders(3, 2, 3)))
	list, _ := w.live.news.take()
	if whole, err := w.advance(ctx, world, list); whole || err != nil {
		t.Fatal(whole, err)
	}
	if world.events != 4 || len(world.people) != 3 || world.seq != 4 {
		t.Fatalf("%d events of %d people up to entry %d", world.events, len(world.people), world.seq)
	}
}

// An import is left alone, however slowly it comes; after it the house is tidied.
func TestNothingIsSortedDuringAnImport(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	must(t, w.Apply(ctx, orders(1, 1, 2, 3)))
	w.recent = someRecent
	if !w.worthCompacting(true) || w.worthCompacting(false) {
		t.Error("what came by itself is sorted at the wrong time")
	}
	b := orders(4, 1, 2, 3)
	b.Events[2].Import = 7
	must(t, w.Apply(ctx, b))
	if w.worthCompacting(true) {
		t.Error("an import is disturbed")
	}
	if !w.worthCompacting(true) {
		t.Error("what an import left is not sorted after it")
	}
	must(t, w.Apply(ctx, b))
	if w.recent = manyRecent; !w.worthCompacting(false) {
		t.Error("too much lies unsorted")
	}
}

// DuckDB gives back what it could read again, has its memory afterwards, and is left alone while somebody asks.
func TestMemoryIsGivenBackAndHadAgain(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	setting := func() (limit string) {
		rows, err := w.conn.Query(ctx, "SELECT current_setting('memory_limit')")
		must(t, err)
		for rows.Next() {
			limit = rows.Text(0).At(0)
		}
		must(t, rows.Close())
		return limit
	}
	first := setting()
	must(t, w.spare(ctx, spareEvery))
	before := setting() // which it writes with one place, and reads rounded down
	if w.limit != first {
		t.Errorf("the limit was %s, and %s is given back", first, w.limit)
	}
	must(t, w.read(func(*duck.Conn) error {
		must(t, w.spare(ctx, spareEvery))
		if w.came != spareEvery {
			t.Error("memory was taken from under a question")
		}
		return nil
	}))
	must(t, w.spare(ctx, 0))
	if w.came != 0 || setting() != before {
		t.Errorf("afterwards %d events are counted and the limit is %s, not %s", w.came, setting(), before)
	}
	must(t, w.Apply(ctx, orders(1, 1, 2, 3)))
	if n := customers(t, w, wheel.Forever); n != 3 {
		t.Errorf("%d customers", n)
	}
}

// What is read as known at an entry holds nothing later, though batches come all the while.
func TestNothingLaterIsRead(t *testing.T) {
	ctx, w := context.Background(), opened(t)
	finished := make(chan struct{})
	defer func() { <-finished }()
	go func() {
		defer close(finished)
		for seq := int64(1); seq <= 1500; seq += 3 {
			if err := w.Apply(ctx, orders(seq, 1, 2, 3)); err != nil {
				t.Error(err)
			}
		}
	}()
	for under := true; under; {
		select {
		case <-finished:
			under = false
		default:
		}
		at, _ := w.Cursor(ctx)
		rows, found := int64(0), int64(0)
		must(t, w.read(func(c *duck.Conn) error {
			s, err := openStream(ctx, c, selectEvents(eventTables, at, nil)+" ORDER BY profile, happened, id")
			if err != nil {
				return err
			}
			for ; s.live(); s.next() {
				rows, found = rows+1, max(found, s.seq[s.i])
			}
			return s.close()
		}))
		if rows != at || found != at {
			t.Fatalf("%d events up to entry %d, of %d entries", rows, found, at)
		}
	}
}
