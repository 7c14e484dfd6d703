package api

import (
	"context"
	"strings"

	"banhda/hub/assignment"
	"banhda/hub/record"
	"banhda/store"
)

// AssignmentRule leads people without an owner to a pool of users.
type AssignmentRule struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Active   bool              `json:"active"`
	Where    string            `json:"where"`
	Method   assignment.Method `json:"method" enum:"in_turn,least_loaded"`
	Pool     []Share           `json:"pool"`
	Team     *Named            `json:"team"`
	Capacity int               `json:"capacity" doc:"0: any number"`
	Load     string            `json:"load" enum:"waiting,owned"`
	Hours    bool              `json:"hours"`
	Reclaim  int               `json:"reclaim" doc:"working hours; 0: never"`
	Backlog  bool              `json:"backlog" doc:"also people who were known before the rule"`
}

// Share is a user in a pool.
type Share struct {
	User   Named `json:"user"`
	Weight int   `json:"weight"`
}

// AssignmentRulesAnswer is the rules of assignment in the order they are tried.
type AssignmentRulesAnswer struct {
	Rules   []AssignmentRule `json:"rules"`
	Waiting int64            `json:"waiting" doc:"people who wait for somebody"`
}

const assignmentPrefix = "asr_"

// AssignmentRuleID writes the id of a rule of assignment as it is shown outside.
func AssignmentRuleID(id int64) string {
	return assignmentPrefix + encodeID(scramble(uint64(id), assignmentPrefix))
}

// ParseAssignmentRuleID reads what AssignmentRuleID wrote.
func ParseAssignmentRuleID(s string) (int64, error) { return parseID(s, assignmentPrefix, "a rule") }

func showAssignmentRule(r assignment.Rule, n names) AssignmentRule {
	shown := AssignmentRule{ID: AssignmentRuleID(r.ID), Name: r.Name, Active: r.Active, Where: r.Where, Method: r.Method, Pool: []Share{}, Team: n.team(r.Team),
		Capacity: r.Capacity, Load: r.Load, Hours: r.Hours, Reclaim: r.Reclaim, Backlog: r.From == 0}
	for _, m := range r.Pool {
		shown.Pool = append(shown.Pool, Share{*n.user(m.User), m.Weight})
	}
	return shown
}

func (s *Server) listAssignmentRules(ctx context.Context, _ *struct{}, _ Tell) (a *AssignmentRulesAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = readAssignmentRules(ctx, v)
		return err
	})
	return a, err
}

func readAssignmentRules(ctx context.Context, v *store.View) (*AssignmentRulesAnswer, error) {
	a := &AssignmentRulesAnswer{Rules: []AssignmentRule{}}
	n, err := namesOf(ctx, v, nil)
	if err != nil {
		return nil, err
	}
	rules, err := v.AssignmentRules(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		a.Rules = append(a.Rules, showAssignmentRule(r, n))
	}
	a.Waiting, err = v.CountWaiting(ctx)
	return a, err
}

type assignmentBody struct {
	Name     string            `json:"name" maxLength:"200"`
	Active   bool              `json:"active"`
	Where    string            `json:"where,omitempty" maxLength:"2000" doc:"a condition on people without an owner; left out: all of them"`
	Method   assignment.Method `json:"method" enum:"in_turn,least_loaded"`
	Pool     []shareBody       `json:"pool,omitempty" maxItems:"500"`
	Team     string            `json:"team,omitempty" doc:"its members are in the pool, too"`
	Capacity int               `json:"capacity,omitempty" minimum:"0" maximum:"100000" doc:"a member has at most so many; 0: any number"`
	Load     string            `json:"load,omitempty" enum:"waiting,owned" default:"waiting" doc:"what counts: who waits for the first contact, or all they own"`
	Hours    bool              `json:"hours,omitempty" doc:"only within working hours"`
	Reclaim  int               `json:"reclaim,omitempty" minimum:"0" maximum:"10000" doc:"working hours without contact after which somebody else gets them; 0: never"`
	Backlog  bool              `json:"backlog,omitempty" doc:"also people who were known before the rule was made"`
	Place    int               `json:"place,omitempty" minimum:"1" doc:"among the rules; left out: as it is, or the last"`
}

