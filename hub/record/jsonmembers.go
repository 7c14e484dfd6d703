package record

import (
	"bytes"
	"encoding/json"
)

// members calls each with the members of an object of JSON. Every list reads those of all its records, so no more is read
// than where each of them ends; what is not written as simply as that the library reads.
func members(text []byte, each func(key, value []byte)) error {
	if s := (scanner{text: text}); s.object(each) {
		return nil
	}
	raw := map[string]json.RawMessage{}
	err := json.Unmarshal(text, &raw)
	for key, value := range raw {
		each([]byte(key), value)
	}
	return err
}

// scanner goes along JSON that a database has checked.
type scanner struct {
	text []byte
	at   int
}

func (s *scanner) object(each func(key, value []byte)) bool {
	if !s.take('{') {
		return false
	}
	for more := !s.take('}'); more; more = s.take(',') {
		key := s.value()
		if !literal(key) || !s.take(':') {
			return false
		}
		value := s.value()
		if len(value) == 0 {
			return false
		}
		each(key[1:len(key)-1], value)
		if s.take('}') {
			break
		}
	}
	return s.text[s.at-1] == '}' && s.next() == 0
}

// next is what stands next but for spaces; 0 at the end.
func (s *scanner) next() byte {
	for ; s.at < len(s.text); s.at++ {
		if c := s.text[s.at]; c > ' ' {
			return c
		}
	}
	return 0
}

func (s *scanner) take(c byte) bool {
	if s.next() != c {
		return false
	}
	s.at++
	return true
}

// value is what stands there up to where a value ends.
func (s *scanner) value() []byte {
	s.next()
	from := s.at
	for depth := 0; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; c {
		case '"':
			s.string()
		case '{', '[':
			depth++
		case ',', ':', '}', ']':
			if depth == 0 {
				return bytes.TrimRight(s.text[from:s.at], " \t\r\n")
			}
			if c == '}' || c == ']' {
				depth--
			}
		}
	}
	return nil
}

// string goes to where a text ends.
func (s *scanner) string() {
	for s.at++; s.at < len(s.text) && s.text[s.at] != '"'; s.at++ {
		if s.text[s.at] == '\\' {
			s.at++
		}
	}
}
