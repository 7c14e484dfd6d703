package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/phrase"
	"banhda/store"
)

// Invitation lets somebody become a user, once, by a link.
type Invitation struct {
	ID        string   `json:"id"`
	Email     string   `json:"email"`
	Role      string   `json:"role"`
	Teams     []string `json:"teams"`
	Inviter   string   `json:"inviter,omitempty" doc:"a user; left out: the house"`
	CreatedAt string   `json:"created_at"`
	ExpiresAt string   `json:"expires_at"`
	Expired   bool     `json:"expired"`
	Link      string   `json:"link,omitempty" doc:"only in the answer that made it: give it to them"`
	Mailed    bool     `json:"mailed,omitempty" doc:"the link is sent to them, too"`
}

// InvitationsAnswer is the invitations nobody has taken up.
type InvitationsAnswer struct {
	Invitations []Invitation `json:"invitations"`
}

// invitedFor is how long an invitation stands.
const invitedFor = 7 * 24 * time.Hour

func showInvitation(i store.Invitation, now int64) *Invitation {
	shown := &Invitation{ID: InvitationID(i.ID), Email: i.Email, Role: i.Role, Teams: []string{}, CreatedAt: showInstant(i.CreatedAt),
		ExpiresAt: showInstant(i.ExpiresAt), Expired: i.ExpiresAt <= now}
	if i.Inviter != 0 {
		shown.Inviter = UserID(i.Inviter)
	}
	for _, t := range i.Teams {
		shown.Teams = append(shown.Teams, TeamID(t))
	}
	return shown
}

func (s *Server) listInvitations(ctx context.Context, _ *struct{}, _ Tell) (*InvitationsAnswer, error) {
	a := &InvitationsAnswer{Invitations: []Invitation{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Invitations(ctx)
		for _, i := range list {
			a.Invitations = append(a.Invitations, *showInvitation(i, v.Now()))
		}
		return err
	})
}

type inviteOrder struct {
	Body struct {
		Email string   `json:"email" maxLength:"254"`
		Role  string   `json:"role" maxLength:"40" doc:"One that is built in, or the id of one of the company's own."`
		Teams []string `json:"teams,omitempty" maxItems:"100"`
	}
}

