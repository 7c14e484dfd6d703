package shop

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/address"
	"banhda/hub/person"
	"banhda/phrase"
)

// Contact is who orders, and where it goes.
type Contact struct {
	Name, Email, Phone           string
	Street, Ward, Province, Note string
	Agreed                       bool
	Keep                         bool // where it goes is kept with who orders, for the next time
}

// What a form has to say.
var (
	errName     = phrase.Sentencef("please write your name")
	errReach    = phrase.Sentencef("write an e-mail address or a phone number by which you can be reached")
	errPlace    = phrase.Sentencef("please write the street with its number, and choose the province")
	errProvince = phrase.Sentencef("this province is not known; choose one of the list")
	errAgree    = phrase.Sentencef("please agree to the terms, and that we use what you wrote for this order")
)

// Clean brings what was written into its one form.
func (c *Contact) Clean() {
	for of, most := range map[*string]int{&c.Name: 200, &c.Email: 254, &c.Phone: 40, &c.Street: 300, &c.Ward: 100, &c.Province: 100, &c.Note: 1000} {
		letters := []rune(strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(*of, ""))))
		*of = string(letters[:min(len(letters), most)])
	}
}

// Identity is who they say they are.
func (c *Contact) Identity() person.Identity {
	return person.Identity{Name: c.Name, Email: c.Email, Phone: c.Phone}
}

// Check says what is missing, and brings the place into the names of today.
func (c *Contact) Check() error {
	who := c.Identity()
	keys, aside := who.Keys()
	switch {
	case c.Name == "":
		return errName
	case len(keys) == 0 || len(aside) > 0:
		return errReach
	case c.Street == "" || c.Province == "":
		return errPlace
	case !c.Agreed:
		return errAgree
	}
	return c.settle()
}

// settle finds the province, and the ward as it is called today; a ward nobody knows stays as it was written.
func (c *Contact) settle() error {
	p := address.FindProvince(c.Province)
	if p == nil {
		found := address.FindProvinces(c.Province)
		if len(found) != 1 {
			return errProvince
		}
		p = found[0].Province
	}
	c.Province, c.Ward = p.Name, wardOf(c.Ward, p.Code)
	return nil
}

// wardOf is the ward of a province that is called so today, or was before; what several are, or none, stays as it was written.
func wardOf(written, province string) string {
	named := map[string]bool{}
	for _, m := range address.FindWards(written, province, 20) {
		name := m.Ward.Name
		if m.Was != nil {
			name = m.Was.Name
		}
		if folded := person.Fold(name); folded == person.Fold(written) || strings.HasSuffix(folded, " "+person.Fold(written)) {
			named[m.Ward.Name] = true
		}
	}
	if len(named) == 1 {
		for name := range named {
			return name
		}
	}
	return written
}

// Address is where it goes, on one line.
func (c *Contact) Address() string {
	var parts []string
	for _, part := range []string{c.Street, c.Ward, c.Province} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
