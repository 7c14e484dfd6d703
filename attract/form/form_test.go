package form

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/record"
)

var asked = Definition{Language: "vi", Fields: []Field{
	{Key: "email", Kind: Email, Person: "email", Label: Label{Vi: "E-mail"}},
	{Key: "phone", Kind: Phone, Person: "phone", Label: Label{Vi: "Số"}},
	{Key: "size", Kind: Choice, Required: true, Label: Label{Vi: "Cỡ"}, Options: []record.Option{{Key: "s"}, {Key: "l"}}},
	{Key: "floors", Kind: Number, Required: true, Label: Label{Vi: "Tầng"}, Show: []Rule{{Field: "size", Is: OneOf, Of: []string{"l"}}}},
	{Key: "from", Kind: Hidden, Value: "site"},
}, Consents: []Consent{{Purpose: "marketing", Channels: []string{"email"}, Required: true}}}

func TestRead(t *testing.T) {
	for what, c := range map[string]struct {
		sent    Answers
		known   map[string]bool
		got     string // of floors
		problem string
	}{
		"what is needed":                  {Answers{"email": {" Lan@Example.vn "}, "size": {"s"}}, nil, "", ""},
		"nobody":                          {Answers{"size": {"s"}}, nil, "", "email"},
		"no address":                      {Answers{"email": {"lan"}, "size": {"s"}}, nil, "", "email"},
		"no choice of ours":               {Answers{"email": {"a@b.vn"}, "size": {"xl"}}, nil, "", "size"},
		"asked by another answer":         {Answers{"email": {"a@b.vn"}, "size": {"l"}}, nil, "", "floors"},
		"a number as people write it":     {Answers{"email": {"a@b.vn"}, "size": {"l"}, "floors": {"2,5"}}, nil, "2.5", ""},
		"not asked, whoever sends it":     {Answers{"email": {"a@b.vn"}, "size": {"s"}, "floors": {"9"}}, nil, "", ""},
		"a phone alone says who it is":    {Answers{"phone": {"0912 345 678"}, "size": {"s"}}, nil, "", ""},
		"what is no answer to a question": {Answers{"email": {"a@b.vn"}, "size": {"s"}, "admin": {"yes"}}, nil, "", ""},
	} {
		got, problems := asked.Read(c.sent, c.known)
		if len(problems) > 1 || (c.problem != "") != (problems[c.problem] != nil) || len(problems) == 1 && c.problem == "" {
			t.Errorf("%s: %v", what, problems)
		}
		if c.problem == "" && (got.Text("floors") != c.got || got.Text("from") != "site" || got["admin"] != nil) {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// Whoever is known is not asked again, and it is still known who they are.
func TestWhatIsKnownIsNotAsked(t *testing.T) {
	d := asked
	d.Fields = append([]Field{}, asked.Fields...)
	d.Fields[0].Progressive, d.Fields[0].Required = true, true
	if _, problems := d.Read(Answers{"size": {"s"}}, map[string]bool{"email": true}); len(problems) != 0 {
		t.Errorf("%v", problems)
	}
	if got, _ := d.Read(Answers{"email": {"x@y.vn"}, "size": {"s"}}, map[string]bool{"email": true}); got.Text("email") != "" {
		t.Error("a known answer is taken from who was not asked")
	}
}

func TestCheck(t *testing.T) {
	if err := asked.Ready(); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*Definition){
		"a question before its reason": func(d *Definition) { d.Fields[2], d.Fields[3] = d.Fields[3], d.Fields[2] },
		"one key twice":                func(d *Definition) { d.Fields[1].Key = "email" },
		"a key of the event's own":     func(d *Definition) { d.Fields[4].Key = "form" },
		"no choices":                   func(d *Definition) { d.Fields[2].Options = nil },
		"a redirect by a script":       func(d *Definition) { d.After.Redirect = "javascript:alert(1)" },
		"a redirect to nowhere":        func(d *Definition) { d.After.Redirect = "//evil.example" },
		"a colour that is a style":     func(d *Definition) { d.Style.Color = "red;}body{display:none" },
		"nobody":                       func(d *Definition) { d.Fields = d.Fields[2:] },
	} {
		d := asked
		d.Fields = append([]Field{}, asked.Fields...)
		change(&d)
		if d.Ready() == nil {
			t.Errorf("%s can be published", what)
		}
	}
}

func TestTicketsCannotBeMadeUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		is := Ticket{At: rapid.Int64Range(0, 1<<60).Draw(t, "at"), Script: rapid.Bool().Draw(t, "script")}
		secret, key := rapid.SliceOf(rapid.Byte()).Draw(t, "secret"), rapid.String().Draw(t, "key")
		written := is.Sign(secret, key)
		if got, ok := ReadTicket(secret, key, written); !ok || got != is {
			t.Fatalf("%+v, %v", got, ok)
		}
		if _, ok := ReadTicket(append(secret, 1), key, written); ok {
			t.Fatal("another house takes it")
		}
		if _, ok := ReadTicket(secret, key+"x", written); ok {
			t.Fatal("another form takes it")
		}
	})
}

func TestSuspect(t *testing.T) {
	now := time.Now().UnixMicro()
	ago := func(d time.Duration, script bool) Ticket { return Ticket{At: now - d.Microseconds(), Script: script} }
	for want, s := range map[Suspicion]Seen{
		NoTicket: {}, Stale: {Ticket: ago(25*time.Hour, false), Valid: true}, Quick: {Ticket: ago(2*time.Second, false), Valid: true},
		NoWork: {Ticket: ago(time.Minute, true), Valid: true}, Trapped: {Ticket: ago(time.Minute, false), Valid: true, Trap: "x"},
		Often: {Ticket: ago(time.Minute, false), Valid: true, Often: true}, Program: {Ticket: ago(time.Minute, false), Valid: true, Program: true},
		"": {Ticket: ago(2*time.Second, true), Valid: true, Worked: true},
	} {
		if s.Now = now; Suspect(s, nil) != want {
			t.Errorf("%+v: %q, not %q", s, Suspect(s, nil), want)
		}
	}
	if got := Suspect(Seen{Now: now, Ticket: ago(time.Minute, false), Valid: true}, Answers{"a": {"http://a http://b", "https://c"}}); got != Links {
		t.Errorf("full of links: %q", got)
	}
}

func TestWorkIsWhatItCosts(t *testing.T) {
	n := 0
	for ; !Worked("ticket", strconv.Itoa(n)); n++ {
		if n > 5_000_000 {
			t.Fatal("no work is ever done")
		}
	}
	if Worked("other", strconv.Itoa(n)) && Worked("third", strconv.Itoa(n)) {
		t.Error("work for one ticket does for others")
	}
}

func TestSaid(t *testing.T) {
	vi := func(l Label) string { return l.Vi }
	of := []Option{{Key: "b", Label: Label{Vi: "Hạt cà phê", En: "Beans"}}, {Key: "c", Label: Label{Vi: "Máy xay", En: "Grinder"}}}
	for _, c := range []struct {
		kind  Kind
		value any
		want  string
	}{{Choice, "b", "Hạt cà phê"}, {Choices, "c, b", "Máy xay, Hạt cà phê"}, {Choice, "gone", "gone"}, {Text, "b", "b"}, {Number, 5e6, "5000000"}, {Checkbox, true, "Có"}} {
		if got := (&Field{Kind: c.kind, Options: of}).Said(c.value, vi); got != c.want {
			t.Errorf("%s %v is read as %q, not %q", c.kind, c.value, got, c.want)
		}
	}
}
