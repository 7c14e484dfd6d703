package cta

import "time"

// What is what happened to a call to action that stands over pages.
type What string

// What happens: its time came, it was closed, it was clicked.
const (
	WasShown   What = "shown" // or its time came for who is left out by chance, who is asked as often
	WasClosed  What = "closed"
	WasClicked What = "clicked"
)

// turns are what the events say.
var turns = map[string]What{Viewed: WasShown, Withheld: WasShown, Closed: WasClosed, Clicked: WasClicked}

// Turn is that something happened to one with somebody.
type Turn struct {
	CTA, Person int64
	What        What
	At          int64 // microseconds
}

// Turns are what happened to one with somebody, in whatever browser.
type Turns struct {
	Shown           int64 // so often since Frequency.Since
	Closed, Clicked int64 // when last, microseconds; 0: never
}

const day = int64(24 * time.Hour / time.Microsecond)

// Since is from when on it counts how often somebody was shown one.
func (f *Frequency) Since(now int64) int64 {
	if f.Days == 0 {
		return 0
	}
	return now - int64(f.Days)*day
}

// Rests reports whether one leaves somebody alone for now. Browsers reckon the same of what they keep themselves: web/widget/cta.
func (f *Frequency) Rests(t Turns, now int64) bool {
	switch {
	case t.Clicked > 0 && !f.Again, t.Closed > now-int64(f.Rest)*day:
		return true
	}
	return f.Times > 0 && t.Shown >= int64(f.Times)
}
