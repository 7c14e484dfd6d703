package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth"
	"banhda/store"
	"banhda/store/storetest"
)

// front is a house without a flow that answers the network: enough to sign in and to be refused.
type front struct {
	*Server
	t    *testing.T
	web  http.Handler
	url  string
	logs *strings.Builder
}

func newFront(t *testing.T, proxies ...string) *front {
	dir := storetest.Fresh(t)
	kept, err := store.Open(context.Background(), store.Options{Dir: dir, Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	logs := &strings.Builder{}
	buried, err := OpenTombstones(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(House{Log: kept.Log, Records: kept.Records, Relay: kept.RelayAll, Dir: dir, Buried: buried, Now: time.Now, Version: "test", Logger: slog.New(slog.NewTextHandler(logs, nil))})
	s.passwords = auth.NewPasswords(auth.Cost{Time: 1, MemoryKiB: 64, Threads: 1})
	o := Web{Screens: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "screens") })}
	for _, p := range proxies {
		o.Proxies = append(o.Proxies, netip.MustParsePrefix(p))
	}
	f := &front{Server: s, t: t, web: s.Web(o), logs: logs}
	server := httptest.NewServer(f.web)
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

// browser keeps cookies.
func (f *front) browser() *visitor {
	jar, _ := cookiejar.New(nil) // never fails
	return &visitor{f, &http.Client{Jar: jar}, http.Header{}}
}

type visitor struct {
	*front
	client *http.Client
	header http.Header // of every request
}

// asks sends one request and gives its answer.
func (v *visitor) asks(method, path, body string) (*http.Response, string) {
	v.t.Helper()
	r, err := http.NewRequest(method, v.url+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header = v.header.Clone()
	r.Header.Set("Content-Type", "application/json")
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	resp, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp, string(answer)
}

// gets is a request whose answer must have the given status; it is read into T.
func gets[T any](v *visitor, status int, method, path, body string) (answer T) {
	v.t.Helper()
	resp, text := v.asks(method, path, body)
	if resp.StatusCode != status {
		v.t.Fatalf("%s %s: %d %s, not %d", method, path, resp.StatusCode, text, status)
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		v.t.Fatalf("%s %s: %v: %s", method, path, err, text)
	}
	return answer
}

const (
	firstRunBody = `{"name":"Lan","email":"lan@example.com","password":"ba con gà con","workspace_name":"Cà phê","timezone":"Asia/Tokyo","language":"vi"}`
	signInBody   = `{"email":"Lan@example.com","password":"ba con gà con"}`
)

// owned is a front with an owner, who is signed in.
func owned(t *testing.T, proxies ...string) (*front, *visitor) {
	f := newFront(t, proxies...)
	v := f.browser()
	gets[SessionAnswer](v, 200, "POST", "/v1/first-run", strings.Replace(firstRunBody, "{", `{"code":"`+f.code+`",`, 1))
	return f, v
}

// cookie is the session cookie an answer sets; nil: none.
func cookie(resp *http.Response) *http.Cookie {
	for _, c := range resp.Cookies() {
		if strings.HasSuffix(c.Name, "banhda") {
			return c
		}
	}
	return nil
}

func TestFirstRunMakesTheOwner(t *testing.T) {
	f := newFront(t)
	v := f.browser()
	if a := gets[SessionAnswer](v, 200, "GET", "/v1/session", ""); a.State != "first-run" || a.NeedsCode || a.Workspace != nil || len(a.Permissions) > 0 {
		t.Errorf("before the first run: %+v", a)
	}
	a := gets[SessionAnswer](v, 200, "POST", "/v1/first-run", firstRunBody)
	if a.State != "signed-in" || a.User.Role != "owner" || a.User.Language != "vi" || *a.Workspace != (Workspace{"Cà phê", "Asia/Tokyo", "VND", 25_000_000}) || !a.Empty || a.Sample {
		t.Errorf("after the first run: %+v", a)
	}
	gets[Problem](f.browser(), 409, "POST", "/v1/first-run", firstRunBody)
	if code, err := f.FirstRunCode(context.Background()); code != "" || err != nil {
		t.Errorf("there is a code left: %q %v", code, err)
	}
}

// Two first runs at once make one owner.
func TestFirstRunRace(t *testing.T) {
	f := newFront(t)
	var all sync.WaitGroup
	states := make(chan int, 8)
	for i := range cap(states) {
		all.Go(func() {
			resp, _ := f.browser().asks("POST", "/v1/first-run", strings.Replace(firstRunBody, "lan@", string(rune('a'+i))+"@", 1))
			states <- resp.StatusCode
		})
	}
	all.Wait()
	close(states)
	count := map[int]int{}
	for s := range states {
		count[s]++
	}
	if count[200] != 1 || count[409] != cap(states)-1 {
		t.Errorf("statuses of first runs at once: %v", count)
	}
}

// From another machine, or under another name, the first run takes the code that the server has printed.
func TestFirstRunElsewhereNeedsTheCode(t *testing.T) {
	f := newFront(t, "127.0.0.0/8")
	for name, header := range map[string]http.Header{
		"another machine":                   {"X-Forwarded-For": {"192.0.2.1"}},
		"a name that was made to lead here": {"Host": {"evil.example"}},
	} {
		v := f.browser()
		v.header = header
		if a := gets[SessionAnswer](v, 200, "GET", "/v1/session", ""); !a.NeedsCode {
			t.Errorf("%s needs no code", name)
		}
		gets[Problem](v, 403, "POST", "/v1/first-run", firstRunBody)
		gets[Problem](v, 403, "POST", "/v1/first-run", strings.Replace(firstRunBody, "{", `{"code":"0000-0000",`, 1))
	}
	code, err := f.FirstRunCode(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	v := f.browser()
	v.header.Set("X-Forwarded-For", "192.0.2.1")
	gets[SessionAnswer](v, 200, "POST", "/v1/first-run", strings.Replace(firstRunBody, "{", `{"code":" `+strings.ToUpper(code)+`",`, 1))
}

func TestSigningInAndOut(t *testing.T) {
	f, _ := owned(t)
	v := f.browser()
	if a := gets[SessionAnswer](v, 200, "GET", "/v1/session", ""); a.State != "signed-out" || a.User != nil || a.Workspace != nil || len(a.Permissions) > 0 {
		t.Errorf("to a stranger the house tells %+v", a)
	}
	gets[Problem](v, 401, "GET", "/v1/users", "")
	if a := gets[SessionAnswer](v, 200, "POST", "/v1/session", signInBody); a.State != "signed-in" || a.User.SeenAt == nil {
		t.Errorf("signed in: %+v", a)
	}
	gets[UsersAnswer](v, 200, "GET", "/v1/users", "")
	if a := gets[SessionAnswer](v, 200, "DELETE", "/v1/session", ""); a.State != "signed-out" || len(a.Permissions) > 0 {
		t.Errorf("signed out: %+v", a)
	}
	gets[Problem](v, 401, "GET", "/v1/users", "")
}

// What a browser held is worth nothing after signing out: the session itself has ended.
func TestASessionEndsForWhoeverHoldsItsToken(t *testing.T) {
	f, v := owned(t)
	resp, _ := v.asks("POST", "/v1/session", signInBody)
	thief := f.browser()
	thief.header.Set("Cookie", "banhda="+cookie(resp).Value)
	gets[UsersAnswer](thief, 200, "GET", "/v1/users", "")
	gets[SessionAnswer](v, 200, "DELETE", "/v1/session", "")
	gets[Problem](thief, 401, "GET", "/v1/users", "")
}

// A token somebody planted in a browser before it signed in opens nothing after it did.
func TestASessionCannotBePlanted(t *testing.T) {
	f, v := owned(t)
	planted := strings.Repeat("ab", 32)
	v.header.Set("Cookie", "banhda="+planted)
	resp, _ := v.asks("POST", "/v1/session", signInBody)
	if c := cookie(resp); c == nil || c.Value == planted {
		t.Fatalf("signing in kept the token: %v", c)
	}
	thief := f.browser()
	thief.header.Set("Cookie", "banhda="+planted)
	gets[Problem](thief, 401, "GET", "/v1/users", "")
}

// Signing in again ends the session there was.
func TestSigningInTurnsTheSessionOver(t *testing.T) {
	f, v := owned(t)
	before, _ := v.asks("POST", "/v1/session", signInBody)
	gets[SessionAnswer](v, 200, "POST", "/v1/session", signInBody)
	old := f.browser()
	old.header.Set("Cookie", "banhda="+cookie(before).Value)
	gets[Problem](old, 401, "GET", "/v1/users", "")
}

func TestCookieFlags(t *testing.T) {
	f, _ := owned(t, "127.0.0.0/8")
	plain, _ := f.browser().asks("POST", "/v1/session", signInBody)
	if c := cookie(plain); c == nil || c.Name != "banhda" || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 60*86400 {
		t.Errorf("the cookie without TLS: %+v", c)
	}
	if plain.Header.Get("Strict-Transport-Security") != "" {
		t.Error("without TLS the browser is told to ask for it")
	}
	v := f.browser()
	v.header.Set("X-Forwarded-Proto", "https")
	secure, _ := v.asks("POST", "/v1/session", signInBody)
	if c := cookie(secure); c == nil || c.Name != "__Host-banhda" || !c.HttpOnly || !c.Secure || c.Path != "/" || c.Domain != "" {
		t.Errorf("the cookie behind a proxy with TLS: %+v", c)
	}
	if secure.Header.Get("Strict-Transport-Security") == "" {
		t.Error("with TLS the browser is not told to ask for it")
	}
}

// A proxy's word counts only where the proxy is trusted.
func TestForwardedHeadersOfAnybodyCountForNothing(t *testing.T) {
	f, _ := owned(t)
	v := f.browser()
	v.header.Set("X-Forwarded-Proto", "https")
	if resp, _ := v.asks("POST", "/v1/session", signInBody); cookie(resp).Secure {
		t.Error("anybody can say that TLS was used")
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr, r.Host = "10.0.0.2:1234", "localhost"
	r.Header.Set("X-Forwarded-For", "203.0.113.9, 192.0.2.7, 10.0.0.3")
	for proxies, want := range map[string]string{"": "10.0.0.2", "10.0.0.0/8": "192.0.2.7", "10.0.0.2/32": "10.0.0.3"} {
		var trusted []netip.Prefix
		if proxies != "" {
			trusted = append(trusted, netip.MustParsePrefix(proxies))
		}
		if got := newVisit(nil, r, trusted); got.address.String() != want || got.local {
			t.Errorf("trusting %q, the request comes from %s (local: %v), not %s", proxies, got.address, got.local, want)
		}
	}
}

// A proxy that adds a line of its own below that of a visitor who claims to be somebody else is the one believed.
func TestTheProxysOwnLineCounts(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = "10.0.0.2:1234"
	r.Header["X-Forwarded-For"] = []string{"203.0.113.9", "192.0.2.7"}
	r.Header["X-Forwarded-Proto"] = []string{"https", "http"}
	if v := newVisit(nil, r, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}); v.address.String() != "192.0.2.7" || v.secure {
		t.Errorf("the request comes from %s, over TLS: %v", v.address, v.secure)
	}
}

// What a proxy on this machine hands on does not come from this machine, though it says little of whom it comes from.
func TestAProxyHereMakesNobodyLocal(t *testing.T) {
	for what, c := range map[string]struct {
		header  http.Header
		minor   int
		proxies []netip.Prefix
		local   bool
	}{
		"a browser here":                   {http.Header{}, 1, nil, true},
		"a proxy that names the visitor":   {http.Header{"X-Forwarded-For": {"192.0.2.7"}}, 1, nil, false},
		"one that names the visitor else":  {http.Header{"X-Real-Ip": {"192.0.2.7"}}, 1, nil, false},
		"one that names itself":            {http.Header{"Via": {"1.1 proxy"}}, 1, nil, false},
		"one that speaks HTTP 1.0":         {http.Header{}, 0, nil, false},
		"one that is trusted, and is mute": {http.Header{}, 1, []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr, r.Host, r.Header, r.ProtoMinor = "127.0.0.1:1234", "127.0.0.1:8080", c.header, c.minor
		if v := newVisit(nil, r, c.proxies); v.local != c.local {
			t.Errorf("%s: local is %v", what, v.local)
		}
	}
}

func TestEveryAnswerCarriesItsSecurityHeaders(t *testing.T) {
	f, v := owned(t)
	for _, path := range []string{"/", "/people", "/v1/session", "/v1/users", "/healthz", "/openapi.json", "/v1/nothing"} {
		resp, _ := v.asks("GET", path, "")
		policy := resp.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'self'", "script-src 'self';", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy lacks %s: %s", path, part, policy)
			}
		}
		if resp.Header.Get("X-Content-Type-Options") != "nosniff" || resp.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s: headers %v", path, resp.Header)
		}
		if strings.HasPrefix(path, "/v1/") && resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept by caches", path)
		}
	}
	if resp, body := f.browser().asks("GET", "/anything", ""); resp.StatusCode != 200 || body != "screens" {
		t.Errorf("the screens: %d %s", resp.StatusCode, body)
	}
}

