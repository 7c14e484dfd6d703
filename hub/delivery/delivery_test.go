package delivery

import (
	"testing"

	"banhda/hub/gate"
)

const day = int64(24 * 3600 * 1e6)

func TestSuppresses(t *testing.T) {
	for what, c := range map[string]struct {
		verdict Verdict
		before  []int64
		want    gate.Suppression
		is      bool
	}{
		"nobody there":                 {Hard, nil, gate.Bounced, true},
		"spam":                         {Complaint, nil, gate.Complained, true},
		"full once":                    {Soft, nil, gate.Bounced, false},
		"full three times in a day":    {Soft, []int64{99 * day, 100*day - 5}, gate.Bounced, false},
		"full three times in a week":   {Soft, []int64{93 * day, 97 * day}, gate.Bounced, true},
		"full twice, a week apart":     {Soft, []int64{93 * day}, gate.Bounced, false},
		"we are blocked, again":        {Blocked, []int64{90 * day, 91 * day}, "", false},
		"arrived":                      {Delivered, nil, "", false},
		"somebody is on their travels": {Reply, nil, "", false},
	} {
		if got, is := Suppresses(c.verdict, c.before, 100*day); is != c.is || is && got != c.want {
			t.Errorf("%s: %q, %v", what, got, is)
		}
	}
}

func TestAComplaintOutweighsABounce(t *testing.T) {
	if !Outweighs(gate.Complained, gate.Bounced) || Outweighs(gate.Bounced, gate.Unsubscribed) || Outweighs(gate.ByHand, gate.ByHand) {
		t.Error("the weightier reason does not stay")
	}
}
