package page

import (
	"encoding/xml"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/block"
)

func both(s string) Label { return Label{Vi: s, En: s} }

func written() Page {
	return Page{Key: "bang-gia", Kind: Plain, Name: "Bảng giá", Draft: Content{Title: both("Bảng giá"), Blocks: []block.Block{{Kind: block.Text, Text: both("x")}}, Tags: []string{"tin tức"}}}
}

func TestCheck(t *testing.T) {
	if p := written(); p.Check() != nil || p.Draft.Ready() != nil {
		t.Fatal("a page as it should be is refused")
	}
	for what, change := range map[string]func(*Page){
		"capitals":                 func(p *Page) { p.Key = "Gia" },
		"an address of the site's": func(p *Page) { p.Key = "blog" },
		"no name":                  func(p *Page) { p.Name = " " },
		"no kind":                  func(p *Page) { p.Kind = "" },
		"hidden before it is seen": func(p *Page) { p.PublishAt, p.HideAt = 5, 5 },
		"a footer of mail":         func(p *Page) { p.Draft.Blocks = []block.Block{{Kind: block.Footer}} },
		"elsewhere, by a script":   func(p *Page) { p.Draft.Canonical = "javascript:x" },
		"a tag that is a path":     func(p *Page) { p.Draft.Tags = []string{"a/b"} },
		"a title of a page":        func(p *Page) { p.Draft.Title = both(strings.Repeat("x", 201)) },
		"too many blocks":          func(p *Page) { p.Draft.Blocks = make([]block.Block, 201) },
	} {
		p := written()
		if change(&p); p.Check() == nil {
			t.Errorf("%s is taken", what)
		}
	}
	for what, c := range map[string]Content{"no title": {Blocks: written().Draft.Blocks}, "nothing on it": {Title: both("x")}} {
		if c.Ready() == nil {
			t.Errorf("%s can be published", what)
		}
	}
}

func TestSiteCheck(t *testing.T) {
	for domain, good := range map[string]bool{"": true, "www.example.com": true, "trà.example.com": false, "https://a.vn": false, "localhost": false, "a.vn/x": false, "a.vn:80": false} {
		s := DefaultSite
		if s.Domain = domain; (s.Check() == nil) != good {
			t.Errorf("%q: %v", domain, s.Check())
		}
	}
}

func TestVisible(t *testing.T) {
	for want, p := range map[bool][]Page{
		true:  {{Published: 1}, {Published: 1, HideAt: 11}},
		false: {{}, {Published: 1, Archived: true}, {Published: 1, HideAt: 10}},
	} {
		for _, one := range p {
			if one.Visible(10) != want {
				t.Errorf("%+v", one)
			}
		}
	}
}

// TestRoutes: what is written as an address is read as the same.
func TestRoutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		own := rapid.SampledFrom([]string{"vi", "en"}).Draw(t, "own")
		want := Route{Language: rapid.SampledFrom([]string{"vi", "en"}).Draw(t, "language"), Blog: rapid.Bool().Draw(t, "blog")}
		if want.Blog {
			want.Tag = rapid.SampledFrom([]string{"", "tin", "tin tức", "cà-phê"}).Draw(t, "tag")
			want.Before = rapid.Int64Range(0, 1<<50).Draw(t, "before")
		} else {
			want.Key = rapid.SampledFrom([]string{"", "gia", "bang-gia"}).Draw(t, "key")
		}
		path, query, _ := strings.Cut(want.Path(own), "?before=")
		path = strings.NewReplacer("%20", " ", "%E1%BB%A9", "ứ", "%C3%A0", "à", "%C3%AA", "ê").Replace(path)
		got, ok := ParseRoute(path, query)
		if got.Language == "" {
			got.Language = own
		}
		if !ok || got != want {
			t.Fatalf("%+v is %s, read as %+v (%v)", want, want.Path(own), got, ok)
		}
	})
	for _, path := range []string{"/a/b", "/blog/tag", "/blog/x/y", "/A", "/en/vi/x", "/a.php"} {
		if r, ok := ParseRoute(path, ""); ok {
			t.Errorf("%s is %+v", path, r)
		}
	}
}

