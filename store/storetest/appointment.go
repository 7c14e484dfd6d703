package storetest

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

// bookingPages holds that a page is kept under one address, and changed by who saw its last edition.
func bookingPages(t *testing.T, b *bench) {
	p := appointment.Page{Key: "tu-van", Active: true, Name: record.Label{Vi: "Tư vấn"}, Mode: appointment.Together, Hosts: []int64{4, 9}, Length: 30, Questions: []appointment.Question{{Key: "a", Label: record.Label{Vi: "Gì?"}}}}
	b.tx(func(tx *store.Tx) (err error) {
		p.ID, err = tx.AddBookingPage(b.ctx, p)
		return err
	})
	b.refuses("an address twice", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddBookingPage(b.ctx, p)
		return err
	})
	b.view(func(v *store.View) error {
		is, err := v.BookingPageByKey(b.ctx, "tu-van")
		if is.ID != p.ID || is.Edition != 1 || !slices.Equal(is.Hosts, p.Hosts) || is.Name != p.Name || is.Questions[0].Label.Vi != "Gì?" {
			t.Errorf("kept %+v", is)
		}
		p = is
		return err
	})
	p.Active = false
	b.tx(func(tx *store.Tx) error { return tx.SaveBookingPage(b.ctx, p) })
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveBookingPage(b.ctx, p) })
	b.view(func(v *store.View) error {
		is, err := v.BookingPage(b.ctx, p.ID)
		all, err2 := v.BookingPages(b.ctx)
		if is.Active || is.Edition != 2 || len(all) != 1 {
			t.Errorf("changed: %+v, %d", is, len(all))
		}
		return errors.Join(err, err2)
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveBookingPage(b.ctx, p.ID) })
	b.refuses("what is gone", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveBookingPage(b.ctx, p.ID) })
}

// appointments holds that hosts see theirs and others do not, what takes somebody's time, and that nobody is left in those
// of who was forgotten.
func appointments(t *testing.T, b *bench) {
	a := appointment.Appointment{Page: 3, Person: 71, Hosts: []int64{4, 9}, Owner: 4, Team: 2, From: 1000, To: 2000, Before: 10, After: 20, State: appointment.Booked, UID: "u1", Title: "Tư vấn", Answers: map[string]string{"need": "máy"}, DueAt: 900}
	kept := appointment.Appointment{Page: 3, Hosts: []int64{9}, Owner: 9, From: 3000, To: 4000, State: appointment.Reserved, Until: 1 << 62, UID: "u2"}
	past := appointment.Appointment{Page: 3, Hosts: []int64{9}, Owner: 9, From: 5000, To: 6000, State: appointment.Reserved, Until: 1, UID: "u3"}
	for _, one := range []*appointment.Appointment{&a, &kept, &past} {
		b.tx(func(tx *store.Tx) (err error) {
			one.ID, err = tx.AddAppointment(b.ctx, *one)
			return err
		})
	}
	b.view(func(v *store.View) error {
		for user, want := range map[int64]int{4: 1, 9: 1, 5: 0} {
			list, err := v.Appointments(b.ctx, auth.Reach{User: user}, store.AppointmentFilter{Limit: 9})
			if err != nil || len(list) != want {
				t.Errorf("user %d sees %d: %v", user, len(list), err)
			}
		}
		taken, err := v.Taken(b.ctx, []int64{4, 9}, 0, 10_000, 0)
		if err != nil || len(taken[4]) != 1 || taken[4][0] != a.Taken() || len(taken[9]) != 2 {
			t.Errorf("taken %+v, %v", taken, err)
		}
		if but, err := v.Taken(b.ctx, []int64{9}, 0, 10_000, a.ID); err != nil || len(but[9]) != 1 {
			t.Errorf("but one: %+v, %v", but, err)
		}
		if on, err := v.BookedOn(b.ctx, 3, 0, 0); err != nil || len(on[9]) != 2 || len(on[4]) != 1 {
			t.Errorf("booked on the page: %+v, %v", on, err)
		}
		if n, err := v.CountReserved(b.ctx); n != 1 || err != nil {
			t.Errorf("%d reserved, %v", n, err)
		}
		is, err := v.AppointmentOfUID(b.ctx, "u1")
		due, err2 := v.DueAppointments(b.ctx, 9)
		if !slices.Equal(is.Hosts, a.Hosts) || is.Answers["need"] != "máy" || len(due) != 1 {
			t.Errorf("kept %+v, %d due", is, len(due))
		}
		a = is
		return errors.Join(err, err2)
	})
	a.Person, a.State, a.Hosts = 71, appointment.Held, []int64{9}
	b.tx(func(tx *store.Tx) error { return tx.SaveAppointment(b.ctx, a) })
	b.refuses("a change of what was changed", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveAppointment(b.ctx, a) })
	b.act(func(tx *store.Tx) error {
		if n, err := tx.ForgetReserved(b.ctx); n != 1 || err != nil {
			t.Errorf("%d forgotten, %v", n, err)
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{71}})
		return err
	})
	b.view(func(v *store.View) error {
		is, err := v.Appointment(b.ctx, auth.Everything, a.ID)
		if is.Person != 0 || len(is.Answers) != 0 || is.State != appointment.Held || !slices.Equal(is.Hosts, []int64{9}) {
			t.Errorf("after: %+v", is)
		}
		return err
	})
	availability(t, b)
}

