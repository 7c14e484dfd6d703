package task

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/calendar"
)

// Quick is what one line says: "Gọi chị Lan mai 9h", "Send the quote to An on friday !".
type Quick struct {
	Title    string
	Kind     Kind
	Priority int
	DueDay   string // where a day is said and no time
	DueAt    int64  // where a time is said, microseconds; 0: none
}

// ParseQuick reads a line in Vietnamese or English: what is understood as a day or a time of day is taken out of the title,
// whatever it stands beside; the rest stays as it was written. It never fails: a line in which no time is found is a title.
// now tells the day, and the zone.
func ParseQuick(line string, now time.Time) Quick {
	r := reading{words: read(line), now: now, today: calendar.DayOf(now)}
	var title []string
	for at := 0; at < len(r.words); {
		if n := r.take(at); n > 0 {
			title = withoutLink(title)
			at += n
			continue
		}
		title = append(title, r.words[at].raw)
		at++
	}
	q := Quick{Title: strings.Join(title, " "), Kind: kindOf(r.words), Priority: r.priority}
	if q.Title == "" { // nothing but a time
		for _, w := range r.words {
			q.Title = strings.TrimPrefix(q.Title+" "+w.raw, " ")
		}
	}
	r.due(&q)
	return q
}

// word is a word as it was written and as it is compared.
type word struct{ raw, low string }

func read(line string) (words []word) {
	for _, raw := range strings.Fields(norm.NFC.String(strings.ToValidUTF8(line, ""))) {
		words = append(words, word{raw, strings.TrimRight(strings.ToLower(raw), ",.;")})
	}
	return words
}

// reading is what was understood so far.
type reading struct {
	words    []word
	now      time.Time
	today    calendar.Day
	day      calendar.Day
	hasDay   bool
	minute   int // of the day
	hasTime  bool
	part     string        // of the day: morning, noon, afternoon, evening
	after    time.Duration // from now
	hasAfter bool
	priority int
}

// take understands what begins at a word, and gives how many words that took; 0: it is part of the title.
func (r *reading) take(at int) int {
	for _, rule := range []func(int) int{r.urgent, r.relative, r.clock, r.date, r.dayPart, r.dayWord} {
		if n := rule(at); n > 0 {
			return n
		}
	}
	return 0
}

// low is a word as it is compared; empty behind the last.
func (r *reading) low(at int) string {
	if at < 0 || at >= len(r.words) {
		return ""
	}
	return r.words[at].low
}

// phrases finds the longest of the phrases in a table that begins at a word.
func phrases[T any](r *reading, at int, table map[string]T) (value T, n int) {
	text := ""
	for i := 0; i < 3 && at+i < len(r.words); i++ {
		text = strings.TrimPrefix(text+" "+r.low(at+i), " ")
		if v, ok := table[text]; ok {
			value, n = v, i+1
		}
	}
	return value, n
}

func (r *reading) urgent(at int) int {
	if w := r.low(at); w == "!" || w == "!!" || w == "!!!" {
		r.priority = High
		return 1
	}
	return 0
}

// due is what the parts understood come to.
func (r *reading) due(q *Quick) {
	zone := r.now.Location()
	switch {
	case r.hasAfter:
		q.DueAt = r.now.Add(r.after).Truncate(time.Minute).UnixMicro()
	case r.hasTime || r.part != "":
		minute := r.minuteOfDay()
		if !r.hasDay {
			r.day = r.today
			if !r.day.At(minute, zone).After(r.now) {
				r.day++
			}
		}
		q.DueAt = r.day.At(minute, zone).UnixMicro()
	case r.hasDay:
		q.DueDay = r.day.String()
	}
}

// usual is when a part of the day is meant where no hour is said.
var usual = map[string]int{"morning": 9 * 60, "noon": 12 * 60, "afternoon": 14 * 60, "evening": 19 * 60}

func (r *reading) minuteOfDay() int {
	switch hour := r.minute / 60; {
	case !r.hasTime:
		return usual[r.part]
	case r.part == "morning" && hour == 12:
		return r.minute - 12*60
	case (r.part == "afternoon" || r.part == "evening") && hour < 12, r.part == "noon" && hour < 3:
		return r.minute + 12*60
	}
	return r.minute
}

// links are the words that lead to a time and mean nothing without it.
var links = map[string]bool{"lúc": true, "vào": true, "vào lúc": true, "luc": true, "vao": true, "trước": true, "hạn": true, "at": true, "on": true, "by": true, "due": true, "this": true}

func withoutLink(title []string) []string {
	for len(title) > 0 && links[strings.ToLower(title[len(title)-1])] {
		title = title[:len(title)-1]
	}
	return title
}

var starts = map[string]Kind{
	"gọi": Call, "goi": Call, "call": Call, "phone": Call, "ring": Call, "gọi điện": Call, "alo": Call,
	"họp": Meeting, "hop": Meeting, "gặp": Meeting, "gap": Meeting, "hẹn": Meeting, "meet": Meeting, "meeting": Meeting, "demo": Meeting,
	"mail": Email, "email": Email, "e-mail": Email, "gửi mail": Email, "gửi email": Email, "gui mail": Email, "gui email": Email,
}

// kindOf is told by the first words.
func kindOf(words []word) Kind {
	if kind, n := phrases(&reading{words: words}, 0, starts); n > 0 {
		return kind
	}
	return ToDo
}

// capital reports whether a word is written as a name is, behind the first.
func (r *reading) capital(at int) bool {
	return at > 0 && unicode.IsUpper([]rune(r.words[at].raw)[0])
}
