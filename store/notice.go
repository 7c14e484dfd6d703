package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"

	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/record"
)

// NoticeMail is the job that mails a user what they have not been mailed yet, as far as they want it; its key is the user.
const NoticeMail job.Kind = "notice-mail"

// Notify tells a user something, once for each kind and key, whatever happens: in the application at once, by mail as
// they have chosen. about may be the zero Ref; data is what the notice's sentence is made of, such as title and who.
func (t *Tx) Notify(ctx context.Context, user int64, kind notice.Kind, key string, about record.Ref, data map[string]string) error {
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	query := `INSERT INTO notice (member, kind, key, type, record, data, at, read_at, mailed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)
ON CONFLICT (member, kind, key) DO NOTHING`
	n, err := t.exec(ctx, "telling a user something", query, user, string(kind), key, string(about.Type), about.ID, plainText(string(body)), t.now)
	if err != nil || n == 0 {
		return err
	}
	t.told = true
	return t.Enqueue(ctx, NoticeMail, strconv.FormatInt(user, 10), []byte("{}"), t.now)
}

// Told returns a channel that is closed when anybody is told anything, or reads it, after this call.
func (r *Records) Told() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.told
}

const noticeColumns = "id, member, kind, key, type, record, data, at, read_at"

func scanNotice(rows *sql.Rows) (n notice.Notice, err error) {
	var data []byte
	if err := rows.Scan(&n.ID, &n.User, (*string)(&n.Kind), &n.Key, (*string)(&n.About.Type), &n.About.ID, &data, &n.At, &n.ReadAt); err != nil {
		return n, err
	}
	return n, json.Unmarshal(data, &n.Data)
}

func (v *View) notices(ctx context.Context, where string, args ...any) (list []notice.Notice, err error) {
	err = v.each(ctx, "reading notices", "SELECT "+noticeColumns+" FROM notice WHERE "+where, args, func(rows *sql.Rows) error {
		n, err := scanNotice(rows)
		list = append(list, n)
		return err
	})
	return list, err
}

// Notices lists what a user was told, the newest first, before the given id; 0 begins with the newest.
func (v *View) Notices(ctx context.Context, user, before int64, limit int) ([]notice.Notice, error) {
	return v.notices(ctx, "member = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", user, before, before, limit)
}

// Unread counts what a user was told and has not read, but for notices of some kinds.
func (v *View) Unread(ctx context.Context, user int64, but []notice.Kind) (n int64, err error) {
	in, arg := v.dialect.In("kind", append([]notice.Kind{}, but...))
	err = v.one(ctx, "counting notices", "SELECT count(*) FROM notice WHERE member = ? AND read_at = 0 AND NOT ("+in+")", []any{user, arg}, &n)
	return n, err
}

// ReadNotices marks what a user was told as read: one notice, or where id is 0 all of them up to now.
func (t *Tx) ReadNotices(ctx context.Context, user, id int64) error {
	query := "UPDATE notice SET read_at = ? WHERE member = ? AND read_at = 0 AND (? = 0 OR id = ?)"
	_, err := t.exec(ctx, "marking notices as read", query, t.now, user, id, id)
	t.told = true
	return err
}

// Unmailed is what a user was told and nobody has decided yet whether to mail, the oldest first.
func (v *View) Unmailed(ctx context.Context, user int64, limit int) ([]notice.Notice, error) {
	return v.notices(ctx, "member = ? AND mailed_at = 0 ORDER BY id LIMIT ?", user, limit)
}

// NoticeMailed notes when a notice was mailed; -1: it is not to be.
func (t *Tx) NoticeMailed(ctx context.Context, id, at int64) error {
	_, err := t.exec(ctx, "noting that a notice was mailed", "UPDATE notice SET mailed_at = ? WHERE id = ?", at, id)
	return err
}

// NoticeChoice is how a user wants to be told, as JSON; ErrNotFound where they never said.
func (v *View) NoticeChoice(ctx context.Context, user int64) (body []byte, err error) {
	err = v.one(ctx, "reading how a user wants to be told", "SELECT body FROM notice_choice WHERE member = ?", []any{user}, &body)
	return body, err
}

// SetNoticeChoice keeps how a user wants to be told.
func (t *Tx) SetNoticeChoice(ctx context.Context, user int64, body []byte) error {
	query := "INSERT INTO notice_choice (member, body) VALUES (?, ?) ON CONFLICT (member) DO UPDATE SET body = excluded.body"
	_, err := t.exec(ctx, "keeping how a user wants to be told", query, user, string(body))
	return err
}
