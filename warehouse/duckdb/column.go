package duckdb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"banhda/hub/segment"
	"banhda/warehouse/duckdb/duck"
)

// source says what a column holds of each event.
type source struct {
	what what
	key  string // of a property or field
	name int32  // events of this name only; 0: of any
}

type what uint8

const (
	property what = iota // of the event
	field                // of the person, as the event stated it
	stated               // the person's name, as the event stated it
	channel              // by which the event came
	campaign             // which the event is part of
	team                 // whose act the event was
	worth                // the event's own value, in the currency that is key
)

// query selects (seq, value) of the entries after the first argument up to the second. Properties and fields are
// JSON, the rest is plain text. An object that DuckDB finds malformed has none: it must not spoil the question.
func (s source) query() (sql string, json bool) {
	switch s.what {
	case property:
		sql = "SELECT seq, TRY(json_extract(properties, ?)) FROM " + eventTables + " WHERE properties IS NOT NULL"
		if s.name != 0 {
			sql += fmt.Sprintf(" AND name = %d", s.name)
		}
		return sql, true
	case field:
		return "SELECT seq, TRY(json_extract(fields, ?)), rank FROM trait WHERE fields IS NOT NULL", true
	case stated:
		return "SELECT seq, name, rank FROM trait WHERE name <> ''", false
	case worth:
		return "SELECT seq, value::VARCHAR FROM " + eventTables + " WHERE value IS NOT NULL AND currency = ?", false
	case team:
		return "SELECT seq, team FROM " + eventTables + " WHERE team <> ''", false
	case campaign:
		return "SELECT seq, campaign FROM " + eventTables + " WHERE campaign <> ''", false
	default:
		return "SELECT seq, channel FROM " + eventTables + " WHERE channel <> ''", false
	}
}

// ranked reports whether it matters who said it.
func (s source) ranked() bool { return s.what == field || s.what == stated }

// pointer is the JSON pointer to a key of an object.
func pointer(key string) string {
	return "/" + strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

// column is one value of every event, by the entry of the log it came by, which is the same in every world. One
// that has been handed out never changes: what comes later makes a new one in the same memory.
type column struct {
	upTo   int64
	codes  []int32         // by seq; 0: missing
	ranks  []uint8         // by seq, of who said it; nil where that does not matter
	values []segment.Value // by code
	known  *dictionary
}

// dictionary finds codes; only who extends the column uses it.
type dictionary struct {
	raw  map[string]int32 // by the value as the database gives it
	text map[string]int32 // by Value.Text, so that 1 and 1.0 are the same
}

// code is the number of the event's value, 0 where it has none.
func (c *column) code(seq int64) int32 {
	if seq >= int64(len(c.codes)) {
		return 0
	}
	return c.codes[seq]
}

// value is the event's.
func (c *column) value(seq int64) (segment.Value, bool) {
	code := c.code(seq)
	return c.values[code], code != 0
}

// columns keeps those used lately.
type columns struct {
	mu   sync.Mutex
	list []*cached // the latest used first
}

type cached struct {
	source source
	mu     sync.Mutex // held while it is extended
	column *column
}

// keptColumns bounds the memory columns take: four bytes for each entry of the log, each.
const keptColumns = 8

// get finds a column, or makes room for it.
func (c *columns) get(s source) *cached {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.list, func(k *cached) bool { return k.source == s })
	k := &cached{source: s, column: newColumn()}
	if i >= 0 {
		k = c.list[i]
		c.list = slices.Delete(c.list, i, i+1)
	}
	c.list = slices.Insert(c.list, 0, k)
	c.list = c.list[:min(len(c.list), keptColumns)]
	return k
}

func (c *columns) drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = nil
}

func newColumn() *column {
	return &column{values: make([]segment.Value, 1), known: &dictionary{map[string]int32{}, map[string]int32{}}}
}

// column gives a column that reaches at least up to an entry the warehouse has taken in.
func (w *Warehouse) column(ctx context.Context, s source, upTo int64) (*column, error) {
	k := w.columns.get(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.column.upTo >= upTo {
		return k.column, nil
	}
	var longer *column
	err := w.read(func(c *duck.Conn) (err error) {
		longer, err = k.column.extend(ctx, c, s, upTo)
		return err
	})
	if err != nil {
		k.column = newColumn() // the dictionary may be ahead of it
		return nil, fmt.Errorf("read %s of the events: %w", s.key, err)
	}
	k.column = longer
	return longer, nil
}

func (c *column) extend(ctx context.Context, conn *duck.Conn, s source, upTo int64) (*column, error) {
	longer := &column{upTo: upTo, values: c.values, known: c.known}
	longer.codes = append(c.codes, make([]int32, upTo+1-int64(len(c.codes)))...)
	if s.ranked() {
		longer.ranks = append(c.ranks, make([]uint8, upTo+1-int64(len(c.ranks)))...)
	}
	sql, json := s.query()
	var args []any
	switch {
	case json:
		args = append(args, pointer(s.key))
	case s.what == worth:
		args = append(args, s.key)
	}
	rows, err := conn.Query(ctx, sql+" AND seq > ? AND seq <= ?", append(args, c.upTo, upTo)...)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		seqs, texts, missing := rows.Int64(0), rows.Text(1), rows.Nulls(1)
		for i, seq := range seqs {
			if missing.At(i) {
				continue
			}
			longer.codes[seq] = longer.encode(texts.View(i), json)
			if s.ranked() {
				longer.ranks[seq] = uint8(rows.Int32(2)[i])
			}
		}
	}
	return longer, rows.Close()
}

// encode gives a value its code. raw is not kept.
func (c *column) encode(raw string, json bool) int32 {
	if code, ok := c.known.raw[raw]; ok {
		return code
	}
	raw = strings.Clone(raw)
	v, ok := segment.Text(raw), true
	if json {
		v, ok = segment.FromJSON([]byte(raw))
	}
	code := c.known.text[v.Text]
	if ok && code == 0 {
		code = int32(len(c.values))
		c.values = append(c.values, v)
		c.known.text[v.Text] = code
	}
	if !ok {
		code = 0
	}
	c.known.raw[raw] = code
	return code
}
