package api

import (
	"context"

	"banhda/engage/appointment"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/template"
	"banhda/store"
)

// letters are what messages that are claimed together are written with.
type letters struct {
	mailers map[int64]*mailer                  // by template; nil: it cannot be sent
	people  map[int64]*addressee               // by the id they were known by
	replies map[int64]*reply                   // by entry of a conversation
	invites map[int64]*appointment.Appointment // by message
}

// letters reads templates, and what is answered or invited to.
func (s *Server) letters(ctx context.Context, v *store.View, claimed []message.Message) (l *letters, err error) {
	l = &letters{mailers: map[int64]*mailer{}}
	for i := range claimed {
		id := claimed[i].Template
		if _, known := l.mailers[id]; known || claimed[i].Entry != 0 {
			continue
		}
		l.mailers[id] = nil
		version, err := v.Published(ctx, id)
		if err != nil {
			if absent(err) != nil {
				return nil, err
			}
			continue
		}
		if made, err := s.mailerOf(ctx, v, version); err == nil {
			l.mailers[id] = made
		} else {
			s.Logger.Error("a template cannot be sent", "template", TemplateID(id), "error", err)
		}
	}
	if l.replies, err = s.replies(ctx, v, claimed); err != nil {
		return nil, err
	}
	l.invites, err = invitations(ctx, v, claimed)
	return l, err
}

// parcel is a message that is rendered and about to be handed over.
type parcel struct {
	*flight
	template.Rendered
	house  *acquainted
	mailer *mailer
	data   *template.Data
	to     *addressee
	label  string
	reply  *reply                   // what it answers; nil: it was made of a template
	invite *appointment.Appointment // that it invites to; nil: none
}

// send renders a message and hands it over to its channel.
func (o *outgoing) send(ctx context.Context, k *acquainted, l *letters, f *flight, label string) message.Fate {
	fate := message.Fate{ID: f.ID, State: message.Failed, At: k.now}
	if state := o.s.halted(f.Campaign); state != "" {
		fate.State, fate.Reason = state, message.CampaignOver
		return fate
	}
	if f.Entry != 0 {
		return o.sendReply(ctx, k, l, f, fate)
	}
	m, who := l.mailers[f.Template], l.people[f.Message.Person]
	if m == nil || who == nil {
		fate.Reason = message.NoTemplate
		return fate
	}
	to := *who
	to.receives(&f.Message, f.address)
	data := m.data(&to)
	data.Event = f.Data
	if ofSignIn(&f.Message) {
		if data.Event = o.s.codeOf(ctx, &f.Message, k.mail.URL); data.Event == nil {
			fate.State, fate.Reason = message.Stopped, message.Unwanted
			return fate
		}
	}
	data.Campaign = map[string]any{"key": f.campaign, "name": f.campaign}
	room := o.rooms.Get().(*template.Room)
	defer o.rooms.Put(room)
	rendered, err := m.compiled.RenderIn(room, data)
	if err != nil {
		fate.Reason = message.NotRendered
		return fate
	}
	fate.Version = m.compiled.Version().ID
	return o.handOver(ctx, &parcel{flight: f, Rendered: rendered, house: k, mailer: m, data: &data, to: &to, label: label, invite: l.invites[f.ID]}, fate)
}

// handOver hands what is made over to its channel.
func (o *outgoing) handOver(ctx context.Context, p *parcel, fate message.Fate) message.Fate {
	switch p.Channel {
	case consent.Email:
		return o.mailOut(ctx, p, fate)
	case consent.SMS:
		return o.smsOut(ctx, p, fate)
	case consent.Zalo:
		return o.zaloOut(ctx, p, fate)
	}
	fate.Reason = message.NoChannel
	return fate
}

// halted is what becomes of a claimed message whose campaign was paused or stopped meanwhile; empty: it goes.
func (s *Server) halted(campaign int64) message.State {
	if state, ok := s.halts.Load(campaign); ok && campaign != 0 {
		return state.(message.State)
	}
	return ""
}
