package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/delight/survey"
)

// InviteAll keeps invitations to surveys. Where there is one about a touch already, another is left out.
func (t *Tx) InviteAll(ctx context.Context, list []survey.Invitation) error {
	into := "survey_invitation (survey, version, kind, person, touch, channel, state, created_at, due_at, reason, talk, message, asked_at, reminded_at, answered_at)"
	return t.insertAll(ctx, "inviting to a survey", into, 15, "ON CONFLICT DO NOTHING", len(list), func(k int) []any {
		i := &list[k]
		return []any{i.Survey, i.Version, string(i.Kind), i.Person, i.Touch, string(i.Channel), string(i.State), i.CreatedAt, i.DueAt, string(i.Reason), i.Talk, i.Message, i.AskedAt, i.RemindedAt, i.AnsweredAt}
	})
}

// SaveInvited keeps an invitation as it is now.
func (t *Tx) SaveInvited(ctx context.Context, i survey.Invitation) error {
	query := "UPDATE survey_invitation SET channel = ?, state = ?, reason = ?, talk = ?, message = ?, due_at = ?, asked_at = ?, reminded_at = ?, answered_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "keeping an invitation to a survey", query, string(i.Channel), string(i.State), string(i.Reason), i.Talk, i.Message, i.DueAt, i.AskedAt, i.RemindedAt, i.AnsweredAt, i.ID)
	return t.wasThere("keeping an invitation to a survey", n, err)
}

const invitedColumns = `i.id, i.survey, i.version, i.kind, COALESCE((SELECT profile.person FROM profile WHERE profile.id = i.person), 0), i.touch, i.channel, i.state, i.reason,
i.talk, i.message, i.created_at, i.due_at, i.asked_at, i.reminded_at, i.answered_at`

func invitedInto(i *survey.Invitation) []any {
	return []any{&i.ID, &i.Survey, &i.Version, (*string)(&i.Kind), &i.Person, &i.Touch, (*string)(&i.Channel), (*string)(&i.State), (*string)(&i.Reason),
		&i.Talk, &i.Message, &i.CreatedAt, &i.DueAt, &i.AskedAt, &i.RemindedAt, &i.AnsweredAt}
}

// Invited is an invitation to a survey by its id; ErrNotFound where there is none.
func (v *View) Invited(ctx context.Context, id int64) (survey.Invitation, error) {
	list, err := v.invited(ctx, "i.id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding an invitation to a survey: %w", ErrNotFound)
	}
	if err != nil {
		return survey.Invitation{}, err
	}
	return list[0], nil
}

// DueInvited are up to limit invitations about which something is due.
func (v *View) DueInvited(ctx context.Context, limit int) ([]survey.Invitation, error) {
	return v.invited(ctx, "i.due_at > 0 AND i.due_at <= ? ORDER BY i.due_at, i.id LIMIT ?", v.now, limit)
}

// InvitedInTalk are the invitations that are asked in a talk of the chat and not answered, the last first.
func (v *View) InvitedInTalk(ctx context.Context, talk string) ([]survey.Invitation, error) {
	return v.invited(ctx, "i.talk <> '' AND i.talk = ? AND i.state = 'asked' ORDER BY i.id DESC LIMIT 5", talk)
}

// InvitedOf are up to limit invitations of a person, under whatever they were known by, the last first.
func (v *View) InvitedOf(ctx context.Context, person int64, limit int) ([]survey.Invitation, error) {
	return v.invited(ctx, "i.person IN (SELECT id FROM profile WHERE person = ?) AND i.state IN ('asked', 'answered') ORDER BY i.id DESC LIMIT ?", person, limit)
}

func (v *View) invited(ctx context.Context, where string, args ...any) (list []survey.Invitation, err error) {
	err = v.each(ctx, "reading invitations to surveys", "SELECT "+invitedColumns+" FROM survey_invitation i WHERE "+where, args, func(rows *sql.Rows) error {
		var i survey.Invitation
		err := rows.Scan(invitedInto(&i)...)
		list = append(list, i)
		return err
	})
	return list, err
}

// AskedBefore is when somebody was asked before, since an instant, by whatever survey.
func (v *View) AskedBefore(ctx context.Context, person, since int64) (list []survey.Past, err error) {
	query := "SELECT kind, asked_at FROM survey_invitation WHERE person IN (SELECT id FROM profile WHERE person = ?) AND asked_at > ?"
	err = v.each(ctx, "reading what somebody was asked", query, []any{person, since}, func(rows *sql.Rows) error {
		var p survey.Past
		err := rows.Scan((*string)(&p.Kind), &p.At)
		list = append(list, p)
		return err
	})
	return list, err
}

// TalkOf is the talk of the chat in which something of a conversation was said last; empty: none.
func (v *View) TalkOf(ctx context.Context, thread int64) (name string, err error) {
	query := "SELECT COALESCE((SELECT address FROM conversation_entry WHERE conversation = ? AND channel = 'chat' AND kind = 'in' ORDER BY id DESC LIMIT 1), '')"
	return name, v.one(ctx, "looking for a talk", query, []any{thread}, &name)
}
