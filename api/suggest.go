package api

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"banhda/hub/history"
	"banhda/phrase"
)

type suggestOrder struct {
	Body struct {
		Uploads []string       `json:"uploads" minItems:"1" maxItems:"99" doc:"the uploads' ids"`
		Draft   *history.Draft `json:"draft,omitempty" doc:"what was chosen; none: propose something"`
	}
}

// SuggestAnswer is a mapping in both its forms: as choices, and as the text that says the same.
type SuggestAnswer struct {
	Draft       *history.Draft `json:"draft"`
	MappingText string         `json:"mapping_text" doc:"the mapping as YAML"`
	Lacks       []history.Lack `json:"lacks" doc:"what must still be chosen; empty: the mapping can be previewed"`
	Problem     *string        `json:"problem" doc:"what else is wrong with the mapping; null: nothing"`
}

// suggest proposes what the columns of uploads mean, or writes what was chosen as a mapping.
func (s *Server) suggest(ctx context.Context, in *suggestOrder, _ Tell) (*SuggestAnswer, error) {
	w, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	draft := in.Body.Draft
	if draft == nil {
		list, err := s.inspectUploads(in.Body.Uploads)
		if err != nil {
			return nil, err
		}
		draft = history.Suggest(list, w.Timezone, w.Currency)
	}
	a := &SuggestAnswer{Draft: draft, MappingText: draft.YAML(), Lacks: draft.Lacks()}
	if a.Lacks == nil {
		a.Lacks = []history.Lack{}
		a.Problem, err = s.tryMapping(ctx, a.MappingText, in.Body.Uploads)
	}
	for i := range a.Lacks {
		a.Lacks[i].Text = phrase.Text(speaks(ctx), a.Lacks[i].Text)
	}
	return a, err
}

func (s *Server) inspectUploads(ids []string) (list []history.Inspection, err error) {
	for _, id := range ids {
		u, err := s.findUpload(id)
		if err != nil {
			return nil, err
		}
		files, err := history.Inspect(s.uploadPath(u))
		if err != nil {
			return nil, uploadProblem(err)
		}
		list = append(list, files...)
	}
	return list, nil
}

// tryMapping opens a mapping beside its files, and says what is wrong with it.
func (s *Server) tryMapping(ctx context.Context, text string, uploads []string) (*string, error) {
	dir, done, err := s.gather(uploads)
	if err != nil {
		return nil, err
	}
	defer done()
	m, err := history.ParseMapping(mappingName, []byte(text))
	if err == nil {
		err = m.Within()
	}
	if err == nil {
		err = history.Check(m, dir)
	}
	var wrong *history.MappingError
	if errors.As(err, &wrong) {
		problem := phrase.Text(speaks(ctx), wrong.Problem)
		return &problem, nil
	}
	return nil, err
}

// mappingName is what a mapping is called that was not given a name.
const mappingName = "mapping.yaml"

// gather puts the files of uploads side by side, where a mapping finds them by their names. done takes the folder away.
func (s *Server) gather(ids []string) (dir string, done func(), err error) {
	if err := os.MkdirAll(s.uploadsFolder(), 0o700); err != nil {
		return "", nil, err
	}
	if dir, err = os.MkdirTemp(s.uploadsFolder(), "together-"); err != nil {
		return "", nil, fmt.Errorf("putting the files together: %w", err)
	}
	done = func() { _ = os.RemoveAll(dir) } // what stays is removed with old uploads
	for _, id := range ids {
		if err := s.place(dir, id); err != nil {
			done()
			return "", nil, err
		}
	}
	return dir, done, nil
}

func (s *Server) place(dir, id string) error {
	u, err := s.findUpload(id)
	if err != nil {
		return err
	}
	err = os.Link(s.uploadPath(u), filepath.Join(dir, u.Name))
	if errors.Is(err, os.ErrExist) {
		return invalid("two of the files are called %s; rename one and send it again", u.Name)
	}
	return err
}
