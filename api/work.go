package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/calendar"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// The jobs that come again by themselves.
const (
	morningJob job.Kind = "morning"
	rulesJob   job.Kind = "task-rules"
	assignJob  job.Kind = "assignment"
	reclaimJob job.Kind = "reclaim"
	sweepJob   job.Kind = "file-sweep"
)

// Works are the jobs that operations leave and the house does by itself.
func (s *Server) Works() map[job.Kind]job.Work {
	works := s.dailyWorks()
	maps.Copy(works, s.dataWorks())
	maps.Copy(works, s.mailWorks())
	maps.Copy(works, s.trustWorks())
	maps.Copy(works, s.dealWorks())
	maps.Copy(works, s.inboxWorks())
	maps.Copy(works, s.appointmentWorks())
	maps.Copy(works, s.surveyWorks())
	maps.Copy(works, s.slaWorks())
	maps.Copy(works, s.ticketWorks())
	maps.Copy(works, s.onboardingWorks())
	maps.Copy(works, s.referralWorks())
	maps.Copy(works, s.zaloWorks())
	maps.Copy(works, s.loyaltyWorks())
	return works
}

// dailyWorks are those of tasks, notices, mail, assignment and upkeep.
func (s *Server) dailyWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		reminderJob:      {Do: s.system(s.remind)},
		introduced:       {Do: s.system(s.doIntroduction)},
		store.NoticeMail: {Do: s.system(s.mailNotices)},
		campaignJob:      {Do: s.system(s.runCampaign), Within: time.Hour, Attempts: 50},
		emailJob:         {Do: s.system(s.doMail), Once: true},
		purgeJob:         {Do: s.system(s.purge), Every: job.Each(time.Hour), Within: 10 * time.Minute},
		sweepJob:         {Do: s.system(func(ctx context.Context, _ job.Job) error { return s.SweepFiles(ctx) }), Every: job.Each(24 * time.Hour), Within: 10 * time.Minute},
		backupJob:        {Do: s.system(s.backUp), Every: job.Each(time.Hour), Within: 12 * time.Hour},
		morningJob:       {Do: s.system(s.tellMornings), Every: job.Each(5 * time.Minute)},
		rulesJob:         {Do: s.system(s.runTaskRules), Every: job.Each(15 * time.Minute), Within: 10 * time.Minute},
		assignJob:        {Do: s.system(s.assignWaiting), Every: job.Each(time.Minute), Within: 5 * time.Minute},
		datesJob:         {Do: s.system(s.enterByDate), Every: job.Each(5 * time.Minute), Within: 10 * time.Minute},
		formsJob:         {Do: s.system(s.keepForms), Every: job.Each(time.Minute)},
		articlesJob:      {Do: s.system(s.keepArticles), Every: job.Each(24 * time.Hour)},
		pagesJob:         {Do: s.system(s.keepPages), Every: job.Each(time.Minute)},
		confirmJob:       {Do: s.system(s.doAskAgain)},
		letInJob:         {Do: s.system(s.doLetIn)},
		smsJob:           {Do: s.system(s.doConfirm), Once: true},
		cartsJob:         {Do: s.system(s.keepCarts), Every: job.Each(10 * time.Minute), Within: 5 * time.Minute},
		signInJob:        {Do: s.system(s.sendCode)},
		confirmCodeJob:   {Do: s.system(s.sendConfirmCode)},
		quotesJob:        {Do: s.system(s.keepQuotes), Every: job.Each(10 * time.Minute), Within: 5 * time.Minute},
		handlesJob:       {Do: s.system(s.forgetHandles), Every: job.Each(24 * time.Hour), Within: 10 * time.Minute},
		leadJob:          {Do: s.system(s.tellLateLeads), Every: job.Each(time.Minute), Within: 5 * time.Minute},
		reclaimJob:       {Do: s.system(s.reclaim), Every: job.Each(10 * time.Minute), Within: 5 * time.Minute},
	}
}

// system does a job on behalf of the product itself.
func (s *Server) system(do func(context.Context, job.Job) error) func(context.Context, job.Job) error {
	return func(ctx context.Context, j job.Job) error {
		return do(auth.With(ctx, auth.Actor{Kind: auth.System}), j)
	}
}

// remind tells whose task it is that its time has come, unless that is true no more. Told and finished are one.
func (s *Server) remind(ctx context.Context, j job.Job) error {
	var r reminder
	if err := json.Unmarshal(j.Body, &r); err != nil {
		return job.Final(err)
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		is, err := t.Task(ctx, auth.Everything, r.Task)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, &t.View)
		if err != nil || !reminds(is, r.At, c.Zone()) {
			return err
		}
		users, err := whoseTask(ctx, &t.View, is)
		for _, user := range users {
			if err == nil {
				err = t.Notify(ctx, user, notice.TaskDue, j.Key, is.About, map[string]string{"title": is.Title, "task": TaskID(is.ID)})
			}
		}
		return orElse(err, t.FinishJob(ctx, j.ID))
	})
}

