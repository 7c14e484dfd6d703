package history

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// decimal is a number as people write it: digits × 10^-scale, exact, so that 0.1 + 0.2 is 0.3 and money never
// passes through a float. Results that need more than eighteen digits lose the last of their fraction, rounded half
// away from zero.
type decimal struct {
	digits int64
	scale  int // 0 … maxScale
}

const maxScale = 12

var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// parseDecimal reads a number as a spreadsheet or a person writes it: 1234.5, 1,234.50, −12, (12.00), 1.2e3, $29.33,
// 150.000 ₫. mark is what stands before the fraction, '.' or ','; the other one, spaces and apostrophes may
// separate groups of three.
func parseDecimal(s string, mark byte) (decimal, bool) {
	if d, ok := parsePlain(s, mark); ok {
		return d, true
	}
	s, negative := bare(s)
	s, ok := ungroup(s, mark)
	if !ok {
		return decimal{}, false
	}
	if strings.ContainsAny(s, "eE") || len(s) > 18 {
		if s, ok = rewrite(s); !ok {
			return decimal{}, false
		}
	}
	d, ok := parsePlain(s, '.')
	if negative {
		d.digits = -d.digits
	}
	return d, ok
}

// parsePlain reads the common case, digits with at most one mark, in one pass.
func parsePlain(s string, mark byte) (decimal, bool) {
	i, negative := 0, false
	if s != "" && s[0] == '-' {
		i, negative = 1, true
	}
	if len(s) == i || len(s)-i > 18 {
		return decimal{}, false
	}
	var d decimal
	seen, digits := false, 0
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			d.digits = d.digits*10 + int64(c-'0')
			digits++
			if seen {
				d.scale++
			}
		case c == mark && !seen:
			seen = true
		default:
			return decimal{}, false
		}
	}
	if negative {
		d.digits = -d.digits
	}
	return d.fit(), digits > 0
}

// bare takes off what stands around a number: white space, currency signs, a sign or the brackets of accountants.
func bare(s string) (rest string, negative bool) {
	outside := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) || r == 'đ' || r == 'Đ'
	}
	s = strings.TrimFunc(s, outside)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && len(s) > 1 {
		s, negative = s[1:len(s)-1], true
	} else if r, n := utf8.DecodeRuneInString(s); r == '-' || r == '−' || r == '+' {
		s, negative = s[n:], r != '+'
	}
	return strings.TrimFunc(s, outside), negative
}

// ungroup takes out the separators of thousands, each of which must stand before exactly three digits, and writes a
// point before the fraction.
func ungroup(s string, mark byte) (string, bool) {
	whole, fraction, marked := strings.Cut(s, string(mark))
	parts := strings.FieldsFunc(whole, func(r rune) bool {
		return r == '\'' || unicode.IsSpace(r) || (r != rune(mark) && (r == '.' || r == ','))
	})
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && len(p) > 3 {
			return "", false
		}
	}
	whole = strings.Join(parts, "")
	if marked {
		whole += "." + fraction
	}
	for _, r := range whole {
		if (r < '0' || r > '9') && !strings.ContainsRune(".eE+-", r) {
			return "", false
		}
	}
	return whole, whole != ""
}

// rewrite writes out an exponent and cuts a fraction to what eighteen digits hold.
func rewrite(s string) (string, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) >= 1e17 {
		return "", false
	}
	whole := len(strconv.FormatFloat(math.Trunc(math.Abs(f)), 'f', 0, 64))
	text := strconv.FormatFloat(f, 'f', min(maxScale, 17-whole), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, true
}

// fit rounds away digits of the fraction beyond maxScale.
func (d decimal) fit() decimal {
	if d.scale > maxScale {
		return d.round(maxScale)
	}
	return d
}

// round keeps so many decimal places, half away from zero.
func (d decimal) round(places int) decimal {
	if d.scale <= places {
		return d
	}
	drop := d.scale - places
	if drop >= len(powers) {
		return decimal{}
	}
	p := powers[drop]
	q, r := d.digits/p, d.digits%p
	if r >= p-r && r > 0 {
		q++
	} else if -r >= p+r && r < 0 {
		q--
	}
	return decimal{q, places}
}

