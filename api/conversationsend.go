package api

import (
	"cmp"
	"context"
	"html"
	"net/mail"
	"strings"
	"time"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/hub/attachment"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/template"
	"banhda/store"
)

// reply is an answer in a conversation as it is sent.
type reply struct {
	conversation.Entry
	of        conversation.Conversation
	answers   conversation.Entry // what they wrote last over its channel; no id: nothing
	mailer    *mailer
	plus      bool   // the mailbox takes what comes to its address with a word behind a +
	signature string // of who writes
	files     []attachment.Attachment
}

// replies reads the answers that claimed messages carry.
func (s *Server) replies(ctx context.Context, v *store.View, claimed []message.Message) (map[int64]*reply, error) {
	all := map[int64]*reply{}
	var ids []int64
	for i := range claimed {
		if claimed[i].Entry != 0 {
			ids = append(ids, claimed[i].Entry)
		}
	}
	if len(ids) == 0 {
		return all, nil
	}
	entries, err := v.EntriesByID(ctx, ids)
	for id, e := range entries {
		if err == nil {
			all[id], err = s.replyOf(ctx, v, e)
		}
	}
	return all, err
}

func (s *Server) replyOf(ctx context.Context, v *store.View, e conversation.Entry) (r *reply, err error) {
	r = &reply{Entry: e}
	if r.of, err = v.Conversation(ctx, auth.Everything, e.Conversation); err != nil {
		return r, err
	}
	if r.answers, err = heardAbout(ctx, v, &e); absent(err) != nil {
		return r, err
	}
	for _, id := range e.Files {
		f, err := v.Attachment(ctx, id)
		if absent(err) != nil {
			return r, err
		}
		if err == nil && f.DeletedAt == 0 {
			r.files = append(r.files, f)
		}
	}
	if e.Channel != conversation.Email {
		return r, nil
	}
	if user, err := ParseUserID(e.Author); err == nil {
		if r.signature, err = readSignature(ctx, v, user); err != nil {
			return r, err
		}
	}
	return r, s.mailerOfReply(ctx, v, r)
}

// mailerOfReply is in whose name an answer goes: the mailbox they wrote to, with the name of who answers.
func (s *Server) mailerOfReply(ctx context.Context, v *store.View, r *reply) (err error) {
	m := &mailer{signer: s.tokens}
	if m.senders, err = readSenders(ctx, v); err != nil {
		return err
	}
	if err = m.whoWrites(ctx, v, ""); err != nil {
		return err
	}
	boxes, err := readMailboxes(ctx, v)
	if err != nil {
		return err
	}
	if box, ok := boxes.answering(r.answers.Data["mailbox"], r.of.Team); ok {
		m.from, m.replyTo, r.plus = mail.Address{Name: cmp.Or(box.Name, m.from.Name), Address: box.Address}, "", box.Plus
	}
	r.mailer = m
	m.keys, err = s.dkimKeys(ctx, v, domainOf(m.from.Address))
	return err
}

// sendReply makes an answer and hands it over to its channel.
func (o *outgoing) sendReply(ctx context.Context, k *acquainted, l *letters, f *flight, fate message.Fate) message.Fate {
	r := l.replies[f.Entry]
	if r == nil {
		fate.Reason = message.NotRendered
		return fate
	}
	to := &addressee{Message: f.ID, Person: f.person, Address: f.address}
	if who := l.people[f.Message.Person]; who != nil {
		to.Name, to.Language = who.Name, who.Language
	}
	p := &parcel{flight: f, house: k, mailer: r.mailer, data: &template.Data{}, to: to, reply: r}
	p.Subject, p.Text = r.subject(k.workspace.Name), []byte(r.Text)
	if f.Channel == consent.Email {
		files, err := o.s.filesAlong(r.files)
		if err != nil {
			fate.Reason = message.NotRendered
			return fate
		}
		whole := *r.mailer
		whole.files = files
		p.mailer, p.Text, p.HTML = &whole, []byte(r.text(k.zone)), []byte(r.html(k.zone))
	}
	return o.handOver(ctx, p, fate)
}

