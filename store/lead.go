package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/auth"
	"banhda/engage/lead"
)

const (
	leadColumns = "l.id, l.profile, p.person, l.state, l.event, l.source, l.since, l.due_at, l.tell_at, l.told_at, l.ended_at, l.answer, l.member, l.reason"
	// A lead is seen by whoever sees the person. Of one person who was several the wait that began first stands for all.
	leadTables = `lead l JOIN profile p ON p.id = l.profile JOIN record r ON r.type = 'person' AND r.id = p.person AND r.deleted_at = 0`
	leadOnce   = ` AND (l.state <> 'waiting' OR NOT EXISTS (SELECT 1 FROM lead e JOIN profile q ON q.id = e.profile
WHERE q.person = p.person AND e.state = 'waiting' AND (e.since < l.since OR e.since = l.since AND e.id < l.id)))`
)

func (v *View) leads(ctx context.Context, where string, args ...any) (list []lead.Lead, err error) {
	query := "SELECT " + leadColumns + " FROM " + leadTables + " WHERE " + where
	err = v.each(ctx, "reading leads", query, args, func(rows *sql.Rows) error {
		var l lead.Lead
		err := rows.Scan(&l.ID, &l.Profile, &l.Person, (*string)(&l.State), &l.Event, &l.Source, &l.Since, &l.DueAt, &l.TellAt, &l.ToldAt, &l.EndedAt, &l.Answer, &l.By, &l.Reason)
		list = append(list, l)
		return err
	})
	return list, err
}

