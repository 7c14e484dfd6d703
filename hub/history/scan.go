package history

import "strings"

// scan walks over a written instant; after its first failure it reads nothing more.
type scan struct {
	text   string
	i      int
	failed bool
}

func (s *scan) rest() string { return s.text[s.i:] }

// digits reads a number of at least and at most so many digits.
func (s *scan) digits(least, most int) int {
	n, from := 0, s.i
	for s.i < len(s.text) && s.i < from+most && isDigit(s.text[s.i]) {
		n = n*10 + int(s.text[s.i]-'0')
		s.i++
	}
	s.failed = s.failed || s.i-from < least
	return n
}

// one takes a character if it is one of the given; 1 if it did, else 0.
func (s *scan) one(of string) int {
	if s.i < len(s.text) && strings.IndexByte(of, s.text[s.i]) >= 0 {
		s.i++
		return 1
	}
	return 0
}

func (s *scan) literal(text string) {
	if !strings.HasPrefix(s.rest(), text) {
		s.failed = true
		return
	}
	s.i += len(text)
}

func (s *scan) timeOfDay(c *clock) {
	c.hour = s.digits(1, 2)
	colon := s.one(":")
	c.minute = s.digits(2, 2)
	if (colon == 1 && s.one(":") == 1) || (colon == 0 && s.i < len(s.text) && isDigit(s.text[s.i])) {
		c.second = s.digits(2, 2)
		if s.one(".,") == 1 {
			c.micro = s.fraction()
		}
	}
	s.one(" ")
	if s.rest() != "" && !s.failed {
		s.zone(c)
	}
}

// fraction reads the digits after the point of seconds, in microseconds.
func (s *scan) fraction() int {
	from := s.i
	micro := s.digits(1, 6)
	for n := s.i - from; n < 6; n++ {
		micro *= 10
	}
	for s.i < len(s.text) && isDigit(s.text[s.i]) {
		s.i++
	}
	return micro
}

// zone reads Z, UTC, GMT or an offset such as +07:00, +0700 or +07.
func (s *scan) zone(c *clock) {
	c.offsetGiven = true
	for _, name := range [...]string{"Z", "z", "UTC", "GMT"} {
		if strings.HasPrefix(s.rest(), name) {
			s.i += len(name)
			return
		}
	}
	sign := 1
	if s.one("-") == 1 {
		sign = -1
	} else if s.one("+") == 0 {
		s.failed = true
	}
	hours := s.digits(2, 2)
	s.one(":")
	minutes := 0
	if s.i < len(s.text) && isDigit(s.text[s.i]) {
		minutes = s.digits(2, 2)
	}
	c.offset = sign * (hours*3600 + minutes*60)
}
