package main

import "testing"

// TestLeadScreens answers prospects who wait in a real browser, as the guide tells.
func TestLeadScreens(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "leads", served.address)
}
