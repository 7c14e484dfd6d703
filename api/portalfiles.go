package api

import (
	"errors"
	"mime/multipart"
	"net/http"
	"time"

	"banhda/hub/attachment"
	"banhda/hub/conversation"
	"banhda/phrase"
)

// What is wrong with the files a customer sends.
var (
	errManyFiles = phrase.Errorf("at most %d files can be sent at once", conversation.MostFiles)
	errFilesSoon = phrase.Errorf("that is a lot of files at once; please wait a moment")
)

// filesSent reads a form of the portal that may have files, and keeps these on the disk until they are sent along with what
// is said; what never is goes after a day. They are held to the bounds of files in the chat.
func (s *Server) filesSent(w http.ResponseWriter, r *http.Request, c *myCall) (files []attachment.Attachment, err error) {
	chat, err := s.chat(r.Context())
	if err != nil {
		return nil, err
	}
	r.Body = http.MaxBytesReader(w, c.sent, chat.largest+longestMy)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(5 * time.Minute))
	var large *http.MaxBytesError
	switch err := r.ParseMultipartForm(1 << 20); {
	case errors.Is(err, http.ErrNotMultipart):
		return nil, nil
	case errors.As(err, &large):
		return nil, phrase.Sentencef("the file is larger than %d MB; an owner can allow more in the settings", chat.largest/1_000_000)
	case err != nil:
		return nil, invalid("choose what you ask for")
	}
	sent := r.MultipartForm.File["file"]
	if len(sent) > conversation.MostFiles {
		return nil, errManyFiles
	}
	for _, one := range sent {
		if one.Size == 0 { // none was chosen
			continue
		}
		if !s.chats.room(visitOf(r.Context()).network(), one.Size) {
			return nil, errFilesSoon
		}
		file := attachment.Attachment{Name: uploadName(one.Filename)}
		if err := s.keepSent(&file, one, chat.largest); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

func (s *Server) keepSent(file *attachment.Attachment, sent *multipart.FileHeader, largest int64) error {
	body, err := sent.Open()
	if err != nil {
		return err
	}
	defer body.Close()
	return s.keepFile(file, body, largest, func(Progress) {})
}
