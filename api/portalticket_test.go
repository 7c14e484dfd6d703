package api

import (
	"errors"
	"io"
	"mime/multipart"
	"regexp"
	"strings"
	"testing"

	"banhda/drive/job"
	"banhda/hub/message"
)

// asked is a ticket of An's, written in the portal.
func (p *portalHouse) asked() string {
	p.t.Helper()
	if status, at, body := p.anSees.fills("/my/tickets", "subject", "Máy của-riêng", "text", "Máy không chạy", "kind", "problem"); !strings.HasPrefix(at, "/my/tickets/tkt_") {
		p.t.Fatalf("An asks: %d %s %s", status, at, body)
	}
	return gets[RecordsAnswer](p.owner, 200, "GET", "/v1/records/tickets?sort=-created_at", "").Rows[0].ID
}

// answers answers a ticket, and lets the answer go: nothing can be taken back.
func (p *portalHouse) answers(ticket, body string) {
	p.t.Helper()
	gets[InboxAnswer](p.owner, 200, "PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":1,"next":1},"normal":{"first":1,"next":1},"low":{"first":1,"next":1}},"undo":0,"reopen":7}`)
	gets[RecordAnswer](p.owner, 200, "POST", "/v1/records/tickets/"+ticket+"/work", body)
	desk := p.Outgoing()
	out, _, err := desk.Claim(p.t.Context(), 10)
	for _, o := range out {
		err = errors.Join(err, desk.Settle(p.t.Context(), []message.Fate{{ID: o.ID, State: message.Sent, At: p.Now().UnixMicro()}}))
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// answeredWithFile answers a ticket with a file that is kept with An, and gives where An finds it.
func (p *portalHouse) answeredWithFile(ticket string) string {
	p.t.Helper()
	_, file := p.owner.attaches("/v1/records/people/"+p.an.ID+"/files", "huong-dan.txt", []byte("Cắm lại dây của-riêng"))
	p.answers(ticket, `{"answer":{"channel":"email","text":"Em gửi hướng dẫn","files":["`+file.File.ID+`"]}}`)
	return "/my/tickets/" + ticket + "/files/" + file.File.ID
}

// TestACustomerAsksForHelp: what is written in the portal is a ticket, answered there and by mail; they say whether it helped;
// articles are offered while they write.
func TestACustomerAsksForHelp(t *testing.T) {
	p := portalOpen(t)
	id := p.asked()
	r := p.owner.ticketIs(id, "new")
	if r.Values["channel"] != "portal" || r.Values["kind"] != "problem" || r.Values["waiting_since"] == nil || r.Values["person"] != p.an.ID {
		t.Errorf("asked: %v", r.Values)
	}
	work := "/v1/records/tickets/" + id + "/work"
	page := "/my/tickets/" + id
	gets[RecordAnswer](p.owner, 200, "POST", work, `{"answer":{"channel":"email","text":"Chị chờ em chút"}}`)
	if _, body := p.anSees.asks("GET", page, ""); strings.Contains(body, "Chị chờ em chút") {
		t.Error("An reads what can still be taken back")
	}
	p.answers(id, `{"answer":{"channel":"email","text":"Chị cắm lại giúp em"},"note":"hỏi kho trước","values":{"status":"solved"}}`)
	if _, body := p.anSees.asks("GET", page, ""); !strings.Contains(body, "Chị cắm lại giúp em") || strings.Contains(body, "hỏi kho") || !strings.Contains(body, `value="yes"`) {
		t.Errorf("An sees %s", body)
	}
	if _, body := p.anSees.asks("GET", "/my/", ""); !strings.Contains(body, "/my/tickets") || !strings.Contains(body, `class="waits"`) {
		t.Errorf("the first page says %s", body)
	}
	file := p.answeredWithFile(id)
	if _, body := p.anSees.asks("GET", page, ""); !strings.Contains(body, file) || !strings.Contains(body, "huong-dan") {
		t.Errorf("An sees no file in %s", body)
	}
	if resp, body := p.anSees.asks("GET", file, ""); resp.StatusCode != 200 || body != "Cắm lại dây của-riêng" || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("An reads %d %s", resp.StatusCode, body)
	}
	_, kept := p.owner.attaches("/v1/records/people/"+p.an.ID+"/files", "noi-bo.txt", []byte("chỉ đồng nghiệp"))
	if resp, _ := p.anSees.asks("GET", page+"/files/"+kept.File.ID, ""); resp.StatusCode != 404 {
		t.Errorf("a file that was not sent is read: %d", resp.StatusCode)
	}
	p.anSees.fills(page+"/helped", "helped", "no")
	p.owner.ticketIs(id, "open")
	p.anSees.fills(page+"/say", "text", "Vẫn vậy")
	if talk := p.owner.ticketTalk(id).Talk; talk[0].Text != "Vẫn vậy" || talk[0].Data["by"] != "portal" {
		t.Errorf("said: %+v", talk[0])
	}
	gets[RecordAnswer](p.owner, 200, "POST", work, `{"values":{"status":"solved"}}`)
	p.anSees.fills(page+"/helped", "helped", "yes")
	p.owner.ticketIs(id, "closed")
	resp, _ := p.anSees.asks("GET", "/my/tickets", "")
	if !strings.Contains(resp.Header.Get("Content-Security-Policy"), "connect-src 'self'") {
		t.Error("the page may not ask what may help")
	}
	if err := p.Works()[closeTicketsJob].Do(t.Context(), job.Job{}); err != nil {
		t.Error(err)
	}
}

// sends sends a form of the portal with a file of some size.
func (p *portalHouse) sends(v *visitor, path string, fields map[string]string, name string, bytes int) (status int, at, body string) {
	p.t.Helper()
	form := &strings.Builder{}
	w := multipart.NewWriter(form)
	for key, said := range fields {
		_ = w.WriteField(key, said)
	}
	file, _ := w.CreateFormFile("file", name)
	_, _ = io.WriteString(file, strings.Repeat("x", bytes))
	w.Close()
	resp, err := v.client.Post(p.url+path, w.FormDataContentType(), strings.NewReader(form.String()))
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, resp.Request.URL.Path, string(text)
}

// TestACustomerSendsFiles: what goes along with a ticket stays with it, An has it back and Bình does not; what is too large or
// of a kind that is dangerous is refused in words, and what was written is still there.
func TestACustomerSendsFiles(t *testing.T) {
	p := portalOpen(t)
	status, page, body := p.sends(p.anSees, "/my/tickets", map[string]string{"subject": "Máy", "text": "Máy không chạy", "kind": "problem"}, "hoá đơn.txt", 9)
	link := regexp.MustCompile(`/my/tickets/[^"]+/files/[^"]+`).FindString(body)
	if status != 200 || !strings.HasPrefix(page, "/my/tickets/tkt_") || link == "" || !strings.Contains(body, "hoá đơn.txt") {
		t.Fatalf("sending a file: %d at %s: %s", status, page, body)
	}
	if resp, got := p.anSees.asks("GET", link, ""); resp.StatusCode != 200 || got != "xxxxxxxxx" {
		t.Errorf("An has back %d %s", resp.StatusCode, got)
	}
	if resp, _ := p.binhSees.asks("GET", link, ""); resp.StatusCode != 404 {
		t.Errorf("Bình reads it: %d", resp.StatusCode)
	}
	say := page + "/say"
	if status, _, body := p.sends(p.anSees, say, map[string]string{"text": "Thêm ảnh"}, "a.exe", 9); status != 422 || !strings.Contains(body, "Thêm ảnh</textarea>") || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a program: %d %s", status, body)
	}
	gets[Workspace](p.owner, 200, "PUT", "/v1/workspace", `{"attachment_bytes":1000000}`)
	p.Server.chats.forget()
	if status, _, body := p.sends(p.anSees, say, map[string]string{"text": "Thêm ảnh"}, "b.txt", 1_000_001); status != 422 || !strings.Contains(body, "lớn hơn 1 MB") {
		t.Errorf("too large: %d %s", status, body)
	}
	if status, _, body := p.sends(p.anSees, say, map[string]string{"text": ""}, "c.txt", 3); status != 200 || !strings.Contains(body, "c.txt") {
		t.Errorf("a file without words: %d %s", status, body)
	}
}
