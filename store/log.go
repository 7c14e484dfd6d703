package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"banhda/drive/flow"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// Log is the append-only order of everything that was received. One goroutine writes it, in group commits; many
// may read it meanwhile.
type Log struct {
	db    *dialect.DB
	clock func() int64
	tail  atomic.Int64 // the last entry that may be read
	// rowBytes is how large rows were at the last reading.
	rowBytes atomic.Int64

	queue   chan *appending
	closing chan struct{}
	once    sync.Once
	done    chan struct{} // closed when the writer has ended

	mu       sync.Mutex
	appended chan struct{}
}

var _ flow.Log = (*Log)(nil)

// OpenLog opens or creates the log.
func OpenLog(ctx context.Context, o Options) (*Log, error) {
	db, err := o.open(ctx, migration.Log)
	if err != nil {
		return nil, err
	}
	l := &Log{
		db: db, clock: o.micros,
		queue: make(chan *appending, queued), closing: make(chan struct{}), done: make(chan struct{}),
		appended: make(chan struct{}),
	}
	l.rowBytes.Store(firstAverage)
	w := &writer{log: l}
	if err := w.resume(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	go w.run()
	return l, nil
}

// Close lets the appends under way finish, refuses later ones, and closes the log.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.closing) })
	<-l.done
	return l.db.Close()
}

// Tail is the seq of the last entry, 0 for an empty log.
func (l *Log) Tail(context.Context) (int64, error) { return l.tail.Load(), nil }

// Appended returns a channel that is closed at the next append after this call.
func (l *Log) Appended() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.appended
}

// publish makes entries up to tail known.
func (l *Log) publish(tail int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tail.Store(tail)
	close(l.appended)
	l.appended = make(chan struct{})
}

const rowColumns = "seq, count, received_at, kind, source, import, rank, packed, body"

// Row is the row that holds entry seq; ErrNotFound where there is none.
func (l *Log) Row(ctx context.Context, seq int64) (flow.Row, error) {
	query := "SELECT " + rowColumns + " FROM log WHERE seq <= ? ORDER BY seq DESC LIMIT 1"
	r, err := scanRow(l.db.Read.QueryRowContext(ctx, l.db.Rebind(query), seq))
	if errors.Is(err, sql.ErrNoRows) || (err == nil && r.Seq+r.Count <= seq) {
		return flow.Row{}, fmt.Errorf("entry %d of the log: %w", seq, ErrNotFound)
	}
	if err != nil {
		return flow.Row{}, l.unread(seq, err)
	}
	return r, nil
}

// Read calls each with the rows after entry seq, in order, until about maxBytes of bodies were read or the log
// ends. A row of which some entries come after seq is given whole.
func (l *Log) Read(ctx context.Context, after int64, maxBytes int, each func(flow.Row) error) error {
	p := logPage{from: after + 1}
	p.ask(maxBytes, l.rowBytes.Load())
	for p.bytes < maxBytes && p.rows > 0 {
		if err := l.readPage(ctx, &p, maxBytes, each); err != nil {
			return err
		}
	}
	if p.read > 0 {
		l.rowBytes.Store(p.average())
	}
	return nil
}

// A page asks for as many rows as should make up the bytes, because PostgreSQL sends all that was asked for.
const (
	largestPage  = 16384
	firstAverage = 64 << 10 // bytes of a row, before any was read
)

type logPage struct {
	from  int64 // the next entry to read
	rows  int   // how many rows to ask for; 0 at the end of the log
	read  int   // rows so far
	bytes int   // of bodies so far
}

func (p *logPage) ask(bytes int, average int64) { p.rows = min(bytes/int(average)+1, largestPage) }

// average is the size of the rows read, at least 1.
func (p *logPage) average() int64 { return int64(p.bytes/p.read) + 1 }

func (l *Log) readPage(ctx context.Context, p *logPage, maxBytes int, each func(flow.Row) error) error {
	query := "SELECT " + rowColumns + ` FROM log
WHERE seq >= (SELECT COALESCE(MAX(seq), 0) FROM log WHERE seq <= ?) AND seq + count > ? ORDER BY seq LIMIT ?`
	rows, err := l.db.Read.QueryContext(ctx, l.db.Rebind(query), p.from, p.from, p.rows)
	if err != nil {
		return l.unread(p.from, err)
	}
	defer rows.Close()
	asked, got := p.rows, 0
	for ; p.bytes < maxBytes && rows.Next(); got++ {
		r, err := scanRow(rows)
		if err != nil {
			return l.unread(p.from, err)
		}
		if err := each(r); err != nil {
			return err
		}
		p.from, p.bytes, p.read = r.Seq+r.Count, p.bytes+len(r.Body), p.read+1
	}
	if p.rows = 0; got == asked {
		p.ask(maxBytes-p.bytes, p.average())
	}
	return l.unread(p.from, rows.Err())
}

func (l *Log) unread(from int64, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("reading the log from entry %d: %w", from, l.db.Translate(err))
}

func scanRow(from interface{ Scan(...any) error }) (flow.Row, error) {
	var r flow.Row
	var kind string
	var packed int64
	err := from.Scan(&r.Seq, &r.Count, &r.ReceivedAt, &kind, &r.Source, &r.Import, &r.Rank, &packed, &r.Body)
	if err == nil {
		err = unpack(&r, packed)
	}
	r.Kind = flow.Kind(kind)
	return r, err
}
