package view

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"banhda/hub/record"
	"banhda/hub/segment"
)

func TestStandardViewsCanBeAsked(t *testing.T) {
	for _, typ := range record.Types {
		fields := record.Standard(typ)
		for _, s := range Standards(typ) {
			if s.Condition != "" {
				e, err := segment.Parse(s.Condition)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := e.Bind(segment.Asking{Type: typ, Fields: fields, Now: time.Now(), Me: 1}); err != nil {
					t.Errorf("%s: %v", s.Key, err)
				}
			}
			for _, key := range append(slices.Clone(s.Columns), s.Sort[0].Field) {
				if _, _, ok := segment.Find(fields, nil, key); !ok && !segment.Historic(key) {
					t.Errorf("%s: no field %s", s.Key, key)
				}
			}
			if found, ok := FindStandard(s.Key); !ok || found.Label != s.Label {
				t.Errorf("%s is not found by its key", s.Key)
			}
		}
	}
}

func TestSortIsWrittenAsItIsRead(t *testing.T) {
	keys := ParseSort(" owner ,-created_at,,")
	if want := []Key{{"owner", false}, {"created_at", true}}; !reflect.DeepEqual(keys, want) || WriteSort(keys) != "owner,-created_at" {
		t.Error(keys, WriteSort(keys))
	}
}

func TestWhoSeesAView(t *testing.T) {
	for _, c := range []struct {
		view View
		want bool
	}{
		{View{Shared: All, Owner: 9}, true}, {View{Shared: Me, Owner: 7}, true}, {View{Shared: Me, Owner: 9}, false},
		{View{Shared: Team, Owner: 9, Team: 3}, true}, {View{Shared: Team, Owner: 9, Team: 4}, false}, {View{Shared: Team, Owner: 7, Team: 4}, true},
	} {
		if got := c.view.Seen(7, []int64{3}); got != c.want {
			t.Errorf("%+v: %t", c.view, got)
		}
	}
}
