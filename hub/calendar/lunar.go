package calendar

import "math"

// Lunar is a day of Vietnam's lunar calendar.
type Lunar struct {
	Year, Month, Day int
	Leap             bool // of the leap month that follows the month of the same number
}

// The calendar is the one Hồ Ngọc Đức published (https://www.informatik.uni-leipzig.de/~duc/amlich/): a month begins on
// the day of a new moon at 105° east, UTC+7; the eleventh holds the winter solstice; of thirteen months between two of
// those the first without a principal solar term is the leap month. New moons and the sun's longitude are Meeus's,
// Astronomical Algorithms, chapters 49 and 25. Chinese tables differ by a day or a month where a new moon falls between
// midnights of UTC+7 and UTC+8, as in 1985, 2007 and 2030.
const (
	vietnam   = 7.0 / 24 // UTC+7 in days
	month     = 29.530588853
	firstMoon = 2415021.076998695 // of 1900, as a Julian date
	epoch     = 2440588           // the Julian day of 1970-01-01
)

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// newMoon is the Julian day of the k-th new moon since that of 1900-01-01.
func newMoon(k int) int {
	n := float64(k)
	t := n / 1236.85
	t2, t3 := t*t, t*t*t
	jd := 2415020.75933 + 29.53058868*n + 0.0001178*t2 - 0.000000155*t3 + 0.00033*sin(166.56+132.87*t-0.009173*t2)
	sun := 359.2242 + 29.10535608*n - 0.0000333*t2 - 0.00000347*t3
	moon := 306.0253 + 385.81691806*n + 0.0107306*t2 + 0.00001236*t3
	node := 21.2964 + 390.67050646*n - 0.0016528*t2 - 0.00000239*t3
	jd += (0.1734-0.000393*t)*sin(sun) + 0.0021*sin(2*sun) - 0.4068*sin(moon) + 0.0161*sin(2*moon) - 0.0004*sin(3*moon) +
		0.0104*sin(2*node) - 0.0051*sin(sun+moon) - 0.0074*sin(sun-moon) + 0.0004*sin(2*node+sun) - 0.0004*sin(2*node-sun) -
		0.0006*sin(2*node+moon) + 0.0010*sin(2*node-moon) + 0.0005*sin(2*moon+sun)
	jd -= -0.000278 + 0.000265*t + 0.000262*t2 // terrestrial to universal time
	return int(math.Floor(jd + 0.5 + vietnam))
}

// solarTerm is the sixth of the sun's way, 0 to 11 from the spring equinox, that it is in as a Julian day begins.
func solarTerm(jd int) int {
	t := (float64(jd) - 2451545.5 - vietnam) / 36525
	t2 := t * t
	m := 357.52910 + 35999.05030*t - 0.0001559*t2 - 0.00000048*t*t2
	l := 280.46645 + 36000.76983*t + 0.0003032*t2 + (1.914600-0.004817*t-0.000014*t2)*sin(m) +
		(0.019993-0.000101*t)*sin(2*m) + 0.000290*sin(3*m)
	return int(math.Floor((l-360*math.Floor(l/360))/30)) % 12
}

// moonAt is the number of the last new moon at or before a Julian day.
func moonAt(jd int) int {
	k := int(math.Floor((float64(jd) - firstMoon) / month))
	for newMoon(k+1) <= jd {
		k++
	}
	for newMoon(k) > jd {
		k--
	}
	return k
}

// eleventh is the number of the new moon that begins the eleventh month of a year: it holds the winter solstice.
func eleventh(year int) int {
	k := moonAt(int(Date(year, 12, 31)) + epoch)
	if solarTerm(newMoon(k)) >= 9 {
		k--
	}
	return k
}

// leapAfter is the place, counted from the eleventh month that new moon k begins, of the leap month in a year of
// thirteen: that within which the sun enters no term.
func leapAfter(k int) int {
	for i := 1; i < 14; i++ {
		if solarTerm(newMoon(k+i)) == solarTerm(newMoon(k+i+1)) {
			return i
		}
	}
	return 14
}

// ToLunar is a day in the lunar calendar; it holds from 1968, when Vietnam's time became UTC+7.
func ToLunar(d Day) Lunar {
	jd := int(d) + epoch
	year, _, _ := d.Date()
	k := moonAt(jd)
	from := eleventh(year)
	if from > k {
		year, from = year-1, eleventh(year-1)
	}
	place, leap := k-from, false
	if eleventh(year+1)-from == 13 {
		if at := leapAfter(from); place >= at {
			leap = place == at
			place--
		}
	}
	l := Lunar{Year: year, Month: 11 + place, Day: jd - newMoon(k) + 1, Leap: leap}
	if l.Month > 12 {
		l.Month -= 12
		l.Year++
	}
	return l
}

// Solar is the day a lunar date falls on; ok is false where that year has no such month or that month no such day.
func (l Lunar) Solar() (d Day, ok bool) {
	year, place := l.Year-1, l.Month+1
	if l.Month >= 11 {
		year, place = l.Year, l.Month-11
	}
	from, at := eleventh(year), 14
	if eleventh(year+1)-from == 13 {
		at = leapAfter(from)
	}
	if place >= at || l.Leap {
		place++
	}
	d = Day(newMoon(from+place) + l.Day - 1 - epoch)
	return d, ToLunar(d) == l
}

// Tet is the first day of a lunar year.
func Tet(year int) Day {
	d, _ := Lunar{Year: year, Month: 1, Day: 1}.Solar()
	return d
}

// NextLunar is the next day, from a day on with it, that a lunar month and day fall on: a thirtieth is the twenty-ninth
// where the month has no more. Birthdays in a leap month are kept in the month of its number.
func NextLunar(month, day int, from Day) Day {
	for year := ToLunar(from).Year; ; year++ {
		d, ok := Lunar{Year: year, Month: month, Day: day}.Solar()
		if !ok {
			d, _ = Lunar{Year: year, Month: month, Day: 29}.Solar()
		}
		if d >= from {
			return d
		}
	}
}

// NextYearly is the next day, from a day on with it, of a month and day; the 29th of February is the 28th where there is
// none.
func NextYearly(month, day int, from Day) Day {
	for year, _, _ := from.Date(); ; year++ {
		if d := yearly(year, month, day); d >= from {
			return d
		}
	}
}
