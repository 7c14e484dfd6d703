package api

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
)

type gatheredKey struct{}

// gathered is ctx with what the records answer of a readout's segment read, and a mark that is the same for the same
// answers; empty where the segment asks the records nothing. A segment that cannot be read is left to who reads it.
func (s *Server) gathered(ctx context.Context, text string) (_ context.Context, mark string, err error) {
	if text == "" {
		return ctx, "", nil
	}
	c, err := s.readCut(ctx, Reading{Segment: text})
	if err != nil || c.Segment == nil {
		return ctx, "", nil
	}
	var sets []*segment.Set
	for _, leaf := range segment.Leaves(c.Segment.Root()) {
		if a, ok := leaf.(segment.Among); ok {
			sets = append(sets, a.Set)
		}
	}
	if len(sets) == 0 {
		return ctx, "", nil
	}
	sum := sha256.New()
	for _, set := range sets {
		if err := binary.Write(sum, binary.LittleEndian, append(slices.Collect(set.All()), -1)); err != nil {
			return ctx, "", err
		}
	}
	return context.WithValue(ctx, gatheredKey{}, sets), hex.EncodeToString(sum.Sum(nil)), nil
}

// chooses reads a readout's segment: what it asks of records, saved segments among it, has become the sets of those who
// fulfil it now; what it asks of their history the warehouse answers as of the cut.
func (s *Server) chooses(ctx context.Context, c *warehouse.Cut, text string) error {
	e, err := segment.Parse(text)
	if err != nil {
		return invalid("segment: %v", err)
	}
	var n segment.Node
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err := s.asking(ctx, v, record.Person)
		if err != nil {
			return err
		}
		a.History, a.Currency = true, c.Currency
		a.Now = instantIn(c)
		if n, err = e.Bind(a); err != nil {
			return invalid("segment: %v", err)
		}
		return mayAskHistory(ctx, n)
	})
	if err != nil {
		return err
	}
	sets, known := ctx.Value(gatheredKey{}).([]*segment.Set)
	if !known {
		if sets, err = s.recorded(ctx, n); err != nil {
			return err
		}
	}
	next := 0
	c.Segment = e.With(segment.Replace(n, func(leaf segment.Node) segment.Node {
		if segment.OfHistory(leaf) || !ofRecords(leaf) {
			return leaf
		}
		next++
		return segment.Among{Set: sets[next-1]}
	}))
	return nil
}

// ofRecords reports whether a leaf is asked of records.
func ofRecords(n segment.Node) bool {
	switch n.(type) {
	case segment.Held, segment.Has, segment.Agreed, segment.Listed, segment.HasDeal:
		return true
	}
	return false
}

// recorded are the people who fulfil what a tree asks of records, leaf by leaf.
func (s *Server) recorded(ctx context.Context, n segment.Node) (sets []*segment.Set, err error) {
	for _, leaf := range segment.Leaves(n) {
		if !ofRecords(leaf) {
			continue
		}
		set := segment.NewSet()
		q := store.Finding{Type: record.Person, Where: leaf, Reach: auth.Everything, Limit: 10_000}
		err = s.Records.View(ctx, func(v *store.View) error {
			for {
				ids, next, err := v.FindIDs(ctx, q)
				for _, id := range ids {
					set.Add(id)
				}
				if err != nil || next == nil {
					return err
				}
				q.After = next
			}
		})
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}
