package person

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// profile is an identifier in memory.
type profile struct {
	id     int64
	key    Key
	who    *someone
	traits traits // known where who is whole
}

// someone is a person in memory.
type someone struct {
	id       int64
	profiles []*profile // all of them where whole, else those met so far
	whole    bool
}

func (s *someone) keys() []Key {
	keys := make([]Key, len(s.profiles))
	for i, p := range s.profiles {
		keys[i] = p.key
	}
	return keys
}

// memory is the part of the directory met lately. A profile and a person have one place in it, so that what
// changes for one who points there changes for all. When it is full only the numbers of profiles stay, which never change,
// and when those are too many it starts afresh; between two batches.
type memory struct {
	profiles map[Key]*profile
	people   map[int64]*someone
	numbers  map[Key]int64 // of profiles that are not there, or not any more
}

func newMemory() *memory {
	return &memory{profiles: map[Key]*profile{}, people: map[int64]*someone{}, numbers: map[Key]int64{}}
}

// numbersEach is how many numbers are kept where one profile may be: they take a quarter of its room.
const numbersEach = 4

// tidy makes room where there are more profiles than so many.
func (m *memory) tidy(limit int) {
	if len(m.numbers) > numbersEach*limit {
		m.numbers = map[Key]int64{}
	}
	if len(m.profiles) <= limit {
		return
	}
	for k, p := range m.profiles {
		m.numbers[k] = p.id
	}
	m.profiles, m.people = map[Key]*profile{}, map[int64]*someone{}
}

// number is that of a key's profile, where it was met.
func (m *memory) number(k Key) (int64, bool) {
	if p, ok := m.profiles[k]; ok {
		return p.id, true
	}
	id, ok := m.numbers[k]
	return id, ok
}

// keep puts a profile in its place, and gives what stands there.
func (m *memory) keep(p Profile) *profile {
	if known, ok := m.profiles[p.Key]; ok {
		return known
	}
	who, ok := m.people[p.Person]
	if !ok {
		who = &someone{id: p.Person}
		m.people[p.Person] = who
	}
	key := p.Key.clone()
	mine := &profile{id: p.ID, key: key, who: who}
	m.profiles[key] = mine
	who.profiles = append(who.profiles, mine)
	return mine
}

// clone lets go of the text a key was read from.
func (k Key) clone() Key { return Key{strings.Clone(k.Kind), strings.Clone(k.Value)} }

// meet brings the profiles of the given arrivals into memory, or of those that are plain and of referrers their numbers, with
// one question for all that are not there.
func (m *memory) meet(ctx context.Context, dir Directory, arrivals []Arrival) error {
	missing := map[Key]bool{} // and whether the profile is needed
	for i := range arrivals {
		a := &arrivals[i]
		for _, k := range a.Keys {
			m.miss(missing, k, !a.plain())
		}
		if a.Referrer.Value != "" {
			m.miss(missing, a.Referrer, false)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	keys := make([]Key, 0, len(missing))
	for k := range missing {
		keys = append(keys, k)
	}
	found, err := dir.Profiles(ctx, keys)
	for _, p := range found {
		if missing[p.Key] {
			m.keep(p)
		} else {
			m.numbers[p.Key.clone()] = p.ID
		}
	}
	return err
}

func (m *memory) miss(missing map[Key]bool, k Key, whole bool) {
	if _, ok := m.profiles[k]; ok {
		return
	}
	if _, ok := m.numbers[k]; !ok || whole {
		missing[k] = missing[k] || whole
	}
}

// complete makes the given people whole: all their profiles, and what was stated under each.
func (m *memory) complete(ctx context.Context, dir Directory, people map[int64]*someone) error {
	if len(people) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(people))
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	all, err := dir.ProfilesOf(ctx, ids)
	if err != nil {
		return err
	}
	profiles := make([]int64, len(all))
	for i, p := range all {
		profiles[i] = p.ID
	}
	bodies, err := dir.Traits(ctx, profiles)
	if err != nil {
		return err
	}
	return m.fill(people, all, bodies)
}

func (m *memory) fill(people map[int64]*someone, all []Profile, bodies map[int64]json.RawMessage) (err error) {
	for _, p := range all {
		mine := m.keep(p)
		if body, ok := bodies[p.ID]; ok {
			if mine.traits, err = readTraits(body); err != nil {
				return err
			}
		}
	}
	for _, who := range people {
		who.whole = true
	}
	return nil
}
