package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/history"
	"banhda/hub/person"
	"banhda/hub/record"
)

// Table is what is known of a table before anybody has said what it means: its columns, and their values in the rows
// that were looked at.
type Table struct {
	Names []string
	Cells [][]string // by column
}

// TableOf is a file's table as it was inspected.
func TableOf(i *history.Inspection) Table {
	var t Table
	for n, c := range i.Columns {
		t.Names, t.Cells = append(t.Names, c.Name), append(t.Cells, i.Cells(n))
	}
	return t
}

// TypeOf guesses what a table's rows are records of, by how many of its columns it knows of each type.
func TypeOf(t Table) record.Type {
	lines := Plan{Type: record.Order, Columns: make([]Column, len(t.Names))}
	for i, name := range t.Names {
		lines.Columns[i].Name = name
	}
	if lines.byLine(t); lines.HasLines() {
		return record.Order
	}
	best, most := record.Person, 0
	for _, of := range record.Types {
		n := 0
		for target, list := range names[of] {
			weight := 1
			if own(of, target) {
				weight = 3
			}
			if slices.ContainsFunc(t.Names, func(name string) bool { return slices.Contains(list, called(name)) }) {
				n += weight
			}
		}
		if n > most {
			best, most = of, n
		}
	}
	return best
}

// own reports whether only records of this type have such a column.
func own(of record.Type, target string) bool {
	switch of {
	case record.Person:
		return target == FamilyName || target == GivenName || target == "birthday" || target == "title"
	case record.Company:
		return target == "industry" || target == "legal_name"
	case record.Product:
		return target == "sku" || target == "unit"
	case record.Deal:
		return target == "deal_stage" || target == "close_date"
	case record.Ticket:
		return target == "priority" || target == "solved_at"
	}
	return target == "number" || target == "placed_on"
}

// Suggest proposes a plan for a table: what every column is by its name, where its values allow it, and else by its
// values. fields are those records of the type have.
func Suggest(of record.Type, t Table, fields []record.Field) Plan {
	p := Plan{Type: of, Then: Fill, Columns: make([]Column, len(t.Names))}
	for i, name := range t.Names {
		p.Columns[i].Name = name
	}
	p.byLine(t)
	p.byName(t)
	p.byField(fields)
	p.byValue(t)
	p.leaveVarying(t)
	p.System = system(t)
	for i := range p.Columns {
		p.Columns[i].read(t.Cells[i], cmp.Or(kindOf(p.Columns[i].Target, fields), lineKinds[p.Columns[i].Target]))
	}
	p.Rename = p.Has("name") && turned(t.Cells[p.Column("name")])
	p.Match = p.matches()[0]
	return p
}

// byName finds what columns are called. Addresses, telephone numbers and labels may stand in several.
func (p *Plan) byName(t Table) {
	for target, list := range names[p.Type] {
		for _, name := range list {
			for i := range p.Columns {
				c := &p.Columns[i]
				if c.Target == "" && called(c.Name) == name && fits(target, t.Cells[i]) && (shared(target) || !p.Has(target)) {
					c.Target = target
				}
			}
		}
	}
	if p.Has("name") { // parts beside the whole say nothing more
		for i := range p.Columns {
			if p.Columns[i].Target == FamilyName || p.Columns[i].Target == GivenName {
				p.Columns[i].Target = ""
			}
		}
	}
	if p.Has(GivenName) && !p.Has(FamilyName) { // a column called Tên alone holds whole names
		p.Columns[p.Column(GivenName)].Target = "name"
	}
}

// shared reports whether several columns may have a target.
func shared(target string) bool { return target == "email" || target == "phone" || target == "tags" }

// byField finds columns called as a field is, by its key or one of its labels.
func (p *Plan) byField(fields []record.Field) {
	for i := range p.Columns {
		c := &p.Columns[i]
		at := slices.IndexFunc(fields, func(f record.Field) bool {
			name := history.FoldColumn(c.Name)
			return !f.Archived && (name == history.FoldColumn(f.Label.Vi) || name == history.FoldColumn(f.Label.En) || name == history.FoldColumn(f.Key))
		})
		if c.Target == "" && at >= 0 && writable(fields[at]) && !p.Has(fields[at].Key) {
			c.Target = fields[at].Key
		}
	}
}

// writable reports whether a cell can say what a field holds.
func writable(f record.Field) bool {
	switch f.Kind {
	case record.OfPerson, record.OfGoods, record.OfTeam, record.Address, record.OfFirm, record.Firms, record.Lines, record.Prices, record.Pictures, record.Shares, record.OfDeal, record.OfOrder, record.OfTicket:
		return false
	}
	return !f.ReadOnly
}

// byValue finds the columns whose values show what they are, and keeps of the others those that hold something as new
// fields.
func (p *Plan) byValue(t Table) {
	for i := range p.Columns {
		c := &p.Columns[i]
		cells := filled(t.Cells[i])
		switch {
		case c.Target != "" || len(cells) == 0 || slices.Contains(technical, called(c.Name)):
		case p.Type != record.Product && !p.Has("email") && most(cells, isEmail):
			c.Target = "email"
		case p.Type != record.Product && !p.Has("phone") && most(cells, isPhone):
			c.Target = "phone"
		case len(p.Columns) <= manyColumns:
			c.Target = New
			c.New = &NewField{Label: record.Label{Vi: c.Name, En: c.Name}, Kind: guessKind(cells)}
		}
	}
	if HasBuyer(p.Type) {
		for i := range p.Columns {
			if target := p.Columns[i].Target; target == "email" || target == "phone" {
				p.Columns[i].Target = "person." + target
			}
		}
	}
}