// dues holds that what somebody has to pay is found, whoever they were known as.
func dues(t *testing.T, b *bench) {
	s := selling(b)
	var o record.Record
	s.act(func(tx *store.Tx) (err error) {
		o, err = tx.Create(b.ctx, auth.Everything, record.Order, 0, record.Values{"person": int64(1), "status": order.Confirmed, "lines": []record.Line{{Name: "a", Quantity: 1000, Price: 500}}})
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.DueOf(b.ctx, 1, 5)
		if len(list) != 1 || list[0] != (store.Due{Order: o.ID, Amount: 500, Currency: "VND"}) {
			t.Errorf("due %+v", list)
		}
		if other, err := v.DueOf(b.ctx, 2, 5); len(other) != 0 || err != nil {
			t.Errorf("somebody else owes %+v, %v", other, err)
		}
		return err
	})
}

func availability(t *testing.T, b *bench) {
	b.tx(func(tx *store.Tx) error {
		err := tx.SetAvailability(b.ctx, store.Availability{Member: 5, Hours: map[string][]string{"mon": {"08:00-09:00"}}, Feed: "sealed"})
		if err == nil {
			err = tx.SetAvailability(b.ctx, store.Availability{Member: 5, Feed: "again", FetchedAt: 7, Failure: "no"})
		}
		if err == nil {
			err = tx.SetBusyElsewhere(b.ctx, 5, []appointment.Taken{{From: 1, To: 2}, {From: 1, To: 2}, {From: 500, To: 900}})
		}
		return err
	})
	b.view(func(v *store.View) error {
		all, err := v.Availabilities(b.ctx)
		if is := all[5]; is.Feed != "again" || len(is.Hours) != 0 || is.FetchedAt != 7 || is.Failure != "no" {
			t.Errorf("kept %+v", is)
		}
		taken, err2 := v.Taken(b.ctx, []int64{5}, 100, 600, 0)
		if len(taken[5]) != 1 || taken[5][0].To != 900 {
			t.Errorf("elsewhere %+v", taken)
		}
		return errors.Join(err, err2)
	})
}

// bookingRace holds that of many who want the same time at once one gets it.
func bookingRace(t *testing.T, b *bench) {
	var got, lost atomic.Int64
	var all sync.WaitGroup
	want := appointment.Taken{From: 1000, To: 2000, Before: 300, After: 300}
	for i := range 50 {
		all.Go(func() {
			err := b.Records.Tx(b.ctx, func(tx *store.Tx) error {
				taken, err := tx.Taken(b.ctx, []int64{4}, 0, 5000, 0)
				if err != nil {
					return err
				}
				if slices.ContainsFunc(taken[4], want.Meets) {
					return appointment.ErrTaken
				}
				_, err = tx.AddAppointment(b.ctx, appointment.Appointment{Hosts: []int64{4}, Owner: 4, From: want.From, To: want.To, State: appointment.Booked, UID: "race" + string(rune('A'+i))})
				return err
			})
			switch {
			case err == nil:
				got.Add(1)
			case errors.Is(err, appointment.ErrTaken):
				lost.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got.Load() != 1 || lost.Load() != 49 {
		t.Errorf("%d got it, %d did not", got.Load(), lost.Load())
	}
}
