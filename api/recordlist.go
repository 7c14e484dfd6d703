package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/hub/segment"
	"banhda/hub/view"
	"banhda/store"
	"banhda/warehouse"
)

// RecordsAnswer is one page of a list of records.
type RecordsAnswer struct {
	Rows   []RecordAnswer `json:"rows"`
	Cursor *string        `json:"cursor"`
}

// Narrowed is what narrows a list of records.
type Narrowed struct {
	Type    string `path:"type" enum:"people,companies,products,orders,deals,tickets" doc:"What kind of records."`
	Where   string `query:"where" maxLength:"16384" doc:"Which of them, as a condition: owner = me and tags has vip. Default: all."`
	Q       string `query:"q" maxLength:"200" doc:"Words they are found by, as in the search box."`
	View    string `query:"view" doc:"A view's id: its condition holds, too, and its order where none is given."`
	Deleted bool   `query:"deleted" doc:"Those in the bin instead."`
}

type recordsQuestion struct {
	Narrowed
	Sort    string `query:"sort" maxLength:"400" doc:"Fields divided by commas, with - before those that descend: owner,-created_at. Default: the view's, or what was found best first, or by name."`
	Columns string `query:"columns" maxLength:"4000" doc:"Fields divided by commas. Those of people's history (stage, stage_since, first_seen, last_seen, last_contact, purchases, revenue) are given only where named here."`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Rows on a page."`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

// RecordsCount is how many records there are.
type RecordsCount struct {
	Count int64 `json:"count"`
}

func (s *Server) listRecords(ctx context.Context, in *recordsQuestion, tell Tell) (*RecordsAnswer, error) {
	q, err := s.finding(ctx, &in.Narrowed, in.Sort, tell)
	if err != nil {
		return nil, err
	}
	q.Limit = in.Limit
	rows, next, err := s.pageOf(ctx, q, in.Cursor, tell)
	if err != nil {
		return nil, err
	}
	a := &RecordsAnswer{Rows: []RecordAnswer{}}
	if next != "" {
		a.Cursor = &next
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		shown, err := showRecords(ctx, v, q.Type, rows)
		a.Rows = append(a.Rows, shown...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, s.decorate(ctx, q.Type, rows, a.Rows, view.List(in.Columns), tell)
}

func (s *Server) countRecords(ctx context.Context, in *Narrowed, tell Tell) (*RecordsCount, error) {
	q, err := s.finding(ctx, in, "", tell)
	if err != nil {
		return nil, err
	}
	var a RecordsCount
	err = s.Records.View(ctx, func(v *store.View) error {
		a.Count, err = v.Count(ctx, q.Finding)
		return err
	})
	return &a, err
}

// finding is what is asked of records, with their order.
type finding struct {
	store.Finding
	ranked string  // the field of the history they are ordered by; empty: by Sort
	desc   bool    // that order
	best   []int64 // what was found, the best first, where no other order is asked for; nil: not asked for
}

// finding reads what narrows and orders a list of records, as far as who asks may read them.
func (s *Server) finding(ctx context.Context, in *Narrowed, sort string, tell Tell) (q *finding, err error) {
	t, _ := record.ParseType(in.Type)
	q = &finding{Finding: store.Finding{Type: t, Reach: reach(ctx, t, auth.Read), Deleted: in.Deleted}}
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := s.viewOf(ctx, v, in.View, t)
		if err != nil {
			return err
		}
		if q.Where, err = s.condition(ctx, v, t, w.Condition, in.Where); err != nil {
			return err
		}
		keys := view.ParseSort(sort)
		if len(keys) == 0 {
			keys = w.Sort
		}
		if err := q.search(ctx, v, in.Q, len(keys) == 0); err != nil {
			return err
		}
		return s.order(ctx, v, q, keys)
	})
	if err == nil {
		q.Where, err = s.settled(ctx, q.Where, tell)
	}
	return q, err
}

// mostFound bounds how many records words narrow a list to.
const mostFound = 1000

// search narrows to what words find.
func (q *finding) search(ctx context.Context, v *store.View, text string, best bool) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	q.IDs = []int64{}
	query, ok := search.Parse(text)
	if !ok {
		return nil
	}
	hits, err := v.Look(ctx, store.Looking{Type: q.Type, Query: query, Reach: q.Reach, Hidden: hidden(ctx, q.Type), Limit: mostFound})
	for _, h := range hits {
		q.IDs = append(q.IDs, h.ID)
	}
	if best {
		q.best = q.IDs
	}
	return err
}

