package timeline

import (
	"encoding/json"
	"testing"
	"time"
)

func TestTouches(t *testing.T) {
	minute := time.Minute.Microseconds()
	var all []Touch
	for _, e := range []struct {
		at         int64
		properties string
	}{
		{0, `{"url":"https://a.vn/tra?ref=lan7","referrer":"https://google.com/"}`},
		{5 * minute, `{"url":"https://a.vn/gia?ref=LAN7","referrer":"https://google.com/"}`}, // the same visit
		{6 * minute, `{"url":"https://a.vn/gia","referrer":"https://a.vn/tra"}`},             // within the site
		{90 * minute, `{"url":"https://a.vn/","utm_source":"zalo","utm_medium":"oa","utm_campaign":"tet","utm_content":"b","utm_term":"x"}`},
		{200 * minute, `{"url":"https://a.vn/","utm_source":"zalo","utm_medium":"oa","utm_campaign":"tet","utm_content":"b","utm_term":"x"}`},
		{201 * minute, `{"total":3}`},
		{202 * minute, `{"ref":" mai "}`},
	} {
		if touch, ok := ReadTouch("Page Viewed", e.at, json.RawMessage(e.properties)); ok {
			all = AddTouch(all, touch)
		}
	}
	want := []Touch{
		{Channel: "google.com", Referral: "LAN7", Landing: "https://a.vn/tra?ref=lan7", Event: "Page Viewed"},
		{At: 90 * minute, Channel: "zalo", Medium: "oa", Campaign: "tet", Content: "b", Term: "x", Landing: "https://a.vn/", Event: "Page Viewed"},
		{At: 200 * minute, Channel: "zalo", Medium: "oa", Campaign: "tet", Content: "b", Term: "x", Landing: "https://a.vn/", Event: "Page Viewed"},
		{At: 202 * minute, Referral: "MAI", Event: "Page Viewed"},
	}
	if len(all) != len(want) {
		t.Fatalf("got %+v", all)
	}
	for i := range want {
		if all[i] != want[i] {
			t.Errorf("%d: got %+v, want %+v", i, all[i], want[i])
		}
	}
}
