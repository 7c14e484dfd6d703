package person

import "strings"

// fewestDigits is from how many digits on a text may be part of a phone number: fewer are in most of them.
const fewestDigits = 3

// PhonePart reads digits as a phone number, or a part of one, is written. A leading 0 stands for the country's code; ok is
// false for what is neither.
func PhonePart(text string) (digits string, ok bool) {
	bare := strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "").Replace(strings.TrimSpace(text))
	digits = strings.TrimPrefix(bare, "+")
	if strings.Trim(digits, "0123456789") != "" || len(digits) < fewestDigits {
		return "", false
	}
	if digits == bare {
		digits = strings.TrimPrefix(digits, "0")
	}
	return digits, true
}
