package campaign

import "time"

// Hours count what humans opened and clicked, by hour of the day.
type Hours [24]int

// In shifts hours that were counted in UTC to a zone, by its offset at an instant.
func (h Hours) In(zone *time.Location, at int64) (local Hours) {
	_, offset := time.UnixMicro(at).In(zone).Zone()
	for hour, n := range h {
		local[((hour+offset/3600)%24+24)%24] += n
	}
	return local
}

// trust is how many of everybody's openings weigh as much as a person's own: until somebody has opened a few messages
// themselves, their best hour is mostly the house's.
const trust = 6.0

// usual is when people read where nobody has read anything yet: in the morning, and after supper.
var usual = Hours{8: 3, 9: 5, 10: 3, 19: 2, 20: 3, 21: 2}

// earliest and latest are the hours of a day that are chosen among: from and with.
const earliest, latest = 7, 21

// Best is the hour at which somebody is likeliest to read: where most of their own openings lie, neighbouring hours
// counting half, drawn towards everybody's.
func Best(own, everybody Hours) int {
	best, most := earliest, -1.0
	mine, theirs := own.smooth(), everybody.smooth()
	if sum(everybody) == 0 {
		theirs = usual.smooth()
	}
	for hour := earliest; hour <= latest; hour++ {
		if weight := mine[hour]*float64(sum(own)) + trust*theirs[hour]; weight > most {
			best, most = hour, weight
		}
	}
	return best
}

// smooth gives the share of each hour, neighbouring hours counting half.
func (h Hours) smooth() (share [24]float64) {
	all := float64(max(1, sum(h)))
	for hour, n := range h {
		share[hour] += float64(n) / 2 / all
		share[(hour+1)%24] += float64(n) / 4 / all
		share[(hour+23)%24] += float64(n) / 4 / all
	}
	return share
}

func sum(h Hours) (n int) {
	for _, c := range h {
		n += c
	}
	return n
}

// Next is the next instant at which it is an hour in a zone, and some minutes which a person always has, so that not
// everybody is written to at once.
func Next(after int64, hour int, zone *time.Location, person int64) int64 {
	t := time.UnixMicro(after).In(zone)
	minute := int(chance("minute", person) * 50)
	at := time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, zone)
	if !at.After(t) {
		at = time.Date(t.Year(), t.Month(), t.Day()+1, hour, minute, 0, 0, zone)
	}
	return at.UnixMicro()
}
