package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/intake"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// intakeSuggestOrder asks what the columns of an upload are to records.
type intakeSuggestOrder struct {
	Body struct {
		Upload string      `json:"upload" doc:"the file that was sent"`
		Sheet  string      `json:"sheet,omitempty" doc:"of a workbook; empty: the first"`
		Type   record.Type `json:"type,omitempty" enum:",person,company,product,order,deal,ticket" doc:"what the rows are records of; empty: found out"`
	}
}

// IntakeSuggestion is a proposed plan with what it was told by.
type IntakeSuggestion struct {
	Plan    intake.Plan    `json:"plan"`
	Name    string         `json:"name" doc:"the file's"`
	Sheets  []string       `json:"sheets" doc:"of a workbook"`
	Rows    int            `json:"rows_seen"`
	Columns []IntakeColumn `json:"columns"`
	Targets []IntakeTarget `json:"targets" doc:"what a column can be"`
	Matches []intake.Match `json:"matches" doc:"the rules that can find who is there already, with every column they need"`
}

// IntakeColumn is a column as its first rows show it.
type IntakeColumn struct {
	Name    string   `json:"name"`
	Samples []string `json:"samples" doc:"the first different values that are not empty"`
	Filled  int      `json:"filled"`
	// Sure is false where the order of its dates could be another.
	Sure bool `json:"sure"`
}

// IntakeTarget is something a column can be.
type IntakeTarget struct {
	Target string       `json:"target"`
	Kind   record.Kind  `json:"kind,omitempty"`
	Label  record.Label `json:"label"`
}

// suggestIntake proposes what the columns of an upload are.
func (s *Server) suggestIntake(ctx context.Context, in *intakeSuggestOrder, tell Tell) (*IntakeSuggestion, error) {
	list, err := s.inspectUploads([]string{in.Body.Upload})
	if err != nil {
		return nil, err
	}
	a := &IntakeSuggestion{Sheets: []string{}, Columns: []IntakeColumn{}, Name: list[0].Path}
	at := 0
	for n, i := range list {
		if i.Sheet != "" {
			a.Sheets = append(a.Sheets, i.Sheet)
		}
		if i.Sheet == in.Body.Sheet && i.Sheet != "" {
			at = n
		}
	}
	chosen := &list[at]
	table := intake.TableOf(chosen)
	typ := cmp.Or(in.Body.Type, intake.TypeOf(table))
	var fields []record.Field
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		fields, err = v.Fields(ctx, typ)
		return err
	})
	if err != nil {
		return nil, err
	}
	a.Plan = intake.Suggest(typ, table, fields)
	a.Plan.Upload, a.Plan.Source, a.Rows = in.Body.Upload, chosen.Source(), chosen.Rows
	for n, c := range chosen.Columns {
		a.Columns = append(a.Columns, IntakeColumn{c.Name, c.Samples, c.Filled, sureOf(a.Plan.Columns[n], table.Cells[n])})
	}
	a.Targets, a.Matches = targets(ctx, typ, fields), intake.Matches(typ)
	if !chosen.Complete {
		err = s.settleDates(ctx, a, tell)
	}
	return a, err
}

// sureOf reports whether the values of a column of dates tell in which order they are written.
func sureOf(c intake.Column, cells []string) bool {
	if c.Order == "" {
		return true
	}
	var o intake.Orders
	for _, cell := range cells {
		o.Take(cell)
	}
	_, sure := o.Decide()
	return sure
}

// targets are what a column of a type can be: its fields, and what is no field.
func targets(ctx context.Context, typ record.Type, fields []record.Field) (list []IntakeTarget) {
	hide := hidden(ctx, typ)
	for _, f := range fields {
		if intake.Takes(f) && !f.Archived && !slices.Contains(hide, f.Key) {
			list = append(list, IntakeTarget{f.Key, f.Kind, f.Label})
		}
	}
	for _, target := range intake.Others(typ) {
		list = append(list, IntakeTarget{Target: target, Kind: intake.LineKind(target)})
	}
	return list
}

// intakePlan is a plan somebody sent.
type intakePlan struct {
	Body struct {
		Plan intake.Plan `json:"plan"`
	}
}

