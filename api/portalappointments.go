package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/delight/portal"
	"banhda/engage/appointment"
	"banhda/store"
)

// appointmentsPanel shows a customer's appointments, each with its own page, where it is moved and cancelled, and where to book.
func (s *Server) appointmentsPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "appointments", Name: portal.Label{Vi: "Lịch hẹn", En: "Appointments"}},
		card:  s.appointmentsCard,
		pages: []panelPage{{"GET", "", s.myAppointments}},
	}
}

// mostMeetings is how many appointments are shown: of those ahead, and of those that were.
const mostMeetings = 50

func (s *Server) appointmentsCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	list, err := ahead(ctx, v, who.Person)
	if err != nil || len(list) == 0 {
		return card, err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return card, err
	}
	zone, err := loadZone("", w.Timezone)
	card.Text = whenIn(&list[0], zone, who.Language)
	return card, err
}

// ahead are somebody's appointments that are still to come, the next first.
func ahead(ctx context.Context, v *store.View, who int64) ([]appointment.Appointment, error) {
	return v.Appointments(ctx, auth.Everything, store.AppointmentFilter{Person: who, State: appointment.Booked, From: v.Now(), Limit: mostMeetings})
}

type myMeetings struct {
	Ahead, Past []myMeeting
	Pages       []myLink
}

type myMeeting struct{ Title, When, Place, State, URL string }

func (s *Server) myAppointments(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myMeetings{}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		next, err := ahead(r.Context(), v, c.Person)
		if err != nil {
			return err
		}
		all, err := v.Appointments(r.Context(), auth.Everything, store.AppointmentFilter{Person: c.Person, Last: true, Limit: mostMeetings})
		if err != nil {
			return err
		}
		if p.Ahead, err = s.showMeetings(r.Context(), v, next, c.language); err != nil {
			return err
		}
		past := slices.DeleteFunc(all, func(a appointment.Appointment) bool { return a.State == appointment.Booked && a.From >= v.Now() })
		if p.Past, err = s.showMeetings(r.Context(), v, past, c.language); err != nil {
			return err
		}
		pages, err := v.BookingPages(r.Context())
		for _, one := range pages {
			if one.Active {
				p.Pages = append(p.Pages, myLink{Name: appointment.Said(c.language, one.Name), URL: "/b/" + one.Key + "?lang=" + c.language})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, meetingPages, "appointments", saidIn(c.language, c.here.Name), p)
}

func (s *Server) showMeetings(ctx context.Context, v *store.View, list []appointment.Appointment, language string) (shown []myMeeting, err error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	zone, err := loadZone("", w.Timezone)
	for i := range list {
		a := &list[i]
		state := string(a.State)
		if a.State == appointment.Booked && a.From < v.Now() {
			state = "over"
		}
		shown = append(shown, myMeeting{Title: a.Title, When: whenIn(a, zone, language), Place: a.Place, State: bookingWords[state][language], URL: s.appointmentPath(a) + "?lang=" + language})
	}
	return shown, err
}

var meetingWords = map[string]map[string]string{
	"none":   {"vi": "Bạn chưa có lịch hẹn nào sắp tới.", "en": "You have no appointment ahead."},
	"change": {"vi": "Xem, đổi giờ hoặc huỷ", "en": "See, move or cancel"},
	"book":   {"vi": "Đặt lịch hẹn", "en": "Book an appointment"},
	"past":   {"vi": "Trước đây", "en": "Before"},
	"see":    {"vi": "Xem", "en": "See"},
}

var meetingPages = panelPages(meetingWords, `{{define "appointments"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}{{range .Ahead}}<section class="card"><h2>{{.Title}}</h2><p><strong>{{.When}}</strong>{{with .Place}} · {{.}}{{end}}</p><p><a class="button" href="{{.URL}}" aria-label="{{word $l "change"}}: {{.When}}">{{word $l "change"}}</a></p></section>{{else}}<p role="status">{{word $l "none"}}</p>{{end}}
{{if .Pages}}<section class="card"><h2>{{word $l "book"}}</h2>{{range .Pages}}<p><a class="button" href="{{.URL}}">{{.Name}}</a></p>{{end}}</section>{{end}}
{{if .Past}}<section class="card"><h2>{{word $l "past"}}</h2>{{range .Past}}<p><a href="{{.URL}}">{{.When}}</a> · {{.Title}}<br><span class="soft">{{.State}}</span></p>{{end}}</section>{{end}}{{end}}{{template "myfoot" .}}{{end}}`)
