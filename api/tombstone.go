package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"banhda/hub/erasure"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// erasedFile is where in the data directory tombstones lie.
const erasedFile = "erased"

// Tombstones are who was erased, as hashes. They lie in a file of their own beside the records, so that a backup that is
// restored does not bring anybody back: keep the newest one of them.
type Tombstones struct {
	file   string
	secret []byte

	writing sync.Mutex
	buried  atomic.Pointer[buried]
}

// buried are the hashes; of those that wait the log still holds the identifiers, as does whatever was made of it: they are
// let through until it does not.
type buried struct {
	hashes, waiting map[string]bool
	lines           int
}

// OpenTombstones reads those of a data directory.
func OpenTombstones(dir string, secret []byte) (*Tombstones, error) {
	t := &Tombstones{file: filepath.Join(dir, erasedFile), secret: secret}
	all := &buried{hashes: map[string]bool{}, waiting: map[string]bool{}}
	t.buried.Store(all)
	f, err := os.Open(t.file)
	if errors.Is(err, os.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 16<<20); lines.Scan(); all.lines++ {
		var stone erasure.Tombstone
		if err := json.Unmarshal(lines.Bytes(), &stone); err != nil {
			return nil, fmt.Errorf("line %d of %s cannot be read: put back the one of a backup: %w", all.lines+1, t.file, err)
		}
		for _, h := range stone.Hashes {
			all.hashes[h] = true
		}
	}
	return t, lines.Err()
}

// bury adds one, durably. One that is there already is not added again.
func (t *Tombstones) bury(stone erasure.Tombstone) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	was := t.buried.Load()
	now := &buried{maps.Clone(was.hashes), maps.Clone(was.waiting), was.lines + 1}
	fresh := false
	for _, h := range stone.Hashes {
		fresh, now.hashes[h], now.waiting[h] = fresh || !was.hashes[h], true, true
	}
	if !fresh {
		return nil
	}
	line, err := json.Marshal(stone)
	if err == nil {
		err = appendLine(t.file, string(line))
	}
	if err == nil {
		t.buried.Store(now)
	}
	return err
}

// gone says that the log names nobody any more who is known by these.
func (t *Tombstones) gone(keys []person.Key) {
	t.writing.Lock()
	defer t.writing.Unlock()
	was := t.buried.Load()
	now := &buried{was.hashes, maps.Clone(was.waiting), was.lines}
	for _, k := range keys {
		delete(now.waiting, erasure.Hash(t.secret, k))
	}
	t.buried.Store(now)
}

// Await finds out, before anything is read from the log, who was erased elsewhere or not yet wholly: those are erased
// once the house is open.
func (t *Tombstones) Await(ctx context.Context, records *store.Records) error {
	t.writing.Lock()
	defer t.writing.Unlock()
	was := t.buried.Load()
	if was.lines == 0 {
		return nil
	}
	now := &buried{was.hashes, map[string]bool{}, was.lines}
	err := records.View(ctx, func(v *store.View) error {
		return v.EachProfile(ctx, func(p person.Profile) error {
			if t.holds(p.Key) {
				now.waiting[erasure.Hash(t.secret, p.Key)] = true
			}
			return nil
		})
	})
	t.buried.Store(now)
	return err
}

// holds reports whether an identifier belongs to somebody who was erased.
func (t *Tombstones) holds(k person.Key) bool {
	all := t.buried.Load().hashes
	return len(all) > 0 && !k.Erased() && all[erasure.Hash(t.secret, k)]
}

// figureProperties are those that the usual catalogue looks at.
var figureProperties = map[string]bool{"nps": true, "score": true, "rating": true, "kind": true}

// Forget takes out of an event what names somebody who was erased and comes back. The event counts, for somebody whom
// nobody knows. It is flow.Options.Forget.
func (t *Tombstones) Forget(e *timeline.Event) {
	all := t.buried.Load()
	if len(all.hashes) == 0 {
		return
	}
	keys, _ := e.Person.Keys()
	if e.Referrer != nil {
		if k, reason := person.Normalise(*e.Referrer); reason == "" {
			keys = append(keys, k)
		}
	}
	found := map[person.Key]string{}
	for _, k := range keys {
		if t.holds(k) && !all.waiting[erasure.Hash(t.secret, k)] {
			found[k] = person.PseudonymOf(erasure.Hash(t.secret, person.Key{Kind: "again:" + k.Kind, Value: k.Value})[:32])
		}
	}
	if len(found) == 0 {
		return
	}
	gone := make([]person.Key, 0, len(found))
	for k := range found {
		gone = append(gone, k)
	}
	mask := erasure.Mask{Keys: found, Needles: erasure.Needles(gone), Kept: figureProperties, Secret: t.secret}
	mask.Apply(e)
}
