package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// door is a server that takes calls over the network, with a write key of each rank.
type door struct {
	*shop
	*serving
	client          *api.Client
	browser, server string
}

func newDoor(t *testing.T, flags ...string) *door {
	t.Helper()
	return newShop(t).door(flags...)
}

func (s *shop) door(flags ...string) *door {
	s.t.Helper()
	d := &door{shop: s, serving: s.serve(s.t, flags...), client: newClient(s.dir)}
	d.browser = d.key(`{"name":"trang web","kind":"write","source":"web","origins":["https://suongmai.vn"]}`)
	d.server = d.key(`{"name":"máy chủ","kind":"write","source":"shop","rank":"server"}`)
	return d
}

func (d *door) key(order string) string {
	d.serving.t.Helper()
	var k api.AccessKey
	d.ask("POST", "/v1/keys", nil, json.RawMessage(order), &k)
	return k.Token
}

// ask asks over the socket, as who owns the data.
func (d *door) ask(method, path string, q url.Values, body any, into any) {
	d.serving.t.Helper()
	raw, err := d.client.Call(context.Background(), method, path, q, body, nil)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		d.serving.t.Fatalf("%s %s: %v", method, path, err)
	}
}

// sent is how a call was answered.
type sent struct {
	status int
	body   string
	header http.Header
}

