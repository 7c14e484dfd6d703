package api

import (
	"context"

	"banhda/hub/calendar"
	"banhda/store"
)

// DaySpan is a period of days.
type DaySpan struct {
	From string `query:"from" doc:"First day; default: 90 days ago."`
	To   string `query:"to" doc:"The day after the last; default: tomorrow."`
}

// usualDays is how many days are looked at where nothing is said.
const usualDays = 90

func (p *DaySpan) days(today calendar.Day) (from, to calendar.Day, err error) {
	from, to = today-usualDays, today+1
	for into, written := range map[*calendar.Day]string{&from: p.From, &to: p.To} {
		if written == "" {
			continue
		}
		if *into, err = calendar.ParseDay(written); err != nil {
			return from, to, wrong(err)
		}
	}
	if from >= to {
		return from, to, invalid("the period begins before it ends")
	}
	return from, to, nil
}

// instantsOf is a period in instants of the house.
func (s *Server) instantsOf(ctx context.Context, v *store.View, p *DaySpan) (from, to int64, err error) {
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return 0, 0, err
	}
	first, last, err := p.days(calendar.DayOf(today))
	if err != nil {
		return 0, 0, err
	}
	return first.At(0, today.Location()).UnixMicro(), last.At(0, today.Location()).UnixMicro(), nil
}
