package dialect

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"
)

// mostPrepared bounds the statements a connection to SQLite keeps ready.
const mostPrepared = 200

// sqliteConn is what a connection to SQLite can do that database/sql asks for.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// prepared is a connection to SQLite that keeps the statements ready that were run last: reading one takes longer than most
// take to run, and the driver itself reads each anew. A connection is used by one goroutine at a time.
type prepared struct {
	sqliteConn
	kept      map[string]*keptStatement
	runs      uint64
	committed chan struct{} // nil: nobody wants to know
}

type keptStatement struct {
	driver.Stmt
	last uint64 // the run in which it was asked for last
	busy bool   // its rows are being read
}

// sqliteConnector opens connections that keep their statements.
type sqliteConnector struct {
	driver.Connector
	committed chan struct{}
}

func (c sqliteConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &prepared{sqliteConn: conn.(sqliteConn), kept: map[string]*keptStatement{}, committed: c.committed}, nil
}

func (c *prepared) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := c.sqliteConn.BeginTx(ctx, options)
	if err != nil || c.committed == nil {
		return tx, err
	}
	return telling{tx, c.committed}, nil
}

// telling is a transaction that tells when it was committed.
type telling struct {
	driver.Tx
	committed chan struct{}
}

func (t telling) Commit() error {
	err := t.Tx.Commit()
	select {
	case t.committed <- struct{}{}:
	default: // it is known already
	}
	return err
}

func (c *prepared) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if s == nil || err != nil {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (c *prepared) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if s == nil || err != nil {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{typedRows: rows.(typedRows), of: s}, nil
}

// statement is a query made ready; nil where it is none that is kept, or where its rows are just being read.
func (c *prepared) statement(ctx context.Context, query string) (*keptStatement, error) {
	c.runs++
	s := c.kept[query]
	switch {
	case s != nil && s.busy, s == nil && !keeps(query):
		return nil, nil
	case s == nil:
		stmt, err := c.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		s = &keptStatement{Stmt: stmt}
		c.makeRoom()
		c.kept[query] = s
	}
	s.last = c.runs
	return s, nil
}

// keeps reports whether a statement is worth keeping: those of every day are, and those of the schema are not.
func keeps(query string) bool {
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"} {
		if strings.HasPrefix(query, verb) {
			return true
		}
	}
	return false
}

// makeRoom forgets the statement that was not asked for longest.
func (c *prepared) makeRoom() {
	if len(c.kept) < mostPrepared {
		return
	}
	oldest := ""
	for query, s := range c.kept {
		if !s.busy && (oldest == "" || s.last < c.kept[oldest].last) {
			oldest = query
		}
	}
	if oldest != "" {
		_ = c.kept[oldest].Close()
		delete(c.kept, oldest)
	}
}

// Close forgets all statements first: they are the connection's.
func (c *prepared) Close() error {
	var all []error
	for _, s := range c.kept {
		all = append(all, s.Close())
	}
	clear(c.kept)
	return errors.Join(append(all, c.sqliteConn.Close())...)
}

// typedRows are rows that know what their columns are.
type typedRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeScanType
}

// keptRows let go of their statement once they are closed.
type keptRows struct {
	typedRows
	of *keptStatement
}

func (r *keptRows) Close() error {
	err := r.typedRows.Close()
	r.of.busy = false
	return err
}
