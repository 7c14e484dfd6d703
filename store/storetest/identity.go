package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

func key(kind, value string) person.Key { return person.Key{Kind: kind, Value: value} }

func profile(id, whose int64, kind, value string) person.Profile {
	return person.Profile{ID: id, Person: whose, Key: key(kind, value)}
}

func founding(id, whose, seq int64, kind, value string) person.Founding {
	return person.Founding{Profile: profile(id, whose, kind, value), Seq: seq, ReceivedAt: 1000*seq + 1}
}

func link(seq int64, rank int, profile, from, to int64, cause person.Cause) person.Link {
	bond := person.Pair{A: min(profile, to), B: max(profile, to)}
	return person.Link{Seq: seq, Rank: rank, Profile: profile, From: from, Person: to, Bond: bond, Cause: cause, ReceivedAt: 1000*seq + 1}
}

// four is a directory of four profiles and three people: 1 and 3 are one person.
func four() person.Changes {
	return person.Changes{
		Founded: []person.Founding{
			founding(1, 1, 10, person.UserID, "u-1"),
			founding(2, 2, 10, person.Email, "an@example.vn"),
			founding(3, 1, 11, person.Phone, "+84912345678"),
			founding(4, 4, 12, person.External+"zalo", "Z ' 4"),
		},
		Cursor: person.Cursor{Seq: 12, LastProfile: 4},
	}
}

func (b *bench) saveIdentity(c person.Changes) {
	b.t.Helper()
	b.ok(b.Records.SaveIdentity(b.ctx, c))
}

func (b *bench) ofPeople(ids ...int64) []person.Profile {
	b.t.Helper()
	got, err := b.Records.ProfilesOf(b.ctx, ids)
	b.ok(err)
	return got
}

func (b *bench) cursor() person.Cursor {
	b.t.Helper()
	c, err := b.Records.IdentityCursor(b.ctx)
	b.ok(err)
	return c
}

func identityEmpty(t *testing.T, b *bench) {
	b.want("cursor", b.cursor(), person.Cursor{})
	found, err := b.Records.Profiles(b.ctx, []person.Key{key(person.Email, "a@b.vn")})
	b.ok(err)
	b.want("profiles", len(found), 0)
	found, err = b.Records.Profiles(b.ctx, nil)
	b.ok(err)
	b.want("profiles of no keys", len(found), 0)
	b.want("profiles of nobody", len(b.ofPeople()), 0)
	b.saveIdentity(person.Changes{Cursor: person.Cursor{Seq: 5}})
	b.want("cursor of an empty stretch", b.cursor(), person.Cursor{Seq: 5})
}

func identityFinds(t *testing.T, b *bench) {
	b.saveIdentity(four())
	b.reopen()
	got, err := b.Records.Profiles(b.ctx, []person.Key{
		key(person.External+"zalo", "Z ' 4"), key(person.UserID, "u-1"), key(person.UserID, "u-2"), key(person.Email, "u-1"),
	})
	b.ok(err)
	b.want("profiles by key", got, map[person.Key]person.Profile{
		key(person.UserID, "u-1"):            profile(1, 1, person.UserID, "u-1"),
		key(person.External+"zalo", "Z ' 4"): profile(4, 4, person.External+"zalo", "Z ' 4"),
	})
	byID, err := b.Records.ProfilesByID(b.ctx, []int64{9, 3, 2})
	b.ok(err)
	b.want("profiles by id", byID, []person.Profile{
		profile(2, 2, person.Email, "an@example.vn"), profile(3, 1, person.Phone, "+84912345678")})
	b.want("profiles of people", b.ofPeople(4, 1, 77), []person.Profile{
		profile(1, 1, person.UserID, "u-1"), profile(3, 1, person.Phone, "+84912345678"),
		profile(4, 4, person.External+"zalo", "Z ' 4")})
	b.want("cursor", b.cursor(), person.Cursor{Seq: 12, LastProfile: 4})
}

