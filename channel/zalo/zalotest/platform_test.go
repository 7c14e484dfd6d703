package zalotest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// bench is a platform that is reached over HTTP, by who has a token.
type bench struct {
	*Platform
	t      *testing.T
	url    string
	access string
}

func newBench(t *testing.T, o Options) *bench {
	p := New(o)
	server := httptest.NewServer(p.Handler())
	t.Cleanup(server.Close)
	p.At(server.URL)
	access, _ := p.Grant()
	return &bench{p, t, server.URL, access}
}

type reply struct {
	Error    int
	Message  string
	Data     json.RawMessage
	Metadata struct{ Total int }
}

func (b *bench) do(method, path string, body io.Reader, header ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("access_token", b.access)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	var s reply
	if err := json.NewDecoder(resp.Body).Decode(&s); err != nil || resp.StatusCode != http.StatusOK {
		b.t.Fatal(method, path, resp.Status, err)
	}
	return s
}

func (b *bench) call(path string, body any) reply {
	b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(http.MethodPost, path, bytes.NewReader(text), "Content-Type", "application/json")
}

// later moves the clock, past the life of a token.
func (b *bench) later(d time.Duration) {
	b.t.Helper()
	b.Advance(b.t.Context(), d)
	b.access, _ = b.Grant()
}

func (b *bench) get(path string) reply {
	b.t.Helper()
	return b.do(http.MethodGet, path, nil)
}

// want demands that a call was answered so.
func (b *bench) want(s reply, code int) {
	b.t.Helper()
	if s.Error != code {
		b.t.Errorf("answered %d %s, not %d", s.Error, s.Message, code)
	}
	if s.Message == "" {
		b.t.Errorf("%d has no name", s.Error)
	}
}

// field is one of the data, as text.
func (s reply) field(path string) string {
	var at any
	_ = json.Unmarshal(s.Data, &at)
	for name := range strings.SplitSeq(path, ".") {
		in, _ := at.(map[string]any)
		at = in[name]
	}
	return told(at)
}

func TestATokenIsDemanded(t *testing.T) {
	b := newBench(t, Options{})
	calls := func(open, business int) {
		t.Helper()
		b.want(b.get("/v2.0/oa/getoa"), open)
		b.want(b.get("/message/quota"), business)
	}
	calls(0, 0)
	b.Tune(func(o *Options) { o.Proof = true })
	calls(-242, -1241)
	b.want(b.do(http.MethodGet, "/v2.0/oa/getoa", nil, "appsecret_proof", proof(b.access, AppSecret)), 0)
	b.Tune(func(o *Options) { o.Proof = false })
	b.Expire()
	calls(-220, -124)
	b.access = "nobody's"
	calls(-216, -124)
	b.access, _ = b.Grant()
	calls(0, 0)
	b.Revoke()
	calls(-216, -124)
}

func TestFaults(t *testing.T) {
	b := newBench(t, Options{})
	u := b.AddFollower(User{})
	b.Fail(Fault{Path: "/v3.0/", Code: -32, Times: 2})
	b.want(b.get("/message/quota"), 0)
	b.want(b.say(u, "một"), -32)
	b.want(b.say(u, "hai"), -32)
	b.want(b.say(u, "ba"), 0)
	b.Fail(Fault{Status: http.StatusBadGateway})
	resp, err := http.Get(b.url + "/v2.0/oa/getoa")
	if err != nil || resp.StatusCode != http.StatusBadGateway {
		t.Fatal(resp, err)
	}
	resp.Body.Close()
	b.Fail(Fault{Path: "/v4/", Code: -14014})
	b.want(b.form(map[string]string{}, AppSecret).said(), -14014)
	if n := len(b.Calls("/v3.0/oa/message/cs")); n != 3 || len(b.Sent()) != 1 {
		t.Error(n, b.Sent())
	}
}
