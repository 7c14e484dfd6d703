// Package article is what a company knows, written once: in sections, in Vietnamese and in English, in versions. Customers
// read it, colleagues look it up, and answers are taken from it.
package article

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/block"
	"banhda/hub/person"
	"banhda/phrase"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = block.Label

// Visibility is who may read an article.
type Visibility string

// Who may read.
const (
	Public    Visibility = "public"    // everybody
	Customers Visibility = "customers" // who has signed in as a customer, too
	Team      Visibility = "team"      // colleagues alone
)

// Visibilities are all there are, the widest first.
var Visibilities = []Visibility{Public, Customers, Team}

// Audience are the visibilities of what somebody may read who is one of these.
func Audience(who Visibility) []Visibility {
	return Visibilities[:slices.Index(Visibilities, who)+1]
}

// Kinds are the blocks that articles are made of.
var Kinds = []block.Kind{block.Heading, block.Text, block.Image, block.Button, block.Divider, block.Quote, block.FAQ, block.Video, block.Raw}

// Article is one, with what is being written.
type Article struct {
	ID         int64
	External   string // its id where it was brought from; empty: it was written here
	Section    int64  // 0: none
	Visibility Visibility
	Author     int64 // a user; 0: none
	Draft      Content
	Edition    int64 // of the draft: one more with each change
	Published  int64 // the number of the version that is read; 0: none
	ReviewedAt int64 // when somebody last found it right, in microseconds; 0: never
	UpdatedAt  int64 // microseconds
}

// Content is what an article says.
type Content struct {
	Title  Label         `json:"title"`
	Blocks []block.Block `json:"blocks"`
	Tags   []string      `json:"tags"`
}

// Version is a content as it was published. It never changes: answers name theirs.
type Version struct {
	Article int64
	Number  int64 // 1, 2, …
	Content Content
	At      int64 // microseconds
	Act     int64
}

// Bounds of an article.
const (
	longestTitle = 300
	longestAll   = 400_000 // bytes of all
	mostBlocks   = 200
	mostTags     = 20
	longestTag   = 40
)

// What is wrong with an article.
var (
	errTitle      = phrase.Errorf("give the article a title of at most %d characters, in Vietnamese or in English", longestTitle)
	errEmpty      = phrase.Errorf("the article says nothing yet; write it in the language of its title")
	errLarge      = phrase.Errorf("an article has at most %d blocks and %d kB; divide it", mostBlocks, longestAll/1000)
	errTags       = phrase.Errorf("an article has at most %d tags of %d characters", mostTags, longestTag)
	errVisibility = phrase.Errorf("an article is for everybody (public), for customers or for the team")
)

// Check says what is wrong with an article that is being written.
func (a *Article) Check() error {
	if !slices.Contains(Visibilities, a.Visibility) {
		return errVisibility
	}
	return a.Draft.Check()
}

// Check says what is wrong with a content.
func (c *Content) Check() error {
	if len([]rune(c.Title.Vi)) > longestTitle || len([]rune(c.Title.En)) > longestTitle || c.Title == (Label{}) {
		return errTitle
	}
	all := 0
	_ = block.Texts(c.Blocks, func(l *Label) error { // the visitor has no errors
		all += len(l.Vi) + len(l.En)
		return nil
	})
	count, err := block.Check(c.Blocks, Kinds)
	switch {
	case err != nil:
		return err
	case count > mostBlocks || all > longestAll:
		return errLarge
	case len(c.Tags) > mostTags || slices.ContainsFunc(c.Tags, func(t string) bool { return len([]rune(t)) > longestTag }):
		return errTags
	}
	return nil
}

// Ready says why a content cannot be published yet.
func (c *Content) Ready() error {
	if err := c.Check(); err != nil {
		return err
	}
	for _, l := range c.Languages() {
		if c.Plain(l) != "" {
			return nil
		}
	}
	return errEmpty
}

// Languages are those it has a title in.
func (c *Content) Languages() (list []string) {
	if c.Title.Vi != "" {
		list = append(list, "vi")
	}
	if c.Title.En != "" {
		list = append(list, "en")
	}
	return list
}

// Plain is what it says in a language, without its title and without markup.
func (c *Content) Plain(language string) string { return block.Plain(c.Blocks, language) }

// Found is what an article is found by in lists: its titles and tags, folded.
func (c *Content) Found() string {
	return person.Fold(strings.Join(append([]string{c.Title.Vi, c.Title.En}, c.Tags...), " "))
}

// Clean brings texts into their one form, and lists where there were none.
func (c *Content) Clean() {
	c.Title.Vi, c.Title.En = oneLine(c.Title.Vi), oneLine(c.Title.En)
	_ = block.Texts(c.Blocks, func(l *Label) error { // the visitor has no errors
		l.Vi, l.En = clean(l.Vi), clean(l.En)
		return nil
	})
	if c.Blocks == nil {
		c.Blocks = []block.Block{}
	}
	tags := []string{}
	for _, t := range c.Tags {
		if t = oneLine(t); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	c.Tags = tags
}

// Same reports whether two contents say the same.
func (c *Content) Same(o *Content) bool {
	a, err := json.Marshal(c)
	b, err2 := json.Marshal(o)
	return err == nil && err2 == nil && string(a) == string(b)
}

// clean is a text in NFC, without control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, norm.NFC.String(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")))
}

func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
