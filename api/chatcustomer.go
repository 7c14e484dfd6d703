package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/engage/chat"
	"banhda/hub/person"
	"banhda/store"
)

// customerUser is what the id of a customer in a talk begins with, who signed in on the pages of the house.
const customerUser = "customer:"

// customerNamed reads the id of a customer; ok is false for one that a site vouches for.
func customerNamed(user string) (id person.Identity, ok bool) {
	key, ok := strings.CutPrefix(user, customerUser)
	kind, value, cut := strings.Cut(key, ":")
	return person.Key{Kind: kind, Value: value}.Identity(), ok && cut
}

// customersTalk is the talk of who is signed in, the same in each of their browsers. What they said before they signed in goes
// over into it, and their conversation becomes theirs.
func (s *Server) customersTalk(ctx context.Context, c *chatCall, who *signedCustomer, before chat.Visitor) (chat.Visitor, error) {
	user := customerUser + who.Key.Kind + ":" + who.Key.Value
	now := chat.Visitor{Name: chat.NameOf(c.secret, user), User: user}
	if before.Name == "" || before.User != "" {
		return now, nil
	}
	if said, err := s.chatPerson(ctx, before.Name); said == 0 || err != nil {
		return now, err
	}
	ctx = auth.With(ctx, systemActor)
	if _, err := s.recognise(ctx, who.Key, whoIs(&before).AnonymousID); err != nil {
		return now, err
	}
	return now, s.Records.Tx(ctx, func(t *store.Tx) error { return t.MoveChat(ctx, before.Name, now.Name) })
}
