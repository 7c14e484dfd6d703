package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
)

// step is a record before and after it is written.
type step struct {
	was, is record.Record
	keys    []string // of the values that differ, once compared
	fresh   bool     // nothing is kept of it yet
}

// compare finds which values differ.
func (s *step) compare() { s.keys = record.Changed(s.was.Values, s.is.Values) }

// Create makes a record of checked values. Where reach does not go to everything and nobody is named as its owner, the
// one whose reach it is becomes it. A person is made by the log: id is who the log has founded, and is only theirs to give;
// for the other types it is 0.
func (t *Tx) Create(ctx context.Context, reach auth.Reach, typ record.Type, id int64, values record.Values) (record.Record, error) {
	made, err := t.CreateAll(ctx, reach, typ, []int64{id}, []record.Values{values})
	if err != nil {
		return record.Record{}, err
	}
	return made[0], nil
}

// CreateAll makes several records as Create does, at once.
func (t *Tx) CreateAll(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64, values []record.Values) ([]record.Record, error) {
	steps, err := t.begin(ctx, typ, ids, len(values))
	if err != nil {
		return nil, err
	}
	for i := range steps {
		is := &steps[i].is
		is.Values = owned(steps[i].was.Values.With(values[i]), reach)
		if !reach.Reaches(is.Values.Int("owner"), is.Values.Int("team")) {
			return nil, ErrOutside
		}
	}
	return t.write(ctx, typ, steps)
}

// begin gives records about to be made: people as the log knows them so far, others with the next ids.
func (t *Tx) begin(ctx context.Context, typ record.Type, ids []int64, n int) ([]step, error) {
	steps := make([]step, n)
	if typ == record.Person {
		found, err := t.knownSoFar(ctx, ids)
		for i, id := range ids {
			r, ok := found[id]
			if err == nil && !ok {
				err = fmt.Errorf("making person %d: %w", id, ErrNotFound)
			}
			steps[i] = step{was: r, is: r}
			steps[i].was.Version = 0
		}
		return steps, err
	}
	var last int64
	query := `INSERT INTO record_counter (type, last) VALUES (?, ?)
ON CONFLICT (type) DO UPDATE SET last = record_counter.last + excluded.last RETURNING last`
	err := t.one(ctx, "numbering records", query, []any{string(typ), n}, &last)
	for i := range steps {
		steps[i].is = record.Record{Type: typ, ID: last - int64(n-1-i), CreatedAt: t.now}
	}
	return steps, err
}

// knownSoFar gives people as the log knows them, those founded by this transaction, too.
func (t *Tx) knownSoFar(ctx context.Context, ids []int64) (map[int64]record.Record, error) {
	found := make(map[int64]record.Record, len(ids))
	var rest []int64
	for _, id := range ids {
		if n := t.newcomers[id]; n != nil {
			found[id] = n.Record
		} else {
			rest = append(rest, id)
		}
	}
	there, err := t.RecordsByID(ctx, auth.Everything, record.Person, rest)
	maps.Copy(found, there)
	return found, err
}

// Update sets values that were checked; nil clears. version is the one the change was made from, 0 where that does not
// matter: ErrChanged where it is another by now. What changes nothing is not written.
func (t *Tx) Update(ctx context.Context, reach auth.Reach, typ record.Type, id int64, set record.Values, version int64) (record.Record, error) {
	now, err := t.present(ctx, reach, typ, id)
	if err != nil {
		return now, err
	}
	if version != 0 && version != now.Version {
		return now, ErrChanged
	}
	is := now
	is.Values = now.Values.With(set)
	all, err := t.write(ctx, typ, []step{{was: now, is: is}})
	if err != nil {
		return now, err
	}
	return all[0], nil
}

// UpdateAll sets values of several records at once; what is not there, in the bin or out of reach is left out. set gives
// what to set of each. The records come back in order of the ids given, those that did not change as they were.
func (t *Tx) UpdateAll(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64, set func(record.Record) record.Values) ([]record.Record, error) {
	found, err := t.RecordsByID(ctx, reach, typ, ids)
	if err != nil {
		return nil, err
	}
	var steps []step
	seen := map[int64]bool{}
	for _, id := range ids {
		if r, ok := found[id]; ok && r.DeletedAt == 0 && !seen[r.ID] {
			seen[r.ID] = true
			is := r
			is.Values = r.Values.With(set(r))
			steps = append(steps, step{was: r, is: is})
		}
	}
	return t.write(ctx, typ, steps)
}

// Remove puts a record into the bin.
func (t *Tx) Remove(ctx context.Context, reach auth.Reach, typ record.Type, id int64) error {
	_, err := t.RemoveAll(ctx, reach, typ, []int64{id})
	return err
}

// RemoveAll puts several records into the bin, and tells how many; ErrNotFound where the only one asked for is not there.
func (t *Tx) RemoveAll(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64) (int, error) {
	return t.settle(ctx, reach, typ, ids, func(r *record.Record) { r.DeletedAt = t.now })
}

