package record

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Encode writes values in their one form: keys in order, nothing escaped for web pages.
func (v Values) Encode() ([]byte, error) { return encode(map[string]any(v)) }

// EncodeValue writes one value; nil for none.
func EncodeValue(value any) ([]byte, error) {
	if value == nil {
		return nil, nil
	}
	return encode(value)
}

// plain reports whether a text is written in JSON as it is, between quotes.
func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == 0xe2 { // U+2028 and U+2029 begin with it
			return false
		}
	}
	return utf8.ValidString(text)
}

func encode(value any) ([]byte, error) { return appendJSON(nil, value) }

// appendJSON writes what most values are at once, and leaves the rest to the library.
func appendJSON(b []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case string:
		if plain(v) {
			return append(append(append(b, '"'), v...), '"'), nil
		}
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case map[string]any:
		if v != nil {
			return appendObject(b, v)
		}
	}
	var rest bytes.Buffer
	e := json.NewEncoder(&rest)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return append(b, bytes.TrimSuffix(rest.Bytes(), []byte("\n"))...), err
}

func appendObject(b []byte, object map[string]any) (_ []byte, err error) {
	b = append(b, '{')
	for i, key := range slices.Sorted(maps.Keys(object)) {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendJSON(b, key); err != nil {
			return nil, err
		}
		if b, err = appendJSON(append(b, ':'), object[key]); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

// Decode reads what Encode wrote of a type's fields. What no field is known of, or is no longer of its field's kind, is
// left out.
func Decode(fields map[string]*Field, text []byte) (Values, error) {
	values := make(Values, 8)
	if len(text) <= len("{}") { // most records have no more than their columns
		return values, nil
	}
	err := members(text, func(key, item []byte) {
		if f := fields[string(key)]; f != nil {
			value, _ := f.decode(item)
			values.set(f.Key, value)
		}
	})
	return values, err
}

// DecodeValue reads one value that EncodeValue wrote; nil for none.
func (f *Field) DecodeValue(text []byte) any {
	if len(text) == 0 {
		return nil
	}
	value, _ := f.decode(text)
	return value
}

func (f *Field) decode(text []byte) (any, bool) {
	var into any
	switch f.Kind {
	case Number:
		into = new(float64)
	case Money, Instant, OfPerson, OfFirm, OfGoods, OfDeal, OfOrder, OfTicket, OfUser, OfTeam:
		into = new(int64)
	case Boolean:
		into = new(bool)
	case Choices, Tags:
		into = new([]string)
	case Address:
		into = new(map[string]any)
	case Firms:
		into = new([]Membership)
	case Lines:
		into = new([]Line)
	case Shares:
		into = new([]Share)
	case Prices:
		into = new([]Price)
	case Pictures:
		into = new([]Picture)
	default:
		if literal(text) {
			return string(text[1 : len(text)-1]), true
		}
		into = new(string)
	}
	if string(text) == "null" || json.Unmarshal(text, into) != nil {
		return nil, false
	}
	return reflect.ValueOf(into).Elem().Interface(), true
}

// literal reports whether JSON is a text that stands there as it is: most are, and reading them is much of reading records.
func literal(text []byte) bool {
	return len(text) > 1 && text[0] == '"' && bytes.IndexByte(text, '\\') < 0 && utf8.Valid(text)
}

// Same reports whether two values of a field are one.
func Same(a, b any) bool {
	switch a := a.(type) { // what most values are
	case nil:
		return b == nil
	case string:
		b, ok := b.(string)
		return ok && a == b
	case int64:
		b, ok := b.(int64)
		return ok && a == b
	}
	return reflect.DeepEqual(a, b)
}
