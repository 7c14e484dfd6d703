package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/store"
)

// fills sends a form as a browser does, with its cookies, and gives the page it is led to.
func (v *visitor) fills(path string, fields ...string) (status int, at, body string) {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	resp, err := v.client.PostForm(v.url+path, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp.StatusCode, resp.Request.URL.Path, string(text)
}

// holds is what a cookie of the browser holds; empty: there is none.
func (v *visitor) holds(name string) string {
	at, _ := url.Parse(v.url)
	for _, c := range v.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// wishOf is the wish to sign in of a browser.
func (f *front) wishOf(v *visitor) (a customer.Asked) {
	f.look(func(view *store.View) (err error) {
		a, err = view.AskedBy(f.t.Context(), auth.Hash(v.holds(askingCookie)))
		return err
	})
	return a
}

// does does the jobs of a kind that wait.
func (f *front) does(kind job.Kind) {
	f.t.Helper()
	var all []job.Job
	f.look(func(v *store.View) (err error) {
		all, err = v.Jobs(f.t.Context(), "waiting", 0, 100)
		return err
	})
	for _, j := range all {
		if j.Kind != kind {
			continue
		}
		if err := f.Works()[kind].Do(f.t.Context(), j); err != nil {
			f.t.Fatal(err)
		}
	}
}

// doorOpen is a house in which customers can sign in.
func doorOpen(t *testing.T) (*front, *visitor) {
	f, b := turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	return f, b
}

// signsIn has a new browser ask for a code and type it.
func (f *front) signsIn(who string) *visitor {
	f.t.Helper()
	v := f.browser()
	if status, at, body := v.fills("/in/", "who", who, "lang", "vi"); status != 200 || at != "/in/code" {
		f.t.Fatalf("asking: %d at %s: %s", status, at, body)
	}
	wish := f.wishOf(v)
	if status, at, body := v.fills("/in/code", "code", customer.Code(f.customerSecret(), &wish)); status != 200 || at != "/in/" || !strings.Contains(body, "Bạn đang đăng nhập") {
		f.t.Fatalf("signing in: %d at %s: %s", status, at, body)
	}
	return v
}

// TestACustomerSignsIn: who is known already stays one person, their sessions are seen and ended, and signing out ends.
func TestACustomerSignsIn(t *testing.T) {
	f, b := doorOpen(t)
	lan := b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn"}`)
	v := f.signsIn("Lan@Example.vn ")
	if _, body := v.asks("GET", "/in/", ""); !strings.Contains(body, "Trần Thị Lan") {
		t.Errorf("who is signed in is told %s", body)
	}
	phone := f.signsIn("lan@example.vn")
	list := gets[CustomerSessionsAnswer](b, 200, "GET", "/v1/records/people/"+lan.ID+"/sign-ins", "").Sessions
	if len(list) != 2 || list[0].By != "lan@example.vn" {
		t.Fatalf("we see %+v", list)
	}
	mine := "cus_" + auth.Hash(v.holds(customerCookie))[:24]
	if left := gets[CustomerSessionsAnswer](b, 200, "DELETE", "/v1/records/people/"+lan.ID+"/sign-ins/"+mine, "").Sessions; len(left) != 1 {
		t.Fatalf("after one was ended: %+v", left)
	}
	if _, body := v.asks("GET", "/in/", ""); strings.Contains(body, "Trần Thị Lan") {
		t.Error("a session we ended lets in")
	}
	secret := phone.holds(customerCookie)
	phone.fills("/in/out")
	if phone.holds(customerCookie) != "" || len(gets[CustomerSessionsAnswer](b, 200, "GET", "/v1/records/people/"+lan.ID+"/sign-ins", "").Sessions) != 0 {
		t.Errorf("signed out, %q is left", secret)
	}
	f.signsIn("moi@example.vn")
	known, err := f.Records.Profiles(t.Context(), []person.Key{{Kind: person.Email, Value: "moi@example.vn"}, {Kind: person.Email, Value: "lan@example.vn"}})
	if err != nil || len(known) != 2 {
		t.Fatalf("known are %+v (%v)", known, err)
	}
}

// TestACodeOpensOnlyWhoAsked: not another browser, not twice, not after wrong ones, by link as by code; and of many who type
// it at once one gets in.
func TestACodeOpensOnlyWhoAsked(t *testing.T) {
	f, b := doorOpen(t)
	lan := b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn"}`)
	v, thief := f.browser(), f.browser()
	v.fills("/in/", "who", "lan@example.vn")
	thief.fills("/in/", "who", "kẻ@example.vn")
	wish := f.wishOf(v)
	code, link := customer.Code(f.customerSecret(), &wish), "/in/link/"+f.tokens.Sign(token.Token{Kind: token.SignIn, Message: wish.ID, Text: customer.Mark(&wish)})
	for what, tried := range map[string][]string{"another browser types the code": {"/in/code", "code", code}, "another browser follows the link": {link}} {
		if status, _, _ := thief.fills(tried[0], tried[1:]...); status != 422 || thief.holds(customerCookie) != "" {
			t.Errorf("%s: %d", what, status)
		}
	}
	if resp, _ := v.asks("GET", link, ""); resp.StatusCode != 200 || v.holds(customerCookie) != "" {
		t.Error("looking at the link's page signs in")
	}
	var in sync.Map
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			r, _ := http.NewRequest("POST", v.url+"/in/code", strings.NewReader("code="+code))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.AddCookie(&http.Cookie{Name: askingCookie, Value: v.holds(askingCookie)})
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			for _, c := range resp.Cookies() {
				if c.Name == customerCookie && c.Value != "" {
					if in.Store(i, c.Value); !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
						t.Errorf("the cookie is %+v", c)
					}
				}
			}
		})
	}
	all.Wait()
	n := 0
	in.Range(func(any, any) bool { n++; return true })
	if sessions := gets[CustomerSessionsAnswer](b, 200, "GET", "/v1/records/people/"+lan.ID+"/sign-ins", "").Sessions; n != 1 || len(sessions) != 1 {
		t.Errorf("by one code %d got in, and there are %d sessions", n, len(sessions))
	}
	guesser := f.browser()
	guesser.fills("/in/", "who", "nam@example.vn")
	wish = f.wishOf(guesser)
	for range customer.MostTries {
		if status, _, body := guesser.fills("/in/code", "code", "x"); status != 422 || !strings.Contains(body, "mã không đúng") {
			t.Fatalf("a wrong code: %d %s", status, body)
		}
	}
	if status, _, _ := guesser.fills("/in/code", "code", customer.Code(f.customerSecret(), &wish)); status != 422 {
		t.Errorf("after %d wrong ones the right one opens: %d", customer.MostTries, status)
	}
}

