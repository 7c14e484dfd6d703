package persontest

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/person"
)

func TestDirectory(t *testing.T) {
	Exercise(t, func(*testing.T) person.Directory { return NewDirectory() })
}

// entry is one entry of a drawn log: an event, or a change by hand.
type entry struct {
	arrival person.Arrival
	change  *person.Change
}

// logs draws short logs in which few identifiers meet often, times tie, and people are merged and parted.
func logs(changes bool) *rapid.Generator[[]entry] {
	few := func(kind string, n int) *rapid.Generator[string] {
		return rapid.Map(rapid.IntRange(-n, n), func(i int) string {
			if i <= 0 {
				return ""
			}
			return fmt.Sprint(kind, i)
		})
	}
	return rapid.Custom(func(t *rapid.T) []entry {
		entries := make([]entry, rapid.IntRange(1, 40).Draw(t, "n"))
		for i := range entries {
			seq := int64(i + 1)
			if changes && rapid.IntRange(0, 4).Draw(t, "kind") == 0 {
				entries[i].change = &person.Change{Seq: seq, ReceivedAt: seq, Undo: rapid.Bool().Draw(t, "undo"),
					Person: rapid.Int64Range(1, 6).Draw(t, "person"), Into: rapid.Int64Range(1, 6).Draw(t, "into")}
				continue
			}
			id := person.Identity{UserID: few("u", 3).Draw(t, "u"), Email: few("e", 3).Draw(t, "e"), AnonymousID: few("a", 4).Draw(t, "a"), Name: few("N", 2).Draw(t, "n")}
			if id.Email != "" {
				id.Email += "@x.vn"
			}
			if id.UserID+id.Email == "" {
				id.AnonymousID = "a1"
			}
			if city := few("c", 2).Draw(t, "c"); city != "" {
				id.Fields = map[string]any{"city": city}
			}
			a := arrival(seq, id)
			a.At, a.ID = rapid.Int64Range(1, 4).Draw(t, "at"), fmt.Sprint("i", i)
			a.Rank = rapid.SampledFrom([]person.Rank{person.BrowserRank, person.ImportRank, person.ServerRank, person.StaffRank}).Draw(t, "rank")
			if r := few("u", 4).Draw(t, "r"); r != "" {
				a.Referrer = person.Key{Kind: person.UserID, Value: r}
			}
			entries[i].arrival = a
		}
		return entries
	})
}

// run takes a log in by batches that cut gives the lengths of; remember bounds the resolver's memory.
func run(t *rapid.T, dir *Directory, entries []entry, remember int, cut func() int) (all person.Outcome) {
	var r *person.Resolver
	for i := 0; i < len(entries); {
		if r == nil {
			var err error
			if r, err = person.NewResolver(t.Context(), dir, remember); err != nil {
				t.Fatal(err)
			}
			i = int(r.Cursor())
			continue
		}
		n := 1
		for limit := cut(); entries[i].change == nil && n < limit && i+n < len(entries) && entries[i+n].change == nil; {
			n++
		}
		o, err := take(t, r, entries[i:i+n], int64(i))
		if err != nil {
			r = nil // a crash: somebody else goes on from what is saved
			continue
		}
		all.Answers = append(all.Answers, o.Answers...)
		all.Founded = append(all.Founded, o.Founded...)
		all.Links = append(all.Links, o.Links...)
		i += n
	}
	return all
}

func take(t *rapid.T, r *person.Resolver, entries []entry, from int64) (person.Outcome, error) {
	if c := entries[0].change; c != nil {
		return r.Change(t.Context(), *c)
	}
	arrivals := make([]person.Arrival, len(entries))
	for i := range entries {
		arrivals[i] = entries[i].arrival
	}
	return r.Resolve(t.Context(), arrivals, from, from+int64(len(entries)))
}

func one() int { return 1 }

