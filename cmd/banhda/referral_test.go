package main

import "testing"

// TestAFriendIsBroughtOnAPhone goes from an empty house to a friend who came by a link, bought in the shop, and was rewarded.
func TestAFriendIsBroughtOnAPhone(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "referrals", served.address)
}
