package api

import (
	"crypto/rand"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/engage/chat"
	"banhda/hub/block"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/store"
)

// chatLooks is how the widget is drawn.
type chatLooks struct {
	Color    string       `json:"color"`
	Ink      string       `json:"ink"` // read best on the colour
	Side     string       `json:"side"`
	Title    string       `json:"title"`
	Greeting string       `json:"greeting"`
	Away     string       `json:"away"`
	Faces    bool         `json:"faces"`
	Open     bool         `json:"open"`              // somebody answers now
	Opens    string       `json:"opens,omitempty"`   // else when they do next
	Largest  int64        `json:"largest"`           // bytes of a file
	Bot      string       `json:"bot,omitempty"`     // that a machine answers first; empty: none does
	Buttons  []bot.Button `json:"buttons,omitempty"` // of the machine, to begin with
	Portal   *chatPortal  `json:"portal,omitempty"`  // left out: it is not open
}

// chatPortal is where visitors see what is theirs.
type chatPortal struct {
	URL    string `json:"url"`
	Signed bool   `json:"signed"` // they are signed in there, as far as the page they are on may know
}

func (s *Server) chatLook(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	language := r.URL.Query().Get("lang")
	look := chatLooks{Color: c.Color, Ink: c.Ink(), Side: c.Side, Title: orText(block.In(c.Title, language), c.who), Greeting: block.In(c.Greeting, language), Away: block.In(c.Away, language),
		Faces: c.Faces, Largest: c.largest}
	open, opens := c.open(s.Now().UnixMicro())
	if look.Open, look.Opens = open, instantText(opens); c.bot.On {
		look.Bot = bot.Notice(language)
		if f := bot.Opening(c.flows, r.URL.Query().Get("page")); f != nil {
			look.Buttons = f.First(language)
		}
	}
	if c.portal {
		look.Portal = &chatPortal{URL: "/my/"}
		if _, look.Portal.Signed = s.customer(r); !look.Portal.Signed {
			look.Portal.URL += "?lang=" + pageLanguage(r, "")
		}
	}
	return writeChat(w, look)
}

// chatBegin is what a visitor begins a talk with.
type chatBegin struct {
	Session string `json:"session"` // of the talk before; empty: none
	Visitor string `json:"visitor"` // by which their events are known; empty: they did not agree to be recognised
	User    struct {
		ID   string `json:"id"`
		Hash string `json:"hash"`
	} `json:"user"` // whom the site vouches for; empty: nobody is signed in there
}

// chatBegun is a talk, with what was said last in it.
type chatBegun struct {
	Session string         `json:"session"`
	Entries []visitorEntry `json:"entries"` // the first first
	After   string         `json:"after"`   // the last of them; empty: none
	Seen    string         `json:"seen"`    // the last answer they saw
	Known   bool           `json:"known"`   // we know where to answer
}

// mostShown is how many entries of a talk are shown when it is gone on with.
const mostShown = 100

// chatSession begins a talk, or goes on with the one before. Who is signed in at the site has one talk in all their
// browsers; who signs out there has a new one.
func (s *Server) chatSession(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	var in chatBegin
	if err := readChatBody(w, r, &in); err != nil {
		return err
	}
	who, err := s.visitorOf(in.Session)
	customer, signed := s.customer(r)
	switch {
	case in.User.ID != "":
		if in.User.ID != chat.ID(in.User.ID) || !chat.Vouched(c.secret, in.User.ID, in.User.Hash) {
			return errChatHash
		}
		who = chat.Visitor{Name: chat.NameOf(c.secret, in.User.ID), User: in.User.ID}
	case signed:
		if who, err = s.customersTalk(r.Context(), c, &customer, who); err != nil {
			return err
		}
	case err != nil || who.User != "":
		who = chat.Visitor{Name: strings.ToLower(rand.Text()), Anonymous: begins(w, r)}
	}
	if visitor := chat.ID(in.Visitor); visitor != "" {
		_, unrecognised, err := s.known(r.Context(), person.Key{Kind: person.AnonymousID, Value: visitor})
		if err != nil {
			return err
		}
		if !unrecognised { // else what they ask is answered, and they are known by this talk alone
			who.Anonymous = visitor
		}
	}
	begun := chatBegun{Session: s.tokens.Sign(token.Token{Kind: token.Chat, Text: who.Write()}), Entries: []visitorEntry{}}
	err = s.Records.View(auth.With(r.Context(), systemActor), func(v *store.View) error { return s.readTalk(v, r, &who, &begun) })
	if err != nil {
		return err
	}
	return writeChat(w, begun)
}

// begins is by what somebody who begins a talk on the house's own pages is known there, so that what they go on to order or
// book is theirs; empty: the talk is on another site's page.
func begins(w http.ResponseWriter, r *http.Request) string {
	if r.Header.Get("Origin") != visitOf(r.Context()).origin() {
		return ""
	}
	return recognised(w, r)
}

func (s *Server) readTalk(v *store.View, r *http.Request, who *chat.Visitor, begun *chatBegun) error {
	ctx := r.Context()
	is, err := v.ChatVisitor(ctx, who.Name)
	if err != nil {
		return absent(err)
	}
	list, err := v.LastChatEntries(ctx, who.Name, mostShown)
	if err != nil {
		return err
	}
	for i := range list {
		begun.Entries = append(begun.Entries, visitorEntry{})
		if begun.Entries[i], err = s.visitorEntry(ctx, v, &list[len(list)-1-i], who); err != nil {
			return err
		}
	}
	if len(list) > 0 {
		begun.After = EntryID(list[0].ID)
	}
	if is.Read > 0 {
		begun.Seen = EntryID(is.Read)
	}
	begun.Known, err = s.chatReached(ctx, v, is.Profile)
	return err
}
