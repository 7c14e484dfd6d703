package api

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"banhda/phrase"
	"banhda/store"
)

// checkFiles looks whether every file of a record is on the disk, whole.
func (s *Server) checkFiles(ctx context.Context) (*phrase.Sentence, error) {
	var files, bytes, gone int64
	first := ""
	err := s.Records.View(ctx, func(v *store.View) error {
		return v.EachFile(ctx, func(hash string, size int64) error {
			info, err := os.Stat(s.filePath(hash))
			if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() != size {
				if gone++; first == "" {
					first = hash
				}
				return nil
			}
			files, bytes = files+1, bytes+size
			return err
		})
	})
	if err == nil && gone > 0 {
		err = phrase.Errorf("%d files of records are missing, the first of them %s: restore the folder files from a backup", gone, first)
	}
	return phrase.Sentencef("%d files of records, %d MB, all there", files, bytes>>20), err
}

// How long a removed file can be given back, and after which time what is on the disk without a record is of no upload
// under way.
const (
	binKept    = 30 * 24 * time.Hour
	orphanKept = 24 * time.Hour
)

// SweepFiles forgets the files that were removed 30 days ago, and removes from the disk what nothing needs: those, and
// what a crash left behind.
func (s *Server) SweepFiles(ctx context.Context) error {
	err := s.Records.Tx(ctx, func(t *store.Tx) error {
		_, err := t.ForgetAttachments(ctx, s.Now().Add(-binKept).UnixMicro())
		return err
	})
	if err != nil {
		return err
	}
	needed, err := s.neededFiles(ctx)
	if err != nil {
		return err
	}
	err = filepath.WalkDir(s.filesFolder(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || needed[d.Name()] {
			return err
		}
		info, err := d.Info()
		if err != nil || s.Now().Sub(info.ModTime()) < orphanKept {
			return err
		}
		return os.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no file was ever kept
	}
	return err
}

func (s *Server) neededFiles(ctx context.Context) (map[string]bool, error) {
	needed := map[string]bool{}
	err := s.Records.View(ctx, func(v *store.View) error {
		return v.EachFile(ctx, func(hash string, _ int64) error {
			needed[hash] = true
			return nil
		})
	})
	return needed, err
}

// RemoveFiles removes from the disk what nothing needs any more, by hash, as erasing a record gives them.
func (s *Server) RemoveFiles(hashes []string) error {
	var failed error
	for _, hash := range hashes {
		if err := os.Remove(s.filePath(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
