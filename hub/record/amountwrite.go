package record

import (
	"strconv"
	"strings"

	"banhda/wheel"
)

// WriteAmount writes an amount in minor units as it is read in both languages: 1.234.567 ₫ and ₫1,234,567.
func WriteAmount(minor int64, currency string) Label {
	sign, digits := "", strconv.FormatInt(minor, 10)
	if minor < 0 {
		sign, digits = "−", digits[1:]
	}
	places := wheel.MinorDigits(currency)
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, part := digits[:len(digits)-places], digits[len(digits)-places:]
	write := func(thousand, point string) string {
		out := sign + grouped(whole, thousand)
		if part != "" {
			out += point + part
		}
		return out
	}
	symbol := currency
	if currency == "VND" {
		symbol = "₫"
	}
	return Label{Vi: write(".", ",") + "\u00a0" + symbol, En: symbol + write(",", ".")}
}

func grouped(digits, between string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + between + digits[i:]
	}
	return digits
}

// WriteQuantity writes thousandths with a point or comma before what is not whole: 1500 is 1,5.
func WriteQuantity(thousandths int64, point string) string {
	text := strconv.FormatInt(thousandths/1000, 10)
	if rest := thousandths % 1000; rest != 0 {
		text += point + strings.TrimRight(strconv.FormatInt(1000+rest, 10)[1:], "0")
	}
	return text
}

// WriteNumber writes a whole number as people read it: 1.234 in Vietnamese, 1,234 in English.
func WriteNumber(n int64) Label {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	return Label{Vi: sign + grouped(digits, "."), En: sign + grouped(digits, ",")}
}
