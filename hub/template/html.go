package template

import (
	"fmt"
	"html"
	"strings"
)

// The look of e-mails: what all mail programs draw, Outlook among them, is tables with styles on every cell.
const (
	width  = 600
	accent = "#0b6e63"
	ink    = "#1d2a28"
	soft   = "#5d6b69"
	font   = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
	body   = font + "font-size:16px;line-height:1.5;color:" + ink + ";"
)

// head begins a message. Colours follow who reads in the dark where the program can; elsewhere its own inverting serves.
const head = `<!DOCTYPE html>
<html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>%s</title>
<style>
@media (max-width:620px){.page{width:100%% !important}.column{display:block !important;width:100%% !important}}
@media (prefers-color-scheme:dark){.paper{background:#101716 !important}.page{background:#182220 !important}.page p,.page h1,.page h2,.page h3,.page li,.page td{color:#e8efed !important}.page a{color:#5fd0c0 !important}.page a.button{color:#ffffff !important}}
</style></head>
<body class="paper" style="margin:0;padding:0;background:#f3f6f5">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">%s` + "&#8199;&#847; &#8199;&#847; &#8199;&#847; &#8199;&#847; &#8199;&#847; &#8199;&#847; " + `</div>
<table role="presentation" class="paper" width="100%%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f6f5"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" class="page" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:100%%;table-layout:fixed;background:#ffffff;border-radius:8px">
`

const foot = "</table>\n</td></tr></table>{% if links.open %}<img src=\"{{ links.open }}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">{% endif %}{% if links.trap %}<a href=\"{{ links.trap }}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>{% endif %}\n</body></html>\n"

// page is a whole message in HTML, with its places still to be filled.
func (v *Version) page(language string) string {
	var b strings.Builder
	fmt.Fprintf(&b, head, language, escapeAround(In(v.Content.Subject, language)), escapeAround(In(v.Content.Preheader, language)))
	for i := range v.Content.Blocks {
		b.WriteString(`<tr><td style="padding:8px 32px;word-break:break-word">` + v.blockHTML(&v.Content.Blocks[i], language, width-64) + "</td></tr>\n")
	}
	b.WriteString(foot)
	return b.String()
}

// blockHTML is one block in a space of some pixels.
func (v *Version) blockHTML(b *Block, language string, space int) string {
	text := In(b.Text, language)
	switch b.Kind {
	case Heading:
		level := max(b.Level, 1)
		return fmt.Sprintf(`<h%d style="margin:8px 0;%sline-height:1.25;font-size:%dpx;color:%s;%s">%s</h%[1]d>`, level, font, 32-4*level, ink, align(b), escapeAround(text))
	case Text:
		return textHTML(text, body+align(b))
	case Image:
		return imageHTML(b, language, space)
	case Button:
		return buttonHTML(b.URL, escapeAround(text), b.Align)
	case Divider:
		return `<div style="border-top:1px solid #dfe6e4;font-size:1px;line-height:1px;margin:8px 0">&nbsp;</div>`
	case Spacer:
		return fmt.Sprintf(`<div style="height:%dpx;line-height:%[1]dpx;font-size:1px">&nbsp;</div>`, orSize(b.Size, 16))
	case Columns:
		return v.columnsHTML(b, language, space)
	case Goods:
		return v.productHTML(b, language, space)
	case Raw:
		return sanitise(text)
	case Footer:
		return footerHTML(language)
	case Scores:
		return scoresHTML
	}
	return ""
}

// scoresHTML are the scores of a survey, each a link large enough for a thumb, and under them what the ends mean.
var scoresHTML = `<p style="margin:8px 0">{% for s in event.scores %}` + anchor("score", "{{ s.link }}", font+"display:inline-block;min-width:28px;margin:0 4px 8px 0;padding:10px 8px;border:1px solid "+accent+
	";border-radius:6px;text-align:center;font-size:16px;font-weight:600;line-height:24px;color:"+accent+";text-decoration:none", "{{ s.score }}") +
	`{% endfor %}</p><p style="` + footerStyle + `">{{ event.low }}{% if event.low != "" or event.high != "" %} → {% endif %}{{ event.high }}</p>`