// intakeAllowed makes an order of a plan: how far who asks may go is settled now, and holds for the whole import.
func (s *Server) intakeAllowed(ctx context.Context, p intake.Plan) (o intakeOrder, err error) {
	a := auth.From(ctx)
	o = intakeOrder{Plan: p, Actor: actorName(a), User: a.User(), Create: reach(ctx, p.Type, auth.Create), Update: reach(ctx, p.Type, auth.Update), Firms: reach(ctx, record.Company, auth.Create)}
	switch {
	case !slices.Contains(record.Types, p.Type):
		return o, invalid("say what the rows are: people, companies, products, orders or deals")
	case o.Create.None():
		return o, refused(403, 0, "this needs the permission %s; ask an owner of the workspace for it", p.Type.Plural()+":create")
	case p.Consents() && strings.TrimSpace(p.Evidence) == "":
		return o, invalid("say how the consents in the file were given: where, when and in what words; without that none can be kept")
	}
	for _, c := range p.Columns {
		if slices.Contains(hidden(ctx, p.Type), c.Target) {
			return o, invalid("the field %s is not yours to change; leave its column out", c.Target)
		}
	}
	if err := s.checkLeads(ctx, &p); err != nil {
		return o, err
	}
	return o, p.Check()
}

// checkIntake reads a whole table as an import would, and says what would become of it. Nothing is changed.
func (s *Server) checkIntake(ctx context.Context, in *intakePlan, tell Tell) (*IntakeReport, error) {
	o, err := s.intakeAllowed(ctx, in.Body.Plan)
	if err != nil {
		return nil, err
	}
	run, err := s.openIntake(ctx, o, tell)
	if err != nil {
		return nil, err
	}
	report := newIntakeReport(ctx, run)
	run.each = report.take
	if err := run.all(ctx); err != nil {
		return nil, err
	}
	return report.done(), nil
}

// IntakeStarted says which import was begun.
type IntakeStarted struct {
	ID string `json:"id"`
}

const intakeJob job.Kind = "import-records"

// startIntake begins an import of records. It is done behind: its row in the list of imports says how far it is.
func (s *Server) startIntake(ctx context.Context, in *intakePlan, _ Tell) (*IntakeStarted, error) {
	o, err := s.intakeAllowed(ctx, in.Body.Plan)
	if err != nil {
		return nil, err
	}
	u, err := s.findUpload(o.Plan.Upload)
	if err != nil {
		return nil, err
	}
	var id int64
	_, err = s.change(ctx, mutation{verb: "import-begin", made: func() string { return ImportID(id) }, also: func(ctx context.Context, t *store.Tx) error {
		if err := makeFields(ctx, t, &o.Plan); err != nil {
			return err
		}
		text, err := json.Marshal(o)
		if err != nil {
			return err
		}
		id, err = t.StartImport(ctx, store.Import{Kind: store.ImportRecords, Source: cmp.Or(o.Plan.System, string(o.Plan.Type)), Name: u.Name, Mapping: string(text), Uploads: o.Plan.Upload, News: o.Plan.News})
		if err != nil {
			return err
		}
		return t.Enqueue(ctx, intakeJob, ImportID(id), fmt.Appendf(nil, `{"import":%d}`, id), t.Now())
	}}, func(Progress) {})
	return &IntakeStarted{ImportID(id)}, err
}

// makeFields makes the fields a plan asks for, and has its columns name them.
func makeFields(ctx context.Context, t *store.Tx, p *intake.Plan) error {
	fields, err := t.Fields(ctx, p.Type)
	if err != nil {
		return err
	}
	for i := range p.Columns {
		c := &p.Columns[i]
		if c.Target != intake.New {
			continue
		}
		f := record.Field{Type: p.Type, Kind: c.New.Kind, Label: c.New.Label, Key: intake.NewFieldKey(c.New.Label, fields), Position: 10_000 + i}
		if err := t.SaveField(ctx, f); err != nil {
			return err
		}
		fields = append(fields, f)
		c.Target, c.New = f.Key, nil
	}
	return nil
}

