package api

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"banhda/drive/job"
	"banhda/engage/chat"
	"banhda/hub/conversation"
	"banhda/store"
)

// chatWidget is the chat on a page of some site.
type chatWidget struct {
	*front
	origin string
	begun  chatBegun
}

const shopSite = "https://shop.example.com"

// sends asks as the widget does, and reads the answer where it is as expected.
func (g *chatWidget) sends(status int, path, body string, into any) {
	g.t.Helper()
	r, _ := http.NewRequest("POST", g.url+"/chat/"+path, strings.NewReader(body))
	r.Header.Set("Origin", g.origin)
	r.Header.Set("Authorization", "Bearer "+g.begun.Session)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != status {
		g.t.Fatalf("%s: %d %s, not %d", path, resp.StatusCode, text, status)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			g.t.Fatalf("%s: %v: %s", path, err, text)
		}
	}
}

// chats begins a talk on a page of the shop.
func (f *front) chats(session string) *chatWidget {
	f.t.Helper()
	g := &chatWidget{front: f, origin: shopSite}
	body, _ := json.Marshal(chatBegin{Session: session})
	g.sends(200, "session", string(body), &g.begun)
	return g
}

func (g *chatWidget) says(key, text string) (id string) {
	g.t.Helper()
	var said struct{ ID string }
	body, _ := json.Marshal(map[string]any{"key": key, "text": text, "page": map[string]string{"url": shopSite + "/tra", "title": "Trà sen"}})
	g.sends(200, "say", string(body), &said)
	return said.ID
}

// listens gives what the stream tells, as "event data".
func (g *chatWidget) listens(after string) <-chan string {
	r, _ := http.NewRequestWithContext(g.t.Context(), "GET", g.url+"/chat/stream?after="+after, nil)
	r.Header.Set("Origin", g.origin)
	r.Header.Set("Authorization", "Bearer "+g.begun.Session)
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != 200 {
		g.t.Fatal(resp, err)
	}
	told := make(chan string, 100)
	go func() {
		defer resp.Body.Close()
		event := ""
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if e, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				event = e
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				told <- event + " " + data
			}
		}
	}()
	return told
}

// hearsOf waits until the stream tells something.
func (g *chatWidget) hearsOf(told <-chan string, part string) string {
	g.t.Helper()
	for end := time.After(time.Minute); ; {
		select {
		case one := <-told:
			if strings.Contains(one, part) {
				return one
			}
		case <-end:
			g.t.Fatalf("nobody tells of %q", part)
		}
	}
}

func (f *front) theConversation(b *visitor) ConversationShown {
	f.t.Helper()
	list := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", "").Conversations
	if len(list) != 1 {
		f.t.Fatalf("%d conversations", len(list))
	}
	return b.conversation(list[0].ID)
}

// TestAVisitorIsAnsweredInTheChat: what a visitor says is said once, colleagues see where they are, and what they answer is
// told at once, with who writes; what was seen is shown.
func TestAVisitorIsAnsweredInTheChat(t *testing.T) {
	f, b := turning(t)
	g := f.chats("")
	told := g.listens("")
	id := g.says("12345678", "Trà này còn không?")
	if again := g.says("12345678", "Trà này còn không?"); again != id {
		t.Errorf("sent twice, it is %s and %s", id, again)
	}
	if one := g.hearsOf(told, "Trà này"); !strings.Contains(one, `"key":"12345678"`) || !strings.Contains(one, `"mine":true`) {
		t.Errorf("what they said is told as %s", one)
	}
	c := f.theConversation(b)
	if r := b.shows("people", c.Conversation.Person.ID); r.Values["language"] != "vi" {
		t.Errorf("who writes is kept as %+v", r.Values)
	}
	if c.Visitor == nil || !c.Visitor.Online || c.Visitor.Page != shopSite+"/tra" || c.Entries[0].Address != "" || c.Channels[0].Channel != conversation.Chat {
		t.Fatalf("shown as %+v", c)
	}
	g.sends(204, "sign", `{"writing":true,"url":"javascript:alert(1)"}`, nil)
	if v := f.theConversation(b).Visitor; !v.Writing || v.Page != shopSite+"/tra" {
		t.Errorf("who writes is shown as %+v", v)
	}
	gets[HereAnswer](b, 200, "PUT", "/v1/conversations/"+c.Conversation.ID+"/here", `{"writing":true}`)
	g.hearsOf(told, "writing true")
	answer := gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+c.Conversation.ID+"/answer", `{"channel":"chat","text":"Dạ còn ạ","key":"1"}`)
	if one := g.hearsOf(told, "Dạ còn ạ"); !strings.Contains(one, `"name":"Lan"`) {
		t.Errorf("the answer is told as %s", one)
	}
	gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+c.Conversation.ID+"/note", `{"text":"Khách quen"}`)
	if of := gets[RecordAnswer](b, 200, "POST", "/v1/tickets", `{"conversation":"`+c.Conversation.ID+`"}`); of.Values["name"] != "Trà này còn không?" {
		t.Errorf("a ticket of a talk without a subject is called %v, and not by what was asked first", of.Values["name"])
	}
	g.sends(204, "sign", `{"seen":"`+answer.ID+`"}`, nil)
	if e := f.theConversation(b).Entries; e[1].State != "seen" || e[1].ID != answer.ID {
		t.Errorf("what was seen is shown as %+v", e)
	}
	back := f.chats(g.begun.Session)
	if said := back.begun.Entries; len(said) != 2 || said[0].Text != "Trà này còn không?" || said[1].Text != "Dạ còn ạ" || back.begun.Seen != answer.ID || back.begun.Known {
		t.Errorf("after a reload %+v", back.begun)
	}
	if n := f.toldOf(chatSource, "Chat Started"); n != 1 {
		t.Errorf("the log is told %d times that a chat began", n)
	}
}

