package block

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

var (
	linkMark   = regexp.MustCompile(`\[([^\]\n]+)\]\(([^)\s]+)\)`)
	boldMark   = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
	italicMark = regexp.MustCompile(`\*([^*\n]+)\*`)
)

// Paragraphs are a text's, divided by empty lines.
func Paragraphs(text string) (list []string) {
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// ListItems are a paragraph's lines where each begins with "- ".
func ListItems(paragraph string) (list []string, ok bool) {
	for line := range strings.SplitSeq(paragraph, "\n") {
		item, is := strings.CutPrefix(line, "- ")
		if !is {
			return nil, false
		}
		list = append(list, item)
	}
	return list, true
}

// Inline is a line's markup as HTML. anchor writes a link; its words and its address are escaped already.
func Inline(line string, anchor func(words, address string) string) string {
	return marked(html.EscapeString(line), "<strong>$1</strong>", "<em>$1</em>", anchor)
}

// InlinePlain is a line's markup as it is read without any. anchor writes what is read of a link.
func InlinePlain(line string, anchor func(words, address string) string) string {
	return marked(line, "$1", "$1", anchor)
}

// The marks that stand for a link while everything else is written: what is in its address is no markup.
const linkBegin, linkEnd = "\x03", "\x04"

var linkHeld = regexp.MustCompile(linkBegin + `(\d+)` + linkEnd)

func marked(line, bold, italic string, anchor func(words, address string) string) string {
	line = strings.NewReplacer(linkBegin, "", linkEnd, "").Replace(line)
	var links []string
	line = linkMark.ReplaceAllStringFunc(line, func(found string) string {
		m := linkMark.FindStringSubmatch(found)
		words := italicMark.ReplaceAllString(boldMark.ReplaceAllString(m[1], bold), italic)
		links = append(links, anchor(words, m[2]))
		return linkBegin + strconv.Itoa(len(links)-1) + linkEnd
	})
	line = italicMark.ReplaceAllString(boldMark.ReplaceAllString(line, bold), italic)
	return linkHeld.ReplaceAllStringFunc(line, func(held string) string {
		at, _ := strconv.Atoi(held[len(linkBegin) : len(held)-len(linkEnd)]) // digits, written above
		return links[at]
	})
}

// Addresses are those that a text's markup leads to.
func Addresses(text string) (list []string) {
	for _, m := range linkMark.FindAllStringSubmatch(text, -1) {
		list = append(list, m[2])
	}
	return list
}
