package api

import (
	"context"
	"encoding/json"
	"strings"

	"banhda/drive/workflow"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/store"
)

// Flows are those that talks may begin with now.
func (h *botHouse) Flows() ([]bot.Published, error) {
	if h.tried != nil {
		return []bot.Published{{Begins: bot.Begins{Greets: true}, Flow: *h.tried}}, nil
	}
	return h.call.flows, nil
}

// Flow is a version of a flow; of who tries one, 0 is that.
func (h *botHouse) Flow(version int64) (*bot.Flow, error) {
	if h.tried != nil && version == 0 {
		return h.tried, nil
	}
	v, err := h.version(version)
	if v == nil {
		return nil, err
	}
	return &v.Flow, err
}

func (h *botHouse) version(number int64) (is *store.BotFlowVersion, err error) {
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		one, err := v.BotFlowVersion(h.ctx, number)
		if err == nil {
			is = &one
		}
		return absent(err)
	})
	return is, err
}

func (h *botHouse) leadsOn(flow string) (version int64, err error) {
	id, err := ParseBotFlowID(flow)
	if err != nil {
		return 0, nil // of a draft that is tried
	}
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		f, err := v.BotFlow(h.ctx, id)
		version = f.Published
		return absent(err)
	})
	return version, err
}

// Walk has the talk go on. What was answered is kept first, so that what follows may ask for it.
func (h *botHouse) Walk(at bot.Flowing, said *bot.Said) (bot.Walked, error) {
	if at.Run == 0 {
		at.Run = h.heard
	}
	if said != nil {
		for field := range said.Fills {
			h.filled[field] = true
		}
		if err := h.fill(said.Fills); err != nil {
			return bot.Walked{}, err
		}
	}
	return walk(h, at, said, h.server.Now().UnixMicro())
}

// fill keeps what somebody answered as what they say of themselves: it overwrites nothing.
func (h *botHouse) fill(fills map[string]string) error {
	if len(fills) == 0 || h.tried != nil {
		return nil
	}
	who := whoIs(&h.call.Visitor)
	self := who
	who.Fields = map[string]any{}
	for key, value := range fills {
		switch key {
		case "name":
			who.Name = clipped(cleanName(value), 200)
		case "email":
			who.Email = value
		case "phone":
			who.Phone = value
		default:
			who.Fields[key] = value
		}
	}
	keys, _ := self.Keys()
	return h.server.getToKnow(h.ctx, &conversation.Incoming{Channel: conversation.Chat, Who: who, At: h.server.Now().UnixMicro()}, keys)
}

// fulfils reports whether who talks fulfils a condition. Who only tries a flow fulfils none but by what they answered.
func (h *botHouse) fulfils(where string) (holds bool, err error) {
	if field, ok := strings.CutPrefix(where, "exists "); ok && h.filled[field] {
		return true, nil
	}
	if h.person == 0 {
		return false, nil
	}
	fit, err := h.server.fitting(h.ctx, where, []int64{h.person})
	return fit[h.person], err
}

// came notes how far the talk came; of who only tries a flow, nothing is kept.
func (h *botHouse) came(c bot.Came) {
	if h.tried == nil {
		h.ways = append(h.ways, c)
	}
}

func (h *botHouse) does(at bot.Flowing, d botDoes) {
	d.said, d.run.ID, d.run.Person = at.Said, -at.Run, h.person // no run of a workflow is called so
	h.pending = append(h.pending, d)
}

// settle does what waits to be done, and notes beside what was said how far that led: after a crash it goes on from there.
func (h *botHouse) settle(at bot.Flowing) error {
	if h.tried != nil {
		return nil
	}
	place, err := json.Marshal(at)
	if err != nil {
		return err
	}
	_, err = h.server.change(h.ctx, mutation{verb: "bot-answer", target: ConversationID(h.talk), entry: map[string]string{"outcome": string(bot.Talked)}, also: func(ctx context.Context, t *store.Tx) error {
		if err := h.carryOut(ctx, t); err != nil {
			return err
		}
		return t.NoteEntry(ctx, h.heard, midway, string(place))
	}}, nil)
	h.pending = nil
	return err
}

// midway is the key under which it stands beside what was said how far that led.
const midway = "flow"

// leftUndone is what an entry says of a step that was not done.
const leftUndone = "undone"

// carryOut does what steps of flows do, by the rights of who published them, in the transaction of what is said with it. What is
// refused is left undone, and the talk says why.
func (h *botHouse) carryOut(ctx context.Context, t *store.Tx) error {
	for i := range h.pending {
		if err := h.one(ctx, t, &h.pending[i]); err != nil {
			return err
		}
	}
	return t.KeepBotWalks(ctx, h.ways)
}

func (h *botHouse) one(ctx context.Context, t *store.Tx, d *botDoes) error {
	v, err := t.BotFlowVersion(ctx, d.run.Version)
	if err != nil {
		return absent(err) // it was removed meanwhile
	}
	m := moving{s: h.server, plan: &plan{Definition: d.plan.Definition}}
	if m.ctx, err = asPublisher(ctx, &t.View, v.Publisher); err != nil {
		return err
	}
	if m.cal, err = readCalendar(ctx, &t.View); err != nil {
		return err
	}
	d.run.Action = t.Act
	entry := workflow.Entry{Effect: d.effect}
	err = m.carryOut(&acting{Tx: t, run: &d.run, flow: &workflow.Workflow{Name: v.Name}, talk: BotFlowID(v.ID), cal: m.cal, noted: true, answer: d.said}, &entry)
	if err != nil || entry.Why == "" {
		return err
	}
	_, err = t.AddEntry(ctx, conversation.Entry{Conversation: h.talk, Kind: conversation.Act, Author: conversation.TheBot, At: t.Now(),
		Data: map[string]string{"did": leftUndone, "step": d.plan.step(d.effect.Node).ID, "why": entry.Why}})
	return err
}
