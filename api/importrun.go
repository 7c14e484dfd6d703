package api

import (
	"context"
	"errors"

	"banhda/drive/flow"
	"banhda/hub/history"
	"banhda/hub/timeline"
	"banhda/store"
)

// importRun is one reading of a mapping's files into the log.
type importRun struct {
	server  *Server
	reader  *history.Reader
	record  *store.Import
	refused refusals
	tell    Tell
	counts  ImportAnswer
}

// all reads everything, and waits until every readout knows it. What an earlier reading left in the log is taken in
// first, so that it is not counted as this one's.
func (r *importRun) all(ctx context.Context) error {
	tail, err := r.server.Log.Tail(ctx)
	if err != nil {
		return err
	}
	if err := r.server.waitFor(ctx, tail, r.tell); err != nil {
		return err
	}
	r.refused.path = r.server.refusedPath(r.record.ID)
	taken, duplicates := r.server.Flow.Tally(r.record.ID)
	_, last, err := r.server.Flow.Import(ctx, flow.Import{ID: r.record.ID, Source: r.record.Source, Next: r.next, Checked: true, Appended: r.appended})
	path, closing := r.refused.close()
	if err := errors.Join(err, closing); err != nil {
		return err
	}
	if path != "" {
		r.counts.RefusedFile = &path
	}
	if err := r.server.waitFor(ctx, last, r.tell); err != nil {
		return err
	}
	if err := r.server.bringBack(ctx, r.tell); err != nil {
		return err
	}
	r.record.LastSeq = max(r.record.LastSeq, last)
	now, again := r.server.Flow.Tally(r.record.ID)
	r.counts.Imported, r.counts.Duplicates = now-taken, again-duplicates
	return r.finish(ctx)
}

// next gives the next events, and keeps the rows that were refused on the way.
func (r *importRun) next(ctx context.Context) ([]timeline.Event, error) {
	events, err := r.reader.Next(ctx)
	return events, errors.Join(err, r.refused.add(r.reader.Refused()))
}

func (r *importRun) appended(events int64) {
	done, total := r.reader.Progress()
	r.tell(Progress{Step: "reading", Done: done, Total: total, Rows: events})
}

// finish records what the import did, all its runs together: what an earlier one took in is none of its duplicates.
func (r *importRun) finish(ctx context.Context) error {
	events, people, err := r.server.Warehouse.CountImport(ctx, r.record.ID)
	if err != nil {
		return err
	}
	r.counts.ID, r.counts.People = ImportID(r.record.ID), people
	r.counts.Read, r.counts.Refused = r.reader.Counts().Rows, r.refused.rows
	for _, w := range r.reader.Warnings() {
		r.counts.Warnings = append(r.counts.Warnings, w.File+": "+w.Text)
	}
	i := r.record
	i.State, i.Read, i.Refused, i.People = store.ImportDone, r.counts.Read, r.counts.Refused, r.counts.People
	i.Imported, i.Duplicates = events, max(0, r.counts.Imported+r.counts.Duplicates-events)
	if r.counts.RefusedFile != nil {
		i.RefusedFile = *r.counts.RefusedFile
	}
	return r.server.Records.Tx(ctx, func(t *store.Tx) error { return t.SaveImport(ctx, *i) })
}
