package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"banhda/auth"
	"banhda/hub/history"
	"banhda/hub/intake"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/segment"
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
	first   int64      // the line it begins at, where it has several
	more    [][]string // the cells of its further lines
	row     intake.Row
	values  intake.Checked
	id      int64        // the record it is; 0: none yet
	known   bool         // it was there before
	pending bool         // a row of the same chunk makes it
	brought bool         // identity writes it, or has written it
	told    bool         // the log is told something of it that nobody knew
	keys    []person.Key // a person's, once asked for
	result  outcome
}

// size is how many rows of the table it is.
func (r *intakeRow) size() int64 { return int64(1 + len(r.more)) }

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
	id      int64         // the import's
	action  int64         // the act everything it does is part of
	reader  *intake.Reader
	checker *intake.Checker
	table   *history.Table
	fields  []record.Field
	owners  map[string]int64
	began   int64
	lead    json.RawMessage        // what leads say of where they come from
	from    int64                  // the line up to which an earlier run was done
	each    func(*intakeRow) error // is told what became of every row
	tell    Tell
	sheet   *orderSheet // where several rows are one order; else nil

	// Of whoever finds out who rows are.
	before map[person.Key]person.Profile // whose the identifiers of the rows at hand were
	coming *segment.Set                  // people who are made by rows met so far
	told   int64                         // the last entry of the log that is theirs
	size   atomic.Int64                  // how many rows are read at once

	// Of whoever writes.
	again bool         // an earlier run has begun it
	made  *segment.Set // people this run made
	saved time.Time    // when it was last written how far it is
	line  int64
	rows  int64
}

// intakeChunk is how many rows are read, and told to the log, at once, at most: it is synced and followed once for all of
// them, and who is new among them is written in one transaction. Where that keeps other writers too long, there are fewer.
// intakePart is as much of those who are there.
const (
	intakeChunk = 500
	intakePart  = 500
)

// intakeRows are the rows of a chunk, and how far the file was read with them.
type intakeRows struct {
	list []*intakeRow
	read Progress
}

// openIntake opens the table of a plan.
func (s *Server) openIntake(ctx context.Context, o intakeOrder, tell Tell) (r *intakeRun, err error) {
	r = &intakeRun{server: s, order: o, tell: tell, made: segment.NewSet(), coming: segment.NewSet(), began: s.Now().UnixMicro(), lead: leadSource(&o.Plan)}
	r.size.Store(intakeChunk)
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
	if r.order.Plan.HasLines() {
		r.sheet = newOrderSheet(&r.order.Plan)
	}
	if r.table, err = history.OpenTable(s.uploadPath(u), o.Plan.Source); err != nil {
		return nil, uploadProblem(err)
	}
	return r, nil
}

// take takes a chunk in, part by part, or says what would become of it.
func (r *intakeRun) take(ctx context.Context, chunk intakeRows) error {
	for part := range slices.Chunk(chunk.list, intakePart) {
		if !r.foundAhead() {
			if err := r.find(ctx, part); err != nil {
				return err
			}
		}
		last := part[len(part)-1].line
		if r.record != nil {
			if err := r.write(ctx, part, last); err != nil {
				return err
			}
		}
		r.line = last
		for _, row := range part {
			r.rows += row.size()
		}
		chunk.read.Rows = r.rows
		r.tell(chunk.read)
		for _, row := range part {
			if err := r.each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// find finds out what is to become of rows; of people it tells the log, which says who they are.
func (r *intakeRun) find(ctx context.Context, rows []*intakeRow) error {
	var good []*intakeRow
	for _, row := range rows {
		if len(row.row.Problems) > 0 {
			row.result = refuses
		} else {
			good = append(good, row)
		}
	}
	if err := r.match(ctx, good); err != nil || r.record == nil || r.order.Plan.Type != record.Person {
		return err
	}
	return r.identify(ctx, wanted(good))
}

// wanted are the rows that change something.
func wanted(rows []*intakeRow) (list []*intakeRow) {
	for _, row := range rows {
		if row.result == creates || row.result == updates {
			list = append(list, row)
		}
	}
	return list
}

// write brings rows into the records. What one row cannot do refuses that row alone.
func (r *intakeRun) write(ctx context.Context, part []*intakeRow, last int64) error {
	rows := r.unwritten(part)
	err := r.keep(ctx, part, rows, last)
	if err == nil || ctx.Err() != nil || !ofOneRow(err) {
		return err
	}
	r.forget(rows)
	for _, row := range rows { // one by one: only who cannot be kept is refused
		if err := r.keep(ctx, nil, []*intakeRow{row}, r.line); ofOneRow(err) {
			row.row.Problems, row.result = append(row.row.Problems, intake.Problem{Err: err}), refuses
		} else if err != nil {
			return err
		}
	}
	return r.keep(ctx, part, nil, last)
}

// unwritten are the rows that change something and are not written yet.
func (r *intakeRun) unwritten(part []*intakeRow) []*intakeRow {
	return slices.DeleteFunc(wanted(part), func(row *intakeRow) bool {
		if row.brought {
			r.made.Add(row.id)
		}
		return row.brought
	})
}

// forget takes back what a transaction that came to nothing has left in memory.
func (r *intakeRun) forget(rows []*intakeRow) {
	for _, row := range rows {
		if row.result == creates && r.order.Plan.Type != record.Person {
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

// importVerb is how the trail calls what an import does to records.
const importVerb = "import"

// keep writes rows into the records in one transaction, and how far the import is with them. chunk are the rows it is
// then done with; nil: some of them are still to come.
func (r *intakeRun) keep(ctx context.Context, chunk, rows []*intakeRow, line int64) error {
	i := *r.record
	i.Line = line
	if r.mayWait(chunk, rows) {
		count(&i, chunk)
		*r.record = i
		return nil
	}
	err := r.server.Records.Tx(ctx, func(t *store.Tx) error {
		if len(rows) > 0 {
			if _, err := t.Note(ctx, store.Act{Actor: r.order.Actor, Verb: importVerb, Target: ImportID(i.ID), Action: r.action}); err != nil {
				return err
			}
			if err := r.records(ctx, t, rows); err != nil {
				return err
			}
		}
		i = *r.record
		i.Line = line
		count(&i, chunk) // only now is it known what became of them
		return t.SaveImport(ctx, i)
	})
	if err == nil {
		*r.record, r.saved = i, r.server.Now()
		r.rememberMade(rows)
	}
	return err
}

// saveEvery is how often it is written how far an import is, where nothing else is written: each time is one more commit,
// and what identity has written is found again after a crash.
const saveEvery = 500 * time.Millisecond

// mayWait reports whether that may wait: identity has written all there was of a chunk.
func (r *intakeRun) mayWait(chunk, rows []*intakeRow) bool {
	left := func(row *intakeRow) bool { return !row.brought }
	return len(rows) == 0 && len(chunk) > 0 && !slices.ContainsFunc(chunk, left) && r.server.Now().Sub(r.saved) < saveEvery
}

// save writes how far the import is.
func (r *intakeRun) save(ctx context.Context) error {
	return r.server.Records.Tx(ctx, func(t *store.Tx) error { return t.SaveImport(ctx, *r.record) })
}

// rememberMade keeps in mind the people who are made for good.
func (r *intakeRun) rememberMade(rows []*intakeRow) {
	for _, row := range rows {
		if row.result == creates && r.order.Plan.Type == record.Person {
			r.made.Add(row.id)
		}
	}
}

// count adds what became of a chunk's rows to an import's counts.
func count(i *store.Import, chunk []*intakeRow) {
	for _, row := range chunk {
		i.Read += row.size()
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