// order finds the fields that records are ordered by.
func (s *Server) order(ctx context.Context, v *store.View, q *finding, keys []view.Key) error {
	a, err := s.asking(ctx, v, q.Type)
	if err != nil {
		return err
	}
	if len(keys) > view.MostKeys {
		return invalid("an order has at most %d fields", view.MostKeys)
	}
	if len(keys) == 0 && q.best == nil {
		keys = []view.Key{{Field: "name"}}
	}
	for i, k := range keys {
		if q.Type == record.Person && segment.Historic(k.Field) {
			if i > 0 || len(keys) > 1 {
				return invalid("%s is of people's history: order by it alone", k.Field)
			}
			q.ranked, q.desc = k.Field, k.Desc
			return (&Asked{hidden: a.Hidden}).mayAsk(k.Field)
		}
		f, part, ok := segment.Find(a.Fields, a.Hidden, k.Field)
		if !ok || segment.Several(f.Kind) {
			return invalid("nothing can be ordered by %q; order by a field with one value, such as name, owner or created_at", k.Field)
		}
		q.Sort = append(q.Sort, store.SortField{Field: f, Part: part, Desc: k.Desc})
	}
	return nil
}

// pageOf reads one page, in whichever order is asked for.
func (s *Server) pageOf(ctx context.Context, q *finding, cursor string, tell Tell) (rows []record.Record, next string, err error) {
	switch {
	case q.ranked != "":
		return s.rankedPage(ctx, q, cursor, tell)
	case q.best != nil:
		rows, err = s.bestPage(ctx, q)
		return rows, "", err
	}
	if cursor != "" {
		if q.After, err = store.ParsePlace(cursor); err != nil {
			return nil, "", wrongCursor(cursor)
		}
	}
	var place *store.Place
	err = s.Records.View(ctx, func(v *store.View) error {
		rows, place, err = v.Find(ctx, q.Finding)
		return err
	})
	if errors.Is(err, store.ErrPlace) {
		err = wrongCursor(cursor)
	}
	if place != nil {
		next = place.String()
	}
	return rows, next, err
}

// bestPage are the records that answer best, in that order: one page, since whoever wants more types more.
func (s *Server) bestPage(ctx context.Context, q *finding) (rows []record.Record, err error) {
	limit := q.Limit
	q.Limit = len(q.best)
	err = s.Records.View(ctx, func(v *store.View) error {
		rows, _, err = v.Find(ctx, q.Finding)
		return err
	})
	place := map[int64]int{}
	for i, id := range q.best {
		place[id] = i
	}
	slices.SortFunc(rows, func(a, b record.Record) int { return place[a.ID] - place[b.ID] })
	return rows[:min(len(rows), limit)], err
}

// rankedPlace is a row of a list that is ordered by a field of the history: behind the rows that have it come the others.
type rankedPlace struct {
	Number float64 `json:"n,omitempty"`
	Text   string  `json:"t,omitempty"`
	ID     int64   `json:"i,omitempty"`
	Rest   string  `json:"r,omitempty"` // the place among those that have it not; first: before all of them
}

const first = "first"

func (p rankedPlace) String() string {
	text, _ := json.Marshal(p) // numbers of a history are finite
	return base64.RawURLEncoding.EncodeToString(text)
}

// rankedChunk is how many people of an order the records are asked about at once.
const rankedChunk = 500

// rankedPage reads a page ordered by a field of the history: the warehouse knows the order, the records who is meant.
func (s *Server) rankedPage(ctx context.Context, q *finding, cursor string, tell Tell) (rows []record.Record, next string, err error) {
	var after rankedPlace
	if cursor != "" {
		raw, err := base64.RawURLEncoding.DecodeString(cursor)
		if err != nil || json.Unmarshal(raw, &after) != nil {
			return nil, "", wrongCursor(cursor)
		}
	}
	all, err := s.ranked(ctx, q.ranked, q.desc, tell)
	if err != nil {
		return nil, "", err
	}
	if after.Rest == "" {
		if rows, next, err = s.rankedRows(ctx, q, all, after); err != nil || next != "" {
			return rows, next, err
		}
	}
	if len(rows) == q.Limit {
		rest, _, err := s.unranked(ctx, q, all, "", 1)
		if len(rest) > 0 {
			next = rankedPlace{Rest: first}.String()
		}
		return rows, next, err
	}
	rest, next, err := s.unranked(ctx, q, all, after.Rest, q.Limit-len(rows))
	return append(rows, rest...), next, err
}

