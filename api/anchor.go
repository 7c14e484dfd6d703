package api

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"banhda/phrase"
	"banhda/store"
)

// anchors is a file beside the records in which the end of the audit trail is noted now and then: whoever cuts the trail
// off, or writes it anew, would have to change it, too, and every copy of it in backups.
func (s *Server) anchors() string { return filepath.Join(s.Dir, "anchors") }

// Anchor notes where the audit trail ends, unless that is noted already.
func (s *Server) Anchor(ctx context.Context) error {
	s.anchoring.Lock()
	defer s.anchoring.Unlock()
	var head store.Head
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		head, err = v.Head(ctx)
		return err
	})
	noted, err2 := s.noted()
	if err = errors.Join(err, err2); err != nil || head.Act == 0 || noted[head.Act] != nil {
		return err
	}
	return appendLine(s.anchors(), fmt.Sprintf("%s %s %s", ActID(head.Act), hex.EncodeToString(head.Hash), showInstant(s.Now().UnixMicro())))
}

func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// noted are the ends of the trail that were noted, by act.
func (s *Server) noted() (map[int64][]byte, error) {
	noted := map[int64][]byte{}
	f, err := os.Open(s.anchors())
	if errors.Is(err, os.ErrNotExist) {
		return noted, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		act, hash, err := readAnchor(lines.Text())
		if err != nil {
			return nil, phrase.Errorf("line %s of %s cannot be read: compare the file with a backup's", strconv.Itoa(n), s.anchors())
		}
		noted[act] = hash
	}
	return noted, lines.Err()
}

func readAnchor(line string) (act int64, hash []byte, err error) {
	id, rest, _ := strings.Cut(line, " ")
	text, _, _ := strings.Cut(rest, " ")
	if act, err = ParseActID(id); err == nil {
		hash, err = hex.DecodeString(text)
	}
	return act, hash, err
}

// checkTrail reads the whole audit trail. What is wrong with it comes as an error that names the first act where it
// shows.
func (s *Server) checkTrail(ctx context.Context, tell Tell) (*phrase.Sentence, store.Trail, error) {
	noted, err := s.noted()
	if err != nil {
		return nil, store.Trail{}, err
	}
	found, err := s.Records.CheckTrail(ctx, noted, func(done int64) { tell(Progress{Step: "checking", Done: done}) })
	if err == nil {
		err = brokenTrail(found)
	}
	if err == nil {
		err = s.Anchor(ctx)
	}
	return phrase.Sentencef("%d acts, each chained to the one before; it ends with %s", found.Acts, hex.EncodeToString(found.Head.Hash)), found, err
}

func brokenTrail(found store.Trail) error {
	if found.Break == nil {
		return nil
	}
	act := ActID(found.Break.Act)
	switch found.Break.What {
	case store.BrokenValues:
		return phrase.Errorf("act %s has other values than it was written with: somebody changed the audit trail; compare it with a backup", act)
	case store.BrokenChain:
		return phrase.Errorf("act %s does not follow from the one before: somebody changed one of them, or took one out or put one in; compare the audit trail with a backup", act)
	case store.BrokenNote:
		return phrase.Errorf("act %s is not the one that was noted beside the records: somebody cut off the audit trail or wrote it anew; compare it with a backup", act)
	case store.BrokenErased:
		return phrase.Errorf("of the audit trail %d values are gone, and erasures account for %d: compare it with a backup", found.Absent, found.Erased)
	}
	return phrase.Errorf("act %s should be the last one, and the audit trail ends elsewhere: compare it with a backup", act)
}
