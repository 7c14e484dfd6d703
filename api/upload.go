package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/unicode/norm"

	"banhda/hub/history"
	"banhda/store"
)

// Upload is a file that was sent here to be imported.
type Upload struct {
	ID    string               `json:"id"`
	Name  string               `json:"name" doc:"the file's name, as a mapping's path has it"`
	Bytes int64                `json:"bytes"`
	Files []history.Inspection `json:"files" doc:"the file, or each sheet of a workbook"`
}

const (
	largestUpload = 2 << 30
	// allUploads is how much all of them may hold together: the log needs the disk, too.
	allUploads  = 8 << 30
	uploadsKept = 7 * 24 * time.Hour // then they are removed: they hold people's data, and were only lent
)

type uploadOrder struct {
	Name string `query:"name" required:"true" minLength:"1" maxLength:"255" doc:"The file's name: its ending tells what it is."`
	body io.Reader
}

// Resolve keeps the body to be read as it comes, however long it is and takes.
func (u *uploadOrder) Resolve(c huma.Context) []error {
	_ = c.SetReadDeadline(time.Time{}) // where a reader has none, it needs none
	u.body = c.BodyReader()
	return nil
}

// receive registers the operation that takes a file to be imported.
func (s *Server) receive(o operation) { takesFile(s, o, s.upload) }

// takesFile registers an operation whose body is a file.
func takesFile[I, O any](s *Server, o operation, handle func(context.Context, *I, Tell) (O, error)) {
	answer(s, o, handle)
	s.api.OpenAPI().Paths[o.path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
}

// upload keeps a file and looks at it.
func (s *Server) upload(_ context.Context, in *uploadOrder, tell Tell) (*Upload, error) {
	if s.removeOldUploads() >= allUploads {
		return nil, errUploadsFull
	}
	u := &Upload{ID: uploadPrefix + rand.Text(), Name: uploadName(in.Name)}
	err := s.receiveFile(u, in.body, tell)
	if err == nil {
		u.Files, err = history.Inspect(s.uploadPath(u))
	}
	if err != nil {
		return nil, errors.Join(uploadProblem(err), os.RemoveAll(s.uploadFolder(u.ID)))
	}
	return u, nil
}

// receiveFile writes a file to the disk as it comes.
func (s *Server) receiveFile(u *Upload, body io.Reader, tell Tell) error {
	if err := os.MkdirAll(s.uploadFolder(u.ID), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(s.uploadPath(u), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	counted := &received{to: file, tell: tell}
	_, err = io.Copy(counted, io.LimitReader(body, largestUpload+1))
	if u.Bytes = counted.bytes; u.Bytes > largestUpload {
		err = errTooLarge
	}
	return errors.Join(err, file.Close())
}

// received counts what has come of a file.
type received struct {
	to    io.Writer
	bytes int64
	tell  Tell
}

func (r *received) Write(p []byte) (int, error) {
	n, err := r.to.Write(p)
	r.bytes += int64(n)
	r.tell(Progress{Step: "receiving", Done: r.bytes})
	return n, err
}

var errTooLarge error = refused(http.StatusRequestEntityTooLarge, 0, "the file is larger than 2 GB; cut it in two, or import it on the server: banhda import")

var errUploadsFull error = refused(http.StatusInsufficientStorage, 0, "the files sent here hold more than 8 GB together; each is removed a week after it came. Wait, or import on the server: banhda import")

// uploadProblem tells whoever sent a file what is wrong with it, or with the disk.
func uploadProblem(err error) error {
	var path *os.PathError
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("keeping the file: %w", store.ErrFull)
	case errors.Is(err, errTooLarge), errors.Is(err, context.Canceled), errors.As(err, &path):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return context.Canceled
	}
	return invalid("%v", err)
}

type uploadQuestion struct {
	ID string `path:"id" doc:"The upload's id."`
}

func (s *Server) showUpload(_ context.Context, in *uploadQuestion, _ Tell) (*Upload, error) {
	u, err := s.findUpload(in.ID)
	if err != nil {
		return nil, err
	}
	if u.Files, err = history.Inspect(s.uploadPath(u)); err != nil {
		return nil, uploadProblem(err)
	}
	return u, nil
}

func (s *Server) removeUpload(_ context.Context, in *uploadQuestion, _ Tell) (*RemovedAnswer, error) {
	u, err := s.findUpload(in.ID)
	if err != nil {
		return nil, err
	}
	return &RemovedAnswer{u.ID}, os.RemoveAll(s.uploadFolder(u.ID))
}

const uploadPrefix = "upl_"

var uploadID = regexp.MustCompile(`^` + uploadPrefix + `[A-Z2-7]{26}$`)

// findUpload finds the file of an upload. Its id is the folder's name, so nothing but an id may pass.
func (s *Server) findUpload(id string) (*Upload, error) {
	if uploadID.MatchString(id) {
		list, err := os.ReadDir(s.uploadFolder(id))
		if err == nil && len(list) == 1 {
			info, err := list[0].Info()
			return &Upload{ID: id, Name: list[0].Name(), Bytes: info.Size()}, err
		}
	}
	return nil, missing("there is no upload %q any more; send the file again", id)
}

func (s *Server) uploadsFolder() string { return filepath.Join(s.Dir, "uploads") }

func (s *Server) uploadFolder(id string) string { return filepath.Join(s.uploadsFolder(), id) }

func (s *Server) uploadPath(u *Upload) string { return filepath.Join(s.uploadFolder(u.ID), u.Name) }

// removeOldUploads removes what nobody needs any more, and gives how many bytes the others hold. What cannot be removed
// now is tried again next time.
func (s *Server) removeOldUploads() (held int64) {
	list, _ := os.ReadDir(s.uploadsFolder())
	for _, entry := range list {
		info, err := entry.Info()
		if err == nil && s.Now().Sub(info.ModTime()) > uploadsKept {
			_ = os.RemoveAll(filepath.Join(s.uploadsFolder(), entry.Name()))
			continue
		}
		if u, err := s.findUpload(entry.Name()); err == nil {
			held += u.Bytes
		}
	}
	return held
}

// longestName is how many bytes of a file's name are kept: disks allow 255.
const longestName = 200

// uploadName is a file's name without what names of files, or patterns of them, give a meaning of its own.
func uploadName(given string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|[]`, r) {
			return '_'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(given, "_")))
	name = strings.Trim(name, " .")
	for len(name) > longestName { // its ending stays
		_, letter := utf8.DecodeRuneInString(name)
		name = name[letter:]
	}
	if name == "" {
		return "file.csv"
	}
	return name
}
