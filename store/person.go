package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
)

// containing is the pattern of texts that contain s.
func containing(s string) string { return "%" + likeEscape.Replace(s) + "%" }

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Names are the names of those of the given people who have one.
func (v *View) Names(ctx context.Context, people []int64) (map[int64]string, error) {
	in, arg := v.dialect.In("id", people)
	names := map[int64]string{}
	query := "SELECT id, name FROM record WHERE type = 'person' AND name <> '' AND " + in
	err := v.each(ctx, "finding names", query, []any{arg}, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}

// savePeople writes people's records as identity finds them: what was set on them in the record stays over what events
// state, and goes with them through merges.
func (t *Tx) savePeople(ctx context.Context, c person.Changes, who map[person.Key]int64, moved []int64, brought []*Bringing) error {
	c.People = lastOfEach(c.People, func(r person.Record) int64 { return r.ID })
	if err := t.follow(ctx, moved, c.Gone); err != nil {
		return err
	}
	t.fresh = fresh(c, who)
	own, err := t.ownOfChanged(ctx, c)
	if err != nil {
		return err
	}
	born, err := t.born(ctx, c)
	if err != nil {
		return err
	}
	for _, p := range c.People {
		t.touch(record.Person, p.ID)
	}
	t.touch(record.Person, moved...)
	t.touch(record.Person, c.Gone...)
	rest, err := t.bring(ctx, brought, c, who, born)
	if err != nil {
		return err
	}
	return t.savePeopleWith(ctx, rest, own, born)
}

// ownOfChanged is ownOf those on whom something can have been set: nothing was on who is new, whose number is beyond all
// those; but where identities are built anew everybody is found as if for the first time.
func (t *Tx) ownOfChanged(ctx context.Context, c person.Changes) (map[int64][]record.Own, error) {
	var last int64
	if err := t.one(ctx, "finding the last on whom something was set", "SELECT COALESCE(MAX(person), 0) FROM own", nil, &last); err != nil {
		return nil, err
	}
	anew := slices.ContainsFunc(c.Founded, func(f person.Founding) bool { return f.ID <= last })
	var ids []int64
	for _, p := range c.People {
		if _, fresh := t.fresh[p.ID]; !fresh || anew {
			ids = append(ids, p.ID)
		}
	}
	return t.ownOf(ctx, ids, nil)
}

// follow lets the records of people whose profiles moved say whom they stand for, and takes them out of what is looked up;
// those of people nobody knows any more go, unless they hold what somebody set.
func (t *Tx) follow(ctx context.Context, moved, gone []int64) error {
	ids := slices.Concat(moved, gone)
	if len(ids) == 0 {
		return nil
	}
	in, arg := t.dialect.In("id", ids) // most profiles that move never were anybody with a record
	ids, err := t.ids(ctx, "SELECT id FROM record WHERE type = 'person' AND "+in, arg)
	if err != nil || len(ids) == 0 {
		return err
	}
	in, arg = t.dialect.In("id", ids)
	query := `UPDATE record SET into_id = COALESCE((SELECT CASE WHEN profile.person = profile.id THEN 0 ELSE profile.person END
FROM profile WHERE profile.id = record.id), 0) WHERE type = 'person' AND ` + in
	if _, err := t.exec(ctx, "following merges", query, arg); err != nil {
		return err
	}
	for _, p := range parts[:2] { // tags and companies
		in, arg := t.dialect.In(p.id, ids)
		if _, err := t.exec(ctx, "following merges", p.remove+in, string(record.Person), arg); err != nil {
			return err
		}
	}
	in, arg = t.dialect.In("id", gone)
	query = `DELETE FROM record WHERE type = 'person' AND into_id = 0 AND deleted_at = 0
AND NOT EXISTS (SELECT 1 FROM own WHERE own.person = record.id) AND ` + in
	_, err = t.exec(ctx, "forgetting who is nobody", query, arg)
	return err
}

// born tells when each of the people changed became known: when their first profile was founded.
func (t *Tx) born(ctx context.Context, c person.Changes) (map[int64]int64, error) {
	born := make(map[int64]int64, len(c.People))
	for _, f := range c.Founded {
		born[f.ID] = f.ReceivedAt
	}
	var rest []int64
	for _, p := range c.People {
		if born[p.ID] == 0 {
			rest = append(rest, p.ID)
		}
	}
	if len(rest) == 0 {
		return born, nil
	}
	in, arg := t.dialect.In("id", rest)
	err := t.each(ctx, "reading when people became known", "SELECT id, received_at FROM profile WHERE "+in, []any{arg}, func(rows *sql.Rows) error {
		var id, at int64
		err := rows.Scan(&id, &at)
		born[id] = at
		return err
	})
	return born, err
}

const personUpsert = `ON CONFLICT (type, id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, sort_key = excluded.sort_key,
owner = excluded.owner, team = excluded.team, email = excluded.email, phone = excluded.phone,
updated_at = CASE WHEN excluded.updated_at > record.updated_at THEN excluded.updated_at ELSE record.updated_at END,
version = record.version + 1, deleted_at = CASE WHEN record.deleted_at < 0 THEN 0 ELSE record.deleted_at END, into_id = 0, fields = excluded.fields, stated = excluded.stated`

func (t *Tx) savePeopleWith(ctx context.Context, people []person.Record, own map[int64][]record.Own, born map[int64]int64) error {
	fields, err := t.index(ctx, record.Person)
	if err != nil {
		return err
	}
	rows := make([][]any, len(people))
	var listed []record.Record
	for i, p := range people {
		r := record.Record{Type: record.Person, ID: p.ID, Version: 1, CreatedAt: born[p.ID], UpdatedAt: p.At}
		r.Values = record.Assemble(fields, p.ID, p.Stated, own[p.ID])
		if rows[i], err = recordRow(&r, p.Stated); err != nil {
			return err
		}
		if len(own[p.ID]) > 0 {
			listed = append(listed, r)
		}
	}
	err = t.insertAll(ctx, "saving people", recordInto, 16, personUpsert, len(rows), func(i int) []any { return rows[i] })
	for _, p := range parts[:2] {
		if err == nil {
			err = t.savePart(ctx, record.Person, p, listed)
		}
	}
	return err
}

// statedText is what events said of a person as it is kept; nil for nothing.
func statedText(stated record.Values) (any, error) {
	if len(stated) == 0 {
		return nil, nil
	}
	text, err := stated.Encode()
	return string(text), err
}

// jsonText is how JSON is written: as text, nil as NULL.
func jsonText(j json.RawMessage) any {
	if j == nil {
		return nil
	}
	return string(j)
}

// nullJSON reads what jsonText wrote.
type nullJSON json.RawMessage

// Scan implements sql.Scanner.
func (j *nullJSON) Scan(from any) error {
	switch text := from.(type) {
	case nil:
		*j = nil
	case string:
		*j = nullJSON(text)
	case []byte:
		*j = bytes.Clone(text)
	default:
		return fmt.Errorf("JSON is stored as text, not as %T", from)
	}
	return nil
}