// rankedRows are those of a page that have the field.
func (s *Server) rankedRows(ctx context.Context, q *finding, all []measured, after rankedPlace) (rows []record.Record, next string, err error) {
	if after.ID != 0 {
		at := measured{after.ID, after.Number, after.Text}
		i, found := slices.BinarySearchFunc(all, at, func(a, b measured) int {
			if q.desc {
				return b.compare(a)
			}
			return a.compare(b)
		})
		if found {
			i++
		}
		all = all[i:]
	}
	var last measured
	for chunk := range slices.Chunk(all, rankedChunk) {
		found, err := s.among(ctx, q, chunk)
		if err != nil {
			return nil, "", err
		}
		for _, m := range chunk {
			r, ok := found[m.id]
			if !ok {
				continue
			}
			if len(rows) == q.Limit {
				return rows, rankedPlace{Number: last.number, Text: last.text, ID: last.id}.String(), nil
			}
			rows, last = append(rows, r), m
		}
	}
	return rows, "", nil
}

// among are the records of some people who are meant.
func (s *Server) among(ctx context.Context, q *finding, chunk []measured) (map[int64]record.Record, error) {
	part := q.Finding
	part.IDs, part.Sort, part.Limit = nil, nil, len(chunk)
	for _, m := range chunk {
		if q.IDs == nil || slices.Contains(q.IDs, m.id) {
			part.IDs = append(part.IDs, m.id)
		}
	}
	found := map[int64]record.Record{}
	if len(part.IDs) == 0 {
		return found, nil
	}
	err := s.Records.View(ctx, func(v *store.View) error {
		rows, _, err := v.Find(ctx, part)
		for _, r := range rows {
			found[r.ID] = r
		}
		return err
	})
	return found, err
}

// unranked are those who have not the field, by their ids.
func (s *Server) unranked(ctx context.Context, q *finding, all []measured, cursor string, limit int) (rows []record.Record, next string, err error) {
	part := q.Finding
	part.Sort, part.Limit = nil, limit
	have := segment.NewSet()
	for _, m := range all {
		have.Add(m.id)
	}
	where := segment.And{segment.Not{Of: segment.Among{Set: have}}}
	if part.Where != nil {
		where = append(where, part.Where)
	}
	part.Where = where
	if cursor != "" && cursor != first {
		if part.After, err = store.ParsePlace(cursor); err != nil {
			return nil, "", wrongCursor(cursor)
		}
	}
	var place *store.Place
	err = s.Records.View(ctx, func(v *store.View) error {
		rows, place, err = v.Find(ctx, part)
		return err
	})
	if place != nil {
		next = rankedPlace{Rest: place.String()}.String()
	}
	return rows, next, err
}

// decorate adds what people's history says of them, where a list shows it.
func (s *Server) decorate(ctx context.Context, t record.Type, rows []record.Record, shown []RecordAnswer, columns []string, tell Tell) error {
	if t != record.Person || len(rows) == 0 || !slices.ContainsFunc(columns, segment.Historic) {
		return nil
	}
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return err
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return err
	}
	ids, place := make([]int64, len(rows)), map[int64]int{}
	for i, r := range rows {
		ids[i], place[r.ID] = r.ID, i
	}
	slices.Sort(ids)
	standings, _, err := s.Warehouse.People(ctx, c, warehouse.PeopleQuestion{Among: slices.Values(ids), Limit: len(ids)})
	if err != nil {
		return err
	}
	for _, p := range standings {
		values := shown[place[p.Person]].Values
		values["stage"], values["stage_since"] = p.Stage.String(), instantOf(p.Since)
		values["first_seen"], values["last_seen"] = instantOf(p.FirstSeen), instantOf(p.LastSeen)
		values["purchases"], values["revenue"] = p.Purchases, p.Revenue
	}
	contacts, _, err := s.Warehouse.LastContacts(ctx, c, ids)
	for _, l := range contacts {
		shown[place[l.Person]].Values["last_contact"] = instantOf(l.At)
	}
	for _, key := range hidden(ctx, t) {
		for i := range shown {
			delete(shown[i].Values, key)
		}
	}
	return err
}
