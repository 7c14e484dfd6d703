package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/delight/referral"
)

// ReferralProgramme is the house's; where nothing was written yet, the usual one, as edition 0.
func (v *View) ReferralProgramme(ctx context.Context) (p referral.Programme, err error) {
	var draft []byte
	err = v.one(ctx, "reading the referral programme", "SELECT draft, edition, published, open, updated_at FROM referral_programme", nil, &draft, &p.Edition, &p.Published, &p.Open, &p.UpdatedAt)
	if errors.Is(err, ErrNotFound) {
		return referral.Programme{Draft: referral.Usual(), Open: true}, nil
	}
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(draft, &p.Draft)
}

// SaveReferralProgramme keeps it as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveReferralProgramme(ctx context.Context, p referral.Programme) error {
	draft, err := json.Marshal(p.Draft)
	if err != nil {
		return err
	}
	if p.Edition == 0 {
		_, err = t.exec(ctx, "keeping the referral programme", "INSERT INTO referral_programme (one, draft, edition, published, open, updated_at) VALUES (1, ?, 1, 0, ?, ?)", string(draft), p.Open, t.now)
		return err
	}
	n, err := t.exec(ctx, "changing the referral programme", "UPDATE referral_programme SET draft = ?, open = ?, edition = edition + 1, updated_at = ? WHERE edition = ?", string(draft), p.Open, t.now, p.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing the referral programme: %w", ErrConflict)
	}
	return err
}

// PublishReferralProgramme keeps content as the version that holds from now on, under the act under way.
func (t *Tx) PublishReferralProgramme(ctx context.Context, content referral.Definition) (v referral.Version, err error) {
	p, err := t.ReferralProgramme(ctx)
	if err != nil {
		return v, err
	}
	v = referral.Version{Number: p.Published + 1, Content: content, At: t.now, Act: t.Act}
	body, err := json.Marshal(content)
	if err != nil {
		return v, err
	}
	if _, err = t.exec(ctx, "publishing the referral programme", "INSERT INTO referral_version (number, content, at, act) VALUES (?, ?, ?, ?)", v.Number, string(body), v.At, v.Act); err != nil {
		return v, err
	}
	n, err := t.exec(ctx, "publishing the referral programme", "UPDATE referral_programme SET published = ?, edition = edition + 1, updated_at = ?", v.Number, t.now)
	return v, t.wasThere("publishing the referral programme", n, err)
}

// ReferralVersions lists what was published, the newest first.
func (v *View) ReferralVersions(ctx context.Context) ([]referral.Version, error) {
	return v.referralVersions(ctx, "1 = 1 ORDER BY number DESC")
}

// ReferralVersion is one by its number; ErrNotFound where there is none.
func (v *View) ReferralVersion(ctx context.Context, number int64) (referral.Version, error) {
	list, err := v.referralVersions(ctx, "number = ?", number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of the referral programme: %w", number, ErrNotFound)
	}
	if err != nil {
		return referral.Version{}, err
	}
	return list[0], nil
}

func (v *View) referralVersions(ctx context.Context, where string, args ...any) (list []referral.Version, err error) {
	err = v.each(ctx, "reading versions of the referral programme", "SELECT number, content, at, act FROM referral_version WHERE "+where, args, func(rows *sql.Rows) error {
		var one referral.Version
		var content []byte
		err := rows.Scan(&one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
