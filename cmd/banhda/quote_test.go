package main

import "testing"

// TestAQuoteIsSentAcceptedAndPaid goes from an empty house to a customer who accepted a quote on a phone and paid it.
func TestAQuoteIsSentAcceptedAndPaid(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "quotes", served.address)
}
