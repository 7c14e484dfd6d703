package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/assignment"
	"banhda/hub/record"
	"banhda/store"
)

// TryAnswer is who would get a person, and why.
type TryAnswer struct {
	Person About          `json:"person"`
	Owner  *Named         `json:"owner" doc:"whose they are already"`
	User   *Named         `json:"user" doc:"who would get them; null: nobody now"`
	Why    assignment.Why `json:"why" enum:"theirs,turn,least,no_rule,nobody_now"`
	Rule   *Named         `json:"rule" doc:"the first that is about them"`
	Passed []PassedOver   `json:"passed" doc:"who else is in the pool, and why not they"`
}

// PassedOver is a member of a pool who does not get somebody.
type PassedOver struct {
	User Named          `json:"user"`
	Why  assignment.Why `json:"why" enum:"off_hours,on_leave,skips,full,had_them,later"`
	Open int            `json:"open" doc:"how many they have"`
}

type tryOrder struct {
	Body struct {
		Person string `json:"person"`
	}
}

// tryAssignment says who would get somebody now. Nothing is changed.
func (s *Server) tryAssignment(ctx context.Context, in *tryOrder, _ Tell) (*TryAnswer, error) {
	id, err := ParsePersonID(in.Body.Person)
	if err != nil {
		return nil, err
	}
	a := &TryAnswer{Passed: []PassedOver{}}
	var p *pools
	var owner int64
	err = s.Records.View(ctx, func(v *store.View) error {
		is, err := v.Record(ctx, reach(ctx, record.Person, auth.Read), record.Person, id)
		if err != nil {
			return notFound(err, "there is no record %s that you may see", in.Body.Person)
		}
		id, owner = is.ID, is.Values.Int("owner")
		a.Person = About{record.Person.Plural(), PersonID(is.ID), is.Values.Text("name")}
		p, err = s.readPools(ctx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	if owner != 0 {
		a.Owner, a.Why = &Named{UserID(owner), p.users[owner]}, assignment.Theirs
		a.User = a.Owner
		return a, nil
	}
	return a, s.tryRules(ctx, p, id, a)
}

func (s *Server) tryRules(ctx context.Context, p *pools, person int64, a *TryAnswer) error {
	a.Why = assignment.NoRule
	for _, r := range p.rules {
		if !r.Active {
			continue
		}
		fit, err := s.Fit(ctx, record.Person, r.Where, []int64{person})
		if err != nil {
			return err
		}
		if len(fit) == 0 {
			continue
		}
		last, err := s.lastHolder(ctx, person)
		if err != nil {
			return err
		}
		a.Rule = &Named{AssignmentRuleID(r.ID), r.Name}
		p.show(p.choose(r, last), r, a)
		return nil
	}
	return nil
}

func (p *pools) show(d assignment.Decision, r assignment.Rule, a *TryAnswer) {
	a.Why = d.Why
	if d.User != 0 {
		a.User = &Named{UserID(d.User), p.users[d.User]}
	}
	open := map[int64]int{}
	for _, seat := range p.seats[r.ID] {
		open[seat.User] = seat.Open
	}
	for _, x := range d.Passed {
		a.Passed = append(a.Passed, PassedOver{Named{UserID(x.User), p.users[x.User]}, x.Why, open[x.User]})
	}
}