// Restore takes a record out of the bin.
func (t *Tx) Restore(ctx context.Context, reach auth.Reach, typ record.Type, id int64) error {
	_, err := t.settle(ctx, reach, typ, []int64{id}, func(r *record.Record) { r.DeletedAt = 0 })
	return err
}

// Merge makes a record that is no person part of another: its id stands for that one from now on.
func (t *Tx) Merge(ctx context.Context, reach auth.Reach, typ record.Type, id, into int64) error {
	if id == into || typ == record.Person {
		return fmt.Errorf("merging a %s into itself, or people elsewhere than in the log: %w", typ, ErrConflict)
	}
	if _, err := t.present(ctx, reach, typ, into); err != nil {
		return err
	}
	_, err := t.settle(ctx, reach, typ, []int64{id}, func(r *record.Record) { r.Into = into })
	return err
}

// settle changes what becomes of records themselves.
func (t *Tx) settle(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64, change func(*record.Record)) (int, error) {
	found, err := t.RecordsByID(ctx, reach, typ, ids)
	if err == nil && len(ids) == 1 && len(found) == 0 {
		err = fmt.Errorf("looking for a %s: %w", typ, ErrNotFound)
	}
	if err != nil {
		return 0, err
	}
	var steps []step
	for _, id := range ids {
		if r, ok := found[id]; ok && !slices.ContainsFunc(steps, func(s step) bool { return s.was.ID == r.ID }) {
			is := r
			change(&is)
			steps = append(steps, step{was: r, is: is})
		}
	}
	_, err = t.write(ctx, typ, steps)
	return len(steps), err
}

// present is a record that is not in the bin.
func (t *Tx) present(ctx context.Context, reach auth.Reach, typ record.Type, id int64) (record.Record, error) {
	r, err := t.Record(ctx, reach, typ, id)
	if err == nil && r.DeletedAt != 0 {
		err = ErrRemoved
	}
	return r, err
}

// write is the one place where records are written, a person's by identity aside: by their rules, with the places their
// values are looked up in, journalled, and told to the log where it should hear of it.
func (t *Tx) write(ctx context.Context, typ record.Type, steps []step) (all []record.Record, err error) {
	fields, err := t.index(ctx, typ)
	if err != nil {
		return nil, err
	}
	changed, place := make([]step, 0, len(steps)), make([]int, len(steps)) // of each among those that change; -1: it does not
	for i := range steps {
		steps[i].fresh = steps[i].was.Version == 0 && (typ != record.Person || t.newcomers[steps[i].is.ID] != nil)
		steps[i].compare()
		if err := t.rule(ctx, fields, &steps[i]); err != nil {
			return nil, err
		}
		if place[i] = -1; steps[i].changes() {
			place[i] = len(changed)
			changed = append(changed, steps[i])
		}
	}
	if typ == record.Person {
		if err := t.setOwn(ctx, fields, changed); err != nil {
			return nil, err
		}
	}
	for i := range changed {
		changed[i].is.Version, changed[i].is.UpdatedAt = max(changed[i].was.Version, changed[i].is.Version)+1, t.now
	}
	for _, do := range []func(context.Context, record.Type, []step) error{t.saveRecords, t.saveParts, t.saveUnique, t.touchChanged, t.journal, t.saveDeals, t.saveTickets, t.saveClocks, t.tellLog, t.keepDue} {
		if err := do(ctx, typ, changed); err != nil {
			return nil, err
		}
	}
	all = make([]record.Record, len(steps))
	for i, n := range place {
		if all[i] = steps[i].is; n >= 0 {
			all[i] = changed[n].is
		}
	}
	return all, nil
}

// changes reports whether anything is another; its values are compared.
func (s *step) changes() bool {
	return s.was.Version == 0 || s.was.DeletedAt != s.is.DeletedAt || s.was.Into != s.is.Into || len(s.keys) > 0
}

// journal notes every value that became another.
func (t *Tx) journal(ctx context.Context, typ record.Type, steps []step) error {
	var notes []noted
	for i := range steps {
		notes = append(notes, steps[i].notes()...)
	}
	return t.noteAll(ctx, typ, notes)
}

// notes are a step's changes: first what became of the record itself, then its values in order of their keys. What a
// record is made with, over nothing, is one of them.
func (s *step) notes() (list []noted) {
	add := func(field string, before, after any) {
		list = append(list, noted{s.is.ID, field, before, after})
	}
	there := func(r *record.Record) any {
		if r.Version == 0 || r.DeletedAt != 0 {
			return nil
		}
		return true
	}
	into := func(r *record.Record) any {
		if r.Into == 0 {
			return nil
		}
		return r.Into
	}
	with := map[string]any{}
	made := s.was.Version == 0 && there(&s.is) != nil
	if made {
		add(record.Existence, nil, with)
	} else if there(&s.was) != there(&s.is) {
		add(record.Existence, there(&s.was), there(&s.is))
	}
	if s.was.Into != s.is.Into {
		add(record.MergedInto, into(&s.was), into(&s.is))
	}
	for _, key := range s.keys {
		if before, after := s.was.Values[key], s.is.Values[key]; made && before == nil {
			with[key] = after
		} else {
			add(key, before, after)
		}
	}
	return list
}
