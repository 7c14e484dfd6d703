package store

import (
	"context"
	"database/sql"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/delight/ticket"
	"banhda/store/dialect"
)

// CareLoad is what lies with somebody who looks after tickets now.
type CareLoad struct {
	Owner   int64 // 0: nobody's
	Open    int64
	Overdue int64
	Waiting int64 // whose customer waits for an answer
	Ages    [4]int64
}

// CareAges are the borders between the ages of open tickets, in days.
var CareAges = [3]int64{1, 3, 7}

// CareLoads are what lies with whom, of the tickets within reach.
func (v *View) CareLoads(ctx context.Context, reach auth.Reach) (list []CareLoad, err error) {
	within, more := v.within(reach)
	query := `SELECT owner, COUNT(*), COALESCE(SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN waiting_since > 0 THEN 1 ELSE 0 END), 0),
COALESCE(SUM(CASE WHEN opened_at > ? THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN opened_at > ? AND opened_at <= ? THEN 1 ELSE 0 END), 0),
COALESCE(SUM(CASE WHEN opened_at > ? AND opened_at <= ? THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN opened_at <= ? THEN 1 ELSE 0 END), 0)
FROM ticket WHERE state = 'open'` + within + " GROUP BY owner ORDER BY owner"
	a, b, c := v.now-CareAges[0]*ticket.Day, v.now-CareAges[1]*ticket.Day, v.now-CareAges[2]*ticket.Day
	err = v.each(ctx, "counting open tickets", query, append([]any{v.now, a, b, a, c, b, c}, more...), func(rows *sql.Rows) error {
		var l CareLoad
		err := rows.Scan(&l.Owner, &l.Open, &l.Overdue, &l.Waiting, &l.Ages[0], &l.Ages[1], &l.Ages[2], &l.Ages[3])
		list = append(list, l)
		return err
	})
	return list, err
}

// CareDone is what somebody brought to an end.
type CareDone struct {
	Owner    int64
	Solved   int64 // tickets that are solved or closed, and became so since
	Opened   int64 // tickets opened since that were solved at some time
	Reopened int64 // of these, those that were opened again
}

// CareDones are what was brought to an end since an instant, of the tickets within reach.
func (v *View) CareDones(ctx context.Context, reach auth.Reach, since int64) (list []CareDone, err error) {
	within, more := v.within(reach)
	again := v.dialect.Field("fields", "reopened", dialect.Float)
	query := `SELECT owner, COALESCE(SUM(CASE WHEN state <> 'open' AND solved_at >= ? THEN 1 ELSE 0 END), 0),
COALESCE(SUM(CASE WHEN opened_at >= ? AND (state <> 'open' OR again > 0) THEN 1 ELSE 0 END), 0),
COALESCE(SUM(CASE WHEN opened_at >= ? AND again > 0 THEN 1 ELSE 0 END), 0)
FROM (SELECT t.owner, t.team, t.state, t.solved_at, t.opened_at, (SELECT ` + again + ` FROM record WHERE type = 'ticket' AND record.id = t.id) AS again FROM ticket t WHERE t.opened_at >= ? OR t.solved_at >= ?) AS done
WHERE 1 = 1` + within + " GROUP BY owner ORDER BY owner"
	err = v.each(ctx, "counting tickets that ended", query, append([]any{since, since, since, since, since}, more...), func(rows *sql.Rows) error {
		var d CareDone
		err := rows.Scan(&d.Owner, &d.Solved, &d.Opened, &d.Reopened)
		list = append(list, d)
		return err
	})
	return list, err
}

// Clocking is one time a clock of a ticket ran, with whose ticket it is.
type Clocking struct {
	Ticket, Owner int64
	Clock         sla.Clock
	Began, Ended  int64 // Ended 0: it goes on
	Due           int64
	Target        int64 // minutes
	Used          int64 // microseconds
	Silent        bool
}

// Late reports whether it ran out before it ended, or before now.
func (c *Clocking) Late(now int64) bool {
	if c.Ended != 0 {
		now = c.Ended
	}
	return c.Due != 0 && c.Due < now
}

// ClockingFilter says which of them are listed: those that ended since an instant by an answer or an end, and those that go
// on although they ran out.
type ClockingFilter struct {
	Clock   sla.Clock // empty: all
	Owner   int64     // of the ticket
	Unowned bool
	Late    bool
	Since   int64
	// AfterAt and AfterID are the last row of the page before: when it ended or ran out, and its ticket.
	AfterAt, AfterID int64
	Limit            int // 0: all
}

