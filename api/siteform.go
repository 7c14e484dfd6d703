package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"banhda/store"
)

// A form in a page is drawn once with marks in it, between which stands what is filled in for each visitor: a ticket of their
// own, the page's whole address, and where they came from. Nobody can write the marks: they are drawn when the house opens.
var slotMark = "bd" + strings.ToLower(rand.Text())

// The slots of a form; that of a ticket is followed by the form's key.
const (
	ticketSlot   = "t-"
	urlSlot      = "u"
	referrerSlot = "r"
)

func slot(name string) string { return slotMark + "." + name + "." + slotMark }

// slotted cuts a document at its slots.
func slotted(body []byte) (parts [][]byte, slots []string) {
	rest := body
	for {
		before, after, found := bytes.Cut(rest, []byte(slotMark+"."))
		parts = append(parts, before)
		if !found {
			return parts, slots
		}
		name, more, _ := bytes.Cut(after, []byte("."+slotMark))
		slots, rest = append(slots, string(name)), more
	}
}

// fill writes a document with its slots filled for who asks.
func (s *Server) fill(w http.ResponseWriter, r *http.Request, d *drawn) {
	for i, part := range d.parts {
		_, _ = w.Write(part) // who stopped listening has nobody to tell
		if i < len(d.slots) {
			template.HTMLEscape(w, []byte(s.filling(r, d.slots[i])))
		}
	}
}

func (s *Server) filling(r *http.Request, name string) string {
	if key, ok := strings.CutPrefix(name, ticketSlot); ok {
		o, err := s.openForm(r.Context(), key)
		if err != nil {
			return "" // it is answered without: whoever sends it is looked at
		}
		return s.newTicket(&o, false)
	}
	if name == referrerSlot {
		return clipped(r.Referer(), longestURL)
	}
	return clipped(visitOf(r.Context()).origin()+r.URL.RequestURI(), longestURL)
}

// drawForm draws a form where it stands, and gives the origin it leads to afterwards. One that is not open is left out.
func (s *Server) drawForm(ctx context.Context, key, language string) (drawn, action string, err error) {
	o, err := s.openForm(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	p := &formSheet{questions: ask(&o, language, nil), Ticket: slot(ticketSlot + key), URL: slot(urlSlot), Referrer: slot(referrerSlot), Self: "/f/" + o.Key}
	var out bytes.Buffer
	if err = formPages.ExecuteTemplate(&out, "within", p); err != nil {
		return "", "", err
	}
	if u, err := url.Parse(o.Content.After.Redirect); err == nil && u.Host != "" {
		action = u.Scheme + "://" + u.Host
	}
	return out.String(), action, nil
}
