package api

import (
	"cmp"
	"context"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/sheet"
	"banhda/hub/view"
	"banhda/store"
	"banhda/wheel"
)

type exportQuestion struct {
	Narrowed
	Sort    string `query:"sort" maxLength:"400" doc:"As in the list."`
	Columns string `query:"columns" maxLength:"4000" doc:"Fields divided by commas, in their order. Default: all that one may see."`
	Format  string `query:"format" enum:"csv,xlsx" default:"csv"`
}

// exportedAtOnce is how many records are read at once: as many as a page of the list has at most.
const exportedAtOnce = 1000

var formats = map[string]string{"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

// exportRecords hands out a list of records as a table, row by row as they are read. That it was done stands in the audit
// trail before the first row leaves.
func (s *Server) exportRecords(ctx context.Context, in *exportQuestion) (*download, error) {
	q, err := s.finding(ctx, &in.Narrowed, in.Sort, func(Progress) {})
	if err != nil {
		return nil, err
	}
	q.Reach, q.Limit = auth.Both(q.Reach, reach(ctx, q.Type, auth.Export)), exportedAtOnce
	t, err := s.exportTable(ctx, q, view.List(in.Columns))
	if err != nil {
		return nil, err
	}
	said := map[string]string{"where": in.Where, "q": in.Q, "view": in.View, "columns": in.Columns, "format": in.Format}
	if _, err := s.change(ctx, mutation{verb: "export", target: in.Type, entry: said}, func(Progress) {}); err != nil {
		return nil, err
	}
	from, to := io.Pipe()
	go func() { to.CloseWithError(t.write(ctx, to, in.Format)) }()
	return &download{name: in.Type + "-" + s.Now().In(t.zone).Format("2006-01-02") + "." + in.Format, media: formats[in.Format], content: from}, nil
}

// exported is a table of records on its way out.
type exported struct {
	s        *Server
	finding  *finding
	columns  []record.Field
	currency string
	zone     *time.Location
	language string
}

// historic are the columns of people that are no fields.
var historic = []string{"stage", "stage_since", "first_seen", "last_seen", "last_contact", "purchases", "revenue"}

// exportTable finds the columns asked for among the fields that who asks may see.
func (s *Server) exportTable(ctx context.Context, q *finding, asked []string) (*exported, error) {
	t := &exported{s: s, finding: q, language: speaks(ctx)}
	hide := hidden(ctx, q.Type)
	err := s.Records.View(ctx, func(v *store.View) error {
		fields, err := v.Fields(ctx, q.Type)
		if err != nil {
			return err
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		t.currency = w.Currency
		t.zone, err = loadZone("", w.Timezone)
		fields = slices.DeleteFunc(slices.Clone(fields), func(f record.Field) bool { return f.Archived || slices.Contains(hide, f.Key) })
		t.columns = chosen(fields, asked, q.Type)
		return err
	})
	if err == nil && len(t.columns) == 0 {
		err = invalid("there is no column to export among %s", strings.Join(asked, ", "))
	}
	return t, err
}

// chosen are the columns asked for, in their order; all fields where none is.
func chosen(fields []record.Field, asked []string, typ record.Type) (columns []record.Field) {
	if len(asked) == 0 {
		return fields
	}
	extra := []string{"id", "created_at", "updated_at"}
	if typ == record.Person {
		extra = append(extra, historic...)
	}
	for _, key := range asked {
		if at := slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == key }); at >= 0 {
			columns = append(columns, fields[at])
		} else if slices.Contains(extra, key) {
			columns = append(columns, record.Field{Key: key, Kind: kindsOfHistory[key], Label: labelsOfHistory[key]})
		}
	}
	return columns
}

var kindsOfHistory = map[string]record.Kind{"created_at": record.Instant, "updated_at": record.Instant, "stage_since": record.Instant, "first_seen": record.Instant,
	"last_seen": record.Instant, "last_contact": record.Instant, "purchases": record.Number, "revenue": record.Money}

