package history

import (
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
