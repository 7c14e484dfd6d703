package history

import (
	"fmt"
	"slices"
	"strings"
)

// Draft is a mapping as somebody makes it by pointing at columns: what a screen can show and change. YAML writes it
// out. What a draft cannot say, such as joins or several events of one row, is written into the mapping by hand.
type Draft struct {
	Source   string      `json:"source" doc:"the system the data comes from, in one word; part of every event's id"`
	Timezone string      `json:"timezone,omitempty" doc:"of dates that state none; empty: the workspace's"`
	Currency string      `json:"currency,omitempty" doc:"of amounts that state none; empty: the workspace's"`
	Files    []DraftFile `json:"files"`
}

// DraftFile says how one file, or one sheet of a workbook, is read and what its rows mean.
type DraftFile struct {
	Path      string        `json:"path" doc:"the file's name"`
	Sheet     string        `json:"sheet,omitempty" doc:"of a workbook"`
	Encoding  string        `json:"encoding,omitempty" doc:"of the letters; empty: UTF-8"`
	Delimiter string        `json:"delimiter,omitempty" doc:"between cells: , ; | or tab; empty: found out"`
	Header    bool          `json:"header" doc:"the first line names the columns"`
	Skip      int           `json:"skip,omitempty" doc:"lines before the header or the first row"`
	Decimal   string        `json:"decimal,omitempty" doc:"a comma where it stands before the fraction of numbers"`
	Event     string        `json:"event" doc:"what each row says, where no column does"`
	Orders    string        `json:"orders" enum:"each,one,sum,first" doc:"how rows make events: each row is one; one row an order; of an order's lines the amounts are added up (sum) or the first is taken (first)"`
	Only      *DraftOnly    `json:"only,omitempty" doc:"the rows to take; none: all"`
	Columns   []DraftColumn `json:"columns" doc:"all of the file, in its order"`
}

// DraftOnly takes only rows with certain values in a column.
type DraftOnly struct {
	Column string   `json:"column"`
	Values []string `json:"values"`
}

// DraftColumn says what a column is.
type DraftColumn struct {
	Name   string `json:"name"`
	Role   Role   `json:"role" enum:"ignore,user_id,email,phone,anonymous_id,name,field,time,event,value,quantity,currency,order,property" doc:"several columns that are a name, or a time, are joined by a space; value is multiplied by quantity where there is one"`
	As     string `json:"as,omitempty" doc:"the name of a property or field; empty: the column's"`
	Format string `json:"format,omitempty" doc:"how a time is written; empty: 2024-01-31 15:04"`
	Type   string `json:"type,omitempty" enum:",text,number,boolean" doc:"of a property or field; empty: as the file has it"`
}

// Role is what a column means in a draft.
type Role string

// The roles. Four of them identify a person; name and field are what else is known of them; the others say what
// happened.
const (
	Ignore      Role = "ignore"
	UserID      Role = "user_id"
	Email       Role = "email"
	Phone       Role = "phone"
	AnonymousID Role = "anonymous_id" // of a device or a browser
	Name        Role = "name"
	Field       Role = "field"
	Time        Role = "time"
	EventName   Role = "event"
	Value       Role = "value"
	Quantity    Role = "quantity" // of which the value is the price of one
	Currency    Role = "currency"
	OrderID     Role = "order"
	PropertyOf  Role = "property"
)

// identifying are the roles that tell who it is.
var identifying = []Role{UserID, Email, Phone, AnonymousID}

// The ways in which rows make events.
const (
	EachRow    = "each"  // every row is an event of its own
	OneRow     = "one"   // every row is an order of its own, taken once however often it is exported
	SumOfLines = "sum"   // the lines of an order are one event of their sum
	FirstLine  = "first" // the lines of an order each state its total
)

// Lack is something a draft must still say before it is a mapping.
type Lack struct {
	Path string `json:"path,omitempty" doc:"the file; empty: the whole draft"`
	What string `json:"what" enum:"source,file,person,time,event,order,twice" doc:"what is missing: a source, a file, a column for the person, the time, the event or the order; twice: a role only one column may have"`
	Text string `json:"text" doc:"in words"`
}

// Lacks lists what a draft must still say; nothing where its YAML is a mapping.
func (d *Draft) Lacks() (list []Lack) {
	if d.Source == "" || len([]rune(d.Source)) > 40 {
		list = append(list, Lack{What: "source", Text: "name the system the data comes from, in one word"})
	}
	if len(d.Files) == 0 {
		list = append(list, Lack{What: "file", Text: "add a file"})
	}
	for i := range d.Files {
		list = append(list, d.Files[i].lacks()...)
	}
	return list
}

func (f *DraftFile) lacks() (list []Lack) {
	lack := func(missing bool, what, text string) {
		if missing {
			list = append(list, Lack{f.Path, what, text})
		}
	}
	lack(!slices.ContainsFunc(identifying, f.has), "person", "say which column tells who it is: an e-mail address, a telephone number or a customer's number")
	lack(!f.has(Time), "time", "say which column tells when it happened")
	lack(!f.has(EventName) && f.Event == "", "event", "say what each row means, for example Order Completed")
	lack(f.Orders != EachRow && f.Orders != "" && !f.has(OrderID), "order", "say which column is the order's number, or that each row is an event of its own")
	for _, role := range single {
		lack(len(f.columns(role)) > 1, "twice", fmt.Sprintf("only one column can be the %s; choose one of %s", role, strings.Join(f.columns(role), ", ")))
	}
	return list
}

// single are the roles that only one column can have.
var single = []Role{UserID, Email, Phone, AnonymousID, EventName, Value, Quantity, Currency, OrderID}

// columns are the names of the columns with a role.
func (f *DraftFile) columns(role Role) (names []string) {
	for _, c := range f.Columns {
		if c.Role == role {
			names = append(names, c.Name)
		}
	}
	return names
}

func (f *DraftFile) has(role Role) bool {
	return slices.ContainsFunc(f.Columns, func(c DraftColumn) bool { return c.Role == role })
}
