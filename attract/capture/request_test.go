package capture

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// received is when everything here is received: 2026-11-22T08:00:00Z.
var received = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC).UnixMicro()

func request(route Route, body string) *Request {
	return &Request{Route: route, Body: []byte(body), ReceivedAt: received, First: 7, Currency: "VND"}
}

// event reads the one event of a request.
func event(t *testing.T, route Route, body string) timeline.Event {
	t.Helper()
	calls := request(route, body).Read()
	if len(calls) != 1 || calls[0].Err != nil {
		t.Fatalf("%s gives %+v", body, calls)
	}
	return calls[0].Event
}

func instantOf(e timeline.Event) string { return time.UnixMicro(e.At).UTC().Format(time.RFC3339Nano) }

func money(n int64) *int64 { return &n }

func TestCallsBecomeEvents(t *testing.T) {
	for _, c := range []struct {
		name, body string
		route      Route
		want       timeline.Event
	}{
		{"track", `{"messageId":"m1","userId":"u1","event":"Order Completed","timestamp":"2026-11-22T07:00:00Z",
			"properties":{"order_id":"DH-7","revenue":120000,"total":150000,"currency":"vnd","plan":"pro"}}`, Track,
			timeline.Event{ID: "m1", Name: "Order Completed", At: received - 3600e6, Person: person.Identity{UserID: "u1"}, Value: money(120000), Currency: "VND", Sale: "DH-7",
				Properties: json.RawMessage(`{"order_id":"DH-7","revenue":120000,"total":150000,"currency":"vnd","plan":"pro"}`)}},
		{"an order in another currency, its id a number", `{"messageId":"m","anonymousId":"a","event":"Order Completed","properties":{"order_id":41,"total":"19.995","currency":"USD"}}`, Track,
			timeline.Event{ID: "m", Name: "Order Completed", At: received, Person: person.Identity{AnonymousID: "a"}, Value: money(2000), Currency: "USD", Sale: "41",
				Properties: json.RawMessage(`{"order_id":41,"total":"19.995","currency":"USD"}`)}},
		{"page", `{"messageId":"m","anonymousId":"a","name":"Cà phê","category":"Hạt","properties":{"name":"own"},
			"context":{"page":{"url":"https://x.vn/hat","referrer":"https://zalo.me/","path":"/hat","title":"Hạt"},"campaign":{"source":"fb","name":"tet","medium":"cpc"}}}`, Page,
			timeline.Event{ID: "m", Name: "Page Viewed", At: received, Person: person.Identity{AnonymousID: "a"}, Campaign: "tet",
				Properties: json.RawMessage(`{"name":"own","category":"Hạt","url":"https://x.vn/hat","referrer":"https://zalo.me/","path":"/hat","title":"Hạt","utm_source":"fb","utm_campaign":"tet","utm_medium":"cpc"}`)}},
		{"screen", `{"messageId":"m","userId":7,"name":"Giỏ"}`, Screen,
			timeline.Event{ID: "m", Name: "Screen Viewed", At: received, Person: person.Identity{UserID: "7"}, Properties: json.RawMessage(`{"name":"Giỏ"}`)}},
		{"identify", `{"messageId":"m","userId":"u","anonymousId":"a","traits":{"email":"Lan@X.vn","phone":"0912345678","firstName":"Lan","lastName":"Trần",
			"age":30,"vip":true,"tags":["x"],"gone":null,"id":"u","address":{"city":"Huế","postalCode":"49"},"company":{"name":"Sương Mai","plan":"pro"}}}`, Identify,
			timeline.Event{ID: "m", Name: "Identified", At: received, Person: person.Identity{UserID: "u", AnonymousID: "a", Email: "Lan@X.vn", Phone: "0912345678", Name: "Lan Trần",
				Fields: map[string]any{"firstName": "Lan", "lastName": "Trần", "age": 30.0, "vip": true, "city": "Huế", "postal_code": "49", "company": "Sương Mai", "company_plan": "pro"}}}},
		{"what the context says of the person", `{"messageId":"m","userId":"u","traits":{"name":"Lan"},"context":{"traits":{"name":"Other","plan":"pro"}}}`, Identify,
			timeline.Event{ID: "m", Name: "Identified", At: received, Person: person.Identity{UserID: "u", Name: "Lan", Fields: map[string]any{"plan": "pro"}}}},
		{"where a browser is", `{"messageId":"m","userId":"u","context":{"timezone":"Asia/Saigon"}}`, Identify,
			timeline.Event{ID: "m", Name: "Identified", At: received, Person: person.Identity{UserID: "u", Fields: map[string]any{"time_zone": "Asia/Ho_Chi_Minh"}}}},
		{"what was said of the zone stands", `{"messageId":"m","userId":"u","traits":{"time_zone":"Europe/Paris"},"context":{"timezone":"Asia/Saigon"}}`, Identify,
			timeline.Event{ID: "m", Name: "Identified", At: received, Person: person.Identity{UserID: "u", Fields: map[string]any{"time_zone": "Europe/Paris"}}}},
		{"of who only looks no zone is kept", `{"messageId":"m","anonymousId":"a","name":"Cà phê","context":{"timezone":"Asia/Saigon"}}`, Screen,
			timeline.Event{ID: "m", Name: "Screen Viewed", At: received, Person: person.Identity{AnonymousID: "a"}, Properties: json.RawMessage(`{"name":"Cà phê"}`)}},
		{"group", `{"messageId":"m","userId":"u","groupId":"g1","traits":{"name":"Sương Mai","email":"hi@sm.vn"}}`, Group,
			timeline.Event{ID: "m", Name: "Group Joined", At: received, Person: person.Identity{UserID: "u"}, Properties: json.RawMessage(`{"name":"Sương Mai","email":"hi@sm.vn","group_id":"g1"}`)}},
		{"alias", `{"messageId":"m","userId":"u","anonymousId":"b","previousId":"a"}`, Alias,
			timeline.Event{ID: "m", Name: "Aliased", At: received, Person: person.Identity{UserID: "u", AnonymousID: "a"}}},
		{"a friend", `{"messageId":"m","userId":"u","event":"Referral Accepted","properties":{"referrer_email":"lan@x.vn"}}`, Track,
			timeline.Event{ID: "m", Name: "Referral Accepted", At: received, Person: person.Identity{UserID: "u"}, Referrer: &person.Key{Kind: person.Email, Value: "lan@x.vn"},
				Properties: json.RawMessage(`{"referrer_email":"lan@x.vn"}`)}},
		{"a touch", `{"messageId":"m","userId":"u","event":"Message Sent","properties":{"team":"care","cost":300,"campaign":"tet"}}`, Track,
			timeline.Event{ID: "m", Name: "Message Sent", At: received, Person: person.Identity{UserID: "u"}, Team: "care", Campaign: "tet", Cost: money(300),
				Properties: json.RawMessage(`{"team":"care","cost":300,"campaign":"tet"}`)}},
		{"no id of its own", `{"userId":"u","event":" Đặt  hàng ","properties":{ }}`, Track,
			timeline.Event{ID: "entry:7", Name: "Đặt  hàng", At: received, Person: person.Identity{UserID: "u"}}},
	} {
		if got := event(t, c.route, c.body); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\ngot  %s\nwant %s", c.name, got.AppendJSON(nil), c.want.AppendJSON(nil))
		}
	}
}

