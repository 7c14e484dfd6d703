package wheel

import (
	"cmp"
	"slices"
)

// Referral is what a person derives on the timeline of the one who referred them.
type Referral struct {
	Friend, Referrer int64 // persons
	AcceptedAt       int64
	BoughtAt         int64 // of the friend's first purchase; Forever: not yet
	// AcceptedEvent and BoughtEvent are the causes, as indexes into the friend's History.Events; -1 for none.
	AcceptedEvent, BoughtEvent int
}

// Refer says who referred the person whose history h is, from the events before now. Only the earliest Referral
// Accepted counts, only if it names another person, and only if it comes, in (at, id), at or before the first
// purchase. person gives the person a profile belongs to, 0 for nobody. Whether the referrer exists (has a stored
// event before now) is for the caller to check.
func Refer(h History, person func(profile int64) int64, now int64) (Referral, bool) {
	r := Referral{Friend: h.Person, BoughtAt: Forever, AcceptedEvent: -1, BoughtEvent: -1}
	for i, e := range before(h.Events, now) {
		if e.Kind.Accepted() && r.AcceptedEvent < 0 {
			if r.Referrer = referrer(h, e, person); r.Referrer == 0 {
				return Referral{}, false
			}
			r.AcceptedAt, r.AcceptedEvent = e.At, i
		}
		if e.Kind.Meaning() == Purchase {
			r.BoughtAt, r.BoughtEvent = e.At, i
			break
		}
	}
	return r, r.AcceptedEvent >= 0
}

// referrer is the other person an acceptance names, 0 for nobody.
func referrer(h History, e Event, person func(profile int64) int64) int64 {
	profile := detail(e, h.Details).Referrer
	if profile == 0 {
		return 0
	}
	if p := person(profile); p != h.Person {
		return p
	}
	return 0
}

// Derive makes the events that referrals put on one referrer's timeline, in their order there: by instant, friend,
// joined before bought. joined and bought are the kinds of Friend Joined and Friend Bought. Fold credits friends'
// purchases by a mark that Derive sets in the kind, so its events must be handed on unchanged.
func Derive(refs []Referral, joined, bought Kind) []Event {
	type derived struct {
		Event
		friend int64
	}
	all := make([]derived, 0, 2*len(refs))
	for _, r := range refs {
		all = append(all, derived{Event{At: r.AcceptedAt, Kind: joined | kindDerived}, r.Friend})
		if r.BoughtAt != Forever {
			all = append(all, derived{Event{At: r.BoughtAt, Kind: bought | kindDerived | kindBought}, r.Friend})
		}
	}
	slices.SortFunc(all, func(a, b derived) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.friend, b.friend), cmp.Compare(a.Kind&kindBought, b.Kind&kindBought))
	})
	events := make([]Event, len(all))
	for i := range all {
		events[i] = all[i].Event
	}
	return events
}

// FoldAll folds everybody: it finds who referred whom, derives the friends' events, and folds. It is the plain
// form of what a store does piece by piece.
func FoldAll(r Rules, people []History, person func(profile int64) int64, joined, bought Kind, now int64) *Book {
	known := make(map[int64]bool, len(people))
	for _, h := range people {
		known[h.Person] = len(before(h.Events, now)) > 0
	}
	referred := make(map[int64]Referral)
	sent := make(map[int64][]Referral)
	for _, h := range people {
		if ref, ok := Refer(h, person, now); ok && known[ref.Referrer] {
			referred[ref.Friend] = ref
			sent[ref.Referrer] = append(sent[ref.Referrer], ref)
		}
	}
	f, lives := NewFolder(r, now), make([]Life, len(people))
	for i, h := range people {
		lives[i] = f.Fold(h, Derive(sent[h.Person], joined, bought))
		lives[i].Referrer, lives[i].AcceptedAt = referred[h.Person].Referrer, referred[h.Person].AcceptedAt
	}
	return NewBook(lives)
}
