// Package duckdb answers what may be asked of a company's history on one machine.
//
// # Where things are
//
// Events lie in DuckDB, in two tables of one shape: event_body, sorted by (profile, happened, id, seq), and
// event_recent, in the order of arrival. Apply appends to the recent one together with everything else a batch
// brings and the cursor, in one transaction; a compaction now and then sorts both into a new body. Nothing is
// ever rewritten but the mark of a retraction.
//
// A question is answered from a world: everybody's events reduced to sixteen bytes each, in order, and the Life
// folded from them. The live world is read from DuckDB at the first question and then kept up to date: Apply
// leaves word of what came, and the next question takes it in before it is answered. While nobody asks, nothing
// is held in memory, however much is imported.
//
// # One number for the state of everything
//
// Every event, link, retraction and rule carries the log's sequence number of its entry, and received instants
// never go down along the log. So the world as known at an instant is the world at a sequence number: what came
// later is left out, retractions too. Such a world is read from DuckDB anew, never changes and is kept for a
// while. As of an instant of event time no other world is needed at all: a Life folded for ever can be cut at any
// now.
package duckdb

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"banhda/hub/timeline"
	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
)

// Options say where the warehouse lies and what it may use.
type Options struct {
	// Dir is the data directory; the warehouse is the file warehouse.duckdb in it.
	Dir string
	// MemoryLimit is what DuckDB itself may use, such as "2GB"; empty: DuckDB's own limit. The live world comes on
	// top: about 24 bytes an event and 300 a person.
	MemoryLimit string
	// Threads is how many DuckDB may use; 0: GOMAXPROCS.
	Threads int
	// Log is told what fails in the background; nil: the default logger.
	Log *slog.Logger
}

// Warehouse implements warehouse.Warehouse.
type Warehouse struct {
	options Options
	db      *duck.DB
	idle    pool

	// now is what was last committed. Whoever replaces it holds writing; anybody reads it.
	now atomic.Pointer[standing]

	// writing is held while anything is written or two connections are set on the same snapshot. It guards what
	// follows.
	writing   sync.Mutex
	conn      *duck.Conn // the writer's
	meanings  *meanings
	body      int64  // rows of event_body
	recent    int64  // rows of event_recent
	importing bool   // events of an import came since the background last looked
	came      int    // events since DuckDB gave memory back
	limit     string // of DuckDB's memory, as it writes it

	live    live
	known   knownWorlds
	columns columns

	log        *slog.Logger
	compacting sync.Mutex
	stop       context.CancelFunc // the background's
	done       chan struct{}
}

// standing is where the warehouse stands in the log, with the catalogue in force there and the names seen so far.
type standing struct {
	cursor    int64
	version   int64 // of the catalogue; 0: the one a workspace starts with
	catalogue timeline.Catalogue
	names     *names
}

var _ warehouse.Warehouse = (*Warehouse)(nil)

// Open opens or creates the warehouse. A file laid out by an older version is emptied: it is only a projection,
// and the log fills it again.
func Open(ctx context.Context, o Options) (*Warehouse, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	w := &Warehouse{options: o, log: cmp.Or(o.Log, slog.Default()), done: make(chan struct{})}
	if err := w.openFile(ctx); err != nil {
		return nil, err
	}
	background, stop := context.WithCancel(context.Background())
	w.stop = stop
	go w.compactInBackground(background)
	return w, nil
}

// file is where the events lie.
func (o Options) file() string { return filepath.Join(o.Dir, "warehouse.duckdb") }

func (w *Warehouse) openFile(ctx context.Context) (err error) {
	if w.db, err = duck.Open(w.options.file(), w.options.settings()); err != nil {
		return fmt.Errorf("open the warehouse (is another banhda using it?): %w", err)
	}
	w.idle.db = w.db
	if w.conn, err = w.db.Connect(); err == nil {
		err = w.prepare(ctx)
	}
	if err == nil {
		err = w.readLimit(ctx)
	}
	if err != nil {
		return errors.Join(err, w.release())
	}
	return nil
}

