package main

import (
	"context"
	"slices"
	"testing"

	"banhda/api"
	"banhda/store"
)

// Whatever somebody changes by hand is noted with who and what, in the transaction that changes it.
func TestEveryMutationIsNoted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	imported := ask[api.ImportAnswer](s, "import", "testdata/shop/shop.yaml")
	list := ask[api.PeopleAnswer](s, "people")
	a, b := list.People[1].ID, list.People[0].ID
	s.must("merge", a, b)
	s.must("unmerge", a)
	s.must("catalogue", "set", s.write(t, "catalogue.json", s.must("catalogue", "show", "--json")))
	s.must("workspace", "set", "--timezone", "UTC")
	s.must("import", "--undo", imported.ID)

	records, err := store.OpenRecords(context.Background(), store.Options{Dir: s.dir})
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	var acts []string
	err = records.View(context.Background(), func(v *store.View) error {
		list, err := v.Acts(context.Background(), store.ActsQuestion{Limit: 100})
		for _, a := range slices.Backward(list) {
			acts = append(acts, a.Actor+" "+a.Verb+" "+a.Target)
		}
		return err
	})
	want := []string{"owner import " + imported.ID, "owner merge " + a, "owner unmerge " + a, "owner catalogue catalogue",
		"owner workspace workspace", "owner undo " + imported.ID}
	if err != nil || !slices.Equal(acts, want) {
		t.Fatalf("noted %q, not %q (%v)", acts, want, err)
	}
}
