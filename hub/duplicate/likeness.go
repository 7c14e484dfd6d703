package duplicate

import (
	"slices"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
)

// Reason is one piece of evidence.
type Reason string

// The pieces of evidence.
const (
	SameName     Reason = "same_name"
	NameTurned   Reason = "name_turned"   // the same words in another order
	NameShorter  Reason = "name_shorter"  // middle names are missing
	NameInitials Reason = "name_initials" // first letters stand for words
	NameTypo     Reason = "name_typo"     // one letter differs
	SamePhone    Reason = "same_phone"
	PhoneTypo    Reason = "phone_typo" // one digit differs, or two are exchanged
	SameEmail    Reason = "same_email"
	EmailLocal   Reason = "email_local" // the same before the @
	EmailTypo    Reason = "email_typo"
	SameCompany  Reason = "same_company"
	SameBirthday Reason = "same_birthday"
	SameProvince Reason = "same_province"
	SameCode     Reason = "same_code" // tax code, SKU
	SameDomain   Reason = "same_domain"
	// Identity is an event that named identifiers of both.
	Identity Reason = "identity"
)

// reading are the fields that pieces of evidence tell of; the others are of the name, or of identifiers themselves.
var reading = map[Reason][]string{SamePhone: {"phone"}, PhoneTypo: {"phone"}, SameEmail: {"email"}, EmailLocal: {"email"}, EmailTypo: {"email"},
	SameCompany: {"company", "companies"}, SameBirthday: {"birthday"}, SameProvince: {"address"}, SameCode: {"tax_code", "sku"}, SameDomain: {"website", "email"}}

// Tells reports whether a piece of evidence tells of a field of the records.
func (r Reason) Tells(key string) bool { return slices.Contains(reading[r], key) }

// weights are the chance, for each piece of evidence alone, that two records with it are one.
var weights = map[Reason]float64{
	SameName: .5, NameTurned: .47, NameShorter: .42, NameInitials: .3, NameTypo: .37,
	SamePhone: .75, PhoneTypo: .45, SameEmail: .9, EmailLocal: .5, EmailTypo: .55,
	SameCompany: .36, SameBirthday: .42, SameProvince: .12, SameCode: .95, SameDomain: .5, Identity: .7,
}

// Likely is the likeness from which on a pair is suggested.
const Likely = .6

// Likeness is how likely two items are one and the same, between 0 and 1, and why: the strongest evidence first.
func Likeness(a, b Item) (likeness float64, reasons []Reason) {
	c := comparison{against: 1}
	c.names(&a, &b)
	if a.Type == record.Person {
		c.person(&a, &b)
	} else {
		c.thing(&a, &b)
	}
	apart := 1.0
	for _, r := range c.reasons {
		apart *= 1 - weights[r]
	}
	slices.SortStableFunc(c.reasons, func(a, b Reason) int {
		if weights[a] > weights[b] {
			return -1
		}
		return 1
	})
	return (1 - apart) * c.against, c.reasons
}

// With is the likeness where one more piece of evidence is there.
func With(likeness float64, r Reason) float64 { return 1 - (1-likeness)*(1-weights[r]) }

// comparison collects what speaks for two being one, and by which factor the rest speaks against it.
type comparison struct {
	reasons []Reason
	against float64
}

func (c *comparison) see(r Reason) { c.reasons = append(c.reasons, r) }

func (c *comparison) names(a, b *Item) {
	if a.Name == "" || b.Name == "" {
		return
	}
	if r := compareNames(a.words(), b.words()); r != "" {
		c.see(r)
	} else {
		c.against *= .3
	}
}

func (c *comparison) person(a, b *Item) {
	c.closest(a.Phones, b.Phones, .9, func(p, q string) Reason {
		switch {
		case p == q:
			return SamePhone
		case near(p, q):
			return PhoneTypo
		}
		return ""
	})
	c.closest(a.Emails, b.Emails, .95, sameEmail)
	c.same(firm(a.Company), firm(b.Company), SameCompany, 1)
	c.same(a.Birthday, b.Birthday, SameBirthday, .4)
	c.same(person.Fold(a.Province), person.Fold(b.Province), SameProvince, .9)
}

// thing compares companies and products. A tax code or an SKU is nobody else's.
func (c *comparison) thing(a, b *Item) {
	c.same(alphanumeric(a.Code), alphanumeric(b.Code), SameCode, .25)
	c.closest(a.Phones, b.Phones, .95, func(p, q string) Reason {
		if p == q {
			return SamePhone
		}
		return ""
	})
	c.closest(domains(a), domains(b), .8, func(p, q string) Reason {
		if p == q {
			return SameDomain
		}
		return ""
	})
	c.same(person.Fold(a.Province), person.Fold(b.Province), SameProvince, .8)
	if slices.Contains(c.reasons, SameCode) {
		c.against = max(c.against, .8) // companies change their names, not their tax codes
	}
}

func domains(i *Item) (list []string) {
	for _, s := range append([]string{i.Website}, i.Emails...) {
		if d := domain(s); d != "" {
			list = append(list, d)
		}
	}
	return list
}

// same compares what both state; against is what a difference weighs.
func (c *comparison) same(a, b string, r Reason, against float64) {
	switch {
	case a == "" || b == "":
	case a == b:
		c.see(r)
	default:
		c.against *= against
	}
}

// closest takes the strongest evidence any two values give.
func (c *comparison) closest(a, b []string, against float64, compare func(p, q string) Reason) {
	var best Reason
	for _, p := range a {
		for _, q := range b {
			if r := compare(p, q); weights[r] > weights[best] {
				best = r
			}
		}
	}
	switch {
	case best != "":
		c.see(best)
	case len(a) > 0 && len(b) > 0:
		c.against *= against
	}
}

func sameEmail(p, q string) Reason {
	switch {
	case p == q:
		return SameEmail
	case local(p) != "" && local(p) == local(q):
		return EmailLocal
	case near(p, q):
		return EmailTypo
	}
	return ""
}

// compareNames says how two names are alike, empty where they are not.
func compareNames(a, b []string) Reason {
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(a) == 0:
		return ""
	case slices.Equal(a, b):
		return SameName
	case len(a) == len(b) && slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))):
		return NameTurned
	case len(a) > 1 && shorter(a, b, func(x, y string) bool { return x == y }):
		return NameShorter
	case len(a) > 1 && shorter(a, b, func(x, y string) bool { return x == y || len(x) == 1 && y[:1] == x || len(y) == 1 && x[:1] == y }):
		return NameInitials
	case near(strings.Join(a, " "), strings.Join(b, " ")):
		return NameTypo
	}
	return ""
}

// shorter reports whether the first and the last word of a are those of b, whichever stands first, and those between
// occur in b, too.
func shorter(a, b []string, same func(x, y string) bool) bool {
	last := len(a) - 1
	ends := same(a[0], b[0]) && same(a[last], b[len(b)-1]) || same(a[0], b[len(b)-1]) && same(a[last], b[0])
	if !ends {
		return false
	}
	for _, w := range a[1:last] {
		if !slices.ContainsFunc(b, func(o string) bool { return same(w, o) }) {
			return false
		}
	}
	return true
}

// near reports whether one letter was changed, added or left out, or two that stand side by side exchanged. Short texts
// are near to too many.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 6 || len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
