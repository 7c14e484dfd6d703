package conversation

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Canned is a text that is said often, and what changes of a ticket along with it.
type Canned struct {
	ID      int64
	Name    string // by which it is found, such as bao-hanh
	Text    string // with places such as {{ person.name }}; empty: it only changes
	TextEn  string // for those who read English; empty: Text for all
	Changes Changes
	Team    int64 // whose it is; 0: everybody's
	Version int64
}

// Changes are what a text changes of the ticket it answers; what is empty stays.
type Changes struct {
	Status   string   `json:"status,omitempty" maxLength:"40" doc:"the key of a status of tickets"`
	Priority string   `json:"priority,omitempty" enum:",urgent,high,normal,low"`
	Kind     string   `json:"kind,omitempty" maxLength:"40" doc:"the key of a type of tickets"`
	Owner    string   `json:"owner,omitempty" maxLength:"40" doc:"a user, or me: who uses the text"`
	Tags     []string `json:"tags,omitempty" maxItems:"20" doc:"to add"`
}

// In is the text for who reads a language.
func (c *Canned) In(language string) string {
	if language == "en" && c.TextEn != "" {
		return c.TextEn
	}
	return c.Text
}

// None reports whether nothing changes.
func (c Changes) None() bool {
	return c.Status == "" && c.Priority == "" && c.Kind == "" && c.Owner == "" && len(c.Tags) == 0
}

// Check says what is wrong with a canned text, and brings it into one form.
func (c *Canned) Check() error {
	c.Name, c.Text, c.TextEn = oneLine(norm.NFC.String(c.Name)), strings.TrimSpace(norm.NFC.String(c.Text)), strings.TrimSpace(norm.NFC.String(c.TextEn))
	switch {
	case c.Name == "" || len([]rune(c.Name)) > 60:
		return phrase.Errorf("give the text a short name, by which it is found")
	case c.Text == "" && c.Changes.None() || max(len(c.Text), len(c.TextEn)) > MostText:
		return phrase.Errorf("write what is to be said")
	}
	for _, found := range places.FindAllStringSubmatch(c.Text+c.TextEn, -1) {
		if !Places[found[1]] {
			return phrase.Errorf("%q is nothing that can be filled in", found[1])
		}
	}
	return nil
}

// Places are what can be filled into a text.
var Places = map[string]bool{"person.name": true, "person.greeting": true, "person.email": true, "person.phone": true, "user.name": true, "workspace.name": true, "company.name": true}

var places = regexp.MustCompile(`\{\{\s*([a-z._]+)\s*\}\}`)

// Fill fills the places of a text in; one of which nothing is known stays empty.
func Fill(text string, values map[string]string) string {
	return places.ReplaceAllStringFunc(text, func(place string) string { return values[places.FindStringSubmatch(place)[1]] })
}
