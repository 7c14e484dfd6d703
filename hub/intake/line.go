package intake

import (
	"math"
	"reflect"
	"slices"
	"strings"

	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
)

// Targets of the columns of an order's lines: where a table has them, every row is a line, and the rows with one number
// are one order.
const (
	ofLine       = "line."
	LineCode     = "line.sku"
	LineName     = "line.name"
	lineQuantity = "line.quantity"
	linePrice    = "line.price"
	lineDiscount = "line.discount"
	lineTaxRate  = "line.tax_rate"
	lineTotal    = "line.total"
)

var lineKinds = map[string]record.Kind{lineQuantity: record.Number, linePrice: record.Money, lineDiscount: record.Money, lineTaxRate: record.Number, lineTotal: record.Money}

// LineKind is the kind of what a column of lines holds; empty: a text, or no column of lines.
func LineKind(target string) record.Kind { return lineKinds[target] }

// lineNames are what the columns of lines are called, folded.
var lineNames = map[string][]string{
	LineCode:     {"ma hang", "ma san pham", "ma hang hoa", "ma sp", "ma vach", "sku", "lineitem sku", "product code", "item code", "barcode"},
	LineName:     {"ten hang", "ten san pham", "ten hang hoa", "hang hoa", "san pham", "mat hang", "lineitem name", "product name", "product", "item name", "item"},
	lineQuantity: {"so luong", "sl", "lineitem quantity", "quantity", "qty"},
	linePrice:    {"don gia", "gia ban", "gia", "lineitem price", "unit price", "price"},
	lineDiscount: {"giam gia dong", "chiet khau dong", "giam gia hang", "lineitem discount", "line discount"},
	lineTaxRate:  {"thue suat", "thue suat gtgt", "tax rate", "vat rate"},
	lineTotal:    {"thanh tien", "lineitem total", "line total"},
}

// Good is a product as a line needs it.
type Good struct {
	ID      int64
	Name    string
	Price   int64 // minor units
	TaxRate float64
}

// HasLines reports whether a plan's rows are lines of orders.
func (p *Plan) HasLines() bool {
	return p.Type == record.Order && slices.ContainsFunc(p.Columns, func(c Column) bool { return strings.HasPrefix(c.Target, ofLine) })
}

func (p *Plan) checkLines() error {
	switch {
	case !p.HasLines():
		return nil
	case !p.Has("number"):
		return phrase.Errorf("say which column is the order number: the rows of one order are found by it")
	case !p.Has(LineCode) && !p.Has(LineName):
		return phrase.Errorf("say which column is the product of a line, by its code or its name")
	}
	return nil
}

// Join adds another row of the same order: its line, and what this one leaves blank of the order. What the two say
// differently of the order cannot be taken in.
func (r *Row) Join(p *Plan, more Row) {
	r.Lines, r.Problems = append(r.Lines, more.Lines...), append(r.Problems, more.Problems...)
	if tags, ok := more.Values["tags"].([]string); ok {
		have, _ := r.Values["tags"].([]string)
		r.Values["tags"] = slices.Compact(slices.Sorted(slices.Values(slices.Concat(have, tags))))
		delete(more.Values, "tags")
	}
	r.Person, r.Company = some(r.Person), some(r.Company)
	r.join(p, "", r.Values, more.Values)
	r.join(p, "person.", r.Person, more.Person)
	r.join(p, ofCompany, r.Company, more.Company)
	r.one(p, OwnerEmail, &r.Owner, more.Owner)
	r.one(p, ExternalID, &r.External, more.External)
	if len(r.Company) == 0 {
		r.Company = nil
	}
}

