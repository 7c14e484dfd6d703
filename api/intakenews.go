package api

import (
	"context"
	"slices"

	"banhda/hub/consent"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// leaveSame tells, of an import that is only looked at, the rows that say nothing new from those that change something, and
// refuses those beyond one's reach: what writing finds out, before anything is written.
func (r *intakeRun) leaveSame(ctx context.Context, rows []*intakeRow) error {
	var there []*intakeRow
	var ids []int64
	for _, row := range rows {
		if row.result == updates && row.id != 0 {
			there, ids = append(there, row), append(ids, row.id)
		}
	}
	if len(there) == 0 {
		return nil
	}
	return r.server.Records.View(ctx, func(v *store.View) error {
		found, err := v.RecordsByID(ctx, r.order.Update, r.order.Plan.Type, ids)
		if err != nil {
			return err
		}
		about, err := r.readAbout(ctx, v, there, ids)
		if err != nil {
			return err
		}
		for _, row := range there {
			now, ok := found[row.id]
			if !ok || now.DeletedAt != 0 {
				row.beyondReach()
				continue
			}
			if !r.saysNew(row, now, &about) {
				row.result = skips
			}
		}
		return nil
	})
}

// rowsAbout is what is known of the people and companies that rows are about.
type rowsAbout struct {
	listed []int64
	firms  rowFirms
	held   map[int64]consent.Held
}

func (r *intakeRun) readAbout(ctx context.Context, v *store.View, rows []*intakeRow, ids []int64) (a rowsAbout, err error) {
	if a.listed, err = r.listed(ctx, v, ids); err != nil {
		return a, err
	}
	if a.firms, err = firmsThere(ctx, v, rows); err != nil {
		return a, err
	}
	a.held, err = heldOf(ctx, v, rows)
	return a, err
}

// listed are who of people is in the plan's list already.
func (r *intakeRun) listed(ctx context.Context, v *store.View, people []int64) ([]int64, error) {
	if r.order.Plan.List == "" {
		return nil, nil
	}
	id, err := ParseSegmentID(r.order.Plan.List)
	if err != nil {
		return nil, err
	}
	return v.MembersAmong(ctx, id, people)
}

// saysNew reports whether a row says anything that a record does not have: an identifier, a value, a consent or a place in the list.
func (r *intakeRun) saysNew(row *intakeRow, now record.Record, about *rowsAbout) bool {
	if r.order.Plan.List != "" && !slices.Contains(about.listed, row.id) || r.order.Plan.Type == record.Person && len(r.statements(row)) > 0 {
		return true
	}
	values := row.values.Values.With(nil) // what is shown of the row stays as the file has it
	if row.namesFirm() {
		firm := about.firms.find(row.values.Company)
		if firm == 0 {
			return true
		}
		r.atFirm(values, firm)
	}
	return len(record.Changed(now.Values, now.Values.With(r.sets(now, values)))) > 0 ||
		slices.ContainsFunc(row.row.Consents, func(c intake.Consent) bool { return saysState(about.held[row.id], c) != "" })
}

// saysState is the state a consent of a row puts in the place of what holds; "" where it changes nothing. A yes in a list
// takes the place of no refusal: whoever said no has to say yes themself.
func saysState(held consent.Held, c intake.Consent) consent.State {
	now := held[consent.Key{Channel: consent.Channel(c.Channel), Purpose: c.Purpose}].State
	switch {
	case !c.Given && now != consent.Withdrawn:
		return consent.Withdrawn
	case c.Given && now != consent.Given && now != consent.Withdrawn:
		return consent.Given
	}
	return ""
}

// beyondReach refuses a row about a record that may not be changed.
func (r *intakeRow) beyondReach() {
	r.result, r.row.Problems = refuses, []intake.Problem{{Err: phrase.Errorf("this record is there already, beyond what you may change")}}
}
