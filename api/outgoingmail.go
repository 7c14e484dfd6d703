package api

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"banhda/channel/email"
	"banhda/hub/message"
)

// Carriers are how many messages are handed over at once, over as many connections.
const Carriers = 10

// mailers keep the connections to the mail server there is, while it and the pace stay the same.
type mailers struct {
	mu   sync.Mutex
	of   mailSettings
	pace string
	pool *email.Pool
}

// pool is the one for these settings.
func (s *Server) pool(m mailSettings, by *Senders) (*email.Pool, error) {
	pace := fmt.Sprint(by.Pace, by.Connections)
	s.mailers.mu.Lock()
	defer s.mailers.mu.Unlock()
	if s.mailers.pool != nil && s.mailers.of == m && s.mailers.pace == pace {
		return s.mailers.pool, nil
	}
	server, err := s.server(m)
	if err != nil {
		return nil, err
	}
	if s.mailers.pool != nil {
		s.mailers.pool.Close()
	}
	s.mailers.of, s.mailers.pace = m, pace
	s.mailers.pool = email.NewPool(server, email.Limits{Connections: cmp.Or(by.Connections, Carriers), Pace: by.Pace})
	return s.mailers.pool, nil
}

// mailOut hands an e-mail over.
func (o *outgoing) mailOut(ctx context.Context, p *parcel, fate message.Fate) message.Fate {
	if !p.house.mail.ready() {
		fate.Reason = message.NoChannel
		return fate
	}
	pool, err := o.s.pool(p.house.mail, &p.mailer.senders)
	if err == nil {
		err = pool.Send(ctx, o.letter(p))
	}
	fate.At = o.s.Now().UnixMicro()
	return o.afterMail(p, fate, err)
}

// afterMail is what follows from what the server said.
func (o *outgoing) afterMail(p *parcel, fate message.Fate, err error) message.Fate {
	var said *email.Error
	errors.As(err, &said)
	switch {
	case err == nil:
		fate.State = message.Sent
	case said != nil && said.Class == email.Doubtful:
		fate.State, fate.Reason = message.Doubtful, message.CrashHid
	case said != nil && (said.Class == email.Permanent || said.Class == email.Blocked):
		fate.Reason = message.NotTaken
		o.hearRefusal(p, said)
	case said != nil && said.After > 0: // it was not tried at all
		fate.State, fate.At = message.Queued, fate.At+said.After.Microseconds()
	default:
		at, ok := message.Again(fate.At, p.Attempts+1)
		if fate.Reason = message.TriedOften; ok {
			fate.State, fate.At, fate.Reason, fate.Tried = message.Queued, at, "", true
		}
	}
	return fate
}

// labelled is a subject with what the law has it begin with, once.
func labelled(label, subject string) string {
	if label == "" || strings.HasPrefix(subject, label) {
		return subject
	}
	return label + " " + subject
}

// letter is an e-mail as it is sent.
func (o *outgoing) letter(p *parcel) *email.Mail {
	p.Subject = labelled(p.label, p.Subject)
	m := p.mailer.mail(p.Rendered, p.data, p.to)
	m.ID, m.At = o.s.messageID(p.ID, m.From.Address), time.UnixMicro(p.house.now).In(p.house.zone)
	if p.reply != nil {
		p.reply.onto(m)
	}
	if p.invite != nil {
		invite(m, p.invite, p.house.now, p.Data)
	}
	if p.Campaign != 0 {
		m.Feedback = fmt.Sprintf("%s:%s:%s:banhda", CampaignID(p.Campaign), p.Class, p.Channel)
	}
	return m
}

// messageID is the same whenever a message is sent, and no other house's.
func (s *Server) messageID(id int64, from string) string {
	_, domain, _ := strings.Cut(from, "@")
	house := sha256.Sum256(append([]byte("message\x00"), s.Secret...))
	return strings.ReplaceAll(OutgoingID(id), "_", ".") + "." + hex.EncodeToString(house[:6]) + "@" + domain
}
