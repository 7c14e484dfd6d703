package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"banhda/drive/flow"
	"banhda/hub/erasure"
	"banhda/hub/person"
	"banhda/hub/record"
)

// Erasure is somebody who is to be, is being, or was erased.
type Erasure struct {
	ID         int64
	Person     int64
	State      string // waiting, running, done
	AskedAt    int64
	FinishedAt int64 // 0: not yet
	Act        int64 // by which it was asked
	Work       json.RawMessage
}

// The states of an erasure.
const (
	ErasureWaiting = "waiting"
	ErasureRunning = "running"
	ErasureDone    = "done"
)

// AddErasure notes that somebody is to be erased.
func (t *Tx) AddErasure(ctx context.Context, person int64) (id int64, err error) {
	query := `INSERT INTO erasure (person, state, asked_at, finished_at, act, work) VALUES (?, ?, ?, 0, ?, '{}') RETURNING id`
	err = t.one(ctx, "noting an erasure", query, []any{person, ErasureWaiting, t.now, t.Act}, &id)
	return id, err
}

// SaveErasure writes how far an erasure is.
func (t *Tx) SaveErasure(ctx context.Context, e Erasure) error {
	if e.FinishedAt = 0; e.State == ErasureDone {
		e.FinishedAt, e.Work = t.now, json.RawMessage("{}")
	}
	query := "UPDATE erasure SET state = ?, finished_at = ?, work = ? WHERE id = ?"
	_, err := t.exec(ctx, "saving an erasure", query, e.State, e.FinishedAt, string(e.Work), e.ID)
	return err
}

// ErasureUnderWay is the erasure of somebody that is not done yet; found says whether there is one.
func (v *View) ErasureUnderWay(ctx context.Context, person int64) (e Erasure, found bool, err error) {
	query := `SELECT id, person, state, asked_at, finished_at, act, work FROM erasure WHERE person = ? AND state <> ? ORDER BY id LIMIT 1`
	err = v.each(ctx, "looking for an erasure", query, []any{person, ErasureDone}, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(&e.ID, &e.Person, &e.State, &e.AskedAt, &e.FinishedAt, &e.Act, (*nullJSON)(&e.Work))
	})
	return e, found, err
}

// ErasedAmong are who of people is forgotten.
func (v *View) ErasedAmong(ctx context.Context, people []int64) ([]int64, error) {
	in, arg := v.dialect.In("person", people)
	return v.ids(ctx, "SELECT DISTINCT person FROM erasure WHERE state = ? AND "+in+" ORDER BY person", ErasureDone, arg)
}

// Erasures lists those of a state, the first first; of all states, the last first.
func (v *View) Erasures(ctx context.Context, state string, limit int) (list []Erasure, err error) {
	query := `SELECT id, person, state, asked_at, finished_at, act, work FROM erasure
WHERE ? = '' OR state = ? ORDER BY CASE WHEN ? = '' THEN -id ELSE id END LIMIT ?`
	err = v.each(ctx, "reading erasures", query, []any{state, state, state, limit}, func(rows *sql.Rows) error {
		var e Erasure
		err := rows.Scan(&e.ID, &e.Person, &e.State, &e.AskedAt, &e.FinishedAt, &e.Act, (*nullJSON)(&e.Work))
		list = append(list, e)
		return err
	})
	return list, err
}

// EachProfile calls each with every identifier there is, in order of id.
func (v *View) EachProfile(ctx context.Context, each func(person.Profile) error) error {
	return v.each(ctx, "reading identifiers", "SELECT "+profileColumns+" FROM profile ORDER BY id", nil, func(rows *sql.Rows) error {
		var p person.Profile
		if err := rows.Scan(&p.ID, &p.Key.Kind, &p.Key.Value, &p.Person); err != nil {
			return err
		}
		return each(p)
	})
}

// TasksAbout are the ids of all tasks about some records.
func (v *View) TasksAbout(ctx context.Context, typ record.Type, ids []int64) ([]int64, error) {
	in, arg := v.dialect.In("record", ids)
	return v.ids(ctx, "SELECT id FROM task WHERE type = ? AND "+in, string(typ), arg)
}

// Forgetting is who is to be forgotten in the records.
type Forgetting struct {
	IDs     []int64  // of all their identifiers, which they may have been known by as people
	Targets []string // what the audit trail calls them, and what they asked
	Needles []string // texts that give them away wherever they stand
	// Names are what they were called, and Around what the audit trail calls their orders and the tasks about those: a
	// bare name gives somebody away only where it is written about them.
	Names  erasure.Names
	Around []string
}

// Forgotten is what was forgotten.
type Forgotten struct {
	Values int64    // of the audit trail
	Files  []string // hashes of attachments that nothing refers to any more
}

