package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"banhda/api"
	"banhda/store/pgtest"
	"banhda/wheel"
)

// hostile are bodies that somebody might send, well-meant or not.
func hostile() (bodies []string) {
	event := func(rest string) string { return fmt.Sprintf(`[{"id":"%d",%s}]`, len(bodies), rest) }
	for _, properties := range []string{
		`{"p":"\u0000"}`, `{"\u0000":1}`, `{"p":"\ud800"}`, `{"p":1e999}`, `{"p":-0}`, `{"p":123456789012345678901234567890}`, `{"p":0.1e-400}`,
		`{"p":1,"p":2}`, `{"":""}`, `{"p":` + strings.Repeat("[", 500) + strings.Repeat("]", 500) + `}`, `{"p":` + strings.Repeat(`{"p":`, 2000) + `1` + strings.Repeat("}", 2000) + `}`,
		"{\"p\":\"\xff\xfe\"}", `{"p":"` + strings.Repeat("ă", 20_000) + `"}`, `{"utm_source":"\u0000"}`, `{"utm_source":["a"],"referrer":"http://[::1"}`,
		`{"referrer":"https://` + strings.Repeat("a", 5000) + `.vn/"}`, `{"p.q":"a","p\"q":"b","p'q":"c","$.p":"d"}`, `null`, `[]`, `7`, `"p"`,
		`{"nps":"NaN"}`, `{"nps":1e400}`, `{"rating":[5]}`, `{"p":"a\u2028b\u202e"}`, `{ "p" : tru }`,
	} {
		bodies = append(bodies, event(`"name":"Survey Answered","at":1700000000000000,"person":{"user_id":"a"},"properties":`+properties))
	}
	for _, person := range []string{
		`{"user_id":"\u0000"}`, `{"user_id":"\ud800"}`, `{"email":"a@b@c"}`, `{"email":"` + strings.Repeat("a", 400) + `@b.vn"}`, `{"phone":"0"}`, `{"phone":"+84 (0) 912 345 678"}`,
		`{"external":{"":"x"}}`, `{"external":{"Zalo OA":"x","zalo oa":"y"}}`, `{"external":{"zalo":""}}`, `{"external":{"z\u0000":"x"}}`, `{"user_id":"a","name":"\u0000"}`,
		`{"user_id":"a","name":"` + strings.Repeat("Ấ", 500) + `"}`, `{"user_id":"a","fields":{"\u0000":"\u0000"}}`, `{"user_id":"a","fields":{"x":[1]}}`, `{"user_id":"a","fields":{"x":1e308,"y":null,"z":true}}`,
		`{"user_id":"a","fields":{"":""}}`, `{"user_id":"a","fields":{"x":"\u0000","y":"\ud800","\ud800":"'"}}`, `{"user_id":"a","fields":{"x":"` + strings.Repeat("x", 60_000) + `"}}`, `{"user_id":"a","email":"a@b.vn","phone":"0912345678","anonymous_id":"d","external":{"zalo":"z"}}`, `{}`, `null`, `7`, "{\"user_id\":\"\xff\"}",
		`{"user_id":"` + strings.Repeat("x", 5000) + `"}`, `{"user_id":"' OR 1=1 --"}`, `{"user_id":"  "}`, `{"user_id":"a\u0301"}`,
	} {
		bodies = append(bodies, event(`"name":"Page Viewed","at":1700000000000001,"person":`+person))
	}
	for _, rest := range []string{
		`"name":"Order Completed","at":1,"value":9007199254740992`, `"name":"Order Completed","at":-2208988800000000,"value":-9007199254740992`, `"name":"Order Completed","at":7289654399999999,"value":1`,
		`"name":"Order Completed","at":9223372036854775807`, `"name":"Order Completed","at":-9223372036854775808`, `"name":"Order Completed","at":1e3`, `"name":"Order Completed","at":1.5`,
		`"name":"Order Completed","at":1,"value":1.5`, `"name":"Order Completed","at":1,"value":9223372036854775807`, `"name":"Order Completed","at":2,"value":1,"currency":"đồng"`, `"name":"Order Completed","at":2,"value":1,"currency":"xxx"`,
		`"name":"Order Completed","at":2,"currency":"USD","sale":"\u0000"`, `"name":"Order Completed","at":3,"value":5,"sale":"` + strings.Repeat("s", 500) + `"`, `"name":"\u0000","at":1`, `"name":"` + strings.Repeat("n", 501) + `","at":1`,
		`"name":"→customer","at":1`, `"name":"a, b[c]=\"d\"","at":1`, `"name":"Friend Joined","at":4`, `"name":"Friend Bought","at":5`, `"name":"Event Retracted","at":6,"properties":{"id":"1"}`,
		`"name":"Referral Accepted","at":7,"referrer":{"kind":"user_id","value":"a"}`, `"name":"Referral Accepted","at":7,"referrer":{"kind":"shoe size","value":"a"}`, `"name":"Referral Accepted","at":7,"referrer":{"kind":"user_id","value":"\u0000"}`,
		`"name":"Referral Accepted","at":7,"referrer":{"kind":"phone","value":"1"}`, `"name":"Referral Accepted","at":8,"referrer":{}`, `"name":"Message Sent","at":9,"team":"\u0000","campaign":"` + strings.Repeat("c", 500) + `","cost":-1`,
		`"name":"Page Viewed","at":1,"unknown":{"member":[]}`, `"name":"Page Viewed","at":1,"id":"` + strings.Repeat("i", 201) + `"`, `"name":"Page Viewed","at":1,"id":"\u0000"`, `"name":"Page Viewed","at":null`,
	} {
		bodies = append(bodies, event(rest+`,"person":{"user_id":"a"}`))
	}
	return append(bodies, ``, `null`, `[null]`, `[{}]`, `{}`, `[[]]`, `[`, `["a"]`, "\xef\xbb\xbf[]", strings.Repeat("[", 100_000))
}

