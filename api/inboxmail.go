package api

import (
	"bytes"
	"cmp"
	"context"
	"mime"
	"strings"
	"time"

	parsed "banhda/channel/email/letter"
	"banhda/channel/email/mailbox"
	"banhda/drive/job"
	"banhda/hub/attachment"
	"banhda/hub/conversation"
	"banhda/hub/person"
	"banhda/store"
)

// inboxJob reads the mailboxes whose mail becomes conversations; wakeJob opens those again whose time has come.
const (
	inboxJob job.Kind = "inbox"
	wakeJob  job.Kind = "conversations-wake"
)

// largestLetter is how many bytes of a mail are read: what mail servers usually take.
const largestLetter = 36 << 20

// inboxWorks are the jobs of conversations.
func (s *Server) inboxWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		inboxJob:    {Do: s.system(func(ctx context.Context, _ job.Job) error { return s.readInboxes(ctx) }), Every: job.Each(20 * time.Second), Within: 5 * time.Minute, Attempts: 1},
		chatMailJob: {Do: s.system(s.mailChat)},
		wakeJob:     {Do: s.system(s.wakeConversations), Every: job.Each(time.Minute), Within: 5 * time.Minute},
	}
}

// readInboxes reads what came to each mailbox since the last time. One that cannot be read holds up no other; what it said
// stands with it in the settings.
func (s *Server) readInboxes(ctx context.Context) error {
	s.inboxes.Lock()
	defer s.inboxes.Unlock()
	var boxes inboxMailboxes
	places := map[string]checkedUpTo{}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if boxes, err = readMailboxes(ctx, v); err == nil {
			err = readJSON(ctx, v, placesSetting, &places)
		}
		return err
	})
	for i := range boxes {
		if err != nil {
			return err
		}
		said := ""
		if failed := s.readInbox(ctx, &boxes[i], places[boxes[i].Key].Place, boxes.addresses()); failed != nil {
			said = failed.Error()
		}
		err = s.movePlace(context.WithoutCancel(ctx), boxes[i].Key, func(p *checkedUpTo) { p.At, p.Error = s.Now().UnixMicro(), said })
	}
	return err
}

// movePlace notes up to where a mailbox was read, or how that went.
func (s *Server) movePlace(ctx context.Context, key string, move func(*checkedUpTo)) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		places := map[string]checkedUpTo{}
		if err := readJSON(ctx, &t.View, placesSetting, &places); err != nil {
			return err
		}
		one := places[key]
		move(&one)
		places[key] = one
		return setJSON(ctx, t, placesSetting, places)
	})
}

// readInbox reads one mailbox. Of one that was never read, only what comes from now on is taken in. Each mail is taken in
// before its place is noted, and again after a crash between the two: its id says that it was.
func (s *Server) readInbox(ctx context.Context, box *inboxMailbox, from mailbox.Place, own []string) error {
	server, err := s.imapServer(box.mailboxSettings, box.place())
	if err != nil {
		return err
	}
	server.Largest = largestLetter
	if from == (mailbox.Place{}) {
		if from, err = server.End(ctx); err != nil {
			return err
		}
		return s.movePlace(ctx, box.Key, func(p *checkedUpTo) { p.Place = from })
	}
	return server.Read(ctx, from, func(at mailbox.Place, raw []byte) error {
		if err := s.hearMail(ctx, box, at, raw, own); err != nil {
			return err
		}
		return s.movePlace(ctx, box.Key, func(p *checkedUpTo) { p.Place = at })
	})
}

// hearMail takes in one mail. What cannot be read at all is passed by, with word in the program's log.
func (s *Server) hearMail(ctx context.Context, box *inboxMailbox, at mailbox.Place, raw []byte, own []string) error {
	l, err := parsed.Read(raw)
	if err != nil {
		s.Logger.Warn("a mail cannot be read", "mailbox", box.Key, "uid", at.UID, "error", err)
		return nil
	}
	if ok, err := s.heardInvitation(ctx, l); ok || err != nil {
		return err // a calendar answered, and nobody waits for an answer of ours
	}
	in := s.incomingOf(box, at, l, own)
	if in.Machine && in.Thread == 0 {
		return nil // of a program that answers nothing of ours
	}
	s.takeFiles(ctx, l, &in)
	_, err = s.hear(ctx, in)
	return err
}

