package record

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Own is what was set on a person in the record itself: one value, or one element of a list. It stays with the person it
// was set on, so that merging gives it to another and unmerging takes it back.
type Own struct {
	Person int64
	Field  string // a field's key; of lists, with the element after a colon: tags:vip, companies:7
	Value  []byte // JSON; nil: set to nothing
	Act    int64  // under which it was set
}

// Assemble gives a person's values: what was set on them, on whichever of those they were merged from, over what events
// stated. Of several values of one field that of the last act holds; of one act, the person's own. stated
// has under emails and phones all they are known by: a primary one that was set holds as long as it is among them.
func Assemble(fields map[string]*Field, person int64, stated Values, own []Own) Values {
	values := Values{}
	for key, raw := range stated {
		f := fields[key]
		if f == nil || f.ReadOnly || listKinds[f.Kind] {
			continue
		}
		if value, err := f.Check(raw); err == nil && value != nil {
			values[key] = value
		}
	}
	own = slices.Clone(own)
	slices.SortFunc(own, func(a, b Own) int {
		return cmp.Or(cmp.Compare(a.Act, b.Act), cmp.Compare(rank(a, person), rank(b, person)), cmp.Compare(a.Person, b.Person))
	})
	for _, o := range own {
		values.take(fields, stated, o)
	}
	values.tidy()
	return values
}

// rank puts what was set on the person behind the rest, where it holds.
func rank(o Own, person int64) int {
	if o.Person == person {
		return 1
	}
	return 0
}

// listKinds are those whose elements are set one by one.
var listKinds = map[Kind]bool{Tags: true, Firms: true}

func (v Values) take(fields map[string]*Field, stated Values, o Own) {
	key, element, _ := strings.Cut(o.Field, ":")
	f := fields[key]
	if f == nil {
		return
	}
	switch f.Kind {
	case Tags:
		v.takeTag(key, element, o.Value != nil)
	case Firms:
		v.takeFirm(key, element, o.Value)
	case Email, Phone:
		if key != "email" && key != "phone" {
			v.set(key, f.DecodeValue(o.Value))
		} else if value := f.DecodeValue(o.Value); value == nil {
			delete(v, key)
		} else if stated.knows(key, value) {
			v[key] = value
		}
	default:
		if value := f.DecodeValue(o.Value); value == nil {
			delete(v, key)
		} else {
			v[key] = value
		}
	}
}

// knows reports whether a person is known by an address or a number.
func (v Values) knows(key string, value any) bool {
	if v[key] == value {
		return true
	}
	switch all := v[key+"s"].(type) {
	case []string:
		return slices.Contains(all, value.(string))
	case []any:
		return slices.Contains(all, value)
	}
	return false
}

func (v Values) takeTag(key, tag string, on bool) {
	list, _ := v[key].([]string)
	list = slices.DeleteFunc(list, func(t string) bool { return t == tag })
	if on {
		list = append(list, tag)
	}
	v[key] = list
}

func (v Values) takeFirm(key, company string, value []byte) {
	id, _ := strconv.ParseInt(company, 10, 64)
	list, _ := v[key].([]Membership)
	list = slices.DeleteFunc(list, func(m Membership) bool { return m.Company == id })
	f := Field{Kind: Firms}
	if one, ok := f.DecodeValue(slices.Concat([]byte("["), value, []byte("]"))).([]Membership); ok && value != nil && len(one) == 1 {
		if one[0].Primary {
			for i := range list {
				list[i].Primary = false
			}
		}
		list = append(list, one[0])
	}
	v[key] = list
}

// tidy brings lists into their one form, and finds the primary company.
func (v Values) tidy() {
	if list, ok := v["tags"].([]string); ok {
		slices.Sort(list)
		v.set("tags", some(list))
	}
	list, _ := v["companies"].([]Membership)
	list = ordered(list)
	v.set("companies", listed(list))
	v.set("company", nil)
	for _, m := range list {
		if m.Primary {
			v["company"] = m.Company
		}
	}
}

// set sets a value, or clears it where it is none.
func (v Values) set(key string, value any) {
	if value == nil {
		delete(v, key)
		return
	}
	v[key] = value
}

// With gives the values with some of them set anew; nil clears.
func (v Values) With(set Values) Values {
	out := maps.Clone(v)
	if out == nil {
		out = Values{}
	}
	for key, value := range set {
		out.set(key, value)
	}
	return out
}

// Elements gives what has to be set on a person so that a field's value becomes another: one Own, or of lists one for
// each element that changes.
func Elements(f *Field, before, after any) (list []Own, err error) {
	switch f.Kind {
	case Tags:
		return tagElements(f.Key, before, after), nil
	case Firms:
		return firmElements(f.Key, before, after)
	}
	value, err := EncodeValue(after)
	return []Own{{Field: f.Key, Value: value}}, err
}

func tagElements(key string, before, after any) (list []Own) {
	was, _ := before.([]string)
	is, _ := after.([]string)
	for _, tag := range was {
		if !slices.Contains(is, tag) {
			list = append(list, Own{Field: key + ":" + tag})
		}
	}
	for _, tag := range is {
		if !slices.Contains(was, tag) {
			list = append(list, Own{Field: key + ":" + tag, Value: []byte("true")})
		}
	}
	return list
}

func firmElements(key string, before, after any) (list []Own, err error) {
	was, _ := before.([]Membership)
	is, _ := after.([]Membership)
	for _, m := range was {
		if !slices.ContainsFunc(is, func(o Membership) bool { return o.Company == m.Company }) {
			list = append(list, Own{Field: key + ":" + strconv.FormatInt(m.Company, 10)})
		}
	}
	for _, m := range is {
		if slices.Contains(was, m) {
			continue
		}
		value, err := EncodeValue(m)
		if err != nil {
			return nil, err
		}
		list = append(list, Own{Field: key + ":" + strconv.FormatInt(m.Company, 10), Value: value})
	}
	return list, nil
}

// Changed are the keys whose values differ, in order.
func Changed(before, after Values) (keys []string) {
	for key := range after {
		if !Same(before[key], after[key]) {
			keys = append(keys, key)
		}
	}
	for key := range before {
		if _, ok := after[key]; !ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
