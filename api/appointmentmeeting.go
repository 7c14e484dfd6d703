package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/calendar/ics"
	"banhda/hub/conversation"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// meetingOf reads the appointment an address is about; its page may be gone.
func (s *Server) meetingOf(r *http.Request, v *store.View, id int64) (a appointment.Appointment, p *bookingSheet, err error) {
	if a, err = v.Appointment(r.Context(), auth.Everything, id); err != nil {
		return a, nil, err
	}
	p = &bookingSheet{Language: pageLanguage(r, a.Language), Path: r.URL.Path}
	if p.page, err = v.BookingPage(r.Context(), a.Page); absent(err) != nil {
		return a, nil, err
	}
	if err = s.fillSheet(r, v, p); err != nil {
		return a, nil, err
	}
	if a.Zone != "" && r.URL.Query().Get("zone") == "" {
		if zone, err := loadZone(a.Zone, ""); err == nil {
			p.Zone, p.zone = a.Zone, zone
		}
	}
	p.Title, p.Place, p.State, p.Reason = orText(a.Title, p.Title), a.Place, string(a.State), a.Reason
	shown := a
	shown.Zone = p.Zone
	p.When, p.Until = whenIn(&shown, p.zone, p.Language), time.UnixMicro(a.Until).In(p.zone).Format("15:04")
	p.Length = int((a.To - a.From) / time.Minute.Microseconds())
	if p.Ahead = a.From > v.Now(); p.page.Active {
		p.Again = "/b/" + p.page.Key
	}
	p.Moves = p.Ahead && p.page.ID != 0
	for _, q := range p.page.Questions {
		p.Questions = append(p.Questions, bookingQuestion{q.Key, appointment.Said(p.Language, q.Label), r.PostFormValue("q." + q.Key), q.Required, q.Long})
	}
	words, err := s.wordsOf(r.Context(), v, &a, "")
	p.Hosts, _ = words["host"].(string)
	return a, p, err
}

func (s *Server) meetingPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showMeeting(w, r, about, http.StatusOK, "")
}

// showMeeting shows an appointment as it stands: who is to come is asked, or it is confirmed.
func (s *Server) showMeeting(w http.ResponseWriter, r *http.Request, about token.Token, status int, problem string) error {
	var a appointment.Appointment
	var p *bookingSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		a, p, err = s.meetingOf(r, v, about.Message)
		if err == nil && a.State == appointment.Reserved && a.Until < v.Now() {
			err = store.ErrNotFound
		}
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		s.letterSays(w, r, http.StatusNotFound, appointment.ErrLate)
		return nil
	}
	if err != nil {
		return err
	}
	if p.Problem = problem; a.State == appointment.Reserved {
		for _, name := range []string{"name", "email", "phone"} {
			p.Said[name] = r.PostFormValue(name)
		}
		return writeBooking(w, status, "who", p)
	}
	return writeBooking(w, status, "meeting", p)
}

// meetingTimes shows the times to which an appointment can be moved.
func (s *Server) meetingTimes(w http.ResponseWriter, r *http.Request, about token.Token) error {
	var a appointment.Appointment
	var p *bookingSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		a, p, err = s.meetingOf(r, v, about.Message)
		return err
	})
	if err == nil && (!p.Moves || a.State != appointment.Booked) {
		err = store.ErrNotFound
	}
	if err != nil {
		s.bookingFailed(w, r, err)
		return nil
	}
	p.Post = strings.TrimSuffix(p.Path, "/times")
	return s.showTimes(w, r, p, &a, http.StatusOK)
}

// meetingFile is the appointment as a file for calendars.
func (s *Server) meetingFile(w http.ResponseWriter, r *http.Request, about token.Token) error {
	var a appointment.Appointment
	var p *bookingSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		a, p, err = s.meetingOf(r, v, about.Message)
		return err
	})
	if err == nil && a.State == appointment.Reserved {
		err = store.ErrNotFound
	}
	if err != nil {
		s.bookingFailed(w, r, err)
		return nil
	}
	w.Header().Set("Content-Type", ics.Publish.Type())
	w.Header().Set("Content-Disposition", `attachment; filename="appointment.ics"`)
	_, err = w.Write(ics.Write(ics.Publish, ics.Event{UID: a.UID, Sequence: a.Sequence, Stamp: s.Now().UnixMicro(), From: a.From, To: a.To, Summary: a.Title, Text: p.Hosts, Place: a.Place}))
	return err
}

// meetingSaid takes what a customer says: who they are, another time, or that they cannot come.
func (s *Server) meetingSaid(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	what := r.PostFormValue("do")
	err := s.doMeeting(r, what, about.Message)
	var told *phrase.Sentence
	if errors.As(err, &told) {
		return s.showMeeting(w, r, about, http.StatusUnprocessableEntity, told.In(pageLanguage(r, "")))
	}
	if err != nil {
		s.bookingFailed(w, r, err)
		return nil
	}
	http.Redirect(w, r, r.URL.Path+"?lang="+pageLanguage(r, ""), http.StatusSeeOther)
	return nil
}

