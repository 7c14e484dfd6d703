package main

import "testing"

// TestWordsOfACustomer goes the way of what a customer says: asked for, given on a phone, looked at, shown on a page with its
// writer named as she chose, and taken back.
func TestWordsOfACustomer(t *testing.T) { walk(t, "reviews") }
