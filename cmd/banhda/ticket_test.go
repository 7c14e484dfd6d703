package main

import "testing"

// TestAnAgentWorksOnTickets: an agent works on a ticket in a browser: a macro in one step, merging, on a telephone.
func TestAnAgentWorksOnTickets(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "tickets", served.address)
}
