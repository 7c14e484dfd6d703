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

// fieldColumns are the columns a segment's fields read.
func fieldColumns(e *segment.Expr) (all []source) {
	for _, f := range e.Fields() {
		if s, ok := fieldColumn(f); ok {
			all = append(all, s)
		}
	}
	return all
}

// fieldColumn is the column a field of a person is read from; ok is false for one that is in no event.
func fieldColumn(name string) (s source, ok bool) {
	key, isProperty := strings.CutPrefix(name, "props.")
	switch {
	case name == "stage" || identifier(name) != "":
		return source{}, false
	case name == "channel":
		return source{what: channel}, true
	case name == "name":
		return source{what: stated}, true
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
	read := map[string]reader{}
	for _, f := range v.cut.Segment.Fields() {
		r, err := v.reader(ctx, f)
		if err != nil {
			return err
		}
		read[f] = r
	}
	last := int64(0)
	if n := len(v.people); n > 0 {
		last = v.people[n-1].person
	}
	chosen := make([]bool, last+1)
	v.each(func() func(int) {
		s := &subject{view: v, read: read}
		return func(place int) {
			s.place = place
			chosen[v.people[place].person] = v.cut.Segment.Match(s)
		}
	})
	v.chosen = chosen
	return nil
}

// subject is one person, asked for fields.
type subject struct {
	*view
	place int
	read  map[string]reader
}

// Get implements segment.Subject.
func (s *subject) Get(name string) (segment.Value, bool) { return s.read[name](s.place) }

// reader gives one field of the person at a place.
type reader func(place int) (segment.Value, bool)

func (v *view) reader(ctx context.Context, name string) (reader, error) {
	if name == "stage" {
		return v.stage, nil
	}
	if kind := identifier(name); kind != "" {
		return v.identified(ctx, kind)
	}
	s, _ := fieldColumn(name)
	c, err := v.warehouse.column(ctx, s, v.seq)
	if err != nil {
		return nil, err
	}
	if s.what == channel {
		return func(place int) (segment.Value, bool) { return v.first(place, c) }, nil
	}
	if s.ranked() {
		return func(place int) (segment.Value, bool) { return v.held(place, c) }, nil
	}
	return func(place int) (segment.Value, bool) { return v.last(place, c) }, nil
}

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
