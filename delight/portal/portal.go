// Package portal is what customers see and do by themselves once they signed in, under /my/: panels, each by its own noun. It
// knows which panels are shown and in which words, and nothing of what they hold.
package portal

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/record"
	"banhda/phrase"
)

// Label is a text in both languages.
type Label = record.Label

// Customer is who is signed in.
type Customer struct {
	Person   int64
	Name     string // empty: they never told it
	Language string // vi or en
}

// Panel is one part of the portal: a card on its first page and a page of its own, /my/ID.
type Panel struct {
	ID   string // [a-z]+
	Name Label
	Must bool // the law asks for it: it cannot be hidden
}

// Card is what a panel says on the first page, in the customer's language.
type Card struct {
	Text  string // one line; empty: the card shows its name alone
	Waits int64  // how many things wait for the customer
}

// Settings are how a house shows its portal.
type Settings struct {
	On       bool     `json:"on"`
	Hidden   []string `json:"hidden" maxItems:"50" doc:"ids of the panels that are not shown"`
	Greeting Label    `json:"greeting" doc:"what stands at the top of the first page; empty: nothing"`
	Contact  Label    `json:"contact" doc:"how customers reach the house; empty: nothing is said"`
}

// Usual is a portal nobody has set yet: closed, with everything in it.
var Usual = Settings{Hidden: []string{}}

// longest bounds what is written for customers, in runes.
const longest = 2000

// Clean brings settings into one form.
func (s *Settings) Clean() {
	for _, text := range []*string{&s.Greeting.Vi, &s.Greeting.En, &s.Contact.Vi, &s.Contact.En} {
		*text = strings.TrimSpace(norm.NFC.String(*text))
	}
	slices.Sort(s.Hidden)
	if s.Hidden = slices.Compact(s.Hidden); s.Hidden == nil {
		s.Hidden = []string{}
	}
}

// Check says what is wrong with settings, given the panels there are.
func (s *Settings) Check(panels []Panel) error {
	for _, text := range []string{s.Greeting.Vi, s.Greeting.En, s.Contact.Vi, s.Contact.En} {
		if len([]rune(text)) > longest {
			return phrase.Errorf("a text of the portal has at most %d characters", longest)
		}
	}
	for _, id := range s.Hidden {
		switch at := slices.IndexFunc(panels, func(p Panel) bool { return p.ID == id }); {
		case at < 0:
			return phrase.Errorf("the portal has no part %q", id)
		case panels[at].Must:
			return phrase.Errorf("%q cannot be hidden: customers have a right to it", panels[at].Name.En)
		}
	}
	return nil
}

// Shows reports whether a panel is to be seen.
func (s *Settings) Shows(p Panel) bool { return p.Must || !slices.Contains(s.Hidden, p.ID) }
