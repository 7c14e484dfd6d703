package timeline

import (
	"encoding/json"
	"slices"
	"strconv"

	"banhda/hub/person"
)

// AppendJSON appends the event as the log keeps it: one JSON object, keys in a fixed order, nothing that is empty.
// Equal events give equal bytes. The event must have passed Check.
func (e *Event) AppendJSON(b []byte) []byte {
	b = AppendText(append(b, `{"id":`...), e.ID)
	b = AppendText(append(b, `,"name":`...), e.Name)
	b = strconv.AppendInt(append(b, `,"at":`...), e.At, 10)
	b = appendIdentity(append(b, `,"person":`...), &e.Person)
	b = appendNumber(b, "value", e.Value)
	b = appendMember(b, "currency", e.Currency)
	b = appendMember(b, "sale", e.Sale)
	b = appendMember(b, "team", e.Team)
	b = appendMember(b, "campaign", e.Campaign)
	b = appendNumber(b, "cost", e.Cost)
	if e.Referrer != nil {
		b = AppendText(append(b, `,"referrer":{"kind":`...), e.Referrer.Kind)
		b = AppendText(append(b, `,"value":`...), e.Referrer.Value)
		b = append(b, '}')
	}
	if e.Properties != nil {
		b = append(append(b, `,"properties":`...), e.Properties...)
	}
	return append(b, '}')
}

// AppendRow appends events as the body of one row of the log: a JSON array.
func AppendRow(b []byte, events []Event) []byte {
	b = append(b, '[')
	for i := range events {
		if i > 0 {
			b = append(b, ',')
		}
		b = events[i].AppendJSON(b)
	}
	return append(b, ']')
}

func appendIdentity(b []byte, p *person.Identity) []byte {
	start := len(b)
	b = append(b, '{')
	b = appendMember(b, "user_id", p.UserID)
	b = appendMember(b, "anonymous_id", p.AnonymousID)
	b = appendMember(b, "email", p.Email)
	b = appendMember(b, "phone", p.Phone)
	if len(p.External) > 0 {
		b = appendObject(append(b, `,"external":`...), p.External, AppendText)
	}
	b = appendMember(b, "name", p.Name)
	if len(p.Fields) > 0 {
		b = appendObject(append(b, `,"fields":`...), p.Fields, appendScalar)
	}
	if len(b) > start+1 { // the first member's comma
		b = append(b[:start+1], b[start+2:]...)
	}
	return append(b, '}')
}

// appendMember appends `,"key":"text"`, or nothing for the empty text.
func appendMember(b []byte, key, text string) []byte {
	if text == "" {
		return b
	}
	b = append(append(append(b, `,"`...), key...), `":`...)
	return AppendText(b, text)
}

func appendNumber(b []byte, key string, n *int64) []byte {
	if n == nil {
		return b
	}
	b = append(append(append(b, `,"`...), key...), `":`...)
	return strconv.AppendInt(b, *n, 10)
}

func appendObject[V any](b []byte, members map[string]V, value func([]byte, V) []byte) []byte {
	keys := make([]string, 0, len(members))
	for k := range members {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = value(append(AppendText(b, k), ':'), members[k])
	}
	return append(b, '}')
}

func appendScalar(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return AppendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	}
	body, err := json.Marshal(v)
	if err != nil {
		return append(b, "null"...)
	}
	return append(b, body...)
}

const hex = "0123456789abcdef"

// AppendText appends s, which is valid UTF-8, as a JSON text in quotes. Text without quotes, backslashes and control characters, nearly all there is,
// is copied as it stands.
func AppendText(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(b, s[from:]...), '"')
}
