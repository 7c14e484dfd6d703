package template

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// ZaloContent is what fills a template that Zalo approved, and what is tried where somebody is not reached by it.
type ZaloContent struct {
	Template string            `json:"template" maxLength:"40" doc:"its id at Zalo"`
	Values   map[string]string `json:"values" doc:"by the name of the place, with places of its own"`
	SMS      string            `json:"sms,omitempty" maxLength:"60" doc:"the key of the template by SMS that goes where they have no Zalo or refuse it; empty: none"`
	Call     bool              `json:"call,omitempty" doc:"where no message reaches them, somebody is to call them; never to advertise"`
}

// places are the names of what is filled, in order.
func (z *ZaloContent) places() []string {
	if z == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(z.Values))
}

// all is what fills them, as one text.
func (z *ZaloContent) all() string {
	var b strings.Builder
	for _, name := range z.places() {
		b.WriteString(z.Values[name] + "\n")
	}
	return b.String()
}

func (z *ZaloContent) clean() {
	for _, name := range z.places() {
		z.Values[name] = clean(z.Values[name])
	}
}

// compile makes what fills the places ready.
func (z *ZaloContent) compile() (map[string]piece, error) {
	pieces := map[string]piece{}
	for _, name := range z.places() {
		p, err := parse(inText, z.Values[name])
		if err != nil {
			return nil, err
		}
		pieces[name] = p
	}
	return pieces, nil
}

// fill renders what fills the places, and shows it as text, a place on each line.
func (c *Compiled) fill(d *Data) (values map[string]string, text string, err error) {
	values, vars := map[string]string{}, d.vars()
	var said bytes.Buffer
	var lines []string
	for _, name := range c.version.Content.Zalo.places() {
		if err := c.values[name].write(&said, vars); err != nil {
			return nil, "", err
		}
		values[name] = strings.Join(strings.Fields(said.String()), " ")
		lines = append(lines, name+": "+values[name])
	}
	return values, strings.Join(lines, "\n"), nil
}
