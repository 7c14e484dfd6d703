package ics

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Span is from one instant to before another, in microseconds.
type Span struct{ From, To int64 }

// mostBusy bounds how many spans one calendar gives.
const mostBusy = 5000

// Busy are the times from one instant to another in which a calendar says that its owner has no time, in order: what is
// cancelled or does not take their time is left out, what recurs is given each time. own is the zone of times that name none.
func Busy(c *Component, from, to int64, own *time.Location) []Span {
	b := busy{from: from, to: to, zones: zonesOf(c, own), moved: map[string]map[int64]bool{}}
	for _, e := range c.Parts {
		if one, ok := e.Get("RECURRENCE-ID"); ok && e.Name == "VEVENT" {
			if at, ok := b.zones.read(one, one.Value); ok {
				b.move(e.text("UID"), at.at(at.civil))
			}
		}
	}
	for _, e := range c.Parts {
		if e.Name == "VEVENT" {
			b.event(e)
		}
	}
	slices.SortFunc(b.spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return slices.Compact(b.spans)
}

type busy struct {
	from, to int64
	zones    zones
	moved    map[string]map[int64]bool // by UID: what of a series stands by itself
	spans    []Span
}

func (b *busy) move(uid string, at int64) {
	if b.moved[uid] == nil {
		b.moved[uid] = map[int64]bool{}
	}
	b.moved[uid][at] = true
}

func (b *busy) event(e *Component) {
	start, ok := e.Get("DTSTART")
	if !ok || strings.EqualFold(e.text("STATUS"), "CANCELLED") || strings.EqualFold(e.text("TRANSP"), "TRANSPARENT") {
		return
	}
	first, ok := b.zones.read(start, start.Value)
	if !ok {
		return
	}
	lasts := b.lasts(e, first)
	_, once := e.Get("RECURRENCE-ID")
	if once {
		b.add(first, first.civil, lasts)
		return
	}
	gone := b.gone(e)
	for at := range b.moved[e.text("UID")] {
		gone[at] = true
	}
	b.series(e, first, lasts, gone)
}

// lasts is how long an event takes, as the clock goes.
func (b *busy) lasts(e *Component, first moment) time.Duration {
	if end, ok := e.Get("DTEND"); ok {
		if last, ok := b.zones.read(end, end.Value); ok {
			return max(0, time.Duration(last.at(last.civil)-first.at(first.civil))*time.Microsecond)
		}
	}
	if d, ok := e.Get("DURATION"); ok {
		return duration(d.Value)
	}
	if first.day {
		return 24 * time.Hour
	}
	return 0
}

// gone are the times of a series that were taken out.
func (b *busy) gone(e *Component) map[int64]bool {
	gone := map[int64]bool{}
	b.dates(e, "EXDATE", func(m moment) { gone[m.at(m.civil)] = true })
	return gone
}

func (b *busy) dates(e *Component, name string, do func(moment)) {
	for _, p := range e.Props {
		if p.Name != name {
			continue
		}
		for value := range strings.SplitSeq(p.Value, ",") {
			value, _, _ = strings.Cut(value, "/")
			if m, ok := b.zones.read(p, value); ok {
				do(m)
			}
		}
	}
}

// series adds an event each time it is: by its rule, on dates it names, and the first time in any case.
func (b *busy) series(e *Component, first moment, lasts time.Duration, gone map[int64]bool) {
	add := func(m moment, civil time.Time) {
		if !gone[m.at(civil)] {
			b.add(m, civil, lasts)
		}
	}
	add(first, first.civil)
	b.dates(e, "RDATE", func(m moment) { add(m, m.civil) })
	for _, p := range e.Props {
		if p.Name != "RRULE" {
			continue
		}
		rule, err := ParseRule(p.Value)
		if err != nil {
			continue
		}
		rule.Each(first.civil, b.until(&rule, first), first.day, func(at time.Time) bool {
			add(first, at)
			return len(b.spans) < mostBusy
		})
	}
}

// until is the last time of a rule that is asked for, as the clock shows it where the event is.
func (b *busy) until(r *Rule, first moment) time.Time {
	last := civilOf(b.to, first.zone)
	until := r.Until
	if until.IsZero() {
		return last
	}
	if !r.Floating {
		until = civilOf(until.UnixMicro(), first.zone)
	}
	if until.Before(last) {
		return until
	}
	return last
}

// civilOf is what a clock shows at an instant.
func civilOf(at int64, zone *time.Location) time.Time {
	t := time.UnixMicro(at).In(zone)
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

func (b *busy) add(m moment, civil time.Time, lasts time.Duration) {
	s := Span{From: m.at(civil)}
	if s.To = s.From + lasts.Microseconds(); m.day { // days are as long as they are there
		s.To = m.at(civil.Add(lasts.Round(24 * time.Hour)))
	}
	if s.To > b.from && s.From < b.to && s.To > s.From && len(b.spans) < mostBusy {
		b.spans = append(b.spans, s)
	}
}

var durations = regexp.MustCompile(`^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$`)

// duration reads how long something takes, such as PT1H30M; what is none takes no time.
func duration(s string) (d time.Duration) {
	parts := durations.FindStringSubmatch(strings.TrimSpace(s))
	for i, unit := range []time.Duration{7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second} {
		if len(parts) > i+1 {
			n, _ := strconv.Atoi(parts[i+1])
			d += time.Duration(n) * unit
		}
	}
	return d
}
