package template

import (
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// safe is the HTML that mail programs draw and that does nothing by itself.
var safe = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "b", "strong", "i", "em", "u", "s", "span", "div", "ul", "ol", "li", "h1", "h2", "h3", "blockquote", "table", "tbody", "thead", "tr", "td", "th", "img", "a", "center")
	p.AllowAttrs("style", "align", "valign", "width", "height", "bgcolor", "class", "dir", "lang").Globally()
	p.AllowAttrs("cellpadding", "cellspacing", "border", "role").OnElements("table")
	p.AllowAttrs("colspan", "rowspan").OnElements("td", "th")
	p.AllowAttrs("alt", "src").OnElements("img")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowStyles("color", "background-color", "font-size", "font-weight", "font-style", "font-family", "text-align", "text-decoration", "line-height", "padding", "padding-left", "padding-right", "padding-top", "padding-bottom",
		"margin", "border", "border-radius", "width", "max-width", "height", "display", "vertical-align").Globally()
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true) // a place alone is one until it is filled; what it is filled with is looked at then
	p.RequireNoFollowOnLinks(false)
	return p
}()

var (
	hrefs  = regexp.MustCompile(`(<a\b[^>]*?\bhref=")([^"]*)(")`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	breaks = regexp.MustCompile(`(?i)<br\s*/?>|</(p|div|tr|li|h[1-3]|table)>`)
	gaps   = regexp.MustCompile(`[ \t]*\n\s*\n\s*`)
)

// sanitise leaves of HTML what is safe in mail, and marks its links. Tokens stay as they are.
func sanitise(source string) string {
	masked, kept := mask(source)
	clean := hrefs.ReplaceAllString(safe.Sanitize(unmarked(masked)), "${1}"+linkBegin+"${2}"+linkEnd+"${3}")
	return unmask(strings.NewReplacer("%EE%80%80", maskBegin, "%EE%80%81", maskEnd).Replace(clean), kept)
}

// strip is what is read of HTML without any.
func strip(source string) string {
	masked, kept := mask(safe.Sanitize(source))
	masked = tags.ReplaceAllString(breaks.ReplaceAllString(masked, "\n"), "")
	return unmask(strings.TrimSpace(gaps.ReplaceAllString(html.UnescapeString(masked), "\n\n")), kept)
}
