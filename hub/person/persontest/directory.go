// Package persontest holds whoever keeps profiles and links to what the identity resolver needs: Exercise runs the
// same histories through any person.Directory. Directory is the plainest one, in memory.
package persontest

import (
	"context"
	"encoding/json"
	"slices"

	"banhda/hub/person"
)

// Directory keeps everything in maps. Fail, where not nil, is asked before each save.
type Directory struct {
	Fail        func() error
	ByKey       map[person.Key]person.Profile
	Founded     []person.Founding
	History     []person.Link
	Stated      map[int64]json.RawMessage
	Records     map[int64]person.Record
	Suggestions map[person.Pair]person.Suggestion
	Separated   map[person.Pair]bool
	Position    person.Cursor
}

var _ person.Directory = (*Directory)(nil)

// NewDirectory is an empty one.
func NewDirectory() *Directory {
	d := &Directory{}
	_ = d.ResetIdentity(context.Background())
	return d
}

// Profiles implements person.Directory.
func (d *Directory) Profiles(_ context.Context, keys []person.Key) (map[person.Key]person.Profile, error) {
	found := map[person.Key]person.Profile{}
	for _, k := range keys {
		if p, ok := d.ByKey[k]; ok {
			found[k] = p
		}
	}
	return found, nil
}

// ProfilesByID implements person.Directory.
func (d *Directory) ProfilesByID(_ context.Context, ids []int64) ([]person.Profile, error) {
	return d.where(func(p person.Profile) bool { return slices.Contains(ids, p.ID) }), nil
}

// ProfilesOf implements person.Directory.
func (d *Directory) ProfilesOf(_ context.Context, people []int64) ([]person.Profile, error) {
	return d.where(func(p person.Profile) bool { return slices.Contains(people, p.Person) }), nil
}

func (d *Directory) where(fits func(person.Profile) bool) []person.Profile {
	var found []person.Profile
	for _, f := range d.Founded {
		if p := d.ByKey[f.Key]; fits(p) {
			found = append(found, p)
		}
	}
	return found
}

// Traits implements person.Directory.
func (d *Directory) Traits(_ context.Context, profiles []int64) (map[int64]json.RawMessage, error) {
	found := map[int64]json.RawMessage{}
	for _, id := range profiles {
		if body, ok := d.Stated[id]; ok {
			found[id] = body
		}
	}
	return found, nil
}

// Links implements person.Directory.
func (d *Directory) Links(_ context.Context, profiles []int64) ([]person.Link, error) {
	var found []person.Link
	for _, l := range d.History {
		if slices.Contains(profiles, l.Profile) {
			found = append(found, l)
		}
	}
	return found, nil
}

// Between implements person.Directory.
func (d *Directory) Between(_ context.Context, from, to int64) (founded []person.Founding, links []person.Link, err error) {
	for _, f := range d.Founded {
		if f.Seq > from && f.Seq <= to {
			founded = append(founded, f)
		}
	}
	for _, l := range d.History {
		if l.Seq > from && l.Seq <= to {
			links = append(links, l)
		}
	}
	return founded, links, nil
}

// Apart implements person.Directory.
func (d *Directory) Apart(context.Context) ([]person.Pair, error) {
	var pairs []person.Pair
	for p := range d.Separated {
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// IdentityCursor implements person.Directory.
func (d *Directory) IdentityCursor(context.Context) (person.Cursor, error) { return d.Position, nil }

// SaveIdentity implements person.Directory.
func (d *Directory) SaveIdentity(_ context.Context, c person.Changes) error {
	if d.Fail != nil {
		if err := d.Fail(); err != nil {
			return err
		}
	}
	d.Founded = append(d.Founded, c.Founded...)
	for _, f := range c.Founded {
		d.ByKey[f.Key] = f.Profile
	}
	d.History = append(d.History, c.Links...)
	for _, l := range c.Links {
		p := d.ByKey[d.Founded[l.Profile-1].Key]
		p.Person = l.Person
		d.ByKey[p.Key] = p
	}
	d.describe(c)
	d.Position = c.Cursor
	return nil
}

func (d *Directory) describe(c person.Changes) {
	for _, t := range c.Traits {
		d.Stated[t.Profile] = t.Body
	}
	for _, r := range c.People {
		d.Records[r.ID] = r
	}
	for _, id := range c.Gone {
		delete(d.Records, id)
	}
	for _, s := range c.Suggestions {
		if _, ok := d.Suggestions[s.Pair]; !ok {
			d.Suggestions[s.Pair] = s
		}
	}
	for _, p := range c.Apart {
		d.Separated[p] = true
	}
}

// ResetIdentity implements person.Directory.
func (d *Directory) ResetIdentity(context.Context) error {
	*d = Directory{Fail: d.Fail, ByKey: map[person.Key]person.Profile{}, Stated: map[int64]json.RawMessage{},
		Records: map[int64]person.Record{}, Suggestions: map[person.Pair]person.Suggestion{}, Separated: map[person.Pair]bool{}}
	return nil
}
