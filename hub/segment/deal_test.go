package segment

import (
	"strings"
	"testing"
	"time"

	"banhda/hub/record"
)

func sells(fields ...record.Field) func() (Selling, error) {
	return func() (Selling, error) {
		return Selling{Fields: append(record.Standard(record.Deal), fields...), Hidden: []string{"note"}}, nil
	}
}

func TestADealIsAskedWhole(t *testing.T) {
	deal := func(id int64, v record.Values) Recorded {
		return Recorded{Record: &record.Record{Type: record.Deal, ID: id, Values: v}}
	}
	lan := Recorded{Record: &record.Record{Type: record.Person, ID: 1, Values: record.Values{"tags": []string{"vip"}}}, Sales: []Recorded{
		deal(1, record.Values{"name": "Máy xay", "value": int64(60_000_000), "closed_on": "2026-11-10", "pushes": 0.0}),
		deal(2, record.Values{"name": "Bàn ghế", "value": int64(5_000_000), "pushes": 3.0, "owner": int64(7)}),
	}}
	a := asking()
	a.Selling = sells()
	a.Stale = func(now time.Time) (*Set, error) { return NewSet(2), nil }
	for text, want := range map[string]bool{
		`deal(value > 50tr)`: true, `deal(value > 50tr and owner = me)`: false, `deal(value > 50tr) and deal(owner = me)`: true, `not deal(value > 70tr)`: true,
		`deal(closed_on >= -30d)`: true, `deal(closed_on >= -7d)`: false, `deal(stale = yes)`: true, `deal(stale = yes and value > 50tr)`: false, `deal(stale = no and value > 50tr)`: true,
		`deal(name ~ "ban ghe" or value < 1tr)`: true, `DEAL ( pushes >= 2 ) and tags has vip`: true, `never did(x) and deal(not exists closed_on)`: true,
	} {
		e, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		n, err := e.Bind(a)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := n.Match(holder{Recorded: lan}); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestADealIsAskedOnlyWhatDealsHave(t *testing.T) {
	for text, want := range map[string]string{
		`deal(stage = customer)`:          `at character 6: found "stage`,
		`deal(note ~ x)`:                  `at character 6: found "note", expected a field of these records`,
		`tags has vip and deal(did(x))`:   `at character 23: found`,
		`deal(deal(value > 1))`:           `only people have`,
		`deal(stale > 1)`:                 `yes or no to compare stale with`,
		`deal(value > 1`:                  `a closing )`,
		`deal(in segment seg_a)`:          `only people have`,
		`deal(value > 1) and stale = yes`: `at character 21: found "stale"`,
	} {
		a := asking()
		a.Selling, a.Stale = sells(), func(time.Time) (*Set, error) { return NewSet(), nil }
		e, err := Parse(text)
		if err == nil {
			_, err = e.Bind(a)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	e, err := Parse("deal(value > 1)")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Bind(asking()); err == nil || !strings.Contains(err.Error(), "shows you no deals") {
		t.Errorf("who may see no deals asks of them: %v", err)
	}
}

func TestADealGrowsStaleByTheDay(t *testing.T) {
	a := asking()
	a.Selling = sells()
	a.Stale = func(now time.Time) (*Set, error) {
		if now.Year() > 2026 {
			return NewSet(1), nil
		}
		return NewSet(), nil
	}
	for text, want := range map[string]bool{"deal(stale = yes)": true, "deal(value > 5tr)": false, "deal(closed_on >= -30d)": true} {
		e, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if is, err := e.Relative(a); err != nil || is != want {
			t.Errorf("%s: %v, %v", text, is, err)
		}
	}
}
