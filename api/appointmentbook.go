package api

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/calendar"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// around is how far from a meeting another one may lie that keeps it from being: what two keep free, at most.
const around = int64(4 * time.Hour / time.Microsecond)

// hostsOf are those who hold a page's meetings, with when they have time from one instant to another. An appointment that is
// being moved takes nobody's time.
func (s *Server) hostsOf(ctx context.Context, v *store.View, p *appointment.Page, ids []int64, from, to, but int64) (hosts []appointment.Host, err error) {
	set, err := readCalendarSettings(ctx, v)
	if err != nil {
		return nil, err
	}
	company, err := readCalendar(ctx, v)
	if err != nil {
		return nil, err
	}
	taken, err := v.Taken(ctx, ids, from-around, to+around, but)
	if err != nil {
		return nil, err
	}
	booked, err := v.BookedOn(ctx, p.ID, company.Today(v.Now()).At(0, company.Zone()).UnixMicro(), but)
	if err != nil {
		return nil, err
	}
	works, err := worksOf(ctx, v, set, company)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		h := appointment.Host{ID: id, Works: works[id], Taken: taken[id], Days: map[calendar.Day]int{}, Booked: len(booked[id])}
		for _, at := range booked[id] {
			h.Days[company.Today(at)]++
		}
		if h.Works != nil { // they sign in no more
			hosts = append(hosts, h)
		}
	}
	return hosts, nil
}

// worksOf are the calendars of all users: their own hours, the company's holidays, their days away.
func worksOf(ctx context.Context, v *store.View, set calendar.Settings, company *calendar.Calendar) (map[int64]*calendar.Calendar, error) {
	users, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	own, err := v.Availabilities(ctx)
	if err != nil {
		return nil, err
	}
	absences, err := v.Absences(ctx, 0, company.Today(v.Now())-1)
	if err != nil {
		return nil, err
	}
	away := map[int64][]calendar.Absence{}
	for _, a := range absences {
		away[a.User] = append(away[a.User], a.Absence)
	}
	works := map[int64]*calendar.Calendar{}
	for _, u := range users {
		theirs := company
		if hours := own[u.ID].Hours; len(hours) > 0 {
			set.Hours = hours
			if theirs, err = set.Calendar(company.Zone()); err != nil {
				return nil, err
			}
		}
		works[u.ID] = theirs.For(away[u.ID])
	}
	return works, nil
}

// open are who of some hosts have time for a meeting of a page that begins at an instant.
func (s *Server) open(ctx context.Context, v *store.View, p *appointment.Page, ids []int64, at, but int64) (chosen []int64, err error) {
	hosts, err := s.hostsOf(ctx, v, p, ids, at, at+int64(p.Length)*time.Minute.Microseconds(), but)
	if err != nil {
		return nil, err
	}
	free := p.Open(hosts, at, v.Now())
	if len(free) == 0 || len(hosts) < len(ids) && p.Mode == appointment.Together {
		return nil, appointment.ErrTaken
	}
	return p.Choose(hosts, free), nil
}

// meeting is a new one of a page: at an instant, with who has time then. Nobody else gets that time: it is looked at and
// taken in one transaction.
func (s *Server) meeting(ctx context.Context, t *store.Tx, p *appointment.Page, at int64) (a appointment.Appointment, err error) {
	hosts, err := s.open(ctx, &t.View, p, p.Hosts, at, 0)
	if err != nil {
		return a, err
	}
	minute := time.Minute.Microseconds()
	return appointment.Appointment{Page: p.ID, Hosts: hosts, Owner: hosts[0], From: at, To: at + int64(p.Length)*minute, Before: int64(p.Before) * minute, After: int64(p.After) * minute,
		State: appointment.Reserved, Until: t.Now() + appointment.Hold.Microseconds(), UID: strings.ToLower(rand.Text()) + "@banhda", Place: p.Place, Answers: map[string]string{}}, nil
}