// Another site's page cannot act for who is signed in, whatever the method says and however old the browser.
func TestAnotherSitesPageActsForNobody(t *testing.T) {
	_, v := owned(t)
	for _, header := range []http.Header{
		{"Sec-Fetch-Site": {"cross-site"}},
		{"Sec-Fetch-Site": {"same-site"}},
		{"Origin": {"https://evil.example"}}, // an old browser
	} {
		v.header = header
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
			gets[Problem](v, 403, method, "/v1/session", `{}`)
		}
	}
	for _, header := range []http.Header{{"Sec-Fetch-Site": {"same-origin"}}, {"Origin": {v.url}}, {}} {
		v.header = header
		gets[SessionAnswer](v, 200, "PATCH", "/v1/me", `{"name":"Lan Anh"}`)
	}
}

func TestGuessingPasswordsIsSlow(t *testing.T) {
	f, _ := owned(t)
	v := f.browser()
	wrong := `{"email":"lan@example.com","password":"sai rồi nhé"}`
	status := 0
	var resp *http.Response
	for tries := 0; status != 429; tries++ {
		if resp, _ = v.asks("POST", "/v1/session", wrong); tries > 20 {
			t.Fatal("one may guess for ever")
		}
		status = resp.StatusCode
	}
	if wait := resp.Header.Get("Retry-After"); wait == "" || wait == "0" {
		t.Errorf("how long to wait is %q", wait)
	}
	if p := gets[Problem](v, 429, "POST", "/v1/session", signInBody); !strings.Contains(p.Detail, "seconds") {
		t.Errorf("the message does not say how long to wait: %s", p.Detail)
	}
}

