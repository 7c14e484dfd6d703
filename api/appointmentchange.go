package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// changeAppointment is a change of one by one of us.
func (s *Server) changeAppointment(ctx context.Context, verb, shown string, entry any, do func(context.Context, *store.Tx, *appointment.Appointment) error, tell Tell) (d *AppointmentDetail, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: shown, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		a, err := appointmentOf(ctx, &t.View, auth.Update, shown)
		if err != nil {
			return err
		}
		if err := do(ctx, t, &a); err != nil {
			return saidOf(err)
		}
		d, err = s.appointmentShown(ctx, &t.View, &a)
		return err
	}}, tell)
	return d, err
}

// saidOf makes an answer of what the rules of appointments refuse.
func saidOf(err error) error {
	if errors.Is(err, appointment.ErrTaken) {
		return refused(http.StatusConflict, 0, "%w", err)
	}
	if told, ok := err.(*phrase.Sentence); ok {
		return wrong(told)
	}
	return err
}

type appointmentMove struct {
	ID   string `path:"id"`
	Body struct {
		At string `json:"at" doc:"the instant it is to begin, one of those that are free"`
	}
}

func (s *Server) moveAppointment(ctx context.Context, in *appointmentMove, tell Tell) (*AppointmentDetail, error) {
	at, err := parseInstant("at", in.Body.At, time.UTC)
	if err != nil {
		return nil, err
	}
	return s.changeAppointment(ctx, "appointment-move", in.ID, in.Body, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
		return s.moveTo(ctx, t, a, at)
	}, tell)
}

// moveTo puts an appointment to another time at which the same hosts are free.
func (s *Server) moveTo(ctx context.Context, t *store.Tx, a *appointment.Appointment, at int64) error {
	p, err := t.BookingPage(ctx, a.Page)
	if err != nil {
		return notFound(err, "the page this was booked on is gone; cancel it and book another")
	}
	p.Mode = appointment.Together
	if _, err := s.open(ctx, &t.View, &p, a.Hosts, at, a.ID); err != nil {
		return err
	}
	if err := a.Move(at, t.Now()); err != nil {
		return err
	}
	a.To = at + int64(p.Length)*time.Minute.Microseconds()
	if err := s.keepAppointment(ctx, t, a, "Appointment Rescheduled"); err != nil {
		return err
	}
	if err := s.tellHosts(ctx, t, a, "moved"); err != nil {
		return err
	}
	return s.writeOf(ctx, t, a, appointment.MovedKey, "REQUEST")
}

type appointmentCancel struct {
	ID   string `path:"id"`
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func (s *Server) cancelAppointment(ctx context.Context, in *appointmentCancel, tell Tell) (*AppointmentDetail, error) {
	return s.changeAppointment(ctx, "appointment-cancel", in.ID, nil, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
		return s.callOff(ctx, t, a, in.Body.Reason)
	}, tell)
}

func (s *Server) callOff(ctx context.Context, t *store.Tx, a *appointment.Appointment, reason string) error {
	if err := a.Cancel(cleanName(reason), t.Now()); err != nil {
		return err
	}
	if err := s.keepAppointment(ctx, t, a, "Appointment Cancelled"); err != nil {
		return err
	}
	if err := s.tellHosts(ctx, t, a, "cancelled", a.Reason); err != nil {
		return err
	}
	return s.writeOf(ctx, t, a, appointment.CancelledKey, "CANCEL")
}

type appointmentFinish struct {
	ID   string `path:"id"`
	Body struct {
		Held    bool   `json:"held" doc:"it was held; else the customer did not come"`
		Outcome string `json:"outcome,omitempty" maxLength:"4000" doc:"what came of it"`
	}
}

// finishAppointment says what came of one.
func (s *Server) finishAppointment(ctx context.Context, in *appointmentFinish, tell Tell) (*AppointmentDetail, error) {
	return s.changeAppointment(ctx, "appointment-finish", in.ID, map[string]any{"held": in.Body.Held}, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
		was := a.State
		if err := a.Finish(in.Body.Held, cleanNote(in.Body.Outcome), t.Now()); err != nil {
			return err
		}
		event := map[appointment.State]string{appointment.Held: "Meeting Held", appointment.Missed: "Meeting Missed"}[a.State]
		if was == a.State {
			event = ""
		}
		return s.keepAppointment(ctx, t, a, event)
	}, tell)
}

type appointmentAdd struct {
	Body struct {
		Page   string `json:"page" doc:"the booking page's id"`
		Person string `json:"person" doc:"the id of who is met"`
		At     string `json:"at" doc:"the instant it is to begin, one of those that are free"`
	}
}

// addAppointment books a meeting for somebody by hand.
func (s *Server) addAppointment(ctx context.Context, in *appointmentAdd, tell Tell) (d *AppointmentDetail, err error) {
	at, err := parseInstant("at", in.Body.At, time.UTC)
	if err != nil {
		return nil, err
	}
	page, err := ParseBookingPageID(in.Body.Page)
	if err != nil {
		return nil, err
	}
	m := mutation{verb: "appointment-add", entry: map[string]string{"person": in.Body.Person, "at": in.Body.At}}
	m.made = func() string { return d.ID }
	m.also = func(ctx context.Context, t *store.Tx) error {
		r, err := s.seen(ctx, &t.View, RecordPath{record.Person.Plural(), in.Body.Person})
		if err != nil {
			return err
		}
		p, err := t.BookingPage(ctx, page)
		if err != nil {
			return notFound(err, "there is no booking page %s", in.Body.Page)
		}
		a, err := s.meeting(ctx, t, &p, at)
		if err != nil {
			return saidOf(err)
		}
		a.Language, a.Zone = orText(r.Values.Text("language"), "vi"), ""
		if a.ID, err = t.AddAppointment(ctx, a); err != nil {
			return err
		}
		a.Version = 1
		if err := s.confirm(ctx, t, &p, &a, r.ID); err != nil {
			return saidOf(err)
		}
		d, err = s.appointmentShown(ctx, &t.View, &a)
		return err
	}
	_, err = s.change(ctx, m, tell)
	return d, err
}
