package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/engage/appointment"
	"banhda/hub/calendar/ics"
	"banhda/phrase"
	"banhda/store"
)

// appointmentsJob reminds of appointments, prepares hosts, asks what came of them; feedsJob reads the calendars members keep
// elsewhere, feedJob one of them that was set just now.
const (
	appointmentsJob job.Kind = "appointments"
	feedsJob        job.Kind = "calendar-feeds"
	feedJob         job.Kind = "calendar-feed"
)

func feedsKey(member int64) string { return UserID(member) }

func (s *Server) feedSealer() auth.Sealer { return auth.NewSealer(s.Secret, "calendar-feed") }

// appointmentWorks are the jobs of appointments.
func (s *Server) appointmentWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		appointmentsJob: {Do: s.system(s.keepAppointments), Every: job.Each(time.Minute), Within: 5 * time.Minute},
		feedsJob:        {Do: s.system(s.readFeeds), Every: job.Each(15 * time.Minute), Within: 10 * time.Minute},
		feedJob:         {Do: s.system(s.readCalendarFeed), Within: time.Minute},
	}
}

// appointmentsAtOnce bounds how many are looked at in one transaction.
const appointmentsAtOnce = 20

// keepAppointments does what is due.
func (s *Server) keepAppointments(ctx context.Context, _ job.Job) error {
	err := s.Records.Tx(ctx, func(t *store.Tx) error {
		_, err := t.ForgetReserved(ctx)
		return err
	})
	for more := appointmentsAtOnce; err == nil && more == appointmentsAtOnce; {
		more, err = s.stepAppointments(ctx)
	}
	return err
}

// stepAppointments takes the next steps of some appointments. What hosts are told is prepared before the transaction.
func (s *Server) stepAppointments(ctx context.Context) (n int, err error) {
	var due []appointment.Appointment
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		due, err = v.DueAppointments(ctx, appointmentsAtOnce)
		return err
	})
	for i := range due {
		if err == nil {
			err = s.stepAppointment(ctx, &due[i])
		}
		if errors.Is(err, store.ErrConflict) { // it is changed this very moment: the next look finds it
			err = nil
		}
	}
	return len(due), err
}

func (s *Server) stepAppointment(ctx context.Context, a *appointment.Appointment) error {
	step := a.Take(s.Now().UnixMicro())
	var lines []string
	if step == appointment.Inform {
		var err error
		if lines, err = s.linesFor(ctx, a); err != nil {
			return err
		}
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.SaveAppointment(ctx, *a); err != nil {
			return err
		}
		switch step {
		case appointment.DayBefore, appointment.Soon:
			return s.writeOf(ctx, t, a, appointment.ReminderKey, "")
		case appointment.Inform:
			return s.tellHosts(ctx, t, a, "inform", lines...)
		case appointment.AskAfter:
			return s.tellHosts(ctx, t, a, "ask")
		}
		return nil
	})
}

// linesFor are the lines of the brief that a notice has room for: what is open and what to bring, as far as the host may see it.
func (s *Server) linesFor(ctx context.Context, a *appointment.Appointment) ([]string, error) {
	var host store.User
	var as auth.Actor
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if host, err = v.User(ctx, a.Owner); err == nil {
			as, err = userActor(ctx, v, host)
		}
		return err
	})
	if err != nil {
		return nil, absent(err)
	}
	language := orText(host.Language, "vi")
	b, err := s.prepareFor(auth.With(ctx, as), a, language, func(Progress) {})
	lines := append(sayAll(b.Open, language), sayAll(b.Bring, language)...)
	return lines[:min(len(lines), 4)], err
}

