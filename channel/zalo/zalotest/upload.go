package zalotest

import (
	"encoding/json"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

type upload struct {
	kind, name string
	content    []byte
	ends       int64
}

// uploadLife is how long what was uploaded can be sent: of pictures it is published, of files a guess.
const uploadLife = 7 * 24 * time.Hour

// limits of what is uploaded, in bytes, what it has to be, and what names have to end in where that is looked at (published: PDF,
// DOC and DOCX up to 5 MB, JPG and PNG up to 1 MB, GIF up to 5 MB; that the ending counts is a guess, and the harder case).
var limits = map[string]struct {
	size    int
	types   []string
	endings []string
}{
	"image": {1 << 20, []string{"image/jpeg", "image/png"}, nil},
	"gif":   {5 << 20, []string{"image/gif"}, nil},
	"file":  {5 << 20, []string{"application/pdf", "application/zip", "application/octet-stream"}, []string{".pdf", ".doc", ".docx"}},
}

// upload takes a form with one file, and gives what names it in messages: an attachment_id, or a token of a file
// (published).
func (p *Platform) upload(r *http.Request) (any, int) {
	limit, known := limits[r.PathValue("kind")]
	if !known {
		return nil, -209
	}
	part, header, err := r.FormFile("file")
	if err != nil {
		return nil, -201
	}
	defer part.Close()
	content, err := io.ReadAll(part)
	switch {
	case err != nil || !slices.Contains(limit.types, http.DetectContentType(content)):
		return nil, -201
	case limit.endings != nil && !slices.Contains(limit.endings, strings.ToLower(path.Ext(header.Filename))):
		return nil, -201
	case len(content) > limit.size:
		return nil, -210
	}
	id := p.newID("upload")
	p.media[id] = upload{r.PathValue("kind"), header.Filename, content, p.after(uploadLife)}
	if r.PathValue("kind") == "file" {
		return map[string]string{"token": id}, 0
	}
	return map[string]string{"attachment_id": id}, 0
}

type attachment struct {
	Type    string `json:"type"`
	Payload struct {
		Token        string `json:"token"`
		TemplateType string `json:"template_type"`
		Elements     []struct {
			MediaType    string `json:"media_type"`
			AttachmentID string `json:"attachment_id"`
			URL          string `json:"url"`
		} `json:"elements"`
	} `json:"payload"`
}

// attached checks what is sent beside or instead of text, and names the uploads in it: a file by its token, media by
// attachment_id or a public address (published). Of other templates (buttons, a request for one's details) only the type
// is looked at.
func (p *Platform) attached(raw json.RawMessage) (files []string, code int) {
	var a attachment
	if raw == nil {
		return nil, 0
	}
	if json.Unmarshal(raw, &a) != nil {
		return nil, -201
	}
	switch {
	case a.Type == "file":
		return p.uploaded(nil, "file", a.Payload.Token)
	case a.Type != "template" || a.Payload.TemplateType == "":
		return nil, -201
	case a.Payload.TemplateType != "media":
		return nil, 0
	case len(a.Payload.Elements) == 0:
		return nil, -201
	}
	for _, e := range a.Payload.Elements {
		if e.AttachmentID == "" && e.URL != "" {
			continue
		}
		if files, code = p.uploaded(files, e.MediaType, e.AttachmentID); code != 0 {
			return nil, code
		}
	}
	return files, 0
}

// uploaded looks an upload up: −201 where there is none of that kind (guess), −100 where it is too old (published).
func (p *Platform) uploaded(files []string, kind, id string) ([]string, int) {
	u, known := p.media[id]
	switch {
	case !known || u.kind != kind:
		return nil, -201
	case u.ends <= p.now():
		return nil, -100
	}
	return append(files, u.name), 0
}

// download serves what users sent, to anybody, as the addresses in events are.
func (p *Platform) download(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	u, known := p.media[r.URL.Path]
	p.mu.Unlock()
	if !known {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(u.content) // who is gone is told nothing
}
