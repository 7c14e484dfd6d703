package message

import (
	"testing"

	"banhda/hub/consent"
)

// TestAnotherWayIsTriedOnlyForCertain: only where it is certain that a message did not reach somebody, for a reason of theirs.
func TestAnotherWayIsTriedOnlyForCertain(t *testing.T) {
	for _, c := range []struct {
		state     State
		reason    string
		over      consent.Channel
		sms, call bool
		want      Try
	}{
		{Failed, "unreachable", consent.Zalo, true, true, TrySMS}, {Failed, "unreachable", consent.Zalo, false, true, TryACall}, {Failed, "unreachable", consent.Zalo, false, false, None},
		{Failed, "not-taken", consent.Zalo, true, true, None}, {Doubtful, "unreachable", consent.Zalo, true, true, None}, {Queued, "unreachable", consent.Zalo, true, true, None}, {Failed, "tried-often", consent.Zalo, true, true, None},
		{Failed, "not-taken", consent.SMS, true, true, TryACall}, {Failed, "not-taken", consent.SMS, true, false, None}, {Failed, "tried-often", consent.SMS, true, true, None}, {Failed, "not-taken", consent.Email, true, true, None},
	} {
		f := Fate{State: c.state, Reason: Reasons[0]}
		for _, r := range Reasons {
			if string(r) == c.reason {
				f.Reason = r
			}
		}
		if got := f.Next(c.over, c.sms, c.call); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
