package api

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/store"
)

// CalendarAnswer is when the company works.
type CalendarAnswer struct {
	calendar.Settings
	Days []Holiday `json:"days" doc:"days off of the year asked for, and days worked beside the week"`
}

// Holiday is a day that is not as its week has it.
type Holiday struct {
	Day    string `json:"day"`
	Lunar  string `json:"lunar" doc:"day and month of the lunar calendar"`
	Name   string `json:"name" doc:"new_year, tet, hung_kings, reunification, labour_day, national_day, culture_day, in_lieu, or a name somebody gave it"`
	Worked bool   `json:"worked"`
}

// readCalendar is the company's calendar.
func readCalendar(ctx context.Context, v *store.View) (*calendar.Calendar, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return nil, err
	}
	s, err := v.CalendarSettings(ctx)
	if err != nil {
		return nil, err
	}
	return s.Calendar(zone)
}

func (s *Server) calendar(ctx context.Context) (c *calendar.Calendar, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err = readCalendar(ctx, v)
		return err
	})
	return c, err
}

type calendarQuestion struct {
	Year int `query:"year" minimum:"1970" maximum:"2199" doc:"Left out: this one."`
}

func (s *Server) showCalendar(ctx context.Context, in *calendarQuestion, _ Tell) (a *CalendarAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		settings, err := v.CalendarSettings(ctx)
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, v)
		if err != nil {
			return err
		}
		year := in.Year
		if year == 0 {
			year, _, _ = c.Today(v.Now()).Date()
		}
		a = &CalendarAnswer{settings, daysOf(c, settings, year)}
		return nil
	})
	return a, err
}

// daysOf are the days of a year that are not as their week has them.
func daysOf(c *calendar.Calendar, s calendar.Settings, year int) []Holiday {
	worked := map[calendar.Day]string{}
	for _, e := range s.Exceptions {
		if d, err := calendar.ParseDay(e.Day); err == nil && e.As != "" {
			worked[d] = e.Name
		}
	}
	days := []Holiday{}
	for d := calendar.Date(year, 1, 1); d < calendar.Date(year+1, 1, 1); d++ {
		l := calendar.ToLunar(d)
		lunar := fmt.Sprintf("%d/%d", l.Day, l.Month)
		if h, off := c.Holiday(d); off {
			days = append(days, Holiday{Day: d.String(), Lunar: lunar, Name: h.Name})
		} else if name, ok := worked[d]; ok {
			days = append(days, Holiday{d.String(), lunar, name, true})
		}
	}
	return days
}

type calendarOrder struct {
	Body calendar.Settings
}

func (s *Server) setCalendar(ctx context.Context, in *calendarOrder, _ Tell) (*CalendarAnswer, error) {
	if in.Body.Exceptions == nil {
		in.Body.Exceptions = []calendar.Moved{}
	}
	for i := range in.Body.Exceptions {
		in.Body.Exceptions[i].Name = cleanName(in.Body.Exceptions[i].Name)
	}
	_, err := s.change(ctx, mutation{verb: "calendar", target: "calendar", entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		if err := t.SaveCalendarSettings(ctx, in.Body); err != nil {
			return err
		}
		if _, err := readCalendar(ctx, &t.View); err != nil {
			return wrongOrNil(err)
		}
		return reckonLater(ctx, t)
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showCalendar(ctx, &calendarQuestion{}, nil)
}

// Absence is when somebody is away.
type Absence struct {
	ID   string `json:"id"`
	User Named  `json:"user"`
	From string `json:"from" doc:"the first day"`
	To   string `json:"to" doc:"the last day"`
	Note string `json:"note"`
}

// AbsencesAnswer is who is away, now or later.
type AbsencesAnswer struct {
	Absences []Absence `json:"absences"`
	StandIns []StandIn `json:"stand_ins" doc:"who answers first for whom while they are away"`
}

const absencePrefix = "abs_"

// AbsenceID writes an absence's id as it is shown outside.
func AbsenceID(id int64) string { return absencePrefix + encodeID(scramble(uint64(id), absencePrefix)) }

func (s *Server) listAbsences(ctx context.Context, _ *struct{}, _ Tell) (*AbsencesAnswer, error) {
	a := &AbsencesAnswer{Absences: []Absence{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := readCalendar(ctx, v)
		if err != nil {
			return err
		}
		names, err := actorNames(ctx, v)
		if err != nil {
			return err
		}
		by, err := substitutes(ctx, v)
		if err != nil {
			return err
		}
		a.StandIns = showStandIns(by, names)
		list, err := v.Absences(ctx, 0, c.Today(v.Now()))
		for _, x := range list {
			a.Absences = append(a.Absences, Absence{AbsenceID(x.ID), Named{UserID(x.User), names[UserID(x.User)]}, x.From.String(), x.To.String(), x.Note})
		}
		return err
	})
	return a, err
}

type addAbsenceOrder struct {
	Body struct {
		User string `json:"user,omitempty" doc:"Left out: me. Others' days away need the permission teams:write."`
		From string `json:"from"`
		To   string `json:"to"`
		Note string `json:"note,omitempty" maxLength:"200"`
	}
}

func (s *Server) addAbsence(ctx context.Context, in *addAbsenceOrder, _ Tell) (shown *Absence, err error) {
	a := store.Absence{Note: cleanName(in.Body.Note)}
	if a.User, err = parseMe(ctx, orText(in.Body.User, "me")); err != nil {
		return nil, err
	}
	if a.User != auth.From(ctx).User() && !auth.From(ctx).May("teams:write") {
		return nil, errOthersDays
	}
	if a.From, err = calendar.ParseDay(in.Body.From); err != nil {
		return nil, wrong(err)
	}
	if a.To, err = calendar.ParseDay(in.Body.To); err != nil {
		return nil, wrong(err)
	}
	if a.To < a.From || a.To > a.From+366 {
		return nil, invalid("somebody is away from one day to a later one, at most a year")
	}
	_, err = s.change(ctx, mutation{verb: "absence-add", entry: in.Body, made: func() string { return shown.ID }, also: func(ctx context.Context, t *store.Tx) error {
		u, err := t.User(ctx, a.User)
		if err != nil {
			return notFound(err, "there is no user %s", UserID(a.User))
		}
		a.ID, err = t.AddAbsence(ctx, a)
		shown = &Absence{AbsenceID(a.ID), Named{UserID(u.ID), u.Name}, a.From.String(), a.To.String(), a.Note}
		return err
	}}, nil)
	return shown, err
}

var errOthersDays = refused(403, 0, "days away of others are noted by who may change teams; ask your team's lead")

type absenceOrder struct {
	ID string `path:"id"`
}

func (s *Server) removeAbsence(ctx context.Context, in *absenceOrder, _ Tell) (*RemovedAnswer, error) {
	id, err := parseID(in.ID, absencePrefix, "an absence")
	if err != nil {
		return nil, err
	}
	whose := auth.From(ctx).User()
	if auth.From(ctx).May("teams:write") {
		whose = 0
	}
	_, err = s.change(ctx, mutation{verb: "absence-remove", target: in.ID,
		also: func(ctx context.Context, t *store.Tx) error { return t.RemoveAbsence(ctx, id, whose) }}, nil)
	return &RemovedAnswer{in.ID}, notFound(err, "there is no absence %s", in.ID)
}
