package timeline

import (
	"slices"

	"banhda/hub/segment"
)

// asides are the names of what the house states of somebody that nobody did: that they entered a segment, or that they were
// not written to, or not yet.
var asides = []string{segment.Entered, segment.Left, "Message Held", "Message Refused", "Message Bounced"}

// Aside reports whether events of a name are no sign of the person they are about: they do not make anybody seen.
func Aside(name string) bool { return slices.Contains(asides, name) }
