package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/engage/chat"
	"banhda/hub/conversation"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/store"
)

// visitorEntry is something that was said, as the visitor sees it.
type visitorEntry struct {
	ID      string        `json:"id"`
	Key     string        `json:"key,omitempty"` // of their own, by which the widget knows it
	Mine    bool          `json:"mine"`
	Bot     bool          `json:"bot"`  // a machine says it
	Name    string        `json:"name"` // of who answers
	Text    string        `json:"text"`
	Files   []visitorFile `json:"files,omitempty"`
	Sources []bot.Source  `json:"sources,omitempty"` // what a machine took its answer from
	Buttons []bot.Button  `json:"buttons,omitempty"` // what may be said with one press
	Asks    bot.Ask       `json:"asks,omitempty"`
	At      string        `json:"at"`
}

// visitorFile is a file in a talk. Its address is signed, and good for it alone.
type visitorFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	URL   string `json:"url"`
}

func (s *Server) visitorEntry(ctx context.Context, v *store.View, e *conversation.Entry, who *chat.Visitor) (visitorEntry, error) {
	shown := visitorEntry{ID: EntryID(e.ID), Mine: e.Kind == conversation.In, Bot: conversation.Automatic(e.Author), Text: e.Text, At: showInstant(e.At)}
	if shown.Mine {
		shown.Key = strings.TrimPrefix(e.Key, chatKey(who, ""))
	} else if shown.Bot {
		r := botReply(e)
		shown.Sources, shown.Buttons, shown.Asks = r.Sources, r.Buttons, r.Asks
	} else {
		names, err := actorNames(ctx, v)
		if err != nil {
			return shown, err
		}
		shown.Name = names[e.Author]
	}
	for _, id := range e.Files {
		f, err := v.Attachment(ctx, id)
		if absent(err) != nil {
			return shown, err
		}
		if err == nil && f.DeletedAt == 0 {
			shown.Files = append(shown.Files, visitorFile{f.Name, f.Bytes, "/chat/file/" + s.tokens.Sign(token.Token{Kind: token.ChatFile, Message: f.ID})})
		}
	}
	return shown, nil
}

// chatKey is the key of what a visitor said: what one sends says nothing of what another did.
func chatKey(who *chat.Visitor, key string) string { return who.Name + "-" + key }

// mayWrite says what is wrong with what a visitor writes.
func mayWrite(in *chatSaid) error {
	switch text := []rune(in.Text); {
	case len(text) > chat.MostText:
		return invalid("at most %d letters go at once; send the rest after it", chat.MostText)
	case len(in.Files) > chat.MostFiles:
		return invalid("at most %d files go along with one message", chat.MostFiles)
	case strings.TrimSpace(in.Text) == "" && len(in.Files) == 0:
		return invalid("write something first")
	case len(in.Key) < 8 || len(in.Key) > 80:
		return errChatBody
	}
	return nil
}

// chatSaid is what a visitor says.
type chatSaid struct {
	Key      string   `json:"key"` // made by the widget: sent again, it is said once
	Text     string   `json:"text"`
	Files    []string `json:"files"` // as they were signed when they came
	Language string   `json:"language"`
	Choice   string   `json:"choice"` // the key of the bot's button they pressed; empty: they wrote
	Page     struct {
		URL   string `json:"url"`
		Title string `json:"title"`
	} `json:"page"`
}

// language is the one they read.
func (in *chatSaid) language() string {
	if in.Language == "en" {
		return "en"
	}
	return "vi"
}

// said is what a visitor says as the door of conversations takes it in.
func (in *chatSaid) said(who *chat.Visitor, at int64) conversation.Incoming {
	return conversation.Incoming{Channel: conversation.Chat, Who: whoIs(who), Key: chatKey(who, in.Key), Address: who.Name, Text: in.Text, At: at,
		Data: map[string]string{"page": webPage(in.Page.URL), "title": clipped(in.Page.Title, 200)}}
}

// webPage is the address of a page somebody says they look at; what is none is empty, since colleagues follow it.
func webPage(address string) string {
	u, err := url.Parse(clipped(address, 1000))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}

