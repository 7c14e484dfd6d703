package api

import (
	"context"
	"time"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// WheelAnswer is the flywheel of a period.
type WheelAnswer struct {
	Asked Asked `json:"asked"`
	wheel.Report
}

type wheelQuestion struct {
	Reading
	Period
}

func (s *Server) wheel(ctx context.Context, in *wheelQuestion, tell Tell) (*WheelAnswer, error) {
	c, asked, err := s.cut(ctx, "wheel", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	from, to, err := in.Period.read(c, asked)
	if err != nil {
		return nil, err
	}
	report, stamp, err := s.Warehouse.Wheel(ctx, c, from, to)
	asked.stamp(stamp)
	return &WheelAnswer{*asked, report}, err
}

// GainAnswer is how many further purchases one customer brings.
type GainAnswer struct {
	Asked Asked `json:"asked"`
	wheel.Gain
}

type gainQuestion struct {
	Reading
	Horizon string `query:"horizon" default:"180d" doc:"How long after the first purchase."`
}

func (s *Server) gain(ctx context.Context, in *gainQuestion, tell Tell) (*GainAnswer, error) {
	c, asked, err := s.cut(ctx, "gain", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	horizon, err := parseDuration("horizon", in.Horizon)
	if err != nil {
		return nil, err
	}
	asked.Horizon = in.Horizon
	gain, stamp, err := s.Warehouse.Gain(ctx, c, horizon)
	asked.stamp(stamp)
	return &GainAnswer{*asked, gain}, err
}

// ValueAnswer is what the people who ever bought are expected to buy.
type ValueAnswer struct {
	Asked Asked `json:"asked"`
	value.Report
}

type valueQuestion struct {
	Reading
	At      string `query:"at" doc:"A day, the whole of which counts. Default: the last whole day before now."`
	Horizon string `query:"horizon" default:"90d" doc:"How far ahead."`
}

func (s *Server) value(ctx context.Context, in *valueQuestion, tell Tell) (*ValueAnswer, error) {
	c, asked, err := s.cut(ctx, "value", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	q, err := in.read(c, asked)
	if err != nil {
		return nil, err
	}
	report, stamp, err := s.Warehouse.Value(ctx, c, q)
	asked.stamp(stamp)
	return &ValueAnswer{*asked, report}, err
}

func (in *valueQuestion) read(c warehouse.Cut, asked *Asked) (q value.Question, err error) {
	q = value.Question{Now: c.AsOf, Zone: c.Zone, Currency: c.Currency}
	if q.Horizon, err = parseDuration("horizon", in.Horizon); err != nil {
		return q, err
	}
	q.Day, err = valueDay(in.At, c)
	asked.At, asked.Horizon = q.Day.Format(time.DateOnly), in.Horizon
	return q, err
}

// valueDay is the midnight that begins the asked day.
func valueDay(at string, c warehouse.Cut) (time.Time, error) {
	start := wheel.Days.Start(wheel.Days.Index(c.AsOf, c.Zone)-1, c.Zone)
	if at != "" {
		d, err := time.Parse(time.DateOnly, at)
		if err != nil {
			return d, invalid("--at %q is not a day; write one such as 2026-10-01", at)
		}
		start = midnight(d, c.Zone)
	}
	return time.UnixMicro(start).In(c.Zone), nil
}

// FunnelAnswer is who went through steps, one after the other.
type FunnelAnswer struct {
	Asked Asked `json:"asked"`
	wheel.FunnelReport
}

type funnelQuestion struct {
	Reading
	Period
	Steps     string `query:"steps" required:"true" doc:"Steps divided by commas: event names, with conditions in brackets, or →stage."`
	Window    string `query:"window" doc:"Within how long of its first step, such as 14d. Default: no limit."`
	Order     string `query:"order" enum:"ordered,strict,any" default:"ordered" doc:"How the steps must follow one another."`
	Breakdown string `query:"breakdown" doc:"A property of the first step's event."`
}

func (s *Server) funnel(ctx context.Context, in *funnelQuestion, tell Tell) (*FunnelAnswer, error) {
	c, asked, err := s.cut(ctx, "funnel", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	q, err := in.read(c, asked)
	if err != nil {
		return nil, err
	}
	report, stamp, err := s.Warehouse.Funnel(ctx, c, q)
	asked.stamp(stamp)
	return &FunnelAnswer{*asked, report}, err
}

func (in *funnelQuestion) read(c warehouse.Cut, asked *Asked) (q warehouse.FunnelQuestion, err error) {
	if q.From, q.To, err = in.Period.read(c, asked); err != nil {
		return q, err
	}
	steps, err := segment.ParseSteps(in.Steps)
	if err != nil {
		return q, invalid("steps: %v", err)
	}
	for _, step := range steps {
		if err := asked.mayAskStep(step); err != nil {
			return q, err
		}
		q.Steps = append(q.Steps, step)
		asked.Steps = append(asked.Steps, step.Label)
	}
	if in.Window != "" {
		if q.Window, err = parseDuration("window", in.Window); err != nil {
			return q, err
		}
	}
	q.Order, _ = wheel.ParseOrder(in.Order)
	if err := asked.mayAsk(in.Breakdown); err != nil {
		return q, err
	}
	q.Breakdown = in.Breakdown
	asked.Window, asked.Order, asked.Breakdown = in.Window, in.Order, in.Breakdown
	return q, nil
}

// RetentionAnswer is who came back, by the period of their first time.
type RetentionAnswer struct {
	Asked Asked `json:"asked"`
	wheel.RetentionReport
}

type retentionQuestion struct {
	Reading
	Period
	First     string `query:"first" required:"true" doc:"The event or →stage that begins it, by its first time ever."`
	Return    string `query:"return" required:"true" doc:"The event or →stage that counts as coming back."`
	Every     string `query:"every" enum:"day,week,month" default:"month" doc:"The calendar period."`
	Periods   int    `query:"periods" minimum:"1" maximum:"400" default:"12" doc:"How many periods to follow, the first included."`
	Unbounded bool   `query:"unbounded" doc:"Count who came back in a period or later."`
}

func (s *Server) retention(ctx context.Context, in *retentionQuestion, tell Tell) (*RetentionAnswer, error) {
	c, asked, err := s.cut(ctx, "retention", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	q, err := in.read(c, asked)
	if err != nil {
		return nil, err
	}
	report, stamp, err := s.Warehouse.Retention(ctx, c, q)
	asked.stamp(stamp)
	return &RetentionAnswer{*asked, report}, err
}

func (in *retentionQuestion) read(c warehouse.Cut, asked *Asked) (q warehouse.RetentionQuestion, err error) {
	if q.From, q.To, err = in.Period.read(c, asked); err != nil {
		return q, err
	}
	if q.First, err = oneStep("first", in.First); err != nil {
		return q, err
	}
	if q.Return, err = oneStep("return", in.Return); err != nil {
		return q, err
	}
	q.Every, _ = wheel.ParseCalendar(in.Every)
	q.Periods, q.Unbounded = in.Periods, in.Unbounded
	cohorts := q.Every.Index(min(q.To, c.AsOf)-1, c.Zone) - q.Every.Index(q.From, c.Zone) + 1
	if cohorts > mostCells/q.Periods {
		return q, invalid("these are %d cohorts of %d periods each, more than anybody could read; choose a shorter period, fewer periods, or weeks or months", cohorts, q.Periods)
	}
	for _, step := range []segment.Step{q.First, q.Return} {
		if err := asked.mayAskStep(step); err != nil {
			return q, err
		}
	}
	asked.First, asked.Return, asked.Every = q.First.Label, q.Return.Label, in.Every
	asked.Periods, asked.Unbounded = in.Periods, in.Unbounded
	return q, nil
}

// mostCells is how many figures a table of retention may have: each is held for every part of the people.
const mostCells = 500_000

func oneStep(flag, s string) (segment.Step, error) {
	steps, err := segment.ParseSteps(s)
	if err != nil {
		return segment.Step{}, invalid("%s: %v", flag, err)
	}
	if len(steps) != 1 {
		return segment.Step{}, invalid("--%s %q names %d steps; give one", flag, s, len(steps))
	}
	return steps[0], nil
}

// mayAskStep refuses a step that is chosen by what is hidden from who asks.
func (a *Asked) mayAskStep(step segment.Step) error {
	if step.Where == nil {
		return nil
	}
	return a.mayAsk(step.Where.Fields()...)
}
