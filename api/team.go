package api

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/store"
)

// Team is users who work on the same records.
type Team struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Lead      string   `json:"lead,omitempty" doc:"a user, who may change who is in it"`
	Members   []string `json:"members" doc:"users"`
	CreatedAt string   `json:"created_at"`
}

// TeamsAnswer is all teams there are.
type TeamsAnswer struct {
	Teams []Team `json:"teams"`
}

func showTeam(t store.Team) *Team {
	shown := &Team{ID: TeamID(t.ID), Name: t.Name, Members: []string{}, CreatedAt: showInstant(t.CreatedAt)}
	if t.Lead != 0 {
		shown.Lead = UserID(t.Lead)
	}
	for _, m := range t.Members {
		shown.Members = append(shown.Members, UserID(m))
	}
	return shown
}

func (s *Server) listTeams(ctx context.Context, _ *struct{}, _ Tell) (*TeamsAnswer, error) {
	a := &TeamsAnswer{Teams: []Team{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Teams(ctx)
		for _, t := range list {
			a.Teams = append(a.Teams, *showTeam(t))
		}
		return err
	})
}

type teamOrder struct {
	ID   string `path:"id"`
	Body struct {
		Name    *string   `json:"name,omitempty" maxLength:"200"`
		Lead    *string   `json:"lead,omitempty" maxLength:"40" doc:"A user; empty: nobody."`
		Members *[]string `json:"members,omitempty" maxItems:"1000" doc:"Users: all that shall be in it."`
	}
}

type addTeamOrder struct {
	Body struct {
		Name    string   `json:"name" minLength:"1" maxLength:"200"`
		Lead    string   `json:"lead,omitempty" maxLength:"40" doc:"A user."`
		Members []string `json:"members,omitempty" maxItems:"1000" doc:"Users."`
	}
}

func (s *Server) addTeam(ctx context.Context, in *addTeamOrder, _ Tell) (*Team, error) {
	var team store.Team
	_, err := s.change(ctx, mutation{verb: "team-add", entry: in.Body, rights: true, made: func() string { return TeamID(team.ID) },
		also: func(ctx context.Context, t *store.Tx) (err error) {
			if err := leadsTeam(ctx, store.Team{}); err != nil {
				return err
			}
			team.CreatedAt = t.Now()
			if err = fillTeam(ctx, &t.View, &team, &in.Body.Name, &in.Body.Lead, &in.Body.Members); err == nil {
				err = mayJoin(ctx, store.Team{}, team)
			}
			if err == nil {
				team.ID, err = t.AddTeam(ctx, team)
			}
			return nameTaken(err, team.Name)
		}}, nil)
	return showTeam(team), err
}

// fillTeam sets what is given.
func fillTeam(ctx context.Context, v *store.View, team *store.Team, name, lead *string, members *[]string) (err error) {
	users, err := v.Users(ctx)
	if err != nil {
		return err
	}
	if name != nil {
		if team.Name = cleanName(*name); team.Name == "" {
			return invalid("a team needs a name")
		}
	}
	if lead != nil {
		if team.Lead, err = userAmong(users, *lead); err != nil {
			return err
		}
	}
	if members == nil {
		return nil
	}
	team.Members = nil
	for _, m := range *members {
		id, err := userAmong(users, m)
		if err != nil {
			return err
		}
		team.Members = append(team.Members, id)
	}
	slices.Sort(team.Members)
	team.Members = slices.Compact(team.Members)
	return nil
}

var errJoining = refused(http.StatusForbidden, 0, "nobody but an owner adds themselves to a team: it widens what one reaches; ask an owner or who leads it")

// mayJoin refuses who would come into a team, or to its head, by their own hand: whoever may change users but does not
// reach everything would reach more.
func mayJoin(ctx context.Context, was, now store.Team) error {
	actor := auth.From(ctx)
	in := func(t store.Team) bool { return t.Lead == actor.User() || slices.Contains(t.Members, actor.User()) }
	if actor.User() == 0 || in(was) || !in(now) || actor.Covers(auth.Rights{Everything: true}) {
		return nil
	}
	return errJoining
}

// userAmong reads the id of one of these users; empty is nobody.
func userAmong(users []store.User, shown string) (int64, error) {
	if shown == "" {
		return 0, nil
	}
	id, err := ParseUserID(shown)
	if err == nil && !slices.ContainsFunc(users, func(u store.User) bool { return u.ID == id }) {
		err = invalid("there is no user %s", shown)
	}
	return id, err
}

func nameTaken(err error, name string) error {
	if errors.Is(err, store.ErrConflict) {
		return refused(http.StatusConflict, 0, "there is one called %q already; take another name", name)
	}
	return err
}

var errNotYourTeam = refused(http.StatusForbidden, 0, "only an owner changes all teams; who leads one changes who is in it")

// leadsTeam refuses who may change people's rights in no way, but for the lead of the team: a team widens what its
// members reach.
func leadsTeam(ctx context.Context, team store.Team) error {
	actor := auth.From(ctx)
	if actor.May("users:write") || team.Lead != 0 && team.Lead == actor.User() {
		return nil
	}
	return errNotYourTeam
}

func (s *Server) changeTeam(ctx context.Context, in *teamOrder, _ Tell) (*Team, error) {
	team, err := s.withTeam(ctx, in.ID, "team-set", in.Body, func(ctx context.Context, t *store.Tx, team *store.Team) error {
		if in.Body.Lead != nil && !auth.From(ctx).May("users:write") {
			return errNotYourTeam
		}
		was := *team
		err := fillTeam(ctx, &t.View, team, in.Body.Name, in.Body.Lead, in.Body.Members)
		if err == nil {
			err = mayJoin(ctx, was, *team)
		}
		if err != nil {
			return err
		}
		return nameTaken(t.SaveTeam(ctx, *team), team.Name)
	})
	return showTeam(team), err
}

type oneTeamOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeTeam(ctx context.Context, in *oneTeamOrder, _ Tell) (*RemovedAnswer, error) {
	team, err := s.withTeam(ctx, in.ID, "team-remove", nil, func(ctx context.Context, t *store.Tx, team *store.Team) error {
		if !auth.From(ctx).May("users:write") {
			return errNotYourTeam
		}
		return t.RemoveTeam(ctx, team.ID)
	})
	return &RemovedAnswer{TeamID(team.ID)}, err
}

// withTeam changes one team in the transaction that notes it.
func (s *Server) withTeam(ctx context.Context, shown, verb string, entry any, do func(context.Context, *store.Tx, *store.Team) error) (team store.Team, err error) {
	id, err := ParseTeamID(shown)
	if err != nil {
		return team, err
	}
	_, err = s.change(ctx, mutation{verb: verb, target: TeamID(id), entry: entry, rights: true, also: func(ctx context.Context, t *store.Tx) error {
		list, err := t.Teams(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(one store.Team) bool { return one.ID == id })
		if i < 0 {
			return missing("there is no team %s", shown)
		}
		team = list[i]
		if err := leadsTeam(ctx, team); err != nil {
			return err
		}
		return do(ctx, t, &team)
	}}, nil)
	return team, err
}
