package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// matching gives the records of a type that fulfil a condition, for the product itself, a page after the other; take
// says whether there is to be another page. An empty condition is everybody's.
func (s *Server) matching(ctx context.Context, t record.Type, where string, take func([]record.Record) (more bool, err error)) error {
	return s.matchingWithin(ctx, t, where, auth.Everything, take)
}

// matchingWithin gives those of them that are within reach.
func (s *Server) matchingWithin(ctx context.Context, t record.Type, where string, reach auth.Reach, take func([]record.Record) (more bool, err error)) error {
	node, err := s.understood(ctx, t, where)
	if err == nil {
		node, err = s.settled(ctx, node, func(Progress) {})
	}
	if err != nil {
		return err
	}
	q := store.Finding{Type: t, Where: node, Reach: reach, Limit: 500}
	for {
		var page []record.Record
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			page, q.After, err = v.Find(ctx, q)
			return err
		})
		if err != nil {
			return err
		}
		if more, err := take(page); err != nil || !more || q.After == nil {
			return err
		}
	}
}

// understood reads a condition; its error says what cannot be understood.
func (s *Server) understood(ctx context.Context, t record.Type, where string) (node segment.Node, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		node, err = s.condition(ctx, v, t, where)
		return err
	})
	return node, err
}
