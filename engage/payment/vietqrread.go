package payment

import (
	"strconv"
	"strings"

	"banhda/phrase"
)

// ReadVietQR reads a code. Errors say what is wrong with it.
func ReadVietQR(text string) (q VietQR, err error) {
	body, given := text[:max(len(text)-4, 0)], text[max(len(text)-4, 0):]
	if !strings.HasSuffix(body, tagSum+"04") || !strings.EqualFold(sum(body), given) {
		return q, phrase.Errorf("the check sum of this code is wrong: it was not read whole")
	}
	top, err := fields(body[:len(body)-4])
	if err != nil {
		return q, err
	}
	if top[tagFormat] != "01" || top[tagCurrency] != dong || top[tagCountry] != "VN" {
		return q, errNoVietQR
	}
	if err := q.readMerchant(top[tagMerchant]); err != nil {
		return q, err
	}
	if amount := top[tagAmount]; amount != "" {
		if q.Amount, err = strconv.ParseInt(amount, 10, 64); err != nil {
			return q, errNoVietQR
		}
	}
	more, err := fields(top[tagMore])
	q.Bill, q.Purpose = more["01"], more["08"]
	if err == nil {
		err = q.check()
	}
	return q, err
}

var errNoVietQR = phrase.Errorf("this is no code of VietQR")

func (q *VietQR) readMerchant(text string) error {
	to, err := fields(text)
	if err != nil {
		return err
	}
	whom, err := fields(to["01"])
	if err != nil {
		return err
	}
	q.Bank, q.Account, q.Card = whom["00"], whom["01"], to["02"] == toCard
	if to["00"] != napas || to["02"] != toAccount && !q.Card {
		return errNoVietQR
	}
	return nil
}

// fields takes a text apart into its fields; each may stand once.
func fields(text string) (map[string]string, error) {
	found := map[string]string{}
	for text != "" {
		if len(text) < 4 || !only(text[:4], isDigit) {
			return nil, errNoVietQR
		}
		length, _ := strconv.Atoi(text[2:4])
		if _, twice := found[text[:2]]; twice || length == 0 || len(text) < 4+length {
			return nil, errNoVietQR
		}
		found[text[:2]], text = text[4:4+length], text[4+length:]
	}
	return found, nil
}
