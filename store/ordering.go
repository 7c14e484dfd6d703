package store

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"banhda/hub/record"
)

// SortField is a field that records are ordered by. Those without a value come last, either way; of equals the id
// decides.
type SortField struct {
	Field record.Field
	Part  string // of an Address
	Desc  bool
}

// ordering is one part of an order: the records that have a value of its first field, or those that have none. Each can be
// read from an index, from any place on.
type ordering struct {
	part int
	only expression // the condition of being in this part; no text: all are
	keys []sortedBy // the id comes behind them
	desc bool       // the id
}

// expression is SQL with its arguments.
type expression struct {
	text string
	args []any
}

// sortedBy is an expression rows are ordered by.
type sortedBy struct {
	expression
	desc bool
}

// orders are the parts of an order, one after the other.
func (v *View) orders(q *Finding) []*ordering {
	if len(q.Sort) == 0 {
		return []*ordering{{}}
	}
	var rest []sortedBy
	for _, s := range q.Sort[1:] {
		value, missing := v.sorted(s)
		if missing.text != "" {
			rest = append(rest, sortedBy{expression{"CASE WHEN " + missing.text + " THEN 1 ELSE 0 END", missing.args}, false})
		}
		rest = append(rest, sortedBy{value, s.Desc})
	}
	desc := q.Sort[len(q.Sort)-1].Desc
	value, missing := v.sorted(q.Sort[0])
	have := &ordering{keys: append([]sortedBy{{value, q.Sort[0].Desc}}, rest...), desc: desc}
	if missing.text == "" {
		return []*ordering{have}
	}
	have.only = expression{"NOT (" + missing.text + ")", missing.args}
	return []*ordering{have, {part: 1, only: missing, keys: rest, desc: desc}}
}

// sorted is the expression of a field, and the condition that there is no value; no text where there always is one, or
// none sorts last by itself.
func (v *View) sorted(s SortField) (value, missing expression) {
	if s.Field.Key == "name" {
		value.text = "sort_key"
		if s.Desc {
			missing = expression{"sort_key >= ?", []any{nameless}}
		}
		return value, missing
	}
	var none any
	value.text, none = column(v.dialect, &s.Field, s.Part)
	switch {
	case none != nil:
		missing.text, missing.args = value.text+" = ?", []any{none}
		if none == int64(0) {
			missing = expression{text: value.text + " = 0"} // as the indexes have it
		}
	case scored(s.Field.Type, s.Field.Key):
		missing = expression{text: "score = 0"} // as the index has it
	case s.Field.Key != "created_at" && s.Field.Key != "updated_at":
		missing.text = value.text + " IS NULL"
	}
	if s.Field.Ranked {
		value = ranked(value, s.Field.Options)
	}
	return value, missing
}

// ranked orders the values of a choice as its choices stand.
func ranked(value expression, options []record.Option) expression {
	text := "CASE " + value.text
	args := slices.Clone(value.args)
	for i, o := range options {
		text += fmt.Sprintf(" WHEN ? THEN %d", i)
		args = append(args, o.Key)
	}
	return expression{text + fmt.Sprintf(" ELSE %d END", len(options)), args}
}

// columns adds the keys to what is selected, by the names k0, k1, ….
func (o *ordering) columns(c *clause) {
	for i, k := range o.keys {
		c.add(", "+k.text, k.args...)
		c.add(fmt.Sprintf(" AS k%d", i))
	}
}

// by is the order of those columns.
func (o *ordering) by() string {
	var all []string
	for i, k := range o.keys {
		all = append(all, fmt.Sprintf("k%d%s", i, direction(k.desc)))
	}
	return strings.Join(append(all, "id"+direction(o.desc)), ", ")
}

func direction(desc bool) string {
	if desc {
		return " DESC"
	}
	return ""
}

// Place is a row in an order.
type Place struct {
	Part int
	Keys []any
	ID   int64
}

