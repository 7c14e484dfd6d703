package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/store"
)

// BookingPage is what customers book, as it is shown and set.
type BookingPage struct {
	appointment.Page
	ID      string  `json:"id"`
	Hosts   []Named `json:"hosts"`
	Edition int64   `json:"edition" doc:"who changes it names the one they saw"`
	Link    string  `json:"link" doc:"where customers book; empty: nobody said where this house is open"`
}

// BookingPagesAnswer are all booking pages.
type BookingPagesAnswer struct {
	Pages []BookingPage `json:"pages"`
}

func showBookingPage(p *appointment.Page, n names, url string) BookingPage {
	a := BookingPage{Page: *p, ID: BookingPageID(p.ID), Hosts: []Named{}, Edition: p.Edition}
	if a.Questions == nil {
		a.Questions = []appointment.Question{}
	}
	for _, id := range p.Hosts {
		a.Hosts = append(a.Hosts, *n.user(id))
	}
	if url != "" {
		a.Link = url + "/b/" + p.Key
	}
	return a
}

func (s *Server) listBookingPages(ctx context.Context, _ *struct{}, _ Tell) (*BookingPagesAnswer, error) {
	a := &BookingPagesAnswer{Pages: []BookingPage{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.BookingPages(ctx)
		if err != nil {
			return err
		}
		n, url, err := forPages(ctx, v)
		for i := range list {
			a.Pages = append(a.Pages, showBookingPage(&list[i], n, url))
		}
		return err
	})
}

// forPages is what showing booking pages needs: the names of users, and where this house is open.
func forPages(ctx context.Context, v *store.View) (n names, url string, err error) {
	if n, err = namesOf(ctx, v, nil); err != nil {
		return n, "", err
	}
	m, err := readMail(ctx, v)
	return n, m.URL, err
}

// BookingPageBody is what a booking page is set to.
type BookingPageBody struct {
	appointment.Page
	Hosts   []string `json:"hosts" maxItems:"50" doc:"the ids of the users customers meet"`
	Edition int64    `json:"edition,omitempty" doc:"the one that was seen; of a new one left out"`
}

func (b *BookingPageBody) page(ctx context.Context, v *store.View) (p appointment.Page, err error) {
	p = b.Page
	for _, shown := range b.Hosts {
		id, err := ParseUserID(shown)
		if err != nil {
			return p, err
		}
		if _, err := v.User(ctx, id); err != nil {
			return p, notFound(err, "there is no user %s", shown)
		}
		p.Hosts = append(p.Hosts, id)
	}
	p.Clean()
	p.Name.Vi, p.Name.En, p.Place = cleanName(p.Name.Vi), cleanName(p.Name.En), cleanName(p.Place)
	p.Text.Vi, p.Text.En = cleanNote(p.Text.Vi), cleanNote(p.Text.En)
	return p, wrongOrNil(p.Check())
}

type bookingPageAdd struct{ Body BookingPageBody }

func (s *Server) addBookingPage(ctx context.Context, in *bookingPageAdd, _ Tell) (a *BookingPage, err error) {
	return s.changeBookingPage(ctx, "booking-page-add", "", in.Body, func(t *store.Tx) (p appointment.Page, err error) {
		if p, err = in.Body.page(ctx, &t.View); err != nil {
			return p, err
		}
		p.ID, err = t.AddBookingPage(ctx, p)
		p.Edition = 1
		return p, addressTaken(err)
	})
}

func addressTaken(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return refused(http.StatusConflict, 0, "another booking page has this address, or somebody changed this one in the meantime; look at it again")
	}
	return err
}

type bookingPageSet struct {
	ID   string `path:"id"`
	Body BookingPageBody
}

func (s *Server) setBookingPage(ctx context.Context, in *bookingPageSet, _ Tell) (a *BookingPage, err error) {
	id, err := ParseBookingPageID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.changeBookingPage(ctx, "booking-page-set", in.ID, in.Body, func(t *store.Tx) (p appointment.Page, err error) {
		was, err := t.BookingPage(ctx, id)
		if err != nil {
			return p, notFound(err, "there is no booking page %s", in.ID)
		}
		if p, err = in.Body.page(ctx, &t.View); err != nil {
			return p, err
		}
		p.ID, p.Edition = was.ID, in.Body.Edition
		err = t.SaveBookingPage(ctx, p)
		p.Edition++
		return p, addressTaken(err)
	})
}

func (s *Server) changeBookingPage(ctx context.Context, verb, target string, entry any, do func(*store.Tx) (appointment.Page, error)) (a *BookingPage, err error) {
	m := mutation{verb: verb, target: target, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		p, err := do(t)
		if err != nil {
			return err
		}
		n, url, err := forPages(ctx, &t.View)
		shown := showBookingPage(&p, n, url)
		a = &shown
		return err
	}}
	if target == "" {
		m.made = func() string { return a.ID }
	}
	_, err = s.change(ctx, m, nil)
	return a, err
}

