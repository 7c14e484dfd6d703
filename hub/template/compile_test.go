package template

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/hub/consent"
)

var update = flag.Bool("update", false, "write what is rendered over what was expected")

// both is a text that says the same in both languages.
func both(s string) Label { return Label{Vi: s, En: s} }

// letter is a message with every kind of block.
func letter() Version {
	return Version{ID: 1, Number: 1, Channel: Email, Class: consent.Advertising, Content: Content{
		Subject:   Label{Vi: "Chào {{ person.greeting | default: 'bạn' }}", En: "Hello {{ person.greeting }}"},
		Preheader: Label{Vi: "Ưu đãi cho mùa này", En: "This season's offer"},
		UTM:       UTM{Source: "banhda"},
		Blocks: []Block{
			{Kind: Heading, Text: Label{Vi: "Gửi {{ person.name }}", En: "Dear {{ person.name }}"}, Level: 1, Align: "center"},
			{Kind: Text, Text: Label{Vi: "Cảm ơn **{{ person.name }}** đã *mua hàng*.\nXem [cửa hàng](https://shop.example.com/?a=1&b=2#top).\n\n- một\n- hai < ba", En: "Thanks, see [the shop](https://shop.example.com/)."}},
			{Kind: Image, Source: "https://shop.example.com/banner.png", Alt: Label{Vi: "Biểu ngữ", En: "Banner"}, URL: "https://shop.example.com/sale"},
			{Kind: Button, Text: Label{Vi: "Mua ngay", En: "Buy now"}, URL: "https://shop.example.com/buy?who={{ person.name | url_encode }}"},
			{Kind: Divider}, {Kind: Spacer, Size: 24},
			{Kind: Columns, Columns: [][]Block{{{Kind: Text, Text: both("Trái")}}, {{Kind: Text, Text: both("Phải")}}}},
			{Kind: Goods, Product: "prd_1", Text: Label{Vi: "Xem", En: "See"}},
			{Kind: Raw, Text: both(`<p onclick="x()">Tự viết {% if person.city %}ở {{ person.city }}{% endif %}<script>alert(1)</script> <a href="{{ event.url }}">đây</a> <a href="javascript:alert(1)">kia</a></p>`)},
			{Kind: Footer},
		},
	}, Products: map[string]Product{"prd_1": {Name: both("Cà phê {{ person.name }}"), Price: Label{Vi: "120.000 ₫", En: "₫120,000"}, Image: "https://shop.example.com/cf.png", URL: "https://shop.example.com/cf"}}}
}

func lan() Data {
	return Data{Language: "vi", Person: map[string]any{"name": "Nguyễn Thị <Lan>", "greeting": "chị Lan", "city": "Huế"},
		Workspace: map[string]any{"name": "Cà phê Phố", "address": "12 Hàng Bài, Hà Nội", "phone": "024 1234 567", "website": "https://shop.example.com"},
		Event:     map[string]any{"url": "javascript:alert(2)"}, Campaign: map[string]any{"key": "tet"},
		Links: Links{Unsubscribe: "https://crm.example.com/u/T", Preferences: "https://crm.example.com/p/T", Open: "https://crm.example.com/o/T.gif",
			Track: func(url string) string { return "https://crm.example.com/c/" + strings.ReplaceAll(url, "/", "|") }}}
}

