package record

import (
	"encoding/json"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
	"banhda/phrase"
	"banhda/wheel"
)

// Limits on one value.
const (
	MaxText     = 500    // characters of a line
	MaxLongText = 20_000 // characters of a text
	MaxTag      = 60     // characters of a tag
	MaxList     = 200    // tags, choices, lines, companies, prices
	maxAmount   = 1 << 53
)

// Check brings a value from outside into its one form, the Go type the field's Kind names; nil stands for none, and so
// do empty texts and lists. Raw is what JSON has: a text, a number (float64, int64 or json.Number), a bool, a list or an
// object; of references the id as an int64. Money may also be a text as people write amounts (500k, 1tr2).
func (f *Field) Check(raw any) (any, error) {
	if raw == nil || raw == "" {
		return nil, nil
	}
	check, ok := checks[f.Kind]
	if !ok {
		return nil, f.wrong(phrase.Errorf("values of the kind %s are not known", f.Kind))
	}
	value, err := check(f, raw)
	if err != nil {
		return nil, f.wrong(err)
	}
	return value, nil
}

// Wrong says why a field cannot have a value, or has to have one.
type Wrong struct {
	*phrase.Sentence
	Field string // its key
}

func (f *Field) wrong(err error) error { return &Wrong{phrase.Errorf("%s: %w", f.Key, err), f.Key} }

var checks map[Kind]func(*Field, any) (any, error)

func init() {
	checks = map[Kind]func(*Field, any) (any, error){
		Text: checkText, LongText: checkLongText, Number: checkNumber, Money: checkMoney, Date: checkDate, Instant: checkInstant,
		Boolean: checkBoolean, Choice: checkChoice, Choices: checkChoices, URL: checkURL, Email: identifier(person.Email),
		Phone: identifier(person.Phone), Address: checkAddress, OfPerson: checkReference, OfFirm: checkReference, OfGoods: checkReference, OfDeal: checkReference, OfOrder: checkReference, OfTicket: checkReference,
		OfUser: checkReference, OfTeam: checkReference, Tags: checkTags, Firms: checkFirms, Lines: checkLines, Shares: checkShares, Prices: checkPrices, Pictures: checkPictures,
	}
}

var errNoText = phrase.Errorf("a text is expected here")

// clean is a text in its one form: NFC, no control characters, no white space around it.
func clean(raw any, most int, lines bool) (string, error) {
	s, ok := raw.(string)
	if !ok {
		return "", errNoText
	}
	s = strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s), "")))
	if n := utf8.RuneCountInString(s); n > most {
		return "", phrase.Errorf("this has %d characters; at most %d are allowed", n, most)
	}
	return s, nil
}

// orNone gives none in place of the empty text.
func orNone(s string, err error) (any, error) {
	if err != nil || s == "" {
		return nil, err
	}
	return s, nil
}

// isZone reports whether a text is the name of a time zone, or none.
func isZone(s string) bool {
	_, err := time.LoadLocation(s)
	return err == nil && s != "Local"
}

func checkText(f *Field, raw any) (any, error) {
	s, err := clean(raw, MaxText, false)
	if err == nil && f.Standard && f.Key == TimeZone && !isZone(s) {
		return nil, phrase.Errorf("%q is no time zone; write its name, such as Asia/Ho_Chi_Minh", s)
	}
	if err == nil && s != "" && f.Pattern != "" {
		pattern, bad := regexp.Compile(`^(?:` + f.Pattern + `)$`)
		if bad != nil || !pattern.MatchString(s) {
			return nil, phrase.Errorf("%q is not written as this field asks for (%s)", s, f.Pattern)
		}
	}
	return orNone(s, err)
}

func checkLongText(_ *Field, raw any) (any, error) { return orNone(clean(raw, MaxLongText, true)) }

// number reads whatever JSON decoders make of a number.
func number(raw any) (float64, bool) {
	switch n := raw.(type) {
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	case json.Number:
		v, err := n.Float64()
		return v, err == nil
	}
	return 0, false
}

func checkNumber(f *Field, raw any) (any, error) {
	n, ok := number(raw)
	if s, text := raw.(string); text {
		n, ok = readNumber(s)
	}
	if !ok {
		return nil, phrase.Errorf("a number is expected here")
	}
	return n, f.bounded(n, 0)
}

// bounded reports what lies outside the field's bounds, which are in whole units; places is how many digits of n are
// behind the point of those.
func (f *Field) bounded(n float64, places int) error {
	n /= math.Pow10(places)
	if f.Min != nil && n < *f.Min {
		return phrase.Errorf("at least %v is expected here", *f.Min)
	}
	if f.Max != nil && n > *f.Max {
		return phrase.Errorf("at most %v is allowed here", *f.Max)
	}
	return nil
}

// currency is what the field's amounts are in.
func (f *Field) currency() string {
	if f.Currency == "" {
		return "VND"
	}
	return f.Currency
}

