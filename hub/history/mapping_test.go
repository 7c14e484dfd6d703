package history

import (
	"errors"
	"strings"
	"testing"
)

func parse(t testing.TB, text string) *Mapping {
	t.Helper()
	m, err := ParseMapping("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wantError checks that an error says what it should.
func wantError(t testing.TB, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got the error %v, want one that says: %s", err, want)
	}
}

const minimal = `source: shop
files:
  - path: orders.csv
    events:
      - name: Order Completed
        person: {email: email}
        at: date
`

// TestWrongMappings holds every mistake to its place and to what should be written instead.
func TestWrongMappings(t *testing.T) {
	for _, c := range []struct{ what, old, new, want string }{
		{"nothing", minimal, "", "test.yaml: the mapping is empty"},
		{"no YAML", "source: shop", "source: [shop", "test.yaml:"},
		{"unknown key", "source: shop", "sorce: shop", `test.yaml:1:1: the mapping has no key "sorce"; did you mean source?`},
		{"unknown key of a file", "    events:", "    event:", `test.yaml:4:5: a file has no key "event"; did you mean events?`},
		{"key of an event", "at: date", "when_: date", `test.yaml:7:9: an event has no key "when_"; did you mean when?`},
		{"twice", "at: date", "at: date\n        at: time", `this is not YAML`},
		{"no source", "source: shop\n", "", "the mapping has no source; name the system"},
		{"no path", "  - path: orders.csv\n    events", "  - events", "test.yaml:3:5: a file has no path; write path: orders.csv"},
		{"no events", minimal[strings.Index(minimal, "    events"):], "", "test.yaml:3:5: a file has no events"},
		{"no name", "- name: Order Completed\n        person", "- person", "test.yaml:5:9: an event has no name"},
		{"no at", "        at: date\n", "", "test.yaml:5:9: an event has no at"},
		{"no person", "        person: {email: email}\n", "", "an event has no person"},
		{"person is a column", "{email: email}", "email", "test.yaml:6:17: person needs to know which identifier this is; write person: {user_id: column}"},
		{"person without identifier", "{email: email}", "{name: name}", "person has no identifier"},
		{"unknown identifier", "{email: email}", "{mail: email}", `test.yaml:6:18: person has no key "mail"; did you mean email?`},
		{"zone", "source: shop", "source: shop\nworkspace: {timezone: Asia/Hanoi}", `test.yaml:2:23: there is no time zone "Asia/Hanoi"; write Region/City`},
		{"currency", "source: shop", "source: shop\nworkspace: {currency: đồng}", `"đồng" is not a currency; write its code`},
		{"format", "at: date", "at: {column: date, format: DD/MM/JJJJ}", `test.yaml:7:42: "JJJJ" means nothing in a date format`},
		{"format without year", "at: date", "at: {column: date, format: DD/MM}", "the date format has 0 times the year"},
		{"encoding", "path: orders.csv", "path: orders.csv\n    encoding: tcvn", `test.yaml:4:15: the encoding "tcvn" is unknown`},
		{"delimiter", "path: orders.csv", "path: orders.csv\n    delimiter: ab", `the delimiter "ab" is not one character`},
		{"header", "path: orders.csv", "path: orders.csv\n    header: false", "add columns: [customer, date, amount]"},
		{"condition", "at: date", "at: date\n        when: status", `test.yaml:8:15: this is a value, not a condition; compare it with something`},
		{"condition breaks off", "at: date", "at: date\n        when: status =", `the expression ends too early`},
		{"two words", "at: date", "at: date\n        when: order status = 1", `test.yaml:8:15: no operator between "order" and "status"; a column with spaces in its name stands in brackets: [order status]`},
		{"column and const", "at: date", "at: {column: date, const: 1}", "at needs one of column, expression and const"},
		{"else without map", "at: date", "at: date\n        sale: {column: a, else: b}", "sale has else without map"},
		{"unit", "at: date", "at: date\n        value: {column: a, unit: cents}", `unit of value cannot be "cents"; write one of: major, minor`},
		{"alias", "at: date", "at: *date", "anchors (&), aliases (*) and tags (!)"},
		{"group", "    events:", "    group: {by: id, fields: {total: {add: a}}}\n    events:", `a field of a group has no key "add"`},
		{"summary", "    events:", "    group: {by: id, fields: {total: summ}}\n    events:", `total of a field of a group cannot be "summ"; did you mean sum?`},
		{"referrer", "at: date", "at: date\n        referrer: code", "write referrer: {user_id: code}"},
	} {
		text := strings.Replace(minimal, c.old, c.new, 1)
		if text == minimal {
			t.Fatalf("%s: nothing was changed", c.what)
		}
		_, err := ParseMapping("test.yaml", []byte(text))
		var wrong *MappingError
		if !errors.As(err, &wrong) {
			t.Errorf("%s: got %v, want a MappingError", c.what, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.what, err, c.want)
		}
	}
}