// renew begins a new file in place of the old one: so nothing that was in it is left on the disk, not even in space that
// is free. It waits until no question is being answered from the old one; those asked meanwhile wait for the new one.
func (w *Warehouse) renew(ctx context.Context) error {
	for !w.alone() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
	defer w.writing.Unlock()
	defer w.idle.mu.Unlock()
	for _, c := range w.idle.free {
		c.Close()
	}
	w.idle.free = nil
	w.conn.Close()
	w.db.Close()
	if err := errors.Join(os.Remove(w.options.file()), absent(os.Remove(w.options.file()+".wal"))); err != nil {
		return fmt.Errorf("remove the warehouse's file: %w", err)
	}
	return w.openFile(ctx)
}

// alone takes writing and the pool, unless a question is being answered. Who answers one may yet wait for writing, so
// neither is kept then.
func (w *Warehouse) alone() bool {
	w.writing.Lock()
	w.idle.mu.Lock()
	if w.idle.lent == 0 {
		return true
	}
	w.idle.mu.Unlock()
	w.writing.Unlock()
	return false
}

func absent(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (o Options) settings() map[string]string {
	threads := o.Threads
	if threads == 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	s := map[string]string{
		"threads":                      strconv.Itoa(threads),
		"preserve_insertion_order":     "true", // the body is read in the order it was sorted in
		"checkpoint_threshold":         "64MB",
		"autoinstall_known_extensions": "false",
		"autoload_known_extensions":    "false",
		// What is freed goes back to the system soon, not when somebody next asks for much.
		"allocator_background_threads": "true",
		"allocator_flush_threshold":    "1MB",
	}
	if o.MemoryLimit != "" {
		s["memory_limit"] = o.MemoryLimit
	}
	return s
}

// Close gives up what runs in the background and closes the file.
func (w *Warehouse) Close() error {
	w.stop()
	<-w.done
	w.writing.Lock()
	defer w.writing.Unlock()
	return w.release()
}

func (w *Warehouse) release() error {
	if w.conn != nil {
		w.conn.Close()
	}
	w.idle.close()
	w.db.Close()
	return nil
}

// pool keeps connections for readers.
type pool struct {
	mu   sync.Mutex
	db   *duck.DB
	free []*duck.Conn
	lent int
}

func (p *pool) get() (*duck.Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.free); n > 0 {
		c := p.free[n-1]
		p.free = p.free[:n-1]
		p.lent++
		return c, nil
	}
	c, err := p.db.Connect()
	if err == nil {
		p.lent++
	}
	return c, err
}

// put takes a connection back; one whose last statement failed is not used again.
func (p *pool) put(c *duck.Conn, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lent--
	if err != nil {
		c.Close()
		return
	}
	p.free = append(p.free, c)
}

func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.free {
		c.Close()
	}
	p.free = nil
}

// read lends a connection in a transaction of its own: a statement is planned by what the tables are known to hold, and a
// batch committed between the plan and its run would not be asked whether it is wanted.
func (w *Warehouse) read(do func(*duck.Conn) error) error {
	c, err := w.idle.get()
	if err != nil {
		return err
	}
	if err = c.Exec(context.Background(), "BEGIN"); err == nil {
		err = do(c)
	}
	if err == nil {
		err = c.Exec(context.Background(), "COMMIT")
	}
	w.idle.put(c, err)
	return err
}

// readTwo lends two connections that see the same state of the database, the one where the warehouse stood at.
func (w *Warehouse) readTwo(ctx context.Context, do func(at *standing, a, b *duck.Conn) error) error {
	return w.read(func(a *duck.Conn) error {
		return w.read(func(b *duck.Conn) error {
			at, err := w.look(ctx, a, b)
			if err != nil {
				return err
			}
			return do(at, a, b)
		})
	})
}

// look fixes what the transactions of connections see. That is the state at their first look, so all look while nobody can
// write.
func (w *Warehouse) look(ctx context.Context, conns ...*duck.Conn) (at *standing, err error) {
	w.writing.Lock()
	defer w.writing.Unlock()
	for _, c := range conns {
		if err := c.Exec(ctx, "SELECT cursor FROM meta"); err != nil {
			return nil, err
		}
	}
	return w.now.Load(), nil
}