// Whether there is such a user can be read neither from the answer nor from how long it takes.
func TestUnknownUsersAreToldFromNobody(t *testing.T) {
	f, _ := owned(t)
	f.passwords = auth.NewPasswords(auth.Cost{Time: 2, MemoryKiB: 8 << 10, Threads: 1})
	hash, err := f.passwords.Hash(context.Background(), "ba con gà con")
	if err != nil {
		t.Fatal(err)
	}
	err = f.Records.Tx(context.Background(), func(tx *store.Tx) error {
		u, err := tx.UserByEmail(context.Background(), "lan@example.com")
		u.Password = hash
		return orElse(err, tx.SaveUser(context.Background(), u))
	})
	if err != nil {
		t.Fatal(err)
	}
	try := func(email string, least time.Duration) (time.Duration, string) {
		start := time.Now()
		_, body := f.browser().asks("POST", "/v1/session", `{"email":"`+email+`","password":"sai rồi nhé"}`)
		return min(least, time.Since(start)), body
	}
	known, unknown := time.Hour, time.Hour
	alike := func() bool { return unknown >= known/3 && known >= unknown/3 }
	for n := 0; n < 7 || n < 14 && !alike(); n++ { // in turn, until nothing else on the machine was in the way of either
		var says, saysToo string
		known, says = try("lan@example.com", known)
		unknown, saysToo = try("nobody@example.com", unknown)
		if says != saysToo {
			t.Fatalf("the answers differ: %s and %s", says, saysToo)
		}
	}
	if !alike() {
		t.Errorf("a known address takes %s, an unknown one %s", known, unknown)
	}
}

