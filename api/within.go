package api

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// within are the people a question is about for who asks, ascending; nil: everybody. It is read once for a question,
// so that an answer which is shared is shared by those for whom it is the same.
func (s *Server) within(ctx context.Context) (people []int64, err error) {
	if read, ok := ctx.Value(withinKey{}).([]int64); ok {
		return read, nil
	}
	reach := reach(ctx, record.Person, auth.Read)
	if reach.All {
		return nil, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		people, err = v.Within(ctx, reach, record.Person)
		return err
	})
	return append([]int64{}, people...), err
}

type withinKey struct{}

// confined is ctx with the people its question is about read, and a mark that is the same for the same people; empty
// for everybody.
func (s *Server) confined(ctx context.Context) (_ context.Context, mark string, err error) {
	people, err := s.within(ctx)
	if err != nil || people == nil {
		return ctx, "", err
	}
	sum := sha256.New()
	if err := binary.Write(sum, binary.LittleEndian, people); err != nil {
		return ctx, "", err
	}
	return context.WithValue(ctx, withinKey{}, people), hex.EncodeToString(sum.Sum(nil)), nil
}

// reachable refuses a person beyond what who asks may read, as if there were nobody of that id.
func (s *Server) reachable(ctx context.Context, person int64, v auth.Verb) error {
	reach := reach(ctx, record.Person, v)
	if reach.All {
		return nil
	}
	return s.Records.View(ctx, func(view *store.View) error {
		_, err := view.Record(ctx, reach, record.Person, person)
		return err
	})
}
