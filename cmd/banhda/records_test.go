package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/api"
	"banhda/wheel"
)

// people tells a house of some people: the n-th was seen n days ago, every third bought then.
func (r *rolls) people(n int) {
	r.t.Helper()
	var events []string
	at := func(i int) int64 { return time.Now().Add(-time.Duration(i*24+1) * time.Hour).UnixMicro() }
	for i := range n {
		who := fmt.Sprintf(`{"user_id":"KH%d","email":"kh%d@example.vn","phone":"0912345%03d","name":"Nguyễn Văn %c"}`, i, i, i, 'A'+i%26)
		events = append(events, fmt.Sprintf(`{"id":"v%d","name":"Page Viewed","at":%d,"person":%s}`, i, at(i), who))
		if i%3 == 0 {
			events = append(events, fmt.Sprintf(`{"id":"o%d","name":"Order Completed","at":%d,"person":%s,"value":%d}`, i, at(i)+1, who, 100_000*(i+1)))
		}
	}
	gets[json.RawMessage](r, "POST", "/v1/events", "["+strings.Join(events, ",")+"]")
	seen := "/v1/records/people/count?where=" + url.QueryEscape(`did("Page Viewed")`)
	for range 3000 {
		if gets[api.RecordsCount](r, "GET", seen, "").Count == int64(n) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.t.Fatal("the events do not arrive")
}

// rolls is a house whose lists are read.
type rolls struct {
	t   *testing.T
	dir string
}

func newRolls(t *testing.T) *rolls {
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true}
	s, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	})
	return &rolls{t, c.data}
}

// page reads a page of people; asked is pairs of parameters and values.
func (r *rolls) page(asked ...string) api.RecordsAnswer {
	r.t.Helper()
	q := url.Values{}
	for i := 0; i < len(asked); i += 2 {
		q.Set(asked[i], asked[i+1])
	}
	return gets[api.RecordsAnswer](r, "GET", "/v1/records/people?"+q.Encode(), "")
}

// calls sends a call; what is asked for stands behind the path.
func (r *rolls) calls(method, path, body string) (json.RawMessage, error) {
	path, query, _ := strings.Cut(path, "?")
	q, err := url.ParseQuery(query)
	if err != nil {
		r.t.Fatal(err)
	}
	var sent any
	if body != "" {
		sent = json.RawMessage(body)
	}
	return newClient(r.dir).Call(r.t.Context(), method, path, q, sent, func(api.Progress) {})
}

// gets reads the answer to a call.
func gets[T any](r *rolls, method, path, body string) (v T) {
	r.t.Helper()
	raw, err := r.calls(method, path, body)
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	return v
}

// refused is what a call is refused with.
func (r *rolls) refused(method, path, body string) string {
	r.t.Helper()
	_, err := r.calls(method, path, body)
	if err == nil {
		r.t.Fatalf("%s %s is not refused", method, path)
	}
	return err.Error()
}

// named are the last letters of the names of all pages.
func (r *rolls) named(asked ...string) string {
	r.t.Helper()
	var letters strings.Builder
	cursor := ""
	for {
		page := r.page(append([]string{"limit", "4", "cursor", cursor}, asked...)...)
		for _, row := range page.Rows {
			name, _ := row.Values["name"].(string)
			letters.WriteString(name[len(name)-1:])
		}
		if page.Cursor == nil {
			return letters.String()
		}
		cursor = *page.Cursor
	}
}

