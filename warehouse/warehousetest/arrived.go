package warehousetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"banhda/drive/flow"
	"banhda/warehouse"
	"banhda/wheel"
)

// arrivals asks of stretches of the log which events they brought and whom they moved, and of stretches of time whom
// those moved.
func arrivals(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		c := everything(l)
		c.AsOf = wheel.Forever // of what lies ahead, too
		all := NewReference(l, l.seq).newScene(c)
		moved := 0
		for after := int64(0); after < l.seq; {
			q := warehouse.MovedQuestion{After: after, Upto: min(l.seq, after+1+random.Int64N(20))}
			after = q.Upto
			q.From = start + random.Int64N(days)*wheel.Day
			q.To = q.From + random.Int64N(30)*wheel.Day
			var want []flow.Event
			for _, p := range all.people {
				for _, e := range p.events {
					if e.Seq > q.After && e.Seq <= q.Upto {
						want, q.People = append(want, e), append(q.People, p.id)
					}
				}
			}
			slices.SortFunc(want, func(a, b flow.Event) int { return cmp.Compare(a.Seq, b.Seq) })
			imported := map[int64][]int64{}
			for _, e := range want {
				if e.Import != 0 {
					imported[e.Import] = append(imported[e.Import], e.Profile)
				}
			}
			came, err := w.Imported(context.Background(), q.After, q.Upto)
			if got, want := each(came), each(imported); err != nil || got != want {
				t.Fatalf("entries %d to %d were imported of\n%s (%v), want\n%s", q.After+1, q.Upto, got, err, want)
			}
			var but []int64
			for one := range imported {
				if random.IntN(2) == 0 {
					but = append(but, one)
				}
			}
			want = slices.DeleteFunc(want, func(e flow.Event) bool { return slices.Contains(but, e.Import) })
			got, err := w.Arrived(context.Background(), q.After, q.Upto, but)
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("entries %d to %d brought\n%+v (%v), want\n%+v", q.After+1, q.Upto, got, err, want)
			}
			moves, err := w.Moved(context.Background(), q)
			if want := all.moved(q); err != nil || fmt.Sprint(moves) != fmt.Sprint(want) {
				t.Fatalf("%+v moved\n%+v (%v), want\n%+v", q, moves, err, want)
			}
			moved += len(moves)
		}
		if moved == 0 {
			t.Fatal("nobody moved")
		}
	})
}

// each shows profiles by import, each once and in order.
func each(profiles map[int64][]int64) string {
	for imported, of := range profiles {
		slices.Sort(of)
		profiles[imported] = slices.Compact(of)
	}
	return fmt.Sprint(profiles)
}

// moved answers from the definition: what folding gives with the entries up to the end and did not give before them.
func (s *scene) moved(q warehouse.MovedQuestion) (all []warehouse.PastMove) {
	for _, p := range s.people {
		asked := slices.Contains(q.People, p.id)
		for _, friend := range s.people {
			r, ok := wheel.Refer(friend.History, s.person, wheel.Forever)
			asked = asked || ok && r.Referrer == p.id && slices.Contains(q.People, friend.id)
		}
		before := s.movesUpTo(p, q.After, true)
		for _, m := range s.movesUpTo(p, q.Upto, true) {
			if asked && !slices.Contains(before, m) {
				all = append(all, warehouse.PastMove{Person: p.id, Move: m})
			}
		}
		for _, m := range s.movesUpTo(p, wheel.Forever, false) {
			if q.From < m.At && m.At <= q.To {
				all = append(all, warehouse.PastMove{Person: p.id, Move: m})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b warehouse.PastMove) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Person, b.Person))
	})
	return all
}

// movesUpTo folds a person with the entries up to one, and keeps the moves at the instant of an event, or the others.
func (s *scene) movesUpTo(p *someone, seq int64, byEvent bool) (moves []wheel.Move) {
	upTo := func(p *someone) wheel.History {
		h := wheel.History{Person: p.id, Details: p.Details}
		for i, e := range p.events {
			if e.Seq <= seq {
				h.Events = append(h.Events, p.Events[i])
			}
		}
		return h
	}
	var sent []wheel.Referral
	for _, friend := range s.people {
		r, ok := wheel.Refer(friend.History, s.person, wheel.Forever)
		if !ok || r.Referrer != p.id {
			continue
		}
		if r, ok := wheel.Refer(upTo(friend), s.person, wheel.Forever); ok && r.Referrer == p.id {
			sent = append(sent, r)
		}
	}
	h := upTo(p)
	derived := wheel.Derive(sent, s.kind(wheel.FriendJoined, nil, true), s.kind(wheel.FriendBought, nil, true))
	life := wheel.NewFolder(s.catalogue.Times, wheel.Forever).Fold(h, derived)
	for _, m := range life.Moves {
		if slices.ContainsFunc(append(h.Events, derived...), func(e wheel.Event) bool { return e.At == m.At }) == byEvent {
			moves = append(moves, m)
		}
	}
	return moves
}
