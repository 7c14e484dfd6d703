package warehousetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/lift"
)

// lifts asks for experiments whose arms are read from histories, and for one whose people were drawn.
func (i *interviewer) lifts() {
	customer := wheel.Customer
	drawn := []warehouse.Drawn{{Person: 1, Arm: "a", At: 0}, {Person: 2, Arm: "control", At: i.cut.AsOf / 2}, {Person: 3, Arm: "a"}, {Person: 5, Arm: "control"}, {Person: 1_000_000, Arm: "a"}}
	for _, q := range []warehouse.LiftQuestion{
		{Arm: "p", Goal: segment.Step{Event: "Order Completed"}},
		{Arm: "n", Goal: segment.Step{Event: "Page Viewed", Where: parse("p = x")}, Window: 90 * wheel.Day},
		{Arm: "city", Goal: segment.Step{Event: "Order Completed"}},
		{Drawn: drawn, Goal: segment.Step{Event: "Order Completed"}},
		{Drawn: drawn, Goal: segment.Step{Stage: &customer}, Window: 200 * wheel.Day},
		{Drawn: drawn, Goal: segment.Step{Event: "Form Submitted"}},
		{Arm: "p", Goal: segment.Step{Event: "Page Viewed"}},
		{Arm: "city", Goal: segment.Step{Event: "Complaint Filed"}},
		{Arm: "p", Goal: segment.Step{Event: "Never Heard Of"}},
	} {
		arms, s, err := i.Lift(context.Background(), i.cut, q)
		i.note(fmt.Sprintf("the lift by %q of %d towards %s", q.Arm, len(q.Drawn), q.Goal.Event), arms, s, err)
	}
}

// Lift implements Asked: everybody's line is gone through.
func (r *Reference) Lift(_ context.Context, c warehouse.Cut, q warehouse.LiftQuestion) ([]lift.Arm, warehouse.Stamp, error) {
	s := r.scene(c)
	arms := map[string]*lift.Arm{}
	add := func(name string, reached bool, value float64) {
		if arms[name] == nil {
			arms[name] = &lift.Arm{Name: name}
		}
		arms[name].Add(reached, value)
	}
	known := map[int64]bool{}
	for _, p := range s.chosen() {
		known[p.id] = true
		if name, since, ok := s.arm(p, q); ok {
			reached, value := s.reached(p, q, since)
			add(name, reached, value)
		}
	}
	if c.Segment == nil && c.Within == nil {
		for p, d := range s.drawn(q) {
			if !known[p] {
				add(d.Arm, false, 0)
			}
		}
	}
	list := []lift.Arm{}
	for _, a := range arms {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b lift.Arm) int { return cmp.Compare(a.Name, b.Name) })
	return list, s.stamp, nil
}

func (s *scene) drawn(q warehouse.LiftQuestion) map[int64]warehouse.Drawn {
	all := map[int64]warehouse.Drawn{}
	for _, d := range q.Drawn {
		if was, ok := all[s.person(d.Person)]; !ok || d.At < was.At {
			all[s.person(d.Person)] = d
		}
	}
	return all
}

func (s *scene) arm(p *someone, q warehouse.LiftQuestion) (string, int64, bool) {
	if q.Arm == "" {
		d, ok := s.drawn(q)[p.id]
		return d.Arm, d.At, ok
	}
	if v, ok := (fields{s, p}).Get(q.Arm); ok {
		return v.Text, p.events[0].At, true
	}
	for _, e := range p.events {
		if v, ok := property(e.Properties, q.Arm); ok {
			return v.Text, e.At, true
		}
	}
	return "", 0, false
}

func (s *scene) reached(p *someone, q warehouse.LiftQuestion, since int64) (reached bool, value float64) {
	for _, h := range s.line(p) {
		if h.rank == 1 || !h.fits(q.Goal) || h.at < max(since, q.From) || q.Window > 0 && h.at >= since+q.Window || h.at >= s.cut.AsOf {
			continue
		}
		reached = true
		for _, e := range p.events {
			if e.Seq == h.seq && h.stage == nil && e.HasValue && e.Currency == s.cut.Currency {
				value += float64(e.Value)
			}
		}
	}
	return reached, value
}