func identityLinks(t *testing.T, b *bench) {
	b.saveIdentity(four())
	merge := []person.Link{link(20, 0, 2, 2, 1, person.Merged), link(20, 1, 4, 4, 1, person.Merged)}
	undo := []person.Link{link(21, 0, 2, 1, 2, person.Unmerged)}
	b.saveIdentity(person.Changes{Links: merge, Cursor: person.Cursor{Seq: 20, LastProfile: 4}})
	b.want("people after a merge", len(b.ofPeople(1)), 4)
	c := person.Changes{
		Founded: []person.Founding{founding(5, 2, 21, person.AnonymousID, "a-5")},
		Links:   append(undo, link(22, 0, 5, 2, 1, person.Automatic)),
		Cursor:  person.Cursor{Seq: 22, LastProfile: 5},
	}
	b.saveIdentity(c)
	b.want("people after the merge was undone", b.ofPeople(2), []person.Profile{profile(2, 2, person.Email, "an@example.vn")})
	b.want("a profile founded and moved at once", b.ofPeople(1)[3], profile(5, 1, person.AnonymousID, "a-5"))
	history, err := b.Records.Links(b.ctx, []int64{2, 4})
	b.ok(err)
	b.want("links", history, append(merge, undo...))
	founded, links, err := b.Records.Between(b.ctx, 20, 22)
	b.ok(err)
	b.want("profiles founded between", founded, c.Founded)
	b.want("links between", links, c.Links)
	founded, links, err = b.Records.Between(b.ctx, 11, 20)
	b.ok(err)
	b.want("profiles founded before", founded, four().Founded[3:])
	b.want("links before", links, merge)
	links, err = b.Records.LinksBetween(b.ctx, 11, 20)
	b.ok(err)
	b.want("links alone", links, merge)
}

func named(id int64, name string) person.Record {
	stated := map[string]any{}
	if name != "" {
		stated["name"] = name
	}
	return person.Record{ID: id, At: 7, Stated: stated}
}

// people gives the values of those of them who have a record.
func (b *bench) people(ids ...int64) (list []record.Values) {
	b.t.Helper()
	for _, id := range ids {
		if r := b.record(auth.Everything, record.Person, id); r != nil {
			list = append(list, r.Values)
		}
	}
	return list
}

func identityReplaces(t *testing.T, b *bench) {
	an, binh := named(1, "Nguyễn Văn An"), named(2, "")
	an.Stated["title"], an.Stated["city"], an.Stated["email"] = "Trưởng phòng", "Huế", "an@example.vn"
	b.saveIdentity(person.Changes{
		Traits: []person.Traits{{Profile: 1, Body: json.RawMessage(`{"a":1}`)}, {Profile: 2, Body: json.RawMessage(`{}`)}},
		People: []person.Record{an, binh},
	})
	b.want("people", b.people(1, 2, 3), []record.Values{{"name": "Nguyễn Văn An", "title": "Trưởng phòng", "email": "an@example.vn"}, {}})
	binh = named(2, "Lê Thanh Bình")
	b.saveIdentity(person.Changes{
		Traits: []person.Traits{{Profile: 2, Body: json.RawMessage(`{"b":1}`)}, {Profile: 2, Body: json.RawMessage(`{"b":2}`)}},
		People: []person.Record{named(2, "Lê Thanh"), binh},
		Gone:   []int64{1, 99},
	})
	b.want("people after one was replaced and one removed", b.people(1, 2), []record.Values{{"name": "Lê Thanh Bình"}})
	traits, err := b.Records.Traits(b.ctx, []int64{1, 2, 3})
	b.ok(err)
	b.want("traits", traits, map[int64]json.RawMessage{1: []byte(`{"a":1}`), 2: []byte(`{"b":2}`)})
}

func identityConflict(t *testing.T, b *bench) {
	b.saveIdentity(four())
	err := b.Records.SaveIdentity(b.ctx, person.Changes{
		Founded: []person.Founding{founding(5, 5, 30, person.Email, "moi@example.vn"), founding(6, 6, 30, person.UserID, "u-1")},
		People:  []person.Record{named(5, "Mới")},
		Cursor:  person.Cursor{Seq: 30, LastProfile: 6},
	})
	if !errors.Is(err, store.ErrConflict) {
		t.Fatalf("a second profile of the same key: %v", err)
	}
	b.want("profile 5", len(b.ofPeople(5)), 0)
	b.want("cursor", b.cursor(), person.Cursor{Seq: 12, LastProfile: 4})
}

