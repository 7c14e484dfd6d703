package flow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/drive/flow"
	"banhda/drive/flow/seen"
	"banhda/hub/person"
	"banhda/hub/person/persontest"
	"banhda/hub/timeline"
)

// log keeps rows in a slice. fail is asked before each call.
type log struct {
	mu       sync.Mutex
	rows     []flow.Row
	appended chan struct{}
	fail     func(string) error
	pages    func() int // rows a read gives at most
}

func newLog() *log {
	return &log{appended: make(chan struct{}), fail: never, pages: func() int { return 1 << 30 }}
}

func never(string) error { return nil }

func (l *log) Append(_ context.Context, rows []flow.Row) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range rows {
		rows[i].Seq = l.tail() + 1
		rows[i].ReceivedAt = rows[i].Seq * 10
		l.rows = append(l.rows, rows[i])
		l.rows[len(l.rows)-1].Body = bytes.Clone(rows[i].Body)
	}
	close(l.appended)
	l.appended = make(chan struct{})
	return nil
}

func (l *log) tail() int64 {
	if len(l.rows) == 0 {
		return 0
	}
	last := l.rows[len(l.rows)-1]
	return last.Seq + last.Count - 1
}

func (l *log) Read(_ context.Context, after int64, maxBytes int, each func(flow.Row) error) error {
	l.mu.Lock()
	rows := l.rows
	l.mu.Unlock()
	if err := l.fail("read"); err != nil {
		return err
	}
	size, limit := 0, l.pages()
	for _, r := range rows {
		if r.Seq <= after {
			continue
		}
		if limit--; limit < 0 || size > maxBytes {
			return nil
		}
		size += len(r.Body)
		if err := each(r); err != nil {
			return err
		}
	}
	return nil
}

func (l *log) Row(_ context.Context, seq int64) (flow.Row, error) {
	for _, r := range l.rows {
		if r.Seq <= seq && seq < r.Seq+r.Count {
			return r, nil
		}
	}
	return flow.Row{}, flow.ErrNotFound
}

func (l *log) Tail(context.Context) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tail(), nil
}

func (l *log) Appended() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.appended
}

// sheet is a projection that writes down what it is told.
type sheet struct {
	told flow.Batch
	fail func(string) error
}

func (s *sheet) Cursor(context.Context) (int64, error) { return s.told.To, s.fail("cursor") }

func (s *sheet) Reset(context.Context) error {
	s.told = flow.Batch{}
	return nil
}

func (s *sheet) Apply(_ context.Context, b *flow.Batch) error {
	if err := s.fail("apply"); err != nil {
		return err
	}
	if b.From != s.told.To {
		return fmt.Errorf("told of entries %d to %d after %d", b.From+1, b.To, s.told.To)
	}
	s.told.To = b.To
	s.told.Events = append(s.told.Events, b.Events...)
	s.told.Profiles = append(s.told.Profiles, b.Profiles...)
	s.told.Links = append(s.told.Links, b.Links...)
	s.told.Traits = append(s.told.Traits, b.Traits...)
	s.told.Retractions = append(s.told.Retractions, b.Retractions...)
	s.told.Catalogues = append(s.told.Catalogues, b.Catalogues...)
	s.told.Quarantined = append(s.told.Quarantined, b.Quarantined...)
	return s.fail("applied")
}

// house is everything that lasts beyond one process.
type house struct {
	log  *log
	dir  string
	who  *persontest.Directory
	a, b *sheet
}

func newHouse(dir string, l *log) *house {
	return &house{log: l, dir: dir, who: persontest.NewDirectory(), a: &sheet{fail: never}, b: &sheet{fail: never}}
}

// process is one life of the flow.
type process struct {
	*flow.Flow
	ids    *seen.Memory
	cancel func()
	ended  chan error
}

func (h *house) start(ctx context.Context) (*process, error) {
	ids, err := seen.Open(h.dir)
	if err != nil {
		return nil, err
	}
	people, err := person.NewResolver(ctx, h.who, 5)
	if err != nil {
		return nil, err
	}
	p := &process{ids: ids, ended: make(chan error, 1)}
	p.Flow = flow.New(flow.Options{Log: h.log, Seen: ids, People: people,
		Projections: map[string]flow.Projection{"a": h.a, "b": h.b},
		Currency:    func(context.Context) (string, error) { return "VND", nil }})
	ctx, p.cancel = context.WithCancel(ctx)
	go func() { p.ended <- p.Run(ctx) }()
	return p, nil
}

// stop ends a process; a clean one keeps the ids it has in memory.
func (p *process) stop(clean bool) error {
	p.cancel()
	err := <-p.ended
	if clean {
		return errors.Join(err, p.ids.Close())
	}
	return err
}

