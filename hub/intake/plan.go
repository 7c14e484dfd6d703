package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/history"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// Plan says what the columns of a table are to records of a type, and what happens to those that are there already.
type Plan struct {
	Type    record.Type    `json:"type" enum:"person,company,product,order,deal,ticket"`
	Upload  string         `json:"upload" doc:"the file that was sent"`
	Source  history.Source `json:"source"`
	System  string         `json:"system,omitempty" maxLength:"40" doc:"the product the ids in the file are of, in one word"`
	Columns []Column       `json:"columns" doc:"all of the table, in its order"`
	Match   Match          `json:"match" enum:"email,phone,external,name_company,code,none" doc:"by what a row is somebody who is there already"`
	Then    Then           `json:"then" enum:"fill,overwrite,skip,add" doc:"what becomes of who is there already"`
	// Evidence of the consents that columns of the table state.
	Evidence string `json:"evidence,omitempty" maxLength:"2000" doc:"how the consents in the file were given: where, when, in what words"`
	Rename   bool   `json:"rename,omitempty" doc:"names are written given name first: turn them round"`
	// Of people: whether each is a lead, whether that sets off what waits for leads, and the list they are put into.
	Leads bool   `json:"leads,omitempty" doc:"each of the people is a lead: the log gets Lead Captured"`
	News  bool   `json:"news,omitempty" doc:"what the rows bring sets off workflows, as what happens now does"`
	List  string `json:"list,omitempty" maxLength:"40" doc:"a list the people are put into, by its id"`
}

// Column says what one column is.
type Column struct {
	Name   string    `json:"name"`
	Target string    `json:"target" doc:"a field's key; company.name and the like for the company of a person; line.sku, line.name, line.quantity, line.price, line.discount, line.tax_rate, line.total of a line of an order; family_name, given_name, external_id, tags, owner, consent:CHANNEL:PURPOSE; new: a field to be made; empty: left out"`
	New    *NewField `json:"new,omitempty"`
	Order  Order     `json:"order,omitempty" enum:",ymd,dmy,mdy,serial" doc:"of the parts of dates"`
	Comma  bool      `json:"comma,omitempty" doc:"a comma stands before the fraction of numbers"`
}

// NewField is a field the import makes.
type NewField struct {
	Label record.Label `json:"label"`
	Kind  record.Kind  `json:"kind"`
}

// Match is by what a row is found to be a record that is there already.
type Match string

// The rules of matching. For people, e-mail addresses, telephone numbers and ids of other systems always say who
// somebody is, whatever the rule: it decides of whom it is asked first.
const (
	ByEmail    Match = "email"
	ByPhone    Match = "phone"
	ByExternal Match = "external"
	ByName     Match = "name_company" // name, and company or city
	ByCode     Match = "code"         // tax code, SKU, order number
	ByNothing  Match = "none"
)

// Then is what becomes of a record that is there already.
type Then string

// What may become of it.
const (
	Fill      Then = "fill"      // only what is blank
	Overwrite Then = "overwrite" // what the row has
	Skip      Then = "skip"      // nothing
	Add       Then = "add"       // another record is made beside it
)

// Targets that are no field of the record.
const (
	FamilyName = "family_name"
	GivenName  = "given_name"
	ExternalID = "external_id"
	OwnerEmail = "owner"
	New        = "new"
	ofCompany  = "company."
	consents   = "consent:"
)

// Reason is what the column with the reasons is called in a file of rows that were refused.
const Reason = "Lý do / Reason"

// Column finds the column of a target; -1 for none.
func (p *Plan) Column(target string) int {
	return slices.IndexFunc(p.Columns, func(c Column) bool { return c.Target == target })
}

// Has reports whether a column has the target.
func (p *Plan) Has(target string) bool { return p.Column(target) >= 0 }

// Consents reports whether a column states one.
func (p *Plan) Consents() bool {
	return slices.ContainsFunc(p.Columns, func(c Column) bool { return strings.HasPrefix(c.Target, consents) })
}

// Check says what a plan lacks before it can be followed.
func (p *Plan) Check() error {
	seen := map[string]bool{}
	for _, c := range p.Columns {
		switch {
		case c.Target == New && (c.New == nil || strings.TrimSpace(c.New.Label.Vi+c.New.Label.En) == ""):
			return phrase.Errorf("give the new field of the column %q a name", c.Name)
		case c.Target == New && !slices.Contains(madeKinds, c.New.Kind):
			return phrase.Errorf("choose a kind for the new field of the column %q", c.Name)
		case c.Target != "" && c.Target != New && seen[c.Target] && !shared(c.Target):
			return phrase.Errorf("two columns are %s; leave one out", c.Target)
		}
		seen[c.Target] = true
	}
	if p.Then == "" || p.Match == "" {
		return phrase.Errorf("say by what somebody is there already, and what to do then")
	}
	if !p.Has("name") && !p.Has(FamilyName) && !p.Has(GivenName) && !p.Has("email") && !p.Has("phone") && !p.Has("number") {
		return phrase.Errorf("say which column is the name")
	}
	return p.checkLines()
}

// madeKinds are the kinds of fields an import may make.
var madeKinds = []record.Kind{record.Text, record.LongText, record.Number, record.Money, record.Date, record.Boolean, record.URL}

// Takes reports whether a cell can say what a field holds.
func Takes(f record.Field) bool { return !f.ReadOnly && f.Kind != record.OfUser && writable(f) }

// Matches are the rules there are for records of a type.
func Matches(of record.Type) []Match {
	if of == record.Person {
		return []Match{ByEmail, ByPhone, ByExternal, ByName, ByNothing}
	}
	if of == record.Deal || of == record.Ticket {
		return []Match{ByExternal, ByName, ByNothing}
	}
	return []Match{ByCode, ByName, ByExternal, ByNothing}
}

// HasBuyer reports whether records of a type are somebody's, who is found by columns of theirs.
func HasBuyer(of record.Type) bool {
	return of == record.Order || of == record.Deal || of == record.Ticket
}

// Others are what columns of a type can be besides fields.
func Others(of record.Type) []string {
	address := []string{"address.line", "address.ward", "address.province", "address.country"}
	switch of {
	case record.Person:
		return append(address, FamilyName, GivenName, OwnerEmail, ExternalID, "company.name", "company.tax_code", "company.website", "company.phone",
			"consent:email:marketing", "consent:sms:marketing", "consent:zalo:marketing", "consent:call:marketing", New)
	case record.Company:
		return append(address, OwnerEmail, ExternalID, New)
	case record.Product:
		return []string{OwnerEmail, ExternalID, New}
	case record.Deal, record.Ticket:
		return []string{"person.email", "person.phone", "company.name", OwnerEmail, ExternalID, New}
	}
	return []string{"person.email", "person.phone", "company.name", "total", LineCode, LineName, lineQuantity, linePrice, lineDiscount, lineTaxRate, lineTotal, OwnerEmail, ExternalID, New}
}

// NewFieldKey is the key of a field that is made: its label in small letters, and a number where another has that.
func NewFieldKey(l record.Label, fields []record.Field) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, person.Fold(cmp.Or(l.En, l.Vi)))
	name = strings.Trim(name, "_0123456789")
	name = cmp.Or(name[:min(len(name), 30)], "field")
	key := name
	for n := 2; slices.ContainsFunc(fields, func(f record.Field) bool { return f.Key == key }); n++ {
		key = name + "_" + strconv.Itoa(n)
	}
	return key
}
