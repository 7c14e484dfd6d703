package api

import (
	"context"
	"errors"
	"io"
	"slices"

	"golang.org/x/sync/errgroup"

	"banhda/hub/history"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
)

// all takes in the whole table, from the line where an earlier run stopped. While the records of one chunk are written the
// next is told to the log, where it is of people, and the one after it is read.
func (r *intakeRun) all(ctx context.Context) error {
	defer r.table.Close()
	g, ctx := errgroup.WithContext(ctx)
	read, found := make(chan intakeRows), make(chan intakeRows) // not buffered: one chunk is ready for each step
	g.Go(func() error {
		defer close(read)
		return r.read(ctx, read)
	})
	g.Go(func() error {
		defer close(found)
		return r.findAhead(ctx, read, found)
	})
	g.Go(func() error {
		for chunk := range found {
			if err := r.take(ctx, chunk); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}

// read reads chunk after chunk.
func (r *intakeRun) read(ctx context.Context, read chan<- intakeRows) error {
	for {
		list, err := r.chunk(ctx)
		if len(list) > 0 {
			done, total := r.table.Progress()
			if err := handOn(ctx, intakeRows{list, Progress{Step: "reading", Done: done, Total: total}}, read); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// findAhead finds out who the rows of chunks are, where that can be known before.
func (r *intakeRun) findAhead(ctx context.Context, read <-chan intakeRows, found chan<- intakeRows) error {
	for chunk := range read {
		if r.foundAhead() {
			if err := r.find(ctx, chunk.list); err != nil {
				return err
			}
		}
		if err := handOn(ctx, chunk, found); err != nil {
			return err
		}
	}
	return nil
}

func handOn(ctx context.Context, chunk intakeRows, to chan<- intakeRows) error {
	select {
	case to <- chunk:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// foundAhead reports whether who rows are does not depend on what the rows before have written: identity alone tells.
func (r *intakeRun) foundAhead() bool {
	return r.order.Plan.Type == record.Person && r.order.Plan.Match != intake.ByName
}

// chunk reads the next rows. Those that cannot be read are refused.
func (r *intakeRun) chunk(ctx context.Context) (list []*intakeRow, err error) {
	for most := int(r.size.Load()); len(list) < most; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line, err := r.table.Next()
		var bad *history.RowError
		if errors.Is(err, io.EOF) && r.sheet != nil {
			list = append(list, r.whole(r.sheet.rest()...)...)
		}
		if err != nil && !errors.As(err, &bad) {
			return list, err
		}
		if line.Number <= r.from && r.sheet == nil {
			continue
		}
		row := &intakeRow{line: line.Number, first: line.Number, cells: slices.Clone(line.Cells)}
		if bad != nil {
			row.row.Problems = []intake.Problem{{Column: bad.Column, Err: errors.New(bad.Reason)}}
			row.cells = []string{line.Text}
		} else {
			row.row = r.reader.Read(row.cells)
		}
		if r.sheet == nil {
			r.check(row)
			list = append(list, row)
		} else if done := r.sheet.add(row); done != nil {
			list = append(list, r.whole(done)...)
		}
	}
	return list, nil
}

// whole checks orders whose rows are all there, but for those an earlier run was done with.
func (r *intakeRun) whole(orders ...*intakeRow) (list []*intakeRow) {
	for _, row := range orders {
		if row.line > r.from {
			r.check(row)
			list = append(list, row)
		}
	}
	return list
}

// check makes of what a row says the values of fields.
func (r *intakeRun) check(row *intakeRow) {
	if len(row.row.Lines) == 0 && len(row.row.Problems) > 0 && row.row.Values == nil {
		return // it could not be read
	}
	row.values = r.checker.Check(&row.row)
	if row.row.Owner == "" {
		return
	}
	id, ok := r.owners[foldOwner(row.row.Owner)]
	if !ok {
		row.row.Problems = append(row.row.Problems, intake.Problem{Column: r.ownerColumn(), Err: phrase.Errorf("there is no user %q; invite them first, or leave the column out", row.row.Owner)})
		return
	}
	row.values.Values["owner"] = id
}

func (r *intakeRun) ownerColumn() string {
	if i := r.order.Plan.Column(intake.OwnerEmail); i >= 0 {
		return r.order.Plan.Columns[i].Name
	}
	return ""
}
