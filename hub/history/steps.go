package history

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
)

// step takes one row of the file through the steps, or one group when the file has ended.
func (r *Reader) step() error {
	f := r.file
	if f.ended {
		if done := f.group.pop(); done != nil {
			r.emit(&done.first)
			return nil
		}
		r.finish()
		return nil
	}
	err := f.reader.next(&f.row)
	if errors.Is(err, io.EOF) {
		f.ended = true
		if f.group == nil {
			r.finish()
		}
		return nil
	}
	if err == nil {
		f.row.element = 0
		err = r.exploded(0)
	}
	if err == nil {
		return nil
	}
	if refused := new(rowError); errors.As(err, &refused) {
		r.counts.Rows++
		r.refuse(&f.row, refused)
		return nil
	}
	return fmt.Errorf("%s: %w", filepath.Base(f.path), err)
}

// exploded makes rows of lists, from the given level of them on.
func (r *Reader) exploded(level int) error {
	f := r.file
	if level < len(f.explode) {
		return f.explode[level].rows(&f.row, func() error { return r.exploded(level + 1) })
	}
	if level > 0 {
		f.row.element++
	}
	r.joined()
	return nil
}

// joined takes a row from the joins on.
func (r *Reader) joined() {
	f := r.file
	r.counts.Rows++
	for _, j := range f.joins {
		if keep, err := j.apply(&f.row); err != nil {
			r.refuse(&f.row, err)
			return
		} else if !keep {
			r.counts.Left++
			return
		}
	}
	if f.where != nil {
		if v, err := f.where(&f.row); err != nil {
			r.refuse(&f.row, err)
			return
		} else if !v.truth {
			r.counts.Left++
			return
		}
	}
	for _, c := range f.checks {
		c.look(&f.row)
	}
	r.grouped()
}

func (r *Reader) grouped() {
	f := r.file
	if f.group == nil {
		r.emit(&f.row)
		return
	}
	done, err := f.group.add(&f.row)
	if done != nil {
		r.emit(&done.first)
	}
	if err != nil {
		r.refuse(&f.row, err)
	}
}

// emit makes the events of a row. One that cannot be made does not keep the others from it.
func (r *Reader) emit(row *row) {
	for _, e := range r.file.events {
		if err := e.build(row, &r.out); err != nil {
			r.refuse(row, err)
		}
	}
}