// However the log is cut into batches, however little is remembered, and wherever saving fails or the process
// dies, the directory and the outcome are the same; and reading the log again gives the same outcome.
func TestBatchesAndCrashesChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := logs(true).Draw(t, "log")
		plain := NewDirectory()
		want := run(t, plain, entries, 1000, one)

		broken := NewDirectory()
		broken.Fail = func() error {
			if rapid.IntRange(0, 3).Draw(t, "fails") == 0 {
				return errors.New("disk full")
			}
			return nil
		}
		remember := rapid.SampledFrom([]int{0, 3, 1000}).Draw(t, "remember")
		got := run(t, broken, entries, remember, func() int { return rapid.IntRange(1, 9).Draw(t, "batch") })
		broken.Fail = nil
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("outcome\n%+v\nwant\n%+v", got, want)
		}
		same(t, broken, plain)

		r, _ := person.NewResolver(t.Context(), plain, remember)
		for i, e := range entries {
			if _, err := take(t, r, []entry{e}, int64(i)); err != nil {
				t.Fatal(err)
			}
		}
		same(t, plain, broken)
	})
}

func same(t *rapid.T, got, want *Directory) {
	got.Fail, want.Fail = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("directory\n%+v\nwant\n%+v", got, want)
	}
}

// Merging two people and undoing it restores both exactly, whatever happened before.
func TestUnmergeRestores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := logs(true).Draw(t, "log")
		dir := NewDirectory()
		run(t, dir, entries, 1000, one)
		before, records := maps.Clone(dir.ByKey), timeless(dir)
		people := living(dir)
		if len(people) < 2 {
			return
		}
		a, b := rapid.SampledFrom(people).Draw(t, "a"), rapid.SampledFrom(people).Draw(t, "b")
		n := int64(len(entries))
		run(t, dir, append(entries,
			entry{change: &person.Change{Seq: n + 1, Person: a, Into: b}},
			entry{change: &person.Change{Seq: n + 2, Person: a, Into: b, Undo: a != b}}), 0, one)
		if !maps.Equal(dir.ByKey, before) || !reflect.DeepEqual(timeless(dir), records) {
			t.Fatalf("%v\nwant %v\n%v\nwant %v", dir.ByKey, before, dir.Records, records)
		}
	})
}

// A merge undone later, with other things in between, leaves what would be there without it, as long as what came
// in between names nobody of both sides.
func TestUnmergeIsAsIfNeverMerged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := logs(false).Draw(t, "before"), logs(false).Draw(t, "after")
		dir := NewDirectory()
		run(t, dir, before, 1000, one)
		people := living(dir)
		if len(people) < 2 {
			return
		}
		a, b := rapid.SampledFrom(people).Draw(t, "a"), rapid.SampledFrom(people).Draw(t, "b")
		if a == b {
			return
		}
		for i := range after { // each names one identifier, so the rule has nothing to decide
			after[i].arrival.Keys = after[i].arrival.Keys[:1]
		}
		renumber := func(change bool) []entry {
			all := slices.Clone(before)
			add := func(e entry, undo bool) {
				seq := int64(len(all) + 1)
				if e.arrival.Keys == nil {
					e.change = &person.Change{Seq: seq, Person: a, Into: b, Undo: undo}
					if !change {
						e.change.Into = a
					}
				}
				e.arrival.Seq = seq
				all = append(all, e)
			}
			add(entry{}, false)
			for _, e := range after {
				add(e, false)
			}
			add(entry{}, true)
			return all
		}
		with, without := NewDirectory(), NewDirectory()
		run(t, with, renumber(true), 1000, one)
		run(t, without, renumber(false), 1000, one)
		if !maps.Equal(with.ByKey, without.ByKey) || !reflect.DeepEqual(timeless(with), timeless(without)) {
			t.Fatalf("%v\nwithout %v\n%v\nwithout %v", with.ByKey, without.ByKey, with.Records, without.Records)
		}
	})
}

// timeless are the records but for when they became so.
func timeless(dir *Directory) map[int64]person.Record {
	records := maps.Clone(dir.Records)
	for id, r := range records {
		r.At = 0
		records[id] = r
	}
	return records
}