var labelsOfHistory = map[string]record.Label{"id": {Vi: "Mã", En: "Id"}, "created_at": {Vi: "Tạo lúc", En: "Created"}, "updated_at": {Vi: "Sửa lúc", En: "Changed"},
	"stage": {Vi: "Giai đoạn", En: "Stage"}, "stage_since": {Vi: "Từ lúc", En: "Since"}, "first_seen": {Vi: "Thấy lần đầu", En: "First seen"}, "last_seen": {Vi: "Thấy gần nhất", En: "Last seen"},
	"last_contact": {Vi: "Liên hệ gần nhất", En: "Last contact"}, "purchases": {Vi: "Số lần mua", En: "Purchases"}, "revenue": {Vi: "Doanh thu", En: "Revenue"}}

// write writes the table, a page of records after the other.
func (t *exported) write(ctx context.Context, to io.Writer, format string) error {
	begin := sheet.NewCSV
	if format == "xlsx" {
		begin = func(to io.Writer) (sheet.Writer, error) { return sheet.NewXLSX(to, t.finding.Type.Plural()) }
	}
	w, err := begin(to)
	if err != nil {
		return err
	}
	var head []any
	var keys []string
	for _, c := range t.columns {
		head, keys = append(head, cmp.Or(label(c.Label, t.language), c.Key)), append(keys, c.Key)
	}
	if err := w.Row(head); err != nil {
		return err
	}
	for cursor := ""; ; {
		rows, next, err := t.s.pageOf(ctx, t.finding, cursor, func(Progress) {})
		if err != nil {
			return err
		}
		if err := t.rows(ctx, w, rows, keys); err != nil {
			return err
		}
		if cursor = next; next == "" {
			return w.Close()
		}
	}
}

func (t *exported) rows(ctx context.Context, w sheet.Writer, rows []record.Record, keys []string) error {
	var shown []RecordAnswer
	err := t.s.Records.View(ctx, func(v *store.View) (err error) {
		shown, err = showRecords(ctx, v, t.finding.Type, rows)
		return err
	})
	if err == nil {
		err = t.s.decorate(ctx, t.finding.Type, rows, shown, keys, func(Progress) {})
	}
	for i := range shown {
		cells := make([]any, len(t.columns))
		for n := range t.columns {
			cells[n] = t.cell(&t.columns[n], &shown[i])
		}
		if err == nil {
			err = w.Row(cells)
		}
	}
	return err
}

// cell is a value as it stands in a spreadsheet: numbers as numbers, money in whole units, names in place of ids.
func (t *exported) cell(f *record.Field, r *RecordAnswer) any {
	switch f.Key {
	case "id":
		return r.ID
	case "created_at":
		return t.instant(r.CreatedAt)
	case "updated_at":
		return t.instant(r.UpdatedAt)
	}
	if named := linked(r.Links[f.Key]); named != "" {
		return named
	}
	switch v := r.Values[f.Key].(type) {
	case string:
		return t.text(f, v)
	case []string:
		texts := make([]string, len(v))
		for i := range v {
			texts[i] = t.text(f, v[i])
		}
		return strings.Join(texts, "; ")
	case int64:
		if f.Kind == record.Money {
			return float64(v) / math.Pow10(wheel.MinorDigits(cmp.Or(f.Currency, t.currency)))
		}
		return v
	case map[string]any:
		return oneLine(v)
	case float64, bool:
		return v
	}
	return nil
}

func (t *exported) text(f *record.Field, s string) string {
	switch f.Kind {
	case record.Instant:
		return t.instant(s)
	case record.Choice, record.Choices:
		for _, o := range f.Options {
			if o.Key == s {
				return label(o.Label, t.language)
			}
		}
	}
	return s
}

// instant is an instant in the workspace's zone, as spreadsheets read it.
func (t *exported) instant(s string) string {
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return ""
	}
	return at.In(t.zone).Format("2006-01-02 15:04:05")
}

// linked are the names of what a value links to.
func linked(link any) string {
	switch l := link.(type) {
	case *Named:
		if l != nil {
			return l.Name
		}
	case Named:
		return l.Name
	case []Named:
		list := make([]string, len(l))
		for i := range l {
			list[i] = l[i].Name
		}
		return strings.Join(list, "; ")
	}
	return ""
}

// oneLine is an address as it is written on a letter.
func oneLine(parts map[string]any) string {
	var list []string
	for _, key := range []string{"line", "ward", "district", "province", "country"} {
		if s, _ := parts[key].(string); s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, ", ")
}

func label(l record.Label, language string) string {
	if language == "vi" {
		return cmp.Or(l.Vi, l.En)
	}
	return cmp.Or(l.En, l.Vi)
}
