// Package chat is how visitors of a company's pages talk with it: how the widget looks, on which pages it may be, who a
// visitor is, and what they may send. It is pure. What is said itself is a conversation (hub/conversation).
package chat

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/record"
	"banhda/phrase"
)

// Settings are how the widget is, on all pages.
type Settings struct {
	On        bool         `json:"on" doc:"visitors can write"`
	Color     string       `json:"color" doc:"such as #0b6e63; what is written on it is white or black, whichever is read better"`
	Side      string       `json:"side" enum:"right,left" doc:"of the page where the button is"`
	Title     record.Label `json:"title" doc:"what the window is called; empty: the company's name"`
	Greeting  record.Label `json:"greeting" doc:"what is said first"`
	Away      record.Label `json:"away" doc:"what is said outside working hours"`
	Faces     bool         `json:"faces" doc:"who answers is shown with their initials"`
	Hours     bool         `json:"hours" doc:"outside working hours an address is asked for, at which to answer"`
	Domains   []string     `json:"domains" maxItems:"50" doc:"sites whose pages may show it, such as shop.example.com; *.example.com: all below; none: any"`
	MailAfter int          `json:"mail_after" minimum:"0" maximum:"1440" doc:"minutes after which an answer that was not seen goes by e-mail; 0: never"`
}

// Usual are the settings of a house that has set none.
var Usual = Settings{
	On: true, Color: "#0b6e63", Side: "right", Faces: true, Hours: true, Domains: []string{}, MailAfter: 5,
	Greeting: record.Label{Vi: "Xin chào! Bạn cần chúng tôi giúp gì?", En: "Hello! What can we help you with?"},
	Away:     record.Label{Vi: "Hiện chúng tôi không có mặt. Bạn hãy để lại lời nhắn cùng e-mail hoặc số điện thoại, chúng tôi sẽ trả lời.", En: "We are not here just now. Leave us a message with your e-mail or phone, and we will answer you."},
}

// The most letters of what the widget says, and of what a visitor says at once; the most bytes of a file they send.
const (
	mostSaid  = 500
	MostText  = 4000
	MostBytes = 10_000_000
	MostFiles = 5
)

var (
	color  = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	domain = regexp.MustCompile(`^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)
)

// Check says what is wrong with settings, and brings them into one form.
func (s *Settings) Check() error {
	if s.Color = strings.ToLower(strings.TrimSpace(s.Color)); !color.MatchString(s.Color) {
		return phrase.Errorf("%q is no colour; write one such as #0b6e63", s.Color)
	}
	if s.Side != "left" && s.Side != "right" {
		return phrase.Errorf("the button is on the left or on the right")
	}
	for _, l := range []*record.Label{&s.Title, &s.Greeting, &s.Away} {
		l.Vi, l.En = strings.TrimSpace(norm.NFC.String(l.Vi)), strings.TrimSpace(norm.NFC.String(l.En))
		if len([]rune(l.Vi)) > mostSaid || len([]rune(l.En)) > mostSaid {
			return phrase.Errorf("what the widget says has at most %d letters", mostSaid)
		}
	}
	for i := range s.Domains {
		s.Domains[i] = site(s.Domains[i])
		if !domain.MatchString(s.Domains[i]) {
			return phrase.Errorf("%q is no site; write its name, such as shop.example.com", s.Domains[i])
		}
	}
	slices.Sort(s.Domains)
	s.Domains = append([]string{}, slices.Compact(s.Domains)...)
	return nil
}

// site is the name of a site, however it was written down.
func site(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if u, err := url.Parse(s); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return strings.TrimSuffix(s, "/")
}

// Allows reports whether a page may show the widget, by its origin as browsers send it. Our own pages may; so may a
// program, which sends none and could send any.
func (s *Settings) Allows(origin, own string) bool {
	if origin == "" || origin == own || len(s.Domains) == 0 {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil || u.Hostname() == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(s.Domains, func(d string) bool {
		below, all := strings.CutPrefix(d, "*")
		return d == host || all && strings.HasSuffix(host, below)
	})
}

// Ink is what is read best on the colour of the widget (WCAG 2.2, relative luminance).
func (s *Settings) Ink() string {
	if luminance(s.Color) > 0.179 {
		return "#000000"
	}
	return "#ffffff"
}
