package api

import (
	"context"
	"slices"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
)

// CallAnswer says whether somebody may be called now: to serve them, and to advertise. It is what the gate says of a
// message, whom a call goes to and how the law bounds it.
type CallAnswer struct {
	Number      string   `json:"number" doc:"empty: none is known, or it is hidden from the caller"`
	Care        CallGate `json:"care" doc:"a call about what they asked for or have bought"`
	Advertising CallGate `json:"advertising"`
}

// CallGate is what the gate says of a call.
type CallGate struct {
	Decision gate.Decision `json:"decision" enum:"go,hold,refuse"`
	Until    *string       `json:"until" doc:"of hold: from when it may be made"`
	Reason   gate.Reason   `json:"reason,omitempty"`
	Article  string        `json:"article,omitempty" doc:"the article of the law it follows from; left out: the house's own rule"`
}

type callQuestion struct {
	ID string `path:"id" doc:"The person's id."`
}

// mayCall asks the gate about a call before it is made.
func (s *Server) mayCall(ctx context.Context, in *callQuestion, _ Tell) (a *CallAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Person.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		call := message.Message{Draft: message.Draft{Person: r.ID, Channel: consent.Call, Class: consent.Care}}
		k, err := s.learn(ctx, v, []message.Message{call})
		if err != nil {
			return err
		}
		if slices.Contains(hidden(ctx, record.Person), addressFields[consent.Call]) {
			delete(k.people[r.ID].Values, addressFields[consent.Call])
		}
		a = &CallAnswer{Number: k.address(&call), Care: callGate(gate.Decide(k.ask(&call)))}
		call.Class = consent.Advertising
		a.Advertising = callGate(gate.Decide(k.ask(&call)))
		return nil
	})
	return a, err
}

func callGate(v gate.Verdict) CallGate {
	g := CallGate{Decision: v.Decision, Reason: v.Reason, Article: v.Reason.Article()}
	if v.Decision == gate.Hold {
		g.Until = text(showInstant(v.Until))
	}
	return g
}

// advertised counts a call that advertised among what the law and the house bound: by the number and by the person.
func advertised(ctx context.Context, t *store.Tx, who RecordPath, at int64) error {
	ref, err := parseRef(who.ID)
	if err != nil {
		return err
	}
	r, err := personRecord(ctx, &t.View, ref.ID)
	if err != nil {
		return err
	}
	return t.CallMade(ctx, r.ID, r.Values.Text(addressFields[consent.Call]), at)
}
