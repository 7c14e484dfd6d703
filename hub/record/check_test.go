package record_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	"banhda/hub/record"
)

func ptr(n float64) *float64 { return &n }

var choices = []record.Option{{Key: "gold", Label: record.Label{Vi: "Vàng", En: "Gold"}}, {Key: "silver", Label: record.Label{Vi: "Bạc", En: "Silver"}}}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		field record.Field
		raw   any
		want  any
	}{
		{record.Field{Kind: record.Text}, "  Hoa\u0300  ", "Hoà"},
		{record.Field{Kind: record.Text}, "a\nb\x00", "a b"},
		{record.Field{Kind: record.Text}, "", nil},
		{record.Field{Kind: record.Text, Pattern: "[0-9]{3}"}, "123", "123"},
		{record.Field{Kind: record.LongText}, "a\nb", "a\nb"},
		{record.Field{Kind: record.Number, Min: ptr(0), Max: ptr(10)}, 2.5, 2.5},
		{record.Field{Kind: record.Number}, "1.234,5", 1234.5},
		{record.Field{Kind: record.Money}, 1500.0, int64(1500)},
		{record.Field{Kind: record.Money}, "1tr2", int64(1_200_000)},
		{record.Field{Kind: record.Money, Currency: "USD"}, "12,50", int64(1250)},
		{record.Field{Kind: record.Money, Currency: "USD", Max: ptr(12)}, 1200.0, int64(1200)},
		{record.Field{Kind: record.Date}, "2026-02-28", "2026-02-28"},
		{record.Field{Kind: record.Instant}, "2026-11-22T08:00:00+07:00", int64(1795309200000000)},
		{record.Field{Kind: record.Boolean}, "true", true},
		{record.Field{Kind: record.Choice, Options: choices}, "gold", "gold"},
		{record.Field{Kind: record.Choices, Options: choices}, []any{"silver", "gold", "silver"}, []string{"gold", "silver"}},
		{record.Field{Kind: record.URL}, "example.vn/a", "https://example.vn/a"},
		{record.Field{Kind: record.Email}, " An@Example.VN ", "an@example.vn"},
		{record.Field{Kind: record.Phone}, "0912 345 678", "+84912345678"},
		{record.Field{Kind: record.Address}, map[string]any{"province": "Huế", "ward": ""}, map[string]any{"province": "Huế"}},
		{record.Field{Kind: record.Address}, map[string]any{}, nil},
		{record.Field{Kind: record.OfFirm}, int64(7), int64(7)},
		{record.Field{Kind: record.Tags}, []any{"vip", " sỉ", "vip", ""}, []string{"sỉ", "vip"}},
		{record.Field{Kind: record.Tags}, []any{}, nil},
		{record.Field{Kind: record.Firms}, []any{map[string]any{"company": 3.0, "role": "CEO"}, map[string]any{"company": 2.0, "until": "2026-01-31"}},
			[]record.Membership{{Company: 2, Until: "2026-01-31"}, {Company: 3, Role: "CEO", Primary: true}}},
	} {
		got, err := c.field.Check(c.raw)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %#v: got %#v (%v), want %#v", c.field.Kind, c.raw, got, err, c.want)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for _, c := range []struct {
		field record.Field
		raw   any
	}{
		{record.Field{Kind: record.Text}, 5.0}, {record.Field{Kind: record.Text, Pattern: "[0-9]{3}"}, "1234"},
		{record.Field{Kind: record.Number, Max: ptr(10)}, 11.0}, {record.Field{Kind: record.Number}, "ten"},
		{record.Field{Kind: record.Money}, 1.5}, {record.Field{Kind: record.Money}, 1e17}, {record.Field{Kind: record.Money}, "1tr2k"},
		{record.Field{Kind: record.Money, Currency: "USD", Max: ptr(12)}, 1201.0},
		{record.Field{Kind: record.Date}, "2026-02-29"}, {record.Field{Kind: record.Date}, "22/11/2026"}, {record.Field{Kind: record.Instant}, "noon"},
		{record.Field{Kind: record.Boolean}, "yes"}, {record.Field{Kind: record.Choice, Options: choices}, "Vàng"}, {record.Field{Kind: record.Choices, Options: choices}, []any{"x"}},
		{record.Field{Kind: record.URL}, "javascript://alert(1)"}, {record.Field{Kind: record.URL}, "https://a:b@example.vn"}, {record.Field{Kind: record.URL}, "intranet"},
		{record.Field{Kind: record.Email}, "an"}, {record.Field{Kind: record.Phone}, "123"}, {record.Field{Kind: record.Address}, map[string]any{"street": "x"}},
		{record.Field{Kind: record.OfFirm}, "com_1"}, {record.Field{Kind: record.OfFirm}, int64(0)}, {record.Field{Kind: record.Tags}, "vip"},
		{record.Field{Kind: record.Firms}, []any{map[string]any{"company": 3.0, "primary": true}, map[string]any{"company": 4.0, "primary": true}}},
		{record.Field{Kind: record.Lines}, []any{map[string]any{"name": "x", "quantity": 0.0}}}, {record.Field{Kind: "unheard of"}, "x"},
		{record.Field{Kind: record.Prices}, []any{map[string]any{"book": "b", "amount": 1.0, "currency": "đồng"}}},
		{record.Field{Kind: record.Pictures}, []any{map[string]any{"file": "https://elsewhere.example/a.jpg"}}},
	} {
		c.field.Key = "asked"
		var wrong *record.Wrong
		if got, err := c.field.Check(c.raw); !errors.As(err, &wrong) || wrong.Field != "asked" {
			t.Errorf("%s took %#v as %#v (%v)", c.field.Kind, c.raw, got, err)
		}
	}
}

