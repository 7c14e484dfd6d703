package search

import (
	"slices"
	"testing"

	"banhda/hub/record"
)

var duc = &record.Record{Type: record.Person, ID: 1, Values: record.Values{"name": "Nguyễn Văn Đức", "email": "duc.sale@song-huong.vn", "phone": "+84912345678"}}

func TestWhatIsTypedIsAnswered(t *testing.T) {
	also := Known{Emails: []string{"vanduc@gmail.com"}, Phones: []string{"+84283822123", "+1 212 555 0199"}}
	order := &record.Record{Type: record.Order, Values: record.Values{"name": "DH-2026-0012", "number": "DH-2026-0012"}}
	for _, c := range []struct {
		typed string
		of    *record.Record
		how   int
		field string
	}{
		{"Nguyễn Văn Đức", duc, Same, "name"}, {"nguyen van duc", duc, Alike, "name"}, {"duc nguyen", duc, Whole, "name"}, {"nguyen", duc, Whole, "name"},
		{"nguyen van d", duc, Begins, "name"}, {"ngu du", duc, Part, "name"}, {"DUC", duc, Whole, "name"}, {"guyen", duc, 0, ""}, {"lan", duc, 0, ""},
		{"duc.sale@song-huong.vn", duc, Same, "email"}, {"sale@song", duc, Whole, "email"}, {"sal@son", duc, Part, "email"}, {"vanduc", duc, Whole, "email"}, {"vandu", duc, Begins, "email"}, {"gmail.com", duc, Whole, "email"},
		{"0912345678", duc, Same, "phone"}, {"+84 912 345 678", duc, Same, "phone"}, {"0912", duc, Begins, "phone"}, {"345", duc, Part, "phone"}, {"346", duc, 0, ""},
		{"3822", duc, Part, "phone"}, {"555 0199", duc, Part, "phone"}, {"duc 5678", duc, Part, "name"}, {"duc gmail", duc, Part, "name"}, {"duc 5679", duc, 0, ""},
		{"dh-2026-0012", order, Same, "name"}, {"0012", order, Whole, "name"}, {"2026 dh", order, Whole, "name"},
	} {
		q, ok := Parse(c.typed)
		if !ok {
			t.Errorf("%q is nothing to look for", c.typed)
		}
		if how, field := q.Answer(c.of, also, nil); how != c.how || field != c.field {
			t.Errorf("%q: %d by %q, want %d by %q", c.typed, how, field, c.how, c.field)
		}
		if c.how > 0 && !finds(q, Words(c.of, also), nil) {
			t.Errorf("%q: the index does not know %v by %v", c.typed, Words(c.of, also), q.Ways(nil))
		}
	}
}

// finds reports whether words answer in one of the ways.
func finds(q Query, words, hidden []string) bool {
	return slices.ContainsFunc(q.Ways(hidden), func(way [][]Term) bool {
		for _, group := range way {
			if !slices.ContainsFunc(group, func(t Term) bool {
				return slices.ContainsFunc(words, func(w string) bool {
					return w == t.Text || t.Prefix && len(w) > len(t.Text) && w[:len(t.Text)] == t.Text
				})
			}) {
				return false
			}
		}
		return true
	})
}

func TestWhatIsHiddenFindsNobody(t *testing.T) {
	for typed, hidden := range map[string]string{"0912345678": "phone", "duc.sale": "email", "duc 5678": "phone"} {
		q, _ := Parse(typed)
		if how, _ := q.Answer(duc, Known{}, []string{hidden}); how != 0 {
			t.Errorf("%q finds somebody by what is hidden", typed)
		}
		if finds(q, Words(duc, Known{}), []string{hidden}) {
			t.Errorf("%q: the index tells what is hidden", typed)
		}
	}
}

func TestNothingIsNothingToLookFor(t *testing.T) {
	for _, typed := range []string{"", "  ", "@", `"*' OR`[:2]} {
		if _, ok := Parse(typed); ok {
			t.Errorf("%q is looked for", typed)
		}
	}
}

// The digits of an address are not dialled: nobody's number would answer it, and many have them.
func TestDigitsOfAnAddressAreNotDialled(t *testing.T) {
	for typed, ways := range map[string]int{"an 123": 2, "123@example.vn": 1, "0912 345 678": 2} {
		if q, _ := Parse(typed); len(q.Ways(nil)) != ways {
			t.Errorf("%q is looked for in %v", typed, q.Ways(nil))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("nguyễn 0912 a@b.vn")
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := Parse(text)
		if !ok {
			return
		}
		for _, way := range q.Ways(nil) {
			if len(way) == 0 {
				t.Fatalf("%q: a way without a word finds everybody", text)
			}
		}
	})
}
