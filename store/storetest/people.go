package storetest

import (
	"slices"
	"testing"

	"banhda/hub/person"
	"banhda/store"
)

// names are in Vietnamese order: by given name, then by what stands before it; the nameless come last.
var names = []string{
	"Trần Thị Bích An", "Vũ An", "Lê Ánh", "Phạm Ân", "Nguyễn Văn Bình", "Lê Dung", "Hoàng Đạt", "Nguyễn Đình Đức",
	"Ngô Thị Hương", "Ngô Thị Hường", "Đỗ 100%_\\ Quốc", "Đặng Thuỳ Trâm", "",
}

// meet saves the people of names, in another order, with ids from 1 in the order of names.
func (b *bench) meet() {
	var people []person.Record
	for i, name := range names {
		people = append(people, named(int64(i+1), name))
	}
	slices.Reverse(people)
	b.saveIdentity(person.Changes{People: people})
}

// list gives the names of all pages of a question.
func (b *bench) list(search string, limit int) (got []string) {
	b.t.Helper()
	q := store.PeopleQuestion{Search: search, Limit: limit}
	for {
		var page []person.Record
		b.view(func(v *store.View) (err error) {
			page, q.After, err = v.People(b.ctx, q)
			return err
		})
		for _, p := range page {
			got = append(got, p.Name)
		}
		if q.After == "" {
			return got
		}
		b.want("people on a page that is not the last", len(page), limit)
	}
}

func peopleSearch(t *testing.T, b *bench) {
	b.meet()
	for search, want := range map[string][]string{
		"duc":           {"Nguyễn Đình Đức"},
		"ĐỨC nguyễn":    {"Nguyễn Đình Đức"},
		"Ðinh":          {"Nguyễn Đình Đức"},
		"huong":         {"Ngô Thị Hương", "Ngô Thị Hường"},
		"ngo  THI":      {"Ngô Thị Hương", "Ngô Thị Hường"},
		"thuỳ":          {"Đặng Thuỳ Trâm"},
		"100%":          {"Đỗ 100%_\\ Quốc"},
		"%_\\":          {"Đỗ 100%_\\ Quốc"},
		"_":             {"Đỗ 100%_\\ Quốc"},
		"' OR name = '": nil,
		"nobody":        nil,
	} {
		b.want("searching "+search, b.list(search, 10), want)
	}
}

func peopleOrder(t *testing.T, b *bench) {
	b.want("nobody", b.list("", 5), []string{})
	b.meet()
	for _, limit := range []int{1, 4, len(names), 100} {
		b.want("people in order", b.list("", limit), names)
	}
	b.view(func(v *store.View) error {
		if _, _, err := v.People(b.ctx, store.PeopleQuestion{After: "made up", Limit: 1}); err == nil {
			t.Error("a made-up cursor was taken")
		}
		return nil
	})
}
