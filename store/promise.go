package store

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
)

// Promise checks what is to be set on a person once the log knows them, as Create and Update would: a refused value then
// leaves nothing behind. was is the person as they are; without an id it is somebody to be made. What nobody else may
// take until Redeem, their addresses and numbers among it, is held for the act under way.
func (t *Tx) Promise(ctx context.Context, reach auth.Reach, was record.Record, set record.Values) error {
	fields, err := t.index(ctx, record.Person)
	if err != nil {
		return err
	}
	s := step{was: was, is: was}
	s.is.Type, s.is.Values = record.Person, was.Values.With(set)
	if was.ID == 0 {
		if s.is.Values = owned(s.is.Values, reach); !reach.Reaches(s.is.Values.Int("owner"), s.is.Values.Int("team")) {
			return ErrOutside
		}
	}
	s.compare()
	if err := t.rule(ctx, fields, &s); err != nil {
		return err
	}
	s.is.ID, s.is.Version = -t.Act, was.Version+1 // no record: whoever comes for the same value is told it is taken
	for _, f := range fields {
		if !f.Unique && f.Key != "email" && f.Key != "phone" {
			continue
		}
		if err := t.hold(ctx, f, &s); err != nil {
			return err
		}
	}
	return nil
}

// hold holds the value of a field that only one person may have, where it becomes another.
func (t *Tx) hold(ctx context.Context, f *record.Field, s *step) error {
	before, err := claimed(&s.was, f)
	if err != nil {
		return err
	}
	after, err := claimed(&s.is, f)
	if err != nil || after == nil || slices.Equal(before, after) {
		return err
	}
	return t.claim(ctx, f, &s.is, after)
}

// Redeem gives up what was held for an act, in the transaction that keeps what was promised under it.
func (t *Tx) Redeem(ctx context.Context, act int64) error {
	_, err := t.exec(ctx, "giving up what was held", "DELETE FROM unique_value WHERE type = 'person' AND record = ?", -act)
	return err
}

// owned are the values of somebody to be made: where reach does not go to everything and nobody is named, the one whose
// reach it is becomes their owner.
func owned(values record.Values, reach auth.Reach) record.Values {
	if reach.All || values["owner"] != nil || values["team"] != nil || reach.User == 0 {
		return values
	}
	return values.With(record.Values{"owner": reach.User})
}
