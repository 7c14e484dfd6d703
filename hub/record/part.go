package record

// Membership is one company a person is at.
type Membership struct {
	Company int64  `json:"company"`
	Role    string `json:"role,omitempty"`
	Primary bool   `json:"primary,omitempty"` // of one of them
	Since   string `json:"since,omitempty"`   // a date, 2026-11-22
	Until   string `json:"until,omitempty"`   // a date; empty: still
}

// Line is one line of an order. Price and Discount are in minor units of the order's currency, Price for one; a Quantity
// is in thousandths, so that 1.5 kg is an integer, too.
type Line struct {
	Product  int64   `json:"product,omitempty"` // 0: something that is no product of ours
	Name     string  `json:"name"`
	Quantity int64   `json:"quantity"` // thousandths
	Price    int64   `json:"price"`
	Discount int64   `json:"discount,omitempty"` // of the whole line
	TaxRate  float64 `json:"tax_rate,omitempty"` // percent
}

// Share is what one seller has in a deal: shares of a deal come to a whole.
type Share struct {
	User int64 `json:"user"`
	Part int64 `json:"part"` // hundredths of a percent: 10,000 is all of it
}

// Price is what a product costs by one price book: from a quantity on, within some time.
type Price struct {
	Book     string `json:"book"` // its key
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
	Quantity int64  `json:"quantity,omitempty"` // thousandths, from so many on; 0: any
	From     string `json:"from,omitempty"`     // a date, included; empty: ever since
	Until    string `json:"until,omitempty"`    // a date, included; empty: for good
}

// Picture is one by which a product is shown: a file among the house's pictures, and what it says to who does not see it.
type Picture struct {
	File string `json:"file"` // as its address ends with
	Alt  string `json:"alt,omitempty"`
}
