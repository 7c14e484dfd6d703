package main

import "testing"

// TestACustomerBuysAlone opens a shop in an empty house, and goes the way of somebody who buys there on a phone.
func TestACustomerBuysAlone(t *testing.T) { walk(t, "shop") }
