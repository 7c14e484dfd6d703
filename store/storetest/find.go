package storetest

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// custom are fields a company has made, of the kinds the standard ones have not.
var custom = []record.Field{
	{Type: record.Company, Key: "staff", Kind: record.Number, Label: record.Label{Vi: "Nhân sự", En: "Staff"}},
	{Type: record.Company, Key: "budget", Kind: record.Money, Label: record.Label{Vi: "Ngân sách", En: "Budget"}},
	{Type: record.Company, Key: "founded", Kind: record.Date, Label: record.Label{Vi: "Thành lập", En: "Founded"}},
	{Type: record.Company, Key: "partner", Kind: record.Boolean, Label: record.Label{Vi: "Đối tác", En: "Partner"}},
	{Type: record.Company, Key: "buys", Kind: record.Choices, Label: record.Label{Vi: "Mua", En: "Buys"}, Options: []record.Option{{Key: "tea"}, {Key: "rice"}, {Key: "cà phê"}}},
}

// crowd makes many companies of few values, so that conditions and orders meet equals and gaps.
func (b *bench) crowd(n int) (all []record.Record, fields []record.Field) {
	random := rand.New(rand.NewPCG(uint64(n), 3))
	pick := func(of ...any) any { return of[random.IntN(len(of))] }
	for range 3 {
		b.act(func(t *store.Tx) error {
			for _, f := range custom {
				if err := t.SaveField(b.ctx, f); err != nil {
					return err
				}
			}
			values := make([]record.Values, n/3)
			for i := range values {
				values[i] = record.Values{}
				for key, value := range map[string]any{
					"name": pick("Ánh Dương", "Bình Minh", "An Phú", "an phú", "Đức Ánh", "Đại Đồng"), "owner": pick(nil, int64(1), int64(2)), "team": pick(nil, int64(1)),
					"email": pick(nil, "a@x.vn", "b@x.vn"), "phone": pick(nil, "+84912345678", "+84987654321"), "tags": pick(nil, []string{"vip"}, []string{"new", "vip"}),
					"industry": pick(nil, "Cà phê", "ca phe", "50% O'x_", "Trà"), "size": pick(nil, "small", "large"), "staff": pick(nil, 2.5, 10.0, -1.0),
					"budget": pick(nil, int64(0), int64(1_200_000)), "founded": pick(nil, "2020-02-29", "2026-11-22"), "partner": pick(nil, true, false),
					"buys": pick(nil, []string{"tea"}, []string{"rice", "tea"}, []string{"cà phê"}), "address": pick(nil, map[string]any{"province": "Huế"}, map[string]any{"ward": "1", "province": "Lai Châu"}),
				} {
					if value != nil {
						values[i][key] = value
					}
				}
			}
			made, err := t.CreateAll(b.ctx, auth.Everything, record.Company, make([]int64, len(values)), values)
			all = append(all, made...)
			return err
		})
	}
	b.act(func(t *store.Tx) error {
		bin := []int64{all[3].ID, all[40].ID}
		_, err := t.RemoveAll(b.ctx, auth.Everything, record.Company, bin)
		all = slices.DeleteFunc(all, func(r record.Record) bool { return slices.Contains(bin, r.ID) })
		return err
	})
	_, err := b.Records.IndexFields(b.ctx)
	b.ok(err)
	b.view(func(v *store.View) (err error) {
		fields, err = v.Fields(b.ctx, record.Company)
		return err
	})
	return all, fields
}