func TestReadAmount(t *testing.T) {
	for text, want := range map[string]int64{
		"500k": 500_000, "1tr2": 1_200_000, "1tr25": 1_250_000, "1,5 triệu": 1_500_000, "2 tỷ": 2_000_000_000, "2 tỉ 5": 2_500_000_000, "250.000 đ": 250_000, "250000đ": 250_000,
		"1.234.567": 1_234_567, "1.5tr": 1_500_000, "1.500 triệu": 1_500_000, "15 nghìn": 15_000, "20 ngàn đồng": 20_000, "3 củ": 3_000_000, "-50k": -50_000, "1 200 000 VND": 1_200_000, "0": 0,
		"1500000₫": 1_500_000, "0,5tr": 500_000,
	} {
		if got, ok := record.ReadAmount(text, "VND"); !ok || got != want {
			t.Errorf("%q: %d (%v), want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "k", "tr2", "1,5tr2", "1..5", "1.5", "abc", "1tr2345", "99999999999 tỷ", "1.23.456", "12345,6", "1tr2k"} {
		if got, ok := record.ReadAmount(text, "VND"); ok {
			t.Errorf("%q was read as %d", text, got)
		}
	}
	if got, ok := record.ReadAmount("$1,234.50", "USD"); ok {
		t.Errorf("a sign in front: %d", got)
	}
	if got, ok := record.ReadAmount("1.234,50", "USD"); !ok || got != 123_450 {
		t.Errorf("dollars: %d %v", got, ok)
	}
}

// Whatever is typed, an amount that is read is written and read again as the same one.
func FuzzReadAmount(f *testing.F) {
	for _, s := range []string{"500k", "1tr2", "1,5 triệu", "250.000 đ", "1.234,56", "-3 củ", "９k"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := record.ReadAmount(s, "VND")
		if !ok {
			return
		}
		text, _ := json.Marshal(n)
		if again, ok := record.ReadAmount(string(text), "VND"); !ok || again != n {
			t.Errorf("%q is %d, and that is %d (%v)", s, n, again, ok)
		}
	})
}

// Whatever comes as JSON: what is taken is in its one form already, and comes back from the store as it was.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{`"a"`, `1.5`, `true`, `["a","b"]`, `{"province":"Huế"}`, `[{"company":1}]`, `[{"name":"x","quantity":1000,"price":5}]`, `"0912345678"`, `"2026-11-22"`} {
		f.Add(s)
	}
	kinds := []record.Kind{record.Text, record.LongText, record.Number, record.Money, record.Date, record.Instant, record.Boolean, record.Choice, record.Choices, record.URL,
		record.Email, record.Phone, record.Address, record.Tags, record.Firms, record.Lines, record.Prices, record.Pictures}
	f.Fuzz(func(t *testing.T, text string) {
		var raw any
		if json.Unmarshal([]byte(text), &raw) != nil {
			return
		}
		for _, kind := range kinds {
			field := record.Field{Key: "asked", Kind: kind, Options: choices}
			value, err := field.Check(raw)
			if err != nil || value == nil {
				continue
			}
			if again, err := field.Check(value); err != nil || !reflect.DeepEqual(again, value) {
				t.Errorf("%s %s: %#v became %#v (%v)", kind, text, value, again, err)
			}
			kept, err := record.EncodeValue(value)
			if err != nil {
				t.Fatalf("%s %s: %v", kind, text, err)
			}
			if back := field.DecodeValue(kept); !reflect.DeepEqual(back, value) {
				t.Errorf("%s %s: %#v came back as %#v", kind, text, value, back)
			}
		}
	})
}