// manyColumns is from how many columns on those nobody knows are left out: what exports hundreds has few that matter.
const manyColumns = 40

// read says how a column's cells are read, by all of those seen.
func (c *Column) read(cells []string, kind record.Kind) {
	if c.New != nil {
		kind = c.New.Kind
	}
	switch kind {
	case record.Date, record.Instant:
		var o Orders
		for _, cell := range cells {
			o.Take(cell)
		}
		c.Order, _ = o.Decide()
	case record.Number, record.Money:
		c.Comma = commas(cells)
	}
}

func kindOf(target string, fields []record.Field) record.Kind {
	for _, f := range fields {
		if f.Key == target {
			return f.Kind
		}
	}
	return ""
}

// guessKind is the kind of field that holds all of a column's values.
func guessKind(cells []string) record.Kind {
	different := map[string]bool{}
	for _, c := range cells {
		different[c] = true
	}
	switch {
	case all(cells, isDate):
		return record.Date
	case all(cells, isBoolean):
		return record.Boolean
	case all(cells, isNumber):
		return record.Number
	case all(cells, isAmount):
		return record.Money
	case all(cells, isURL):
		return record.URL
	case slices.ContainsFunc(cells, func(c string) bool { return strings.Contains(c, "\n") || len(c) > 200 }):
		return record.LongText
	}
	return record.Text
}

// matches are the rules a plan's columns allow, the surest first.
func (p *Plan) matches() (list []Match) {
	for _, m := range []struct {
		match   Match
		targets []string
	}{
		{ByExternal, []string{ExternalID}}, {ByEmail, []string{"email"}}, {ByPhone, []string{"phone"}},
		{ByCode, []string{"tax_code", "sku", "number"}}, {ByName, []string{"name", FamilyName}},
	} {
		if slices.ContainsFunc(m.targets, p.Has) {
			list = append(list, m.match)
		}
	}
	if at := slices.Index(list, ByEmail); at > 0 { // an id of a product nobody has imported from finds nobody
		list[0], list[at] = list[at], list[0]
	}
	return append(list, ByNothing)
}

// systems are known by columns only they export.
var systems = []struct {
	name    string
	columns []string
}{
	{"hubspot", []string{"lifecycle stage"}}, {"hubspot", []string{"property createdate"}}, {"hubspot", []string{"record id", "create date"}},
	{"salesforce", []string{"is deleted", "system modstamp"}}, {"salesforce", []string{"account id", "lead source"}}, {"salesforce", []string{"billing street", "record type id"}},
	{"mailchimp", []string{"member rating"}}, {"mailchimp", []string{"leid", "euid"}},
	{"zendesk", []string{"restricted agent"}}, {"zendesk", []string{"shared tickets"}}, {"kiotviet", []string{"ma khach hang", "no can thu hien tai"}},
}

func system(t Table) string {
	for _, s := range systems {
		missing := func(column string) bool {
			return !slices.ContainsFunc(t.Names, func(n string) bool { return history.FoldColumn(n) == column })
		}
		if !slices.ContainsFunc(s.columns, missing) {
			return s.name
		}
	}
	return ""
}

// turned reports whether a column of names has more of them with the family name last.
func turned(cells []string) bool {
	last, first := 0, 0
	for _, c := range cells {
		_, name := Address(c)
		words := strings.Fields(name)
		if len(words) < 2 {
			continue
		}
		if isFamily(words[0]) {
			first++
		} else if isFamily(words[len(words)-1]) || len(words) == 3 && isFamily(words[1]) {
			last++
		}
	}
	return last > first
}

func filled(cells []string) (list []string) {
	for _, c := range cells {
		if c != "" {
			list = append(list, c)
		}
	}
	return list
}

// fits reports whether the values seen can be what a column's name says.
func fits(target string, cells []string) bool {
	cells = filled(cells)
	switch target {
	case "email", "person.email":
		return len(cells) == 0 || most(cells, isEmail)
	case "phone", "person.phone":
		return len(cells) == 0 || most(cells, isPhone)
	case "birthday", "placed_on":
		return len(cells) == 0 || most(cells, func(c string) bool { return isDate(c) || isSerial(c) })
	}
	return true
}

func all(cells []string, is func(string) bool) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !is(c) })
}

func most(cells []string, is func(string) bool) bool {
	n := 0
	for _, c := range cells {
		if is(c) {
			n++
		}
	}
	return 2*n > len(cells)
}

func isEmail(c string) bool { list, err := Emails(c); return err == nil && len(list) > 0 }

func isPhone(c string) bool {
	list, err := Phones(c)
	return err == nil && len(list) > 0 || scientific.MatchString(c)
}

func isDate(c string) bool { _, _, _, _, ok := take(c); return ok }

func isNumber(c string) bool {
	_, err := strconv.ParseFloat(Number(c, false), 64)
	return err == nil && !currencySigns.MatchString(c)
}

// isAmount reports whether a value is money as people write it: 500k, 1tr2, 1.500.000 đ.
func isAmount(c string) bool {
	_, ok := record.ReadAmount(c, "VND")
	return ok
}

func isURL(c string) bool { return strings.HasPrefix(c, "http://") || strings.HasPrefix(c, "https://") }

func isBoolean(c string) bool { _, ok := truth[person.Fold(c)]; return ok }

// truth are the words for yes and no.
var truth = map[string]bool{"true": true, "yes": true, "y": true, "co": true, "x": true, "dung": true, "dong y": true, "subscribed": true, "opted in": true,
	"false": false, "no": false, "n": false, "khong": false, "sai": false, "tu choi": false, "unsubscribed": false, "opted out": false}
