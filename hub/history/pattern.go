package history

import (
	"fmt"
	"strings"
	"unicode"
)

// pattern is a date format made of parts, compiled once and read in one pass over each cell.
type pattern []patternPart

type patternPart struct {
	letters string // of one kind: YYYY, MM, DD, HH, mm, ss, SSS, A, Z, MMM; empty for literal
	field   byte   // Y M D H m s S A Z W, or 0 for literal
	literal string
	exact   bool // digits follow at once, so the width is fixed
}

var fromStrftime = strings.NewReplacer("%Y", "YYYY", "%y", "YY", "%m", "MM", "%d", "DD", "%H", "HH", "%I", "hh", "%M", "mm",
	"%S", "ss", "%f", "SSS", "%p", "A", "%z", "Z", "%b", "MMM", "%B", "MMMM", "%F", "YYYY-MM-DD", "%T", "HH:mm:ss", "%%", "%")

// parsePattern reads a format such as DD/MM/YYYY HH:mm:ss. As in spreadsheets the case of letters does not matter:
// m is the minute next to an hour or a second, else the month. The forms of strftime (%d/%m/%Y) are taken too.
// Errors are *fault.
func parsePattern(format string) (pattern, error) {
	if strings.Contains(format, "%") {
		format = fromStrftime.Replace(format)
	}
	var p pattern
	for rest := format; rest != ""; {
		part, n := nextPart(rest)
		if part.field == 'S' && (len(p) == 0 || p[len(p)-1].literal != "." && p[len(p)-1].literal != ",") {
			part.field = 's'
		}
		if part.field == '?' {
			at := len([]rune(format)) - len([]rune(rest))
			return nil, &fault{at, fmt.Sprintf("%q means nothing in a date format", part.letters), "use YYYY, MM, DD, HH, mm, ss, SSS, A (AM or PM), Z (offset), MMM (Jan), or: unix seconds, unix milliseconds, iso8601, excel"}
		}
		p = append(p, part)
		rest = rest[n:]
	}
	p.tellMinutes()
	return p, p.check()
}

func nextPart(s string) (patternPart, int) {
	first := s[0]
	if s[0] == '\'' || s[0] == '[' {
		closing := map[byte]string{'\'': "'", '[': "]"}[s[0]]
		if n := strings.Index(s[1:], closing); n > 0 {
			return patternPart{literal: s[1 : n+1]}, n + 2
		}
	}
	if !isLetter(first) || first == 'T' {
		return literalPart(s)
	}
	if len(s) >= 5 && strings.EqualFold(s[:5], "AM/PM") {
		return patternPart{letters: "A", field: 'A'}, 5
	}
	n := 1
	for n < len(s) && lower(s[n]) == lower(first) && (lower(first) != 's' || s[n] == first) {
		n++
	}
	return patternPart{letters: s[:n], field: fieldOf(first, n)}, n
}

func literalPart(s string) (patternPart, int) {
	n := strings.IndexFunc(s[1:], func(r rune) bool { return r < unicode.MaxASCII && isLetter(byte(r)) && r != 'T' })
	if n < 0 {
		n = len(s) - 1
	}
	return patternPart{literal: s[:n+1]}, n + 1
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// fieldOf is what a run of n equal letters stands for; '?' for nothing.
func fieldOf(first byte, n int) byte {
	switch l := lower(first); {
	case l == 'y' && (n == 4 || n == 2):
		return 'Y'
	case l == 'm' && n <= 4:
		return 'M'
	case l == 'd' && n <= 2:
		return 'D'
	case l == 'd' && n <= 4:
		return 'W'
	case l == 'h' && n <= 2:
		return 'H'
	case first == 'S' || l == 'f':
		return 'S'
	case l == 's' && n <= 2:
		return 's'
	case l == 'a' && n == 1:
		return 'A'
	case l == 'z' && n <= 2:
		return 'Z'
	}
	return '?'
}

// tellMinutes makes minutes of the m's next to hours or seconds, and fixes the width of digits that touch.
func (p pattern) tellMinutes() {
	last := byte(0)
	for i := range p {
		if f := p[i].field; f != 0 {
			if f == 'M' && len(p[i].letters) <= 2 && (last == 'H' || p.next(i) == 's') {
				p[i].field = 'm'
			}
			last = p[i].field
		}
		p[i].exact = i+1 < len(p) && p[i+1].field != 0 && p[i+1].field != 'A' && p[i+1].field != 'Z'
	}
}

// next is the field after part i.
func (p pattern) next(i int) byte {
	for _, part := range p[i+1:] {
		if part.field != 0 {
			return part.field
		}
	}
	return 0
}

func (p pattern) check() error {
	count := map[byte]int{}
	for _, part := range p {
		count[part.field]++
	}
	for _, need := range []struct {
		field byte
		name  string
	}{{'Y', "year (YYYY)"}, {'M', "month (MM)"}, {'D', "day (DD)"}} {
		if count[need.field] != 1 {
			return &fault{0, fmt.Sprintf("the date format has %d times the %s", count[need.field], need.name), "write it once, as in YYYY-MM-DD, DD/MM/YYYY HH:mm:ss, or: unix seconds"}
		}
	}
	return nil
}

// read reads a whole text by the pattern. A number of two places may be written with one digit where something
// stands between it and the next.
func (p pattern) read(text string, c *clock) bool {
	s := scan{text: text}
	for _, part := range p {
		if s.failed {
			return false
		}
		if part.field == 0 {
			s.literal(part.literal)
		} else {
			s.part(part, c)
		}
	}
	return !s.failed && s.rest() == ""
}

func (s *scan) part(part patternPart, c *clock) {
	least := 1
	if part.exact {
		least = 2
	}
	switch part.field {
	case 'Y':
		c.year = s.year(len(part.letters))
	case 'M':
		if len(part.letters) > 2 {
			c.month = s.monthName()
		} else {
			c.month = s.digits(least, 2)
		}
	case 'D':
		c.day = s.digits(least, 2)
	case 'H':
		c.hour = s.digits(least, 2)
	case 'm':
		c.minute = s.digits(least, 2)
	case 's':
		c.second = s.digits(least, 2)
	case 'S':
		c.micro = s.fraction()
	case 'W':
		s.i += length(s.rest(), unicode.IsLetter)
	case 'A':
		s.halfDay(c)
	case 'Z':
		s.zone(c)
	}
}

// year reads four digits, or two: 69 … 99 are of the last century, as in strptime.
func (s *scan) year(width int) int {
	if width == 4 {
		return s.digits(4, 4)
	}
	y := s.digits(2, 2)
	if y < 69 {
		return 2000 + y
	}
	return 1900 + y
}

// halfDay reads AM or PM, or SA and CH (sáng, chiều) as Vietnamese spreadsheets write them.
func (s *scan) halfDay(c *clock) {
	c.halfDay = true
	word := strings.ToUpper(s.rest()[:min(2, len(s.rest()))])
	s.i += len(word)
	c.afternoon = word == "PM" || word == "CH"
	s.failed = s.failed || !c.afternoon && word != "AM" && word != "SA"
}

var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// monthName reads an English month, whole or shortened.
func (s *scan) monthName() int {
	n := length(s.rest(), unicode.IsLetter)
	word := strings.ToLower(s.rest()[:n])
	s.i += n
	for i, m := range months {
		if len(word) >= 3 && strings.HasPrefix(word, m) {
			return i + 1
		}
	}
	s.failed = true
	return 0
}
