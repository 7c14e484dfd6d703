package template

import (
	"html"
	"regexp"
	"strings"
)

var (
	linkMark   = regexp.MustCompile(`\[([^\]\n]+)\]\(([^)\s]+)\)`)
	boldMark   = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
	italicMark = regexp.MustCompile(`\*([^*\n]+)\*`)
)

// paragraphs are a text's, divided by empty lines.
func paragraphs(text string) (list []string) {
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// items are a paragraph's lines where each begins with "- ".
func items(paragraph string) (list []string, ok bool) {
	for line := range strings.SplitSeq(paragraph, "\n") {
		item, is := strings.CutPrefix(line, "- ")
		if !is {
			return nil, false
		}
		list = append(list, item)
	}
	return list, true
}

// textHTML is a text's markup as HTML, its tokens as they were.
func textHTML(text, style string) string {
	masked, kept := mask(text)
	var b strings.Builder
	for _, p := range paragraphs(masked) {
		list, ok := items(p)
		if !ok {
			b.WriteString(`<p style="margin:0 0 16px;` + style + `">` + strings.ReplaceAll(inline(p), "\n", "<br>") + "</p>\n")
			continue
		}
		b.WriteString(`<ul style="margin:0 0 16px;padding-left:24px;` + style + `">`)
		for _, item := range list {
			b.WriteString("<li>" + inline(item) + "</li>")
		}
		b.WriteString("</ul>\n")
	}
	return unmask(b.String(), kept)
}

// inline is a line's markup as HTML.
func inline(line string) string {
	line = html.EscapeString(line)
	line = linkMark.ReplaceAllString(line, `<a href="`+linkBegin+`$2`+linkEnd+`" style="color:`+accent+`">$1</a>`)
	line = boldMark.ReplaceAllString(line, "<strong>$1</strong>")
	return italicMark.ReplaceAllString(line, "<em>$1</em>")
}

// textPlain is a text's markup as it is read without any.
func textPlain(text string) string {
	masked, kept := mask(text)
	masked = linkMark.ReplaceAllString(masked, "$1 ("+linkBegin+"$2"+linkEnd+")")
	masked = boldMark.ReplaceAllString(masked, "$1")
	return unmask(strings.Join(paragraphs(italicMark.ReplaceAllString(masked, "$1")), "\n\n"), kept)
}
