package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/store/dialect"
)

// touch notes that what is looked for of records changed. Their words are written once, when the transaction ends, and in
// order of their ids: an index of words takes in what comes in order many times faster.
func (t *Tx) touch(typ record.Type, ids ...int64) {
	for _, id := range ids {
		t.touching(typ)[id] = nil
	}
}

// touching are the records of a type that were touched; nil stands for one that has to be read.
func (t *Tx) touching(typ record.Type) map[int64]*record.Record {
	if t.touched == nil {
		t.touched = map[record.Type]map[int64]*record.Record{}
	}
	if t.touched[typ] == nil {
		t.touched[typ] = map[int64]*record.Record{}
	}
	return t.touched[typ]
}

// touchChanged notes the records among steps that are found by other words than before.
func (t *Tx) touchChanged(_ context.Context, typ record.Type, steps []step) error {
	for i := range steps {
		was, is := &steps[i].was, &steps[i].is
		if found(was) != found(is) || search.Alter(was, is) {
			t.touching(typ)[is.ID] = is
		}
	}
	return nil
}

// found reports whether a record is found at all: it is there.
func found(r *record.Record) bool { return r.Version != 0 && r.DeletedAt == 0 && r.Into == 0 }

// saveWords writes the words of what was touched.
func (t *Tx) saveWords(ctx context.Context) error {
	for typ, touched := range t.touched {
		if err := t.saveWordsOf(ctx, typ, touched); err != nil {
			return err
		}
	}
	t.touched = nil
	return nil
}

// wordTable is the index of a type.
func wordTable(typ record.Type) string { return "search_" + string(typ) }

// toIndex gives those of what was touched that are there, in order; what was written is not read again.
func (t *Tx) toIndex(ctx context.Context, typ record.Type, touched map[int64]*record.Record) (list []record.Record, err error) {
	var unread []int64
	for id, r := range touched {
		switch {
		case r == nil:
			unread = append(unread, id)
		case found(r):
			list = append(list, *r)
		}
	}
	if len(unread) > 0 {
		in, arg := t.dialect.In("id", unread)
		query := "SELECT " + recordColumns + " FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0 AND " + in
		var read []record.Record
		read, err = t.records(ctx, typ, query, string(typ), arg)
		list = append(list, read...)
	}
	slices.SortFunc(list, func(a, b record.Record) int { return cmp.Compare(a.ID, b.ID) })
	return list, err
}

func (t *Tx) saveWordsOf(ctx context.Context, typ record.Type, touched map[int64]*record.Record) error {
	records, err := t.toIndex(ctx, typ, touched)
	if err != nil {
		return err
	}
	known, err := t.forgetWordsOf(ctx, typ, touched)
	if err != nil {
		return err
	}
	in := t.inserter(wordTable(typ)+" (rowid, words)", 2)
	in.rows = wordRows
	in.expect(len(records))
	for i := range records {
		words := t.dialect.Words(search.Words(&records[i], known[records[i].ID]))
		if err := in.add(ctx, len(words), records[i].ID, words); err != nil {
			return t.failed("keeping words", err)
		}
	}
	return t.failed("keeping words", in.flush(ctx))
}

// wordRows is how many go into one statement: with each SQLite writes out its part of the index.
const wordRows = 1000

// forgetWordsOf takes what was touched out of the index, and tells by what people among it are known. Of who is new nothing
// is in it, and it is known already.
func (t *Tx) forgetWordsOf(ctx context.Context, typ record.Type, touched map[int64]*record.Record) (map[int64]search.Known, error) {
	var there []int64
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		if _, is := t.fresh[id]; !is || typ != record.Person {
			there = append(there, id)
		}
	}
	if len(there) == 0 {
		return t.fresh, nil
	}
	known, err := t.knownBy(ctx, typ, there)
	if err != nil {
		return nil, err
	}
	if typ == record.Person {
		maps.Copy(known, t.fresh)
	}
	in, arg := t.dialect.In("rowid", there)
	_, err = t.exec(ctx, "forgetting words", "DELETE FROM "+wordTable(typ)+" WHERE "+in, arg)
	return known, err
}

// fresh are the people changes found of whom nothing was there before, with all they are known by, in the order of their
// profiles.
func fresh(c person.Changes, who map[person.Key]int64) map[int64]search.Known {
	is := make(map[int64]search.Known, len(c.Founded))
	founded := make(map[int64]bool, len(c.Founded))
	for i := range c.Founded {
		id := c.Founded[i].ID
		founded[id], is[id] = true, search.Known{}
	}
	for i := range c.Founded {
		k := c.Founded[i].Key
		if known, ok := is[who[k]]; ok {
			is[who[k]] = knownAlso(known, k)
		}
	}
	for _, l := range c.Links {
		if !founded[l.Profile] {
			delete(is, l.Person)
		}
	}
	return is
}

// knownBy are all addresses and numbers people are known by.
func (v *View) knownBy(ctx context.Context, typ record.Type, ids []int64) (map[int64]search.Known, error) {
	known := map[int64]search.Known{}
	if typ != record.Person || len(ids) == 0 {
		return known, nil
	}
	in, arg := v.dialect.In("person", ids)
	query := "SELECT person, kind, value FROM profile WHERE " + in + " ORDER BY person, id" // a condition on kind would lead along all there are of it
	err := v.each(ctx, "reading what people are known by", query, []any{arg}, func(rows *sql.Rows) error {
		var id int64
		var kind, value string
		err := rows.Scan(&id, &kind, &value)
		known[id] = knownAlso(known[id], person.Key{Kind: kind, Value: value})
		return err
	})
	return known, err
}