// Forget removes from the records whatever is known of somebody, under the act under way. What others refer to stays:
// orders keep their sums, acts their place in the chain.
func (t *Tx) Forget(ctx context.Context, f Forgetting) (out Forgotten, err error) {
	if out.Values, err = t.forgetTrail(ctx, f); err != nil {
		return out, err
	}
	if out.Files, err = t.forgetFiles(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetNames(ctx, f); err != nil {
		return out, err
	}
	in, arg := t.dialect.In("record", f.IDs)
	for _, query := range []string{
		"DELETE FROM note_edit WHERE note IN (SELECT id FROM note WHERE type = 'person' AND " + in + ")",
		"DELETE FROM mention WHERE note IN (SELECT id FROM note WHERE type = 'person' AND " + in + ")",
		"DELETE FROM note WHERE type = 'person' AND " + in,
		"DELETE FROM notice WHERE type = 'person' AND " + in,
		"DELETE FROM tagging WHERE type = 'person' AND " + in,
		"DELETE FROM unique_value WHERE type = 'person' AND " + in,
		"DELETE FROM external_id WHERE type = 'person' AND " + in,
		"DELETE FROM duplicate_key WHERE type = 'person' AND " + in,
		"UPDATE task SET title = '', note = '', outcome = '', plan = '{}', deleted_at = CASE WHEN deleted_at = 0 THEN updated_at + 1 ELSE deleted_at END WHERE type = 'person' AND " + in,
	} {
		if _, err := t.exec(ctx, "forgetting somebody", query, arg); err != nil {
			return out, err
		}
	}
	if err := t.forgetPerson(ctx, f); err != nil {
		return out, err
	}
	if err := t.forgetConversations(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetTickets(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetRuns(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetQuotes(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.ForgetPoints(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetAppointments(ctx, f.IDs); err != nil {
		return out, err
	}
	if err := t.forgetTold(ctx, f); err != nil {
		return out, err
	}
	if err := t.forgetSuppressed(ctx, f.Needles); err != nil {
		return out, err
	}
	for column, table := range map[string]string{"address": "customer_code", "visitor": "shop_cart"} {
		in, arg := t.dialect.In(column, f.Needles)
		if _, err := t.exec(ctx, "forgetting what somebody began", "DELETE FROM "+table+" WHERE "+in, arg); err != nil {
			return out, err
		}
	}
	if err := t.forgetHeld(ctx, f.Needles); err != nil {
		return out, err
	}
	if err := t.forgetTexts(ctx, f.Needles); err != nil {
		return out, err
	}
	t.touch(record.Person, f.IDs...)
	return out, nil
}

func (t *Tx) forgetPerson(ctx context.Context, f Forgetting) error {
	for column, queries := range map[string][]string{
		"person": {"DELETE FROM own WHERE ", "DELETE FROM membership WHERE ", "DELETE FROM membership_of WHERE ", "DELETE FROM segment_turn WHERE ", "DELETE FROM referral_code WHERE ", "DELETE FROM consent WHERE ", "DELETE FROM consent_state WHERE ", "DELETE FROM submission WHERE ", "DELETE FROM customer_session WHERE ",
			"DELETE FROM shop_cart WHERE ", "DELETE FROM referral_step WHERE ", "DELETE FROM referral_sight WHERE ", "UPDATE referral_reward SET person = 0, note = '' WHERE ", "DELETE FROM survey_answer WHERE ", "DELETE FROM survey_invitation WHERE ", "DELETE FROM onboarding WHERE ", "DELETE FROM review WHERE ",
			"DELETE FROM assignment_queue WHERE ", "UPDATE assignment SET reason = '', open = 0 WHERE ", "UPDATE message SET address = '', data = '{}', key = '', state = CASE WHEN due_at > 0 THEN 'stopped' ELSE state END, due_at = 0 WHERE ", "UPDATE request SET contact = '', wish = '' WHERE "},
		"referrer": {"UPDATE referral SET referrer = 0, code = '', device = '', network = '', note = '', look_at = created_at WHERE "},
		"friend":   {"UPDATE referral SET friend = 0, device = '', network = '', note = '', sale = '', look_at = created_at WHERE "},
		"id":       {"DELETE FROM record WHERE type = 'person' AND "},
		"profile":  {"DELETE FROM traits WHERE ", "DELETE FROM lead WHERE "},
		"a":        {"DELETE FROM duplicate WHERE type = 'person' AND "},
		"b":        {"DELETE FROM duplicate WHERE type = 'person' AND "},
	} {
		in, arg := t.dialect.In(column, f.IDs)
		for _, query := range queries {
			if _, err := t.exec(ctx, "forgetting somebody", query+in, arg); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetTold removes what other systems were told, or are to be told, of somebody, with what they answered; and the work
// laid aside that speaks of them.
func (t *Tx) forgetTold(ctx context.Context, f Forgetting) error {
	for _, text := range slices.Concat(f.Targets, f.Needles) {
		holds := `LOWER(body) LIKE ? ESCAPE '\'`
		for _, query := range []string{
			"DELETE FROM webhook_delivery WHERE message IN (SELECT id FROM webhook_message WHERE " + holds + ")",
			"DELETE FROM webhook_message WHERE " + holds,
			"DELETE FROM job WHERE state = 'dead' AND " + holds,
		} {
			if _, err := t.exec(ctx, "forgetting what was told", query, containing(strings.ToLower(text))); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetTrail empties the audit trail of the values that name somebody, and counts them. Their salts go with them: what is
// left in the chain cannot be led back to anything.
func (t *Tx) forgetTrail(ctx context.Context, f Forgetting) (values int64, err error) {
	in, arg := t.dialect.In("record", f.IDs)
	query := "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE salt IS NOT NULL AND type = 'person' AND " + in
	if values, err = t.exec(ctx, "emptying the journal", query, arg); err != nil {
		return 0, err
	}
	of := "type = 'task' AND record IN (SELECT id FROM task WHERE type = 'person' AND " + in + ")"
	n, err := t.exec(ctx, "emptying the journal", "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE salt IS NOT NULL AND "+of, arg)
	if values += n; err != nil {
		return 0, err
	}
	in, arg = t.dialect.In("target", f.Targets)
	n, err = t.exec(ctx, "emptying the audit trail", "DELETE FROM audit_value WHERE act IN (SELECT id FROM audit WHERE id <> ? AND "+in+")", t.Act, arg)
	if values += n; err != nil {
		return 0, err
	}
	for _, needle := range append(f.Targets, f.Needles...) {
		n, err := t.forgetNeedle(ctx, containing(strings.ToLower(needle)))
		if values += n; err != nil {
			return 0, err
		}
	}
	t.erased(values)
	return values, nil
}

func (t *Tx) forgetNeedle(ctx context.Context, pattern string) (values int64, err error) {
	query := `UPDATE change SET before = NULL, after = NULL, salt = NULL
WHERE salt IS NOT NULL AND (LOWER(before) LIKE ? ESCAPE '\' OR LOWER(after) LIKE ? ESCAPE '\')`
	if values, err = t.exec(ctx, "emptying the journal", query, pattern, pattern); err != nil {
		return 0, err
	}
	query = `DELETE FROM audit_value WHERE act <> ? AND (LOWER(before) LIKE ? ESCAPE '\' OR LOWER(after) LIKE ? ESCAPE '\' OR LOWER(reason) LIKE ? ESCAPE '\')`
	n, err := t.exec(ctx, "emptying the audit trail", query, t.Act, pattern, pattern, pattern)
	return values + n, err
}

// forgetFiles removes somebody's attachments, and tells which files nothing refers to any more.
func (t *Tx) forgetFiles(ctx context.Context, ids []int64) (hashes []string, err error) {
	in, arg := t.dialect.In("record", ids)
	query := `SELECT DISTINCT hash FROM attachment a WHERE type = 'person' AND ` + in + `
AND NOT EXISTS (SELECT 1 FROM attachment o WHERE o.hash = a.hash AND o.id NOT IN (SELECT id FROM attachment WHERE type = 'person' AND ` + in + `))`
	err = t.each(ctx, "looking for files", query, []any{arg, arg}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		hashes = append(hashes, hash)
		return err
	})
	if err != nil {
		return nil, err
	}
	photos, err := t.photosOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	_, err = t.exec(ctx, "removing files", "DELETE FROM attachment WHERE type = 'person' AND "+in, arg)
	return append(hashes, photos...), err
}

// Rewrite replaces kind and body of a row of the log: for erasures alone. Readers meanwhile see the old row or the new.
func (l *Log) Rewrite(ctx context.Context, r flow.Row) error {
	k := pack(r.Body)
	defer k.release()
	query := "UPDATE log SET kind = ?, packed = ?, body = ? WHERE seq = ? AND count = ?"
	result, err := l.db.Write.ExecContext(ctx, l.db.Rebind(query), string(r.Kind), k.packed, k.body, r.Seq, r.Count)
	if err != nil {
		return fmt.Errorf("rewriting entry %d: %w", r.Seq, l.db.Translate(err))
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, fmt.Errorf("rewriting entry %d: %w", r.Seq, ErrNotFound))
	}
	return nil
}
