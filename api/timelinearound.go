package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
)

// ValueChange is one value that became another.
type ValueChange struct {
	Field  string `json:"field" doc:"its key; empty: the record itself, which was made, removed or restored"`
	Before any    `json:"before" doc:"as values of records; null: none"`
	After  any    `json:"after"`
	// Links are as those of records.
	BeforeLink any `json:"before_link,omitempty"`
	AfterLink  any `json:"after_link,omitempty"`
}

// who finds whose events belong to the record: a person's own, those of who is at a company, those of an order's or a deal's sale.
func (a *surroundings) who(ctx context.Context, v *store.View) (err error) {
	switch a.ref.Type {
	case record.Person:
		a.people = []int64{a.ref.ID}
	case record.Company:
		a.people, err = v.PeopleAt(ctx, reach(ctx, record.Person, auth.Read), a.ref.ID, mostPeople)
	case record.Order, record.Deal:
		if buyer := a.record.Values.Int("person"); buyer != 0 {
			found, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, []int64{buyer})
			if err != nil {
				return err
			}
			if _, within := found[buyer]; within {
				a.people, a.sale = []int64{buyer}, saleOf(&a.record)
			}
		}
	}
	if err != nil {
		return err
	}
	a.hidden = hidden(ctx, a.ref.Type)
	a.veil, err = veilOf(ctx, v, a.people...)
	return err
}

// saleOf is the sale by which events speak of an order or a deal.
func saleOf(r *record.Record) string {
	if r.Type == record.Deal {
		return deal.Number(r.ID)
	}
	return r.Values.Text("number")
}

// showChanges are changes of values the actor may see, the first first, as they read now.
func (a *surroundings) showChanges(ctx context.Context, v *store.View, changes []record.Change) (list []ValueChange, err error) {
	fields, err := v.Fields(ctx, a.ref.Type)
	if err != nil {
		return nil, err
	}
	index := record.Index(fields)
	names, err := namesOf(ctx, v, refsOf(changes, index))
	for _, c := range slices.Backward(changes) {
		if !slices.Contains(a.hidden, c.Field) {
			list = append(list, showChange(index[c.Field], &c, names))
		}
	}
	return list, err
}

// refsOf are the records that values refer to, as they were and as they became.
func refsOf(changes []record.Change, index map[string]*record.Field) (refs []record.Ref) {
	for _, c := range changes {
		if f := index[c.Field]; f != nil {
			refs = append(append(refs, refsIn(f, c.Before)...), refsIn(f, c.After)...)
		}
	}
	return refs
}

func showChange(f *record.Field, c *record.Change, n names) ValueChange {
	if f == nil { // the record itself, or a field that is no more
		return ValueChange{Field: c.Field, Before: c.Before, After: c.After}
	}
	shown := ValueChange{Field: c.Field, Before: showValue(f, c.Before), After: showValue(f, c.After)}
	if c.Before != nil {
		shown.BeforeLink = n.link(f, c.Before)
	}
	if c.After != nil {
		shown.AfterLink = n.link(f, c.After)
	}
	return shown
}
