package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/api"
)

// A round of TestKill: so many events come by a file and so many through the socket, in posts of so many.
const (
	killFile   = 12_000
	killPosts  = 60
	killPost   = 200
	killPeople = 60
)

// TestKill ends the server with SIGKILL at random instants: while it reads files and takes events through the socket
// at once, with its projections behind; while it catches up after that; and while it rebuilds. Each time every
// event that was acknowledged must be there, none twice. Asked for everything once more, the wheel is that of a
// run that nothing disturbed.
func TestKill(t *testing.T) {
	rounds := 20
	if n, err := strconv.Atoi(os.Getenv("BANHDA_KILL_ROUNDS")); err == nil {
		rounds = n
	}
	if testing.Short() {
		rounds = 2
	}
	w := newKillWork(t)
	want := w.undisturbed(t)
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) { w.round(t, rand.New(rand.NewPCG(uint64(round), 1)), want) })
	}
}

// killWork is what every round does: the same events in two halves, and the ids of all.
type killWork struct {
	order api.ImportOrder
	posts []json.RawMessage
	ids   [][]string // by post
}

func newKillWork(t *testing.T) *killWork {
	w := &killWork{}
	dir := t.TempDir()
	w.order = api.ImportOrder{Mapping: filepath.Join(dir, "past.yaml"), Dir: dir}
	var b strings.Builder
	b.WriteString("id,name,at,customer,amount,friend\n")
	for i := range killFile {
		name, at, who, friend := killEvent(i)
		fmt.Fprintf(&b, "f%d,%s,%s,KH%d,1000,%s\n", i, name, time.UnixMicro(at).UTC().Format(time.RFC3339), who, friend)
	}
	yaml := `source: past
files:
  - path: past.csv
    events:
      - {name: {column: name}, id: id, at: at, person: {user_id: customer}, value: amount, referrer: {user_id: friend}}
`
	for name, text := range map[string]string{"past.yaml": yaml, "past.csv": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for p := range killPosts {
		w.addPost(p)
	}
	return w
}

func (w *killWork) addPost(p int) {
	var events, ids []string
	for i := range killPost {
		name, at, who, _ := killEvent(killFile + p*killPost + i)
		id := fmt.Sprintf("s%d-%d", p, i)
		ids = append(ids, id)
		events = append(events, fmt.Sprintf(`{"id":%q,"name":%q,"at":%d,"person":{"user_id":"KH%d"},"value":1000}`, id, name, at, who))
	}
	w.posts = append(w.posts, json.RawMessage("["+strings.Join(events, ",")+"]"))
	w.ids = append(w.ids, ids)
}

// killEvent is the i-th event: of one of few people, at one of few instants, so that many tie.
func killEvent(i int) (name string, at int64, who int, friend string) {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	name = []string{"Product Viewed", "Form Submitted", "Order Completed", "Product Shared", "Complaint Filed", "Referral Accepted"}[r.IntN(6)]
	if name == "Referral Accepted" {
		friend = fmt.Sprintf("KH%d", r.IntN(killPeople))
	}
	at = time.Date(2025, 1, 1+r.IntN(500), 0, 0, 0, 0, time.UTC).UnixMicro()
	return name, at, r.IntN(killPeople), friend
}

// undisturbed does the work without a kill and gives the wheel.
func (w *killWork) undisturbed(t *testing.T) string {
	s := newShop(t)
	p := s.serve(t)
	w.finish(t, s)
	wheel := w.wheel(t, s)
	p.end()
	return wheel
}

func (w *killWork) round(t *testing.T, r *rand.Rand, want string) {
	s := newShop(t)
	p := s.serve(t)
	stopped := make(chan []int)
	go func() { stopped <- w.post(s) }()
	go newClient(s.dir).Call(context.Background(), "POST", "/v1/imports", nil, w.order, nil)
	p.killAfter(r, 600*time.Millisecond)
	acknowledged := <-stopped

	p = s.serve(t) // and kill it while it catches up
	p.killAfter(r, 50*time.Millisecond)

	p = s.serve(t)
	w.present(t, s, acknowledged)
	go newClient(s.dir).Call(context.Background(), "POST", "/v1/rebuild", nil, map[string][]string{}, nil)
	p.killAfter(r, 300*time.Millisecond)

	p = s.serve(t)
	w.present(t, s, acknowledged)
	w.finish(t, s)
	if got := w.wheel(t, s); got != want {
		t.Errorf("the wheel is\n%s\nand undisturbed it is\n%s", got, want)
	}
	p.end()
}

// killAfter kills the server at a random instant.
func (p *serving) killAfter(r *rand.Rand, most time.Duration) {
	time.Sleep(time.Duration(r.Int64N(int64(most))))
	p.Process.Kill()
	p.Wait()
}

// post sends all posts in turn until the server is gone, and tells which were acknowledged.
func (w *killWork) post(s *shop) (acknowledged []int) {
	client := newClient(s.dir)
	for i, post := range w.posts {
		_, err := client.Call(context.Background(), "POST", "/v1/events", nil, post, nil)
		if err != nil {
			return acknowledged
		}
		acknowledged = append(acknowledged, i)
	}
	return acknowledged
}

// present fails unless every acknowledged event is on its person's timeline, and none of any is there twice.
func (w *killWork) present(t *testing.T, s *shop, acknowledged []int) {
	t.Helper()
	times := w.timelines(t, s)
	for id, n := range times {
		if n != 1 {
			t.Errorf("event %s is there %d times", id, n)
		}
	}
	for _, post := range acknowledged {
		for _, id := range w.ids[post] {
			if times[id] == 0 {
				t.Fatalf("event %s was acknowledged and is lost", id)
			}
		}
	}
}

// timelines counts every stored event of everybody, by id.
func (w *killWork) timelines(t *testing.T, s *shop) map[string]int {
	t.Helper()
	client, times := newClient(s.dir), map[string]int{}
	for _, p := range ask[api.PeopleAnswer](s, "people", "--limit", "10000").People {
		raw, err := client.Call(context.Background(), "GET", "/v1/people/"+p.ID, url.Values{"limit": {"10000"}}, nil, nil)
		var a api.PersonAnswer
		if err != nil || json.Unmarshal(raw, &a) != nil {
			t.Fatalf("%s %v", raw, err)
		}
		for _, e := range a.Events {
			if !e.Derived {
				times[e.ID]++
			}
		}
	}
	return times
}

// finish asks for everything, again where it was done already, and waits until it is taken in.
func (w *killWork) finish(t *testing.T, s *shop) {
	t.Helper()
	if n := len(w.post(s)); n != len(w.posts) {
		t.Fatalf("only %d posts were acknowledged", n)
	}
	if _, err := newClient(s.dir).Call(context.Background(), "POST", "/v1/imports", nil, w.order, nil); err != nil {
		t.Fatal(err)
	}
	times := w.timelines(t, s)
	if n := killFile + killPosts*killPost; len(times) != n {
		t.Fatalf("there are %d events, not %d", len(times), n)
	}
}

// wheel is every figure of the wheel, without the entry it was read at.
func (w *killWork) wheel(t *testing.T, s *shop) string {
	t.Helper()
	a := ask[api.WheelAnswer](s, "wheel", "--from", "2025-03-01", "--to", "2026-03-01", "--as-of", "2026-06-01")
	text, err := json.MarshalIndent(a.Report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
