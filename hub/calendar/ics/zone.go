package ics

import (
	"strings"
	"time"
)

// windows are the zones that programs from Microsoft call by names of their own; of Vietnam and whom it deals with most.
var windows = map[string]string{
	"SE Asia Standard Time": "Asia/Ho_Chi_Minh", "Singapore Standard Time": "Asia/Singapore", "China Standard Time": "Asia/Shanghai", "Taipei Standard Time": "Asia/Taipei",
	"Tokyo Standard Time": "Asia/Tokyo", "Korea Standard Time": "Asia/Seoul", "India Standard Time": "Asia/Kolkata", "AUS Eastern Standard Time": "Australia/Sydney",
	"W. Europe Standard Time": "Europe/Berlin", "Romance Standard Time": "Europe/Paris", "Central Europe Standard Time": "Europe/Budapest", "GMT Standard Time": "Europe/London",
	"Eastern Standard Time": "America/New_York", "Central Standard Time": "America/Chicago", "Mountain Standard Time": "America/Denver", "Pacific Standard Time": "America/Los_Angeles",
	"UTC": "UTC",
}

// zones finds the time zones a calendar names.
type zones struct {
	own    *time.Location // of times that name none
	stated map[string]*time.Location
}

// zonesOf reads what a calendar says of its zones. One that nobody knows by its name is taken at its standard time.
func zonesOf(c *Component, own *time.Location) zones {
	z := zones{own, map[string]*time.Location{}}
	for _, part := range c.Parts {
		if part.Name != "VTIMEZONE" {
			continue
		}
		id := part.text("TZID")
		for _, half := range part.Parts {
			offset, ok := half.Get("TZOFFSETTO")
			if east, is := parseOffset(offset.Value); ok && is && half.Name == "STANDARD" {
				z.stated[id] = time.FixedZone(id, east)
			}
		}
	}
	return z
}

func parseOffset(s string) (east int, ok bool) {
	t, err := time.Parse("-0700", strings.TrimSpace(s))
	if err != nil {
		return 0, false
	}
	_, east = t.Zone()
	return east, true
}

// named is the zone of a name: a known one's own rules, else what the calendar says, else the reader's own.
func (z zones) named(id string) *time.Location {
	if id == "" {
		return z.own
	}
	if known, ok := windows[id]; ok {
		id = known
	}
	for name := id; name != "" && name != "Local"; {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone
		}
		_, after, ok := strings.Cut(strings.TrimPrefix(name, "/"), "/") // some put their own name before it
		if !ok {
			break
		}
		name = after
	}
	if zone := z.stated[id]; zone != nil {
		return zone
	}
	return z.own
}

// moment is a time of a calendar: what the clock shows, and where.
type moment struct {
	civil time.Time // carries time.UTC
	zone  *time.Location
	day   bool // the whole of it
}

// read reads a time; ok is false for what is none.
func (z zones) read(p Property, value string) (m moment, ok bool) {
	value = strings.TrimSpace(value)
	if t, err := time.Parse(utcForm, value); err == nil {
		return moment{t, time.UTC, false}, true
	}
	m.zone = z.named(p.Params["TZID"])
	if t, err := time.Parse("20060102T150405", value); err == nil {
		return moment{t, m.zone, false}, true
	}
	t, err := time.Parse("20060102", value)
	return moment{t, m.zone, true}, err == nil
}

// at is the instant at which a clock there shows a time (microseconds).
func (m moment) at(civil time.Time) int64 {
	y, month, d := civil.Date()
	return time.Date(y, month, d, civil.Hour(), civil.Minute(), civil.Second(), 0, m.zone).UnixMicro()
}
