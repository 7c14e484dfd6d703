package task

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"banhda/hub/calendar"
)

// honorifics stand before names: "chị Mai" is somebody, and not tomorrow.
var honorifics = map[string]bool{"anh": true, "chị": true, "chi": true, "em": true, "cô": true, "chú": true, "bác": true, "ông": true, "bà": true, "mr": true, "ms": true, "mrs": true, "bạn": true, "thầy": true, "cháu": true}

// named reports whether a word is somebody's name.
func (r *reading) named(at int) bool { return honorifics[r.low(at-1)] || r.capital(at) }

// ahead are the days that are so many from today.
var ahead = map[string]int{
	"hôm nay": 0, "hom nay": 0, "nay": 0, "today": 0, "tonight": 0, "mai": 1, "ngày mai": 1, "ngay mai": 1, "tomorrow": 1, "tmr": 1,
	"mốt": 2, "ngày mốt": 2, "ngày kia": 2, "ngay mot": 2, "ngay kia": 2,
}

var weekdays = map[string]time.Weekday{
	"thứ hai": 1, "thứ 2": 1, "thu 2": 1, "thu hai": 1, "t2": 1, "monday": 1, "mon": 1,
	"thứ ba": 2, "thứ 3": 2, "thu 3": 2, "t3": 2, "tuesday": 2, "tue": 2,
	"thứ tư": 3, "thứ 4": 3, "thu 4": 3, "thu tu": 3, "t4": 3, "wednesday": 3, "wed": 3,
	"thứ năm": 4, "thứ 5": 4, "thu 5": 4, "thu nam": 4, "t5": 4, "thursday": 4, "thu": 4,
	"thứ sáu": 5, "thứ 6": 5, "thu 6": 5, "thu sau": 5, "t6": 5, "friday": 5, "fri": 5,
	"thứ bảy": 6, "thứ bẩy": 6, "thứ 7": 6, "thu 7": 6, "thu bay": 6, "t7": 6, "saturday": 6,
	"chủ nhật": 0, "chu nhat": 0, "cn": 0, "sunday": 0,
}

var nextWeek = map[string]bool{"tuần sau": true, "tuần tới": true, "tuan sau": true, "tuan toi": true, "next week": true}

// dayWord reads tomorrow, thứ 6, thứ 6 tuần sau, next friday, tuần sau, cuối tháng.
func (r *reading) dayWord(at int) int {
	if n, took := phrases(r, at, ahead); took > 0 && !(took == 1 && r.named(at)) {
		r.set(r.today + calendar.Day(n))
		if r.low(at) == "tonight" {
			r.part = "evening"
		}
		return took
	}
	if _, took := phrases(r, at, nextWeek); took > 0 {
		r.set(r.monday() + 7)
		return took
	}
	if w := r.low(at) + " " + r.low(at+1); w == "cuối tháng" || w == "cuoi thang" {
		y, m, _ := r.today.Date()
		r.set(calendar.Date(y, m+1, 1) - 1)
		return 2
	}
	return r.weekday(at)
}

func (r *reading) weekday(at int) int {
	skip := 0
	if r.low(at) == "next" {
		skip = 1
	}
	day, took := phrases(r, at+skip, weekdays)
	if took == 0 || honorifics[r.low(at-1)] {
		return 0
	}
	d := r.today + 1
	for d.Weekday() != day {
		d++
	}
	_, after := phrases(r, at+skip+took, nextWeek)
	if (skip > 0 || after > 0) && d < r.monday()+7 {
		d += 7
	}
	r.set(d)
	return skip + took + after
}

// monday is the first day of this week.
func (r *reading) monday() calendar.Day {
	return r.today - calendar.Day((int(r.today.Weekday())+6)%7)
}

func (r *reading) set(d calendar.Day) { r.day, r.hasDay = d, true }

var (
	slashed = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?$`)
	lunar   = map[string]bool{"âm": true, "âl": true, "âm lịch": true, "am lich": true, "al": true, "lunar": true}
	before  = map[string]bool{"ngày": true, "ngay": true, "mùng": true, "mung": true, "mồng": true}
)

// date reads 25/12, 25/12/2027, 2027-12-25, ngày 25, mùng 10/3 âm.
func (r *reading) date(at int) int {
	skip := 0
	if before[r.low(at)] {
		skip = 1
	}
	text := r.low(at + skip)
	if d, err := calendar.ParseDay(text); err == nil {
		r.set(d)
		return skip + 1
	}
	m := slashed.FindStringSubmatch(text)
	if m == nil {
		return r.dayOfMonth(at, skip, text)
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	year, _ := strconv.Atoi(m[3])
	_, isLunar := phrases(r, at+skip+1, lunar)
	d, ok := r.solar(day, month, year)
	if isLunar > 0 {
		ok = month >= 1 && month <= 12 && day >= 1 && day <= 30
		if ok {
			d = calendar.NextLunar(month, day, r.today)
		}
	}
	if !ok || strings.Contains(text, "-") && m[3] == "" { // 2-3 is rather two to three
		return 0
	}
	r.set(d)
	return skip + 1 + isLunar
}

// solar is a date, in the year that makes it the next where none is said.
func (r *reading) solar(day, month, year int) (d calendar.Day, ok bool) {
	if month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	now, _, _ := r.today.Date()
	if year != 0 {
		now = year
	}
	d = calendar.Date(now, time.Month(month), day)
	if year == 0 && d < r.today {
		d = calendar.Date(now+1, time.Month(month), day)
	}
	_, m, got := d.Date()
	return d, int(m) == month && got == day
}

// dayOfMonth reads ngày 25: the next there is.
func (r *reading) dayOfMonth(at, skip int, text string) int {
	day, err := strconv.Atoi(text)
	if skip == 0 || err != nil || day < 1 || day > 31 || r.low(at) != "ngày" && r.low(at) != "ngay" {
		return 0
	}
	y, m, _ := r.today.Date()
	for ; ; m++ {
		d := calendar.Date(y, m, day)
		if _, _, got := d.Date(); got == day && d >= r.today {
			r.set(d)
			return 2
		}
	}
}
