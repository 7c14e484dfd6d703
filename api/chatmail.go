package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/phrase"
	"banhda/store"
)

// chatMailJob sends an answer by e-mail that a visitor did not see.
const chatMailJob job.Kind = "chat-mail"

// chatMailFor is its body.
type chatMailFor struct {
	Name string `json:"name"`
}

// chatCarried is what follows an answer in a chat: where the visitor does not come back to see it, it goes by e-mail.
func chatCarried(ctx context.Context, t *store.Tx, name string) error {
	k, err := readChat(ctx, &t.View)
	if err != nil || k.MailAfter == 0 {
		return err
	}
	body, err := json.Marshal(chatMailFor{name})
	if err != nil {
		return err
	}
	return t.Enqueue(ctx, chatMailJob, name, body, t.Now()+(time.Duration(k.MailAfter)*time.Minute).Microseconds())
}

// mailChat is the job. Without an address there is none, and who was forgotten meanwhile is sent nothing.
func (s *Server) mailChat(ctx context.Context, j job.Job) error {
	var of chatMailFor
	if err := json.Unmarshal(j.Body, &of); err != nil {
		return err
	}
	return s.chatByMail(ctx, j.ID, of.Name, func(ctx context.Context, t *store.Tx, is *store.ChatVisitor) ([]conversation.Entry, error) {
		list, err := t.ChatEntries(ctx, is.Name, max(is.Read, is.Mailed), mostShown)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return onlyOut(list), t.MailedChat(ctx, is.Name, list[len(list)-1].ID)
	}, phrase.Sentencef("An answer to what you wrote us"))
}

func onlyOut(list []conversation.Entry) (out []conversation.Entry) {
	for _, e := range list {
		if e.Kind == conversation.Out {
			out = append(out, e)
		}
	}
	return out
}

// chatTranscript sends a visitor what was said in their talk, to the address that is known of them.
func (s *Server) chatTranscript(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	if !s.chats.pace(c.Name) {
		return errChatOften
	}
	sent := false
	err := s.chatByMail(auth.With(r.Context(), systemActor), 0, c.Name, func(ctx context.Context, t *store.Tx, is *store.ChatVisitor) (list []conversation.Entry, err error) {
		list, err = t.ChatEntries(ctx, is.Name, 0, mostTranscript)
		sent = len(list) > 0
		return list, err
	}, phrase.Sentencef("What you and we wrote one another"))
	if err == nil && !sent {
		err = invalid("leave your e-mail address first")
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// mostTranscript is how many entries go by e-mail.
const mostTranscript = 500

// chatByMail sends some of what was said in a talk by e-mail, where an address is known and it was not written to too often.
// finish is the job that is finished by it; 0: none.
func (s *Server) chatByMail(ctx context.Context, finish int64, name string, which func(context.Context, *store.Tx, *store.ChatVisitor) ([]conversation.Entry, error), subject *phrase.Sentence) error {
	var moved int64
	_, err := s.change(ctx, mutation{verb: "chat-mail", target: chatSetting, also: func(ctx context.Context, t *store.Tx) error {
		is, err := t.ChatVisitor(ctx, name)
		if err == nil {
			moved, err = s.mailTalk(ctx, t, &is, which, subject)
		}
		if absent(err) == nil && finish != 0 {
			return t.FinishJob(ctx, finish)
		}
		return absent(err)
	}}, nil)
	if err == nil && moved != 0 {
		s.inbox.moved(moved)
	}
	return err
}

func (s *Server) mailTalk(ctx context.Context, t *store.Tx, is *store.ChatVisitor, which func(context.Context, *store.Tx, *store.ChatVisitor) ([]conversation.Entry, error), subject *phrase.Sentence) (thread int64, err error) {
	last, err := t.LastChatEntries(ctx, is.Name, 1)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	c, err := t.Conversation(ctx, auth.Everything, last[0].Conversation)
	if err != nil {
		return 0, err
	}
	address, err := chatAddress(ctx, &t.View, c.Person)
	if err != nil || address == "" {
		return 0, err
	}
	if n, err := t.AnsweredSince(ctx, address, t.Now()-time.Hour.Microseconds()); err != nil || n >= mostAutomatic {
		return 0, orElse(err, errOften)
	}
	list, err := which(ctx, t, is)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	text, err := s.talkText(ctx, &t.View, list, is.Language)
	if err != nil {
		return 0, err
	}
	e, err := t.AddEntry(ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.Out, Channel: conversation.Email, Author: conversation.TheHouse, Address: address,
		Subject: subject.In(is.Language), Text: text, At: t.Now()})
	if err != nil {
		return 0, err
	}
	return c.ID, s.carry(ctx, t, &c, &e, 0)
}

// chatAddress is the e-mail address that is known of somebody; empty: none.
func chatAddress(ctx context.Context, v *store.View, who int64) (string, error) {
	r, err := personRecord(ctx, v, who)
	if err != nil {
		return "", absent(err)
	}
	return r.Values.Text(addressFields[consent.Email]), nil
}

// chatReached reports whether it is known where somebody can be answered.
func (s *Server) chatReached(ctx context.Context, v *store.View, profile int64) (bool, error) {
	in := conversation.Incoming{Person: profile}
	if err := s.standing(ctx, &in); err != nil {
		return false, err
	}
	r, err := personRecord(ctx, v, in.Person)
	if err != nil {
		return false, absent(err)
	}
	return r.Values.Text(addressFields[consent.Email]) != "" || r.Values.Text(addressFields[consent.SMS]) != "", nil
}

// talkText is what was said as a mail holds it, each with who said it and when.
func (s *Server) talkText(ctx context.Context, v *store.View, list []conversation.Entry, language string) (string, error) {
	names, err := actorNames(ctx, v)
	if err != nil {
		return "", err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return "", err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return "", err
	}
	b := strings.Builder{}
	for _, e := range list {
		who := orText(names[e.Author], w.Name)
		if e.Kind == conversation.In {
			who = phrase.Sentencef("You").In(language)
		}
		b.WriteString(who + ", " + time.UnixMicro(e.At).In(zone).Format("2006-01-02 15:04") + ":\n" + e.Text + "\n\n")
	}
	return b.String(), nil
}
