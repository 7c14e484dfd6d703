package api

import (
	"context"
	"errors"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/store"
)

// botBooks takes the time a visitor chose, if they chose one: it is booked where we know where to answer, else kept until they
// say. What was kept is booked.
func (s *Server) botBooks(ctx context.Context, t *store.Tx, talk *botTalk, r *bot.Reply) error {
	if r.At == 0 {
		return nil
	}
	p, err := bookable(ctx, &t.View, talk.call.bot.Page)
	if err != nil || !inTalk(&p) {
		return orElse(absent(err), appointment.ErrTaken) // the page was changed meanwhile
	}
	if r.Meeting != 0 {
		return s.botConfirms(ctx, t, talk, r, &p)
	}
	if n, err := t.CountReserved(ctx); err != nil || n >= mostReserved {
		return orElse(err, appointment.ErrTaken)
	}
	a, err := s.meeting(ctx, t, &p, r.At)
	if err != nil {
		return err
	}
	a.Language = talk.Language
	if r.Meeting, err = t.AddAppointment(ctx, a); err != nil {
		return err
	}
	if r.Asks == bot.ForContact {
		r.Kept(talk.house.instant(a.From, talk.call.calendar.Zone()), talk.Language)
		return nil
	}
	return s.botConfirms(ctx, t, talk, r, &p)
}

// botConfirms books what is kept for a visitor, and adds to the reply that it is.
func (s *Server) botConfirms(ctx context.Context, t *store.Tx, talk *botTalk, r *bot.Reply, p *appointment.Page) error {
	a, err := t.Appointment(ctx, auth.Everything, r.Meeting)
	if err != nil {
		return orElse(absent(err), appointment.ErrLate)
	}
	if err := s.confirm(ctx, t, p, &a, talk.of.Person); err != nil {
		return err
	}
	r.Confirmed(a.Title+", "+whenIn(&a, talk.call.calendar.Zone(), talk.Language), s.appointmentPath(&a)+"?lang="+talk.Language, talk.Language)
	return nil
}

// botMet books the meeting the bot keeps for a visitor, who has just left where they can be answered.
func (s *Server) botMet(ctx context.Context, c *chatCall, language string) error {
	if !c.bot.On {
		return nil
	}
	ctx, cancel := context.WithTimeout(auth.With(context.WithoutCancel(ctx), systemActor), botTime)
	defer cancel()
	of, kept, err := s.botKeeps(ctx, c)
	if err != nil || kept == nil {
		return err
	}
	t, err := s.botTalk(ctx, c, &conversation.Entry{ID: kept.About, Conversation: of}, kept.answer(), language)
	if errors.Is(err, errNoBot) {
		return nil
	}
	if err != nil {
		return err
	}
	r := bot.Reply{Outcome: bot.Booked, At: kept.At, About: kept.About, Meeting: kept.Meeting, Tokens: kept.Tokens}
	if err = s.botWrites(ctx, t, &r); errors.Is(err, appointment.ErrLate) {
		if r, err = bot.Rebook(&t.Heard, true, c.bot, t.house); err == nil {
			err = s.botWrites(ctx, t, &r)
		}
	}
	return err
}

// keptMeeting is what the bot said when it kept a time.
type keptMeeting struct{ *bot.Reply }

func (k *keptMeeting) answer() string { return "bot-" + AppointmentID(k.Meeting) }

// botKeeps is the conversation in which the bot keeps a time for a visitor, and what it said then; nil where it keeps none.
func (s *Server) botKeeps(ctx context.Context, c *chatCall) (of int64, kept *keptMeeting, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.LastChatEntries(ctx, c.Name, mostShown)
		for i := range list {
			e := &list[i]
			if e.Author != conversation.TheBot {
				continue
			}
			if r := botReply(e); r.Asks == bot.ForContact && r.Meeting != 0 {
				of, kept = e.Conversation, &keptMeeting{r}
			}
			return err
		}
		return err
	})
	return of, kept, err
}
