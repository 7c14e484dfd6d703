package persontest

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"banhda/hub/person"
)

// Exercise tells small histories to a directory and reads them back. open gives an empty one.
func Exercise(t *testing.T, open func(t *testing.T) person.Directory) {
	for name, test := range map[string]func(*testing.T, person.Directory){
		"who logs in is who looked around before": exerciseLogin,
		"a couple shares a phone":                 exerciseCouple,
		"merge and unmerge":                       exerciseUnmerge,
		"parted by hand":                          exerciseApart,
		"what is asked twice is answered alike":   exerciseRecall,
		"a reset begins again":                    exerciseReset,
		"a colleague gives a second address":      exerciseGiven,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// story tells a directory what happens, one entry after the other.
type story struct {
	*testing.T
	dir      person.Directory
	resolver *person.Resolver
	seq      int64
}

func tell(t *testing.T, dir person.Directory) *story {
	s := &story{T: t, dir: dir}
	s.reopen()
	return s
}

func (s *story) reopen() {
	s.Helper()
	r, err := person.NewResolver(s.Context(), s.dir, 1000)
	s.must(err)
	s.resolver = r
}

func (s *story) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *story) event(id person.Identity) person.Outcome {
	s.Helper()
	s.seq++
	o, err := s.resolver.Resolve(s.Context(), []person.Arrival{arrival(s.seq, id)}, s.seq-1, s.seq)
	s.must(err)
	return o
}

func arrival(seq int64, id person.Identity) person.Arrival {
	keys, _ := id.Keys()
	return person.Arrival{Seq: seq, ReceivedAt: seq * 1000, At: seq, ID: "e", Keys: keys, Name: id.Name, Fields: id.Fields}
}

func (s *story) change(c person.Change) person.Outcome {
	s.Helper()
	s.seq++
	c.Seq, c.ReceivedAt = s.seq, s.seq*1000
	o, err := s.resolver.Change(s.Context(), c)
	s.must(err)
	return o
}

// people gives the person of each profile, in order of profile.
func (s *story) people() []int64 {
	s.Helper()
	c, err := s.dir.IdentityCursor(s.Context())
	s.must(err)
	ids := make([]int64, c.LastProfile)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	found, err := s.dir.ProfilesByID(s.Context(), ids)
	s.must(err)
	people := make([]int64, len(ids))
	for _, p := range found {
		people[p.ID-1] = p.Person
	}
	return people
}

func (s *story) expect(people ...int64) {
	s.Helper()
	if got := s.people(); !reflect.DeepEqual(got, people) {
		s.Fatalf("profiles 1, 2, … belong to %v, want %v", got, people)
	}
}

func exerciseLogin(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	s.event(person.Identity{AnonymousID: "a"})
	s.event(person.Identity{UserID: "u", Name: "Đặng Thuỳ Trâm", Fields: map[string]any{"city": "Hà Nội", "age": 27.0}})
	s.expect(1, 2)
	o := s.event(person.Identity{UserID: "u", AnonymousID: "a"})
	s.expect(1, 1)
	if o.Answers[0].Profile != 2 {
		t.Errorf("an event of the user id arrives under its profile, got %v", o.Answers)
	}
	if len(o.Links) != 1 || o.Links[0].Profile != 2 || o.Links[0].Person != 1 || o.Links[0].ReceivedAt != 3000 {
		t.Errorf("links: %+v", o.Links)
	}
	s.reopen()
	s.event(person.Identity{AnonymousID: "a", Fields: map[string]any{"city": "Huế"}})
	body, err := s.dir.Traits(t.Context(), []int64{1, 2, 3})
	s.must(err)
	if len(body) != 2 {
		t.Errorf("traits of profiles 1 and 2: %v", body)
	}
	links, err := s.dir.Links(t.Context(), []int64{2})
	s.must(err)
	if len(links) != 1 || links[0].Cause != person.Automatic || links[0].Bond != (person.Pair{A: 1, B: 2}) || links[0].From != 2 {
		t.Errorf("history of profile 2: %+v", links)
	}
}

func exerciseCouple(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	s.event(person.Identity{Email: "an@example.vn", Phone: "0912345678"})
	s.event(person.Identity{Email: "binh@example.vn", Phone: "0912345678"})
	s.event(person.Identity{Email: "binh@example.vn", Phone: "0912345678"})
	s.expect(1, 1, 3)
}

// By the product's own key a colleague gives somebody an address nobody had, whatever others they have; of one that is
// somebody's the rule decides as always, and so it does of what anybody else says.
func exerciseGiven(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	by := func(rank person.Rank, email string) {
		s.seq++
		a := arrival(s.seq, person.Identity{External: map[string]string{"banhda": "k"}, Email: email})
		a.Rank = rank
		_, err := s.resolver.Resolve(t.Context(), []person.Arrival{a}, s.seq-1, s.seq)
		s.must(err)
	}
	s.event(person.Identity{Email: "an@example.vn"})
	by(person.StaffRank, "an@example.vn")
	s.expect(1, 1)
	by(person.StaffRank, "an@work.vn")
	s.expect(1, 1, 1)
	s.event(person.Identity{Email: "binh@example.vn"})
	by(person.StaffRank, "binh@example.vn")
	s.expect(1, 1, 1, 4)
	by(person.ServerRank, "an@other.vn")
	s.expect(1, 1, 1, 4, 5)
}

func exerciseUnmerge(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	s.event(person.Identity{UserID: "u1", Name: "An"})
	s.event(person.Identity{UserID: "u2", Name: "Bình", AnonymousID: "b"})
	before := s.people()
	s.change(person.Change{Person: 1, Into: 2})
	s.expect(2, 2, 2)
	s.reopen()
	s.event(person.Identity{UserID: "u1", AnonymousID: "a"})
	s.expect(2, 2, 2, 2)
	into, ok, err := s.resolver.Absorbed(t.Context(), 1)
	if err != nil || !ok || into != 2 {
		t.Errorf("1 was merged into %d (%v, %v)", into, ok, err)
	}
	s.change(person.Change{Person: 1, Into: 2, Undo: true})
	s.expect(append(before, 1)...) // what was joined to 1 meanwhile stays with 1
	s.change(person.Change{Person: 77, Into: 2})
	s.change(person.Change{Person: 1, Into: 2, Undo: true})
	s.expect(append(before, 1)...)
}

// What somebody parted by hand the rule does not join again, whoever did the joining before.
func exerciseApart(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	s.event(person.Identity{UserID: "mother", AnonymousID: "tablet"})
	s.expect(1, 1)
	s.change(person.Change{Person: 2, Into: 1, Undo: true})
	s.expect(1, 2)
	for range 2 {
		s.event(person.Identity{UserID: "mother", AnonymousID: "tablet"})
		s.expect(1, 2)
		s.reopen()
	}
	s.event(person.Identity{UserID: "daughter", AnonymousID: "tablet"})
	s.expect(1, 2, 2)
}

func exerciseRecall(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	all := []person.Arrival{
		arrival(1, person.Identity{AnonymousID: "a"}),
		arrival(2, person.Identity{UserID: "u", AnonymousID: "a", Email: "u@example.vn"}),
		arrival(3, person.Identity{UserID: "v", AnonymousID: "b"}),
	}
	all[2].Referrer = person.Key{Kind: person.Email, Value: "u@example.vn"}
	first, err := s.resolver.Resolve(t.Context(), all, 0, 3)
	s.must(err)
	s.reopen()
	again, err := s.resolver.Resolve(t.Context(), all[1:], 1, 3)
	s.must(err)
	if !reflect.DeepEqual(again.Answers, first.Answers[1:]) || again.Answers[1].Referrer != 3 {
		t.Errorf("first %v, again %v", first.Answers, again.Answers)
	}
	if !reflect.DeepEqual(again.Founded, first.Founded[1:]) || !reflect.DeepEqual(again.Links, first.Links) {
		t.Errorf("first\n%+v %+v, again\n%+v %+v", first.Founded, first.Links, again.Founded, again.Links)
	}
	if _, err := s.resolver.Resolve(t.Context(), all[2:], 2, 9); err == nil {
		t.Error("a stretch across the cursor must be refused")
	}
}

func exerciseReset(t *testing.T, dir person.Directory) {
	s := tell(t, dir)
	s.event(person.Identity{UserID: "u", Email: "u@example.vn", Fields: map[string]any{"plan": "pro"}})
	s.must(s.resolver.Reset(t.Context()))
	if len(s.people()) != 0 || s.resolver.Cursor() != 0 {
		t.Error("something is left")
	}
	s.seq = 0
	s.event(person.Identity{UserID: "v"})
	s.expect(1)
	body, err := s.dir.Traits(context.Background(), []int64{1})
	if err != nil || !reflect.DeepEqual(body, map[int64]json.RawMessage{}) && len(body) > 0 {
		t.Errorf("traits left: %v %v", body, err)
	}
}
