package record

import (
	"math/big"
	"regexp"
	"strings"

	"banhda/hub/person"
	"banhda/wheel"
)

// zeros is by how many powers of ten a word multiplies an amount, marks aside.
var zeros = map[string]int{
	"k": 3, "ng": 3, "nghin": 3, "ngan": 3,
	"tr": 6, "m": 6, "trieu": 6, "cu": 6,
	"ty": 9, "ti": 9, "b": 9,
}

// longestAmount is how many bytes anybody needs for an amount.
const longestAmount = 100

var amount = regexp.MustCompile(`^(-?)([0-9][0-9., ]*?) ?(?:(nghin|ngan|ng|trieu|cu|tr|ty|ti|[kmb]) ?([0-9]{1,3})?)? ?(?:d|dong|vnd|₫|\$|usd|€|eur)?$`)

// ReadAmount reads an amount as people write it, into minor units of the currency: 500k, 1tr2, 1,5 triệu, 2 tỷ,
// 250.000 đ. Digits after a unit are its next places: 1tr2 is 1,200,000 and 1tr25 is 1,250,000. ok is false for what is
// none, is finer than the minor unit or larger than JSON holds exactly.
func ReadAmount(text, currency string) (minor int64, ok bool) {
	if len(text) > longestAmount {
		return 0, false
	}
	found := amount.FindStringSubmatch(strings.NewReplacer("\u00a0", " ").Replace(person.Fold(strings.TrimSpace(text))))
	if found == nil {
		return 0, false
	}
	sign, unit, after := found[1], found[3], found[4]
	whole, fraction, ok := figure(strings.ReplaceAll(found[2], " ", ""), unit != "")
	if !ok || after != "" && fraction != "" {
		return 0, false
	}
	return scaled(sign+whole+fraction+after, zeros[unit]+wheel.MinorDigits(currency)-len(fraction)-len(after))
}

// scaled is digits times a power of ten, where that is an integer that JSON holds exactly.
func scaled(digits string, power int) (int64, bool) {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return 0, false
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(power, -power))), nil)
	if power >= 0 {
		n.Mul(n, ten)
	} else if _, rest := n.QuoRem(n, ten, new(big.Int)); rest.Sign() != 0 {
		return 0, false
	}
	return n.Int64(), n.IsInt64() && n.CmpAbs(big.NewInt(maxAmount)) <= 0
}

// figure reads digits with points and commas of either habit: groups of three are thousands, a last other group is a
// fraction. unit says that a unit follows, whose thousands nobody divides: 1.500 triệu has a fraction.
func figure(text string, unit bool) (whole, fraction string, ok bool) {
	groups := strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) != 1+strings.Count(text, ".")+strings.Count(text, ",") {
		return "", "", false
	}
	last := len(groups) - 1
	if last > 0 && (len(groups[last]) != 3 || unit && last == 1) {
		fraction, groups = groups[last], groups[:last]
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 {
			return "", "", false
		}
	}
	return strings.Join(groups, ""), fraction, true
}

// readNumber reads a number with a point or a comma in it.
func readNumber(text string) (float64, bool) {
	whole, fraction, ok := figure(strings.TrimPrefix(strings.TrimSpace(text), "-"), false)
	if !ok || len(text) > longestAmount {
		return 0, false
	}
	n, ok := new(big.Float).SetString(whole + "." + fraction + "0")
	if !ok {
		return 0, false
	}
	value, _ := n.Float64()
	if strings.HasPrefix(strings.TrimSpace(text), "-") {
		value = -value
	}
	return value, true
}
