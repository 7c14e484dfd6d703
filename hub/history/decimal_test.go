package history

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		text string
		mark byte
		want string // empty: no number
	}{
		{"0", '.', "0"}, {"-12.50", '.', "-12.5"}, {".5", '.', "0.5"}, {"5.", '.', "5"}, {"007", '.', "7"},
		{"1,234,567.89", '.', "1234567.89"}, {"1.234.567,89", ',', "1234567.89"}, {"1 234,5", ',', "1234.5"}, {"1'234", '.', "1234"},
		{"1\u00a0234", '.', "1234"}, {"12,34", '.', ""}, {"1,2345", '.', ""}, {"1234,567", '.', ""}, {"1.5", ',', ""}, {"150.000", ',', "150000"},
		{"$29.33", '.', "29.33"}, {"29 €", '.', "29"}, {"49.000 ₫", ',', "49000"}, {"49.000đ", ',', "49000"}, {"−3", '.', "-3"}, {"(3.5)", '.', "-3.5"}, {"-$4", '.', "-4"}, {"+4", '.', "4"},
		{"1.2e3", '.', "1200"}, {"1E-3", '.', "0.001"}, {"1e400", '.', ""}, {"123456789012345678901", '.', ""},
		{"0.1234567890123456789", '.', "0.123456789012"}, {"150000.00000000003", '.', "150000.00000000003"},
		{"", '.', ""}, {"-", '.', ""}, {".", '.', ""}, {"abc", '.', ""}, {"12a", '.', ""}, {"1-2", '.', ""}, {"0x1F", '.', ""}, {"NaN", '.', ""}, {"Inf", '.', ""}, {"1..2", '.', ""}, {"1.2.3", '.', ""}, {"()", '.', ""},
	} {
		d, ok := parseDecimal(c.text, c.mark)
		got := ""
		if ok {
			got = d.String()
		}
		expect(t, c.text, got, c.want)
	}
}

func TestMoneyRoundsHalfAwayFromZero(t *testing.T) {
	for text, want := range map[string]int64{"1.005": 101, "-1.005": -101, "1.0049": 100, "2.5": 250, "0.005": 1, "-0.004": 0} {
		d, ok := parseDecimal(text, '.')
		units, fits := d.units(2)
		expect(t, text, units, want)
		expect(t, text, ok && fits, true)
	}
	if _, fits := (decimal{digits: 1e17}).units(4); fits {
		t.Error("1e21 minor units fit an int64")
	}
}

func rational(d decimal) *big.Rat {
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.scale)), nil)
	return new(big.Rat).SetFrac(big.NewInt(d.digits), p)
}

// TestArithmeticAgainstRationals compares with exact fractions: sums and products of money are exact, quotients right
// to the last place kept.
func TestArithmeticAgainstRationals(t *testing.T) {
	number := rapid.Custom(func(t *rapid.T) decimal {
		return decimal{rapid.Int64Range(-1e12, 1e12).Draw(t, "digits"), rapid.IntRange(0, 4).Draw(t, "scale")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		sum, ok := a.plus(b)
		if want := new(big.Rat).Add(rational(a), rational(b)); !ok || rational(sum).Cmp(want) != 0 {
			t.Fatalf("%s + %s = %s", a, b, sum)
		}
		if a.compare(b) != rational(a).Cmp(rational(b)) {
			t.Fatalf("%s compared with %s: %d", a, b, a.compare(b))
		}
		checkClose(t, "×", a, b, a.times, new(big.Rat).Mul(rational(a), rational(b)))
		if b.digits != 0 {
			checkClose(t, "÷", a, b, a.over, new(big.Rat).Quo(rational(a), rational(b)))
		}
	})
}

// checkClose allows an error of half of the last place, and of the thirteenth where a quotient was cut before.
func checkClose(t *rapid.T, sign string, a, b decimal, operation func(decimal) (decimal, bool), want *big.Rat) {
	got, ok := operation(b)
	if !ok {
		if limit := new(big.Rat).SetInt64(1e17); new(big.Rat).Abs(want).Cmp(limit) < 0 {
			t.Fatalf("%s %s %s has no result", a, sign, b)
		}
		return
	}
	off := new(big.Rat).Sub(rational(got), want)
	if off.Abs(off).Cmp(new(big.Rat).Mul(rational(decimal{6, 1}), rational(decimal{1, got.scale}))) > 0 {
		t.Fatalf("%s %s %s = %s, want %s", a, sign, b, got, want.FloatString(15))
	}
}

func TestWrittenNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal{rapid.Int64Range(-1e17, 1e17).Draw(t, "digits"), rapid.IntRange(0, maxScale).Draw(t, "scale")}
		back, ok := parseDecimal(d.String(), '.')
		if !ok || back.compare(d) != 0 {
			t.Fatalf("%s reads back as %s", d, back)
		}
	})
}