type shareBody struct {
	User   string `json:"user"`
	Weight int    `json:"weight,omitempty" minimum:"1" maximum:"16" default:"1"`
}

type newAssignmentOrder struct {
	Body assignmentBody
}

type assignmentOrder struct {
	ID   string `path:"id"`
	Body assignmentBody
}

func (s *Server) addAssignmentRule(ctx context.Context, in *newAssignmentOrder, _ Tell) (*AssignmentRulesAnswer, error) {
	return s.saveAssignmentRule(ctx, "assignment-add", 0, in.Body)
}

func (s *Server) setAssignmentRule(ctx context.Context, in *assignmentOrder, _ Tell) (*AssignmentRulesAnswer, error) {
	id, err := ParseAssignmentRuleID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.saveAssignmentRule(ctx, "assignment-set", id, in.Body)
}

func (s *Server) saveAssignmentRule(ctx context.Context, verb string, id int64, b assignmentBody) (a *AssignmentRulesAnswer, err error) {
	r, err := readAssignmentBody(id, b)
	if err != nil {
		return nil, err
	}
	if _, err := s.understood(ctx, record.Person, r.Where); err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: b, made: func() string { return AssignmentRuleID(r.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if id == 0 {
			if err := roomForRule(t.AssignmentRules(ctx)); err != nil {
				return err
			}
		}
		if err := keepFrom(ctx, t, &r, b.Backlog); err != nil {
			return err
		}
		if r.ID, err = t.SaveAssignmentRule(ctx, r); err != nil {
			return notFound(err, "there is no rule %s", AssignmentRuleID(id))
		}
		if b.Place > 0 {
			if err := t.MoveAssignmentRule(ctx, r.ID, b.Place); err != nil {
				return err
			}
		}
		if err := assignNow(ctx, t); err != nil {
			return err
		}
		a, err = readAssignmentRules(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}

// assignNow has who waits looked at once this is committed.
func assignNow(ctx context.Context, t *store.Tx) error {
	return t.Enqueue(ctx, assignJob, string(assignJob), []byte("{}"), t.Now())
}

// keepFrom says from when on people have to have become known: since the rule was made, or ever.
func keepFrom(ctx context.Context, t *store.Tx, r *assignment.Rule, backlog bool) error {
	r.From = t.Now()
	if backlog {
		r.From = 0
		return nil
	}
	rules, err := t.AssignmentRules(ctx)
	for _, was := range rules {
		if was.ID == r.ID && was.From != 0 {
			r.From = was.From
		}
	}
	return err
}

func readAssignmentBody(id int64, b assignmentBody) (r assignment.Rule, err error) {
	r = assignment.Rule{ID: id, Name: cleanName(b.Name), Active: b.Active, Where: strings.TrimSpace(b.Where), Method: b.Method, Pool: []assignment.Member{},
		Capacity: b.Capacity, Load: b.Load, Hours: b.Hours, Reclaim: b.Reclaim}
	if r.Team, err = orNone(b.Team, ParseTeamID); err != nil {
		return r, err
	}
	for _, m := range b.Pool {
		user, err := ParseUserID(m.User)
		if err != nil {
			return r, err
		}
		r.Pool = append(r.Pool, assignment.Member{User: user, Weight: m.Weight})
	}
	return r, wrongOrNil(r.Check())
}

type assignmentRuleOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeAssignmentRule(ctx context.Context, in *assignmentRuleOrder, _ Tell) (*RemovedAnswer, error) {
	id, err := ParseAssignmentRuleID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "assignment-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		return orElse(t.RemoveAssignmentRule(ctx, id), assignNow(ctx, t))
	}}, nil)
	return &RemovedAnswer{in.ID}, notFound(err, "there is no rule %s", in.ID)
}
