package store

import (
	"context"

	"banhda/auth"
	"banhda/hub/erasure"
	"banhda/hub/record"
)

// forgetTickets empties what somebody's tickets say in words, and what the journal holds of these. The tickets stay, with
// what happened to them and when: figures of care stand on that.
func (t *Tx) forgetTickets(ctx context.Context, people []int64) error {
	ids, err := t.BoughtBy(ctx, record.Ticket, people)
	if err != nil || len(ids) == 0 {
		return err
	}
	found, err := t.byID(ctx, auth.Everything, record.Ticket, ids)
	if err != nil {
		return err
	}
	var steps []step
	for _, id := range ids {
		r := found[id]
		is := r
		is.Values = r.Values.With(record.Values{"name": erasure.Mark, "description": nil, "cause": nil})
		is.Version++
		steps = append(steps, step{was: r, is: is})
		t.touch(record.Ticket, id)
	}
	if err := t.saveWhole(ctx, steps); err != nil {
		return err
	}
	in, arg := t.dialect.In("record", ids)
	n, err := t.exec(ctx, "forgetting what tickets said", "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE salt IS NOT NULL AND type = 'ticket' AND field IN ('', 'name', 'description', 'cause') AND "+in, arg)
	t.erased(n)
	return err
}
