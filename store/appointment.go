package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/store/dialect"
)

// AppointmentFilter says which appointments are asked for; what is empty leaves open. What is merely reserved is in none.
type AppointmentFilter struct {
	Person   int64
	Host     int64
	Page     int64
	State    appointment.State
	From, To int64 // begin at or after, and before
	Last     bool  // the last first
	AfterAt  int64 // of the last of the page before, with its id
	AfterID  int64
	Limit    int
}

// Appointments gives a page of appointments within reach, by when they begin. Hosts see theirs.
func (v *View) Appointments(ctx context.Context, reach auth.Reach, f AppointmentFilter) ([]appointment.Appointment, error) {
	condition, args := v.appointmentsWithin(reach)
	where := `state <> 'reserved' AND (? = 0 OR person IN (SELECT id FROM profile WHERE person = ?)) AND (? = 0 OR id IN (SELECT appointment FROM appointment_host WHERE member = ?))
AND (? = 0 OR page = ?) AND (? = '' OR state = ?) AND from_at >= ? AND (? = 0 OR from_at < ?)`
	all := []any{f.Person, f.Person, f.Host, f.Host, f.Page, f.Page, string(f.State), string(f.State), f.From, f.To, f.To}
	after, order := ">", ""
	if f.Last {
		after, order = "<", " DESC"
	}
	where += " AND (? = 0 OR from_at " + after + " ? OR from_at = ? AND id " + after + " ?)" + condition + " ORDER BY from_at" + order + ", id" + order + " LIMIT ?"
	all = append(append(all, f.AfterID, f.AfterAt, f.AfterAt, f.AfterID), args...)
	return v.appointments(ctx, where, append(all, f.Limit)...)
}

func (v *View) appointmentsWithin(reach auth.Reach) (condition string, args []any) {
	if reach.All {
		return "", nil
	}
	condition, args = v.within(reach)
	return " AND (id IN (SELECT appointment FROM appointment_host WHERE member = ?) OR 1 = 1" + condition + ")", append([]any{reach.User}, args...)
}

// Appointment is one within reach; ErrNotFound where there is none.
func (v *View) Appointment(ctx context.Context, reach auth.Reach, id int64) (appointment.Appointment, error) {
	condition, args := v.appointmentsWithin(reach)
	return v.oneAppointment(ctx, "id = ?"+condition, append([]any{id}, args...)...)
}

// AppointmentOfUID is the one that calendars know by a name; ErrNotFound where there is none.
func (v *View) AppointmentOfUID(ctx context.Context, uid string) (appointment.Appointment, error) {
	return v.oneAppointment(ctx, "uid = ?", uid)
}

// DueAppointments are up to limit appointments about which something is due.
func (v *View) DueAppointments(ctx context.Context, limit int) ([]appointment.Appointment, error) {
	return v.appointments(ctx, "due_at > 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?", v.now, limit)
}

func (v *View) oneAppointment(ctx context.Context, where string, args ...any) (a appointment.Appointment, err error) {
	list, err := v.appointments(ctx, where, args...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding an appointment: %w", ErrNotFound)
	}
	if err != nil {
		return a, err
	}
	return list[0], nil
}

const appointmentColumns = `id, page, COALESCE((SELECT profile.person FROM profile WHERE profile.id = appointment.person), 0), owner, team, from_at, to_at, free_before, free_after,
state, until_at, uid, sequence, title, place, language, zone, answers, reason, answer, outcome, due_at, created_at, version`

func (v *View) appointments(ctx context.Context, where string, args ...any) (list []appointment.Appointment, err error) {
	at, ids := map[int64]int{}, []int64{}
	err = v.each(ctx, "reading appointments", "SELECT "+appointmentColumns+" FROM appointment WHERE "+where, args, func(rows *sql.Rows) error {
		var a appointment.Appointment
		var answers []byte
		err := rows.Scan(&a.ID, &a.Page, &a.Person, &a.Owner, &a.Team, &a.From, &a.To, &a.Before, &a.After,
			(*string)(&a.State), &a.Until, &a.UID, &a.Sequence, &a.Title, &a.Place, &a.Language, &a.Zone, &answers, &a.Reason, &a.Answer, &a.Outcome, &a.DueAt, &a.CreatedAt, &a.Version)
		if err == nil {
			err = json.Unmarshal(answers, &a.Answers)
		}
		at[a.ID] = len(list)
		ids, list = append(ids, a.ID), append(list, a)
		return err
	})
	if err != nil || len(list) == 0 {
		return list, err
	}
	in, arg := v.dialect.In("appointment", ids)
	err = v.each(ctx, "reading who holds appointments", "SELECT appointment, member FROM appointment_host WHERE "+in+" ORDER BY member", []any{arg}, func(rows *sql.Rows) error {
		var id, member int64
		err := rows.Scan(&id, &member)
		one := &list[at[id]]
		one.Hosts = append(one.Hosts, member)
		return err
	})
	return list, err
}