func some(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

func (r *Row) join(p *Plan, prefix string, into, more map[string]any) {
	for key, value := range more {
		switch {
		case into[key] == nil:
			into[key] = value
		case !reflect.DeepEqual(into[key], value):
			r.differs(p, prefix+key)
		}
	}
}

func (r *Row) one(p *Plan, target string, into *string, more string) {
	switch {
	case *into == "":
		*into = more
	case more != "" && more != *into:
		r.differs(p, target)
	}
}

func (r *Row) differs(p *Plan, target string) {
	c := Checker{plan: *p}
	r.refuse(c.column(target), phrase.Errorf("the rows of this order say different things here; make them one, or leave the column out"))
}

// Codes are the codes of products that the lines of a row name.
func (r *Row) Codes() (list []string) {
	for _, l := range r.Lines {
		if code, _ := l[LineCode].(string); code != "" {
			list = append(list, code)
		}
	}
	return list
}

// Lines makes of a row's lines those of an order, with the products their codes name, and holds what the table says they
// come to against what they do.
func (c *Checker) Lines(row *Row, out *Checked, goods map[string]Good) {
	lines := make([]record.Line, 0, len(row.Lines))
	for _, raw := range row.Lines {
		if l, ok := c.line(row, raw, goods); ok {
			lines = append(lines, l)
		}
	}
	if len(row.Problems) > 0 {
		return
	}
	field := record.Field{Key: "lines", Kind: record.Lines}
	checked, err := field.Check(lines)
	if err != nil {
		row.refuse("", inner(err))
		return
	}
	out.Values["lines"] = checked
	sum, err := order.Reckon(lines, out.Values.Int("discount"))
	if err != nil {
		row.refuse("", err)
		return
	}
	out.Total = sum.Total
	c.stated(row, sum.Total)
}

// line reads one line. Its price and tax rate are the product's where the table has none.
func (c *Checker) line(row *Row, raw map[string]any, goods map[string]Good) (l record.Line, ok bool) {
	before := len(row.Problems)
	code, _ := raw[LineCode].(string)
	l.Name, _ = raw[LineName].(string)
	good, known := goods[code]
	if l.Product = good.ID; l.Name == "" {
		l.Name = good.Name
	}
	if code != "" && !known && l.Name == "" {
		row.refuse(c.column(LineCode), phrase.Errorf("there is no product with the code %q; import the products first, or name it in a column", code))
	}
	l.Quantity = 1000
	if n, ok := c.number(row, raw, lineQuantity).(float64); ok {
		l.Quantity = int64(math.Round(n * 1000))
	}
	l.Discount, _ = c.number(row, raw, lineDiscount).(int64)
	l.TaxRate = good.TaxRate
	if rate, ok := c.number(row, raw, lineTaxRate).(float64); ok {
		l.TaxRate = rate
	}
	total, totalled := c.number(row, raw, lineTotal).(int64)
	price, priced := c.number(row, raw, linePrice).(int64)
	switch {
	case priced:
		l.Price = price
	case totalled && l.Quantity > 0:
		l.Price = int64(math.Round(float64(total+l.Discount) * 1000 / float64(l.Quantity)))
	case known:
		l.Price = good.Price
	default:
		row.refuse(c.column(linePrice), phrase.Errorf("a line has no price"))
	}
	if sum, err := order.Reckon([]record.Line{{Quantity: l.Quantity, Price: l.Price, Discount: l.Discount}}, 0); totalled && err == nil && len(row.Problems) == before {
		c.holds(row, lineTotal, total, sum.Total)
	}
	return l, len(row.Problems) == before
}

// number reads a figure of a line; nil where there is none or it is wrong.
func (c *Checker) number(row *Row, raw map[string]any, target string) any {
	text, _ := raw[target].(string)
	if lineKinds[target] == record.Number {
		text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	}
	field := record.Field{Key: target, Kind: lineKinds[target]}
	value, err := field.Check(text)
	if err != nil {
		row.refuse(c.column(target), inner(err))
		return nil
	}
	return value
}

// stated holds the total a table states against what the lines come to.
func (c *Checker) stated(row *Row, total int64) {
	raw, ok := row.Values["total"]
	if !ok || c.fields["total"] == nil {
		return
	}
	value, err := c.fields["total"].Check(raw)
	if stated, is := value.(int64); is {
		c.holds(row, "total", stated, total)
	} else if err != nil {
		row.refuse(c.column("total"), inner(err))
	}
}

func (c *Checker) holds(row *Row, target string, stated, total int64) {
	if stated != total {
		row.refuse(c.column(target), phrase.Errorf("the file says %d, but the lines come to %d; mend the file, or leave the column out", stated, total))
	}
}

// byLine finds the columns of lines in a table where order numbers come again.
func (p *Plan) byLine(t Table) {
	number := slices.IndexFunc(t.Names, func(name string) bool { return slices.Contains(names[record.Order]["number"], called(name)) })
	if p.Type != record.Order || number < 0 || !again(t.Cells[number]) {
		return
	}
	for target, list := range lineNames {
		for _, name := range list {
			at := slices.IndexFunc(p.Columns, func(c Column) bool { return c.Target == "" && called(c.Name) == name })
			if at >= 0 && !p.Has(target) {
				p.Columns[at].Target = target
			}
		}
	}
	if !p.Has(LineCode) && !p.Has(LineName) { // rows that come again for another reason
		for i := range p.Columns {
			p.Columns[i].Target = ""
		}
	}
}

// again reports whether a value stands in a column more than once.
func again(cells []string) bool {
	list := slices.Sorted(slices.Values(filled(cells)))
	return len(slices.Compact(list)) < len(filled(cells))
}

// leaveVarying leaves out what says something of a line that lines have no place for: what differs within an order.
func (p *Plan) leaveVarying(t Table) {
	if !p.HasLines() || !p.Has("number") {
		return
	}
	numbers := t.Cells[p.Column("number")]
	for i := range p.Columns {
		c := &p.Columns[i]
		if c.Target != "tags" && !strings.HasPrefix(c.Target, ofLine) && varies(numbers, t.Cells[i]) {
			c.Target, c.New = "", nil
		}
	}
}

func varies(numbers, cells []string) bool {
	seen := map[string]string{}
	for i, cell := range cells {
		if cell == "" || i >= len(numbers) || numbers[i] == "" {
			continue
		}
		if old, ok := seen[numbers[i]]; ok && old != cell {
			return true
		}
		seen[numbers[i]] = cell
	}
	return false
}
