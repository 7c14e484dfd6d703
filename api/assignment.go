package api

import (
	"context"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/hub/assignment"
	"banhda/hub/calendar"
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
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) assignmentLog(ctx context.Context, in *assignedQuestion, _ Tell) (a *AssignedAnswer, err error) {
	a = &AssignedAnswer{Log: []Assigned{}}
	before, person := int64(0), int64(0)
	if in.Cursor != "" {
		if before, err = strconv.ParseInt(in.Cursor, 36, 64); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	if person, err = orNone(in.Person, ParsePersonID); err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Assignments(ctx, person, before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(strconv.FormatInt(list[in.Limit-1].ID, 36))
		}
		a.Log, err = showAssigned(ctx, v, list)
		return err
	})
	return a, err
}

func showAssigned(ctx context.Context, v *store.View, list []store.Assigned) ([]Assigned, error) {
	shown := []Assigned{}
	var refs []record.Ref
	for _, x := range list {
		refs = append(refs, record.Ref{Type: record.Person, ID: x.Person})
	}
	n, err := namesOf(ctx, v, refs)
	if err != nil {
		return nil, err
	}
	rules, err := v.AssignmentRules(ctx)
	called := map[int64]*Named{}
	for _, r := range rules {
		called[r.ID] = &Named{AssignmentRuleID(r.ID), r.Name}
	}
	for i, x := range list {
		shown = append(shown, Assigned{showInstant(x.At), *n.about(refs[i]), n.user(x.User), n.user(x.Was), called[x.Rule], x.Why, x.Open})
	}
	return shown, err
}

// Waiting is a person who waits for somebody.
type Waiting struct {
	Person About  `json:"person"`
	Rule   *Named `json:"rule"`
	Since  string `json:"since" doc:"when they became known"`
}

// QueueAnswer is who waits, who waits longest first.
type QueueAnswer struct {
	Queue   []Waiting `json:"queue"`
	Waiting int64     `json:"waiting" doc:"all there are"`
	Members []Present `json:"members" doc:"of all pools: who is there, and has how many"`
}

// Present is a member of a pool now.
type Present struct {
	User    Named          `json:"user"`
	Away    assignment.Why `json:"away" enum:",off_hours,on_leave,skips"`
	Waiting int            `json:"waiting" doc:"people of theirs who wait for the first contact"`
	Owned   int            `json:"owned"`
	Skips   *string        `json:"skips_until"`
}

type queueQuestion struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) assignmentQueue(ctx context.Context, in *queueQuestion, _ Tell) (a *QueueAnswer, err error) {
	a = &QueueAnswer{Queue: []Waiting{}, Members: []Present{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.AssignmentQueue(ctx, store.Waits{}, in.Limit)
		if err != nil {
			return err
		}
		if a.Queue, err = showWaiting(ctx, v, list); err != nil {
			return err
		}
		if a.Waiting, err = v.CountWaiting(ctx); err != nil {
			return err
		}
		a.Members, err = s.presentMembers(ctx, v)
		return err
	})
	return a, err
}

func showWaiting(ctx context.Context, v *store.View, list []store.Waits) ([]Waiting, error) {
	shown := []Waiting{}
	var refs []record.Ref
	for _, w := range list {
		refs = append(refs, record.Ref{Type: record.Person, ID: w.Person})
	}
	n, err := namesOf(ctx, v, refs)
	if err != nil {
		return nil, err
	}
	rules, err := v.AssignmentRules(ctx)
	called := map[int64]*Named{}
	for _, r := range rules {
		called[r.ID] = &Named{AssignmentRuleID(r.ID), r.Name}
	}
	for i, w := range list {
		shown = append(shown, Waiting{*n.about(refs[i]), called[w.Rule], showInstant(w.Since)})
	}
	return shown, err
}

// presentMembers are the members of all pools, each once.
func (s *Server) presentMembers(ctx context.Context, v *store.View) ([]Present, error) {
	p, err := s.readPools(ctx, v)
	if err != nil {
		return nil, err
	}
	at, err := readPresence(ctx, v)
	list, seen := []Present{}, map[int64]bool{}
	for _, r := range p.rules {
		for _, seat := range p.seats[r.ID] {
			if seen[seat.User] {
				continue
			}
			seen[seat.User] = true
			list = append(list, Present{Named{UserID(seat.User), p.users[seat.User]}, at.absent(seat.User, v.Now(), true), at.waiting[seat.User], at.owned[seat.User], instantOrNull(at.skipped[seat.User])})
		}
	}
	return list, err
}

type skipOrder struct {
	Body struct {
		Until string `json:"until,omitempty" doc:"A day, with it, or an instant; left out: skip me no more."`
	}
}

// SkipAnswer is until when somebody is given nobody.
type SkipAnswer struct {
	Until *string `json:"until"`
}

// skipMe gives who asks nobody for a while.
func (s *Server) skipMe(ctx context.Context, in *skipOrder, _ Tell) (*SkipAnswer, error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, errNoUser
	}
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	until := int64(0)
	if d, err := calendar.ParseDay(in.Body.Until); err == nil {
		until = (d + 1).At(0, c.Zone()).UnixMicro()
	} else if in.Body.Until != "" {
		if until, err = parseInstant("until", in.Body.Until, c.Zone()); err != nil {
			return nil, err
		}
	}
	_, err = s.change(ctx, mutation{verb: "skip-me", target: UserID(user), entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return orElse(t.Skip(ctx, user, until), assignNow(ctx, t))
	}}, nil)
	return &SkipAnswer{instantOrNull(until)}, err
}
