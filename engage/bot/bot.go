// Package bot is a machine that answers visitors of the chat: from articles and products alone, with what it took the answer
// from and how sure it is. What it does not know it says, and hands over to a person with the whole talk. It is pure: what it
// may look up is passed in as a House.
package bot

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/article"
	"banhda/hub/record"
	"banhda/phrase"
)

// Settings are how the bot is.
type Settings struct {
	On   bool         `json:"on" doc:"it answers who begins to write in the chat"`
	Name record.Label `json:"name" doc:"what it calls itself; empty: an automatic assistant"`
	Sure float64      `json:"sure" minimum:"0.3" maximum:"0.95" doc:"how sure it has to be of an answer, from 0 to 1; below, it says that it does not know"`
	Page string       `json:"page" maxLength:"60" doc:"key of the booking page whose times it offers; empty: none"`
}

// Usual are the settings of a house that has set none: a machine speaks for a company once it is told to.
var Usual = Settings{Sure: article.Doubtful}

// longestName is how many letters the bot's name has at most.
const longestName = 60

// Check says what is wrong with settings, and brings them into one form.
func (s *Settings) Check() error {
	s.Name = record.Label{Vi: strings.TrimSpace(norm.NFC.String(s.Name.Vi)), En: strings.TrimSpace(norm.NFC.String(s.Name.En))}
	s.Page = strings.ToLower(strings.TrimSpace(s.Page))
	switch {
	case len([]rune(s.Name.Vi)) > longestName || len([]rune(s.Name.En)) > longestName:
		return phrase.Errorf("the bot's name has at most %d letters", longestName)
	case s.Sure < 0.3 || s.Sure > 0.95:
		return phrase.Errorf("how sure the bot has to be lies between 0.3 and 0.95")
	}
	return nil
}

// Outcome is what became of something a visitor said.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answered" // from an article, a product, an order or the calendar
	Unknown  Outcome = "unknown"  // it did not know
	Handed   Outcome = "handed"   // to a person
	Asked    Outcome = "asked"    // it asks something back: which time, where to answer
	Booked   Outcome = "booked"   // a meeting
	Talked   Outcome = "talked"   // a greeting, thanks
)

// Ask is what the bot waits for.
type Ask string

// What it may wait for.
const (
	ForNothing Ask = ""
	ForContact Ask = "contact" // where they can be answered
	ForTime    Ask = "time"    // of a meeting
	ForPerson  Ask = "person"  // whether they want one
)

// Reply is what the bot says. What is kept of it is what the next thing a visitor says is understood by.
type Reply struct {
	Parts   []Part            `json:"-"`
	Outcome Outcome           `json:"outcome"`
	Sources []Source          `json:"sources,omitempty"`
	Buttons []Button          `json:"buttons,omitempty"`
	Asks    Ask               `json:"asks,omitempty"`
	Sure    float64           `json:"sure,omitempty"`    // of an answer, from 0 to 1
	Missed  int               `json:"missed,omitempty"`  // questions in a row it did not know
	At      int64             `json:"at,omitempty"`      // the time of a meeting they chose, in microseconds
	Meeting int64             `json:"meeting,omitempty"` // the appointment that is kept for them meanwhile
	About   int64             `json:"about,omitempty"`   // the entry that an answer is to
	Tokens  int64             `json:"tokens,omitempty"`  // that a service counted in this conversation
	Spent   int64             `json:"-"`                 // of those, for this answer
	Flow    *Flowing          `json:"flow,omitempty"`    // where the talk stands in a flow; nil: in none
	Fills   map[string]string `json:"-"`                 // fields of who talks, with what they answered
	Found   []Found           `json:"-"`                 // what an answer from articles was taken from, the best first
	Helped  *bool             `json:"-"`                 // they say whether the answer before helped
	Reason  Reason            `json:"-"`                 // of Handed
}

// Reason is why a talk was handed over.
type Reason string

// The reasons.
const (
	ByWish      Reason = "asked"     // they asked for a person
	ByComplaint Reason = "complaint" // nobody complains to a machine
	ByUnknown   Reason = "unknown"   // it did not know twice
)

// Part is a piece of what is said: a phrase of ours, or what was looked up.
type Part struct {
	Text string
	From From
}

// From is where a part comes from.
type From int

// Where parts come from.
const (
	Phrase  From = iota // said by the product, filled with names, times and amounts of the house
	Passage             // of an article, word for word
	Product             // of a product's description, word for word
	Worded              // of passages, by a model of language
	Company             // of a flow: the company's own words
)

// Said is what is said as a whole.
func (r *Reply) Said() string {
	all := make([]string, 0, len(r.Parts))
	for _, p := range r.Parts {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n\n")
}

// Source is what an answer was taken from.
type Source struct {
	Title   string `json:"title"`
	URL     string `json:"url,omitempty"` // of this house; empty: there is no page of it
	Article int64  `json:"article,omitempty"`
	Version int64  `json:"version,omitempty"`
}

// Button is something a visitor may say with one press.
type Button struct {
	Key   string `json:"key,omitempty"`
	Label string `json:"label"`
	URL   string `json:"url,omitempty"` // it leads there instead
}
