// Package form is how strangers leave their names: fields and questions of consent, in versions that never change once they
// were published, and what is made of an answer. It does no I/O: pages, the script and the stores stand around it.
package form

import (
	"bytes"
	"encoding/json"
	"slices"

	"banhda/hub/record"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Form is one of a company's forms, under the key its address ends with.
type Form struct {
	ID        int64
	Key       string
	Name      string
	Draft     Definition // what is being written
	Edition   int64      // of the draft: one more with each change
	Published int64      // the number of the version visitors see; 0: none
	Archived  bool
	UpdatedAt int64 // microseconds
}

// Version is a form as it was published. It never changes: evidence of consent names it.
type Version struct {
	Form    int64
	Number  int64 // 1, 2, …
	Content Definition
	At      int64 // microseconds
	Act     int64
}

// Definition is what a form asks, how it looks, and what follows.
type Definition struct {
	Title    Label     `json:"title"`
	Intro    Label     `json:"intro"`
	Button   Label     `json:"button"`
	Language string    `json:"language"` // vi or en where nothing says otherwise
	Fields   []Field   `json:"fields"`
	Consents []Consent `json:"consents"`
	After    After     `json:"after"`
	Style    Style     `json:"style"`
	Popup    Popup     `json:"popup"`
}

// Kind is how a field is answered.
type Kind string

// The kinds of fields.
const (
	Text     Kind = "text"
	Long     Kind = "long" // several lines
	Email    Kind = "email"
	Phone    Kind = "phone"
	Number   Kind = "number"
	Date     Kind = "date"   // 2006-01-02
	Choice   Kind = "choice" // one of the options
	Choices  Kind = "choices"
	Checkbox Kind = "checkbox"
	Hidden   Kind = "hidden" // not seen: a fixed value, or what the page's address says
)

// Kinds are all there are.
var Kinds = []Kind{Text, Long, Email, Phone, Number, Date, Choice, Choices, Checkbox, Hidden}

// Field is one question.
type Field struct {
	Key         string   `json:"key"` // [a-z][a-z0-9_]{0,39}
	Kind        Kind     `json:"kind"`
	Label       Label    `json:"label"`
	Help        Label    `json:"help,omitzero"`
	Person      string   `json:"person,omitempty"` // the field of people it answers; empty: it is the form's own
	Required    bool     `json:"required,omitempty"`
	Options     []Option `json:"options,omitempty"` // of Choice and Choices
	Value       string   `json:"value,omitempty"`   // of Hidden: what it says where the address says nothing
	Parameter   string   `json:"parameter,omitempty"`
	Show        []Rule   `json:"show,omitempty"`        // it is asked where all of these hold; none: always
	Progressive bool     `json:"progressive,omitempty"` // who is known to have answered is not asked
	Step        int      `json:"step,omitempty"`        // 0 is the first
}

// Option is one of the choices of a field.
type Option = record.Option

// Rule holds, or does not, of what was answered to a field before.
type Rule struct {
	Field string   `json:"field"`
	Is    string   `json:"is"` // one-of, none-of, filled, empty
	Of    []string `json:"of,omitempty"`
}

// The ways of a rule.
const (
	OneOf  = "one-of"
	NoneOf = "none-of"
	Filled = "filled"
	Empty  = "empty"
)

// Consent is a question of consent, asked by itself and never ticked beforehand.
type Consent struct {
	Purpose  string   `json:"purpose"`
	Channels []string `json:"channels"`
	Required bool     `json:"required,omitempty"`
	// Of a version that was published: what is asked, in words that are never changed.
	Wording string `json:"wording,omitempty"`
	Hash    string `json:"hash,omitempty"`
	Text    Label  `json:"text,omitzero"`
	Confirm bool   `json:"confirm,omitempty"` // a yes over e-mail counts once it is confirmed
}

// After is what follows an answer.
type After struct {
	Thanks   Label    `json:"thanks"`
	Redirect string   `json:"redirect,omitempty"` // where to instead; chosen here, never by who visits
	Template string   `json:"template,omitempty"` // the key of the message that asks to confirm; empty: the house's own
	List     string   `json:"list,omitempty"`     // the id of a list people are put into
	Rule     string   `json:"rule,omitempty"`     // the id of the rule they are assigned by
	Notify   []string `json:"notify,omitempty"`   // ids of users
	Team     string   `json:"team,omitempty"`     // the id of a team that is told
	Ticket   bool     `json:"ticket,omitempty"`   // each answer opens a ticket
	Look     bool     `json:"look,omitempty"`     // everything waits to be looked at
}

// Style is how it looks: few choices, each of them readable.
type Style struct {
	Color   string `json:"color,omitempty"`   // #rrggbb of buttons and links
	Corners string `json:"corners,omitempty"` // round, square
	Dense   bool   `json:"dense,omitempty"`
}

// Popup is when it opens over a page.
type Popup struct {
	Seconds int      `json:"seconds,omitempty"` // after so long
	Scroll  int      `json:"scroll,omitempty"`  // once so much of the page was seen, percent
	Leaving bool     `json:"leaving,omitempty"` // when the pointer leaves the page
	Days    int      `json:"days,omitempty"`    // who closed it is left alone for so long; 0: 30
	Pages   []string `json:"pages,omitempty"`   // on paths that begin so; none: on all
}

// Field finds a field by its key.
func (d *Definition) Field(key string) *Field {
	if i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Key == key }); i >= 0 {
		return &d.Fields[i]
	}
	return nil
}

// ReservedKeys are names the event of an answer uses itself.
var ReservedKeys = []string{"form", "form_key", "form_name", "form_version", "url", "referrer", "title", "consents", "address", "device", "language", "submitted_at", "campaign", "cost", "value", "revenue", "currency", "team"}

// Same reports whether a draft says what a published version does.
func (d *Definition) Same(published *Definition) bool {
	other := *published
	other.Consents = slices.Clone(other.Consents)
	for i := range other.Consents {
		other.Consents[i].Wording, other.Consents[i].Hash, other.Consents[i].Text, other.Consents[i].Confirm = "", "", Label{}, false
	}
	draft, _ := json.Marshal(d) // texts and numbers
	is, _ := json.Marshal(other)
	return bytes.Equal(draft, is)
}

// Progressive reports whether anything is asked only of who is not known to have answered it.
func (d *Definition) Progressive() bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Progressive && f.Person != "" })
}
