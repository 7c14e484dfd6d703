package api

import (
	"context"
	"errors"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/store"
)

// keepAppointment keeps one as it is now, and tells the customer's timeline.
func (s *Server) keepAppointment(ctx context.Context, t *store.Tx, a *appointment.Appointment, event string) error {
	if err := t.SaveAppointment(ctx, *a); err != nil {
		return err
	}
	a.Version++
	if a.Person == 0 || event == "" {
		return nil
	}
	at := t.Now()
	if event == "Meeting Held" {
		at = min(at, a.To)
	}
	said := map[string]any{"appointment": AppointmentID(a.ID), "title": a.Title, "from": showInstant(a.From), "to": showInstant(a.To), "host": UserID(a.Owner)}
	if a.Reason != "" {
		said["reason"] = a.Reason
	}
	page, err := t.BookingPage(ctx, a.Page)
	if absent(err) != nil {
		return err
	}
	if page.Key != "" {
		said["page"] = page.Key
	}
	id := "appointment-" + AppointmentID(a.ID) + "-" + writeSerial(a.Sequence) + "-" + event
	return postEvents(ctx, t, "appointments", []int64{a.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: id, Name: event, At: at, Team: "sales", Properties: marshalled(said)}
	})
}

// tellHosts tells those who hold an appointment what became of it, but for who did it themselves.
func (s *Server) tellHosts(ctx context.Context, t *store.Tx, a *appointment.Appointment, what string, more ...string) error {
	zone, err := s.todayOf(ctx, &t.View)
	if err != nil {
		return err
	}
	for _, user := range a.Hosts {
		if user == auth.From(ctx).User() && what != "inform" && what != "ask" {
			continue
		}
		data := map[string]string{"what": what, "title": a.Title, "when": time.UnixMicro(a.From).In(zone.Location()).Format("15:04 02/01/2006"), "appointment": AppointmentID(a.ID), "text": strings.Join(more, "; ")}
		if err := t.Notify(ctx, user, notice.Appointment, AppointmentID(a.ID)+"-"+what+"-"+writeSerial(a.Sequence)+a.Answer, record.Ref{Type: record.Person, ID: a.Person}, data); err != nil {
			return err
		}
	}
	return nil
}

// appointmentPath is the page on which a customer sees, moves or cancels theirs: whoever has its address may.
func (s *Server) appointmentPath(a *appointment.Appointment) string {
	return "/b/a/" + s.tokens.Sign(token.Token{Kind: token.Appointment, Message: a.ID})
}

// whenIn is when an appointment is, in words of a language, where the customer is.
func whenIn(a *appointment.Appointment, company *time.Location, language string) string {
	zone := company
	if z, err := time.LoadLocation(a.Zone); err == nil && a.Zone != "" && a.Zone != "Local" {
		zone = z
	}
	at := time.UnixMicro(a.From).In(zone)
	return at.Format("15:04") + " " + weekdayNames[language][at.Weekday()] + " " + at.Format("02/01/2006") + " (" + offsetOf(at) + ")"
}

var weekdayNames = map[string][7]string{
	"vi": {"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// offsetOf is how far a clock is from UTC, such as GMT+7.
func offsetOf(at time.Time) string {
	written := "GMT" + at.Format("-07:00")
	return strings.TrimSuffix(strings.NewReplacer("+0", "+", "-0", "-").Replace(written), ":00")
}

// writeOf writes to the customer about an appointment: by mail where they have an address, else by SMS where that is set up.
// method is what their calendar is told; empty: nothing. Where nobody said where this house is open nothing can be sent.
func (s *Server) writeOf(ctx context.Context, t *store.Tx, a *appointment.Appointment, key, method string) error {
	m, err := readMail(ctx, &t.View)
	if err != nil || m.URL == "" || a.Person == 0 {
		return err
	}
	who, err := personRecord(ctx, &t.View, a.Person)
	if err != nil {
		return absent(err)
	}
	by, channel := appointment.Letters()[key], consent.Email
	if who.Values.Text("email") == "" {
		if sms, err := readSMS(ctx, &t.View); err != nil || key != appointment.ReminderKey && key != appointment.BookedKey || sms.Provider == "" {
			return err
		}
		by, channel = appointment.Letters()[appointment.ReminderSMS], consent.SMS
	}
	if _, err := bringTemplate(ctx, t, by); err != nil {
		return err
	}
	is, err := t.TemplateByKey(ctx, by.Key)
	if err != nil {
		return err
	}
	data, err := s.wordsOf(ctx, &t.View, a, m.URL)
	if err != nil {
		return err
	}
	data["method"] = method
	_, err = t.Send(ctx, message.Draft{Person: a.Person, Channel: channel, Class: consent.Transactional, Purpose: consent.Contract, Template: is.ID, Data: data,
		Key: key + "-" + AppointmentID(a.ID) + "-" + writeSerial(a.Sequence) + "-" + writeSerial(a.DueAt)})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

// wordsOf is what messages about an appointment say.
func (s *Server) wordsOf(ctx context.Context, v *store.View, a *appointment.Appointment, url string) (map[string]any, error) {
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return nil, err
	}
	host := ""
	for _, id := range a.Hosts {
		if u, err := v.User(ctx, id); err == nil {
			host = strings.TrimPrefix(host+", "+u.Name, ", ")
		}
	}
	language := orText(a.Language, "vi")
	return map[string]any{"appointment": AppointmentID(a.ID), "title": a.Title, "when": whenIn(a, today.Location(), language), "place": a.Place, "host": host, "link": url + s.appointmentPath(a)}, nil
}
