package api

import (
	"testing"
	"time"

	"banhda/hub/record"
)

// TestTheZoneOfTheRecipientCounts: theirs, else what a field of the company's own says of it, else the company's.
func TestTheZoneOfTheRecipientCounts(t *testing.T) {
	company := time.FixedZone("house", 7*3600)
	for _, c := range []struct {
		values record.Values
		want   string
	}{
		{record.Values{"time_zone": "Europe/Paris", "timezone": "Asia/Tokyo"}, "Europe/Paris"},
		{record.Values{"timezone": "Asia/Tokyo"}, "Asia/Tokyo"},
		{record.Values{"time_zone": "", "timezone": "giờ Huế"}, "house"},
		{record.Values{}, "house"},
	} {
		if got := zoneOf(&record.Record{Values: c.values}, company).String(); got != c.want {
			t.Errorf("of %v the zone is %s", c.values, got)
		}
	}
}
