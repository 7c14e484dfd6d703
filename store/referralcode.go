package store

import (
	"context"
	"database/sql"
)

// ReferralCode is the code by which somebody sends others; ErrNotFound where they have none.
func (v *View) ReferralCode(ctx context.Context, person int64) (code string, err error) {
	query := `SELECT code FROM referral_code r JOIN profile ON profile.id = r.person WHERE profile.person = ? ORDER BY r.created_at, code LIMIT 1`
	return code, v.one(ctx, "reading a referral code", query, []any{person}, &code)
}

// ReferralCodes are the codes of some people, by person, of those who have one.
func (v *View) ReferralCodes(ctx context.Context, people []int64) (map[int64]string, error) {
	codes := map[int64]string{}
	in, arg := v.dialect.In("profile.person", people)
	query := "SELECT profile.person, code FROM referral_code r JOIN profile ON profile.id = r.person WHERE " + in + " ORDER BY r.created_at DESC, code DESC"
	return codes, v.each(ctx, "reading referral codes", query, []any{arg}, func(rows *sql.Rows) error {
		var who int64
		var code string
		err := rows.Scan(&who, &code)
		codes[who] = code // the oldest stands
		return err
	})
}

// Referrer is whom a code is of, as they are now; ErrNotFound where it is nobody's.
func (v *View) Referrer(ctx context.Context, code string) (person int64, err error) {
	query := "SELECT profile.person FROM referral_code r JOIN profile ON profile.id = r.person WHERE r.code = ?"
	return person, v.one(ctx, "finding who has a referral code", query, []any{code}, &person)
}

// AddReferralCode gives somebody a code; ErrConflict where it is taken.
func (t *Tx) AddReferralCode(ctx context.Context, code string, person int64) error {
	_, err := t.exec(ctx, "making a referral code", "INSERT INTO referral_code (code, person, created_at) VALUES (?, ?, ?)", code, person, t.now)
	return err
}

// AnyReferralCode reports whether anybody has a code.
func (v *View) AnyReferralCode(ctx context.Context) (any bool, err error) {
	return any, v.one(ctx, "looking for referral codes", "SELECT EXISTS (SELECT 1 FROM referral_code)", nil, &any)
}
