package demo

import "time"

// The first day of the lunar year and of Mid-Autumn, by how many days after the first of January they come. Lunar
// dates come back after nineteen years, to within a day or two.
var (
	lunarYear = [19]time.Duration{2023 % 19: 21, 2024 % 19: 40, 2025 % 19: 28, 2026 % 19: 47, 2027 % 19: 36, 2028 % 19: 25, 2029 % 19: 43,
		2030 % 19: 32, 2031 % 19: 22, 2032 % 19: 41, 2033 % 19: 30, 2034 % 19: 49, 2035 % 19: 38, 2036 % 19: 27, 2037 % 19: 45,
		2038 % 19: 34, 2039 % 19: 23, 2040 % 19: 42, 2041 % 19: 31}
	midAutumn = [19]time.Duration{2023 % 19: 271, 2024 % 19: 260, 2025 % 19: 278, 2026 % 19: 267, 2027 % 19: 257, 2028 % 19: 276, 2029 % 19: 264,
		2030 % 19: 254, 2031 % 19: 273, 2032 % 19: 262, 2033 % 19: 250, 2034 % 19: 269, 2035 % 19: 258, 2036 % 19: 277, 2037 % 19: 266,
		2038 % 19: 255, 2039 % 19: 274, 2040 % 19: 264, 2041 % 19: 252}
)

// calendar is what each day of the story is like, by its number from the first.
type calendar struct {
	zone  *time.Location
	first time.Time // local midnight
	days  []day
	end   int64 // microseconds; nothing happens at or after it

	dearer, friends    int // the days on which prices rise and the referral programme begins
	slowTet, hotAugust int // the days on which the two bad times begin
	tets, moons        []int
}

// day is how one day goes.
type day struct {
	midnight int64   // microseconds
	visitors float64 // strangers who find the shop
	appetite float64 // how much people buy; 1 is usual, 0 closed
	delivery float64 // how many days a parcel takes
	bitter   float64 // the share of beans that are roasted badly
}

// newCalendar lays out the two years that end with the day before now.
func newCalendar(now time.Time, zone *time.Location) *calendar {
	y, m, d := now.In(zone).Date()
	c := &calendar{zone: zone, first: time.Date(y-2, m, d, 0, 0, 0, 0, zone), end: time.Date(y, m, d, 0, 0, 0, 0, zone).UnixMicro()}
	for i := 0; ; i++ {
		midnight := c.date(i).UnixMicro()
		if midnight >= c.end {
			break
		}
		c.days = append(c.days, day{midnight: midnight, delivery: 2.5, bitter: 0.01})
	}
	c.mark()
	for i := range c.days {
		c.usual(i)
		c.holidays(i)
		c.troubles(i)
	}
	return c
}

func (c *calendar) date(i int) time.Time { return c.first.AddDate(0, 0, i) }

// number is the day of a date, which may lie outside the story.
func (c *calendar) number(date time.Time) int {
	return int(date.Sub(c.first).Round(24*time.Hour).Hours() / 24)
}

// mark finds the days on which something begins. Of what comes back each year, the bad one is the last that has had
// time to be felt.
func (c *calendar) mark() {
	n := len(c.days)
	c.dearer, c.friends = c.monthAfter(8), c.monthAfter(13)
	c.slowTet, c.hotAugust = -n, -n
	for year := c.first.Year(); year <= c.first.Year()+2; year++ {
		start := time.Date(year, time.January, 1, 0, 0, 0, 0, c.zone)
		tet, moon := c.number(start.AddDate(0, 0, int(lunarYear[year%19]))), c.number(start.AddDate(0, 0, int(midAutumn[year%19])))
		august := c.number(time.Date(year, time.August, 1, 0, 0, 0, 0, c.zone))
		c.tets, c.moons = append(c.tets, tet), append(c.moons, moon)
		if tet >= 0 && tet < n-60 {
			c.slowTet = tet
		}
		if august >= 0 && august < n-60 {
			c.hotAugust = august
		}
	}
}

// monthAfter is the first day of the calendar month so many months after the story's first.
func (c *calendar) monthAfter(months int) int {
	return c.number(time.Date(c.first.Year(), c.first.Month()+time.Month(months), 1, 0, 0, 0, 0, c.zone))
}

// usual is a day on which nothing is going on: more strangers every month, fewer on Mondays, more people at home.
func (c *calendar) usual(i int) {
	grown := float64(i) / float64(len(c.days))
	week := [7]float64{1.15, 0.85, 0.9, 0.95, 1, 1.05, 1.2}[c.date(i).Weekday()]
	c.days[i].visitors = (16 + 50*grown*(0.4+0.6*grown)) * week
	c.days[i].appetite = week
}

// holidays: people buy gifts before Tết and Mid-Autumn; the house is closed for eight days over Tết.
func (c *calendar) holidays(i int) {
	d := &c.days[i]
	for _, tet := range c.tets {
		switch away := i - tet; {
		case away >= -21 && away < -3:
			d.visitors, d.appetite = d.visitors*1.25, d.appetite*1.35
		case away >= -3 && away < 6:
			d.visitors, d.appetite, d.delivery = d.visitors*0.35, 0, d.delivery+5
		case away >= 6 && away < 14:
			d.visitors, d.appetite = d.visitors*0.7, d.appetite*0.7
		}
	}
	for _, moon := range c.moons {
		if away := i - moon; away >= -24 && away < -2 {
			d.visitors, d.appetite = d.visitors*1.4, d.appetite*1.45
		}
	}
}

// troubles: after one Tết the parcels pile up for five weeks; in one hot August the roaster is broken, the beans come
// out bitter and late, and there are too few of them.
func (c *calendar) troubles(i int) {
	d := &c.days[i]
	if away := i - c.slowTet; away >= -10 && away < 30 {
		d.delivery += 6
		d.appetite *= 0.8
	}
	if away := i - c.hotAugust; away >= 2 && away < 31 {
		d.bitter, d.delivery = 0.3, d.delivery+2
		d.appetite *= 0.55
		d.visitors *= 0.85
	}
}

// gifts is the box of the season, empty most of the year.
func (c *calendar) gifts(i int) string {
	for _, tet := range c.tets {
		if away := i - tet; away >= -24 && away < -2 {
			return "Hộp quà Tết An"
		}
	}
	for _, moon := range c.moons {
		if away := i - moon; away >= -24 && away < -1 {
			return "Bộ quà Trăng Phố"
		}
	}
	return ""
}

// instant is an hour of a day; microseconds.
func (c *calendar) instant(i int, hour float64) int64 {
	return c.days[i].midnight + int64(hour*3600)*1_000_000
}