func (s *Server) doMeeting(r *http.Request, what string, id int64) error {
	switch what {
	case "book":
		return s.bookFor(r, id)
	case "move":
		at, err := strconv.ParseInt(r.PostFormValue("at"), 10, 64)
		if err != nil {
			return invalid("choose one of the times that are shown")
		}
		return s.withMeeting(r, "appointment-move", id, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
			return s.moveTo(ctx, t, a, at)
		})
	case "cancel":
		return s.withMeeting(r, "appointment-cancel", id, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
			if a.State == appointment.Cancelled { // pressed twice
				return nil
			}
			return s.callOff(ctx, t, a, clipped(r.PostFormValue("reason"), 500))
		})
	}
	return invalid("choose one of the times that are shown")
}

// withMeeting does something with an appointment on behalf of who has its address.
func (s *Server) withMeeting(r *http.Request, verb string, id int64, do func(context.Context, *store.Tx, *appointment.Appointment) error) error {
	ctx := byThemselves(r)
	_, err := s.change(ctx, mutation{verb: verb, target: AppointmentID(id), also: func(ctx context.Context, t *store.Tx) error {
		a, err := t.Appointment(ctx, auth.Everything, id)
		if err == nil && a.State != appointment.Reserved && a.Person == 0 {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		return do(ctx, t, &a)
	}}, nil)
	return err
}

// bookFor books what was reserved for who says who they are. The log is told of somebody new first.
func (s *Server) bookFor(r *http.Request, id int64) error {
	language := pageLanguage(r, "")
	var p *bookingSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		_, p, err = s.meetingOf(r, v, id)
		return err
	})
	if err != nil {
		return err
	}
	answers, err := p.page.Answers(func(key string) string { return r.PostFormValue("q." + key) }, language)
	if err != nil {
		return err
	}
	who, err := bookedBy(r, &p.page)
	if err != nil {
		return err
	}
	if err := s.livesIn(r.Context(), id, &who); err != nil {
		return err
	}
	in := conversation.Incoming{Channel: "booking", Who: who, At: s.Now().UnixMicro(), Data: map[string]string{}}
	if err := s.whoBooks(r, &in); err != nil {
		return err
	}
	if in.Person == 0 {
		return invalid("write an e-mail address or a phone number by which you can be reached")
	}
	return s.withMeeting(r, "appointment-book", id, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
		if a.State == appointment.Booked { // pressed twice
			return nil
		}
		if a.Language, a.Answers = language, answers; who.Phone != "" {
			a.Answers[givenPhone] = who.Phone
		}
		return s.confirm(ctx, t, &p.page, a, in.Person)
	})
}

// whoBooks finds who books, by what they wrote. Who began something else in this browser, such as a talk, is told of as one with
// it: of whoever is known by name already that changes nothing.
func (s *Server) whoBooks(r *http.Request, in *conversation.Incoming) error {
	ctx := auth.With(r.Context(), systemActor)
	if in.Who.AnonymousID = unsigned(r); in.Who.AnonymousID == "" {
		return s.whoSpeaks(ctx, in)
	}
	named := in.Who
	named.AnonymousID = ""
	keys, _ := named.Keys()
	err := s.getToKnow(ctx, in, keys)
	if errors.Is(err, errNobody) {
		err = nil
	}
	return err
}

// livesIn says of a visitor the time zone they chose their time in, where it is another than the company's.
func (s *Server) livesIn(ctx context.Context, id int64, who *person.Identity) error {
	return s.Records.View(ctx, func(v *store.View) error {
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		a, err := v.Appointment(ctx, auth.Everything, id)
		if err == nil && a.Zone != "" && a.Zone != w.Timezone {
			who.Fields = map[string]any{record.TimeZone: a.Zone}
		}
		return absent(err)
	})
}

// bookedBy is who a visitor says they are.
func bookedBy(r *http.Request, p *appointment.Page) (who person.Identity, err error) {
	who = person.Identity{Name: cleanName(clipped(r.PostFormValue("name"), 200)), Email: strings.TrimSpace(clipped(r.PostFormValue("email"), 254)), Phone: strings.TrimSpace(clipped(r.PostFormValue("phone"), 40))}
	switch keys, _ := who.Keys(); {
	case r.PostFormValue("website") != "": // the field nobody sees
		return who, invalid("too much was asked from here; wait a minute and try again")
	case who.Name == "":
		return who, invalid("please write your name")
	case p.Phone && who.Phone == "":
		return who, invalid("please write your phone number")
	case len(keys) == 0:
		return who, invalid("write an e-mail address or a phone number by which you can be reached")
	case r.PostFormValue("agree") == "":
		return who, invalid("please agree that we use what you wrote for this appointment")
	}
	return who, nil
}
