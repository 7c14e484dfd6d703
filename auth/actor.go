package auth

import (
	"context"
	"slices"
)

// Kind is what sort of actor somebody is.
type Kind string

// The kinds of actors. The zero Actor has none of them: nobody is known.
const (
	User   Kind = "user"   // a person who signed in
	Key    Kind = "key"    // a program with an API key
	Socket Kind = "socket" // whoever may open the data directory's socket: who owns the data
	System Kind = "system" // the product itself
)

// Actor is who does something.
type Actor struct {
	ID       int64 // of the user or the key; 0: neither
	Kind     Kind
	Name     string
	Role     Role     // a user's; a key's: that of who made it
	Rights   *Rights  // what a role of the company's own grants; nil: what the built-in Role does
	Teams    []int64  // a user's; a key's: those of who made it
	Scopes   []string // a key's permissions
	Maker    int64    // the user whose rights bound a key; 0: the house itself
	Language string   // vi or en; empty: not stated
	Session  string   // the hash of a user's session's token
	// Unready says that a user has to set up a second factor first; until then they have nothing but Myself.
	Unready bool
}

// May reports whether the actor has a permission, however far it goes. Nobody has only Open.
func (a Actor) May(permission string) bool {
	switch {
	case permission == Open:
		return true
	case a.Kind == Socket || a.Kind == System:
		return true
	case a.Kind == User:
		return permission == Myself || a.rights().May(permission)
	case a.Kind == Key:
		return slices.Contains(a.Scopes, permission) && a.rights().May(permission)
	}
	return false
}

// rights are what bounds the actor, before what a key's scopes leave of it.
func (a Actor) rights() (r Rights) {
	switch {
	case a.Unready:
	case a.Kind == Socket, a.Kind == System, a.Kind == Key && a.Maker == 0:
		r.Everything = true
	case a.Rights != nil:
		r = *a.Rights
	default:
		r, _ = a.Role.Rights()
	}
	return r
}

// Covers reports whether the actor may do all that some rights let somebody do.
func (a Actor) Covers(other Rights) bool {
	r := a.rights()
	if a.Kind == Key {
		r = r.within(a.Scopes)
	}
	return r.Covers(other)
}

// Known reports whether it is anybody at all.
func (a Actor) Known() bool { return a.Kind != "" }

// User is the user an actor is or, of a key, whose rights it has; 0: none.
func (a Actor) User() int64 {
	if a.Kind == Key {
		return a.Maker
	}
	return a.ID
}

type actorKey struct{}

// With says on whose behalf ctx acts.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From is on whose behalf ctx acts; the zero Actor where that is not known.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
