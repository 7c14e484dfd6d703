package intake

import (
	"slices"

	"banhda/hub/history"
	"banhda/hub/record"
)

// Plan says what the columns of a table are to records of a type, and what happens to those that are there already.
type Plan struct {
	Type    record.Type    `json:"type" enum:"person,company,product,order"`
	Upload  string         `json:"upload" doc:"the file that was sent"`
	Source  history.Source `json:"source"`
	System  string         `json:"system,omitempty" maxLength:"40" doc:"the product the ids in the file are of, in one word"`
	Columns []Column       `json:"columns" doc:"all of the table, in its order"`
	Match   Match          `json:"match" enum:"email,phone,external,name_company,code,none" doc:"by what a row is somebody who is there already"`
	Then    Then           `json:"then" enum:"fill,overwrite,skip,add" doc:"what becomes of who is there already"`
	// Evidence of the consents that columns of the table state.
	Evidence string `json:"evidence,omitempty" maxLength:"2000" doc:"how the consents in the file were given: where, when, in what words"`
	Rename   bool   `json:"rename,omitempty" doc:"names are written given name first: turn them round"`
}

// Column says what one column is.
type Column struct {
	Name   string    `json:"name"`
	Target string    `json:"target" doc:"a field's key; company.name and the like for the company of a person; family_name, given_name, external_id, tags, owner, consent:CHANNEL:PURPOSE; new: a field to be made; empty: left out"`
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

// Column finds the column of a target; -1 for none.
func (p *Plan) Column(target string) int {
	return slices.IndexFunc(p.Columns, func(c Column) bool { return c.Target == target })
}

// Has reports whether a column has the target.
func (p *Plan) Has(target string) bool { return p.Column(target) >= 0 }
