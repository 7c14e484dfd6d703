package api

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"banhda/auth"
	"banhda/store"
)

// TakeOutManifest says what a take-out is and what is in it: the first thing whoever opens it reads.
type TakeOutManifest struct {
	Format  string           `json:"format"`
	Version int              `json:"version"`
	Program string           `json:"program" doc:"the version that made it"`
	MadeAt  string           `json:"made_at"`
	Tables  map[string]int64 `json:"tables" doc:"rows of each file of records/"`
	Log     int64            `json:"log" doc:"rows of log.jsonl"`
	Files   int64            `json:"files"`
}

// The form of a take-out. Its version changes when an older program could no longer read it.
const (
	takeOutFormat  = "banhda take-out"
	takeOutVersion = 1
)

// takeOut hands the whole house out, streamed.
func (s *Server) takeOut(ctx context.Context, _ *struct{}) (*download, error) {
	if _, err := s.change(ctx, mutation{verb: "take-out", target: "everything"}, func(Progress) {}); err != nil {
		return nil, err
	}
	from, to := io.Pipe()
	go func() {
		_, err := s.writeTakeOut(ctx, to, func(Progress) {})
		to.CloseWithError(err)
	}()
	return &download{name: "banhda-" + s.Now().Format("2006-01-02") + ".zip", content: from}, nil
}

type takeOutOrder struct {
	Body struct {
		Path string `json:"path" minLength:"1" doc:"where to write it on the server, absolute"`
	}
}

// takeOutFile writes the whole house to a file of the server, for whoever may use its socket.
func (s *Server) takeOutFile(ctx context.Context, in *takeOutOrder, tell Tell) (*TakeOutManifest, error) {
	if auth.From(ctx).Kind != auth.Socket {
		return nil, errServersFiles
	}
	file, err := os.OpenFile(in.Body.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, invalid("%s is there already; choose another name", in.Body.Path)
	}
	if err != nil {
		return nil, invalid("the archive cannot be written: %v", err)
	}
	if _, err := s.change(ctx, mutation{verb: "take-out", target: "everything"}, tell); err != nil {
		return nil, errors.Join(err, file.Close(), os.Remove(in.Body.Path))
	}
	m, err := s.writeTakeOut(ctx, file, tell)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(in.Body.Path))
	}
	return m, nil
}

// writeTakeOut writes the archive: records of one state, then the log, then the files, and what is in it last.
func (s *Server) writeTakeOut(ctx context.Context, to io.Writer, tell Tell) (m *TakeOutManifest, err error) {
	z := zip.NewWriter(to)
	m = &TakeOutManifest{Format: takeOutFormat, Version: takeOutVersion, Program: s.Version, MadeAt: showInstant(s.Now().UnixMicro())}
	done := int64(0)
	m.Tables, err = s.Records.TakeOut(ctx, func(table string) (io.Writer, error) {
		done++
		tell(Progress{Step: "taking out", Rows: done})
		return z.Create("records/" + table + ".jsonl")
	})
	if err != nil {
		return nil, err
	}
	log, err := z.Create("log.jsonl")
	if err != nil {
		return nil, err
	}
	if m.Log, err = store.TakeOutLog(ctx, s.Log, log); err != nil {
		return nil, err
	}
	if m.Files, err = s.takeFilesOut(ctx, z); err != nil {
		return nil, err
	}
	manifest, err := z.Create("manifest.json")
	if err != nil {
		return nil, err
	}
	e := json.NewEncoder(manifest)
	e.SetIndent("", "  ")
	return m, errors.Join(e.Encode(m), z.Close())
}

// takeFilesOut adds the files kept with records, under the names they are kept by.
func (s *Server) takeFilesOut(ctx context.Context, z *zip.Writer) (n int64, err error) {
	err = filepath.WalkDir(s.filesFolder(), func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "coming-") || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		below, err := filepath.Rel(s.filesFolder(), name)
		if err != nil {
			return err
		}
		n++
		return addFile(z, path.Join("files", filepath.ToSlash(below)), name)
	})
	return n, err
}

func addFile(z *zip.Writer, as, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	w, err := z.Create(as)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, file)
	return err
}

// CheckTakeOut says what is wrong with what calls itself a take-out.
func CheckTakeOut(manifest io.Reader) (*TakeOutManifest, error) {
	var m TakeOutManifest
	if err := json.NewDecoder(manifest).Decode(&m); err != nil || m.Format != takeOutFormat {
		return nil, invalid("this is no archive that banhda take-out made")
	}
	if m.Version > takeOutVersion {
		return nil, invalid("this archive was made by banhda %s, which is newer; take it in with that version or a later one", m.Program)
	}
	return &m, nil
}
