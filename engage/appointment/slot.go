package appointment

import (
	"cmp"
	"slices"
	"time"

	"banhda/hub/calendar"
)

const minute = int64(time.Minute / time.Microsecond)

// Taken is a time somebody has no time for another meeting, with what is to be kept free around it, in microseconds. Of
// two meetings the greater of what lies between them counts.
type Taken struct {
	From, To      int64
	Before, After int64
}

// Meets reports whether two cannot both be.
func (t Taken) Meets(o Taken) bool {
	return t.From < o.To+max(t.Before, o.After) && o.From < t.To+max(o.Before, t.After)
}

// Host is one who may meet the customer.
type Host struct {
	ID     int64
	Works  *calendar.Calendar   // their hours, without holidays and their days away
	Taken  []Taken              // in order of From
	Days   map[calendar.Day]int // how many of this page they have on a day
	Booked int                  // how many of this page they have ahead
}

// Slot is a time that can be booked, in microseconds, and who is free then.
type Slot struct {
	From, To int64
	Hosts    []int64
}

// at is the meeting that would begin at an instant.
func (p *Page) at(from int64) Taken {
	return Taken{From: from, To: from + int64(p.Length)*minute, Before: int64(p.Before) * minute, After: int64(p.After) * minute}
}

// Slots are the times of a day, as it is in a zone, that can be booked, in order.
func (p *Page) Slots(hosts []Host, day calendar.Day, zone *time.Location, now int64) (list []Slot) {
	from, to := day.At(0, zone).UnixMicro(), (day+1).At(0, zone).UnixMicro()
	found := map[int64][]int64{}
	for i := range hosts {
		for _, at := range p.starts(&hosts[i], from, to, now) {
			found[at] = append(found[at], hosts[i].ID)
		}
	}
	for at, free := range found {
		if p.Mode == InTurn || len(free) == len(hosts) {
			list = append(list, Slot{at, at + int64(p.Length)*minute, free})
		}
	}
	slices.SortFunc(list, func(a, b Slot) int { return cmp.Compare(a.From, b.From) })
	return list
}

// starts are the instants from one to before another at which a host can begin.
func (p *Page) starts(h *Host, from, to, now int64) (list []int64) {
	zone := h.Works.Zone()
	for d := h.Works.Today(from); d <= h.Works.Today(to-1); d++ {
		if p.full(h, d) {
			continue
		}
		for _, span := range h.Works.Hours(d) {
			for m := span.From; m+p.Length <= span.To; m += p.Step {
				at := d.At(m, zone)
				if shown := at.Hour()*60 + at.Minute(); shown != m { // clocks are moved over it
					continue
				}
				if begins := at.UnixMicro(); begins >= from && begins < to && p.free(h, begins, d, span, now) {
					list = append(list, begins)
				}
			}
		}
	}
	return list
}

func (p *Page) full(h *Host, d calendar.Day) bool { return p.PerDay > 0 && h.Days[d] >= p.PerDay }

// free reports whether a host can begin at an instant within a span of their hours.
func (p *Page) free(h *Host, from int64, d calendar.Day, within calendar.Span, now int64) bool {
	m := p.at(from)
	if m.From < now+int64(p.Notice)*minute || h.Works.Today(m.From) > h.Works.Today(now)+calendar.Day(p.Horizon) || m.To > d.At(within.To, h.Works.Zone()).UnixMicro() {
		return false
	}
	return !slices.ContainsFunc(h.Taken, m.Meets)
}

// Open are who of the hosts can begin at an instant, as Slots has it: what is booked is looked at again when it is booked.
func (p *Page) Open(hosts []Host, from, now int64) []int64 {
	if len(hosts) == 0 {
		return nil
	}
	zone := hosts[0].Works.Zone()
	for _, s := range p.Slots(hosts, calendar.DayOf(time.UnixMicro(from).In(zone)), zone, now) {
		if s.From == from {
			return s.Hosts
		}
	}
	return nil
}

// Choose is who meets the customer, of those that are free: all of them, or the one who has least booked; of several such
// the first of the list.
func (p *Page) Choose(hosts []Host, free []int64) []int64 {
	if p.Mode == Together || len(free) == 0 {
		return free
	}
	var best *Host
	for i := range hosts {
		if h := &hosts[i]; slices.Contains(free, h.ID) && (best == nil || h.Booked < best.Booked) {
			best = h
		}
	}
	return []int64{best.ID}
}
