package conversation

import (
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// safe is the HTML of a mail that does nothing by itself. Pictures of elsewhere stay in it: who shows it lets them load only
// when they are asked for.
var safe = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "b", "strong", "i", "em", "u", "s", "small", "sub", "sup", "span", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "pre", "code", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "img", "a", "center", "font")
	p.AllowAttrs("align", "valign", "width", "height", "bgcolor", "dir", "lang", "color").Globally()
	p.AllowAttrs("colspan", "rowspan").OnElements("td", "th")
	p.AllowAttrs("alt", "src").OnElements("img")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowStyles("color", "background-color", "font-size", "font-weight", "font-style", "text-align", "text-decoration", "line-height", "padding", "margin", "border", "border-collapse", "width", "max-width", "height", "vertical-align").Globally()
	p.AllowURLSchemes("http", "https", "mailto", "tel", "cid")
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}()

var (
	hidden = regexp.MustCompile(`(?is)<(style|script|head|title)\b.*?</(style|script|head|title)\s*>|<!--.*?-->`)
	breaks = regexp.MustCompile(`(?i)<br\s*/?>|</(p|div|tr|li|h[1-6]|table|blockquote)\s*>`)
	tags   = regexp.MustCompile(`(?s)<[^>]*>`)
	blanks = regexp.MustCompile(`[ \t\x{a0}]+`)
	gaps   = regexp.MustCompile(`\n\s*\n\s*`)
)

// Sanitise leaves of the HTML of a mail what is safe to show.
func Sanitise(source string) string { return strings.TrimSpace(safe.Sanitize(source)) }

// Inline gives a picture within sanitised HTML, which stands there under an id, another one.
func Inline(source, id, other string) string {
	if id == "" {
		return source
	}
	return strings.ReplaceAll(source, `src="cid:`+html.EscapeString(id)+`"`, `src="cid:`+html.EscapeString(other)+`"`)
}

// TextOf is what is read of HTML without any.
func TextOf(source string) string {
	s := strings.ReplaceAll(strings.ReplaceAll(hidden.ReplaceAllString(source, " "), "\r", ""), "\n", " ")
	s = html.UnescapeString(tags.ReplaceAllString(breaks.ReplaceAllString(s, "\n"), ""))
	s = gaps.ReplaceAllString(blanks.ReplaceAllString(s, " "), "\n\n")
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
