package duckdb

import (
	"cmp"
	"slices"
	"strings"

	"banhda/hub/timeline"
	"banhda/wheel"
)

// world is everybody's history as known at one entry of the log, and what folding makes of it.
type world struct {
	seq       int64
	version   int64 // of the catalogue
	catalogue timeline.Catalogue
	names     *names
	meanings  *meanings
	joined    wheel.Kind
	bought    wheel.Kind
	links
	people  []history      // in order of person
	details []wheel.Detail // the first is none
	texts   texts
	events  int // of everybody

	referrals map[int64]wheel.Referral // by friend, whether or not the referrer has an event
	friends   map[int64][]int64        // by referrer
	lives     []wheel.Life             // of people, place by place
	book      *wheel.Book
	folder    *wheel.Folder
}

// history is one person's events in (at, id) order, and the entries of the log they came by.
type history struct {
	person  int64
	events  []wheel.Event
	seqs    []int64
	accepts bool // there is a Referral Accepted among them
}

// known is how many events, from the first, have at < now.
func (h *history) known(now int64) int {
	n := len(h.events)
	if n == 0 || h.events[n-1].At < now {
		return n
	}
	n, _ = slices.BinarySearchFunc(h.events, now, func(e wheel.Event, at int64) int { return cmp.Compare(e.At, at) })
	return n
}

// lastSeen is the instant of the last sign of the person before now, of whom something is known by then.
func (h *history) lastSeen(now int64) int64 {
	for i := h.known(now) - 1; i > 0; i-- {
		if h.events[i].Kind.Seen() {
			return h.events[i].At
		}
	}
	return h.events[0].At
}

// find gives a person's place among people.
func (w *world) find(person int64) (place int, ok bool) {
	return slices.BinarySearchFunc(w.people, person, byPerson)
}

func byPerson(h history, person int64) int { return cmp.Compare(h.person, person) }

// detail keeps what an event carries besides its instant, in memory of its own, and gives its place.
func (w *world) detail(d wheel.Detail) uint32 {
	if n := len(w.details); w.details[n-1].Currency == d.Currency {
		d.Currency = w.details[n-1].Currency // most are the workspace's
	} else {
		d.Currency = w.texts.keep(d.Currency)
	}
	d.Sale = w.texts.keep(d.Sale)
	w.details = append(w.details, d)
	return uint32(len(w.details) - 1)
}

// texts keeps many short texts in few pieces of memory.
type texts struct{ strings.Builder }

const piece = 64 << 10

// keep gives a copy of s.
func (t *texts) keep(s string) string {
	if t.Len()+len(s) > t.Cap() {
		t.Reset()
		t.Grow(max(piece, len(s)))
	}
	from := t.Len()
	t.WriteString(s)
	return t.String()[from:]
}
