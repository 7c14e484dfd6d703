package api

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel/value"
)

// purchases is a warehouse that knows who bought what, and nothing else.
type purchases struct {
	past
	list *[]warehouse.Buyer
}

func (p purchases) Buyers(context.Context, warehouse.Cut, value.Question) ([]warehouse.Buyer, warehouse.Stamp, error) {
	return *p.list, warehouse.Stamp{}, nil
}

// TestPeopleAreFoundByWhatIsForecast: who is likely gone and what others will buy can be asked of everybody. Where nothing can be
// forecast, people are told so, and what runs by itself finds nobody.
func TestPeopleAreFoundByWhatIsForecast(t *testing.T) {
	f, b := doorOpen(t)
	var list []warehouse.Buyer
	f.Server.Warehouse = purchases{past{&rulebook{version: 1}}, &list}
	var ids []string
	for i := range 300 {
		c := value.Customer{X: i % 7, Age: 30 + i%331}
		if c.X > 0 {
			c.Recency = 1 + (i*37)%(c.Age-1)
			c.Valued, c.Spent = c.X, int64(c.X)*int64(900+(i*53)%4100)*100
		}
		if i < 20 {
			made := b.makes("people", fmt.Sprintf(`{"name":"Khách %d"}`, i))
			ids = append(ids, made.ID)
			person, _ := ParsePersonID(made.ID)
			list = append(list, warehouse.Buyer{Person: person, Customer: c})
		} else {
			list = append(list, warehouse.Buyer{Person: int64(1_000_000 + i), Customer: c})
		}
	}
	b.makes("people", `{"name":"Chưa mua bao giờ"}`)
	path := func(where string) string { return "/v1/records/people?limit=100&where=" + url.QueryEscape(where) }
	count := func(where string) int {
		t.Helper()
		return len(gets[RecordsAnswer](b, 200, "GET", path(where), "").Rows)
	}
	gone, here, all := count("alive < 50"), count("alive >= 50"), count("exists forecast")
	if gone == 0 || here == 0 || gone+here != 20 || all != 20 || count("not exists forecast") != 1 || count("forecast > 0 and alive < 50")+count("forecast = 0 and alive < 50") != gone {
		t.Errorf("gone %d, here %d, all %d of %d", gone, here, all, len(ids))
	}
	list = list[:5]
	f.foreseen.until = f.foreseen.until.Add(-foresightFor)
	if p := gets[Problem](b, 422, "GET", path("alive < 50"), ""); !strings.Contains(p.Detail, "chưa đủ khách mua") {
		t.Errorf("who asks is told %s", p.Detail)
	}
	err := f.Records.View(auth.With(t.Context(), systemActor), func(v *store.View) error {
		n, err := f.condition(auth.With(t.Context(), systemActor), v, record.Person, "alive < 50")
		if among, ok := n.(segment.And)[0].(segment.Among); err != nil || !ok || among.Set.Len() != 0 {
			t.Errorf("what runs by itself finds %+v: %v", n, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
