package api

import (
	"context"
	"encoding/json"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/store"
)

// owner is how the trail calls whoever may use the socket.
const owner = "owner"

// actorName is how the trail calls an actor.
func actorName(a auth.Actor) string {
	switch a.Kind {
	case auth.User:
		return UserID(a.ID)
	case auth.Key:
		return KeyID(a.ID)
	case auth.Socket:
		return owner
	}
	return string(auth.System)
}

// mutation is something somebody changes by hand that events alone do not say.
type mutation struct {
	verb, target string
	reason       string
	action       int64         // the first act of the same piece of work; 0: this one
	made         func() string // the target, where the change itself makes it; nil: target
	kind         flow.Kind     // of the entry the log gets; empty: none
	entry        any
	also         func(context.Context, *store.Tx) error // what changes in the records; nil: nothing
	rights       bool                                   // somebody may do more or less than before: whoever listens is asked anew
}

// change is the one place every mutation passes: who did what, the change of records and the entry for the log are
// written in one transaction, the entry is relayed, and the answer waits until every readout has it. It gives the end
// of the log at which that was so.
func (s *Server) change(ctx context.Context, m mutation, tell Tell) (seq int64, err error) {
	body, err := json.Marshal(m.entry)
	if err != nil {
		return 0, err
	}
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		act, err := t.Note(ctx, store.Act{Actor: actorName(auth.From(ctx)), Verb: m.verb, Target: m.target, After: body, Reason: m.reason, Action: m.action})
		if err != nil {
			return err
		}
		if call := repeatHash(ctx); call != "" {
			if err := t.Repeated(ctx, call, act); err != nil {
				return err
			}
		}
		if m.also != nil {
			if err := m.also(ctx, t); err != nil {
				return err
			}
		}
		if m.made != nil {
			t.Did(m.made(), nil)
		}
		if m.kind == "" {
			return nil
		}
		return t.Post(ctx, flow.Row{Kind: m.kind, Source: "staff", Count: 1, Body: body})
	})
	if m.rights && err == nil {
		s.live.recheck()
	}
	if err != nil || m.kind == "" {
		return 0, err
	}
	return s.relayed(ctx, tell)
}

// relayed carries what was posted to the log, and waits until every readout has it. It gives the end of the log then.
func (s *Server) relayed(ctx context.Context, tell Tell) (seq int64, err error) {
	if err := s.Relay(ctx); err != nil {
		return 0, err
	}
	if seq, err = s.Log.Tail(ctx); err != nil {
		return 0, err
	}
	return seq, s.waitFor(ctx, seq, tell)
}
