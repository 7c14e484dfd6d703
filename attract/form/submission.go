package form

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
)

// Submitted is the event every answer becomes, and Source whom it comes from: nobody else can say so.
const (
	Submitted = "Form Submitted"
	Source    = "forms"
)

// Submission is an answer to a form, and what became of it.
type Submission struct {
	ID       int64
	Form     int64
	Version  int64
	Event    string // its id: what is sent again is the same answer
	Person   int64  // 0: it waits to be looked at, or was thrown away
	At       int64  // microseconds
	State    State
	Reason   Suspicion
	Said     Said
	Held     json.RawMessage // of one that waits: the event it becomes
	Confirm  Confirmation
	LookedAt int64
}

// State is what became of a submission.
type State string

// The states.
const (
	Waiting State = "waiting" // to be looked at
	Taken   State = "taken"
	Spam    State = "spam" // thrown away by who looked at it; kept for 30 days
)

// States are all there are.
var States = []State{Waiting, Taken, Spam}

// Confirmation is how far a consent is that has to be confirmed by a message.
type Confirmation struct {
	Asked     int64 `json:"asked,omitempty"`     // microseconds
	Again     int64 `json:"again,omitempty"`     // it was asked a second time, the last
	Confirmed int64 `json:"confirmed,omitempty"` // by the link in it
}

// Said is what an answer says, as it is shown.
type Said struct {
	Answers  Answers  `json:"answers"`
	Consents []Agreed `json:"consents,omitempty"`
	URL      string   `json:"url,omitempty"`
	Language string   `json:"language,omitempty"`
}

// Agreed is a yes to a question of consent, with what shows it.
type Agreed struct {
	Purpose  string   `json:"purpose"`
	Channels []string `json:"channels"`
	Wording  string   `json:"wording"`
	Hash     string   `json:"hash"`
}

// Visit is from where an answer came.
type Visit struct {
	URL, Referrer, Title string
	Language             string
	Address, Device      string
	Anonymous            string            // the visitor's id, where they let themselves be known
	Zone                 string            // the browser's time zone; empty: it does not say
	Campaign             map[string]string // utm_…
}

// Submit makes the event of an answer to a published version, at an instant, given with a ticket. shown is the form's id as
// it is shown outside.
func Submit(f *Form, shown string, v *Version, ticket string, a Answers, agreed []Consent, visit Visit, at int64) timeline.Event {
	e := timeline.Event{Name: Submitted, At: at, Campaign: visit.Campaign["utm_campaign"]}
	e.Person = v.Content.identity(a)
	e.Person.AnonymousID = visit.Anonymous
	livesIn(&e.Person, visit.Zone)
	said := map[string]any{"form": shown, "form_key": f.Key, "form_name": f.Name, "form_version": v.Number, "language": visit.Language, "address": visit.Address, "device": visit.Device}
	v.Content.own(a, said)
	for name, text := range map[string]string{"url": visit.URL, "referrer": visit.Referrer, "title": visit.Title} {
		if text != "" {
			said[name] = text
		}
	}
	for name, text := range visit.Campaign {
		said[name] = text
	}
	if len(agreed) > 0 {
		said["consents"] = Yeses(agreed)
	}
	e.ID = eventID(f.Key, ticket, a, agreed)
	e.Properties, _ = json.Marshal(said) // texts, numbers and lists of them
	return e
}

// Yeses are the questions somebody said yes to, with what shows it.
func Yeses(agreed []Consent) (all []Agreed) {
	for _, c := range agreed {
		all = append(all, Agreed{c.Purpose, c.Channels, c.Wording, c.Hash})
	}
	return all
}

// identity is who answered, and what they say of themselves.
func (d *Definition) identity(a Answers) (who person.Identity) {
	for _, f := range d.Fields {
		text := a.Text(f.Key)
		switch {
		case text == "" || f.Person == "":
		case f.Person == "email":
			who.Email = text
		case f.Person == "phone":
			who.Phone = text
		case f.Person == "name":
			who.Name = text
		default:
			if who.Fields == nil {
				who.Fields = map[string]any{}
			}
			who.Fields[f.Person] = f.value(a[f.Key])
		}
	}
	return who
}

// livesIn says where somebody lives, unless they were asked for it.
func livesIn(who *person.Identity, zone string) {
	if _, asked := who.Fields[record.TimeZone]; asked || zone == "" {
		return
	}
	if who.Fields == nil {
		who.Fields = map[string]any{}
	}
	who.Fields[record.TimeZone] = zone
}

// own adds the answers that are the form's own.
func (d *Definition) own(a Answers, said map[string]any) {
	for _, f := range d.Fields {
		if f.Person == "" && len(a[f.Key]) > 0 {
			said[f.Key] = f.value(a[f.Key])
		}
	}
}

func (f *Field) value(values []string) any {
	switch f.Kind {
	case Number:
		if n, err := strconv.ParseFloat(values[0], 64); err == nil {
			return n
		}
	case Checkbox:
		return true
	case Choices:
		return strings.Join(values, ", ")
	}
	return values[0]
}

// Said is what somebody answered as people read it: choices by what they are called, not by their keys.
func (f *Field) Said(value any, called func(Label) string) string {
	switch v := value.(type) {
	case bool:
		return called(yes)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	text, _ := value.(string)
	if !f.choosing() {
		return text
	}
	chosen := strings.Split(text, ", ")
	for i, key := range chosen {
		if at := slices.IndexFunc(f.Options, func(o Option) bool { return o.Key == key }); at >= 0 {
			chosen[i] = called(f.Options[at].Label)
		}
	}
	return strings.Join(chosen, ", ")
}

// yes is what a box says that was ticked: one that was not says nothing.
var yes = Label{Vi: "Có", En: "Yes"}

// eventID is the same for the same answer sent again, and another for one that was corrected.
func eventID(key, ticket string, a Answers, agreed []Consent) string {
	h := sha256.New()
	h.Write([]byte(key + "\x00" + ticket))
	keys := make([]string, 0, len(a))
	for k := range a {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		h.Write([]byte("\x00" + k + "\x01" + strings.Join(a[k], "\x01")))
	}
	for _, c := range agreed {
		h.Write([]byte("\x00" + c.Purpose))
	}
	return "form-" + hex.EncodeToString(h.Sum(nil)[:16])
}
