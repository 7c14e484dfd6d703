package api

import (
	"context"
	"iter"

	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/store"
	"banhda/warehouse"
)

// search gives the ids of the people whom records know by a text, in order, a page at a time for as long as they are
// asked for. Where it fails it ends, and leaves why in problem.
func (s *Server) search(ctx context.Context, text string, q warehouse.PeopleQuestion, problem *error) iter.Seq[int64] {
	if id, err := ParsePersonID(text); err == nil {
		return s.standsFor(ctx, id, problem)
	}
	query, ok := search.Parse(text)
	question := store.SearchQuestion{Looking: store.Looking{Type: record.Person, Query: query, Hidden: hidden(ctx, record.Person), Limit: q.Limit}, After: q.After}
	return func(yield func(int64) bool) {
		for ok {
			ids, err := s.found(ctx, question)
			if *problem = err; err != nil || len(ids) == 0 {
				return
			}
			for _, id := range ids {
				if !yield(id) {
					return
				}
			}
			if question.After = ids[len(ids)-1]; len(ids) < question.Limit {
				return
			}
			question.Limit = min(2*question.Limit, mostSought)
		}
	}
}

// mostSought bounds how many ids are held at once.
const mostSought = 10_000

func (s *Server) found(ctx context.Context, q store.SearchQuestion) (ids []int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		ids, err = v.Search(ctx, q)
		return err
	})
	return ids, err
}

// standsFor is the person an id stands for after merges.
func (s *Server) standsFor(ctx context.Context, id int64, problem *error) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		into, merged, err := s.People.Absorbed(ctx, id)
		if *problem = err; err != nil {
			return
		}
		if merged {
			id = into
		}
		yield(id)
	}
}
