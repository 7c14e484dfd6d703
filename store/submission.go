package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"banhda/attract/form"
)

// FormCount is how often a form was seen, begun and answered.
type FormCount struct{ Views, Starts, Submits int64 }

// AddSubmission keeps an answer and gives its id; ErrConflict where it is kept already: who sends it again sends the same.
func (t *Tx) AddSubmission(ctx context.Context, s form.Submission) (id int64, err error) {
	said, err := json.Marshal(s.Said)
	if err != nil {
		return 0, err
	}
	query := `INSERT INTO submission (form, version, event, person, at, state, reason, said, held, confirm, looked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', 0)
ON CONFLICT (event) DO NOTHING RETURNING id`
	args := []any{s.Form, s.Version, s.Event, s.Person, s.At, string(s.State), string(s.Reason), string(said), string(s.Held)}
	err = t.one(ctx, "keeping an answer", query, args, &id)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("keeping answer %s: %w", s.Event, ErrConflict)
	}
	return id, err
}

// SaveSubmission keeps what became of an answer. What it held goes once it waits no more.
func (t *Tx) SaveSubmission(ctx context.Context, s form.Submission) error {
	confirm, err := json.Marshal(s.Confirm)
	if err != nil {
		return err
	}
	query := "UPDATE submission SET person = ?, state = ?, held = ?, confirm = ?, looked_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "keeping what became of an answer", query, s.Person, string(s.State), string(s.Held), string(confirm), s.LookedAt, s.ID)
	return t.wasThere("keeping what became of an answer", n, err)
}

// Submission is one by its id; ErrNotFound where there is none.
func (v *View) Submission(ctx context.Context, id int64) (form.Submission, error) {
	return v.oneSubmission(ctx, "id = ?", id)
}

// SubmissionOf is the one of an event; ErrNotFound where there is none.
func (v *View) SubmissionOf(ctx context.Context, event string) (form.Submission, error) {
	return v.oneSubmission(ctx, "event = ?", event)
}

func (v *View) oneSubmission(ctx context.Context, where string, arg any) (form.Submission, error) {
	list, err := v.submissions(ctx, where, arg)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding an answer: %w", ErrNotFound)
	}
	if err != nil {
		return form.Submission{}, err
	}
	return list[0], nil
}

// Submissions gives a page of answers to a form (0: to all) in a state (empty: in all), the last first, before one; 0 begins
// with the last. Who they are of is who that is now.
func (v *View) Submissions(ctx context.Context, of int64, state form.State, before int64, limit int) ([]form.Submission, error) {
	where := "(? = 0 OR form = ?) AND (? = '' OR state = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?"
	return v.submissions(ctx, where, of, of, string(state), string(state), before, before, limit)
}

func (v *View) submissions(ctx context.Context, where string, args ...any) (list []form.Submission, err error) {
	query := `SELECT id, form, version, event, COALESCE((SELECT profile.person FROM profile WHERE profile.id = submission.person), 0),
at, state, reason, said, held, confirm, looked_at FROM submission WHERE ` + where
	err = v.each(ctx, "reading answers", query, args, func(rows *sql.Rows) error {
		var s form.Submission
		var said, held, confirm []byte
		err := rows.Scan(&s.ID, &s.Form, &s.Version, &s.Event, &s.Person, &s.At, (*string)(&s.State), (*string)(&s.Reason), &said, &held, &confirm, &s.LookedAt)
		if len(held) > 0 {
			s.Held = held
		}
		list = append(list, s)
		if err != nil {
			return err
		}
		return errors.Join(json.Unmarshal(said, &list[len(list)-1].Said), json.Unmarshal(confirm, &list[len(list)-1].Confirm))
	})
	return list, err
}

// CountSubmissions is how many answers to a form are in a state; 0: to all forms.
func (v *View) CountSubmissions(ctx context.Context, of int64, state form.State) (n int64, err error) {
	query := "SELECT COUNT(*) FROM submission WHERE (? = 0 OR form = ?) AND state = ?"
	return n, v.one(ctx, "counting answers", query, []any{of, of, string(state)}, &n)
}

// ForgetSpam removes up to limit answers that were thrown away before an instant, and gives how many.
func (t *Tx) ForgetSpam(ctx context.Context, before int64, limit int) (int64, error) {
	query := "DELETE FROM submission WHERE id IN (SELECT id FROM submission WHERE state = 'spam' AND looked_at < ? LIMIT ?)"
	return t.exec(ctx, "forgetting what was thrown away", query, before, limit)
}

// CountForm adds to how often a form was seen, begun and answered on a day.
func (t *Tx) CountForm(ctx context.Context, id int64, day string, more FormCount) error {
	query := `INSERT INTO form_day (form, day, views, starts, submits) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (form, day) DO UPDATE SET views = form_day.views + excluded.views, starts = form_day.starts + excluded.starts, submits = form_day.submits + excluded.submits`
	_, err := t.exec(ctx, "counting a form", query, id, day, more.Views, more.Starts, more.Submits)
	return err
}

// FormCounts are the counts of forms from a day on, by form.
func (v *View) FormCounts(ctx context.Context, from string) (map[int64]FormCount, error) {
	counts := map[int64]FormCount{}
	query := "SELECT form, SUM(views), SUM(starts), SUM(submits) FROM form_day WHERE day >= ? GROUP BY form"
	err := v.each(ctx, "counting forms", query, []any{from}, func(rows *sql.Rows) error {
		var id int64
		var c FormCount
		err := rows.Scan(&id, &c.Views, &c.Starts, &c.Submits)
		counts[id] = c
		return err
	})
	return counts, err
}

// forgetHeld removes answers that wait to be looked at, or were thrown away, and give somebody away: nobody's yet, they are
// found by what they say.
func (t *Tx) forgetHeld(ctx context.Context, needles []string) error {
	for _, needle := range needles {
		query := `DELETE FROM submission WHERE person = 0 AND (LOWER(said) LIKE ? ESCAPE '\' OR LOWER(held) LIKE ? ESCAPE '\')`
		pattern := containing(strings.ToLower(needle))
		if _, err := t.exec(ctx, "forgetting answers", query, pattern, pattern); err != nil {
			return err
		}
	}
	return nil
}
