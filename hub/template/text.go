package template

import "strings"

// plain is a whole message as text, made of the same blocks, with its places still to be filled.
func (v *Version) plain(language string) string {
	if v.Channel != Email {
		return In(v.Content.Body, language)
	}
	var parts []string
	for i := range v.Content.Blocks {
		if p := v.blockText(&v.Content.Blocks[i], language); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func (v *Version) blockText(b *Block, language string) string {
	text := In(b.Text, language)
	switch b.Kind {
	case Heading:
		return text
	case Text:
		return textPlain(text)
	case Image:
		return linked(In(b.Alt, language), b.URL)
	case Button:
		return linked(text, b.URL)
	case Divider:
		return "----"
	case Columns:
		return v.columnsText(b, language)
	case Goods:
		return v.productText(b, language)
	case Raw:
		return strip(text)
	case Footer:
		return footerText(language)
	case Scores:
		return "{% for s in event.scores %}{{ s.score }}: " + linkBegin + "{{ s.link }}" + linkEnd + "\n{% endfor %}{{ event.low }}{% if event.low != \"\" or event.high != \"\" %} → {% endif %}{{ event.high }}"
	}
	return ""
}

// linked is a text with the address it leads to.
func linked(text, url string) string {
	switch {
	case url == "":
		return text
	case text == "":
		return linkBegin + url + linkEnd
	}
	return text + ": " + linkBegin + url + linkEnd
}

func (v *Version) columnsText(b *Block, language string) string {
	var parts []string
	for _, column := range b.Columns {
		for i := range column {
			if p := v.blockText(&column[i], language); p != "" {
				parts = append(parts, p)
			}
		}
	}
	return strings.Join(parts, "\n\n")
}

func (v *Version) productText(b *Block, language string) string {
	p, ok := v.Products[b.Product]
	if !ok {
		return ""
	}
	return linked(literal(In(p.Name, language))+", "+literal(In(p.Price, language)), literal(p.URL))
}

func footerText(language string) string {
	w := footerWords[language]
	return "--\n{{ workspace.name }}{% if workspace.address %}\n{{ workspace.address }}{% endif %}{% if workspace.phone %}\n" + w.phone +
		" {{ workspace.phone }}{% endif %}{% if workspace.website %}\n{{ workspace.website }}{% endif %}{% if links.unsubscribe %}\n" + w.stop + ": {{ links.unsubscribe }}\n" + w.choose + ": {{ links.preferences }}{% endif %}"
}