// catchUp runs the flow until everything is in, starting anew whenever it fails.
func (h *house) catchUp(t fataler, clean func() bool) {
	t.Helper()
	tail, _ := h.log.Tail(t.Context())
	for range 1000 {
		p, err := h.start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waited := p.WaitFor(t.Context(), tail)
		ended := p.stop(clean())
		if waited == nil && ended == nil {
			return
		}
	}
	t.Fatal("the flow never arrived")
}

type fataler interface {
	Helper()
	Context() context.Context
	Fatal(...any)
	Fatalf(string, ...any)
}

func event(id, name string, at int64, who person.Identity) timeline.Event {
	return timeline.Event{ID: id, Name: name, At: at, Person: who}
}

func row(source string, imported int64, events ...timeline.Event) flow.Row {
	return flow.Row{Kind: flow.Events, Count: int64(len(events)), Source: source, Import: imported, Body: timeline.AppendRow(nil, events)}
}

func entry(kind flow.Kind, v any) flow.Row {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return flow.Row{Kind: kind, Count: 1, Body: body}
}

// rows draws logs in which ids come again, people are merged and parted, imports taken back and rows spoilt.
func rows() *rapid.Generator[[]flow.Row] {
	return rapid.Custom(func(t *rapid.T) []flow.Row {
		all := make([]flow.Row, rapid.IntRange(1, 25).Draw(t, "rows"))
		for i := range all {
			all[i] = oneRow(t)
		}
		return all
	})
}

func oneRow(t *rapid.T) flow.Row {
	few := rapid.Int64Range(1, 4)
	switch rapid.IntRange(0, 11).Draw(t, "kind") {
	case 0:
		return entry(flow.Retract, flow.Retraction{Import: few.Draw(t, "import")})
	case 1:
		return entry(flow.Retract, flow.Retraction{ID: fmt.Sprint("i", few.Draw(t, "id"))})
	case 2:
		return entry(flow.Merge, flow.LinkChange{Person: few.Draw(t, "person"), Into: few.Draw(t, "into")})
	case 3:
		return entry(flow.Unmerge, flow.LinkChange{Person: few.Draw(t, "person"), Into: few.Draw(t, "into")})
	case 4:
		return entry(flow.Catalogue, timeline.Default())
	case 5:
		return flow.Row{Kind: flow.Kind(rapid.SampledFrom([]string{"events", "retract", "catalogue", "later"}).Draw(t, "spoilt")), Count: 2, Body: []byte(`{"x"`)}
	}
	events := make([]timeline.Event, rapid.IntRange(1, 4).Draw(t, "n"))
	for i := range events {
		events[i] = oneEvent(t)
	}
	r := row("s", rapid.Int64Range(0, 3).Draw(t, "import"), events...)
	r.Rank = person.Rank(rapid.IntRange(0, int(person.StaffRank)).Draw(t, "rank"))
	return r
}

func oneEvent(t *rapid.T) timeline.Event {
	some := func(prefix string, n int) string {
		if k := rapid.IntRange(-n, n).Draw(t, prefix); k > 0 {
			return fmt.Sprint(prefix, k)
		}
		return ""
	}
	e := event(fmt.Sprint("i", rapid.IntRange(1, 20).Draw(t, "id")), "Order Completed", rapid.Int64Range(1, 5).Draw(t, "at"),
		person.Identity{UserID: some("u", 3), AnonymousID: "a" + some("", 3), Name: some("N", 2)})
	if city := some("c", 2); city != "" {
		e.Person.Fields = map[string]any{"city": city}
		e.Properties = json.RawMessage(`{"utm_source":"Zalo"}`)
	}
	if u := some("u", 4); u != "" {
		e.Referrer = &person.Key{Kind: person.UserID, Value: u}
	}
	if rapid.Bool().Draw(t, "valued") {
		v := rapid.Int64Range(0, 9).Draw(t, "value")
		e.Value, e.Cost = &v, &v
	}
	return e
}

func always() bool { return true }

