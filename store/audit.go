package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"banhda/auth"
	"banhda/hub/audit"
	"banhda/hub/record"
)

// Act is one line of the audit trail: who did what to what, and why. It is only ever appended to.
type Act = audit.Act

// act is the act under way: what the transaction changes is written under it until the next, or the commit, seals it.
type act struct {
	audit.Act
	changes audit.Changes
}

// Note begins an act at the transaction's instant, and gives its id. From where it comes is what ctx says. What the
// transaction changes from here on is written under it.
func (t *Tx) Note(ctx context.Context, a Act) (id int64, err error) {
	if err := t.seal(ctx); err != nil {
		return 0, err
	}
	from := auth.OriginOf(ctx)
	a.At, a.Origin, a.Address, a.Device = t.now, from.By, from.Address, from.Device
	query := "INSERT INTO audit (at, actor, verb, target, origin, action) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
	args := []any{a.At, a.Actor, a.Verb, a.Target, a.Origin, a.Action}
	if err := t.one(ctx, "noting who did what", query, args, &a.ID); err != nil {
		return 0, err
	}
	t.act, t.Act = &act{Act: a}, a.ID
	return a.ID, nil
}

// Did says more of the act under way, once it is known: to what it was done, and what it left. Empty and nil leave what
// was said before.
func (t *Tx) Did(target string, after json.RawMessage) {
	if target != "" {
		t.act.Target = target
	}
	if after != nil {
		t.act.After = after
	}
}

// action is the first act of the work under way; 0: no act is.
func (t *Tx) action() int64 {
	if t.act == nil {
		return 0
	}
	return t.act.First()
}

// Erased says how many values the act under way erased from the trail itself.
func (t *Tx) erased(values int64) { t.act.Erased += values }

// seal puts the act under way into the chain. Nothing is written under it any more.
func (t *Tx) seal(ctx context.Context) error {
	a := t.act
	if a == nil {
		return nil
	}
	t.act, t.Act = nil, 0
	before, err := t.head(ctx)
	if err != nil {
		return err
	}
	return t.chain(ctx, before.Hash, a)
}

// chain writes an act's hash over the one before, and its values.
func (t *Tx) chain(ctx context.Context, before []byte, a *act) error {
	salt := audit.Salt()
	commitment := a.Commitment(salt)
	hash := audit.Link(before, &a.Act, commitment, a.changes)
	query := "UPDATE audit SET target = ?, erased = ?, commitment = ?, changes = ?, hash = ? WHERE id = ?"
	if _, err := t.exec(ctx, "sealing who did what", query, a.Target, a.Erased, commitment, a.changes.Count, hash, a.ID); err != nil {
		return err
	}
	query = `INSERT INTO audit_value (act, salt, before, after, reason, address, device) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (act) DO UPDATE SET salt = excluded.salt`
	_, err := t.exec(ctx, "keeping what was changed", query, a.ID, salt, jsonText(a.Before), jsonText(a.After), a.Reason, a.Address, a.Device)
	if err != nil {
		return err
	}
	query = `INSERT INTO audit_head (one, act, hash) VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE SET act = excluded.act, hash = excluded.hash`
	_, err = t.exec(ctx, "noting the end of the audit trail", query, a.ID, hash)
	return err
}

// Head is the last act of the trail and its hash: whoever has noted it notices when the trail is cut off before it.
type Head struct {
	Act  int64
	Hash []byte
}

// Head is where the trail ends; the zero Head where it is empty.
func (v *View) Head(ctx context.Context) (Head, error) { return v.head(ctx) }

func (v *View) head(ctx context.Context) (h Head, err error) {
	err = v.one(ctx, "reading the end of the audit trail", "SELECT act, hash FROM audit_head WHERE one = 1", nil, &h.Act, &h.Hash)
	if errors.Is(err, ErrNotFound) {
		return Head{}, nil
	}
	return h, err
}

// ActsQuestion asks for a page of the audit trail, newest first. What is empty or 0 is not asked for.
type ActsQuestion struct {
	Actor, Verb, Target string
	From, To            int64      // instants, From included
	Action              int64      // acts of one piece of work
	Of                  record.Ref // with Target: also acts under which this record changed
	Before              int64      // act id of the page's last row before
	Limit               int
}

const actColumns = "a.id, a.at, a.actor, a.verb, a.target, a.origin, a.action, a.erased, v.before, v.after, v.reason, v.address, v.device"

// Acts gives a page of the audit trail.
func (v *View) Acts(ctx context.Context, q ActsQuestion) (list []Act, err error) {
	where, args := q.where()
	query := "SELECT " + actColumns + " FROM audit a LEFT JOIN audit_value v ON v.act = a.id" + where + " ORDER BY a.id DESC LIMIT ?"
	err = v.each(ctx, "reading who did what", query, append(args, q.Limit), func(rows *sql.Rows) error {
		a, err := scanAct(rows)
		list = append(list, a)
		return err
	})
	return list, err
}

func (q ActsQuestion) where() (string, []any) {
	var conditions []string
	var args []any
	on := func(asked bool, condition string, with ...any) {
		if asked {
			conditions, args = append(conditions, condition), append(args, with...)
		}
	}
	on(q.Actor != "", "a.actor = ?", q.Actor)
	on(q.Verb != "", "a.verb = ?", q.Verb)
	on(q.Target != "" && q.Of.ID == 0, "a.target = ?", q.Target)
	on(q.Of.ID != 0, "a.id IN (SELECT id FROM audit WHERE target = ? UNION SELECT act FROM change WHERE type = ? AND record = ?)", q.Target, string(q.Of.Type), q.Of.ID)
	on(q.From != 0, "a.at >= ?", q.From)
	on(q.To != 0, "a.at < ?", q.To)
	on(q.Action != 0, "(a.id = ? OR a.action = ?)", q.Action, q.Action)
	on(q.Before != 0, "a.id < ?", q.Before)
	if len(conditions) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

// scanAct reads actColumns and what follows them. An act whose values were erased has none.
func scanAct(rows *sql.Rows, more ...any) (a Act, err error) {
	var reason, address, device sql.NullString
	into := []any{&a.ID, &a.At, &a.Actor, &a.Verb, &a.Target, &a.Origin, &a.Action, &a.Erased,
		(*nullJSON)(&a.Before), (*nullJSON)(&a.After), &reason, &address, &device}
	err = rows.Scan(append(into, more...)...)
	a.Reason, a.Address, a.Device = reason.String, address.String, device.String
	return a, err
}
