package seen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// manifest names the files that hold the memory, and how far the log is in them. Replacing it is the one step by
// which anything comes to count.
type manifest struct {
	Cursor   int64      `json:"cursor"`
	Runs     []string   `json:"runs"`
	TakeBack []takeback `json:"taken_back,omitempty"`
}

const manifestName = "manifest.json"

// save replaces the manifest: written beside it, synced, renamed, and the directory synced.
func (m *Memory) save(runs []*run, cursor int64) error {
	keep := manifest{Cursor: cursor, Runs: []string{}}
	if cursor > 0 {
		keep.TakeBack = m.takeback
	}
	for _, r := range runs {
		keep.Runs = append(keep.Runs, filepath.Base(r.path))
	}
	body, err := json.Marshal(keep)
	if err != nil {
		return err
	}
	path := filepath.Join(m.dir, manifestName)
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"write manifest", func() error { return writeSynced(path+".new", body) }},
		{"sync directory", func() error { return syncDir(m.dir) }}, // the runs must be there before they are named
		{"rename manifest", func() error { return os.Rename(path+".new", path) }},
		{"sync rename", func() error { return syncDir(m.dir) }},
	} {
		if err := m.step(step.name); err != nil {
			return err
		}
		if err := step.do(); err != nil {
			return err
		}
	}
	return nil
}

func writeSynced(path string, body []byte) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = closed(f, err) }()
	if _, err := f.Write(body); err != nil {
		return err
	}
	return f.Sync()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// load opens what the manifest names, and removes the other files: what a crash left half done.
func (m *Memory) load() error {
	kept, err := m.manifest()
	if err != nil {
		return err
	}
	for _, name := range kept.Runs {
		r, err := openRun(filepath.Join(m.dir, name))
		if err != nil {
			return err
		}
		m.runs = append(m.runs, r)
	}
	bySize(m.runs)
	m.at, m.durable, m.takeback = kept.Cursor, kept.Cursor, kept.TakeBack
	return m.tidy(kept.Runs)
}

func (m *Memory) manifest() (kept manifest, err error) {
	path := filepath.Join(m.dir, manifestName)
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	if err := json.Unmarshal(body, &kept); err != nil {
		return manifest{}, fmt.Errorf("%s is damaged (%w); remove the directory it is in, and it is built again from the log", path, err)
	}
	return kept, nil
}

// tidy removes runs that do not count, and sets the number of the next one above all there ever were.
func (m *Memory) tidy(kept []string) error {
	files, err := os.ReadDir(m.dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		n, ok := numbered(f.Name())
		if !ok {
			continue
		}
		m.next = max(m.next, n)
		if !slices.Contains(kept, f.Name()) {
			if err := os.Remove(filepath.Join(m.dir, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
