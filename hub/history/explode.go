package history

import "strings"

// explode makes rows of the members of a list that stands in one cell: a JSON list, or a text with separators. The
// row's own cells stay visible in each.
type explode struct {
	spec   *explodeSpec
	list   int // the cell that holds the list
	single int // the cell that takes a member that is a plain value
	member *paths
	base   []string
}

// bindExplode finds the list's column, and lets the scope know the fields of its members.
func bindExplode(s *scope, spec *explodeSpec) (*explode, *fault) {
	e := &explode{spec: spec}
	if spec.separator == "" {
		if slot, ok := s.whole(spec.column); ok {
			e.list, e.single = slot, s.extra(spec.column)
			e.member = newPaths()
			s.members = append(s.members, e.member)
			return e, nil
		}
	}
	slot, missing := s.column(spec.column)
	if missing != nil {
		return nil, missing
	}
	e.list, e.single = slot, slot
	if spec.separator == "" {
		e.member = newPaths()
		s.members = append(s.members, e.member)
	}
	return e, nil
}

// rows calls each for every member of the row's list. An empty list makes no rows.
func (e *explode) rows(r *row, each func() error) error {
	list := r.cells[e.list]
	if list == "" {
		return nil
	}
	e.base = append(e.base[:0], r.cells...)
	if e.spec.separator != "" {
		return e.parts(r, list, each)
	}
	if checkList(list) != nil {
		return checkList(list)
	}
	var failed error
	elements(list, func(element string) {
		if failed == nil {
			e.place(r, element)
			failed = each()
		}
	})
	return failed
}

func (e *explode) parts(r *row, list string, each func() error) error {
	for part := range strings.SplitSeq(list, e.spec.separator) {
		copy(r.cells, e.base)
		r.cells[e.single] = clean(part)
		if err := each(); err != nil {
			return err
		}
	}
	return nil
}

// place shows a member: an object's fields as columns, a plain value under the list's own name.
func (e *explode) place(r *row, element string) {
	copy(r.cells, e.base)
	r.cells[e.single] = plainText(element)
	e.member.read(element, r.cells)
}