func living(dir *Directory) (people []int64) {
	for _, p := range dir.ByKey {
		people = append(people, p.Person)
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// Left to itself, the rule gives nobody two user ids, addresses or phones; a person is called as the first of
// their profiles; and records hold the last word in (at, id) of everything said of each.
func TestTheRuleLeftToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := logs(false).Draw(t, "log")
		dir := NewDirectory()
		o := run(t, dir, entries, 1000, one)
		members := map[int64][]person.Key{}
		for _, f := range dir.Founded {
			p := dir.ByKey[f.Key]
			members[p.Person] = append(members[p.Person], p.Key)
			if p.Person > p.ID {
				t.Fatalf("profile %d belongs to %d, who came later", p.ID, p.Person)
			}
		}
		for id, keys := range members {
			kinds := map[string]int{}
			for _, k := range keys {
				if kinds[k.Kind]++; kinds[k.Kind] > 1 && k.Kind != person.AnonymousID {
					t.Fatalf("person %d has %v", id, keys)
				}
			}
		}
		for id, name := range namesOf(dir, entries, o) {
			if dir.Records[id].Stated["name"] != name {
				t.Fatalf("person %d is called %q, want %q", id, dir.Records[id].Stated["name"], name)
			}
		}
	})
}

// namesOf finds everybody's name by looking at all events again.
func namesOf(dir *Directory, entries []entry, o person.Outcome) map[int64]string {
	last, names := map[int64]person.Arrival{}, map[int64]string{}
	for i, e := range entries {
		who := dir.ByKey[dir.Founded[o.Answers[i].Profile-1].Key].Person
		was, ok := last[who]
		holds := e.arrival.At > was.At || e.arrival.At == was.At && e.arrival.ID > was.ID
		if e.arrival.Rank != was.Rank {
			holds = e.arrival.Rank > was.Rank
		} else if was.Rank == person.BrowserRank {
			holds = false
		}
		if e.arrival.Name != "" && (!ok || holds) {
			last[who], names[who] = e.arrival, e.arrival.Name
		}
	}
	return names
}

// A public key, which anybody can copy, founds people, links devices and fills what is blank, and does nothing else.
func TestWhatAPublicKeyMaySay(t *testing.T) {
	dir := NewDirectory()
	s := tell(t, dir)
	says := func(rank person.Rank, id person.Identity) {
		t.Helper()
		s.seq++
		a := arrival(s.seq, id)
		a.Rank = rank
		_, err := s.resolver.Resolve(t.Context(), []person.Arrival{a}, s.seq-1, s.seq)
		s.must(err)
	}
	called := func(id int64, name, city string) {
		t.Helper()
		if r := dir.Records[id].Stated; r["name"] != name || r["city"] != city {
			t.Fatalf("person %d is called %q in %s, want %q in %s", id, r["name"], r["city"], name, city)
		}
	}
	city := func(name string) map[string]any { return map[string]any{"city": name} }
	says(person.BrowserRank, person.Identity{AnonymousID: "a", Fields: city("Huế")})
	says(person.BrowserRank, person.Identity{AnonymousID: "a", Name: "Lan", Fields: city("Vinh")})
	s.expect(1)
	called(1, "Lan", "Huế") // the first received holds
	says(person.BrowserRank, person.Identity{UserID: "u", Email: "u@x.vn", AnonymousID: "a"})
	s.expect(1, 1, 1) // somebody new, and their device
	says(person.ServerRank, person.Identity{UserID: "v", Email: "v@x.vn", Name: "Vân"})
	says(person.BrowserRank, person.Identity{UserID: "v", Phone: "0912345678", AnonymousID: "b", Name: "Kẻ gian", Fields: city("Đâu đó")})
	s.expect(1, 1, 1, 4, 4, 6, 4) // the device is theirs, the phone is not
	called(4, "Vân", "Đâu đó")
	says(person.BrowserRank, person.Identity{Email: "u@x.vn", AnonymousID: "b"})
	s.expect(1, 1, 1, 4, 4, 6, 4) // two people known by name stay two
	says(person.ImportRank, person.Identity{UserID: "v", Name: "Vân cũ", Fields: city("Hà Nội")})
	called(4, "Vân", "Hà Nội")
	says(person.ServerRank, person.Identity{UserID: "v", Phone: "0912345678"})
	s.expect(1, 1, 1, 4, 4, 4, 4) // a server knows
}
