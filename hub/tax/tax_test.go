package tax

import (
	"testing"

	"banhda/hub/record"
)

func TestTheTableHasOneRateADay(t *testing.T) {
	table := Default()
	if err := Check(table); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		class, day string
		want       float64
	}{{"relief", "2022-01-31", 10}, {"relief", "2022-02-01", 8}, {"relief", "2023-03-01", 10}, {"relief", "2026-12-31", 8}, {"relief", "2027-01-01", 10}, {"standard", "2026-11-22", 10}, {"essential", "2026-11-22", 5}} {
		if r, ok := At(table, c.class, c.day); !ok || r.Percent != c.want || r.Law == "" {
			t.Errorf("%s on %s: %+v, not %v", c.class, c.day, r, c.want)
		}
	}
	if _, ok := At(table, "relief", "2000-01-01"); ok {
		t.Error("a rate from before the table")
	}
	if got := Of(table, record.Values{"tax_rate": 5.0, "tax_class": "relief"}, "2026-11-22"); got != 5 {
		t.Errorf("a product's own rate is %v", got)
	}
	if Check(append(table, Rate{"standard", 8, "2026-01-01", "2026-01-02", "x"})) == nil || Check([]Rate{{"zero", 0, "2026-02-01", "2026-01-01", "x"}}) == nil {
		t.Error("two rates on one day, or an end before the beginning")
	}
}
