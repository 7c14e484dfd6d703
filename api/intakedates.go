package api

import (
	"context"
	"errors"
	"io"

	"banhda/hub/history"
	"banhda/hub/intake"
)

// tellEvery is after how many rows whoever waits for a table to be read is told how far that is.
const tellEvery = 10_000

// settleDates decides in which order each column of dates is written by all of its values: the first may all read both
// ways, and one far below tell.
func (s *Server) settleDates(ctx context.Context, a *IntakeSuggestion, tell Tell) error {
	dates := map[int]*intake.Orders{}
	for n, c := range a.Plan.Columns {
		if c.Order != "" {
			dates[n] = &intake.Orders{}
		}
	}
	if len(dates) == 0 {
		return nil
	}
	u, err := s.findUpload(a.Plan.Upload)
	if err != nil {
		return err
	}
	table, err := history.OpenTable(s.uploadPath(u), a.Plan.Source)
	if err != nil {
		return uploadProblem(err)
	}
	defer table.Close()
	if err := takeDates(ctx, table, dates, tell); err != nil {
		return err
	}
	for n, o := range dates {
		a.Plan.Columns[n].Order, a.Columns[n].Sure = o.Decide()
	}
	return nil
}

// takeDates counts what the values of columns say.
func takeDates(ctx context.Context, table *history.Table, dates map[int]*intake.Orders, tell Tell) error {
	for rows := int64(1); ctx.Err() == nil; rows++ {
		line, err := table.Next()
		var bad *history.RowError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &bad):
			continue // the check tells of it
		case err != nil:
			return err
		}
		for n, o := range dates {
			if n < len(line.Cells) {
				o.Take(line.Cells[n])
			}
		}
		if rows%tellEvery == 0 {
			done, total := table.Progress()
			tell(Progress{Step: "reading", Done: done, Total: total, Rows: rows})
		}
	}
	return ctx.Err()
}
