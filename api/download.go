package api

import (
	"cmp"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/store"
)

// download is a file for somebody to keep.
type download struct {
	name    string
	media   string // empty: as the operation is registered
	content io.ReadCloser
}

// hand registers an operation that answers with a file.
func hand[I any](s *Server, o operation, media string, find func(context.Context, *I) (*download, error)) {
	op := s.describe(o)
	op.Responses = map[string]*huma.Response{"200": {Description: "The file.",
		Content: map[string]*huma.MediaType{media: {Schema: &huma.Schema{Type: "string"}}}}}
	huma.Register(s.api, op, func(_ context.Context, in *I) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			start := time.Now()
			d, err := find(c.Context(), in)
			s.observe(o.id, time.Since(start), err)
			if err != nil {
				s.fail(c, err)
				return
			}
			defer d.content.Close()
			c.SetHeader("Content-Type", contentType(cmp.Or(d.media, media)))
			c.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.name}))
			c.SetStatus(http.StatusOK)
			if _, err := io.Copy(c.BodyWriter(), d.content); err != nil {
				panic(http.ErrAbortHandler) // a file that breaks off must not look whole
			}
		}}, nil
	})
}

// contentType says of texts in which letters they are.
func contentType(media string) string {
	if strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "yaml") {
		return media + "; charset=utf-8"
	}
	return media
}

type importQuestion struct {
	ID string `path:"id" doc:"The import's id."`
}

func (s *Server) findImportOf(ctx context.Context, id string) (store.Import, error) {
	number, err := ParseImportID(id)
	if err != nil {
		return store.Import{}, err
	}
	return s.findImport(ctx, number)
}

// importMapping hands out the mapping an import was made with.
func (s *Server) importMapping(ctx context.Context, in *importQuestion) (*download, error) {
	i, err := s.findImportOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &download{name: i.Source + ".yaml", content: io.NopCloser(strings.NewReader(i.Mapping))}, nil
}

// mark tells spreadsheets that a CSV file is UTF-8.
const mark = "\ufeff"

// importRefused hands out the rows an import refused.
func (s *Server) importRefused(ctx context.Context, in *importQuestion) (*download, error) {
	i, err := s.findImportOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(s.refusedPath(i.ID))
	if errors.Is(err, os.ErrNotExist) {
		return nil, missing("import %s refused no row", ImportID(i.ID))
	}
	if err != nil {
		return nil, err
	}
	return &download{name: i.Source + "-refused.csv", content: struct {
		io.Reader
		io.Closer
	}{io.MultiReader(strings.NewReader(mark), file), file}}, nil
}