func (r *rolls) want(what, got, want string) {
	r.t.Helper()
	if got != want {
		r.t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestListsOfPeopleAreAskedByRecordsAndHistory(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(12) // A … L; A, D, G and J bought
	r.want("by name", r.named(), "ABCDEFGHIJKL")
	r.want("backwards", r.named("sort", "-name"), "LKJIHGFEDCBA")
	r.want("a condition on records", r.named("where", `email in (kh1@example.vn, kh3@example.vn)`), "BD")
	r.want("on stages", r.named("where", "stage = customer"), "ADGJ")
	r.want("on what they did", r.named("where", `never did("Order Completed") and did("Page Viewed", within 5d)`), "BCE")
	r.want("on both, joined by or", r.named("where", `name ~ "van l" or did("Order Completed", since 2000-01-01) and not phone ~ 5009`), "ADGL")
	r.want("on money", r.named("where", "revenue > 500k"), "GJ")
	r.want("by revenue, who bought nothing among the rest", r.named("sort", "-revenue", "where", "stage = customer"), "JGDA")
	r.want("by who was seen last", r.named("sort", "-last_seen"), "ABCDEFGHIJKL")
	r.want("by contact, those without last", r.named("sort", "last_contact"), "JGDABCEFHIKL")
	r.want("what words find, best first", r.named("q", "nguyen van c"), "C")
	r.want("by a part of a number", r.named("q", "5011"), "L")
	row := r.page("columns", "name,stage,revenue,last_contact", "where", "name ~ j").Rows[0]
	if row.Values["stage"] != "customer" || row.Values["revenue"] != float64(1_000_000) || row.Values["last_contact"] == nil {
		t.Errorf("what a history says of a row: %v", row.Values)
	}
	var out, errs bytes.Buffer
	line := []string{"records", "people", "--where", "stage = customer", "--sort", "-name", "--columns", "name,stage", "--limit", "1", "--data", r.dir, "--quiet"}
	if code := Run(t.Context(), line, &out, &errs, func(string) string { return "" }); code != exitOK || !strings.Contains(out.String(), "Nguyễn Văn J  customer") {
		t.Errorf("banhda records: %d, %s%s", code, out.String(), errs.String())
	}
	for where, want := range map[string]string{"stage = custumer": "at character 9", "plan = pro": "at character 1", "in segment seg_x": "a segment that there is"} {
		if body := r.refused("GET", "/v1/records/people/count?where="+url.QueryEscape(where), ""); !strings.Contains(body, want) {
			t.Errorf("%s: %s", where, body)
		}
	}
}

func TestManyPeopleAreChangedAsOne(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(12)
	buyers := `"where":"did(\"Order Completed\")"`
	told := gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{`+buyers+`,"add_tags":["vip"],"set":{"title":"Khách quý"},"preview":true}`)
	if told.Count != 4 || told.Changed != 0 || len(told.Sample) != 4 || told.Sample[0].After["title"] != "Khách quý" || told.Sample[0].Before["title"] != nil {
		t.Fatalf("told before: %+v", told)
	}
	from, to := gets[api.RecordAnswer](r, "POST", "/v1/records/companies", `{"values":{"name":"Xưởng Cũ"}}`), gets[api.RecordAnswer](r, "POST", "/v1/records/companies", `{"values":{"name":"Xưởng Mới"}}`)
	gets[api.FieldShown](r, "POST", "/v1/fields", `{"type":"people","key":"supplier","label":{"vi":"Nhà cung cấp","en":"Supplier"},"kind":"company"}`)
	gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{`+buyers+`,"set":{"supplier":"`+from.ID+`"}}`)
	moved := gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{`+buyers+`,"set":{"supplier":"`+to.ID+`"},"preview":true}`).Sample[0]
	if was, becomes := fmt.Sprint(moved.BeforeLinks), fmt.Sprint(moved.AfterLinks); !strings.Contains(was, "Xưởng Cũ") || !strings.Contains(becomes, "Xưởng Mới") {
		t.Errorf("what is told leads from %s to %s", was, becomes)
	}
	r.want("telling changes nothing", r.named("where", "tags has vip"), "")
	done := gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{`+buyers+`,"add_tags":["vip"],"set":{"title":"Khách quý"}}`)
	if done.Changed != 4 || done.Act == "" {
		t.Fatalf("done: %+v", done)
	}
	r.want("tagged", r.named("where", `tags has vip and title = "Khách quý"`), "ADGJ")
	deleted := gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{"where":"tags has vip","delete":true}`)
	r.want("deleted", r.named(), "BCEFHIKL")
	r.want("in the bin", r.named("deleted", "true"), "ADGJ")
	undone := gets[api.UndoneAnswer](r, "POST", "/v1/acts/"+deleted.Act+"/undo", `{}`)
	if undone.Undone != 4 {
		t.Errorf("undone: %+v", undone)
	}
	gets[api.UndoneAnswer](r, "POST", "/v1/acts/"+done.Act+"/undo", `{}`)
	r.want("as it was", r.named()+r.named("where", "exists tags or exists title"), "ABCDEFGHIJKL")
	for body, want := range map[string]string{`{"set":{"title":"x"}}`: "which records are meant", `{"all":true}`: "what to do with them", `{"all":true,"set":{"email":"a@b.vn"}}`: "one by one"} {
		if got := r.refused("POST", "/v1/bulk/people", body); !strings.Contains(got, want) {
			t.Errorf("%s: %s", body, got)
		}
	}
}

func TestViewsAndSegmentsAreKept(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(9)
	buyers := gets[api.SavedSegment](r, "POST", "/v1/segments", `{"name":"Người mua","where":"did(\"Order Completed\")"}`)
	lucky := gets[api.SavedSegment](r, "POST", "/v1/segments", fmt.Sprintf(`{"name":"May mắn","where":"in segment %s and not name ~ d"}`, buyers.ID))
	r.want("of a segment made of another", r.named("where", "in segment "+lucky.ID), "AG")
	if one := gets[api.SavedSegment](r, "GET", "/v1/segments/"+lucky.ID, ""); one.Count == nil || *one.Count != 2 {
		t.Errorf("counted: %+v", one)
	}
	for path, want := range map[string]string{"PATCH /v1/segments/" + buyers.ID: "not made of itself: “May mắn” → “Người mua” → “May mắn”", "DELETE /v1/segments/" + buyers.ID: "change that first"} {
		method, where, _ := strings.Cut(path, " ")
		body := ""
		if method == "PATCH" {
			body = fmt.Sprintf(`{"where":"in segment %s"}`, lucky.ID)
		}
		if got := r.refused(method, where, body); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	saved := gets[api.ListView](r, "POST", "/v1/views", fmt.Sprintf(`{"type":"people","name":"Mua, mới nhất","where":"in segment %s","sort":"-name","columns":"name,revenue","shared":"all"}`, buyers.ID))
	r.want("a view", r.named("view", saved.ID), "GDA")
	r.want("a view, narrowed and in another order", r.named("view", saved.ID, "where", `not name ~ "van g"`, "sort", "name"), "AD")
	views := gets[api.ViewsAnswer](r, "GET", "/v1/views?type=people", "").Views
	if len(views) < 6 || !views[0].Builtin || views[len(views)-1].ID != saved.ID {
		t.Errorf("views: %+v", views)
	}
	for _, w := range views {
		if w.Builtin {
			r.page("view", w.ID) // each can be asked
		}
	}
	gets[api.ListView](r, "DELETE", "/v1/views/"+saved.ID, "")
	if slices.ContainsFunc(gets[api.ViewsAnswer](r, "GET", "/v1/views", "").Views, func(w api.ListView) bool { return w.ID == saved.ID }) {
		t.Error("a removed view is still there")
	}
}

// A readout's segment may ask of records what only they know; two askers of the same words get each their own answer.
func TestReadoutsTakeSegmentsOfRecords(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(9)
	seen := func(where string) int {
		return len(gets[api.PeopleAnswer](r, "GET", "/v1/people?segment="+url.QueryEscape(where), "").People)
	}
	stock := func(where string) (n int64) {
		w := gets[api.WheelAnswer](r, "GET", "/v1/wheel?from=2020-01-01&segment="+url.QueryEscape(where), "")
		for stage := wheel.Stranger; stage < wheel.Stages; stage++ {
			n += w.Stock.To.Of(stage)
		}
		return n
	}
	const vip = "tags has vip and stage = customer"
	if seen(vip) != 0 || stock(vip) != 0 {
		t.Error("nobody is tagged yet")
	}
	gets[api.BulkAnswer](r, "POST", "/v1/bulk/people", `{"where":"name ~ \"van a\" or name ~ \"van d\" or name ~ \"van b\"","add_tags":["vip"]}`)
	if n, s := seen(vip), stock(vip); n != 2 || s != 2 {
		t.Errorf("%d seen and %d counted, not 2", n, s)
	}
	if n := seen("not tags has vip"); n != 6 {
		t.Errorf("%d are not tagged", n)
	}
	saved := gets[api.SavedSegment](r, "POST", "/v1/segments", `{"name":"Vip","where":"tags has vip and did(\"Order Completed\")"}`)
	if n := stock("in segment " + saved.ID); n != 2 {
		t.Errorf("%d in the segment", n)
	}
	if why := r.refused("GET", "/v1/wheel?segment=in+segment+seg_x", ""); !strings.Contains(why, "a segment that there is") {
		t.Error(why)
	}
}

func TestOneBoxFindsEverything(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(3)
	gets[api.RecordAnswer](r, "POST", "/v1/records/companies", `{"values":{"name":"Trà Văn An","tax_code":"0312345678"}}`)
	gets[api.RecordAnswer](r, "POST", "/v1/records/products", `{"values":{"name":"Trà sen","sku":"TS-01"}}`)
	for typed, want := range map[string]string{"tra": "Trà Văn An, Trà sen", "TS-01": "Trà sen", "0312345678": "Trà Văn An", "van": "Nguyễn Văn A, Nguyễn Văn B, Nguyễn Văn C, Trà Văn An",
		"kh1@": "Nguyễn Văn B", "5002": "Nguyễn Văn C", "KH2": "Nguyễn Văn C", "xyz": ""} {
		var names []string
		for _, f := range gets[api.LookAnswer](r, "GET", "/v1/search?q="+url.QueryEscape(typed), "").Results {
			names = append(names, f.Name)
		}
		slices.Sort(names)
		r.want("looking for "+typed, strings.Join(names, ", "), want)
	}
}
