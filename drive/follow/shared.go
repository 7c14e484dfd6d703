package follow

import (
	"context"
	"sync"
)

// shared reads batches once for all consumers that stand at the same place.
type shared struct {
	source Source
	mu     sync.Mutex
	list   []reading // the latest first
}

type reading struct {
	after, to Place
	wants     Wants
	batch     *Batch
}

// remembered is how many batches are kept for those who are a little behind.
const remembered = 4

func (s *shared) read(ctx context.Context, after, to Place, w Wants) (*Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.list {
		if r.after == after && r.to == to && r.wants == w {
			return r.batch, nil
		}
	}
	b, err := s.source.Read(ctx, after, to, w)
	if err != nil {
		return nil, err
	}
	s.list = append([]reading{{after, to, w, b}}, s.list[:min(len(s.list), remembered-1)]...)
	return b, nil
}

func (s *shared) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = nil
}
