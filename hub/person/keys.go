package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Aside is an identifier that cannot stand for anybody, and why. It stays in the event as it came.
type Aside struct {
	Key
	Reason string
}

// Keys are the identifiers in their one form, in fixed precedence: user id, ids in other systems by their names,
// e-mail, phone, anonymous id. The first is the profile an event arrives under. Those that cannot be used are set
// aside.
func (id *Identity) Keys() (keys []Key, aside []Aside) {
	keys = make([]Key, 0, id.given())
	take := func(kind, value string) {
		if value == "" {
			return
		}
		k, reason := Normalise(Key{kind, value})
		switch {
		case reason != "":
			aside = append(aside, Aside{k, reason})
		case k.Value != "" && !slices.Contains(keys, k):
			keys = append(keys, k)
		}
	}
	take(UserID, id.UserID)
	for _, system := range id.systems() {
		take(External+system, id.External[system])
	}
	take(Email, id.Email)
	take(Phone, id.Phone)
	take(AnonymousID, id.AnonymousID)
	return keys, aside
}

// given is how many identifiers are stated.
func (id *Identity) given() int {
	n := len(id.External)
	for _, value := range [...]string{id.UserID, id.Email, id.Phone, id.AnonymousID} {
		if value != "" {
			n++
		}
	}
	return n
}

// systems are the names of the other systems, in order whatever their capitals.
func (id *Identity) systems() []string {
	if len(id.External) == 0 {
		return nil
	}
	return slices.SortedFunc(maps.Keys(id.External), func(a, b string) int {
		return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
}

// KnownKind reports whether a key may have this kind.
func KnownKind(kind string) bool {
	switch kind {
	case UserID, Email, Phone, AnonymousID:
		return true
	}
	return len(kind) > len(External) && strings.HasPrefix(kind, External)
}

// Normalise brings an identifier into its one form: NFC without white space around it; e-mail and the names of
// other systems in lower case; phone in E.164. For one that cannot stand for anybody it says why, and leaves the
// value as it came.
func Normalise(k Key) (normal Key, reason string) {
	value := strings.TrimSpace(norm.NFC.String(k.Value))
	if value == "" {
		return Key{Kind: k.Kind}, ""
	}
	switch {
	case k.Kind == Email && !pseudonym(value):
		value, reason = email(value)
	case k.Kind == Phone && !pseudonym(value):
		value, reason = phone(value)
	case placeholder(value):
		reason = "is what programs write for nothing, not an id"
	case strings.HasPrefix(k.Kind, External):
		k.Kind = External + strings.ToLower(strings.TrimSpace(norm.NFC.String(k.Kind[len(External):])))
	}
	if reason != "" {
		return k, reason
	}
	return Key{k.Kind, value}, ""
}

// placeholder knows what broken tracking code sends in place of an id. As identifiers they would join everybody.
func placeholder(id string) bool {
	switch id {
	case "null", "undefined", "NaN", "None", "[object Object]":
		return true
	}
	return false
}

// email checks lightly: who can receive mail, only mail tells.
func email(s string) (normal, reason string) {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || strings.Contains(domain, "@") || !strings.Contains(strings.Trim(domain, "."), ".") {
		return "", "is not an e-mail address (name@domain.vn)"
	}
	if strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`,;<>()"`, r)
	}) {
		return "", "holds signs an e-mail address cannot have"
	}
	return strings.ToLower(s), ""
}