// place is where the keys of a row are scanned to.
func (o *ordering) place() (p *Place, into []any) {
	p = &Place{Part: o.part, Keys: make([]any, len(o.keys))}
	for i := range p.Keys {
		into = append(into, &p.Keys[i])
	}
	return p, into
}

// behind adds the conditions of being in this part, and behind a place.
func (o *ordering) behind(c *clause, after *Place) {
	if o.only.text != "" {
		c.add(" AND "+o.only.text, o.only.args...)
	}
	if after == nil {
		return
	}
	if len(o.keys) == 1 && o.keys[0].desc == o.desc && after.Keys[0] != nil {
		k := o.keys[0]
		c.add(" AND ("+k.text, k.args...)
		c.add(", id) "+beyond(o.desc)+" (?, ?)", after.Keys[0], after.ID)
		return
	}
	o.beyond(c, after)
}

func beyond(desc bool) string {
	if desc {
		return "<"
	}
	return ">"
}

// beyond is the general form: a later first key, or the same and a later second one, and so on. A first key at least as
// late lets the database begin there in an index.
func (o *ordering) beyond(c *clause, after *Place) {
	keys := append(slices.Clone(o.keys), sortedBy{expression{text: "id"}, o.desc})
	values := append(slices.Clone(after.Keys), any(after.ID))
	if values[0] != nil {
		c.add(" AND "+keys[0].text, keys[0].args...)
		c.add(" "+beyond(keys[0].desc)+"= ?", values[0])
	}
	c.add(" AND (1 = 0")
	for i, k := range keys {
		if values[i] == nil {
			continue // of those without a value none is behind another by it
		}
		c.add(" OR (")
		for j, before := range keys[:i] {
			if values[j] != nil {
				c.add(before.text, before.args...)
				c.add(" = ? AND ", values[j])
			}
		}
		c.add(k.text, k.args...)
		c.add(" "+beyond(k.desc)+" ?)", values[i])
	}
	c.add(")")
}

// ErrPlace is what a place that was not given out is.
var ErrPlace = errors.New("not a place in this order")

// marked is a key with its type, which JSON alone would lose.
type marked struct {
	Bytes []byte   `json:"b,omitempty"`
	Text  *string  `json:"t,omitempty"`
	Int   *int64   `json:"i,omitempty"`
	Float *float64 `json:"f,omitempty"`
	Bool  *bool    `json:"o,omitempty"`
}

type placed struct {
	Part int      `json:"p,omitempty"`
	Keys []marked `json:"k,omitempty"`
	ID   int64    `json:"i"`
}

// String writes a place as a text that ParsePlace reads.
func (p *Place) String() string {
	out := placed{p.Part, make([]marked, len(p.Keys)), p.ID}
	for i, k := range p.Keys {
		switch k := k.(type) {
		case []byte:
			out.Keys[i].Bytes = k
		case string:
			out.Keys[i].Text = &k
		case int64:
			out.Keys[i].Int = &k
		case float64:
			out.Keys[i].Float = &k
		case bool:
			out.Keys[i].Bool = &k
		}
	}
	text, err := json.Marshal(out)
	if err != nil {
		return "" // NaN and infinities, which no field holds
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// ParsePlace reads what String wrote, for an order by so many fields.
func ParsePlace(text string) (*Place, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrPlace
	}
	var in placed
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, ErrPlace
	}
	p := &Place{Part: in.Part, Keys: make([]any, len(in.Keys)), ID: in.ID}
	for i, k := range in.Keys {
		switch {
		case k.Bytes != nil:
			p.Keys[i] = k.Bytes
		case k.Text != nil:
			p.Keys[i] = *k.Text
		case k.Int != nil:
			p.Keys[i] = *k.Int
		case k.Float != nil:
			p.Keys[i] = *k.Float
		case k.Bool != nil:
			p.Keys[i] = *k.Bool
		}
	}
	return p, nil
}
