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
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	Role       string   `json:"role" doc:"one that is built in, or the id of one of the company's own"`
	Teams      []string `json:"teams"`
	Language   string   `json:"language" doc:"vi, en, or empty: the browser's"`
	SecondStep bool     `json:"second_step" doc:"they sign in with a code, too"`
	CreatedAt  string   `json:"created_at"`
	SeenAt     *string  `json:"seen_at" doc:"last signed in; null: never"`
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
	shown := &User{ID: UserID(u.ID), Name: u.Name, Email: u.Email, Role: u.Role, Teams: []string{}, Language: u.Language, SecondStep: u.Totp != "", CreatedAt: showInstant(u.CreatedAt)}
	if u.SeenAt != 0 {
		shown.SeenAt = text(showInstant(u.SeenAt))
	}
	return shown
}

func (s *Server) listUsers(ctx context.Context, _ *struct{}, _ Tell) (*UsersAnswer, error) {
	a := &UsersAnswer{Users: []User{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Users(ctx)
		if err != nil {
			return err
		}
		teams, err := v.Teams(ctx)
		for _, u := range list {
			shown := showUser(u)
			for _, t := range teams {
				if slices.Contains(t.Members, u.ID) {
					shown.Teams = append(shown.Teams, TeamID(t.ID))
				}
			}
			a.Users = append(a.Users, *shown)
		}
		return err
	})
	return a, err
}

type addUserOrder struct {
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Name     string `json:"name,omitempty" maxLength:"200"`
		Role     string `json:"role,omitempty" maxLength:"40" default:"editor" doc:"One that is built in, or the id of one of the company's own."`
		Password string `json:"password,omitempty" maxLength:"1000" doc:"Left out: one is made up and answered."`
	}
}

func (s *Server) addUser(ctx context.Context, in *addUserOrder, _ Tell) (*UserAnswer, error) {
	given, made := in.Body.Password, ""
	if given == "" {
		made = auth.NewPassword()
		given = made
	}
	err := s.Records.View(ctx, func(v *store.View) error { return mayGive(ctx, v, in.Body.Role) })
	if err != nil {
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
		Role *string `json:"role,omitempty" maxLength:"40" doc:"One that is built in, or the id of one of the company's own."`
	}
}

func (s *Server) changeUser(ctx context.Context, in *changeUserOrder, _ Tell) (*UserAnswer, error) {
	u, err := s.withUser(ctx, in.ID, "user-set", in.Body, func(ctx context.Context, t *store.Tx, u *store.User) error {
		if in.Body.Name != nil {
			u.Name = cleanName(*in.Body.Name)
		}
		if in.Body.Role != nil {
			u.Role = *in.Body.Role
			if err := mayGive(ctx, &t.View, u.Role); err != nil {
				return err
			}
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

// removeUsersStep turns off the second step of somebody whose phone is gone, and signs them out everywhere.
func (s *Server) removeUsersStep(ctx context.Context, in *userOrder, _ Tell) (*UserAnswer, error) {
	u, err := s.withUser(ctx, in.ID, "second-step-remove", nil, func(ctx context.Context, t *store.Tx, u *store.User) error {
		return orElse(dropSecondStep(ctx, t, u), t.EndSessions(ctx, u.ID))
	})
	return &UserAnswer{User: *showUser(u)}, err
}

// withUser changes one user in the transaction that notes it.
func (s *Server) withUser(ctx context.Context, shown, verb string, entry any, do func(context.Context, *store.Tx, *store.User) error) (u store.User, err error) {
	id, err := ParseUserID(shown)
	if err != nil {
		return u, err
	}
	_, err = s.change(ctx, mutation{verb: verb, target: UserID(id), entry: entry, rights: true, also: func(ctx context.Context, t *store.Tx) error {
		if u, err = t.User(ctx, id); err != nil {
			return err
		}
		if err := covers(ctx, &t.View, u.Role); err != nil {
			return err
		}
		return do(ctx, t, &u)
	}}, nil)
	return u, notFound(err, "there is no user %s", shown)
}

var errBeyond = refused(http.StatusForbidden, 0, "somebody of this role may do more than you; ask an owner of the workspace")

// mayGive refuses a role there is not, and one that may do more than the actor.
func mayGive(ctx context.Context, v *store.View, role string) error {
	_, ok, err := rightsOf(ctx, v, role)
	if err == nil && !ok {
		return invalid("there is no role %q; the settings show which there are", role)
	}
	return orElse(err, covers(ctx, v, role))
}

// covers refuses to touch a user of a role that may do more than the actor: whoever makes one, or gives one a new
// password, could sign in as them.
func covers(ctx context.Context, v *store.View, role string) error {
	rights, _, err := rightsOf(ctx, v, role)
	if err == nil && !auth.From(ctx).Covers(rights) {
		return errBeyond
	}
	return err
}

// ownersLeft refuses what would leave nobody who may do everything.
func ownersLeft(ctx context.Context, t *store.Tx) error {
	list, err := t.Users(ctx)
	if err == nil && !slices.ContainsFunc(list, func(u store.User) bool { return u.Role == string(auth.Owner) }) {
		return refused(http.StatusConflict, 0, "this is the last owner; make somebody else an owner first")
	}
	return err
}