// One log, read in one go or in pieces, by processes that die or fail anywhere, or all over again: the projections
// are the same, and so are the people.
func TestReplaysAreIdentical(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		l := newLog()
		if err := l.Append(t.Context(), rows().Draw(t, "log")); err != nil {
			t.Fatal(err)
		}
		plain := newHouse(temp(t, base), l)
		plain.catchUp(t, always)

		broken := newHouse(temp(t, base), l)
		random := rapid.SliceOfN(rapid.IntRange(0, 11), 400, 400).Draw(t, "faults") // drawn before goroutines ask
		var mu sync.Mutex
		next := func() int {
			mu.Lock()
			defer mu.Unlock()
			if len(random) == 0 {
				return 11
			}
			n := random[0]
			random = random[1:]
			return n
		}
		fail := func(step string) error {
			if next() == 0 {
				return errors.New(step + " failed")
			}
			return nil
		}
		l.fail, l.pages = fail, func() int { return 1 + next() }
		broken.a.fail, broken.b.fail = fail, fail
		broken.who.Fail = func() error { return fail("save") }
		broken.catchUp(t, func() bool { return next()%2 == 0 })
		l.fail, l.pages, broken.who.Fail = never, func() int { return 1 << 30 }, nil
		sameHouse(t, broken, plain)

		name := rapid.SampledFrom([]string{"seen", "people", "a", "b", ""}).Draw(t, "rebuild")
		var names []string
		if name != "" {
			names = []string{name}
		}
		broken.a.fail, broken.b.fail = never, never
		p, err := broken.start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Rebuild(t.Context(), names, nil); err != nil {
			t.Fatal(err)
		}
		if err := p.stop(true); err != nil {
			t.Fatal(err)
		}
		sameHouse(t, broken, plain)
	})
}

