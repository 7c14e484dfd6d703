// Package share is what customers who speak for the company are given to share: a link with their own code, a picture, and
// ready words for each channel.
package share

import (
	"net/url"
	"regexp"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// SharedEvent is the event of somebody sharing: it makes a promoter of a customer, so it is only told of a real act of theirs.
const SharedEvent = "Shared"

// Label is a text in both languages.
type Label = record.Label

// In is a text in a language, in the other one where it is missing.
func In(l Label, language string) string {
	if language == "en" && l.En != "" || l.Vi == "" {
		return l.En
	}
	return l.Vi
}

// Channel is by what a kit is shared.
type Channel string

// The channels, as they are offered. Link is whatever else: the link is copied, or the telephone's own way to share is used.
const (
	Zalo     Channel = "zalo"
	Facebook Channel = "facebook"
	SMS      Channel = "sms"
	Email    Channel = "email"
	Link     Channel = "link"
)

// Channels are all there are, in the order they are offered.
var Channels = []Channel{Zalo, Facebook, SMS, Email, Link}

// ParseChannel reads a channel's name; ok is false for what is none.
func ParseChannel(s string) (Channel, bool) {
	for _, c := range Channels {
		if string(c) == s {
			return c, true
		}
	}
	return "", false
}

// Content is what a kit says.
type Content struct {
	Title   Label             `json:"title" doc:"what friends read first"`
	About   Label             `json:"about" doc:"what they read below, and in the preview of the link"`
	Picture string            `json:"picture,omitempty" maxLength:"500" doc:"an address, or the path of a picture of this house"`
	Target  string            `json:"target" maxLength:"1000" doc:"where friends go on to: an address, or a path of this house such as /shop/"`
	Button  Label             `json:"button" doc:"what the button there says; empty: See more"`
	Texts   map[Channel]Label `json:"texts" doc:"ready words by channel; of a channel without, those of link"`
}

// Kit is one of them. Who got its link shares what it says now.
type Kit struct {
	ID        int64
	Name      string
	Content   Content
	Open      bool // it can be shared
	Edition   int64
	UpdatedAt int64 // microseconds
}

// longestText bounds a text, in runes.
const longestText = 2000

var onlyPath = regexp.MustCompile(`^/[^/\\]|^/$`)

// Check says what is wrong with a kit; nil for one that can be kept.
func (k *Kit) Check() error {
	c := &k.Content
	switch {
	case k.Name == "" || len([]rune(k.Name)) > 100:
		return phrase.Errorf("give the share kit a name of at most 100 characters")
	case c.Title == Label{}:
		return phrase.Errorf("write the title that friends read first")
	case !reachable(c.Target):
		return phrase.Errorf("say where friends go on to: an address that begins with https://, or a path such as /shop/")
	case c.Picture != "" && !reachable(c.Picture):
		return phrase.Errorf("the picture needs an address that begins with https://, or the path of a picture of this house")
	}
	for channel, text := range c.Texts {
		if _, ok := ParseChannel(string(channel)); !ok {
			return phrase.Errorf("%q is no channel to share by; write zalo, facebook, sms, email or link", string(channel))
		}
		if max(len([]rune(text.Vi)), len([]rune(text.En))) > longestText {
			return phrase.Errorf("the words for %s are longer than %d characters", string(channel), longestText)
		}
	}
	return nil
}

func reachable(address string) bool {
	if onlyPath.MatchString(address) {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// Text is what somebody passes on by a channel, with the link; by SMS marks stay, as the telephone sends them.
func (k *Kit) Text(c Channel, language, link string) string {
	text, ok := k.Content.Texts[c]
	if !ok || text == (Label{}) {
		text = k.Content.Texts[Link]
	}
	said := In(text, language)
	if said == "" {
		said = In(k.Content.Title, language)
	}
	return strings.TrimSpace(said) + " " + link
}

// Marked is an address with by whom and by what somebody came: as referral reads ref, and the wheel reads utm_source. kit is
// the kit's id as it is shown; an empty code is left out.
func Marked(address, code, kit string, c Channel) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	for key, value := range map[string]string{"ref": code, "utm_source": string(c), "utm_medium": "share", "utm_campaign": kit} {
		if value != "" {
			q.Set(key, value)
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// Way is the address that opens a channel's own way of sending; empty where the words are copied instead.
func Way(c Channel, subject, text, link string) string {
	switch c {
	case Facebook:
		return "https://www.facebook.com/sharer/sharer.php?u=" + url.QueryEscape(link)
	case SMS:
		return "sms:?&body=" + escaped(text)
	case Email:
		return "mailto:?subject=" + escaped(subject) + "&body=" + escaped(text)
	case Zalo:
		return "https://chat.zalo.me/"
	}
	return ""
}

// escaped writes a space as %20: programs for letters and texts show a plus.
func escaped(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
