package capture

import (
	"errors"
	"fmt"

	"banhda/hub/timeline"
)

// Reason is why a call was dropped.
type Reason string

// The reasons there are.
const (
	TooLarge    Reason = "too-large"
	NotAnObject Reason = "not-an-object"
	UnknownType Reason = "unknown-type"
	NoEventName Reason = "no-event-name"
	LongID      Reason = "long-message-id"
	BadTime     Reason = "unreadable-timestamp"
	NoIdentity  Reason = "no-identity"
	NotAllowed  Reason = "not-allowed"
	Unfit       Reason = "unfit"
)

// Dropped says why a call is no event that can be taken in, and what to send instead.
type Dropped struct {
	Reason Reason
	Detail string
}

// Error implements error.
func (d *Dropped) Error() string { return string(d.Reason) + ": " + d.Detail }

func dropped(r Reason, format string, args ...any) error {
	return &Dropped{r, fmt.Sprintf(format, args...)}
}

// unfit gives the reason for what timeline.Event.Check found.
func unfit(err error) error {
	var wrong *timeline.Invalid
	if errors.As(err, &wrong) && wrong.Field == "person" {
		return dropped(NoIdentity, "send a userId or an anonymousId")
	}
	return dropped(Unfit, "%v", err)
}
