package ticket

import (
	"slices"
	"strings"

	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/phrase"
)

// Setup is how a house keeps its tickets.
type Setup struct {
	Statuses []Status `json:"statuses" minItems:"6" maxItems:"30" doc:"in their order; of every kind at least one"`
	Types    []Type   `json:"types" minItems:"1" maxItems:"30" doc:"the first is what a ticket is when nobody says"`
	// ReopenDays is for how long after it was solved what the customer writes opens a ticket again; later it opens a new one.
	ReopenDays int `json:"reopen_days" minimum:"0" maximum:"365" doc:"days after it was solved in which what they write opens it again"`
	CloseDays  int `json:"close_days" minimum:"0" maximum:"365" doc:"days after it was solved until it is closed by itself; 0: never"`
	// Channels are those over which whoever writes without an open ticket gets one by itself.
	Channels []conversation.Channel `json:"channels,omitempty" maxItems:"10" doc:"channels over which whoever writes gets a ticket by itself"`
	// Mailboxes are those whose mail does so although not all mail does.
	Mailboxes []string `json:"mailboxes,omitempty" maxItems:"50" doc:"keys of mailboxes whose mail does, though not all mail does"`
}

// Status is how far a ticket is. Its key is no other's.
type Status struct {
	Key   string       `json:"key,omitempty" maxLength:"40" doc:"[a-z][a-z0-9_]*; left out: made from the label"`
	Label record.Label `json:"label"`
	Kind  Kind         `json:"kind" enum:"new,open,customer,third,solved,closed"`
}

// Type is what a ticket is about.
type Type struct {
	Key   string       `json:"key,omitempty" maxLength:"40"`
	Label record.Label `json:"label"`
	Means string       `json:"means" enum:"question,problem,request,complaint" doc:"a complaint is a grievance on the wheel; many tickets can be caused by one problem"`
}

// Default is what a house begins with.
func Default() Setup {
	return Setup{
		Statuses: []Status{
			{"new", record.Label{Vi: "Mới", En: "New"}, Fresh},
			{"open", record.Label{Vi: "Đang xử lý", En: "Open"}, Working},
			{"customer", record.Label{Vi: "Chờ khách", En: "Waiting for customer"}, OnCustomer},
			{"third", record.Label{Vi: "Chờ bên khác", En: "Waiting for others"}, OnOthers},
			{"solved", record.Label{Vi: "Đã giải quyết", En: "Solved"}, Done},
			{"closed", record.Label{Vi: "Đã đóng", En: "Closed"}, Over},
		},
		Types: []Type{
			{Question, record.Label{Vi: "Câu hỏi", En: "Question"}, Question},
			{Problem, record.Label{Vi: "Sự cố", En: "Problem"}, Problem},
			{Request, record.Label{Vi: "Đề nghị", En: "Request"}, Request},
			{Complaint, record.Label{Vi: "Khiếu nại", En: "Complaint"}, Complaint},
		},
		ReopenDays: 7, CloseDays: 4,
	}
}

// Status finds one by its key; nil for none.
func (s *Setup) Status(key string) *Status {
	at := slices.IndexFunc(s.Statuses, func(one Status) bool { return one.Key == key })
	if at < 0 {
		return nil
	}
	return &s.Statuses[at]
}

// First is the first status of a kind; a setup that was checked has one.
func (s *Setup) First(k Kind) *Status {
	return &s.Statuses[slices.IndexFunc(s.Statuses, func(one Status) bool { return one.Kind == k })]
}

// Type finds one by its key; nil for none.
func (s *Setup) Type(key string) *Type {
	at := slices.IndexFunc(s.Types, func(one Type) bool { return one.Key == key })
	if at < 0 {
		return nil
	}
	return &s.Types[at]
}

// Complains reports whether a ticket is a complaint.
func (s *Setup) Complains(r *record.Record) bool {
	t := s.Type(r.Values.Text("kind"))
	return t != nil && t.Means == Complaint
}

// Options gives the fields of tickets the choices of the house.
func (s *Setup) Options(fields []record.Field) {
	options := map[string][]record.Option{}
	for _, one := range s.Statuses {
		options["status"] = append(options["status"], record.Option{Key: one.Key, Label: one.Label})
	}
	for _, one := range s.Types {
		options["kind"] = append(options["kind"], record.Option{Key: one.Key, Label: one.Label})
	}
	for i := range fields {
		if list, ok := options[fields[i].Key]; ok && fields[i].Standard {
			fields[i].Options = list
		}
	}
}

// Valid completes the keys of a setup and says what is wrong with it.
func (s *Setup) Valid() error {
	used := map[string]bool{}
	for i := range s.Statuses {
		one := &s.Statuses[i]
		if err := named(&one.Key, &one.Label, used); err != nil {
			return err
		}
		if !slices.Contains(Kinds, one.Kind) {
			return phrase.Errorf("a status is new, open, waiting for the customer or for others, solved or closed")
		}
	}
	for _, k := range Kinds {
		if !slices.ContainsFunc(s.Statuses, func(one Status) bool { return one.Kind == k }) {
			return phrase.Errorf("there has to be a status of the kind %s", k)
		}
	}
	used = map[string]bool{}
	for i := range s.Types {
		one := &s.Types[i]
		if err := named(&one.Key, &one.Label, used); err != nil {
			return err
		}
		if !slices.Contains(Meanings, one.Means) {
			return phrase.Errorf("a type means a question, a problem, a request or a complaint")
		}
	}
	return s.bounded()
}

func (s *Setup) bounded() error {
	const longest = 365
	if len(s.Types) == 0 {
		return phrase.Errorf("there has to be a type of tickets")
	}
	if min(s.ReopenDays, s.CloseDays) < 0 || max(s.ReopenDays, s.CloseDays) > longest {
		return phrase.Errorf("days are between 0 and %d", longest)
	}
	for _, c := range s.Channels {
		if !slices.Contains(conversation.Channels, c) {
			return phrase.Errorf("there is no channel %s", c)
		}
	}
	return nil
}

// named brings a name and its key into one form; used holds the keys that are taken.
func named(key *string, label *record.Label, used map[string]bool) error {
	label.Vi, label.En = strings.TrimSpace(label.Vi), strings.TrimSpace(label.En)
	if label.Vi == "" || label.En == "" {
		return phrase.Errorf("every status and every type needs a name in Vietnamese and in English")
	}
	if *key == "" {
		*key = record.FreeKey(*label, func(k string) bool { return used[k] })
	}
	if used[*key] || !record.IsKey(*key) {
		return phrase.Errorf("the key %q cannot be used; choose another", *key)
	}
	used[*key] = true
	return nil
}
