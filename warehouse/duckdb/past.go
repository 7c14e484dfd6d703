package duckdb

import (
	"cmp"
	"context"
	"slices"

	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
)

// Past implements warehouse.Warehouse.
func (w *Warehouse) Past(ctx context.Context, c warehouse.Cut, q warehouse.PastQuestion) (p warehouse.Past, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		p, err = v.past(ctx, q)
		return err
	})
	return p, s, err
}

func (v *view) past(ctx context.Context, q warehouse.PastQuestion) (p warehouse.Past, err error) {
	var all []line
	for place := range v.placesOf(v.living(q.People)) {
		if v.has(place) {
			all = append(all, v.lines(place)...)
			p.Moves = append(p.Moves, v.moves(place)...)
		}
	}
	slices.SortStableFunc(all, less)
	slices.SortStableFunc(p.Moves, func(a, b warehouse.PastMove) int { return cmp.Compare(b.At, a.At) })
	lines, next, err := page(all, warehouse.TimelineQuestion{Before: q.Before, Limit: q.Limit})
	if err != nil {
		return p, err
	}
	p.Next = next
	err = v.warehouse.read(func(c *duck.Conn) error {
		events, err := v.readLines(ctx, c, lines)
		for i, e := range events {
			p.Events = append(p.Events, warehouse.PastEvent{Person: lines[i].of, Place: lines[i].mark(), TimelineEvent: e})
		}
		return err
	})
	return p, err
}

// living are the people the given ones stand for after all merges, each once.
func (v *view) living(people []int64) []int64 {
	list := make([]int64, len(people))
	for i, p := range people {
		list[i] = v.person(p)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// moves are a person's before now, the newest first.
func (v *view) moves(place int) (list []warehouse.PastMove) {
	for _, m := range slices.Backward(v.lives[place].Moves) {
		if m.At < v.now {
			list = append(list, warehouse.PastMove{Person: v.people[place].person, Move: m})
		}
	}
	return list
}
