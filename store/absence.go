package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/hub/calendar"
)

// Absence is when a user is away, from one day to another, with both.
type Absence struct {
	ID   int64
	User int64
	calendar.Absence
	Note string
}

// Absences are when users are away, from a day on; of all users where user is 0.
func (v *View) Absences(ctx context.Context, user int64, from calendar.Day) (list []Absence, err error) {
	query := "SELECT id, member, from_day, to_day, note FROM absence WHERE (? = 0 OR member = ?) AND to_day >= ? ORDER BY from_day, id"
	err = v.each(ctx, "reading who is away", query, []any{user, user, from.String()}, func(rows *sql.Rows) error {
		var a Absence
		var first, last string
		err := rows.Scan(&a.ID, &a.User, &first, &last, &a.Note)
		if err == nil {
			a.From, err = calendar.ParseDay(first)
		}
		if err == nil {
			a.To, err = calendar.ParseDay(last)
		}
		list = append(list, a)
		return err
	})
	return list, err
}

// AddAbsence notes when a user is away, and gives its id.
func (t *Tx) AddAbsence(ctx context.Context, a Absence) (id int64, err error) {
	query := "INSERT INTO absence (member, from_day, to_day, note) VALUES (?, ?, ?, ?) RETURNING id"
	err = t.one(ctx, "noting who is away", query, []any{a.User, a.From.String(), a.To.String(), a.Note}, &id)
	return id, err
}

// RemoveAbsence forgets when a user is away; ErrNotFound where it is not known, or another's and user is not 0.
func (t *Tx) RemoveAbsence(ctx context.Context, id, user int64) error {
	n, err := t.exec(ctx, "forgetting who is away", "DELETE FROM absence WHERE id = ? AND (? = 0 OR member = ?)", id, user, user)
	if err == nil && n == 0 {
		err = fmt.Errorf("forgetting absence %d: %w", id, ErrNotFound)
	}
	return err
}