// clocked is when a spell counts: when it ended, or ran out.
const clockedAt = "(CASE WHEN ended_at > 0 THEN ended_at ELSE due_at END)"

// Clockings are those of a filter within reach, the last first.
func (v *View) Clockings(ctx context.Context, reach auth.Reach, f ClockingFilter) (list []Clocking, err error) {
	late := "due_at > 0 AND due_at < CASE WHEN ended_at > 0 THEN ended_at ELSE ? END"
	where, args := "target > 0 AND (ended_at >= ? AND (silent = ? OR "+late+") OR ended_at = 0 AND "+late+")", []any{f.Since, false, v.now, v.now}
	add := func(condition string, values ...any) { where, args = where+" AND "+condition, append(args, values...) }
	if f.Clock != "" {
		add("clock = ?", string(f.Clock))
	}
	if f.Owner != 0 || f.Unowned {
		add("owner = ?", f.Owner)
	}
	if f.Late {
		add(late, v.now)
	}
	if f.AfterID != 0 {
		add("("+clockedAt+" < ? OR "+clockedAt+" = ? AND ticket < ?)", f.AfterAt, f.AfterAt, f.AfterID)
	}
	within, more := v.within(reach)
	query := `SELECT ticket, owner, clock, began_at, ended_at, due_at, target, used, silent FROM (
SELECT s.ticket, t.owner, t.team, s.clock, s.began_at, s.ended_at, CASE WHEN s.ended_at = 0 OR s.due_at < s.ended_at THEN s.due_at ELSE 0 END AS due_at, s.target, s.used, s.silent FROM sla_spell s JOIN ticket t ON t.id = s.ticket) AS ran
WHERE ` + where + within + " ORDER BY " + clockedAt + " DESC, ticket DESC"
	args = append(args, more...)
	if f.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, f.Limit)
	}
	err = v.each(ctx, "reading how long customers waited", query, args, func(rows *sql.Rows) error {
		var c Clocking
		err := rows.Scan(&c.Ticket, &c.Owner, (*string)(&c.Clock), &c.Began, &c.Ended, &c.Due, &c.Target, &c.Used, &c.Silent)
		list = append(list, c)
		return err
	})
	return list, err
}

// CareAnswer is what a customer answered when asked how content they were with a ticket.
type CareAnswer struct {
	ID, Ticket, Owner, At int64
	Survey                int64
	Score                 int
	Comment               string
}

// CareAnswers are the CSAT answers since an instant about tickets within reach, the last first: a ticket is asked about
// once it ended, by the event that tells so. Of a filter it takes whose they are, since when, and the last id of the page before.
func (v *View) CareAnswers(ctx context.Context, reach auth.Reach, f ClockingFilter) (list []CareAnswer, err error) {
	query := `SELECT a.id, a.at, a.survey, a.score, a.comment, i.touch FROM survey_answer a JOIN survey_invitation i ON i.id = a.invitation
WHERE a.stands = ? AND i.kind = 'csat' AND i.touch LIKE 'ticket-%' AND a.at >= ? AND (? = 0 OR a.id < ?) ORDER BY a.id DESC`
	touches := map[int64]bool{}
	err = v.each(ctx, "reading how content customers were", query, []any{true, f.Since, f.AfterID, f.AfterID}, func(rows *sql.Rows) error {
		var a CareAnswer
		var touch string
		err := rows.Scan(&a.ID, &a.At, &a.Survey, &a.Score, &a.Comment, &touch)
		a.Ticket = ticket.OfEvent(touch)
		touches[a.Ticket] = true
		list = append(list, a)
		return err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	owners, err := v.ticketOwners(ctx, reach, touches)
	var seen []CareAnswer
	for _, a := range list {
		of, ok := owners[a.Ticket]
		if a.Owner = of; ok && (f.Owner == of || f.Owner == 0 && !f.Unowned) && (f.Limit == 0 || len(seen) < f.Limit) {
			seen = append(seen, a)
		}
	}
	return seen, err
}

// ticketOwners are whose tickets some are, of those within reach.
func (v *View) ticketOwners(ctx context.Context, reach auth.Reach, of map[int64]bool) (owners map[int64]int64, err error) {
	owners = map[int64]int64{}
	var ids []int64
	for id := range of {
		ids = append(ids, id)
	}
	in, arg := v.dialect.In("id", ids)
	within, more := v.within(reach)
	err = v.each(ctx, "reading whose tickets these are", "SELECT id, owner FROM ticket WHERE "+in+within, append([]any{arg}, more...), func(rows *sql.Rows) error {
		var id, owner int64
		err := rows.Scan(&id, &owner)
		owners[id] = owner
		return err
	})
	return owners, err
}
