package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"banhda/channel/email/mailbox"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/token"
	"banhda/store"
)

const (
	settled  = `{"host":"smtp.example.com","port":587,"security":"starttls","from":"cskh@shop.example.com","name":"Cà phê","url":"https://crm.example.com"}`
	identity = `{"identity":{"name":"Cà phê Phố","address":"12 Hàng Bài, Hà Nội","phone":"024 1234 567","website":"https://shop.example.com"},"senders":[],"pace":{"per_minute":0,"domains":{}},"connections":0,"track_opens":true,"track_clicks":true}`
	written  = `{"key":"chao","name":"Chào","channel":"email","class":"advertising","content":{"subject":{"vi":"Chào {{ person.greeting }}","en":"Hello"},"preheader":{"vi":"","en":""},"body":{"vi":"","en":""},
"blocks":[{"kind":"text","text":{"vi":"Chào {{ person.name | default: 'bạn' }}, đây là một bức thư đủ dài để không ai nghĩ là thư rác.","en":""}},{"kind":"footer"}],"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`
)

// lettered is a house that can write, with one person and a message that went to them.
func lettered(t *testing.T) (f *front, b *visitor, person RecordAnswer, sent int64) {
	f, b = turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	gets[Senders](b, 200, "PUT", "/v1/mail/senders", identity)
	person = b.makes("people", `{"name":"Nguyễn Thị Lan","honorific":"chi","email":"lan@example.vn"}`)
	id, err := ParsePersonID(person.ID)
	if err != nil {
		t.Fatal(err)
	}
	f.tx(func(t *store.Tx) (err error) {
		if _, err = t.Note(context.Background(), store.Act{Actor: "system", Verb: "test"}); err != nil {
			return err
		}
		if _, err = t.Consent(context.Background(), consent.Entry{Person: id, Channel: consent.Email, Purpose: consent.Marketing, State: consent.Given, At: t.Now(), How: "form", Evidence: consent.Evidence{Form: "f"}}); err != nil {
			return err
		}
		sent, err = t.Send(context.Background(), message.Draft{Person: id, Channel: consent.Email, Class: consent.Advertising, Template: 1})
		return err
	})
	f.tx(func(t *store.Tx) error {
		if _, err := t.ClaimMessages(context.Background(), 0, 1); err != nil {
			return err
		}
		return t.SettleMessages(context.Background(), []message.Fate{{ID: sent, State: message.Sent, Address: "lan@example.vn", At: t.Now() - 60e6}})
	})
	return f, b, person, sent
}

func (f *front) tx(do func(*store.Tx) error) {
	f.t.Helper()
	if err := f.Records.Tx(context.Background(), do); err != nil {
		f.t.Fatal(err)
	}
}

// token signs one for the person's message.
func (f *front) token(kind token.Kind, sent int64, person RecordAnswer, text string) string {
	id, err := ParsePersonID(person.ID)
	if err != nil {
		f.t.Fatal(err)
	}
	return f.tokens.Sign(token.Token{Kind: kind, Message: sent, Person: id, Text: text})
}

