package template

import (
	"bytes"
	"strings"

	"banhda/hub/sms"
)

// Compiled is a version ready to be rendered, by any number of goroutines at once.
type Compiled struct {
	version Version
	vi, en  words
	values  map[string]piece // of a message by Zalo
}

// words are a version's in one language.
type words struct{ subject, html, text piece }

// Data is what the places of a message are filled with, for one person. Its maps are read, never written.
type Data struct {
	Language  string // vi or en
	Person    map[string]any
	Company   map[string]any // the person's
	Workspace map[string]any // who writes
	Event     map[string]any // what happened, of a workflow
	Campaign  map[string]any
	Referral  map[string]any // the link and the code by which they bring friends; nil: they have none
	Links     Links
}

// Rendered is a message as somebody gets it.
type Rendered struct {
	Language string
	Subject  string
	HTML     []byte // empty on channels without
	Text     []byte
	Values   map[string]string // what fills a template of Zalo
}

// Compile makes a version ready. Its error says what of it cannot be read.
func Compile(v Version) (*Compiled, error) {
	c := &Compiled{version: v}
	var err error
	if c.vi, err = v.compile("vi"); err != nil {
		return nil, err
	}
	if c.en, err = v.compile("en"); err != nil {
		return nil, err
	}
	c.values, err = v.Content.Zalo.compile()
	return c, err
}

func (v *Version) compile(language string) (w words, err error) {
	if w.subject, err = parse(inText, In(v.Content.Subject, language)); err != nil {
		return w, err
	}
	if w.text, err = parse(inText, v.plain(language)); err != nil || v.Channel != Email {
		return w, err
	}
	w.html, err = parse(inHTML, v.page(language))
	return w, err
}

// Version is what was compiled.
func (c *Compiled) Version() *Version { return &c.version }

// Room is where messages are written one after the other: the next takes the place of the one before.
type Room struct {
	filled     bytes.Buffer // before it is known where links lead
	text, html []byte
}

// Render writes the message for one person.
func (c *Compiled) Render(d Data) (Rendered, error) { return c.RenderIn(new(Room), d) }

// RenderIn is Render in a room; what it gives is there until the room is used again.
func (c *Compiled) RenderIn(room *Room, d Data) (r Rendered, err error) {
	w := &c.vi
	if r.Language = "vi"; d.Language == "en" {
		w, r.Language = &c.en, "en"
	}
	if c.version.Channel == Zalo {
		values, text, err := c.fill(&d)
		r.Values, r.Text = values, []byte(text)
		return r, err
	}
	lead, vars := c.lead(&d), d.vars()
	if err := w.subject.write(&room.filled, vars); err != nil {
		return r, err
	}
	r.Subject = strings.Join(strings.Fields(room.filled.String()), " ") // a header is one line
	if err := w.text.write(&room.filled, vars); err != nil {
		return r, err
	}
	room.text = leads(room.text[:0], room.filled.Bytes(), false, lead)
	if r.Text = room.text; c.version.Channel == SMS && c.version.Content.Plain {
		r.Text = []byte(sms.Plain(string(r.Text)))
	}
	if c.version.Channel != Email {
		return r, nil
	}
	if err := w.html.write(&room.filled, vars); err != nil {
		return r, err
	}
	room.html = leads(room.html[:0], room.filled.Bytes(), true, lead)
	r.HTML = room.html
	return r, nil
}

// vars are what templates see; what one of them sets beside is its own.
func (d *Data) vars() map[string]any {
	return map[string]any{"person": d.Person, "company": d.Company, "workspace": d.Workspace, "event": d.Event, "campaign": d.Campaign, "referral": d.Referral, "links": d.Links.vars()}
}
