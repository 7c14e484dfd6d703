package main

import "testing"

// TestPromotersAtWork goes from a happy customer to a friend who bought by what they shared on a phone, with each number
// opening its people.
func TestPromotersAtWork(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "promoters", served.address)
}
