package store

import (
	"context"
	"database/sql"
	"encoding/json"
)

// Act is one line of the audit trail: who did what to what, and why. It is only ever appended to.
type Act struct {
	ID     int64
	At     int64 // microseconds
	Actor  string
	Verb   string
	Target string
	Before json.RawMessage // nil: there was nothing
	After  json.RawMessage // nil: nothing is left
	Reason string
}

// Note appends an act at the transaction's instant, and gives its id.
func (t *Tx) Note(ctx context.Context, a Act) (id int64, err error) {
	query := `INSERT INTO audit (at, actor, verb, target, before, after, reason) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`
	args := []any{t.now, a.Actor, a.Verb, a.Target, jsonText(a.Before), jsonText(a.After), a.Reason}
	err = t.one(ctx, "noting who did what", query, args, &id)
	return id, err
}

// Acts lists the audit trail, newest first, before the given id; 0 begins with the newest.
func (v *View) Acts(ctx context.Context, before int64, limit int) (list []Act, err error) {
	query := `SELECT id, at, actor, verb, target, before, after, reason FROM audit
WHERE ? = 0 OR id < ? ORDER BY id DESC LIMIT ?`
	err = v.each(ctx, "reading who did what", query, []any{before, before, limit}, func(rows *sql.Rows) error {
		var a Act
		err := rows.Scan(&a.ID, &a.At, &a.Actor, &a.Verb, &a.Target, (*nullJSON)(&a.Before), (*nullJSON)(&a.After), &a.Reason)
		list = append(list, a)
		return err
	})
	return list, err
}
