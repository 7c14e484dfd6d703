package main

import (
	"os"
	"testing"
)

// TestLoyaltyScreens looks in a real browser at the versions of the programme, at why a voucher was given, and at thanks that are
// taken back.
func TestLoyaltyScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	runScreens(t, "loyalty", map[string]any{"address": served.address, "email": ownersAddress, "password": ownersPassword, "shots": os.Getenv("BANHDA_SHOTS")})
}
