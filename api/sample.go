package api

import (
	"context"
	"errors"
	"io"
	"time"

	"banhda/demo"
	"banhda/drive/flow"
	"banhda/hub/timeline"
	"banhda/store"
)

// SampleAnswer says how the sample company stands.
type SampleAnswer struct {
	Name    string  `json:"name"`
	Loaded  bool    `json:"loaded"`
	Changed bool    `json:"changed" doc:"false: it stood so already"`
	Import  string  `json:"import,omitempty" doc:"the import that holds all of it"`
	Events  int64   `json:"events"`
	People  int64   `json:"people"`
	Seconds float64 `json:"seconds"`
}

// loadSample tells the story of the sample company into an empty house, as one import. What an interruption has left
// of it is taken back first.
func (s *Server) loadSample(ctx context.Context, _ *struct{}, tell Tell) (*SampleAnswer, error) {
	if !s.importing.TryLock() {
		return nil, errImporting
	}
	defer s.importing.Unlock()
	old, there, err := s.sampleImport(ctx)
	if err != nil {
		return nil, err
	}
	if there && old.State == store.ImportDone {
		return showSample(old, false), nil
	}
	if there {
		if err := s.forgetSampleRecords(ctx, tell); err != nil {
			return nil, err
		}
		if _, err := s.takeBack(ctx, old, tell); err != nil {
			return nil, err
		}
	}
	zone, err := s.sampleZone(ctx, tell)
	if err != nil {
		return nil, err
	}
	start := s.Now()
	i, err := s.beginSample(ctx)
	if err != nil {
		return nil, err
	}
	story := demo.Story(start, zone)
	if err := s.tellStory(ctx, &i, story, tell); err != nil {
		return nil, err
	}
	if err := s.bringBack(ctx, tell); err != nil {
		return nil, err
	}
	more, err := s.keepSample(ctx, demo.Around(story, start, zone), tell)
	if err != nil {
		return nil, err
	}
	if err := s.tellStory(ctx, &i, more, tell); err != nil {
		return nil, err
	}
	if i, err = s.endSample(ctx, i); err != nil {
		return nil, err
	}
	a := showSample(i, true)
	a.Seconds = s.Now().Sub(start).Seconds()
	return a, nil
}

// removeSample takes the sample company back.
func (s *Server) removeSample(ctx context.Context, _ *struct{}, tell Tell) (*SampleAnswer, error) {
	if !s.importing.TryLock() {
		return nil, errImporting
	}
	defer s.importing.Unlock()
	i, there, err := s.sampleImport(ctx)
	if err != nil || !there {
		return &SampleAnswer{Name: demo.Name}, err
	}
	if err := s.forgetSampleRecords(ctx, tell); err != nil {
		return nil, err
	}
	if i, err = s.takeBack(ctx, i, tell); err != nil {
		return nil, err
	}
	a := showSample(i, true)
	a.Loaded = false
	return a, nil
}

func showSample(i store.Import, changed bool) *SampleAnswer {
	return &SampleAnswer{Name: demo.Name, Loaded: true, Changed: changed, Import: ImportID(i.ID), Events: i.Imported, People: i.People}
}

// sampleImport is the import that holds the sample company, or a part of it.
func (s *Server) sampleImport(ctx context.Context) (i store.Import, there bool, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		i, there, err = sampleOf(ctx, v)
		return err
	})
	return i, there, err
}

// isSample tells the sample company from files that somebody has called so: those were read by a mapping.
func isSample(i store.Import) bool { return i.Source == demo.Source && i.Mapping == "" }

func sampleOf(ctx context.Context, v *store.View) (store.Import, bool, error) {
	list, err := v.Imports(ctx, 0, importsShown)
	for _, i := range list {
		if isSample(i) && i.State != store.ImportUndone {
			return i, true, err
		}
	}
	return store.Import{}, false, err
}

// sampleZone is the zone the story is told in, where it may be told: a company's own figures and invented ones must
// not mix.
func (s *Server) sampleZone(ctx context.Context, tell Tell) (*time.Location, error) {
	tail, err := s.Log.Tail(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.waitFor(ctx, tail, tell); err != nil {
		return nil, err
	}
	empty, err := s.Warehouse.Empty(ctx)
	if err != nil {
		return nil, err
	}
	if !empty {
		return nil, invalid("there are events already, and the sample company would mix with them; load it into another data directory")
	}
	w, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	if w.Currency != demo.Currency {
		return nil, invalid("the sample company sells in %s and the workspace's currency is %s; load it into another data directory", demo.Currency, w.Currency)
	}
	return loadZone("", w.Timezone)
}

// beginSample records the import, and names a workspace that has no name after the company.
func (s *Server) beginSample(ctx context.Context) (i store.Import, err error) {
	_, err = s.change(ctx, mutation{verb: "sample", made: func() string { return ImportID(i.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		set, err := t.Settings(ctx)
		if err == nil && set[nameSetting] == "" {
			err = t.Set(ctx, nameSetting, demo.Name)
		}
		if err != nil {
			return err
		}
		id, err := t.StartImport(ctx, store.Import{Source: demo.Source, Name: demo.Name})
		if err == nil {
			i, err = t.Import(ctx, id)
		}
		return err
	}}, nil)
	return i, err
}

// tellStory appends events of the story and waits until every readout knows them.
func (s *Server) tellStory(ctx context.Context, i *store.Import, events []timeline.Event, tell Tell) error {
	s.underway.Store(i.ID)
	defer s.underway.Store(0)
	var refused error
	total := int64(len(events))
	_, last, err := s.Flow.Import(ctx, flow.Import{ID: i.ID, Source: i.Source,
		Next: func(context.Context) ([]timeline.Event, error) {
			some := events[:min(rowEvents, len(events))]
			if events = events[len(some):]; len(events) == 0 {
				return some, io.EOF
			}
			return some, nil
		},
		Refused:  func(_ timeline.Event, err error) { refused = err },
		Appended: func(done int64) { tell(Progress{Step: "reading", Done: done, Total: total, Rows: done}) },
	})
	if err := errors.Join(err, refused); err != nil {
		return err
	}
	i.Read, i.LastSeq = i.Read+total, last
	return s.waitFor(ctx, last, tell)
}

// endSample notes that all of the story is told.
func (s *Server) endSample(ctx context.Context, i store.Import) (store.Import, error) {
	_, people, err := s.Warehouse.CountImport(ctx, i.ID)
	if err != nil {
		return i, err
	}
	i.State, i.Imported, i.People = store.ImportDone, i.Read, people
	return i, s.Records.Tx(ctx, func(t *store.Tx) error { return t.SaveImport(ctx, i) })
}

// forgetSample gives back the name that the workspace took from the sample company.
func forgetSample(ctx context.Context, t *store.Tx) error {
	set, err := t.Settings(ctx)
	if err == nil && set[nameSetting] == demo.Name {
		err = t.Set(ctx, nameSetting, "")
	}
	return err
}
