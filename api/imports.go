package api

import (
	"context"

	"banhda/drive/flow"
	"banhda/store"
)

// ImportsAnswer is the imports there were, the last first.
type ImportsAnswer struct {
	Timezone string      `json:"timezone"`
	Imports  []ImportRow `json:"imports"`
}

// ImportRow is one import of a list.
type ImportRow struct {
	ID      string `json:"id"`
	Source  string `json:"source"`
	Mapping string `json:"mapping" doc:"the file's name"`
	State   string `json:"state" doc:"running, done, failed, undone; one that was interrupted stays running"`
	// Interrupted and Resumable are about imports that are running by their state.
	Interrupted bool    `json:"interrupted" doc:"nothing of it is being read"`
	Resumable   bool    `json:"resumable" doc:"it was interrupted, and the files that were sent for it are still here"`
	StartedAt   string  `json:"started_at"`
	FinishedAt  *string `json:"finished_at"`
	Read        int64   `json:"read"`
	Imported    int64   `json:"imported"`
	Duplicates  int64   `json:"duplicates"`
	Refused     int64   `json:"refused"`
	People      int64   `json:"people"`
	// Of an import of records.
	Kind    string    `json:"kind" enum:"events,records"`
	Type    string    `json:"type,omitempty" doc:"what its records are: people, companies, products, orders"`
	Created int64     `json:"created"`
	Updated int64     `json:"updated"`
	Skipped int64     `json:"skipped" doc:"rows about records that are there already and stay as they are: for they say nothing new, or because the plan leaves such records alone"`
	Then    string    `json:"then,omitempty" enum:"fill,overwrite,skip,add" doc:"what the plan does with records that are there already"`
	Now     *Progress `json:"now,omitempty" doc:"how far it is, while it is under way"`
	Act     string    `json:"act,omitempty" doc:"under which all it changed can be looked at and undone"`
	// Left are, of one that was undone just now, values that somebody changed since.
	Left *UndoneAnswer `json:"left,omitempty"`
}

func showImport(i store.Import) ImportRow {
	row := ImportRow{ID: ImportID(i.ID), Source: i.Source, Mapping: i.Name, State: string(i.State), StartedAt: showInstant(i.StartedAt),
		Read: i.Read, Imported: i.Imported, Duplicates: i.Duplicates, Refused: i.Refused, People: i.People}
	row.Kind, row.Created, row.Updated, row.Skipped = string(i.Kind), i.Created, i.Updated, i.Skipped
	if i.Kind == store.ImportRecords {
		if o, err := orderOf(i); err == nil {
			row.Type, row.Then = o.Plan.Type.Plural(), string(o.Plan.Then)
		}
		if i.Action != 0 {
			row.Act = ActID(i.Action)
		}
	}
	if i.FinishedAt != 0 {
		row.FinishedAt = text(showInstant(i.FinishedAt))
	}
	return row
}

// importsShown is how many imports a list has at most: nobody has that many.
const importsShown = 1000

func (s *Server) listImports(ctx context.Context, _ *struct{}, _ Tell) (*ImportsAnswer, error) {
	a := &ImportsAnswer{Imports: []ImportRow{}}
	var list []store.Import
	err := s.Records.View(ctx, func(v *store.View) error {
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		a.Timezone = w.Timezone
		list, err = v.Imports(ctx, 0, importsShown)
		return err
	})
	for k := 0; k < len(list) && err == nil; k++ {
		err = s.countSoFar(ctx, &list[k])
		row := showImport(list[k])
		row.Interrupted, row.Resumable = s.interrupted(list[k]), s.resumable(list[k])
		if p, ok := s.intakes.at(list[k].ID); ok {
			row.Now = &p
		}
		a.Imports = append(a.Imports, row)
	}
	return a, err
}

// countSoFar counts what an unfinished import has taken in, however it ended.
func (s *Server) countSoFar(ctx context.Context, i *store.Import) (err error) {
	if i.State == store.ImportRunning && i.Kind == store.ImportEvents {
		i.Imported, i.People, err = s.Warehouse.CountImport(ctx, i.ID)
	}
	return err
}

type undoOrder struct {
	ID string `path:"id" doc:"The import's id."`
}

// undoImport takes all events of an import back. The rows stay in the log, and the same files can be imported again.
func (s *Server) undoImport(ctx context.Context, in *undoOrder, tell Tell) (*ImportRow, error) {
	id, err := ParseImportID(in.ID)
	if err != nil {
		return nil, err
	}
	if !s.importing.TryLock() {
		return nil, errImporting
	}
	defer s.importing.Unlock()
	i, err := s.findImport(ctx, id)
	if err != nil {
		return nil, err
	}
	if i.State == store.ImportUndone {
		return nil, invalid("import %s was taken back already", in.ID)
	}
	if i.Kind == store.ImportRecords {
		return s.undoIntake(ctx, i, tell)
	}
	if err := s.countSoFar(ctx, &i); err != nil {
		return nil, err
	}
	i, err = s.takeBack(ctx, i, tell)
	row := showImport(i)
	return &row, err
}

// takeBack takes an import back, of which nothing else is under way.
func (s *Server) takeBack(ctx context.Context, i store.Import, tell Tell) (store.Import, error) {
	i.State = store.ImportUndone
	_, err := s.change(ctx, mutation{verb: "undo", target: ImportID(i.ID), kind: flow.Retract, entry: flow.Retraction{Import: i.ID},
		also: func(ctx context.Context, t *store.Tx) error {
			if err := t.SaveImport(ctx, i); err != nil || !isSample(i) {
				return err
			}
			return forgetSample(ctx, t)
		}}, tell)
	if err != nil {
		return i, err
	}
	return i, s.withdraw(ctx, tell)
}

func (s *Server) findImport(ctx context.Context, id int64) (i store.Import, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		i, err = v.Import(ctx, id)
		return err
	})
	if err != nil {
		return i, notFound(err, "there is no import %s", ImportID(id))
	}
	return i, nil
}
