package sms

import (
	"slices"
	"strings"

	"banhda/hub/consent"
	"banhda/phrase"
)

// Network is whose number it is, as far as its first digits tell: who took the number along to another network cannot be
// told by it. Empty: not known.
type Network string

// The networks of Vietnam.
const (
	Viettel      Network = "viettel"
	Vinaphone    Network = "vinaphone"
	MobiFone     Network = "mobifone"
	Vietnamobile Network = "vietnamobile"
	Gmobile      Network = "gmobile"
	Others       Network = "" // and abroad
)

// Networks are all there are, the others last.
var Networks = []Network{Viettel, Vinaphone, MobiFone, Vietnamobile, Gmobile, Others}

// ranges are the first digits of mobile numbers after +84, with those of houses that rent a network.
var ranges = map[Network][]string{
	Viettel:      {"32", "33", "34", "35", "36", "37", "38", "39", "86", "96", "97", "98"},
	Vinaphone:    {"81", "82", "83", "84", "85", "87", "88", "91", "94"},
	MobiFone:     {"70", "76", "77", "78", "79", "89", "90", "93"},
	Vietnamobile: {"52", "56", "58", "92"},
	Gmobile:      {"59", "99"},
}

// NetworkOf tells whose a number is, in E.164.
func NetworkOf(number string) Network {
	rest, ok := strings.CutPrefix(number, "+84")
	if !ok || len(rest) < 2 {
		return Others
	}
	for _, n := range Networks {
		if slices.Contains(ranges[n], rest[:2]) {
			return n
		}
	}
	return Others
}

// Price is what one message costs on a network, in minor units. Advertising and care have price lists of their own.
type Price struct {
	Network     Network `json:"network" enum:"viettel,vinaphone,mobifone,vietnamobile,gmobile," doc:"empty: every other"`
	Advertising int64   `json:"advertising" minimum:"0" maximum:"1000000000"`
	Care        int64   `json:"care" minimum:"0" maximum:"1000000000" doc:"also of what somebody asked for"`
}

var errPrices = phrase.Errorf("each network has one price, of 0 or more")

// CheckPrices says what is wrong with a price list.
func CheckPrices(list []Price) error {
	seen := map[Network]bool{}
	for _, p := range list {
		if seen[p.Network] || !slices.Contains(Networks, p.Network) || p.Advertising < 0 || p.Care < 0 {
			return errPrices
		}
		seen[p.Network] = true
	}
	return nil
}

// Cost is what a text of so many messages costs to a number, in minor units: by its network's price, else by that of the
// others, else nothing.
func Cost(list []Price, class consent.Class, number string, segments int) int64 {
	of := NetworkOf(number)
	at := slices.IndexFunc(list, func(p Price) bool { return p.Network == of })
	if at < 0 {
		at = slices.IndexFunc(list, func(p Price) bool { return p.Network == Others })
	}
	switch {
	case at < 0:
		return 0
	case class == consent.Advertising:
		return list[at].Advertising * int64(segments)
	}
	return list[at].Care * int64(segments)
}
