package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/channel/email/bounce"
	"banhda/channel/email/mailbox"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/store"
)

// mailboxJob reads the mailbox that reports come back to; bouncesJob forgets reports that count no more.
const (
	mailboxJob job.Kind = "mailbox"
	bouncesJob job.Kind = "bounces-forget"
)

// bouncesKept is how long reports are counted by the health of a domain.
const bouncesKept = 180 * 24 * time.Hour

// forgetBounces forgets reports that count no more, few at a time.
func (s *Server) forgetBounces(ctx context.Context, _ job.Job) error {
	for {
		var n int64
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = t.ForgetBounces(ctx, t.Now()-bouncesKept.Microseconds(), 1000)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
}

// mailWorks are the jobs of mail to people.
func (s *Server) mailWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		mailboxJob: {Do: s.system(func(ctx context.Context, _ job.Job) error {
			_, err := s.readReports(ctx, func(Progress) {})
			return err
		}), Every: job.Each(5 * time.Minute), Within: 4 * time.Minute, Attempts: 1},
		heardJob:   {Do: s.system(s.judgeHeard)},
		bouncesJob: {Do: s.system(s.forgetBounces), Every: job.Each(24 * time.Hour), Within: 10 * time.Minute},
	}
}

// MailboxRead is what was found in the mailbox.
type MailboxRead struct {
	Messages   int `json:"messages"`
	Reports    int `json:"reports" doc:"of failure or complaint"`
	Suppressed int `json:"suppressed" doc:"addresses that are written to no more because of them"`
}

func (s *Server) checkMailbox(ctx context.Context, _ *struct{}, tell Tell) (*MailboxRead, error) {
	a, err := s.readReports(ctx, tell)
	if err != nil {
		return nil, refused(502, 0, "the mailbox was not read. The mail server, or the way to it, says: %s", strings.ToValidUTF8(err.Error(), ""))
	}
	return a, nil
}

// readReports reads what came since the last time, message by message: each is taken in with its place, in one transaction.
func (s *Server) readReports(ctx context.Context, tell Tell) (*MailboxRead, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	a := &MailboxRead{}
	var m mailboxSettings
	var place checkedUpTo
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if m, err = readMailbox(ctx, v); err == nil {
			err = readJSON(ctx, v, mailboxPlace, &place)
		}
		return err
	})
	if err != nil || m.Address == "" {
		return a, err
	}
	err = s.readMailbox(ctx, m, place.Place, func(at mailbox.Place, raw []byte) error {
		a.Messages++
		tell(Progress{Step: "reading reports", Done: int64(a.Messages)})
		return s.takeReports(ctx, at, raw, a)
	})
	said := ""
	if err != nil {
		said = err.Error()
	}
	noted := s.Records.Tx(context.WithoutCancel(ctx), func(t *store.Tx) error {
		if err := readJSON(ctx, &t.View, mailboxPlace, &place); err != nil {
			return err
		}
		place.At, place.Error = t.Now(), said
		return setJSON(ctx, t, mailboxPlace, place)
	})
	return a, cmp.Or(err, noted)
}

func (s *Server) readMailbox(ctx context.Context, m mailboxSettings, from mailbox.Place, each func(mailbox.Place, []byte) error) error {
	server, err := s.imapServer(m, mailboxSetting)
	if err != nil {
		return err
	}
	return server.Read(ctx, from, each)
}

// imapServer is a mailbox with its password opened, or with the tokens of a place.
func (s *Server) imapServer(m mailboxSettings, place string) (server mailbox.Server, err error) {
	server = mailbox.Server{Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, Folder: m.Folder, Trust: s.MailTrust}
	if m.OAuth {
		server.Tokens = s.tokensOf(place)
	} else if m.Sealed != "" {
		server.Password, err = s.mailboxSealer().Open(m.Sealed, m.Host)
	}
	return server, err
}

// takeReports takes in one message of the mailbox. What is no report is passed by.
func (s *Server) takeReports(ctx context.Context, at mailbox.Place, raw []byte, a *MailboxRead) error {
	reports, err := bounce.Parse(raw)
	if err != nil {
		s.Logger.Debug("a message in the mailbox for reports cannot be read", slog.Any("error", err))
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		var place checkedUpTo
		if err := readJSON(ctx, &t.View, mailboxPlace, &place); err != nil {
			return err
		}
		for i := range reports {
			if reports[i].Verdict == delivery.Reply {
				continue
			}
			a.Reports++
			suppressed, err := s.takeReport(ctx, t, &reports[i])
			if suppressed {
				a.Suppressed++
			}
			if err != nil {
				return err
			}
		}
		place.Place = at
		return setJSON(ctx, t, mailboxPlace, place)
	})
}

// reported finds the message a report is about: by the address it came to, else by the Message-ID it quotes.
func (s *Server) reported(r *delivery.Report) (token.Token, bool) {
	local, _, _ := strings.Cut(r.Return, "@")
	if _, word, ok := strings.Cut(local, "+"); ok {
		if about, ok := s.tokens.Read(token.Return, strings.ToLower(word)); ok {
			return about, true
		}
	}
	return s.ofMessageID(strings.Trim(r.MessageID, "<> "))
}

// ofMessageID finds the message of a Message-ID, where it is one of ours.
func (s *Server) ofMessageID(id string) (about token.Token, ok bool) {
	local, domain, _ := strings.Cut(id, "@")
	at := strings.LastIndexByte(local, '.')
	if at < 0 {
		return about, false
	}
	message, err := ParseOutgoingID(strings.ReplaceAll(local[:at], ".", "_"))
	if err != nil || s.messageID(message, "@"+domain) != id {
		return about, false
	}
	return token.Token{Message: message}, true
}

