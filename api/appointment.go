package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

const (
	appointmentPrefix = "apt_"
	bookingPrefix     = "bkp_"
)

// AppointmentID writes an appointment's id as it is shown outside.
func AppointmentID(id int64) string {
	return appointmentPrefix + encodeID(scramble(uint64(id), appointmentPrefix))
}

// ParseAppointmentID reads what AppointmentID wrote.
func ParseAppointmentID(s string) (int64, error) {
	return parseID(s, appointmentPrefix, "an appointment")
}

// BookingPageID writes a booking page's id as it is shown outside.
func BookingPageID(id int64) string {
	return bookingPrefix + encodeID(scramble(uint64(id), bookingPrefix))
}

// ParseBookingPageID reads what BookingPageID wrote.
func ParseBookingPageID(s string) (int64, error) { return parseID(s, bookingPrefix, "a booking page") }

// AppointmentLine is an appointment in a list.
type AppointmentLine struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	State   string  `json:"state" enum:"booked,held,missed,cancelled"`
	From    string  `json:"from"`
	To      string  `json:"to"`
	Person  *Named  `json:"person" doc:"null: forgotten"`
	Hosts   []Named `json:"hosts"`
	Page    string  `json:"page" doc:"the booking page's id"`
	Place   string  `json:"place"`
	Answer  string  `json:"answer" enum:",ACCEPTED,DECLINED,TENTATIVE" doc:"of the customer's calendar; empty: none came"`
	Outcome string  `json:"outcome" doc:"what came of it, as the host wrote"`
}

// AppointmentDetail is one appointment.
type AppointmentDetail struct {
	AppointmentLine
	Zone     string            `json:"zone" doc:"the customer's"`
	Answers  []AppointmentSaid `json:"answers" doc:"to the page's questions"`
	Reason   string            `json:"reason" doc:"why it was cancelled"`
	Link     string            `json:"link" doc:"where the customer changes or cancels it; empty: nobody said where this house is open"`
	Editable bool              `json:"editable" doc:"who asks may change it"`
}

// AppointmentSaid is the answer to one question.
type AppointmentSaid struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// AppointmentBrief is what to know before a meeting, by rules, in the reader's language.
type AppointmentBrief struct {
	Who     []string `json:"who"`
	History []string `json:"history"`
	Open    []string `json:"open"`
	Looked  []string `json:"looked"`
	Bring   []string `json:"bring" doc:"what to show and to bring"`
	Phrased string   `json:"phrased" doc:"the same in sentences, by a language model, where that was asked for; empty: by rules alone"`
}

func showAppointment(a *appointment.Appointment, n names) AppointmentLine {
	line := AppointmentLine{ID: AppointmentID(a.ID), Title: a.Title, State: string(a.State), From: showInstant(a.From), To: showInstant(a.To), Hosts: []Named{}, Page: BookingPageID(a.Page),
		Place: a.Place, Answer: a.Answer, Outcome: a.Outcome}
	if a.Person != 0 {
		line.Person = n.named(record.Ref{Type: record.Person, ID: a.Person})
	}
	for _, id := range a.Hosts {
		if host := n.user(id); host != nil {
			line.Hosts = append(line.Hosts, *host)
		}
	}
	return line
}

func appointmentNames(ctx context.Context, v *store.View, list []appointment.Appointment) (names, error) {
	var refs []record.Ref
	for i := range list {
		if list[i].Person != 0 {
			refs = append(refs, record.Ref{Type: record.Person, ID: list[i].Person})
		}
	}
	return namesOf(ctx, v, refs)
}

// AppointmentsAnswer is a page of appointments.
type AppointmentsAnswer struct {
	Appointments []AppointmentLine `json:"appointments"`
	Cursor       *string           `json:"cursor"`
}

