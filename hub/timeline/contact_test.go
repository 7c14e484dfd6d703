package timeline

import (
	"testing"

	"banhda/wheel"
)

func TestContact(t *testing.T) {
	for _, c := range []struct {
		name       string
		byCampaign bool
		want       bool
	}{
		{"Call Made", false, true},
		{"Meeting Held", false, true},
		{"Message Sent", false, true},
		{"Message Sent", true, false}, // automatic mail
		{"Email Sent", false, true},
		{"Email Sent", true, false},
		{"Message Received", false, true},
		{"Order Completed", false, true},
		{"Order Completed", true, true}, // whatever brought them, they bought
		{"Complaint Filed", false, true},
		{"Ticket Opened", false, true},
		{"Ticket Replied", false, true},
		{"Store Visited", false, true},
		{"Form Submitted", false, true},
		{"Page Viewed", false, false},
		{"Signed In", false, false},
		{"Owner Changed", false, false},
		{"Email Link Clicked", true, false},
	} {
		if got := Contact(c.name, Default().Meaning(c.name, nil), c.byCampaign); got != c.want {
			t.Errorf("%s, by a campaign %v: %v", c.name, c.byCampaign, got)
		}
	}
	if !Contact("Gặp ở cửa hàng", wheel.Touch, false) {
		t.Error("a name of the company's own counts by what its catalogue says")
	}
}
