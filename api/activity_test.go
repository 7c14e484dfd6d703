package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"banhda/store"
)

// TestNotesNameColleagues writes about a record, names a colleague twice, and changes what was written.
func TestNotesNameColleagues(t *testing.T) {
	f, owner := owned(t)
	firm := owner.makes("companies", `{"name":"Sao Mai"}`).ID
	lan := f.joins(owner, "minh@example.com", "seller")
	path := "/v1/records/companies/" + firm + "/notes"
	body := func(text string) string { b, _ := json.Marshal(map[string]string{"text": text}); return string(b) }

	said := gets[NoteAnswer](owner, 200, "POST", path, body("Gọi lại nhé @[Lan]("+lan.id+")\r\n<script>")).Note
	if said.Text != "Gọi lại nhé @[Lan]("+lan.id+")\n<script>" || !said.Mine || said.EditedAt != nil {
		t.Errorf("written: %+v", said)
	}
	gets[NoteAnswer](owner, 200, "PATCH", path+"/"+said.ID, body("Gọi gấp @["+"Lan"+"]("+lan.id+")"))
	if n := gets[NoticesAnswer](lan.visitor, 200, "GET", "/v1/notices", "").Notices; len(n) != 1 || n[0].Kind != "mention" || n[0].Text != "Lan mentioned you" { // the company is out of Lan's reach
		t.Errorf("named twice, told: %+v", n)
	}
	if e := gets[NoteEditsAnswer](owner, 200, "GET", path+"/"+said.ID+"/history", "").Edits; len(e) != 1 || e[0].Text != said.Text {
		t.Errorf("it said before: %+v", e)
	}
	gets[NoteAnswer](owner, 200, "PATCH", path+"/"+said.ID, `{"pinned":true}`)
	if a := gets[NotesAnswer](owner, 200, "GET", path, ""); len(a.Pinned) != 1 || a.Notes[0].Author.Name == "" {
		t.Errorf("pinned: %+v", a)
	}
	if resp, _ := lan.asks("PATCH", path+"/"+said.ID, body("của tôi")); resp.StatusCode != 403 && resp.StatusCode != 404 {
		t.Errorf("somebody else's note was changed: %d", resp.StatusCode)
	}
	gets[NoteAnswer](owner, 200, "DELETE", path+"/"+said.ID, "")
	if a := gets[NotesAnswer](owner, 200, "GET", path, ""); len(a.Notes)+len(a.Pinned) != 0 {
		t.Errorf("removed: %+v", a)
	}
	gets[NoteAnswer](owner, 200, "POST", path+"/"+said.ID+"/restore", "")
	other := owner.makes("companies", `{"name":"Sao Hôm"}`).ID
	if resp, _ := owner.asks("GET", "/v1/records/companies/"+other+"/notes/"+said.ID+"/history", ""); resp.StatusCode != 404 {
		t.Errorf("a note is read over another record: %d", resp.StatusCode)
	}
	if resp, text := owner.asks("POST", path, body(" \n ")); resp.StatusCode != 422 || !strings.Contains(text, "trống") {
		t.Errorf("an empty note: %d %s", resp.StatusCode, text)
	}
}

// attaches sends a file to a record as the screen does.
func (v *visitor) attaches(path, name string, content []byte) (*http.Response, AttachmentAnswer) {
	v.t.Helper()
	r, _ := http.NewRequest("POST", v.url+path+"?name="+name, bytes.NewReader(content))
	r.Header.Set("Content-Type", "application/octet-stream")
	resp, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	var a AttachmentAnswer
	_ = json.NewDecoder(resp.Body).Decode(&a)
	return resp, a
}

func drawing(t *testing.T, width, height int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFilesCanDoNothing keeps files, hands them out so that a browser neither shows nor runs them, and forgets them.
func TestFilesCanDoNothing(t *testing.T) {
	f, owner := owned(t)
	path := "/v1/records/companies/" + owner.makes("companies", `{"name":"Sao Mai"}`).ID + "/files"
	content := drawing(t, 1300, 700)
	resp, kept := owner.attaches(path, "anh.png", content)
	if resp.StatusCode != 200 || kept.File.Media != "image/png" || !kept.File.Picture || kept.File.Bytes != int64(len(content)) {
		t.Fatalf("kept: %d %+v", resp.StatusCode, kept)
	}
	resp, text := owner.asks("GET", path+"/"+kept.File.ID+"/content", "")
	h := resp.Header
	if text != string(content) || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("handed out with %v", h)
	}
	_, small := owner.asks("GET", path+"/"+kept.File.ID+"/preview", "")
	if drawn, kind, err := image.Decode(strings.NewReader(small)); err != nil || kind != "jpeg" || drawn.Bounds().Dx() != previewSide {
		t.Errorf("the preview is %s: %v", kind, err)
	}
	for name, content := range map[string][]byte{"setup.exe": []byte("MZ\x90\x00"), "trang.html": []byte("<html>"), "anh.jpg": content, "ve.svg": []byte("<svg/>")} {
		if resp, _ := owner.attaches(path, name, content); resp.StatusCode != 422 {
			t.Errorf("%s was answered %d", name, resp.StatusCode)
		}
	}
	if w := gets[Workspace](owner, 200, "PUT", "/v1/workspace", `{"attachment_bytes":1000000}`); w.AttachmentBytes != 1_000_000 || w.Name == "" {
		t.Errorf("the cap is set: %+v", w)
	}
	if resp, _ := owner.attaches(path, "lon.png", append(content, make([]byte, 1_000_000)...)); resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large a file was answered %d", resp.StatusCode)
	}
	if left, _ := os.ReadDir(f.filesFolder()); len(left) != 1 {
		t.Errorf("what was refused left something: %v", left)
	}

	gets[AttachmentAnswer](owner, 200, "DELETE", path+"/"+kept.File.ID, "")
	if a := gets[AttachmentsAnswer](owner, 200, "GET", path, ""); len(a.Files) != 0 {
		t.Errorf("removed: %+v", a.Files)
	}
	gets[AttachmentAnswer](owner, 200, "POST", path+"/"+kept.File.ID+"/restore", "")
	ctx := context.Background()
	if _, err := f.checkFiles(ctx); err != nil {
		t.Errorf("doctor: %v", err)
	}
	if err := f.SweepFiles(ctx); err != nil {
		t.Fatal(err)
	}
	hash := f.onlyHash()
	if err := f.RemoveFiles([]string{hash}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.checkFiles(ctx); err == nil || !strings.Contains(err.Error(), hash) {
		t.Errorf("doctor does not miss a file that is gone: %v", err)
	}
}

