package article

import (
	"strings"
	"unicode"

	"banhda/hub/block"
	"banhda/phrase"
)

// Brought is an article as another system has it.
type Brought struct {
	External string
	Language string // vi or en; empty: it is found out
	Title    string
	Body     string
}

// longestExternal is how long an id of another system may be; largestBody how long what it says, in bytes.
const (
	longestExternal = 200
	largestBody     = 300_000
)

// What is wrong with an article that is brought.
var (
	errExternal = phrase.Errorf("an article needs an id of at most %d characters", longestExternal)
	errNothing  = phrase.Errorf("an article needs a title or a body")
	errBody     = phrase.Errorf("a body has at most %d kB; divide the article", largestBody/1000)
)

// Check says what is wrong with what is brought, once it is clean.
func (b *Brought) Check() error {
	switch {
	case b.External == "" || len([]rune(b.External)) > longestExternal:
		return errExternal
	case b.Title == "" && strings.TrimSpace(b.Body) == "":
		return errNothing
	case len(b.Body) > largestBody:
		return errBody
	}
	return nil
}

// Clean brings it into its one form, in a language.
func (b *Brought) Clean() {
	b.External, b.Title, b.Body = oneLine(b.External), oneLine(b.Title), clean(b.Body)
	if b.Language == "" {
		b.Language = Language(b.Title + " " + b.Body)
	}
}

// In puts what was brought into a content, in its language; what stands in the other stays.
func (b *Brought) In(c Content) Content {
	title := b.Title
	if title == "" {
		title = beginning(b.Body)
	}
	if runes := []rune(title); len(runes) > longestTitle {
		title = string(runes[:longestTitle])
	}
	text := Label{}
	if len(c.Blocks) == 1 && c.Blocks[0].Kind == block.Text {
		text = c.Blocks[0].Text
	}
	if b.Language == "en" {
		c.Title.En, text.En = title, b.Body
	} else {
		c.Title.Vi, text.Vi = title, b.Body
	}
	c.Blocks = []block.Block{{Kind: block.Text, Text: text}}
	c.Clean()
	return c
}

// beginning is the first words of a text, for one without a title.
func beginning(body string) string {
	words := strings.Fields(body)
	return strings.Join(words[:min(len(words), 12)], " ")
}

// Language tells in which of the two a text is written: Vietnamese has marks that English lacks, in every third word.
func Language(text string) string {
	letters, marked := 0, 0
	for _, r := range clean(text) {
		if unicode.IsLetter(r) {
			letters++
		}
		if r > unicode.MaxLatin1 && unicode.Is(unicode.Latin, r) || strings.ContainsRune("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ", r) {
			marked++
		}
	}
	if marked*50 > letters {
		return "vi"
	}
	return "en"
}
