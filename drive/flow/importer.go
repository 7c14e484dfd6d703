package flow

import (
	"context"
	"errors"
	"io"

	"golang.org/x/sync/errgroup"

	"banhda/hub/timeline"
)

// A row of the log takes so many imported events, or bytes of them.
const (
	rowEvents = 1000
	rowBytes  = 1 << 20
)

// While this many entries wait to be carried on, an import waits too: what is read from files need not pile up.
const mayLag = 80_000

// Import is a history on its way into the log.
type Import struct {
	ID     int64
	Source string
	// Next gives the next events, io.EOF after the last; they are looked at until it is asked again.
	Next func(ctx context.Context) ([]timeline.Event, error)
	// Checked says that Next gives only events that are clean and pass their check.
	Checked bool
	// Refused is told of an event that cannot be taken in.
	Refused func(timeline.Event, error)
	// Appended is told how many events are in the log, whenever more are.
	Appended func(events int64)

	written chan []byte // bodies that are in the log: the next are written where they stood
}

// Import appends a history's events to the log and returns how many, and the seq of the last; that all projections
// have them is to be waited for. Interrupted, it leaves what was appended; done again, ids that are there already
// count as duplicates.
func (f *Flow) Import(ctx context.Context, i Import) (events, last int64, err error) {
	rows := make(chan Row, 4)
	i.written = make(chan []byte, cap(rows))
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(rows)
		return i.read(ctx, rows)
	})
	g.Go(func() error {
		for row := range rows {
			batch := []Row{row}
			for len(batch) < cap(rows) && len(rows) > 0 {
				batch = append(batch, <-rows)
			}
			if err := f.Log.Append(ctx, batch); err != nil {
				return err
			}
			for _, r := range batch {
				events, last = events+r.Count, r.Seq+r.Count-1
				select {
				case i.written <- r.Body:
				default:
				}
			}
			if i.Appended != nil {
				i.Appended(events)
			}
			if err := f.WaitFor(ctx, last-mayLag); err != nil {
				return err
			}
		}
		return nil
	})
	err = g.Wait()
	return events, last, err
}

// read makes rows of what Next gives.
func (i *Import) read(ctx context.Context, rows chan<- Row) error {
	row := i.row()
	send := func() error {
		if row.Count == 0 {
			return nil
		}
		row.Body = append(row.Body, ']')
		select {
		case rows <- row:
		case <-ctx.Done():
			return ctx.Err()
		}
		row = i.row()
		return nil
	}
	for {
		if ctx.Err() != nil { // Next need not look, and there may be room for all it gives
			return ctx.Err()
		}
		events, err := i.Next(ctx)
		for k := range events {
			if i.add(&row, &events[k]); row.Count == rowEvents || len(row.Body) > rowBytes {
				if err := send(); err != nil {
					return err
				}
			}
		}
		if errors.Is(err, io.EOF) {
			return send()
		}
		if err != nil {
			return err
		}
	}
}

func (i *Import) row() Row {
	row := Row{Kind: Events, Source: i.Source, Import: i.ID}
	select {
	case body := <-i.written:
		row.Body = append(body[:0], '[')
	default:
		row.Body = append(make([]byte, 0, 256<<10), '[')
	}
	return row
}

// add appends an event to a row, or says why not.
func (i *Import) add(row *Row, e *timeline.Event) {
	if !i.Checked {
		e.Clean()
		if err := e.Check(); err != nil {
			if i.Refused != nil {
				i.Refused(*e, err)
			}
			return
		}
	}
	if row.Count > 0 {
		row.Body = append(row.Body, ',')
	}
	row.Body, row.Count = e.AppendJSON(row.Body), row.Count+1
}
