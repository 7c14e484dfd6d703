package history

import (
	"testing"
	"time"
)

// TestFormats reads instants in every way a mapping can name, in the zone of Hồ Chí Minh City unless said otherwise.
func TestFormats(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"iso8601", "2026-01-31", "2026-01-30T17:00:00Z"},
		{"iso8601", "20260131", "2026-01-30T17:00:00Z"},
		{"iso8601", "2026/1/31 8:05", "2026-01-31T01:05:00Z"},
		{"iso8601", "2026-01-31T08:05:06.789123456Z", "2026-01-31T08:05:06.789123Z"},
		{"iso8601", "2026-01-31 08:05:06+0530", "2026-01-31T02:35:06Z"},
		{"iso8601", "2026-01-31 08:05:06 UTC", "2026-01-31T08:05:06Z"},
		{"iso8601", "2026-01-31T08:05:06,5-03:00", "2026-01-31T11:05:06.5Z"},
		{"iso8601", "31/01/2026", "is not of the form"},
		{"iso8601", "2026-1", "is not of the form"},
		{"iso8601", ".", "is not of the form"},
		{"iso8601", "2026-01-31 noon", "is not of the form"},
		{"iso8601", "2026-02-29", "there is no such day"},
		{"iso8601", "2024-02-29", "2024-02-28T17:00:00Z"},
		{"iso8601", "1900-02-29", "there is no such day"},
		{"iso8601", "0000-00-00", "there is no such day"},
		{"iso8601", "2026-01-31 24:00", "there is no such time of day"},
		{"iso8601", "1066-10-14", "the year 1066 is not between"},
		{"YYYYMMDD", "20260131", "2026-01-30T17:00:00Z"},
		{"DD/MM/YYYY", "31/01/2026", "2026-01-30T17:00:00Z"},
		{"dd/mm/yyyy", "1/2/2026", "2026-01-31T17:00:00Z"},
		{"DD/MM/YYYY", "1/2/26", "does not have the form DD/MM/YYYY"},
		{"DD/MM/YYYY", "31/01/2026 10:00", "does not have the form"},
		{"D.M.YY H:mm", "1.2.26 7:05", "2026-02-01T00:05:00Z"},
		{"MM/DD/YY", "12/31/69", "1969-12-30T16:00:00Z"},
		{"YYYY-MM-DD HH:MM:SS", "2026-01-31 08:05:06", "2026-01-31T01:05:06Z"},
		{"HH:mm DD/MM/YYYY", "08:05 31/01/2026", "2026-01-31T01:05:00Z"},
		{"DD/MM/YYYY HH[h]mm", "31/01/2026 08h05", "2026-01-31T01:05:00Z"},
		{"m/d/yyyy h:mm AM/PM", "1/31/2026 12:05 am", "2026-01-30T17:05:00Z"},
		{"DD/MM/YYYY hh:mm:ss A", "31/01/2026 03:05:06 CH", "2026-01-31T08:05:06Z"},
		{"DD/MM/YYYY hh:mm A", "31/01/2026 13:05 PM", "there is no such hour"},
		{"ddd, DD MMM YYYY HH:mm:ss Z", "Sat, 31 Jan 2026 08:05:06 +0000", "2026-01-31T08:05:06Z"},
		{"MMMM D, YYYY", "January 31, 2026", "2026-01-30T17:00:00Z"},
		{"MMMM D, YYYY", "Janvier 31, 2026", "2026-01-30T17:00:00Z"},
		{"MMMM D, YYYY", "Mars 31, 2026", "2026-03-30T17:00:00Z"},
		{"MMM D YYYY", "Foo 31 2026", "does not have the form"},
		{"YYYY-MM-DDTHH:mm:ss.SSSZ", "2026-01-31T08:05:06.789+07:00", "2026-01-31T01:05:06.789Z"},
		{"%d/%m/%Y %H:%M:%S", "31/01/2026 08:05:06", "2026-01-31T01:05:06Z"},
		{"unix", "1769846706", "2026-01-31T08:05:06Z"},
		{"unix seconds", "1769846706.25", "2026-01-31T08:05:06.25Z"},
		{"unix_ms", "1769846706250", "2026-01-31T08:05:06.25Z"},
		{"unix microseconds", "1769846706250001", "2026-01-31T08:05:06.250001Z"},
		{"unix seconds", "1769846706250", "lies far from our time"},
		{"unix seconds", "today", "is not a number"},
		{"excel", "46053", "2026-01-30T17:00:00Z"},
		{"excel", "46053.5", "2026-01-31T05:00:00Z"},
		{"excel", "1", "1899-12-31T16:53:30Z"}, // local time in 1900 was 7:06:30 ahead
		{"excel", "-1", "is not a date of a spreadsheet"},
	} {
		zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
		must(t, err)
		read, err := parseFormat(c.format)
		must(t, err)
		micros, problem := read(c.text, zone)
		got := time.UnixMicro(micros).UTC().Format("2006-01-02T15:04:05.999999Z")
		if problem != "" {
			wantError(t, &rowError{"", problem}, c.want)
		} else if got != c.want {
			t.Errorf("%s of %q: got %s, want %s", c.format, c.text, got, c.want)
		}
	}
}

// Where clocks are changed, a reading shown twice is its first showing, and one that is skipped comes after the change:
// a midnight that does not exist is the first instant of its day.
func TestSummerTime(t *testing.T) {
	for _, c := range []struct{ zone, text, want string }{
		{"America/New_York", "2026-07-01", "2026-07-01T04:00:00Z"},
		{"America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z"}, // skipped: 3:30 of summer
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z"}, // twice: still summer
		{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"},
		{"America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00Z"}, // begins at 1:00
		{"America/Sao_Paulo", "2017-10-14", "2017-10-14T03:00:00Z"},
		{"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"},
		{"America/Havana", "2024-03-10", "2024-03-10T05:00:00Z"}, // begins at 1:00
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},   // a day that was left out
		{"Asia/Ho_Chi_Minh", "2026-01-01 08:00", "2026-01-01T01:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		must(t, err)
		got, problem := readISO(c.text, zone)
		expect(t, c.zone+" "+c.text+problem, time.UnixMicro(got).UTC().Format(time.RFC3339), c.want)
	}
}
