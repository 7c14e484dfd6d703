package main

import "testing"

// TestACustomerIsOnboarded goes from an empty house to a customer whom sales handed over and care takes through a plan.
func TestACustomerIsOnboarded(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "onboarding", served.address)
}
