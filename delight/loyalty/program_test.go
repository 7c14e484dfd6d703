package loyalty_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"banhda/delight/loyalty"
	"banhda/hub/calendar"
	"banhda/hub/record"
)

var name = loyalty.Label{Vi: "Tên", En: "Name"}

func program() loyalty.Program {
	p := loyalty.Usual()
	p.Rules = append(p.Rules, loyalty.Rule{Key: "review", Name: name, By: loyalty.Event, Event: "Product Reviewed", Points: 20, Limit: 1, Period: loyalty.Month},
		loyalty.Rule{Key: "vip", Name: name, By: loyalty.Amount, Points: 1, Per: 100_000, Whom: "vip", From: "2026-12-01", To: "2026-12-31"})
	p.Tiers = []loyalty.Tier{{Key: "silver", Name: name, From: 100}, {Key: "gold", Name: name, From: 500}}
	p.Multipliers = []loyalty.Multiplier{{Key: "gold", Name: name, When: loyalty.OfTier, Tier: "gold", Percent: 150}, {Key: "birthday", Name: name, When: loyalty.OfBirthday, Percent: 200},
		{Key: "tet", Name: name, When: loyalty.OfDays, From: "2027-01-20", To: "2027-02-10", Percent: 120}}
	return p
}

func TestAwards(t *testing.T) {
	p := program()
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	day := func(s string) calendar.Day { d, _ := calendar.ParseDay(s); return d }
	for what, c := range map[string]struct {
		deed loyalty.Deed
		want []loyalty.Award
	}{
		"rounded down":             {loyalty.Deed{Day: day("2026-11-23"), Worth: 199_999}, []loyalty.Award{{"purchase", 19}}},
		"too little":               {loyalty.Deed{Day: day("2026-11-23"), Worth: 9_999}, nil},
		"a tier":                   {loyalty.Deed{Day: day("2026-11-23"), Worth: 100_000, Tier: "gold"}, []loyalty.Award{{"purchase", 15}}},
		"a tier that is too low":   {loyalty.Deed{Day: day("2026-11-23"), Worth: 100_000, Tier: "silver"}, []loyalty.Award{{"purchase", 10}}},
		"the largest of several":   {loyalty.Deed{Day: day("2027-01-25"), Worth: 100_000, Tier: "gold", Birthday: true}, []loyalty.Award{{"purchase", 20}}},
		"days":                     {loyalty.Deed{Day: day("2027-01-20"), Worth: 100_000}, []loyalty.Award{{"purchase", 12}}},
		"whom, on its last day":    {loyalty.Deed{Day: day("2026-12-31"), Worth: 100_000, Fits: map[string]bool{"vip": true}}, []loyalty.Award{{"purchase", 10}, {"vip", 1}}},
		"whom, a day late":         {loyalty.Deed{Day: day("2027-01-01"), Worth: 100_000, Fits: map[string]bool{"vip": true}}, []loyalty.Award{{"purchase", 10}}},
		"an event":                 {loyalty.Deed{Day: day("2026-11-23"), Event: "Product Reviewed"}, []loyalty.Award{{"review", 20}}},
		"an event nobody asked of": {loyalty.Deed{Day: day("2026-11-23"), Event: "Shared"}, nil},
	} {
		got := p.Awards(&c.deed)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", what, got, c.want)
			}
		}
	}
	p.Rounding = loyalty.HalfUp
	if got := p.Awards(&loyalty.Deed{Worth: 195_000}); got[0].Points != 20 {
		t.Errorf("half up is %v", got)
	}
}

func TestWorthLeavesOutDeliveryAndTax(t *testing.T) {
	p := program()
	v := record.Values{"lines": []record.Line{{Product: 1, Quantity: 2000, Price: 100_000, TaxRate: 10}, {Name: "Giao hàng", Quantity: 1000, Price: 50_000, TaxRate: 10}}, "discount": int64(25_000), "total": int64(247_500)}
	if got := p.Worth(v); got != 180_000 { // a tenth off
		t.Errorf("goods come to %d", got)
	}
	p.Tax, p.Delivery = true, true
	if got := p.Worth(v); got != 247_500 {
		t.Errorf("all comes to %d", got)
	}
	v["refunded"] = int64(123_750)
	if got := p.Worth(v); got != 123_750 {
		t.Errorf("half went back, left are %d", got)
	}
	if got := p.Worth(record.Values{"total": int64(70_000)}); got != 70_000 {
		t.Errorf("an order without lines is worth %d", got)
	}
}