func checkMoney(f *Field, raw any) (any, error) {
	places := wheel.MinorDigits(f.currency())
	if s, ok := raw.(string); ok {
		amount, ok := ReadAmount(s, f.currency())
		if !ok {
			return nil, phrase.Errorf("%q is not an amount; write 500k, 1tr2, 1,5 triệu or 1500000", s)
		}
		return amount, f.bounded(float64(amount), places)
	}
	n, ok := number(raw)
	if !ok || n != math.Trunc(n) || math.Abs(n) > maxAmount {
		return nil, phrase.Errorf("an amount in whole minor units is expected here")
	}
	return int64(n), f.bounded(n, places)
}

func checkDate(_ *Field, raw any) (any, error) {
	s, _ := raw.(string)
	d, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil || d.Year() < 1800 || d.Year() > 2200 {
		return nil, phrase.Errorf("a day is expected here, written 2026-11-22")
	}
	return d.Format(time.DateOnly), nil
}

func checkInstant(_ *Field, raw any) (any, error) {
	if s, ok := raw.(string); ok {
		if at, err := time.Parse(time.RFC3339, s); err == nil {
			return at.UnixMicro(), nil
		}
	}
	if n, ok := number(raw); ok && n == math.Trunc(n) && math.Abs(n) < maxAmount {
		return int64(n), nil
	}
	return nil, phrase.Errorf("an instant is expected here, written 2026-11-22T08:00:00+07:00")
}

func checkBoolean(_ *Field, raw any) (any, error) {
	switch raw {
	case true, "true":
		return true, nil
	case false, "false":
		return false, nil
	}
	return nil, phrase.Errorf("true or false is expected here")
}

func (f *Field) keys() []string {
	keys := make([]string, len(f.Options))
	for i, o := range f.Options {
		keys[i] = o.Key
	}
	return keys
}

func checkChoice(f *Field, raw any) (any, error) {
	key, _ := raw.(string)
	if keys := f.keys(); !slices.Contains(keys, key) {
		return nil, phrase.Errorf("%v is none of the choices: %s", raw, strings.Join(keys, ", "))
	}
	return key, nil
}

func checkChoices(f *Field, raw any) (any, error) {
	list, err := texts(raw, MaxText)
	if err != nil {
		return nil, err
	}
	keys := f.keys()
	for _, key := range list {
		if !slices.Contains(keys, key) {
			return nil, phrase.Errorf("%v is none of the choices: %s", key, strings.Join(keys, ", "))
		}
	}
	slices.SortFunc(list, func(a, b string) int { return slices.Index(keys, a) - slices.Index(keys, b) })
	return some(slices.Compact(list)), nil
}

// some gives none in place of the empty list.
func some(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

// texts reads a list of texts, the empty ones left out.
func texts(raw any, most int) (list []string, err error) {
	items, ok := raw.([]any)
	if given, is := raw.([]string); is {
		ok = true
		for _, s := range given {
			items = append(items, s)
		}
	}
	if !ok {
		return nil, phrase.Errorf("a list of texts is expected here")
	}
	if len(items) > MaxList {
		return nil, phrase.Errorf("this has %d parts; at most %d are allowed", len(items), MaxList)
	}
	for _, item := range items {
		s, err := clean(item, most, false)
		if err != nil {
			return nil, err
		}
		if s != "" {
			list = append(list, s)
		}
	}
	return list, nil
}

func checkTags(_ *Field, raw any) (any, error) {
	list, err := texts(raw, MaxTag)
	slices.Sort(list)
	return some(slices.Compact(list)), err
}

func checkURL(_ *Field, raw any) (any, error) {
	s, err := clean(raw, 2000, false)
	if err != nil || s == "" {
		return nil, err
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Hostname(), ".") || u.User != nil {
		return nil, phrase.Errorf("%q is not the address of a web page (https://example.vn)", s)
	}
	return s, nil
}

// identifier checks what also tells who somebody is, as identity does.
func identifier(kind string) func(*Field, any) (any, error) {
	return func(_ *Field, raw any) (any, error) {
		s, err := clean(raw, MaxText, false)
		if err != nil || s == "" {
			return nil, err
		}
		k, reason := person.Normalise(person.Key{Kind: kind, Value: s})
		if reason != "" {
			return nil, phrase.Errorf("%q %s", s, phrase.Noun(reason))
		}
		return k.Value, nil
	}
}

// addressParts are what an address has, the smallest part first.
var addressParts = []string{"line", "ward", "district", "province", "country", "postcode"}

func checkAddress(_ *Field, raw any) (any, error) {
	parts, ok := raw.(map[string]any)
	if !ok {
		return nil, phrase.Errorf("an address is expected here: line, ward, province, country")
	}
	address := map[string]any{}
	for key, part := range parts {
		if !slices.Contains(addressParts, key) {
			return nil, phrase.Errorf("an address has no part %q; it has %s", key, strings.Join(addressParts, ", "))
		}
		if part == nil {
			continue
		}
		s, err := clean(part, MaxText, false)
		if err != nil {
			return nil, err
		}
		if s != "" {
			address[key] = s
		}
	}
	if len(address) == 0 {
		return nil, nil
	}
	return address, nil
}

func checkReference(_ *Field, raw any) (any, error) {
	if id, ok := raw.(int64); ok && id > 0 {
		return id, nil
	}
	return nil, phrase.Errorf("an id is expected here")
}
