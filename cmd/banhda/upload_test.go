package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/api"
	"banhda/hub/history"
)

// remote is a program that asks over the network with a key.
type remote struct {
	t       *testing.T
	address string
	token   string
}

// remote makes a key with these permissions, for a program on the network.
func (p *serving) remote(dir string, scopes ...string) *remote {
	p.t.Helper()
	raw, err := newClient(dir).Call(p.t.Context(), "POST", "/v1/keys", nil, map[string]any{"name": "wizard", "kind": "api", "scopes": scopes}, nil)
	var key struct{ Token string }
	if err = errors.Join(err, json.Unmarshal(raw, &key)); err != nil || key.Token == "" {
		p.t.Fatalf("no key: %v %s", err, raw)
	}
	return &remote{p.t, p.address, key.Token}
}

// ask sends a request and gives its status and its body.
func (r *remote) ask(method, path string, body io.Reader) (int, string) {
	r.t.Helper()
	resp := r.open(r.t.Context(), method, path, body)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func (r *remote) open(ctx context.Context, method, path string, body io.Reader) *http.Response {
	r.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, r.address+path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp
}

// result asks for what must succeed.
func result[T any](r *remote, method, path string, body any) (v T) {
	r.t.Helper()
	reader, sent := body.(io.Reader)
	if !sent {
		b, err := json.Marshal(body)
		if err != nil {
			r.t.Fatal(err)
		}
		reader = bytes.NewReader(b)
	}
	status, text := r.ask(method, path, reader)
	if err := json.Unmarshal([]byte(text), &v); err != nil || status != http.StatusOK {
		r.t.Fatalf("%s %s: status %d, %v: %s", method, path, status, err, text)
	}
	return v
}

func (r *remote) upload(name, text string) api.Upload {
	r.t.Helper()
	return result[api.Upload](r, "POST", "/v1/uploads?name="+url.QueryEscape(name), strings.NewReader(text))
}

const soldOrders = "Mã đơn;Ngày mua;SĐT;Họ tên;Tổng tiền;Màu\nA1;31/01/2026;0901234567;Lê Hà;45.000;xanh\nA2;01/02/2026;0912345678;Võ An;1.250.000;đỏ\n" +
	"A3;hôm qua;0912345678;Võ An;1.000;đỏ\n"

// A file is sent, its columns are chosen, what would come in is looked at, it comes in, and what was refused can be had.
func TestImportFromAnotherMachine(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	p := s.serve(t)
	r := p.remote(s.dir, "imports:read", "imports:write")
	up := r.upload("../Đơn hàng.csv", soldOrders)
	if up.Name != "_Đơn hàng.csv" || up.Bytes != int64(len(soldOrders)) || len(up.Files) != 1 || up.Files[0].Rows != 3 {
		t.Errorf("sent %+v", up)
	}
	if again := result[api.Upload](r, "GET", "/v1/uploads/"+up.ID, nil); again.Name != up.Name || len(again.Files[0].Columns) != 6 {
		t.Errorf("shown %+v", again)
	}
	proposed := result[api.SuggestAnswer](r, "POST", "/v1/imports/suggest", map[string]any{"uploads": []string{up.ID}})
	if len(proposed.Lacks) != 1 || proposed.Lacks[0].What != "time" { // one day is none
		t.Errorf("proposed: lacks %v\n%s", proposed.Lacks, proposed.MappingText)
	}
	columns := proposed.Draft.Files[0].Columns
	columns[1].Role, columns[1].Format, columns[5].Role = history.Time, "DD/MM/YYYY", history.Field
	chosen := result[api.SuggestAnswer](r, "POST", "/v1/imports/suggest", map[string]any{"uploads": []string{up.ID}, "draft": proposed.Draft})
	if len(chosen.Lacks) != 0 || chosen.Problem != nil {
		t.Fatalf("chosen: %v, %v\n%s", chosen.Lacks, chosen.Problem, chosen.MappingText)
	}
	order := map[string]any{"uploads": []string{up.ID}, "mapping_text": chosen.MappingText, "name": "shop.yaml"}
	order["dry_run"] = true
	preview := result[api.ImportAnswer](r, "POST", "/v1/imports", order).Preview
	if f := preview.Files[0]; f.Events != 2 || f.Refused != 1 || *f.First[1].Value != 1_250_000 {
		t.Errorf("preview %+v", f)
	}
	delete(order, "dry_run")
	done := result[api.ImportAnswer](r, "POST", "/v1/imports", order)
	if done.Imported != 2 || done.Refused != 1 || done.People != 2 {
		t.Errorf("imported %+v", done)
	}
	if _, mapping := r.ask("GET", "/v1/imports/"+done.ID+"/mapping", nil); mapping != chosen.MappingText {
		t.Errorf("the mapping is\n%s", mapping)
	}
	if _, refused := r.ask("GET", "/v1/imports/"+done.ID+"/refused", nil); !strings.HasPrefix(refused, "\ufefffile,line,column,reason,row\n_Đơn hàng.csv,4,Ngày mua,") {
		t.Errorf("refused:\n%s", refused)
	}
	result[api.RemovedAnswer](r, "DELETE", "/v1/uploads/"+up.ID, nil)
	if left, err := os.ReadDir(filepath.Join(s.dir, "uploads")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	order["uploads"] = []string{r.upload("Đơn hàng.csv", soldOrders).ID}
	if status, text := r.ask("POST", "/v1/imports", body(t, order)); status != 422 || !strings.Contains(text, "there is no file") {
		t.Errorf("under another name: %d %s", status, text)
	}
	order["uploads"] = []string{r.upload("_Đơn hàng.csv", soldOrders).ID}
	if again := result[api.ImportAnswer](r, "POST", "/v1/imports", order); again.Imported != 0 || again.Duplicates != 2 {
		t.Errorf("sent again: %+v", again)
	}
}

func body(t *testing.T, v any) io.Reader {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(b)
}

// Nobody reads the server's own files by way of a mapping, and nothing is left of what was not sent to its end.
func TestUploadsKeepToTheirFolder(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	p := s.serve(t)
	r := p.remote(s.dir, "imports:write")
	secret := s.write(t, "secret.csv", soldOrders)
	up := r.upload("orders.csv", soldOrders)
	mapping := func(path, more string) map[string]any {
		text := "source: s\nfiles:\n  - path: " + path + "\n" + more + "    events: [{name: Order Completed, at: {column: Ngày mua, format: DD/MM/YYYY}, person: {phone: SĐT}}]\n"
		return map[string]any{"mapping_text": text, "uploads": []string{up.ID}, "dry_run": true}
	}
	if status, text := r.ask("POST", "/v1/imports", body(t, mapping("orders.csv", ""))); status != 200 {
		t.Fatalf("the mapping is wrong: %d %s", status, text)
	}
	for _, o := range []map[string]any{
		mapping(secret, ""), mapping("../../"+filepath.Base(secret), ""), mapping("../"+up.ID+"/orders.csv", ""), mapping("'../*/*.csv'", ""),
		mapping("orders.csv", "    join: {path: "+secret+", on: SĐT}\n"), mapping("orders.csv", "    check: {column: SĐT, against: {path: "+secret+", column: SĐT}}\n"),
	} {
		if status, text := r.ask("POST", "/v1/imports", body(t, o)); status != 422 || !strings.Contains(text, "leads elsewhere") {
			t.Errorf("%s: %d %s", o["mapping_text"], status, text)
		}
	}
	if status, text := r.ask("POST", "/v1/imports", body(t, map[string]any{"mapping": secret, "dir": s.dir})); status != 403 {
		t.Errorf("by a path of the server: %d %s", status, text)
	}
	for _, id := range []string{"..", "upl_", "upl_AAAAAAAAAAAAAAAAAAAAAAAAAA", "%2e%2e%2fimports"} {
		if status, text := r.ask("DELETE", "/v1/uploads/"+id, nil); status != 404 {
			t.Errorf("upload %s: %d %s", id, status, text)
		}
	}
	if status, _ := p.remote(s.dir, "imports:read").ask("POST", "/v1/uploads?name=a.csv", strings.NewReader(soldOrders)); status != 403 {
		t.Errorf("who may only look sends a file: %d", status)
	}
	if status, text := r.ask("POST", "/v1/uploads?name=a.xlsx", strings.NewReader(soldOrders)); status != 422 || !strings.Contains(text, "not a workbook") {
		t.Errorf("no workbook: %d %s", status, text)
	}
	s.breakOff(t, r)
	s.awaitUploads(t, 1) // what the server reads breaks only when it hears of it
}

// awaitUploads waits until so many uploads lie in the folder.
func (s *shop) awaitUploads(t *testing.T, n int) {
	t.Helper()
	var left []os.DirEntry
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if left, _ = os.ReadDir(filepath.Join(s.dir, "uploads")); len(left) == n {
			return
		}
	}
	t.Errorf("there are not %d uploads but %v", n, left)
}

// breakOff begins to send a file and goes away when the server has begun to keep it.
func (s *shop) breakOff(t *testing.T, r *remote) {
	t.Helper()
	body, write := io.Pipe()
	go func() {
		_, _ = io.WriteString(write, soldOrders)
		s.awaitUploads(t, 2)
		_ = write.CloseWithError(errors.New("the cable was pulled"))
	}()
	req, err := http.NewRequestWithContext(t.Context(), "POST", r.address+"/v1/uploads?name=a.csv", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	if resp, err := http.DefaultClient.Do(req); err == nil {
		resp.Body.Close()
		t.Error("half a file was taken")
	}
}

// An import that whoever asked for it walks away from goes on where it was when it is asked for again.
func TestAnImportLeftAloneGoesOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	p := s.serve(t)
	r := p.remote(s.dir, "imports:read", "imports:write")
	const orders = 60_000
	mapping := s.manyOrders(t, orders)
	up := r.upload("orders.csv", s.read(t, filepath.Join(filepath.Dir(mapping), "orders.csv")))
	order := map[string]any{"mapping_text": s.read(t, mapping), "uploads": []string{up.ID}}
	r.leave(order)
	var done api.ImportAnswer
	for status, text := 0, ""; status != http.StatusOK; { // the first one may still be ending
		if status, text = r.ask("POST", "/v1/imports", body(t, order)); status != http.StatusOK && !strings.Contains(text, "under way") {
			t.Fatalf("%d %s", status, text)
		}
		_ = json.Unmarshal([]byte(text), &done)
	}
	list := result[api.ImportsAnswer](r, "GET", "/v1/imports", nil)
	if len(list.Imports) != 1 || list.Imports[0].State != "done" || done.Duplicates == 0 || done.Imported+done.Duplicates != orders {
		t.Errorf("%+v, the second time %+v", list.Imports, done)
	}
}

// leave begins an import and walks away from it.
func (r *remote) leave(order map[string]any) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.t.Context())
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "POST", r.address+"/v1/imports", body(r.t, order))
	req.Header = http.Header{"Authorization": {"Bearer " + r.token}, "Content-Type": {"application/json"}, "Accept": {"application/x-ndjson"}}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	if !bufio.NewScanner(resp.Body).Scan() {
		r.t.Fatal("there is no progress to see")
	}
}

