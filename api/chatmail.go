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

// mailChat is the job. Without an address, or where all was seen, nothing goes.
func (s *Server) mailChat(ctx context.Context, j job.Job) error {
	var of chatMailFor
	if err := json.Unmarshal(j.Body, &of); err != nil {
		return err
	}
	_, err := s.mailTalk(ctx, talkMail{name: of.Name, unseen: true, job: j.ID, subject: phrase.Sentencef("An answer to what you wrote us")})
	return err
}

// chatTranscript sends a visitor what was said in their talk, to the address that is known of them.
func (s *Server) chatTranscript(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	if !s.chats.pace(c.Name) {
		return errChatOften
	}
	sent, err := s.mailTalk(auth.With(r.Context(), systemActor), talkMail{name: c.Name, subject: phrase.Sentencef("What you and we wrote one another")})
	if err == nil && !sent {
		err = invalid("leave your e-mail address first")
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// mostTranscript is how many entries go by e-mail at once.
const mostTranscript = 500

// talkMail is what of a talk goes by e-mail.
type talkMail struct {
	name     string // of the talk
	unseen   bool   // only answers that were neither seen nor mailed
	job      int64  // that is finished by it; 0: none
	subject  *phrase.Sentence
	language string
	of       conversation.Conversation
	address  string
	list     []conversation.Entry // empty: nothing goes
}

// mailTalk sends some of what was said in a talk by e-mail, where an address is known and it was not written to too often.
func (s *Server) mailTalk(ctx context.Context, m talkMail) (sent bool, err error) {
	err = s.Records.View(ctx, func(v *store.View) error { return m.read(ctx, v) })
	if err != nil || len(m.list) == 0 {
		return false, err
	}
	_, err = s.change(ctx, mutation{verb: "chat-mail", target: ConversationID(m.of.ID), also: func(ctx context.Context, t *store.Tx) error {
		if err := s.sendTalk(ctx, t, &m); err != nil || m.job == 0 {
			return err
		}
		if err := t.MailedChat(ctx, m.name, m.list[len(m.list)-1].ID); err != nil {
			return err
		}
		return t.FinishJob(ctx, m.job)
	}}, nil)
	if err == nil {
		s.inbox.moved(m.of.ID)
	}
	return err == nil, err
}

// read finds what goes, and where to.
func (m *talkMail) read(ctx context.Context, v *store.View) error {
	is, err := v.ChatVisitor(ctx, m.name)
	if err != nil {
		return absent(err)
	}
	m.language = is.Language
	after := int64(0)
	if m.unseen {
		after = max(is.Read, is.Mailed)
	}
	list, err := v.ChatEntries(ctx, m.name, after, mostTranscript)
	if m.unseen {
		list = onlyOut(list)
	}
	if err != nil || len(list) == 0 {
		return err
	}
	if m.of, err = v.Conversation(ctx, auth.Everything, list[len(list)-1].Conversation); err != nil {
		return absent(err)
	}
	if m.address, err = chatAddress(ctx, v, m.of.Person); err != nil || m.address == "" {
		return err
	}
	if n, err := v.AnsweredSince(ctx, m.address, v.Now()-time.Hour.Microseconds()); err != nil || n >= mostAutomatic {
		return orElse(err, errOften)
	}
	m.list = list
	return nil
}

func onlyOut(list []conversation.Entry) (out []conversation.Entry) {
	for _, e := range list {
		if e.Kind == conversation.Out {
			out = append(out, e)
		}
	}
	return out
}

func (s *Server) sendTalk(ctx context.Context, t *store.Tx, m *talkMail) error {
	text, err := s.talkText(ctx, &t.View, m.list, m.language)
	if err != nil {
		return err
	}
	e, err := t.AddEntry(ctx, conversation.Entry{Conversation: m.of.ID, Kind: conversation.Out, Channel: conversation.Email, Author: conversation.TheHouse, Address: m.address,
		Subject: m.subject.In(m.language), Text: text, At: t.Now()})
	if err != nil {
		return err
	}
	return s.carry(ctx, t, &m.of, &e, 0)
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

// talkText is what was said as a mail holds it, each with who said it and when, and the names of the files that went along.
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
		b.WriteString(who + ", " + time.UnixMicro(e.At).In(zone).Format("15:04 02/01/2006") + ":\n")
		if e.Text != "" {
			b.WriteString(e.Text + "\n")
		}
		for _, id := range e.Files {
			f, err := v.Attachment(ctx, id)
			if absent(err) != nil {
				return "", err
			}
			if err == nil && f.DeletedAt == 0 {
				b.WriteString("[" + f.Name + "]\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}
