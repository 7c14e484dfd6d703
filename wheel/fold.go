package wheel

import "sort"

// Folder folds many people under one set of rules. It reuses its working memory and keeps results in slabs, so
// that a person leaves no garbage behind. One goroutine at a time may use it.
type Folder struct {
	rules Rules
	now   int64
	sales sales

	// The person being folded.
	stage        Stage
	entered      int64 // into the stage
	lastAct      int64 // of their own: the prospect's clock
	lastUse      int64 // purchase, usage or advocacy: the customer's and promoter's clock
	lastAdvocacy int64
	moves        []Move
	buys         []Buy
	restated     []Restatement
	refunds      []Refund
	friends      []int64

	moveSlab     slab[Move]
	buySlab      slab[Buy]
	restatedSlab slab[Restatement]
	refundSlab   slab[Refund]
	friendSlab   slab[int64]
}

// NewFolder makes a Folder. Events at or after now are left out; the timers due before now fire. Now may be
// Forever: then every timer still to come has fired in the result.
func NewFolder(r Rules, now int64) *Folder { return &Folder{rules: r, now: now} }

// Fold makes a person's Life of their stored events and of the derived ones (both in order; see Derive). At the
// same instant derived events come after the stored ones, and none of them makes a person known. Referrer and
// AcceptedAt are not set: whether the referrer exists only the caller can tell.
func (f *Folder) Fold(h History, derived []Event) Life {
	f.reset()
	stored, derived := before(h.Events, f.now), before(derived, f.now)
	life := Life{Person: h.Person, FirstSeen: Forever}
	if len(stored) > 0 {
		life.FirstSeen, life.LastSeen = stored[0].At, stored[len(stored)-1].At
	}
	for _, e := range stored {
		for len(derived) > 0 && derived[0].At < e.At {
			f.derived(derived[0], life.FirstSeen)
			derived = derived[1:]
		}
		f.step(e, h.Details)
	}
	for _, e := range derived {
		f.derived(e, life.FirstSeen)
	}
	if len(stored) > 0 {
		f.wait(f.now - 1)
	}
	return f.keep(life)
}

// before is the part of ordered events with at < now.
func before(events []Event, now int64) []Event {
	n := len(events)
	if n == 0 || events[n-1].At < now {
		return events
	}
	return events[:sort.Search(n, func(i int) bool { return events[i].At >= now })]
}

func (f *Folder) reset() {
	f.stage, f.entered, f.lastAct, f.lastUse, f.lastAdvocacy = Stranger, 0, 0, 0, 0
	f.moves, f.buys, f.restated = f.moves[:0], f.buys[:0], f.restated[:0]
	f.refunds, f.friends = f.refunds[:0], f.friends[:0]
	f.sales.reset()
}

// derived takes in an event that follows from a friend's: credited always, but felt only by somebody known.
func (f *Folder) derived(e Event, firstSeen int64) {
	if e.Kind&kindBought != 0 {
		f.friends = append(f.friends, e.At)
	}
	if firstSeen <= e.At {
		f.step(e, nil)
	}
}

// step takes in one event.
func (f *Folder) step(e Event, details []Detail) {
	f.wait(e.At)
	switch e.Kind.Meaning() {
	case Seen:
		f.act(e.At)
	case Lead:
		f.act(e.At)
		f.from(Stranger, Prospect, e.At)
	case Purchase:
		f.purchase(e, details)
	case Usage:
		f.use(e.At)
	case Advocacy:
		f.use(e.At)
		f.advocate(e.At)
	case Grievance:
		f.from(Promoter, Customer, e.At)
		f.refund(e, details)
	}
}

// act is anything of the person's own: it restarts the prospect's clock and wakes one who never purchased.
func (f *Folder) act(at int64) {
	f.lastAct = at
	if len(f.buys) == 0 {
		f.from(Dormant, Prospect, at)
	}
}

// use is an act that shows a customer is there: it restarts their clock and wakes one who has purchased.
func (f *Folder) use(at int64) {
	f.act(at)
	f.lastUse = at
	if len(f.buys) > 0 {
		f.from(Dormant, Customer, at)
	}
}

// advocate makes a promoter of somebody who has purchased, or keeps them one.
func (f *Folder) advocate(at int64) {
	if len(f.buys) > 0 {
		f.lastAdvocacy = at
		f.from(Customer, Promoter, at)
	}
}

// purchase counts a sale once. A further event of the same sale only restates what it was worth.
func (f *Folder) purchase(e Event, details []Detail) {
	d := detail(e, details)
	if i, seen := f.sales.find(d.Sale, len(f.buys)); seen {
		f.restate(i, e.At, d)
		return
	}
	f.use(e.At)
	f.from(Stranger, Prospect, e.At)
	f.from(Prospect, Customer, e.At)
	b := Buy{At: e.At}
	if d.Stated {
		b.Value, b.Currency = d.Value, d.Currency
	}
	f.buys = append(f.buys, b)
}

func (f *Folder) restate(i int, at int64, d Detail) {
	b := &f.buys[i]
	if !d.Stated || b.Value == d.Value && b.Currency == d.Currency {
		return
	}
	f.restated = append(f.restated, Restatement{Buy: i, At: at, Value: b.Value, Currency: b.Currency})
	b.Value, b.Currency = d.Value, d.Currency
}

// refund notes money given back. Sources state it with either sign.
func (f *Folder) refund(e Event, details []Detail) {
	if d := detail(e, details); d.Stated {
		f.refunds = append(f.refunds, Refund{At: e.At, Value: max(d.Value, -d.Value), Currency: d.Currency})
	}
}

func detail(e Event, details []Detail) Detail {
	if e.Detail == 0 {
		return Detail{}
	}
	return details[e.Detail]
}

// from moves the person if that is where they stand.
func (f *Folder) from(s, to Stage, at int64) {
	if f.stage == s {
		f.move(to, at)
	}
}

func (f *Folder) move(to Stage, at int64) {
	f.moves = append(f.moves, Move{At: at, From: f.stage, To: to})
	f.stage, f.entered = to, at
}

// wait lets the timers due at or before until fire, in order of their instant.
func (f *Folder) wait(until int64) {
	for {
		at, to := f.timer()
		if at > until {
			return
		}
		f.move(to, at)
	}
}

// timer is the next thing that happens to the person if they stay silent; Forever: nothing. No timer fires
// before the entry into the stage. Of two at the same instant dormancy comes first.
func (f *Folder) timer() (at int64, to Stage) {
	switch f.stage {
	case Prospect:
		return f.due(f.lastAct, f.rules.ProspectHorizon), Dormant
	case Customer:
		return f.due(f.lastUse, f.rules.CustomerHorizon), Dormant
	case Promoter:
		silent, stale := f.due(f.lastUse, f.rules.PromoterHorizon), f.due(f.lastAdvocacy, f.rules.AdvocacyLifetime)
		if stale < silent {
			return stale, Customer
		}
		return silent, Dormant
	}
	return Forever, f.stage
}

func (f *Folder) due(last, wait int64) int64 {
	if last > Forever-wait {
		return Forever
	}
	return max(last+wait, f.entered)
}

// keep moves the working memory's content into the slabs.
func (f *Folder) keep(l Life) Life {
	l.Moves, l.Buys, l.Restated = f.moveSlab.keep(f.moves), f.buySlab.keep(f.buys), f.restatedSlab.keep(f.restated)
	l.Refunds, l.Friends = f.refundSlab.keep(f.refunds), f.friendSlab.keep(f.friends)
	return l
}
