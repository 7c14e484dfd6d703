package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

// Settings are a calendar as people write it.
type Settings struct {
	Hours      map[string][]string `json:"hours" doc:"By weekday (mon to sun), such as 08:00-12:00 and 13:00-17:00; a day left away is off."`
	Holidays   string              `json:"holidays" enum:"vietnam,none"`
	Exceptions []Moved             `json:"exceptions" maxItems:"500" doc:"Days that are off or worked whatever the rules say, such as those the government moves."`
}

// Moved is one exception as people write it.
type Moved struct {
	Day  string `json:"day" doc:"Such as 2027-02-05."`
	Name string `json:"name,omitempty" maxLength:"100"`
	As   string `json:"as,omitempty" enum:"mon,tue,wed,thu,fri,sat,sun," doc:"Whose hours are worked; empty: it is off."`
}

// Weekdays are the names of the days of a week, from Sunday.
var Weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Default are the settings of a company that has set none.
func Default() Settings {
	return Settings{Hours: Usual().text(), Holidays: "vietnam", Exceptions: []Moved{}}
}

func (w Week) text() map[string][]string {
	hours := map[string][]string{}
	for i, day := range w {
		for _, s := range day {
			hours[Weekdays[i]] = append(hours[Weekdays[i]], clock(s.From)+"-"+clock(s.To))
		}
	}
	return hours
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// Calendar makes the calendar of settings; its error says what is wrong with them.
func (s Settings) Calendar(zone *time.Location) (*Calendar, error) {
	var week Week
	for name, spans := range s.Hours {
		day, ok := weekday(name)
		if !ok {
			return nil, phrase.Errorf("%q is no weekday; those are mon, tue, wed, thu, fri, sat, sun", name)
		}
		for _, text := range spans {
			span, err := parseSpan(text)
			if err != nil {
				return nil, err
			}
			week[day] = append(week[day], span)
		}
	}
	if err := week.Check(); err != nil {
		return nil, err
	}
	exceptions, err := s.exceptions()
	return New(zone, week, s.Holidays != "none", exceptions), err
}

func (s Settings) exceptions() (list []Exception, err error) {
	for _, m := range s.Exceptions {
		day, err := ParseDay(m.Day)
		if err != nil {
			return nil, err
		}
		as, worked := weekday(m.As)
		list = append(list, Exception{Day: day, Name: m.Name, Off: !worked, As: as})
	}
	return list, nil
}

func weekday(name string) (time.Weekday, bool) {
	for i, n := range Weekdays {
		if n == name {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

func parseSpan(text string) (s Span, err error) {
	from, to, ok := strings.Cut(text, "-")
	a, okA := parseClock(from)
	b, okB := parseClock(to)
	if !ok || !okA || !okB {
		return s, phrase.Errorf("%q are no hours; write them such as 08:00-12:00", text)
	}
	return Span{a, b}, nil
}

// parseClock reads 08:30 as minutes; 24:00 is the end of the day.
func parseClock(s string) (minute int, ok bool) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hour, err := strconv.Atoi(h)
	if minute, err2 := strconv.Atoi(m); ok && err == nil && err2 == nil && len(m) == 2 && hour >= 0 && minute >= 0 && minute < 60 && hour*60+minute <= 24*60 {
		return hour*60 + minute, true
	}
	return 0, false
}

// ParseClock reads a time of day such as 08:30 as minutes since midnight.
func ParseClock(s string) (minute int, err error) {
	minute, ok := parseClock(s)
	if !ok || minute == 24*60 {
		return 0, phrase.Errorf("%q is no time of day; write one such as 08:30", s)
	}
	return minute, nil
}
