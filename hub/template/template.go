// Package template is what is written to people: versions of words in Vietnamese and English, with places that are filled
// for each of them. A template is compiled once and rendered for many.
//
// Its language is Liquid. What a place is filled with is escaped; a template reads nothing but what it is handed, and what it
// may write and go round is bounded, so that nobody's template stops the house.
package template

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/block"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/phrase"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Channel is the way a template's messages go.
type Channel string

// The channels.
const (
	Email Channel = "email"
	SMS   Channel = "sms"
	Zalo  Channel = "zalo"
	Web   Channel = "web"
)

// Channels are all there are.
var Channels = []Channel{Email, SMS, Zalo, Web}

// Template is one message that is written to many, under a key by which campaigns and workflows name it.
type Template struct {
	ID        int64
	Key       string
	Channel   Channel
	Name      string
	Class     consent.Class
	Purpose   string  // a purpose's key
	Draft     Content // what is being written
	Edition   int64   // of the draft: one more with each change
	Published int64   // the number of the version that is sent; 0: none yet
	Archived  bool
	UpdatedAt int64 // microseconds
}

// Version is a template's content as it was published. It never changes: messages name theirs.
type Version struct {
	ID       int64
	Template int64
	Number   int64 // 1, 2, …
	Channel  Channel
	Class    consent.Class
	Purpose  string
	Content  Content
	At       int64 // microseconds
	Act      int64

	// Products are those its blocks show, by key, as they are when it is compiled.
	Products map[string]Product
}

// Content is what a message says.
type Content struct {
	Subject     Label        `json:"subject"`         // of an e-mail
	Preheader   Label        `json:"preheader"`       // what a mailbox shows beside the subject
	Blocks      []Block      `json:"blocks"`          // of an e-mail
	Body        Label        `json:"body"`            // of any other channel
	Plain       bool         `json:"plain,omitempty"` // of an SMS: without the marks of Vietnamese letters
	Attachments []Attachment `json:"attachments"`
	Zalo        *ZaloContent `json:"zalo,omitempty"` // of a message by Zalo
	UTM         UTM          `json:"utm"`
	Sender      string       `json:"sender"` // a sender's key; empty: the house's first
}

// Attachment is a file of the house that goes along.
type Attachment struct {
	File string `json:"file"` // its id, as it is shown outside
	Name string `json:"name"`
	Type string `json:"type"`
	Size int64  `json:"size"` // bytes
}

// UTM is what is added to links, for whoever counts visits. An empty source adds nothing.
type UTM struct {
	Source   string `json:"source"`
	Medium   string `json:"medium"`
	Campaign string `json:"campaign"` // empty: the campaign's key
}

// Bounds of a template.
const (
	mostBlocks     = 100
	longestText    = 20_000  // runes of one text
	longestAll     = 200_000 // bytes of all
	mostAttached   = 10
	largestAttach  = 5 << 20
	longestSubject = 500
)

// What is wrong with a template.
var (
	errKey     = phrase.Errorf("a template's key is of small letters, digits and -, such as welcome-1")
	errName    = phrase.Errorf("give the template a name")
	errChannel = phrase.Errorf("a template is for email, sms, zalo or web")
	errClass   = phrase.Errorf("a message is transactional, care or advertising")
	errLong    = phrase.Errorf("a text of a template has at most %d characters", longestText)
	errLarge   = phrase.Errorf("a template has at most %d blocks and %d kB", mostBlocks, longestAll/1000)
	errFiles   = phrase.Errorf("at most %d files of together %d MB go along", mostAttached, largestAttach>>20)
)

var keyForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

// Check says what is wrong with a template, apart from its words.
func (t *Template) Check() error {
	switch {
	case !keyForm.MatchString(t.Key):
		return errKey
	case strings.TrimSpace(t.Name) == "":
		return errName
	case !slices.Contains(Channels, t.Channel):
		return errChannel
	case !slices.Contains([]consent.Class{consent.Transactional, consent.Care, consent.Advertising}, t.Class):
		return errClass
	}
	return t.Draft.Check()
}

// Check says what is wrong with the form of a content. Whether its words can be sent is Lint's.
func (c *Content) Check() error {
	all := len(c.Zalo.all())
	err := c.each(func(l *Label) error {
		all += len(l.Vi) + len(l.En)
		if len([]rune(l.Vi)) > longestText || len([]rune(l.En)) > longestText {
			return errLong
		}
		return nil
	})
	if err != nil {
		return err
	}
	count, err := block.Check(c.Blocks, Kinds)
	if err == nil && (count > mostBlocks || all > longestAll) {
		err = errLarge
	}
	if err == nil {
		err = c.checkFiles()
	}
	return err
}

func (c *Content) checkFiles() error {
	var size int64
	for _, a := range c.Attachments {
		size += a.Size
	}
	if len(c.Attachments) > mostAttached || size > largestAttach {
		return errFiles
	}
	return nil
}

// Clean brings all texts to NFC, without control characters.
func (c *Content) Clean() {
	_ = c.each(func(l *Label) error {
		l.Vi, l.En = clean(l.Vi), clean(l.En)
		return nil
	})
	c.Zalo.clean()
}

func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// each visits all texts.
func (c *Content) each(do func(*Label) error) error {
	for _, l := range []*Label{&c.Subject, &c.Preheader, &c.Body} {
		if err := do(l); err != nil {
			return err
		}
	}
	return block.Texts(c.Blocks, do)
}

// In gives a label in a language, or in the other where that one is empty.
func In(l Label, language string) string { return block.In(l, language) }

// Same reports whether two contents say the same.
func (c *Content) Same(o *Content) bool {
	a, err := json.Marshal(c)
	b, err2 := json.Marshal(o)
	return err == nil && err2 == nil && bytes.Equal(a, b)
}
