package api

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"banhda/auth"
	"banhda/channel/email"
	parsed "banhda/channel/email/letter"
	"banhda/engage/appointment"
	"banhda/hub/calendar/ics"
	"banhda/hub/message"
	"banhda/store"
)

// invitations reads the appointments whose messages are sent now, by message.
func invitations(ctx context.Context, v *store.View, claimed []message.Message) (map[int64]*appointment.Appointment, error) {
	all := map[int64]*appointment.Appointment{}
	for i := range claimed {
		shown, _ := claimed[i].Data["appointment"].(string)
		method, _ := claimed[i].Data["method"].(string)
		if shown == "" || method == "" {
			continue
		}
		id, err := ParseAppointmentID(shown)
		if err != nil {
			continue
		}
		a, err := v.Appointment(ctx, auth.Everything, id)
		if absent(err) != nil {
			return nil, err
		}
		if err == nil {
			all[claimed[i].ID] = &a
		}
	}
	return all, nil
}

// invite puts the invitation to an appointment into a mail: in the way mail programs draw it, and as a file for others. Who
// sends it is its organizer: else programs show no buttons.
func invite(m *email.Mail, a *appointment.Appointment, at int64, data map[string]any) {
	method := ics.Request
	if a.State == appointment.Cancelled {
		method = ics.Cancel
	}
	link, _ := data["link"].(string)
	host, _ := data["host"].(string)
	m.Invitation = ics.Write(method, ics.Event{UID: a.UID, Sequence: a.Sequence, Stamp: at, From: a.From, To: a.To, Summary: a.Title, Text: strings.TrimSpace(host + "\n" + link), Place: a.Place, URL: link,
		Organizer: ics.Party{Name: m.From.Name, Email: m.From.Address}, Attendees: []ics.Party{{Name: m.To.Name, Email: m.To.Address, Answer: "NEEDS-ACTION"}}, Alarm: 30 * time.Minute})
	m.InvitationMethod = string(method)
	m.Files = append(m.Files[:len(m.Files):len(m.Files)], email.File{Name: "invite.ics", Type: "application/ics", Content: m.Invitation})
}

// heardInvitation takes the answer of a calendar that came by mail; ok is false where there is none to an appointment of who
// wrote.
func (s *Server) heardInvitation(ctx context.Context, l *parsed.Letter) (ok bool, err error) {
	for _, f := range l.Files {
		if f.Type != "text/calendar" && f.Type != "application/ics" {
			continue
		}
		said, is := ics.ReadReply(f.Content)
		if !is || !strings.EqualFold(said.Email, l.From.Address) {
			continue
		}
		err = s.Records.Tx(auth.With(ctx, systemActor), func(t *store.Tx) error {
			ok, err = s.answerInvitation(ctx, t, &said)
			return err
		})
		if ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// answerInvitation notes what somebody's calendar answered, and tells the hosts of who cannot come. Only the customer's own
// address answers.
func (s *Server) answerInvitation(ctx context.Context, t *store.Tx, said *ics.Said) (ok bool, err error) {
	a, err := t.AppointmentOfUID(ctx, said.UID)
	if err != nil {
		return false, absent(err)
	}
	who, err := personRecord(ctx, &t.View, a.Person)
	if err != nil {
		return false, absent(err)
	}
	if own, err := mail.ParseAddress(who.Values.Text("email")); err != nil || !strings.EqualFold(own.Address, said.Email) {
		return false, nil
	}
	if !a.Answered(said.Answer, said.Sequence) {
		return true, nil // to an invitation that is past
	}
	if err := t.SaveAppointment(ctx, a); err != nil {
		return false, err
	}
	if a.Answer == "DECLINED" {
		return true, s.tellHosts(ctx, t, &a, "declined")
	}
	return true, nil
}
