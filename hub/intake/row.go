package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// Row is what one row of a table says, as people write it: fields check it afterwards. Texts are NFC.
type Row struct {
	Values   map[string]any   // by field key: string; []string for e-mails, phones and tags; map[string]any for an address
	Company  map[string]any   // of the company the record belongs to; nil: none
	Person   map[string]any   // of the person an order is of: email, phone
	Lines    []map[string]any // of an order, by target
	External string           // its id in the other system
	Owner    string           // a user's e-mail address or name
	Consents []Consent
	Problems []Problem
}

// Consent is one a row states.
type Consent struct {
	Channel, Purpose string
	Given            bool
}

// Problem is why a row cannot be taken in: a column of it, and the reason in words.
type Problem struct {
	Column string
	Err    error // a sentence for people
}

// Reader reads rows by a plan. It is used by one goroutine at a time.
type Reader struct {
	plan  Plan
	kinds []record.Kind // by column
	year  int
}

// NewReader reads rows by a plan. fields are those records of its type have, new ones too; year is the present one.
func NewReader(p Plan, fields []record.Field, year int) *Reader {
	r := &Reader{plan: p, year: year, kinds: make([]record.Kind, len(p.Columns))}
	for i, c := range p.Columns {
		r.kinds[i] = cmp.Or(kindOf(c.Target, fields), lineKinds[c.Target])
		if c.Target == New && c.New != nil {
			r.kinds[i] = c.New.Kind
		}
	}
	return r
}

// Read makes of a row's cells what they say.
func (r *Reader) Read(cells []string) Row {
	row := Row{Values: map[string]any{}}
	var family, given string
	for i, c := range r.plan.Columns {
		if i >= len(cells) || cells[i] == "" || c.Target == "" {
			continue
		}
		switch c.Target {
		case FamilyName:
			family = cells[i]
		case GivenName:
			given = cells[i]
		default:
			r.take(&row, i, strings.TrimPrefix(cells[i], "'"))
		}
	}
	if family+given != "" {
		row.Values["name"] = Join(family, given)
	}
	if r.plan.Type == record.Person {
		r.address(&row)
	}
	return row
}

// take reads one cell.
func (r *Reader) take(row *Row, i int, cell string) {
	c := r.plan.Columns[i]
	switch {
	case c.Target == ExternalID:
		row.External = cell
	case c.Target == OwnerEmail:
		row.Owner = cell
	case strings.HasPrefix(c.Target, consents):
		r.consent(row, c, cell)
	case c.Target == "email" && r.plan.Type == record.Person, c.Target == "person.email":
		list, err := Emails(cell)
		r.add(row, c, list, err)
	case c.Target == "phone" && r.plan.Type == record.Person, c.Target == "person.phone":
		list, err := Phones(cell)
		r.add(row, c, list, err)
	default:
		r.set(row, i, cell)
	}
}

// add takes several values of one cell, beside those of other columns.
func (r *Reader) add(row *Row, c Column, list []string, err error) {
	if err != nil {
		row.refuse(c.Name, err)
		return
	}
	into, key := row.Values, c.Target
	if bare, ok := strings.CutPrefix(c.Target, "person."); ok {
		if row.Person == nil {
			row.Person = map[string]any{}
		}
		into, key = row.Person, bare
	}
	have, _ := into[key].([]string)
	for _, v := range list {
		if !slices.Contains(have, v) {
			have = append(have, v)
		}
	}
	if len(have) > 0 {
		into[key] = have
	}
}

// set takes a cell with one value.
func (r *Reader) set(row *Row, i int, cell string) {
	c := r.plan.Columns[i]
	into, key := row.Values, c.Target
	if key == New {
		key = newKey(i)
	}
	if bare, ok := strings.CutPrefix(key, ofCompany); ok {
		if row.Company == nil {
			row.Company = map[string]any{}
		}
		into, key = row.Company, bare
	}
	if part, ok := strings.CutPrefix(key, "address."); ok {
		parts, _ := into["address"].(map[string]any)
		if parts == nil {
			parts = map[string]any{}
			into["address"] = parts
		}
		parts[part] = cell
		return
	}
	value, err := r.value(i, cell)
	if err != nil {
		row.refuse(c.Name, err)
		return
	}
	if strings.HasPrefix(key, ofLine) {
		if row.Lines == nil {
			row.Lines = []map[string]any{{}}
		}
		into = row.Lines[0]
	}
	into[key] = value
}

// newKey is how the value of a field that is still to be made is called: by its column.
func newKey(column int) string { return New + ":" + strconv.Itoa(column) }

// value brings a cell into the way its kind is written.
func (r *Reader) value(i int, cell string) (any, error) {
	c := r.plan.Columns[i]
	switch r.kinds[i] {
	case record.Date:
		return Date(cell, c.Order, r.year)
	case record.Number, record.Money:
		return Number(cell, c.Comma), nil
	case record.Boolean:
		if yes, ok := truth[person.Fold(cell)]; ok {
			return yes, nil
		}
		if cell == "1" || cell == "0" {
			return cell == "1", nil
		}
		return cell, nil
	case record.Tags, record.Choices:
		return Split(cell), nil
	case record.URL:
		if !strings.Contains(cell, "://") && strings.Contains(cell, ".") {
			return "https://" + cell, nil
		}
	}
	return cell, nil
}

// address takes the word somebody is addressed by off their name into its field, unless a column states it.
func (r *Reader) address(row *Row) {
	full, _ := row.Values["name"].(string)
	if full == "" {
		return
	}
	honorific, name := Address(full)
	if r.plan.Rename {
		name = Turn(name)
	}
	row.Values["name"] = name
	if _, stated := row.Values["honorific"]; !stated && honorific != "" {
		row.Values["honorific"] = honorific
	}
}

// consent reads a cell that says whether somebody agreed. Without saying how that was shown, none counts.
func (r *Reader) consent(row *Row, c Column, cell string) {
	given, ok := truth[person.Fold(cell)]
	if !ok && (cell == "1" || cell == "0") {
		given, ok = cell == "1", true
	}
	if !ok {
		row.refuse(c.Name, phrase.Errorf("%q says neither yes nor no", cell))
		return
	}
	channel, purpose, _ := strings.Cut(strings.TrimPrefix(c.Target, consents), ":")
	row.Consents = append(row.Consents, Consent{channel, purpose, given})
}

func (row *Row) refuse(column string, err error) {
	row.Problems = append(row.Problems, Problem{column, err})
}