func (d *door) send(method, path, key, body string, headers ...string) sent {
	d.serving.t.Helper()
	r, err := http.NewRequest(method, d.address+path, strings.NewReader(body))
	if err != nil {
		d.serving.t.Fatal(err)
	}
	if key != "" {
		r.SetBasicAuth(key, "")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.serving.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(resp.Body)
	return sent{resp.StatusCode, string(answer), resp.Header}
}

// entries waits until so many events are there, and gives what became of them, the oldest first.
func (d *door) entries(n int, q url.Values) (list []api.Entry) {
	d.serving.t.Helper()
	for range 1200 {
		var a api.EntriesAnswer
		d.ask("GET", "/v1/events", q, nil, &a)
		if list = a.Events; len(list) >= n {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if len(list) != n {
		d.serving.t.Fatalf("%d events and not %d: %+v", len(list), n, list)
	}
	for i, k := 0, len(list)-1; i < k; i, k = i+1, k-1 {
		list[i], list[k] = list[k], list[i]
	}
	return list
}

func gzipped(body string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(body))
	_ = w.Close()
	return b.String()
}

// Every route takes its call, however it is sent.
func TestCaptureTakesEveryCall(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	say := func(rest string) string { return `{"userId":"u1",` + rest + `}` }
	for i, c := range []struct{ path, body string }{
		{"/v1/track", say(`"event":"Order Completed","properties":{"revenue":1000,"order_id":"D1"}`)}, {"/v1/t", say(`"event":"Product Viewed"`)},
		{"/v1/identify", say(`"traits":{"email":"lan@x.vn","name":"Lan"}`)}, {"/v1/i", say(`"traits":{"plan":"pro"}`)},
		{"/v1/page", say(`"name":"Home"`)}, {"/v1/p", say(`"name":"Home"`)}, {"/v1/screen", say(`"name":"Home"`)}, {"/v1/s", say(`"name":"Home"`)},
		{"/v1/group", say(`"groupId":"g"`)}, {"/v1/g", say(`"groupId":"g"`)}, {"/v1/alias", say(`"previousId":"a"`)}, {"/v1/a", say(`"previousId":"a"`)},
		{"/v1/batch", `{"batch":[` + say(`"type":"track","event":"A"`) + `,` + say(`"type":"page"`) + `]}`}, {"/v1/b", `{"batch":[` + say(`"type":"track","event":"B"`) + `]}`},
	} {
		var a sent
		switch i % 3 {
		case 0:
			a = d.send("POST", c.path, d.server, c.body)
		case 1:
			a = d.send("POST", c.path, "", `{"writeKey":"`+d.server+`",`+c.body[1:], "Content-Type", "text/plain")
		case 2:
			a = d.send("POST", c.path, d.server, gzipped(c.body), "Content-Encoding", "gzip")
		}
		if a.status != 200 || a.body != `{"success":true}`+"\n" {
			t.Errorf("%s: %d %s", c.path, a.status, a.body)
		}
	}
	var names []string
	for _, e := range d.entries(15, nil) {
		names = append(names, *e.Name)
		if e.State != "taken" || e.Source != "shop" || e.Rank != "server" || e.Person == nil || *e.Person.Name != "Lan" {
			t.Errorf("entry %d: %+v", e.Seq, e)
		}
	}
	if got := strings.Join(names, ", "); got != "Order Completed, Product Viewed, Identified, Identified, Page Viewed, Page Viewed, Screen Viewed, Screen Viewed, Group Joined, Group Joined, Aliased, Aliased, A, Page Viewed, B" {
		t.Error(got)
	}
	var people api.PeopleAnswer
	if d.ask("GET", "/v1/people", nil, nil, &people); len(people.People) != 1 || people.People[0].Revenue != 1000 || people.People[0].Stage != "customer" {
		t.Errorf("%+v", people.People)
	}
	if a := d.send("POST", "/v1/m", "", `{"series":[]}`); a.status != 200 {
		t.Errorf("/v1/m: %d", a.status)
	}
}

// Only what is not JSON, too large, or without a known key is an error: everything else would be lost with clients that
// drop what is refused.
func TestCaptureAnswers(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	good := `{"userId":"u","event":"e"}`
	many := `{"batch":[` + strings.Repeat(good+",", 2500) + good + `]}`
	for _, c := range []struct {
		what, method, path, key, body string
		headers                       []string
		status                        int
	}{
		{"a good call", "POST", "/v1/track", d.server, good, nil, 200},
		{"a bad call", "POST", "/v1/track", d.server, `{"event":""}`, nil, 200},
		{"bad calls among good ones", "POST", "/v1/batch", d.server, `{"batch":[7,{},{"type":"track","event":"e","userId":"u"}]}`, nil, 200},
		{"an empty batch", "POST", "/v1/batch", d.server, `{"batch":[]}`, nil, 200},
		{"no batch in a batch", "POST", "/v1/batch", d.server, `{}`, nil, 200},
		{"no JSON", "POST", "/v1/track", d.server, `{"event"`, nil, 400},
		{"nothing", "POST", "/v1/track", d.server, ``, nil, 400},
		{"no gzip", "POST", "/v1/track", d.server, good, []string{"Content-Encoding", "gzip"}, 400},
		{"no key", "POST", "/v1/track", "", good, nil, 401},
		{"an unknown key", "POST", "/v1/track", "wk_none", good, nil, 401},
		{"two keys", "POST", "/v1/track", d.server, `{"writeKey":"` + d.browser + `","userId":"u","event":"e"}`, nil, 401},
		{"the same key twice", "POST", "/v1/track", d.server, `{"writeKey":"` + d.server + `","userId":"u","event":"e"}`, nil, 200},
		{"a large call", "POST", "/v1/track", d.server, `{"x":"` + strings.Repeat("x", 33<<10) + `"}`, nil, 413},
		{"many calls", "POST", "/v1/batch", d.server, many, nil, 413},
		{"a large batch", "POST", "/v1/batch", d.server, `{"batch":["` + strings.Repeat("x", 500<<10) + `"]}`, nil, 413},
		{"a large batch, packed", "POST", "/v1/batch", d.server, gzipped(`{"batch":["` + strings.Repeat("x", 500<<10) + `"]}`), []string{"Content-Encoding", "gzip"}, 413},
		{"another method", "PUT", "/v1/track", d.server, good, nil, 405},
		{"from a page of the key's site", "POST", "/v1/track", d.browser, good, []string{"Origin", "https://suongmai.vn"}, 200},
		{"from a page of another site", "POST", "/v1/track", d.browser, good, []string{"Origin", "https://elsewhere.vn"}, 403},
		{"from no page", "POST", "/v1/track", d.browser, good, nil, 200},
		{"from a page, with a key for all sites", "POST", "/v1/track", d.server, good, []string{"Origin", "https://elsewhere.vn"}, 200},
	} {
		if a := d.send(c.method, c.path, c.key, c.body, c.headers...); a.status != c.status {
			t.Errorf("%s: %d %s, want %d", c.what, a.status, a.body, c.status)
		}
	}
}

func TestCaptureFromPages(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for _, path := range []string{"/v1/t", "/v1/batch", "/v1/m", "/v1/projects/" + d.browser + "/settings"} {
		a := d.send("OPTIONS", path, "", "", "Origin", "https://suongmai.vn", "Access-Control-Request-Method", "POST",
			"Access-Control-Request-Headers", "authorization,content-type,x-retry-count")
		allowed := strings.ToLower(a.header.Get("Access-Control-Allow-Headers"))
		if a.status != 204 || a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Access-Control-Max-Age") != "86400" ||
			!strings.Contains(allowed, "authorization") || !strings.Contains(allowed, "content-type") || !strings.Contains(allowed, "x-retry-count") {
			t.Errorf("%s: %d %v", path, a.status, a.header)
		}
	}
	a := d.send("GET", "/v1/projects/"+d.browser+"/settings", "", "", "Origin", "https://suongmai.vn")
	var settings struct {
		Integrations map[string]struct{ APIKey, APIHost, Protocol string }
	}
	if err := json.Unmarshal([]byte(a.body), &settings); err != nil || a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%s: %v", a.body, err)
	}
	if s := settings.Integrations["Segment.io"]; s.APIKey != d.browser || "http://"+s.APIHost != d.address+"/v1" || s.Protocol != "http" {
		t.Errorf("%+v", s)
	}
	if a := d.send("GET", "/v1/projects/wk_none/settings", "", ""); a.status != 401 {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// What became of everything is to be seen, page by page, and outlives the process; a rebuild changes nothing.
func TestEveryEntryIsAccountedFor(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	d.send("POST", "/v1/batch", d.browser, `{"batch":[{"type":"track","messageId":"1","anonymousId":"a","event":"Product Viewed"},
		{"type":"track","messageId":"2","anonymousId":"a"},{"type":"track","messageId":"1","anonymousId":"a","event":"Product Viewed"},
		{"type":"track","messageId":"3","event":"Nobody"},{"type":"track","messageId":"4","anonymousId":"a","event":"Event Retracted","properties":{"id":"1"}}]}`)
	d.send("POST", "/v1/track", d.server, `{"messageId":"5","userId":"u","event":"Order Completed","properties":{"revenue":5}}`)
	summary := func(list []api.Entry) (lines []string) {
		for _, e := range list {
			line := fmt.Sprint(e.Seq, " ", e.State, " ", e.Rank)
			for _, s := range []*string{e.ID, e.Name, e.Meaning, e.Reason} {
				if s != nil {
					line += " " + *s
				}
			}
			lines = append(lines, line)
		}
		return lines
	}
	want := []string{
		"1 taken browser 1 Product Viewed seen",
		"2 quarantined browser 2 no-event-name: a track call says under \"event\" what happened",
		"3 duplicate browser 1 Product Viewed its id was there before",
		"4 quarantined browser 3 Nobody no-identity: send a userId or an anonymousId",
		"5 quarantined browser 4 Event Retracted not-allowed: a public key takes no events back; do it from a server",
		"6 taken server 5 Order Completed purchase",
	}
	look := func(when string) {
		t.Helper()
		for filter, lines := range map[string][]string{
			"": want, "state=taken": {want[0], want[5]}, "state=duplicate": {want[2]}, "state=quarantined": {want[1], want[3], want[4]},
			"source=shop": {want[5]}, "source=web&state=taken": {want[0]}, "name=Product+Viewed": {want[0], want[2]}, "name=Nobody&state=quarantined": {want[3]},
			"before=3": want[:2],
		} {
			q, _ := url.ParseQuery(filter)
			if got := summary(d.entries(len(lines), q)); strings.Join(got, "\n") != strings.Join(lines, "\n") {
				t.Errorf("%s, %q\ngot  %q\nwant %q", when, filter, got, lines)
			}
		}
		for _, state := range []string{"", "quarantined"} {
			var got []string
			for before, more := "", true; more; {
				var a api.EntriesAnswer
				d.ask("GET", "/v1/events", url.Values{"limit": {"1"}, "before": {before}, "state": {state}}, nil, &a)
				got = append(summary(a.Events), got...)
				if more = a.Cursor != nil; more {
					before = fmt.Sprint(*a.Cursor)
				}
			}
			if lines := summary(d.entries(len(got), url.Values{"state": {state}})); strings.Join(got, "\n") != strings.Join(lines, "\n") {
				t.Errorf("%s, state %q by pages\ngot  %q\nwant %q", when, state, got, lines)
			}
		}
	}
	d.entries(6, nil)
	look("at once")
	var rebuilt api.RebuiltAnswer
	d.ask("POST", "/v1/rebuild", nil, map[string]any{}, &rebuilt)
	look("after a rebuild")
	d.Process.Kill()
	d.Wait()
	d.serving = d.shop.serve(t)
	look("after a crash")
	var body map[string]any
	if err := json.Unmarshal(d.entries(6, nil)[1].Body, &body); err != nil || body["messageId"] != "2" {
		t.Errorf("it was sent as %v (%v)", body, err)
	}
}

// What sends too fast is told to wait.
func TestCaptureHasARate(t *testing.T) {
	d := newDoor(t)
	for range 10_000 {
		if a := d.send("POST", "/v1/b", d.browser, `{"batch":[]}`); a.status != 200 {
			if a.status != 429 || a.header.Get("Retry-After") != "1" || a.header.Get("X-RateLimit-Reset") != "1" {
				t.Errorf("%d %v", a.status, a.header)
			}
			return
		}
	}
	t.Error("ten thousand requests and no end")
}
