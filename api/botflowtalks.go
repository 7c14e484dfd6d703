package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/store"
)

// BotFlowTalks is where the talks are that began a flow in a period. Each counts once, by the last time it came through; the
// list of conversations, narrowed the same way, is exactly these.
type BotFlowTalks struct {
	Began  int64          `json:"began"`
	Places []BotFlowPlace `json:"places"`
}

// BotFlowPlace is how many talks stand at a step, or left the flow there.
type BotFlowPlace struct {
	Step  string   `json:"step" doc:"its name in the version they went through; empty: they came to none"`
	Fate  bot.Fate `json:"fate" enum:"waiting,ended,person,meeting,flow,left,lapsed,unknown" doc:"unknown: of talks before it was kept how they went on"`
	Talks int64    `json:"talks"`
}

type botFlowTalksQuestion struct {
	BotFlowNamed
	DaySpan
}

// botFlowTalks counts the talks that began a flow, of the conversations within reach.
func (s *Server) botFlowTalks(ctx context.Context, in *botFlowTalksQuestion, _ Tell) (*BotFlowTalks, error) {
	a := &BotFlowTalks{Places: []BotFlowPlace{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		if _, err := botFlowOf(ctx, v, in.ID); err != nil {
			return err
		}
		f, err := s.botWalks(ctx, v, in.ID, &in.DaySpan)
		if err != nil {
			return err
		}
		list, err := v.BotPlaces(ctx, conversationReach(ctx, auth.Read), f)
		for _, p := range list {
			a.Began += p.Talks
			a.Places = append(a.Places, BotFlowPlace(p))
		}
		return err
	})
}

// botWalks are the talks that began a flow in a period.
func (s *Server) botWalks(ctx context.Context, v *store.View, flow string, span *DaySpan) (*store.BotWalkFilter, error) {
	id, err := ParseBotFlowID(flow)
	if err != nil {
		return nil, err
	}
	f := &store.BotWalkFilter{Flow: id, Lapsed: v.Now() - int64(waits/time.Microsecond)}
	f.From, f.To, err = s.instantsOf(ctx, v, span)
	return f, err
}
