package main

import "testing"

// TestAStrangerFillsInAForm goes from an empty house to a prospect who came by a page of another origin.
func TestAStrangerFillsInAForm(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "forms", served.address)
}
