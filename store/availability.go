package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"banhda/engage/appointment"
)

// Availability is when a member meets customers, and the calendar they keep elsewhere.
type Availability struct {
	Member    int64
	Hours     map[string][]string // as a calendar's settings have them; none: the company's
	Feed      string              // the address of their calendar elsewhere, sealed; empty: none
	FetchedAt int64               // when it was read last; 0: not yet
	Failure   string              // why it could not be; empty: it was
}

// Availabilities are those of all members that have set theirs.
func (v *View) Availabilities(ctx context.Context) (map[int64]Availability, error) {
	all := map[int64]Availability{}
	err := v.each(ctx, "reading who has time", "SELECT member, hours, feed, fetched_at, failure FROM availability", nil, func(rows *sql.Rows) error {
		var a Availability
		var hours []byte
		err := rows.Scan(&a.Member, &hours, &a.Feed, &a.FetchedAt, &a.Failure)
		if err == nil {
			err = json.Unmarshal(hours, &a.Hours)
		}
		all[a.Member] = a
		return err
	})
	return all, err
}

// SetAvailability keeps a member's.
func (t *Tx) SetAvailability(ctx context.Context, a Availability) error {
	if a.Hours == nil {
		a.Hours = map[string][]string{}
	}
	hours, err := json.Marshal(a.Hours)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "keeping who has time", `INSERT INTO availability (member, hours, feed, fetched_at, failure) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (member) DO UPDATE SET hours = excluded.hours, feed = excluded.feed, fetched_at = excluded.fetched_at, failure = excluded.failure`, a.Member, string(hours), a.Feed, a.FetchedAt, a.Failure)
	return err
}

// SetBusyElsewhere keeps what a member's other calendar says, in place of what it said before.
func (t *Tx) SetBusyElsewhere(ctx context.Context, member int64, list []appointment.Taken) error {
	_, err := t.exec(ctx, "keeping another calendar", "DELETE FROM busy_elsewhere WHERE member = ?", member)
	for _, b := range list {
		if err == nil {
			_, err = t.exec(ctx, "keeping another calendar", "INSERT INTO busy_elsewhere (member, from_at, to_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", member, b.From, b.To)
		}
	}
	return err
}

// Taken are the times members have no time for another meeting that touch those from one instant to another: appointments,
// but for one, what is reserved, and what their other calendars say.
func (v *View) Taken(ctx context.Context, members []int64, from, to, but int64) (map[int64][]appointment.Taken, error) {
	all := map[int64][]appointment.Taken{}
	in, arg := v.dialect.In("member", members)
	query := `SELECT member, from_at, to_at, free_before, free_after FROM appointment_host JOIN appointment ON id = appointment
WHERE ` + in + ` AND id <> ? AND from_at < ? AND to_at > ? AND (state IN ('booked', 'held', 'missed') OR state = 'reserved' AND until_at >= ?)
UNION ALL SELECT member, from_at, to_at, 0, 0 FROM busy_elsewhere WHERE ` + in + ` AND from_at < ? AND to_at > ?`
	err := v.each(ctx, "reading who has time", query, []any{arg, but, to, from, v.now, arg, to, from}, func(rows *sql.Rows) error {
		var member int64
		var b appointment.Taken
		err := rows.Scan(&member, &b.From, &b.To, &b.Before, &b.After)
		all[member] = append(all[member], b)
		return err
	})
	return all, err
}

// BookedOn are the starts of what members have booked or reserved on a page from an instant on, but for one.
func (v *View) BookedOn(ctx context.Context, page, from, but int64) (map[int64][]int64, error) {
	all := map[int64][]int64{}
	query := `SELECT member, from_at FROM appointment_host JOIN appointment ON id = appointment
WHERE page = ? AND id <> ? AND from_at >= ? AND (state IN ('booked', 'held', 'missed') OR state = 'reserved' AND until_at >= ?)`
	err := v.each(ctx, "reading what is booked", query, []any{page, but, from, v.now}, func(rows *sql.Rows) error {
		var member, at int64
		err := rows.Scan(&member, &at)
		all[member] = append(all[member], at)
		return err
	})
	return all, err
}
