package store

import (
	"context"
	"fmt"
)

// SetRecoveryCodes gives a user these recovery codes, as hashes, instead of all they had.
func (t *Tx) SetRecoveryCodes(ctx context.Context, user int64, hashes []string) error {
	if _, err := t.exec(ctx, "forgetting recovery codes", "DELETE FROM recovery_code WHERE member = ?", user); err != nil {
		return err
	}
	return t.insertAll(ctx, "keeping recovery codes", "recovery_code (member, hash)", 2, "", len(hashes), func(i int) []any {
		return []any{user, hashes[i]}
	})
}

// UseRecoveryCode uses one up; ErrNotFound where the user has none of that hash.
func (t *Tx) UseRecoveryCode(ctx context.Context, user int64, hash string) error {
	n, err := t.exec(ctx, "using a recovery code", "DELETE FROM recovery_code WHERE member = ? AND hash = ?", user, hash)
	if err == nil && n == 0 {
		err = fmt.Errorf("using a recovery code of user %d: %w", user, ErrNotFound)
	}
	return err
}

// RecoveryCodes is how many a user has left.
func (v *View) RecoveryCodes(ctx context.Context, user int64) (left int, err error) {
	err = v.one(ctx, "counting recovery codes", "SELECT count(*) FROM recovery_code WHERE member = ?", []any{user}, &left)
	return left, err
}
