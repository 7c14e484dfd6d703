package api

import (
	"context"

	"banhda/hub/record"
	"banhda/store"
)

// Assigned is one line of the log of who got whom.
type Assigned struct {
	At     string `json:"at"`
	Person About  `json:"person"`
	User   *Named `json:"user" doc:"who got them; null: they were taken back"`
	Was    *Named `json:"was" doc:"from whom they were taken back"`
	Rule   *Named `json:"rule"`
	Why    string `json:"why" enum:"turn,least,untouched"`
	Open   bool   `json:"open" doc:"nobody was in touch yet"`
}

// AssignedAnswer is a page of the log, the last first.
type AssignedAnswer struct {
	Log    []Assigned `json:"log"`
	Cursor *string    `json:"cursor"`
}

type assignedQuestion struct {
	Person string `query:"person" maxLength:"40"`
	From   string `query:"from" maxLength:"40" doc:"Only those taken back from this user."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) assignmentLog(ctx context.Context, in *assignedQuestion, _ Tell) (a *AssignedAnswer, err error) {
	a = &AssignedAnswer{Log: []Assigned{}}
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	person, err := orNone(in.Person, ParsePersonID)
	if err != nil {
		return nil, err
	}
	from, err := orNone(in.From, ParseUserID)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		var list []store.Assigned
		if from != 0 {
			list, err = v.TakenFrom(ctx, from, before, in.Limit+1)
		} else {
			list, err = v.Assignments(ctx, person, before, in.Limit+1)
		}
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		a.Log, err = showAssigned(ctx, v, list)
		return err
	})
	return a, err
}

func showAssigned(ctx context.Context, v *store.View, list []store.Assigned) ([]Assigned, error) {
	n, err := peopleAndRules(ctx, v, list, func(x store.Assigned) int64 { return x.Person })
	shown := []Assigned{}
	for _, x := range list {
		shown = append(shown, Assigned{showInstant(x.At), n.person(x.Person), n.user(x.User), n.user(x.Was), n.rules[x.Rule], x.Why, x.Open})
	}
	return shown, err
}

// whoAndWhy are the names of people and of the rules that lead them to somebody.
type whoAndWhy struct {
	names
	rules map[int64]*Named
}

func peopleAndRules[T any](ctx context.Context, v *store.View, list []T, person func(T) int64) (n whoAndWhy, err error) {
	refs := make([]record.Ref, len(list))
	for i, x := range list {
		refs[i] = record.Ref{Type: record.Person, ID: person(x)}
	}
	n.rules = map[int64]*Named{}
	if n.names, err = namesOf(ctx, v, refs); err != nil {
		return n, err
	}
	rules, err := v.AssignmentRules(ctx)
	for _, r := range rules {
		n.rules[r.ID] = &Named{AssignmentRuleID(r.ID), r.Name}
	}
	return n, err
}

func (n whoAndWhy) person(id int64) About { return *n.about(record.Ref{Type: record.Person, ID: id}) }
