package api

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"banhda/hub/intake"
	"banhda/phrase"
)

// reasonColumn is what the column with the reasons is called in a file of refused rows. Whoever mends them and imports
// that file again leaves it out.
const reasonColumn = intake.Reason

// refusedRows are the rows an import of records refuses, as they stand in the file and with why. After a restart the file
// goes on where it was.
type refusedRows struct {
	path  string
	names []string
	file  *os.File
	csv   *csv.Writer
}

func (s *Server) openRefusedRows(r *intakeRun) (*refusedRows, error) {
	names := append([]string{}, r.order.Plan.Source.Columns...)
	if len(names) == 0 {
		for _, c := range r.order.Plan.Columns {
			names = append(names, c.Name)
		}
	}
	f := &refusedRows{path: s.refusedPath(r.record.ID), names: names}
	if r.line == 0 {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	return f, nil
}

func (f *refusedRows) take(row *intakeRow) error {
	if row.result != refuses {
		return nil
	}
	if f.file == nil {
		if err := f.open(); err != nil {
			return err
		}
	}
	p := row.row.Problems[0]
	reason := phrase.In("vi", p.Err) + " / " + phrase.In("en", p.Err)
	if p.Column != "" {
		reason = p.Column + ": " + reason
	}
	err := f.write(row.cells, reason)
	for _, cells := range row.more {
		err = errors.Join(err, f.write(cells, reason))
	}
	return err
}

func (f *refusedRows) write(row []string, reason string) error {
	cells := make([]string, len(f.names)+1)
	for i, cell := range row {
		if i < len(f.names) {
			cells[i] = inert(cell)
		}
	}
	cells[len(f.names)] = reason
	return f.csv.Write(cells)
}

func (f *refusedRows) open() (err error) {
	if err = os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	if f.file, err = os.OpenFile(f.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	f.csv = csv.NewWriter(f.file)
	info, err := f.file.Stat()
	if err == nil && info.Size() == 0 {
		err = f.csv.Write(append(append([]string{}, f.names...), reasonColumn))
	}
	return err
}

func (f *refusedRows) close() error {
	if f.file == nil {
		return nil
	}
	f.csv.Flush()
	return errors.Join(f.csv.Error(), f.file.Close())
}

// intakes are the imports of records under way: how far each is, and how to stop it.
type intakes struct {
	mu   sync.Mutex
	list map[int64]*underway
}

type underway struct {
	progress Progress
	stop     context.CancelCauseFunc
}

func (u *intakes) begin(id int64, stop context.CancelCauseFunc) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.list == nil {
		u.list = map[int64]*underway{}
	}
	u.list[id] = &underway{stop: stop}
}

func (u *intakes) end(id int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.list, id)
}

// busy reports whether any is under way.
func (u *intakes) busy() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return len(u.list) > 0
}

// tell keeps how far an import is.
func (u *intakes) tell(id int64) Tell {
	return func(p Progress) {
		u.mu.Lock()
		defer u.mu.Unlock()
		if one := u.list[id]; one != nil {
			one.progress = p
		}
	}
}

// stop stops an import; false where none of that id is under way.
func (u *intakes) stop(id int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	one := u.list[id]
	if one != nil {
		one.stop(errStopped)
	}
	return one != nil
}

// at is how far an import is; false where it is not under way in this process.
func (u *intakes) at(id int64) (Progress, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if one := u.list[id]; one != nil {
		return one.progress, true
	}
	return Progress{}, false
}
