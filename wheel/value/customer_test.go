package value

import (
	"reflect"
	"testing"
	"time"
	_ "time/tzdata" // the zones are part of these tests, whatever the machine has

	"banhda/wheel"
	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// at is an instant in the local time of a place.
func at(t testing.TB, place, local string) int64 {
	i, err := time.ParseInLocation("2006-01-02 15:04", local, zone(t, place))
	if err != nil {
		t.Fatal(err)
	}
	return i.UnixMicro()
}

const saigon = "Asia/Ho_Chi_Minh"

func TestSummarise(t *testing.T) {
	buys := func(list ...any) (all []wheel.Buy) {
		for i := 0; i < len(list); i += 3 {
			all = append(all, wheel.Buy{At: at(t, saigon, list[i].(string)), Value: int64(list[i+1].(int)), Currency: list[i+2].(string)})
		}
		return all
	}
	for _, c := range []struct {
		name     string
		buys     []wheel.Buy
		want     []Customer
		happened Happened
	}{
		{"nothing", nil, nil, Happened{}},
		{"once", buys("2026-03-01 10:00", 500, "VND"), []Customer{{Age: 30}}, Happened{}},
		{"twice on the first day", buys("2026-03-01 00:00", 500, "VND", "2026-03-01 23:59", 700, "VND"), []Customer{{Age: 30}}, Happened{}},
		{"two purchases on a later day are one", buys("2026-03-01 10:00", 500, "VND", "2026-03-08 06:00", 200, "VND", "2026-03-08 22:00", 300, "VND"),
			[]Customer{{X: 1, Recency: 7, Age: 30, Valued: 1, Spent: 500}}, Happened{}},
		{"days are local", buys("2026-03-01 06:30", 1, "VND", "2026-03-01 07:30", 2, "VND"), []Customer{{Age: 30}}, Happened{}},
		{"other money is no money", buys("2026-03-01 10:00", 5, "VND", "2026-03-02 10:00", 9, "USD", "2026-03-03 10:00", 7, "VND", "2026-03-03 11:00", 9, "USD"),
			[]Customer{{X: 2, Recency: 2, Age: 30, Valued: 1, Spent: 7}}, Happened{}},
		{"no value stated", buys("2026-03-01 10:00", 0, "", "2026-03-02 10:00", 0, ""), []Customer{{X: 1, Recency: 1, Age: 30}}, Happened{}},
		{"the whole day asked about", buys("2026-03-31 10:00", 1, "VND", "2026-03-31 23:59", 1, "VND"), []Customer{{}}, Happened{}},
		{"the horizon", buys("2026-03-31 10:00", 1, "VND", "2026-04-01 00:00", 10, "VND", "2026-04-10 23:59", 20, "VND", "2026-04-11 00:00", 40, "VND"),
			[]Customer{{}}, Happened{2, 30}},
		{"acquired in the horizon", buys("2026-04-01 10:00", 1, "VND", "2026-04-02 10:00", 1, "VND"), nil, Happened{}},
	} {
		q := Question{Day: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), Horizon: 10 * wheel.Day, Now: at(t, saigon, "2026-05-01 00:00"), Zone: zone(t, saigon), Currency: "VND"}
		customers, happened := Summarise(q, each(map[int64][]wheel.Buy{1: c.buys}))
		if !reflect.DeepEqual(customers, c.want) || *happened != c.happened {
			t.Errorf("%s: %+v %+v, want %+v %+v", c.name, customers, *happened, c.want, c.happened)
		}
	}
}

func TestSummariseEndsAtNow(t *testing.T) {
	buys := map[int64][]wheel.Buy{1: {{At: at(t, saigon, "2026-03-01 10:00")}, {At: at(t, saigon, "2026-03-05 10:00")}, {At: at(t, saigon, "2026-03-09 12:00")}}}
	q := Question{Day: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Now: at(t, saigon, "2026-03-09 12:00"), Zone: zone(t, saigon)}
	customers, happened := Summarise(q, each(buys))
	if want := []Customer{{X: 1, Recency: 4, Age: 8, Valued: 1}}; !reflect.DeepEqual(customers, want) || happened != nil {
		t.Errorf("a day after now: %+v %+v, want %+v and an open horizon", customers, happened, want)
	}
	q.Day, q.Horizon = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), 7*wheel.Day
	if _, happened = Summarise(q, each(buys)); happened == nil || happened.Purchases != 1 {
		t.Errorf("a horizon that ended yesterday: %+v", happened)
	}
	q.Horizon = 8 * wheel.Day
	if _, happened = Summarise(q, each(buys)); happened != nil {
		t.Errorf("a horizon that ends today is over: %+v", happened)
	}
}

// The quick look-up is the calendar's, also where clocks change at or after midnight, or a day is left out.
func TestCalendarIsTheWheels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place, err := time.LoadLocation(rapid.SampledFrom([]string{
			saigon, "UTC", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Pacific/Apia", "Africa/Cairo",
		}).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		c := newCalendar(place)
		for range 50 {
			second := rapid.Int64Range(-3_000_000_000, 5_000_000_000).Draw(t, "second")
			if rapid.Bool().Draw(t, "beside a change") {
				if _, end := time.Unix(second, 0).In(place).ZoneBounds(); !end.IsZero() {
					second = end.Unix() + rapid.Int64Range(-90_000, 90_000).Draw(t, "seconds after")
				}
			}
			if got, want := c.day(second*1_000_000), int64(wheel.Days.Index(second*1_000_000, place)); got != want {
				t.Fatalf("second %d is on day %d, not %d", second, got, want)
			}
		}
	})
}
