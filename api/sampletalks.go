package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/demo"
	"banhda/engage/lead"
	"banhda/hub/conversation"
	"banhda/hub/record"
)

// keepTalks makes the conversations of the last weeks. The log is told of those alone that the story does not tell of.
func (m *sampling) keepTalks(ctx context.Context, talks []demo.Talk) error {
	k, _, err := conversationClock(ctx, &m.t.View)
	if err != nil {
		return err
	}
	had := map[int64]bool{} // of each person there is one that is open
	for _, d := range talks {
		who := m.personOf(d.Who)
		if who == 0 || had[who] {
			continue
		}
		had[who] = true
		if err := m.keepTalk(ctx, k, who, d); err != nil {
			return err
		}
	}
	return nil
}

func (m *sampling) keepTalk(ctx context.Context, k conversation.Clock, who int64, d demo.Talk) error {
	first := d.Said[0].At
	c, err := m.t.AddConversation(ctx, conversation.Conversation{Person: who, State: conversation.Open, Subject: d.Subject, Channel: conversation.Channel(d.Channel),
		Assignee: m.user, OpenedAt: first, LastAt: first})
	if err != nil {
		return err
	}
	m.made.Talks = append(m.made.Talks, c.ID)
	from := len(m.made.Entries)
	for _, said := range d.Said {
		e := conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: c.Channel, Author: conversation.ThePerson, Subject: d.Subject, Text: said.Text, At: said.At}
		if said.Ours {
			e.Kind, e.Author = conversation.Out, m.author(ctx)
		}
		if e, err = m.t.AddEntry(ctx, e); err != nil {
			return err
		}
		m.made.Entries = append(m.made.Entries, e.ID)
		if said.Ours {
			c.Answered(&e, k)
		} else if c.Heard(&e, k); d.Fresh {
			err = tellOfEntry(ctx, m.t, &c, &e, "Message Received", nil)
		}
		if err != nil {
			return err
		}
	}
	if d.Closed != 0 {
		c.Close(d.Closed)
	}
	if c, err = m.t.SaveConversation(ctx, c); err != nil || d.Ticket == "" {
		return err
	}
	if d.Fresh {
		return m.keepTicket(ctx, &c, m.made.Entries[from:], d)
	}
	_, err = m.t.Aside(func() error { return m.keepTicket(ctx, &c, m.made.Entries[from:], d) }) // the history tells of it
	return err
}

// keepTicket opens the ticket of a talk when it began; one that was answered waits for the customer, or is closed with the talk.
func (m *sampling) keepTicket(ctx context.Context, c *conversation.Conversation, entries []int64, d demo.Talk) error {
	setup, err := m.t.TicketSetup(ctx)
	if err != nil {
		return err
	}
	values := record.Values{}
	if slices.ContainsFunc(setup.Types, func(t ticket.Type) bool { return t.Key == d.Ticket }) {
		values["kind"] = d.Ticket
	}
	var r record.Record
	err = m.t.Past(d.Said[0].At, func() error {
		r, err = openTicketIn(ctx, m.t, c, entries, values)
		return err
	})
	if err != nil || d.Fresh {
		return err
	}
	to, at := setup.First(ticket.OnCustomer), d.Said[len(d.Said)-1].At
	if d.Closed != 0 {
		to, at = setup.First(ticket.Over), d.Closed
	}
	return m.t.Past(at, func() error {
		_, err := m.t.Update(ctx, auth.Everything, record.Ticket, r.ID, record.Values{"status": to.Key}, 0)
		return err
	})
}

// keepLeads makes those who asked in the last week, and what came of it. Nobody is told that no answer came: the story is over.
func (m *sampling) keepLeads(ctx context.Context, leads []demo.Lead) error {
	k, err := leadClock(ctx, &m.t.View)
	if err != nil {
		return err
	}
	for _, d := range leads {
		l := lead.Lead{State: lead.Waiting, Person: m.personOf(d.Who), Event: d.Event, Source: d.Source, Since: d.Since}
		k.Wind(&l)
		l.TellAt = 0
		if l.ID, err = m.t.AddLead(ctx, l); err != nil {
			return err
		}
		if l.ID == 0 {
			continue
		}
		m.made.Leads = append(m.made.Leads, l.ID)
		switch {
		case d.Answer != "":
			_, err = m.t.AnswerLeads(ctx, l.Person, d.Ended, m.user, d.Answer)
		case d.Ended != 0:
			if err = l.SetAside(d.Reason, d.Ended); err == nil {
				err = m.t.SaveLead(ctx, l)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
