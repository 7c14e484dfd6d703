package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	way "banhda/channel/sms"
	"banhda/channel/sms/esms"
	"banhda/channel/sms/smpp"
	"banhda/hub/message"
	"banhda/hub/sms"
	"banhda/store"
)

// phones keep the way to phones there is.
type phones struct {
	mu      sync.Mutex
	of      smsSettings
	way     way.Way // nil: none
	said    string  // why nothing of ours is taken; empty: it is
	changed chan struct{}
}

// forget lets the way be made anew of the settings.
func (p *phones) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.changed != nil {
		close(p.changed)
		p.changed = nil
	}
}

func (p *phones) news() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.changed == nil {
		p.changed = make(chan struct{})
	}
	return p.changed
}

func (p *phones) put(m smsSettings, w way.Way) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of, p.way, p.said = m, w, ""
}

func (p *phones) get() (smsSettings, way.Way) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of, p.way
}

// note keeps what the other side said that concerns everybody.
func (p *phones) note(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch said := new(way.Error); {
	case err == nil:
		p.said = ""
	case errors.As(err, &said) && (said.Class == way.Blocked || said.Class == way.NoBalance):
		p.said = said.Error()
	}
}

// state reports whether messages can be handed over, and what is wrong.
func (p *phones) state() (connected bool, said string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c, ok := p.way.(*smpp.Client); ok {
		if connected, said = c.State(); !connected {
			return false, said
		}
	}
	return p.way != nil, p.said
}

var errNoWay = errors.New("there is no way to phones")

// send hands a message over in the name its class goes in.
func (p *phones) send(ctx context.Context, m way.Message) (way.Taken, error) {
	of, w := p.get()
	if m.From = of.brand(m.Class); w == nil || m.From == "" {
		return way.Taken{}, errNoWay
	}
	taken, err := w.Send(ctx, m)
	p.note(err)
	return taken, err
}

// Phones keeps the way to phones that is set, until ctx ends.
func (s *Server) Phones(ctx context.Context) error {
	for ctx.Err() == nil {
		news := s.phones.news()
		running, stop := context.WithCancel(ctx)
		var work sync.WaitGroup
		if err := s.wayOf(ctx, func(c *smpp.Client) {
			work.Go(func() { _ = c.Run(running) }) // it ends with running, and says nothing then
		}); err != nil && ctx.Err() == nil {
			s.Logger.Error("setting up the way to phones", "error", err)
			time.AfterFunc(time.Minute, s.phones.forget)
		}
		select {
		case <-ctx.Done():
		case <-news:
		}
		stop()
		work.Wait()
	}
	return nil
}

// wayOf makes the way that is set; run keeps a client connected.
func (s *Server) wayOf(ctx context.Context, run func(*smpp.Client)) error {
	var m smsSettings
	var url string
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if m, err = readSMS(ctx, v); err != nil {
			return err
		}
		mail, err := readMail(ctx, v)
		url = mail.URL
		return err
	})
	s.phones.put(m, nil)
	if err != nil || m.Provider == "" || m.Sealed == "" {
		return err
	}
	secret, err := s.smsSealer().Open(m.Sealed, m.who())
	if err != nil {
		return err
	}
	if m.Provider == byESMS {
		c := &esms.Client{Address: s.ESMS, Key: m.Key, Secret: secret, Sandbox: m.Sandbox, HTTP: &http.Client{Timeout: 30 * time.Second}}
		if url != "" {
			c.Callback = url + esmsPath + s.esmsMark()
		}
		s.phones.put(m, c)
		return nil
	}
	c := smpp.New(smpp.Server{Host: m.Host, Port: m.Port, TLS: m.TLS, SystemID: m.SystemID, Password: secret, SystemType: m.SystemType, Latin: m.Latin}, &smsEar{s}, s.Now, s.Logger)
	s.phones.put(m, c)
	run(c)
	return nil
}

// esmsPath is where eSMS says what became of messages.
const esmsPath = "/sms/esms/"

// esmsMark is known to eSMS and to us alone.
func (s *Server) esmsMark() string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("esms callback"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// smsOut hands a message to a phone over.
func (o *outgoing) smsOut(ctx context.Context, p *parcel, fate message.Fate) message.Fate {
	text := sms.With(p.label, strings.TrimSpace(string(p.Text)))
	taken, err := o.s.phones.send(ctx, way.Message{ID: OutgoingID(p.ID), To: p.flight.address, Text: text, Class: p.Class})
	if fate.At = o.s.Now().UnixMicro(); err == errNoWay {
		fate.Reason = message.NoChannel
		return fate
	}
	if err == nil {
		of, _ := o.s.phones.get()
		made := sms.Make(text)
		fate.State, fate.Handles = message.Sent, taken.Handles
		fate.Cost = sms.Cost(of.Prices, p.Class, p.flight.address, made.Segments())
		return fate
	}
	return o.afterSMS(p, fate, err)
}

// afterSMS is what follows from what the other side said. What concerns all messages is tried again for a day: by then
// somebody has paid, or looked.
func (o *outgoing) afterSMS(p *parcel, fate message.Fate, err error) message.Fate {
	said := new(way.Error)
	errors.As(err, &said)
	switch class := way.ClassOf(err); {
	case class == way.Doubtful:
		fate.State, fate.Reason = message.Doubtful, message.CrashHid
	case class == way.Permanent:
		fate.Reason = message.NotTaken
	case said.After > 0: // it was not tried at all
		fate.State, fate.At = message.Queued, fate.At+said.After.Microseconds()
	default:
		at, ok := message.Again(fate.At, p.Attempts+1)
		if fate.Reason = message.TriedOften; ok {
			fate.State, fate.At, fate.Reason, fate.Tried = message.Queued, at, "", true
		}
	}
	return fate
}