type appointmentsQuery struct {
	Person string `query:"person" doc:"only those with this person"`
	Host   string `query:"host" doc:"only those of this user; me: mine"`
	Page   string `query:"page" doc:"only those booked on this booking page"`
	State  string `query:"state" enum:"booked,held,missed,cancelled"`
	From   string `query:"from" doc:"only those that begin at this instant or later"`
	To     string `query:"to" doc:"only those that begin before it"`
	Last   bool   `query:"last" doc:"the last first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (in *appointmentsQuery) filter(ctx context.Context) (f store.AppointmentFilter, err error) {
	f = store.AppointmentFilter{State: appointment.State(in.State), Last: in.Last, Limit: in.Limit + 1}
	if in.Person != "" {
		f.Person, err = readRef(record.Person, in.Person)
	}
	if in.Host != "" && err == nil {
		f.Host, err = parseMe(ctx, in.Host)
	}
	if in.Page != "" && err == nil {
		f.Page, err = ParseBookingPageID(in.Page)
	}
	if in.From != "" && err == nil {
		f.From, err = parseInstant("from", in.From, time.UTC)
	}
	if in.To != "" && err == nil {
		f.To, err = parseInstant("to", in.To, time.UTC)
	}
	if err == nil {
		f.AfterAt, f.AfterID, err = readRow(in.Cursor)
	}
	return f, err
}

func (s *Server) listAppointments(ctx context.Context, in *appointmentsQuery, _ Tell) (*AppointmentsAnswer, error) {
	f, err := in.filter(ctx)
	if err != nil {
		return nil, err
	}
	a := &AppointmentsAnswer{Appointments: []AppointmentLine{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Appointments(ctx, reach(ctx, record.Person, auth.Read), f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			last := &list[in.Limit-1]
			a.Cursor = text(writeRow(last.From, last.ID))
		}
		n, err := appointmentNames(ctx, v, list)
		for i := range list {
			a.Appointments = append(a.Appointments, showAppointment(&list[i], n))
		}
		return err
	})
}

// AppointmentNamed is an appointment in a path.
type AppointmentNamed struct {
	ID string `path:"id"`
}

func (s *Server) showAppointmentDetail(ctx context.Context, in *AppointmentNamed, _ Tell) (d *AppointmentDetail, err error) {
	return d, s.Records.View(ctx, func(v *store.View) error {
		a, err := appointmentOf(ctx, v, auth.Read, in.ID)
		if err == nil {
			d, err = s.appointmentShown(ctx, v, &a)
		}
		return err
	})
}

// appointmentOf is one that who asks may do something with: hosts with theirs, others as far as they reach people.
func appointmentOf(ctx context.Context, v *store.View, verb auth.Verb, shown string) (a appointment.Appointment, err error) {
	id, err := ParseAppointmentID(shown)
	if err != nil {
		return a, err
	}
	a, err = v.Appointment(ctx, reach(ctx, record.Person, verb), id)
	if err == nil && a.State == appointment.Reserved {
		err = store.ErrNotFound
	}
	return a, notFound(err, "there is no appointment %s, or it is not among those you may see or change", shown)
}

func (s *Server) appointmentShown(ctx context.Context, v *store.View, a *appointment.Appointment) (*AppointmentDetail, error) {
	n, err := appointmentNames(ctx, v, []appointment.Appointment{*a})
	if err != nil {
		return nil, err
	}
	d := &AppointmentDetail{AppointmentLine: showAppointment(a, n), Zone: a.Zone, Reason: a.Reason, Answers: []AppointmentSaid{}, Editable: auth.From(ctx).May("appointments:write")}
	asked, err := askedOf(ctx, v, a, speaks(ctx))
	if err != nil {
		return nil, err
	}
	for _, one := range asked {
		d.Answers = append(d.Answers, AppointmentSaid{one[0], one[1]})
	}
	if phone := a.Answers[givenPhone]; phone != "" {
		d.Answers = append(d.Answers, AppointmentSaid{phrase.Sentencef("phone number they wrote").In(speaks(ctx)), phone})
	}
	m, err := readMail(ctx, v)
	if err == nil && m.URL != "" {
		d.Link = m.URL + s.appointmentPath(a)
	}
	return d, err
}

// givenPhone is under what an appointment's answers keep the phone number that was written: no question has such a key.
const givenPhone = ".phone"

// askedOf are the questions of the page with what was answered.
func askedOf(ctx context.Context, v *store.View, a *appointment.Appointment, language string) (list [][2]string, err error) {
	p, err := v.BookingPage(ctx, a.Page)
	if absent(err) != nil {
		return nil, err
	}
	for _, q := range p.Questions {
		if said := a.Answers[q.Key]; said != "" {
			list = append(list, [2]string{appointment.Said(language, q.Label), said})
		}
	}
	return list, nil
}