// TestAskingForACodeTellsNothing: who is known is answered as who is not; the message holds no code until it leaves; it goes
// where somebody said they are; too many are not sent; and nobody is led to another site.
func TestAskingForACodeTellsNothing(t *testing.T) {
	f, b := doorOpen(t)
	b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn"}`)
	v := f.browser()
	_, _, known := v.fills("/in/", "who", "lan@example.vn", "to", "//evil.example", "lang", "vi")
	wish := f.wishOf(v)
	_, _, unknown := f.browser().fills("/in/", "who", "lax@example.vn", "to", "//evil.example", "lang", "vi")
	if known != strings.ReplaceAll(unknown, "lax@", "lan@") || wish.To != "" {
		t.Errorf("told apart:\n%s\n%s\nled to %q", known, unknown, wish.To)
	}
	f.does(signInJob)
	code := customer.Code(f.customerSecret(), &wish)
	f.look(func(view *store.View) error {
		for id := range int64(2) {
			m, err := view.Message(t.Context(), id+1)
			if err != nil {
				return err
			}
			said := f.codeOf(t.Context(), &m, "https://crm.example.com")
			if mine := m.Data["to"] == "lan@example.vn"; said == nil || mine != (said["code"] == code) || strings.Contains(string(marshalled(m.Data)), code) {
				t.Errorf("to %v goes %v, kept is %v", m.Data["to"], said, m.Data)
			}
		}
		return nil
	})
	for range 3 {
		v.fills("/in/", "who", "lan@example.vn")
	}
	if status, _, body := v.fills("/in/", "who", "lan@example.vn", "lang", "vi"); status != 429 || !strings.Contains(body, "quá nhiều mã") {
		t.Errorf("the fifth: %d", status)
	}
	if status, _, _ := v.fills("/in/", "who", "0912345678"); status != 422 {
		t.Errorf("by phone, where no SMS is sent: %d", status)
	}
	r, _ := http.NewRequest("POST", f.url+"/in/", strings.NewReader("who=lan%40example.vn"))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != 403 {
		t.Errorf("another site's page: %v %v", resp, err)
	}
}

// TestATalkGoesAlong: what was said in the chat before signing in is the customer's, and they read on in it; who signs out there
// begins anew.
func TestATalkGoesAlong(t *testing.T) {
	f, b := doorOpen(t)
	lan := b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn"}`)
	g := f.chats("")
	g.says("12345678", "Còn hàng không?")
	v := f.signsIn("lan@example.vn")
	begins := func(session string) (begun chatBegun) {
		t.Helper()
		body, _ := json.Marshal(chatBegin{Session: session})
		return gets[chatBegun](v, 200, "POST", "/chat/session", string(body))
	}
	signed := begins(g.begun.Session)
	if len(signed.Entries) != 1 || signed.Entries[0].Text != "Còn hàng không?" || !signed.Entries[0].Mine || !signed.Known {
		t.Errorf("signed in they read %+v", signed)
	}
	if c := f.theConversation(b); c.Conversation.Person.ID != lan.ID {
		t.Errorf("the conversation is %+v's", c.Conversation.Person)
	}
	if again := begins(signed.Session); len(again.Entries) != 1 {
		t.Errorf("again they read %+v", again)
	}
	v.fills("/in/out")
	if out := begins(signed.Session); len(out.Entries) != 0 {
		t.Errorf("signed out somebody reads %+v", out)
	}
}
