package conversation

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Canned is a text that is said often.
type Canned struct {
	ID      int64
	Name    string // by which it is found, such as bao-hanh
	Text    string // with places such as {{ person.name }}
	Team    int64  // whose it is; 0: everybody's
	Version int64
}

// Check says what is wrong with a canned text, and brings it into one form.
func (c *Canned) Check() error {
	c.Name, c.Text = oneLine(norm.NFC.String(c.Name)), strings.TrimSpace(norm.NFC.String(c.Text))
	switch {
	case c.Name == "" || len([]rune(c.Name)) > 60:
		return phrase.Errorf("give the text a short name, by which it is found")
	case c.Text == "" || len(c.Text) > MostText:
		return phrase.Errorf("write what is to be said")
	}
	for _, found := range places.FindAllStringSubmatch(c.Text, -1) {
		if !Places[found[1]] {
			return phrase.Errorf("%q is nothing that can be filled in", found[1])
		}
	}
	return nil
}

// Places are what can be filled into a text.
var Places = map[string]bool{"person.name": true, "person.greeting": true, "person.email": true, "person.phone": true, "user.name": true, "company.name": true}

var places = regexp.MustCompile(`\{\{\s*([a-z._]+)\s*\}\}`)

// Fill fills the places of a text in; one of which nothing is known stays empty.
func Fill(text string, values map[string]string) string {
	return places.ReplaceAllStringFunc(text, func(place string) string { return values[places.FindStringSubmatch(place)[1]] })
}
