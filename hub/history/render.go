package history

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// YAML is the mapping that a draft describes, to be read by ParseMapping. Of a draft that lacks something it is what
// there is.
func (d *Draft) YAML() string {
	y := &yamlText{}
	var workspace []string
	if d.Timezone != "" {
		workspace = append(workspace, "timezone: "+scalar(d.Timezone))
	}
	if d.Currency != "" {
		workspace = append(workspace, "currency: "+scalar(d.Currency))
	}
	if workspace != nil {
		y.line(0, "workspace: {%s}", strings.Join(workspace, ", "))
	}
	y.line(0, "source: %s", scalar(d.Source))
	y.line(0, "files:")
	for i := range d.Files {
		d.Files[i].write(y)
	}
	return y.String()
}

// yamlText is a YAML text being written, by lines.
type yamlText struct{ strings.Builder }

func (y *yamlText) line(indent int, format string, a ...any) {
	y.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(y, format+"\n", a...)
}

// pair writes a key where it has a value.
func (y *yamlText) pair(indent int, key, value string) {
	if value != "" {
		y.line(indent, "%s: %s", key, value)
	}
}

func (f *DraftFile) write(y *yamlText) {
	y.line(1, "- path: %s", scalar(f.Path))
	f.writeTable(y)
	if f.Only != nil && len(f.Only.Values) > 0 {
		y.line(2, "where: %s", scalar(f.Only.condition()))
	}
	value := f.value()
	if f.Orders == SumOfLines || f.Orders == FirstLine {
		value = f.writeGroup(y, value)
	}
	f.writeEvent(y, value)
}

// writeTable says how the file is to be read.
func (f *DraftFile) writeTable(y *yamlText) {
	y.pair(2, "sheet", optionalScalar(f.Sheet))
	y.pair(2, "encoding", optionalScalar(f.Encoding))
	y.pair(2, "delimiter", optionalScalar(strings.Replace(f.Delimiter, "\t", "tab", 1)))
	if f.Skip > 0 {
		y.line(2, "skip: %d", f.Skip)
	}
	if !f.Header && len(f.Columns) > 0 {
		var names []string
		for _, c := range f.Columns {
			names = append(names, scalar(c.Name))
		}
		y.line(2, "header: [%s]", strings.Join(names, ", "))
	}
	if f.Decimal == "," {
		y.line(2, `decimal: ","`)
	}
}

// value says where the event's amount stands: in a column, or in one of prices beside one of quantities.
func (f *DraftFile) value() string {
	price, quantity := f.columns(Value), f.columns(Quantity)
	if len(price) != 1 || len(quantity) != 1 {
		return source(price)
	}
	return "{expression: " + scalar(bracketed(price[0])+" × "+bracketed(quantity[0])) + "}"
}

// writeGroup makes one row of an order's lines, and gives where the order's amount then stands.
func (f *DraftFile) writeGroup(y *yamlText, value string) string {
	y.line(2, "group:")
	y.line(3, "by: %s", source(f.columns(OrderID)))
	if f.Orders == FirstLine || value == "" {
		return value
	}
	total := "total"
	for slices.ContainsFunc(f.Columns, func(c DraftColumn) bool { return strings.EqualFold(c.Name, total) }) {
		total += " of lines"
	}
	y.line(3, "fields: {%s: {sum: %s}}", total, value)
	return total
}

func (f *DraftFile) writeEvent(y *yamlText, value string) {
	y.line(2, "events:")
	if name := source(f.columns(EventName)); name != "" {
		y.line(3, "- name: %s", name)
	} else {
		y.line(3, "- name: {const: %s}", scalar(f.Event))
	}
	if f.Orders != EachRow {
		y.pair(4, "id", source(f.columns(OrderID)))
	}
	y.pair(4, "at", f.time())
	f.writePerson(y)
	y.pair(4, "value", value)
	y.pair(4, "currency", source(f.columns(Currency)))
	y.pair(4, "sale", source(f.columns(OrderID)))
	f.writeNamed(y, 4, "properties", PropertyOf)
}

func (f *DraftFile) writePerson(y *yamlText) {
	y.line(4, "person:")
	for _, role := range append(slices.Clone(identifying), Name) {
		y.pair(5, string(role), source(f.columns(role)))
	}
	f.writeNamed(y, 5, "fields", Field)
}

// writeNamed writes the columns that keep a name of their own.
func (f *DraftFile) writeNamed(y *yamlText, indent int, key string, role Role) {
	if !f.has(role) {
		return
	}
	y.line(indent, "%s:", key)
	taken := map[string]bool{}
	for _, c := range f.Columns {
		if c.Role != role {
			continue
		}
		more := ""
		if c.Type != "" {
			more = ", type: " + c.Type
		}
		y.line(indent+1, "%s: {column: %s%s}", scalar(unique(c.name(), taken)), scalar(c.Name), more)
	}
}

func (c *DraftColumn) name() string {
	if name := strings.TrimSpace(c.As); name != "" {
		return name
	}
	return c.Name
}

// unique is a name that is not taken yet, and takes it.
func unique(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	taken[free] = true
	return free
}

// time says where the event's instant stands: in one column, or in several such as a day and a time of day.
func (f *DraftFile) time() string {
	var formats []string
	for _, c := range f.Columns {
		if c.Role == Time && c.Format != "" {
			formats = append(formats, c.Format)
		}
	}
	at := source(f.columns(Time))
	if at == "" || len(formats) == 0 {
		return at
	}
	return strings.TrimSuffix(at, "}") + ", format: " + scalar(strings.Join(formats, " ")) + "}"
}

// source is a value that comes from a column, or from several joined by a space; empty for none.
func source(columns []string) string {
	switch len(columns) {
	case 0:
		return ""
	case 1:
		return "{column: " + scalar(columns[0]) + "}"
	}
	var parts []string
	for _, c := range columns {
		parts = append(parts, bracketed(c))
	}
	return "{expression: " + scalar(strings.Join(parts, ` & " " & `)) + "}"
}

// condition is the expression that holds for the rows to take.
func (o *DraftOnly) condition() string {
	var values []string
	for _, v := range o.Values {
		values = append(values, `"`+strings.ReplaceAll(v, `"`, `""`)+`"`)
	}
	return bracketed(o.Column) + " in (" + strings.Join(values, ", ") + ")"
}

// bracketed is a column as expressions name it.
func bracketed(column string) string {
	if strings.Contains(column, "]") {
		return "`" + column + "`"
	}
	return "[" + column + "]"
}

// plainScalar is what YAML reads as a text without quotes, whatever its words.
var plainScalar = regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_]*( [\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*$`)

var yamlWords = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// scalar writes a text as YAML.
func scalar(s string) string {
	switch {
	case plainScalar.MatchString(s) && !slices.Contains(yamlWords, strings.ToLower(s)):
		return s
	case strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && r != ' ' }):
		quoted, _ := json.Marshal(s) // YAML's double quotes take what JSON's do
		return string(quoted)
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

func optionalScalar(s string) string {
	if s == "" {
		return ""
	}
	return scalar(s)
}
