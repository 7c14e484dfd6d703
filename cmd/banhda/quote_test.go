package main

import (
	"os"
	"testing"
)

// TestAQuoteIsSentAcceptedAndPaid goes from an empty house to a customer who accepted a quote on a phone and paid it.
func TestAQuoteIsSentAcceptedAndPaid(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	runScreens(t, "quotes", map[string]any{"shots": os.Getenv("BANHDA_SHOTS"), "address": served.address, "email": ownersAddress, "password": ownersPassword})
}
