package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banhda/auth"
	"banhda/store"
)

// User is somebody who may sign in.
type User struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Email     string  `json:"email"`
	Role      string  `json:"role" enum:"owner,editor,viewer"`
	Language  string  `json:"language" doc:"vi, en, or empty: the browser's"`
	CreatedAt string  `json:"created_at"`
	SeenAt    *string `json:"seen_at" doc:"last signed in; null: never"`
}

// UsersAnswer is everybody who may sign in.
type UsersAnswer struct {
	Users []User `json:"users"`
}

// UserAnswer is one user, and the password where it was made up: it is shown this once.
type UserAnswer struct {
	User     User   `json:"user"`
	Password string `json:"password,omitempty"`
}

func showUser(u store.User) *User {
	shown := &User{ID: UserID(u.ID), Name: u.Name, Email: u.Email, Role: u.Role, Language: u.Language, CreatedAt: showInstant(u.CreatedAt)}
	if u.SeenAt != 0 {
		shown.SeenAt = text(showInstant(u.SeenAt))
	}
	return shown
}

func userActor(u store.User) auth.Actor {
	return auth.Actor{ID: u.ID, Kind: auth.User, Name: u.Name, Role: auth.Role(u.Role), Language: u.Language}
}

func (s *Server) listUsers(ctx context.Context, _ *struct{}, _ Tell) (*UsersAnswer, error) {
	a := &UsersAnswer{Users: []User{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Users(ctx)
		for _, u := range list {
			a.Users = append(a.Users, *showUser(u))
		}
		return err
	})
	return a, err
}

type addUserOrder struct {
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Name     string `json:"name,omitempty" maxLength:"200"`
		Role     string `json:"role,omitempty" enum:"owner,editor,viewer" default:"editor"`
		Password string `json:"password,omitempty" maxLength:"1000" doc:"Left out: one is made up and answered."`
	}
}

func (s *Server) addUser(ctx context.Context, in *addUserOrder, _ Tell) (*UserAnswer, error) {
	given, made := in.Body.Password, ""
	if given == "" {
		made = auth.NewPassword()
		given = made
	}
	if err := s.reaches(ctx, in.Body.Role); err != nil {
		return nil, err
	}
	u, err := s.newUser(ctx, in.Body.Name, in.Body.Email, auth.Role(in.Body.Role), given)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "user-add", entry: map[string]string{"role": u.Role}, made: func() string { return UserID(u.ID) },
		also: func(ctx context.Context, t *store.Tx) error {
			if u.ID, err = t.AddUser(ctx, u); errors.Is(err, store.ErrConflict) {
				return refused(http.StatusConflict, 0, "%s is a user already; reset their password, or take another address", u.Email)
			}
			u.CreatedAt = t.Now()
			return err
		}}, nil)
	return &UserAnswer{*showUser(u), made}, err
}

// newUser checks what is stated of a user, and hashes the password.
func (s *Server) newUser(ctx context.Context, name, email string, role auth.Role, password string) (u store.User, err error) {
	if u.Email, err = auth.Email(email); err != nil {
		return u, wrong(err)
	}
	if err := auth.CheckPassword(password, u.Email); err != nil {
		return u, wrong(err)
	}
	u.Name, u.Role = cleanName(name), string(role)
	if u.Name == "" {
		u.Name, _, _ = strings.Cut(u.Email, "@")
	}
	u.Password, err = s.passwords.Hash(ctx, password)
	return u, err
}

// cleanName is a name in Unicode's composed form, without what stands around it and what nobody can see: PostgreSQL takes
// neither NUL nor what is no UTF-8, and would refuse with it what others write at the same moment.
func cleanName(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s))
}

type changeUserOrder struct {
	ID   string `path:"id"`
	Body struct {
		Name *string `json:"name,omitempty" maxLength:"200"`
		Role *string `json:"role,omitempty" enum:"owner,editor,viewer"`
	}
}

func (s *Server) changeUser(ctx context.Context, in *changeUserOrder, _ Tell) (*UserAnswer, error) {
	u, err := s.withUser(ctx, in.ID, "user-set", in.Body, func(ctx context.Context, t *store.Tx, u *store.User) error {
		if in.Body.Name != nil {
			u.Name = cleanName(*in.Body.Name)
		}
		if in.Body.Role != nil {
			u.Role = *in.Body.Role
		}
		if err := s.reaches(ctx, u.Role); err != nil {
			return err
		}
		return orElse(t.SaveUser(ctx, *u), ownersLeft(ctx, t))
	})
	return &UserAnswer{User: *showUser(u)}, err
}

type userOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeUser(ctx context.Context, in *userOrder, _ Tell) (*UserAnswer, error) {
	u, err := s.withUser(ctx, in.ID, "user-remove", nil, func(ctx context.Context, t *store.Tx, u *store.User) error {
		return orElse(t.RemoveUser(ctx, u.ID), ownersLeft(ctx, t))
	})
	return &UserAnswer{User: *showUser(u)}, err
}

// resetUser makes up a new password and signs the user out everywhere.
func (s *Server) resetUser(ctx context.Context, in *userOrder, _ Tell) (*UserAnswer, error) {
	made := auth.NewPassword()
	hash, err := s.passwords.Hash(ctx, made)
	if err != nil {
		return nil, err
	}
	u, err := s.withUser(ctx, in.ID, "user-reset", nil, func(ctx context.Context, t *store.Tx, u *store.User) error {
		u.Password = hash
		return orElse(t.SaveUser(ctx, *u), t.EndSessions(ctx, u.ID))
	})
	s.attempts.Succeeded(u.Email)
	return &UserAnswer{*showUser(u), made}, err
}

// withUser changes one user in the transaction that notes it.
func (s *Server) withUser(ctx context.Context, shown, verb string, entry any, do func(context.Context, *store.Tx, *store.User) error) (u store.User, err error) {
	id, err := ParseUserID(shown)
	if err != nil {
		return u, err
	}
	_, err = s.change(ctx, mutation{verb: verb, target: UserID(id), entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		if u, err = t.User(ctx, id); err != nil {
			return err
		}
		if err := s.reaches(ctx, u.Role); err != nil {
			return err
		}
		return do(ctx, t, &u)
	}}, nil)
	return u, notFound(err, "there is no user %s", shown)
}

var errBeyond = refused(http.StatusForbidden, 0, "somebody of this role may do more than you; ask an owner of the workspace")

// reaches refuses to touch a user of a role that may do more than the actor: whoever makes one, or gives one a new
// password, could sign in as them.
func (s *Server) reaches(ctx context.Context, role string) error {
	actor := auth.From(ctx)
	for _, o := range s.operations {
		if o.permission != auth.Myself && auth.Role(role).May(o.permission) && !actor.May(o.permission) {
			return errBeyond
		}
	}
	return nil
}

// ownersLeft refuses what would leave nobody who may do everything.
func ownersLeft(ctx context.Context, t *store.Tx) error {
	list, err := t.Users(ctx)
	if err == nil && !slices.ContainsFunc(list, func(u store.User) bool { return u.Role == string(auth.Owner) }) {
		return refused(http.StatusConflict, 0, "this is the last owner; make somebody else an owner first")
	}
	return err
}