// confirm books what was reserved for somebody, and tells all who have to know.
func (s *Server) confirm(ctx context.Context, t *store.Tx, p *appointment.Page, a *appointment.Appointment, person int64) error {
	if err := a.Confirm(person, t.Now()); err != nil {
		return err
	}
	a.Title = appointment.Said(a.Language, p.Name)
	if err := s.keepAppointment(ctx, t, a, "Appointment Booked"); err != nil {
		return err
	}
	if err := s.tellHosts(ctx, t, a, "booked"); err != nil {
		return err
	}
	return s.writeOf(ctx, t, a, appointment.BookedKey, "REQUEST")
}

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
	if err := bringTemplate(ctx, t, by); err != nil {
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

// SlotsAnswer are the times that can be booked.
type SlotsAnswer struct {
	Days []SlotDay `json:"days" doc:"those with free times"`
}

// SlotDay are the free times of a day, as instants.
type SlotDay struct {
	Day   string   `json:"day"`
	Times []string `json:"times"`
}

type slotsQuery struct {
	ID          string `path:"id"`
	From        string `query:"from" doc:"the first day; left out: today"`
	Days        int    `query:"days" minimum:"1" maximum:"62" default:"14"`
	Appointment string `query:"appointment" doc:"one that is to be moved: its own hosts and its own time count as free"`
}

func (s *Server) bookingSlots(ctx context.Context, in *slotsQuery, _ Tell) (*SlotsAnswer, error) {
	id, err := ParseBookingPageID(in.ID)
	if err != nil {
		return nil, err
	}
	a := &SlotsAnswer{Days: []SlotDay{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		p, err := v.BookingPage(ctx, id)
		if err != nil {
			return notFound(err, "there is no booking page %s", in.ID)
		}
		var moving appointment.Appointment
		if in.Appointment != "" {
			if moving, err = appointmentOf(ctx, v, auth.Read, in.Appointment); err != nil {
				return err
			}
		}
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		first := calendar.DayOf(today)
		if in.From != "" {
			if first, err = calendar.ParseDay(in.From); err != nil {
				return wrong(err)
			}
		}
		days, err := s.freeDays(ctx, v, &p, &moving, first, first+calendar.Day(in.Days), today.Location())
		for _, d := range days {
			shown := SlotDay{Day: d.day.String()}
			for _, one := range d.slots {
				shown.Times = append(shown.Times, showInstant(one.From))
			}
			a.Days = append(a.Days, shown)
		}
		return err
	})
}

// freeDay are the times of a day that can be booked.
type freeDay struct {
	day   calendar.Day
	slots []appointment.Slot
}

// freeDays are the days from one to before another with times that can be booked; moving, where it has an id, is moved.
func (s *Server) freeDays(ctx context.Context, v *store.View, p *appointment.Page, moving *appointment.Appointment, first, end calendar.Day, zone *time.Location) (days []freeDay, err error) {
	first = max(first, calendar.DayOf(time.UnixMicro(v.Now()).In(zone)))
	end = min(end, first+calendar.Day(p.Horizon)+2)
	of, ids := *p, p.Hosts
	if moving.ID != 0 {
		of.Mode, ids = appointment.Together, moving.Hosts
	}
	hosts, err := s.hostsOf(ctx, v, p, ids, first.At(0, zone).UnixMicro(), end.At(0, zone).UnixMicro(), moving.ID)
	if err != nil || of.Mode == appointment.Together && len(hosts) < len(ids) {
		return nil, err
	}
	for d := first; d < end; d++ {
		if free := of.Slots(hosts, d, zone, v.Now()); len(free) > 0 {
			days = append(days, freeDay{d, free})
		}
	}
	return days, nil
}

// bookable is a page that visitors see; ErrNotFound where there is none.
func bookable(ctx context.Context, v *store.View, key string) (p appointment.Page, err error) {
	p, err = v.BookingPageByKey(ctx, key)
	if err == nil && !p.Active {
		err = store.ErrNotFound
	}
	return p, err
}