// TestWhereAVisitorCanBeAnswered: who leaves an address is known by it, and an answer that was not seen goes there.
func TestWhereAVisitorCanBeAnswered(t *testing.T) {
	f, b := turning(t)
	g := f.chats("")
	g.says("12345678", "Trà này còn không?")
	c := f.theConversation(b)
	answer := gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+c.Conversation.ID+"/answer", `{"channel":"chat","text":"Dạ còn ạ","key":"1"}`)
	g.sends(422, "transcript", "{}", nil)
	g.sends(422, "contact", `{"email":"khong phai"}`, nil)
	g.sends(200, "contact", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn","zone":"Asia/Saigon"}`, nil)
	if zone := b.shows("people", f.theConversation(b).Conversation.Person.ID).Values["time_zone"]; zone != "Asia/Ho_Chi_Minh" {
		t.Errorf("they live in %v", zone)
	}
	if back := f.chats(g.begun.Session); !back.begun.Known {
		t.Error("it is not known where to answer")
	}
	if name := f.theConversation(b).Conversation.Person.Name; name != "Nguyễn Thị Lan" || f.toldOf(chatSource, "Chat Lead Captured") != 1 {
		t.Errorf("they are %q", name)
	}
	f.mailsUnseen()
	f.mailsUnseen()
	mails := func() (texts []string) {
		for _, e := range f.theConversation(b).Entries {
			if e.Channel == conversation.Email {
				texts = append(texts, e.Address+" "+e.Text)
			}
		}
		return texts
	}
	if sent := mails(); len(sent) != 1 || !strings.Contains(sent[0], "lan@example.vn Lan, ") || !strings.Contains(sent[0], "Dạ còn ạ") || strings.Contains(sent[0], "Trà này") {
		t.Errorf("what was not seen goes as %q", sent)
	}
	g.sends(204, "sign", `{"seen":"`+answer.ID+`"}`, nil)
	g.sends(204, "transcript", "{}", nil)
	if sent := mails(); len(sent) != 2 || !strings.Contains(sent[0], "Trà này còn không?") {
		t.Errorf("the transcript goes as %q", sent)
	}
}

// mailsUnseen does the jobs that send what was not seen.
func (f *front) mailsUnseen() {
	f.t.Helper()
	var all []job.Job
	f.look(func(v *store.View) (err error) {
		all, err = v.Jobs(f.t.Context(), "waiting", 0, 100)
		return err
	})
	for _, j := range all {
		if j.Kind == chatMailJob {
			if err := f.Works()[chatMailJob].Do(f.t.Context(), j); err != nil {
				f.t.Fatal(err)
			}
		}
	}
}

