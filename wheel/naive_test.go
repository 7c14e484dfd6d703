package wheel

import (
	"slices"
)

// This file folds and counts a second time, written from the definitions alone and with no thought of speed, so
// that the tests can compare. It shares no code with the package.

// naivePerson is one person as the definitions speak of them.
type naivePerson struct {
	id         int64
	firstSeen  int64
	known      bool
	moves      []Move
	sales      []naiveSale
	refunds    []Refund
	referrer   int64 // 0: not referred
	acceptedAt int64
	friends    []int64 // first purchases of those they referred
}

type naiveSale struct {
	at       int64
	name     string
	value    int64
	currency string
}

// naiveEvent is an event with all it carries.
type naiveEvent struct {
	Event
	detail  Detail
	derived bool
}

// naiveFold folds everybody as of now.
func naiveFold(rules Rules, people []History, now int64) map[int64]*naivePerson {
	events := make(map[int64][]naiveEvent)
	all := make(map[int64]*naivePerson)
	for _, h := range people {
		all[h.Person] = &naivePerson{id: h.Person}
		for _, e := range h.Events {
			if e.At < now {
				events[h.Person] = append(events[h.Person], naiveEvent{e, h.Details[e.Detail], false})
			}
		}
	}
	derived := make(map[int64][]naiveEvent)
	for id, p := range all {
		naiveRefer(p, events[id], func(other int64) bool { return len(events[other]) > 0 })
		if p.referrer == 0 {
			continue
		}
		advocacy := Event{At: p.acceptedAt, Kind: NewKind(0, Advocacy, false, true)}
		derived[p.referrer] = append(derived[p.referrer], naiveEvent{Event: advocacy, derived: true})
		for _, e := range events[id] {
			if e.Kind.Meaning() == Purchase {
				advocacy.At = e.At
				derived[p.referrer] = append(derived[p.referrer], naiveEvent{Event: advocacy, derived: true})
				all[p.referrer].friends = append(all[p.referrer].friends, e.At)
				break
			}
		}
	}
	for id, p := range all {
		if len(events[id]) == 0 {
			continue
		}
		p.known, p.firstSeen = true, events[id][0].At
		line := append(events[id], derived[id]...)
		slices.SortStableFunc(line, func(a, b naiveEvent) int { return int((a.At - b.At) / 1000) })
		slices.Sort(p.friends)
		naiveLife(rules, p, line, now)
	}
	return all
}

func naiveRefer(p *naivePerson, events []naiveEvent, exists func(int64) bool) {
	accepted, purchased := -1, -1
	for i, e := range events {
		if e.Kind.Accepted() && accepted < 0 {
			accepted = i
		}
		if e.Kind.Meaning() == Purchase && purchased < 0 {
			purchased = i
		}
	}
	if accepted < 0 || purchased >= 0 && purchased < accepted {
		return
	}
	if who := events[accepted].detail.Referrer; who != 0 && who != p.id && exists(who) {
		p.referrer, p.acceptedAt = who, events[accepted].At
	}
}

// naiveTimer is due at an instant and then moves the person.
type naiveTimer struct {
	due int64
	to  Stage
}

func naiveLife(rules Rules, p *naivePerson, line []naiveEvent, now int64) {
	state, entered, purchased := Stranger, int64(0), false
	timers := make(map[string]naiveTimer)
	var acts, uses, advocacies []int64
	move := func(to Stage, at int64) {
		p.moves = append(p.moves, Move{at, state, to})
		state, entered = to, at
	}
	restart := func() {
		clear(timers)
		switch state {
		case Prospect:
			timers["dormancy"] = naiveTimer{acts[len(acts)-1] + rules.ProspectHorizon, Dormant}
		case Customer:
			timers["dormancy"] = naiveTimer{uses[len(uses)-1] + rules.CustomerHorizon, Dormant}
		case Promoter:
			timers["dormancy"] = naiveTimer{uses[len(uses)-1] + rules.PromoterHorizon, Dormant}
			timers["shelf life"] = naiveTimer{advocacies[len(advocacies)-1] + rules.AdvocacyLifetime, Customer}
		}
	}
	fire := func(isDue func(at int64) bool) {
		for {
			name := "dormancy"
			next, ok := timers[name]
			if other, has := timers["shelf life"]; has && max(other.due, entered) < max(next.due, entered) {
				next = other
			}
			at := max(next.due, entered)
			if !ok || !isDue(at) {
				return
			}
			move(next.to, at)
			restart()
		}
	}
	for _, e := range line {
		if e.derived && e.At < p.firstSeen {
			continue
		}
		fire(func(at int64) bool { return at <= e.At })
		switch e.Kind.Meaning() {
		case Seen, Lead:
			acts = append(acts, e.At)
			if state == Dormant && !purchased {
				move(Prospect, e.At)
			}
			if e.Kind.Meaning() == Lead && state == Stranger {
				move(Prospect, e.At)
			}
		case Purchase:
			if naiveSell(p, e) {
				acts, uses = append(acts, e.At), append(uses, e.At)
				if state == Stranger || state == Dormant && !purchased {
					move(Prospect, e.At)
				}
				if state == Prospect || state == Dormant {
					move(Customer, e.At)
				}
				purchased = true
			}
		case Usage, Advocacy:
			acts, uses = append(acts, e.At), append(uses, e.At)
			if state == Dormant && purchased {
				move(Customer, e.At)
			}
			if state == Dormant {
				move(Prospect, e.At)
			}
			if e.Kind.Meaning() == Advocacy && purchased {
				advocacies = append(advocacies, e.At)
				if state == Customer {
					move(Promoter, e.At)
				}
			}
		case Grievance:
			if state == Promoter {
				move(Customer, e.At)
			}
			if e.detail.Stated {
				v := e.detail.Value
				if v < 0 {
					v = -v
				}
				p.refunds = append(p.refunds, Refund{e.At, v, e.detail.Currency})
			}
		}
		restart()
	}
	fire(func(at int64) bool { return at < now })
}

// naiveSell notes a purchase event; false if its sale was seen before.
func naiveSell(p *naivePerson, e naiveEvent) bool {
	for i := range p.sales {
		if s := &p.sales[i]; s.name != "" && s.name == e.detail.Sale {
			if e.detail.Stated {
				s.value, s.currency = e.detail.Value, e.detail.Currency
			}
			return false
		}
	}
	s := naiveSale{at: e.At, name: e.detail.Sale}
	if e.detail.Stated {
		s.value, s.currency = e.detail.Value, e.detail.Currency
	}
	p.sales = append(p.sales, s)
	return true
}

// naiveStock counts who is in a stage after all moves with an instant < t.
func naiveStock(all map[int64]*naivePerson, who Who, t int64) (n [Stages]int64) {
	for id, p := range all {
		if !p.known || p.firstSeen >= t || who != nil && !who(id) {
			continue
		}
		stage := Stranger
		for _, m := range p.moves {
			if m.At < t {
				stage = m.To
			}
		}
		n[stage]++
	}
	return n
}