func temp(t fataler, base string) string {
	dir, err := os.MkdirTemp(base, "")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func sameHouse(t fataler, got, want *house) {
	t.Helper()
	for i, s := range []*sheet{got.a, got.b} {
		if !reflect.DeepEqual(s.told, want.a.told) {
			t.Fatalf("projection %d\n%+v\nwant\n%+v", i, s.told, want.a.told)
		}
	}
	if !reflect.DeepEqual(got.who, want.who) {
		t.Fatalf("people\n%+v\nwant\n%+v", got.who, want.who)
	}
}

func begin(t *testing.T) (*house, *process) {
	h := newHouse(t.TempDir(), newLog())
	p, err := h.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h, p
}

// in appends rows and waits until they are everywhere.
func (h *house) in(t *testing.T, p *process, rows ...flow.Row) {
	t.Helper()
	if err := h.log.Append(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	tail, _ := h.log.Tail(t.Context())
	if err := p.WaitFor(t.Context(), tail); err != nil {
		t.Fatal(err)
	}
}

func (h *house) ids() (ids []string) {
	for _, e := range h.a.told.Events {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestWhatProjectionsAreTold(t *testing.T) {
	h, p := begin(t)
	value := int64(120_000)
	bought := event("1", "Order Completed", 5, person.Identity{UserID: "u", Email: "U@Example.vn", Name: "An", Fields: map[string]any{"city": "Huế"}})
	bought.Value, bought.Sale = &value, "DH1"
	bought.Properties = json.RawMessage(`{"utm_source":"facebook"}`)
	accepted := event("2", "Referral Accepted", 6, person.Identity{AnonymousID: "x"})
	accepted.Referrer = &person.Key{Kind: person.Email, Value: "u@EXAMPLE.vn"}
	h.in(t, p, row("shop", 7, bought, accepted, bought))
	want := flow.Batch{To: 3,
		Events: []flow.Event{
			{Seq: 1, Profile: 1, At: 5, ReceivedAt: 10, ID: "1", Name: "Order Completed", Source: "shop", HasValue: true, Value: value, Currency: "VND",
				Sale: "DH1", Channel: "facebook", Properties: bought.Properties, Import: 7},
			{Seq: 2, Profile: 3, At: 6, ReceivedAt: 10, ID: "2", Name: "Referral Accepted", Source: "shop", Referrer: 2, Import: 7},
		},
		Profiles: []flow.Profile{
			{ID: 1, Seq: 1, ReceivedAt: 10, Kind: "user_id", Value: "u"}, {ID: 2, Seq: 1, ReceivedAt: 10, Kind: "email", Value: "u@example.vn"},
			{ID: 3, Seq: 2, ReceivedAt: 10, Kind: "anonymous_id", Value: "x"},
		},
		Links:  []flow.Link{{Profile: 2, Person: 1, Seq: 1, ReceivedAt: 10}},
		Traits: []flow.Trait{{Profile: 1, Seq: 1, At: 5, ReceivedAt: 10, ID: "1", Rank: person.ImportRank, Name: "An", Fields: json.RawMessage(`{"city":"Huế"}`)}},
	}
	if !reflect.DeepEqual(h.a.told, want) {
		t.Errorf("told\n%+v\nwant\n%+v", h.a.told, want)
	}
	if taken, duplicates := p.Tally(7); taken != 2 || duplicates != 1 {
		t.Errorf("taken %d, duplicates %d", taken, duplicates)
	}
	if err := p.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if taken, duplicates := p.Tally(7); taken != 2 || duplicates != 1 {
		t.Errorf("after a rebuild: taken %d, duplicates %d", taken, duplicates)
	}
	if err := p.stop(true); err != nil {
		t.Error(err)
	}
}

// What an import brought can be brought again after the import was taken back; a single event taken back not.
func TestTakingBackFreesAnImportsIDs(t *testing.T) {
	h, p := begin(t)
	a := event("a", "n", 1, person.Identity{UserID: "u"})
	b := event("b", "n", 1, person.Identity{UserID: "u"})
	h.in(t, p, row("s", 1, a), row("s", 0, b), entry(flow.Retract, flow.Retraction{Import: 1}), entry(flow.Retract, flow.Retraction{ID: "b"}))
	h.in(t, p, row("s", 2, a), row("s", 0, a, b))
	if got := h.ids(); !slices.Equal(got, []string{"a", "b", "a"}) {
		t.Errorf("%v", got)
	}
	if err := p.stop(false); err != nil {
		t.Fatal(err)
	}
	h.in(t, again(t, h), row("s", 3, a))
	if got := h.ids(); !slices.Equal(got, []string{"a", "b", "a"}) {
		t.Errorf("after a crash: %v", got)
	}
}

func again(t *testing.T, h *house) *process {
	p, err := h.start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatCannotBeReadIsSetAside(t *testing.T) {
	h, p := begin(t)
	nobody := event("nobody", "n", 1, person.Identity{Phone: "12"})
	h.in(t, p, flow.Row{Kind: flow.Events, Count: 3, Body: []byte(`[{}]`)}, row("s", 0, nobody, event("a", "n", 1, person.Identity{UserID: "u"})),
		flow.Row{Kind: "hologram", Count: 1, Body: []byte(`{}`)}, entry(flow.Catalogue, timeline.Catalogue{}))
	list := h.a.told.Quarantined
	if len(list) != 4 || list[0].Seq != 1 || list[1].Seq != 4 || list[2].Kind != "hologram" || list[3].Seq != 7 {
		t.Errorf("%+v", list)
	}
	if got := h.ids(); !slices.Equal(got, []string{"a"}) || h.b.told.To != 7 || len(h.a.told.Catalogues) > 0 {
		t.Errorf("%v, %+v", got, h.b.told)
	}
}

func TestAFlowThatStoppedSaysWhy(t *testing.T) {
	h := newHouse(t.TempDir(), newLog())
	h.b.fail = func(step string) error {
		if step == "apply" {
			return errors.New("disk full")
		}
		return nil
	}
	p := again(t, h)
	if err := h.log.Append(t.Context(), []flow.Row{row("s", 0, event("a", "n", 1, person.Identity{UserID: "u"}))}); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{p.WaitFor(t.Context(), 1), p.Rebuild(t.Context(), nil, nil)} {
		if err == nil || err.Error() != "the flow has stopped: entries 1 to 1: take into b: disk full" {
			t.Errorf("%v", err)
		}
	}
	if err := <-p.ended; err == nil {
		t.Error("Run ended without an error")
	}
	if err := p.Rebuild(t.Context(), []string{"c"}, nil); !errors.Is(err, flow.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestRebuildTellsHowFarItIs(t *testing.T) {
	h, p := begin(t)
	for i := range 5 {
		h.in(t, p, row("s", 0, event(fmt.Sprint(i), "n", 1, person.Identity{UserID: "u"})))
	}
	var told []int64
	if err := p.Rebuild(t.Context(), []string{"b"}, func(done, total int64) { told = append(told, done, total) }); err != nil {
		t.Fatal(err)
	}
	if n := len(told); n < 4 || !slices.Equal(told[:2], []int64{0, 5}) || !slices.Equal(told[n-2:], []int64{5, 5}) {
		t.Errorf("%v", told)
	}
	if err := p.stop(true); err != nil {
		t.Error(err)
	}
}

// However many requests there are, the flow arrives; and it does not wait for requests that end.
func TestTheFlowGivesWayAndArrives(t *testing.T) {
	h, p := begin(t)
	for range 10 {
		defer p.Answering()()
	}
	for i := range 20 {
		h.in(t, p, row("s", 0, event(fmt.Sprint(i), "n", 1, person.Identity{UserID: "u"})))
	}
	if got := h.ids(); len(got) != 20 {
		t.Errorf("%v", got)
	}
	if err := p.stop(true); err != nil {
		t.Error(err)
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	_, p := begin(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := p.WaitFor(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}
