// Package appointment is a meeting with a customer: the pages on which it is booked, when somebody is free for it, what
// becomes of it, and what whoever holds it should know before. It is pure: instants and what is known are passed in.
package appointment

import (
	"regexp"
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// Mode is who of a page's hosts meets the customer.
type Mode string

// The modes.
const (
	InTurn   Mode = "in_turn"  // one of them: who has least booked
	Together Mode = "together" // all of them
)

// Question is something a page asks besides who somebody is.
type Question struct {
	Key      string       `json:"key"`
	Label    record.Label `json:"label"`
	Required bool         `json:"required"`
	Long     bool         `json:"long"`
}

// Page is what customers book: one kind of meeting, with whom, and when.
type Page struct {
	ID        int64        `json:"-"`
	Key       string       `json:"key"` // in its address
	Active    bool         `json:"active"`
	Name      record.Label `json:"name"`
	Text      record.Label `json:"text"`
	Place     string       `json:"place"` // where it is held: an address, a link, or that we call
	Mode      Mode         `json:"mode"`
	Hosts     []int64      `json:"-"`
	Length    int          `json:"length" minimum:"5" maximum:"480" doc:"minutes"`
	Step      int          `json:"step" minimum:"5" maximum:"480" doc:"minutes from one possible start to the next"`
	Before    int          `json:"before" minimum:"0" maximum:"240" doc:"minutes the host keeps free before it"`
	After     int          `json:"after" minimum:"0" maximum:"240" doc:"minutes the host keeps free after it"`
	Notice    int          `json:"notice" minimum:"0" maximum:"43200" doc:"minutes from booking to the meeting, at least"`
	Horizon   int          `json:"horizon" minimum:"1" maximum:"365" doc:"days ahead that can be booked"`
	PerDay    int          `json:"per_day" minimum:"0" maximum:"100" doc:"how many a host has on one day at most; 0: any number"`
	Phone     bool         `json:"phone" doc:"a phone number has to be given"`
	Questions []Question   `json:"questions" maxItems:"20"`
	Edition   int64        `json:"-"`
}

// Most hosts of one page.
const mostHosts = 50

var keys = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$`)

// Clean brings a page into the form that is kept.
func (p *Page) Clean() {
	p.Key, p.Place = strings.ToLower(strings.TrimSpace(p.Key)), strings.TrimSpace(p.Place)
	p.Name = record.Label{Vi: strings.TrimSpace(p.Name.Vi), En: strings.TrimSpace(p.Name.En)}
	slices.Sort(p.Hosts)
	p.Hosts = slices.Compact(p.Hosts)
}

// Check says what is wrong with a page.
func (p *Page) Check() error {
	asked := map[string]bool{}
	for _, q := range p.Questions {
		if !keys.MatchString(q.Key) || asked[q.Key] || q.Label.Vi == "" && q.Label.En == "" {
			return phrase.Errorf("each question needs words, and a key of its own in small letters, digits and hyphens")
		}
		asked[q.Key] = true
	}
	switch {
	case !keys.MatchString(p.Key):
		return phrase.Errorf("the address of a booking page is small letters, digits and hyphens, such as tu-van")
	case p.Name.Vi == "" && p.Name.En == "":
		return phrase.Errorf("give the booking page a name")
	case len(p.Hosts) == 0 || len(p.Hosts) > mostHosts:
		return phrase.Errorf("a booking page has 1 to %d hosts", mostHosts)
	case p.Mode != InTurn && p.Mode != Together:
		return phrase.Errorf("%q is no way to meet; those are in_turn, together", string(p.Mode))
	case p.Length < 5 || p.Length > 480 || p.Step < 5 || p.Step > 480:
		return phrase.Errorf("a meeting lasts 5 to 480 minutes, and begins every 5 to 480")
	case p.Before < 0 || p.Before > 240 || p.After < 0 || p.After > 240 || p.Notice < 0 || p.Horizon < 1 || p.Horizon > 365 || p.PerDay < 0:
		return phrase.Errorf("what is kept free is 0 to 240 minutes, and what can be booked lies 1 to 365 days ahead")
	}
	return nil
}

// Said is what a page is called in a language; the other one where it has no name in that.
func Said(language string, l record.Label) string {
	if language == "en" && l.En != "" || l.Vi == "" {
		return l.En
	}
	return l.Vi
}

// longestAnswer is how many letters an answer may have.
const longestAnswer = 2000

// Answers takes of what was sent what the page asks; its error names the first question that is not answered.
func (p *Page) Answers(said func(key string) string, language string) (map[string]string, error) {
	answers := map[string]string{}
	for _, q := range p.Questions {
		text := []rune(strings.TrimSpace(said(q.Key)))
		if len(text) == 0 && q.Required {
			return answers, phrase.Errorf("please answer: %s", Said(language, q.Label))
		}
		if len(text) > 0 {
			answers[q.Key] = string(text[:min(len(text), longestAnswer)])
		}
	}
	return answers, nil
}
