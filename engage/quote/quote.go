// Package quote is a price promised in writing: what it says, in versions that never change once they are sent; how long it
// holds; whose leave a high discount needs; and what a customer's yes is known by afterwards.
package quote

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
)

// State is where a quote stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Sent      State = "sent"
	Accepted  State = "accepted"
	Declined  State = "declined"
	Expired   State = "expired"
	Withdrawn State = "withdrawn"
)

// States are all there are, in the order of a quote's life.
var States = []State{Draft, Sent, Accepted, Declined, Expired, Withdrawn}

// Content is what a quote says, but for who writes it and to whom.
type Content struct {
	Title    string        `json:"title" maxLength:"200" doc:"what it is about"`
	Language string        `json:"language" enum:"vi,en"`
	Currency string        `json:"currency" pattern:"^[A-Z]{3}$"`
	Book     string        `json:"book" maxLength:"40" doc:"the price book its prices are from; empty: the products' own"`
	Lines    []record.Line `json:"-"`
	Discount int64         `json:"discount" minimum:"0" doc:"off the whole, before tax, minor units"`
	Until    string        `json:"valid_until" maxLength:"10" doc:"the last day it holds, such as 2026-12-31"`
	Intro    string        `json:"intro" maxLength:"4000"`
	Terms    string        `json:"terms" maxLength:"8000"`

	// What is asked for on acceptance, of the whole with its tax: a part, or an amount; neither: nothing.
	DepositPercent int64 `json:"deposit_percent,omitempty" minimum:"0" maximum:"100" doc:"asked for on acceptance: percent of the total"`
	DepositAmount  int64 `json:"deposit_amount,omitempty" minimum:"0" doc:"or an amount, minor units"`
}

// Quote is one, with what is being written.
type Quote struct {
	ID         int64
	Number     string
	State      State
	Person     int64
	Company    int64
	Deal       int64
	Owner      int64
	Team       int64
	Draft      Content
	Edition    int64
	Version    int64 // number of the last one sent; 0: none
	Total      int64
	Currency   string
	Until      string // the last day the version sent holds
	Order      int64
	ViewedAt   int64
	RemindedAt int64
	CreatedAt  int64
	UpdatedAt  int64
}

// Party is who writes a quote, or gets it, as the document names them.
type Party struct {
	Name    string `json:"name"`
	Contact string `json:"contact,omitempty"` // the person, where Name is a company's
	Address string `json:"address,omitempty"`
	TaxCode string `json:"tax_code,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
	Website string `json:"website,omitempty"`
}

// Document is all that a version says: it names everything it needs, so that it says the same for ever.
type Document struct {
	Number  string        `json:"number"`
	Version int64         `json:"version"`
	Day     string        `json:"day"` // it was sent on
	From    Party         `json:"from"`
	To      Party         `json:"to"`
	Seller  Party         `json:"seller"` // who of us
	Content Content       `json:"content"`
	Lines   []record.Line `json:"lines"`
	Units   []string      `json:"units,omitempty"` // of the lines
	Sum     order.Sum     `json:"sum"`
	Deposit int64         `json:"deposit,omitempty"` // asked for on acceptance, minor units; of an order: what is still due of it now
	Footer  string        `json:"footer,omitempty"`
	Of      Paper         `json:"of,omitempty"`
	Pay     *Pay          `json:"pay,omitempty"` // nil: nothing is to be paid by a code
}

// Paper is what a document is.
type Paper string

// The papers. A quote's is empty, as those were that are kept.
const (
	OfQuote Paper = ""
	OfOrder Paper = "order"
)

// Pay is how a document is paid: by scanning a code, or by typing what it says.
type Pay struct {
	Text    string `json:"text"` // of the code
	Bank    string `json:"bank"`
	Account string `json:"account"`
	Holder  string `json:"holder"`
	Code    string `json:"code"`   // what the transfer has to say
	Amount  int64  `json:"amount"` // minor units
}

// Version is a Document as it was sent.
type Version struct {
	Quote    int64
	Number   int64
	Document Document
	PDF      []byte
	Hash     string // SHA-256 of the PDF
	At       int64
	Act      int64
}

// Hash is what a file is known by.
func Hash(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}

// Mark tells a content from any other: who lets a discount pass lets it pass for this.
func (c *Content) Mark() string {
	body, _ := json.Marshal(struct { // of texts and finite numbers: it never fails
		Content
		Lines []record.Line
	}{*c, c.Lines})
	return Hash(body)
}

// Number writes the n-th number of a year.
func Number(year int, n int64) string { return fmt.Sprintf("BG-%d-%04d", year, n) }

// Sum is what it comes to.
func (c *Content) Sum() (order.Sum, error) { return order.Reckon(c.Lines, c.Discount) }

// Ready says what is missing before it can be sent on a day; nil: nothing.
func (c *Content) Ready(today string) error {
	switch {
	case len(c.Lines) == 0:
		return phrase.Errorf("a quote needs at least one line")
	case c.Until != "" && c.Until < today:
		return phrase.Errorf("its last day is past; give it a later one")
	}
	sum, err := c.Sum()
	switch {
	case err != nil:
		return err
	case c.DepositPercent > 0 && c.DepositAmount > 0:
		return phrase.Errorf("a deposit is a part of the total or an amount, not both")
	case c.DepositAmount > sum.Total:
		return phrase.Errorf("the deposit is more than the quote comes to")
	}
	return nil
}

// Deposit is what is asked for on acceptance of a total, rounded half up; 0: nothing. With what remains it is the total.
func (c *Content) Deposit(total int64) int64 {
	if c.DepositPercent == 0 {
		return min(c.DepositAmount, total)
	}
	return total/100*c.DepositPercent + (total%100*c.DepositPercent+50)/100
}

// Off is how much is given off all prices, line by line and on the whole, in hundredths of a percent, rounded up.
func (c *Content) Off() int64 {
	var gross, off int64
	for _, l := range c.Lines {
		plain := l
		plain.Discount = 0
		if sum, err := order.Reckon([]record.Line{plain}, 0); err == nil {
			gross, off = gross+sum.Net, off+l.Discount
		}
	}
	if off += c.Discount; gross == 0 || off <= 0 {
		return 0
	}
	scaled := new(big.Int).Mul(big.NewInt(off), big.NewInt(10_000)) // of trillions, it is more than an int64 holds
	return scaled.Quo(scaled.Add(scaled, big.NewInt(gross-1)), big.NewInt(gross)).Int64()
}

// Holds reports whether it can still be accepted on a day.
func (q *Quote) Holds(today string) bool {
	return q.State == Sent && (q.Until == "" || today <= q.Until)
}

// Clean brings texts into their one form.
func (c *Content) Clean() {
	for _, text := range []*string{&c.Title, &c.Intro, &c.Terms} {
		*text = strings.TrimSpace(*text)
	}
}
