package history

import (
	"encoding/json"
	"strconv"
	"strings"

	"banhda/hub/timeline"
)

// walker goes over valid JSON.
type walker struct {
	text string
	i    int
}

func (w *walker) space() {
	for w.i < len(w.text) && w.text[w.i] <= ' ' {
		w.i++
	}
}

func (w *walker) value(p *paths, cells []string) {
	from := w.i
	switch {
	case p.children != nil && w.text[w.i] == '{':
		w.object(p, cells)
	case p.children != nil && w.text[w.i] == '[':
		w.array(p, cells)
	default:
		w.skip()
	}
	raw := w.text[from:w.i]
	if raw == "null" {
		return
	}
	p.seen = true
	if p.text >= 0 {
		cells[p.text] = plainText(raw)
	}
	if p.whole >= 0 {
		cells[p.whole] = wholeText(raw)
	}
}

func (w *walker) object(p *paths, cells []string) {
	for w.i++; ; w.i++ {
		w.space()
		if w.text[w.i] == '}' {
			break
		}
		from := w.i
		w.skip()
		key := plainText(w.text[from:w.i])
		w.space()
		w.i++ // the colon
		w.space()
		w.field(p.children[key], cells)
		w.space()
		if w.text[w.i] == '}' {
			break
		}
	}
	w.i++
}

func (w *walker) array(p *paths, cells []string) {
	for n := 0; ; n++ {
		w.i++
		w.space()
		if w.text[w.i] == ']' {
			break
		}
		w.field(p.children[strconv.Itoa(n)], cells)
		w.space()
		if w.text[w.i] == ']' {
			break
		}
	}
	w.i++
}

func (w *walker) field(p *paths, cells []string) {
	if p == nil {
		w.skip()
		return
	}
	w.value(p, cells)
}

// skip goes past one value.
func (w *walker) skip() {
	for depth := 0; w.i < len(w.text); {
		switch w.text[w.i] {
		case '"':
			w.skipText()
		case '{', '[':
			depth++
			w.i++
			continue
		case '}', ']':
			depth--
			w.i++
		case ',', ':', ' ', '\t', '\n', '\r':
			w.i++
			continue
		default:
			w.i += length(w.text[w.i:], func(r rune) bool { return !strings.ContainsRune(",]}: \t\r\n", r) })
		}
		if depth <= 0 {
			return
		}
	}
}

func (w *walker) skipText() {
	for w.i++; w.i < len(w.text); w.i++ {
		switch w.text[w.i] {
		case '\\':
			w.i++
		case '"':
			w.i++
			return
		}
	}
}

// plainText is a JSON value as a cell: texts without quotes, numbers as written, lists and objects as JSON.
func plainText(raw string) string {
	if raw == "" || raw[0] != '"' {
		return raw
	}
	if strings.IndexByte(raw, '\\') < 0 {
		return clean(raw[1 : len(raw)-1])
	}
	var s string
	if json.Unmarshal([]byte(raw), &s) != nil {
		return ""
	}
	return clean(nfc(s))
}

// wholeText is a JSON value as a property: itself, but texts normalised like every other.
func wholeText(raw string) string {
	if raw[0] != '"' {
		return raw
	}
	s := plainText(raw)
	if s == "" {
		return ""
	}
	return string(timeline.AppendText(nil, s))
}

// elements are the members of a JSON list, as JSON; ok is false for what is no list.
func elements(list string, each func(element string)) (ok bool) {
	w := walker{text: list}
	w.space()
	if w.i == len(list) || list[w.i] != '[' {
		return false
	}
	for {
		w.i++
		w.space()
		if list[w.i] == ']' {
			return true
		}
		from := w.i
		w.skip()
		each(list[from:w.i])
		w.space()
		if list[w.i] == ']' {
			return true
		}
	}
}
