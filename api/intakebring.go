package api

import (
	"context"
	"slices"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// bring lets rows about people nobody knew be written by identity, in the transaction in which it takes them in: so each
// of them is written once. nil where there are none.
func (r *intakeRun) bring(rows []*intakeRow) *store.Bringing {
	var fresh []*intakeRow
	var keys []person.Key
	for _, row := range rows {
		if stated := r.statedKeys(row); row.result == creates && !row.known && !row.pending && r.unheard(stated) {
			fresh, keys = append(fresh, row), append(keys, stated...)
			row.brought = true
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return r.server.Records.Bring(keys, func(ctx context.Context, t *store.Tx, who map[person.Key]int64) error {
		return r.keepNew(ctx, t, fresh, who)
	})
}

// statedKeys are the identifiers a row tells the log.
func (r *intakeRun) statedKeys(row *intakeRow) []person.Key {
	if keys := r.keys(row); len(keys) > 0 {
		return keys
	}
	return []person.Key{r.ownKey(row)}
}

// unheard reports whether nobody has any of some identifiers, and all of them can be told as one person's.
func (r *intakeRun) unheard(keys []person.Key) bool {
	for i, k := range keys {
		if r.before[k].Person != 0 || slices.ContainsFunc(keys[:i], func(o person.Key) bool { return o.Kind == k.Kind }) {
			return false
		}
	}
	return true
}

// keepNew writes rows as the people identity found them to be.
func (r *intakeRun) keepNew(ctx context.Context, t *store.Tx, rows []*intakeRow, who map[person.Key]int64) error {
	act := store.Act{Actor: r.order.Actor, Verb: importVerb, Target: ImportID(r.id), Action: r.action}
	if _, err := t.Note(ctx, act); err != nil {
		return err
	}
	ids, values := make([]int64, len(rows)), make([]record.Values, len(rows))
	if err := r.linkFirms(ctx, t, rows); err != nil {
		return err
	}
	for n, row := range rows {
		row.id = who[r.statedKeys(row)[0]]
		ids[n], values[n] = row.id, row.values.Values
	}
	if _, err := t.CreateAll(ctx, r.order.Create, record.Person, ids, values); err != nil {
		return err
	}
	if r.order.Plan.Consents() {
		if err := r.consent(ctx, t, rows); err != nil {
			return err
		}
	}
	return r.enlist(ctx, t, rows)
}

// unbrought takes back what was planned of rows that identity did not write after all.
func unbrought(rows []*intakeRow) {
	for _, row := range rows {
		if row.brought {
			row.brought, row.id = false, 0
		}
	}
}

// await waits until identity has what was told, or has written b.
func (r *intakeRun) await(ctx context.Context, b *store.Bringing) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if b == nil {
		return r.server.Flow.WaitForPeople(ctx, r.told)
	}
	all := make(chan error, 1)
	go func() { all <- r.server.Flow.WaitForPeople(ctx, r.told) }()
	select {
	case <-b.Done():
		return nil
	case err := <-all:
		return err
	}
}

// act notes the act everything an import does is part of.
func (r *intakeRun) act(ctx context.Context) error {
	i := *r.record
	if r.action = i.Action; r.action != 0 {
		r.again = true
		return nil
	}
	err := r.server.Records.Tx(ctx, func(t *store.Tx) (err error) {
		i.Action, err = t.Note(ctx, store.Act{Actor: r.order.Actor, Verb: importVerb, Target: ImportID(i.ID)})
		if err != nil {
			return err
		}
		return t.SaveImport(ctx, i)
	})
	*r.record, r.action = i, i.Action
	return err
}
