package zalo

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"banhda/hub/zalo"
)

// always is a grant that never ends.
type always struct{ refused int }

func (a *always) Token(context.Context) (string, error) { return "access", nil }
func (a *always) Refused(context.Context, string) error {
	a.refused++
	return nil
}

// says is a client of a Zalo that always says the same, and what it was asked last.
func says(t *testing.T, status int, body string) (*Client, *http.Request, *map[string]any) {
	asked, said := new(http.Request), map[string]any{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = *r.Clone(context.Background())
		clear(said)
		written, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(written, &said) // a GET has none
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return &Client{Hosts: Hosts{server.URL, server.URL, server.URL}, Grants: &always{}, HTTP: server.Client()}, asked, &said
}

func TestTheDocumentedCalls(t *testing.T) {
	c, asked, said := says(t, 200, `{"error":0,"message":"Success","data":{"message_id":"9f1","user_id":"8613"}}`)
	id, err := c.Say(t.Context(), "86131234567890123456", Answer{Text: "Dạ còn ạ"})
	if err != nil || id != "9f1" || asked.URL.Path != "/v3.0/oa/message/cs" || asked.Header.Get("access_token") != "access" || asked.Header.Get("Authorization") != "" {
		t.Fatal(id, err, asked.URL, asked.Header)
	}
	if got, _ := json.Marshal(*said); string(got) != `{"message":{"text":"Dạ còn ạ"},"recipient":{"user_id":"86131234567890123456"}}` {
		t.Errorf("%s", got)
	}
	c, asked, said = says(t, 200, `{"error":0,"message":"Success","data":{"msg_id":"7","sent_time":"1626926349402","quota":{"dailyQuota":"500","remainingQuota":"499"}}}`)
	taken, err := c.Template(t.Context(), Order{Phone: "+84961234567", Template: "7895417a7d3f9461cd2e", Data: map[string]string{"ky": "1"}, Tracking: "out_1", Trial: true})
	if err != nil || taken != (Taken{"7", 499}) || asked.URL.Path != "/message/template" {
		t.Fatal(taken, err, asked.URL)
	}
	if got, _ := json.Marshal(*said); string(got) != `{"mode":"development","phone":"84961234567","template_data":{"ky":"1"},"template_id":"7895417a7d3f9461cd2e","tracking_id":"out_1"}` {
		t.Errorf("%s", got)
	}
	if _, err = c.Template(t.Context(), Order{User: "86", Template: "1"}); err != nil || asked.URL.Path != "/v3.0/oa/message/template" || (*said)["user_id"] != "86" || (*said)["phone"] != nil {
		t.Errorf("%v %s %v", err, asked.URL, *said)
	}
}

// TestWhatFollows: Zalo answers 200 whatever it says; what nobody knows is doubtful, and never tried again by itself.
func TestWhatFollows(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   Class
	}{
		{200, `{"error":-230,"message":"User has not interacted with the OA in the past 7 days"}`, Closed},
		{200, `{"error":-213,"message":"User has not interacted"}`, Unreachable}, {200, `{"error":"-118","message":"Zalo account not existed"}`, Unreachable},
		{200, `{"error":-114,"message":"User inactive"}`, Unreachable}, {200, `{"error":-108,"message":"Phone number invalid"}`, Unreachable},
		{200, `{"error":-115,"message":"Out of quota"}`, NoBalance}, {200, `{"error":-109,"message":"Template invalid"}`, Permanent}, {200, `{"error":-112}`, Permanent}, {200, `{"error":-9999}`, Permanent},
		{200, `{"error":-100}`, Retry}, {429, ``, Retry}, {503, ``, Retry}, {500, ``, Doubtful}, {200, `<html>`, Doubtful}, {200, `{}`, Doubtful}, {200, `{"error":0,"data":[]}`, Doubtful},
		{200, `{"error":-216,"message":"Access token is invalid"}`, Blocked},
	} {
		client, _, _ := says(t, c.status, c.body)
		if _, err := client.Say(t.Context(), "1", Answer{Text: "x"}); ClassOf(err) != c.want {
			t.Errorf("%d %s: %v, want %s", c.status, c.body, err, c.want)
		}
		if a := client.Grants.(*always); (a.refused > 0) != (c.want == Blocked) {
			t.Errorf("%s: the token was called refused %d times", c.body, a.refused)
		}
	}
	nobody := &Client{Hosts: Hosts{Open: "http://127.0.0.1:1"}, Grants: &always{}, HTTP: http.DefaultClient}
	if _, err := nobody.Say(t.Context(), "1", Answer{Text: "x"}); ClassOf(err) != Retry {
		t.Errorf("where nobody is: %v", err)
	}
	if ClassOf(errors.New("x")) != Doubtful {
		t.Error("what says nothing")
	}
}

// TestAnUploadIsNeverDoubtful: nobody is reached by it, so whatever hid its fate it is done again.
func TestAnUploadIsNeverDoubtful(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   Class
	}{{500, ``, Retry}, {200, `<html>`, Retry}, {429, ``, Retry}, {200, `{"error":-201,"message":"Params is invalid"}`, Permanent}, {200, `{"error":-210}`, Permanent}, {200, `{"error":0,"data":{}}`, Permanent}} {
		client, asked, _ := says(t, c.status, c.body)
		if _, err := client.Upload(t.Context(), zalo.Image, "a.png", []byte("x")); ClassOf(err) != c.want || asked.URL.Path != "/v2.0/oa/upload/image" || !strings.HasPrefix(asked.Header.Get("Content-Type"), "multipart/form-data; boundary=") {
			t.Errorf("%d %s: %v, want %s; %s", c.status, c.body, err, c.want, asked.URL)
		}
	}
}

func TestTemplatesAreRead(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/template/all":
			_, _ = io.WriteString(w, `{"error":0,"message":"Success","data":[{"templateId":203972,"templateName":"Đơn hàng","status":"ENABLE"}],"metadata":{"total":1}}`)
		case "/template/info":
			_, _ = io.WriteString(w, `{"error":0,"message":"Success","data":{"templateId":203972,"templateName":"Đơn hàng","status":"ENABLE","listParams":[{"name":"ma","require":true,"type":"STRING","maxLength":30,"minLength":0,"acceptNull":false}],"timeout":7200000,"previewUrl":"https://account.zalo.cloud/x","templateQuality":"HIGH","templateTag":"TRANSACTION","price":"300.0"}}`)
		case "/message/quota":
			_, _ = io.WriteString(w, `{"error":0,"message":"Success","data":{"dailyQuota":"20000","remainingQuota":"19999"}}`)
		}
	}))
	defer server.Close()
	c := &Client{Hosts: Hosts{Business: server.URL}, Grants: &always{}, HTTP: server.Client()}
	list, err := c.Templates(t.Context(), func(int, int) {})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if o := list[0]; o.ID != "203972" || o.Status != "enable" || o.Tag != "transaction" || o.Price != 300 || len(o.Params) != 1 || o.Params[0].Max != 30 || !o.Params[0].Required || o.Params[0].Type != "string" {
		t.Errorf("%+v", o)
	}
	if q, err := c.Quota(t.Context()); err != nil || q.Daily != 20000 || q.Remaining != 19999 {
		t.Error(q, err)
	}
}
