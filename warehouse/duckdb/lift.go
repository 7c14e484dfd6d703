package duckdb

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/lift"
)

// Lift implements warehouse.Warehouse.
func (w *Warehouse) Lift(ctx context.Context, c warehouse.Cut, q warehouse.LiftQuestion) (arms []lift.Arm, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, w.liftColumns(q, c.Currency), func(v *view) error {
		e, err := v.experiment(ctx, q)
		if err == nil {
			arms = e.arms()
		}
		return err
	})
	return arms, s, err
}

// liftColumns are the columns the question reads.
func (w *Warehouse) liftColumns(q warehouse.LiftQuestion, currency string) []source {
	columns := w.stepColumns([]segment.Step{q.Goal})
	if w.worthElsewhere(q.Goal) {
		columns = append(columns, source{what: worth, key: currency})
	}
	if q.Arm != "" {
		columns = append(columns, source{what: field, key: q.Arm}, source{what: property, key: q.Arm})
	}
	return columns
}

// worthElsewhere reports whether what a goal is worth is none of the details that are kept of purchases and grievances.
func (w *Warehouse) worthElsewhere(goal segment.Step) bool {
	if goal.Stage != nil {
		return false
	}
	catalogue := w.now.Load().catalogue
	m := catalogue.Meaning(goal.Event, func(string) (segment.Value, bool) { return segment.Value{}, false })
	return catalogue.Conditional(goal.Event) || m != wheel.Purchase && m != wheel.Grievance
}

// experiment is a lift question in one view.
type experiment struct {
	*view
	warehouse.LiftQuestion
	steps *steps
	drawn map[int64]warehouse.Drawn // by who they are now
	said  *column                   // the field
	with  *column                   // the property
	paid  *column                   // what goals are worth; nil: their details say it
}

func (v *view) experiment(ctx context.Context, q warehouse.LiftQuestion) (e *experiment, err error) {
	e = &experiment{view: v, LiftQuestion: q, drawn: map[int64]warehouse.Drawn{}}
	if e.To == 0 || e.To > v.now {
		e.To = v.now
	}
	for _, d := range q.Drawn {
		p := v.person(d.Person)
		if was, ok := e.drawn[p]; !ok || d.At < was.At {
			e.drawn[p] = d
		}
	}
	if e.steps, err = v.steps(ctx, []segment.Step{q.Goal}); err == nil && v.warehouse.worthElsewhere(q.Goal) {
		e.paid, err = v.warehouse.column(ctx, source{what: worth, key: v.cut.Currency}, v.seq)
	}
	if err != nil || q.Arm == "" {
		return e, err
	}
	if e.said, err = v.warehouse.column(ctx, source{what: field, key: q.Arm}, v.seq); err != nil {
		return e, err
	}
	e.with, err = v.warehouse.column(ctx, source{what: property, key: q.Arm}, v.seq)
	return e, err
}

// arm is that of the person at a place, and since when they are in it.
func (e *experiment) arm(place int) (name string, since int64, ok bool) {
	h := &e.people[place]
	if e.Arm == "" {
		d, ok := e.drawn[h.person]
		return d.Arm, d.At, ok
	}
	if value, ok := e.held(place, e.said); ok {
		return value.Text, h.events[0].At, true
	}
	for i, seq := range h.seqs[:h.known(e.now)] {
		if value, ok := e.with.value(seq); ok {
			return value.Text, h.events[i].At, true
		}
	}
	return "", 0, false
}

// goal is when the person at a place first reached the goal since an instant, and what all their goals were worth.
func (e *experiment) goal(place int, since int64) (at int64, value float64, ok bool) {
	from, to := max(since, e.From), e.To
	if e.Window > 0 {
		to = min(to, since+e.Window)
	}
	if e.Goal.Stage != nil {
		for _, hit := range wheel.EntryHits(nil, &e.lives[place], e.steps.stages, from, to) {
			if hit.Steps != 0 {
				return hit.At, 0, true
			}
		}
		return 0, 0, false
	}
	h := &e.people[place]
	first, last := h.between(from, to)
	for i := first; i < last; i++ {
		if one := &h.events[i]; e.steps.fit(one.Kind, h.seqs[i]) != 0 {
			if !ok {
				at, ok = one.At, true
			}
			value += e.worth(one, h.seqs[i])
		}
	}
	return at, value, ok
}

// worth is an event's value in the workspace's currency; 0 where it states none, or one in another.
func (e *experiment) worth(one *wheel.Event, seq int64) float64 {
	if e.paid != nil {
		value, _ := e.paid.value(seq)
		return value.Number
	}
	if d := &e.details[one.Detail]; one.Detail != 0 && d.Stated && d.Currency == e.cut.Currency {
		return float64(d.Value)
	}
	return 0
}

// arms counts everybody, arm by arm, in order of their names. Who was drawn and has no history yet is counted, too.
func (e *experiment) arms() []lift.Arm {
	var parts []map[string]*lift.Arm
	e.each(func() func(int) {
		part := map[string]*lift.Arm{}
		parts = append(parts, part)
		return func(place int) {
			if name, since, ok := e.arm(place); ok {
				_, value, reached := e.goal(place, since)
				armOf(part, name).Add(reached, value)
			}
		}
	})
	all := map[string]*lift.Arm{}
	for _, part := range append(parts, e.silent()) {
		for name, a := range part {
			armOf(all, name).Join(a)
		}
	}
	list := slices.Collect(maps.Values(all))
	slices.SortFunc(list, func(a, b *lift.Arm) int { return cmp.Compare(a.Name, b.Name) })
	arms := make([]lift.Arm, len(list))
	for i, a := range list {
		arms[i] = *a
	}
	return arms
}

func armOf(all map[string]*lift.Arm, name string) *lift.Arm {
	if all[name] == nil {
		all[name] = &lift.Arm{Name: name}
	}
	return all[name]
}

// silent counts who was drawn and has no history, where the question is about everybody.
func (e *experiment) silent() map[string]*lift.Arm {
	arms := map[string]*lift.Arm{}
	for _, p := range e.silentPeople() {
		armOf(arms, e.drawn[p].Arm).Add(false, 0)
	}
	return arms
}

func (e *experiment) silentPeople() (list []int64) {
	if e.chosen != nil {
		return nil
	}
	for p := range e.drawn {
		if place, ok := e.find(p); !ok || !e.has(place) {
			list = append(list, p)
		}
	}
	return list
}

func (v *view) listLift(ctx context.Context, l *warehouse.LiftList, page *wheel.Page) error {
	e, err := v.experiment(ctx, l.LiftQuestion)
	if err != nil {
		return err
	}
	v.eachRow(page, func(part *wheel.Page) func(int) {
		return func(place int) {
			name, since, ok := e.arm(place)
			if !ok || name != l.Named {
				return
			}
			at, _, reached := e.goal(place, since)
			if reached || !l.Converted {
				part.Add(wheel.Row{Person: v.people[place].person, At: at})
			}
		}
	})
	return nil
}
