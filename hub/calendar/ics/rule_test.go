package ics

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// recurrences reads the cases of recurrence that libical is tried with; they are not part of the product.
func recurrences(t *testing.T) string {
	t.Helper()
	f, err := os.Open("../../../../shared/data/calendars/libical_test_data.tar.gz")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the collection of recurrences is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(h.Name, "src/test/icalrecur_test.txt") {
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
	}
}

// civil reads a time as the cases write it.
func civil(t *testing.T, s string) (at time.Time, wholeDay bool) {
	t.Helper()
	for _, form := range []string{"20060102", "20060102T150405", utcForm} {
		if at, err := time.Parse(form, s); err == nil {
			return at, form == "20060102"
		}
	}
	t.Fatalf("%q is no time", s)
	return at, false
}

func expanded(t *testing.T, rule, first string, most int) (list []string) {
	t.Helper()
	r, err := ParseRule(rule)
	if err != nil {
		t.Fatal(err)
	}
	from, days := civil(t, first)
	form := "20060102T150405"
	if days {
		form = "20060102"
	} else if strings.HasSuffix(first, "Z") {
		form = utcForm
	}
	r.Each(from, r.Until, days, func(at time.Time) bool {
		list = append(list, at.Format(form))
		return len(list) <= most
	})
	return list
}

// TestTheRecurrencesOthersAreTriedWith holds the 146 cases of libical. Of one of them libical itself knows no answer: the days
// it has to give follow from RFC 5545's table, where BYMONTH, BYMONTHDAY and BYWEEKNO narrow one another.
func TestTheRecurrencesOthersAreTriedWith(t *testing.T) {
	var rule, first string
	cases := 0
	for line := range strings.Lines(recurrences(t)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch key {
		case "RRULE":
			rule = value
		case "DTSTART":
			first = value
		case "INSTANCES":
			cases++
			want := strings.Split(value, ",")
			if strings.Contains(value, "UNIMPLEMENTED") {
				want = weekOneOn30December(2024, 2031)
			}
			if got := expanded(t, rule, first, len(want)); !slices.Equal(got, want) {
				t.Errorf("%s from %s:\n%s\nnot\n%s", rule, first, strings.Join(got, ","), strings.Join(want, ","))
			}
		}
	}
	if cases != 146 {
		t.Errorf("%d cases", cases)
	}
}

// weekOneOn30December are the 30th of Decembers that lie in a first week.
func weekOneOn30December(from, to int) (list []string) {
	for y := from; y <= to; y++ {
		at := time.Date(y, 12, 30, 0, 0, 0, 0, time.UTC)
		if _, week := at.ISOWeek(); week == 1 {
			list = append(list, at.Format("20060102"))
		}
	}
	return list
}

func TestRecurrencesOfEveryDay(t *testing.T) {
	for _, x := range []struct{ rule, first, want string }{
		{"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "20261123T090000", "20261123T090000,20261125T090000,20261130T090000,20261202T090000"},
		{"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "20261127T160000", "20261127T160000,20261225T160000,20270129T160000"},
		{"FREQ=DAILY;INTERVAL=2;UNTIL=20261128T000000Z", "20261123T080000", "20261123T080000,20261125T080000,20261127T080000"},
		{"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "20261031", "20261031,20261231,20270131"},
		{"FREQ=YEARLY;COUNT=2", "20280229", "20280229,20320229"},
	} {
		if got := strings.Join(expanded(t, x.rule, x.first, 20), ","); got != x.want {
			t.Errorf("%s: %s, not %s", x.rule, got, x.want)
		}
	}
	for _, rule := range []string{"", "FREQ=OFTEN", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=13", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;SOMETIMES=1", "FREQ=DAILY;BYHOUR=24"} {
		if _, err := ParseRule(rule); err == nil {
			t.Errorf("%q is no rule", rule)
		}
	}
}

// A rule that is never right ends, and soon.
func TestImpossibleRecurrencesEnd(t *testing.T) {
	for _, rule := range []string{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=3"} {
		begun := time.Now()
		if got := expanded(t, rule, "20260101T000000", 3); len(got) != 0 {
			t.Errorf("%s: %v", rule, got)
		}
		if took := time.Since(begun); took > time.Minute {
			t.Errorf("%s took %s", rule, took)
		}
	}
}
