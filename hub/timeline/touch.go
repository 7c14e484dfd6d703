package timeline

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"banhda/hub/segment"
)

// Touch is one of the ways by which somebody came: what their visit or their lead says of where from.
type Touch struct {
	At       int64  `json:"-"` // microseconds
	Channel  string `json:"channel" doc:"the source, else the host of the page they came from"`
	Medium   string `json:"medium,omitempty"`
	Campaign string `json:"campaign,omitempty"`
	Content  string `json:"content,omitempty"`
	Term     string `json:"term,omitempty"`
	Landing  string `json:"landing,omitempty" doc:"the page they came to"`
	Referral string `json:"referral,omitempty" doc:"the code of who sent them"`
	Event    string `json:"event" doc:"the name of what they did then"`
}

// sameVisit is within how long the same touch again is no other.
const sameVisit = 30 * time.Minute

// ReadTouch is what an event's properties say of where somebody came from; ok is false where they say nothing.
func ReadTouch(name string, at int64, properties json.RawMessage) (t Touch, ok bool) {
	get := PropertiesOf(properties)
	text := func(key string) string {
		v, _ := get(key)
		return strings.TrimSpace(v.Text)
	}
	t = Touch{At: at, Event: name, Channel: Channel(properties), Medium: text("utm_medium"), Campaign: text("utm_campaign"),
		Content: text("utm_content"), Term: text("utm_term"), Landing: text("url"), Referral: Referral(get)}
	return t, t.Channel != "" || t.Referral != ""
}

// Referral is the code of who sent somebody, as a visit's properties state it: ref, or that parameter of the page's
// address; empty for none.
func Referral(get Property) string {
	v, ok := get("ref")
	if !ok {
		page, _ := get("url")
		u, err := url.Parse(strings.TrimSpace(page.Text))
		if err != nil {
			return ""
		}
		v = segment.Value{Text: u.Query().Get("ref")}
	}
	if code := strings.ToUpper(strings.TrimSpace(v.Text)); len(code) <= 40 {
		return code
	}
	return ""
}

// AddTouch adds a touch to those before it, in order of time, unless it is the last one again, of the same visit.
func AddTouch(all []Touch, t Touch) []Touch {
	if n := len(all); n > 0 {
		last := all[n-1]
		was, is := last, t
		was.At, was.Event, was.Landing, is.At, is.Event, is.Landing = 0, "", "", 0, "", ""
		if was == is && t.At-last.At <= sameVisit.Microseconds() {
			return all
		}
	}
	return append(all, t)
}