// The sender's clock is corrected by how long before sending it says something happened.
func TestInstants(t *testing.T) {
	at := func(rest string) string {
		return instantOf(event(t, Batch, `{"batch":[{"type":"track","messageId":"m","userId":"u","event":"e"`+rest))
	}
	for rest, want := range map[string]string{
		`}]}`: "2026-11-22T08:00:00Z",
		`,"timestamp":"2026-11-22T06:00:00.5Z"}]}`:                                                                "2026-11-22T06:00:00.5Z",
		`,"timestamp":"2026-11-22T13:00:00+07:00"}]}`:                                                             "2026-11-22T06:00:00Z",
		`,"timestamp":"2026-11-22T13:00:00+0700"}]}`:                                                              "2026-11-22T06:00:00Z",
		`,"timestamp":"2026-11-22T06:00:00"}]}`:                                                                   "2026-11-22T06:00:00Z",
		`,"timestamp":"2026-11-22"}]}`:                                                                            "2026-11-22T00:00:00Z",
		`,"timestamp":1795327200}]}`:                                                                              "2026-11-22T06:00:00Z",
		`,"timestamp":1795327200500}]}`:                                                                           "2026-11-22T06:00:00.5Z",
		`,"timestamp":null,"sentAt":"2030-01-01T00:00:00Z"}]}`:                                                    "2026-11-22T08:00:00Z",
		`,"timestamp":"2026-11-22T10:00:00Z"}],"sentAt":"2026-11-22T10:00:05Z"}`:                                  "2026-11-22T07:59:55Z",
		`,"timestamp":"2026-11-22T10:00:00Z","sentAt":"2026-11-22T10:00:05Z"}]}`:                                  "2026-11-22T07:59:55Z",
		`,"timestamp":"2026-11-22T10:00:00Z","sentAt":"2026-11-22T23:00:00Z"}],"sentAt":"2026-11-22T10:00:05Z"}`:  "2026-11-22T07:59:55Z",
		`,"timestamp":"2000-01-01","originalTimestamp":"2026-11-22T10:00:00Z"}],"sentAt":"2026-11-22T10:00:00Z"}`: "2026-11-22T08:00:00Z",
		`,"timestamp":"2025-11-22T08:00:00Z"}],"sentAt":"2026-11-22T08:00:01Z"}`:                                  "2025-11-22T07:59:59Z", // told late, on purpose
		`,"timestamp":"2026-11-22T10:00:00Z"}],"sentAt":"soon"}`:                                                  "2026-11-22T10:00:00Z",
		`,"timestamp":"1970-01-01T00:00:00Z"}]}`:                                                                  "2016-11-24T08:00:00Z",
		`,"timestamp":"9999-01-01T00:00:00Z"}]}`:                                                                  "2026-11-23T08:00:00Z",
	} {
		if got := at(rest); got != want {
			t.Errorf("…%s happened at %s, want %s", rest, got, want)
		}
	}
}

