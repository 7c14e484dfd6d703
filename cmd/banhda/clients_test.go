package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segmentio/analytics-go/v3"

	"banhda/api"
)

// The scripts that drive other people's clients, and what they need.
const (
	clientScripts = "../../web/e2e/clients"
	clientModules = "../../web/node_modules/@segment"
)

// clientTracks is how many orders each client sends beside one call of every other kind.
const clientTracks = 25

// TestRealClients lets the clients that sites and servers use already, unmodified, send through a network that loses
// answers and a server that says "later" now and then. Everything is there in the end, once, under the client's id.
func TestRealClients(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	d := newDoor(t)
	network := httptest.NewServer(&badNetwork{door: d})
	t.Cleanup(network.Close)
	t.Run("Node", func(t *testing.T) {
		ids := d.script(t, "node.mjs", map[string]any{"host": network.URL, "key": d.server, "tracks": clientTracks})
		d.delivered(t, ids, clientTracks+5, "Nguyễn Văn Nốt")
	})
	t.Run("Go", func(t *testing.T) {
		d.delivered(t, sendByGo(t, network.URL, d.server), clientTracks+5, "Lê Gô")
	})
	for _, batching := range []bool{false, true} {
		t.Run(fmt.Sprintf("browser, batching %v", batching), func(t *testing.T) {
			shop := shopPage(t)
			key := d.key(fmt.Sprintf(`{"name":"trang","kind":"write","source":"web","origins":[%q]}`, shop.URL))
			asked, _ := json.Marshal(map[string]any{"host": network.URL, "key": key, "tracks": clientTracks, "batching": batching})
			ids := d.script(t, "browser.mjs", map[string]any{"page": shop.URL + "/page.html#" + url.PathEscape(string(asked)), "chromium": chromium(t)})
			d.delivered(t, ids, clientTracks+5, "Trần Thị Duyệt")
		})
	}
	var refused, again api.EntriesAnswer
	d.ask("GET", "/v1/events", url.Values{"state": {"quarantined"}}, nil, &refused)
	d.ask("GET", "/v1/events", url.Values{"state": {"duplicate"}}, nil, &again)
	if len(refused.Events) > 0 || len(again.Events) == 0 {
		t.Errorf("quarantined: %+v; sent again: %d", refused.Events, len(again.Events))
	}
}

// badNetwork stands between clients and the server: of eight requests one is told to wait, one that the server is busy,
// and of one the answer is lost on the way.
type badNetwork struct {
	door *door
	mu   sync.Mutex
	n    int
}

func (b *badNetwork) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	target, _ := url.Parse(b.door.address)
	through := httputil.NewSingleHostReverseProxy(target)
	fault := 0
	if r.Method == http.MethodPost {
		b.mu.Lock()
		b.n++
		fault = b.n % 8
		b.mu.Unlock()
	}
	switch fault {
	case 1:
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Expose-Headers", "Retry-After")
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	case 4:
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.WriteHeader(http.StatusServiceUnavailable)
	case 6:
		through.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	default:
		through.ServeHTTP(w, r)
	}
}

// script runs one of the scripts and gives the ids it prints. It lives until the test ends.
func (d *door) script(t *testing.T, name string, order map[string]any) (ids []string) {
	t.Helper()
	needed(t, clientModules, "run npm ci in web/")
	argument, _ := json.Marshal(order)
	cmd := exec.Command("node", filepath.Join(clientScripts, name), string(argument)) // the test's context ends too early for it to clean up
	var problems strings.Builder
	cmd.Stderr = &problems
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		hung := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
		defer hung.Stop()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(output)
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &ids) != nil {
		_ = cmd.Wait()
		t.Fatalf("%s prints no ids: %s\n%s", name, lines.Text(), problems.String())
	}
	return ids
}

// needed skips a test that cannot run here, or fails it where everything is to be tested.
func needed(t *testing.T, path, what string) {
	t.Helper()
	if _, err := os.Stat(path); err == nil {
		return
	}
	if os.Getenv("BANHDA_TEST_REQUIRE_SERVERS") != "" {
		t.Fatalf("%s is missing: %s", path, what)
	}
	t.Skipf("%s is missing: %s", path, what)
}

