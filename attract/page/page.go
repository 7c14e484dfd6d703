// Package page is what a company shows on the web from here: pages and posts made of blocks, in versions that never change
// once they were published, and the site they stand on. It does no I/O: addresses, documents and warnings are functions of
// values.
package page

import (
	"bytes"
	"encoding/json"
	"slices"

	"banhda/hub/block"
)

// Label is a text in both languages. A page stands in English where its title does.
type Label = block.Label

// Kind is what a page is.
type Kind string

// The kinds.
const (
	Plain Kind = "page"
	Post  Kind = "post" // dated, and listed on the blog
)

// Page is a page or a post, under the key its address ends with. Instants are microseconds.
type Page struct {
	ID        int64
	Key       string
	Kind      Kind
	Name      string
	Draft     Content // what is being written
	Edition   int64   // of the draft: one more with each change
	Published int64   // the number of the version visitors see; 0: none
	FirstAt   int64   // when it was first published; 0: never
	PublishAt int64   // when the draft is to be published; 0: by hand
	HideAt    int64   // when visitors are to see it no more; 0: never
	Archived  bool
	UpdatedAt int64
}

// Version is a page's content as it was published.
type Version struct {
	Page    int64
	Number  int64 // 1, 2, …
	Content Content
	At      int64
	Act     int64
}

// Live is a page as visitors see it.
type Live struct {
	Page
	Version
}

// Content is what a page says, and what is said of it elsewhere.
type Content struct {
	Title       Label         `json:"title"`
	Description Label         `json:"description"` // what search engines and posts in a list show of it
	Blocks      []block.Block `json:"blocks"`
	Tags        []string      `json:"tags"`
	Picture     string        `json:"picture"`   // shown where the page is shared; empty: its first
	Canonical   string        `json:"canonical"` // where the same is, if it is elsewhere; empty: here
	Hidden      bool          `json:"hidden"`    // search engines are asked to leave it out
}

// Kinds are the blocks a page may hold.
var Kinds = []block.Kind{block.Heading, block.Text, block.Image, block.Button, block.Divider, block.Spacer, block.Columns, block.Form, block.CTA, block.Goods, block.Quote, block.Voices, block.FAQ, block.Video, block.Raw}

// Languages are those a page stands in, Vietnamese first.
func (c *Content) Languages() (list []string) {
	if c.Title.Vi != "" {
		list = append(list, "vi")
	}
	if c.Title.En != "" {
		list = append(list, "en")
	}
	return list
}

// Speaks reports whether a page stands in a language.
func (c *Content) Speaks(language string) bool { return slices.Contains(c.Languages(), language) }

// Same reports whether two contents say the same.
func (c *Content) Same(o *Content) bool {
	a, _ := json.Marshal(c) // texts and numbers
	b, _ := json.Marshal(o)
	return bytes.Equal(a, b)
}

// Visible reports whether visitors see a page at an instant.
func (p *Page) Visible(now int64) bool {
	return p.Published > 0 && !p.Archived && (p.HideAt == 0 || now < p.HideAt)
}
