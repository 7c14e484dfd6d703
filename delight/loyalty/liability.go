package loyalty

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Liability is what the house owes in points.
type Liability struct {
	Pending   int64
	Available int64
	Owed      int64 // by people, for what was taken back
	Months    []Due // by the month they lapse, the first first; those that never do last
	Breakage  *Breakage
}

// Due are points that lapse in a month.
type Due struct {
	Month     string // 2026-12; empty: never
	Pending   int64
	Available int64
}

// Breakage is which part of points lapses unused, of the lots whose day has come, with the interval in which it lies with
// 95 % likelihood. The share is a ratio of sums over lots, so its interval is that of a ratio estimator, Cochran, Sampling
// Techniques, 3rd edition, section 6.4; the lots are its units.
type Breakage struct {
	Rate, Low, High float64
	Lots            int64
}

// fewestLots are below which nothing is said of a rate.
const fewestLots = 30

// Ended are lots whose day has come, summed up as they are read.
type Ended struct {
	lots             int64
	x, y, xx, xy, yy float64 // points given, points lapsed
}

// Add takes in a lot.
func (e *Ended) Add(points, expired int64) {
	x, y := float64(points), float64(expired)
	e.lots, e.x, e.y = e.lots+1, e.x+x, e.y+y
	e.xx, e.xy, e.yy = e.xx+x*x, e.xy+x*y, e.yy+y*y
}

// Breakage is the rate; nil where there are too few lots to tell.
func (e *Ended) Breakage() *Breakage {
	if e.lots < fewestLots || e.x == 0 {
		return nil
	}
	n, r := float64(e.lots), e.y/e.x
	variance := max(e.yy-2*r*e.xy+r*r*e.xx, 0) / (n - 1) / n / (e.x / n * e.x / n)
	half := 1.959964 * math.Sqrt(variance)
	return &Breakage{Rate: r, Low: max(r-half, 0), High: min(r+half, 1), Lots: e.lots}
}

// Add takes a lot with something left into the months of a liability.
func (l *Liability) Add(lot *Lot, zone *time.Location) {
	month := ""
	if lot.ExpiresAt != 0 {
		month = time.UnixMicro(lot.ExpiresAt - 1).In(zone).Format("2006-01") // it lapses when a month is over
	}
	l.Pending, l.Available = l.Pending+lot.Pending, l.Available+lot.Available
	at := slices.IndexFunc(l.Months, func(d Due) bool { return d.Month == month })
	if at < 0 {
		l.Months = append(l.Months, Due{Month: month})
		at = len(l.Months) - 1
	}
	l.Months[at].Pending += lot.Pending
	l.Months[at].Available += lot.Available
	slices.SortFunc(l.Months, func(a, b Due) int { return strings.Compare(lastWhereEmpty(a.Month), lastWhereEmpty(b.Month)) })
}

func lastWhereEmpty(month string) string {
	if month == "" {
		return "~"
	}
	return month
}