// TestTiersRiseAtOnceAndFallAfterTheGrace holds that nobody falls before the day.
func TestTiersRiseAtOnceAndFallAfterTheGrace(t *testing.T) {
	p, zone := program(), time.FixedZone("+07", 7*3600)
	at := func(s string) int64 { d, _ := time.ParseInLocation("2006-01-02 15:04", s, zone); return d.UnixMicro() }
	s := p.Stand(loyalty.Standing{}, 99, at("2026-11-23 10:00"), zone)
	if s.Tier != "" || s.Until != 0 {
		t.Errorf("99 points are %+v", s)
	}
	s = p.Stand(s, 600, at("2026-11-23 10:00"), zone)
	if s.Tier != "gold" || s.Until != at("2027-02-01 00:00") {
		t.Errorf("600 points are %+v", s)
	}
	if again := p.Stand(s, 0, at("2027-01-31 23:59"), zone); again != s {
		t.Errorf("they fell before the day: %+v", again)
	}
	s = p.Stand(s, 120, at("2027-02-01 00:00"), zone)
	if s.Tier != "silver" || s.Since != at("2027-02-01 00:00") || s.Until != at("2028-02-01 00:00") {
		t.Errorf("after the grace: %+v", s)
	}
	if s = p.Stand(s, 0, at("2028-02-01 00:00"), zone); s.Tier != "" || s.Until != 0 {
		t.Errorf("with nothing: %+v", s)
	}
}

func TestPointsLapseWithTheMonth(t *testing.T) {
	p, zone := program(), time.FixedZone("+07", 7*3600)
	at := time.Date(2026, 11, 30, 23, 0, 0, 0, zone).UnixMicro()
	if got := time.UnixMicro(p.Expires(at, zone)).In(zone).Format(time.DateTime); got != "2027-12-01 00:00:00" {
		t.Errorf("they lapse at %s", got)
	}
	if p.Life = 0; p.Expires(at, zone) != 0 {
		t.Error("what lasts for good lapses")
	}
}

func TestLunarBirthdayMonth(t *testing.T) {
	day := func(s string) calendar.Day { d, _ := calendar.ParseDay(s); return d }
	if !loyalty.InBirthdayMonth(day("2026-11-28"), day("1985-12-01"), true) { // 20/10 lunar
		t.Error("the tenth lunar month is not theirs")
	}
	if loyalty.InBirthdayMonth(day("2026-11-28"), day("1985-12-01"), false) {
		t.Error("November is not December")
	}
}

func TestCodesAreAlikeToNothing(t *testing.T) {
	n := byte(0)
	code := loyalty.Code(func(int) []byte { n += 37; return []byte{n, 255, n / 2, n / 3} })
	if len(code) != 14 || strings.ContainsAny(code, "01OILU") {
		t.Errorf("a code is %s", code)
	}
	typed := " " + strings.ToLower(strings.ReplaceAll(code, "-", " "))
	if loyalty.Hash(typed) != loyalty.Hash(code) || !strings.HasSuffix(code, loyalty.Tail(typed)) {
		t.Errorf("%q is not %q", typed, code)
	}
}

func TestVouchersTakeOffWhatTheySay(t *testing.T) {
	r := loyalty.Reward{Offer: loyalty.Offer{Gives: loyalty.AmountOff, Amount: 50_000, Least: 40_000}}
	for worth, want := range map[int64]int64{45_000: 45_000, 200_000: 50_000} {
		if got, err := r.Off(worth, 0); got != want || err != nil {
			t.Errorf("off %d is %d, %v", worth, got, err)
		}
	}
	if _, err := r.Off(39_999, 0); err == nil {
		t.Error("less than the least")
	}
	r.Offer = loyalty.Offer{Gives: loyalty.Goods}
	if _, err := r.Off(1, 0); !errors.Is(err, loyalty.ErrNoGoods) {
		t.Errorf("what is not in the cart: %v", err)
	}
	v := loyalty.Voucher{State: loyalty.Open, Person: 7, ExpiresAt: 100}
	for _, c := range []struct {
		who, now int64
		want     error
	}{{7, 99, nil}, {8, 99, loyalty.ErrOther}, {7, 100, loyalty.ErrLapsed}} {
		if err := v.Usable(&r, c.who, c.now); !errors.Is(err, c.want) {
			t.Errorf("used by %d at %d: %v", c.who, c.now, err)
		}
	}
}

// TestBreakage: of lots that are all alike the rate is known without doubt, and of too few nothing is said.
func TestBreakage(t *testing.T) {
	var e loyalty.Ended
	for range 29 {
		e.Add(100, 25)
	}
	if e.Breakage() != nil {
		t.Error("29 lots say nothing")
	}
	e.Add(100, 25)
	if b := e.Breakage(); b == nil || math.Abs(b.Rate-0.25) > 1e-9 || b.High-b.Low > 1e-6 {
		t.Errorf("of lots all alike: %+v", b)
	}
	for range 70 {
		e.Add(100, 0)
		e.Add(100, 100)
	}
	if b := e.Breakage(); b.Low >= b.Rate || b.High <= b.Rate || b.Rate-b.Low > 0.1 {
		t.Errorf("of lots that differ: %+v", b)
	}
}
