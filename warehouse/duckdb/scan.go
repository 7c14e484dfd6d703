package duckdb

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// errDisorder says that the body's rows did not come in the order they were sorted in.
var errDisorder = errors.New("the sorted events came out of order")

// The columns a stream reads, by their place.
const (
	readProfile = iota
	readHappened
	readID
	readSeq
	readName
	readValue
	readCurrency
	readSale
	readReferrer
	readProperties
)

// selectEvents reads a table of events as known at an entry, properties only of the given names.
func selectEvents(table string, seq int64, conditional []int32) string {
	return fmt.Sprintf(`SELECT profile, happened, id, seq, name, value, currency, sale, referrer, %s FROM %s WHERE %s`,
		propertiesOf(conditional), table, knownAt(seq))
}

func propertiesOf(conditional []int32) string {
	if len(conditional) == 0 {
		return "NULL::VARCHAR"
	}
	return "CASE WHEN name IN (" + list(conditional) + ") THEN properties END"
}

// knownAt is true of the events there are as known at an entry.
func knownAt(seq int64) string {
	if seq == wheel.Forever {
		return "retracted IS NULL"
	}
	return fmt.Sprintf("seq <= %d AND (retracted IS NULL OR retracted > %d)", seq, seq)
}

// list writes numbers with commas between.
func list[T int32 | int64](numbers []T) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, n)
	}
	return b.String()
}

// stream reads events in (profile, happened, id) order, one row at a time.
type stream struct {
	rows                         *duck.Rows
	i, n                         int
	profile, happened, seq       []int64
	value, referrer              []int64
	name                         []int32
	id, currency, sale, property duck.Texts
	noValue, noProperty          duck.Nulls
	lastProfile, lastHappened    int64
	err                          error
}

func openStream(ctx context.Context, c *duck.Conn, sql string) (*stream, error) {
	rows, err := c.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	s := &stream{rows: rows, lastHappened: -wheel.Forever}
	s.fetch()
	return s, nil
}

// live reports whether the stream stands on a row.
func (s *stream) live() bool { return s.i < s.n }

// next goes to the next row.
func (s *stream) next() {
	if s.i++; s.i == s.n {
		s.fetch()
		return
	}
	if i := s.i; s.profile[i] == s.profile[i-1] && s.happened[i] == s.happened[i-1] && s.id.View(i) < s.id.View(i-1) {
		s.stop(errDisorder)
	}
	s.check()
}

// check holds the row against the one before.
func (s *stream) check() {
	p, at := s.profile[s.i], s.happened[s.i]
	if p < s.lastProfile || p == s.lastProfile && at < s.lastHappened {
		s.stop(errDisorder)
	}
	s.lastProfile, s.lastHappened = p, at
}

func (s *stream) stop(err error) { s.err, s.i, s.n = errors.Join(s.err, err), 0, 0 }

func (s *stream) fetch() {
	s.i, s.n = 0, 0
	if s.err != nil || !s.rows.Next() {
		return
	}
	r := s.rows
	s.n = r.Len()
	s.profile, s.happened, s.seq = r.Int64(readProfile), r.Int64(readHappened), r.Int64(readSeq)
	s.value, s.referrer, s.name = r.Int64(readValue), r.Int64(readReferrer), r.Int32(readName)
	s.id, s.currency, s.sale, s.property = r.Text(readID), r.Text(readCurrency), r.Text(readSale), r.Text(readProperties)
	s.noValue, s.noProperty = r.Nulls(readValue), r.Nulls(readProperties)
	s.check()
}

func (s *stream) close() error { return errors.Join(s.err, s.rows.Close()) }

// properties are the row's, in place; empty where they do not matter.
func (s *stream) properties() string {
	if s.noProperty.At(s.i) {
		return ""
	}
	return s.property.View(s.i)
}

// merge calls each with the stream that stands on the next row, in (profile, happened, id) order over both.
func merge(a, b *stream, each func(*stream) error) error {
	for a.live() || b.live() {
		s := a
		if !a.live() || b.live() && before(b, a) {
			s = b
		}
		if err := each(s); err != nil {
			return err
		}
		s.next()
	}
	return nil
}

// before compares the rows two streams stand on.
func before(a, b *stream) bool {
	if p, q := a.profile[a.i], b.profile[b.i]; p != q {
		return p < q
	}
	if s, t := a.happened[a.i], b.happened[b.i]; s != t {
		return s < t
	}
	return a.id.View(a.i) < b.id.View(b.i)
}