// incomingOf is a mail as the door takes it in.
func (s *Server) incomingOf(box *inboxMailbox, at mailbox.Place, l *parsed.Letter, own []string) conversation.Incoming {
	from := strings.ToLower(l.From.Address)
	if reply := strings.ToLower(l.ReplyTo); reply != "" && from != reply && conversation.Machine(l.Get, reply, own) == "" {
		from = reply // where they want their answer
	}
	said, quoted := conversation.Fold(cmp.Or(strings.TrimSpace(l.Text), conversation.TextOf(l.HTML)))
	in := conversation.Incoming{Channel: conversation.Email, Who: person.Identity{Email: from, Name: l.From.Name}, Address: from, Team: box.Team, Subject: l.Subject,
		Text: said, Quoted: quoted, HTML: conversation.Sanitise(l.HTML), At: s.Now().UnixMicro(), Machine: conversation.Machine(l.Get, l.From.Address, own) != "",
		Key:  cmp.Or(clipped(l.ID, 400), box.Key+"-"+writeSerial(int64(at.Validity))+"-"+writeSerial(int64(at.UID))),
		Data: map[string]string{"mailbox": box.Key, "references": clipped(strings.Join(l.References, " "), 2000), "to": clipped(strings.Join(l.To, " "), 500)}}
	in.References = append([]string{l.InReplyTo}, reversed(l.References)...)
	in.Thread = s.threadOf(&in, l.To)
	return in
}

func reversed(list []string) (back []string) {
	for i := len(list) - 1; i >= 0; i-- {
		back = append(back, list[i])
	}
	return back
}

// threadOf finds the conversation a mail answers by what only we and they know: the word in our address, or the id of a
// message of ours.
func (s *Server) threadOf(in *conversation.Incoming, to []string) int64 {
	for _, address := range to {
		local, _, _ := strings.Cut(address, "@")
		if _, word, ok := strings.Cut(local, "+"); ok {
			if id, err := ParseConversationID(strings.ReplaceAll(strings.ToUpper(word), "CNV-", conversationPrefix)); err == nil {
				return id
			}
		}
	}
	for _, id := range in.References {
		about, ok := s.ofMessageID(id)
		if !ok {
			continue
		}
		var thread int64
		err := s.Records.View(context.Background(), func(v *store.View) error {
			sent, err := v.Message(context.Background(), about.Message)
			if err != nil || sent.Entry == 0 {
				return err
			}
			e, err := v.Entry(context.Background(), sent.Entry)
			thread = e.Conversation
			return err
		})
		if err == nil && thread != 0 {
			return thread
		}
	}
	return 0
}

// takeFiles keeps what came along on the disk; pictures within the text are named by what they hold. What is of no kind that is
// kept is left out.
func (s *Server) takeFiles(ctx context.Context, l *parsed.Letter, in *conversation.Incoming) {
	var largest int64
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		largest, err = largestFile(ctx, v)
		return err
	})
	for _, f := range l.Files {
		if err != nil || len(in.Files) == conversation.MostFiles {
			break
		}
		a := attachment.Attachment{Name: uploadName(cmp.Or(f.Name, nameOfType(f.Type)))}
		if s.keepFile(&a, bytes.NewReader(f.Content), largest, func(Progress) {}) == nil {
			in.Files, in.HTML = append(in.Files, a), conversation.Inline(in.HTML, f.ID, a.Hash)
		}
	}
}

// nameOfType is what a file is called that has no name.
func nameOfType(media string) string {
	if endings, _ := mime.ExtensionsByType(media); len(endings) > 0 {
		return "file" + endings[0]
	}
	return "file"
}

// wakeConversations opens those again that were put off until now.
func (s *Server) wakeConversations(ctx context.Context, _ job.Job) error {
	for {
		var list []conversation.Conversation
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			if list, err = t.SnoozedUntil(ctx, 100); err != nil {
				return err
			}
			for _, c := range list {
				c.Reopen()
				if _, err := t.SaveConversation(ctx, c); err != nil {
					return err
				}
			}
			return nil
		})
		for _, c := range list {
			s.inbox.moved(c.ID)
		}
		if err != nil || len(list) == 0 {
			return err
		}
	}
}