func identityOnce(t *testing.T, b *bench) {
	suggest := func(a, c int64, reason string) person.Suggestion {
		return person.Suggestion{Pair: person.Pair{A: a, B: c}, Reason: reason, Seq: 7}
	}
	b.saveIdentity(person.Changes{
		Suggestions: []person.Suggestion{suggest(1, 9, "two phones"), suggest(1, 4, "two e-mails"), suggest(1, 9, "again")},
		Apart:       []person.Pair{{A: 3, B: 8}, {A: 1, B: 2}, {A: 3, B: 8}},
	})
	b.saveIdentity(person.Changes{
		Suggestions: []person.Suggestion{suggest(1, 4, "later"), suggest(2, 3, "two user ids")},
		Apart:       []person.Pair{{A: 1, B: 2}},
	})
	apart, err := b.Records.Apart(b.ctx)
	b.ok(err)
	b.want("separations", apart, []person.Pair{{A: 1, B: 2}, {A: 3, B: 8}})
	b.view(func(v *store.View) error {
		first, err := v.Suggestions(b.ctx, person.Pair{}, 2)
		b.ok(err)
		rest, err := v.Suggestions(b.ctx, first[1].Pair, 2)
		b.want("suggestions", append(first, rest...),
			[]person.Suggestion{suggest(1, 4, "two e-mails"), suggest(1, 9, "two phones"), suggest(2, 3, "two user ids")})
		return err
	})
}

func identityReset(t *testing.T, b *bench) {
	c := four()
	c.Links = []person.Link{link(12, 0, 4, 4, 1, person.Automatic)}
	c.People = []person.Record{named(1, "An")}
	c.Traits = []person.Traits{{Profile: 1, Body: json.RawMessage(`{}`)}}
	c.Suggestions = []person.Suggestion{{Pair: person.Pair{A: 1, B: 2}, Reason: "r", Seq: 1}}
	c.Apart = []person.Pair{{A: 1, B: 2}}
	b.saveIdentity(c)
	before := fmt.Sprint(b.ofPeople(1, 2, 4), b.people(1), b.cursor())
	b.tx(func(tx *store.Tx) error { return tx.Set(b.ctx, "currency", "VND") })
	b.ok(b.Records.ResetIdentity(b.ctx))
	b.want("cursor", b.cursor(), person.Cursor{})
	b.want("profiles and people", len(b.ofPeople(1, 2, 4))+len(b.people(1)), 0)
	b.want("a setting", b.setting("currency"), "VND")
	b.saveIdentity(c)
	b.want("the directory, filled again", fmt.Sprint(b.ofPeople(1, 2, 4), b.people(1), b.cursor()), before)

	b.act(func(tx *store.Tx) error {
		_, err := tx.Update(b.ctx, auth.Everything, record.Person, 1, record.Values{"title": "Kế toán", "tags": []string{"vip"}}, 0)
		return err
	})
	set := fmt.Sprint(b.record(auth.Everything, record.Person, 1).Values)
	b.ok(b.Records.ResetIdentity(b.ctx))
	b.saveIdentity(c)
	b.want("what was set on somebody, filled again", fmt.Sprint(b.record(auth.Everything, record.Person, 1).Values), set)
}

func identityLarge(t *testing.T, b *bench) {
	const n = 20_000
	c := person.Changes{Cursor: person.Cursor{Seq: n, LastProfile: n}}
	keys := make([]person.Key, 0, n)
	for id := int64(1); id <= n; id++ {
		f := founding(id, id, id, person.UserID, fmt.Sprintf("khách %d", id))
		c.Founded, keys = append(c.Founded, f), append(keys, f.Key)
		c.People = append(c.People, named(id, f.Key.Value))
		if id%2 == 0 {
			c.Links = append(c.Links, link(id, 0, id, id, id-1, person.Automatic))
		}
	}
	b.saveIdentity(c)
	found, err := b.Records.Profiles(b.ctx, keys)
	b.ok(err)
	b.want("profiles", len(found), n)
	for i, k := range keys {
		id := int64(i + 1)
		if p := found[k]; p.ID != id || p.Person != id-(id+1)%2 {
			t.Fatalf("profile %d came back as %+v", id, p)
		}
	}
}

// Sources may send texts of 500 characters, and none of them need be Latin.
func identityLong(t *testing.T, b *bench) {
	random := rand.New(rand.NewPCG(1, 1))
	long := func() string {
		var text strings.Builder
		for range 500 {
			text.WriteRune(rune(0x20000 + random.IntN(0xa000)))
		}
		return text.String()
	}
	first, second, name := long(), long(), long()
	b.saveIdentity(person.Changes{
		Founded: []person.Founding{founding(1, 1, 1, person.UserID, first), founding(2, 2, 2, person.UserID, second)},
		People:  []person.Record{named(1, name), named(2, strings.Repeat("ặ ", 250))},
	})
	found, err := b.Records.Profiles(b.ctx, []person.Key{key(person.UserID, second)})
	b.ok(err)
	b.want("the profile of a long id", found[key(person.UserID, second)].ID, 2)
	b.want("a long name", b.people(1), []record.Values{{"name": name}})
}
