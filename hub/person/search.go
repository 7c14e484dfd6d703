package person

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Search is what somebody knows of the person they look for. A person is found by any of its parts.
type Search struct {
	Words []string // all occur in the folded name; nil: do not look at names
	// Email is a part of an address with an @ in it, EmailStart the beginning of one, both in small letters.
	Email, EmailStart string
	Phone             string // digits in a row
	ID                string // a whole identifier that another system gave
}

// fewestDigits is from how many digits on a text may be part of a phone number: fewer are in most of them.
const fewestDigits = 3

// ParseSearch reads what was typed: words of a name, an e-mail address or a part of one, a phone number or digits in
// a row of one, or another system's id.
func ParseSearch(text string) Search {
	text = strings.TrimSpace(norm.NFC.String(strings.Map(printed, strings.ToValidUTF8(text, ""))))
	s := Search{ID: text}
	switch digits, ok := phoneDigits(text); {
	case text == "":
	case strings.Contains(text, "@"):
		s.Email = strings.ToLower(text)
	case ok:
		s.Phone = digits
	default:
		s.Words = strings.Fields(Fold(text))
		if !strings.ContainsAny(text, " \t") {
			s.EmailStart = strings.ToLower(text)
		}
	}
	return s
}

// printed leaves out what nobody types and no database takes.
func printed(r rune) rune {
	if unicode.IsControl(r) && r != '\t' {
		return -1
	}
	return r
}

// phoneDigits reads digits as a phone number is written. A leading 0 stands for the country's code.
func phoneDigits(text string) (digits string, ok bool) {
	bare := strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "").Replace(text)
	digits = strings.TrimPrefix(bare, "+")
	if strings.Trim(digits, "0123456789") != "" || len(digits) < fewestDigits {
		return "", false
	}
	if digits == bare {
		digits = strings.TrimPrefix(digits, "0")
	}
	return digits, true
}
