package task

import (
	"regexp"
	"strconv"
	"time"

	"banhda/hub/calendar"
)

var (
	hourAlone = regexp.MustCompile(`^(\d{1,2})$`)
	hourMark  = regexp.MustCompile(`^(\d{1,2})(?:h|g|giờ|:)(\d{2})?p?$`)
	hourAM    = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?(am|pm)$`)
)

// clock reads 9h, 9h30, 9:30, 9 giờ 30, 9 giờ rưỡi, 3pm, 3:30 pm, at 9.
func (r *reading) clock(at int) int {
	text := r.low(at)
	if m := hourAM.FindStringSubmatch(text); m != nil {
		return r.setTime(m[1], m[2], 1, m[3])
	}
	if m := hourMark.FindStringSubmatch(text); m != nil && !(text[len(text)-1] == ':') {
		if n := r.low(at + 1); m[2] != "" && (n == "am" || n == "pm") {
			return r.setTime(m[1], m[2], 2, n)
		}
		return r.half(at, r.setTime(m[1], m[2], 1, ""), m[2])
	}
	m := hourAlone.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	switch next := r.low(at + 1); {
	case next == "giờ" || next == "gio" || next == "h":
		if m2 := r.low(at + 2); len(m2) == 2 && hourAlone.MatchString(m2) {
			return r.setTime(m[1], m2, 3, "")
		}
		return r.half(at+1, r.setTime(m[1], "", 2, ""), "")
	case next == "am" || next == "pm":
		return r.setTime(m[1], "", 2, next)
	case r.low(at-1) == "at" || r.low(at-1) == "lúc":
		return r.setTime(m[1], "", 1, "")
	}
	return 0
}

// half reads rưỡi behind an hour that took n words, the last of which stands at last.
func (r *reading) half(last, n int, minutes string) int {
	if w := r.low(last + 1); n > 0 && minutes == "" && (w == "rưỡi" || w == "ruoi") {
		r.minute += 30
		return n + 1
	}
	return n
}

// setTime sets the time of day and gives n, or 0 where there is no such time.
func (r *reading) setTime(hour, minute string, n int, half string) int {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	switch {
	case half != "" && (h < 1 || h > 12), h > 23, m > 59:
		return 0
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	r.minute, r.hasTime = h*60+m, true
	return n
}

var parts = map[string]string{
	"sáng": "morning", "buổi sáng": "morning", "trưa": "noon", "buổi trưa": "noon", "chiều": "afternoon", "buổi chiều": "afternoon", "tối": "evening", "buổi tối": "evening",
	"in the morning": "morning", "morning": "morning", "noon": "noon", "afternoon": "afternoon", "in the afternoon": "afternoon", "evening": "evening", "in the evening": "evening",
}

// bare are parts of the day without their marks: words of other meanings, too, so only behind an hour.
var bare = map[string]string{"sang": "morning", "trua": "noon", "chieu": "afternoon", "toi": "evening"}

// dayPart reads sáng, chiều, tối beside a day or an hour: elsewhere they may be anything.
func (r *reading) dayPart(at int) int {
	if part, n := phrases(r, at, bare); n > 0 && r.hasTime && r.hourBefore(at) {
		r.part = part
		return n
	}
	part, n := phrases(r, at, parts)
	if n == 0 || r.named(at) {
		return 0
	}
	probe := *r
	if n == 1 && !r.hourBefore(at) && !r.hasDay && probe.dayWord(at+n) == 0 && probe.date(at+n) == 0 && probe.clock(at+n) == 0 {
		return 0
	}
	r.part = part
	return n
}

// hourBefore reports whether an hour stands directly before a word.
func (r *reading) hourBefore(at int) bool {
	for back := 1; back <= 3 && at-back >= 0; back++ {
		probe := *r
		if probe.clock(at-back) == back {
			return true
		}
	}
	return false
}

// units are what a time from now is counted in.
var units = map[string]time.Duration{
	"phút": time.Minute, "phut": time.Minute, "minutes": time.Minute, "minute": time.Minute, "min": time.Minute,
	"tiếng": time.Hour, "tieng": time.Hour, "giờ": time.Hour, "hours": time.Hour, "hour": time.Hour,
	"ngày": 24 * time.Hour, "ngay": 24 * time.Hour, "days": 24 * time.Hour, "day": 24 * time.Hour,
	"tuần": 7 * 24 * time.Hour, "tuan": 7 * 24 * time.Hour, "weeks": 7 * 24 * time.Hour, "week": 7 * 24 * time.Hour,
}

// relative reads "3 ngày nữa", "trong 3 ngày nữa", "sau 3 ngày", "in 2 hours".
func (r *reading) relative(at int) int {
	skip, from := 0, r.low(at)
	if from == "sau" || from == "in" || from == "trong" {
		skip = 1
	}
	n, err := strconv.Atoi(r.low(at + skip))
	unit, ok := units[r.low(at+skip+1)]
	if err != nil || !ok || n < 1 || n > 999 {
		return 0
	}
	took := skip + 2
	if w := r.low(at + took); w == "nữa" || w == "nua" {
		took++
	} else if skip == 0 || from == "trong" { // "trong 3 ngày" alone may as well be what somebody said
		return 0
	}
	if unit < 24*time.Hour {
		r.after, r.hasAfter = time.Duration(n)*unit, true
	} else {
		r.set(r.today + calendar.Day(n)*calendar.Day(unit/(24*time.Hour)))
	}
	return took
}
