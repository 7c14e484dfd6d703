package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/auth"
	"banhda/hub/assignment"
	"banhda/hub/record"
)

// AssignmentRules are the rules of assignment in the order they are tried.
func (v *View) AssignmentRules(ctx context.Context) (list []assignment.Rule, err error) {
	err = v.each(ctx, "reading rules of assignment", "SELECT id, body FROM assignment_rule ORDER BY position, id", nil, func(rows *sql.Rows) error {
		var r assignment.Rule
		var body []byte
		if err := rows.Scan(&r.ID, &body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &r)
		list = append(list, r)
		return err
	})
	return list, err
}

// SaveAssignmentRule adds a rule whose id is 0 behind the others, or writes one that is there, and gives its id.
func (t *Tx) SaveAssignmentRule(ctx context.Context, r assignment.Rule) (id int64, err error) {
	body, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	if r.ID == 0 {
		query := "INSERT INTO assignment_rule (position, body) VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM assignment_rule), ?) RETURNING id"
		err = t.one(ctx, "adding a rule of assignment", query, []any{string(body)}, &id)
		return id, err
	}
	n, err := t.exec(ctx, "saving a rule of assignment", "UPDATE assignment_rule SET body = ? WHERE id = ?", string(body), r.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving rule %d of assignment: %w", r.ID, ErrNotFound)
	}
	return r.ID, err
}

// MoveAssignmentRule gives a rule its place among the others, from 1.
func (t *Tx) MoveAssignmentRule(ctx context.Context, id int64, place int) error {
	list, err := t.AssignmentRules(ctx)
	if err != nil {
		return err
	}
	order := []int64{}
	for _, r := range list {
		if r.ID != id {
			order = append(order, r.ID)
		}
	}
	place = min(max(place, 1), len(order)+1)
	order = append(order[:place-1], append([]int64{id}, order[place-1:]...)...)
	for i, id := range order {
		if _, err := t.exec(ctx, "ordering rules of assignment", "UPDATE assignment_rule SET position = ? WHERE id = ?", i+1, id); err != nil {
			return err
		}
	}
	return nil
}

// RemoveAssignmentRule removes a rule with its turns. Who waits by it waits for another; what it gave is not taken back.
func (t *Tx) RemoveAssignmentRule(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a rule of assignment", "DELETE FROM assignment_rule WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing rule %d of assignment: %w", id, ErrNotFound)
	}
	for _, query := range []string{"DELETE FROM assignment_share WHERE rule = ?", "UPDATE assignment_queue SET rule = 0 WHERE rule = ?", "UPDATE assignment SET open = 0 WHERE rule = ?"} {
		if err == nil {
			_, err = t.exec(ctx, "removing a rule of assignment", query, id)
		}
	}
	return err
}

// Passes are how far the turns of a rule's members are; that of member 0 is the rule's clock.
func (v *View) Passes(ctx context.Context, rule int64) (map[int64]int64, error) {
	passes := map[int64]int64{}
	err := v.each(ctx, "reading turns", "SELECT member, pass FROM assignment_share WHERE rule = ?", []any{rule}, func(rows *sql.Rows) error {
		var member, pass int64
		err := rows.Scan(&member, &pass)
		passes[member] = pass
		return err
	})
	return passes, err
}

// SavePass notes how far a member's turn is.
func (t *Tx) SavePass(ctx context.Context, rule, member, pass int64) error {
	query := "INSERT INTO assignment_share (rule, member, pass) VALUES (?, ?, ?) ON CONFLICT (rule, member) DO UPDATE SET pass = excluded.pass"
	_, err := t.exec(ctx, "noting a turn", query, rule, member, pass)
	return err
}

// Waits is a person who waits for somebody.
type Waits struct {
	Person int64
	Rule   int64 // whose pool they wait for
	Since  int64 // microseconds
}

// Wait lets a person wait, from when they became known; one who waits already keeps their place.
func (t *Tx) Wait(ctx context.Context, w Waits) error {
	query := "INSERT INTO assignment_queue (person, rule, since) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET rule = excluded.rule"
	_, err := t.exec(ctx, "letting somebody wait", query, w.Person, w.Rule, w.Since)
	return err
}

// WaitNoMore takes a person out of the queue.
func (t *Tx) WaitNoMore(ctx context.Context, person int64) error {
	_, err := t.exec(ctx, "taking somebody out of the queue", "DELETE FROM assignment_queue WHERE person = ?", person)
	return err
}

// AssignmentQueue lists who waits, who waits longest first, behind one.
func (v *View) AssignmentQueue(ctx context.Context, after Waits, limit int) (list []Waits, err error) {
	query := "SELECT person, rule, since FROM assignment_queue WHERE ? = 0 OR since > ? OR since = ? AND person > ? ORDER BY since, person LIMIT ?"
	err = v.each(ctx, "reading who waits", query, []any{after.Person, after.Since, after.Since, after.Person, limit}, func(rows *sql.Rows) error {
		var w Waits
		err := rows.Scan(&w.Person, &w.Rule, &w.Since)
		list = append(list, w)
		return err
	})
	return list, err
}

// CountWaiting counts who waits.
func (v *View) CountWaiting(ctx context.Context) (n int64, err error) {
	err = v.one(ctx, "counting who waits", "SELECT count(*) FROM assignment_queue", nil, &n)
	return n, err
}