// TestTheTimelineOfARecord weaves what was done to a record, page by page, by kind, and without what is hidden.
func TestTheTimelineOfARecord(t *testing.T) {
	f, owner := owned(t)
	firm := owner.makes("companies", `{"name":"Sao Mai","tax_code":"0101234567"}`).ID
	path := "/v1/records/companies/" + firm
	for i := range 5 {
		gets[NoteAnswer](owner, 200, "POST", path+"/notes", fmt.Sprintf(`{"text":"ghi chú %d"}`, i))
		gets[RecordAnswer](owner, 200, "PATCH", path, fmt.Sprintf(`{"values":{"industry":"ngành %d","legal_name":"bí mật %d"}}`, i, i))
	}
	owner.attaches(path+"/files", "bang.csv", []byte("a,b\n1,2\n"))
	twin := owner.makes("companies", `{"name":"Sao Mai JSC","website":"https://saomai.example"}`).ID
	gets[MergedAnswer](owner, 200, "POST", "/v1/merges/companies", `{"from":"`+twin+`","into":"`+firm+`","take":["name"]}`)
	whole := gets[TimelineAnswer](owner, 200, "GET", path+"/timeline?limit=200", "")
	kinds, told := map[string]int{}, map[string]bool{}
	for _, i := range whole.Items {
		kinds[i.Kind]++
		if told[i.ID] {
			t.Errorf("two lines are called %s: a screen takes them for one", i.ID)
		}
		told[i.ID] = true
	}
	if kinds["note"] != 5 || kinds["change"] != 7 || kinds["act"] != 1 || kinds["file"] != 1 || whole.Cursor != nil {
		t.Errorf("it holds %v", kinds)
	}
	if !slices.IsSortedFunc(whole.Items, func(a, b TimelineItem) int { return strings.Compare(b.At, a.At) }) {
		t.Errorf("not the newest first")
	}
	var paged []string
	for cursor := ""; ; {
		a := gets[TimelineAnswer](owner, 200, "GET", path+"/timeline?limit=3&cursor="+cursor, "")
		for _, i := range a.Items {
			paged = append(paged, i.ID)
		}
		if a.Cursor == nil {
			break
		}
		cursor = *a.Cursor
	}
	if len(paged) != len(whole.Items) || paged[0] != whole.Items[0].ID || paged[len(paged)-1] != whole.Items[len(paged)-1].ID {
		t.Errorf("in pages %v", paged)
	}
	if a := gets[TimelineAnswer](owner, 200, "GET", path+"/timeline?kind=note", ""); len(a.Items) != 5 {
		t.Errorf("only notes: %d", len(a.Items))
	}
	if resp, _ := owner.asks("GET", path+"/timeline?cursor=nonsense", ""); resp.StatusCode != 422 {
		t.Errorf("a cursor that is none: %d", resp.StatusCode)
	}

	lan := f.joins(owner, "minh@example.com", gets[Role](owner, 200, "POST", "/v1/roles", `{"name":"Cộng tác","grants":{"companies":{"read":"all"}},"hidden":{"companies":["legal_name"]}}`).ID)
	_, text := lan.asks("GET", path+"/timeline?limit=200", "")
	if strings.Contains(text, "bí mật") || !strings.Contains(text, "ngành 4") {
		t.Errorf("who may not see a field reads it on the timeline")
	}
}

// colleague is a user and their browser.
type colleague struct {
	*visitor
	id string
}

// joins adds a user of a role and signs them in.
func (f *front) joins(owner *visitor, email, role string) colleague {
	v := f.member(owner, email, role)
	return colleague{v, gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID}
}

// onlyHash is under which the one file that is kept lies.
func (f *front) onlyHash() (hash string) {
	f.look(func(v *store.View) error {
		return v.EachFile(context.Background(), func(h string, _ int64) error { hash = h; return nil })
	})
	return hash
}
