package api

import (
	"context"

	"banhda/hub/gate"
	"banhda/store"
)

// SendingRules are the house's rules for what it sends, within what the law allows.
type SendingRules struct {
	Rules gate.Rules `json:"rules"`
	Law   gate.Rules `json:"law" doc:"what holds where nothing was set: the law's own figures are the most that can be set"`
}

func (s *Server) showRules(ctx context.Context, _ *struct{}, _ Tell) (a *SendingRules, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		rules, err := readRules(ctx, v)
		a = &SendingRules{rules, gate.Standard()}
		return err
	})
	return a, err
}

type rulesOrder struct{ Body gate.Rules }

// setRules takes rules that are within the law. Messages that wait are asked about anew when their time comes.
func (s *Server) setRules(ctx context.Context, in *rulesOrder, _ Tell) (*SendingRules, error) {
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err := s.change(ctx, mutation{verb: "sending-rules", target: rulesSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return setJSON(ctx, t, rulesSetting, in.Body)
	}}, nil)
	return &SendingRules{in.Body, gate.Standard()}, err
}