// Assigned is one line of the log of who got whom.
type Assigned struct {
	ID     int64
	At     int64 // microseconds
	Person int64
	User   int64 // who got them; 0: they were taken back, and wait
	Was    int64 // whose they were; 0: nobody's
	Rule   int64
	Why    string
	Open   bool // still watched: nobody was in touch yet
}

const assignedColumns = "id, at, person, member, was, rule, reason, open"

func (v *View) assigned(ctx context.Context, where string, args ...any) (list []Assigned, err error) {
	err = v.each(ctx, "reading who got whom", "SELECT "+assignedColumns+" FROM assignment WHERE "+where, args, func(rows *sql.Rows) error {
		var a Assigned
		var open int
		err := rows.Scan(&a.ID, &a.At, &a.Person, &a.User, &a.Was, &a.Rule, &a.Why, &open)
		a.Open = open == 1
		list = append(list, a)
		return err
	})
	return list, err
}

// Assign notes who got a person at the transaction's instant, and gives its id. What was watched of them before is so no
// more.
func (t *Tx) Assign(ctx context.Context, a Assigned) (id int64, err error) {
	if err := t.Unwatch(ctx, a.Person); err != nil {
		return 0, err
	}
	open := 0
	if a.Open {
		open = 1
	}
	query := "INSERT INTO assignment (at, person, member, was, rule, reason, open) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"
	err = t.one(ctx, "noting who got whom", query, []any{t.now, a.Person, a.User, a.Was, a.Rule, a.Why, open}, &id)
	return id, err
}

// Unwatch says that somebody was in touch with a person, or that they are somebody else's now.
func (t *Tx) Unwatch(ctx context.Context, person int64) error {
	_, err := t.exec(ctx, "noting contact", "UPDATE assignment SET open = 0 WHERE person = ? AND open = 1", person)
	return err
}

// Assignments lists who got whom, the last first, before the given id; 0 begins with the last. Only of one person where
// person is not 0.
func (v *View) Assignments(ctx context.Context, person, before int64, limit int) ([]Assigned, error) {
	return v.assigned(ctx, "(? = 0 OR person = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", person, person, before, before, limit)
}

// TakenFrom lists who was taken back from a user, the last first, before the given id; 0 begins with the last.
func (v *View) TakenFrom(ctx context.Context, user, before int64, limit int) ([]Assigned, error) {
	return v.assigned(ctx, "member = 0 AND was = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", user, before, before, limit)
}

// Watched lists the assignments after which nobody was in touch yet, behind the given id.
func (v *View) Watched(ctx context.Context, after int64, limit int) ([]Assigned, error) {
	return v.assigned(ctx, "open = 1 AND id > ? ORDER BY id LIMIT ?", after, limit)
}

// Reclaimed counts, by whose they were, the people within reach who were taken back since an instant.
func (v *View) Reclaimed(ctx context.Context, reach auth.Reach, from int64) (map[int64]int64, error) {
	condition, args := v.within(reach)
	query := "SELECT a.was, count(*) FROM assignment a JOIN record r ON r.type = 'person' AND r.id = a.person WHERE a.member = 0 AND a.was <> 0 AND a.at >= ?" + condition + " GROUP BY a.was"
	counts := map[int64]int64{}
	err := v.each(ctx, "counting who was taken back", query, append([]any{from}, args...), func(rows *sql.Rows) error {
		var user, n int64
		err := rows.Scan(&user, &n)
		counts[user] = n
		return err
	})
	return counts, err
}

// Loads count the people each user has: those who wait for a first contact, or all they own.
func (v *View) Loads(ctx context.Context, owned bool) (map[int64]int, error) {
	query := "SELECT member, count(*) FROM assignment WHERE open = 1 GROUP BY member"
	args := []any{}
	if owned {
		query = "SELECT owner, count(*) FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0 AND owner <> 0 GROUP BY owner"
		args = append(args, string(record.Person))
	}
	loads := map[int64]int{}
	err := v.each(ctx, "counting who has how many", query, args, func(rows *sql.Rows) error {
		var user int64
		var n int
		err := rows.Scan(&user, &n)
		loads[user] = n
		return err
	})
	return loads, err
}

// Skipping is until when a user asks to be given nobody; 0: they do not.
func (v *View) Skipping(ctx context.Context) (map[int64]int64, error) {
	until := map[int64]int64{}
	err := v.each(ctx, "reading who is to be skipped", "SELECT member, until FROM skipping WHERE until > ?", []any{v.now}, func(rows *sql.Rows) error {
		var user, at int64
		err := rows.Scan(&user, &at)
		until[user] = at
		return err
	})
	return until, err
}

// Skip gives a user nobody until an instant; 0: from now on again.
func (t *Tx) Skip(ctx context.Context, user, until int64) error {
	query := "INSERT INTO skipping (member, until) VALUES (?, ?) ON CONFLICT (member) DO UPDATE SET until = excluded.until"
	_, err := t.exec(ctx, "noting who is to be skipped", query, user, until)
	return err
}

// EraseAssignments removes what is kept of who got a person, for good.
func (t *Tx) EraseAssignments(ctx context.Context, person int64) error {
	if err := t.WaitNoMore(ctx, person); err != nil {
		return err
	}
	_, err := t.exec(ctx, "erasing who got whom", "DELETE FROM assignment WHERE person = ?", person)
	return err
}
