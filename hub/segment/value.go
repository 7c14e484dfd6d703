package segment

import (
	"encoding/json"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Value is what a field holds: text, and a number too where it is or looks like one.
type Value struct {
	Text   string
	Number float64
	IsNum  bool
}

// Text is a value from text that has just been read from outside.
func Text(s string) Value {
	v := Value{Text: norm.NFC.String(s)}
	v.Number, v.IsNum = number(v.Text)
	return v
}

// Number is a value from a number.
func Number(f float64) Value {
	return Value{Text: strconv.FormatFloat(f, 'f', -1, 64), Number: f, IsNum: true}
}

// FromJSON is the value of a JSON scalar; true and false are text. null, objects, arrays and what is not JSON are
// no value: ok is false.
func FromJSON(raw []byte) (v Value, ok bool) {
	raw = trimSpace(raw)
	if len(raw) == 0 {
		return Value{}, false
	}
	switch raw[0] {
	case '"':
		var s string
		if json.Unmarshal(raw, &s) != nil {
			return Value{}, false
		}
		return Text(s), true
	case '{', '[', 'n':
		return Value{}, false
	case 't', 'f':
		return Value{Text: string(raw)}, true
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return Value{}, false
	}
	return Number(f), true
}

func trimSpace(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// number reads text in a number's usual form. Codes with leading zeros, hexadecimal, infinities and the like stay
// text: treating "007" as 7 would join what is different.
func number(s string) (float64, bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || digits[0] < '0' || digits[0] > '9' {
		return 0, false
	}
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return 0, false
	}
	for i := 0; i < len(digits); i++ {
		if c := digits[i]; (c < '0' || c > '9') && c != '.' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}