func TestANewPasswordSignsOutEverywhere(t *testing.T) {
	f, v := owned(t)
	elsewhere := f.browser()
	gets[SessionAnswer](elsewhere, 200, "POST", "/v1/session", signInBody)
	gets[Problem](v, 403, "PATCH", "/v1/me", `{"password":"một hai ba bốn","old_password":"sai"}`)
	gets[Problem](v, 422, "PATCH", "/v1/me", `{"password":"ngắn","old_password":"ba con gà con"}`)
	gets[SessionAnswer](v, 200, "PATCH", "/v1/me", `{"password":"một hai ba bốn","old_password":"ba con gà con"}`)
	gets[UsersAnswer](v, 200, "GET", "/v1/users", "")
	gets[Problem](elsewhere, 401, "GET", "/v1/users", "")
	gets[Problem](elsewhere, 401, "POST", "/v1/session", signInBody)
	me := gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID
	reset := gets[UserAnswer](v, 200, "POST", "/v1/users/"+me+"/reset", "")
	gets[Problem](v, 401, "GET", "/v1/users", "")
	gets[SessionAnswer](v, 200, "POST", "/v1/session", `{"email":"lan@example.com","password":"`+reset.Password+`"}`)
}

func TestTheLastOwnerStays(t *testing.T) {
	_, v := owned(t)
	me := gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID
	gets[Problem](v, 409, "DELETE", "/v1/users/"+me, "")
	gets[Problem](v, 409, "PATCH", "/v1/users/"+me, `{"role":"viewer"}`)
	other := gets[UserAnswer](v, 200, "POST", "/v1/users", `{"email":"minh@example.com","role":"owner"}`)
	gets[Problem](v, 409, "POST", "/v1/users", `{"email":"minh@example.com"}`)
	gets[UserAnswer](v, 200, "PATCH", "/v1/users/"+me, `{"role":"viewer"}`)
	gets[Problem](v, 403, "DELETE", "/v1/users/"+other.User.ID, "")
}

