// Package shop is where customers buy by themselves: what is shown and for how much, what is in a cart, what an order needs.
// Prices are reckoned here whenever they are shown and once more when the order is placed; what a browser says of them counts
// for nothing.
package shop

import (
	"slices"

	"banhda/hub/record"
	"banhda/hub/tax"
	"banhda/phrase"
)

// Settings are how a house sells. Amounts are in minor units of its currency.
type Settings struct {
	On       bool         `json:"on" doc:"customers can buy"`
	Tag      string       `json:"tag" maxLength:"100" doc:"only products with this tag are shown; empty: all that are on sale"`
	Book     string       `json:"book" maxLength:"40" doc:"the price book its prices are from; empty: the products' own"`
	Fee      int64        `json:"fee" minimum:"0" doc:"for delivery, before tax"`
	FeeClass string       `json:"fee_class" enum:"standard,relief,essential,zero,exempt" doc:"the tax class of delivery"`
	FreeFrom int64        `json:"free_from" minimum:"0" doc:"what goods come to, with tax, from which delivery is free; 0: never"`
	Least    int64        `json:"least" minimum:"0" doc:"what goods have to come to, with tax"`
	Wait     int          `json:"wait" minimum:"1" maximum:"168" doc:"hours after which a cart nobody touched counts as abandoned"`
	Terms    record.Label `json:"terms" doc:"what who orders agrees to, in both languages; empty: nothing more"`
}

// Usual is how a house begins: closed.
var Usual = Settings{FeeClass: "standard", Wait: 4}

// longestTerms is how long the terms may be, in letters.
const longestTerms = 8000

// Check says what is wrong with settings.
func (s *Settings) Check() error {
	switch {
	case !slices.Contains(tax.Classes, s.FeeClass):
		return phrase.Errorf("choose the tax class of delivery")
	case len([]rune(s.Terms.Vi)) > longestTerms || len([]rune(s.Terms.En)) > longestTerms:
		return phrase.Errorf("the terms have at most %d letters", longestTerms)
	case s.FreeFrom > 0 && s.Fee == 0:
		return phrase.Errorf("delivery costs nothing anyway; leave out from when on it is free")
	}
	return nil
}

// Shows reports whether a product is in the shop: on sale, not in the bin, and with the tag that is asked for.
func (s *Settings) Shows(r *record.Record) bool {
	if on, _ := r.Values["active"].(bool); !on || r.DeletedAt != 0 || r.Into != 0 {
		return false
	}
	tags, _ := r.Values["tags"].([]string)
	return s.Tag == "" || slices.Contains(tags, s.Tag)
}
