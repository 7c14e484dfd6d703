package storetest

import (
	"testing"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/search"
	"banhda/store"
)

// found gives the ids of all pages of a search.
func (b *bench) found(text string, limit int) (ids []int64) {
	b.t.Helper()
	query, ok := search.Parse(text)
	q := store.SearchQuestion{Looking: store.Looking{Type: record.Person, Query: query, Limit: limit}}
	for ok {
		var page []int64
		b.view(func(v *store.View) (err error) {
			page, err = v.Search(b.ctx, q)
			return err
		})
		if len(page) == 0 {
			break
		}
		if len(page) > limit {
			b.t.Fatalf("%d on a page of %d", len(page), limit)
		}
		ids = append(ids, page...)
		q.After = page[len(page)-1]
	}
	return ids
}

func peopleFound(_ *testing.T, b *bench) {
	changes := four()
	changes.Founded = append(changes.Founded,
		founding(5, 5, 13, person.Email, "lan.nguyen@example.vn"), founding(6, 6, 13, person.Email, "mai@lan.example.vn"),
		founding(7, 5, 13, person.Phone, "+84987654321"), founding(8, 8, 13, person.AnonymousID, "lan"))
	changes.People = []person.Record{named(1, "Nguyễn Thị Lan"), named(2, ""), named(5, ""), named(6, "Trần Đức"), named(9, "Lan Anh")}
	b.saveIdentity(changes)
	for text, want := range map[string][]int64{
		"lan":               {1, 5, 6, 8, 9}, // in a name, in an address, a whole id
		"Nguyễn lan":        {1, 5},
		"ĐỨC":               {6},
		"Lan.nguyen@":       {5},
		"@example.vn":       {2, 5, 6},
		"n@example.vn":      {5}, // words are found by their beginnings
		"0912":              {1},
		"0912 345 678":      {1},
		"+84 912":           {1},
		"654":               {5},
		"9876543210":        nil,
		"u-1":               {1},
		"u-":                nil,
		"Z ' 4":             {4},
		"%":                 nil,
		"' OR '1' = '1":     nil,
		"":                  nil,
		"\u0000":            nil,
		"nobody @ anywhere": nil,
	} {
		for _, limit := range []int{1, 2, 50} {
			b.want("looking for "+text, b.found(text, limit), want)
		}
	}
}
