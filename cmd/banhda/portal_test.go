package main

import "testing"

// TestACustomerAndTheirPage goes through every part of the portal, empty and full, on a phone in Vietnamese and at a desk in English.
func TestACustomerAndTheirPage(t *testing.T) { walk(t, "portal") }
