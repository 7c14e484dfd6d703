package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/block"
	"banhda/phrase"
)

// Bounds of a page.
const (
	mostBlocks   = 200
	longestText  = 20_000  // runes of one text
	longestAll   = 300_000 // bytes of all
	longestTitle = 200     // runes
	mostTags     = 20
)

var (
	keyForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,79}$`)
	colorForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// reserved are what addresses of the house itself begin with, and what is no page.
var reserved = []string{Blog, "en", "vi", "preview", "sitemap", "robots", "favicon", "shop", "chat", "in", "zalo", "pay", "v1"}

// Reserved reports whether an address of the site is no page's.
func Reserved(key string) bool { return slices.Contains(reserved, key) }

// What is wrong with a page.
var (
	errKey       = phrase.Errorf("a page's address is of small letters, digits and -, such as bang-gia")
	errReserved  = phrase.Errorf("this address is used by the site itself; choose another")
	errName      = phrase.Errorf("give the page a name")
	errKind      = phrase.Errorf("it is a page or a post")
	errLong      = phrase.Errorf("a text of a page has at most %d characters, a title %d", longestText, longestTitle)
	errLarge     = phrase.Errorf("a page has at most %d blocks and %d kB", mostBlocks, longestAll/1000)
	errTags      = phrase.Errorf("a post has at most %d tags of at most 40 letters, digits, spaces and -", mostTags)
	errCanonical = phrase.Errorf("where the same page is elsewhere is a whole address, such as https://example.com/page")
	errTimes     = phrase.Errorf("a page is hidden after it is published, not before")
	errTitle     = phrase.Errorf("give the page a title in Vietnamese or in English")
	errEmpty     = phrase.Errorf("there is nothing on the page yet; add a block")
)

// Check says what is wrong with a page as a draft.
func (p *Page) Check() error {
	switch {
	case !keyForm.MatchString(p.Key):
		return errKey
	case Reserved(p.Key):
		return errReserved
	case strings.TrimSpace(p.Name) == "":
		return errName
	case p.Kind != Plain && p.Kind != Post:
		return errKind
	case p.HideAt != 0 && p.HideAt <= p.PublishAt:
		return errTimes
	}
	return p.Draft.Check()
}

// Ready says why a draft cannot be published yet.
func (c *Content) Ready() error {
	switch {
	case len(c.Languages()) == 0:
		return errTitle
	case len(c.Blocks) == 0:
		return errEmpty
	}
	return c.Check()
}

// Check says what is wrong with a content.
func (c *Content) Check() error {
	all := 0
	err := c.each(func(l *Label) error {
		all += len(l.Vi) + len(l.En)
		return short(l, longestText)
	})
	if err == nil {
		err = short(&c.Title, longestTitle)
	}
	if err != nil {
		return err
	}
	count, err := block.Check(c.Blocks, Kinds)
	switch {
	case err != nil:
		return err
	case count > mostBlocks || all > longestAll:
		return errLarge
	case c.Canonical != "" && !wholeAddress(c.Canonical):
		return errCanonical
	}
	return checkTags(c.Tags)
}

func short(l *Label, longest int) error {
	if len([]rune(l.Vi)) > longest || len([]rune(l.En)) > longest {
		return errLong
	}
	return nil
}

var tagForm = regexp.MustCompile(`^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} -]{0,39}$`)

func checkTags(tags []string) error {
	if len(tags) > mostTags || slices.ContainsFunc(tags, func(t string) bool { return !tagForm.MatchString(t) }) {
		return errTags
	}
	return nil
}

func wholeAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(text) <= 2000
}

// each visits all texts.
func (c *Content) each(do func(*Label) error) error {
	for _, l := range []*Label{&c.Title, &c.Description} {
		if err := do(l); err != nil {
			return err
		}
	}
	return block.Texts(c.Blocks, do)
}

// Clean brings texts into their one form, and lists where there were none.
func (c *Content) Clean() {
	_ = c.each(func(l *Label) error {
		l.Vi, l.En = clean(l.Vi), clean(l.En)
		return nil
	})
	for _, l := range []*Label{&c.Title, &c.Description} {
		l.Vi, l.En = oneLine(l.Vi), oneLine(l.En)
	}
	if c.Blocks == nil {
		c.Blocks = []block.Block{}
	}
	tags := []string{}
	for _, t := range c.Tags {
		if t = oneLine(clean(t)); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	c.Tags, c.Canonical, c.Picture = tags, strings.TrimSpace(c.Canonical), strings.TrimSpace(c.Picture)
}

// clean is a text in NFC, without control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
