package main

import "testing"

// TestAPageBringsAProspect goes from an empty house to a published page with a form, filled in by somebody without scripts.
func TestAPageBringsAProspect(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "pages", served.address)
}
