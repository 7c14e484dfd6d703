package timeline

import (
	"encoding/json"
	"strings"
	"testing"

	"banhda/hub/segment"
	"banhda/wheel"
)

// properties reads a JSON object as Meaning wants it.
func properties(t *testing.T, body string) Property {
	t.Helper()
	m := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	return func(name string) (segment.Value, bool) { return segment.FromJSON(m[name]) }
}

func TestDefaultMeanings(t *testing.T) {
	for _, c := range []struct {
		event, properties string
		want              wheel.Meaning
	}{
		{"Order Completed", `{}`, wheel.Purchase},
		{"Completed Order", `{}`, wheel.Purchase},
		{"Deal Won", `{}`, wheel.Purchase},
		{"Order Updated", `{}`, wheel.None},
		{"Order Cancelled", `{}`, wheel.None},
		{"Payment Received", `{}`, wheel.None},
		{"Deal Lost", `{}`, wheel.None},
		{"order completed", `{}`, wheel.None},
		{"Page Viewed", `{}`, wheel.Seen},
		{"Referral Accepted", `{}`, wheel.Lead},
		{"Friend Joined", `{}`, wheel.Advocacy},
		{"Friend Bought", `{}`, wheel.Advocacy},
		{"Order Refunded", `{}`, wheel.Grievance},
		{"Message Sent", `{}`, wheel.Touch},
		{"Message Received", `{}`, wheel.Seen},
		{"Owner Changed", `{}`, wheel.Handoff},
		{"Survey Answered", `{"nps":9}`, wheel.Advocacy},
		{"Survey Answered", `{"nps":"10"}`, wheel.Advocacy},
		{"Survey Answered", `{"nps":8}`, wheel.None},
		{"Survey Answered", `{"nps":7}`, wheel.None},
		{"Survey Answered", `{"nps":6}`, wheel.Grievance},
		{"Survey Answered", `{"nps":0}`, wheel.Grievance},
		{"Survey Answered", `{"nps":""}`, wheel.None},
		{"Survey Answered", `{"nps":" "}`, wheel.None},
		{"Survey Answered", `{"nps":null}`, wheel.None},
		{"Survey Answered", `{"nps":"-"}`, wheel.None},
		{"Survey Answered", `{"nps":99}`, wheel.None},
		{"Survey Answered", `{"nps":-1}`, wheel.None},
		{"Survey Answered", `{"kind":"nps","score":"98"}`, wheel.None},
		{"Survey Answered", `{"kind":"NPS","score":-99}`, wheel.None},
		{"Survey Answered", `{"kind":"NPS","score":9}`, wheel.Advocacy},
		{"Survey Answered", `{"kind":"nps","score":"6"}`, wheel.Grievance},
		{"Survey Answered", `{"kind":"CSAT","score":5}`, wheel.None},
		{"Survey Answered", `{"score":10}`, wheel.None},
		{"Survey Answered", `{"kind":"NPS","score":""}`, wheel.None},
		{"Product Reviewed", `{"rating":4}`, wheel.Advocacy},
		{"Product Reviewed", `{"rating":3}`, wheel.None},
		{"Product Reviewed", `{"rating":2}`, wheel.Grievance},
		{"Reviewed Product", `{"rating":5}`, wheel.Advocacy},
		{"Product Reviewed", `{}`, wheel.None},
	} {
		if got := Default().Meaning(c.event, properties(t, c.properties)); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.event, c.properties, got, c.want)
		}
	}
}

// Only surveys look at properties, so that the rest needs no look at them.
func TestConditional(t *testing.T) {
	c := Default()
	if !c.Conditional("Survey Answered") || c.Conditional("Order Completed") || c.Conditional("nobody") {
		t.Error("Survey Answered depends on its properties, the others do not")
	}
	if got := strings.Join(c.Properties("Survey Answered"), " "); got != "kind nps score" {
		t.Errorf("Survey Answered depends on %q", got)
	}
	if c.Meaning("Order Completed", nil) != wheel.Purchase {
		t.Error("an unconditional rule needs no properties")
	}
}

func TestOperators(t *testing.T) {
	for _, c := range []struct {
		operator string
		value    any
		given    string
		want     bool
	}{
		{"=", "Hà Nội", `"Hà Nội"`, true},
		{"=", "Hà Nội", `"Ha\u0300 Nội"`, true}, // NFD from a Mac
		{"=", 1.0, `"1"`, true},
		{"=", 1, `1.0`, true},
		{"=", "1", `1`, true},
		{"=", true, `true`, true},
		{"!=", "a", `"b"`, true},
		{"!=", 5.0, `""`, true},
		{"<", 10.0, `"9"`, true},
		{"<", 10.0, `"a"`, false},
		{">", 10.0, `"a"`, false},
		{"<", "2026-02-01", `"2026-01-31"`, true},
		{"contains", "ob", `"bobby"`, true},
		{"starts", "ob", `"bobby"`, false},
		{"exists", nil, `0`, true},
		{"exists", nil, `null`, false},
	} {
		cat := Catalogue{Rules: []Rule{{Event: "e", Where: []Condition{{"p", c.operator, c.value}}, Meaning: "lead"}}, Times: wheel.DefaultRules()}
		if err := cat.Check(); err != nil {
			t.Errorf("%v: %v", c, err)
		}
		got := cat.Meaning("e", properties(t, `{"p":`+c.given+`}`)) == wheel.Lead
		if got != c.want {
			t.Errorf("%s %s %v: %v", c.given, c.operator, c.value, got)
		}
	}
}

// A catalogue goes through JSON on its way into the log and means the same afterwards.
func TestCatalogueThroughJSON(t *testing.T) {
	body, err := json.Marshal(Default())
	if err != nil {
		t.Fatal(err)
	}
	var back Catalogue
	if err := json.Unmarshal(body, &back); err != nil || back.Check() != nil {
		t.Fatal(err, back.Check())
	}
	if got := back.Meaning("Survey Answered", properties(t, `{"nps":9}`)); got != wheel.Advocacy {
		t.Errorf("got %v", got)
	}
}

func TestCatalogueCheck(t *testing.T) {
	rule := func(r Rule) Catalogue { return Catalogue{Rules: []Rule{r}, Times: wheel.DefaultRules()} }
	for want, c := range map[string]Catalogue{
		"name the events":          rule(Rule{Meaning: "lead"}),
		`meaning "leed"`:           rule(Rule{Event: "e", Meaning: "leed"}),
		"name the property":        rule(Rule{Event: "e", Meaning: "lead", Where: []Condition{{Operator: "="}}}),
		`operator "~" of p`:        rule(Rule{Event: "e", Meaning: "lead", Where: []Condition{{"p", "~", 1.0}}}),
		"value of p":               rule(Rule{Event: "e", Meaning: "lead", Where: []Condition{{"p", "=", nil}}}),
		"longer than nothing":      {Rules: []Rule{{Event: "e", Meaning: "lead"}}},
		"the catalogue has 10001 ": {Rules: make([]Rule, 10001), Times: wheel.DefaultRules()},
	} {
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: want an error with %q", err, want)
		}
	}
	if err := Default().Check(); err != nil {
		t.Error(err)
	}
}
