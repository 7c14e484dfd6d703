package api

import (
	"context"
	"encoding/json"
	"slices"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// LinkAnswer is a merge or its undoing, once every readout knows it.
type LinkAnswer struct {
	Person string `json:"person" doc:"who was merged, or is a person of their own again"`
	Into   string `json:"into" doc:"who remained"`
	Seq    int64  `json:"seq"`
}

type mergeOrder struct {
	ID   string `path:"id" doc:"The person to merge."`
	Body struct {
		Into string `json:"into" doc:"The person who remains."`
	}
}

func (s *Server) merge(ctx context.Context, in *mergeOrder, tell Tell) (*LinkAnswer, error) {
	a, err := s.livingPerson(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	b, err := s.livingPerson(ctx, in.Body.Into)
	if err != nil {
		return nil, err
	}
	if a == b {
		return nil, invalid("%s and %s are one person already", in.ID, in.Body.Into)
	}
	return s.link(ctx, flow.Merge, flow.LinkChange{Person: a, Into: b}, tell)
}

type unmergeOrder struct {
	ID string `path:"id" doc:"The person whose merge is to be undone."`
}

// unmerge undoes the merge of a person into another. Asked about somebody who was never merged away, it undoes the
// last merge by hand into them.
func (s *Server) unmerge(ctx context.Context, in *unmergeOrder, tell Tell) (*LinkAnswer, error) {
	id, err := ParsePersonID(in.ID)
	if err != nil {
		return nil, err
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	into, ok, err := s.People.Absorbed(ctx, id)
	if err != nil {
		return nil, err
	}
	if ok {
		return s.part(ctx, flow.LinkChange{Person: id, Into: into}, tell)
	}
	last, err := s.lastMergeInto(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.part(ctx, flow.LinkChange{Person: last, Into: id}, tell)
}

// part undoes a merge, and gives back the values that were chosen when it was made.
func (s *Server) part(ctx context.Context, pair flow.LinkChange, tell Tell) (*LinkAnswer, error) {
	chosen, err := s.mergeAct(ctx, pair)
	if err != nil {
		return nil, err
	}
	a, err := s.link(ctx, flow.Unmerge, pair, tell)
	if err == nil && chosen != 0 {
		_, err = s.valuesParted(ctx, chosen, record.Person, pair, tell)
	}
	return a, err
}

// mergeAct is the act by which two people were merged with values chosen; 0: they were merged without, or parted since.
func (s *Server) mergeAct(ctx context.Context, pair flow.LinkChange) (act int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		merges, err := v.Acts(ctx, store.ActsQuestion{Verb: string(flow.Merge), Target: PersonID(pair.Into), Limit: 1000})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(merges, func(a store.Act) bool {
			var of flow.LinkChange
			return json.Unmarshal(a.After, &of) == nil && of == pair
		})
		if i < 0 {
			return nil
		}
		parted, err := v.Acts(ctx, store.ActsQuestion{Verb: string(flow.Unmerge), Target: PersonID(pair.Person), Limit: 1})
		if err == nil && (len(parted) == 0 || parted[0].ID < merges[i].ID) {
			act = merges[i].ID
		}
		return err
	})
	return act, err
}

// lastMergeInto is who was last merged into a person by hand and still is.
func (s *Server) lastMergeInto(ctx context.Context, id int64) (int64, error) {
	profiles, err := s.Records.ProfilesOf(ctx, []int64{id})
	if err != nil {
		return 0, err
	}
	ids := make([]int64, len(profiles))
	for i, p := range profiles {
		ids[i] = p.ID
	}
	links, err := s.Records.Links(ctx, ids)
	if err != nil {
		return 0, err
	}
	for _, l := range slices.Backward(links) {
		if l.Cause != person.Merged || l.Person != id {
			continue
		}
		if into, ok, err := s.People.Absorbed(ctx, l.From); err != nil || ok && into == id {
			return l.From, err
		}
	}
	return 0, missing("%s was merged with nobody", PersonID(id))
}

// livingPerson finds whom an id stands for after the merges so far.
func (s *Server) livingPerson(ctx context.Context, shown string) (int64, error) {
	id, err := ParsePersonID(shown)
	if err != nil {
		return 0, err
	}
	profiles, err := s.Records.ProfilesByID(ctx, []int64{id})
	if err != nil {
		return 0, err
	}
	if len(profiles) == 0 {
		return 0, missing("nobody has the id %s", shown)
	}
	return profiles[0].Person, nil
}

// link makes a link change and waits until every readout knows it.
func (s *Server) link(ctx context.Context, kind flow.Kind, change flow.LinkChange, tell Tell) (*LinkAnswer, error) {
	person, into := PersonID(change.Person), PersonID(change.Into)
	seq, err := s.change(ctx, mutation{verb: string(kind), target: person, kind: kind, entry: change}, tell)
	return &LinkAnswer{person, into, seq}, err
}
