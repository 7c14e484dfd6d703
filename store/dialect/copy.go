package dialect

import (
	"context"
	"database/sql"
	"io"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// CopyOut writes all rows of a table of PostgreSQL, named with its columns, as lines: COPY's text format. It counts them.
func CopyOut(ctx context.Context, c *sql.Conn, table string, to io.Writer) (rows int64, err error) {
	return copying(c, func(p *pgconn.PgConn) (pgconn.CommandTag, error) {
		return p.CopyTo(ctx, to, "COPY "+table+" TO STDOUT")
	})
}

// CopyIn adds to a table, named with its columns, the rows that CopyOut wrote, and counts them.
func CopyIn(ctx context.Context, c *sql.Conn, table string, from io.Reader) (rows int64, err error) {
	return copying(c, func(p *pgconn.PgConn) (pgconn.CommandTag, error) {
		return p.CopyFrom(ctx, from, "COPY "+table+" FROM STDIN")
	})
}

func copying(c *sql.Conn, do func(*pgconn.PgConn) (pgconn.CommandTag, error)) (rows int64, err error) {
	err = c.Raw(func(driver any) error {
		tag, err := do(driver.(*stdlib.Conn).Conn().PgConn())
		rows = tag.RowsAffected()
		return err
	})
	return rows, err
}
