package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"banhda/channel/webhook"
	way "banhda/channel/zalo"
	"banhda/hub/attachment"
	"banhda/hub/conversation"
	"banhda/hub/zalo"
	"banhda/store"
)

// uploadToZalo hands over what goes along with an answer. A picture Zalo would find too large is drawn smaller; the one that is
// kept stays as it is.
func (s *Server) uploadToZalo(ctx context.Context, c *way.Client, files []attachment.Attachment) (zalo.Kind, string, error) {
	if len(files) == 0 {
		return "", "", &way.Error{Class: way.Permanent, Said: "the file was removed before it went"}
	}
	f := files[0]
	along, err := zalo.Along(f.Name, f.Media, f.Bytes)
	if err != nil {
		return "", "", &way.Error{Class: way.Permanent, Said: err.Error()}
	}
	content, err := s.readFile(f.Hash)
	if err == nil && int64(len(content)) > along.Most {
		content, err = lighter(ctx, content, along.Most)
	}
	if err != nil {
		return "", "", &way.Error{Class: way.Permanent, Said: err.Error()}
	}
	name := f.Name
	if filepath.Ext(name) == "" {
		name += attachment.Ending(f.Media)
	}
	called, err := c.Upload(ctx, along.Kind, name, content)
	return along.Kind, called, err
}

// leastWide is how narrow a picture may become to have few enough bytes.
const leastWide = 200

// lighter draws a picture anew, smaller and smaller, until it has at most so many bytes.
func lighter(ctx context.Context, file []byte, most int64) ([]byte, error) {
	p, drawn, err := redraw(ctx, file)
	for width := p.Width * 3 / 4; err == nil && int64(len(drawn)) > most; width = width * 3 / 4 {
		if width < leastWide {
			return nil, errPicture
		}
		var is image.Image
		if is, _, err = image.Decode(bytes.NewReader(drawn)); err == nil {
			drawn, err = encoded(narrowed(is, width), p.Media)
		}
	}
	return drawn, err
}

const (
	// zaloFetching is how long fetching one file may take.
	zaloFetching = 12 * time.Second
	// zaloFetches is how often what went along is asked for, before its address is kept in its place.
	zaloFetches = 3
)

// errGone says that asking again would bring nothing else.
var errGone = errors.New("it is not to be had")

// fetchFromZalo brings what went along with what somebody said, to be kept with them: within bounds, and from the internet only. What
// cannot be had is left: its address is told. err says that it may be had later.
func (s *Server) fetchFromZalo(ctx context.Context, e *way.Event) (kept []attachment.Attachment, left []string, err error) {
	var largest int64
	err = s.Records.View(ctx, func(v *store.View) error {
		largest, err = largestFile(ctx, v)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	for i, f := range e.Files {
		if i == conversation.MostFiles {
			break
		}
		a, failed := s.fetchFile(ctx, &f, largest)
		if failed != nil {
			left = append(left, strings.TrimSpace(f.Name+" "+f.URL))
			if !errors.Is(failed, errGone) {
				err = failed
			}
			continue
		}
		kept = append(kept, a)
	}
	return kept, left, err
}

func (s *Server) fetchFile(ctx context.Context, f *way.File, largest int64) (a attachment.Attachment, err error) {
	u, err := url.Parse(f.URL)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && !(u.Scheme == "http" && s.Hooks.Private) {
		return a, errGone
	}
	ctx, cancel := context.WithTimeout(ctx, zaloFetching)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return a, errGone
	}
	answer, err := s.Hooks.Client().Do(r)
	if errors.Is(err, webhook.ErrPrivate) {
		return a, errGone
	}
	if err != nil {
		return a, fmt.Errorf("fetching a file from Zalo: %w", err)
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= 500:
		return a, fmt.Errorf("fetching a file from Zalo: it answers %d", answer.StatusCode)
	case answer.StatusCode != http.StatusOK || answer.ContentLength > largest:
		return a, errGone
	}
	if f.Name != "" {
		a.Name = uploadName(f.Name)
	}
	err = s.keepFile(&a, answer.Body, largest, func(Progress) {})
	if a.Name == "" { // pictures and recordings have none there
		a.Name = "Zalo" + attachment.Ending(a.Media)
	}
	if refused, invalid := new(Refused), new(Invalid); errors.As(err, &refused) || errors.As(err, &invalid) {
		return a, errGone // it is too large, or of no kind that is kept
	}
	return a, err
}