func rendered(t *testing.T, v Version, d Data) Rendered {
	t.Helper()
	c, err := Compile(v)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRenderGolden holds every kind of block, in both languages and both forms, to what was looked at once.
func TestRenderGolden(t *testing.T) {
	for _, language := range []string{"vi", "en"} {
		d := lan()
		d.Language = language
		r := rendered(t, letter(), d)
		for name, got := range map[string]string{"subject": r.Subject, "html": string(r.HTML), "txt": string(r.Text)} {
			file := filepath.Join("testdata", "letter."+language+"."+name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is not what it was:\n%s", file, got)
			}
		}
	}
}

func TestRenderLetsNothingRun(t *testing.T) {
	html := string(rendered(t, letter(), lan()).HTML)
	for _, bad := range []string{"<script", "onclick", "javascript:", "<Lan>", linkBegin, linkEnd, maskBegin} {
		if strings.Contains(html, bad) {
			t.Errorf("the message holds %q", bad)
		}
	}
	if !strings.Contains(html, "Cà phê { {") {
		t.Error("what a product is called was read as a template")
	}
	if strings.Contains(html, "/c/https:||crm.example.com") {
		t.Error("the way out is tracked")
	}
}

func TestRenderFallsBackToTheOtherLanguage(t *testing.T) {
	v := Version{Channel: SMS, Content: Content{Body: Label{Vi: "Chào {{ person.name | default: 'bạn' }}"}}}
	if r := rendered(t, v, Data{Language: "en"}); string(r.Text) != "Chào bạn" {
		t.Errorf("in English: %q", r.Text)
	}
}

// TestRenderIsBounded: what would go on for ever, or fill the memory, ends with an error.
func TestRenderIsBounded(t *testing.T) {
	double := "{% assign a = '" + strings.Repeat("x", 1000) + "' %}" + strings.Repeat("{% assign a = a | append: a %}", 60) + "{{ a }}"
	for what, source := range map[string]string{
		"a range":       "{% for i in (1..1000000000) %}x{% endfor %}",
		"a range made":  "{% assign n = 99999999 %}{% for i in (1..n) %}x{% endfor %}",
		"deep loops":    strings.Repeat("{% for i in (1..900) %}", 3) + "x" + strings.Repeat("{% endfor %}", 3),
		"doubling":      double,
		"wide dates":    "{{ 'now' | date: '%99999999d' }}",
		"much output":   strings.Repeat("{% for i in (1..1000) %}", 2) + strings.Repeat("x", 100) + strings.Repeat("{% endfor %}", 2),
		"reading files": "{% include 'compile.go' %}",
		"capture":       "{% capture a %}x{% endcapture %}",
	} {
		start := time.Now()
		c, err := Compile(Version{Channel: SMS, Content: Content{Body: both(source)}})
		if err == nil {
			_, err = c.Render(Data{})
		}
		if err == nil {
			t.Errorf("%s is rendered", what)
		}
		if took := time.Since(start); took > 2*longestRender {
			t.Errorf("%s ended after %v", what, took)
		}
	}
}

func FuzzCompile(f *testing.F) {
	f.Add("Chào {{ person.name }}", "https://a.example.com/{{ person.name }}")
	f.Add("**a** [b]({{ links.view }}) {% if x %}", "{{")
	f.Fuzz(func(t *testing.T, text, url string) {
		v := Version{Channel: Email, Content: Content{Subject: both(text), Preheader: both(text)}}
		for _, k := range Kinds {
			b := Block{Kind: k, Text: both(text), Alt: both(text), URL: url, Source: url}
			if k == Columns {
				b.Columns = [][]Block{{{Kind: Raw, Text: both(text)}}, {{Kind: Text, Text: both(text)}}}
			}
			v.Content.Blocks = append(v.Content.Blocks, b)
		}
		v.Content.Clean()
		c, err := Compile(v)
		if err != nil {
			return
		}
		d := lan()
		r, err := c.Render(d)
		if err != nil {
			return
		}
		if low := strings.ToLower(string(r.HTML)); strings.Contains(low, "<script") || strings.Contains(low, `href="javascript:`) {
			t.Errorf("%q and %q became %s", text, url, r.HTML)
		}
	})
}

// tenKilobytes is a message of about 10 kB with a name, a few places and links.
func tenKilobytes() Version {
	var blocks []Block
	for range 6 {
		blocks = append(blocks, Block{Kind: Text, Text: both("Chào {{ person.greeting | default: 'bạn' }}, " + strings.Repeat("cửa hàng có hàng mới về trong tuần này. ", 12) + "Xem [ở đây](https://shop.example.com/a).")})
	}
	return Version{Channel: Email, Content: Content{Subject: both("Tin cho {{ person.name }}"), Blocks: append(blocks, Block{Kind: Footer})}}
}

func BenchmarkRender(b *testing.B) {
	c, err := Compile(tenKilobytes())
	if err != nil {
		b.Fatal(err)
	}
	d := lan()
	b.ReportAllocs()
	for b.Loop() {
		r, err := c.Render(d)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(r.HTML) + len(r.Text)))
	}
}
