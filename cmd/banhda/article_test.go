package main

import "testing"

// TestArticlesAreWrittenAndRead goes from an empty house to a visitor who reads what was written in it.
func TestArticlesAreWrittenAndRead(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "articles", served.address)
}
