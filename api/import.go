package api

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"banhda/auth"
	"banhda/hub/history"
	"banhda/store"
)

// ImportAnswer says what an import did. Events count as imported or as duplicates, rows as read or refused.
type ImportAnswer struct {
	Asked       Asked    `json:"asked"`
	ID          string   `json:"id,omitempty"`
	Read        int64    `json:"read"`
	Imported    int64    `json:"imported"`
	Duplicates  int64    `json:"duplicates"`
	Refused     int64    `json:"refused"`
	RefusedFile *string  `json:"refused_file"`
	People      int64    `json:"people"`
	Seconds     float64  `json:"seconds"`
	Warnings    []string `json:"warnings,omitempty"`
	// Preview is the answer of a dry run, instead of all the others.
	Preview *Preview `json:"preview,omitempty"`
}

var errImporting = invalid("an import is under way; wait for it to end, or stop it, and ask again")

func (s *Server) startImport(ctx context.Context, in *struct{ Body ImportOrder }, tell Tell) (*ImportAnswer, error) {
	o, err := s.prepare(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	defer o.done()
	options, err := s.importOptions(ctx, o.mapping)
	if err != nil {
		return nil, err
	}
	if o.DryRun {
		return s.preview(ctx, o.mapping, o.Dir, options)
	}
	if !s.importing.TryLock() {
		return nil, errImporting
	}
	defer s.importing.Unlock()
	return s.importFiles(ctx, o, options, tell)
}

func (s *Server) preview(ctx context.Context, m *history.Mapping, dir string, options history.Options) (*ImportAnswer, error) {
	preview, err := history.Preview(m, dir, options, previewed)
	if err != nil {
		return nil, wrongMapping(err)
	}
	a := &ImportAnswer{Preview: showPreview(preview, options.Currency, speaks(ctx))}
	for _, f := range a.Preview.Files {
		a.Read, a.Refused = a.Read+f.Rows, a.Refused+f.Refused
	}
	a.Asked, err = s.importAsked(ctx, options)
	return a, err
}

// importAsked says in the way of every answer what the import was asked with.
func (s *Server) importAsked(ctx context.Context, options history.Options) (Asked, error) {
	_, version, err := s.Warehouse.Catalogue(ctx)
	return Asked{Command: "import", AsOf: showInstant(s.Now().UnixMicro()), Timezone: options.Zone.String(), RulesVersion: version, Seq: s.Flow.Done()}, err
}

// spare has an import take less memory than it could: much passes through, and little stays. It collects what is
// left over sooner than Go would by itself, in percent of the heap, and where a workbook's texts take room, too, still sooner.
// It keeps more people in mind, who come again and again, but for workbooks. Imports do not run side by side.
func (s *Server) spare(m *history.Mapping) (restore func()) {
	often, many := 75, 25_000
	if m.Workbooks() {
		often, many = 10, 5_000
	}
	percent, profiles := debug.SetGCPercent(often), s.People.Remember(many)
	return func() {
		debug.SetGCPercent(percent)
		s.People.Remember(profiles)
	}
}

// previewed is how many events a dry run shows.
const previewed = 10

// wrongMapping turns a mistake in the mapping into a problem of who wrote it.
func wrongMapping(err error) error {
	var wrong *history.MappingError
	if errors.As(err, &wrong) {
		return invalid("%v", err)
	}
	return err
}

// importOptions is the workspace as the import will find it: an empty one takes over what the mapping says, where
// nobody has set it.
func (s *Server) importOptions(ctx context.Context, m *history.Mapping) (history.Options, error) {
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return history.Options{}, err
	}
	var w Workspace
	err = s.Records.View(ctx, func(v *store.View) error {
		set, err := v.Settings(ctx)
		if zone, currency := m.Workspace(); tail == 0 {
			w = Workspace{Timezone: zone, Currency: currency}
		}
		w = defaultWorkspace.with(w).with(workspaceOf(set))
		return err
	})
	if err != nil {
		return history.Options{}, err
	}
	zone, err := loadZone("", w.Timezone)
	return history.Options{Currency: w.Currency, Zone: zone}, err
}

// importFiles reads the files in, or goes on with an import that was interrupted. What a stop or a failure leaves
// behind is a running import: the same order takes it up again.
func (s *Server) importFiles(ctx context.Context, o *readyImport, options history.Options, tell Tell) (*ImportAnswer, error) {
	reader, err := history.Open(o.mapping, o.Dir, options)
	if err != nil {
		return nil, wrongMapping(err)
	}
	defer reader.Close()
	start := s.Now()
	i, err := s.beginImport(ctx, o, options)
	if err != nil {
		return nil, err
	}
	s.underway.Store(i.ID)
	defer s.underway.Store(0)
	defer s.spare(o.mapping)()
	run := &importRun{server: s, reader: reader, record: &i, tell: tell}
	if err := run.all(ctx); err != nil {
		return nil, err
	}
	run.counts.Seconds = s.Now().Sub(start).Seconds()
	run.counts.Asked, err = s.importAsked(ctx, options)
	return &run.counts, err
}

// beginImport finds the unfinished import of the same mapping or records a new one, with the workspace it takes.
func (s *Server) beginImport(ctx context.Context, o *readyImport, options history.Options) (i store.Import, err error) {
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		list, err := t.Imports(ctx, 0, importsShown)
		if err != nil {
			return err
		}
		for _, old := range list {
			if old.State == store.ImportRunning && old.Source == o.mapping.Source() && old.Mapping == o.text {
				i, i.Uploads = old, strings.Join(o.Uploads, " ")
				return t.SaveImport(ctx, i)
			}
		}
		if err := setWorkspace(ctx, t, Workspace{Timezone: options.Zone.String(), Currency: options.Currency}); err != nil {
			return err
		}
		id, err := t.StartImport(ctx, store.Import{Source: o.mapping.Source(), Name: filepath.Base(o.Mapping), Mapping: o.text, Uploads: strings.Join(o.Uploads, " ")})
		if err != nil {
			return err
		}
		if _, err := t.Note(ctx, store.Act{Actor: actorName(auth.From(ctx)), Verb: importVerb, Target: ImportID(id)}); err != nil {
			return err
		}
		i, err = t.Import(ctx, id)
		return err
	})
	return i, err
}

// refusedPath is where the rows an import refused are kept.
func (s *Server) refusedPath(id int64) string {
	return filepath.Join(s.Dir, "imports", fmt.Sprintf("%s-refused.csv", ImportID(id)))
}
