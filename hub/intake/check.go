package intake

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// Checker turns what rows say into values of fields.
type Checker struct {
	plan    Plan
	fields  map[string]*record.Field
	company map[string]*record.Field
}

// NewChecker checks rows of a plan. fields are those of its type, companies those of companies.
func NewChecker(p Plan, fields, companies []record.Field) *Checker {
	c := &Checker{p, record.Index(slices.Clone(fields)), record.Index(companies)}
	for i, column := range p.Columns {
		if column.Target == New && column.New != nil {
			key := newKey(i)
			c.fields[key] = &record.Field{Type: p.Type, Key: key, Kind: column.New.Kind}
		}
	}
	return c
}

// Checked is a row whose values are those of fields.
type Checked struct {
	Values  record.Values
	Company record.Values // nil: none
	Emails  []string      // of a person, the first is the main one
	Phones  []string
	Total   int64 // what the lines of an order come to, where they are known
}

// Check gives the values of a row, and adds to its problems what cannot be one.
func (c *Checker) Check(row *Row) Checked {
	out := Checked{Values: c.values(row, c.fields, row.Values, "")}
	if row.Company != nil {
		out.Company = c.values(row, c.company, row.Company, ofCompany)
	}
	if c.plan.Type == record.Person {
		out.Emails, _ = row.Values["email"].([]string)
		out.Phones, _ = row.Values["phone"].([]string)
		delete(out.Values, "email") // they are identifiers: the log tells them
		delete(out.Values, "phone")
	}
	if c.plan.Type == record.Order {
		c.total(row, out)
	}
	c.needed(row, out)
	return out
}

// total gives an order of which only the total is known one line of it, so that it is reckoned as it was.
func (c *Checker) total(row *Row, out Checked) {
	raw, ok := row.Values["total"]
	if !ok || c.fields["total"] == nil || c.plan.HasLines() {
		return
	}
	value, err := c.fields["total"].Check(raw)
	amount, is := value.(int64)
	switch {
	case err != nil:
		row.refuse(c.column("total"), inner(err))
	case is:
		out.Values["lines"] = []record.Line{{Name: cmp.Or(out.Values.Text("number"), c.column("total")), Quantity: 1000, Price: amount + out.Values.Int("discount")}}
	}
}

func (c *Checker) values(row *Row, fields map[string]*record.Field, raw map[string]any, prefix string) record.Values {
	values := record.Values{}
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		f := fields[key]
		switch {
		case key == "total" && f != nil && f.Type == record.Order:
			continue // reckoned: see total
		case f == nil || f.ReadOnly:
			row.refuse(c.column(prefix+key), phrase.Errorf("there is no such field, or nobody sets it"))
			continue
		}
		value, err := f.Check(c.said(f, raw[key]))
		if err != nil {
			row.refuse(c.column(prefix+key), inner(err))
		} else if value != nil {
			values[key] = value
		}
	}
	return values
}

// said finds the choice a text means, and what a field's one text is.
func (c *Checker) said(f *record.Field, raw any) any {
	list, several := raw.([]string)
	if several && f.Kind != record.Tags && f.Kind != record.Choices && len(list) > 0 {
		raw = list[0]
	}
	switch {
	case f.Kind == record.Choices && several:
		keys := make([]string, len(list))
		for i, s := range list {
			keys[i] = choice(f, s)
		}
		return keys
	case f.Kind == record.Choice:
		s, _ := raw.(string)
		return choice(f, s)
	}
	return raw
}

// choice is the key of the option a text means: by its key or one of its labels, a size by how many there are, the
// state of an order by the words shops have for it. A text that means none stays.
func choice(f *record.Field, s string) string {
	folded := person.Fold(s)
	for _, o := range f.Options {
		if folded == person.Fold(o.Label.Vi) || folded == person.Fold(o.Label.En) || folded == person.Fold(o.Key) || strings.ReplaceAll(folded, " ", "_") == o.Key {
			return o.Key
		}
	}
	switch f.Key {
	case "size":
		if n, err := strconv.ParseFloat(Number(s, false), 64); err == nil {
			return sizeOf(n)
		}
	case "status":
		if key, ok := states[folded]; ok && f.Type == record.Order {
			return key
		}
		if key, ok := handled[folded]; ok && f.Type == record.Ticket {
			return key
		}
	case "priority":
		if key, ok := urgencies[folded]; ok && f.Type == record.Ticket {
			return key
		}
	case "deal_stage":
		if key, ok := stages[folded]; ok && slices.ContainsFunc(f.Options, func(o record.Option) bool { return o.Key == key }) {
			return key
		}
	case "honorific":
		return honorifics[strings.TrimRight(strings.ToLower(s), ".")]
	case "language":
		code, _, _ := strings.Cut(strings.ReplaceAll(folded, "_", "-"), "-")
		return code
	}
	return s
}

func sizeOf(people float64) string {
	switch {
	case people < 10:
		return "micro"
	case people < 50:
		return "small"
	case people < 250:
		return "medium"
	}
	return "large"
}

