package quote

import (
	"math/big"
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

// TestADepositIsPartOfTheTotal: of any total, whatever part is asked for is within half a unit of it, and with the rest it is the total.
func TestADepositIsPartOfTheTotal(t *testing.T) {
	for _, total := range []int64{0, 1, 49, 50, 51, 99, 100, 101, 333, 1_099_999, 2_200_000, 1e15} {
		for percent := range int64(101) {
			c := Content{DepositPercent: percent}
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(percent))
			off := new(big.Int).Sub(exact, new(big.Int).Mul(big.NewInt(c.Deposit(total)), big.NewInt(100)))
			if off.CmpAbs(big.NewInt(50)) > 0 || c.Deposit(total) > total {
				t.Errorf("%d %% of %d is %d", percent, total, c.Deposit(total))
			}
		}
		if c := (Content{DepositAmount: 70}); c.Deposit(total) != min(70, total) {
			t.Errorf("70 of %d is %d", total, c.Deposit(total))
		}
	}
	lines := []record.Line{{Name: "x", Quantity: 1000, Price: 100}}
	for _, c := range []struct {
		percent, amount int64
		ready           bool
	}{{0, 0, true}, {30, 0, true}, {100, 0, true}, {0, 100, true}, {0, 101, false}, {30, 10, false}} {
		content := Content{Lines: lines, DepositPercent: c.percent, DepositAmount: c.amount}
		if err := content.Ready("2026-11-23"); (err == nil) != c.ready {
			t.Errorf("%+v: %v", c, err)
		}
	}
	plain, asked := Content{Lines: lines}, Content{Lines: lines, DepositPercent: 30}
	if plain.Mark() == asked.Mark() {
		t.Error("leave for one is leave for the other")
	}
}
