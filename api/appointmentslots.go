package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/calendar"
	"banhda/store"
)

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