// AddLead lets a person wait, and gives the lead's id; 0 where they wait already.
func (t *Tx) AddLead(ctx context.Context, l lead.Lead) (id int64, err error) {
	query := `INSERT INTO lead (profile, state, event, source, since, due_at, tell_at, told_at, ended_at, answer, member, reason)
SELECT p.id, 'waiting', ?, ?, ?, ?, ?, 0, 0, '', 0, '' FROM profile p
WHERE p.id = ? AND NOT EXISTS (SELECT 1 FROM lead e JOIN profile q ON q.id = e.profile WHERE q.person = p.person AND e.state = 'waiting') RETURNING id`
	err = t.one(ctx, "letting a lead wait", query, []any{l.Event, l.Source, l.Since, l.DueAt, l.TellAt, l.Person}, &id)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// AnswerLeads ends the waits of a person that began by an instant: they were answered then, by an event and a user, or by
// whoever looks after them where that is 0. It gives which those were.
func (t *Tx) AnswerLeads(ctx context.Context, person, at, user int64, event string) (ids []int64, err error) {
	query := `UPDATE lead SET state = 'answered', ended_at = ?, answer = ?, tell_at = 0,
member = CASE WHEN ? <> 0 THEN ? ELSE COALESCE((SELECT owner FROM record WHERE type = 'person' AND id = ?), 0) END
WHERE state = 'waiting' AND since <= ? AND profile IN (SELECT id FROM profile WHERE person = ?) RETURNING id`
	return t.ids(ctx, query, at, event, user, user, person, at, person)
}

// SaveLead writes what became of a lead.
func (t *Tx) SaveLead(ctx context.Context, l lead.Lead) error {
	query := "UPDATE lead SET state = ?, due_at = ?, tell_at = ?, told_at = ?, ended_at = ?, reason = ? WHERE id = ?"
	_, err := t.exec(ctx, "saving a lead", query, string(l.State), l.DueAt, l.TellAt, l.ToldAt, l.EndedAt, l.Reason, l.ID)
	return err
}

// LastLead is a person's, the last one; ErrNotFound where they never asked.
func (v *View) LastLead(ctx context.Context, person int64) (l lead.Lead, err error) {
	list, err := v.leads(ctx, "p.person = ?"+leadOnce+" ORDER BY l.since DESC, l.id DESC LIMIT 1", person)
	if err != nil || len(list) == 0 {
		return l, errors.Join(err, v.failed("reading a lead", sql.ErrNoRows))
	}
	return list[0], nil
}

// LeadFilter says which leads are listed; what is zero does not narrow.
type LeadFilter struct {
	State lead.State // required, but for Judged
	// Judged, a user's, are those of which it is known whether the answer came in time: answered by them since From where it was
	// due, and those who wait for them longer than they should. What else is asked for is not looked at.
	Judged  int64
	Owner   int64 // of the person
	Unowned bool
	Late    bool  // no answer came in time
	By      int64 // who answered
	From    int64 // of those that ended: at or after
	// After is the last row of the page before: since when it waits, or when it ended, and its id; 0: from the beginning.
	AfterAt, AfterID int64
	Limit            int
}

func (f LeadFilter) where(now int64) (where string, args []any) {
	if f.Judged != 0 {
		return "l.due_at > 0 AND (l.state = 'answered' AND l.member = ? AND l.ended_at >= ? OR l.state = 'waiting' AND r.owner = ? AND l.due_at < ?)" + leadOnce, []any{f.Judged, f.From, f.Judged, now}
	}
	where, args = "l.state = ?"+leadOnce, []any{string(f.State)}
	add := func(condition string, values ...any) { where, args = where+" AND "+condition, append(args, values...) }
	if f.Owner != 0 {
		add("r.owner = ?", f.Owner)
	}
	if f.Unowned {
		add("r.owner = ?", 0)
	}
	if f.Late {
		add("l.due_at > 0 AND l.due_at < CASE WHEN l.ended_at > 0 THEN l.ended_at ELSE ? END", now)
	}
	if f.By != 0 {
		add("l.member = ?", f.By)
	}
	if f.From != 0 {
		add("l.ended_at >= ?", f.From)
	}
	return where, args
}

// page is the condition of the rows behind the last one, and their order: who waits longest first, what ended last first; of
// those that are judged, who asked last first.
func (f LeadFilter) page() (where string, args []any, order string) {
	column, behind, order := "l.since", ">", ""
	switch {
	case f.Judged != 0:
		behind, order = "<", " DESC"
	case f.State != lead.Waiting:
		column, behind, order = "l.ended_at", "<", " DESC"
	}
	if f.AfterID != 0 {
		where, args = " AND ("+column+" "+behind+" ? OR "+column+" = ? AND l.id "+behind+" ?)", []any{f.AfterAt, f.AfterAt, f.AfterID}
	}
	return where, args, " ORDER BY " + column + order + ", l.id" + order + " LIMIT ?"
}

// Leads gives a page of the leads within a reach of people.
func (v *View) Leads(ctx context.Context, reach auth.Reach, f LeadFilter) ([]lead.Lead, error) {
	where, args := f.where(v.now)
	condition, more := v.within(reach)
	behind, place, order := f.page()
	args = append(append(append(args, more...), place...), f.Limit)
	return v.leads(ctx, where+condition+behind+order, args...)
}

// CountLeads counts those of a filter within a reach of people, up to a bound.
func (v *View) CountLeads(ctx context.Context, reach auth.Reach, f LeadFilter, most int) (n int64, err error) {
	where, args := f.where(v.now)
	condition, more := v.within(reach)
	query := "SELECT count(*) FROM (SELECT 1 FROM " + leadTables + " WHERE " + where + condition + " LIMIT ?) AS found"
	err = v.one(ctx, "counting leads", query, append(append(args, more...), most), &n)
	return n, err
}

// LeadsToTell are those of which somebody else is to be told now that no answer came.
func (v *View) LeadsToTell(ctx context.Context, limit int) ([]lead.Lead, error) {
	return v.leads(ctx, "l.tell_at > 0 AND l.tell_at <= ? AND l.state = 'waiting' ORDER BY l.tell_at, l.id LIMIT ?", v.now, limit)
}

// LeadStandings are how the leads within a reach of people stand, by user: those who wait by who looks after them, those
// answered since an instant by who answered.
func (v *View) LeadStandings(ctx context.Context, reach auth.Reach, from int64) (map[int64]*lead.Standing, error) {
	by := map[int64]*lead.Standing{}
	of := func(user int64) *lead.Standing {
		if by[user] == nil {
			by[user] = &lead.Standing{User: user}
		}
		return by[user]
	}
	condition, more := v.within(reach)
	waiting := "SELECT r.owner, count(*), COALESCE(SUM(CASE WHEN l.due_at > 0 AND l.due_at < ? THEN 1 ELSE 0 END), 0) FROM " + leadTables + " WHERE l.state = 'waiting'" + leadOnce + condition + " GROUP BY r.owner"
	err := v.each(ctx, "counting who waits", waiting, append([]any{v.now}, more...), func(rows *sql.Rows) error {
		var user, n, late int64
		err := rows.Scan(&user, &n, &late)
		of(user).Waiting, of(user).Late = n, late
		return err
	})
	if err != nil {
		return nil, err
	}
	answered := "SELECT l.member, count(*), COALESCE(SUM(CASE WHEN l.ended_at <= l.due_at THEN 1 ELSE 0 END), 0) FROM " + leadTables + " WHERE l.state = 'answered' AND l.due_at > 0 AND l.ended_at >= ?" + condition + " GROUP BY l.member"
	err = v.each(ctx, "counting who was answered", answered, append([]any{from}, more...), func(rows *sql.Rows) error {
		var user, n, kept int64
		err := rows.Scan(&user, &n, &kept)
		of(user).Answered, of(user).InTime = n, kept
		return err
	})
	return by, err
}