func TestKeysOpenWhatTheyAreFor(t *testing.T) {
	f, v := owned(t)
	made := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":"Báo cáo","kind":"api","scopes":["users:read"]}`)
	write := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":"Máy chủ","kind":"write","rank":"server"}`)
	public := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":"Web","kind":"write","origins":["https://Cafe.example/"]}`)
	gets[Problem](v, 422, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["never:heard-of"]}`)
	gets[Problem](v, 422, "POST", "/v1/keys", `{"name":"x","kind":"api"}`)
	gets[Problem](v, 422, "POST", "/v1/keys", `{"name":"x","kind":"write","origins":["cafe.example"]}`)

	program := f.browser()
	program.header.Set("Authorization", "Bearer "+made.Token)
	gets[UsersAnswer](program, 200, "GET", "/v1/users", "")
	gets[Problem](program, 403, "GET", "/v1/keys", "")
	gets[Problem](program, 403, "PATCH", "/v1/me", `{"name":"x"}`)
	for _, token := range []string{write.Token, public.Token, "ak_unknown", ""} {
		program.header.Set("Authorization", "Bearer "+token)
		gets[Problem](program, 401, "GET", "/v1/users", "")
		gets[Problem](program, 401, "GET", "/v1/session", "")
	}

	list := gets[KeysAnswer](v, 200, "GET", "/v1/keys", "")
	if len(list.Keys) != 3 || list.Keys[0].Token != "" || list.Keys[0].LastUsedAt == nil || list.Keys[1].Token != write.Token || list.Keys[2].Origins[0] != "https://cafe.example" {
		t.Errorf("the keys listed are %+v", list.Keys)
	}
	password := gets[UserAnswer](v, 200, "POST", "/v1/users", `{"email":"minh@example.com","role":"viewer"}`).Password
	viewer := f.browser()
	gets[SessionAnswer](viewer, 200, "POST", "/v1/session", `{"email":"minh@example.com","password":"`+password+`"}`)
	if seen := gets[KeysAnswer](viewer, 200, "GET", "/v1/keys", "").Keys; seen[1].Token != "" || seen[2].Token != public.Token {
		t.Errorf("a viewer reads the tokens %q and %q", seen[1].Token, seen[2].Token)
	}

	if k, err := f.WriteKey(context.Background(), public.Token); err != nil || k.Name != "Web" || k.Rank != "browser" {
		t.Errorf("the write key is found as %+v: %v", k, err)
	}
	if _, err := f.WriteKey(context.Background(), made.Token); err == nil {
		t.Error("an API key is taken for a write key")
	}
	gets[RemovedAnswer](v, 200, "DELETE", "/v1/keys/"+made.ID, "")
	program.header.Set("Authorization", "Bearer "+made.Token)
	gets[Problem](program, 401, "GET", "/v1/users", "")
}

// Programs with a key may give on only what they have themselves.
func TestAKeyCannotMakeAStrongerOne(t *testing.T) {
	f, v := owned(t)
	made := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":"Khoá","kind":"api","scopes":["keys:write"]}`)
	program := f.browser()
	program.header.Set("Authorization", "Bearer "+made.Token)
	gets[Problem](program, 422, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["users:write"]}`)
	gets[AccessKey](program, 200, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["keys:write"]}`)
	gets[Problem](program, 403, "POST", "/v1/keys", `{"name":"x","kind":"write","rank":"server"}`)
	gets[AccessKey](program, 200, "POST", "/v1/keys", `{"name":"x","kind":"write","rank":"browser"}`)
}

