package template

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"banhda/hub/block"
	"banhda/hub/consent"
	"banhda/phrase"
)

// Problem is something that is wrong with a message, or could be better.
type Problem struct {
	Severe bool // it must not be sent so
	Block  int  // which one, from 1; 0: the message as a whole
	Told   *phrase.Sentence
}

// Known tells which variables there are: person.name, workspace.phone, and so on.
type Known func(name string) bool

// clipped is how large a message may be until mailboxes cut it off.
const clipped = 102 << 10

// Lint says what is wrong with a version before it is sent. r is the message as it was rendered for somebody.
func (v *Version) Lint(known Known, r Rendered) (list []Problem) {
	l := &linter{Version: v, known: known, rendered: r}
	l.words()
	if v.Channel == Email {
		l.subject()
		l.law()
		l.size()
		l.blocks()
	} else if len(bytes.TrimSpace(r.Text)) == 0 {
		l.add(true, 0, phrase.Sentencef("the message is empty"))
	} else if v.Channel == SMS {
		l.phone()
	}
	return l.list
}

type linter struct {
	*Version
	known    Known
	rendered Rendered
	list     []Problem
	at       int // the block
}

func (l *linter) add(severe bool, block int, told *phrase.Sentence) {
	l.list = append(l.list, Problem{severe, block, told})
}

// words looks at variables: those nobody has, and those that leave a hole where somebody has none.
func (l *linter) words() {
	seen := map[string]bool{}
	look := func(block int, text string) {
		for _, u := range variables(text) {
			if seen[u.name] {
				continue
			}
			seen[u.name] = true
			switch {
			case !l.known(u.name):
				l.add(true, block, phrase.Sentencef("nobody has %s; choose a name from the list", u.name))
			case u.bare && (strings.HasPrefix(u.name, "person.") && u.name != "person.greeting" || strings.HasPrefix(u.name, "company.")): // most people are of no company
				l.add(false, block, phrase.Sentencef("who has no %s sees a hole; say what stands there then: {{ %s | default: \"…\" }}", u.name, u.name))
			}
		}
	}
	c := &l.Content
	look(0, c.Subject.Vi+c.Subject.En+c.Preheader.Vi+c.Preheader.En+c.Body.Vi+c.Body.En+c.Zalo.all())
	l.each(func(b *Block) {
		look(l.at, b.Text.Vi+b.Text.En+b.Alt.Vi+b.Alt.En+b.URL+b.Source)
	})
}

// each visits all blocks, with at being that of the outermost one.
func (l *linter) each(do func(*Block)) {
	for i := range l.Content.Blocks {
		l.at = i + 1
		_ = block.Walk(l.Content.Blocks[i:i+1], func(b *Block, _ int) error {
			do(b)
			return nil
		})
	}
}

var label = regexp.MustCompile(`(?i)^\s*\[(QC|AD)\]`)

func (l *linter) subject() {
	s := strings.TrimSpace(l.rendered.Subject)
	letters, capitals := 0, 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	switch {
	case s == "":
		l.add(true, 0, phrase.Sentencef("the message has no subject"))
	case letters > 7 && capitals*10 > letters*7:
		l.add(false, 0, phrase.Sentencef("a subject in capitals looks like spam"))
	case strings.Contains(s, "!!") || strings.Contains(s, "$$"):
		l.add(false, 0, phrase.Sentencef("%q in a subject looks like spam", s))
	}
	if l.Class == consent.Advertising && label.MatchString(s) {
		l.add(false, 0, phrase.Sentencef("leave [QC] to the house: it puts the label before every advertisement that needs it"))
	}
}

// law looks for what an advertisement has to say (Decree 91/2020, articles 15 and 19): who writes, and how to be written to no more.
func (l *linter) law() {
	if l.Class == consent.Transactional {
		return
	}
	footer := slices.ContainsFunc(l.Content.Blocks, func(b Block) bool { return b.Kind == Footer })
	names := l.Content.Variables()
	if !footer && !slices.Contains(names, "links.unsubscribe") {
		l.add(l.Class == consent.Advertising, 0, phrase.Sentencef("there is no way to be written to no more; add a footer"))
	}
	for _, need := range []string{"workspace.name", "workspace.address", "workspace.phone"} {
		if !footer && !slices.Contains(names, need) {
			l.add(l.Class == consent.Advertising, 0, phrase.Sentencef("the message does not say who writes, with address and phone; add a footer"))
			return
		}
	}
}

func (l *linter) size() {
	if len(l.rendered.HTML) > clipped {
		l.add(false, 0, phrase.Sentencef("the message has %d kB; mailboxes cut it off after %d", len(l.rendered.HTML)>>10, clipped>>10))
	}
	if len(bytes.TrimSpace(l.rendered.Text)) == 0 {
		l.add(true, 0, phrase.Sentencef("the message is empty"))
	}
	if words := len(bytes.Fields(l.rendered.Text)); words < 20 && bytes.Contains(l.rendered.HTML, []byte("<img")) {
		l.add(false, 0, phrase.Sentencef("a message of pictures with hardly a word looks like spam, and says nothing where pictures are not shown"))
	}
}

func (l *linter) blocks() {
	l.each(func(b *Block) {
		switch b.Kind {
		case Image:
			if b.Source == "" {
				l.add(true, l.at, phrase.Sentencef("the picture has no address"))
			}
			if In(b.Alt, "vi") == "" {
				l.add(false, l.at, phrase.Sentencef("say in words what the picture shows: many see no pictures"))
			}
		case Button:
			if b.URL == "" {
				l.add(true, l.at, phrase.Sentencef("the button leads nowhere"))
			}
		case Goods:
			if _, ok := l.Products[b.Product]; !ok {
				l.add(true, l.at, phrase.Sentencef("the product is gone; choose another"))
			}
		}
		l.addresses(b)
	})
}

func (l *linter) addresses(b *Block) {
	for _, a := range addressesIn(b) {
		switch {
		case strings.HasPrefix(a, "http://"):
			l.add(false, l.at, phrase.Sentencef("%s is not secure; write https://", a))
		case !strings.HasPrefix(a, "https://") && !strings.HasPrefix(a, "mailto:") && !strings.HasPrefix(a, "tel:") && !strings.HasPrefix(a, "{{") && !strings.HasPrefix(a, "{%"):
			l.add(true, l.at, phrase.Sentencef("%q leads nowhere; write an address such as https://example.com", a))
		}
	}
}

// addressesIn are those a block leads to or shows, as they are written.
func addressesIn(b *Block) (list []string) {
	for _, a := range []string{b.URL, b.Source} {
		if a != "" {
			list = append(list, strings.TrimSpace(a))
		}
	}
	if b.Kind == Text {
		for _, text := range []string{b.Text.Vi, b.Text.En} {
			list = append(list, block.Addresses(text)...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Addresses are those of other sites that a content leads to or shows and that are the same for everybody.
func (c *Content) Addresses() (list []string) {
	_ = block.Walk(c.Blocks, func(b *Block, _ int) error {
		for _, a := range addressesIn(b) {
			if (strings.HasPrefix(a, "https://") || strings.HasPrefix(a, "http://")) && !tokens.MatchString(a) {
				list = append(list, a)
			}
		}
		return nil
	})
	slices.Sort(list)
	return slices.Compact(list)
}