func TestWhyCallsAreDropped(t *testing.T) {
	for item, want := range map[string]Reason{
		`7`:                              NotAnObject,
		`[]`:                             NotAnObject,
		`{"type":"charge","userId":"u"}`: UnknownType,
		`{"userId":"u","event":"e"}`:     UnknownType,
		`{"type":"track","userId":"u"}`:  NoEventName,
		`{"type":"track","userId":"u","event":"  "}`:                                                        NoEventName,
		`{"type":"track","userId":"u","event":{"a":1}}`:                                                     NoEventName,
		`{"type":"track","event":"e"}`:                                                                      NoIdentity,
		`{"type":"track","event":"e","userId":null,"anonymousId":""}`:                                       NoIdentity,
		`{"type":"identify","traits":{"email":"no address"}}`:                                               Unfit,
		`{"type":"track","event":"e","userId":"undefined"}`:                                                 Unfit,
		`{"type":"track","event":"e","userId":"u","timestamp":"hôm qua"}`:                                   BadTime,
		`{"type":"track","event":"e","userId":"u","timestamp":-5}`:                                          BadTime,
		`{"type":"track","event":"e","userId":"u","messageId":"` + strings.Repeat("ă", 101) + `"}`:          LongID,
		`{"type":"track","event":"e","userId":"u","properties":{"x":"` + strings.Repeat("a", 33000) + `"}}`: TooLarge,
		`{"type":"track","event":"` + strings.Repeat("e", 501) + `","userId":"u"}`:                          Unfit,
		`{"type":"track","event":"e\u0000","userId":"u"}`:                                                   Unfit,
		`{"type":"track","event":"e","userId":"u","properties":{"value":1,"currency":"đồng"}}`:              Unfit,
		`{"type":"track","event":"e","userId":"u","properties":{"value":1e17}}`:                             Unfit,
	} {
		good := `{"type":"track","event":"e","userId":"u","messageId":"good"}`
		calls := request(Batch, fmt.Sprintf(`{"batch":[%s,%s,%[1]s]}`, good, item)).Read()
		var why *Dropped
		if len(calls) != 3 || calls[0].Err != nil || calls[2].Err != nil || !errors.As(calls[1].Err, &why) || why.Reason != want || why.Detail == "" {
			t.Errorf("%.200s: %+v, want %s", item, calls[1].Err, want)
		}
	}
	for body, want := range map[string]Reason{`[]`: NotAnObject, `"x"`: NotAnObject, `{}`: NotAnObject, `{"batch":{}}`: NotAnObject} {
		var why *Dropped
		calls := request(Batch, body).Read()
		if len(calls) != 1 || !errors.As(calls[0].Err, &why) || why.Reason != want {
			t.Errorf("%s: %+v", body, calls)
		}
	}
}