// AddAppointment keeps a new one and gives its id.
func (t *Tx) AddAppointment(ctx context.Context, a appointment.Appointment) (id int64, err error) {
	answers, err := json.Marshal(a.Answers)
	if err != nil {
		return 0, err
	}
	query := `INSERT INTO appointment (page, person, owner, team, from_at, to_at, free_before, free_after, state, until_at, uid, sequence, title, place, language, zone, answers, reason, answer, outcome, due_at, created_at, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) RETURNING id`
	err = t.one(ctx, "keeping an appointment", query, []any{a.Page, a.Person, a.Owner, a.Team, a.From, a.To, a.Before, a.After, string(a.State), a.Until, a.UID, a.Sequence,
		a.Title, a.Place, a.Language, a.Zone, string(answers), a.Reason, a.Answer, a.Outcome, a.DueAt, t.now}, &id)
	if err != nil {
		return 0, err
	}
	return id, t.setHosts(ctx, id, a.Hosts)
}

func (t *Tx) setHosts(ctx context.Context, id int64, hosts []int64) error {
	_, err := t.exec(ctx, "keeping who holds an appointment", "DELETE FROM appointment_host WHERE appointment = ?", id)
	for _, member := range hosts {
		if err == nil {
			_, err = t.exec(ctx, "keeping who holds an appointment", "INSERT INTO appointment_host (appointment, member) VALUES (?, ?)", id, member)
		}
	}
	return err
}

// SaveAppointment keeps one as it is from now on; ErrConflict where somebody changed it since it was read.
func (t *Tx) SaveAppointment(ctx context.Context, a appointment.Appointment) error {
	answers, err := json.Marshal(a.Answers)
	if err != nil {
		return err
	}
	query := `UPDATE appointment SET person = ?, owner = ?, team = ?, from_at = ?, to_at = ?, state = ?, until_at = ?, sequence = ?, title = ?, place = ?, language = ?, zone = ?,
answers = ?, reason = ?, answer = ?, outcome = ?, due_at = ?, version = version + 1 WHERE id = ? AND version = ?`
	n, err := t.exec(ctx, "changing an appointment", query, a.Person, a.Owner, a.Team, a.From, a.To, string(a.State), a.Until, a.Sequence, a.Title, a.Place, a.Language, a.Zone,
		string(answers), a.Reason, a.Answer, a.Outcome, a.DueAt, a.ID, a.Version)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing appointment %d: %w", a.ID, ErrConflict)
	}
	if err != nil {
		return err
	}
	return t.setHosts(ctx, a.ID, a.Hosts)
}

// ForgetReserved removes what was reserved and not booked in time, and gives how many those were.
func (t *Tx) ForgetReserved(ctx context.Context) (int64, error) {
	over := "SELECT id FROM appointment WHERE state = 'reserved' AND until_at < ?"
	if _, err := t.exec(ctx, "forgetting reserved times", "DELETE FROM appointment_host WHERE appointment IN ("+over+")", t.now); err != nil {
		return 0, err
	}
	return t.exec(ctx, "forgetting reserved times", "DELETE FROM appointment WHERE state = 'reserved' AND until_at < ?", t.now)
}

// CountReserved is how many times are reserved now.
func (v *View) CountReserved(ctx context.Context) (n int64, err error) {
	return n, v.one(ctx, "counting reserved times", "SELECT COUNT(*) FROM appointment WHERE state = 'reserved' AND until_at >= ?", []any{v.now}, &n)
}

// forgetAppointments takes somebody out of their appointments: that there was one stays, and what was ahead is called off.
func (t *Tx) forgetAppointments(ctx context.Context, ids []int64) error {
	theirs, arg := t.dialect.In("person", ids)
	_, err := t.exec(ctx, "forgetting somebody's appointments", `UPDATE appointment SET person = 0, answers = '{}', reason = '', outcome = '', answer = '', zone = '', due_at = 0,
state = CASE WHEN state = 'booked' AND from_at > ? THEN 'cancelled' ELSE state END, version = version + 1 WHERE `+theirs, t.now, arg)
	return err
}

// Due is what is left to be paid of an order, in minor units.
type Due struct {
	Order, Amount int64
	Currency      string
}

// DueOf is what somebody has to pay for their orders, the last first.
func (v *View) DueOf(ctx context.Context, person int64, limit int) (list []Due, err error) {
	query := `SELECT order_id, due, currency FROM order_due WHERE due > 0 AND order_id IN (SELECT id FROM record WHERE type = 'order' AND deleted_at = 0
AND ` + v.dialect.Field("fields", "person", dialect.Integer) + ` IN (SELECT id FROM profile WHERE person = ?)) ORDER BY order_id DESC LIMIT ?`
	err = v.each(ctx, "reading what is to be paid", query, []any{person, limit}, func(rows *sql.Rows) error {
		var d Due
		err := rows.Scan(&d.Order, &d.Amount, &d.Currency)
		list = append(list, d)
		return err
	})
	return list, err
}
