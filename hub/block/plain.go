package block

import (
	"html"
	"regexp"
	"strings"
)

// Plain is what is read of blocks without any markup, a paragraph a line: what is searched, and what a few words of it are
// taken from.
func Plain(blocks []Block, language string) string {
	var lines []string
	_ = Walk(blocks, func(b *Block, _ int) error {
		lines = append(lines, plain(b, language)...)
		return nil
	})
	return strings.Join(lines, "\n")
}

func plain(b *Block, language string) (lines []string) {
	said := In(b.Text, language)
	switch b.Kind {
	case Text, Quote:
		lines = append(lines, markupPlain(said)...)
	case Raw:
		lines = append(lines, HTMLPlain(said))
	case Image:
		lines = append(lines, In(b.Alt, language))
	case FAQ:
		for _, item := range b.Items {
			lines = append(append(lines, In(item.Question, language)), markupPlain(In(item.Answer, language))...)
		}
	default:
		lines = append(lines, said)
	}
	if by := In(b.By, language); by != "" {
		lines = append(lines, by)
	}
	return filled(lines)
}

func filled(lines []string) (list []string) {
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			list = append(list, l)
		}
	}
	return list
}

func markupPlain(text string) (lines []string) {
	for _, p := range Paragraphs(text) {
		lines = append(lines, InlinePlain(p, func(words, _ string) string { return words }))
	}
	return lines
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	breaks = regexp.MustCompile(`(?i)<br\s*/?>|</(p|div|tr|li|h[1-6]|table)>`)
	gaps   = regexp.MustCompile(`[ \t]*\n\s*`)
)

// HTMLPlain is what is read of HTML.
func HTMLPlain(source string) string {
	text := tags.ReplaceAllString(breaks.ReplaceAllString(Clean(source), "\n"), "")
	return strings.TrimSpace(gaps.ReplaceAllString(html.UnescapeString(text), "\n"))
}
