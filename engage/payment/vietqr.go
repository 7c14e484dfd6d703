package payment

import (
	"fmt"
	"strconv"
	"strings"

	"banhda/phrase"
)

// VietQR is what a QR code by the NAPAS specification (EMVCo, presented by the merchant) says: pay to whom, how much, what
// for.
type VietQR struct {
	Bank    string // the BIN, six digits
	Account string // up to 19 letters and digits; a card's number where Card
	Card    bool
	Amount  int64  // đồng; 0: who pays says it
	Bill    string // the number of a bill, up to 25
	Purpose string // up to 25 of letters, digits and blanks
}

// The identifiers of what a code is made of.
const (
	tagFormat, tagOnce, tagMerchant, tagCurrency, tagAmount, tagCountry, tagMore, tagSum = "00", "01", "38", "53", "54", "58", "62", "63"

	napas       = "A000000727"
	toAccount   = "QRIBFTTA"
	toCard      = "QRIBFTTC"
	dong        = "704"
	longestText = 25
)

// field is one field: its identifier, its length in two digits, its value.
func field(tag, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("%s%02d%s", tag, len(value), value)
}

// Encode writes the code. Errors say what cannot be written.
func (q *VietQR) Encode() (string, error) {
	if err := q.check(); err != nil {
		return "", err
	}
	once, service, amount := "11", toAccount, ""
	if q.Amount > 0 {
		once, amount = "12", strconv.FormatInt(q.Amount, 10)
	}
	if q.Card {
		service = toCard
	}
	to := field("00", napas) + field("01", field("00", q.Bank)+field("01", q.Account)) + field("02", service)
	text := field(tagFormat, "01") + field(tagOnce, once) + field(tagMerchant, to) + field(tagCurrency, dong) + field(tagAmount, amount) +
		field(tagCountry, "VN") + field(tagMore, field("01", q.Bill)+field("08", q.Purpose)) + tagSum + "04"
	return text + sum(text), nil
}

func (q *VietQR) check() error {
	switch {
	case len(q.Bank) != 6 || !only(q.Bank, isDigit):
		return phrase.Errorf("the bank's number (BIN) has six digits")
	case q.Account == "" || len(q.Account) > 19 || !only(q.Account, isPlain):
		return phrase.Errorf("an account number has 1 to 19 letters and digits")
	case q.Amount < 0 || q.Amount > 9_999_999_999_999:
		return phrase.Errorf("a transfer is of 1 to 9,999,999,999,999 đồng")
	case !written(q.Bill) || !written(q.Purpose):
		return phrase.Errorf("what a transfer is for has up to 25 letters without marks, digits and blanks")
	}
	return nil
}

func written(s string) bool {
	return len(s) <= longestText && only(s, func(r rune) bool { return isPlain(r) || r == ' ' })
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isPlain(r rune) bool { return isDigit(r) || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func only(s string, ok func(rune) bool) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !ok(r) })
}

// sum is the check sum of a code, the identifier and length of the sum among it: CRC-16 with the polynomial 1021, begun
// with FFFF, in four capital digits of base 16.
func sum(text string) string {
	crc := uint16(0xFFFF)
	for i := range len(text) {
		crc ^= uint16(text[i]) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return fmt.Sprintf("%04X", crc)
}
