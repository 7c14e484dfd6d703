package zalo

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"banhda/hub/consent"
	"banhda/phrase"
)

// Status is where a template stands with Zalo.
type Status string

// Enabled is the one status in which a template can be sent.
const Enabled Status = "enable"

// Tag is what Zalo takes a template for.
type Tag string

// The tags.
const (
	Transaction Tag = "transaction"
	Care        Tag = "care"
	Promotion   Tag = "promotion" // to who has bought something before
)

// tags are the names that Zalo gave them over the years.
var tags = map[string]Tag{
	"1": Transaction, "transaction": Transaction, "in_transaction": Transaction, "otp": Transaction, "account_update": Transaction,
	"2": Care, "customer_care": Care, "post_transaction": Care, "general_update": Care,
	"3": Promotion, "promotion": Promotion, "follow_up": Promotion,
}

// TagOf reads a tag; what nobody knows is taken for the strictest.
func TagOf(s string) Tag {
	if t := tags[strings.ToLower(strings.TrimSpace(s))]; t != "" {
		return t
	}
	return Promotion
}

// Class is what a message of a tag is before the law.
func (t Tag) Class() consent.Class {
	switch t {
	case Transaction:
		return consent.Transactional
	case Care:
		return consent.Care
	}
	return consent.Advertising
}

// Template is a text that Zalo approved, with places that are filled.
type Template struct {
	ID      string
	Name    string
	Status  Status
	Quality string // high, medium, low; empty: not known yet
	Tag     Tag
	Price   int64 // minor units of VND: one is one đồng
	Params  []Param
	Preview string // where Zalo shows it
	At      int64  // when it was read, microseconds
}

// Param is a place of a template.
type Param struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // string, number, date
	Required bool   `json:"required"`
	Min      int    `json:"min"` // characters
	Max      int    `json:"max"` // 0: not said
}

// Quota is how many messages by template may go in a day.
type Quota struct {
	Daily     int64 `json:"daily"`
	Remaining int64 `json:"remaining"`
	At        int64 `json:"at"` // when it was read, microseconds
}

// Fill checks what fills the places of a template, and gives those it has. Its error says which place is wrong, and why.
func (t *Template) Fill(values map[string]string) (map[string]string, error) {
	filled := map[string]string{}
	for i := range t.Params {
		p := &t.Params[i]
		v := strings.TrimSpace(values[p.Name])
		if v == "" && !p.Required {
			continue
		}
		if err := p.check(v); err != nil {
			return nil, err
		}
		filled[p.Name] = v
	}
	return filled, nil
}

var wholeNumber = regexp.MustCompile(`^-?[0-9]+([.,][0-9]+)*$`)

// dates are how Zalo takes them.
var dates = []string{"02/01/2006", "15:04:05 02/01/2006", "15:04 02/01/2006"}

func (p *Param) check(v string) error {
	n := utf8.RuneCountInString(v)
	switch {
	case v == "":
		return phrase.Errorf("%q of the Zalo template is empty; say what stands there", p.Name)
	case p.Max > 0 && n > p.Max:
		return phrase.Errorf("%q of the Zalo template has %d characters; it takes at most %d", p.Name, n, p.Max)
	case n < p.Min:
		return phrase.Errorf("%q of the Zalo template has %d characters; it needs at least %d", p.Name, n, p.Min)
	case p.Type == "number" && !wholeNumber.MatchString(v):
		return phrase.Errorf("%q of the Zalo template takes a number, and not %q", p.Name, v)
	case p.Type == "date" && !isDate(v):
		return phrase.Errorf("%q of the Zalo template takes a date such as 31/12/2026, and not %q", p.Name, v)
	}
	return nil
}

func isDate(v string) bool {
	for _, form := range dates {
		if _, err := time.Parse(form, v); err == nil {
			return true
		}
	}
	return false
}
