package store

import (
	"context"
	"database/sql"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
)

// Page asks for rows before one: At and ID are those of the last row of the page before; 0: from the newest.
type Page struct {
	At, ID int64
	Limit  int
}

const newestFirst = " ORDER BY created_at DESC, id DESC LIMIT ?"

// pageOf is the condition that something there is about a record, or about one that was merged into it, and stands
// behind a page; its arguments end with the limit.
func (v *View) pageOf(ctx context.Context, about record.Ref, p Page) (where string, args []any, err error) {
	same, err := v.standFor(ctx, about)
	if err != nil {
		return "", nil, err
	}
	in, arg := v.dialect.In("record", same)
	where, args = "type = ? AND "+in+" AND deleted_at = 0", []any{string(about.Type), arg}
	if p.ID != 0 {
		where, args = where+" AND (created_at < ? OR created_at = ? AND id < ?)", append(args, p.At, p.At, p.ID)
	}
	return where, append(args, p.Limit), nil
}

// standFor are a record and all that were merged into it.
func (v *View) standFor(ctx context.Context, about record.Ref) ([]int64, error) {
	ids := []int64{about.ID}
	query, args := "SELECT id FROM profile WHERE person = ? AND id <> ? ORDER BY id", []any{about.ID, about.ID}
	if about.Type != record.Person {
		query, args = mergedInto, []any{about.ID, string(about.Type), about.ID}
	}
	err := v.each(ctx, "finding what was merged", query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// mergedInto follows merges back to where they began.
const mergedInto = `WITH RECURSIVE same (id) AS (SELECT CAST(? AS BIGINT) UNION
SELECT r.id FROM record r JOIN same ON r.into_id = same.id WHERE r.type = ? AND r.into_id <> 0) SELECT id FROM same WHERE id <> ? ORDER BY id`

// EraseActivity removes what people wrote about a record and kept with it, for good, and gives the hashes of the files
// that nothing needs any more.
func (t *Tx) EraseActivity(ctx context.Context, about record.Ref) (files []string, err error) {
	hashes, err := t.hashesOf(ctx, about)
	if err != nil {
		return nil, err
	}
	of := "(SELECT id FROM note WHERE type = ? AND record = ?)"
	for _, query := range []string{
		"DELETE FROM note_edit WHERE note IN " + of, "DELETE FROM mention WHERE note IN " + of,
		"DELETE FROM note WHERE type = ? AND record = ?", "DELETE FROM attachment WHERE type = ? AND record = ?",
	} {
		if _, err := t.exec(ctx, "erasing notes and files", query, string(about.Type), about.ID); err != nil {
			return nil, err
		}
	}
	return t.unneeded(ctx, hashes)
}

// unneeded are those of the hashes that no file that is kept has.
func (v *View) unneeded(ctx context.Context, hashes []string) (list []string, err error) {
	kept, err := v.kept(ctx, hashes)
	for _, h := range hashes {
		if !kept[h] {
			list = append(list, h)
		}
	}
	return list, err
}

func (v *View) kept(ctx context.Context, hashes []string) (map[string]bool, error) {
	kept := map[string]bool{}
	in, arg := v.dialect.In("hash", hashes)
	err := v.each(ctx, "finding files", "SELECT DISTINCT hash FROM attachment WHERE "+in, []any{arg}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		kept[hash] = true
		return err
	})
	return kept, err
}

func (v *View) hashesOf(ctx context.Context, about record.Ref) (list []string, err error) {
	query := "SELECT DISTINCT hash FROM attachment WHERE type = ? AND record = ? ORDER BY hash"
	err = v.each(ctx, "finding files", query, []any{string(about.Type), about.ID}, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		list = append(list, hash)
		return err
	})
	return list, err
}

// StandsFor gives ErrNotFound where one record is neither another nor was merged into it.
func (v *View) StandsFor(ctx context.Context, one, other record.Ref) error {
	if one.Type == other.Type {
		ids, err := v.standFor(ctx, other)
		if err != nil || slices.Contains(ids, one.ID) {
			return err
		}
	}
	return ErrNotFound
}

// ActsByID gives acts by their ids; those that are not there are absent.
func (v *View) ActsByID(ctx context.Context, ids []int64) (map[int64]Act, error) {
	in, arg := v.dialect.In("a.id", ids)
	acts := make(map[int64]Act, len(ids))
	query := "SELECT " + actColumns + " FROM audit a LEFT JOIN audit_value v ON v.act = a.id WHERE " + in
	err := v.each(ctx, "reading who did what", query, []any{arg}, func(rows *sql.Rows) error {
		a, err := scanAct(rows)
		acts[a.ID] = a
		return err
	})
	return acts, err
}

// PeopleAt are those who are at a company, the first first, as far as reach goes and at most so many.
func (v *View) PeopleAt(ctx context.Context, reach auth.Reach, company int64, limit int) (list []int64, err error) {
	within, args := v.within(reach)
	query := `SELECT person FROM membership JOIN record ON record.type = ? AND record.id = membership.person AND deleted_at = 0
WHERE company = ? AND until = ''` + within + " ORDER BY person LIMIT ?"
	args = append(append([]any{string(record.Person), company}, args...), limit)
	err = v.each(ctx, "finding who is at a company", query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		list = append(list, id)
		return err
	})
	return list, err
}