func knownAlso(known search.Known, by person.Key) search.Known {
	switch by.Kind {
	case person.Email:
		known.Emails = append(known.Emails, by.Value)
	case person.Phone:
		known.Phones = append(known.Phones, by.Value)
	}
	return known
}

// Hit is a record that answers what was looked for.
type Hit struct {
	record.Record
	How   int    // how well, by package search
	Field string // by which field
}

// Looking asks for records by what somebody typed.
type Looking struct {
	Type   record.Type
	Query  search.Query
	Reach  auth.Reach
	Hidden []string // keys of fields that are not looked in
	Limit  int
}

// mostWeighed is how many records are weighed against one another: whoever types more words leaves fewer.
const mostWeighed = 200

// Look gives the records that answer best, the best first; of equals the one changed last.
func (v *View) Look(ctx context.Context, q Looking) ([]Hit, error) {
	ids, err := v.candidates(ctx, &q)
	if err != nil {
		return nil, err
	}
	exact, err := v.called(ctx, &q)
	if err != nil {
		return nil, err
	}
	hits, err := v.weigh(ctx, &q, ids, exact)
	slices.SortFunc(hits, func(a, b Hit) int {
		switch {
		case a.How != b.How:
			return b.How - a.How
		case a.UpdatedAt != b.UpdatedAt:
			return int(max(-1, min(1, b.UpdatedAt-a.UpdatedAt)))
		}
		return int(max(-1, min(1, a.ID-b.ID)))
	})
	return hits[:min(len(hits), q.Limit)], err
}

// candidates are records that may answer. Where few are within reach those are weighed one by one; else the index tells.
func (v *View) candidates(ctx context.Context, q *Looking) (ids []int64, err error) {
	within, args := v.within(q.Reach)
	if !q.Reach.All {
		from := "record WHERE type = ? AND deleted_at = 0 AND into_id = 0" + within
		many, err := v.many(ctx, from, append([]any{string(q.Type)}, args...)...)
		if err != nil {
			return nil, err
		}
		if !many {
			return v.ids(ctx, "SELECT id FROM "+from, append([]any{string(q.Type)}, args...)...)
		}
	}
	if within != "" {
		within, args = " AND EXISTS (SELECT 1 FROM record WHERE type = ? AND id = rowid"+within+")", append([]any{string(q.Type)}, args...)
	}
	ways := q.Query.Ways(q.Hidden)
	if tight := q.Query.Tight(q.Hidden); tight != nil {
		ways = append([][][]search.Term{tight}, ways...)
	}
	for i, way := range ways {
		if i > 0 && len(ids) >= q.Limit && i == len(ways)-1 {
			break // whoever has the words whole answers better than whose words only begin so
		}
		found, err := v.byWords(ctx, q, way, within, args...)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return ids, nil
}

// byWords are records with words of the index; more narrows them.
func (v *View) byWords(ctx context.Context, q *Looking, way [][]search.Term, more string, args ...any) ([]int64, error) {
	all := make([][]dialect.Word, len(way))
	for i, group := range way {
		for _, term := range group {
			all[i] = append(all[i], dialect.Word{Text: term.Text, Prefix: term.Prefix})
		}
	}
	if plan := v.dialect.Skewed(); plan != "" {
		if _, err := v.tx.ExecContext(ctx, plan); err != nil {
			return nil, v.failed("looking for words", err)
		}
	}
	table := wordTable(q.Type)
	condition, arg := v.dialect.Matches(table, all)
	return v.ids(ctx, "SELECT rowid FROM "+table+" WHERE "+condition+more+" LIMIT ?", append(append([]any{arg}, args...), mostWeighed)...)
}

// called are the people whom another system, or we, know by exactly what was typed.
func (v *View) called(ctx context.Context, q *Looking) ([]int64, error) {
	if q.Type != record.Person {
		return nil, nil
	}
	query := `WITH RECURSIVE kinds (kind) AS (
	SELECT MIN(kind) FROM profile WHERE kind >= 'external:' AND kind < 'external;'
	UNION ALL
	SELECT (SELECT MIN(profile.kind) FROM profile WHERE profile.kind > kinds.kind AND profile.kind < 'external;') FROM kinds WHERE kind IS NOT NULL
) SELECT person FROM profile WHERE kind IN ('user_id', 'anonymous_id') AND value = ?
UNION SELECT profile.person FROM kinds JOIN profile ON profile.kind = kinds.kind AND profile.value = ? LIMIT ?`
	return v.ids(ctx, query, q.Query.Exact(), q.Query.Exact(), mostWeighed)
}

// weigh tells how well each of some records answers, and leaves out those that do not.
func (v *View) weigh(ctx context.Context, q *Looking, ids, exact []int64) (hits []Hit, err error) {
	ids = append(ids, exact...)
	found, err := v.RecordsByID(ctx, q.Reach, q.Type, ids)
	if err != nil {
		return nil, err
	}
	known, err := v.knownBy(ctx, q.Type, ids)
	seen := map[int64]bool{}
	for _, r := range found {
		if seen[r.ID] || r.DeletedAt != 0 {
			continue
		}
		seen[r.ID] = true
		how, field := q.Query.Answer(&r, known[r.ID], q.Hidden)
		if slices.Contains(exact, r.ID) {
			how, field = search.Same, "id"
		}
		if how > 0 {
			hits = append(hits, Hit{r, how, field})
		}
	}
	return hits, err
}
