package esms

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"banhda/channel/sms"
	"banhda/hub/consent"
)

// provider answers as eSMS is documented to, and keeps what it was asked.
type provider struct {
	*httptest.Server
	asked []map[string]string
	seen  map[string]bool
	say   func(w http.ResponseWriter, o map[string]string)
}

func newProvider(t *testing.T) *provider {
	p := &provider{seen: map[string]bool{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var o map[string]string
		if err := json.Unmarshal(body, &o); err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s: %v", r.Method, body, err)
		}
		p.asked = append(p.asked, o)
		if p.say != nil {
			p.say(w, o)
			return
		}
		answer := `{"CodeResult":"100","CountRegenerate":0,"SMSID":"d8e0f1f0-` + o["RequestId"] + `"}`
		if p.seen[o["RequestId"]] {
			answer = `{"CodeResult":"124","CountRegenerate":0,"ErrorMessage":"Duplicate RequestId"}`
		}
		p.seen[o["RequestId"]] = true
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *provider) client() *Client {
	return &Client{Address: p.URL, Key: "key", Secret: "secret", Callback: "https://crm.example.com/sms/esms/x", HTTP: p.Client()}
}

var care = sms.Message{ID: "out_1", From: "BANHDA", To: "+84901888484", Text: "Đơn hàng đã gửi", Class: consent.Care}

func TestTheDocumentedCall(t *testing.T) {
	p := newProvider(t)
	taken, err := p.client().Send(context.Background(), care)
	if err != nil || len(taken.Handles) != 1 || taken.Handles[0] != "d8e0f1f0-out_1" {
		t.Fatal(taken, err)
	}
	want := map[string]string{"ApiKey": "key", "SecretKey": "secret", "Phone": "0901888484", "Content": "Đơn hàng đã gửi", "Brandname": "BANHDA", "SmsType": "2",
		"IsUnicode": "1", "Sandbox": "0", "RequestId": "out_1", "CallbackUrl": "https://crm.example.com/sms/esms/x"}
	if got := p.asked[0]; len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for k, v := range want {
		if p.asked[0][k] != v {
			t.Errorf("%s is %q", k, p.asked[0][k])
		}
	}
	if _, err := p.client().Send(context.Background(), care); err != nil {
		t.Errorf("a message they have already: %v", err)
	}
	plain, sandbox := care, p.client()
	plain.ID, plain.Text, sandbox.Sandbox = "out_2", "Don hang", true
	if _, err := sandbox.Send(context.Background(), plain); err != nil || p.asked[2]["IsUnicode"] != "0" || p.asked[2]["Sandbox"] != "1" {
		t.Error(err, p.asked[2])
	}
}

func TestWhatFollows(t *testing.T) {
	p := newProvider(t)
	code := func(code string) func(http.ResponseWriter, map[string]string) {
		return func(w http.ResponseWriter, _ map[string]string) {
			_, _ = io.WriteString(w, `{"CodeResult":"`+code+`","ErrorMessage":"no"}`)
		}
	}
	for what, c := range map[string]struct {
		say  func(http.ResponseWriter, map[string]string)
		want sms.Class
	}{
		"sign-in":        {code("101"), sms.Blocked},
		"no balance":     {code("103"), sms.NoBalance},
		"brandname":      {code("104"), sms.Blocked},
		"template":       {code("146"), sms.Blocked},
		"network":        {code("177"), sms.Permanent},
		"something":      {code("99"), sms.Permanent},
		"too fast":       {func(w http.ResponseWriter, _ map[string]string) { w.WriteHeader(429) }, sms.Retry},
		"broken":         {func(w http.ResponseWriter, _ map[string]string) { w.WriteHeader(502) }, sms.Doubtful},
		"no answer":      {func(w http.ResponseWriter, _ map[string]string) { panic(http.ErrAbortHandler) }, sms.Doubtful},
		"half an answer": {func(w http.ResponseWriter, _ map[string]string) { _, _ = io.WriteString(w, `{"CodeRes`) }, sms.Doubtful},
	} {
		p.say = c.say
		if _, err := p.client().Send(context.Background(), care); sms.ClassOf(err) != c.want {
			t.Errorf("%s: %v", what, err)
		}
	}
	asked := len(p.asked)
	advert := care
	advert.Class = consent.Advertising
	if _, err := p.client().Send(context.Background(), advert); sms.ClassOf(err) != sms.Permanent || len(p.asked) != asked {
		t.Errorf("advertising: %v", err)
	}
	p.Close()
	if _, err := p.client().Send(context.Background(), care); sms.ClassOf(err) != sms.Retry {
		t.Errorf("nobody there: %v", err)
	}
}

// TestCallbacks reads callbacks as they are documented.
func TestCallbacks(t *testing.T) {
	for query, want := range map[string]sms.State{
		"SMSID=dc712784-9c5f&SendFailed=0&SendStatus=5&SendSuccess=1&TotalPrice=470.0000&TotalReceiver=1&TotalSent=1&RequestId=out_1&TypeId=2&telcoid=1&phonenumber=0901888484&switchsmsid=": sms.Delivered,
		"SMSID=dc712784-9c5f&SendFailed=1&SendStatus=5&SendSuccess=0&TotalPrice=0.0000&TotalReceiver=1&TotalSent=1&RequestId=&TypeId=2&telcoid=1&phonenumber=0901888484":                     sms.Failed,
		"SMSID=dc712784-9c5f&SendStatus=4&RequestId=out_1": sms.Failed,
		"SMSID=dc712784-9c5f&SendStatus=7&RequestId=out_1": "",
		"SendStatus=5&SendSuccess=1":                       "",
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		r, ok := Callback(q, time.Now())
		if ok != (want != "") || ok && (r.State != want || r.Handles[0] != "dc712784-9c5f" || r.To != International(q.Get("phonenumber"))) {
			t.Errorf("%s: %+v, %v", query, r, ok)
		}
	}
	if International("0901888484") != "+84901888484" || International("84901888484") != "+84901888484" || International("") != "" {
		t.Error("numbers")
	}
}