// leaves are conditions of every kind and operator.
var leaves = []string{
	`name = "An Phú"`, `name != "An Phú"`, `name ~ duc`, `name contains "Á"`, `name starts "Đ"`, `name < "B"`, `name in ("an phú", "Bình Minh")`, `email = A@x.vn`, `email != a@x.vn`,
	`exists email`, `phone = 0912345678`, `phone ~ 0987`, `phone != 0912345678`, `owner = me`, `owner != me`, `owner in (me, usr_2)`, `exists owner`, `team = my_team`, `tags has vip`,
	`tags in (new, x)`, `exists tags`, `industry = "Cà phê"`, `industry ~ "CA PHE"`, `industry contains "%"`, `industry starts "50% O'"`, `industry != Trà`, `industry in (Trà, "ca phe")`,
	`exists industry`, `size = small`, `size != small`, `staff > 2`, `staff = 2.5`, `staff in (10, -1)`, `staff <= 2.5`, `exists staff`, `budget = 0`, `budget >= 1tr2`, `budget != 0`,
	`founded = 2020-02`, `founded > 2020-02`, `founded != 2020`, `founded = today`, `partner = yes`, `partner != yes`, `exists partner`, `buys has tea`, `buys in (rice, "cà phê")`, `exists buys`,
	`address.province = "Huế"`, `address.province ~ "lai chau"`, `exists address.ward`, `address.ward in ("1", "2")`, `created_at > -1d`, `created_at < -1d`, `updated_at = this_week`,
}

// tree draws a condition, and joins some of its parts by sets, small and large.
func tree(random *rand.Rand, depth int, asking segment.Asking, sets []*segment.Set) segment.Node {
	if depth == 0 || random.IntN(3) == 0 {
		if random.IntN(4) == 0 {
			return segment.Among{Set: sets[random.IntN(len(sets))]}
		}
		e, err := segment.Parse(leaves[random.IntN(len(leaves))])
		if err != nil {
			panic(err)
		}
		n, err := e.Bind(asking)
		if err != nil {
			panic(fmt.Sprint(e, ": ", err))
		}
		return n
	}
	a, c := tree(random, depth-1, asking, sets), tree(random, depth-1, asking, sets)
	switch random.IntN(3) {
	case 0:
		return segment.And{a, c}
	case 1:
		return segment.Or{a, c}
	}
	return segment.Not{Of: a}
}

func (b *bench) asking(fields []record.Field) segment.Asking {
	return segment.Asking{Type: record.Company, Fields: fields, Now: time.UnixMicro(b.now.Load()).UTC(), Me: 1, Teams: []int64{1}, Currency: "VND",
		ID: func(_ record.Kind, text string) (int64, bool) { return 2, text == "usr_2" }}
}

// foundAlike holds what the database finds to what segment defines, record by record.
func foundAlike(t *testing.T, b *bench) {
	all, fields := b.crowd(150)
	asking := b.asking(fields)
	random := rand.New(rand.NewPCG(5, 6))
	big := segment.NewSet()
	for id := range int64(3000) {
		if id%3 != 0 {
			big.Add(id)
		}
	}
	sets := []*segment.Set{segment.NewSet(), segment.NewSet(all[5].ID, all[50].ID, 9000), big}
	for _, text := range leaves {
		e, err := segment.Parse(text)
		b.ok(err)
		n, err := e.Bind(asking)
		b.ok(err)
		b.alike(text, all, store.Finding{Type: record.Company, Where: n, Reach: auth.Everything})
		b.alike("not "+text, all, store.Finding{Type: record.Company, Where: segment.Not{Of: n}, Reach: auth.Everything})
	}
	for i := range 150 {
		q := store.Finding{Type: record.Company, Where: tree(random, 4, asking, sets), Reach: auth.Everything}
		if i%3 == 0 {
			q.Reach = auth.Reach{User: 2, Teams: []int64{1}}
		}
		b.alike(fmt.Sprintf("tree %d: %#v", i, q.Where), all, q)
	}
}

// alike compares what is found, and counted, with what fits.
func (b *bench) alike(what string, all []record.Record, q store.Finding) {
	b.t.Helper()
	var want []int64
	for i := range all {
		r := &all[i]
		if q.Reach.Reaches(r.Values.Int("owner"), r.Values.Int("team")) && q.Where.Match(segment.Recorded{Record: r}) {
			want = append(want, r.ID)
		}
	}
	q.Limit = len(all)
	b.view(func(v *store.View) error {
		ids, next, err := v.FindIDs(b.ctx, q)
		b.ok(err)
		n, err := v.Count(b.ctx, q)
		if !slices.Equal(ids, want) || next != nil || n != int64(len(want)) {
			b.t.Errorf("%s:\nfound   %v\ncounted %d\nwant    %v", what, ids, n, want)
		}
		return err
	})
}