// filesAlong reads the files that go along with an answer.
func (s *Server) filesAlong(list []attachment.Attachment) (files []email.File, err error) {
	for _, f := range list {
		content, err := s.readFile(f.Hash)
		if err != nil {
			return nil, err
		}
		files = append(files, email.File{Name: f.Name, Type: f.Media, Content: content})
	}
	return files, nil
}

// onto says in a message what it answers.
func (r *reply) onto(m *email.Mail) {
	m.Auto = conversation.Automatic(r.Author)
	if r.plus {
		if local, host, ok := strings.Cut(m.From.Address, "@"); ok {
			m.ReplyTo = local + "+" + strings.ReplaceAll(ConversationID(r.of.ID), "_", "-") + "@" + host
		}
	}
	if id := r.answers.Key; r.answers.ID != 0 && email.GoodID(id) {
		m.InReplyTo = id
		for _, one := range append(strings.Fields(r.answers.Data["references"]), id) {
			if email.GoodID(one) {
				m.References = append(m.References, one)
			}
		}
	}
}

// subject is what an answer is headed by; what answers nothing, as the first mail of a talk, by the house's name.
func (r *reply) subject(house string) string {
	about := cmp.Or(r.answers.Subject, r.of.Subject)
	switch {
	case r.Subject != "" || about == "":
		return cmp.Or(r.Subject, house)
	case strings.HasPrefix(strings.ToLower(about), "re:"):
		return about
	}
	return "Re: " + about
}

// quote is the line that introduces what is quoted.
func (r *reply) quote(zone *time.Location) string {
	return time.UnixMicro(r.answers.At).In(zone).Format("2006-01-02 15:04") + " <" + r.answers.Address + ">:"
}

// text is an answer as it is read without HTML: with the signature of who writes, and what it answers.
func (r *reply) text(zone *time.Location) string {
	b := strings.Builder{}
	b.WriteString(r.Text)
	if r.signature != "" {
		b.WriteString("\n\n-- \n" + r.signature)
	}
	if r.answers.ID != 0 && r.answers.Text != "" {
		b.WriteString("\n\n" + r.quote(zone) + "\n> " + strings.ReplaceAll(r.answers.Text, "\n", "\n> "))
	}
	return b.String() + "\n"
}

// html is an answer as mail programs draw it.
func (r *reply) html(zone *time.Location) string {
	lines := func(s string) string { return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>\n") }
	b := strings.Builder{}
	b.WriteString("<div>" + cmp.Or(r.HTML, lines(r.Text)) + "</div>\n")
	if r.signature != "" {
		b.WriteString("<div style=\"color:#666;margin-top:16px\">-- <br>\n" + lines(r.signature) + "</div>\n")
	}
	if r.answers.ID != 0 && r.answers.Text != "" {
		b.WriteString("<div style=\"margin-top:16px\">" + lines(r.quote(zone)) + "</div>\n<blockquote style=\"margin:0 0 0 8px;padding-left:12px;border-left:2px solid #ccc\">" + lines(r.answers.Text) + "</blockquote>\n")
	}
	return b.String()
}

// settleReplies tells the timeline of first answers that have left.
func (o *outgoing) settleReplies(ctx context.Context, t *store.Tx, fates []message.Fate, flights map[int64]flight) error {
	for i := range fates {
		f := flights[fates[i].ID]
		if f.Entry == 0 || fates[i].State != message.Sent {
			continue
		}
		e, err := t.Entry(ctx, f.Entry)
		if err != nil {
			return absent(err)
		}
		c, err := t.Conversation(ctx, auth.Everything, e.Conversation)
		if err != nil {
			return absent(err)
		}
		if c.FirstAnsweredAt == e.At && !conversation.Automatic(e.Author) {
			if err := tellFirstAnswer(ctx, t, &c, &e); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellReplies lets open screens show what became of answers.
func (o *outgoing) tellReplies(fates []message.Fate) {
	o.mu.Lock()
	var moved []int64
	for i := range fates {
		if f, ok := o.flying[fates[i].ID]; ok && f.Entry != 0 {
			if shown, ok := f.Data["conversation"].(string); ok {
				if id, err := ParseConversationID(shown); err == nil {
					moved = append(moved, id)
				}
			}
		}
	}
	o.mu.Unlock()
	for _, id := range moved {
		o.s.inbox.moved(id)
	}
}