// calls asks without being signed in, and follows nothing.
func (f *front) calls(method, path string, form url.Values, agent string) (*http.Response, string) {
	f.t.Helper()
	r, _ := http.NewRequest(method, f.url+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", agent)
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return resp, string(body)
}

// said is what holds of the person's consent to marketing by e-mail.
func (f *front) said(person RecordAnswer) (s consent.State) {
	id, _ := ParsePersonID(person.ID)
	err := f.Records.View(context.Background(), func(v *store.View) error {
		held, err := v.Held(context.Background(), id)
		s = held[consent.Key{Channel: consent.Email, Purpose: consent.Marketing}].State
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

// TestLeavingByOneClick: looking changes nothing, posting does, without cookies, redirects or signing in (RFC 8058).
func TestLeavingByOneClick(t *testing.T) {
	f, _, person, sent := lettered(t)
	path := "/u/" + f.token(token.Unsubscribe, sent, person, "lan@example.vn")
	if resp, text := f.calls("GET", path, nil, "scanner"); resp.StatusCode != 200 || f.said(person) != consent.Given || !strings.Contains(text, "lan@example.vn") || !strings.Contains(text, "Cà phê Phố") {
		t.Fatalf("looking: %d, %s, %s", resp.StatusCode, f.said(person), text)
	}
	for range 2 { // it can be repeated
		resp, _ := f.calls("POST", path, url.Values{"List-Unsubscribe": {"One-Click"}}, "")
		if resp.StatusCode != 200 || len(resp.Cookies()) > 0 || f.said(person) != consent.Withdrawn {
			t.Fatalf("leaving: %d, %v, %s", resp.StatusCode, resp.Cookies(), f.said(person))
		}
	}
	if resp, text := f.calls("POST", path, url.Values{"lang": {"en"}}, ""); resp.StatusCode != 200 || !strings.Contains(text, "Done.") {
		t.Errorf("by the page's button: %d %s", resp.StatusCode, text)
	} else if choices := regexp.MustCompile(`href="(/p/[^"]+)"`).FindStringSubmatch(text); choices == nil {
		t.Errorf("no way to what one gets from %s", text)
	} else if resp, text := f.calls("GET", choices[1], nil, ""); resp.StatusCode != 200 || !strings.Contains(text, "Save") {
		t.Errorf("what one gets: %d %s", resp.StatusCode, text)
	}
	for what, bad := range map[string]string{"another kind": "/p/" + strings.TrimPrefix(path, "/u/"), "changed": path[:len(path)-2] + "xx", "empty": "/u/x"} {
		if resp, _ := f.calls("POST", bad, nil, ""); resp.StatusCode != 404 {
			t.Errorf("%s: %d", what, resp.StatusCode)
		}
	}
}

// TestChoosing: each purpose and channel by itself, with what was shown as evidence.
func TestChoosing(t *testing.T) {
	f, b, person, sent := lettered(t)
	path := "/p/" + f.token(token.Preferences, sent, person, "lan@example.vn")
	_, page := f.calls("GET", path+"?lang=en", nil, "")
	for _, want := range []string{"Marketing", `value="marketing email" checked`, `value="profiling email"`, `value="profiling web"`, "Get nothing at all"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if c := choiceOf(&consent.Purpose{Key: consent.Profiling}, consent.Channels, nil, "en"); len(c.Channels) != 2 || c.Channels[0].Key != "email" || c.Channels[1].Key != "web" {
		t.Errorf("looking at behaviour is asked over %v", c.Channels)
	}
	if strings.Contains(page, "transactional") {
		t.Error("a contract is asked about")
	}
	if resp, text := f.calls("POST", path, url.Values{"yes": {"profiling email"}, "lang": {"en"}}, ""); resp.StatusCode != 200 || !strings.Contains(text, "Your choice is saved") {
		t.Fatalf("choosing: %d %s", resp.StatusCode, text)
	}
	ledger := gets[ConsentsAnswer](b, 200, "GET", "/v1/records/people/"+person.ID+"/consents", "")
	states := map[string]string{}
	for _, n := range ledger.Now {
		states[n.Purpose] = n.State
	}
	if states["marketing"] != "withdrawn" || states["profiling"] != "given" || states["care"] != "withdrawn" {
		t.Errorf("chosen %v", states)
	}
	for _, e := range ledger.Entries[:3] {
		if e.How != "link" || e.Evidence.Form != "preferences" || e.Evidence.Hash == "" {
			t.Errorf("evidence: %+v", e)
		}
	}
	if v := b.shows("people", person.ID).Values["language"]; v != "en" {
		t.Errorf("written to in %v", v)
	}
}

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"

// TestClicksLeadWhereTheyWere: nowhere else, and programs are told apart from people.
func TestClicksLeadWhereTheyWere(t *testing.T) {
	f, _, person, sent := lettered(t)
	to := f.url + "/p/" + f.token(token.Preferences, sent, person, "") // by which one chooses for them
	resp, _ := f.calls("GET", "/c/"+f.token(token.Click, sent, person, to), nil, chrome)
	if resp.StatusCode != 302 || resp.Header.Get("Location") != to || len(resp.Cookies()) > 0 {
		t.Fatalf("led to %s (%d)", resp.Header.Get("Location"), resp.StatusCode)
	}
	f.calls("HEAD", "/c/"+f.token(token.Click, sent, person, to+"2"), nil, "curl")
	if resp, body := f.calls("GET", "/o/"+f.token(token.Open, sent, person, "")+".gif", nil, "Mozilla/5.0"); resp.Header.Get("Content-Type") != "image/gif" || !strings.HasPrefix(body, "GIF89a") {
		t.Errorf("a picture: %v", resp.Header)
	}
	err := f.Records.View(t.Context(), func(v *store.View) error {
		heard, err := v.Jobs(t.Context(), job.Waiting, 0, 100)
		for _, j := range heard {
			if strings.Contains(string(j.Body), strings.TrimPrefix(to, f.url+"/p/")) {
				t.Errorf("what lets whoever has it choose is kept: %s", j.Body)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	f.judgeAll()
	var got message.Message
	err = f.Records.View(t.Context(), func(v *store.View) (err error) {
		got, err = v.Message(t.Context(), sent)
		return err
	})
	if err != nil || got.ClickedAt == 0 || got.OpenedAt == 0 {
		t.Errorf("a human's click: %+v (%v)", got, err)
	}
}

// judgeAll does the jobs that judge what was heard.
func (f *front) judgeAll() {
	f.t.Helper()
	jobs := 0
	err := f.Records.View(context.Background(), func(v *store.View) error {
		all, err := v.Jobs(context.Background(), "waiting", 0, 100)
		for _, j := range all {
			if j.Kind == heardJob {
				jobs++
				defer func() {
					if err := f.Works()[heardJob].Do(context.Background(), j); err != nil {
						f.t.Error(err)
					}
				}()
			}
		}
		return err
	})
	if err != nil || jobs != 2 {
		f.t.Errorf("%d things were heard (%v)", jobs, err)
	}
}

// TestAReportSuppresses: a report that names a message of ours ends in suppression, whatever else it says; another does not.
func TestAReportSuppresses(t *testing.T) {
	f, b, person, sent := lettered(t)
	report := func(to string) []byte {
		return []byte("Return-Path: <>\r\nDelivered-To: " + to + "\r\nFrom: MAILER-DAEMON@mx.example.vn\r\nSubject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n" +
			"--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; somebody-else@example.vn\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n--B--\r\n")
	}
	read := &MailboxRead{}
	if err := f.takeReports(t.Context(), mailbox.Place{Validity: 1, UID: 1}, report("bounce+made-up@crm.example.com"), read); err != nil || read.Suppressed != 0 {
		t.Fatalf("a report nobody signed: %+v (%v)", read, err)
	}
	ours := "bounce+" + f.token(token.Return, sent, person, "") + "@crm.example.com"
	if err := f.takeReports(t.Context(), mailbox.Place{Validity: 1, UID: 2}, report(ours), read); err != nil || read.Suppressed != 1 || read.Reports != 2 {
		t.Fatalf("a report of ours: %+v (%v)", read, err)
	}
	list := gets[SuppressionsAnswer](b, 200, "GET", "/v1/suppressions?address=lan@example.vn", "")
	if len(list.Suppressions) != 1 || list.Suppressions[0].Reason != string(gate.Bounced) || !strings.Contains(list.Suppressions[0].Note, "No such user") || list.Counts["bounced"] != 1 {
		t.Fatalf("listed: %+v", list)
	}
	err := f.Records.View(t.Context(), func(v *store.View) error {
		m, err := v.Message(t.Context(), sent)
		if m.State != message.Bounced {
			t.Errorf("the message is %s", m.State)
		}
		counts, err2 := v.BounceCounts(t.Context(), 0)
		if counts[delivery.Hard] != 1 {
			t.Errorf("counted %v", counts)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Error(err)
	}
	leaving := []byte("From: Lan <lan@example.vn>\r\nTo: " + ours + "\r\nSubject: unsubscribe\r\n\r\n")
	if err := f.takeReports(t.Context(), mailbox.Place{Validity: 1, UID: 3}, leaving, read); err != nil || read.Suppressed != 1 || f.said(person) != consent.Withdrawn {
		t.Errorf("leaving by mail: %+v, %s (%v)", read, f.said(person), err)
	}
	gets[Suppression](b, 200, "DELETE", "/v1/suppressions/"+list.Suppressions[0].ID, "")
	if list = gets[SuppressionsAnswer](b, 200, "GET", "/v1/suppressions", ""); len(list.Suppressions) != 0 {
		t.Errorf("let again: %+v", list)
	}
}

// TestATemplateIsPublishedWhenItMay: what is severe stops it; what is sent stays as it was published.
func TestATemplateIsPublishedWhenItMay(t *testing.T) {
	_, b, person, _ := lettered(t)
	made := gets[TemplateAnswer](b, 200, "POST", "/v1/templates", strings.Replace(written, `,{"kind":"footer"}`, "", 1))
	if p := gets[Problem](b, 422, "POST", "/v1/templates/"+made.ID+"/publish", ""); !strings.Contains(p.Detail, "chân thư") {
		t.Errorf("without a way out: %s", p.Detail)
	}
	change := strings.Replace(strings.Replace(written, `"channel":"email",`, "", 1), `{"key"`, `{"edition":1,"key"`, 1)
	made = gets[TemplateAnswer](b, 200, "PUT", "/v1/templates/"+made.ID, change)
	if p := gets[Problem](b, 409, "PUT", "/v1/templates/"+made.ID, change); p.Detail == "" {
		t.Error("an edition that is past is changed")
	}
	out := gets[TemplateAnswer](b, 200, "POST", "/v1/templates/"+made.ID+"/publish", "")
	if out.Published != 1 || out.Changed {
		t.Errorf("published: %+v", out)
	}
	gets[Problem](b, 409, "DELETE", "/v1/templates/"+made.ID, "")
	preview := strings.Replace(strings.Replace(written, `"key":"chao","name":"Chào",`, "", 1), `{"channel"`, `{"language":"vi","person":"`+person.ID+`","channel"`, 1)
	seen := gets[TemplatePreview](b, 200, "POST", "/v1/templates/preview", preview)
	if seen.Subject != "[QC] Chào chị Lan" || !strings.Contains(seen.HTML, "Nguyễn Thị Lan") || !strings.Contains(seen.Text, "12 Hàng Bài") || !strings.Contains(seen.HTML, "https://crm.example.com/u/") || len(seen.Problems) != 0 {
		t.Errorf("seen by Lan: %+v", seen)
	}
	if list := gets[TemplateVersionsAnswer](b, 200, "GET", "/v1/templates/"+made.ID+"/versions", ""); len(list.Versions) != 1 {
		t.Errorf("versions: %+v", list)
	}
}

// TestWhatGoesAlongIsWeighed: files are as large as they are, whatever is said of them.
func TestWhatGoesAlongIsWeighed(t *testing.T) {
	_, b, _, _ := lettered(t)
	keeper := "/v1/records/products/" + b.makes("products", `{"name":"Máy pha"}`).ID + "/files"
	along := func(bytes int) string {
		_, kept := b.attaches(keeper, "gia.txt", []byte(strings.Repeat("giá ", bytes/5)))
		return strings.Replace(written, `"attachments":[]`, `"attachments":[{"file":"`+kept.File.ID+`","name":"x","type":"x","size":1}]`, 1)
	}
	if p := gets[Problem](b, 422, "POST", "/v1/templates", along(6<<20)); !strings.Contains(p.Detail, "5") {
		t.Errorf("six megabytes: %s", p.Detail)
	}
	made := gets[TemplateAnswer](b, 200, "POST", "/v1/templates", along(1000))
	if files := made.Content.Attachments; len(files) != 1 || files[0].Name != "gia.txt" || files[0].Size != 1000 || files[0].Type != "text/plain" {
		t.Errorf("what goes along: %+v", files)
	}
}

// nameServer is one that knows what it is told.
type nameServer map[string][]string

func (z nameServer) find(kind, name string) ([]string, error) {
	if list, ok := z[kind+" "+name]; ok {
		return list, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}
func (z nameServer) LookupTXT(_ context.Context, name string) ([]string, error) {
	return z.find("txt", name)
}
func (z nameServer) LookupHost(_ context.Context, name string) ([]string, error) {
	return z.find("host", name)
}
func (z nameServer) LookupAddr(_ context.Context, name string) ([]string, error) {
	return z.find("addr", name)
}
func (z nameServer) LookupMX(_ context.Context, name string) (list []*net.MX, err error) {
	hosts, err := z.find("mx", name)
	for _, h := range hosts {
		list = append(list, &net.MX{Host: h})
	}
	return list, err
}

// TestTheHealthOfADomain: keys that were made are found where DNS has them, and what is missing is named with what to do.
func TestTheHealthOfADomain(t *testing.T) {
	f, b, _, _ := lettered(t)
	z := nameServer{}
	f.DNS = z
	keys := gets[MailKeysAnswer](b, 200, "POST", "/v1/mail/keys", `{"domain":"example.com"}`)
	if len(keys.Keys) != 2 || !strings.Contains(keys.Keys[1].Record, "k=ed25519") {
		t.Fatalf("keys: %+v", keys)
	}
	states := func() string {
		var s []string
		for _, c := range gets[MailHealth](b, 200, "GET", "/v1/mail/health", "").Checks {
			if s = append(s, c.Kind+" "+c.State); c.State == "wrong" && c.Advice == "" {
				t.Errorf("no advice: %+v", c)
			}
		}
		return strings.Join(s, ", ")
	}
	if got := states(); got != "spf wrong, dkim wrong, dkim wrong, dmarc wrong, mx wrong, ptr wrong" {
		t.Errorf("of an empty zone: %s", got)
	}
	wanted := func() string { return gets[MailHealth](b, 200, "GET", "/v1/mail/health", "").Checks[0].Want }
	if got := wanted(); got != "v=spf1 mx a:smtp.example.com ~all" {
		t.Errorf("a server by its name: %s", got)
	}
	z["txt smtp.example.com"] = []string{"v=spf1 ip4:192.0.2.1 -all"}
	if got := wanted(); got != "v=spf1 mx include:smtp.example.com ~all" {
		t.Errorf("a server that says who sends for it: %s", got)
	}
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", strings.Replace(settled, "smtp.example.com", "192.0.2.1", 1))
	if got := wanted(); got != "v=spf1 mx ip4:192.0.2.1 ~all" {
		t.Errorf("a server by its address: %s", got)
	}
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	for _, k := range keys.Keys {
		z["txt "+k.Name] = []string{k.Record[:40] + " " + k.Record[40:]}
	}
	z["txt shop.example.com"] = []string{"v=spf1 include:a.example.net ~all"}
	z["txt a.example.net"] = []string{"v=spf1 a mx a:x mx:y a:z a:w a:v a:u a:t -all"}
	z["txt _dmarc.example.com"] = []string{"v=DMARC1; p=reject; sp=quarantine"}
	z["mx shop.example.com"], z["host smtp.example.com"], z["addr 192.0.2.1"] = []string{"mx.example.com."}, []string{"192.0.2.1"}, []string{"smtp.example.com."}
	if got := states(); got != "spf good, dkim good, dkim good, dmarc good, mx good, ptr good" {
		t.Errorf("put right: %s", got)
	}
	if a := gets[MailHealth](b, 200, "GET", "/v1/mail/health", ""); a.Lookups != 10 || a.Policy != "quarantine" {
		t.Errorf("%d lookups, policy %s", a.Lookups, a.Policy)
	}
	z["txt a.example.net"] = []string{"v=spf1 a mx a:x mx:y a:z a:w a:v a:u a:t a:s -all"}
	if got := states(); !strings.HasPrefix(got, "spf wrong") {
		t.Errorf("eleven lookups: %s", got)
	}
}

// TestTheHealthOfNoDomain: where it is not said yet from which address mail is sent, there is nothing wrong.
func TestTheHealthOfNoDomain(t *testing.T) {
	_, b := turning(t)
	if a := gets[MailHealth](b, 200, "GET", "/v1/mail/health", ""); a.Domain != "" || len(a.Checks) != 0 {
		t.Errorf("of nothing it is said %+v", a)
	}
}
