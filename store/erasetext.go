package store

import (
	"context"
	"database/sql"
	"regexp"
	"strings"

	"banhda/hub/record"
)

// erasedMark stands where the text about somebody else gave away who was erased.
const erasedMark = "[…]"

// freeTexts are the columns people write into as they like.
var freeTexts = map[string][]string{
	"note": {"body"}, "note_edit": {"body"}, "task": {"title", "note", "outcome", "plan"}, "notice": {"data"},
	"request": {"contact", "wish", "outcome"}, "attachment": {"name"}, "assignment": {"reason"}, "own": {"value"},
	"message": {"data"}, "campaign": {"name", "plan"}, "campaign_cost": {"note"},
}

// texts are what gives somebody away, to be looked for in other people's texts.
type texts struct {
	any      *regexp.Regexp
	patterns []any
}

func textsOf(needles []string) texts {
	var t texts
	var quoted []string
	for _, n := range needles {
		quoted = append(quoted, regexp.QuoteMeta(n))
		t.patterns = append(t.patterns, containing(strings.ToLower(n)))
	}
	t.any = regexp.MustCompile("(?i)" + strings.Join(quoted, "|"))
	return t
}

// in is the condition that a column holds one of them.
func (t texts) in(column string) string {
	one := "LOWER(" + column + `) LIKE ? ESCAPE '\'`
	return strings.Repeat(one+" OR ", len(t.patterns)-1) + one
}

func (t texts) without(text string) string { return t.any.ReplaceAllLiteralString(text, erasedMark) }

// forgetTexts puts a mark in the place of what gives somebody away in notes, tasks and values of others.
func (t *Tx) forgetTexts(ctx context.Context, needles []string) error {
	if len(needles) == 0 {
		return nil
	}
	gone := textsOf(needles)
	for table, columns := range freeTexts {
		for _, column := range columns {
			if err := t.forgetColumn(ctx, gone, table, column); err != nil {
				return err
			}
		}
	}
	return t.forgetValues(ctx, gone)
}

func (t *Tx) forgetColumn(ctx context.Context, gone texts, table, column string) error {
	var found []string
	query := "SELECT DISTINCT " + column + " FROM " + table + " WHERE " + gone.in(column)
	err := t.each(ctx, "looking for texts", query, gone.patterns, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		found = append(found, text)
		return err
	})
	query = "UPDATE " + table + " SET " + column + " = ? WHERE " + column + " = ?"
	for _, text := range found {
		if err == nil {
			_, err = t.exec(ctx, "forgetting in texts", query, gone.without(text), text)
		}
	}
	return err
}

// forgetValues does so in the values of records.
func (t *Tx) forgetValues(ctx context.Context, gone texts) error {
	type holder struct {
		record.Ref
		fields string
	}
	var found []holder
	query := "SELECT type, id, CAST(fields AS TEXT) FROM record WHERE " + gone.in("CAST(fields AS TEXT)")
	err := t.each(ctx, "looking for values", query, gone.patterns, func(rows *sql.Rows) error {
		var h holder
		err := rows.Scan((*string)(&h.Type), &h.ID, &h.fields)
		found = append(found, h)
		return err
	})
	for _, h := range found {
		if err == nil {
			t.touch(h.Type, h.ID)
			_, err = t.exec(ctx, "forgetting in values", "UPDATE record SET fields = ?, version = version + 1 WHERE type = ? AND id = ?", gone.without(h.fields), string(h.Type), h.ID)
		}
	}
	return err
}
