package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// reach is how far who asks may go with records of a type: what every read and write of records is bounded by.
func reach(ctx context.Context, t record.Type, v auth.Verb) auth.Reach {
	return auth.From(ctx).Reach(t.Plural(), v)
}

// hidden are the keys of the fields of a type that who asks neither sees, sorts or filters by, nor changes.
func hidden(ctx context.Context, t record.Type) []string { return auth.From(ctx).Hidden(t.Plural()) }

// userActor is a user with the rights they have at this moment.
func userActor(ctx context.Context, v *store.View, u store.User) (a auth.Actor, err error) {
	a = auth.Actor{ID: u.ID, Kind: auth.User, Name: u.Name, Role: auth.Role(u.Role), Language: u.Language}
	if a.Rights, err = ownRights(ctx, v, u.Role); err != nil {
		return a, err
	}
	a.Teams, err = v.TeamsOf(ctx, u.ID)
	return a, err
}

// signedIn is a user who came in by a session, and may do nothing yet where a second step is demanded that they do not
// take. Whom a provider lets in, it has asked itself.
func signedIn(ctx context.Context, v *store.View, u store.User, session store.Session) (a auth.Actor, err error) {
	if a, err = userActor(ctx, v, u); err != nil {
		return a, err
	}
	a.Session = session.Hash
	if u.Totp != "" || session.Method != byPassword {
		return a, nil
	}
	need, err := requiring(ctx, v)
	a.Unready = need[u.Role]
	return a, err
}

// ownRights are those of a role the company made; nil for a built-in one, and none where the role is gone.
func ownRights(ctx context.Context, v *store.View, role string) (*auth.Rights, error) {
	if _, ok := auth.Role(role).Rights(); ok {
		return nil, nil
	}
	id, err := ParseRoleID(role)
	if err != nil {
		return &auth.Rights{}, nil
	}
	r, err := v.Role(ctx, id)
	return &r.Rights, absent(err)
}

// rightsOf are those of any role; ok is false where there is none of that name or id.
func rightsOf(ctx context.Context, v *store.View, role string) (r auth.Rights, ok bool, err error) {
	if r, ok = auth.Role(role).Rights(); ok {
		return r, true, nil
	}
	id, err := ParseRoleID(role)
	if err != nil {
		return r, false, nil
	}
	own, err := v.Role(ctx, id)
	return own.Rights, err == nil, absent(err)
}
