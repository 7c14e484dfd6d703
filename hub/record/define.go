package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"banhda/hub/person"
	"banhda/phrase"
)

var key = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// IsKey reports whether a text is written as the keys of fields are.
func IsKey(text string) bool { return key.MatchString(text) }

// reservedKeys are words that conditions and answers use of every record, so that no field may have them as its key.
var reservedKeys = []string{"id", "type", "version", "created_at", "updated_at", "deleted_at", "stage", "stage_since", "first_seen", "last_seen", "last_contact", "purchases", "revenue", "emails", "phones", "segment", "did", "never", "last",
	"consent", "exists", "has", "and", "or", "not", "in", "me", "my_team"}

// Found completes and checks a field a company makes, beside those it has: its key, made from its label where none is
// given, is no other field's, and it comes last.
func (f *Field) Found(others []Field) error {
	f.Standard, f.ReadOnly, f.Archived = false, false, false
	given := f.Key != ""
	if !given {
		f.Key = keyOf(f.Label)
	}
	if !key.MatchString(f.Key) {
		return phrase.Errorf("%q is no key: small letters, digits and _, a letter first, at most 40", f.Key)
	}
	taken := func(k string) bool {
		return slices.Contains(reservedKeys, k) || slices.ContainsFunc(others, func(o Field) bool { return o.Key == k })
	}
	if given && taken(f.Key) {
		return phrase.Errorf("the key %s is taken; choose another", f.Key)
	}
	for base, n := f.Key, 2; taken(f.Key); n++ {
		f.Key = fmt.Sprintf("%s_%d", base[:min(len(base), 36)], n)
	}
	f.Position = 100
	for _, o := range others {
		f.Position = max(f.Position, o.Position+100)
	}
	return f.Valid()
}

var unwanted = regexp.MustCompile(`[^a-z0-9]+`)

// keyOf makes a key of a label.
func keyOf(l Label) string {
	text := l.En
	if text == "" {
		text = l.Vi
	}
	k := strings.Trim(unwanted.ReplaceAllString(person.Fold(text), "_"), "_")
	if k == "" || k[0] >= '0' && k[0] <= '9' {
		k = "f_" + k
	}
	return strings.Trim(k[:min(len(k), 36)], "_")
}

// FreeKey makes a key of a label that is not taken.
func FreeKey(l Label, taken func(key string) bool) string {
	base := keyOf(l)
	key := base
	for n := 2; taken(key); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

// Valid brings a field's definition into its one form, and reports what is wrong with it.
func (f *Field) Valid() error {
	for _, l := range []*Label{&f.Label, &f.Help} {
		vi, err1 := clean(l.Vi, MaxText, false)
		en, err2 := clean(l.En, MaxText, false)
		if err1 != nil || err2 != nil {
			return phrase.Errorf("a label has at most %d characters", MaxText)
		}
		*l = Label{vi, en}
	}
	switch {
	case f.Label.Vi == "" && f.Label.En == "":
		return phrase.Errorf("give the field a label")
	case f.Label.Vi == "":
		f.Label.Vi = f.Label.En
	case f.Label.En == "":
		f.Label.En = f.Label.Vi
	}
	if f.Unique && !slices.Contains([]Kind{Text, Number, Email, Phone, URL, Date}, f.Kind) {
		return phrase.Errorf("only texts, numbers, days, addresses of mail or the web, and phones can be asked to be different everywhere")
	}
	if _, err := regexp.Compile(f.Pattern); err != nil || f.Pattern != "" && f.Kind != Text {
		return phrase.Errorf("the pattern is no regular expression, or the field is no text")
	}
	if f.Min != nil && f.Max != nil && *f.Min > *f.Max {
		return phrase.Errorf("the least allowed is more than the most")
	}
	return f.validOptions()
}

func (f *Field) validOptions() error {
	if f.Kind != Choice && f.Kind != Choices {
		f.Options = nil
		return nil
	}
	if len(f.Options) == 0 {
		return phrase.Errorf("give at least one choice")
	}
	seen := map[string]bool{}
	for i := range f.Options {
		o := &f.Options[i]
		if o.Key == "" {
			o.Key = keyOf(o.Label)
		}
		if o.Label == (Label{}) || !key.MatchString(o.Key) || seen[o.Key] {
			return phrase.Errorf("choice %d: it needs a name, and no other may have its key", i+1)
		}
		seen[o.Key] = true
	}
	return nil
}
