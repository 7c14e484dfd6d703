package api

import (
	"strings"
	"testing"
	"time"

	"banhda/warehouse"
)

func zone(t *testing.T, name string) *time.Location {
	z, err := loadZone(name, "")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestInstants(t *testing.T) {
	for _, c := range []struct{ text, zone, want string }{
		{"2026-10-01", "Asia/Ho_Chi_Minh", "2026-09-30T17:00:00Z"},
		{"2026-10-01T08:00:00+07:00", "America/New_York", "2026-10-01T01:00:00Z"},
		{"2026-10-01T08:00:00.000001Z", "UTC", "2026-10-01T08:00:00.000001Z"},
		{"2017-10-15", "America/Sao_Paulo", "2017-10-15T03:00:00Z"}, // clocks skipped that midnight
		{"1997-04-01", "America/New_York", "1997-04-01T05:00:00Z"},
	} {
		at, err := parseInstant("from", c.text, zone(t, c.zone))
		if err != nil || showInstant(at) != c.want {
			t.Errorf("%s in %s is %s, want %s (%v)", c.text, c.zone, showInstant(at), c.want, err)
		}
	}
	for _, wrong := range []string{"", "yesterday", "01/10/2026", "2026-13-01", "2026-10-01T08:00:00", "2026-02-30"} {
		if at, err := parseInstant("from", wrong, time.UTC); err == nil {
			t.Errorf("%q was read as %s", wrong, showInstant(at))
		}
	}
}

func TestDurations(t *testing.T) {
	for text, days := range map[string]float64{"14d": 14, "12h": 0.5, "30m": 30. / 1440, "1w": 7, "90s": 90. / 86400} {
		if d, err := parseDuration("window", text); err != nil || float64(d) != days*86400e6 {
			t.Errorf("%s is %d microseconds (%v)", text, d, err)
		}
	}
	for _, wrong := range []string{"", "d", "14", "-1d", "0d", "1.5d", "14 d", "1y", "99999999999999999999d"} {
		if d, err := parseDuration("window", wrong); err == nil {
			t.Errorf("%q was read as %d microseconds", wrong, d)
		}
	}
	for text, shown := range map[string]string{"14d": "14d", "24h": "1d", "36h": "36h", "60m": "1h", "90s": "90s", "1w": "7d"} {
		if d, _ := parseDuration("window", text); showDuration(d) != shown {
			t.Errorf("%s is shown as %s", text, showDuration(d))
		}
	}
}

func TestPeriods(t *testing.T) {
	asOf, _ := parseInstant("as-of", "2026-03-31T20:00:00Z", time.UTC) // the first of April in Việt Nam
	for _, c := range []struct {
		Period
		zone, from, to, problem string
	}{
		{Period{}, "UTC", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", ""},
		{Period{}, "Asia/Ho_Chi_Minh", "2026-02-28T17:00:00Z", "2026-03-31T17:00:00Z", ""},
		{Period{From: "2026-01-10"}, "UTC", "2026-01-10T00:00:00Z", "2026-03-31T20:00:00Z", ""},
		{Period{From: "2026-01-10", To: "2026-01-20"}, "UTC", "2026-01-10T00:00:00Z", "2026-01-20T00:00:00Z", ""},
		{Period{To: "2026-01-20"}, "UTC", "", "", "without --from"},
		{Period{From: "2026-01-20", To: "2026-01-20"}, "UTC", "", "", "the period is empty"},
		{Period{From: "2027-01-20"}, "UTC", "", "", "the period is empty"},
	} {
		asked := &Asked{}
		from, to, err := c.Period.read(warehouse.Cut{AsOf: asOf, Zone: zone(t, c.zone)}, asked)
		switch {
		case c.problem != "":
			if err == nil || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%+v: got %v, want a problem: %s", c.Period, err, c.problem)
			}
		case err != nil || showInstant(from) != c.from || showInstant(to) != c.to || *asked.From != c.from || *asked.To != c.to:
			t.Errorf("%+v in %s: [%s, %s) (%v)", c.Period, c.zone, showInstant(from), showInstant(to), err)
		}
	}
}

// A table of retention that nobody could read, and that would fill the memory, is not begun; a great one is.
func TestRetentionIsBounded(t *testing.T) {
	asOf, _ := parseInstant("as-of", "2026-11-22", time.UTC)
	cut := warehouse.Cut{AsOf: asOf, Zone: time.UTC}
	for _, c := range []struct {
		from, to, every string
		periods         int
		ok              bool
	}{
		{"0001-01-01", "9999-01-01", "day", 400, false},
		{"2000-01-01", "", "day", 400, false},
		{"2023-11-22", "", "day", 400, true},
		{"2000-01-01", "9999-01-01", "day", 12, true},
		{"2000-01-01", "", "week", 300, true},
		{"2200-01-01", "2201-01-01", "day", 400, true}, // of which nothing has come yet
	} {
		in := retentionQuestion{Period: Period{From: c.from, To: c.to}, First: "A", Return: "B", Every: c.every, Periods: c.periods}
		if _, err := in.read(cut, &Asked{}); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestZones(t *testing.T) {
	for _, wrong := range []string{"", "Local", "Hà Nội", "../etc/passwd"} {
		if _, err := loadZone(wrong, ""); err == nil {
			t.Errorf("%q was taken for a time zone", wrong)
		}
	}
	if z, err := loadZone("", "UTC"); err != nil || z.String() != "UTC" {
		t.Errorf("the workspace's zone is not the default (%v)", err)
	}
}
