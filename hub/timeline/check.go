package timeline

import (
	"encoding/json"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
	"banhda/phrase"
)

// Limits on one event, far above what honest sources send.
const (
	MaxID         = 200      // characters of an event's id
	MaxText       = 500      // characters of a name, an identifier, or any other short text
	MaxProperties = 64 << 10 // bytes of properties, and of fields
	maxMoney      = 1 << 53  // minor units; every reader of JSON holds integers up to here exactly
)

// The instants between which an event can have happened: the years 1900 to 2200.
var (
	earliest = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	latest   = time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
)

// Invalid says which part of an event cannot be taken in, and why.
type Invalid struct {
	Field  string
	Reason string

	reason *phrase.Sentence
}

// Error implements error.
func (e *Invalid) Error() string { return e.Field + ": " + e.Reason }

// In is the same in a language, vi or en.
func (e *Invalid) In(language string) string { return e.Field + ": " + e.reason.In(language) }

func invalid(field, format string, args ...any) error {
	reason := phrase.Errorf(format, args...)
	return &Invalid{field, reason.Error(), reason}
}

// Clean brings texts from outside into their one form: NFC, without white space around them; a currency in
// capitals. Ids stay as they are, byte for byte.
func (e *Event) Clean() {
	for _, s := range []*string{
		&e.Name, &e.Sale, &e.Team, &e.Campaign, &e.Currency,
		&e.Person.UserID, &e.Person.AnonymousID, &e.Person.Email, &e.Person.Phone, &e.Person.Name,
	} {
		*s = strings.TrimSpace(norm.NFC.String(*s))
	}
	e.Currency = strings.ToUpper(e.Currency)
	if e.Properties = unescaped(e.Properties); !norm.NFC.IsNormal(e.Properties) {
		e.Properties = norm.NFC.Bytes(e.Properties)
	}
	for k, v := range e.Person.Fields {
		if s, ok := v.(string); ok && !norm.NFC.IsNormalString(s) {
			e.Person.Fields[k] = norm.NFC.String(s)
		}
	}
}

// Check says why an event cannot be taken in, as an *Invalid; nil for one that can.
func (e *Event) Check() error {
	for _, check := range [...]func(*Event) error{checkTexts, checkIdentity, checkFields, checkNumbers, checkProperties} {
		if err := check(e); err != nil {
			return err
		}
	}
	return nil
}

func checkTexts(e *Event) error {
	if e.ID == "" {
		return invalid("id", "missing; give every event an id that stays the same when it is sent again")
	}
	if e.Name == "" {
		return invalid("name", "missing; say what happened")
	}
	if err := checkText("id", e.ID, MaxID); err != nil {
		return err
	}
	for _, t := range [...]struct{ field, text string }{
		{"name", e.Name}, {"sale", e.Sale}, {"team", e.Team}, {"campaign", e.Campaign},
		{"person.user_id", e.Person.UserID}, {"person.anonymous_id", e.Person.AnonymousID},
		{"person.email", e.Person.Email}, {"person.phone", e.Person.Phone}, {"person.name", e.Person.Name},
	} {
		if err := checkText(t.field, t.text, MaxText); err != nil {
			return err
		}
	}
	return nil
}

func checkText(field, s string, limit int) error {
	if len(s) > limit && utf8.RuneCountInString(s) > limit {
		return invalid(field, "has %d characters; at most %d are allowed", utf8.RuneCountInString(s), limit)
	}
	if !utf8.ValidString(s) {
		return invalid(field, "is not UTF-8")
	}
	if strings.IndexByte(s, 0) >= 0 {
		return invalid(field, "holds a NUL character")
	}
	return nil
}

func checkIdentity(e *Event) error {
	for kind, id := range e.Person.External {
		if kind == "" {
			return invalid("person.external", "name the system the id %q comes from", id)
		}
		if err := checkText("person.external", kind+id, MaxText); err != nil {
			return err
		}
	}
	if keys, aside := e.Person.Keys(); len(keys) == 0 {
		return nobody(aside)
	}
	if r := e.Referrer; r != nil && (!person.KnownKind(r.Kind) || r.Value == "") {
		return invalid("referrer", "give the referrer's identifier and its kind: user_id, email, phone, anonymous_id or external:SYSTEM")
	} else if r != nil {
		return checkText("referrer", r.Kind+r.Value, MaxText)
	}
	return nil
}

func nobody(aside []person.Aside) error {
	if len(aside) > 0 {
		return invalid("person."+aside[0].Kind, "%q %s, and there is no other identifier", aside[0].Value, phrase.Noun(aside[0].Reason))
	}
	return invalid("person", "no identifier; give a user id, an e-mail address, a phone number, an anonymous id or an id in another system")
}

func checkFields(e *Event) error {
	size := 0
	for name, v := range e.Person.Fields {
		if err := checkText("person.fields", name, MaxText); err != nil {
			return err
		}
		switch v := v.(type) {
		case string:
			if !utf8.ValidString(v) {
				return invalid("person.fields", "%s is not UTF-8", name)
			}
			size += len(v)
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return invalid("person.fields", "%s is not a number", name)
			}
		case bool, int, int64, nil:
		default:
			return invalid("person.fields", "%s is neither a text nor a number nor true or false", name)
		}
		if size += len(name); size > MaxProperties {
			return invalid("person.fields", "are longer than %d bytes", MaxProperties)
		}
	}
	return nil
}

func checkNumbers(e *Event) error {
	if e.At < earliest || e.At >= latest {
		return invalid("at", "%s is not between the years 1900 and 2200", time.UnixMicro(e.At).UTC().Format(time.RFC3339))
	}
	if e.Currency != "" && !IsCurrency(e.Currency) {
		return invalid("currency", "%q is not a code of three letters such as VND", e.Currency)
	}
	for _, m := range [...]struct {
		field  string
		amount *int64
	}{{"value", e.Value}, {"cost", e.Cost}} {
		if m.amount != nil && (*m.amount > maxMoney || *m.amount < -maxMoney) {
			return invalid(m.field, "%d minor units are more than can be added up exactly", *m.amount)
		}
	}
	return nil
}

// IsCurrency reports whether a text has the form of an ISO 4217 code: three capital letters.
func IsCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func checkProperties(e *Event) error {
	if e.Properties == nil {
		return nil
	}
	if len(e.Properties) > MaxProperties {
		return invalid("properties", "are %d bytes long; at most %d are allowed", len(e.Properties), MaxProperties)
	}
	if !utf8.Valid(e.Properties) || !json.Valid(e.Properties) || firstByte(e.Properties) != '{' {
		return invalid("properties", "are not a JSON object")
	}
	return nil
}

func firstByte(b []byte) byte {
	for _, c := range b {
		if c > ' ' {
			return c
		}
	}
	return 0
}
