package api

import (
	"context"
	"errors"
	"image"
	_ "image/gif" // previews of these
	"image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/sync/semaphore"

	"banhda/hub/attachment"
	"banhda/store"
)

// serve registers an operation that hands out a file somebody sent. A browser is told to keep it and not to show it, nor
// to guess what it is; were it shown all the same, it could do nothing.
func (s *Server) serve(o operation, send func(huma.Context, attachment.Attachment) error) {
	op := s.describe(o)
	op.Responses = map[string]*huma.Response{"200": {Description: "The file.", Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}
	huma.Register(s.api, op, func(_ context.Context, in *AttachmentPath) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			start := time.Now()
			a, err := s.fileOf(c.Context(), in)
			if err == nil {
				c.SetHeader("X-Content-Type-Options", "nosniff")
				c.SetHeader("Content-Security-Policy", "default-src 'none'; sandbox")
				c.SetHeader("Cache-Control", "private, no-store")
				err = send(c, a)
			}
			s.observe(o.id, time.Since(start), err)
			if err != nil {
				s.fail(c, err)
			}
		}}, nil
	})
}

// fileOf finds a file of a record, as far as the actor may see it.
func (s *Server) fileOf(ctx context.Context, in *AttachmentPath) (a attachment.Attachment, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		_, about, err := s.activityOf(ctx, v, in.RecordPath)
		if err == nil {
			a, err = s.findAttachment(ctx, v, about, in.File)
		}
		return err
	})
	return a, err
}

// sendFile sends a file as it came.
func (s *Server) sendFile(c huma.Context, a attachment.Attachment) error {
	file, err := s.openFile(a)
	if err != nil {
		return err
	}
	defer file.Close()
	c.SetHeader("Content-Type", a.Media)
	c.SetHeader("Content-Length", strconv.FormatInt(a.Bytes, 10))
	c.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	c.SetStatus(http.StatusOK)
	_, _ = io.Copy(c.BodyWriter(), file) // who stopped listening has nobody to tell
	return nil
}

func (s *Server) openFile(a attachment.Attachment) (*os.File, error) {
	file, err := os.Open(s.filePath(a.Hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, missing("the file %s is not on the server's disk any more; restore it from a backup", a.Name)
	}
	return file, err
}

// How large a preview is at most, and a picture that one is made of: a small file can unfold to a picture that fills the
// memory.
const (
	previewSide   = 640
	previewPixels = 40_000_000
)

// unfolded bounds the pixels of all pictures that previews are being made of.
var unfolded = semaphore.NewWeighted(previewPixels)

// sendPreview sends a picture small and drawn anew: nothing of the file itself reaches the browser, nor where it was
// taken.
func (s *Server) sendPreview(c huma.Context, a attachment.Attachment) error {
	if !attachment.Picture(a.Media) {
		return missing("there is no preview of %s", a.Name)
	}
	file, err := s.openFile(a)
	if err != nil {
		return err
	}
	defer file.Close()
	size, _, err := image.DecodeConfig(file)
	if err != nil || size.Width*size.Height > previewPixels {
		return missing("there is no preview of %s", a.Name)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	pixels := int64(size.Width) * int64(size.Height)
	if err := unfolded.Acquire(c.Context(), pixels); err != nil {
		return err
	}
	defer unfolded.Release(pixels)
	picture, _, err := image.Decode(file)
	if err != nil {
		return missing("there is no preview of %s", a.Name)
	}
	c.SetHeader("Content-Type", "image/jpeg")
	c.SetHeader("Cache-Control", "private, max-age=86400")
	c.SetHeader("Content-Disposition", "inline")
	c.SetStatus(http.StatusOK)
	_ = jpeg.Encode(c.BodyWriter(), shrink(picture), &jpeg.Options{Quality: 82})
	return nil
}
