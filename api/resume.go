package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/store"
)

type resumeOrder struct {
	ID string `path:"id" doc:"The import's id."`
}

// resumeImport goes on with an import that was interrupted, from the files that were sent for it.
func (s *Server) resumeImport(ctx context.Context, in *resumeOrder, tell Tell) (*ImportAnswer, error) {
	id, err := ParseImportID(in.ID)
	if err != nil {
		return nil, err
	}
	i, err := s.findImport(ctx, id)
	if err != nil {
		return nil, err
	}
	if !s.interrupted(i) {
		return nil, refused(http.StatusConflict, 0, "import %s was not interrupted: there is nothing to go on with", in.ID)
	}
	if !s.resumable(i) {
		return nil, refused(http.StatusConflict, 0, "the files of import %s are no longer here; send them again with the same mapping to go on, or undo it", in.ID)
	}
	order := &struct{ Body ImportOrder }{ImportOrder{MappingText: i.Mapping, Uploads: strings.Fields(i.Uploads), Name: i.Name}}
	return s.startImport(ctx, order, tell)
}

// interrupted tells an import that was left unfinished from the one that is being read.
func (s *Server) interrupted(i store.Import) bool {
	return i.State == store.ImportRunning && i.Kind == store.ImportEvents && s.underway.Load() != i.ID
}

func (s *Server) resumable(i store.Import) bool {
	uploads := strings.Fields(i.Uploads)
	return s.interrupted(i) && len(uploads) > 0 && !slices.ContainsFunc(uploads, func(id string) bool {
		_, err := s.findUpload(id)
		return err != nil
	})
}
