package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/calendar"
	"banhda/hub/calendar/ics"
	"banhda/hub/conversation"
	"banhda/hub/person"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// bookingRoutes are those by which customers book, move and cancel meetings. Nobody signs in, and nothing needs a script: what
// is about one meeting has a signed address.
func (s *Server) bookingRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /b/{key}", s.booking(s.bookingPage))
	mux.HandleFunc("POST /b/{key}", s.booking(s.reserve))
	mux.HandleFunc("GET /b/a/{token}", s.letter(token.Appointment, s.meetingPage))
	mux.HandleFunc("POST /b/a/{token}", s.letter(token.Appointment, s.meetingSaid))
	mux.HandleFunc("GET /b/a/{token}/times", s.letter(token.Appointment, s.meetingTimes))
	mux.HandleFunc("GET /b/a/{token}/ics", s.letter(token.Appointment, s.meetingFile))
}

// booking answers visitors of a booking page within their bounds.
func (s *Server) booking(do func(http.ResponseWriter, *http.Request, *bookingSheet) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if !s.visitors.allow(r) {
			s.letterSays(w, r, http.StatusTooManyRequests, phrase.Sentencef("too much was asked from here; wait a minute and try again"))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		p := &bookingSheet{Language: pageLanguage(r, "")}
		err := s.Records.View(r.Context(), func(v *store.View) (err error) {
			if p.page, err = bookable(r.Context(), v, r.PathValue("key")); err == nil {
				err = s.fillSheet(r, v, p)
			}
			return err
		})
		if p.Path, p.Post = r.URL.Path, r.URL.Path; err == nil {
			err = do(w, r, p)
		}
		s.bookingFailed(w, r, err)
	}
}

// bookingFailed says what kept a page from being shown.
func (s *Server) bookingFailed(w http.ResponseWriter, r *http.Request, err error) {
	if err == nil {
		return
	}
	if errors.Is(err, store.ErrNotFound) {
		s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("nothing can be booked at this address any more"))
		return
	}
	s.Logger.Error("showing what can be booked", "error", err)
	s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
}

// bookingSheet is what the pages show.
type bookingSheet struct {
	Language, Title, Who, Text, Place, Path, Post string
	Length                                        int
	Days                                          []bookingDay
	Later, Sooner                                 string // the first day of what comes after and before; empty: nothing does
	Zone                                          string
	Zones                                         []string
	Problem                                       string
	Said                                          map[string]string

	State, When, Until, Hosts, Reason string
	Questions                         []bookingQuestion
	Phone, Moves, Ahead               bool
	Again                             string // where to book anew; empty: nowhere

	page appointment.Page
	zone *time.Location
}

type bookingDay struct {
	Day, Name string
	Times     []bookingTime
}

type bookingTime struct{ At, Clock string }

type bookingQuestion struct {
	Key, Label, Said string
	Required, Long   bool
}

// bookingZones are the time zones a visitor can choose; others are shown where a browser or an address names them.
var bookingZones = []string{"Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Shanghai", "Asia/Seoul", "Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "Europe/London", "Europe/Paris", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Los_Angeles", "UTC"}

// fillSheet fills in what every page shows: the names, and the visitor's time zone.
func (s *Server) fillSheet(r *http.Request, v *store.View, p *bookingSheet) error {
	w, err := readWorkspace(r.Context(), v)
	if err != nil {
		return err
	}
	p.Who, p.Title, p.Text = w.Name, appointment.Said(p.Language, p.page.Name), appointment.Said(p.Language, p.page.Text)
	p.Place, p.Length, p.Phone, p.Said = p.page.Place, p.page.Length, p.page.Phone, map[string]string{}
	p.Zone = w.Timezone
	for _, asked := range []string{r.URL.Query().Get("zone"), r.PostFormValue("zone")} {
		if _, err := loadZone(asked, ""); err == nil && asked != "" {
			p.Zone = asked
		}
	}
	if p.Zones = bookingZones; !slices.Contains(p.Zones, p.Zone) {
		p.Zones = append([]string{p.Zone}, p.Zones...)
	}
	p.zone, err = loadZone("", p.Zone)
	return err
}

// shownDays is how many days with free times a page shows, lookedDays how many days are looked through for them.
const (
	shownDays  = 7
	lookedDays = 62
)