// whoIs is a visitor as identity knows them: who did not agree to be recognised is known by their talk alone.
func whoIs(who *chat.Visitor) person.Identity {
	if id, ok := customerNamed(who.User); ok {
		return id
	}
	if who.User != "" {
		return person.Identity{UserID: who.User, AnonymousID: who.Anonymous}
	}
	return person.Identity{AnonymousID: orText(who.Anonymous, "chat-"+who.Name)}
}

// chatSay takes in what a visitor says. Who gets an answer may rely on it: it is on the disk.
func (s *Server) chatSay(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	var said chatSaid
	err := readChatBody(w, r, &said)
	if err == nil {
		err = mayWrite(&said)
	}
	if err != nil {
		return err
	}
	if !s.chats.pace(c.Name) {
		return errChatOften
	}
	in := said.said(&c.Visitor, s.Now().UnixMicro())
	in.Bot = c.bot.On
	if in.Files, err = s.sentFiles(c, said.Files); err != nil {
		return err
	}
	if in.Person, err = s.chatPerson(r.Context(), c.Name); err != nil {
		return err
	}
	if in.Person == 0 {
		if err := s.meetVisitor(r.Context(), &in, said.language()); err != nil {
			return err
		}
	}
	e, err := s.hear(r.Context(), in)
	if err != nil {
		return err
	}
	if err := s.chatHeard(r.Context(), c, &e, said.language()); err != nil {
		return err
	}
	s.chats.wake(c.Name)
	if err := s.botSays(r.Context(), c, &e, &said); err != nil {
		return err
	}
	s.chats.wake(c.Name)
	return writeChat(w, map[string]string{"id": EntryID(e.ID)})
}

// meetVisitor makes who writes for the first time somebody with a record, also where nothing is known of them but the language
// they read. Who was erased is somebody new, known by their talk alone; a talk that was erased has to begin anew.
func (s *Server) meetVisitor(ctx context.Context, in *conversation.Incoming, language string) error {
	for _, who := range []person.Identity{in.Who, whoIs(&chat.Visitor{Name: in.Address})} {
		who.Fields = map[string]any{"language": language}
		in.Who = who
		keys, _ := who.Keys()
		if err := s.getToKnow(auth.With(ctx, systemActor), in, keys); !errors.Is(err, errNobody) {
			return err
		}
	}
	return errChatWho
}

// chatPerson is who a visitor was when they wrote first; 0: they have not.
func (s *Server) chatPerson(ctx context.Context, name string) (profile int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		is, err := v.ChatVisitor(ctx, name)
		profile = is.Profile
		return absent(err)
	})
	return profile, err
}

// chatSource is the source of events about talks.
const chatSource = "chat"

// chatHeard is what follows what a visitor said: with the first of it a talk begins. After a crash in between it follows
// when the widget, which got no answer, sends the same again.
func (s *Server) chatHeard(ctx context.Context, c *chatCall, e *conversation.Entry, language string) error {
	ctx = auth.With(ctx, systemActor)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		of, err := t.Conversation(ctx, auth.Everything, e.Conversation)
		if err != nil {
			return absent(err)
		}
		fresh, err := t.StartChat(ctx, store.ChatVisitor{Name: c.Name, Profile: of.Person, Language: language, StartedAt: e.At})
		if err != nil || !fresh {
			return err
		}
		return tellOfChat(ctx, t, of.Person, "Chat Started", c.Name, e.At, map[string]any{"conversation": ConversationID(of.ID), "page": e.Data["page"], "text": conversation.Preview(e.Text)})
	})
}

func tellOfChat(ctx context.Context, t *store.Tx, who int64, name, talk string, at int64, told map[string]any) error {
	properties, err := json.Marshal(told)
	if err != nil {
		return err
	}
	return postEvents(ctx, t, chatSource, []int64{who}, func(int64) timeline.Event {
		return timeline.Event{ID: strings.ReplaceAll(strings.ToLower(name), " ", "-") + "-" + talk, Name: name, At: at, Properties: properties}
	})
}
