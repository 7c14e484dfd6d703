package block

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// safe is the HTML that says something and does nothing: no styles, scripts or forms, and nothing of another site but pictures
// and what one has to click.
var safe = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "span", "div", "ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "blockquote", "figure", "figcaption",
		"pre", "code", "table", "caption", "thead", "tbody", "tr", "td", "th", "details", "summary")
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[a-zA-Z-]{2,15}$`)).Globally()
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("src").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(false)
	return p
}()

// Clean leaves of HTML what is safe on a page.
func Clean(source string) string { return safe.Sanitize(source) }
