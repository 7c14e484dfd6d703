package main

import "testing"

// TestACustomerIsAskedAndAnswers goes from an empty house to a customer who answered a survey on a phone.
func TestACustomerIsAskedAndAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "surveys", served.address)
}
