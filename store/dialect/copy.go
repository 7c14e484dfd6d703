package dialect

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// CopyOut writes all rows of a table of PostgreSQL, named with its columns, as lines: COPY's text format. It counts them.
func CopyOut(ctx context.Context, c *sql.Conn, table string, to io.Writer) (rows int64, err error) {
	return copying(c, func(p *pgconn.PgConn) (pgconn.CommandTag, error) {
		return p.CopyTo(ctx, to, "COPY "+table+" TO STDOUT")
	})
}

// CopyIn adds to a table, named with its columns, the rows that CopyOut or Lines wrote, and counts them.
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

// Lines are rows in COPY's text format.
type Lines struct{ bytes.Buffer }

// Add writes one more row. Strings go into columns of text or JSON, []byte into such of bytes.
func (l *Lines) Add(row []any) error {
	for i, value := range row {
		if i > 0 {
			l.WriteByte('\t')
		}
		if err := l.value(value); err != nil {
			return err
		}
	}
	return l.WriteByte('\n')
}

func (l *Lines) value(value any) error {
	switch v := value.(type) {
	case nil:
		l.WriteString(`\N`)
	case string:
		l.text(v)
	case int64:
		l.Write(strconv.AppendInt(l.AvailableBuffer(), v, 10))
	case int:
		l.Write(strconv.AppendInt(l.AvailableBuffer(), int64(v), 10))
	case float64:
		l.Write(strconv.AppendFloat(l.AvailableBuffer(), v, 'g', -1, 64))
	case bool:
		l.Write(strconv.AppendBool(l.AvailableBuffer(), v))
	case []byte:
		return l.bytes(v)
	default:
		return l.converted(v)
	}
	return nil
}

// text writes what stands for the end of a value or a row in a way of its own.
func (l *Lines) text(s string) {
	from := 0
	for i := range len(s) {
		if c := escapes[s[i]]; c != 0 {
			l.WriteString(s[from:i])
			l.Write([]byte{'\\', c})
			from = i + 1
		}
	}
	l.WriteString(s[from:])
}

var escapes = [256]byte{'\\': '\\', '\t': 't', '\n': 'n', '\r': 'r'}

func (l *Lines) bytes(b []byte) error {
	if b == nil {
		l.WriteString(`\N`)
		return nil
	}
	l.WriteString(`\\x`)
	l.Write(hex.AppendEncode(l.AvailableBuffer(), b))
	return nil
}

// converted writes a value of another type as one that databases know.
func (l *Lines) converted(value any) error {
	known, err := driver.DefaultParameterConverter.ConvertValue(value)
	if err != nil {
		return err
	}
	switch known.(type) {
	case nil, string, int64, float64, bool, []byte:
		return l.value(known)
	}
	return fmt.Errorf("copying a %T into a table", value)
}
