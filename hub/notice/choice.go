package notice

import (
	"slices"
	"time"

	"banhda/hub/calendar"
	"banhda/phrase"
)

// Choice is how a user wants to be told. The zero Choice is the usual one.
type Choice struct {
	Mail      map[Kind]string `json:"mail,omitempty" doc:"by kind: now, digest or never"`
	Silent    []Kind          `json:"silent,omitempty" doc:"kinds that are listed and do not count as unread"`
	QuietFrom string          `json:"quiet_from,omitempty" doc:"no mail from then on, such as 21:00"`
	QuietTo   string          `json:"quiet_to,omitempty" doc:"until then, such as 07:00; the same as quiet_from: never quiet"`
	DigestAt  string          `json:"digest_at,omitempty" doc:"when digests are mailed, such as 08:00"`
	MorningAt string          `json:"morning_at,omitempty" doc:"when the day's tasks are told, such as 07:30; off: never"`
	Timezone  string          `json:"timezone,omitempty" doc:"the user's; empty: the company's"`
}

// How something is mailed.
const (
	Now    = "now"
	Digest = "digest"
	Never  = "never"
)

// Off in MorningAt: the day's tasks are not told.
const Off = "off"

// usual is how kinds are mailed where a user has not chosen.
var usual = map[Kind]string{Reclaimed: Digest, WorkFailed: Digest, WorkDone: Never}

// grace is how long a notice may be read in the application before it is mailed, too.
const grace = 2 * time.Minute

// Mode is how notices of a kind are mailed.
func (c Choice) Mode(k Kind) string {
	if m := c.Mail[k]; m != "" {
		return m
	}
	if m := usual[k]; m != "" {
		return m
	}
	return Now
}

// Full is the choice with what is usual in place of what was not chosen.
func (c Choice) Full() Choice {
	full := Choice{Mail: map[Kind]string{}, Silent: append([]Kind{}, c.Silent...), Timezone: c.Timezone, QuietFrom: or(c.QuietFrom, "21:00"), QuietTo: or(c.QuietTo, "07:00"),
		DigestAt: or(c.DigestAt, "08:00"), MorningAt: or(c.MorningAt, "07:30")}
	for _, k := range Kinds {
		full.Mail[k] = c.Mode(k)
	}
	return full
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// Check says what is wrong with a choice.
func (c Choice) Check() error {
	for k, mode := range c.Mail {
		if !slices.Contains(Kinds, k) || !slices.Contains([]string{Now, Digest, Never}, mode) {
			return phrase.Errorf("notices of the kind %q are not mailed %q; modes are now, digest, never", string(k), mode)
		}
	}
	for _, k := range c.Silent {
		if !slices.Contains(Kinds, k) {
			return phrase.Errorf("%q is no kind of notice", string(k))
		}
	}
	for _, clock := range []string{c.QuietFrom, c.QuietTo, c.DigestAt, c.MorningAt} {
		if clock == "" || clock == Off {
			continue
		}
		if _, err := calendar.ParseClock(clock); err != nil {
			return err
		}
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "Local" {
		return phrase.Errorf("%q is not a time zone; write an IANA name such as Asia/Ho_Chi_Minh", c.Timezone)
	}
	return nil
}

// clock is a time of day of a full choice as minutes.
func clock(s string) int {
	minute, _ := calendar.ParseClock(s) // it was checked when it was chosen
	return minute
}

// Zone is the user's, or else the company's.
func (c Choice) Zone(company *time.Location) *time.Location {
	if zone, err := time.LoadLocation(c.Timezone); err == nil && c.Timezone != "" {
		return zone
	}
	return company
}

// MailAt is when a notice told at an instant is to be mailed (microseconds), never within quiet hours; ok is false where
// it is not to be mailed at all.
func (c Choice) MailAt(k Kind, told int64, zone *time.Location) (at int64, ok bool) {
	full := c.Full()
	switch full.Mail[k] {
	case Never:
		return 0, false
	case Digest:
		return full.after(next(told, clock(full.DigestAt), zone), zone), true
	}
	if k != Morning { // which is told to be mailed
		told += grace.Microseconds()
	}
	return full.after(told, zone), true
}

// next is the first instant after one at which it is a time of day.
func next(after int64, minute int, zone *time.Location) int64 {
	d := calendar.DayOf(time.UnixMicro(after).In(zone))
	for ; ; d++ {
		if at := d.At(minute, zone).UnixMicro(); at > after {
			return at
		}
	}
}

// after is an instant, or the end of the quiet hours it lies in.
func (c Choice) after(at int64, zone *time.Location) int64 {
	from, to := clock(c.QuietFrom), clock(c.QuietTo)
	local := time.UnixMicro(at).In(zone)
	minute := local.Hour()*60 + local.Minute()
	quiet := from <= minute && minute < to
	if from > to {
		quiet = from <= minute || minute < to
	}
	if !quiet {
		return at
	}
	return next(at, to, zone)
}

// Tells is when a user is told of the tasks of a day; ok is false where they do not want to be.
func (c Choice) Tells(d calendar.Day, zone *time.Location) (at int64, ok bool) {
	full := c.Full()
	if full.MorningAt == Off {
		return 0, false
	}
	return d.At(clock(full.MorningAt), zone).UnixMicro(), true
}
