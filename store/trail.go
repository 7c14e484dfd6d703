package store

import (
	"bytes"
	"context"
	"database/sql"
	"maps"

	"banhda/hub/audit"
)

// trailPage is how many acts are read or chained at a time.
const trailPage = 500

// chainOld takes acts from before there was a chain into it, in their order. Once there is a chain, nothing is taken in
// by it any more: else anybody could have an act they changed chained anew.
func (r *Records) chainOld(ctx context.Context) error {
	head, err := look(ctx, r, func(v *View) (Head, error) { return v.Head(ctx) })
	if err != nil || head.Act != 0 {
		return err
	}
	for {
		n := 0
		err := r.Tx(ctx, func(t *Tx) error {
			old, err := t.unchained(ctx)
			n = len(old)
			for i := 0; i < n && err == nil; i++ {
				err = t.chainOne(ctx, old[i])
			}
			return err
		})
		if err != nil || n < trailPage {
			return err
		}
	}
}

func (t *Tx) chainOne(ctx context.Context, a Act) error {
	before, err := t.head(ctx)
	if err != nil {
		return err
	}
	return t.chain(ctx, before.Hash, &act{Act: a})
}

func (v *View) unchained(ctx context.Context) (list []Act, err error) {
	query := "SELECT " + actColumns + " FROM audit a LEFT JOIN audit_value v ON v.act = a.id WHERE a.hash IS NULL ORDER BY a.id LIMIT ?"
	err = v.each(ctx, "reading who did what", query, []any{trailPage}, func(rows *sql.Rows) error {
		a, err := scanAct(rows)
		list = append(list, a)
		return err
	})
	return list, err
}

// Trail is what checking the audit trail found.
type Trail struct {
	Acts   int64
	Values int64 // that can be checked, and were: those of an act itself, and each that changed under it
	Absent int64 // that are gone
	Erased int64 // values that were erased, as the trail itself says
	Head   Head
	Break  *Break // nil: it is as it was written
}

// Break is where it shows first that the trail was changed by something else than this program.
type Break struct {
	Act  int64
	What BreakKind
}

// BreakKind is what is wrong with an act, or after it.
type BreakKind string

// The kinds.
const (
	BrokenValues BreakKind = "values" // they are others than were written
	BrokenChain  BreakKind = "chain"  // the act was changed, or one before it is gone or was moved
	BrokenNote   BreakKind = "note"   // its hash, or the act itself, is not what was noted elsewhere
	BrokenEnd    BreakKind = "end"    // the trail ends elsewhere
	BrokenErased BreakKind = "erased" // more or fewer values are gone than erasures account for
)

// CheckTrail reads the whole audit trail and compares every act with the chain. noted are heads written down elsewhere
// before, by act. progress is told how many acts are checked.
func (r *Records) CheckTrail(ctx context.Context, noted map[int64][]byte, progress func(done int64)) (Trail, error) {
	c := &trailCheck{noted: maps.Clone(noted)}
	err := r.View(ctx, func(v *View) error {
		end, err := v.Head(ctx)
		if err == nil {
			err = c.strays(ctx, v)
		}
		for more := err == nil; more && err == nil && c.found.Break == nil; progress(c.found.Acts) {
			more, err = c.page(ctx, v)
		}
		if err == nil && c.found.Break == nil {
			c.end(end)
		}
		return err
	})
	return c.found, err
}

// strays looks for changes that belong to no act.
func (c *trailCheck) strays(ctx context.Context, v *View) error {
	query := "SELECT act FROM change WHERE act NOT IN (SELECT id FROM audit) ORDER BY act LIMIT 1"
	return v.each(ctx, "reading the journal", query, nil, func(rows *sql.Rows) error {
		var act int64
		err := rows.Scan(&act)
		c.broken(act, BrokenChain)
		return err
	})
}

// trailCheck walks along the chain.
type trailCheck struct {
	noted map[int64][]byte
	found Trail
}

// chained is an act as the trail keeps it.
type chained struct {
	Act
	salt, commitment, hash []byte
	changes                int64
	kept                   bool // its values are there
	journal                journal
}

// journal is what the changes under one act come to.
type journal struct {
	audit.Changes
	values, absent int64
	broken         bool // one of them is not what was committed to
}

