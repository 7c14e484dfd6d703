package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/calendar"
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
		if !s.bounded(w, r) {
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
	Asked                                         bool // somebody chose the zone; else the browser's is proposed
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
			p.Zone, p.Asked = calendar.ZoneName(asked), true
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
		shown := bookingDay{Day: d.day.String(), Name: upperFirst(weekdayNames[p.Language][at.Weekday()]) + ", " + at.Format("02/01/2006")}
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