// foundInOrder reads pages in every order, and compares them with a sorted list.
func foundInOrder(t *testing.T, b *bench) {
	all, fields := b.crowd(99)
	by := func(key string, desc bool) store.SortField {
		f, _, _ := segment.Find(fields, nil, key)
		return store.SortField{Field: f, Desc: desc}
	}
	large := segment.NewSet()
	for id := range int64(2000) {
		large.Add(id)
	}
	province, part, _ := segment.Find(fields, nil, "address.province")
	for _, keys := range [][]store.SortField{
		nil, {by("name", false)}, {by("name", true)}, {by("created_at", true)}, {by("updated_at", false)}, {by("email", false)}, {by("email", true)}, {by("owner", false)}, {by("staff", true)},
		{by("budget", false)}, {by("founded", true)}, {by("partner", false)}, {by("industry", true)}, {{Field: province, Part: part}}, {by("size", false), by("name", true)},
		{by("owner", true), by("staff", false), by("name", false)}, {by("founded", false), by("founded", true)},
	} {
		want := slices.Clone(all)
		slices.SortStableFunc(want, func(a, c record.Record) int { return compareBy(keys, &a, &c) })
		for _, q := range []store.Finding{{}, {Where: segment.Among{Set: large}}} {
			q.Type, q.Reach, q.Sort, q.Limit = record.Company, auth.Everything, keys, 7
			var got []int64
			for range len(all) {
				page, next := b.page(q)
				for _, r := range page {
					got = append(got, r.ID)
				}
				if next == nil {
					break
				}
				at, err := store.ParsePlace(next.String())
				b.ok(err)
				q.After = at
			}
			var ids []int64
			for _, r := range want {
				ids = append(ids, r.ID)
			}
			if !slices.Equal(got, ids) {
				t.Errorf("by %v:\ngot  %v\nwant %v", keys, got, ids)
			}
		}
	}
	b.view(func(v *store.View) error {
		q := store.Finding{Type: record.Company, Reach: auth.Everything, Sort: []store.SortField{by("name", false)}, Limit: 1, After: &store.Place{ID: 3}}
		_, _, err := v.FindIDs(b.ctx, q)
		b.want("a place of another order", err, store.ErrPlace)
		q = store.Finding{Type: record.Company, Reach: auth.Everything, Deleted: true, Limit: 10}
		n, err := v.Count(b.ctx, q)
		b.want("in the bin", n, int64(2))
		return err
	})
}

func (b *bench) page(q store.Finding) (page []record.Record, next *store.Place) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		page, next, err = v.Find(b.ctx, q)
		return err
	})
	return page, next
}

func compareBy(keys []store.SortField, a, b *record.Record) int {
	desc := false
	for _, k := range keys {
		desc = k.Desc
		x, y := sortValue(k, a), sortValue(k, b)
		if x == nil || y == nil {
			if c := cmp.Compare(there(y), there(x)); c != 0 {
				return c
			}
			continue
		}
		c := compareValues(x, y)
		if desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	if desc {
		return cmp.Compare(b.ID, a.ID)
	}
	return cmp.Compare(a.ID, b.ID)
}

func there(value any) int {
	if value == nil {
		return 0
	}
	return 1
}

func sortValue(k store.SortField, r *record.Record) any {
	value := segment.Recorded{Record: r}.Held(k.Field.Key)
	if k.Field.Key == "name" {
		return person.SortKey(value.(string))
	}
	if parts, ok := value.(map[string]any); ok {
		return parts[k.Part]
	}
	return value
}

func compareValues(x, y any) int {
	switch x := x.(type) {
	case []byte:
		return bytes.Compare(x, y.([]byte))
	case string:
		return cmp.Compare(x, y.(string))
	case int64:
		return cmp.Compare(x, y.(int64))
	case float64:
		return cmp.Compare(x, y.(float64))
	case bool:
		return cmp.Compare(number(x), number(y.(bool)))
	}
	panic(fmt.Sprintf("%T", x))
}

func number(is bool) int {
	if is {
		return 1
	}
	return 0
}
