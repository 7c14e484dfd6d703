package main

import "testing"

// TestAVisitorBecomesACustomer walks the way of the guide from a house with nothing in it: a question in the chat of somebody's
// own page, a bot that answers with a source, a person, a meeting, a quote, its acceptance and payment, the wheel. What a bank
// tells comes from the test; everything else is done at the screens.
func TestAVisitorBecomesACustomer(t *testing.T) { walk(t, "engage") }
