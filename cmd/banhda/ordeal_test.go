package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/api"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// An ordeal is a history that reaches a house through kills, and what a house says of it that was left in peace.
type ordeal struct {
	events  []timeline.Event // in the order they are sent in; some are sent twice
	ids     map[string]bool
	mapping string
	want    map[string]string
	seen    map[string]string // by person: the timeline
	took    time.Duration     // an undisturbed import
	random  *rand.Rand
}

// ordealSource begins the ids of events that a mapping reads; their name ends them.
const ordealSource = "ordeal:"

// The size of an ordeal.
const (
	ordealPeople = 300
	ordealEvents = 20_000
)

// ordealAsked is what every house must answer alike at the end.
var ordealAsked = []string{
	"wheel --from 2025-03-01 --to 2025-10-01 --as-of 2026-01-01",
	"wheel --from 2025-03-01 --to 2025-10-01 --as-of 2026-01-01 --segment 'props.city = Huế and exists email'",
	"funnel --steps 'Page Viewed, Form Submitted, Order Completed' --from 2025-01-01 --as-of 2026-01-01 --breakdown city",
	"funnel --steps '->prospect, ->customer, ->promoter' --from 2025-01-01 --as-of 2026-01-01",
	"retention --first 'Form Submitted' --return 'Order Completed' --every week --periods 20 --from 2025-01-01 --as-of 2026-01-01",
	"value --at 2025-10-01 --as-of 2026-01-01",
	"people --limit 10000 --as-of 2026-01-01",
}

// newOrdeal makes a history and asks an undisturbed house about it.
func newOrdeal(t *testing.T) *ordeal {
	t.Helper()
	o := &ordeal{random: newRandom(t), ids: map[string]bool{}}
	o.tell()
	o.mapping = o.write(t)
	h := newHouse(t)
	o.took = o.time(t, h, "import", o.mapping)
	o.want, o.seen = o.look(t, h)
	o.inLog(t, h)
	return o
}

// newRandom decides everything about an ordeal but how fast the machine is. BANHDA_KILL_SEED repeats an earlier one.
func newRandom(t *testing.T) *rand.Rand {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv("BANHDA_KILL_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("BANHDA_KILL_SEED=%d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}

// tell makes up the history. Everybody is first met by a device, in the order of their numbers, so that ids of
// people do not depend on who sends what first; later events know more of them.
func (o *ordeal) tell() {
	for p := range ordealPeople {
		o.add(timeline.Event{Name: "Page Viewed", At: o.day(0, 30), Person: person.Identity{AnonymousID: device(p)}})
	}
	for range ordealEvents - ordealPeople {
		if o.random.IntN(50) == 0 {
			o.events = append(o.events, o.events[o.random.IntN(len(o.events))])
			continue
		}
		o.add(o.event(o.random.IntN(ordealPeople)))
	}
}

func (o *ordeal) add(e timeline.Event) {
	e.ID = fmt.Sprintf("%se%d-%05d %s", ordealSource, o.random.IntN(1000), len(o.ids), e.Name)
	o.ids[e.ID] = true
	o.events = append(o.events, e)
}

func device(p int) string { return fmt.Sprintf("device-%d", p) }

// day is a midnight of 2025, so that many events tie.
func (o *ordeal) day(from, to int) int64 {
	return time.Date(2025, 1, 1+from+o.random.IntN(to-from), 0, 0, 0, 0, time.UTC).UnixMicro()
}

// event is something that happens to a person, known by one of several identifiers or by two of them.
func (o *ordeal) event(p int) timeline.Event {
	e := timeline.Event{At: o.day(30, 360)}
	switch user := fmt.Sprintf("KH%03d", p); o.random.IntN(4) {
	case 0:
		e.Person = person.Identity{AnonymousID: device(p)}
	case 1:
		e.Person = person.Identity{UserID: user}
	case 2:
		e.Person = person.Identity{UserID: user, AnonymousID: device(p)}
	case 3:
		e.Person = person.Identity{UserID: user, Email: user + "@example.vn"}
	}
	switch n := o.random.IntN(100); {
	case n < 70:
		e.Name, e.Properties = "Page Viewed", json.RawMessage(fmt.Sprintf(`{"city":%q}`, []string{"Huế", "Hà Nội", "Đà Nẵng"}[o.random.IntN(3)]))
	case n < 80:
		e.Name = "Form Submitted"
	case n < 90:
		value := int64(1000 * (1 + o.random.IntN(500)))
		e.Name, e.Value = "Order Completed", &value
	case n < 94:
		e.Name = "Product Shared"
	case n < 97:
		e.Name = "Complaint Filed"
	default:
		e.Name, e.Referrer = "Referral Accepted", &person.Key{Kind: person.UserID, Value: fmt.Sprintf("KH%03d", o.random.IntN(ordealPeople))}
	}
	return e
}

// write puts the history into a CSV file, in the same order, and gives its mapping.
func (o *ordeal) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"id", "name", "at", "device", "user", "email", "value", "friend", "city"})
	for _, e := range o.events {
		value, friend, city := "", "", struct{ City string }{}
		if e.Value != nil {
			value = fmt.Sprint(*e.Value)
		}
		if e.Referrer != nil {
			friend = e.Referrer.Value
		}
		if e.Properties != nil {
			if err := json.Unmarshal(e.Properties, &city); err != nil {
				t.Fatal(err)
			}
		}
		id := strings.TrimSuffix(strings.TrimPrefix(e.ID, ordealSource), " "+e.Name)
		w.Write([]string{id, e.Name, time.UnixMicro(e.At).UTC().Format(time.RFC3339), e.Person.AnonymousID, e.Person.UserID, e.Person.Email, value, friend, city.City})
	}
	w.Flush()
	yaml := `source: ordeal
files:
  - path: past.csv
    events:
      - name: {column: name}
        id: id
        at: at
        person: {anonymous_id: device, user_id: user, email: email}
        value: value
        referrer: {user_id: friend}
        properties: [city]
`
	for name, text := range map[string]string{"past.yaml": yaml, "past.csv": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "past.yaml")
}