func TestGreeting(t *testing.T) {
	for _, c := range [][3]string{
		{"chi", "Nguyễn Thị Lan", "chị Lan"}, {"", "Nguyễn Thị Lan", "Lan"}, {"anh", "", "anh"}, {"", "", "quý khách"}, {"quy_khach", "", "quý khách"}, {"quy_khach", "Lan", "Lan"},
	} {
		if got := record.Greeting(c[0], c[1]); got != c[2] {
			t.Errorf("%s %s is addressed as %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestFieldsAreFounded(t *testing.T) {
	others := record.Standard(record.Person)
	f := record.Field{Type: record.Person, Kind: record.Choice, Label: record.Label{Vi: "Hạng thẻ"}, Options: []record.Option{{Label: record.Label{Vi: "Vàng"}}}}
	if err := f.Found(others); err != nil || f.Key != "hang_the" || f.Label.En != "Hạng thẻ" || f.Options[0].Key != "vang" {
		t.Errorf("%+v, %v", f, err)
	}
	again := record.Field{Type: record.Person, Kind: record.Text, Label: record.Label{Vi: "Hạng thẻ"}}
	if err := again.Found(append(others, f)); err != nil || again.Key != "hang_the_2" || again.Position <= f.Position {
		t.Errorf("%+v, %v", again, err)
	}
	for _, f := range []record.Field{
		{Key: "name", Kind: record.Text, Label: record.Label{Vi: "x"}}, {Key: "stage", Kind: record.Text, Label: record.Label{Vi: "x"}}, {Key: "Bad", Kind: record.Text, Label: record.Label{Vi: "x"}},
		{Kind: record.Text}, {Kind: record.Choice, Label: record.Label{Vi: "x"}}, {Kind: record.Text, Pattern: "(", Label: record.Label{Vi: "x"}},
		{Kind: record.Boolean, Unique: true, Label: record.Label{Vi: "x"}}, {Kind: record.Number, Min: ptr(2), Max: ptr(1), Label: record.Label{Vi: "x"}},
	} {
		if err := f.Found(others); err == nil {
			t.Errorf("%+v was taken", f)
		}
	}
	keys := []string{}
	for _, f := range others {
		keys = append(keys, f.Key)
		if f.Label.Vi == "" || f.Label.En == "" || !f.Standard || f.Position == 0 {
			t.Errorf("%+v is not whole", f)
		}
	}
	if slices.Sort(keys); len(slices.Compact(keys)) != len(others) {
		t.Errorf("keys %v", keys)
	}
}