// Of money that cannot be read nothing is known; the event is taken in all the same.
func TestAmounts(t *testing.T) {
	for properties, want := range map[string]string{
		`"revenue":"1.5e2"`: "150", `"revenue":-20.5,"currency":"USD"`: "-2050 USD", `"value":1.005,"currency":"USD"`: "101 USD",
		`"value":0.1,"currency":"KWD"`: "100 KWD", `"total":0.5`: "1", `"total":0`: "0", `"revenue":null,"total":7`: "7", `"revenue":"","value":8`: "8",
		`"revenue":"12 usd"`: "", `"revenue":true`: "", `"revenue":"0x10"`: "", `"revenue":"NaN"`: "", `"revenue":1e400`: "", `"revenue":123456789012345678901`: "", `"currency":"USD"`: "",
	} {
		e := event(t, Track, `{"userId":"u","event":"e","properties":{`+properties+`}}`)
		got := ""
		if e.Value != nil {
			got = strings.TrimSpace(fmt.Sprint(*e.Value, " ", e.Currency))
		}
		if got != want {
			t.Errorf("%s is worth %q, want %q", properties, got, want)
		}
	}
}

// A public key takes nothing back; a server's does.
func TestPublicKeysTakeNothingBack(t *testing.T) {
	r := request(Track, `{"userId":"u","event":"Event Retracted","properties":{"id":"m1"}}`)
	if c := r.Read()[0]; c.Err != nil {
		t.Error(c.Err)
	}
	var why *Dropped
	r.Public = true
	if c := r.Read()[0]; !errors.As(c.Err, &why) || why.Reason != NotAllowed {
		t.Error(c.Err)
	}
}

// A public key cannot take up the ids of what servers send, nor those of calls that state none.
func TestPublicKeysHaveIDsOfTheirOwn(t *testing.T) {
	for _, id := range []string{"order-1042", "entry:7", ""} {
		r := request(Track, fmt.Sprintf(`{"messageId":%q,"userId":"u","event":"Order Completed"}`, id))
		server := r.Read()[0].Event.ID
		r.Public = true
		if browser := r.Read()[0].Event.ID; browser != "browser:"+server {
			t.Errorf("a server's call is known as %s, a browser's as %s", server, browser)
		}
	}
}

// What a batch says holds for the calls that do not say it themselves.
func TestBatchesSpeakForTheirCalls(t *testing.T) {
	calls := request(Batch, `{"context":{"campaign":{"source":"zalo"},"page":{"url":"https://a.vn/"}},"batch":[
		{"type":"page","anonymousId":"a","messageId":"1"},
		{"type":"page","anonymousId":"a","messageId":"2","context":{"campaign":{"source":"fb"}}},
		{"type":"page","anonymousId":"a"}]}`).Read()
	for i, want := range []string{
		`{"url":"https://a.vn/","utm_source":"zalo"}`, `{"url":"https://a.vn/","utm_source":"fb"}`, `{"url":"https://a.vn/","utm_source":"zalo"}`,
	} {
		if got := string(calls[i].Event.Properties); calls[i].Err != nil || got != want {
			t.Errorf("call %d: %s (%v), want %s", i+1, got, calls[i].Err, want)
		}
	}
	if id := calls[2].Event.ID; id != "entry:9" {
		t.Errorf("the third call of a request whose first is entry 7 is known as %s", id)
	}
}