// reminds reports whether a task still reminds at an instant.
func reminds(t task.Task, at int64, zone *time.Location) bool {
	if t.DoneAt != 0 {
		return false
	}
	if t.Snoozed != 0 {
		return t.Snoozed == at
	}
	return t.RemindsAt(at, zone)
}

// whoseTask are the users who have to know of a task: its owner, or its team.
func whoseTask(ctx context.Context, v *store.View, t task.Task) ([]int64, error) {
	if t.Owner != 0 {
		return []int64{t.Owner}, nil
	}
	teams, err := v.Teams(ctx)
	for _, team := range teams {
		if team.ID == t.Team {
			return team.Members, err
		}
	}
	return nil, err
}

// tellMornings tells every user once a working day what is to be done on it.
func (s *Server) tellMornings(ctx context.Context, _ job.Job) error {
	var users []store.User
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		users, err = v.Users(ctx)
		return err
	})
	for _, u := range users {
		if err == nil {
			err = s.Records.Tx(ctx, func(t *store.Tx) error { return tellMorning(ctx, t, u) })
		}
	}
	return err
}

// morningLasts is how long after its time the morning may still be told, as when the house was closed.
const morningLasts = 3 * time.Hour

func tellMorning(ctx context.Context, t *store.Tx, u store.User) error {
	c, err := calendarOf(ctx, &t.View, u.ID)
	if err != nil {
		return err
	}
	choice, err := readChoice(ctx, &t.View, u.ID)
	if err != nil {
		return err
	}
	zone := choice.Zone(c.Zone())
	d := calendar.DayOf(time.UnixMicro(t.Now()).In(zone))
	at, ok := choice.Tells(d, zone)
	if !ok || t.Now() < at || t.Now() > at+morningLasts.Microseconds() || len(c.Hours(d)) == 0 {
		return nil
	}
	end := (d + 1).At(0, zone).UnixMicro()
	overdue, err := t.CountTasks(ctx, auth.Everything, store.TaskFilter{Owner: u.ID, To: t.Now()})
	if err != nil {
		return err
	}
	all, err := t.CountTasks(ctx, auth.Everything, store.TaskFilter{Owner: u.ID, To: end})
	if err != nil || all == 0 {
		return err
	}
	data := map[string]string{"today": strconv.FormatInt(all-overdue, 10), "overdue": strconv.FormatInt(overdue, 10)}
	return t.Notify(ctx, u.ID, notice.Morning, d.String(), record.Ref{}, data)
}

// calendarOf is the company's calendar with a user's days away.
func calendarOf(ctx context.Context, v *store.View, user int64) (*calendar.Calendar, error) {
	c, err := readCalendar(ctx, v)
	if err != nil {
		return nil, err
	}
	list, err := v.Absences(ctx, user, c.Today(v.Now())-7)
	var away []calendar.Absence
	for _, a := range list {
		away = append(away, a.Absence)
	}
	return c.For(away), err
}

// mailNotices mails a user what is due to be mailed, in one message, and comes again for the rest. That a notice is
// mailed and that its mail waits to be sent are one.
func (s *Server) mailNotices(ctx context.Context, j job.Job) error {
	user, err := strconv.ParseInt(j.Key, 10, 64)
	if err != nil {
		return job.Final(fmt.Errorf("no user %q", j.Key))
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		u, err := t.User(ctx, user)
		if err != nil {
			return absent(err)
		}
		m, err := readMail(ctx, &t.View)
		if err != nil {
			return err
		}
		due, later, err := sortNotices(ctx, t, u, m.ready())
		if err != nil {
			return err
		}
		if later != 0 {
			if err := t.Enqueue(ctx, store.NoticeMail, j.Key, j.Body, later); err != nil {
				return err
			}
		}
		if len(due) > 0 {
			if err := s.mailThese(ctx, t, m, u, due); err != nil {
				return err
			}
		}
		return t.FinishJob(ctx, j.ID)
	})
}

// mostMailed is how many notices one message tells at most.
const mostMailed = 200

// sortNotices gives the notices that are due to be mailed, and when the next are; what is not to be mailed is noted so.
func sortNotices(ctx context.Context, t *store.Tx, u store.User, ready bool) (due []notice.Notice, later int64, err error) {
	choice, err := readChoice(ctx, &t.View, u.ID)
	if err != nil {
		return nil, 0, err
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return nil, 0, err
	}
	list, err := t.Unmailed(ctx, u.ID, mostMailed)
	for _, n := range list {
		at, ok := choice.MailAt(n.Kind, n.At, choice.Zone(c.Zone()))
		switch {
		case !ready || !ok || n.ReadAt != 0:
			err = orElse(err, t.NoticeMailed(ctx, n.ID, -1))
		case at <= t.Now():
			due = append(due, n)
			err = orElse(err, t.NoticeMailed(ctx, n.ID, t.Now()))
		case later == 0 || at < later:
			later = at
		}
	}
	return due, later, err
}