// offer fills in the times that can be booked from a day on.
func (s *Server) offer(r *http.Request, v *store.View, p *bookingSheet, moving *appointment.Appointment) error {
	today := calendar.DayOf(time.UnixMicro(v.Now()).In(p.zone))
	first := today
	if asked, err := calendar.ParseDay(r.URL.Query().Get("day")); err == nil {
		first = max(first, asked)
	}
	days, err := s.freeDays(r.Context(), v, &p.page, moving, first, first+lookedDays, p.zone)
	if err != nil {
		return err
	}
	if len(days) > shownDays {
		p.Later, days = days[shownDays].day.String(), days[:shownDays]
	}
	if first > today {
		p.Sooner = max(today, first-shownDays).String()
	}
	for _, d := range days {
		at := d.day.At(0, p.zone)
		shown := bookingDay{Day: d.day.String(), Name: weekdayNames[p.Language][at.Weekday()] + ", " + at.Format("02/01/2006")}
		for _, one := range d.slots {
			shown.Times = append(shown.Times, bookingTime{strconv.FormatInt(one.From, 10), time.UnixMicro(one.From).In(p.zone).Format("15:04")})
		}
		p.Days = append(p.Days, shown)
	}
	return nil
}

func (s *Server) bookingPage(w http.ResponseWriter, r *http.Request, p *bookingSheet) error {
	return s.showTimes(w, r, p, &appointment.Appointment{}, http.StatusOK)
}

func (s *Server) showTimes(w http.ResponseWriter, r *http.Request, p *bookingSheet, moving *appointment.Appointment, status int) error {
	err := s.Records.View(r.Context(), func(v *store.View) error { return s.offer(r, v, p, moving) })
	if err != nil {
		return err
	}
	return writeBooking(w, status, "times", p)
}

func writeBooking(w http.ResponseWriter, status int, name string, p *bookingSheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = bookingPages.ExecuteTemplate(w, name, p) // nobody listens any more, or it is written
	return nil
}

// mostReserved is how many times may be kept for visitors at once.
const mostReserved = 500

// reserve keeps a time for a visitor, for as long as it takes to say who they are.
func (s *Server) reserve(w http.ResponseWriter, r *http.Request, p *bookingSheet) error {
	at, err := strconv.ParseInt(r.PostFormValue("at"), 10, 64)
	if err != nil || s.forms.often(r, -p.page.ID, false) {
		p.Problem = phrase.Sentencef("too much was asked from here; wait a minute and try again").In(p.Language)
		return s.showTimes(w, r, p, &appointment.Appointment{}, http.StatusTooManyRequests)
	}
	var a appointment.Appointment
	ctx := auth.With(r.Context(), systemActor)
	m := mutation{verb: "appointment-reserve", made: func() string { return AppointmentID(a.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		n, err := t.CountReserved(ctx)
		if err != nil || n >= mostReserved {
			return orElse(err, errBusy)
		}
		if a, err = s.meeting(ctx, t, &p.page, at); err != nil {
			return err
		}
		a.Language, a.Zone = p.Language, p.Zone
		a.ID, err = t.AddAppointment(ctx, a)
		return err
	}}
	if _, err := s.change(ctx, m, nil); errors.Is(err, appointment.ErrTaken) || errors.Is(err, errBusy) {
		p.Problem = appointment.ErrTaken.In(p.Language)
		return s.showTimes(w, r, p, &appointment.Appointment{}, http.StatusConflict)
	} else if err != nil {
		return err
	}
	http.Redirect(w, r, s.appointmentPath(&a)+"?lang="+p.Language, http.StatusSeeOther)
	return nil
}

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
	ctx := auth.With(auth.Coming(r.Context(), originOf(r, auth.Actor{})), systemActor)
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
	in := conversation.Incoming{Channel: "booking", Who: who, At: s.Now().UnixMicro(), Data: map[string]string{}}
	if err := s.whoSpeaks(auth.With(r.Context(), systemActor), &in); err != nil {
		return err
	}
	if in.Person == 0 {
		return invalid("write an e-mail address or a phone number by which you can be reached")
	}
	return s.withMeeting(r, "appointment-book", id, func(ctx context.Context, t *store.Tx, a *appointment.Appointment) error {
		if a.State == appointment.Booked { // pressed twice
			return nil
		}
		a.Language, a.Answers = language, answers
		return s.confirm(ctx, t, &p.page, a, in.Person)
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
