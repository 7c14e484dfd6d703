package segment

import (
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

// span is a stretch of time that a constant stands for, [from, to); from = to for an instant.
type span struct{ from, to time.Time }

// readSpan reads a time: a day (2026-11-22), month (2026-11) or year (2026), an instant in RFC 3339, so long ago or
// ahead (-30d, +6h, -3mo, now), or a word such as today or last_month. Days are those of now's zone.
func readSpan(text string, now time.Time) (span, bool) {
	for layout, months := range map[string]int{"2006-01": 1, "2006": 12} {
		if t, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return span{t, t.AddDate(0, months, 0)}, true
		}
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return span{t, t.AddDate(0, 0, 1)}, true
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return span{t, t}, true
	}
	if t, ok := relative(text, now); ok {
		return span{t, t}, true
	}
	return calendar(strings.ToLower(text), now)
}

// relative reads a length of time with its sign, from now.
func relative(text string, now time.Time) (time.Time, bool) {
	if text == "now" {
		return now, true
	}
	if !strings.HasPrefix(text, "-") && !strings.HasPrefix(text, "+") {
		return now, false
	}
	unit := strings.TrimLeft(text[1:], "0123456789")
	n, err := strconv.Atoi(text[:len(text)-len(unit)])
	if err != nil || n > 10_000 && unit != "h" && unit != "m" || n < -10_000 && unit != "h" && unit != "m" || n > 1e6 || n < -1e6 {
		return now, false
	}
	switch unit {
	case "m":
		return now.Add(time.Duration(n) * time.Minute), true
	case "h":
		return now.Add(time.Duration(n) * time.Hour), true
	case "d":
		return now.AddDate(0, 0, n), true
	case "w":
		return now.AddDate(0, 0, 7*n), true
	case "mo":
		return now.AddDate(0, n, 0), true
	case "y":
		return now.AddDate(n, 0, 0), true
	}
	return now, false
}

// calendar reads the words for days, weeks from Monday, months, quarters and years around now.
func calendar(word string, now time.Time) (span, bool) {
	y, m, d := now.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	switch word {
	case "today":
		return span{day, day.AddDate(0, 0, 1)}, true
	case "yesterday":
		return span{day.AddDate(0, 0, -1), day}, true
	case "tomorrow":
		return span{day.AddDate(0, 0, 1), day.AddDate(0, 0, 2)}, true
	}
	which, unit, _ := strings.Cut(word, "_")
	step, ok := map[string]int{"last": -1, "this": 0, "next": 1}[which]
	if !ok {
		return span{}, false
	}
	month := func(first time.Month, length int) (span, bool) {
		from := time.Date(y, first, 1, 0, 0, 0, 0, now.Location()).AddDate(0, step*length, 0)
		return span{from, from.AddDate(0, length, 0)}, true
	}
	switch unit {
	case "week":
		monday := day.AddDate(0, 0, 7*step-(int(day.Weekday())+6)%7)
		return span{monday, monday.AddDate(0, 0, 7)}, true
	case "month":
		return month(m, 1)
	case "quarter":
		return month(m-(m-1)%3, 3)
	case "year":
		return month(1, 12)
	}
	return span{}, false
}

var anyTime = phrase.Errorf("a time: a day such as 2026-11-22, a month such as 2026-11, -30d, +2w, today, this_week or last_month")

// micros are the ends of a span as instants.
func (s span) micros() (from, to Value) {
	return Number(float64(s.from.UnixMicro())), Number(float64(s.to.UnixMicro()))
}

// days are the ends of a span as dates; an instant is its day.
func (s span) days() (from, to Value) {
	to = Value{Text: s.to.Format(time.DateOnly)}
	if s.from.Equal(s.to) {
		to = Value{Text: s.to.AddDate(0, 0, 1).Format(time.DateOnly)}
	}
	return Value{Text: s.from.Format(time.DateOnly)}, to
}

// within is a comparison with a stretch of time by comparisons with its ends: before it, in it, or after it.
func within(op Operator, from, to Value, leaf func(Operator, Value) Node) Node {
	if from == to {
		return leaf(op, from)
	}
	switch op {
	case Less:
		return leaf(Less, from)
	case LessOrEqual:
		return leaf(Less, to)
	case Greater:
		return leaf(GreaterOrEqual, to)
	case GreaterOrEqual:
		return leaf(GreaterOrEqual, from)
	case NotEqual:
		return Or{leaf(Less, from), leaf(GreaterOrEqual, to)}
	}
	return And{leaf(GreaterOrEqual, from), leaf(Less, to)}
}
