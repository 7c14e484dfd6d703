package sms

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// What is wrong with a brandname: article 23 of Decree 91/2020.
var (
	errBrandLong   = phrase.Errorf("a brandname has at most 11 characters (Decree 91/2020, art. 23)")
	errBrandForm   = phrase.Errorf("a brandname is of Latin letters without marks, digits, space, -, _ and . (Decree 91/2020, art. 23)")
	errBrandDigits = phrase.Errorf("a brandname is not of digits alone (Decree 91/2020, art. 23)")
)

var brandForm = regexp.MustCompile(`^[A-Za-z0-9._ -]+$`)

// CheckBrand says what is wrong with a brandname. Whether it is registered, only the register knows.
func CheckBrand(name string) error {
	switch {
	case len([]rune(name)) > 11:
		return errBrandLong
	case !brandForm.MatchString(name) || strings.TrimSpace(name) != name:
		return errBrandForm
	case !strings.ContainsFunc(name, unicode.IsLetter):
		return errBrandDigits
	}
	return nil
}

// refusals are the words by which somebody says that they want no more: what advertising has to name at its end, and what
// people write by themselves.
var refusals = []string{"TC", "STOP", "HUY", "TU CHOI", "TUCHOI", "UNSUBSCRIBE", "DUNG", "NGUNG"}

// Refuses reports whether an answer says that somebody wants no more advertising: it is such a word, or begins with one
// that stands for nothing else.
func Refuses(answer string) bool {
	words := strings.Join(strings.Fields(strings.ToUpper(Plain(norm.NFC.String(answer)))), " ")
	words = strings.Trim(words, " .!\"'")
	for _, r := range refusals {
		if words == r || strings.HasPrefix(words, "TC ") || strings.HasPrefix(words, "STOP ") || strings.HasPrefix(words, "TU CHOI ") {
			return true
		}
	}
	return false
}

var howToRefuse = regexp.MustCompile(`\b(TC|STOP|TU CHOI|HUY)\b`)

// SaysHow reports whether a text says how to get no more: "Tu choi: TC gui 1551", as article 15 of Decree 91/2020 asks of
// every advertisement.
func SaysHow(text string) bool { return howToRefuse.MatchString(strings.ToUpper(Plain(text))) }
