package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/engage/appointment"
)

// keptPage is a booking page as it is kept.
type keptPage struct {
	appointment.Page
	Hosts []int64 `json:"hosts"`
}

// BookingPages are all of them, in order of their addresses.
func (v *View) BookingPages(ctx context.Context) ([]appointment.Page, error) {
	return v.bookingPages(ctx, "1 = 1 ORDER BY key")
}

// BookingPage is one by its id; ErrNotFound where there is none.
func (v *View) BookingPage(ctx context.Context, id int64) (appointment.Page, error) {
	return v.oneBookingPage(ctx, "id = ?", id)
}

// BookingPageByKey is one by its address; ErrNotFound where there is none.
func (v *View) BookingPageByKey(ctx context.Context, key string) (appointment.Page, error) {
	return v.oneBookingPage(ctx, "key = ?", key)
}

func (v *View) oneBookingPage(ctx context.Context, where string, arg any) (p appointment.Page, err error) {
	list, err := v.bookingPages(ctx, where, arg)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a booking page: %w", ErrNotFound)
	}
	if err != nil {
		return p, err
	}
	return list[0], nil
}

func (v *View) bookingPages(ctx context.Context, where string, args ...any) (list []appointment.Page, err error) {
	err = v.each(ctx, "reading booking pages", "SELECT id, key, active, content, edition FROM booking_page WHERE "+where, args, func(rows *sql.Rows) error {
		var kept keptPage
		var id, edition int64
		var key string
		var active bool
		var body []byte
		err := rows.Scan(&id, &key, &active, &body, &edition)
		if err == nil {
			err = json.Unmarshal(body, &kept)
		}
		p := kept.Page
		p.ID, p.Key, p.Active, p.Edition, p.Hosts = id, key, active, edition, kept.Hosts
		list = append(list, p)
		return err
	})
	return list, err
}

// AddBookingPage keeps a new one and gives its id; ErrConflict where its address is taken.
func (t *Tx) AddBookingPage(ctx context.Context, p appointment.Page) (id int64, err error) {
	body, err := json.Marshal(keptPage{p, p.Hosts})
	if err != nil {
		return 0, err
	}
	return id, t.one(ctx, "keeping a booking page", "INSERT INTO booking_page (key, active, content, edition) VALUES (?, ?, ?, 1) RETURNING id", []any{p.Key, p.Active, string(body)}, &id)
}

// SaveBookingPage keeps one as its next edition; ErrConflict where it is no longer the edition given, or its address is taken.
func (t *Tx) SaveBookingPage(ctx context.Context, p appointment.Page) error {
	body, err := json.Marshal(keptPage{p, p.Hosts})
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "changing a booking page", "UPDATE booking_page SET key = ?, active = ?, content = ?, edition = edition + 1 WHERE id = ? AND edition = ?", p.Key, p.Active, string(body), p.ID, p.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing booking page %d: %w", p.ID, ErrConflict)
	}
	return err
}

// RemoveBookingPage forgets one; what was booked on it stays. ErrNotFound where there is none.
func (t *Tx) RemoveBookingPage(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a booking page", "DELETE FROM booking_page WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing booking page %d: %w", id, ErrNotFound)
	}
	return err
}