// A program that keeps the list of users can make nobody who may do more than itself, nor take such a one's place.
func TestAKeyCannotBecomeAnOwner(t *testing.T) {
	f, v := owned(t)
	me := gets[SessionAnswer](v, 200, "GET", "/v1/session", "").User.ID
	scopes := slices.DeleteFunc(f.scopes(auth.Actor{Kind: auth.Socket}), func(p string) bool { return p == "keys:write" })
	for what, scopes := range map[string][]string{
		"a key for users":             {"users:read", "users:write"},
		"a key for nearly everything": scopes,
		"a key for everything":        append(scopes, "keys:write"),
	} {
		order, _ := json.Marshal(map[string]any{"name": what, "kind": "api", "scopes": scopes})
		program := f.browser()
		program.header.Set("Authorization", "Bearer "+gets[AccessKey](v, 200, "POST", "/v1/keys", string(order)).Token)
		other := gets[UserAnswer](v, 200, "POST", "/v1/users", `{"email":"x@example.com","role":"viewer"}`).User.ID
		for _, try := range []struct{ method, path, body string }{
			{"POST", "/v1/users", `{"email":"minh@example.com","role":"owner"}`},
			{"PATCH", "/v1/users/" + other, `{"role":"owner"}`},
			{"PATCH", "/v1/users/" + me, `{"name":"Lan Anh"}`},
			{"POST", "/v1/users/" + me + "/reset", ""},
			{"POST", "/v1/users/" + me + "/second-step/remove", ""},
			{"POST", "/v1/invitations", `{"email":"minh@example.com","role":"owner"}`},
		} {
			if resp, body := program.asks(try.method, try.path, try.body); resp.StatusCode != 403 {
				t.Errorf("%s: %s %s: %d %s", what, try.method, try.path, resp.StatusCode, body)
			}
		}
		gets[UserAnswer](v, 200, "DELETE", "/v1/users/"+other, "")
	}
}

