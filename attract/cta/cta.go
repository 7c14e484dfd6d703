// Package cta is calls to action: a button, a banner, a pop-up or a slide-in that asks a visitor for the next step; what it
// says, to whom it is shown, on which pages and when, and what counts as having worked. It does no I/O: whether one is for
// a visit, and which of its arms a visitor is in, are functions of values.
package cta

import (
	"bytes"
	"encoding/json"
	"strings"

	"banhda/hub/record"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Kind is how one stands on a page.
type Kind string

// The kinds. A button stands in a page, where the page says; the others over it.
const (
	Button  Kind = "button"
	Banner  Kind = "banner"   // a bar along an edge of the screen
	Popup   Kind = "popup"    // a dialog, which wants an answer
	SlideIn Kind = "slide-in" // a card that comes in at a corner
)

// The events by which one is measured.
const (
	Viewed   = "CTA Viewed"
	Clicked  = "CTA Clicked"
	Closed   = "CTA Closed"
	Withheld = "CTA Withheld" // its time had come for somebody who is left out by chance
)

// CTA is a call to action, under the key by which pages name it. Instants are microseconds.
type CTA struct {
	ID        int64
	Key       string
	Name      string
	Draft     Definition // what is being written
	Edition   int64      // of the draft: one more with each change
	Published int64      // the number of the version visitors see; 0: none
	Archived  bool
	UpdatedAt int64
}

// Version is a call to action as it was published.
type Version struct {
	CTA     int64
	Number  int64 // 1, 2, …
	Content Definition
	At      int64
	Act     int64
}

// Live is one as visitors see it.
type Live struct {
	CTA
	Version
}

// Definition is what a call to action says, to whom, where and when.
type Definition struct {
	Kind Kind `json:"kind" enum:"button,banner,popup,slide-in"`
	// Contents are what it says. Where there are several, chance decides who is shown which.
	Contents  []Content `json:"contents" maxItems:"5"`
	Style     Style     `json:"style"`
	Audience  Audience  `json:"audience"`
	Visits    Visits    `json:"visits"`
	Moment    Moment    `json:"moment"`
	Schedule  Schedule  `json:"schedule"`
	Frequency Frequency `json:"frequency"`
	Priority  int       `json:"priority" minimum:"0" maximum:"100" doc:"Of several that could stand over a page the one with the highest does."`
	Goal      Goal      `json:"goal"`
	Holdout   int       `json:"holdout" minimum:"0" maximum:"50" doc:"So many percent of visitors are left out by chance, to see what it is worth."`
}

// Content is what one says, and where it leads: to an address, or to a form.
type Content struct {
	Title  Label  `json:"title"`
	Text   Label  `json:"text"`
	Button Label  `json:"button"`
	URL    string `json:"url,omitempty" doc:"Where it leads; empty where it opens a form."`
	Form   string `json:"form,omitempty" doc:"The key of the form it opens."`
}

// Style is how one looks.
type Style struct {
	Color string `json:"color,omitempty" doc:"Of its button, such as #0b6e63."`
	Place string `json:"place,omitempty" enum:",top,bottom,left,right" doc:"Of a banner top or bottom, of a slide-in left or right."`
}

// Who is whom one is for.
type Who string

// The audiences. A condition can only be asked about people who are known, so Except is for strangers, too.
const (
	Everybody Who = "everybody"
	Strangers Who = "strangers" // of whom nothing is known yet
	People    Who = "people"    // who fulfil the condition
	Except    Who = "except"    // everybody but them
)

// Audience is for whom one is.
type Audience struct {
	Who     Who    `json:"who" enum:"everybody,strangers,people,except"`
	Segment string `json:"segment,omitempty" doc:"A saved segment's id."`
	Where   string `json:"where,omitempty" maxLength:"16384" doc:"A condition on people, in place of a segment or on top of it."`
}

// Condition is the condition on people as one; empty: there is none to ask.
func (a *Audience) Condition() string {
	if a.Who != People && a.Who != Except {
		return ""
	}
	var parts []string
	if a.Segment != "" {
		parts = append(parts, "in segment "+a.Segment)
	}
	if w := strings.TrimSpace(a.Where); w != "" {
		parts = append(parts, "("+w+")")
	}
	return strings.Join(parts, " and ")
}

// Visits are those on which one may stand. An empty list asks for nothing.
type Visits struct {
	Pages     []string    `json:"pages" maxItems:"50" doc:"Only on these: paths such as /gia or /blog/*, or with the host before, such as shop.example/gia."`
	Not       []string    `json:"not" maxItems:"50" doc:"And not on these."`
	Params    []Parameter `json:"params" maxItems:"20" doc:"The visit began with all of these in its address, such as utm_source=zalo."`
	Referrers []string    `json:"referrers" maxItems:"20" doc:"The visit came from one of these hosts, or from below it."`
	Device    string      `json:"device,omitempty" enum:",desktop,phone"`
}

// Parameter is one of an address. A * in its value stands for anything.
type Parameter struct {
	Name  string `json:"name" maxLength:"100"`
	Value string `json:"value" maxLength:"200"`
}

// Moment is when its time has come on a page.
type Moment struct {
	Kind    string `json:"kind" enum:"now,seconds,scroll,leaving" doc:"At once; after seconds; once so much of the page was seen; or when the pointer leaves it upwards, on a telephone when somebody scrolls back up."`
	Seconds int    `json:"seconds,omitempty" minimum:"0" maximum:"600"`
	Scroll  int    `json:"scroll,omitempty" minimum:"0" maximum:"100" doc:"Percent of the page."`
	Seen    int    `json:"seen,omitempty" minimum:"0" maximum:"100" doc:"Not before so many pages of the visit."`
}

// Schedule is from when until when visitors see it; empty: always. The ends are RFC 3339.
type Schedule struct {
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
}

// Frequency is how often somebody is shown what stands over pages: counted in each browser, and of who agreed to be recognised over
// all of theirs.
type Frequency struct {
	Times int  `json:"times" minimum:"0" maximum:"100" doc:"At most so often; 0: as often as its time comes."`
	Days  int  `json:"days" minimum:"0" maximum:"365" doc:"Within so many days; 0: ever."`
	Rest  int  `json:"rest" minimum:"0" maximum:"365" doc:"Who closed it is left alone for so many days."`
	Again bool `json:"again,omitempty" doc:"It is shown again to who clicked it."`
}

// Goal is what it is judged by.
type Goal struct {
	Event string `json:"event" maxLength:"500" doc:"The event, with a condition in brackets where wanted, or the →stage."`
	Days  int    `json:"days" minimum:"1" maximum:"365" doc:"Within so many days of having been shown it, or having been left out."`
	Value bool   `json:"value,omitempty" doc:"What it is worth counts, too."`
}

// Same reports whether two definitions say the same.
func (d *Definition) Same(o *Definition) bool {
	a, _ := json.Marshal(d) // texts and numbers
	b, _ := json.Marshal(o)
	return bytes.Equal(a, b)
}

// Plain reports whether it is the same for everybody, everywhere: then a page can hold it as it is drawn once.
func (d *Definition) Plain() bool {
	v := &d.Visits
	return d.Audience.Who == Everybody && len(d.Contents) == 1 && d.Holdout == 0 && d.Schedule == Schedule{} && len(v.Pages)+len(v.Not)+len(v.Params)+len(v.Referrers) == 0 && v.Device == ""
}

// Over reports whether it stands over pages, not in them.
func (d *Definition) Over() bool { return d.Kind != Button }
