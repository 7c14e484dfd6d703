package api

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"banhda/hub/attachment"
	"banhda/hub/token"
	"banhda/store"
)

// chatFile keeps a file on the disk until it is sent along with something; what is never sent goes after a day.
func (s *Server) chatFile(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	if r.ContentLength < 0 || r.ContentLength > c.largest {
		return refused(http.StatusRequestEntityTooLarge, 0, "the file is larger than %d MB; an owner can allow more in the settings", c.largest/1_000_000)
	}
	if !s.chats.pace(c.Name) || !s.chats.room(visitOf(r.Context()).network(), r.ContentLength) {
		return errChatOften
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(5 * time.Minute))
	file := attachment.Attachment{Name: uploadName(r.URL.Query().Get("name"))}
	if err := s.keepFile(&file, r.Body, c.largest, func(Progress) {}); err != nil {
		return err
	}
	body, err := json.Marshal(file)
	if err != nil {
		return err
	}
	return writeChat(w, map[string]any{"file": s.tokens.Sign(token.Token{Kind: token.Upload, Text: c.Name + "\n" + string(body)}), "name": file.Name, "bytes": file.Bytes})
}

// sentFiles reads the files that go along with what a visitor says: their own, as they were signed.
func (s *Server) sentFiles(c *chatCall, signed []string) (files []attachment.Attachment, err error) {
	for _, one := range signed {
		about, _ := s.tokens.Read(token.Upload, one)
		body, ok := strings.CutPrefix(about.Text, c.Name+"\n")
		var f attachment.Attachment
		if !ok || json.Unmarshal([]byte(body), &f) != nil {
			return nil, invalid("this file is not here any more; choose it again")
		}
		files = append(files, f)
	}
	return files, nil
}

// chatSendFile hands a file of a talk out, to be kept and never shown by the browser as a page.
func (s *Server) chatSendFile(w http.ResponseWriter, r *http.Request, _ *chatCall) error {
	about, ok := s.tokens.Read(token.ChatFile, r.PathValue("token"))
	var f attachment.Attachment
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		f, err = v.Attachment(r.Context(), about.Message)
		return err
	})
	if !ok || f.DeletedAt != 0 || err != nil && absent(err) == nil {
		return missing("this file is not here any more")
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return s.handOut(w, f)
}

// handOut sends a file to a customer, to be kept and never shown by the browser as a page.
func (s *Server) handOut(w http.ResponseWriter, f attachment.Attachment) error {
	file, err := s.openFile(f)
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Type", f.Media)
	h.Set("Content-Length", strconv.FormatInt(f.Bytes, 10))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	_, _ = io.Copy(w, file) // who stopped listening has nobody to tell
	return nil
}
