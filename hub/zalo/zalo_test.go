package zalo

import (
	"testing"
	"time"

	"banhda/hub/consent"
)

func TestTheWindow(t *testing.T) {
	hour := time.Hour.Microseconds()
	heard := 1000 * hour
	for _, c := range []struct {
		after    int64
		answered int
		cost     Cost
		left     int
	}{
		{0, 0, Free, 8}, {47 * hour, 7, Free, 1}, {47 * hour, 8, Paid, 0}, {48 * hour, 0, Paid, 0}, {168*hour - 1, 99, Paid, 0}, {168 * hour, 0, Closed, 0},
	} {
		got := Standard.At(heard, c.answered, heard+c.after)
		if got.Cost != c.cost || got.FreeLeft != c.left || got.Until != heard+168*hour || (got.FreeUntil != 0) != (c.cost == Free) {
			t.Errorf("after %d h and %d answers: %+v", c.after/hour, c.answered, got)
		}
	}
	if got := Standard.At(0, 0, heard); got.Cost != Closed || got.Until != 0 {
		t.Errorf("who never wrote: %+v", got)
	}
	if (Window{48, 8, 24}).Check() == nil || (Window{0, 0, 0}).Check() == nil || Standard.Check() != nil {
		t.Error("windows are not checked")
	}
}

func TestSilence(t *testing.T) {
	hour := time.Hour.Microseconds()
	for _, c := range []struct {
		heard, sent, now int64
		want             bool
	}{{0, 0, 100, false}, {5, 10, 15, false}, {5, 10, 17, true}, {11, 10, 100, false}, {0, 10, 17, true}} {
		if got := Silent(c.heard*hour, c.sent*hour, c.now*hour); got != c.want {
			t.Errorf("%+v", c)
		}
	}
}

func TestWhatFillsATemplate(t *testing.T) {
	o := Template{Params: []Param{{Name: "ten", Type: "string", Required: true, Max: 5}, {Name: "tien", Type: "number", Max: 20}, {Name: "ngay", Type: "date"}}}
	for _, c := range []struct {
		ten, tien, ngay string
		good            bool
	}{
		{"Nguyễ", "1.200.000", "31/12/2026", true}, {"Lan", "", "", true}, {"", "1", "", false}, {"Nguyễn", "", "", false}, {"Lan", "một", "", false}, {"Lan", "", "2026-12-31", false}, {"Lan", "", "08:30 01/12/2026", true},
	} {
		got, err := o.Fill(map[string]string{"ten": c.ten, "tien": c.tien, "ngay": c.ngay, "la": "x"})
		if (err == nil) != c.good {
			t.Errorf("%+v: %v", c, err)
		}
		if _, more := got["la"]; more {
			t.Errorf("%+v: what the template does not have goes along", c)
		}
	}
}

func TestTags(t *testing.T) {
	for said, want := range map[string]consent.Class{"1": consent.Transactional, "TRANSACTION": consent.Transactional, "2": consent.Care, "CUSTOMER_CARE": consent.Care, "3": consent.Advertising, "": consent.Advertising, "NEW": consent.Advertising} {
		if got := TagOf(said).Class(); got != want {
			t.Errorf("%q is %s", said, got)
		}
	}
}

func TestWhatGoesAlong(t *testing.T) {
	for _, c := range []struct {
		media string
		bytes int64
		kind  Kind
		good  bool
	}{
		{"image/jpeg", 20_000_000, Image, true}, {"image/png", 1, Image, true}, {"image/gif", 5_000_000, GIF, true}, {"image/gif", 5_000_001, GIF, false}, {"application/pdf", 5_000_000, File, true},
		{"application/pdf", 5_000_001, File, false}, {"application/msword", 9, File, true}, {"video/mp4", 9, "", false}, {"text/csv", 9, "", false}, {"image/webp", 9, "", false},
	} {
		if l, err := Along("x", c.media, c.bytes); (err == nil) != c.good || l.Kind != c.kind {
			t.Errorf("%s of %d bytes: %s %v", c.media, c.bytes, l.Kind, err)
		}
	}
}
