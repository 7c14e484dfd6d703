package main

import "testing"

// TestACallReachesItsSegment goes from a call to action on the screens to who saw it, clicked it and reached its goal, on a page
// of another origin.
func TestACallReachesItsSegment(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "ctas", served.address)
}
