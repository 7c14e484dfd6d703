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
// changes for one who points there changes for all. When it is full it starts afresh, between two batches.
type memory struct {
	profiles map[Key]*profile
	people   map[int64]*someone
}

func newMemory() *memory {
	return &memory{profiles: map[Key]*profile{}, people: map[int64]*someone{}}
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
	key := Key{strings.Clone(p.Key.Kind), strings.Clone(p.Key.Value)}
	mine := &profile{id: p.ID, key: key, who: who}
	m.profiles[key] = mine
	who.profiles = append(who.profiles, mine)
	return mine
}

// meet brings the profiles of the given keys into memory, with one question for all that are not there.
func (m *memory) meet(ctx context.Context, dir Directory, arrivals []Arrival) error {
	missing := map[Key]struct{}{}
	for i := range arrivals {
		for _, k := range arrivals[i].Keys {
			m.miss(missing, k)
		}
		if arrivals[i].Referrer.Value != "" {
			m.miss(missing, arrivals[i].Referrer)
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
		m.keep(p)
	}
	return err
}

func (m *memory) miss(missing map[Key]struct{}, k Key) {
	if _, ok := m.profiles[k]; !ok {
		missing[k] = struct{}{}
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
