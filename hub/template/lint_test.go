package template

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"banhda/hub/consent"
)

// formats are what is said of a version, in English.
func said(v Version, r Rendered) (list []string) {
	known := func(name string) bool {
		return slices.Contains([]string{"person.name", "person.greeting", "workspace.name", "company.name", "links.unsubscribe"}, name)
	}
	for _, p := range v.Lint(known, r) {
		list = append(list, p.Told.In("en"))
	}
	return list
}

func TestLintFinds(t *testing.T) {
	whole := Rendered{Subject: "Tin trong tuần", Text: []byte(strings.Repeat("một từ ", 30)), HTML: []byte("<p>")}
	footer := Block{Kind: Footer}
	for what, c := range map[string]struct {
		class    consent.Class
		blocks   []Block
		subject  string
		rendered Rendered
		want     string
	}{
		"nothing, where nothing is wrong": {class: consent.Advertising, blocks: []Block{footer}, rendered: whole},
		"no way out":                      {class: consent.Advertising, rendered: whole, want: "no way to be written to no more"},
		"no sender":                       {class: consent.Advertising, blocks: []Block{{Kind: Text, Text: both("{{ links.unsubscribe }}")}}, rendered: whole, want: "does not say who writes"},
		"a variable nobody has":           {blocks: []Block{{Kind: Text, Text: both("{{ person.nmae | default: 'x' }}")}}, rendered: whole, want: "nobody has person.nmae"},
		"a hole":                          {blocks: []Block{{Kind: Text, Text: both("{{ person.name }}")}}, rendered: whole, want: "sees a hole"},
		"a firm most have none of":        {blocks: []Block{{Kind: Text, Text: both("{{ company.name }}")}}, rendered: whole, want: "who has no company.name sees a hole"},
		"a picture without words":         {blocks: []Block{{Kind: Image, Source: "https://a.example.com/x.png"}}, rendered: whole, want: "say in words"},
		"an address without a scheme":     {blocks: []Block{{Kind: Button, Text: both("x"), URL: "shop.example.com"}}, rendered: whole, want: "leads nowhere"},
		"an address that is not secure":   {blocks: []Block{{Kind: Text, Text: both("[x](http://a.example.com)")}}, rendered: whole, want: "not secure"},
		"a product that is gone":          {blocks: []Block{{Kind: Goods, Product: "prd_x"}}, rendered: whole, want: "product is gone"},
		"capitals":                        {rendered: Rendered{Subject: "GIẢM GIÁ CỰC LỚN", Text: whole.Text}, want: "capitals"},
		"a label of one's own":            {class: consent.Advertising, blocks: []Block{footer}, rendered: Rendered{Subject: "[QC] Tin tuần", Text: whole.Text}, want: "leave [QC]"},
		"too large":                       {rendered: Rendered{Subject: "Tin", Text: whole.Text, HTML: bytes.Repeat([]byte("x"), 103<<10)}, want: "cut it off"},
		"nothing to read":                 {rendered: Rendered{Subject: "Tin", Text: []byte(" \n")}, want: "is empty"},
		"no subject":                      {rendered: Rendered{Text: whole.Text}, want: "no subject"},
	} {
		if c.class == "" {
			c.class = consent.Transactional
		}
		got := said(Version{Channel: Email, Class: c.class, Content: Content{Blocks: c.blocks}}, c.rendered)
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, c.want) }) {
			t.Errorf("%s: %q", what, got)
		}
	}
}

func TestVariablesAreFound(t *testing.T) {
	c := Content{Subject: both("{{ person.name | append: event.word | default: \"no.name\" }}"), Body: both("{% assign x = company.name %}{% for tag in person.tags %}{{ tag }}{{ x }}{% endfor %}{% if person.city == 'a.b' and workspace.phone %}{% endif %}"), Blocks: []Block{{Kind: Button, URL: "{{ links.view }}"}}}
	want := []string{"company.name", "event.word", "links.view", "person.city", "person.name", "person.tags", "workspace.phone"}
	if got := c.Variables(); !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
}
