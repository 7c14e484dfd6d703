// Package dialect is where SQLite and PostgreSQL differ, and the only place: how a database is opened, how
// parameters and a few types are spelt, how a list is matched, and what a driver's error means. All other SQL is
// written once, with ? for parameters.
package dialect

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Dialect is one database's way of saying what both can do.
type Dialect interface {
	// Name is sqlite or postgres.
	Name() string
	// Rebind turns each ? outside quotes into the database's own parameter.
	Rebind(query string) string
	// Schema fills in the type names of a migration: {{id}} a primary key given by the writer, {{serial}} one
	// counted by the database and never used twice, {{text}} compared by its bytes, {{bytes}}, {{json}} read by Field;
	// {{orders of rights}} what the JSON in a column called rights grants over orders.
	Schema(text string) string
	// In is the condition that column holds one of list ([]string or []int64), and its one argument.
	In(column string, list any) (condition string, arg any)
	// Among stands behind FROM for those rows of a table whose column is one of a list, in which nothing is twice: where
	// there are many, SQLite is quicker to look up each than to make an index of the list.
	Among(table, column string, list any) (from string, arg any)
	// Field is the value of a key (letters, digits, _) in a column of JSON objects, as an expression of a type that
	// compares as it should; NULL where there is none.
	Field(column, key string, as Type) string
	// Has is the condition that the list under a key in a column of JSON objects holds a text; it has one argument.
	Has(column, key string) string
	// Marked is the condition that the bit of a column's id is set in one argument, bytes that have one for every id, the
	// lowest of the first byte for 0; empty where that is slower than to look at the ids oneself.
	Marked(column string) string
	// Gather is all ids of a column as one text, divided by commas; NULL where there is none.
	Gather(column string) string
	// Fold is a text as segment.Fold folds it.
	Fold(text string) string
	// Contains is the condition that a text contains another; it has one argument.
	Contains(text string) string
	// Words is the value of an index of words: of small letters and digits.
	Words(words []string) string
	// Matches is the condition that in a table of words one word of each group is there, and its one argument.
	Matches(table string, all [][]Word) (condition string, arg any)
	// Skewed is the statement after which, in this transaction, queries are planned by their arguments: of words some are
	// everywhere and most hardly anywhere. Empty: none is needed.
	Skewed() string
	// Indexes is the query for the names of all indexes that can be used.
	Indexes() string
	// Empty removes all rows of tables in time that hardly depends on their number.
	Empty(tables ...string) []string
	// Analyse is the statement that has queries planned for how large tables are by now; empty where that is known anyway.
	Analyse(tables ...string) string
	// Continue is a query that has a table count on after the largest id in it; empty where it does by itself.
	Continue(table string) string
	// Translate gives a driver's error its meaning, by its code: one of this package's errors, wrapped, or err.
	Translate(err error) error
	// Snapshot are the options of a reading transaction that sees one state throughout.
	Snapshot() *sql.TxOptions
}

// Type is what a value in JSON is compared as.
type Type int

// The types of values in JSON.
const (
	Text    Type = iota // by bytes
	Integer             // of 64 bits
	Float
	Boolean
)

// DB is one database: a pool of one connection that writes, and a pool that only reads. One writer at a time is
// the rule on both databases, so that verbs behave the same on both.
type DB struct {
	Dialect
	Write, Read *sql.DB

	statements statements
	back       *writeBack // nil on PostgreSQL
}

// Writing is a transaction of the writer.
type Writing struct {
	*sql.Tx
	Copies *sql.Conn // along which rows can be copied by CopyIn; nil where they cannot

	conn *sql.Conn
}

// Begin begins to write, once nobody else does.
func (db *DB) Begin(ctx context.Context) (*Writing, error) {
	conn, err := db.Write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	w := &Writing{Tx: tx, conn: conn}
	if db.Name() != "sqlite" {
		w.Copies = conn
	}
	return w, nil
}

// End takes back what was not committed, and lets the next writer begin.
func (w *Writing) End() {
	_ = w.Rollback()
	_ = w.conn.Close()
}

// Reading is a transaction that sees one state throughout.
type Reading struct {
	*sql.Tx
	conn *sql.Conn
	away bool // on a server
}

// Enter begins to read. That ctx ends ends a question that is being asked, and not the connection: most requests end
// before Leave is through, and a server takes much longer to be connected with than to answer.
func (db *DB) Enter(ctx context.Context) (*Reading, error) {
	conn, err := db.Read.Conn(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), db.Snapshot())
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &Reading{tx, conn, db.Name() != "sqlite"}, nil
}

// Leave ends it. On a server that is a journey whose end nobody has to wait for.
func (r *Reading) Leave() {
	leave := func() { _, _ = r.Rollback(), r.conn.Close() }
	if r.away {
		go leave()
	} else {
		leave()
	}
}

// Close closes its pools.
func (db *DB) Close() error {
	if db.back != nil {
		_ = db.back.close() // it only read, and copied what is safe in the log
	}
	readErr, writeErr := db.Read.Close(), db.Write.Close()
	if writeErr != nil {
		return fmt.Errorf("closing the database: %w", writeErr)
	}
	return readErr
}
