package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/s2"

	"banhda/api"
)

// planted are texts that only one person brought into the house.
var planted = []string{"bimat@example.vn", "987654321", "khach-bi-mat-77", "thiet-bi-bi-mat", "Trần Bí Mật", "thuoc-tinh-bi-mat", "Ngõ Bí Mật",
	"ghi-chu-bi-mat", "chuc-danh-bi-mat", "bang-chung-bi-mat", "lien-he-bi-mat", "DH-BI-MAT", "viec-bi-mat"}

// hinted are texts that name them only in what was written about their orders.
var hinted = []string{"tran bi mat"}

// plant brings somebody into every corner of the house, and gives their id.
func (d *door) plant() string {
	t := d.serving.t
	var hook api.Webhook
	d.ask("POST", "/v1/webhooks", nil, json.RawMessage(`{"url":"https://nobody.invalid","name":"kho","types":["*"]}`), &hook)
	for _, call := range []string{
		`/v1/identify {"userId":"khach-bi-mat-77","traits":{"name":"Trần Bí Mật","email":"Bimat@example.vn","phone":"0987 654 321","quarter":"12 Ngõ Bí Mật"},"messageId":"b1"}`,
		`/v1/track {"anonymousId":"thiet-bi-bi-mat","userId":"khach-bi-mat-77","event":"Survey Answered","properties":{"nps":10,"note":"thuoc-tinh-bi-mat"},"timestamp":"2026-05-01T00:00:00Z","messageId":"b2"}`,
		`/v1/batch {"batch":[{"type":"track","userId":"khach-bi-mat-77","event":"Order Completed","properties":{"order_id":"DH-BI-MAT","total":90000,"currency":"VND"},"timestamp":"2026-05-02T00:00:00Z","messageId":"b3"},
			{"type":"track","userId":"KH01","event":"Product Viewed","properties":{"friend":"bimat@example.vn"},"timestamp":"2026-05-03T00:00:00Z","messageId":"b4"}]}`,
	} {
		path, body, _ := bytes.Cut([]byte(call), []byte(" "))
		if a := d.send("POST", string(path), d.server, string(body)); a.status != 200 {
			t.Fatalf("%s: %d %s", path, a.status, a.body)
		}
	}
	var people api.PeopleAnswer
	for range 1200 {
		if d.ask("GET", "/v1/people", map[string][]string{"q": {"bimat@example.vn"}}, nil, &people); len(people.People) == 1 && people.People[0].Purchases == 1 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if len(people.People) != 1 {
		t.Fatalf("planted: %+v", people.People)
	}
	id := people.People[0].ID
	var any json.RawMessage
	order := func(method, path, body string) { d.ask(method, path, nil, json.RawMessage(body), &any) }
	order("PATCH", "/v1/records/people/"+id, `{"values":{"title":"chuc-danh-bi-mat"}}`)
	order("POST", "/v1/records/people/"+id+"/notes", `{"text":"ghi-chu-bi-mat"}`)
	order("POST", "/v1/records/people/"+id+"/consents", `{"channels":["email"],"purpose":"marketing","state":"given","how":"call","evidence":{"note":"bang-chung-bi-mat"}}`)
	for _, kind := range []string{"erase", "object", "access"} {
		order("POST", "/v1/requests", `{"kind":"`+kind+`","person":"`+id+`","contact":"lien-he-bi-mat"}`)
	}
	task := func(title, about string) { // the journal holds what became another, too
		var made api.Task
		d.ask("POST", "/v1/tasks", nil, json.RawMessage(`{"title":"Gọi","about":"`+about+`"}`), &made)
		order("PATCH", "/v1/tasks/"+made.ID, `{"title":"`+title+`"}`)
	}
	task("viec-bi-mat", id)
	d.ask("GET", "/v1/people", map[string][]string{"q": {"KH01"}}, nil, &people)
	other := people.People[0].ID // what is written about others names them, too
	order("POST", "/v1/records/people/"+other+"/notes", `{"text":"Bạn của bimat@example.vn, số 0987654321"}`)
	task("Hỏi BIMAT@example.vn", other)
	order("PATCH", "/v1/records/people/"+other, `{"values":{"title":"trợ lý của bimat@example.vn"}}`)
	var bought api.RecordAnswer
	d.ask("POST", "/v1/records/orders", nil, json.RawMessage(`{"reason":"Tran Bi Mat hỏi","values":{"person":"`+id+`","note":"Giao cho TRẦN BÍ MẬT, tầng 3"}}`), &bought)
	order("POST", "/v1/records/orders/"+bought.ID+"/notes", `{"text":"tran bi mat dặn gọi trước"}`)
	task("Gọi Trần Bí Mật", bought.ID)
	order("POST", "/v1/segments", `{"name":"Bạn của bimat@example.vn","where":"email = bimat@example.vn or phone = \"0987654321\""}`)
	order("POST", "/v1/views", `{"type":"people","name":"Bí mật","where":"email ~ \"bimat@example.vn\"","shared":"me"}`)
	order("POST", "/v1/task-rules", `{"name":"Hỏi bimat@example.vn","active":true,"when":"untouched","days":300,"where":"email = bimat@example.vn","title":"Gọi","kind":"call","within":1}`)
	for range 600 { // other systems are told of it, too
		if d.ask("GET", "/v1/webhooks/"+hook.ID+"/deliveries", nil, nil, &any); strings.Contains(string(any), "chuc-danh-bi-mat") {
			return id
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("nothing is told to other systems")
	return id
}

// wholeOf holds that somebody's own archive has everything that was planted in it.
func (d *door) wholeOf(id string) {
	t := d.serving.t
	t.Helper()
	key := d.key(`{"name":"bản sao","kind":"api","scopes":["people:read","people:export"]}`)
	a := d.send("GET", "/v1/records/people/"+id+"/data", "", "", "Authorization", "Bearer "+key)
	z, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
	if err != nil {
		t.Fatalf("%d %s: %v", a.status, a.body[:min(200, len(a.body))], err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range planted {
		if !strings.Contains(strings.ToLower(all.String()), strings.ToLower(p)) {
			t.Errorf("the archive lacks %s", p)
		}
	}
}

// left are the files of the data directory in which a planted text can be found, with the text.
func (d *door) left() (found []string) {
	filepath.WalkDir(d.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return nil // it is gone since
		}
		found = append(found, plantedIn(filepath.Base(path), body)...)
		return nil
	})
	if d.database != "" {
		found = append(found, d.leftInTables()...)
	}
	return found
}

func plantedIn(where string, body []byte) (found []string) {
	for _, p := range slices.Concat(planted, hinted) {
		if bytes.Contains(bytes.ToLower(body), bytes.ToLower([]byte(p))) {
			found = append(found, where+": "+p)
		}
	}
	return found
}

// leftInTables looks for planted texts in all rows of a PostgreSQL, those of the log unpacked.
func (d *door) leftInTables() (found []string) {
	t := d.serving.t
	t.Helper()
	c, err := pgx.Connect(t.Context(), d.database)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	rows, _ := c.Query(t.Context(), "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, table := range tables {
		if err != nil {
			break
		}
		var all []string
		rows, _ := c.Query(t.Context(), "SELECT x::text FROM "+table+" x")
		if all, err = pgx.CollectRows(rows, pgx.RowTo[string]); err == nil {
			found = append(found, plantedIn(table, []byte(strings.Join(all, "\n")))...)
		}
	}
	var packed int64
	var body []byte
	rows, _ = c.Query(t.Context(), "SELECT packed, body FROM log")
	_, each := pgx.ForEachRow(rows, []any{&packed, &body}, func() (err error) {
		text := body
		if packed != 0 {
			text, err = s2.Decode(nil, body)
		}
		found = append(found, plantedIn("log", text)...)
		return err
	})
	if err := errors.Join(err, each); err != nil {
		t.Fatal(err)
	}
	return found
}

// awaitErased waits until erasures are done and nothing planted is left.
func (d *door) awaitErased(n int) {
	d.serving.t.Helper()
	var a api.ErasuresAnswer
	var found []string
	for range 600 {
		d.ask("GET", "/v1/erasures", nil, nil, &a)
		if found = d.left(); len(found) == 0 && len(a.Erasures) == n && a.Erasures[0].State == "done" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	d.serving.t.Fatalf("erased: %+v; still there: %q", a.Erasures, found)
}

func (d *door) counted() map[string]string {
	all := map[string]string{}
	for _, line := range []string{"wheel --from 2026-01-01 --to 2026-07-01 --as-of 2026-07-02", "wheel --from 2026-05-01 --to 2026-06-01 --as-of 2026-07-02",
		"retention --from 2026-01-01 --to 2026-07-01 --first 'Order Completed' --return 'Order Completed' --every month --as-of 2026-07-02", "value --as-of 2026-07-02"} {
		all[line] = withoutSeq(d.must(append(words(line, nil), "--json")...))
	}
	return all
}

// Somebody who asks to be forgotten is in no file any more, nor in a table, and every figure is what it was. What comes of
// them later counts for nobody anybody knows.
func TestSomebodyIsForgotten(t *testing.T) {
	t.Parallel()
	forgotten(newDoor(t))
}

func TestSomebodyIsForgottenInPostgreSQL(t *testing.T) {
	t.Parallel()
	forgotten(newServersShop(t).door())
}

func forgotten(d *door) {
	t := d.serving.t
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	id := d.plant()
	if len(d.left()) == 0 {
		t.Fatal("nothing was planted")
	}
	d.wholeOf(id)
	before := d.counted()
	var asked api.ErasureAnswer
	var unknown api.Request // whose it is, the erasure says
	d.ask("POST", "/v1/requests", nil, json.RawMessage(`{"kind":"erase","contact":"lien-he-bi-mat"}`), &unknown)
	d.ask("POST", "/v1/records/people/"+id+"/erase", nil, json.RawMessage(`{"confirm":"`+id+`","request":"`+unknown.ID+`"}`), &asked)
	d.awaitErased(1)
	var requests api.RequestsAnswer
	for state, kinds := range map[string]int{"done": 3, "open": 1} { // a copy is still owed an answer
		d.ask("GET", "/v1/requests", map[string][]string{"state": {state}}, nil, &requests)
		if len(requests.Requests) != kinds || slices.ContainsFunc(requests.Requests, func(r api.Request) bool {
			return !r.Erased || r.Person.Name != "" || (r.ClosedAt != nil) != (state == "done")
		}) {
			t.Errorf("requests that are %s: %+v", state, requests.Requests)
		}
	}
	sameFigures(t, "after the erasure", d.counted(), before)
	var doctor api.DoctorAnswer
	d.ask("GET", "/v1/doctor", nil, nil, &doctor)
	for _, f := range doctor.Findings {
		if !f.Well {
			t.Errorf("the doctor on %s: %s", f.Check, f.Says)
		}
	}
	var segments api.SegmentsAnswer
	if d.ask("GET", "/v1/segments", nil, nil, &segments); len(segments.Segments) != 1 || segments.Segments[0].Where != `email = erased or phone = "erased"` {
		t.Errorf("the segment: %+v", segments.Segments)
	}
	var people api.PeopleAnswer
	if a := d.send("POST", "/v1/track", d.server, `{"userId":"khach-bi-mat-77","event":"Product Viewed","messageId":"b9","timestamp":"2026-05-09T00:00:00Z"}`); a.status != 200 {
		t.Fatal(a)
	}
	time.Sleep(500 * time.Millisecond)
	if d.ask("GET", "/v1/people", map[string][]string{"q": {"khach-bi-mat-77"}}, nil, &people); len(people.People) != 0 {
		t.Errorf("back again: %+v", people.People)
	}
}

// An erasure that a crash interrupts goes on, and is not begun a second time for the tombstone it left: it is killed as
// soon as its tombstone stands.
func TestAnErasureSurvivesACrash(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	ask[api.ImportAnswer](d.shop, "import", "testdata/shop/shop.yaml")
	id := d.plant()
	before := d.counted()
	var asked api.ErasureAnswer
	d.ask("POST", "/v1/records/people/"+id+"/erase", nil, json.RawMessage(`{"confirm":"`+id+`"}`), &asked)
	var again api.ErasureAnswer // asked twice, erased once, unless it is done already
	if raw, err := d.client.Call(t.Context(), "POST", "/v1/records/people/"+id+"/erase", nil, json.RawMessage(`{"confirm":"`+id+`"}`), nil); err == nil {
		if err := json.Unmarshal(raw, &again); err != nil || again.AskedAt != asked.AskedAt {
			t.Errorf("asked again: %+v, %v; before: %+v", again, err, asked)
		}
	}
	for range 3000 {
		if stones, _ := os.ReadFile(filepath.Join(d.dir, "erased")); len(stones) > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	d.Process.Kill()
	d.serving.Wait()
	d.client.Close()
	d.serving, d.client = d.shop.serve(t), newClient(d.dir)
	d.awaitErased(1)
	sameFigures(t, "after the crash", d.counted(), before)
}
