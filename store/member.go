package store

import (
	"context"
	"database/sql"

	"banhda/hub/segment"
)

// Member is somebody in a segment, since when. Of a list it is who they are now, and since when who was put in was in.
type Member struct{ Person, Since int64 }

// Turn is somebody who entered a segment, or left it. Told says that an event says so.
type Turn struct {
	ID, Person, At int64
	Entered, Told  bool
}

// Size is how many members a segment had at the end of a day.
type Size struct {
	Day     string
	Members int64
}

// MembersAmong are those of some people who are in a segment, by their rows in it.
func (v *View) MembersAmong(ctx context.Context, segment int64, people []int64) ([]int64, error) {
	in, arg := v.dialect.In("person", people)
	return v.ids(ctx, "SELECT person FROM membership_of WHERE segment = ? AND "+in+" ORDER BY person", segment, arg)
}

// AllMembers are everybody in a segment, by their rows in it.
func (v *View) AllMembers(ctx context.Context, id int64) (*segment.Set, error) {
	set := segment.NewSet()
	query := "SELECT " + v.dialect.Gather("person") + " FROM membership_of WHERE segment = ?"
	err := v.each(ctx, "reading members", query, []any{id}, func(rows *sql.Rows) error {
		var ids sql.RawBytes
		err := rows.Scan(&ids)
		for person := range gathered(ids) {
			set.Add(person)
		}
		return err
	})
	return set, err
}

// CountMembers is how many people are in a segment.
func (v *View) CountMembers(ctx context.Context, segment int64) (n int64, err error) {
	query := "SELECT COUNT(*) FROM membership_of WHERE segment = ?"
	return n, v.one(ctx, "counting members", query, []any{segment}, &n)
}

// Members gives a page of who is in a segment, those who came last first, behind the page's last before; nil begins.
func (v *View) Members(ctx context.Context, segment int64, behind *Member, limit int) (list []Member, next *Member, err error) {
	if behind == nil {
		behind = &Member{Since: 1 << 62}
	}
	query := `SELECT m.person, profile.person, m.since FROM membership_of m JOIN profile ON profile.id = m.person
WHERE m.segment = ? AND (m.since, m.person) < (?, ?) ORDER BY m.since DESC, m.person DESC LIMIT ?`
	err = v.each(ctx, "reading members", query, []any{segment, behind.Since, behind.Person, limit}, func(rows *sql.Rows) error {
		var m, row Member
		err := rows.Scan(&row.Person, &m.Person, &m.Since)
		row.Since = m.Since
		list, next = append(list, m), &row
		return err
	})
	if len(list) < limit {
		next = nil
	}
	return list, next, err
}

// SegmentsOf are the segments somebody is in whose members are kept, and the lists they were put into, with since when.
func (v *View) SegmentsOf(ctx context.Context, person int64) (in map[int64]int64, err error) {
	in = map[int64]int64{}
	query := "SELECT m.segment, m.since FROM membership_of m JOIN profile ON profile.id = m.person WHERE profile.person = ?"
	err = v.each(ctx, "reading memberships", query, []any{person}, func(rows *sql.Rows) error {
		var id, since int64
		err := rows.Scan(&id, &since)
		if was, ok := in[id]; !ok || since < was {
			in[id] = since
		}
		return err
	})
	return in, err
}

// Enter notes that people are in a segment from now on. told says that an event says so, too.
func (t *Tx) Enter(ctx context.Context, segment int64, people []int64, told bool) error {
	err := t.insertAll(ctx, "entering a segment", "membership_of (segment, person, since)", 3, "ON CONFLICT DO NOTHING", len(people), func(i int) []any {
		return []any{segment, people[i], t.now}
	})
	if err != nil {
		return err
	}
	return t.turned(ctx, segment, people, true, told)
}

// Leave notes that people are in a segment no more.
func (t *Tx) Leave(ctx context.Context, segment int64, people []int64, told bool) error {
	in, arg := t.dialect.In("person", people)
	if _, err := t.exec(ctx, "leaving a segment", "DELETE FROM membership_of WHERE segment = ? AND "+in, segment, arg); err != nil {
		return err
	}
	return t.turned(ctx, segment, people, false, told)
}

