package deal

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"banhda/hub/record"
	"banhda/hub/timeline"
)

// Move is one change of stage: every deal's first is its opening, from no stage.
type Move struct {
	Deal           int64
	At             int64  // microseconds
	Pipeline, From string // From empty: it was opened
	To             string // a stage's key
	ToPipeline     string // where To is
	Owner          int64  // whose it was then; 0: nobody's
}

// Moves are what changed of a deal's stage between two states of it. One that is made where deals end, as by an import,
// began in its pipeline's first stage.
func (s *Setup) Moves(was, is *record.Record, w When) []Move {
	m := Move{Deal: is.ID, At: is.Values.Int("in_stage_since"), Pipeline: was.Values.Text("pipeline"), From: was.Values.Text("deal_stage"),
		To: is.Values.Text("deal_stage"), ToPipeline: is.Values.Text("pipeline"), Owner: is.Values.Int("owner")}
	if m.From == m.To || is.DeletedAt != 0 {
		return nil
	}
	if was.Version != 0 {
		m.At = max(m.At, w.Now)
		return []Move{m}
	}
	p := s.Pipeline(m.ToPipeline)
	if p == nil || is.Values.Text("state") == string(Open) {
		return []Move{m}
	}
	opened := m
	opened.To, opened.At = p.First().Key, min(m.At, max(w.Noon(is.Values.Text("opened_on")), 0))
	m.Pipeline, m.From = m.ToPipeline, opened.To
	return []Move{opened, m}
}

// inOrder sorts moves by deal, then as they happened.
func inOrder(moves []Move) []Move {
	sorted := slices.Clone(moves)
	slices.SortStableFunc(sorted, func(a, b Move) int { return cmp.Or(cmp.Compare(a.Deal, b.Deal), cmp.Compare(a.At, b.At)) })
	return sorted
}

// each calls with the moves of every deal, in the order they happened.
func each(moves []Move, do func(deal int64, of []Move)) {
	sorted := inOrder(moves)
	for len(sorted) > 0 {
		n := slices.IndexFunc(sorted, func(m Move) bool { return m.Deal != sorted[0].Deal })
		if n < 0 {
			n = len(sorted)
		}
		do(sorted[0].Deal, sorted[:n])
		sorted = sorted[n:]
	}
}

// The events the log hears of deals.
const (
	OpenedEvent  = "Deal Opened"
	MovedEvent   = "Deal Stage Changed"
	WonEvent     = "Deal Won"
	LostEvent    = "Deal Lost"
	HandedEvent  = "Deal Handed Over"
	salesTeam    = "sales"
	numberFormat = "deal-%d"
)

// Number is how events call a deal.
func Number(id int64) string { return fmt.Sprintf(numberFormat, id) }

// Ordered is what orders say of the sale a deal is: the number of the first that stands, and whether one of them tells
// the log what was paid.
type Ordered struct {
	Number string
	Told   bool
}

// Events are what the log is to say of a deal as it is. A deal that was won is one sale with the order made of it: the
// two have one number, and where the order tells what was paid, the deal does not.
func Events(r *record.Record, o Ordered) []timeline.Event {
	if r.DeletedAt != 0 || r.Into != 0 || r.Version == 0 || r.Values.Int("person") == 0 {
		return nil
	}
	list := []timeline.Event{event(OpenedEvent, r, nil)}
	switch Kind(r.Values.Text("state")) {
	case Won:
		won := event(WonEvent, r, map[string]any{"reason": r.Values["reason"]})
		if o.Number != "" {
			won.Sale = o.Number
		}
		if value, ok := r.Values["value"].(int64); ok && !o.Told {
			won.Value, won.Currency = &value, r.Values.Text("currency")
		}
		list = append(list, won)
	case Lost:
		list = append(list, event(LostEvent, r, map[string]any{"reason": r.Values["reason"]}))
	}
	return list
}

// MoveEvent is what the log is told of a move.
func MoveEvent(r *record.Record, m Move) timeline.Event {
	e := event(MovedEvent, r, map[string]any{"from": m.From, "to": m.To, "owner": m.Owner})
	e.At = m.At
	return e
}

// HandOver is what the log is told when a deal gets another owner.
func HandOver(r *record.Record, from, to int64) timeline.Event {
	return event(HandedEvent, r, map[string]any{"from": from, "to": to})
}

// event speaks of a deal without its name, which is often its buyer's.
func event(name string, r *record.Record, more map[string]any) timeline.Event {
	properties := map[string]any{"deal": Number(r.ID), "pipeline": r.Values.Text("pipeline")}
	for key, value := range more {
		if value != nil && value != int64(0) {
			properties[key] = value
		}
	}
	e := timeline.Event{Name: name, Sale: Number(r.ID), Team: salesTeam}
	e.Properties, _ = json.Marshal(properties) // of texts and integers: it never fails
	return e
}