// takeReport writes down what one report says: of the message, of the address, and for whoever looks at the person. Nobody
// is believed who knows neither address nor id of a message we sent: else anybody could have an address suppressed.
func (s *Server) takeReport(ctx context.Context, t *store.Tx, r *delivery.Report) (suppressed bool, err error) {
	about, ok := s.reported(r)
	if !ok {
		return false, nil
	}
	sent, err := t.Message(ctx, about.Message)
	if err != nil {
		return false, absent(err)
	}
	return s.heard(ctx, t, &sent, r)
}

// heard writes down what is heard of a message that was sent, whichever way: a report, or a server's refusal.
func (s *Server) heard(ctx context.Context, t *store.Tx, sent *message.Message, r *delivery.Report) (suppressed bool, err error) {
	if _, err := t.Note(ctx, store.Act{Actor: actorName(auth.Actor{Kind: auth.System}), Verb: "mail-report", Target: OutgoingID(sent.ID), Reason: string(r.Verdict)}); err != nil {
		return false, err
	}
	hash := s.addressHash(sent.Channel, sent.Address)
	soft, err := t.Bounced(ctx, delivery.Bounce{Hash: hash, Verdict: r.Verdict, Reason: r.Reason, Code: r.Code, Message: sent.ID}, t.Now()-delivery.SoftMemory.Microseconds())
	if err != nil {
		return false, err
	}
	if reason, ok := delivery.Suppresses(r.Verdict, soft, t.Now()); ok && r.Reason != bounce.OptOut {
		one := delivery.Suppression{Hash: hash, Channel: sent.Channel, Address: sent.Address, Reason: reason, Note: short(r.Said), Message: sent.ID}
		if suppressed, err = t.Suppress(ctx, one); err != nil {
			return false, err
		}
	}
	if err := learnReport(ctx, t, sent, r); err != nil {
		return false, err
	}
	return suppressed, s.tellReport(ctx, t, sent, r)
}

// learnReport writes down on the message, and in the ledger, what a report means.
func learnReport(ctx context.Context, t *store.Tx, sent *message.Message, r *delivery.Report) error {
	switch r.Verdict {
	case delivery.Hard, delivery.Soft, delivery.Blocked:
		return t.LearnMessage(ctx, sent.ID, message.Bounced, gate.Reason(r.Reason))
	case delivery.Delivered:
		return t.LearnMessage(ctx, sent.ID, message.Delivered, "")
	case delivery.Complaint:
		_, err := t.Consent(ctx, consent.Entry{Person: sent.Person, Channel: sent.Channel, Purpose: consent.Marketing, State: consent.Withdrawn, At: t.Now(), How: string(consent.Email),
			Evidence: consent.Evidence{Note: "spam complaint"}})
		return err
	}
	return nil
}

// tellReport tells the person's timeline.
func (s *Server) tellReport(ctx context.Context, t *store.Tx, sent *message.Message, r *delivery.Report) error {
	name := "Message Bounced"
	switch {
	case r.Reason == bounce.OptOut:
		name = "Unsubscribed"
	case r.Verdict == delivery.Complaint:
		name = "Complaint Received"
	case r.Verdict == delivery.Delivered:
		name = "Message Delivered"
	}
	return tellOf(ctx, t, sent, name, map[string]string{"reason": r.Reason, "code": r.Code, "verdict": string(r.Verdict)})
}

// tellOf tells the timeline of whom a message went to what became of it.
func tellOf(ctx context.Context, t *store.Tx, sent *message.Message, name string, also map[string]string) error {
	person, err := personNow(ctx, &t.View, sent.Person)
	if err != nil {
		return absent(err)
	}
	told := map[string]string{"message": OutgoingID(sent.ID), "channel": string(sent.Channel)}
	for k, v := range also {
		if v != "" {
			told[k] = v
		}
	}
	properties, err := json.Marshal(told)
	if err != nil {
		return err
	}
	return postEvents(ctx, t, messageSource, []int64{person}, func(int64) timeline.Event {
		return timeline.Event{ID: fmt.Sprintf("message-%d-%d-%s", sent.ID, t.Now(), name), Name: name, At: t.Now(), Campaign: campaignOf(sent), Properties: properties}
	})
}

// messageSource is the source of events about messages.
const messageSource = "messages"

// campaignOf is a message's campaign as events name it; empty: none.
func campaignOf(m *message.Message) string {
	if m.Campaign == 0 {
		return ""
	}
	return CampaignID(m.Campaign)
}

// personNow is who somebody is now, after merges.
func personNow(ctx context.Context, v *store.View, person int64) (int64, error) {
	r, err := v.Record(ctx, auth.Everything, record.Person, person)
	return r.ID, err
}

// hearRefusal writes down what a server's refusal says of an address, as a report would.
func (o *outgoing) hearRefusal(p *parcel, said *email.Error) {
	if said.Server || said.Code == 0 {
		return
	}
	r := bounce.OfReply(p.to.Address, said.Code, said.Enhanced, said.Said)
	sent := p.Message
	sent.Address = p.to.Address
	err := o.s.Records.Tx(context.Background(), func(t *store.Tx) error {
		_, err := o.s.heard(auth.With(context.Background(), auth.Actor{Kind: auth.System}), t, &sent, &r)
		return err
	})
	if err != nil {
		o.s.Logger.Error("writing down that a server refused a message", "error", err)
	}
}
