package template

import (
	"regexp"
	"slices"
	"strings"

	"banhda/hub/block"
)

var (
	quotedText = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	filterName = regexp.MustCompile(`\|\s*[a-z_]+\s*:?`)
	path       = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*`)
	setName    = regexp.MustCompile(`^\{%-?\s*(?:assign\s+(\w+)|for\s+(\w+)\s+in|increment\s+(\w+)|decrement\s+(\w+))`)
	argument   = regexp.MustCompile(`[a-z_]+\s*:`)
)

// reserved are words of Liquid's own, which are no variables.
var reserved = []string{"if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase", "for", "in", "endfor", "break", "continue", "assign", "cycle",
	"comment", "endcomment", "raw", "endraw", "increment", "decrement", "and", "or", "not", "contains", "true", "false", "nil", "null", "blank", "empty", "limit", "offset", "reversed", "forloop"}

// used is a variable of a template.
type used struct {
	name  string
	bare  bool // it is written out, and nothing stands in for it where there is none
	token string
}

// variables are those that a text asks for, each once, but for names it makes up itself.
func variables(text string) (list []used) {
	var own []string
	for _, t := range tokens.FindAllString(text, -1) {
		if m := setName.FindStringSubmatch(t); m != nil {
			own = append(own, m[1:]...)
		}
		bare := strings.HasPrefix(t, "{{") && !strings.Contains(t, "default")
		inner := strings.Trim(t, "{}%- \n\t")
		for _, drop := range []*regexp.Regexp{quotedText, filterName, argument} {
			inner = drop.ReplaceAllString(inner, " ")
		}
		for _, name := range path.FindAllString(inner, -1) {
			first, _, _ := strings.Cut(name, ".")
			known := slices.ContainsFunc(list, func(u used) bool { return u.name == name && (u.bare || !bare) })
			if !known && !slices.Contains(reserved, first) && !slices.Contains(own, first) {
				list = append(list, used{name, bare, t})
			}
		}
	}
	return list
}

// Variables are the names that a content asks for, in order.
func (c *Content) Variables() (names []string) {
	_ = c.each(func(l *Label) error {
		for _, u := range append(variables(l.Vi), variables(l.En)...) {
			names = append(names, u.name)
		}
		return nil
	})
	_ = block.Walk(c.Blocks, func(b *Block, _ int) error {
		for _, u := range append(variables(b.URL), variables(b.Source)...) {
			names = append(names, u.name)
		}
		return nil
	})
	for _, u := range variables(c.Zalo.all()) {
		names = append(names, u.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
