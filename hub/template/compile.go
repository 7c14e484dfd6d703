package template

import (
	"bytes"
	"strings"
	"sync"

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
	HTML     string // empty on channels without
	Text     string
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

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes the message for one person.
func (c *Compiled) Render(d Data) (r Rendered, err error) {
	w := &c.vi
	if r.Language = "vi"; d.Language == "en" {
		w, r.Language = &c.en, "en"
	}
	if c.version.Channel == Zalo {
		r.Values, r.Text, err = c.fill(&d)
		return r, err
	}
	lead, vars := c.lead(&d), d.vars()
	subject, err := w.subject.render(vars, whole)
	if err != nil {
		return r, err
	}
	r.Subject = strings.Join(strings.Fields(subject), " ") // a header is one line
	if r.Text, err = w.text.render(vars, func(b []byte) string { return leads(b, false, lead) }); err != nil {
		return r, err
	}
	if c.version.Channel == SMS && c.version.Content.Plain {
		r.Text = sms.Plain(r.Text)
	}
	if c.version.Channel != Email {
		return r, nil
	}
	r.HTML, err = w.html.render(vars, func(b []byte) string { return leads(b, true, lead) })
	return r, err
}

// render gives what done makes of the piece filled in, whose bytes are lent to it.
func (p piece) render(vars map[string]any, done func([]byte) string) (string, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	err := p.write(b, vars)
	return done(b.Bytes()), err
}

func whole(b []byte) string { return string(b) }

// vars are what templates see; what one of them sets beside is its own.
func (d *Data) vars() map[string]any {
	return map[string]any{"person": d.Person, "company": d.Company, "workspace": d.Workspace, "event": d.Event, "campaign": d.Campaign, "referral": d.Referral, "links": d.Links.vars()}
}
