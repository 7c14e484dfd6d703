package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/wheel"
)

// asking is what conditions on records of a type mean to who asks, now.
func (s *Server) asking(ctx context.Context, v *store.View, t record.Type) (a segment.Asking, err error) {
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return a, err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return a, err
	}
	zone, err := loadZone("", w.Timezone)
	who := auth.From(ctx)
	a = segment.Asking{Type: t, Fields: fields, Hidden: who.Hidden(t.Plural()), Now: s.Now().In(zone), Me: who.User(), Teams: who.Teams,
		Currency: w.Currency, ID: readAny, Segment: func(id string) (*segment.Expr, int64, error) { return savedCondition(ctx, v, id) }, Called: func(id string) string { return savedName(ctx, v, id) },
		Stale: func(now time.Time) (*segment.Set, error) { return s.staleDeals(ctx, v, now) },
		Foresight: func(now time.Time, holds func(segment.Outlook) bool) (*segment.Set, error) {
			return s.foresee(ctx, v, now, holds)
		}}
	if r := reach(ctx, record.Deal, auth.Read); t == record.Person && !r.None() {
		a.Selling = func() (segment.Selling, error) { return selling(ctx, v, a, r) }
	}
	return a, err
}

// readAny reads an id of what a kind refers to.
func readAny(k record.Kind, text string) (id int64, ok bool) {
	var err error
	switch k {
	case record.OfUser:
		id, err = ParseUserID(text)
	case record.OfTeam:
		id, err = ParseTeamID(text)
	case record.Firms:
		id, err = readRef(record.Company, text)
	default:
		id, err = readRef(referred[k], text)
	}
	return id, err == nil
}

// savedCondition is what a saved segment asks for, or the list that it is.
func savedCondition(ctx context.Context, v *store.View, shown string) (e *segment.Expr, list int64, err error) {
	id, err := ParseSegmentID(shown)
	if err != nil {
		return nil, 0, err
	}
	saved, err := v.Segment(ctx, id)
	if err != nil || saved.Kind == segment.List {
		return nil, id, err
	}
	e, err = segment.Parse(saved.Condition)
	return e, 0, err
}

// savedName is what a saved segment is called, in quotes; its id where it cannot be read.
func savedName(ctx context.Context, v *store.View, shown string) string {
	id, err := ParseSegmentID(shown)
	if err != nil {
		return shown
	}
	saved, err := v.Segment(ctx, id)
	if err != nil {
		return shown
	}
	return "“" + saved.Name + "”"
}

// condition reads conditions on records of a type, all of which are to hold; nil where there are none.
func (s *Server) condition(ctx context.Context, v *store.View, t record.Type, texts ...string) (segment.Node, error) {
	return s.conditionAt(ctx, v, t, s.Now(), texts...)
}

// conditionAt reads conditions as they were to be understood at an instant: what was 30 days ago then.
func (s *Server) conditionAt(ctx context.Context, v *store.View, t record.Type, at time.Time, texts ...string) (segment.Node, error) {
	var all segment.And
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		e, err := segment.Parse(text)
		if err != nil {
			return nil, wrong(err)
		}
		a, err := s.asking(ctx, v, t)
		if err != nil {
			return nil, err
		}
		a.Now = at.In(a.Now.Location())
		n, err := e.Bind(a)
		if err != nil {
			return nil, wrong(err)
		}
		all = append(all, n)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, mayAskHistory(ctx, all)
}

// mayAskHistory refuses what a history would tell of fields that are hidden from who asks.
func mayAskHistory(ctx context.Context, n segment.Node) error {
	a := Asked{hidden: hidden(ctx, record.Person)}
	if err := a.mayAsk(segment.FieldsOf(n)...); err != nil {
		return err
	}
	for _, d := range segment.Deeds(n) {
		if d.Where == nil {
			continue
		}
		if err := a.mayAsk(d.Where.Fields()...); err != nil {
			return err
		}
	}
	return nil
}

// settled is a tree with what it asks of people's history answered: each such condition has become the set of those who
// fulfil it. What is left, records answer.
func (s *Server) settled(ctx context.Context, n segment.Node, tell Tell) (segment.Node, error) {
	if n == nil || !slices.ContainsFunc(segment.Leaves(n), segment.OfHistory) {
		return n, nil
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	return s.settledWithin(ctx, n, nil)
}

// settledWithin is a tree with what it asks of history answered as far as that is read now, for some people; nil: everybody.
func (s *Server) settledWithin(ctx context.Context, n segment.Node, within []int64) (segment.Node, error) {
	return s.settledAt(ctx, n, within, s.Now().UnixMicro())
}

// settledAt is a tree with what it asks of history answered as it was at an instant, in microseconds.
func (s *Server) settledAt(ctx context.Context, n segment.Node, within []int64, at int64) (segment.Node, error) {
	asked := slices.DeleteFunc(segment.Leaves(n), func(leaf segment.Node) bool { return !segment.OfHistory(leaf) })
	if len(asked) == 0 {
		return n, nil
	}
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	c.AsOf = at
	if within != nil {
		c.Within = within
	}
	sets, _, err := s.Warehouse.Members(ctx, c, asked)
	if err != nil {
		return nil, err
	}
	next := 0
	return segment.Replace(n, func(leaf segment.Node) segment.Node {
		if !segment.OfHistory(leaf) {
			return leaf
		}
		next++
		return segment.Among{Set: sets[next-1]}
	}), nil
}

// bindFor is a condition as the product itself asks it, everybody's history answered: for rules that watch over records.
func (s *Server) bindFor(ctx context.Context, t record.Type, text string) (n segment.Node, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		n, err = s.condition(ctx, v, t, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.settled(ctx, n, func(Progress) {})
}

// Fit tells which of some records fulfil a condition, as bindFor asks it.
func (s *Server) Fit(ctx context.Context, t record.Type, text string, ids []int64) (fit []int64, err error) {
	n, err := s.bindFor(ctx, t, text)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		fit, _, err = v.FindIDs(ctx, store.Finding{Type: t, Where: n, IDs: ids, Reach: auth.Everything, Limit: len(ids)})
		return err
	})
	return fit, err
}

// measured is somebody with a value of their history, as lists are ordered by it.
type measured struct {
	id     int64
	number float64
	text   string
}

func (a measured) compare(b measured) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text), cmp.Compare(a.id, b.id))
}

// ranked is everybody who has a field of the history, in its order.
func (s *Server) ranked(ctx context.Context, field string, desc bool, tell Tell) ([]measured, error) {
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	values, _, err := s.Warehouse.Measured(ctx, c, field)
	all := make([]measured, len(values))
	for i, m := range values {
		all[i] = measured{id: m.Person, number: m.Value.Number}
		if stage, ok := wheel.ParseStage(m.Value.Text); field == "stage" && ok {
			all[i].number = float64(stage)
		} else if !m.Value.IsNum {
			all[i].text = m.Value.Text
		}
	}
	slices.SortFunc(all, func(a, b measured) int {
		if desc {
			return b.compare(a)
		}
		return a.compare(b)
	})
	return all, err
}

// instantOf is an instant as it is shown; empty for none.
func instantOf(at int64) string {
	if at == 0 {
		return ""
	}
	return time.UnixMicro(at).UTC().Format(time.RFC3339Nano)
}