func (t *Tx) turned(ctx context.Context, segment int64, people []int64, entered, told bool) error {
	into := "segment_turn (segment, person, entered, told, at, action)"
	return t.insertAll(ctx, "noting who came and went", into, 6, "", len(people), func(i int) []any {
		return []any{segment, people[i], entered, told, t.now, t.action()}
	})
}

// Disband forgets up to limit members of a segment, without a word, and gives how many.
func (t *Tx) Disband(ctx context.Context, segment int64, limit int) (int64, error) {
	query := "DELETE FROM membership_of WHERE segment = ? AND person IN (SELECT person FROM membership_of WHERE segment = ? LIMIT ?)"
	return t.exec(ctx, "forgetting members", query, segment, segment, limit)
}

// Turns gives a page of who came and went, the latest first, before the given one; 0 begins with the latest.
func (v *View) Turns(ctx context.Context, segment, before int64, limit int) (list []Turn, err error) {
	query := `SELECT id, person, entered, told, at FROM segment_turn WHERE segment = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?`
	err = v.each(ctx, "reading who came and went", query, []any{segment, before, before, limit}, func(rows *sql.Rows) error {
		var u Turn
		err := rows.Scan(&u.ID, &u.Person, &u.Entered, &u.Told, &u.At)
		list = append(list, u)
		return err
	})
	return list, err
}

// ListTurn is somebody whom a piece of work put into a list, or took out of it: Row is who they were then, Person who they are now.
type ListTurn struct {
	ID, Segment, Row, Person int64
	Entered                  bool
}

// lastTurns are the turns of a piece of work that nobody turned again since: those can be taken back.
const lastTurns = ` FROM segment_turn u JOIN profile p ON p.id = u.person WHERE u.action = ? AND u.action > 0
AND NOT EXISTS (SELECT 1 FROM segment_turn l WHERE l.segment = u.segment AND l.person = u.person AND l.id > u.id)`

// CountListTurns is how many came into lists and went out of them by a piece of work, and were left there since.
func (v *View) CountListTurns(ctx context.Context, action int64) (n int64, err error) {
	err = v.one(ctx, "counting who was put into lists", "SELECT COUNT(*)"+lastTurns, []any{action}, &n)
	return n, err
}

// ListTurns gives a page of those, in order, behind the given one.
func (v *View) ListTurns(ctx context.Context, action, behind int64, limit int) (list []ListTurn, err error) {
	query := "SELECT u.id, u.segment, u.person, p.person, u.entered" + lastTurns + " AND u.id > ? ORDER BY u.id LIMIT ?"
	err = v.each(ctx, "reading who was put into lists", query, []any{action, behind, limit}, func(rows *sql.Rows) error {
		var u ListTurn
		err := rows.Scan(&u.ID, &u.Segment, &u.Row, &u.Person, &u.Entered)
		list = append(list, u)
		return err
	})
	return list, err
}

// ForgetTurns removes up to limit of those from before an instant, and gives how many.
func (t *Tx) ForgetTurns(ctx context.Context, before int64, limit int) (int64, error) {
	query := "DELETE FROM segment_turn WHERE id IN (SELECT id FROM segment_turn WHERE at < ? ORDER BY at LIMIT ?)"
	return t.exec(ctx, "forgetting who came and went", query, before, limit)
}

// NoteSize keeps how many members a segment has on a day.
func (t *Tx) NoteSize(ctx context.Context, segment int64, day string, members int64) error {
	query := "INSERT INTO segment_size (segment, day, members) VALUES (?, ?, ?) ON CONFLICT (segment, day) DO UPDATE SET members = excluded.members"
	_, err := t.exec(ctx, "noting the size of a segment", query, segment, day, members)
	return err
}

// Sizes are those of the days from one on, in order.
func (v *View) Sizes(ctx context.Context, segment int64, from string) (list []Size, err error) {
	query := "SELECT day, members FROM segment_size WHERE segment = ? AND day >= ? ORDER BY day"
	err = v.each(ctx, "reading the sizes of a segment", query, []any{segment, from}, func(rows *sql.Rows) error {
		var s Size
		err := rows.Scan(&s.Day, &s.Members)
		list = append(list, s)
		return err
	})
	return list, err
}