// states are the words shops have for the state of an order.
var states = map[string]string{
	"nhap": "draft", "cho xac nhan": "draft", "pending": "draft", "moi": "draft", "new": "draft",
	"da xac nhan": "confirmed", "dang giao": "confirmed", "dang xu ly": "confirmed", "processing": "confirmed", "open": "confirmed", "activated": "confirmed",
	"hoan thanh": "completed", "da giao": "completed", "da giao hang": "completed", "da thanh toan": "completed", "thanh cong": "completed", "paid": "completed", "fulfilled": "completed", "delivered": "completed", "done": "completed",
	"da huy": "cancelled", "huy": "cancelled", "canceled": "cancelled", "voided": "cancelled", "tra hang": "refunded", "da tra": "refunded", "hoan tien": "refunded", "returned": "refunded",
}

// handled are the words helpdesks have for the status of a ticket, as the statuses every house begins with.
var handled = map[string]string{
	"new": "new", "open": "open", "in progress": "open", "dang xu ly": "open", "pending": "customer", "waiting on customer": "customer", "waiting on contact": "customer", "awaiting your reply": "customer",
	"on hold": "third", "on-hold": "third", "waiting on third party": "third", "waiting on us": "open", "resolved": "solved", "solved": "solved", "hoan thanh": "solved", "closed": "closed", "dong": "closed",
}

// urgencies are their words for how urgent it is.
var urgencies = map[string]string{"critical": "urgent", "p1": "urgent", "blocker": "urgent", "p2": "high", "medium": "normal", "trung binh": "normal", "p3": "normal", "minor": "low", "p4": "low"}

// stages are the words HubSpot and Salesforce begin with for the stages of deals, as the stages every house begins with.
var stages = map[string]string{
	"appointmentscheduled": "new", "appointment scheduled": "new", "prospecting": "new", "lead": "new", "open": "new", "moi": "new",
	"qualifiedtobuy": "qualified", "qualified to buy": "qualified", "qualification": "qualified", "needs analysis": "qualified", "engaging": "qualified",
	"presentationscheduled": "proposal", "presentation scheduled": "proposal", "value proposition": "proposal", "proposal/price quote": "proposal", "quotation": "proposal", "bao gia": "proposal",
	"decisionmakerboughtin": "negotiation", "decision maker bought in": "negotiation", "contractsent": "negotiation", "contract sent": "negotiation", "negotiation/review": "negotiation", "negotiation": "negotiation", "dam phan": "negotiation",
	"closedwon": "won", "closed won": "won", "closed-won": "won", "thanh cong": "won", "da chot": "won",
	"closedlost": "lost", "closed lost": "lost", "closed-lost": "lost", "that bai": "lost", "huy": "lost",
}

// needed refuses a row that says too little: a person without a name and anything they are reached by, another record
// without its name.
func (c *Checker) needed(row *Row, out Checked) {
	switch {
	case len(row.Problems) > 0:
	case c.plan.Type == record.Person && out.Values["name"] == nil && len(out.Emails) == 0 && len(out.Phones) == 0 && row.External == "":
		row.refuse("", phrase.Errorf("there is no name, e-mail address or telephone number in it"))
	case slices.Contains([]record.Type{record.Company, record.Product, record.Deal, record.Ticket}, c.plan.Type) && out.Values["name"] == nil:
		row.refuse(c.column("name"), phrase.Errorf("a name is missing"))
	case c.plan.Type == record.Order && out.Values["status"] == nil:
		out.Values["status"] = "draft"
	}
}

// column is the name of the column a field's value came from.
func (c *Checker) column(target string) string {
	if n, ok := strings.CutPrefix(target, New+":"); ok {
		i, _ := strconv.Atoi(n)
		return c.plan.Columns[i].Name
	}
	for _, column := range c.plan.Columns {
		if column.Target == target || strings.HasPrefix(column.Target, target+".") {
			return column.Name
		}
	}
	return target
}

// inner is what an error says of a value, without the field's key: the column is named beside it.
func inner(err error) error {
	var s *phrase.Sentence
	if errors.As(err, &s) && len(s.Unwrap()) == 1 {
		return s.Unwrap()[0]
	}
	return err
}

// Set is what to set of a record that is there already, by the plan: of fill only what is blank. Labels and companies
// are added to those it has, whatever the plan.
func (p *Plan) Set(now, row record.Values) record.Values {
	set := record.Values{}
	for key, value := range row {
		tags, isTags := value.([]string)
		switch {
		case isTags && key == "tags":
			have, _ := now[key].([]string)
			set[key] = slices.Compact(slices.Sorted(slices.Values(slices.Concat(have, tags))))
		case p.Then == Overwrite || now[key] == nil:
			set[key] = value
		case key == "address":
			set[key] = filledAddress(now[key], value)
		}
	}
	return set
}

// filledAddress is an address with the parts it lacks.
func filledAddress(now, more any) any {
	have, ok := now.(map[string]any)
	add, _ := more.(map[string]any)
	if !ok {
		return now
	}
	out := maps.Clone(have)
	for part, value := range add {
		if out[part] == nil {
			out[part] = value
		}
	}
	return out
}
