package quote

import (
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/record"
)

func content(price, lineOff, off int64) *Content {
	return &Content{Currency: "VND", Discount: off, Lines: []record.Line{{Name: "a", Quantity: 1000, Price: price, Discount: lineOff}}}
}

// A discount is never told smaller than it is: what is a hair above the limit needs leave.
func TestOffIsRoundedUp(t *testing.T) {
	for _, c := range []struct {
		of   *Content
		want int64
	}{{content(1_000_000, 0, 100_000), 1000}, {content(1_000_000, 50_000, 50_000), 1000}, {content(1_000_000, 0, 100_001), 1001}, {content(0, 0, 0), 0}, {content(3, 1, 0), 3334}} {
		if got := c.of.Off(); got != c.want {
			t.Errorf("%+v gives %d off, not %d", c.of, got, c.want)
		}
	}
	if c := content(1_000_000, 0, 100_001); !Needs(c, 1000) || Needs(c, -1) || Needs(content(1_000_000, 0, 100_000), 1000) {
		t.Error("who needs leave")
	}
	rapid.Check(t, func(t *rapid.T) {
		price := rapid.Int64Range(1, 1e15).Draw(t, "price")
		off := rapid.Int64Range(0, price).Draw(t, "off")
		if got := content(price, 0, off).Off(); got < 0 || got > 10_001 || off > 0 && got == 0 {
			t.Fatalf("%d of %d is %d", off, price, got)
		}
	})
}

func TestLeaveIsForOneContent(t *testing.T) {
	c, other := content(1_000_000, 0, 200_000), content(1_000_000, 0, 300_000)
	asked := []Approval{{ID: 1, Mark: c.Mark(), AskedBy: 4, DecidedAt: 1}}
	if MayGo(c, 1000, asked) == nil || MayGo(other, 1000, asked) == nil || MayGo(c, 2000, nil) != nil {
		t.Error("a refusal, a quote nobody asked for, or one within the limit")
	}
	again := Approval{ID: 2, Mark: c.Mark(), AskedBy: 4}
	if MayGo(c, 1000, append(asked, again)) == nil || again.Decide(4, true, "", 9) == nil {
		t.Error("who waits, or decides for themselves")
	}
	if err := again.Decide(5, true, "ok", 9); err != nil || again.Decide(5, false, "", 9) == nil {
		t.Errorf("decided once: %v", err)
	}
	if err := MayGo(c, 1000, append(asked, again)); err != nil {
		t.Errorf("granted in the end: %v", err)
	}
}
