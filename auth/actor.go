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
	Role     Role     // a user's
	Scopes   []string // a key's permissions
	Language string   // vi or en; empty: not stated
}

// May reports whether the actor has a permission. Nobody has only Open.
func (a Actor) May(permission string) bool {
	switch {
	case permission == Open:
		return true
	case a.Kind == Socket || a.Kind == System:
		return true
	case a.Kind == User:
		return permission == Myself || a.Role.May(permission)
	case a.Kind == Key:
		return slices.Contains(a.Scopes, permission)
	}
	return false
}

// Known reports whether it is anybody at all.
func (a Actor) Known() bool { return a.Kind != "" }

type actorKey struct{}

// With says on whose behalf ctx acts.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From is on whose behalf ctx acts; the zero Actor where that is not known.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
