package api

import (
	"cmp"
	"context"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

type hereOrder struct {
	ID   string `path:"id"`
	Body struct {
		Writing bool `json:"writing,omitempty"`
		Gone    bool `json:"gone,omitempty" doc:"one looks at it no more"`
	}
}

// HereAnswer are the colleagues who look at a conversation or a ticket.
type HereAnswer struct {
	Here []Onlooker `json:"here"`
}

// hereConversation says that one looks at a conversation, or writes in it. It is kept in memory, for a moment.
func (s *Server) hereConversation(ctx context.Context, in *hereOrder, _ Tell) (a *HereAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err := conversationWithin(ctx, v, in.ID, auth.Read)
		if err == nil {
			a, err = s.noteHere(ctx, v, in, place{conversation: c.ID})
		}
		return err
	})
	return a, err
}

// hereTicket says that one looks at a ticket, or answers it: at the ticket, and in the conversation of its customer where one may
// see that. Most first answers to what was written down by hand or by a form go to who has no conversation yet.
func (s *Server) hereTicket(ctx context.Context, in *hereOrder, _ Tell) (a *HereAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Ticket.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		at := []place{{ticket: r.ID}}
		c, err := v.LastConversation(ctx, r.Values.Int("person"))
		if absent(err) != nil {
			return err
		}
		if c.ID != 0 && conversationReach(ctx, auth.Read).Reaches(c.Assignee, c.Team) {
			at = append(at, place{conversation: c.ID})
		}
		a, err = s.noteHere(ctx, v, in, at...)
		return err
	})
	return a, err
}

// noteHere notes where a user is, and tells who else is there.
func (s *Server) noteHere(ctx context.Context, v *store.View, in *hereOrder, at ...place) (*HereAnswer, error) {
	if me := auth.From(ctx).User(); me != 0 {
		for _, p := range at {
			if in.Body.Gone {
				s.inbox.gone(p, me)
			} else {
				s.inbox.here(p, me, in.Body.Writing, s.Now())
			}
		}
	}
	n, err := namesOf(ctx, v, nil)
	return &HereAnswer{s.onlookers(ctx, n, at...)}, err
}

// onlookers are the colleagues who are at one of some places, by their names.
func (s *Server) onlookers(ctx context.Context, n names, at ...place) []Onlooker {
	there := map[int64]bool{}
	for _, p := range at {
		for user, writing := range s.inbox.who(p, s.Now()) {
			there[user] = there[user] || writing
		}
	}
	delete(there, auth.From(ctx).User())
	list := []Onlooker{}
	for user, writing := range there {
		list = append(list, Onlooker{Named{UserID(user), n.actors[UserID(user)]}, writing})
	}
	slices.SortFunc(list, func(a, b Onlooker) int {
		return cmp.Or(cmp.Compare(a.User.Name, b.User.Name), cmp.Compare(a.User.ID, b.User.ID))
	})
	return list
}
