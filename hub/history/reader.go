package history

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"

	"banhda/hub/timeline"
)

// Reader gives the events of a mapping's files, in the order of the files and their lines. Only Progress may be
// called while another goroutine is in Next.
type Reader struct {
	mapping  *Mapping
	dir      string
	opt      Options
	plans    []plan
	next     int // of plans
	file     *fileReader
	columns  []string // of the file last opened
	out      batch
	refused  []Refusal
	counts   Counts
	warnings []Warning
	bytes    atomic.Int64 // of the file that is open
	before   atomic.Int64 // of the files before it
	total    int64
}

// Counts are how far a reading has come.
type Counts struct {
	Rows    int64 // read, after lists have been made rows
	Left    int64 // left out by where, or by a join that leaves out what has no match
	Events  int64
	Refused int64
}

// Refusal is a row, or one event of it, that could not become one.
type Refusal struct {
	File   string
	Line   int64  // 1-based; the sheet's own number in a workbook
	Column string // the column or the part of the event at fault; may be empty
	Reason string
	Row    string // as it stands in the file
}

// Warning is something to look at that refuses nothing.
type Warning struct{ File, Text string }

// Open finds the mapping's files below dir and its columns in them. Errors of the mapping are *MappingError. The
// caller closes the reader.
func Open(m *Mapping, dir string, opt Options) (*Reader, error) {
	r := &Reader{mapping: m, dir: dir, opt: opt}
	var err error
	if r.plans, err = m.plans(dir); err != nil {
		return nil, err
	}
	for _, p := range r.plans {
		r.total += p.size
		f, err := m.open(p, dir, opt, new(atomic.Int64))
		if err != nil {
			return nil, err
		}
		f.close()
	}
	return r, nil
}

// Next is the next batch, of about a thousand events; it may be empty where many rows are refused or left out. After
// the last one the error is io.EOF. Other errors end the reading: a file that breaks off, ctx. The next call reuses the slice.
func (r *Reader) Next(ctx context.Context) ([]timeline.Event, error) {
	r.out.renew()
	refused := r.counts.Refused
	for steps := 0; len(r.out.events) < batchSize && r.counts.Refused < refused+batchSize && steps < 100*batchSize; steps++ {
		if r.file == nil {
			if err := r.openNext(); err == io.EOF && len(r.out.events) > 0 {
				break
			} else if err != nil {
				return nil, err
			}
		}
		if steps%batchSize == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err := r.step(); err != nil {
			return nil, err
		}
	}
	r.counts.Events += int64(len(r.out.events))
	return r.out.events, nil
}

func (r *Reader) openNext() error {
	if r.next == len(r.plans) {
		return io.EOF
	}
	f, err := r.mapping.open(r.plans[r.next], r.dir, r.opt, &r.bytes)
	if err != nil {
		return err
	}
	r.next++
	for _, j := range f.joins {
		if err := j.load(); err != nil {
			f.close()
			return err
		}
	}
	r.file, r.columns = f, f.scope.columns()
	return nil
}

func (r *Reader) refuse(row *row, err error) {
	why := &rowError{reason: err.Error()}
	errors.As(err, &why)
	r.counts.Refused++
	r.refused = append(r.refused, Refusal{filepath.Base(r.file.path), row.line, why.column, why.reason, strings.Clone(row.text)})
}

// finish closes the file that is open.
func (r *Reader) finish() {
	f := r.file
	r.warnings = append(r.warnings, f.warnings()...)
	f.close()
	r.before.Add(f.size)
	r.bytes.Store(0)
	r.file = nil
}

func (f *fileReader) warnings() []Warning {
	var list []string
	for _, j := range f.joins {
		list = append(list, j.warnings()...)
	}
	for _, c := range f.checks {
		list = append(list, c.warnings()...)
	}
	list = append(list, f.scope.warnings()...)
	warnings := make([]Warning, len(list))
	for i, text := range list {
		warnings[i] = Warning{filepath.Base(f.path), text}
	}
	return warnings
}

// Progress is how much of the files has been read, in bytes on the disk.
func (r *Reader) Progress() (done, total int64) {
	return min(r.before.Load()+r.bytes.Load(), r.total), r.total
}

// Refused gives the rows refused since it was last called.
func (r *Reader) Refused() []Refusal {
	list := r.refused
	r.refused = nil
	return list
}

// Counts are the rows and events so far.
func (r *Reader) Counts() Counts { return r.counts }

// Warnings are what the files read to their end have shown.
func (r *Reader) Warnings() []Warning { return r.warnings }

// Close lets go of the file that is open.
func (r *Reader) Close() error {
	if r.file != nil {
		r.file.close()
		r.file = nil
	}
	r.next = len(r.plans)
	return nil
}
