package api

import (
	"context"
	"errors"
	"io"
	"time"

	"banhda/engage/payment"
	"banhda/hub/history"
	"banhda/hub/intake"
	"banhda/store"
)

// StatementAnswer is what was read of a bank's statement, and what became of it.
type StatementAnswer struct {
	Columns StatementColumns `json:"columns" doc:"which column was taken for what"`
	Taken
	Skipped int      `json:"skipped" doc:"rows that say nothing, such as sums"`
	Refused []string `json:"refused" doc:"rows that could not be read, at most 20, with their reason"`
}

// StatementColumns are names of columns; empty: there is none.
type StatementColumns struct {
	Date      string `json:"date"`
	Text      string `json:"text"`
	Credit    string `json:"credit"`
	Debit     string `json:"debit"`
	Reference string `json:"reference"`
	Account   string `json:"account"`
}

type statementOrder struct {
	Body struct {
		Upload string `json:"upload" doc:"the upload's id"`
		DryRun bool   `json:"dry_run,omitempty" doc:"only look"`
	}
}

// mostStatement is how many rows a statement may have.
const mostStatement = 20_000

// importStatement takes in the lines of a bank's statement: CSV, or a workbook. What came by the feed before is told from it
// by nobody but who looks, so a house takes either the one or the other.
func (s *Server) importStatement(ctx context.Context, in *statementOrder, tell Tell) (*StatementAnswer, error) {
	u, err := s.findUpload(in.Body.Upload)
	if err != nil {
		return nil, err
	}
	path := s.uploadPath(u)
	sheets, err := history.Inspect(path)
	if err != nil {
		return nil, uploadProblem(err)
	}
	for i := range sheets {
		names := make([]string, len(sheets[i].Columns))
		for k, c := range sheets[i].Columns {
			names[k] = c.Name
		}
		if columns, ok := payment.Recognise(names); ok {
			return s.readStatement(ctx, path, &sheets[i], columns, names, in.Body.DryRun, tell)
		}
	}
	return nil, invalid("no columns of a bank's statement were found: it needs a date, what the transfer was for, and the amount that came in")
}

func (s *Server) readStatement(ctx context.Context, path string, sheet *history.Inspection, c payment.Columns, names []string, dry bool, tell Tell) (*StatementAnswer, error) {
	a := &StatementAnswer{Refused: []string{}}
	for column, at := range map[*string]int{&a.Columns.Date: c.Date, &a.Columns.Text: c.Text, &a.Columns.Credit: c.Credit, &a.Columns.Debit: c.Debit, &a.Columns.Reference: c.Reference, &a.Columns.Account: c.Account} {
		if at >= 0 {
			*column = names[at]
		}
	}
	zone, now, err := s.houseClock(ctx)
	if err != nil {
		return nil, err
	}
	lines, err := a.lines(path, sheet, c, zone, now)
	if err != nil {
		return nil, err
	}
	if a.Lines = len(lines); dry {
		return a, nil
	}
	a.Taken, err = s.takeLines(ctx, lines, tell)
	return a, err
}

func (s *Server) houseClock(ctx context.Context) (zone *time.Location, now int64, err error) {
	return zone, now, s.Records.View(ctx, func(v *store.View) error {
		w, err := readWorkspace(ctx, v)
		if err == nil {
			zone, err = loadZone("", w.Timezone)
		}
		now = v.Now()
		return err
	})
}

// lines reads the rows, and writes down those that cannot be read.
func (a *StatementAnswer) lines(path string, sheet *history.Inspection, c payment.Columns, zone *time.Location, now int64) (lines []payment.Line, err error) {
	table, err := history.OpenTable(path, sheet.Source())
	if err != nil {
		return nil, uploadProblem(err)
	}
	defer table.Close()
	var dates intake.Orders
	for _, cell := range sheet.Cells(c.Date) {
		dates.Take(cell)
	}
	order, _ := dates.Decide()
	seen := map[string]int{}
	nth := func(said string) int { seen[said]++; return seen[said] }
	for {
		row, err := table.Next()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		var bad *history.RowError
		if err != nil && !errors.As(err, &bad) {
			return nil, uploadProblem(err)
		}
		var l payment.Line
		ok := false
		if err == nil {
			l, ok, err = c.Row(row.Cells, order, zone, now, nth)
		}
		switch {
		case err != nil && len(a.Refused) < 20:
			a.Refused = append(a.Refused, row.Text)
		case ok && len(lines) >= mostStatement:
			return nil, invalid("a statement may have at most %d rows; send it in parts", mostStatement)
		case ok:
			lines = append(lines, l)
		case err == nil:
			a.Skipped++
		}
	}
}