// BookingPageNamed is a booking page in a path.
type BookingPageNamed struct {
	ID string `path:"id"`
}

func (s *Server) removeBookingPage(ctx context.Context, in *BookingPageNamed, _ Tell) (*ActAnswer, error) {
	id, err := ParseBookingPageID(in.ID)
	if err != nil {
		return nil, err
	}
	a := &ActAnswer{}
	_, err = s.change(ctx, mutation{verb: "booking-page-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		a.Act = ActID(t.Act)
		return notFound(t.RemoveBookingPage(ctx, id), "there is no booking page %s", in.ID)
	}}, nil)
	return a, err
}

// Availability is when somebody meets customers.
type Availability struct {
	Hours     map[string][]string `json:"hours" doc:"by weekday (mon to sun), such as 08:00-12:00; none: the company's"`
	Elsewhere bool                `json:"elsewhere" doc:"a calendar they keep elsewhere is read"`
	FetchedAt string              `json:"fetched_at" doc:"when it was read last; empty: not yet"`
	Failure   string              `json:"failure" doc:"why it could not be read; empty: it was"`
}

func showAvailability(a *store.Availability) *Availability {
	shown := &Availability{Hours: a.Hours, Elsewhere: a.Feed != "", Failure: a.Failure}
	if shown.Hours == nil {
		shown.Hours = map[string][]string{}
	}
	if a.FetchedAt != 0 {
		shown.FetchedAt = showInstant(a.FetchedAt)
	}
	return shown
}

func (s *Server) showAvailability(ctx context.Context, _ *struct{}, _ Tell) (a *Availability, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		all, err := v.Availabilities(ctx)
		own := all[auth.From(ctx).User()]
		a = showAvailability(&own)
		return err
	})
}

type availabilityOrder struct {
	Body struct {
		Hours map[string][]string `json:"hours" doc:"by weekday; none: the company's"`
		Feed  *string             `json:"feed,omitempty" maxLength:"1000" doc:"the secret address, in iCalendar format, of a calendar kept elsewhere: what stands in it is taken; left out: as it is, empty: none. It cannot be read again."`
	}
}

// setAvailability sets when who asks meets customers.
func (s *Server) setAvailability(ctx context.Context, in *availabilityOrder, _ Tell) (a *Availability, err error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, invalid("only somebody who signs in has hours of their own")
	}
	_, err = s.change(ctx, mutation{verb: "availability", target: UserID(user), entry: map[string]any{"hours": in.Body.Hours}, also: func(ctx context.Context, t *store.Tx) error {
		all, err := t.Availabilities(ctx)
		if err != nil {
			return err
		}
		is := all[user]
		is.Member, is.Hours = user, in.Body.Hours
		if err := s.checkHours(ctx, &t.View, is.Hours); err != nil {
			return err
		}
		if in.Body.Feed != nil {
			if err := s.setFeed(ctx, t, &is, *in.Body.Feed); err != nil {
				return err
			}
		}
		a = showAvailability(&is)
		return t.SetAvailability(ctx, is)
	}}, nil)
	return a, err
}

func (s *Server) checkHours(ctx context.Context, v *store.View, hours map[string][]string) error {
	if len(hours) == 0 {
		return nil
	}
	set, err := v.CalendarSettings(ctx)
	if err != nil {
		return err
	}
	company, err := readCalendar(ctx, v)
	if err != nil {
		return err
	}
	set.Hours = hours
	_, err = set.Calendar(company.Zone())
	return wrongOrNil(err)
}

// setFeed keeps the address of a calendar elsewhere, sealed, and has it read soon; empty forgets it, and what it said.
func (s *Server) setFeed(ctx context.Context, t *store.Tx, a *store.Availability, address string) error {
	a.Feed, a.FetchedAt, a.Failure = "", 0, ""
	if address = strings.TrimSpace(address); address == "" {
		return t.SetBusyElsewhere(ctx, a.Member, nil)
	}
	if rest, ok := strings.CutPrefix(address, "webcal://"); ok {
		address = "https://" + rest
	}
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"https", "http"}, u.Scheme) || u.Host == "" || u.User != nil {
		return invalid("%q is no address of a calendar; copy its secret address in iCal format, which begins with https://", clipped(address, 60))
	}
	a.Feed = s.feedSealer().Seal(address, UserID(a.Member))
	return t.Enqueue(ctx, feedJob, feedsKey(a.Member), []byte("{}"), t.Now())
}
