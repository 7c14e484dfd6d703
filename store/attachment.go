package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/hub/attachment"
	"banhda/hub/record"
)

const attachmentColumns = "id, type, record, author, name, media, bytes, hash, created_at, deleted_at"

// AddAttachment keeps word of a file and gives its id. CreatedAt is the transaction's instant.
func (t *Tx) AddAttachment(ctx context.Context, a attachment.Attachment) (id int64, err error) {
	query := `INSERT INTO attachment (type, record, author, name, media, bytes, hash, created_at, deleted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id`
	args := []any{string(a.About.Type), a.About.ID, a.Author, a.Name, a.Media, a.Bytes, a.Hash, t.now}
	err = t.one(ctx, "keeping a file", query, args, &id)
	return id, err
}

// Attachment is one file; ErrNotFound where there is none of that id.
func (v *View) Attachment(ctx context.Context, id int64) (a attachment.Attachment, err error) {
	query := "SELECT " + attachmentColumns + " FROM attachment WHERE id = ?"
	err = v.one(ctx, fmt.Sprintf("reading file %d", id), query, []any{id}, attachmentInto(&a)...)
	return a, err
}

// Attachments gives a page of a record's files, newest first; those of what was merged into it, too.
func (v *View) Attachments(ctx context.Context, about record.Ref, p Page) (list []attachment.Attachment, err error) {
	where, args, err := v.pageOf(ctx, about, p)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + attachmentColumns + " FROM attachment WHERE " + where + newestFirst
	err = v.each(ctx, "reading files", query, args, func(rows *sql.Rows) error {
		var a attachment.Attachment
		err := rows.Scan(attachmentInto(&a)...)
		list = append(list, a)
		return err
	})
	return list, err
}

func attachmentInto(a *attachment.Attachment) []any {
	return []any{&a.ID, (*string)(&a.About.Type), &a.About.ID, &a.Author, &a.Name, &a.Media, &a.Bytes, &a.Hash, &a.CreatedAt, &a.DeletedAt}
}

// RemoveAttachment takes a file away from its record, or gives it back.
func (t *Tx) RemoveAttachment(ctx context.Context, id int64, removed bool) error {
	doing := fmt.Sprintf("changing file %d", id)
	n, err := t.exec(ctx, doing, "UPDATE attachment SET deleted_at = ? WHERE id = ?", t.since(removed), id)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return err
}

// ForgetAttachments forgets the files that were removed before an instant, and gives the hashes nothing needs any more.
func (t *Tx) ForgetAttachments(ctx context.Context, before int64) (files []string, err error) {
	var hashes []string
	query := "DELETE FROM attachment WHERE deleted_at > 0 AND deleted_at < ? RETURNING hash"
	err = t.each(ctx, "forgetting removed files", query, []any{before}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		hashes = append(hashes, hash)
		return err
	})
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	return t.unneeded(ctx, hashes)
}

// EachFile gives the hash and size of every file that is kept, each once, in order of hash.
func (v *View) EachFile(ctx context.Context, do func(hash string, bytes int64) error) error {
	query := "SELECT hash, max(bytes) FROM (SELECT hash, bytes FROM attachment UNION ALL SELECT hash, bytes FROM picture UNION ALL SELECT photo, bytes FROM review WHERE photo <> '') AS kept GROUP BY hash ORDER BY hash"
	return v.each(ctx, "reading files", query, nil, func(rows *sql.Rows) error {
		var hash string
		var bytes int64
		if err := rows.Scan(&hash, &bytes); err != nil {
			return err
		}
		return do(hash, bytes)
	})
}