func TestLint(t *testing.T) {
	c := Content{Title: Label{Vi: strings.Repeat("x", 61)}, Blocks: []block.Block{{Kind: block.Heading, Level: 3}, {Kind: block.Columns, Columns: [][]block.Block{{{Kind: block.Image, Alt: Label{En: "a"}}}, {{Kind: block.Button}}}}, {Kind: block.Form}, {Kind: block.Heading, Level: 1}, {Kind: block.Heading},
		{Kind: block.Form, Form: "nhap"}, {Kind: block.Form, Form: "mo"}, {Kind: block.CTA, CTA: "nhap"}, {Kind: block.Text, Text: Label{En: "[x](/s/gone) [y](/s/here)"}}, {Kind: block.Button, URL: "/s/gone-too"}}}
	var said []string
	for _, p := range c.Lint(Around{Form: func(key string) bool { return key == "mo" }, CTA: func(string) bool { return false }, Dead: func(a string) bool { return strings.Contains(a, "gone") }}) {
		said = append(said, string(p.Weight)+" "+p.Told.In("en"))
	}
	if strings.Contains(strings.Join(said, "\n"), "/s/here") || strings.Contains(strings.Join(said, "\n"), "form mo") {
		t.Errorf("what is there is found wanting: %q", said)
	}
	for _, want := range []string{"note the title", "warning there is no description", "note a middle heading is left out before", "warning say in words", "warning the button leads nowhere", "warning choose which form", "note there are two large",
		"refused the form nhap", "warning the call to action nhap", "warning /s/gone leads to no page", "warning /s/gone-too", "warning only the title is in this language"} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("nothing is said of %q: %q", want, said)
		}
	}
	good := Content{Title: Label{Vi: "Bảng giá"}, Description: Label{Vi: "Giá của mọi loại cà phê chúng tôi rang, theo cân, theo bao."}, Blocks: []block.Block{{Kind: block.Heading, Level: 2}, {Kind: block.Text, Text: Label{Vi: "Arabica"}}}}
	if got := good.Lint(Around{}); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	good.Blocks = []block.Block{{Kind: block.Text}, {Kind: block.Divider}}
	if got := good.Lint(Around{}); len(got) != 1 || got[0].Weight != Warning || !strings.Contains(got[0].Told.In("en"), "nothing below the title") {
		t.Errorf("of a title alone: %+v", got)
	}
	good.Blocks[0] = block.Block{Kind: block.Image, Source: "/s/i/x.jpg", Alt: Label{Vi: "Sân phơi"}}
	if got := good.Lint(Around{}); len(got) > 0 {
		t.Errorf("of a picture: %+v", got)
	}
}

// TestDocument: what people write is text, the policy names the style as it is, and the frame says where the same is.
func TestDocument(t *testing.T) {
	d := Document{Language: "vi", Title: `Giá <b>"rẻ"`, Site: "Quán", Description: "</title>", Canonical: "https://quan.vn/gia", Others: []Variant{{"vi", "https://quan.vn/gia"}, {"en", "https://quan.vn/en/gia"}}, Key: "wk_x", Banner: true, Home: "/", Heading: "Giá"}
	var out strings.Builder
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{"<title>Giá &lt;b&gt;&#34;rẻ&#34; · Quán</title>", `hreflang="en" href="https://quan.vn/en/gia"`, `data-key="wk_x" data-banner>`, "<style>" + styleOf("") + "</style>", `rel="canonical" href="https://quan.vn/gia"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "</title>\"") || !strings.Contains(d.Policy([]string{"https://pay.vn"}), "form-action 'self' https://pay.vn;") {
		t.Error(d.Policy(nil))
	}
	if styleOf("red}body{display:none") != styleOf("") {
		t.Error("a colour can be a style")
	}
}

func TestSitemap(t *testing.T) {
	got := Sitemap([]Entry{{URL: "https://quan.vn/a?b&c", ChangedAt: 1_790_000_000_000_000, Others: []Variant{{"en", "https://quan.vn/en/a"}}}})
	var read struct {
		URL []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(got), &read); err != nil || len(read.URL) != 1 || read.URL[0].Loc != "https://quan.vn/a?b&c" || read.URL[0].LastMod != "2026-09-21" {
		t.Errorf("%+v %v\n%s", read, err, got)
	}
}

func FuzzParseRoute(f *testing.F) {
	f.Add("/en/blog/tag/tin", "5")
	f.Fuzz(func(t *testing.T, path, before string) {
		if r, ok := ParseRoute(path, before); ok && !strings.HasPrefix(r.Path("vi"), "/") {
			t.Errorf("%q is %+v", path, r)
		}
	})
}
