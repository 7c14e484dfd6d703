package main

import "testing"

// TestAVisitorBooksAMeeting goes from an empty house to a meeting that was booked on a phone, moved, and held.
func TestAVisitorBooksAMeeting(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "appointments", served.address)
}
