package template

import (
	"slices"
	"strings"

	"banhda/phrase"
)

// Kind is what a block is.
type Kind string

// The kinds of blocks.
const (
	Heading Kind = "heading"
	Text    Kind = "text" // paragraphs: **bold**, *italic*, [words](address), lines that begin with "- "
	Image   Kind = "image"
	Button  Kind = "button"
	Divider Kind = "divider"
	Spacer  Kind = "spacer"
	Columns Kind = "columns" // two or three beside each other; on a phone one below the other
	Goods   Kind = "product"
	Raw     Kind = "html"   // HTML of one's own, of which what is not safe in mail is left out
	Footer  Kind = "footer" // who writes, and how to be written to no more
)

// Kinds are all there are.
var Kinds = []Kind{Heading, Text, Image, Button, Divider, Spacer, Columns, Goods, Raw, Footer}

// Block is a piece of a message. Which members count depends on its kind.
type Block struct {
	Kind    Kind      `json:"kind"`
	Text    Label     `json:"text,omitzero"`    // of headings, texts, buttons and HTML
	URL     string    `json:"url,omitempty"`    // where a button or an image leads
	Source  string    `json:"source,omitempty"` // of an image: where it is fetched
	Alt     Label     `json:"alt,omitzero"`     // of an image: what is read where it is not seen
	Level   int       `json:"level,omitempty"`  // of a heading: 1 to 3
	Align   string    `json:"align,omitempty"`  // left, center or right
	Size    int       `json:"size,omitempty"`   // of a spacer its height, of an image its width; pixels
	Product string    `json:"product,omitempty"`
	Columns [][]Block `json:"columns,omitempty"`
}

// What is wrong with a block.
var (
	errKind    = phrase.Errorf("there is no such block; choose heading, text, image, button, divider, spacer, columns, product, html or footer")
	errAlign   = phrase.Errorf("a block stands left, center or right")
	errSize    = phrase.Errorf("a size is between 0 and 600 pixels, a heading's level between 1 and 3")
	errColumns = phrase.Errorf("there are two or three columns, and none within columns")
	errAddress = phrase.Errorf("an address in a template has at most 2,000 characters, on one line")
)

func (b *Block) check(depth int) error {
	columns := len(b.Columns)
	switch {
	case !slices.Contains(Kinds, b.Kind):
		return errKind
	case !slices.Contains([]string{"", "left", "center", "right"}, b.Align):
		return errAlign
	case b.Size < 0 || b.Size > width || b.Level < 0 || b.Level > 3:
		return errSize
	case b.Kind == Columns && (depth > 0 || columns < 2 || columns > 3) || b.Kind != Columns && columns > 0:
		return errColumns
	}
	for _, a := range []string{b.URL, b.Source, b.Product} {
		if len(a) > 2000 || strings.ContainsFunc(a, func(r rune) bool { return r < ' ' }) {
			return errAddress
		}
	}
	return nil
}

// walk visits blocks in the order they are read, with those within columns.
func walk(blocks []Block, depth int, do func(b *Block, depth int) error) error {
	for i := range blocks {
		b := &blocks[i]
		if err := do(b, depth); err != nil {
			return err
		}
		if depth > 0 {
			continue // check refuses what lies deeper
		}
		for _, column := range b.Columns {
			if err := walk(column, depth+1, do); err != nil {
				return err
			}
		}
	}
	return nil
}

// ProductsOf are the keys of the products that blocks show.
func ProductsOf(c *Content) (keys []string) {
	_ = walk(c.Blocks, 0, func(b *Block, _ int) error {
		if b.Kind == Goods && b.Product != "" && !slices.Contains(keys, b.Product) {
			keys = append(keys, b.Product)
		}
		return nil
	})
	return keys
}