func (c *trailCheck) page(ctx context.Context, v *View) (more bool, err error) {
	acts, err := v.chained(ctx, c.found.Head.Act)
	if err != nil || len(acts) == 0 {
		return false, err
	}
	if err := v.journals(ctx, acts); err != nil {
		return false, err
	}
	for i := 0; i < len(acts) && c.found.Break == nil; i++ {
		c.act(&acts[i])
	}
	return true, nil
}

// journals adds to acts, which follow one another, what changed under them.
func (v *View) journals(ctx context.Context, acts []chained) error {
	byID := make(map[int64]*chained, len(acts))
	for i := range acts {
		byID[acts[i].ID] = &acts[i]
	}
	query := `SELECT act, action, at, type, record, field, before, after, salt, commitment FROM change
WHERE act >= ? AND act <= ? ORDER BY act, id`
	return v.each(ctx, "reading the journal", query, []any{acts[0].ID, acts[len(acts)-1].ID}, func(rows *sql.Rows) error {
		var act, action, at, of int64
		var typ, field string
		var before, after, salt, commitment []byte
		err := rows.Scan(&act, &action, &at, &typ, &of, &field, &before, &after, &salt, &commitment)
		if a := byID[act]; err == nil && a != nil {
			a.journal.Add(commitment)
			a.journal.take(salt, before, after, commitment, audit.Change(salt, typ, of, field, before, after, at, a.At))
			a.journal.broken = a.journal.broken || action != a.First()
		}
		return err
	})
}

// take compares one change with what was committed to. Erased values leave nothing behind, not even their salt.
func (j *journal) take(salt, before, after, commitment, is []byte) {
	if salt == nil && before == nil && after == nil {
		j.absent++
		return
	}
	j.values++
	j.broken = j.broken || !bytes.Equal(is, commitment)
}

func (v *View) chained(ctx context.Context, after int64) (list []chained, err error) {
	query := "SELECT " + actColumns + `, v.salt, a.commitment, a.changes, a.hash, v.act IS NOT NULL
FROM audit a LEFT JOIN audit_value v ON v.act = a.id WHERE a.id > ? ORDER BY a.id LIMIT ?`
	err = v.each(ctx, "reading who did what", query, []any{after, trailPage}, func(rows *sql.Rows) (err error) {
		var c chained
		c.Act, err = scanAct(rows, &c.salt, &c.commitment, &c.changes, &c.hash, &c.kept)
		list = append(list, c)
		return err
	})
	return list, err
}

func (c *trailCheck) broken(act int64, what BreakKind) { c.found.Break = &Break{act, what} }

// act compares one act with its values, and its hash with the one before.
func (c *trailCheck) act(a *chained) {
	if !a.kept {
		c.found.Absent++
	} else if c.found.Values++; !bytes.Equal(a.Commitment(a.salt), a.commitment) {
		c.broken(a.ID, BrokenValues)
		return
	}
	if c.found.Values, c.found.Absent = c.found.Values+a.journal.values, c.found.Absent+a.journal.absent; a.journal.broken {
		c.broken(a.ID, BrokenValues)
		return
	}
	hash := audit.Link(c.found.Head.Hash, &a.Act, a.commitment, a.journal.Changes)
	if !bytes.Equal(hash, a.hash) || a.changes != a.journal.Count {
		c.broken(a.ID, BrokenChain)
		return
	}
	if was, ok := c.noted[a.ID]; ok && !bytes.Equal(was, hash) {
		c.broken(a.ID, BrokenNote)
		return
	}
	delete(c.noted, a.ID)
	c.found.Acts, c.found.Erased, c.found.Head = c.found.Acts+1, c.found.Erased+a.Erased, Head{a.ID, hash}
}

// end compares where the trail ends with where it ended when it was last written to, and with what was noted.
func (c *trailCheck) end(h Head) {
	last := c.found.Head
	for act := range c.noted {
		c.broken(act, BrokenNote)
	}
	switch {
	case h.Act != last.Act || !bytes.Equal(h.Hash, last.Hash):
		c.broken(max(h.Act, last.Act), BrokenEnd)
	case c.found.Absent != c.found.Erased:
		c.broken(last.Act, BrokenErased)
	}
}
