package api

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/duplicate"
	"banhda/hub/record"
	"banhda/store"
)

// DuplicateRow is a pair of records that are probably one, and why.
type DuplicateRow struct {
	Type     string             `json:"type" enum:"people,companies,products,orders,deals,tickets"`
	A        DuplicateSide      `json:"a"`
	B        DuplicateSide      `json:"b"`
	Likeness float64            `json:"likeness" doc:"how likely they are one, between 0 and 1"`
	Reasons  []duplicate.Reason `json:"reasons" doc:"the strongest first"`
}

// DuplicateSide is one record of a pair, as far as telling it from the other goes.
type DuplicateSide struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Company   string `json:"company,omitempty"`
	Code      string `json:"code,omitempty" doc:"tax code, SKU"`
	CreatedAt string `json:"created_at"`
}

// DuplicatesAnswer is a page of pairs, the likeliest first.
type DuplicatesAnswer struct {
	Duplicates []DuplicateRow `json:"duplicates"`
	Cursor     *string        `json:"cursor"`
	// Looking says that records are still to be compared.
	Looking bool `json:"looking"`
}

type duplicatesQuestion struct {
	Type   string `path:"type" doc:"people, companies or products."`
	State  string `query:"state" enum:"open,apart" default:"open" doc:"Open ones, or those somebody told apart."`
	Record string `query:"record" doc:"Only the pairs of this record."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string `query:"cursor"`
}

// duplicates lists pairs of which both lie within the asker's reach.
func (s *Server) duplicates(ctx context.Context, in *duplicatesQuestion, _ Tell) (*DuplicatesAnswer, error) {
	typ, _ := record.ParseType(in.Type)
	q := store.DuplicatesQuestion{Type: typ, State: store.DuplicateState(in.State), Limit: in.Limit}
	if in.Record != "" {
		ref, err := parseRef(in.Record)
		if err != nil {
			return nil, err
		}
		q.Record = ref.ID
	}
	if in.Cursor != "" {
		if err := readPair(in.Cursor, &q); err != nil {
			return nil, err
		}
	}
	a := &DuplicatesAnswer{Duplicates: []DuplicateRow{}}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if a.Looking, err = v.Comparing(ctx, typ); err != nil {
			return err
		}
		for {
			list, err := v.Duplicates(ctx, q)
			if err != nil {
				return err
			}
			rows, err := showDuplicates(ctx, v, typ, list)
			if err != nil {
				return err
			}
			a.Duplicates = append(a.Duplicates, rows...)
			if len(list) < q.Limit {
				return nil
			}
			last := list[len(list)-1]
			q.Likeness, q.A, q.B = last.Likeness, last.A, last.B
			if len(a.Duplicates) >= in.Limit {
				a.Cursor = text(writePair(last))
				return nil
			}
		}
	})
	return a, err
}

func writePair(d store.Duplicate) string {
	return strings.Join([]string{strconv.FormatFloat(d.Likeness, 'x', -1, 64), refID(record.Ref{Type: d.Type, ID: d.A}), refID(record.Ref{Type: d.Type, ID: d.B})}, "~")
}

func readPair(cursor string, q *store.DuplicatesQuestion) error {
	parts := strings.Split(cursor, "~")
	if len(parts) != 3 {
		return wrongCursor(cursor)
	}
	likeness, err := strconv.ParseFloat(parts[0], 64)
	a, err1 := parseRef(parts[1])
	b, err2 := parseRef(parts[2])
	if err != nil || err1 != nil || err2 != nil {
		return wrongCursor(cursor)
	}
	q.Likeness, q.A, q.B = likeness, a.ID, b.ID
	return nil
}

// showDuplicates shows the pairs whose records are both within the asker's reach.
func showDuplicates(ctx context.Context, v *store.View, typ record.Type, list []store.Duplicate) (rows []DuplicateRow, err error) {
	var ids []int64
	for _, d := range list {
		ids = append(ids, d.A, d.B)
	}
	found, err := v.RecordsByID(ctx, reach(ctx, typ, auth.Read), typ, ids)
	if err != nil {
		return nil, err
	}
	var firms []int64
	for _, r := range found {
		firms = append(firms, r.Values.Int("company"))
	}
	companies, err := v.RecordsByID(ctx, reach(ctx, record.Company, auth.Read), record.Company, firms)
	for _, d := range list {
		a, oka := found[d.A]
		b, okb := found[d.B]
		if oka && okb && a.ID != b.ID {
			rows = append(rows, DuplicateRow{typ.Plural(), showSide(ctx, a, companies), showSide(ctx, b, companies), d.Likeness, reasonsOf(ctx, d)})
		}
	}
	return rows, err
}

// reasonsOf are the reasons that tell nothing of fields hidden from who asks.
func reasonsOf(ctx context.Context, d store.Duplicate) []duplicate.Reason {
	hide := hidden(ctx, d.Type)
	return slices.DeleteFunc(append([]duplicate.Reason{}, d.Reasons...), func(r duplicate.Reason) bool { return slices.ContainsFunc(hide, r.Tells) })
}

func showSide(ctx context.Context, r record.Record, companies map[int64]record.Record) DuplicateSide {
	seen := r.Values.With(nil)
	for _, key := range hidden(ctx, r.Type) {
		delete(seen, key)
	}
	firm := companies[seen.Int("company")]
	return DuplicateSide{ID: refID(record.Ref{Type: r.Type, ID: r.ID}), Name: seen.Text("name"), Email: seen.Text("email"), Phone: seen.Text("phone"),
		Company: firm.Name(), Code: seen.Text("tax_code") + seen.Text("sku"), CreatedAt: showInstant(r.CreatedAt)}
}

type likeQuestion struct {
	Type    string `path:"type" doc:"people, companies or products."`
	Name    string `query:"name" maxLength:"500"`
	Email   string `query:"email" maxLength:"500"`
	Phone   string `query:"phone" maxLength:"100"`
	Company string `query:"company" maxLength:"500" doc:"The name of a person's company."`
	Code    string `query:"code" maxLength:"100" doc:"Tax code, SKU."`
	Website string `query:"website" maxLength:"500"`
}

// like gives the records that are likely what somebody is about to enter.
func (s *Server) like(ctx context.Context, in *likeQuestion, _ Tell) (*DuplicatesAnswer, error) {
	typ, _ := record.ParseType(in.Type)
	item := duplicate.Entered(typ, in.Name, in.Email, in.Phone)
	item.Company, item.Code, item.Website = in.Company, in.Code, in.Website
	item = item.Without(hidden(ctx, typ)) // whom a value finds would tell whose it is
	a := &DuplicatesAnswer{Duplicates: []DuplicateRow{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Like(ctx, &item)
		if err != nil {
			return err
		}
		var ids []int64
		for _, d := range list {
			ids = append(ids, d.B)
		}
		found, err := v.RecordsByID(ctx, reach(ctx, typ, auth.Read), typ, ids)
		for _, d := range list {
			if r, ok := found[d.B]; ok {
				a.Duplicates = append(a.Duplicates, DuplicateRow{Type: typ.Plural(), A: DuplicateSide{Name: in.Name}, B: showSide(ctx, r, nil), Likeness: d.Likeness, Reasons: reasonsOf(ctx, d)})
			}
		}
		return err
	})
	return a, err
}

type apartOrder struct {
	Type string `path:"type" doc:"people, companies or products."`
	Body struct {
		A    string `json:"a"`
		B    string `json:"b"`
		Open bool   `json:"open,omitempty" doc:"true: suggest them again"`
	}
}

// PairAnswer is what was decided about a pair.
type PairAnswer struct {
	A     string `json:"a"`
	B     string `json:"b"`
	State string `json:"state" enum:"open,apart"`
}

// tellApart remembers that two records are not one, or forgets that.
func (s *Server) tellApart(ctx context.Context, in *apartOrder, tell Tell) (*PairAnswer, error) {
	a, b, err := s.pair(ctx, in.Type, in.Body.A, in.Body.B)
	if err != nil {
		return nil, err
	}
	state := store.DuplicateApart
	if in.Body.Open {
		state = store.DuplicateOpen
	}
	answer := &PairAnswer{refID(record.Ref{Type: a.Type, ID: a.ID}), refID(record.Ref{Type: b.Type, ID: b.ID}), string(state)}
	_, err = s.change(ctx, mutation{verb: "duplicate-" + string(state), target: answer.A, entry: answer, also: func(ctx context.Context, t *store.Tx) error {
		return t.DecideDuplicate(ctx, a.Type, a.ID, b.ID, state, auth.From(ctx).User())
	}}, tell)
	return answer, err
}

// pair are two records of a type that the asker may change.
func (s *Server) pair(ctx context.Context, plural, one, other string) (a, b record.Record, err error) {
	typ, _ := record.ParseType(plural)
	refA, err := parseRef(one)
	if err != nil {
		return a, b, err
	}
	refB, err := parseRef(other)
	if err != nil {
		return a, b, err
	}
	if refA.Type != typ || refB.Type != typ {
		return a, b, invalid("%s and %s are not both %s", one, other, plural)
	}
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		if a, err = v.Record(ctx, reach(ctx, typ, auth.Update), typ, refA.ID); err != nil {
			return err
		}
		b, err = v.Record(ctx, reach(ctx, typ, auth.Update), typ, refB.ID)
		return err
	})
	if err == nil && a.ID == b.ID {
		err = invalid("%s and %s are one already", one, other)
	}
	return a, b, err
}

const duplicatesJob job.Kind = "find-duplicates"

// FindDuplicates does the job of comparing what changed: until all is compared, or ctx ends. While lists or histories are taken in it
// leaves the writer to them; what is left is compared the next time.
func (s *Server) FindDuplicates(ctx context.Context, _ job.Job) error {
	for _, typ := range []record.Type{record.Person, record.Company, record.Product} {
		for !s.intakes.busy() && s.underway.Load() == 0 {
			n, err := s.Records.FindDuplicates(ctx, typ)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	for {
		n, err := s.Records.TakeSuggestions(ctx)
		if n == 0 || err != nil {
			return err
		}
	}
}
