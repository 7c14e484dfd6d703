package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

const recordColumns = "id, name, owner, team, email, phone, created_at, updated_at, version, deleted_at, into_id, score, fields"

// nameless is the sort key of records without a name: after all that have one.
var nameless = []byte{0xff, 0xff}

// longestKey is how many bytes of a sort key are kept: PostgreSQL's indexes hold at most 2,704 bytes a row.
const longestKey = 1024

func sortKey(name string) []byte {
	key := person.SortKey(name)
	if len(key) == 0 {
		return nameless
	}
	return key[:min(len(key), longestKey)]
}

// columned are the fields kept in columns of their own, with the value that stands there for none.
var columned = map[string]any{"name": "", "owner": int64(0), "team": int64(0), "email": "", "phone": ""}

// recordReader reads recordColumns of records of one type, row after row.
type recordReader struct {
	fields             map[string]*record.Field
	r                  record.Record
	name, email, phone string
	owner, team, score int64
	values             sql.RawBytes
	into               []any
}

func newRecordReader(typ record.Type, fields map[string]*record.Field) *recordReader {
	s := &recordReader{fields: fields, r: record.Record{Type: typ}}
	s.into = []any{&s.r.ID, &s.name, &s.owner, &s.team, &s.email, &s.phone,
		&s.r.CreatedAt, &s.r.UpdatedAt, &s.r.Version, &s.r.DeletedAt, &s.r.Into, &s.score, &s.values}
	return s
}

// read reads the row at hand, and what stands behind the columns.
func (s *recordReader) read(rows *sql.Rows, behind ...any) (r record.Record, err error) {
	if err := rows.Scan(append(s.into, behind...)...); err != nil {
		return r, err
	}
	r = s.r
	if r.Values, err = record.Decode(s.fields, s.values); err != nil {
		return r, err
	}
	for _, c := range [...]struct{ key, text string }{{"name", s.name}, {"email", s.email}, {"phone", s.phone}} {
		if c.text != "" {
			r.Values[c.key] = c.text
		}
	}
	for _, c := range [...]struct {
		key string
		id  int64
	}{{"owner", s.owner}, {"team", s.team}} {
		if c.id != 0 {
			r.Values[c.key] = c.id
		}
	}
	if r.Type == record.Person && s.score != 0 {
		r.Values[record.Score] = float64(s.score)
	}
	return r, nil
}

// scored reports whether a field is the score of people, which rules keep in a column of its own.
func scored(typ record.Type, key string) bool { return typ == record.Person && key == record.Score }

// records runs a query for recordColumns of records of one type.
func (v *View) records(ctx context.Context, typ record.Type, query string, args ...any) (list []record.Record, err error) {
	fields, err := v.index(ctx, typ)
	if err != nil {
		return nil, err
	}
	reader := newRecordReader(typ, fields)
	err = v.each(ctx, "reading records", query, args, func(rows *sql.Rows) error {
		r, err := reader.read(rows)
		list = append(list, r)
		return err
	})
	return list, err
}

// within is the condition that a record lies within reach, to stand behind others; empty where all do.
func (v *View) within(reach auth.Reach) (condition string, args []any) {
	if reach.All {
		return "", nil
	}
	condition, args = "owner = ? AND owner <> 0", []any{reach.User}
	if len(reach.Teams) > 0 {
		in, arg := v.dialect.In("team", reach.Teams)
		condition, args = condition+" OR team <> 0 AND "+in, append(args, arg)
	}
	return " AND (" + condition + ")", args
}

// Record gives one record within reach, whether it is there or in the bin; of an id that was merged away, whom or what
// it was merged into. ErrNotFound where there is none.
func (v *View) Record(ctx context.Context, reach auth.Reach, typ record.Type, id int64) (record.Record, error) {
	found, err := v.RecordsByID(ctx, reach, typ, []int64{id})
	if err != nil {
		return record.Record{}, err
	}
	r, ok := found[id]
	if !ok {
		return r, v.failed("reading a record", sql.ErrNoRows)
	}
	return r, nil
}

// RecordsByID gives the records within reach by the ids they were asked by, those in the bin and those merged into
// others as in Record; ids without one are absent.
func (v *View) RecordsByID(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64) (map[int64]record.Record, error) {
	if len(ids) == 0 {
		return map[int64]record.Record{}, nil
	}
	found, err := v.byID(ctx, reach, typ, ids)
	if err != nil {
		return nil, err
	}
	var moved []int64 // mostly nobody was, which spares two questions
	for _, id := range ids {
		if r, ok := found[id]; !ok || r.Into != 0 {
			moved = append(moved, id)
			delete(found, id)
		}
	}
	if len(moved) == 0 {
		return found, nil
	}
	stands, err := v.stands(ctx, typ, moved)
	if err != nil {
		return nil, err
	}
	there, err := v.byID(ctx, reach, typ, slices.Collect(maps.Values(stands)))
	if err != nil {
		return nil, err
	}
	for _, id := range moved {
		if r, ok := there[stands[id]]; ok {
			found[id] = r
		}
	}
	return found, nil
}

