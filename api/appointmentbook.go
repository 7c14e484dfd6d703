package api

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"banhda/engage/appointment"
	"banhda/hub/calendar"
	"banhda/store"
)

// around is how far from a meeting another one may lie that keeps it from being: what two keep free, at most.
const around = int64(4 * time.Hour / time.Microsecond)

// hostsOf are those who hold a page's meetings, with when they have time from one instant to another. An appointment that is
// being moved takes nobody's time.
func (s *Server) hostsOf(ctx context.Context, v *store.View, p *appointment.Page, ids []int64, from, to, but int64) (hosts []appointment.Host, err error) {
	set, err := v.CalendarSettings(ctx)
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
	teams, err := t.Teams(ctx)
	if err != nil {
		return a, err
	}
	for _, one := range teams {
		if a.Team == 0 && slices.Contains(one.Members, hosts[0]) {
			a.Team = one.ID
		}
	}
	minute := time.Minute.Microseconds()
	return appointment.Appointment{Page: p.ID, Team: a.Team, Hosts: hosts, Owner: hosts[0], From: at, To: at + int64(p.Length)*minute, Before: int64(p.Before) * minute, After: int64(p.After) * minute,
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
