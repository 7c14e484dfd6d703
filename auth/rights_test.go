package auth

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// seller is somebody of a role made by the company: sees what is the team's, changes what is their own, knows no phone.
var seller = Rights{
	Permissions: []string{"wheel:read", "events:read"},
	Grants:      Grants{People: {Read: Team, Update: Own}},
	Hidden:      map[string][]string{People: {"phone", "birthday"}},
}

func TestAReachIsAsFarAsTheGrant(t *testing.T) {
	a := Actor{ID: 7, Kind: User, Rights: &seller, Teams: []int64{3, 4}}
	for _, c := range []struct {
		verb Verb
		want Reach
	}{
		{Read, Reach{User: 7, Teams: []int64{3, 4}}},
		{Update, Reach{User: 7}},
		{Delete, Reach{}},
	} {
		if got := a.Reach(People, c.verb); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s reaches %+v, not %+v", c.verb, got, c.want)
		}
	}
	if got := a.Reach(Companies, Read); !got.None() {
		t.Errorf("what is not granted reaches %+v", got)
	}
	if got := a.Hidden(People); !slices.Equal(got, []string{"birthday", "phone"}) {
		t.Errorf("hidden: %v", got)
	}
}

func TestAKeyReachesNoFurtherThanItsMaker(t *testing.T) {
	k := Actor{ID: 1, Kind: Key, Maker: 7, Rights: &seller, Teams: []int64{3}, Scopes: []string{"people:read", "people:delete", "wheel:read"}}
	if got := k.Reach(People, Read); !reflect.DeepEqual(got, Reach{User: 7, Teams: []int64{3}}) {
		t.Errorf("a key reads %+v", got)
	}
	if k.May("people:delete") || k.May("people:update") || k.May(Myself) {
		t.Error("a key may what its maker may not, or what no scope says")
	}
	if got := k.Hidden(People); len(got) != 2 {
		t.Errorf("hidden from a key: %v", got)
	}
	if k.Covers(seller) || !k.Covers(Rights{Permissions: []string{"wheel:read"}, Hidden: seller.Hidden}) {
		t.Error("a key covers more, or less, than its scopes leave of its maker's rights")
	}
	house := Actor{ID: 2, Kind: Key, Scopes: []string{"people:read"}}
	if !house.Reach(People, Read).All || house.May("people:update") {
		t.Error("a key the house made goes less far, or further, than its scopes")
	}
}

// What shows everybody with everything is nothing for who may see only some, or not all of them.
func TestWhatShowsAllNeedsToSeeAll(t *testing.T) {
	for _, c := range []struct {
		extent Extent
		hidden []string
		want   bool
	}{{All, nil, true}, {Team, nil, false}, {All, []string{"phone"}, false}} {
		r := Rights{Permissions: []string{"events:read", "wheel:read"}, Grants: Grants{People: {Read: c.extent}, Companies: {Read: All}, Products: {Read: All}, Orders: {Read: All}, Deals: {Read: All}, Tickets: {Read: All}}, Hidden: map[string][]string{People: c.hidden}}
		if r.May("events:read") != c.want || !r.May("wheel:read") {
			t.Errorf("%s without %v may read events: %v", c.extent, c.hidden, !c.want)
		}
	}
}

func TestWhoHasToSetUpASecondFactorHasNothingElse(t *testing.T) {
	a := Actor{ID: 7, Kind: User, Role: Owner, Unready: true}
	if a.May("wheel:read") || !a.May(Myself) || !a.Reach(People, Read).None() {
		t.Error("somebody who is not ready goes further than their own")
	}
}

// Rights that cover others hold every permission they hold, and go as far.
func TestToCoverIsToGoAsFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyRights(t, "a"), anyRights(t, "b")
		if !a.Covers(a) {
			t.Fatalf("%+v does not cover itself", a)
		}
		if !a.Covers(b) {
			return
		}
		for _, p := range Permissions() {
			if b.May(p) && !a.May(p) {
				t.Fatalf("covered, and yet only the other may %s", p)
			}
		}
		x, y := Actor{ID: 7, Kind: User, Rights: &a, Teams: []int64{3}}, Actor{ID: 7, Kind: User, Rights: &b, Teams: []int64{3}}
		for _, kind := range Kinds {
			for _, v := range Verbs {
				for _, r := range [][2]int64{{7, 0}, {8, 3}, {8, 4}, {0, 0}} {
					if y.Reach(kind, v).Reaches(r[0], r[1]) && !x.Reach(kind, v).Reaches(r[0], r[1]) {
						t.Fatalf("covered, and yet only the other may %s %s of %v", v, kind, r)
					}
				}
			}
		}
	})
}

func anyRights(t *rapid.T, label string) Rights {
	r := Rights{Grants: Grants{}, Hidden: map[string][]string{}, Everything: rapid.IntRange(0, 9).Draw(t, label+" everything") == 0}
	r.Permissions = rapid.SliceOfDistinct(rapid.SampledFrom(Permissions()), rapid.ID).Draw(t, label+" plain")
	for _, kind := range Kinds {
		r.Grants[kind] = map[Verb]Extent{}
		for _, v := range Verbs {
			r.Grants[kind][v] = rapid.SampledFrom(append(Extents, "", All, All)).Draw(t, label+string(v))
		}
		r.Hidden[kind] = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"phone", "email"}), rapid.ID).Draw(t, label+" hidden")
	}
	return r
}

// Rules act on everybody's behalf: who does not see all records with all their fields may not change them.
func TestRulesAreForWhoSeesEverything(t *testing.T) {
	grants := func() Grants {
		g := Grants{}
		for _, kind := range []string{People, Companies, Products, Orders, Deals, Tickets} {
			g[kind] = map[Verb]Extent{Read: All}
		}
		return g
	}
	r := Rights{Permissions: []string{"rules:write"}, Grants: grants()}
	if !r.May("rules:write") {
		t.Error("who sees everything may not change rules")
	}
	r.Hidden = map[string][]string{Orders: {"total"}}
	if r.May("rules:write") {
		t.Error("who does not see a field may change rules")
	}
	r.Hidden, r.Grants[Companies] = nil, map[Verb]Extent{Read: Team}
	if r.May("rules:write") {
		t.Error("who sees their team's companies may change rules")
	}
}