// program is a command on the house in a process of its own, which can be killed.
func (h *house) program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "BANHDA_TEST_PROGRAM=1", "BANHDA_DATA="+h.dir, "BANHDA_NOW="+h.now, "BANHDA_DATABASE="+h.database, "BANHDA_LANG=en")
	return cmd
}

// serve starts a server in a process of its own and waits until it answers.
func (h *house) serve(t testing.TB) *exec.Cmd {
	t.Helper()
	cmd := h.program("serve", "--listen", cmp.Or(h.listen, "off"))
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kill(cmd) })
	for range 3000 {
		if answers(context.Background(), h.dir) {
			return cmd
		}
		time.Sleep(10 * time.Millisecond)
	}
	kill(cmd)
	t.Fatalf("the server does not answer:\n%s", log.String())
	return nil
}

// kill ends a process as a power cut would.
func kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// look asks a house everything that must be the same in the end, and for every timeline. Each event is in one of
// them, once.
func (o *ordeal) look(t *testing.T, h *house) (figures, timelines map[string]string) {
	t.Helper()
	server := h.serve(t)
	defer kill(server)
	h.t = t
	figures, timelines = h.figures(ordealAsked...), map[string]string{}
	ids, client := map[string]bool{}, newClient(h.dir)
	defer client.Close()
	for _, p := range answer[api.PeopleAnswer](h, ordealAsked[len(ordealAsked)-1]).People {
		a := timelineOf(t, client, p.ID)
		for _, e := range a.Events {
			if ids[e.ID] && !e.Derived {
				t.Errorf("event %s is there twice", e.ID)
			}
			ids[e.ID] = ids[e.ID] || !e.Derived
		}
		timelines[p.ID] = o.print(t, a)
	}
	maps.DeleteFunc(ids, func(_ string, stored bool) bool { return !stored })
	if !maps.Equal(ids, o.ids) {
		t.Errorf("%d events are in the house, %d were sent", len(ids), len(o.ids))
	}
	return figures, timelines
}

func timelineOf(t testing.TB, client *api.Client, id string) (a api.PersonAnswer) {
	t.Helper()
	raw, err := client.Call(context.Background(), "GET", "/v1/people/"+id, url.Values{"limit": {"10000"}}, nil, nil)
	if err == nil {
		err = json.Unmarshal(raw, &a)
	}
	if err != nil {
		t.Fatalf("the timeline of %s: %v", id, err)
	}
	return a
}

// print is a timeline without what tells how it came in: by which source, in which order identifiers were met, and what
// a call says among its properties.
func (o *ordeal) print(t *testing.T, a api.PersonAnswer) string {
	t.Helper()
	a.Asked = api.Asked{}
	slices.SortFunc(a.Profiles, func(p, q api.Profile) int { return strings.Compare(p.Kind+p.Value, q.Kind+q.Value) })
	for i := range a.Events {
		a.Events[i].Source = ""
		a.Events[i].Properties = cityOf(t, a.Events[i].Properties)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// cityOf is the one property every way of telling keeps the same.
func cityOf(t *testing.T, properties json.RawMessage) json.RawMessage {
	t.Helper()
	if properties == nil {
		return nil
	}
	var p struct{ City *string }
	if err := json.Unmarshal(properties, &p); err != nil {
		t.Fatal(err)
	}
	city, _ := json.Marshal(p.City)
	if p.City == nil {
		return nil
	}
	return city
}

// inLog reads the log itself: every event that was sent is in it, and entries have no gap.
func (o *ordeal) inLog(t *testing.T, h *house) {
	t.Helper()
	log, err := store.OpenLog(context.Background(), store.Options{Dir: h.dir, Database: h.database})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	ids, next, decoders := map[string]bool{}, int64(1), api.Decoders()
	tail, _ := log.Tail(context.Background())
	for next <= tail {
		err := log.Read(context.Background(), next-1, 8<<20, func(r flow.Row) error {
			if r.Seq != next {
				return fmt.Errorf("entry %d follows %d", r.Seq, next-1)
			}
			next = r.Seq + r.Count
			if decoder := decoders[r.Kind]; decoder != nil {
				calls, err := decoder.Decode(&r, "VND")
				for _, c := range calls {
					err = errors.Join(err, c.Err)
					ids[c.Event.ID] = true
				}
				return err
			}
			if r.Kind != flow.Events {
				return nil
			}
			events, err := timeline.ReadRow(r.Body)
			for _, e := range events {
				ids[e.ID] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if !maps.Equal(ids, o.ids) {
		t.Errorf("%d events are in the log, %d were acknowledged", len(ids), len(o.ids))
	}
}

// check holds a house that went through kills against the one that did not.
func (o *ordeal) check(t *testing.T, h *house) {
	t.Helper()
	figures, timelines := o.look(t, h)
	sameFigures(t, "after the kills", figures, o.want)
	for id, want := range o.seen {
		if got := timelines[id]; got != want {
			t.Fatalf("after the kills %s has another timeline\ngot  %s\nwant %s", id, difference(got, want), difference(want, got))
		}
	}
	o.inLog(t, h)
}

// within is a random instant of a stretch of time.
func (o *ordeal) within(from, to time.Duration) time.Duration {
	return from + time.Duration(o.random.Int64N(int64(max(to-from, 1))))
}
