package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"banhda/hub/person"
)

const personColumns = "id, name, name_folded, sort_key, fields"

// PeopleQuestion asks for a page of people by name, in Vietnamese order.
type PeopleQuestion struct {
	Search string // words that must all occur in the name, marks and capitals aside; empty: everybody
	After  string // cursor of the page before; empty: from the start
	Limit  int
}

// People gives a page of records and the cursor of the next, empty at the end.
func (v *View) People(ctx context.Context, q PeopleQuestion) (page []person.Record, next string, err error) {
	where, args, err := q.where()
	if err != nil {
		return nil, "", err
	}
	query := "SELECT " + personColumns + " FROM person" + where + " ORDER BY sort_key, id LIMIT ?"
	page, err = v.people(ctx, query, append(args, q.Limit+1)...)
	if err != nil || len(page) <= q.Limit {
		return page, "", err
	}
	page = page[:q.Limit]
	return page, cursorAfter(page[q.Limit-1]), nil
}

func (q PeopleQuestion) where() (string, []any, error) {
	conditions, args := named(strings.Fields(person.Fold(q.Search)))
	if q.After != "" {
		key, id, err := readCursor(q.After)
		if err != nil {
			return "", nil, err
		}
		conditions = append(conditions, "(sort_key, id) > (?, ?)")
		args = append(args, key, id)
	}
	if len(conditions) == 0 {
		return "", nil, nil
	}
	return " WHERE " + strings.Join(conditions, " AND "), args, nil
}

// named are the conditions that each word occurs in the folded name.
func named(words []string) (conditions []string, args []any) {
	for _, word := range words {
		conditions = append(conditions, `name_folded LIKE ? ESCAPE '\'`)
		args = append(args, containing(word))
	}
	return conditions, args
}

// containing is the pattern of texts that contain s.
func containing(s string) string { return "%" + likeEscape.Replace(s) + "%" }

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func cursorAfter(r person.Record) string {
	key := base64.RawURLEncoding.EncodeToString(storedKey(r))
	return key + "." + strconv.FormatInt(r.ID, 10)
}

func readCursor(cursor string) (key []byte, id int64, err error) {
	text, number, _ := strings.Cut(cursor, ".")
	key, err = base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		id, err = strconv.ParseInt(number, 10, 64)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%q is not a cursor of this list: take it from the page before", cursor)
	}
	return key, id, nil
}

// PeopleByID gives the records of those of the given people who have one, in order of id.
func (v *View) PeopleByID(ctx context.Context, ids []int64) ([]person.Record, error) {
	in, arg := v.dialect.In("id", ids)
	return v.people(ctx, "SELECT "+personColumns+" FROM person WHERE "+in+" ORDER BY id", arg)
}

func (v *View) people(ctx context.Context, query string, args ...any) (list []person.Record, err error) {
	err = v.each(ctx, "finding people", query, args, func(rows *sql.Rows) error {
		var p person.Record
		err := rows.Scan(&p.ID, &p.Name, &p.Folded, &p.SortKey, (*nullJSON)(&p.Fields))
		if bytes.Equal(p.SortKey, nameless) {
			p.SortKey = nil
		}
		list = append(list, p)
		return err
	})
	return list, err
}

func storedKey(r person.Record) []byte {
	if len(r.SortKey) == 0 {
		return nameless
	}
	return r.SortKey[:min(len(r.SortKey), longestKey)]
}

func (t *Tx) savePeople(ctx context.Context, people []person.Record) error {
	people = lastOfEach(people, func(r person.Record) int64 { return r.ID })
	into := "person (" + personColumns + ")"
	after := `ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
sort_key = excluded.sort_key, fields = excluded.fields`
	return t.insertAll(ctx, "saving people", into, 5, after, len(people), func(i int) []any {
		r := &people[i]
		return []any{r.ID, r.Name, r.Folded, storedKey(*r), jsonText(r.Fields)}
	})
}

func (t *Tx) removePeople(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	in, arg := t.dialect.In("id", ids)
	_, err := t.exec(ctx, "removing merged people", "DELETE FROM person WHERE "+in, arg)
	return err
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
