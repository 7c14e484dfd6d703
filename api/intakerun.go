package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"banhda/auth"
	"banhda/hub/history"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// intakeOrder is what an import of records was asked for: kept with it, so that it goes on after a restart.
type intakeOrder struct {
	Plan   intake.Plan `json:"plan"`
	Actor  string      `json:"actor"`
	User   int64       `json:"user,omitempty"`
	Create auth.Reach  `json:"create"`
	Update auth.Reach  `json:"update"`
	// Firms bound the companies of people, which the same rows name.
	Firms auth.Reach `json:"firms"`
}

// intakeRow is one row on its way in.
type intakeRow struct {
	line    int64
	cells   []string
	row     intake.Row
	values  intake.Checked
	owner   int64
	id      int64 // the record it is; 0: none yet
	known   bool  // it was there before
	pending bool  // a row of the same chunk makes it
	result  outcome
}

// outcome is what becomes of a row.
type outcome string

const (
	creates outcome = "create"
	updates outcome = "update"
	skips   outcome = "skip"
	refuses outcome = "refuse"
)

// intakeRun takes one table in, or only looks what would become of it.
type intakeRun struct {
	server  *Server
	order   intakeOrder
	record  *store.Import // nil: only look
	reader  *intake.Reader
	checker *intake.Checker
	table   *history.Table
	fields  []record.Field
	owners  map[string]int64
	firms   map[string]int64 // companies by folded name or tax code, those met lately
	made    map[int64]bool   // people this run made
	began   int64
	line    int64
	each    func(*intakeRow) error // is told what became of every row
	tell    Tell
	rows    int64
}

// intakeChunk is how many rows are taken in at once: their records are written within some tens of milliseconds.
const intakeChunk = 500

// openIntake opens the table of a plan.
func (s *Server) openIntake(ctx context.Context, o intakeOrder, tell Tell) (r *intakeRun, err error) {
	r = &intakeRun{server: s, order: o, tell: tell, firms: map[string]int64{}, made: map[int64]bool{}, began: s.Now().UnixMicro()}
	u, err := s.findUpload(o.Plan.Upload)
	if err != nil {
		return nil, err
	}
	var companies []record.Field
	err = s.Records.View(ctx, func(v *store.View) error {
		var err1, err2, err3 error
		r.fields, err1 = v.Fields(ctx, o.Plan.Type)
		companies, err2 = v.Fields(ctx, record.Company)
		r.owners, err3 = ownersBy(ctx, v)
		return errors.Join(err1, err2, err3)
	})
	if err != nil {
		return nil, err
	}
	r.reader, r.checker = intake.NewReader(o.Plan, r.fields, s.Now().Year()), intake.NewChecker(o.Plan, r.fields, companies)
	if r.table, err = history.OpenTable(s.uploadPath(u), o.Plan.Source); err != nil {
		return nil, uploadProblem(err)
	}
	return r, nil
}

