package zalo_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"banhda/channel/zalo"
	"banhda/channel/zalo/zalotest"
	hub "banhda/hub/zalo"
)

// TestAgainstThePlatform: the client and the platform were written by two who had not seen each other's work.
func TestAgainstThePlatform(t *testing.T) {
	p := zalotest.New(zalotest.Options{})
	server := httptest.NewServer(p.Handler())
	defer server.Close()
	p.At(server.URL)
	hosts := zalo.Hosts{OAuth: server.URL, Open: server.URL, Business: server.URL}
	app := &zalo.App{ID: zalotest.AppID, Secret: zalotest.AppSecret, Hosts: hosts, HTTP: server.Client()}
	keep := zalo.NewKept(connect(t, app))
	c := &zalo.Client{Hosts: hosts, HTTP: server.Client(), Grants: &zalo.Source{App: app, Keep: keep, Now: func() time.Time { return time.UnixMicro(p.Now()) }}}

	lan := p.AddFollower(zalotest.User{Name: "Lan", Phone: "84961234567"})
	p.Text(lan, "Còn hàng không?")
	p.Expire() // the first call finds its token ended, and goes on with another
	if id, err := c.Say(t.Context(), lan, zalo.Answer{Text: "Dạ còn ạ"}); err != nil || id == "" {
		t.Fatal(id, err)
	}
	for name, kind := range map[string]hub.Kind{"áo.png": hub.Image, "cười.gif": hub.GIF, "báo giá.pdf": hub.File} {
		content := map[hub.Kind]string{hub.Image: "\x89PNG\r\n\x1a\n…", hub.GIF: "GIF89a…", hub.File: "%PDF-1.7 …"}[kind]
		along, err := c.Upload(t.Context(), kind, name, []byte(content))
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := c.Say(t.Context(), lan, zalo.Answer{Kind: kind, Along: along}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if sent := p.Sent(); len(sent[len(sent)-1].Files) != 1 || sent[len(sent)-1].Files[0] != name {
			t.Errorf("%s: %+v", name, sent[len(sent)-1])
		}
	}
	if _, err := c.Upload(t.Context(), hub.File, "bang.xlsx", []byte("PK\x03\x04")); zalo.ClassOf(err) != zalo.Permanent { // and not that nobody is reached
		t.Errorf("what Zalo does not take: %v", err)
	}
	if got, err := c.Profile(t.Context(), lan); err != nil || got.Name != "Lan" || got.Phone != "" {
		t.Errorf("%+v %v", got, err)
	}
	order := p.AddTemplate(zalotest.Template{Name: "Đơn hàng", Tag: zalotest.Transaction, Price: 300, Params: []zalotest.Param{{Name: "ma", Require: true, Type: "STRING", Max: 10}}})
	list, err := c.Templates(t.Context(), func(int, int) {})
	if err != nil || len(list) != 1 || list[0].Price != 300 || list[0].Tag != "transaction" || list[0].Status != "enable" || len(list[0].Params) != 1 || list[0].Params[0].Max != 10 {
		t.Fatalf("%d: %+v %v", order, list, err)
	}
	o := zalo.Order{Phone: "+84961234567", Template: list[0].ID, Data: map[string]string{"ma": "DH-1"}, Tracking: "out_1"}
	if taken, err := c.Template(t.Context(), o); err != nil || taken.ID == "" || taken.Remaining < 0 {
		t.Errorf("%+v %v", taken, err)
	}
	for want, change := range map[zalo.Class]func(*zalo.Order){zalo.Unreachable: func(o *zalo.Order) { o.Phone = "+84999999999" }, zalo.Permanent: func(o *zalo.Order) { o.Data = map[string]string{"ma": "longer than ten"} }} {
		other := o
		change(&other)
		if _, err := c.Template(t.Context(), other); zalo.ClassOf(err) != want {
			t.Errorf("%+v: %v", other, err)
		}
	}
	o.Phone, o.User = "", lan
	if _, err := c.Template(t.Context(), o); err != nil {
		t.Errorf("to a user: %v", err)
	}
	if q, err := c.Quota(t.Context()); err != nil || q.Daily == 0 || q.Remaining >= q.Daily {
		t.Errorf("%+v %v", q, err)
	}
	p.Advance(t.Context(), 8*24*time.Hour)
	if _, err := c.Say(t.Context(), lan, zalo.Answer{Text: "Chị còn cần không?"}); zalo.ClassOf(err) != zalo.Closed {
		t.Errorf("after eight days: %v", err)
	}
	p.Revoke()
	if _, err := c.Say(t.Context(), lan, zalo.Answer{Text: "x"}); zalo.ClassOf(err) != zalo.Blocked {
		t.Errorf("revoked: %v", err)
	}
}

// connect goes the way of an administrator who lets the house in.
func connect(t *testing.T, app *zalo.App) zalo.Tokens {
	t.Helper()
	verifier := zalo.NewVerifier()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := browser.Get(app.Permission("https://crm.example.vn/v1/zalo/callback", "st", verifier))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	back, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || back.Query().Get("state") != "st" || back.Query().Get("oa_id") != zalotest.OAID {
		said, _ := io.ReadAll(answer.Body)
		t.Fatal(answer.Status, answer.Header, string(said), err)
	}
	g, err := app.Exchange(t.Context(), back.Query().Get("code"), verifier)
	if err != nil {
		t.Fatal(err)
	}
	return zalo.Given(g, time.UnixMicro(1764_000_000_000_000))
}
