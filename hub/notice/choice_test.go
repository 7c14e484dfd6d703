package notice

import (
	"math/rand/v2"
	"testing"
	"time"
)

func hanoi(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestWhenNoticesAreMailed(t *testing.T) {
	day := Choice{QuietFrom: "12:00", QuietTo: "13:00", Mail: map[Kind]string{Mention: Digest, TaskDue: Never}}
	for _, x := range []struct {
		choice     Choice
		kind       Kind
		told, want string
	}{
		{Choice{}, TaskDue, "2026-11-23 10:00", "2026-11-23 10:02"},
		{Choice{}, TaskDue, "2026-11-23 20:59", "2026-11-24 07:00"}, // it would come at 21:01
		{Choice{}, TaskDue, "2026-11-24 03:00", "2026-11-24 07:00"},
		{Choice{}, Morning, "2026-11-24 07:30", "2026-11-24 07:30"},
		{Choice{}, Reclaimed, "2026-11-23 10:00", "2026-11-24 08:00"},
		{Choice{}, WorkDone, "2026-11-23 10:00", ""},
		{Choice{QuietFrom: "21:00", QuietTo: "21:00"}, TaskDue, "2026-11-23 22:00", "2026-11-23 22:02"},
		{day, Mention, "2026-11-23 07:59", "2026-11-23 08:00"},
		{day, Mention, "2026-11-23 08:00", "2026-11-24 08:00"},
		{day, TaskDue, "2026-11-23 08:00", ""},
		{day, Assigned, "2026-11-23 12:30", "2026-11-23 13:00"},
		{Choice{Timezone: "Europe/Berlin"}, TaskDue, "2026-11-23 10:00", "2026-11-23 13:00"}, // four in the morning there
	} {
		told, err := time.ParseInLocation("2006-01-02 15:04", x.told, hanoi(t))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at, ok := x.choice.MailAt(x.kind, told.UnixMicro(), x.choice.Zone(hanoi(t))); ok {
			got = time.UnixMicro(at).In(hanoi(t)).Format("2006-01-02 15:04")
		}
		if got != x.want {
			t.Errorf("%+v: %s told %s is mailed %q, not %q", x.choice, x.kind, x.told, got, x.want)
		}
	}
}

// No mail goes out before it was told, in quiet hours, or more than a day and the quiet hours later.
func TestNoMailInQuietHours(t *testing.T) {
	zone := hanoi(t)
	for range 5000 {
		c := Choice{QuietFrom: show(rand.IntN(1440)), QuietTo: show(rand.IntN(1440)), DigestAt: show(rand.IntN(1440)), Mail: map[Kind]string{Mention: Digest}}
		told := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).UnixMicro() + rand.Int64N(365*24*3600)*1_000_000
		for _, k := range []Kind{Mention, TaskDue} {
			at, ok := c.MailAt(k, told, zone)
			local := time.UnixMicro(at).In(zone)
			minute, from, to := local.Hour()*60+local.Minute(), clock(c.QuietFrom), clock(c.QuietTo)
			quiet := from < to && from <= minute && minute < to || from > to && (minute >= from || minute < to)
			if !ok || at <= told || quiet || at > told+49*3600*1_000_000 {
				t.Fatalf("%+v: %s told %s is mailed %s", c, k, time.UnixMicro(told).In(zone), local)
			}
		}
	}
}

func show(minute int) string {
	return time.Date(2026, 1, 1, 0, minute, 0, 0, time.UTC).Format("15:04")
}

func TestWhatIsNoChoice(t *testing.T) {
	for _, c := range []Choice{{Mail: map[Kind]string{"rain": Now}}, {Mail: map[Kind]string{TaskDue: "often"}}, {Silent: []Kind{"rain"}}, {QuietFrom: "late"}, {Timezone: "Mars/Base"}} {
		if c.Check() == nil {
			t.Errorf("%+v is no choice", c)
		}
	}
	full := Choice{}.Full()
	if err := full.Check(); err != nil || full.QuietFrom != "21:00" || full.Mail[WorkDone] != Never || len(full.Mail) != len(Kinds) {
		t.Errorf("%+v (%v)", full, err)
	}
	if _, ok := (Choice{MorningAt: Off}).Tells(0, time.UTC); ok {
		t.Error("the morning is told to who does not want it")
	}
}
