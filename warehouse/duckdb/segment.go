package duckdb

import (
	"context"
	"strings"

	"banhda/hub/person"
	"banhda/hub/segment"
	"banhda/warehouse/duckdb/duck"
)

// direct is the channel of somebody whose events name none.
const direct = "direct"

// fieldColumns are the columns that conditions read.
func (w *Warehouse) fieldColumns(nodes ...segment.Node) (all []source) {
	for _, f := range segment.FieldsOf(nodes...) {
		if s, ok := fieldColumn(f); ok {
			all = append(all, s)
		}
		if segment.FirstTouch(f) != "" {
			all = append(all, source{what: channel})
		}
	}
	for _, d := range segment.Deeds(nodes...) {
		all = append(all, w.stepColumns([]segment.Step{{Event: d.Event, Where: d.Where}})...)
	}
	for _, m := range segment.Sums(nodes...) {
		if number, ok := w.now.Load().names.number(m.Did.Event); ok {
			all = append(all, summed(m, number))
		}
	}
	return all
}

// summed is the column of what a sum adds up.
func summed(m *segment.Sum, name int32) source {
	if m.Property == segment.Worth {
		return source{what: worth, key: m.Currency}
	}
	return source{what: property, key: m.Property, name: name}
}

// fieldColumn is the column a field of a person is read from; ok is false for one that is in no event.
func fieldColumn(name string) (s source, ok bool) {
	key, isProperty := strings.CutPrefix(name, "props.")
	switch {
	case name == "stage" || identifier(name) != "" || measures[name] != nil:
		return source{}, false
	case name == lastContact:
		return source{what: campaign}, true
	case name == "channel":
		return source{what: channel}, true
	case name == "name":
		return source{what: stated}, true
	case segment.FirstTouch(name) != "":
		return source{what: property, key: segment.FirstTouch(name)}, true
	case isProperty:
		return source{what: property, key: key}, true
	}
	return source{what: field, key: name}, true
}

// identifier is the kind of profile a field names; empty for none.
func identifier(name string) string {
	switch name {
	case person.UserID, person.Email, person.Phone, person.AnonymousID:
		return name
	}
	if system, ok := strings.CutPrefix(name, "external."); ok {
		return person.External + system
	}
	return ""
}

// choose finds the people of the segment, as known now.
func (v *view) choose(ctx context.Context) error {
	if v.cut.Segment == nil {
		return nil
	}
	a, err := v.asker(ctx, v.cut.Segment.Root())
	if err != nil {
		return err
	}
	last := int64(0)
	if n := len(v.people); n > 0 {
		last = v.people[n-1].person
	}
	chosen := make([]bool, last+1)
	v.each(func() func(int) {
		s := a.subject()
		return func(place int) {
			s.place = place
			chosen[v.people[place].person] = v.cut.Segment.Match(s)
		}
	})
	v.chosen = chosen
	return nil
}

// asker knows how to read what some conditions ask of people.
type asker struct {
	*view
	read map[string]func() reader // each part of the people has its own
	past map[*segment.Did]deed
	sums map[*segment.Sum]*column
}

func (v *view) asker(ctx context.Context, nodes ...segment.Node) (a *asker, err error) {
	a = &asker{v, map[string]func() reader{}, map[*segment.Did]deed{}, map[*segment.Sum]*column{}}
	for _, f := range segment.FieldsOf(nodes...) {
		if a.read[f], err = v.reader(ctx, f); err != nil {
			return nil, err
		}
	}
	for _, d := range segment.Deeds(nodes...) {
		if a.past[d], err = v.deed(ctx, d); err != nil {
			return nil, err
		}
	}
	for _, m := range segment.Sums(nodes...) {
		if number, ok := v.names.number(m.Did.Event); ok {
			if a.sums[m], err = v.warehouse.column(ctx, summed(m, number), v.seq); err != nil {
				return nil, err
			}
		}
	}
	return a, nil
}

// subject is one person, asked for fields and for what they did.
type subject struct {
	*asker
	place int
	own   map[string]reader
	times []int64
	found []segment.Amount
}