// byID gives the records within reach as they are, without following merges, whatever became of them.
func (v *View) byID(ctx context.Context, reach auth.Reach, typ record.Type, ids []int64) (map[int64]record.Record, error) {
	fields, err := v.index(ctx, typ)
	if err != nil {
		return nil, err
	}
	from, list := v.dialect.Among("record", "id", ids)
	condition, args := v.within(reach)
	query := "SELECT " + recordColumns + ", stated FROM " + from + " WHERE type = ?" + condition
	reader, byID := newRecordReader(typ, fields), make(map[int64]record.Record, len(ids))
	err = v.each(ctx, "reading records", query, append([]any{list, string(typ)}, args...), func(rows *sql.Rows) error {
		var stated sql.RawBytes
		r, err := reader.read(rows, &stated)
		r.Stated = bytes.Clone(stated)
		byID[r.ID] = r
		return err
	})
	return byID, err
}

// stands tells for each id the one it is now, after merges.
func (v *View) stands(ctx context.Context, typ record.Type, ids []int64) (map[int64]int64, error) {
	stands := make(map[int64]int64, len(ids))
	for _, id := range ids {
		stands[id] = id
	}
	in, arg := v.dialect.In("id", ids)
	query, args := "SELECT id, person FROM profile WHERE "+in, []any{arg}
	if typ != record.Person {
		query, args = mergedQuery(in), []any{string(typ), arg, string(typ)}
	}
	err := v.each(ctx, "reading who was merged", query, args, func(rows *sql.Rows) error {
		var id, now int64
		err := rows.Scan(&id, &now)
		stands[id] = now
		return err
	})
	return stands, err
}

// mergedQuery follows merges to their end; in says where it begins.
func mergedQuery(in string) string {
	return `WITH RECURSIVE merged (id, now, step) AS (
	SELECT id, into_id, 1 FROM record WHERE type = ? AND ` + in + ` AND into_id <> 0
	UNION ALL
	SELECT merged.id, record.into_id, step + 1 FROM merged JOIN record ON record.type = ? AND record.id = merged.now
	WHERE record.into_id <> 0 AND step < 100
) SELECT id, now FROM merged ORDER BY step`
}

// Unique finds the record that has a value of a unique field; ErrNotFound where none does.
func (v *View) Unique(ctx context.Context, typ record.Type, field string, value any) (id int64, err error) {
	text, err := record.EncodeValue(value)
	if err != nil {
		return 0, err
	}
	query := "SELECT record FROM unique_value WHERE type = ? AND field = ? AND value = ?"
	err = v.one(ctx, "looking for a unique value", query, []any{string(typ), field, string(text)}, &id)
	return id, err
}

// UniqueAmong finds records by texts of a unique field, all at once.
func (v *View) UniqueAmong(ctx context.Context, typ record.Type, field string, texts []string) (map[string]int64, error) {
	if len(texts) == 0 {
		return map[string]int64{}, nil
	}
	of, kept := map[string]string{}, make([]string, len(texts))
	for i, text := range texts {
		value, err := record.EncodeValue(text)
		if err != nil {
			return nil, err
		}
		kept[i] = string(value)
		of[kept[i]] = text
	}
	in, arg := v.dialect.In("value", kept)
	found, err := v.found(ctx, "SELECT value, record FROM unique_value WHERE type = ? AND field = ? AND "+in, string(typ), field, arg)
	by := make(map[string]int64, len(found))
	for value, id := range found {
		by[of[value]] = id
	}
	return by, err
}

// Tagged are the ids of the records of a type that have a tag, in order.
func (v *View) Tagged(ctx context.Context, typ record.Type, tag string) ([]int64, error) {
	return v.ids(ctx, "SELECT record FROM tagging WHERE type = ? AND tag = ? ORDER BY record", string(typ), tag)
}

// TagCount is a tag and how many records have it.
type TagCount struct {
	Tag   string
	Count int64
}

// TagCounts are the tags that records of a type within reach have, in order of their bytes.
func (v *View) TagCounts(ctx context.Context, reach auth.Reach, typ record.Type) (list []TagCount, err error) {
	query, args := "SELECT tag, COUNT(*) FROM tagging WHERE type = ?", []any{string(typ)}
	if within, more := v.within(reach); within != "" {
		query += " AND record IN (SELECT id FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0" + within + ")"
		args = append(append(args, string(typ)), more...)
	}
	err = v.each(ctx, "counting tags", query+" GROUP BY tag ORDER BY tag", args, func(rows *sql.Rows) error {
		var c TagCount
		err := rows.Scan(&c.Tag, &c.Count)
		list = append(list, c)
		return err
	})
	return list, err
}

// What keeps a record from being written.
var (
	ErrRemoved = phrase.Errorf("this record is in the bin; restore it first")
	ErrChanged = errors.Join(ErrConflict, phrase.Errorf("somebody else changed this meanwhile; look at it again"))
	ErrOutside = phrase.Errorf("this would be outside what you may reach; make yourself or your team its owner")
)

// textOrNil is a text as a database takes it: nil as NULL.
func textOrNil(text []byte) any {
	if text == nil {
		return nil
	}
	return string(text)
}
