package seen

import (
	"bufio"
	"errors"
	"io"
	"math/bits"
	"slices"
)

// merged is one run in place of several.
type merged struct {
	from []*run
	into *run
	err  error
}

var errStopped = errors.New("the merge was stopped")

// merge begins to merge runs if there are enough of a size. It works on files that never change; what it made
// comes to count when install finds it.
func (m *Memory) merge() {
	from := m.mergeable()
	if m.merging != nil || from == nil {
		return
	}
	path, done, stop := m.path(), make(chan merged, 1), m.stop
	m.merging = done
	go func() {
		result := merged{from: from}
		if result.err = mergeRuns(path, from, stop); result.err == nil {
			result.into, result.err = openRun(path)
		}
		done <- result
	}()
}

// mergeable gives the runs of the smallest size of which there are enough; nil for none.
func (m *Memory) mergeable() []*run {
	sizes := map[int][]*run{}
	for _, r := range m.runs {
		size := bits.Len64(uint64(r.n)) / 2 // four times as many is the next size
		sizes[size] = append(sizes[size], r)
	}
	for size := range 33 {
		if len(sizes[size]) >= fan {
			return sizes[size]
		}
	}
	return nil
}

func mergeRuns(path string, from []*run, stop chan struct{}) error {
	sources, n := make([]*source, 0, len(from)), int64(0)
	for _, r := range from {
		s := &source{r: bufio.NewReaderSize(io.NewSectionReader(r.file, 0, r.n*entrySize), 1<<18)}
		if err := s.advance(); err != nil {
			return err
		}
		sources, n = append(sources, s), n+r.n
	}
	return writeRun(path, n, func() (entry, bool, error) {
		select {
		case <-stop:
			return entry{}, false, errStopped
		default:
		}
		sources = slices.DeleteFunc(sources, func(s *source) bool { return s.ended })
		if len(sources) == 0 {
			return entry{}, false, nil
		}
		least := slices.MinFunc(sources, func(a, b *source) int { return a.entry.compare(b.entry) })
		e := least.entry
		return e, true, least.advance()
	})
}

// source gives a run's entries one by one.
type source struct {
	r     *bufio.Reader
	entry entry
	ended bool
}

func (s *source) advance() error {
	var b [entrySize]byte
	_, err := io.ReadFull(s.r, b[:])
	if errors.Is(err, io.EOF) {
		s.ended = true
		return nil
	}
	s.entry = readEntry(b[:])
	return err
}

// install makes a merge count, if one is finished. One that failed, for want of space for example, only leaves
// more files to look into; the next flush tries again.
func (m *Memory) install() error {
	select {
	case done := <-m.merging: // nil, and never ready, while none is under way
		m.merging = nil
		if done.err != nil {
			return nil
		}
		return m.replace(done)
	default:
		return nil
	}
}

func (m *Memory) replace(done merged) error {
	runs := slices.DeleteFunc(slices.Clone(m.runs), func(r *run) bool { return slices.Contains(done.from, r) })
	runs = append(runs, done.into)
	bySize(runs)
	if err := m.save(runs, m.durable); err != nil {
		done.into.close()
		return err
	}
	m.runs = runs
	if err := m.step("discard merged"); err != nil {
		return err
	}
	discard(done.from)
	return nil
}

// abandon stops a merge that is under way.
func (m *Memory) abandon() {
	if m.merging == nil {
		return
	}
	close(m.stop)
	if done := <-m.merging; done.into != nil {
		discard([]*run{done.into})
	}
	m.merging, m.stop = nil, make(chan struct{})
}