// server is a house with its server in this process, and somebody who asks it.
type hostileServer struct {
	client *api.Client
	raw    *http.Client // which sends bytes as they are
	house  *server
}

func newHostileServer(t testing.TB, database string) *hostileServer {
	t.Helper()
	h := newHouse(t)
	c := &call{config: readEnvironment(func(name string) string {
		return map[string]string{"BANHDA_DATA": h.dir, "BANHDA_NOW": h.now, "BANHDA_DATABASE": database}[name]
	})}
	if err := c.connect(context.Background()); err != nil {
		t.Fatal(err)
	}
	s := c.session
	t.Cleanup(func() { s.close(context.Background()) })
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return dialSocket(ctx, h.dir) }
	return &hostileServer{s.client, &http.Client{Transport: &http.Transport{DialContext: dial}}, s.server}
}

// take sends a body. It may be refused; what is accepted must not stop the house, and every question must have an
// answer afterwards.
func (s *hostileServer) take(t *testing.T, body []byte) {
	t.Helper()
	resp, err := s.raw.Post("http://banhda/v1/events", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 400 && resp.StatusCode < 500 {
		return
	}
	var a api.AppendedAnswer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil || resp.StatusCode != http.StatusOK || a.Appended == 0 {
		t.Fatalf("%.300q is neither taken nor refused: %s %v", body, resp.Status, err)
	}
	if err := s.house.api.Flow.WaitFor(context.Background(), a.Seq); err != nil {
		t.Fatalf("%.300q stops the house: %v", body, err)
	}
	period := url.Values{"from": {"1900-01-01"}, "as_of": {"2200-01-01"}}
	with := func(more url.Values) url.Values {
		for k, v := range period {
			more[k] = v
		}
		return more
	}
	for _, q := range []struct {
		path  string
		query url.Values
	}{
		{"/v1/wheel", with(url.Values{"segment": {`props.p = 1 or channel = x or name contains "a" or x = 1 or y starts "b"`}})},
		{"/v1/funnel", with(url.Values{"steps": {"Survey Answered[p != 1], Order Completed"}, "breakdown": {"p"}})},
		{"/v1/retention", with(url.Values{"first": {"Page Viewed"}, "return": {"Order Completed"}, "periods": {"2"}})},
		{"/v1/people", url.Values{"as_of": {"2200-01-01"}, "limit": {"3"}}},
		{"/v1/value", url.Values{"as_of": {"2200-01-01"}}},
	} {
		if _, err := s.ask("GET", q.path, q.query, nil); err != nil {
			t.Fatalf("after %.300q %s says %v", body, q.path, err)
		}
	}
}

func (s *hostileServer) ask(method, path string, query url.Values, body any) (json.RawMessage, error) {
	return s.client.Call(context.Background(), method, path, query, body, nil)
}

// Whatever is sent in, on both databases: the house goes on, and rebuilds.
func TestHostileEvents(t *testing.T) {
	t.Parallel()
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			address := ""
			if database == "postgres" {
				address = pgtest.Database(t)
			}
			s := newHostileServer(t, address)
			for _, body := range hostile() {
				s.take(t, []byte(body))
			}
			var people api.PeopleAnswer
			raw, err := s.ask("GET", "/v1/people", url.Values{"limit": {"10000"}, "as_of": {"2200-01-01"}}, nil)
			if err != nil || json.Unmarshal(raw, &people) != nil || len(people.People) < 5 {
				t.Fatalf("%d people (%v)", len(people.People), err)
			}
			for _, p := range people.People {
				if _, err := s.ask("GET", "/v1/people/"+p.ID, url.Values{"as_of": {"2200-01-01"}}, nil); err != nil {
					t.Errorf("the timeline of %s: %v", p.ID, err)
				}
			}
			if _, err := s.ask("POST", "/v1/rebuild", nil, map[string][]string{}); err != nil {
				t.Errorf("rebuilding: %v", err)
			}
			if list, err := s.house.api.Warehouse.Quarantine(t.Context(), wheel.Forever, 10); err != nil || len(list) != 0 {
				t.Errorf("accepted, and then unreadable: %v", list)
			}
		})
	}
}

// FuzzEvents sends anything to one house.
func FuzzEvents(f *testing.F) {
	for _, body := range hostile() {
		f.Add([]byte(body))
	}
	s := newHostileServer(f, "")
	f.Fuzz(func(t *testing.T, body []byte) { s.take(t, body) })
}