// appointmentNotice says what became of an appointment, to one of its hosts.
func appointmentNotice(said func(string) string, about string) *phrase.Sentence {
	switch said("what") {
	case "booked":
		return phrase.Sentencef("%s booked a meeting with you: %s, %s", about, said("title"), said("when"))
	case "moved":
		return phrase.Sentencef("the meeting with %s is now at %s", about, said("when"))
	case "cancelled":
		return phrase.Sentencef("the meeting with %s at %s was cancelled", about, said("when"))
	case "declined":
		return phrase.Sentencef("%s says they cannot come at %s", about, said("when"))
	case "inform":
		return phrase.Sentencef("you meet %s soon, at %s. To know before: %s", about, said("when"), orText(said("text"), "—"))
	}
	return phrase.Sentencef("what came of the meeting with %s at %s? Say whether it was held", about, said("when"))
}

// readFeeds reads the calendars members keep elsewhere. One that cannot be read holds up no other.
func (s *Server) readFeeds(ctx context.Context, _ job.Job) error {
	all, err := s.availabilities(ctx)
	for _, a := range all {
		if err == nil && a.Feed != "" {
			err = s.readOne(ctx, a)
		}
	}
	return err
}

func (s *Server) availabilities(ctx context.Context) (all map[int64]store.Availability, err error) {
	return all, s.Records.View(ctx, func(v *store.View) error {
		all, err = v.Availabilities(ctx)
		return err
	})
}

// readCalendarFeed reads the calendar of the member a job is for.
func (s *Server) readCalendarFeed(ctx context.Context, j job.Job) error {
	user, err := ParseUserID(j.Key)
	if err != nil {
		return job.Final(err)
	}
	all, err := s.availabilities(ctx)
	if a := all[user]; err == nil && a.Feed != "" {
		err = s.readOne(ctx, a)
	}
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.FinishJob(ctx, j.ID) })
}

// readOne reads one calendar, and keeps what it says, or why it could not be read: then what it said before stays.
func (s *Server) readOne(ctx context.Context, a store.Availability) error {
	taken, failed := s.busyElsewhere(ctx, &a)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		all, err := t.Availabilities(ctx)
		if is := all[a.Member]; err != nil || is.Feed != a.Feed { // another was set meanwhile
			return err
		}
		a.FetchedAt, a.Failure = t.Now(), ""
		if failed != nil {
			a.Failure = failed.Error()
			return t.SetAvailability(ctx, a)
		}
		if err := t.SetBusyElsewhere(ctx, a.Member, taken); err != nil {
			return err
		}
		return t.SetAvailability(ctx, a)
	})
}

const (
	// largestCalendar is how many bytes of a calendar are read.
	largestCalendar = 10 << 20
	// feedWithin is how long reading it may take.
	feedWithin = 20 * time.Second
	// feedAhead is how far ahead what it says is kept: as far as can be booked.
	feedAhead = 366 * 24 * time.Hour
)

// busyElsewhere reads when a member has no time by their calendar elsewhere. It goes by the same bounds as webhooks: never
// into this machine's own network.
func (s *Server) busyElsewhere(ctx context.Context, a *store.Availability) ([]appointment.Taken, error) {
	address, err := s.feedSealer().Open(a.Feed, UserID(a.Member))
	if err != nil {
		return nil, err
	}
	company, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	body, err := s.fetchFeed(ctx, address)
	if err != nil {
		return nil, err
	}
	c, err := ics.Parse(body)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	var taken []appointment.Taken
	for _, b := range ics.Busy(c, now.Add(-24*time.Hour).UnixMicro(), now.Add(feedAhead).UnixMicro(), company.Zone()) {
		taken = append(taken, appointment.Taken{From: b.From, To: b.To})
	}
	return taken, nil
}

func (s *Server) fetchFeed(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, feedWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	resp, err := s.Hooks.Client().Do(req)
	if err != nil {
		return nil, errors.New(strings.ReplaceAll(err.Error(), address, "…")) // the address is a secret
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the calendar answers %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, largestCalendar+1))
	if len(body) > largestCalendar {
		return nil, phrase.Errorf("this calendar is larger than %d MB; give one that holds less", largestCalendar>>20)
	}
	return body, err
}