func TestMetricsAreForThisMachineOrWhoMayReadThem(t *testing.T) {
	f, v := owned(t, "127.0.0.0/8")
	v.header.Set("X-Forwarded-For", "192.0.2.1")
	stranger := f.browser()
	stranger.header.Set("X-Forwarded-For", "192.0.2.1")
	gets[Problem](stranger, 401, "GET", "/metrics", "")
	for _, path := range []string{"/healthz"} {
		if resp, _ := stranger.asks("GET", path, ""); resp.StatusCode != 200 {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
}

// What a database may not take never gets as far as the log, where it would stand in everybody's way.
func TestSourcesAreClean(t *testing.T) {
	f, v := owned(t)
	key := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":" Cửa\u0000 hàng\n","kind":"write"}`)
	if key.Name != "Cửa hàng" || key.Source != "Cửa hàng" {
		t.Errorf("the key is called %q, its source %q", key.Name, key.Source)
	}
	for i, c := range []struct{ given, want string }{{"", "api"}, {"source=kho", "kho"}, {"source=k%01h%0Ao", "kh o"}, {"source=%01", "api"}} {
		a := gets[AppendedAnswer](v, 200, "POST", "/v1/events?"+c.given, `[{"id":"1","name":"e","at":1,"person":{"user_id":"u"}}]`)
		if row, err := f.Log.Row(context.Background(), a.Seq); err != nil || row.Source != c.want {
			t.Errorf("%d: from %q comes the source %q (%v)", i, c.given, row.Source, err)
		}
	}
	for _, given := range []string{"k%00ho", "k%ffo"} {
		if got, _ := v.asks("POST", "/v1/events?source="+given, `[{"id":"2","name":"e","at":1,"person":{"user_id":"u"}}]`); got.StatusCode != 422 {
			t.Errorf("what is no text is answered with %d: %s", got.StatusCode, given)
		}
	}
}

// Who sends nothing of a promised body holds no connection for ever, whether let in or not; who is let in and has sent
// all of it, or sends a file, is given time.
func TestBodiesHaveTheirTime(t *testing.T) {
	f, v := owned(t)
	key := gets[AccessKey](v, 200, "POST", "/v1/keys", `{"name":"x","kind":"api","scopes":["events:write","imports:write"]}`).Token
	f.Dir, f.Server.Flow = t.TempDir(), &stuck{}
	for _, c := range []struct {
		what, path, body, key string
		bounded               bool
	}{
		{"nobody", "/v1/users", "{}", "", true},
		{"the screens", "/nowhere", "{}", "", true},
		{"a call of nobody's", "/v1/track", `{"userId":"u","event":"e"}`, "", false},
		{"a call that breaks off", "/v1/track", "{", "", false},
		{"signing in", "/v1/session", signInBody, "", false},
		{"events", "/v1/events", "[]", key, false},
		{"a file", "/v1/uploads?name=a.csv", "a,b\n1,2\n", key, false},
	} {
		w := &deadlined{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequest("POST", c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/json")
		if c.key != "" {
			r.Header.Set("Authorization", "Bearer "+c.key)
		}
		f.web.ServeHTTP(w, r)
		if len(w.given) == 0 || w.given[0].IsZero() || w.until.IsZero() == c.bounded {
			t.Errorf("%s: %d, given until %v", c.what, w.Code, w.given)
		}
	}
}

// The socket needs no cookie and gets none.
func TestTheSocketGivesNoCookie(t *testing.T) {
	f, _ := owned(t)
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/v1/session", strings.NewReader(signInBody))
	r.Header.Set("Content-Type", "application/json")
	f.Handler().ServeHTTP(w, r)
	if w.Code != 200 || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("over the socket: %d, cookie %q", w.Code, w.Header().Get("Set-Cookie"))
	}
}

// Nothing secret and nobody's address reaches the program's log.
func TestTheLogTellsNoSecrets(t *testing.T) {
	f, v := owned(t)
	gets[Problem](f.browser(), 401, "POST", "/v1/session", `{"email":"lan@example.com","password":"sai rồi nhé"}`)
	gets[Problem](v, 422, "POST", "/v1/users", `{"email":"minh@example.com","password":"ngắn"}`)
	for _, secret := range []string{"lan@example", "minh@example", "sai rồi", "ngắn", "gà con"} {
		if strings.Contains(f.logs.String(), secret) {
			t.Errorf("the log tells %q: %s", secret, f.logs)
		}
	}
}
