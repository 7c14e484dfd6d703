package api

import (
	"context"
	"net/http"

	"banhda/auth"
	"banhda/store"
)

// Role is a named set of rights. Those that are built in have no name of their own: the screens know what to call them.
type Role struct {
	ID          string                       `json:"id" doc:"of one that is built in, what it is called"`
	Name        string                       `json:"name,omitempty"`
	About       string                       `json:"about,omitempty"`
	BuiltIn     bool                         `json:"built_in"`
	Everything  bool                         `json:"everything" doc:"it may do whatever there is"`
	Permissions []string                     `json:"permissions" doc:"over the house as a whole"`
	Grants      map[string]map[string]string `json:"grants" doc:"kind of record → verb → none, own, team or all"`
	Hidden      map[string][]string          `json:"hidden" doc:"kind of record → keys of fields that are neither shown nor changed"`
	SecondStep  bool                         `json:"second_step" doc:"who has it must sign in with a code, too"`
	Users       int                          `json:"users" doc:"how many have it"`
}

// RolesAnswer is the roles there are and what they are made of.
type RolesAnswer struct {
	Roles       []Role   `json:"roles"`
	Kinds       []string `json:"kinds"`
	Verbs       []string `json:"verbs"`
	Extents     []string `json:"extents"`
	Permissions []string `json:"permissions" doc:"all over the house as a whole that there are"`
	Whole       []string `json:"whole" doc:"those of them that show everything of everybody, and count only for who may read all records with all their fields"`
}

func showRights(r auth.Rights) Role {
	shown := Role{Everything: r.Everything, Permissions: append([]string{}, r.Permissions...), Grants: map[string]map[string]string{}, Hidden: map[string][]string{}}
	for _, kind := range auth.Kinds {
		shown.Grants[kind] = map[string]string{}
		for _, v := range auth.Verbs {
			shown.Grants[kind][string(v)] = string(r.Extent(kind, v))
		}
		if keys := r.Hidden[kind]; len(keys) > 0 {
			shown.Hidden[kind] = keys
		}
	}
	return shown
}

func showRole(r store.Role) *Role {
	shown := showRights(r.Rights)
	shown.ID, shown.Name, shown.About = RoleID(r.ID), r.Name, r.About
	return &shown
}

func (s *Server) listRoles(ctx context.Context, _ *struct{}, _ Tell) (*RolesAnswer, error) {
	a := &RolesAnswer{Kinds: auth.Kinds, Permissions: auth.Permissions(), Whole: auth.Whole()}
	for _, v := range auth.Verbs {
		a.Verbs = append(a.Verbs, string(v))
	}
	for _, e := range auth.Extents {
		a.Extents = append(a.Extents, string(e))
	}
	for _, r := range auth.Roles {
		rights, _ := r.Rights()
		shown := showRights(rights)
		shown.ID, shown.BuiltIn = string(r), true
		a.Roles = append(a.Roles, shown)
	}
	return a, s.Records.View(ctx, func(v *store.View) error { return fillRoles(ctx, v, a) })
}

// fillRoles adds the company's own roles, and of all who has them.
func fillRoles(ctx context.Context, v *store.View, a *RolesAnswer) error {
	own, err := v.Roles(ctx)
	if err != nil {
		return err
	}
	for _, r := range own {
		a.Roles = append(a.Roles, *showRole(r))
	}
	need, err := requiring(ctx, v)
	if err != nil {
		return err
	}
	users, err := v.Users(ctx)
	count := map[string]int{}
	for _, u := range users {
		count[u.Role]++
	}
	for i := range a.Roles {
		a.Roles[i].Users, a.Roles[i].SecondStep = count[a.Roles[i].ID], need[a.Roles[i].ID]
	}
	return err
}

// RoleBody is a role as it is asked for.
type RoleBody struct {
	Name        string                       `json:"name" minLength:"1" maxLength:"100"`
	About       string                       `json:"about,omitempty" maxLength:"500"`
	Permissions []string                     `json:"permissions,omitempty" maxItems:"200"`
	Grants      map[string]map[string]string `json:"grants,omitempty"`
	Hidden      map[string][]string          `json:"hidden,omitempty"`
}

type addRoleOrder struct {
	Body RoleBody
}

type changeRoleOrder struct {
	ID   string `path:"id"`
	Body RoleBody
}

func (s *Server) addRole(ctx context.Context, in *addRoleOrder, _ Tell) (*Role, error) {
	r, err := in.Body.read(ctx)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "role-add", entry: in.Body, made: func() string { return RoleID(r.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		r.ID, err = t.AddRole(ctx, r)
		return nameTaken(err, r.Name)
	}}, nil)
	return showRole(r), err
}

func (s *Server) changeRole(ctx context.Context, in *changeRoleOrder, _ Tell) (*Role, error) {
	r, err := in.Body.read(ctx)
	if err != nil {
		return nil, err
	}
	err = s.withRole(ctx, in.ID, "role-set", in.Body, func(ctx context.Context, t *store.Tx, before store.Role) error {
		r.ID, r.CreatedAt = before.ID, before.CreatedAt
		return nameTaken(t.SaveRole(ctx, r), r.Name)
	})
	return showRole(r), err
}

type roleOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeRole(ctx context.Context, in *roleOrder, _ Tell) (*RemovedAnswer, error) {
	err := s.withRole(ctx, in.ID, "role-remove", nil, func(ctx context.Context, t *store.Tx, r store.Role) error {
		any, err := t.HasRole(ctx, RoleID(r.ID))
		if err == nil && any {
			return refused(http.StatusConflict, 0, "somebody has this role still; give them another one first")
		}
		return orElse(err, t.RemoveRole(ctx, r.ID))
	})
	return &RemovedAnswer{in.ID}, err
}

// withRole changes one of the company's own roles in the transaction that notes it. Nobody changes one that may do more
// than they.
func (s *Server) withRole(ctx context.Context, shown, verb string, entry any, do func(context.Context, *store.Tx, store.Role) error) error {
	id, err := ParseRoleID(shown)
	if err != nil {
		return invalid("%q is built in, or no role; make one of your own from it", shown)
	}
	_, err = s.change(ctx, mutation{verb: verb, target: RoleID(id), entry: entry, rights: true, also: func(ctx context.Context, t *store.Tx) error {
		r, err := t.Role(ctx, id)
		if err != nil {
			return notFound(err, "there is no role %s", shown)
		}
		if !auth.From(ctx).Covers(r.Rights) {
			return errBeyond
		}
		return do(ctx, t, r)
	}}, nil)
	return err
}

// read checks a role that is asked for.
func (b RoleBody) read(ctx context.Context) (r store.Role, err error) {
	r = store.Role{Name: cleanName(b.Name), About: cleanName(b.About), Rights: auth.Rights{Grants: auth.Grants{}, Hidden: map[string][]string{}}}
	if r.Name == "" {
		return r, invalid("a role needs a name")
	}
	if r.Rights.Permissions, err = readPermissions(b.Permissions); err != nil {
		return r, err
	}
	for kind, verbs := range b.Grants {
		if r.Rights.Grants[kind], err = readGrants(kind, verbs); err != nil {
			return r, err
		}
	}
	for kind, keys := range b.Hidden {
		if r.Rights.Hidden[kind], err = readHidden(kind, keys); err != nil {
			return r, err
		}
	}
	if !auth.From(ctx).Covers(r.Rights) {
		return r, errBeyond
	}
	return r, nil
}
