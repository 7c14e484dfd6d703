package template

import (
	"strings"

	"banhda/hub/block"
)

// textHTML is a text's markup as HTML, its tokens as they were.
func textHTML(text, style string) string {
	masked, kept := mask(text)
	var b strings.Builder
	for _, p := range block.Paragraphs(masked) {
		list, ok := block.ListItems(p)
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
	return block.Inline(line, func(words, address string) string {
		return `<a href="` + linkBegin + address + linkEnd + `" style="color:` + accent + `">` + words + "</a>"
	})
}

// textPlain is a text's markup as it is read without any.
func textPlain(text string) string {
	masked, kept := mask(text)
	masked = block.InlinePlain(masked, func(words, address string) string { return words + " (" + linkBegin + address + linkEnd + ")" })
	return unmask(strings.Join(block.Paragraphs(masked), "\n\n"), kept)
}
