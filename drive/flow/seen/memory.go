package seen

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banhda/drive/flow"
)

// How many ids are held in memory before they become a run, and how many runs of a size become one.
const (
	tableSize = 1 << 16
	fan       = 4
)

// Memory knows every id that was taken in. It is used by one goroutine at a time.
type Memory struct {
	dir      string
	limit    int
	table    map[hash]int64
	again    map[hash][]int64 // ids of the table that came again, after their import was taken back
	runs     []*run           // oldest first
	next     int64            // number of the next run's file
	at       int64            // the last entry judged
	durable  int64            // the last entry in runs
	takeback []takeback
	merging  chan merged // nil: no merge is under way
	stop     chan struct{}
	// before is asked before each step that a crash could divide from the next; nil outside tests.
	before func(step string) error
}

var _ flow.Duplicates = (*Memory)(nil)

// takeback says that entry Seq took an import back.
type takeback struct {
	Import int64 `json:"import"`
	Seq    int64 `json:"seq"`
}

// Open opens the memory kept in a directory, or begins one.
func Open(dir string) (*Memory, error) { return open(dir, tableSize) }

func open(dir string, limit int) (*Memory, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the memory of event ids: %w", err)
	}
	m := &Memory{dir: dir, limit: limit, table: map[hash]int64{}, again: map[hash][]int64{}, stop: make(chan struct{})}
	if err := m.load(); err != nil {
		m.release()
		return nil, fmt.Errorf("open the memory of event ids: %w", err)
	}
	return m, nil
}

// Cursor is the last entry in files. What came after it is lost with the process, and read from the log again.
func (m *Memory) Cursor() int64 { return m.durable }

// TakeBack implements flow.Duplicates.
func (m *Memory) TakeBack(imported, seq int64) {
	if t := (takeback{imported, seq}); !slices.Contains(m.takeback, t) {
		m.takeback = append(m.takeback, t)
	}
}

// Judge implements flow.Duplicates.
func (m *Memory) Judge(ctx context.Context, entries []flow.Entry, to int64, importOf flow.ImportOf) ([]bool, error) {
	duplicates := make([]bool, len(entries))
	for i, e := range entries {
		h := hashOf(e.ID)
		known, err := m.find(h)
		if err != nil {
			return nil, err
		}
		if slices.Contains(known, e.Seq) {
			continue
		}
		duplicates[i], err = m.taken(ctx, known, e.Seq, importOf)
		if err != nil {
			return nil, err
		}
		if !duplicates[i] {
			m.add(entry{h, e.Seq})
		}
	}
	m.at = max(m.at, to)
	if len(m.table)+len(m.again) < m.limit {
		return duplicates, nil
	}
	return duplicates, m.Flush()
}

// find gives the seqs with which an id was taken in, in no order.
func (m *Memory) find(h hash) (seqs []int64, err error) {
	if seq, ok := m.table[h]; ok {
		seqs = append(append(seqs, seq), m.again[h]...)
	}
	for _, r := range m.runs {
		if seqs, err = r.find(h, seqs); err != nil {
			return nil, err
		}
	}
	return seqs, nil
}

// taken reports whether an id that is known with these seqs may not come again as entry seq.
func (m *Memory) taken(ctx context.Context, known []int64, seq int64, importOf flow.ImportOf) (bool, error) {
	for _, k := range known {
		freed, err := m.freed(ctx, k, seq, importOf)
		if err != nil || !freed {
			return true, err
		}
	}
	return false, nil
}

// freed reports whether an entry came by an import that was taken back before entry seq.
func (m *Memory) freed(ctx context.Context, earlier, seq int64, importOf flow.ImportOf) (bool, error) {
	if len(m.takeback) == 0 {
		return false, nil
	}
	imported, err := importOf(ctx, earlier)
	if err != nil || imported == 0 {
		return false, err
	}
	return slices.ContainsFunc(m.takeback, func(t takeback) bool {
		return t.Import == imported && earlier < t.Seq && t.Seq < seq
	}), nil
}

func (m *Memory) add(e entry) {
	if _, ok := m.table[e.hash]; ok {
		m.again[e.hash] = append(m.again[e.hash], e.seq)
		return
	}
	m.table[e.hash] = e.seq
}

// Flush writes what is in memory into files.
func (m *Memory) Flush() error {
	if m.at == m.durable {
		return nil
	}
	if err := m.install(); err != nil {
		return fmt.Errorf("keep event ids: %w", err)
	}
	if err := m.flush(); err != nil {
		return fmt.Errorf("keep event ids: %w; free some space and start again", err)
	}
	m.merge()
	return nil
}

func (m *Memory) flush() error {
	runs := m.runs
	if len(m.table) > 0 {
		r, err := m.write(m.sorted())
		if err != nil {
			return err
		}
		runs = append(slices.Clone(runs), r)
	}
	if err := m.save(runs, m.at); err != nil {
		return err
	}
	m.runs, m.durable = runs, m.at
	clear(m.table)
	clear(m.again)
	return nil
}

func (m *Memory) sorted() []entry {
	entries := make([]entry, 0, len(m.table)+len(m.again))
	for h, seq := range m.table {
		entries = append(entries, entry{h, seq})
		for _, seq := range m.again[h] {
			entries = append(entries, entry{h, seq})
		}
	}
	slices.SortFunc(entries, entry.compare)
	return entries
}

// write makes a run of sorted entries.
func (m *Memory) write(entries []entry) (*run, error) {
	if err := m.step("write run"); err != nil {
		return nil, err
	}
	path := m.path()
	i := -1
	err := writeRun(path, int64(len(entries)), func() (entry, bool, error) {
		if i++; i == len(entries) {
			return entry{}, false, nil
		}
		return entries[i], true, nil
	})
	if err != nil {
		return nil, err
	}
	return openRun(path)
}

// path is that of the next run.
func (m *Memory) path() string {
	m.next++
	return filepath.Join(m.dir, fmt.Sprintf("%08d.ids", m.next))
}

func (m *Memory) step(name string) error {
	if m.before == nil {
		return nil
	}
	return m.before(name)
}

// Reset forgets everything.
func (m *Memory) Reset(context.Context) error {
	m.abandon()
	if err := m.save(nil, 0); err != nil {
		return fmt.Errorf("forget all event ids: %w", err)
	}
	old := m.runs
	m.table, m.again, m.runs, m.takeback, m.at, m.durable = map[hash]int64{}, map[hash][]int64{}, nil, nil, 0, 0
	discard(old)
	return nil
}

// Close keeps what is in memory and lets go of the files.
func (m *Memory) Close() error {
	err := m.Flush()
	m.abandon()
	m.release()
	return err
}

func (m *Memory) release() {
	for _, r := range m.runs {
		r.close()
	}
}

func discard(runs []*run) {
	for _, r := range runs {
		r.close()
		os.Remove(r.path)
	}
}

// numbered gives a run file's number; ok is false for another file.
func numbered(name string) (n int64, ok bool) {
	if !strings.HasSuffix(name, ".ids") {
		return 0, false
	}
	_, err := fmt.Sscanf(name, "%d.ids", &n)
	return n, err == nil
}

// bySize sorts the largest first.
func bySize(runs []*run) {
	slices.SortStableFunc(runs, func(a, b *run) int { return cmp.Compare(b.n, a.n) })
}