func TestWhatTheDoorSees(t *testing.T) {
	many := `{"batch":[` + strings.Repeat("{},", MaxCalls) + `{}]}`
	for _, c := range []struct {
		route Route
		body  string
		calls int64
		key   string
		err   error
	}{
		{Track, `{"writeKey":"wk_1","event":"e"}`, 1, "wk_1", nil},
		{Batch, `{"batch":[{},7,null],"writeKey":"wk_2"}`, 3, "wk_2", nil},
		{Batch, `{"batch":[]}`, 0, "", nil},
		{Batch, `{"batch":7}`, 1, "", nil},
		{Batch, `[]`, 1, "", nil},
		{Batch, ``, 0, "", ErrNotJSON},
		{Track, `{"a":1`, 0, "", ErrNotJSON},
		{Track, `{"a":1}}`, 0, "", ErrNotJSON},
		{Batch, many, 0, "", ErrTooLarge},
		{Track, `{"a":"` + strings.Repeat("x", MaxCall) + `"}`, 0, "", ErrTooLarge},
		{Batch, `{"batch":["` + strings.Repeat("x", MaxBatch) + `"]}`, 0, "", ErrTooLarge},
	} {
		h, err := Look(c.route, []byte(c.body))
		if !errors.Is(err, c.err) || err == nil && (h.Calls != c.calls || h.WriteKey != c.key) {
			t.Errorf("%s %.60s: %+v, %v", c.route, c.body, h, err)
		}
	}
}

// Whoever looks at what came does not see the key it came with.
func TestItemsDoNotShowTheKey(t *testing.T) {
	for body, want := range map[string]string{
		`{"writeKey":"wk_1","event":"e", "properties":{"writeKey":1}}`: `{"event":"e","properties":{"writeKey":1}}`,
		`{"event":"e","writeKey":"wk_1","\u0077riteKey":"wk_1"}`:       `{"event":"e"}`,
		`{"event": "e"}`: `{"event": "e"}`,
		`[7]`:            `[7]`,
	} {
		for _, sent := range []struct {
			route Route
			body  string
		}{{Track, body}, {Batch, `{"writeKey":"wk_1","batch":[` + body + `]}`}} {
			if got := Items(sent.route, []byte(sent.body)); len(got) != 1 || string(got[0]) != want {
				t.Errorf("%s: %s, want %s", sent.body, got, want)
			}
		}
	}
	if got := Items(Batch, []byte(`{"writeKey":"wk_1","x":1}`)); string(got[0]) != `{"x":1}` {
		t.Errorf("%s", got)
	}
}

// Letters are told apart: each route has its own.
func TestShortRoutes(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Routes {
		if seen[r.Short()] {
			t.Errorf("%s shares its letter", r)
		}
		seen[r.Short()] = true
	}
}

// A body whose lists and objects lie deep in one another costs whoever reads it memory for every level: it stays outside.
// What only looks so, or holds many beside one another, comes in.
func TestDepthIsBounded(t *testing.T) {
	nested := func(levels int) string {
		return `{"batch":[{"x":` + strings.Repeat("[", levels-3) + strings.Repeat("]", levels-3) + `}]}`
	}
	for _, c := range []struct {
		what, body string
		ok         bool
	}{
		{"as deep as may be", nested(MaxDepth), true},
		{"deeper", nested(MaxDepth + 1), false},
		{"deeper, and never closed", strings.Repeat("[", MaxDepth+1), false},
		{"many beside one another", `{"batch":[{"x":[` + strings.Repeat("[],", 5*MaxDepth) + `[]]}]}`, true},
		{"brackets in a text", `{"batch":[{"x":"\"` + strings.Repeat("[", 5*MaxDepth) + `"}]}`, true},
	} {
		if _, err := Look(Batch, []byte(c.body)); errors.Is(err, ErrTooLarge) == c.ok {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