// ImportRecords does the job of an import of records. A stop by somebody ends it; anything else tries again where it
// stopped.
func (s *Server) ImportRecords(ctx context.Context, j job.Job) error {
	var asked struct {
		Import int64 `json:"import"`
	}
	if err := json.Unmarshal(j.Body, &asked); err != nil {
		return job.Final(err)
	}
	i, err := s.findImport(ctx, asked.Import)
	if err != nil || i.State != store.ImportRunning {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	s.intakes.begin(i.ID, stop)
	defer s.intakes.end(i.ID)
	err = s.importRecords(ctx, i)
	if errors.Is(context.Cause(ctx), errStopped) {
		return s.endIntake(context.WithoutCancel(ctx), i.ID, store.ImportFailed)
	}
	var said *phrase.Sentence
	if errors.As(err, &said) || errors.Is(err, store.ErrNotFound) {
		return errors.Join(job.Final(err), s.endIntake(ctx, i.ID, store.ImportFailed))
	}
	return err
}

var errStopped = errors.New("stopped by somebody")

func (s *Server) importRecords(ctx context.Context, i store.Import) error {
	o, err := orderOf(i)
	if err != nil {
		return err
	}
	run, err := s.openIntake(ctx, o, s.intakes.tell(i.ID))
	if err != nil {
		return err
	}
	defer s.spareForPeople()()
	run.record, run.id, run.from, run.line, run.began = &i, i.ID, i.Line, i.Line, i.StartedAt
	refused, err := s.openRefusedRows(run)
	if err != nil {
		return err
	}
	run.each = refused.take
	if err = run.act(ctx); err == nil {
		err = errors.Join(run.all(ctx), run.save(context.WithoutCancel(ctx)))
	}
	if err == nil {
		err = s.Flow.WaitFor(ctx, run.told)
	}
	if closing := refused.close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return s.endIntake(ctx, i.ID, store.ImportDone)
}

// rememberedOfList is how many people identity keeps in mind while a list is taken in: hardly any comes a second time.
const rememberedOfList = 5_000

// spareForPeople has an import of a list keep fewer people in mind than it could, and collect garbage less often.
func (s *Server) spareForPeople() (restore func()) {
	remembered, room := s.People.Remember(rememberedOfList), slack()
	return func() {
		s.People.Remember(remembered)
		runtime.KeepAlive(room)
	}
}

func (s *Server) endIntake(ctx context.Context, id int64, state store.ImportState) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		i, err := t.Import(ctx, id)
		if err != nil {
			return err
		}
		i.State = state
		return t.SaveImport(ctx, i)
	})
}

// stopIntake stops an import that is under way. What it has taken in stays, and can be undone.
func (s *Server) stopIntake(ctx context.Context, in *undoOrder, _ Tell) (*ImportRow, error) {
	id, err := ParseImportID(in.ID)
	if err != nil {
		return nil, err
	}
	if i, err := s.findImport(ctx, id); err != nil || i.Kind != store.ImportRecords || i.State != store.ImportRunning {
		return nil, errors.Join(err, invalid("import %s is not under way", in.ID))
	}
	if !s.intakes.stop(id) {
		if err := s.endIntake(ctx, id, store.ImportFailed); err != nil {
			return nil, err
		}
	}
	i, err := s.findImport(ctx, id)
	row := showImport(i)
	return &row, err
}

// undoIntake takes an import of records back as one: who was made by it is removed, what it changed is as it was. What
// somebody changed since stays.
func (s *Server) undoIntake(ctx context.Context, i store.Import, tell Tell) (*ImportRow, error) {
	if i.State == store.ImportRunning {
		return nil, invalid("import %s is under way; stop it first", ImportID(i.ID))
	}
	row := showImport(i)
	if i.Action != 0 {
		back, err := s.takeBackAction(ctx, i.Action, tell)
		if err != nil {
			return nil, err
		}
		row.Left = back
	}
	i.State = store.ImportUndone
	m := mutation{verb: "undo", target: ImportID(i.ID), kind: flow.Retract, entry: flow.Retraction{Import: i.ID},
		also: func(ctx context.Context, t *store.Tx) error { return t.SaveImport(ctx, i) }}
	_, err := s.change(ctx, m, tell)
	row.State = string(i.State)
	return &row, err
}

// ownersBy finds users by their e-mail address and by their name.
func ownersBy(ctx context.Context, v *store.View) (map[string]int64, error) {
	users, err := v.Users(ctx)
	by := map[string]int64{}
	for _, u := range users {
		by[foldOwner(u.Name)] = u.ID
	}
	for _, u := range users {
		by[foldOwner(u.Email)] = u.ID
	}
	return by, err
}

func foldOwner(s string) string { return person.Fold(strings.TrimSpace(s)) }
