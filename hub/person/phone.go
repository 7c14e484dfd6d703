package person

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// phone gives a number in E.164. Numbers without a country are Vietnamese. Mobile numbers of 11 digits from before
// September 2018 become those of 10 digits that replaced them, and the leading zero a spreadsheet ate comes back.
func phone(s string) (e164, reason string) {
	s = strings.TrimSuffix(s, ".0") // a number that went through a spreadsheet's floating point
	if mobile, ok := vietnameseMobile(s); ok {
		return mobile, ""
	}
	n, err := phonenumbers.Parse(s, "VN")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", "is not a telephone number anybody can have"
	}
	return phonenumbers.Format(n, phonenumbers.E164), ""
}

// vietnameseMobile knows the mobile prefixes itself: nearly all numbers we meet are such ones, it is fast, and it
// takes 052 and 055, which the library's table has only in part.
func vietnameseMobile(s string) (e164 string, ok bool) {
	d, ok := national(s)
	if !ok {
		return "", false
	}
	if len(d) == 10 {
		if d, ok = renumbered(d); !ok {
			return "", false
		}
	}
	if len(d) != 9 || !mobilePrefix(d[:2]) {
		return "", false
	}
	return "+84" + d, true
}

// national gives the digits after the country code or the leading zero; ok is false for other countries' numbers
// and for what holds more than digits and the usual separators.
func national(s string) (digits string, ok bool) {
	var room [16]byte
	b := room[:0]
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if len(b) == len(room) {
				return "", false
			}
			b = append(b, c)
		case c == '+' && len(b) == 0, c == ' ', c == '.', c == '-', c == '(', c == ')':
		default:
			return "", false
		}
	}
	d := string(b)
	abroad := strings.ContainsRune(s, '+')
	if t := strings.TrimPrefix(d, "00"); t != d {
		d, abroad = t, true
	}
	if t := strings.TrimPrefix(d, "84"); t != d && (abroad || len(d) >= 11) {
		return strings.TrimPrefix(t, "0"), true
	}
	return strings.TrimPrefix(d, "0"), !abroad
}

// renumbered is what became of the old 11-digit numbers (without their zero) in September 2018.
func renumbered(d string) (now string, ok bool) {
	p, ok := map[string]string{
		"120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
		"123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
		"162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
		"186": "56", "188": "58", "199": "59",
	}[d[:3]]
	return p + d[3:], ok
}

func mobilePrefix(p string) bool {
	switch p[0] {
	case '3':
		return p[1] >= '2'
	case '5':
		return strings.Contains("25689", p[1:])
	case '7':
		return p[1] == '0' || p[1] >= '6'
	case '8':
		return p[1] >= '1'
	}
	return p[0] == '9'
}