// units is the number in units of 10^-places, rounded; ok is false where that exceeds an int64.
func (d decimal) units(places int) (int64, bool) {
	d = d.round(places)
	return scaleUp(d.digits, places-d.scale)
}

func scaleUp(n int64, zeros int) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(n), uint64(powers[zeros]))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	return n * powers[zeros], true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

func (d decimal) negative() decimal { return decimal{-d.digits, d.scale} }

// plus, times and over are exact up to eighteen digits; ok is false beyond, and for a division by nothing.
func (d decimal) plus(e decimal) (decimal, bool) {
	if d.scale == e.scale && magnitude(d.digits) < 1e18 && magnitude(e.digits) < 1e18 {
		return decimal{d.digits + e.digits, d.scale}, true
	}
	scale := max(d.scale, e.scale)
	a, b := d.big(scale), e.big(scale)
	return fromBig(a.Add(a, b), scale)
}

func (d decimal) times(e decimal) (decimal, bool) {
	if hi, lo := bits.Mul64(magnitude(d.digits), magnitude(e.digits)); hi == 0 && lo < 1e18 && d.scale+e.scale <= maxScale {
		return decimal{d.digits * e.digits, d.scale + e.scale}, true
	}
	a, b := big.NewInt(d.digits), big.NewInt(e.digits)
	return fromBig(a.Mul(a, b), d.scale+e.scale)
}

func (d decimal) over(e decimal) (decimal, bool) {
	if e.digits == 0 {
		return decimal{}, false
	}
	// Twice the places asked for keep the remainder that rounding looks at.
	a := d.big(maxScale + 1 + maxScale)
	return fromBig(a.Quo(a, e.big(maxScale)), maxScale+1)
}

// compare is negative, zero or positive as d is less than, equal to or greater than e.
func (d decimal) compare(e decimal) int {
	if d.scale == e.scale {
		return compareInt(d.digits, e.digits)
	}
	scale := max(d.scale, e.scale)
	return d.big(scale).Cmp(e.big(scale))
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// big is the number in units of 10^-scale, for a scale at least its own.
func (d decimal) big(scale int) *big.Int {
	n := big.NewInt(d.digits)
	return n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale-d.scale)), nil))
}

var (
	ten    = big.NewInt(10)
	widest = big.NewInt(1e18)
)

// fromBig drops digits of the fraction, rounding the last one kept, until eighteen hold the number.
func fromBig(n *big.Int, scale int) (decimal, bool) {
	drop := max(0, scale-maxScale)
	for size := new(big.Int).Quo(n, new(big.Int).Exp(ten, big.NewInt(int64(drop)), nil)); size.CmpAbs(widest) >= 0; size.Quo(size, ten) {
		drop++
	}
	if drop > scale {
		return decimal{}, false
	}
	p := new(big.Int).Exp(ten, big.NewInt(int64(drop)), nil)
	half := new(big.Int).Quo(p, big.NewInt(2))
	if n.Sign() < 0 {
		half.Neg(half)
	}
	if drop > 0 {
		n.Add(n, half)
	}
	return decimal{n.Quo(n, p).Int64(), scale - drop}, true
}

// String writes the number with a point and without needless zeros, as JSON has it.
func (d decimal) String() string {
	for d.scale > 0 && d.digits%10 == 0 {
		d.digits, d.scale = d.digits/10, d.scale-1
	}
	if d.scale == 0 {
		return strconv.FormatInt(d.digits, 10)
	}
	s := strconv.FormatUint(magnitude(d.digits), 10)
	if len(s) <= d.scale {
		s = strings.Repeat("0", d.scale-len(s)+1) + s
	}
	s = s[:len(s)-d.scale] + "." + s[len(s)-d.scale:]
	if d.digits < 0 {
		s = "-" + s
	}
	return s
}
