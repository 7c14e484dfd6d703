package api

import (
	"context"
	"strings"
	"sync"

	"banhda/drive/dispatch"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/template"
	"banhda/store"
)

// Outgoing is the desk where messages to people wait: dispatch.Desk.
func (s *Server) Outgoing() dispatch.Desk {
	return &outgoing{s: s, rooms: sync.Pool{New: func() any { return new(template.Room) }}, flying: map[int64]flight{}, aboard: map[int64]int64{}}
}

// outgoing claims messages, asks the gate, and writes down what became of them.
type outgoing struct {
	s     *Server
	turn  int              // which campaign is claimed from first
	slack *strings.Builder // while as many messages go out as can: slack
	rooms sync.Pool        // of *template.Room

	mu     sync.Mutex
	flying map[int64]flight // by message: claimed, allowed, and not settled yet
	aboard map[int64]int64  // by person: the message that is on its way to them
}

// flight is what has to be known of a message until it is settled.
type flight struct {
	message.Message
	person   int64 // who they are now
	key      person.Key
	address  string
	campaign string // its name
	checked  string // the day of the Do-Not-Call list it was looked up in; empty: in none
}

// Drafted implements dispatch.Desk.
func (o *outgoing) Drafted() <-chan struct{} { return o.s.Records.Drafted() }

// Sending implements dispatch.Desk.
func (o *outgoing) Sending(ctx context.Context) (ids []int64, err error) {
	var list []message.Message
	err = o.s.Records.View(ctx, func(v *store.View) error {
		if list, err = v.SendingMessages(ctx); err != nil || len(list) == 0 {
			return err
		}
		known, err := o.s.learn(ctx, v, list)
		if err != nil {
			return err
		}
		for i := range list {
			f := known.flight(&list[i])
			o.flying[f.ID] = f
			ids = append(ids, f.ID)
		}
		return nil
	})
	return ids, err
}

// Claim implements dispatch.Desk: messages of no campaign first, then those of campaigns, each in its turn.
func (o *outgoing) Claim(ctx context.Context, limit int) (out []dispatch.Outgoing, looked int, err error) {
	var campaigns []int64
	err = o.s.Records.View(ctx, func(v *store.View) error {
		campaigns, err = v.DueMessages(ctx)
		return err
	})
	if err != nil || len(campaigns) == 0 {
		o.slack = nil
		return nil, 0, err
	}
	var claimed []message.Message
	err = o.s.Records.Tx(ctx, func(t *store.Tx) error {
		claimed, err = o.take(ctx, t, campaigns, limit)
		return err
	})
	if err != nil || len(claimed) == 0 {
		return nil, 0, err
	}
	if o.slack == nil && len(claimed) == limit {
		o.slack = slack()
	}
	out, fates, err := o.judge(ctx, claimed)
	if err != nil {
		return nil, 0, o.back(ctx, claimed, err)
	}
	if len(fates) > 0 {
		err = o.Settle(ctx, fates)
	}
	return out, len(claimed), err
}

// take claims from each campaign that has messages due; those of none, which somebody waits for, come first.
func (o *outgoing) take(ctx context.Context, t *store.Tx, campaigns []int64, limit int) (all []message.Message, err error) {
	o.turn++
	for i := range campaigns {
		c := campaigns[(i+o.turn)%len(campaigns)]
		if campaigns[0] == 0 { // the first stays the first
			if c = campaigns[0]; i > 0 {
				c = campaigns[1+(i+o.turn)%(len(campaigns)-1)]
			}
		}
		list, err := t.ClaimMessages(ctx, c, limit-len(all))
		if all = append(all, list...); err != nil || len(all) >= limit {
			return all, err
		}
	}
	return all, nil
}

// back queues what was claimed again, after an error that is not of any one of them.
func (o *outgoing) back(ctx context.Context, claimed []message.Message, why error) error {
	fates := make([]message.Fate, len(claimed))
	for i := range claimed {
		fates[i] = message.Fate{ID: claimed[i].ID, State: message.Queued, At: o.s.Now().UnixMicro()}
	}
	if err := o.s.Records.Tx(context.WithoutCancel(ctx), func(t *store.Tx) error { return t.SettleMessages(ctx, fates) }); err != nil {
		return err
	}
	return why
}

// Settle implements dispatch.Desk: what became of messages, and what the people's timelines are told of it, are one.
func (o *outgoing) Settle(ctx context.Context, fates []message.Fate) error {
	o.mu.Lock()
	flights := make(map[int64]flight, len(fates))
	for i := range fates {
		f := &fates[i]
		if is, ok := o.flying[f.ID]; ok {
			flights[f.ID] = is
			if f.Sent() > 0 {
				f.Address = is.address
			}
		}
	}
	o.mu.Unlock()
	err := o.s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.SettleMessages(ctx, fates); err != nil {
			return err
		}
		for i := range fates {
			if err := t.KeepHandles(ctx, fates[i].ID, fates[i].Handles); err != nil {
				return err
			}
		}
		if err := o.settleReplies(ctx, t, fates, flights); err != nil {
			return err
		}
		if err := o.s.otherwise(ctx, t, fates, flights); err != nil {
			return err
		}
		return tellSent(ctx, t, fates, flights)
	})
	if err == nil {
		o.tellReplies(fates)
		o.land(fates)
	}
	return err
}

// land forgets messages that are settled.
func (o *outgoing) land(fates []message.Fate) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range fates {
		id := fates[i].ID
		if f, ok := o.flying[id]; ok && o.aboard[f.person] == id {
			delete(o.aboard, f.person)
		}
		delete(o.flying, id)
	}
}

// board notes that a message is on its way to somebody; false where another one is: caps are counted one by one.
func (o *outgoing) board(f flight) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.flying[f.ID] = f
	if _, busy := o.aboard[f.person]; busy {
		return false
	}
	o.aboard[f.person] = f.ID
	return true
}
