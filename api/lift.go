package api

import (
	"context"
	"slices"
	"strings"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel/lift"
)

// LiftAnswer is how a randomised experiment went. Values per head are means, so they may be parts of minor units.
type LiftAnswer struct {
	Asked Asked `json:"asked"`
	lift.Report
	Currency string `json:"currency"`
}

type liftQuestion struct {
	Reading
	From    string `query:"from" doc:"Only goals from this day or instant on. Default: from the beginning."`
	To      string `query:"to" doc:"Only goals before this day or instant. Default: now."`
	Arm     string `query:"arm" required:"true" doc:"Where it stands which arm somebody is in: a field of people, else a property of events, of which the first counts, and goals before it do not."`
	Control string `query:"control" required:"true" doc:"The arm that the others are compared with."`
	Goal    string `query:"goal" required:"true" doc:"The event, with a condition in brackets where wanted, or the →stage, that counts as reached."`
	Window  string `query:"window" doc:"Within how long of taking part, such as 14d. Default: no limit."`
	Value   bool   `query:"value" doc:"Compare what the goals were worth, too."`
}

func (s *Server) lift(ctx context.Context, in *liftQuestion, tell Tell) (*LiftAnswer, error) {
	c, asked, err := s.cut(ctx, "lift", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	q, err := in.read(c, asked)
	if err != nil {
		return nil, err
	}
	arms, stamp, err := s.Warehouse.Lift(ctx, c, q)
	if err != nil {
		return nil, err
	}
	asked.stamp(stamp)
	if err := controlFirst(arms, in.Arm, in.Control); err != nil {
		return nil, err
	}
	return &LiftAnswer{*asked, lift.Of(arms, nil, in.Value && q.Goal.Stage == nil), c.Currency}, nil
}

func (in *liftQuestion) read(c warehouse.Cut, asked *Asked) (q warehouse.LiftQuestion, err error) {
	q.Arm = strings.TrimPrefix(strings.TrimSpace(in.Arm), "props.")
	if err := asked.mayAsk(q.Arm); err != nil {
		return q, err
	}
	if q.Goal, err = oneStep("goal", in.Goal); err != nil {
		return q, err
	}
	if err := asked.mayAskStep(segment.Step(q.Goal)); err != nil {
		return q, err
	}
	if in.Window != "" {
		if q.Window, err = parseDuration("window", in.Window); err != nil {
			return q, err
		}
	}
	if in.From != "" {
		if q.From, err = parseInstant("from", in.From, c.Zone); err != nil {
			return q, err
		}
		asked.From = text(showInstant(q.From))
	}
	if in.To != "" {
		if q.To, err = parseInstant("to", in.To, c.Zone); err != nil {
			return q, err
		}
		asked.To = text(showInstant(q.To))
	}
	asked.Arm, asked.Control, asked.Goal, asked.Window = in.Arm, in.Control, q.Goal.Label, in.Window
	return q, nil
}

// controlFirst puts the control before the other arms.
func controlFirst(arms []lift.Arm, arm, control string) error {
	i := slices.IndexFunc(arms, func(a lift.Arm) bool { return a.Name == control })
	if i >= 0 {
		first := arms[i]
		copy(arms[1:i+1], arms[:i])
		arms[0] = first
		return nil
	}
	if len(arms) == 0 {
		return invalid("nobody has %q; write a field of people or a property of events, as an import or the events screen shows it", arm)
	}
	var names []string
	for _, a := range arms[:min(len(arms), 10)] {
		names = append(names, a.Name)
	}
	return invalid("nobody's %q is %q; it is one of: %s", arm, control, strings.Join(names, ", "))
}
