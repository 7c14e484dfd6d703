package template

import (
	"bytes"
	"html"
	"maps"
	"net/url"
	"strings"
)

// The marks around an address that is tracked, from compiling until a message is rendered. Texts and values have no such
// characters.
const (
	linkBegin = "\x01"
	linkEnd   = "\x02"
)

func unmarked(s string) string { return strings.NewReplacer(linkBegin, "", linkEnd, "").Replace(s) }

// Links are the addresses a message leads to by itself.
type Links struct {
	Unsubscribe string
	Preferences string
	View        string // the message in a browser
	Portal      string // where customers see what is theirs
	Open        string // a picture that says the message was drawn; empty: none
	Trap        string // a link that nobody sees; empty: none
	// Track gives the address by which a click is noticed; nil: links lead where they say.
	Track func(url string) string
}

// vars are the addresses there are: what is absent is false to a template, an empty text is not.
func (l *Links) vars() map[string]any {
	return Filled(map[string]any{"unsubscribe": l.Unsubscribe, "preferences": l.Preferences, "view": l.View, "portal": l.Portal, "open": l.Open, "trap": l.Trap})
}

// Filled leaves out what is empty.
func Filled(vars map[string]any) map[string]any {
	maps.DeleteFunc(vars, func(_ string, v any) bool { return v == "" || v == nil })
	return vars
}

// leads appends a message that is filled in, with where its marked addresses lead, each once asked of lead.
func leads(b, filled []byte, escaped bool, lead func(string) string) []byte {
	for {
		before, rest, found := bytes.Cut(filled, []byte(linkBegin))
		if b = append(b, before...); !found {
			return b
		}
		marked, after, _ := bytes.Cut(rest, []byte(linkEnd))
		address := string(marked)
		filled = after
		if !escaped {
			b = append(b, lead(address)...)
			continue
		}
		b = append(b, html.EscapeString(lead(html.UnescapeString(address)))...)
	}
}

// lead is where an address of the template leads for one who is written to.
func (c *Compiled) lead(d *Data) func(string) string {
	own := map[string]bool{d.Links.Unsubscribe: true, d.Links.Preferences: true, d.Links.View: true}
	return func(address string) string {
		address = strings.TrimSpace(address)
		scheme, _, _ := strings.Cut(address, ":")
		switch strings.ToLower(scheme) {
		case "mailto", "tel", "sms":
			return address
		case "http", "https":
		default:
			return "#" // nothing that runs, nothing that leads nowhere
		}
		if own[address] {
			return address
		}
		address = c.utm(address, d)
		if d.Links.Track != nil {
			address = d.Links.Track(address)
		}
		return address
	}
}

// utm adds what visits are counted by, unless the address says so itself.
func (c *Compiled) utm(address string, d *Data) string {
	u := c.version.Content.UTM
	if u.Source == "" || strings.Contains(address, "utm_source=") {
		return address
	}
	campaign := u.Campaign
	if campaign == "" {
		campaign, _ = d.Campaign["key"].(string)
	}
	address, fragment, hasFragment := strings.Cut(address, "#")
	between := "?"
	if strings.Contains(address, "?") {
		between = "&"
	}
	address += between + "utm_source=" + url.QueryEscape(u.Source) + "&utm_medium=" + url.QueryEscape(orText(u.Medium, string(c.version.Channel)))
	if campaign != "" {
		address += "&utm_campaign=" + url.QueryEscape(campaign)
	}
	if hasFragment {
		address += "#" + fragment
	}
	return address
}
