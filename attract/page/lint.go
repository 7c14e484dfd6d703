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
	Told     *phrase.Sentence
}

// What search engines show of a page, in characters: more is cut off.
const (
	shownTitle       = 60
	shownDescription = 160
	leastDescription = 50
)

// Lint says what could be better, in each language the page stands in.
func (c *Content) Lint() (list []Problem) {
	l := &linter{Content: c}
	for _, language := range c.Languages() {
		l.language = language
		l.found()
		l.headings()
		l.pictures()
	}
	return l.list
}

type linter struct {
	*Content
	language string
	list     []Problem
}

func (l *linter) add(block int, told *phrase.Sentence) {
	l.list = append(l.list, Problem{l.language, block, told})
}

// found looks at what search engines show.
func (l *linter) found() {
	title, description := block.In(l.Title, l.language), own(l.Description, l.language)
	if n := len([]rune(title)); n > shownTitle {
		l.add(0, phrase.Sentencef("the title has %d characters; search engines cut it off after about %d", n, shownTitle))
	}
	switch n := len([]rune(description)); {
	case n == 0:
		l.add(0, phrase.Sentencef("there is no description: search engines choose a piece of the page themselves"))
	case n > shownDescription:
		l.add(0, phrase.Sentencef("the description has %d characters; search engines cut it off after about %d", n, shownDescription))
	case n < leastDescription:
		l.add(0, phrase.Sentencef("the description is short; one or two sentences say more"))
	}
	if l.Hidden {
		l.add(0, phrase.Sentencef("search engines are asked to leave this page out"))
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
				l.add(i+1, phrase.Sentencef("there are two large headings; a page has one, the others are smaller"))
			}
		}
		if level > before+1 {
			l.add(i+1, phrase.Sentencef("a middle heading is left out before this small one"))
		}
		before = level
	}
}

func (l *linter) pictures() {
	for i := range l.Blocks {
		_ = block.Walk(l.Blocks[i:i+1], func(b *block.Block, _ int) error {
			switch {
			case b.Kind == block.Image && strings.TrimSpace(own(b.Alt, l.language)) == "":
				l.add(i+1, phrase.Sentencef("say in words what the picture shows: many see no pictures"))
			case b.Kind == block.Button && b.URL == "":
				l.add(i+1, phrase.Sentencef("the button leads nowhere"))
			case b.Kind == block.Form && b.Form == "":
				l.add(i+1, phrase.Sentencef("choose which form stands here"))
			case b.Kind == block.CTA && b.CTA == "":
				l.add(i+1, phrase.Sentencef("choose which call to action stands here"))
			case b.Kind == block.Voices && unchosen(b):
				l.add(i+1, phrase.Sentencef("choose whose words stand here; until then nothing does"))
			}
			return nil
		})
	}
}

// unchosen reports whether a block asks for the words of customers, and does not say which.
func unchosen(b *block.Block) bool {
	v := b.Voices
	return v != nil && (v.Which == block.Bought && b.Product == "" || v.Which == block.Picked && len(v.Reviews) == 0)
}
