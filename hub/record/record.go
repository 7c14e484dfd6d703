// Package record is the one model of everything a company keeps: people, companies, products, orders, deals, tickets. A record is a
// set of values of fields; fields are standard or made by the company, and every change of a value is journalled.
package record

// Type is a kind of record.
type Type string

// The types. Their plural is how paths and permissions call them.
const (
	Person  Type = "person"
	Company Type = "company"
	Product Type = "product"
	Order   Type = "order"
	Deal    Type = "deal"
	Ticket  Type = "ticket"
)

// Types are all there are.
var Types = []Type{Person, Company, Product, Order, Deal, Ticket}

var plurals = map[Type]string{Person: "people", Company: "companies", Product: "products", Order: "orders", Deal: "deals", Ticket: "tickets"}

// Plural is how paths and permissions call a type: people, companies, products, orders, deals, tickets.
func (t Type) Plural() string { return plurals[t] }

// ParseType reads a type's plural.
func ParseType(plural string) (Type, bool) {
	for t, p := range plurals {
		if p == plural {
			return t, true
		}
	}
	return "", false
}

// Kind is what values a field has.
type Kind string

// The kinds, and the Go type of their values within the house.
const (
	Text     Kind = "text"     // string, one line
	LongText Kind = "longtext" // string
	Number   Kind = "number"   // float64
	Money    Kind = "money"    // int64, minor units of the field's currency
	Date     Kind = "date"     // string, 2026-11-22
	Instant  Kind = "instant"  // int64, microseconds UTC
	Boolean  Kind = "boolean"  // bool
	Choice   Kind = "choice"   // string, a choice's key
	Choices  Kind = "choices"  // []string, keys in the order of the field's choices
	URL      Kind = "url"      // string, http or https
	Email    Kind = "email"    // string, lower case
	Phone    Kind = "phone"    // string, E.164
	Address  Kind = "address"  // map[string]any: line, ward, province, country
	OfPerson Kind = "person"   // int64, a record's id
	OfFirm   Kind = "company"  // int64, a record's id
	OfGoods  Kind = "product"  // int64, a record's id
	OfDeal   Kind = "deal"     // int64, a record's id
	OfOrder  Kind = "order"    // int64, a record's id
	OfTicket Kind = "ticket"   // int64, a record's id
	OfUser   Kind = "user"     // int64, a user's id
	OfTeam   Kind = "team"     // int64, a team's id
	Tags     Kind = "tags"     // []string, sorted
	Firms    Kind = "firms"    // []Membership, of people
	Lines    Kind = "lines"    // []Line, of orders and deals
	Shares   Kind = "shares"   // []Share, of deals
	Prices   Kind = "prices"   // []Price, of products
	Pictures Kind = "pictures" // []Picture, of products
)

// Label is a name in both languages.
type Label struct {
	Vi string `json:"vi"`
	En string `json:"en"`
}

// Option is one of the choices of a field.
type Option struct {
	Key   string `json:"key"`
	Label Label  `json:"label"`
}

// Field is one thing that is kept of records of a type. Type and Key name it; Key never changes and is never used
// again, labels may.
type Field struct {
	Type     Type
	Key      string // [a-z][a-z0-9_]{0,39}
	Kind     Kind
	Label    Label
	Help     Label
	Options  []Option // of Choice and Choices
	Currency string   // of Money; empty: the workspace's
	Required bool
	Unique   bool
	Ranked   bool     // of Choice: ordered as its choices stand, not by their keys
	Pattern  string   // of Text: a regular expression (RE2) the whole value fulfils; empty: any
	Min, Max *float64 // of Number and Money
	Standard bool     // the product's own; only labels, help, Required and Position can change
	ReadOnly bool     // reckoned by the product; nobody sets it
	Archived bool     // shown no more; what it held is kept
	Position int
}

// Values are a record's values by field key, as Kind says; absent: none.
type Values map[string]any

// Record is one record as it is now.
type Record struct {
	Type      Type
	ID        int64
	Values    Values // all of them, name, owner, team and tags too
	Version   int64  // counts its changes
	CreatedAt int64  // microseconds
	UpdatedAt int64
	DeletedAt int64  // 0: it is there
	Into      int64  // whom it was merged into; 0: it stands for itself
	Stated    []byte `json:"-"` // of people, where read by their ids: what events said of them, JSON as the database spells it; nil: nothing
}

// Name is what the record is called by people.
func (r *Record) Name() string { return r.Values.Text("name") }

// Text is the value of a key where that is a text, else empty.
func (v Values) Text(key string) string {
	s, _ := v[key].(string)
	return s
}

// Int is the value of a key where that is an integer (money, an instant, a reference), else 0.
func (v Values) Int(key string) int64 {
	n, _ := v[key].(int64)
	return n
}

// Existence is the field under which the journal keeps that a record was made, removed and restored: true where it is
// there, none where it is not.
const Existence = ""

// MergedInto is the field under which the journal keeps what a record was merged into. People are merged in the log.
const MergedInto = ":into"

// Change is one value that became another under one act.
type Change struct {
	ID            int64 // in the order of changes
	Act           int64
	Action        int64 // the first act of the same piece of work
	At            int64
	Type          Type
	Record        int64
	Field         string
	Before, After any // nil: none
}
