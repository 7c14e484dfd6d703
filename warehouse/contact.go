package warehouse

// LastContact is when a company and a person were last in touch, by timeline.Contact.
type LastContact struct {
	Person int64
	At     int64 // microseconds
}
