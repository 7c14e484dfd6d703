package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"banhda/delight/ticket"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// Records is everything the house keeps besides the log. Verbs on a Tx compose: what one transaction does happens
// wholly or not at all. The methods of Records itself are each a transaction of their own.
type Records struct {
	db    *dialect.DB
	clock func() int64
	known catalogues

	brings  bringings
	keeping keeping

	grown, planned int // people since the start, and when queries were last planned anew; of whoever writes identities

	mu     sync.Mutex
	posted chan struct{} // closed when a commit has filled the outbox
	left   chan struct{} // closed when a commit has left jobs
	told   chan struct{} // closed when a commit has told somebody something
	drafts chan struct{} // closed when a commit has left messages to people
}

// OpenRecords opens or creates the records.
func OpenRecords(ctx context.Context, o Options) (*Records, error) {
	db, err := o.open(ctx, migration.Records)
	if err != nil {
		return nil, err
	}
	r := &Records{db: db, clock: o.micros, posted: make(chan struct{}), left: make(chan struct{}), told: make(chan struct{}), drafts: make(chan struct{})}
	if err := r.chainOld(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return r, nil
}

// Close closes the records; transactions under way fail.
func (r *Records) Close() error { return r.db.Close() }

// Tx runs do in one transaction and commits it where do gives no error; otherwise nothing has happened. There is
// one writer at a time, so do should be quick, must not begin another Tx, and sees nobody else's changes under way.
func (r *Records) Tx(ctx context.Context, do func(*Tx) error) error {
	tx := &Tx{}
	if err := r.write(ctx, tx, do); err != nil {
		return err
	}
	r.announce(tx)
	r.db.Ready(ctx)
	return nil
}

// write runs do in tx, which it begins, and commits it.
func (r *Records) write(ctx context.Context, tx *Tx, do func(*Tx) error) error {
	w, err := r.db.Begin(ctx)
	if err != nil {
		return r.failed("beginning to write records", err)
	}
	defer w.End()
	defer func(began time.Time) { r.keeping.add(time.Since(began)) }(time.Now())
	tx.View, tx.copies = View{tx: w.Tx, dialect: r.db, now: r.clock(), known: &r.known, since: r.known.now()}, w.Copies
	if err := do(tx); err != nil {
		return err
	}
	if err := tx.saveWords(ctx); err != nil {
		return err
	}
	if err := tx.seal(ctx); err != nil {
		return err
	}
	err = w.Commit()
	if tx.fielded { // before anybody else writes; what could not be told may be there, too
		r.known.changed()
	}
	if err != nil {
		return r.failed("writing records", cmp.Or(ctx.Err(), err))
	}
	return nil
}

// View runs look on one state of the records, whatever is written meanwhile.
func (r *Records) View(ctx context.Context, look func(*View) error) error {
	since := r.known.now()
	reading, err := r.db.Enter(ctx)
	if err != nil {
		return r.failed("beginning to read records", err)
	}
	defer reading.Leave()
	return look(&View{tx: reading.Tx, dialect: r.db, now: r.clock(), known: &r.known, since: since})
}

func (r *Records) failed(doing string, err error) error {
	return fmt.Errorf("%s: %w", doing, r.db.Translate(err))
}

// View is a transaction that reads.
type View struct {
	tx      *sql.Tx
	dialect dialect.Dialect
	now     int64

	catalogues map[record.Type]*catalogue // asked for so far
	known      *catalogues                // nil: the transaction has changed some
	since      int64                      // changes of fields before it began
	sells      *selling                   // asked for so far
	cares      *ticket.Setup              // asked for so far
	promises   *promising                 // asked for so far
}

// Now is the transaction's one instant, in microseconds.
func (v *View) Now() int64 { return v.now }

// Tx is a transaction that reads and writes.
type Tx struct {
	View
	// Act is the id of the act under way, 0 before the first: what is changed is journalled under it.
	Act    int64
	act    *act
	posted bool        // into the outbox
	kept   *[]flow.Row // what is not to be posted; nil: everything is
	left   bool        // jobs
	told   bool        // somebody something

	drafted bool // messages to people

	clocks map[int64]*Clocked // of tickets that are being written

	copies *sql.Conn // along which many rows can be copied at once; nil where they cannot

	fielded bool // a field was changed

	touched map[record.Type]map[int64]*record.Record // records whose words have to be written

	newcomers map[int64]*newcomer // people who were founded by this transaction, and are not written yet

	fresh map[int64]search.Known // people of whom nothing was there before this transaction, and all they are known by
}

// exec runs a statement and tells how many rows it touched. doing is what it is for, in the words of an error.
func (t *Tx) exec(ctx context.Context, doing, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, t.dialect.Rebind(query), args...)
	if err != nil {
		return 0, t.failed(doing, err)
	}
	return result.RowsAffected()
}

// one runs a query for one row; ErrNotFound where there is none.
func (v *View) one(ctx context.Context, doing, query string, args []any, into ...any) error {
	return v.failed(doing, v.tx.QueryRowContext(ctx, v.dialect.Rebind(query), args...).Scan(into...))
}

// each runs a query and calls scan for each of its rows.
func (v *View) each(ctx context.Context, doing, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := v.tx.QueryContext(ctx, v.dialect.Rebind(query), args...)
	if err != nil {
		return v.failed(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return v.failed(doing, err)
		}
	}
	return v.failed(doing, rows.Err())
}

func (v *View) failed(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return fmt.Errorf("%s: %w", doing, v.dialect.Translate(err))
}

// insertAll inserts n rows in few statements. row gives the columns of the i-th; it is called in order.
func (t *Tx) insertAll(ctx context.Context, doing, into string, columns int, after string, n int, row func(i int) []any) error {
	in := t.inserter(into, columns)
	in.after = after
	in.expect(n)
	for i := range n {
		if err := in.add(ctx, 0, row(i)...); err != nil {
			return t.failed(doing, err)
		}
	}
	return t.failed(doing, in.flush(ctx))
}

func (t *Tx) inserter(into string, columns int) *inserter {
	return &inserter{tx: t.tx, dialect: t.dialect, copies: t.copies, into: into, columns: columns}
}
