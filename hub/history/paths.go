package history

import (
	"encoding/json"
	"strconv"
	"strings"
)

// paths are the fields wanted from a JSON value, as a tree: customer.id is id below customer. Each line is walked
// once; what nobody asked for is skipped, not decoded.
type paths struct {
	text     int // the cell that takes the value as text; -1 for none
	whole    int // the cell that takes it as JSON; -1 for none
	children map[string]*paths
	seen     bool
}

func newPaths() *paths { return &paths{text: -1, whole: -1} }

// add asks for a field; a name with points is looked for as it is and as a path.
func (p *paths) add(name string, slot int, whole bool) {
	if p == nil {
		return
	}
	p.child(name).ask(slot, whole)
	if steps := strings.Split(name, "."); len(steps) > 1 && len(steps) <= 20 {
		at := p
		for _, step := range steps {
			at = at.child(step)
		}
		at.ask(slot, whole)
	}
}

func (p *paths) ask(slot int, whole bool) {
	if whole {
		p.whole = slot
	} else {
		p.text = slot
	}
}

// met reports whether a value has been found for a name.
func (p *paths) met(name string) bool {
	if p == nil {
		return false
	}
	if direct := p.children[name]; direct != nil && direct.seen {
		return true
	}
	at := p
	for _, step := range strings.Split(name, ".") {
		if at = at.children[step]; at == nil {
			return false
		}
	}
	return at.seen
}

func (p *paths) child(name string) *paths {
	if p.children == nil {
		p.children = map[string]*paths{}
	}
	if p.children[name] == nil {
		p.children[name] = newPaths()
	}
	return p.children[name]
}

// read fills the cells from JSON that is known to be valid. null, like a field that is not there, leaves them as
// they are.
func (p *paths) read(text string, cells []string) {
	w := walker{text: text}
	w.space()
	w.value(p, cells)
}

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
	return string(appendText(nil, s))
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
