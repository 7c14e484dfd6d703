package segment

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/hub/record"
	"banhda/phrase"
)

// holder is a record with a past.
type holder struct {
	Recorded
	past map[string][]int64
}

func (h holder) Get(field string) (Value, bool) { return Value{Text: "customer"}, field == "stage" }
func (h holder) Times(d *Did) []int64           { return h.past[d.Event] }

// Amounts of every event are 100 of any property.
func (h holder) Amounts(m *Sum) (all []Amount) {
	for _, at := range h.past[m.Did.Event] {
		all = append(all, Amount{at, 100})
	}
	return all
}

var hanoi = time.FixedZone("+07", 7*3600)

// noon is a Sunday.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, hanoi)

func asking() Asking {
	return Asking{Type: record.Person, Now: noon, Me: 7, Teams: []int64{3, 4}, Currency: "VND", Hidden: []string{"salary"},
		Fields: append(record.Standard(record.Person),
			record.Field{Key: "size", Kind: record.Number}, record.Field{Key: "budget", Kind: record.Money}, record.Field{Key: "salary", Kind: record.Money},
			record.Field{Key: "vegetarian", Kind: record.Boolean},
			record.Field{Key: "likes", Kind: record.Choices, Options: []record.Option{{Key: "tea", Label: record.Label{Vi: "Trà", En: "Tea"}}, {Key: "rice"}}}),
		ID: func(k record.Kind, text string) (int64, bool) { return 9, text == "usr_9" || text == "com_9" },
		Segment: func(id string) (*Expr, int64, error) {
			if id == "seg_l" {
				return nil, 5, nil
			}
			text, ok := map[string]string{"seg_a": "tags has vip", "seg_b": "in segment seg_c", "seg_c": "name = x or in segment seg_b"}[id]
			if !ok {
				return nil, 0, errors.New("none")
			}
			e, err := Parse(text)
			return e, 0, err
		}}
}