// interrupted leaves an import and gives what the list says of it when it has ended.
func (r *remote) interrupted(order map[string]any) api.ImportRow {
	r.t.Helper()
	r.leave(order)
	for range 6000 {
		if row := result[api.ImportsAnswer](r, "GET", "/v1/imports", nil).Imports[0]; row.Interrupted {
			return row
		}
		time.Sleep(10 * time.Millisecond)
	}
	r.t.Fatal("the import does not end")
	return api.ImportRow{}
}

// An import that was interrupted is taken up again from the list while its files are here, and its counts are those of
// all its runs together.
func TestAnInterruptedImportIsTakenUpFromTheList(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	r := s.serve(t).remote(s.dir, "imports:read", "imports:write", "status:read")
	const orders = 60_000
	path := s.manyOrders(t, orders)
	mapping := s.read(t, path)
	up := r.upload("orders.csv", s.read(t, filepath.Join(filepath.Dir(path), "orders.csv")))
	row := r.interrupted(map[string]any{"mapping_text": mapping, "uploads": []string{up.ID}, "name": "orders.yaml"})
	if !row.Resumable || row.State != "running" || row.Imported >= orders {
		t.Fatalf("left alone: %+v", row)
	}
	for _, f := range result[api.DoctorAnswer](r, "GET", "/v1/doctor", nil).Findings {
		is(t, f.Check, f.Well, f.Check != "imports")
	}
	run := result[api.ImportAnswer](r, "POST", "/v1/imports/"+row.ID+"/resume", nil)
	if run.ID != row.ID || run.Duplicates == 0 || run.Imported+run.Duplicates != orders {
		t.Errorf("taken up: %+v", run)
	}
	list := result[api.ImportsAnswer](r, "GET", "/v1/imports", nil).Imports
	if done := list[0]; len(list) != 1 || done.State != "done" || done.Imported != orders || done.Duplicates != 0 || done.People != run.People || done.Interrupted || done.Resumable {
		t.Errorf("done: %+v", list)
	}
	if status, text := r.ask("POST", "/v1/imports/"+row.ID+"/resume", nil); status != http.StatusConflict || !strings.Contains(text, "not interrupted") {
		t.Errorf("taken up once more: %d %s", status, text)
	}

	again := r.interrupted(map[string]any{"mapping_text": mapping + "\n# again", "uploads": []string{up.ID}})
	result[api.RemovedAnswer](r, "DELETE", "/v1/uploads/"+up.ID, nil)
	if status, text := r.ask("POST", "/v1/imports/"+again.ID+"/resume", nil); status != http.StatusConflict || !strings.Contains(text, "send them again") {
		t.Errorf("taken up without its files: %d %s", status, text)
	}
	if row := result[api.ImportsAnswer](r, "GET", "/v1/imports", nil).Imports[0]; row.ID != again.ID || !row.Interrupted || row.Resumable {
		t.Errorf("without its files: %+v", row)
	}
}
