package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"syscall"

	"banhda/hub/attachment"
	"banhda/store"
)

// keepFile writes a file to the disk as it comes, under what it holds, and says what it is.
func (s *Server) keepFile(a *attachment.Attachment, body io.Reader, largest int64, tell Tell) error {
	if err := os.MkdirAll(s.filesFolder(), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(s.filesFolder(), "coming-*")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	seen := &beginning{to: io.MultiWriter(draft, &received{to: io.Discard, tell: tell})}
	hash := sha256.New()
	a.Bytes, err = io.Copy(io.MultiWriter(seen, hash), io.LimitReader(body, largest+1))
	if err == nil && a.Bytes > largest {
		err = refused(http.StatusRequestEntityTooLarge, 0, "the file is larger than %d MB; an owner can allow more in the settings", largest/1_000_000)
	}
	if err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err != nil {
		return fileProblem(err)
	}
	if a.Media, err = attachment.Check(a.Name, seen.head); err != nil {
		return wrong(err)
	}
	a.Hash = hex.EncodeToString(hash.Sum(nil))
	return s.settle(draft.Name(), a.Hash)
}

// settle gives a file that is whole its place.
func (s *Server) settle(draft, hash string) error {
	path := s.filePath(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.Rename(draft, path)
}

// beginning keeps the first bytes of what is written.
type beginning struct {
	to   io.Writer
	head []byte
}

func (b *beginning) Write(p []byte) (int, error) {
	if room := attachment.Head - len(b.head); room > 0 {
		b.head = append(b.head, p[:min(room, len(p))]...)
	}
	return b.to.Write(p)
}

// fileProblem tells whoever sent a file what is wrong with it, or with the disk.
func fileProblem(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("keeping the file: %w", store.ErrFull)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return context.Canceled
	}
	return err
}

func (s *Server) filesFolder() string { return filepath.Join(s.Dir, "files") }

// filePath is where a file lies that holds what has this hash.
func (s *Server) filePath(hash string) string {
	return filepath.Join(s.filesFolder(), hash[:2], hash)
}
