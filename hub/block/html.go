package block

import (
	"fmt"
	"html"
	"net/url"
	"strings"
)

// Picture is an image as a page loads it.
type Picture struct {
	URL           string
	Sizes         string // of the same in other widths, as srcset says them; empty: there is this one
	Width, Height int    // pixels; 0: not known
}

// Web draws blocks for the web: elements that say what they are, with classes and without styles, and nothing that runs.
type Web struct {
	Language string
	Products map[string]Product
	// Picture finds an image by where a block says it is; nil: where it says.
	Picture func(source string) Picture
	// More draws kinds that need more than they say; a kind it lacks, and Web does not know, is left out.
	More map[Kind]func(*Block) string

	drawn int // images so far: the first is loaded at once, the others as they are come to
}

// HTML draws blocks in their order.
func (w *Web) HTML(blocks []Block) string {
	var out strings.Builder
	for i := range blocks {
		if drawn := w.block(&blocks[i]); drawn != "" {
			out.WriteString(drawn)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func (w *Web) block(b *Block) string {
	text := In(b.Text, w.Language)
	switch b.Kind {
	case Heading:
		return fmt.Sprintf("<h%d%s>%s</h%[1]d>", max(b.Level, 1), place(b), html.EscapeString(text))
	case Text:
		return w.text(text, place(b))
	case Image:
		return w.image(b)
	case Button:
		return fmt.Sprintf(`<p%s><a class="button" href="%s">%s</a></p>`, place(b), leads(b.URL), html.EscapeString(text))
	case Divider:
		return "<hr>"
	case Spacer:
		return fmt.Sprintf(`<div class="space s%d"></div>`, min(max(b.Size+12, 24)/24, 8))
	case Columns:
		return w.columns(b)
	case Goods:
		return w.product(b)
	case Raw:
		return Clean(text)
	case Quote:
		return w.quote(text, In(b.By, w.Language))
	case FAQ:
		return w.questions(b)
	case Video:
		return w.video(b, text)
	}
	if more := w.More[b.Kind]; more != nil {
		return more(b)
	}
	return ""
}

func place(b *Block) string {
	if b.Align == "center" || b.Align == "right" {
		return ` class="` + b.Align + `"`
	}
	return ""
}

// text is markup as paragraphs and lists.
func (w *Web) text(text, class string) string {
	var out strings.Builder
	for _, p := range Paragraphs(text) {
		items, list := ListItems(p)
		if !list {
			out.WriteString("<p" + class + ">" + strings.ReplaceAll(Inline(p, anchor), "\n", "<br>") + "</p>")
			continue
		}
		out.WriteString("<ul" + class + ">")
		for _, item := range items {
			out.WriteString("<li>" + Inline(item, anchor) + "</li>")
		}
		out.WriteString("</ul>")
	}
	return out.String()
}

func anchor(words, address string) string {
	return `<a href="` + leads(html.UnescapeString(address)) + `">` + words + "</a>"
}

func (w *Web) image(b *Block) string {
	img := w.img(b.Source, In(b.Alt, w.Language), b.Size)
	if img == "" {
		return ""
	}
	if b.URL != "" {
		img = `<a href="` + leads(b.URL) + `">` + img + "</a>"
	}
	return "<p" + place(b) + ">" + img + "</p>"
}

// img is the element alone; width 0: as wide as there is room.
func (w *Web) img(source, alt string, width int) string {
	p := Picture{URL: source}
	if w.Picture != nil && source != "" {
		p = w.Picture(source)
	}
	if p.URL = leads(p.URL); p.URL == "#" {
		return ""
	}
	if width > 0 && p.Width > 0 {
		p.Width, p.Height = width, p.Height*width/p.Width
	} else if width > 0 {
		p.Width = width
	}
	out := `<img src="` + p.URL + `" alt="` + html.EscapeString(alt) + `"`
	if p.Sizes != "" {
		out += ` srcset="` + html.EscapeString(p.Sizes) + `" sizes="(max-width: 46rem) 100vw, 46rem"`
	}
	if p.Width > 0 {
		out += fmt.Sprintf(` width="%d"`, p.Width)
	}
	if p.Height > 0 {
		out += fmt.Sprintf(` height="%d"`, p.Height)
	}
	if w.drawn++; w.drawn > 1 {
		out += ` loading="lazy"`
	}
	return out + ">"
}

func (w *Web) columns(b *Block) string {
	out := fmt.Sprintf(`<div class="columns of%d">`, len(b.Columns))
	for _, column := range b.Columns {
		out += "<div>" + w.HTML(column) + "</div>"
	}
	return out + "</div>"
}

func (w *Web) product(b *Block) string {
	p, ok := w.Products[b.Product]
	if !ok {
		return ""
	}
	out := `<div class="product">` + w.img(p.Image, In(p.Says(), w.Language), 0)
	out += "<p><b>" + html.EscapeString(In(p.Name, w.Language)) + `</b><br><span class="price">` + html.EscapeString(In(p.Price, w.Language)) + "</span></p>"
	if label := In(b.Text, w.Language); p.URL != "" && label != "" {
		out += `<p><a class="button" href="` + leads(p.URL) + `">` + html.EscapeString(label) + "</a></p>"
	}
	return out + "</div>"
}

func (w *Web) quote(text, by string) string {
	out := "<figure><blockquote>" + w.text(text, "") + "</blockquote>"
	if by != "" {
		out += "<figcaption>" + html.EscapeString(by) + "</figcaption>"
	}
	return out + "</figure>"
}

func (w *Web) questions(b *Block) string {
	var out strings.Builder
	for _, item := range b.Items {
		question := In(item.Question, w.Language)
		if question == "" { // not written yet: there would be nothing to press
			continue
		}
		out.WriteString("<details><summary>" + html.EscapeString(question) + "</summary>" + w.text(In(item.Answer, w.Language), "") + "</details>")
	}
	return out.String()
}

func (w *Web) video(b *Block, text string) string {
	if b.URL == "" {
		return ""
	}
	return `<p class="video"><a href="` + leads(b.URL) + `" rel="noopener">` + w.img(b.Source, "", 0) + "<span>▶ " + html.EscapeString(text) + "</span></a></p>"
}

// leads is an address as an attribute holds it: of another site, of a mailbox or a phone, or of this site. What else somebody
// wrote leads nowhere.
func leads(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "#"
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http", "mailto", "tel":
		return html.EscapeString(u.String())
	case "":
		if u.Host == "" && (strings.HasPrefix(u.Path, "/") || u.Path == "" && u.Fragment != "") {
			return html.EscapeString(u.String())
		}
	}
	return "#"
}
