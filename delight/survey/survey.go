// Package survey is how customers are asked whether they are content: NPS, CSAT, CES and questions of one's own, in versions
// that never change once they were published; who is asked when, and what the scores come to. It does no I/O: letters, pages,
// the chat and the stores stand around it.
//
// Whoever answers becomes an event. That a score makes somebody a promoter is the wheel's to say, never set here.
package survey

import (
	"bytes"
	"encoding/json"

	"banhda/hub/record"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Kind is what a survey measures.
type Kind string

// The kinds.
const (
	NPS  Kind = "nps"  // would they recommend us: 0 to 10
	CSAT Kind = "csat" // how content they are: 1 to 5
	CES  Kind = "ces"  // how easy it was: 1 to 7
	Own  Kind = "own"  // a question of one's own: 1 to Top
)

// Kinds are all there are.
var Kinds = []Kind{NPS, CSAT, CES, Own}

// Channel is the way people are asked.
type Channel string

// The channels.
const (
	Email Channel = "email" // the scores stand in the letter
	SMS   Channel = "sms"   // a short address
	Chat  Channel = "chat"  // in the chat where they talked there, else by e-mail
)

// Channels are all there are.
var Channels = []Channel{Email, SMS, Chat}

// Survey is one of a company's surveys.
type Survey struct {
	ID        int64
	Name      string
	Draft     Definition // what is being written
	Edition   int64      // of the draft: one more with each change
	Published int64      // the number of the version people are asked; 0: none
	Archived  bool       // nobody is asked any more
	UpdatedAt int64      // microseconds
}

// Live reports whether somebody may be asked.
func (s *Survey) Live() bool { return s.Published > 0 && !s.Archived }

// Version is a survey as it was published. It never changes: answers name it.
type Version struct {
	Survey  int64
	Number  int64 // 1, 2, …
	Content Definition
	At      int64 // microseconds
	Act     int64
}

// Definition is what a survey asks, whom and when.
type Definition struct {
	Kind      Kind       `json:"kind" enum:"nps,csat,ces,own"`
	Top       int        `json:"top,omitempty" doc:"of a question of one's own: the highest score, 2 to 10"`
	Language  string     `json:"language" enum:"vi,en" doc:"where nothing says otherwise"`
	Subject   Label      `json:"subject" doc:"of the letter; empty: the question"`
	Question  Label      `json:"question"`
	Low       Label      `json:"low" doc:"what the lowest score means"`
	High      Label      `json:"high" doc:"what the highest score means"`
	Why       Label      `json:"why" doc:"what is asked once a score is chosen; empty: nothing"`
	Questions []Question `json:"questions" maxItems:"10" doc:"asked after that"`
	Thanks    Label      `json:"thanks"`
	Channel   Channel    `json:"channel" enum:"email,sms,chat"`
	Event     string     `json:"event,omitempty" doc:"what has to happen to somebody to be asked; empty: they are asked by hand and by workflows"`
	Delay     int        `json:"delay,omitempty" doc:"hours after it"`
	Whom      string     `json:"whom,omitempty" doc:"a condition on people: who else is not asked; empty: everybody"`
	Sample    int        `json:"sample" doc:"percent of those who come into question, chosen by chance"`
	Rest      int        `json:"rest" doc:"days for which nobody is asked again, by whatever survey; of NPS at least 90 since the last NPS"`
	Remind    int        `json:"remind" doc:"days after which who has not answered is reminded, once; 0: never"`
	Expire    int        `json:"expire" doc:"days for which it can be answered"`
}

// Question is one that is asked after the score: with options one of them, without a line of text.
type Question struct {
	Key     string   `json:"key"` // [a-z][a-z0-9_]{0,39}
	Label   Label    `json:"label"`
	Options []Option `json:"options,omitempty"`
}

// Lowest and Highest are the ends of the scale.
func (d *Definition) Lowest() int {
	if d.Kind == NPS {
		return 0
	}
	return 1
}

// Highest is told about at Lowest.
func (d *Definition) Highest() int {
	switch d.Kind {
	case NPS:
		return 10
	case CSAT:
		return 5
	case CES:
		return 7
	}
	return d.Top
}

// Scores are all scores of the scale, the lowest first.
func (d *Definition) Scores() (all []int) {
	for n := d.Lowest(); n <= d.Highest(); n++ {
		all = append(all, n)
	}
	return all
}

// Same reports whether a draft says what a published version does.
func (d *Definition) Same(published *Definition) bool {
	draft, _ := json.Marshal(d) // texts and numbers
	is, _ := json.Marshal(published)
	return bytes.Equal(draft, is)
}

// Option is one of the choices of a question.
type Option = record.Option
