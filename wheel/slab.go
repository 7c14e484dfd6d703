package wheel

// slab hands out many small slices from few large allocations. The first ones are small: whoever folds three
// people should not hold memory for thousands.
type slab[T any] struct {
	free []T
	size int
}

// keep copies items into the slab; nil for none.
func (s *slab[T]) keep(items []T) []T {
	n := len(items)
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.size = min(max(2*s.size, 16), 8192)
		s.free = make([]T, max(s.size, n))
	}
	kept := s.free[:n:n]
	copy(kept, items)
	s.free = s.free[n:]
	return kept
}
