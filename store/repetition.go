package store

import (
	"context"
	"database/sql"
	"errors"
)

// Repetition is a call that brought an idempotency key: what is kept of it, so that it is carried out once.
type Repetition struct {
	Hash        string // of who called and their key
	Fingerprint string // of what was asked
	Act         int64  // that carried it out; 0: none yet
	Answer      string // sealed; empty: none yet
}

// Repeat gives what is kept of a call, or keeps it from now on; fresh says that it was not there.
func (t *Tx) Repeat(ctx context.Context, r Repetition) (kept Repetition, fresh bool, err error) {
	var answer sql.NullString
	query := "SELECT hash, fingerprint, act, answer FROM repetition WHERE hash = ?"
	err = t.one(ctx, "looking for a call that was made before", query, []any{r.Hash}, &kept.Hash, &kept.Fingerprint, &kept.Act, &answer)
	if err == nil {
		kept.Answer = answer.String
		return kept, false, nil
	}
	if !errors.Is(err, ErrNotFound) {
		return kept, false, err
	}
	_, err = t.exec(ctx, "keeping a call", "INSERT INTO repetition (hash, fingerprint, act, at) VALUES (?, ?, 0, ?)", r.Hash, r.Fingerprint, t.now)
	return r, true, err
}

// Repeated says which act carries a call out, in that act's transaction.
func (t *Tx) Repeated(ctx context.Context, hash string, act int64) error {
	_, err := t.exec(ctx, "noting what carries a call out", "UPDATE repetition SET act = ? WHERE hash = ?", act, hash)
	return err
}

// Answered keeps a call's answer.
func (t *Tx) Answered(ctx context.Context, hash, answer string) error {
	_, err := t.exec(ctx, "keeping an answer", "UPDATE repetition SET answer = ? WHERE hash = ?", answer, hash)
	return err
}

// Unrepeat forgets a call that nothing came of.
func (t *Tx) Unrepeat(ctx context.Context, hash string) error {
	_, err := t.exec(ctx, "forgetting a call", "DELETE FROM repetition WHERE hash = ? AND act = 0 AND answer IS NULL", hash)
	return err
}

// ForgetRepetitions forgets the calls made before an instant, and gives how many those were.
func (t *Tx) ForgetRepetitions(ctx context.Context, before int64) (int64, error) {
	return t.exec(ctx, "forgetting calls", "DELETE FROM repetition WHERE at < ?", before)
}