func TestBoundConditionsMatchRecords(t *testing.T) {
	ago := func(days int) int64 { return noon.AddDate(0, 0, -days).UnixMicro() }
	lan := holder{past: map[string][]int64{"Order Completed": {ago(100), ago(20), ago(5)}}, Recorded: Recorded{Consents: map[string]string{"email.marketing": "given"}, Lists: map[int64]bool{5: true},
		Record: &record.Record{Type: record.Person, ID: 1, CreatedAt: ago(10), UpdatedAt: ago(0), Values: record.Values{
			"name": "Nguyễn Thị Đức Lan", "email": "lan@example.vn", "phone": "+84912345678", "owner": int64(7), "team": int64(4), "tags": []string{"new", "vip"},
			"birthday": "1990-02-10", "size": 2.5, "budget": int64(1_200_000), "vegetarian": true, "likes": []string{"tea"}, "language": "vi",
			"companies": []record.Membership{{Company: 9}, {Company: 10}}, "address": map[string]any{"province": "Huế"}}}}}
	for text, want := range map[string]bool{
		`name = "Nguyễn Thị Đức Lan"`: true, `name = "nguyen thi duc lan"`: false, `name ~ "duc lan"`: true, `name ~ ĐỨC`: true, `name contains duc`: false,
		`name starts Nguyễn`: true, `email = LAN@example.vn`: true, `phone = 0912345678`: true, `phone ~ 0912`: true, `phone ~ 4567`: true, `phone ~ 4566`: false,
		`owner = me`: true, `owner = usr_9`: false, `owner != me`: false, `team = my_team`: true, `team != my_team`: false, `not team = my_team`: false,
		`tags has vip`: true, `tags in (x, new)`: true, `tags has VIP`: false, `likes has "trà"`: true, `likes has rice`: false, `companies has com_9`: true,
		`birthday < 1990-03`: true, `birthday = 1990-02`: true, `birthday > 1990-02`: false, `birthday = 1990`: true, `birthday != 1990-02-10`: false,
		`size > 2`: true, `budget = 1tr2`: true, `budget >= "1,5 triệu"`: false, `budget < 2tr`: true, `vegetarian = yes`: true, `vegetarian = "không"`: false,
		`language = "tiếng Việt"`: true, `address.province = "Huế"`: true, `exists address.ward`: false, `exists birthday`: true, `not exists title`: true,
		`created_at > -30d`: true, `created_at > -7d`: false, `created_at = this_month`: true, `created_at = today`: false, `updated_at = today`: true,
		`updated_at = this_week`: true, `created_at = last_week`: true, `created_at < 2026-11-13`: true, `created_at <= 2026-11-12`: true, `created_at < 2026-11-12`: false,
		`did("Order Completed")`: true, `did("Order Completed") >= 3`: true, `did("Order Completed", within 30d) >= 3`: false, `did("Order Completed", within 30d) = 2`: true,
		`never did("Page Viewed")`: true, `never did("Order Completed", within 3d)`: true, `did("Page Viewed") = 0`: true, `did("Page Viewed") < 2`: true,
		`did("Page Viewed") != 0`: false, `did("Order Completed", since 2026-11-01, before 2026-11-20)`: true, `last did("Order Completed") < -3d`: true,
		`last did("Order Completed") < -7d`: false, `first did("Order Completed") < -90d`: true, `last did("Page Viewed") < -7d`: false,
		`sum(did("Order Completed"), total) = 300`: true, `sum(did("Order Completed", within 30d), total) > 200`: false, `sum(did("Order Completed", within 30d), value) >= 200`: true,
		`sum(did("Page Viewed"), n) < 1`: true, `sum(did("Page Viewed"), n) > 0`: false, `bucket("x", 0, 100)`: true, `bucket(x, 0, 50) and bucket(x, 50, 100)`: false,
		`bucket(x, 0, 50) or bucket(x, 50, 100)`: true, `score = 0`: true, `score < 10`: true, `exists score`: true, `in segment seg_l`: true, `not in segment seg_l`: false,
		`consent.email.marketing = given`: true, `consent.sms.marketing = given`: false, `consent.email.marketing != given`: false, `consent.sms.marketing != given`: true,
		`in segment seg_a`: true, `not in segment "seg_a"`: false, `stage = customer and tags has vip`: true, `stage = prospect or in segment seg_a`: true,
	} {
		e, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		n, err := e.Bind(asking())
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := n.Match(lan); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestWhoeverHasNoHistoryDidNothing(t *testing.T) {
	for text, want := range map[string]bool{`never did(x)`: true, `did(x) < 2`: true, `did(x) >= 0`: true, `did(x) = 1`: false, `did(x) != 1`: true, `last did(x) < -1d`: false} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		n, err := e.Bind(asking())
		if err != nil {
			t.Fatal(err)
		}
		n = Replace(n, func(leaf Node) Node { return Among{NewSet()} }) // the warehouse knows nobody
		if got := n.Match(holder{Recorded: Recorded{Record: &record.Record{}}}); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestBindingSaysWhereAndWhat(t *testing.T) {
	for text, want := range map[string]string{
		`name = x and plan = pro`:      `at character 14: found "plan", expected a field of these records`,
		`salary > 1tr`:                 `at character 1: found "salary", expected a field of these records`,
		`name = x and exists salary`:   `at character 21: found "salary"`,
		`budget > much`:                `an amount to compare budget with`,
		`created_at > soon`:            `expected a time`,
		`tags = x or likes has coffee`: `one of the choices of likes`,
		`owner = nobody`:               `an id to compare owner with`,
		`owner ~ lan`:                  `an operator that fits the field`,
		`in segment seg_x`:             `the id of a segment that there is`,
		`in segment seg_b`:             `not made of itself: seg_b → seg_c → seg_b`,
		`consent.email = given`:        `a consent of a person by channel and purpose`,
		`did(x, within 30 d)`:          `at character 15: found "30", expected a length of time`,
		`did(x, since soon)`:           `expected a time`,
		`last did(x) ~ -3d`:            `expected a time`,
		`did(x`:                        `expected a comma or a closing )`,
		`did(x, a = 1, b = 2)`:         `only one condition`,
		`sum(did(x)) > 3`:              `a comma and the property`,
		`sum(did(x), y > 3`:            `a closing )`,
		`sum(did(x), y) has 3`:         `after the sum`,
		`sum(did(x), value) > much`:    `an amount`,
		`bucket(x, 10, 5)`:             `a number greater than the one before`,
		`bucket(x, 0, 101)`:            `from 0 to 100`,
		`bucket(x)`:                    `two numbers from 0 to 100`,
		`did(x) >= often`:              `how many times`,
		`address = "Huế"`:              `of an address a part`,
		`in segments x`:                `expected the name of a field`,
	} {
		e, err := Parse(text)
		if err == nil {
			_, err = e.Bind(asking())
		}
		var at *Error
		if !errors.As(err, &at) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestOnlyPeopleHaveAHistory(t *testing.T) {
	a := asking()
	a.Type, a.Fields = record.Company, record.Standard(record.Company)
	for _, text := range []string{`stage = customer`, `did(x)`, `last did(x) > -1d`, `exists last_seen`, `in segment seg_a`, `consent.email.marketing = given`} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Bind(a); err == nil {
			t.Errorf("%s is taken of companies", text)
		}
	}
}

func TestReadoutsAskTheirHistoryFirst(t *testing.T) {
	e, err := Parse(`name = x and city = y and owner = me and revenue > 500k`)
	if err != nil {
		t.Fatal(err)
	}
	a := asking()
	a.History = true
	n, err := e.Bind(a)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, leaf := range Leaves(n) {
		switch leaf := leaf.(type) {
		case Compare:
			kinds = append(kinds, leaf.Field+" of the history "+leaf.Constants[0].Text)
		case Held:
			kinds = append(kinds, leaf.Field.Key+" of the record")
		}
	}
	if got := strings.Join(kinds, ", "); got != "name of the history x, city of the history y, owner of the record, revenue of the history 500000" {
		t.Error(got)
	}
}

func TestSets(t *testing.T) {
	a, b := NewSet(0, 63, 64, 100_000), NewSet(5)
	b.Join(a)
	var ids []int64
	for id := range b.All() {
		ids = append(ids, id)
	}
	if b.Len() != 5 || len(ids) != 5 || ids[1] != 5 || ids[4] != 100_000 || !b.Has(64) || b.Has(65) || b.Has(-1) || b.Has(1e9) || NewSet().Has(0) {
		t.Error(ids)
	}
}

func TestFoldIsATableOfLetters(t *testing.T) {
	if got := Fold("Nguyễn Thị ĐỨC Ýỵ ß 日本 ÆÐ"); got != "nguyen thi duc yy ß 日本 Æd" {
		t.Error(got)
	}
	from, to := FoldTable()
	if len([]rune(from)) != len([]rune(to)) || len([]rune(from)) < 400 {
		t.Errorf("%d letters become %d", len([]rune(from)), len([]rune(to)))
	}
}

func TestWhatTimeAloneChanges(t *testing.T) {
	for text, want := range map[string]bool{
		`tags has vip`: false, `did(x) >= 3`: false, `did(x, within 30d)`: true, `last_seen < -30d`: true, `birthday = this_month`: true, `not sum(did(x, since 2026-01-01), y) > 3`: false,
		`sum(did(x, within 3d), y) > 3`: true, `last did(x) < -1d`: true, `bucket(x, 0, 10)`: false, `created_at > 2026-01`: false, `in segment seg_a`: false,
	} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := e.Relative(asking()); err != nil || got != want {
			t.Errorf("%s: got %v (%v)", text, got, err)
		}
	}
}

// A draw is even, alike whenever it is made, and that of one seed says nothing of that of another.
func TestDraws(t *testing.T) {
	const n = 200_000
	var tenths [10]int
	both := 0
	for id := range int64(n) {
		at := Draw("tet", id)
		tenths[int(at/10)]++
		if at < 10 && Draw("he", id) < 10 {
			both++
		}
	}
	for i, k := range tenths {
		if k < n/10-600 || k > n/10+600 { // 4.5 standard deviations
			t.Errorf("of %d people %d are in tenth %d", n, k, i)
		}
	}
	if both < n/100-200 || both > n/100+200 {
		t.Errorf("%d of %d are in the first tenth of both", both, n)
	}
	if got := Draw("tet", 7); got != Draw("tet", 7) || got == Draw("tet", 8) {
		t.Errorf("7 is at %v", got)
	}
}

// TestWhatIsForecast is asked as a field: of whom nothing is forecast nothing holds, where nothing can be it is said why, and it
// changes by itself.
func TestWhatIsForecast(t *testing.T) {
	of := map[int64]Outlook{1: {Expected: 900_000, Alive: 0.92}, 2: {Expected: 400_000, Alive: 0.31}, 3: {Alive: 0.05}}
	a := asking()
	a.Foresight = func(now time.Time, holds func(Outlook) bool) (*Set, error) {
		set := NewSet()
		for id, o := range of {
			if holds(o) {
				set.Add(id)
			}
		}
		return set, nil
	}
	for text, want := range map[string][]int64{
		"forecast > 500k": {1}, "forecast >= 400000": {1, 2}, "alive < 50": {2, 3}, "alive < 50 and forecast > 0": {2}, "exists forecast": {1, 2, 3},
		"not alive < 50": {1, 4}, "not exists alive": {4}, "alive >= 92": {1}, "forecast = 0": {3},
	} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		n, err := e.Bind(a)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var fit []int64
		for id := range int64(5) {
			if id > 0 && n.Match(Recorded{Record: &record.Record{Type: record.Person, ID: id}}) {
				fit = append(fit, id)
			}
		}
		if !slices.Equal(fit, want) {
			t.Errorf("%s: %v, not %v", text, fit, want)
		}
		if moves, err := e.Relative(a); !moves || err != nil {
			t.Errorf("%s stays as it is: %v", text, err)
		}
	}
	for text, want := range map[string]string{"alive < 130": "a percentage from 0 to 100", "alive < soon": "a percentage", "forecast > much": "an amount", "alive in (3, 4)": "one of = != <", "forecast ~ 5": "one of = != <"} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Bind(a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	a.Foresight = func(time.Time, func(Outlook) bool) (*Set, error) { return nil, phrase.Sentencef("another condition") }
	e, _ := Parse("tags has vip and alive < 50")
	if _, err := e.Bind(a); err == nil || err.Error() != `at character 18: found "alive", expected another condition` {
		t.Errorf("where nothing can be forecast: %v", err)
	}
	a.Hidden = []string{"revenue"}
	if _, err := e.Bind(a); err == nil || !strings.Contains(err.Error(), "that you may see") {
		t.Errorf("who may not see revenue asks for it: %v", err)
	}
}