func align(b *Block) string {
	if b.Align == "" {
		return ""
	}
	return "text-align:" + b.Align + ";"
}

func orSize(size, otherwise int) int {
	if size == 0 {
		return otherwise
	}
	return size
}

func imageHTML(b *Block, language string, space int) string {
	if b.Source == "" {
		return ""
	}
	img := fmt.Sprintf(`<img src="%s" alt="%s" width="%d" style="display:inline-block;max-width:100%%;height:auto;border:0">`,
		escapeAround(b.Source), escapeAround(In(b.Alt, language)), min(orSize(b.Size, space), space))
	if b.URL != "" {
		img = anchor("picture", b.URL, "", img)
	}
	return `<div style="` + align(b) + `">` + img + "</div>"
}

// anchor is a link that is tracked where links are.
func anchor(class, url, style, inner string) string {
	return `<a class="` + class + `" href="` + linkBegin + escapeAround(url) + linkEnd + `" style="` + style + `">` + inner + "</a>"
}

// buttonHTML is a cell in colour with a link in it, which Outlook draws too.
func buttonHTML(url, label, at string) string {
	return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="` + orText(at, "left") + `" style="margin:8px 0"><tr><td bgcolor="` + accent +
		`" style="border-radius:6px;mso-padding-alt:12px 24px">` + anchor("button", url, font+"display:inline-block;padding:12px 24px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none", label) + "</td></tr></table>"
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (v *Version) columnsHTML(b *Block, language string, space int) string {
	var out strings.Builder
	each := space / max(len(b.Columns), 1)
	out.WriteString(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>`)
	for _, column := range b.Columns {
		fmt.Fprintf(&out, `<td class="column" width="%d" valign="top" style="padding:0 8px 8px 0">`, each)
		for i := range column {
			out.WriteString(v.blockHTML(&column[i], language, each-8))
		}
		out.WriteString("</td>")
	}
	out.WriteString("</tr></table>")
	return out.String()
}

func (v *Version) productHTML(b *Block, language string, space int) string {
	p, ok := v.Products[b.Product]
	if !ok {
		return ""
	}
	name := html.EscapeString(In(p.Name, language))
	out := ""
	if p.Image != "" {
		says := p.Says()
		out = imageHTML(&Block{Source: literal(p.Image), Alt: Label{Vi: literal(says.Vi), En: literal(says.En)}, URL: literal(p.URL)}, language, min(space, 240))
	}
	out += `<p style="margin:8px 0 0;font-weight:600;` + body + `">` + literal(name) + `</p><p style="margin:0 0 8px;color:` + soft + ";" + font + `">` + literal(html.EscapeString(In(p.Price, language))) + "</p>"
	if label := In(b.Text, language); p.URL != "" && label != "" {
		out += buttonHTML(literal(p.URL), escapeAround(label), "left")
	}
	return out
}

// literal is a text in which Liquid finds nothing: what a product is called is no template.
func literal(s string) string { return strings.NewReplacer("{{", "{ {", "{%", "{ %").Replace(s) }

const footerStyle = `margin:0 0 8px;font-size:13px;line-height:1.5;color:` + soft + ";" + font

func footerHTML(language string) string {
	w := footerWords[language]
	return `<p style="` + footerStyle + `"><strong>{{ workspace.name }}</strong>{% if workspace.address %}<br>{{ workspace.address }}{% endif %}{% if workspace.phone %}<br>` + w.phone +
		` {{ workspace.phone }}{% endif %}{% if workspace.website %}<br>{{ workspace.website }}{% endif %}</p>{% if links.unsubscribe %}<p style="` + footerStyle + `"><a href="{{ links.unsubscribe }}" style="color:` + soft + `">` + w.stop +
		`</a> · <a href="{{ links.preferences }}" style="color:` + soft + `">` + w.choose + "</a></p>{% endif %}"
}

var footerWords = map[string]struct{ phone, stop, choose string }{
	"vi": {"Điện thoại:", "Không nhận tin này nữa", "Chọn tin muốn nhận"},
	"en": {"Phone:", "Unsubscribe", "Choose what you get"},
}

// escapeAround escapes a text but for its tokens.
func escapeAround(text string) string {
	masked, kept := mask(text)
	return unmask(html.EscapeString(masked), kept)
}