func chromium(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		needed(t, "chromium", "run make setup, which installs it")
	}
	return path
}

// shopPage is a site that uses the browser client as it comes from its package.
func shopPage(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/umd/", http.StripPrefix("/umd/", http.FileServer(http.Dir(filepath.Join(clientModules, "analytics-next/dist/umd")))))
	mux.Handle("/", http.FileServer(http.Dir(clientScripts)))
	shop := httptest.NewServer(mux)
	t.Cleanup(shop.Close)
	return shop
}

// delivered waits until every id is there, once, and about somebody of that name.
func (d *door) delivered(t *testing.T, ids []string, n int, name string) {
	t.Helper()
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) != n {
		t.Fatalf("%d ids and not %d: %v", len(ids), n, ids)
	}
	left := map[string]bool{}
	for start := time.Now(); time.Since(start) < 2*time.Minute; time.Sleep(100 * time.Millisecond) {
		taken := map[string]int{}
		var a api.EntriesAnswer
		d.ask("GET", "/v1/events", url.Values{"state": {"taken"}, "limit": {"500"}}, nil, &a)
		for _, e := range a.Events {
			if taken[*e.ID]++; taken[*e.ID] > 1 {
				t.Fatalf("%s is there twice", *e.ID)
			}
			if slices.Contains(ids, *e.ID) && (e.Person == nil || e.Person.Name == nil || *e.Person.Name != name) {
				left[*e.ID] = true // known once the identify call has come
				continue
			}
			delete(left, *e.ID)
		}
		if len(left) == 0 && !slices.ContainsFunc(ids, func(id string) bool { return taken[id] != 1 }) {
			return
		}
	}
	t.Fatalf("not everything came; of %v the person is unknown", left)
}

// sendByGo sends with the Go client and gives the ids under which it did.
func sendByGo(t *testing.T, host, key string) []string {
	t.Helper()
	sent := &goSent{t: t}
	client, err := analytics.NewWithConfig(key, analytics.Config{Endpoint: host, BatchSize: 7, Interval: 50 * time.Millisecond, Callback: sent, Logger: sent})
	if err != nil {
		t.Fatal(err)
	}
	const user = "go-1"
	calls := []analytics.Message{
		analytics.Identify{UserId: user, Traits: analytics.NewTraits().SetName("Lê Gô").SetEmail("go@example.vn")},
		analytics.Page{UserId: user, Name: "Trang chủ", Properties: analytics.NewProperties().SetURL("https://suongmai.vn/")},
		analytics.Screen{UserId: user, Name: "Giỏ hàng"},
		analytics.Group{UserId: user, GroupId: "suong-mai"},
		analytics.Alias{UserId: user, PreviousId: "go-before"},
	}
	for i := range clientTracks {
		calls = append(calls, analytics.Track{UserId: user, Event: "Order Completed",
			Properties: analytics.NewProperties().SetOrderId(fmt.Sprint("g-", i)).SetRevenue(1000).SetCurrency("VND")})
	}
	for _, m := range calls {
		if err := client.Enqueue(m); err != nil {
			t.Fatal(err)
		}
	}
	for start := time.Now(); len(sent.all()) < len(calls) && time.Since(start) < time.Minute; {
		time.Sleep(50 * time.Millisecond) // closing it would end its retries
	}
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	return sent.all()
}

// goSent hears from the Go client what it sent.
type goSent struct {
	t   *testing.T
	mu  sync.Mutex
	ids []string
}

func (s *goSent) Success(m analytics.Message) {
	var named struct{ MessageId string }
	raw, _ := json.Marshal(m)
	_ = json.Unmarshal(raw, &named)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ids = append(s.ids, named.MessageId)
}

func (s *goSent) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ids)
}

func (s *goSent) Failure(m analytics.Message, err error)    { s.t.Errorf("%+v: %v", m, err) }
func (s *goSent) Logf(format string, args ...interface{})   {}
func (s *goSent) Errorf(format string, args ...interface{}) {}