// all takes in the whole table, a chunk after the other, from the line where an earlier run stopped.
func (r *intakeRun) all(ctx context.Context) error {
	defer r.table.Close()
	for {
		chunk, err := r.chunk(ctx)
		if len(chunk) > 0 {
			if err := r.take(ctx, chunk); err != nil {
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

// chunk reads the next rows. Those that cannot be read are refused.
func (r *intakeRun) chunk(ctx context.Context) (list []*intakeRow, err error) {
	for len(list) < intakeChunk {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line, err := r.table.Next()
		var bad *history.RowError
		if err != nil && !errors.As(err, &bad) {
			return list, err
		}
		if line.Number <= r.line {
			continue
		}
		row := &intakeRow{line: line.Number, cells: slices.Clone(line.Cells)}
		if bad != nil {
			row.row.Problems = []intake.Problem{{Column: bad.Column, Err: errors.New(bad.Reason)}}
			row.cells = []string{line.Text}
		} else {
			r.read(row)
		}
		list = append(list, row)
	}
	return list, nil
}

// read makes of cells what they say.
func (r *intakeRun) read(row *intakeRow) {
	row.row = r.reader.Read(row.cells)
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

// take takes a chunk in, or says what would become of it.
func (r *intakeRun) take(ctx context.Context, chunk []*intakeRow) error {
	var good []*intakeRow
	for _, row := range chunk {
		if len(row.row.Problems) > 0 {
			row.result = refuses
		} else {
			good = append(good, row)
		}
	}
	if err := r.match(ctx, good); err != nil {
		return err
	}
	last := chunk[len(chunk)-1].line
	if r.record != nil {
		if err := r.write(ctx, chunk, good, last); err != nil {
			return err
		}
	}
	r.line = last
	r.rows += int64(len(chunk))
	done, total := r.table.Progress()
	r.tell(Progress{Step: "reading", Done: done, Total: total, Rows: r.rows})
	for _, row := range chunk {
		if err := r.each(row); err != nil {
			return err
		}
	}
	return nil
}

// write brings a chunk into the log, where it is about people, and into the records. What one row cannot do refuses that
// row alone.
func (r *intakeRun) write(ctx context.Context, chunk, good []*intakeRow, last int64) error {
	wanted := slices.DeleteFunc(slices.Clone(good), func(row *intakeRow) bool { return row.result == skips || row.result == refuses })
	if r.order.Plan.Type == record.Person {
		if err := r.identify(ctx, wanted); err != nil {
			return err
		}
	}
	err := r.keep(ctx, chunk, wanted, last)
	if err == nil || ctx.Err() != nil || !ofOneRow(err) {
		return err
	}
	r.forget(wanted)
	for _, row := range wanted { // one by one: only who cannot be kept is refused
		if err := r.keep(ctx, nil, []*intakeRow{row}, r.line); ofOneRow(err) {
			row.row.Problems, row.result = append(row.row.Problems, intake.Problem{Err: err}), refuses
		} else if err != nil {
			return err
		}
	}
	return r.keep(ctx, chunk, nil, last)
}

// forget takes back what a transaction that came to nothing has left in memory.
func (r *intakeRun) forget(rows []*intakeRow) {
	for _, row := range rows {
		if row.result != creates {
			continue
		}
		delete(r.made, row.id)
		if r.order.Plan.Type != record.Person {
			row.id = 0
		}
	}
}

// ofOneRow tells what is wrong with a row from what is wrong with the house.
func ofOneRow(err error) bool {
	var said *phrase.Sentence
	var taken *store.Taken
	return errors.Is(err, store.ErrConflict) || errors.As(err, &taken) || errors.As(err, &said) || errors.Is(err, store.ErrNotFound)
}

// keep writes rows into the records in one transaction, and how far the import is with them. chunk are the rows it is
// then done with; nil: some of them are still to come.
func (r *intakeRun) keep(ctx context.Context, chunk, rows []*intakeRow, line int64) error {
	i := *r.record
	err := r.server.Records.Tx(ctx, func(t *store.Tx) error {
		act, err := t.Note(ctx, store.Act{Actor: r.order.Actor, Verb: "import", Target: ImportID(i.ID), Action: i.Action})
		if err != nil {
			return err
		}
		if i.Action == 0 {
			i.Action = act
		}
		if err := r.records(ctx, t, rows); err != nil {
			return err
		}
		i.Line = line
		if chunk != nil {
			count(&i, chunk)
		}
		return t.SaveImport(ctx, i)
	})
	if err == nil {
		*r.record = i
		r.rememberFirms(rows)
	}
	return err
}

// count adds what became of a chunk's rows to an import's counts.
func count(i *store.Import, chunk []*intakeRow) {
	for _, row := range chunk {
		i.Read++
		switch row.result {
		case creates:
			i.Created++
		case updates:
			i.Updated++
		case skips:
			i.Skipped++
		case refuses:
			i.Refused++
		}
	}
}

// order reads what an import of records was asked for.
func orderOf(i store.Import) (o intakeOrder, err error) {
	if err = json.Unmarshal([]byte(i.Mapping), &o); err != nil {
		err = fmt.Errorf("reading what import %s was asked for: %w", ImportID(i.ID), err)
	}
	return o, err
}