// TestOnlyWhoMayIsInTheChat: other sites, other people's talks, and people nobody vouches for are refused.
func TestOnlyWhoMayIsInTheChat(t *testing.T) {
	f, b := turning(t)
	set := chat.Usual
	set.Domains = []string{"shop.example.com"}
	body, _ := json.Marshal(set)
	gets[ChatAnswer](b, 200, "PUT", "/v1/chat", string(body))
	secret := gets[ChatAnswer](b, 200, "GET", "/v1/chat", "").Secret
	g := f.chats("")
	g.says("12345678", "Của Lan")
	other := &chatWidget{front: f, origin: "https://evil.example.com"}
	other.sends(403, "session", "{}", nil)
	other.origin = shopSite
	other.sends(401, "say", `{"key":"12345678","text":"a"}`, nil)
	other.begun.Session = g.begun.Session[:len(g.begun.Session)-2] + "aa"
	other.sends(401, "say", `{"key":"12345678","text":"a"}`, nil)
	if begun := f.chats(other.begun.Session).begun; len(begun.Entries) != 0 {
		t.Errorf("a made-up session shows %+v", begun.Entries)
	}
	other.sends(403, "session", `{"user":{"id":"kh-1","hash":"`+chat.Hash("guessed", "kh-1")+`"}}`, nil)
	signed := `{"user":{"id":"kh-1","hash":"` + chat.Hash(secret, "kh-1") + `"}}`
	other.sends(200, "session", signed, &other.begun)
	other.says("12345678", "Của kh-1")
	again := &chatWidget{front: f, origin: shopSite}
	if again.sends(200, "session", signed, &again.begun); len(again.begun.Entries) != 1 || again.begun.Entries[0].Text != "Của kh-1" {
		t.Errorf("in another browser %+v", again.begun.Entries)
	}
	if out := f.chats(again.begun.Session); len(out.begun.Entries) != 0 {
		t.Errorf("signed out, they see %+v", out.begun.Entries)
	}
	gets[ChatAnswer](b, 200, "POST", "/v1/chat/secret", "")
	again.sends(403, "session", signed, nil)
	set.On = false
	body, _ = json.Marshal(set)
	gets[ChatAnswer](b, 200, "PUT", "/v1/chat", string(body))
	g.sends(404, "session", "{}", nil)
}

// TestFilesInTheChat: a file goes along with what its visitor says, and with nobody else's word.
func TestFilesInTheChat(t *testing.T) {
	f, b := turning(t)
	lan, minh := f.chats(""), f.chats("")
	var kept struct{ File string }
	lan.sends(200, "files?name=don-hang.txt", "Đơn hàng 12", &kept)
	lan.sends(422, "files?name=virus.exe", "MZ", nil)
	minh.sends(422, "say", `{"key":"12345678","text":"","files":["`+kept.File+`"]}`, nil)
	lan.sends(200, "say", `{"key":"12345678","text":"","files":["`+kept.File+`"]}`, nil)
	c := f.theConversation(b)
	if files := c.Entries[0].Files; len(files) != 1 || files[0].Name != "don-hang.txt" {
		t.Fatalf("colleagues see %+v", files)
	}
	if resp, _ := b.asks("GET", "/v1/records/people/"+c.Entries[0].Files[0].Record+"/files/"+c.Entries[0].Files[0].ID+"/content", ""); resp.StatusCode != 200 {
		t.Errorf("colleagues open it: %d", resp.StatusCode)
	}
	said := f.chats(lan.begun.Session).begun.Entries
	resp, err := http.Get(f.url + said[0].Files[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if string(text) != "Đơn hàng 12" || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("they get back %q, %v", text, resp.Header)
	}
	lan.sends(200, "contact", `{"email":"lan@example.vn"}`, nil)
	lan.sends(204, "transcript", "{}", nil)
	if e := f.theConversation(b).Entries[0]; e.Channel != conversation.Email || !strings.Contains(e.Text, "[don-hang.txt]") {
		t.Errorf("the transcript says of it: %q", e.Text)
	}
}

// TestArticlesAreSuggestedInTheChat: what stands in articles everybody may read is offered while somebody writes.
func TestArticlesAreSuggestedInTheChat(t *testing.T) {
	f, b := turning(t)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", returns)
	if _, found := f.asks("", "/chat/articles?q=doi+tra&lang=vi", ""); strings.TrimSpace(found) != "[]" {
		t.Errorf("a draft is suggested: %s", found)
	}
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	if _, found := f.asks("", "/chat/articles?q=doi+tra&lang=vi", ""); !strings.Contains(found, `"url":"/a/`+made.ID+`?lang=vi"`) || !strings.Contains(found, "Đổi trả hàng") {
		t.Errorf("suggested: %s", found)
	}
	if _, found := f.asks("", "/chat/articles?q="+url.QueryEscape("hàng mới về tuần này có gì"), ""); strings.TrimSpace(found) != "[]" {
		t.Errorf("suggested for a word it shares: %s", found)
	}
	if _, page := f.asks("", "/chat/page?lang=vi", ""); !strings.Contains(page, `src="/w/chat.js"`) || !strings.Contains(page, "data-open") || !strings.Contains(page, "Xin chào!") {
		t.Errorf("the page: %s", page)
	}
}
