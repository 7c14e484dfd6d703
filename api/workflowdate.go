package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"banhda/auth"
	occasions "banhda/delight/occasion"
	"banhda/drive/job"
	"banhda/drive/workflow"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// datesJob looks whose days have come.
const datesJob job.Kind = "workflow-dates"

// enterByDate lets people into workflows whose day has come, once a day at the hour of each trigger.
func (s *Server) enterByDate(ctx context.Context, _ job.Job) error {
	var all []*living
	var c *calendar.Calendar
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if all, err = s.livingWorkflows(ctx, v); err == nil {
			c, err = readCalendar(ctx, v)
		}
		return err
	})
	for _, l := range all {
		if err == nil && l.State == workflow.Active {
			err = s.enterOfDay(ctx, l, c)
		}
	}
	return err
}

// enterOfDay looks at those triggers of a workflow whose hour has come since it was last looked.
func (s *Server) enterOfDay(ctx context.Context, l *living, c *calendar.Calendar) error {
	now := s.Now().UnixMicro()
	today := c.Today(now)
	mark := l.Scanned
	for i := range l.now.Triggers {
		t := &l.now.Triggers[i]
		if t.Kind != workflow.OnDate {
			continue
		}
		hour := orText(t.Hour, "00:00")
		minute, err := calendar.ParseClock(hour)
		due := fmt.Sprintf("%s %02d:%02d", today, minute/60, minute%60)
		if err != nil || today.At(minute, c.Zone()).UnixMicro() > now || due <= l.Scanned {
			continue
		}
		if err := s.enterOfTrigger(ctx, l, t, today-calendar.Day(t.Shift)); err != nil {
			return err
		}
		mark = max(mark, due)
	}
	if mark == l.Scanned {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.Scanned(ctx, l.ID, mark) })
}

// enterOfTrigger lets in whose field keeps a day, or has its anniversary on it.
func (s *Server) enterOfTrigger(ctx context.Context, l *living, t *workflow.Trigger, day calendar.Day) error {
	if t.Field == workflow.FirstPurchase {
		return s.enterBuyers(ctx, l, t, day)
	}
	where := fmt.Sprintf("%s = %s", t.Field, day)
	if t.Yearly {
		where = "exists " + t.Field
	}
	return s.matching(ctx, record.Person, where, func(page []record.Record) (bool, error) {
		var list []workflow.Run
		for i := range page {
			if kept, lunar, ok := dayOf(&page[i], t.Field); ok && (kept == day || t.Yearly && task.Falls(kept, lunar, day) == day) {
				list = append(list, l.run(page[i].ID, t, day.String(), 0))
			}
		}
		return true, s.enterFitting(ctx, l, list)
	})
}

// enterBuyers lets in who first bought on a day, or whose anniversary of that is on it.
func (s *Server) enterBuyers(ctx context.Context, l *living, t *workflow.Trigger, day calendar.Day) error {
	first, err := s.firstBought(auth.With(ctx, systemActor), func(Progress) {})
	if err != nil {
		return err
	}
	var list []workflow.Run
	for person, began := range first {
		next, _ := occasions.Next(began, false, day)
		if !t.Yearly && began == day || t.Yearly && next == day {
			list = append(list, l.run(person, t, day.String(), 0))
		}
	}
	slices.SortFunc(list, func(a, b workflow.Run) int { return cmp.Compare(a.Person, b.Person) })
	for part := range slices.Chunk(list, 500) {
		if err := s.enterFitting(ctx, l, part); err != nil {
			return err
		}
	}
	return nil
}

// enterFitting lets those in who may.
func (s *Server) enterFitting(ctx context.Context, l *living, list []workflow.Run) error {
	fit, err := s.mayEnter(ctx, l, peopleOf(list))
	if err != nil || len(list) == 0 {
		return err
	}
	list = slices.DeleteFunc(list, func(r workflow.Run) bool { return !fit[r.Person] })
	err = s.Records.Tx(ctx, func(tx *store.Tx) error {
		_, err := enter(ctx, tx, l, list, tx.Now())
		return err
	})
	s.goOn()
	return err
}