// invite makes a link by which somebody becomes a user. An earlier one to the same address opens nothing any more.
func (s *Server) invite(ctx context.Context, in *inviteOrder, _ Tell) (*Invitation, error) {
	token := auth.NewSession()
	i := store.Invitation{Hash: auth.Hash(token), Role: in.Body.Role, Inviter: auth.From(ctx).User()}
	var err error
	if i.Email, err = auth.Email(in.Body.Email); err != nil {
		return nil, wrong(err)
	}
	for _, t := range in.Body.Teams {
		id, err := ParseTeamID(t)
		if err != nil {
			return nil, err
		}
		i.Teams = append(i.Teams, id)
	}
	link, mailed := visitOf(ctx).origin()+"/invitation#"+token, false
	_, err = s.change(ctx, mutation{verb: "invite", entry: in.Body, made: func() string { return InvitationID(i.ID) }, also: func(ctx context.Context, t *store.Tx) (err error) {
		if err := mayInvite(ctx, &t.View, i); err != nil {
			return err
		}
		i.CreatedAt, i.ExpiresAt = t.Now(), t.Now()+invitedFor.Microseconds()
		if i.ID, err = t.AddInvitation(ctx, i); err == nil {
			mailed, err = mailInvitation(ctx, t, i.Email, link)
		}
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	shown := showInvitation(i, i.CreatedAt)
	shown.Link, shown.Mailed = link, mailed
	return shown, nil
}

// mailInvitation sends a link to who is invited, where mail is set up.
func mailInvitation(ctx context.Context, t *store.Tx, to, link string) (mailed bool, err error) {
	m, err := readMail(ctx, &t.View)
	if err != nil || !m.ready() {
		return false, err
	}
	w, err := readWorkspace(ctx, &t.View)
	if err != nil {
		return false, err
	}
	who := auth.From(ctx)
	language := orText(who.Language, "vi")
	return true, mailLater(ctx, t, m, letter{To: to,
		Subject: short(phrase.Sentencef("%s invites you to %s", orText(who.Name, "Bánh Đà"), orText(w.Name, "Bánh Đà")).In(language)),
		Text:    phrase.Sentencef("Open this link and choose a password. It opens once, within 7 days:").In(language) + "\n\n" + link + "\n"})
}

// mayInvite refuses a role beyond one's own, a team there is not, and somebody who is a user already.
func mayInvite(ctx context.Context, v *store.View, i store.Invitation) error {
	if err := mayGive(ctx, v, i.Role); err != nil {
		return err
	}
	if _, err := v.UserByEmail(ctx, i.Email); !errors.Is(err, store.ErrNotFound) {
		return orElse(err, refused(http.StatusConflict, 0, "%s is a user already; reset their password, or take another address", i.Email))
	}
	teams, err := v.Teams(ctx)
	there := map[int64]bool{}
	for _, t := range teams {
		there[t.ID] = true
	}
	for _, t := range i.Teams {
		if !there[t] && err == nil {
			err = invalid("there is no team %s", TeamID(t))
		}
	}
	return err
}

type invitationOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeInvitation(ctx context.Context, in *invitationOrder, _ Tell) (*RemovedAnswer, error) {
	id, err := ParseInvitationID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "invitation-remove", target: InvitationID(id),
		also: func(ctx context.Context, t *store.Tx) error { return t.RemoveInvitation(ctx, id) }}, nil)
	return &RemovedAnswer{InvitationID(id)}, notFound(err, "there is no invitation %s", in.ID)
}

// Invited is what whoever holds a link is told.
type Invited struct {
	Email     string `json:"email"`
	Workspace string `json:"workspace"`
	Inviter   string `json:"inviter,omitempty" doc:"the name of who invites"`
	Doors     *Doors `json:"doors"`
}

type invitedOrder struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"What stands behind # in the link."`
	}
}

var errNoInvitation = missing("this invitation was taken up, withdrawn, or is too old; ask for a new one")

func (s *Server) showInvited(ctx context.Context, in *invitedOrder, _ Tell) (*Invited, error) {
	a := &Invited{}
	return a, s.Records.View(ctx, func(v *store.View) error {
		i, err := v.InvitationByHash(ctx, auth.Hash(in.Body.Token))
		if err != nil {
			return notFoundAs(err, errNoInvitation)
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		a.Email, a.Workspace = i.Email, w.Name
		if u, err := v.User(ctx, i.Inviter); err == nil {
			a.Inviter = u.Name
		}
		a.Doors, err = doors(ctx, v)
		return err
	})
}

type acceptOrder struct {
	Body struct {
		Token    string `json:"token" maxLength:"200"`
		Name     string `json:"name" maxLength:"200"`
		Password string `json:"password" maxLength:"1000"`
		Language string `json:"language,omitempty" enum:"vi,en"`
	}
}

// accept makes a user of who was invited, and signs them in.
func (s *Server) accept(ctx context.Context, in *acceptOrder, _ Tell) (*SessionAnswer, error) {
	if err := s.passwordsOpen(ctx); err != nil {
		return nil, err
	}
	var i store.Invitation
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		i, err = v.InvitationByHash(ctx, auth.Hash(in.Body.Token))
		return notFoundAs(err, errNoInvitation)
	})
	if err != nil {
		return nil, err
	}
	u, err := s.newUser(ctx, in.Body.Name, i.Email, auth.Role(i.Role), in.Body.Password)
	if err != nil {
		return nil, err
	}
	u.Language = in.Body.Language
	if u, err = s.enter(ctx, i, u); err != nil {
		return nil, err
	}
	return s.beginSession(ctx, u, byPassword)
}

// enter takes an invitation up: the user is added and put into the teams.
func (s *Server) enter(ctx context.Context, i store.Invitation, u store.User) (store.User, error) {
	asSystem := auth.With(ctx, auth.Actor{Kind: auth.System})
	_, err := s.change(asSystem, mutation{verb: "invitation-accept", entry: map[string]string{"role": u.Role, "invitation": InvitationID(i.ID)}, made: func() string { return UserID(u.ID) },
		also: func(ctx context.Context, t *store.Tx) error {
			if err := stands(ctx, &t.View, i); err != nil {
				return err
			}
			err := t.RemoveInvitation(ctx, i.ID)
			if err == nil {
				u.ID, err = t.AddUser(ctx, u)
			}
			if errors.Is(err, store.ErrConflict) {
				return refused(http.StatusConflict, 0, "%s is a user already; sign in", u.Email)
			}
			if err != nil {
				return err
			}
			u.CreatedAt = t.Now()
			return t.JoinTeams(ctx, u.ID, i.Teams)
		}}, nil)
	return u, err
}

// stands refuses an invitation that is gone, and one whose giver may no longer give it: who was shown out brings nobody
// in.
func stands(ctx context.Context, v *store.View, i store.Invitation) error {
	if _, err := v.InvitationByHash(ctx, i.Hash); err != nil || i.Inviter == 0 {
		return notFoundAs(err, errNoInvitation)
	}
	u, err := v.User(ctx, i.Inviter)
	if err != nil {
		return notFoundAs(err, errNoInvitation)
	}
	inviter, err := userActor(ctx, v, u)
	if err != nil {
		return err
	}
	if !inviter.May("users:write") || covers(auth.With(ctx, inviter), v, i.Role) != nil {
		return errNoInvitation
	}
	return nil
}
