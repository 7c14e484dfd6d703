package history

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// row is one row on its way through the steps. Its cells are numbered by the scope; those of the file come first.
type row struct {
	cells   []string
	line    int64  // in the file, 1-based; of a group its first row's
	element int    // of an exploded list, 1-based; 0 without
	text    string // as it stood in the file, for whoever has to mend it
}

// scope numbers the columns that a file's mapping can speak of, and gives numbers to those it does.
type scope struct {
	mapping string // its name, for messages
	mark    byte
	typed   bool     // a workbook: its dates are written 2024-01-31, whatever it shows
	header  []string // in the file's order; empty for JSON lines
	slots   map[string]int
	json    *paths   // what to take out of each line, for JSON lines; else nil
	members []*paths // what to take out of each member of the exploded lists, from the outermost
	joins   []*join
	numbers map[int]bool    // cells of sums and counts: numbers written with a point
	made    map[string]bool // fields of a group
	wanted  map[string]bool // names that only a line can tell to be there
	size    int
}

// wholePrefix marks the cells that hold JSON; no column of a file begins so.
const wholePrefix = "\x00json:"

func newScope(mapping string, mark byte, header []string) *scope {
	s := &scope{mapping: mapping, mark: mark, header: header, slots: map[string]int{}, numbers: map[int]bool{}, made: map[string]bool{}, wanted: map[string]bool{}, size: len(header)}
	for i, name := range header {
		s.slots[name] = i
	}
	return s
}

// extra makes room for a cell that no column of the file fills.
func (s *scope) extra(name string) int {
	s.slots[name] = s.size
	s.size++
	return s.size - 1
}

// open reports whether names can be columns that no header lists.
func (s *scope) open() bool { return s.json != nil || len(s.members) > 0 }

// has reports whether a name is a column.
func (s *scope) has(name string) bool {
	if s.open() && !plainPath(name) {
		_, known := s.slots[name]
		return known
	}
	_, err := s.column(name)
	return err == nil
}

// column is the number of a column: of the file, of a joined one (by its name, or file.name where both have one), or a
// field of a list's element. Upper and lower case may differ where that leaves no doubt. Any name can be a field of
// JSON lines.
func (s *scope) column(name string) (int, *fault) {
	if slot, ok := s.slots[name]; ok {
		return slot, nil
	}
	for _, j := range s.joins {
		if i, ok := j.column(name); ok {
			return j.take(i, s.extra(name)), nil
		}
	}
	if slot, ok := s.anyCase(name); ok {
		return slot, nil
	}
	if !s.open() {
		return 0, s.missing(name)
	}
	return s.ask(name, s.extra(name), false), nil
}

// whole is the number of a cell that holds a field of JSON lines as it is written there, with its type; ok is false
// for other files.
func (s *scope) whole(name string) (slot int, ok bool) {
	if !s.open() {
		return 0, false
	}
	if _, taken := s.slots[name]; taken && (!s.wanted[name] || s.made[name]) {
		return 0, false // a column of a table, of a joined file or of a group
	}
	if slot, ok := s.slots[wholePrefix+name]; ok {
		return slot, true
	}
	return s.ask(name, s.extra(wholePrefix+name), true), true
}

// ask has a field taken out of each line and of each member of exploded lists; the innermost that has it counts.
func (s *scope) ask(name string, slot int, whole bool) int {
	s.json.add(name, slot, whole)
	for _, m := range s.members {
		m.add(name, slot, whole)
	}
	s.wanted[name] = true
	return slot
}

func (s *scope) anyCase(name string) (slot int, ok bool) {
	for i, h := range s.header {
		if strings.EqualFold(h, name) {
			if ok {
				return 0, false
			}
			slot, ok = i, true
		}
	}
	return slot, ok
}

func (s *scope) missing(name string) *fault {
	names := s.header
	for _, j := range s.joins {
		names = append(names[:len(names):len(names)], j.names...)
	}
	if near := nearest(name, names); near != "" {
		return &fault{0, fmt.Sprintf("there is no column %q", name), fmt.Sprintf("did you mean %s?", near)}
	}
	return &fault{0, fmt.Sprintf("there is no column %q", name), "the columns are: " + strings.Join(names, ", ")}
}

// plainPath reports whether a bare text can only be meant as one field of JSON lines, not as an expression.
func plainPath(name string) bool { return name != "" && length(name, isWordRune) == len(name) }

// columns are the names the file offers: its header, else what the mapping asks for.
func (s *scope) columns() []string {
	if len(s.header) > 0 {
		return s.header
	}
	var names []string
	for name := range s.slots {
		if !strings.HasPrefix(name, wholePrefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// warnings names the fields of JSON that the mapping asks for and no line had: most likely misspelt.
func (s *scope) warnings() []string {
	var list []string
	if !s.open() {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.wanted)) {
		if !s.json.met(name) && !slices.ContainsFunc(s.members, func(m *paths) bool { return m.met(name) }) {
			list = append(list, fmt.Sprintf("no line has a field %q", name))
		}
	}
	return list
}
