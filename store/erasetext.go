package store

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"

	"banhda/hub/erasure"
	"banhda/hub/record"
)

// freeTexts are the columns people write into as they like.
var freeTexts = map[string][]string{
	"note": {"body"}, "note_edit": {"body"}, "task": {"title", "note", "outcome", "plan"}, "notice": {"data"},
	"request": {"contact", "wish", "outcome"}, "attachment": {"name"}, "assignment": {"reason"}, "own": {"value"},
	"article": {"draft", "found"}, "article_version": {"content"},
	"page": {"name", "draft"}, "page_version": {"content"}, "picture": {"name"}, "cta": {"name", "draft"}, "cta_version": {"content"},
	"template": {"name", "draft"}, "template_version": {"content"}, "suppression": {"note"},
	"message": {"data"}, "campaign": {"name", "plan"}, "campaign_cost": {"note"},
	"conversation": {"subject", "preview"}, "lead": {"source", "reason"}, "conversation_entry": {"address", "subject", "text", "html", "quoted", "data"}, "canned_text": {"text", "text_en"}, "bot_flow": {"name", "begins", "draft"}, "bot_flow_version": {"begins", "content"},
	"share_kit": {"name", "content"},
	"list_view": {"name"}, "segment": {"description"}, "task_rule": {"name"},
	"booking_page": {"content"}, "appointment": {"title", "place", "answers", "reason", "outcome"},
	"quote": {"draft"}, "quote_entry": {"name", "body"}, "quote_approval": {"reason", "note"}, "bank_line": {"body"}, "payment": {"note"},
	"referral": {"note"}, "referral_reward": {"note"}, "referral_programme": {"draft"}, "referral_version": {"content"},
	"survey": {"name", "draft"}, "survey_version": {"content"}, "survey_answer": {"comment", "said"},
	"onboarding_plan": {"name", "draft"}, "onboarding_version": {"name", "content"}, "onboarding": {"promised", "ticks", "reason"}, "onboarding_promise": {"promised"},
	"loyalty_program": {"draft"}, "loyalty_version": {"content"}, "loyalty_transaction": {"cause", "about", "note"}, "loyalty_voucher": {"note"}, "loyalty_reward": {"content"},
	"review": {"text", "name", "reason", "reply"},
}

// conditionTexts are the columns that hold conditions, some within JSON. What stands in the place of an identifier there
// has to be read as a constant: nobody fulfils it.
var conditionTexts = map[string][]string{
	"list_view": {"condition"}, "segment": {"condition"}, "task_rule": {"body"}, "assignment_rule": {"body"},
}

const erasedConstant = "erased"

// where is a condition with its arguments.
type where struct {
	sql  string
	args []any
}

func clauseOf(sql string, args ...any) where { return where{sql, args} }

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
func (t texts) in(column string) where {
	one := "LOWER(" + column + `) LIKE ? ESCAPE '\'`
	return where{"(" + strings.Repeat(one+" OR ", len(t.patterns)-1) + one + ")", t.patterns}
}

func (t texts) marked(text string) string { return t.any.ReplaceAllLiteralString(text, erasure.Mark) }

func (t texts) nobody(text string) string { return t.any.ReplaceAllLiteralString(text, erasedConstant) }

// forgetTexts puts a mark in the place of what gives somebody away in notes, tasks, values and conditions of others.
func (t *Tx) forgetTexts(ctx context.Context, needles []string) error {
	if len(needles) == 0 {
		return nil
	}
	gone := textsOf(needles)
	for _, in := range []struct {
		columns map[string][]string
		without func(string) string
	}{{freeTexts, gone.marked}, {conditionTexts, gone.nobody}} {
		for table, columns := range in.columns {
			for _, column := range columns {
				if err := t.replaceTexts(ctx, table, column, gone.in(column), in.without); err != nil {
					return err
				}
			}
		}
	}
	if err := t.renameSegments(ctx, gone); err != nil {
		return err
	}
	if err := t.replaceNames(ctx, gone.in("name"), gone.marked); err != nil {
		return err
	}
	return t.replaceValues(ctx, gone.in("CAST(fields AS TEXT)"), gone.marked)
}

// renameSegments keeps their names different: only one may have each.
func (t *Tx) renameSegments(ctx context.Context, gone texts) error {
	found := map[int64]string{}
	of := gone.in("name")
	err := t.each(ctx, "looking for segments", "SELECT id, name FROM segment WHERE "+of.sql, of.args, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		found[id] = fmt.Sprint(gone.marked(name), " ", id)
		return err
	})
	for id, name := range found {
		if err == nil {
			_, err = t.exec(ctx, "renaming a segment", "UPDATE segment SET name = ? WHERE id = ?", name, id)
		}
	}
	return err
}

// replaceTexts writes the texts of a column anew, of the rows that fit.
func (t *Tx) replaceTexts(ctx context.Context, table, column string, of where, without func(string) string) error {
	var found []string
	query := "SELECT DISTINCT " + column + " FROM " + table + " WHERE " + of.sql
	err := t.each(ctx, "looking for texts", query, of.args, func(rows *sql.Rows) error {
		var text sql.NullString
		err := rows.Scan(&text)
		if without(text.String) != text.String {
			found = append(found, text.String)
		}
		return err
	})
	query = "UPDATE " + table + " SET " + column + " = ? WHERE " + column + " = ? AND " + of.sql
	for _, text := range found {
		if err == nil {
			_, err = t.exec(ctx, "forgetting in texts", query, append([]any{without(text), text}, of.args...)...)
		}
	}
	return err
}

// replaceValues does so in the values of records.
func (t *Tx) replaceValues(ctx context.Context, of where, without func(string) string) error {
	type holder struct {
		record.Ref
		fields string
	}
	var found []holder
	query := "SELECT type, id, CAST(fields AS TEXT) FROM record WHERE " + of.sql
	err := t.each(ctx, "looking for values", query, of.args, func(rows *sql.Rows) error {
		var h holder
		err := rows.Scan((*string)(&h.Type), &h.ID, &h.fields)
		if without(h.fields) != h.fields {
			found = append(found, h)
		}
		return err
	})
	for _, h := range found {
		if err == nil {
			t.touch(h.Type, h.ID)
			_, err = t.exec(ctx, "forgetting in values", "UPDATE record SET fields = ?, version = version + 1 WHERE type = ? AND id = ?", without(h.fields), string(h.Type), h.ID)
		}
	}
	return err
}
