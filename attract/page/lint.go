package page

import (
	"strings"

	"banhda/hub/block"
	"banhda/phrase"
)

// Problem is something that could be better about a page, in one of its languages.
type Problem struct {
	Language string
	Block    int // which one, from 1; 0: the page as a whole
	Weight   Weight
	Told     *phrase.Sentence
}

// Weight is how much a problem matters.
type Weight string

// How much problems matter.
const (
	Note    Weight = "note"    // it could be better
	Warning Weight = "warning" // visitors miss something: who publishes is told before
	Refused Weight = "refused" // it cannot be published so
)

// Around is what a page leads to, as visitors find it now. What is nil is not looked at.
type Around struct {
	Form, CTA func(key string) bool     // whether visitors are shown it
	Dead      func(address string) bool // whether an address is of the site and leads to nothing they see
}

// What search engines show of a page, in characters: more is cut off.
const (
	shownTitle       = 60
	shownDescription = 160
	leastDescription = 50
)

// Lint says what could be better, in each language the page stands in.
func (c *Content) Lint(around Around) (list []Problem) {
	l := &linter{Content: c, around: around}
	for _, language := range c.Languages() {
		l.language = language
		l.body()
		l.found()
		l.headings()
		l.blocks()
	}
	return l.list
}

type linter struct {
	*Content
	around   Around
	language string
	list     []Problem
}

func (l *linter) add(block int, weight Weight, told *phrase.Sentence) {
	l.list = append(l.list, Problem{l.language, block, weight, told})
}

// body looks whether there is anything below the title, and anything in this language.
func (l *linter) body() {
	here, elsewhere, shown := false, false, false
	_ = block.Walk(l.Blocks, func(b *block.Block, _ int) error {
		switch b.Kind {
		case block.Divider, block.Spacer, block.Columns:
		case block.Form, block.CTA, block.Goods, block.Voices:
			shown = true
		case block.Image, block.Video:
			shown = shown || b.Source != "" || b.URL != ""
		}
		return nil
	})
	_ = block.Texts(l.Blocks, func(text *Label) error {
		here = here || strings.TrimSpace(own(*text, l.language)) != ""
		elsewhere = elsewhere || strings.TrimSpace(text.Vi+text.En) != ""
		return nil
	})
	switch {
	case !elsewhere && !shown:
		l.add(0, Warning, phrase.Sentencef("there is nothing below the title: visitors find an empty page"))
	case elsewhere && !here:
		l.add(0, Warning, phrase.Sentencef("only the title is in this language: visitors read the rest in the other one"))
	}
}

// found looks at what search engines show.
func (l *linter) found() {
	title, description := block.In(l.Title, l.language), own(l.Description, l.language)
	if n := len([]rune(title)); n > shownTitle {
		l.add(0, Note, phrase.Sentencef("the title has %d characters; search engines cut it off after about %d", n, shownTitle))
	}
	switch n := len([]rune(description)); {
	case n == 0:
		l.add(0, Warning, phrase.Sentencef("there is no description: search engines choose a piece of the page themselves"))
	case n > shownDescription:
		l.add(0, Note, phrase.Sentencef("the description has %d characters; search engines cut it off after about %d", n, shownDescription))
	case n < leastDescription:
		l.add(0, Note, phrase.Sentencef("the description is short; one or two sentences say more"))
	}
	if l.Hidden {
		l.add(0, Note, phrase.Sentencef("search engines are asked to leave this page out"))
	}
}

// own is what a label says in a language itself.
func own(l Label, language string) string {
	if language == "en" {
		return l.En
	}
	return l.Vi
}

// headings looks for levels that are left out: who listens to a page finds their way by them.
func (l *linter) headings() {
	before, first := 1, 0
	for i, b := range l.Blocks {
		if b.Kind != block.Heading {
			continue
		}
		level := max(b.Level, 1)
		if level == 1 {
			if first++; first == 2 {
				l.add(i+1, Note, phrase.Sentencef("there are two large headings; a page has one, the others are smaller"))
			}
		}
		if level > before+1 {
			l.add(i+1, Note, phrase.Sentencef("a middle heading is left out before this small one"))
		}
		before = level
	}
}

// blocks looks at each for what it lacks, and where it leads.
func (l *linter) blocks() {
	for i := range l.Blocks {
		_ = block.Walk(l.Blocks[i:i+1], func(b *block.Block, _ int) error {
			weight, told := Warning, l.lacks(b)
			if b.Kind == block.Form && b.Form != "" {
				weight = Refused
			}
			if told != nil {
				l.add(i+1, weight, told)
			}
			for _, address := range l.leads(b) {
				if l.around.Dead != nil && l.around.Dead(address) {
					l.add(i+1, Warning, phrase.Sentencef("%s leads to no page that visitors see", address))
				}
			}
			return nil
		})
	}
}

// lacks is what a block has not been told yet, or what it needs and visitors are not shown; nil: nothing.
func (l *linter) lacks(b *block.Block) *phrase.Sentence {
	hidden := func(shown func(string) bool, key string) bool { return shown != nil && !shown(key) }
	switch {
	case b.Kind == block.Image && strings.TrimSpace(own(b.Alt, l.language)) == "":
		return phrase.Sentencef("say in words what the picture shows: many see no pictures")
	case b.Kind == block.Button && b.URL == "":
		return phrase.Sentencef("the button leads nowhere")
	case b.Kind == block.Form && b.Form == "":
		return phrase.Sentencef("choose which form stands here")
	case b.Kind == block.Form && hidden(l.around.Form, b.Form):
		return phrase.Sentencef("the form %s is not published; publish it first", b.Form)
	case b.Kind == block.CTA && b.CTA == "":
		return phrase.Sentencef("choose which call to action stands here")
	case b.Kind == block.CTA && hidden(l.around.CTA, b.CTA):
		return phrase.Sentencef("the call to action %s is not published, so nothing stands here", b.CTA)
	case b.Kind == block.Voices && unchosen(b):
		return phrase.Sentencef("choose whose words stand here; until then nothing does")
	}
	return nil
}

// leads are the addresses a block leads to, in this language.
func (l *linter) leads(b *block.Block) (list []string) {
	if b.URL != "" && (b.Kind == block.Button || b.Kind == block.Image) {
		list = append(list, b.URL)
	}
	switch b.Kind {
	case block.Text:
		list = append(list, block.Addresses(block.In(b.Text, l.language))...)
	case block.FAQ:
		for _, item := range b.Items {
			list = append(list, block.Addresses(block.In(item.Answer, l.language))...)
		}
	}
	return list
}

// unchosen reports whether a block asks for the words of customers, and does not say which.
func unchosen(b *block.Block) bool {
	v := b.Voices
	return v != nil && (v.Which == block.Bought && b.Product == "" || v.Which == block.Picked && len(v.Reviews) == 0)
}
