package consent

import (
	"cmp"
	"slices"
)

// Key is what consent is given for.
type Key struct {
	Channel Channel
	Purpose string
}

// Standing is what holds for one purpose on one channel, since when.
type Standing struct {
	State State
	At    int64
}

// Held are the standings of one person; what is absent is Unknown.
type Held map[Key]Standing

// Hold reckons what holds from a person's ledger, that of everybody merged into them included. On each of them the last
// word counts, by when it was said. Of several people who became one the withdrawal wins, until somebody who knew of it
// gives consent again: an entry names the withdrawals it takes the place of. So merging two people never turns a no into
// a yes, and when the merge is undone everybody has their own word back.
func Hold(ledger []Entry) Held {
	last := map[Key]map[int64]*Entry{}
	over := map[int64]bool{}
	for i := range ledger {
		e := &ledger[i]
		for _, id := range e.Over {
			over[id] = true
		}
		k := Key{e.Channel, e.Purpose}
		if last[k] == nil {
			last[k] = map[int64]*Entry{}
		}
		if was := last[k][e.Person]; was == nil || later(e, was) {
			last[k][e.Person] = e
		}
	}
	held := Held{}
	for k, people := range last {
		held[k] = together(people, over)
	}
	return held
}

func later(e, was *Entry) bool {
	return cmp.Or(cmp.Compare(e.At, was.At), cmp.Compare(e.ID, was.ID)) > 0
}

// weight orders what people who became one said: the one that forbids more wins.
var weight = map[State]int{Pending: 1, Given: 2, Withdrawn: 3}

// together is what holds of the last words of several people who became one.
func together(people map[int64]*Entry, over map[int64]bool) Standing {
	var s Standing
	for _, e := range people {
		if e.State == Withdrawn && over[e.ID] && len(people) > 1 {
			continue
		}
		if weight[e.State] > weight[s.State] || weight[e.State] == weight[s.State] && e.At > s.At {
			s = Standing{e.State, e.At}
		}
	}
	return s
}

// Withdrawals are those that hold among a ledger for one key: what an entry that gives consent takes the place of.
func Withdrawals(ledger []Entry, k Key) (ids []int64) {
	people, over := map[int64]*Entry{}, map[int64]bool{}
	for i := range ledger {
		e := &ledger[i]
		for _, id := range e.Over {
			over[id] = true
		}
		if (Key{e.Channel, e.Purpose}) != k {
			continue
		}
		if was := people[e.Person]; was == nil || later(e, was) {
			people[e.Person] = e
		}
	}
	for _, e := range people {
		if e.State == Withdrawn && !over[e.ID] {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
