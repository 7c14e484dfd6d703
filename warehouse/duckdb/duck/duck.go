// Package duck is a thin way to DuckDB's chunk interface: it opens a database, runs statements, reads results a
// chunk of columns at a time and appends rows column-wise. Everything that touches C memory stays in here.
//
// A Conn is used by one goroutine at a time.
package duck

import (
	"context"
	"errors"
	"fmt"
	"strings"

	bind "github.com/duckdb/duckdb-go-bindings"
)

// DB is an open database file. Only one process may hold it.
type DB struct{ db bind.Database }

// Open opens or creates the database file at path with DuckDB's own settings, by name.
func Open(path string, settings map[string]string) (*DB, error) {
	var config bind.Config
	if bind.CreateConfig(&config) != bind.StateSuccess {
		return nil, errors.New("duckdb: cannot make a configuration")
	}
	defer bind.DestroyConfig(&config)
	for name, value := range settings {
		if bind.SetConfig(config, name, value) != bind.StateSuccess {
			return nil, fmt.Errorf("duckdb: setting %s does not take %q", name, value)
		}
	}
	db, reason := new(DB), ""
	if bind.OpenExt(path, &db.db, config, &reason) != bind.StateSuccess {
		return nil, fmt.Errorf("open %s: %s", path, advised(reason))
	}
	return db, nil
}

// Close closes the file. All connections must be closed before.
func (db *DB) Close() { bind.Close(&db.db) }

// Connect opens a connection.
func (db *DB) Connect() (*Conn, error) {
	c := new(Conn)
	if bind.Connect(db.db, &c.conn) != bind.StateSuccess {
		return nil, errors.New("duckdb: cannot connect")
	}
	return c, nil
}

// Conn is one connection: statements run on it one after the other.
type Conn struct{ conn bind.Connection }

// Close ends the connection; a transaction still open is rolled back.
func (c *Conn) Close() { bind.Disconnect(&c.conn) }

// Exec runs one statement, or several where it has no arguments, and drops the result.
func (c *Conn) Exec(ctx context.Context, sql string, args ...any) error {
	if len(args) > 0 {
		rows, err := c.Query(ctx, sql, args...)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		return rows.Close()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { bind.Interrupt(c.conn) })
	defer stop()
	var result bind.Result
	defer bind.DestroyResult(&result)
	if bind.Query(c.conn, sql, &result) != bind.StateSuccess {
		return failure(ctx, bind.ResultError(&result), sql)
	}
	return nil
}

// Query runs one statement and streams its result. Arguments are int64, int, string, bool or nil.
func (c *Conn) Query(ctx context.Context, sql string, args ...any) (*Rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var statement bind.PreparedStatement
	defer bind.DestroyPrepare(&statement)
	if bind.Prepare(c.conn, sql, &statement) != bind.StateSuccess {
		return nil, failure(ctx, bind.PrepareError(statement), sql)
	}
	for i, arg := range args {
		if err := bindArgument(statement, bind.IdxT(i+1), arg); err != nil {
			return nil, err
		}
	}
	r := &Rows{ctx: ctx, sql: sql}
	r.stop = context.AfterFunc(ctx, func() { bind.Interrupt(c.conn) })
	if err := r.start(statement); err != nil {
		r.stop()
		return nil, err
	}
	return r, nil
}

func bindArgument(s bind.PreparedStatement, i bind.IdxT, arg any) error {
	state := bind.StateError
	switch v := arg.(type) {
	case int64:
		state = bind.BindInt64(s, i, v)
	case int:
		state = bind.BindInt64(s, i, int64(v))
	case string:
		state = bind.BindVarchar(s, i, v)
	case bool:
		state = bind.BindBoolean(s, i, v)
	case nil:
		state = bind.BindNull(s, i)
	}
	if state != bind.StateSuccess {
		return fmt.Errorf("duckdb: argument %d of type %T cannot be bound", i, arg)
	}
	return nil
}

// failure is the error of a statement; a question that was given up says so.
func failure(ctx context.Context, reason, sql string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(sql) > 120 {
		sql = sql[:120] + "…"
	}
	return fmt.Errorf("duckdb: %s (in: %s)", advised(reason), sql)
}

// advised adds to the one failure that its reader can mend what to do about it.
func advised(reason string) string {
	if strings.Contains(reason, "No space left on device") {
		return reason + "; free some space and start again, nothing that was acknowledged is lost"
	}
	return reason
}
