// Package block is the pieces that messages, pages and articles are put together from: what each says, in Vietnamese and in
// English, and how it is drawn on the web. How mail programs draw them is told by hub/template.
package block

import (
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Kind is what a block is.
type Kind string

// The kinds of blocks. What a message, a page or an article may hold, each says itself.
const (
	Heading Kind = "heading"
	Text    Kind = "text" // paragraphs: **bold**, *italic*, [words](address), lines that begin with "- "
	Image   Kind = "image"
	Button  Kind = "button"
	Divider Kind = "divider"
	Spacer  Kind = "spacer"
	Columns Kind = "columns" // two or three beside each other; on a phone one below the other
	Goods   Kind = "product"
	Raw     Kind = "html"   // HTML of one's own, of which what is not safe is left out
	Footer  Kind = "footer" // of messages: who writes, and how to be written to no more
	Form    Kind = "form"   // of pages: a form to be filled in where it stands
	Quote   Kind = "quote"  // what somebody said
	FAQ     Kind = "faq"    // questions with their answers
	CTA     Kind = "cta"    // of pages: a call to action that stands there
	Video   Kind = "video"  // a link to one: nothing of another site is loaded before it is asked for
	Scores  Kind = "scores" // of messages: the scores of a survey, each to be clicked
	Voices  Kind = "voices" // of pages: what customers say in public, as it is at the time
)

// Block is a piece. Which members count depends on its kind.
type Block struct {
	Kind    Kind      `json:"kind"`
	Text    Label     `json:"text,omitzero"`    // of headings, texts, buttons, quotes, videos and HTML
	URL     string    `json:"url,omitempty"`    // where a button, an image or a video leads
	Source  string    `json:"source,omitempty"` // of an image or a video: where the picture is fetched
	Alt     Label     `json:"alt,omitzero"`     // of an image: what is read where it is not seen
	Level   int       `json:"level,omitempty"`  // of a heading: 1 to 3
	Align   string    `json:"align,omitempty"`  // left, center or right
	Size    int       `json:"size,omitempty"`   // of a spacer its height, of an image its width; pixels
	Product string    `json:"product,omitempty"`
	Columns [][]Block `json:"columns,omitempty"`
	Form    string    `json:"form,omitempty"`  // of a form: its key
	CTA     string    `json:"cta,omitempty"`   // of a call to action: its key
	By      Label     `json:"by,omitzero"`     // of a quote: who said it
	Items   []Item    `json:"items,omitempty"` // of questions
	Voices  *Chosen   `json:"voices,omitempty"`
}

// Chosen says which customers' words a block shows; Product of the block names that of Bought.
type Chosen struct {
	Which   Which    `json:"which" enum:",house,product,chosen"`
	Reviews []string `json:"reviews,omitempty"` // of Picked: their ids, in the order they are shown
	Most    int      `json:"most,omitempty"`    // how many are shown; 0: UsualVoices
	Plain   bool     `json:"plain,omitempty"`   // without their stars
}

// Which customers' words.
type Which string

// Whose words a block shows.
const (
	Everything Which = ""        // the last of all
	House      Which = "house"   // the last of the house itself
	Bought     Which = "product" // the last of one product
	Picked     Which = "chosen"  // those chosen by hand
)

// How many words of customers a block shows.
const (
	UsualVoices = 3
	MostVoices  = 24
)

// Limit is how many it shows at most.
func (c *Chosen) Limit() int {
	if c.Most == 0 {
		return UsualVoices
	}
	return c.Most
}

// Item is a question with its answer.
type Item struct {
	Question Label `json:"question"`
	Answer   Label `json:"answer"` // markup, as of a text
}

// Product is what a block shows of one.
type Product struct {
	Name  Label
	Price Label // as people read it, with its currency
	Image string
	Alt   string // what the picture shows; empty: it stands for the name
	URL   string
}

// Says is what the picture of a product says to who does not see it.
func (p *Product) Says() Label {
	if p.Alt != "" {
		return Label{Vi: p.Alt, En: p.Alt}
	}
	return p.Name
}

// Bounds of a block.
const (
	widest    = 1200 // pixels
	mostItems = 50
)

// What is wrong with a block.
var (
	errKind    = phrase.Errorf("there is no such block here; choose one of the kinds on offer")
	errAlign   = phrase.Errorf("a block stands left, center or right")
	errSize    = phrase.Errorf("a size is between 0 and %d pixels, a heading's level between 1 and 3", widest)
	errColumns = phrase.Errorf("there are two or three columns, and none within columns")
	errAddress = phrase.Errorf("an address in a block has at most 2,000 characters, on one line")
	errItems   = phrase.Errorf("a block has at most %d questions", mostItems)
	errVoices  = phrase.Errorf("choose whose words a block shows, at most %d of them", MostVoices)
)

// Check says what is wrong with the form of blocks of which only some kinds are offered, and how many there are.
func Check(blocks []Block, kinds []Kind) (count int, err error) {
	err = Walk(blocks, func(b *Block, depth int) error {
		count++
		if !slices.Contains(kinds, b.Kind) {
			return errKind
		}
		return b.check(depth)
	})
	return count, err
}

func (b *Block) check(depth int) error {
	columns := len(b.Columns)
	switch {
	case !slices.Contains([]string{"", "left", "center", "right"}, b.Align):
		return errAlign
	case b.Size < 0 || b.Size > widest || b.Level < 0 || b.Level > 3:
		return errSize
	case b.Kind == Columns && (depth > 0 || columns < 2 || columns > 3) || b.Kind != Columns && columns > 0:
		return errColumns
	case len(b.Items) > mostItems:
		return errItems
	}
	addresses := []string{b.URL, b.Source, b.Product, b.Form, b.CTA}
	if v := b.Voices; v != nil {
		if !slices.Contains([]Which{Everything, House, Bought, Picked}, v.Which) || v.Most < 0 || v.Most > MostVoices || len(v.Reviews) > MostVoices {
			return errVoices
		}
		addresses = append(addresses, v.Reviews...)
	}
	for _, a := range addresses {
		if len(a) > 2000 || strings.ContainsFunc(a, func(r rune) bool { return r < ' ' }) {
			return errAddress
		}
	}
	return nil
}

// Walk visits blocks in the order they are read, with those within columns. It ends with the first error.
func Walk(blocks []Block, do func(b *Block, depth int) error) error { return walk(blocks, 0, do) }

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

// Texts visits everything that blocks say.
func Texts(blocks []Block, do func(*Label) error) error {
	return Walk(blocks, func(b *Block, _ int) error {
		said := []*Label{&b.Text, &b.Alt, &b.By}
		for i := range b.Items {
			said = append(said, &b.Items[i].Question, &b.Items[i].Answer)
		}
		for _, l := range said {
			if err := do(l); err != nil {
				return err
			}
		}
		return nil
	})
}

// Products are the keys of the products that blocks show.
func Products(blocks []Block) (keys []string) {
	return named(blocks, Goods, func(b *Block) string { return b.Product })
}

// Forms are the keys of the forms that blocks hold.
func Forms(blocks []Block) (keys []string) {
	return named(blocks, Form, func(b *Block) string { return b.Form })
}

// CTAs are the keys of the calls to action that stand in blocks.
func CTAs(blocks []Block) (keys []string) {
	return named(blocks, CTA, func(b *Block) string { return b.CTA })
}

func named(blocks []Block, kind Kind, key func(*Block) string) (keys []string) {
	_ = Walk(blocks, func(b *Block, _ int) error {
		if k := key(b); b.Kind == kind && k != "" && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
		return nil
	})
	return keys
}

// In gives a label in a language, or in the other where that one is empty.
func In(l Label, language string) string {
	if language == "en" && l.En != "" || l.Vi == "" {
		return l.En
	}
	return l.Vi
}