func (a *asker) subject() *subject {
	s := &subject{asker: a, own: map[string]reader{}}
	for name, r := range a.read {
		s.own[name] = r()
	}
	return s
}

// Get implements segment.Subject.
func (s *subject) Get(name string) (segment.Value, bool) { return s.own[name](s.place) }

// ID implements segment.Numbered.
func (s *subject) ID() int64 { return s.people[s.place].person }

// reader gives one field of the person at a place.
type reader func(place int) (segment.Value, bool)

func (v *view) reader(ctx context.Context, name string) (func() reader, error) {
	if m := measures[name]; m != nil {
		return same(func(place int) (segment.Value, bool) { return m(v, place), true }), nil
	}
	if name == "stage" {
		return same(v.stage), nil
	}
	if kind := identifier(name); kind != "" {
		read, err := v.identified(ctx, kind)
		return same(read), err
	}
	s, _ := fieldColumn(name)
	c, err := v.warehouse.column(ctx, s, v.seq)
	if err != nil {
		return nil, err
	}
	switch {
	case segment.FirstTouch(name) != "":
		by, err := v.warehouse.column(ctx, source{what: channel}, v.seq)
		return same(func(place int) (segment.Value, bool) { return v.touched(place, by, c) }), err
	case s.what == campaign:
		return func() reader { return newContactReader(v, c).read }, nil
	case s.what == channel:
		return same(func(place int) (segment.Value, bool) { return v.first(place, c) }), nil
	case s.ranked():
		return same(func(place int) (segment.Value, bool) { return v.held(place, c) }), nil
	}
	return same(func(place int) (segment.Value, bool) { return v.last(place, c) }), nil
}

// same is one reader for all parts of the people.
func same(r reader) func() reader { return func() reader { return r } }

func (v *view) stage(place int) (segment.Value, bool) {
	s, ok := v.lives[place].StageAt(v.now)
	return segment.Value{Text: s.String()}, ok
}

// first is the channel of the person's first event that has one.
func (v *view) first(place int, c *column) (segment.Value, bool) {
	h := &v.people[place]
	for _, seq := range h.seqs[:h.known(v.now)] {
		if value, ok := c.value(seq); ok {
			return value, true
		}
	}
	return segment.Value{Text: direct}, true
}

// touched is what the person's first event that has a channel says besides.
func (v *view) touched(place int, by, c *column) (segment.Value, bool) {
	h := &v.people[place]
	for _, seq := range h.seqs[:h.known(v.now)] {
		if _, ok := by.value(seq); ok {
			return c.value(seq)
		}
	}
	return segment.Value{}, false
}

// last is the value of the person's last event that has one.
func (v *view) last(place int, c *column) (segment.Value, bool) {
	h := &v.people[place]
	for i := h.known(v.now) - 1; i >= 0; i-- {
		if value, ok := c.value(h.seqs[i]); ok {
			return value, true
		}
	}
	return segment.Value{}, false
}

// held is what holds of all that was said of the person: of the highest rank the last said, but of what public keys say
// the first received.
func (v *view) held(place int, c *column) (segment.Value, bool) {
	h := &v.people[place]
	var best int64
	var rank uint8
	for _, seq := range h.seqs[:h.known(v.now)] {
		if c.code(seq) == 0 {
			continue
		}
		if r := c.ranks[seq]; best == 0 || r > rank || r == rank && (r != uint8(person.BrowserRank) || seq < best) {
			best, rank = seq, r
		}
	}
	return c.value(best)
}

// identified reads identifiers of a kind: of somebody who has several, the one known longest.
func (v *view) identified(ctx context.Context, kind string) (reader, error) {
	values := map[int64]segment.Value{}
	err := v.warehouse.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, "SELECT id, value FROM profile WHERE kind = ? AND seq <= ? ORDER BY id", kind, v.seq)
		if err != nil {
			return err
		}
		for rows.Next() {
			for i, profile := range rows.Int64(0) {
				if p := v.person(profile); values[p].Text == "" {
					values[p] = segment.Text(rows.Text(1).At(i))
				}
			}
		}
		return rows.Close()
	})
	return func(place int) (segment.Value, bool) {
		value, ok := values[v.people[place].person]
		return value, ok
	}, err
}
