// Package amount says amounts of money in words, as documents about money do.
package amount

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banhda/wheel"
)

// Words says an amount in minor units, not less than nothing, in a language, vi or en: "Một trăm linh năm nghìn đồng",
// "One hundred five thousand Vietnamese dong".
func Words(minor int64, currency, language string) string {
	unit := int64(1)
	for range wheel.MinorDigits(currency) {
		unit *= 10
	}
	whole, part := minor/unit, minor%unit
	read, names := vietnamese, namesVi
	if language == "en" {
		read, names = english, namesEn
	}
	name, ok := names[currency]
	if !ok {
		name = [2]string{currency, "/" + currency}
	}
	said := read(whole) + " " + name[0]
	if part > 0 {
		said += joins[language] + read(part) + " " + name[1]
	}
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

var (
	joins   = map[string]string{"vi": " và ", "en": " and "}
	namesVi = map[string][2]string{"VND": {"đồng", "xu"}, "USD": {"đô la Mỹ", "xu"}, "EUR": {"euro", "xu"}, "JPY": {"yên Nhật", "sen"}, "SGD": {"đô la Singapore", "xu"}, "GBP": {"bảng Anh", "xu"}}
	namesEn = map[string][2]string{"VND": {"Vietnamese dong", "xu"}, "USD": {"US dollars", "cents"}, "EUR": {"euros", "cents"}, "JPY": {"Japanese yen", "sen"}, "SGD": {"Singapore dollars", "cents"}, "GBP": {"pounds sterling", "pence"}}
)

const billion = 1_000_000_000

var digits = []string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// vietnamese reads a number that is not negative.
func vietnamese(n int64) string {
	if n == 0 {
		return digits[0]
	}
	return strings.Join(readVi(nil, n, false), " ")
}

// readVi reads in groups of three digits. after says that something greater was read before: what is missing is said.
func readVi(said []string, n int64, after bool) []string {
	if n >= billion {
		said = append(readVi(said, n/billion, after), "tỷ")
		n, after = n%billion, true
	}
	for _, group := range []struct {
		of   int64
		name string
	}{{1_000_000, "triệu"}, {1000, "nghìn"}, {1, ""}} {
		three := n / group.of
		n %= group.of
		if three == 0 {
			continue
		}
		said = threeVi(said, three, after)
		if after = true; group.name != "" {
			said = append(said, group.name)
		}
	}
	return said
}

// threeVi reads up to three digits: một trăm linh năm, hai mươi mốt, mười lăm.
func threeVi(said []string, n int64, after bool) []string {
	hundreds, tens, ones := n/100, n/10%10, n%10
	if hundreds > 0 || after {
		said = append(said, digits[hundreds], "trăm")
	}
	switch {
	case tens == 0 && ones > 0 && (hundreds > 0 || after):
		said = append(said, "linh")
	case tens == 1:
		said = append(said, "mười")
	case tens > 1:
		said = append(said, digits[tens], "mươi")
	}
	switch {
	case ones == 0:
	case ones == 1 && tens > 1:
		said = append(said, "mốt")
	case ones == 4 && tens > 1:
		said = append(said, "tư")
	case ones == 5 && tens > 0:
		said = append(said, "lăm")
	default:
		said = append(said, digits[ones])
	}
	return said
}

var (
	small  = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens   = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	groups = []struct {
		of   int64
		name string
	}{{1e18, "quintillion"}, {1e15, "quadrillion"}, {1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}, {1000, "thousand"}, {1, ""}}
)

// english reads a number that is not negative.
func english(n int64) string {
	if n == 0 {
		return small[0]
	}
	var said []string
	for _, g := range groups {
		three := n / g.of
		n %= g.of
		if three == 0 {
			continue
		}
		said = threeEn(said, three)
		if g.name != "" {
			said = append(said, g.name)
		}
	}
	return strings.Join(said, " ")
}

func threeEn(said []string, n int64) []string {
	if n >= 100 {
		said = append(said, small[n/100], "hundred")
		n %= 100
	}
	switch {
	case n == 0:
	case n < 20:
		said = append(said, small[n])
	case n%10 == 0:
		said = append(said, tens[n/10])
	default:
		said = append(said, tens[n/10]+"-"+small[n%10])
	}
	return said
}
