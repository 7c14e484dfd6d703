package store

import (
	"context"
	"database/sql"
	"fmt"

	hubnote "banhda/hub/note"
	"banhda/hub/record"
)

const noteColumns = "id, type, record, author, body, created_at, edited_at, pinned_at, deleted_at"

// AddNote keeps a new note and gives its id. Only About, Author and Text are taken from n.
func (t *Tx) AddNote(ctx context.Context, n hubnote.Note) (id int64, err error) {
	query := `INSERT INTO note (type, record, author, body, created_at, edited_at, pinned_at, deleted_at)
VALUES (?, ?, ?, ?, ?, 0, 0, 0) RETURNING id`
	err = t.one(ctx, "keeping a note", query, []any{string(n.About.Type), n.About.ID, n.Author, n.Text, t.now}, &id)
	return id, err
}

// NoteByID is one note; ErrNotFound where there is none of that id.
func (v *View) NoteByID(ctx context.Context, id int64) (n hubnote.Note, err error) {
	err = v.one(ctx, fmt.Sprintf("reading note %d", id), "SELECT "+noteColumns+" FROM note WHERE id = ?", []any{id}, noteInto(&n)...)
	return n, err
}

// Notes gives a page of a record's notes, newest first, of those that are there; those of what was merged into it, too.
func (v *View) Notes(ctx context.Context, about record.Ref, p Page) ([]hubnote.Note, error) {
	return v.notes(ctx, about, p, "")
}

// PinnedNotes are a record's pinned notes, the last pinned first.
func (v *View) PinnedNotes(ctx context.Context, about record.Ref, limit int) ([]hubnote.Note, error) {
	return v.notes(ctx, about, Page{Limit: limit}, " AND pinned_at > 0")
}

func (v *View) notes(ctx context.Context, about record.Ref, p Page, and string) (list []hubnote.Note, err error) {
	where, args, err := v.pageOf(ctx, about, p)
	if err != nil {
		return nil, err
	}
	query := "SELECT " + noteColumns + " FROM note WHERE " + where + and + newestFirst
	err = v.each(ctx, "reading notes", query, args, func(rows *sql.Rows) error {
		var n hubnote.Note
		err := rows.Scan(noteInto(&n)...)
		list = append(list, n)
		return err
	})
	return list, err
}

func noteInto(n *hubnote.Note) []any {
	return []any{&n.ID, (*string)(&n.About.Type), &n.About.ID, &n.Author, &n.Text, &n.CreatedAt, &n.EditedAt, &n.PinnedAt, &n.DeletedAt}
}

// EditNote gives a note another text; what it said is kept.
func (t *Tx) EditNote(ctx context.Context, n hubnote.Note, text string) error {
	query := "INSERT INTO note_edit (note, at, body) VALUES (?, ?, ?) ON CONFLICT (note, at) DO NOTHING"
	if _, err := t.exec(ctx, "keeping what a note said", query, n.ID, t.now, n.Text); err != nil {
		return err
	}
	return t.setNote(ctx, n.ID, "body = ?, edited_at = ?", text, t.now)
}

// NoteEdits are what a note said before, newest first.
func (v *View) NoteEdits(ctx context.Context, id int64) (list []hubnote.Edit, err error) {
	query := "SELECT at, body FROM note_edit WHERE note = ? ORDER BY at DESC"
	err = v.each(ctx, "reading what a note said", query, []any{id}, func(rows *sql.Rows) error {
		var e hubnote.Edit
		err := rows.Scan(&e.Until, &e.Text)
		list = append(list, e)
		return err
	})
	return list, err
}

// PinNote puts a note above the others, or back among them.
func (t *Tx) PinNote(ctx context.Context, id int64, pinned bool) error {
	return t.setNote(ctx, id, "pinned_at = ?", t.since(pinned))
}

// RemoveNote takes a note away, or gives it back.
func (t *Tx) RemoveNote(ctx context.Context, id int64, removed bool) error {
	return t.setNote(ctx, id, "deleted_at = ?", t.since(removed))
}

func (t *Tx) setNote(ctx context.Context, id int64, set string, args ...any) error {
	doing := fmt.Sprintf("changing note %d", id)
	n, err := t.exec(ctx, doing, "UPDATE note SET "+set+" WHERE id = ?", append(args, id)...)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return err
}

// since is now for what holds, 0 for what does not.
func (t *Tx) since(holds bool) int64 {
	if holds {
		return t.now
	}
	return 0
}

// Mention notes whom a note mentions, users and teams; who was mentioned before stays.
func (t *Tx) Mention(ctx context.Context, id int64, users, teams []int64) error {
	for kind, list := range map[string][]int64{"user": users, "team": teams} {
		for _, whom := range list {
			query := "INSERT INTO mention (note, kind, whom) VALUES (?, ?, ?) ON CONFLICT (note, kind, whom) DO NOTHING"
			if _, err := t.exec(ctx, "noting whom a note mentions", query, id, kind, whom); err != nil {
				return err
			}
		}
	}
	return nil
}
