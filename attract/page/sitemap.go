package page

import (
	"encoding/xml"
	"strings"
	"time"
)

// Entry is a page in a sitemap: in one language, with the others it stands in.
type Entry struct {
	URL       string
	ChangedAt int64 // microseconds
	Others    []Variant
}

// mostEntries is how many a sitemap may hold, by its definition (sitemaps.org).
const mostEntries = 50_000

// Sitemap is the list of pages that search engines read.
func Sitemap(entries []Entry) string {
	var out strings.Builder
	out.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, e := range entries[:min(len(entries), mostEntries)] {
		out.WriteString("<url><loc>" + escaped(e.URL) + "</loc><lastmod>" + time.UnixMicro(e.ChangedAt).UTC().Format(time.DateOnly) + "</lastmod>")
		for _, o := range e.Others {
			out.WriteString(`<xhtml:link rel="alternate" hreflang="` + escaped(o.Language) + `" href="` + escaped(o.URL) + `"/>`)
		}
		out.WriteString("</url>\n")
	}
	out.WriteString("</urlset>\n")
	return out.String()
}

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes everything
	return out.String()
}
