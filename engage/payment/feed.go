package payment

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

// told is what feeds call the parts of a line. SePay, Casso (old and new) and transaction-sync of VietQR use one name each
// for a part, and none uses another's name for another part.
type told struct {
	ID            json.RawMessage `json:"id"`
	TransactionID json.RawMessage `json:"transactionid"`
	TID           json.RawMessage `json:"tid"`

	AccountNumber string `json:"accountNumber"` // SePay, Casso
	SubAccount    string `json:"bank_sub_acc_id"`
	BankAccount   string `json:"bankAccount"` // VietQR

	TransferAmount json.Number `json:"transferAmount"` // SePay
	Amount         json.Number `json:"amount"`
	TransferType   string      `json:"transferType"` // SePay: in, out
	TransType      string      `json:"transType"`    // VietQR: C, D

	Content     string `json:"content"`
	Description string `json:"description"`

	ReferenceCode   string `json:"referenceCode"`
	Reference       string `json:"reference"`
	ReferenceNumber string `json:"referenceNumber"`
	Reftransaction  string `json:"reftransaction"`

	TransactionDate     string          `json:"transactionDate"`
	TransactionDateTime string          `json:"transactionDateTime"`
	When                string          `json:"when"`
	TransactionTime     json.RawMessage `json:"transactiontime"`
}

// mostTold is how many lines one call may bring.
const mostTold = 500

// ReadFeed reads what a feed tells: one line, or several below "data". Times without a zone are of zone; a line that does
// not say when it was is of now.
func ReadFeed(body []byte, zone *time.Location, now int64) ([]Line, error) {
	var whole struct {
		told
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(body, &whole) != nil {
		return nil, errNoFeed
	}
	list := []told{whole.told}
	if inner := strings.TrimSpace(string(whole.Data)); inner != "" && inner != "null" {
		list = nil
		if inner[0] != '[' {
			inner = "[" + inner + "]"
		}
		if json.Unmarshal([]byte(inner), &list) != nil || len(list) > mostTold {
			return nil, errNoFeed
		}
	}
	lines := make([]Line, 0, len(list))
	for i := range list {
		l, err := list[i].line(zone, now)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

var errNoFeed = phrase.Errorf("this is no message of a bank's feed: SePay, Casso and VietQR are understood")

func (t *told) line(zone *time.Location, now int64) (l Line, err error) {
	l = Line{Account: first(t.AccountNumber, t.BankAccount, t.SubAccount), Text: first(t.Content, t.Description), Currency: "VND", At: t.at(zone, now),
		Reference: first(t.ReferenceCode, t.Reference, t.ReferenceNumber, t.Reftransaction), Source: t.source()}
	amount, err := strconv.ParseFloat(first(t.TransferAmount.String(), t.Amount.String()), 64)
	if err != nil || amount != math.Trunc(amount) || math.Abs(amount) > largest {
		return l, errNoFeed
	}
	if l.Amount = int64(amount); t.TransferType == "out" || strings.EqualFold(t.TransType, "D") {
		l.Amount = -max(l.Amount, -l.Amount)
	}
	id := first(scalar(t.ID), scalar(t.TransactionID), scalar(t.TID), l.Reference)
	if id == "" {
		return l, errNoFeed
	}
	l.Key = l.Source + ":" + id
	return l, nil
}

func (t *told) source() string {
	switch {
	case t.TransferAmount != "":
		return "sepay"
	case t.TransType != "" || t.BankAccount != "":
		return "vietqr"
	}
	return "casso"
}

// at reads when it was; banks speak their own time.
func (t *told) at(zone *time.Location, now int64) int64 {
	text := first(t.TransactionDate, t.TransactionDateTime, t.When)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return min(at.UnixMicro(), now)
		}
	}
	if ms, err := strconv.ParseInt(scalar(t.TransactionTime), 10, 64); err == nil && ms > 0 && ms <= now/1000 {
		return ms * 1000
	}
	return now
}

// scalar is a string or number of JSON as text.
func scalar(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var number json.Number
	if json.Unmarshal(raw, &number) == nil {
		return number.String()
	}
	return ""
}

func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}
