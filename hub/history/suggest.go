package history

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"banhda/hub/person"
)

// Suggest proposes a draft for files as they were inspected. It is a guess to be looked over; see Draft.Lacks.
func Suggest(list []Inspection, zone, currency string) *Draft {
	d := &Draft{Timezone: zone, Currency: currency, Files: []DraftFile{}}
	for i := range list {
		d.Files = append(d.Files, list[i].draft())
	}
	if len(list) > 0 {
		d.Source = sourceOf(list)
	}
	return d
}

// systems are known by columns only they export.
var systems = []struct {
	name    string
	columns []string
}{
	{"kiotviet", []string{"khach can tra"}},
	{"kiotviet", []string{"ma hoa don", "khach da tra"}},
	{"shopify", []string{"financial status", "lineitem name"}},
	{"haravan", []string{"ma don hang", "trang thai thanh toan", "trang thai giao hang"}},
	{"hubspot", []string{"record id", "lifecycle stage"}},
	{"hubspot", []string{"record id", "create date"}},
	{"salesforce", []string{"account id", "lead source"}},
	{"salesforce", []string{"opportunity id"}},
}

// sourceOf names the system files come from: one it knows by its columns, else the first file.
func sourceOf(list []Inspection) string {
	names := map[string]bool{}
	for _, i := range list {
		for _, c := range i.Columns {
			names[fold(c.Name)] = true
		}
	}
	for _, s := range systems {
		if !slices.ContainsFunc(s.columns, func(c string) bool { return !names[c] }) {
			return s.name
		}
	}
	return word(list[0].Path)
}

// word makes one word of a file's name, up to its first digit: exports are called by their day.
func word(path string) string {
	name, _, _ := strings.Cut(person.Fold(filepath.Base(path)), ".")
	if n := strings.IndexFunc(name, unicode.IsDigit); n > 0 {
		name = name[:n]
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(parts) == 0 {
		return "files"
	}
	letters := []rune(strings.Join(parts, "_"))
	return string(letters[:min(40, len(letters))])
}

// draft is what the columns' guesses make of a file.
func (i *Inspection) draft() DraftFile {
	f := DraftFile{Path: i.Path, Sheet: i.Sheet, Encoding: i.Encoding, Delimiter: i.Delimiter, Header: i.Header, Skip: i.Skip, Decimal: i.Decimal}
	for _, c := range i.Columns {
		f.Columns = append(f.Columns, c.draft())
	}
	f.Orders, f.Only = i.orders(), i.only()
	switch {
	case f.has(EventName):
	case f.has(Value) || f.has(OrderID):
		f.Event = "Order Completed"
	case slices.ContainsFunc(f.Columns, func(c DraftColumn) bool { return c.As == "nps" }):
		f.Event = "Survey Answered"
	default:
		f.Event = "Lead Captured"
	}
	return f
}

func (c *InspectedColumn) draft() DraftColumn {
	d := DraftColumn{Name: c.Name, Role: c.Guess}
	switch {
	case c.Guess == Time && !slices.Contains(c.Formats, "iso8601") && len(c.Formats) > 0:
		d.Format = c.Formats[0]
	case c.Guess == PropertyOf && slices.Contains(channelColumns, fold(c.Name)):
		d.As = "utm_source"
	case c.Guess == PropertyOf && c.Number && slices.Contains(scoreColumns, fold(c.Name)):
		d.As = "nps"
	}
	if (c.Guess == PropertyOf || c.Guess == Field) && c.Number {
		d.Type = "number"
	}
	return d
}

// orders finds out how rows and orders belong together: by whether order numbers come again, and then by whether
// their amounts are the same on every line.
func (i *Inspection) orders() string {
	order, value := i.column(OrderID), i.column(Value)
	if order < 0 {
		return EachRow
	}
	amounts, again, differ := map[string]string{}, false, false
	values := make([]string, len(i.rows))
	if value >= 0 {
		values = i.cells(value)
	}
	for n, id := range i.cells(order) {
		first, known := amounts[id]
		switch {
		case id == "":
		case !known:
			amounts[id] = values[n]
		default:
			again, differ = true, differ || first != values[n]
		}
	}
	switch {
	case !again:
		return OneRow
	case differ || i.column(Quantity) >= 0:
		return SumOfLines
	}
	return FirstLine
}

func (i *Inspection) column(role Role) int {
	return slices.IndexFunc(i.Columns, func(c InspectedColumn) bool { return c.Guess == role })
}

// undone are words in the state of an order that was not, or is no longer, a sale.
var undone = []string{"huy", "tra hang", "hoan tien", "hoan tra", "tra lai", "that bai", "cancel", "refund", "return", "void", "fail", "nhap", "draft", "chua thanh toan", "unpaid", "lost"}

// only leaves out orders that were cancelled or returned, where a column says so.
func (i *Inspection) only() *DraftOnly {
	at := slices.IndexFunc(i.Columns, func(c InspectedColumn) bool { return slices.Contains(statusColumns, fold(c.Name)) })
	if at < 0 || i.column(Value) < 0 {
		return nil
	}
	o := DraftOnly{Column: i.Columns[at].Name}
	for _, v := range i.Columns[at].Values {
		if !slices.ContainsFunc(undone, func(word string) bool { return strings.Contains(fold(v), word) }) {
			o.Values = append(o.Values, v)
		}
	}
	if len(o.Values) == 0 || len(o.Values) == len(i.Columns[at].Values) {
		return nil
	}
	return &o
}
