package block

import (
	"strings"
	"testing"
)

func both(s string) Label { return Label{Vi: s, En: s} }

func TestHTML(t *testing.T) {
	for what, c := range map[string]struct {
		of   Block
		want string
	}{
		"a text":                   {Block{Kind: Text, Text: both("**Chào** [bạn](https://a.vn/*x*?a=1&b=2)\nmới\n\n- một\n- hai < ba")}, `<p><strong>Chào</strong> <a href="https://a.vn/*x*?a=1&amp;b=2">bạn</a><br>mới</p><ul><li>một</li><li>hai &lt; ba</li></ul>`},
		"a link that runs":         {Block{Kind: Text, Text: both("[x](javascript:alert(1)")}, `<p><a href="#">x</a></p>`},
		"a link to another host":   {Block{Kind: Button, Text: both("x"), URL: "//evil.example"}, `<p><a class="button" href="#">x</a></p>`},
		"a link within the site":   {Block{Kind: Button, Text: both("x"), URL: "/s/gia#top", Align: "center"}, `<p class="center"><a class="button" href="/s/gia#top">x</a></p>`},
		"an address that breaks":   {Block{Kind: Button, Text: both("x"), URL: `https://a.vn/"onclick="x`}, `<p><a class="button" href="https://a.vn/%22onclick=%22x">x</a></p>`},
		"a heading":                {Block{Kind: Heading, Level: 2, Text: both("<b>Giá</b>")}, "<h2>&lt;b&gt;Giá&lt;/b&gt;</h2>"},
		"a picture from nowhere":   {Block{Kind: Image, Alt: both("x")}, ""},
		"a picture":                {Block{Kind: Image, Source: "/s/i/a.jpg", Alt: both(`"quán"`)}, `<p><img src="/s/i/a.jpg" alt="&#34;quán&#34;"></p>`},
		"questions":                {Block{Kind: FAQ, Items: []Item{{both("Giá?"), both("Rẻ")}, {both(""), both("")}}}, "<details><summary>Giá?</summary><p>Rẻ</p></details>"},
		"a quote":                  {Block{Kind: Quote, Text: both("Ngon"), By: both("Lan")}, "<figure><blockquote><p>Ngon</p></blockquote><figcaption>Lan</figcaption></figure>"},
		"HTML":                     {Block{Kind: Raw, Text: both(`<p style="color:red" onclick="x()">a<script>b</script></p><iframe src="https://x"></iframe>`)}, "<p>a</p>"},
		"a product that is gone":   {Block{Kind: Goods, Product: "prd_x"}, ""},
		"a kind nobody draws here": {Block{Kind: Form, Form: "x"}, ""},
		"columns":                  {Block{Kind: Columns, Columns: [][]Block{{{Kind: Divider}}, {{Kind: Text, Text: both("b")}}}}, "<div class=\"columns of2\"><div><hr>\n</div><div><p>b</p>\n</div></div>"},
	} {
		w := Web{Language: "vi"}
		if got := strings.TrimSuffix(w.HTML([]Block{c.of}), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", what, got, c.want)
		}
	}
}

// TestPicturesHaveTheirRoom: a page does not jump when a picture comes, and what is further down waits.
func TestPicturesHaveTheirRoom(t *testing.T) {
	w := Web{Picture: func(string) Picture {
		return Picture{URL: "/s/i/a.jpg", Sizes: "/s/i/a.jpg?w=480 480w", Width: 1200, Height: 800}
	}}
	got := w.HTML([]Block{{Kind: Image, Source: "a"}, {Kind: Image, Source: "a", Size: 300}})
	if !strings.Contains(got, `width="1200" height="800"`) || !strings.Contains(got, `width="300" height="200" loading="lazy"`) || strings.Count(got, "lazy") != 1 {
		t.Error(got)
	}
}

func TestPlain(t *testing.T) {
	got := Plain([]Block{{Kind: Text, Text: both("**a** [b](https://c.vn)")}, {Kind: Raw, Text: both("<p>d &amp; e</p>")}, {Kind: FAQ, Items: []Item{{both("f"), both("g")}}}, {Kind: Columns, Columns: [][]Block{{{Kind: Heading, Text: both("h")}}, nil}}}, "vi")
	if got != "a b\nd & e\nf\ng\nh" {
		t.Errorf("%q", got)
	}
}

func TestCheck(t *testing.T) {
	kinds := []Kind{Text, Columns}
	for what, blocks := range map[string][]Block{
		"a kind that is not offered": {{Kind: Raw}}, "columns in columns": {{Kind: Columns, Columns: [][]Block{{{Kind: Columns, Columns: make([][]Block, 2)}}, nil}}},
		"one column": {{Kind: Columns, Columns: make([][]Block, 1)}}, "no such place": {{Kind: Text, Align: "top"}}, "two lines": {{Kind: Text, URL: "a\nb"}},
	} {
		if _, err := Check(blocks, kinds); err == nil {
			t.Errorf("%s is taken", what)
		}
	}
	if n, err := Check([]Block{{Kind: Columns, Columns: [][]Block{{{Kind: Text}}, {{Kind: Text}}}}}, kinds); n != 3 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// FuzzHTML: whatever is written, nothing runs and no mark of ours is left.
func FuzzHTML(f *testing.F) {
	f.Add("**a** [b](javascript:x) - c", "https://a.vn")
	f.Add("\x030\x04[a](b)", "java\tscript:alert(1)")
	f.Fuzz(func(t *testing.T, text, address string) {
		w := Web{Language: "vi"}
		var blocks []Block
		for _, k := range []Kind{Heading, Text, Image, Button, Quote, Video, Raw} {
			blocks = append(blocks, Block{Kind: k, Text: both(text), Alt: both(text), By: both(text), URL: address, Source: address})
		}
		low := strings.ToLower(w.HTML(blocks))
		for _, bad := range []string{"<script", `href="javascript`, `src="javascript`, `href="data:`} {
			if strings.Contains(low, bad) {
				t.Errorf("%q and %q hold %q", text, address, bad)
			}
		}
		if strings.ContainsAny(w.text(text, ""), linkBegin+linkEnd) {
			t.Errorf("%q holds a mark of ours", text)
		}
	})
}
