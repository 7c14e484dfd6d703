package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/block"
)

// aPage is one in both languages with a form on it.
const aPage = `{"key":"bang-gia","kind":"page","name":"Bảng giá","draft":{"title":{"vi":"Bảng giá","en":"Prices"},"description":{"vi":"Giá mọi loại","en":""},"tags":[],"picture":"","canonical":"","hidden":false,
"blocks":[{"kind":"text","text":{"vi":"Cà phê **rang mộc** <script>alert(1)</script>","en":"Plain roast"}},{"kind":"form","form":"dang-ky"}]}}`

// asks gets an address of the site as a visitor does who comes by a name, with what they know already.
func (f *front) asks(host, path, tag string) (*http.Response, string) {
	f.t.Helper()
	r, err := http.NewRequest("GET", f.url+path, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	r.Header.Set("User-Agent", aBrowser)
	r.Header.Set("Accept-Encoding", "identity")
	if r.Host = host; tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return resp, string(body)
}

// leads says where an address leads.
func (f *front) leads(path string, status int, to string) {
	f.t.Helper()
	if resp, _ := f.asks("", path, ""); resp.StatusCode != status || resp.Header.Get("Location") != to {
		f.t.Errorf("%s: %d to %q, not %d to %q", path, resp.StatusCode, resp.Header.Get("Location"), status, to)
	}
}

func (b *visitor) publishes(id string) PageDetail {
	return gets[PageDetail](b, 200, "POST", "/v1/pages/"+id+"/publish", "")
}

// rewrites changes a page as a person does: from what they were shown.
func (b *visitor) rewrites(id string, change func(*PageBody)) PageDetail {
	is := gets[PageDetail](b, 200, "GET", "/v1/pages/"+id, "")
	body := PageBody{Key: is.Key, Kind: is.Kind, Name: is.Name, Draft: is.Draft, PublishAt: is.PublishAt, HideAt: is.HideAt, Archived: is.Archived}
	change(&body)
	written, _ := json.Marshal(struct {
		PageBody
		Edition int64 `json:"edition"`
	}{body, is.Edition})
	return gets[PageDetail](b, 200, "PUT", "/v1/pages/"+id, string(written))
}

// TestAPageIsSeen: what is published is seen, and nothing else; a form on it works without a script and counts for it.
func TestAPageIsSeen(t *testing.T) {
	f, b, _ := opened(t)
	made := gets[PageDetail](b, 200, "POST", "/v1/pages", aPage)
	gets[any](b, 409, "POST", "/v1/pages", aPage)
	if resp, _ := f.asks("", "/s/bang-gia", ""); resp.StatusCode != 404 {
		t.Fatalf("a draft is seen: %d", resp.StatusCode)
	}
	preview := gets[PagePreview](b, 200, "POST", "/v1/pages/preview", `{"language":"vi",`+strings.TrimPrefix(strings.Replace(aPage, `"name":"Bảng giá",`, "", 1), "{"))
	if !strings.Contains(preview.HTML, `name="f.email"`) || preview.Address != "https://crm.example.com/s/bang-gia" || len(preview.Problems) == 0 {
		t.Errorf("%+v", preview)
	}
	if slices.ContainsFunc(preview.Problems, func(one PageProblem) bool {
		return strings.Contains(one.Text, "yêu cầu bỏ qua") || strings.Contains(one.Text, "leave this page out")
	}) {
		t.Errorf("search engines may show it, and it says %+v", preview.Problems)
	}
	wanting := strings.NewReplacer(`"name":"Bảng giá",`, "", `"form":"dang-ky"`, `"form":"khong-co"`, "Plain roast", "[a](/s/khong-co) [b](/s/bang-gia) [c](https://crm.example.com/s/cu) [d](https://elsewhere.example/s/x) [e](/s/blog) [f](/f/dang-ky)").Replace(aPage)
	var said []string
	for _, one := range gets[PagePreview](b, 200, "POST", "/v1/pages/preview", `{"language":"vi",`+strings.TrimPrefix(wanting, "{")).Problems {
		if one.Language == "en" && one.Block > 0 {
			said = append(said, one.Weight+" "+strings.Fields(one.Text)[0])
		}
	}
	if got := strings.Join(said, ", "); got != "warning /s/khong-co, warning https://crm.example.com/s/cu, refused biểu" {
		t.Errorf("of what it leads to it is said %s", got)
	}
	b.publishes(made.ID)
	resp, body := f.asks("", "/s/bang-gia", "")
	for _, want := range []string{"<h1>Bảng giá</h1>", "<strong>rang mộc</strong> &lt;script&gt;", `hreflang="en" href="https://crm.example.com/s/en/bang-gia"`, `action="/f/dang-ky"`, `name="url" value="http`, `<script async src="/w/form.js">`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
	if policy := resp.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("policy %q, %v", policy, resp.Header)
	}
	f.answersOn(b, body, made.ID)
	f.leads("/s/en/khac", http.StatusNotFound, "")
	if _, english := f.asks("", "/s/en/bang-gia", ""); !strings.Contains(english, `<html lang="en">`) || !strings.Contains(english, "Plain roast") {
		t.Error(english)
	}
}

// answersOn fills in the form on a page, whose ticket nobody else gets.
func (f *front) answersOn(b *visitor, body, id string) {
	f.t.Helper()
	ticket := regexp.MustCompile(`name="ticket" value="([^"]+)"`)
	_, again := f.asks("", "/s/bang-gia", "")
	first, second := ticket.FindStringSubmatch(body), ticket.FindStringSubmatch(again)
	if first == nil || second == nil || first[1] == second[1] {
		f.t.Fatalf("tickets %v and %v", first, second)
	}
	resp, _ := f.calls("POST", "/f/dang-ky", answered(f.ticket(time.Minute), "url", "https://crm.example.com/s/bang-gia?utm_source=zalo"), aBrowser)
	if resp.StatusCode != http.StatusSeeOther {
		f.t.Fatal(resp.Status)
	}
	if err := f.hearForms(context.Background(), &follow.Batch{Events: f.logged()}); err != nil {
		f.t.Fatal(err)
	}
	if err := f.keepPages(context.Background(), job.Job{}); err != nil {
		f.t.Fatal(err)
	}
	if is := gets[PageDetail](b, 200, "GET", "/v1/pages/"+id, ""); is.Views != 2 || is.Leads != 1 || is.URL != "https://crm.example.com/s/bang-gia" {
		f.t.Errorf("%+v", is.PageLine)
	}
}

// TestAPageMovesAndEnds: who comes by an address it had is led on; what is unchanged is not sent again; a version stays as it
// was; hidden, it is gone.
func TestAPageMovesAndEnds(t *testing.T) {
	f, b := turning(t)
	made := gets[PageDetail](b, 200, "POST", "/v1/pages", strings.Replace(aPage, `,{"kind":"form","form":"dang-ky"}`, "", 1))
	b.publishes(made.ID)
	resp, _ := f.asks("", "/s/bang-gia", "")
	tag := resp.Header.Get("ETag")
	if again, body := f.asks("", "/s/bang-gia", tag); again.StatusCode != http.StatusNotModified || body != "" || tag == "" {
		t.Errorf("asked again: %d %q %q", again.StatusCode, tag, body)
	}
	b.rewrites(made.ID, func(p *PageBody) { p.Key, p.Draft.Title.Vi = "gia", "Giá mới" })
	if _, body := f.asks("", "/s/gia", ""); strings.Contains(body, "Giá mới") || !strings.Contains(body, "Bảng giá") {
		t.Error("a draft is seen at its new address")
	}
	f.leads("/s/bang-gia", http.StatusMovedPermanently, "/s/gia")
	f.leads("/s/vi/gia", http.StatusMovedPermanently, "/s/gia")
	f.leads("/s/gia/", http.StatusMovedPermanently, "/s/gia")
	b.publishes(made.ID)
	if fresh, body := f.asks("", "/s/gia", tag); fresh.StatusCode != 200 || !strings.Contains(body, "Giá mới") {
		t.Errorf("published anew: %d", fresh.StatusCode)
	}
	if v := gets[PageVersionsAnswer](b, 200, "GET", "/v1/pages/"+made.ID+"/versions", "").Versions; len(v) != 2 || v[1].Content.Title.Vi != "Bảng giá" {
		t.Errorf("%+v", v)
	}
	if is := gets[PageDetail](b, 200, "POST", "/v1/pages/"+made.ID+"/hide", ""); is.Published != 0 || is.URL != "" {
		t.Errorf("%+v", is.PageLine)
	}
	f.leads("/s/gia", http.StatusNotFound, "")
	gets[any](b, 409, "DELETE", "/v1/pages/"+made.ID, "")
}

// TestAPageByItsTime: what is due is published by itself and hidden by itself.
func TestAPageByItsTime(t *testing.T) {
	f, b := turning(t)
	soon, late := f.Now().Add(-time.Minute).UTC().Format(time.RFC3339Nano), f.Now().Add(time.Hour).UTC().Format(time.RFC3339Nano)
	made := gets[PageDetail](b, 200, "POST", "/v1/pages", strings.Replace(aPage, `,{"kind":"form","form":"dang-ky"}`, "", 1))
	b.rewrites(made.ID, func(p *PageBody) { p.PublishAt, p.HideAt = &soon, &late })
	for range 2 {
		if err := f.keepPages(context.Background(), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	if is := gets[PageDetail](b, 200, "GET", "/v1/pages/"+made.ID, ""); is.Published != 1 || is.PublishAt != nil || is.HideAt == nil {
		t.Errorf("%+v", is.PageLine)
	}
	f.leads("/s/bang-gia", 200, "")
	b.rewrites(made.ID, func(p *PageBody) { p.HideAt = &soon })
	f.leads("/s/bang-gia", http.StatusNotFound, "")
	unready := gets[PageDetail](b, 200, "POST", "/v1/pages", `{"key":"trong","kind":"page","name":"x","publish_at":"`+soon+`","draft":{"title":{"vi":"","en":""},"description":{"vi":"","en":""},"tags":[],"picture":"","canonical":"","hidden":false,"blocks":[]}}`)
	for range 2 {
		if err := f.keepPages(context.Background(), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	if is := gets[PageDetail](b, 200, "GET", "/v1/pages/"+unready.ID, ""); is.Published != 0 || is.PublishAt == nil || !strings.Contains(is.Unready, "tiêu đề") {
		t.Errorf("an empty page: %+v", is.PageLine)
	}
	told := gets[NoticesAnswer](b, 200, "GET", "/v1/notices", "").Notices
	if len(told) != 1 || told[0].Kind != "unpublished" || !strings.Contains(told[0].Text, "tiêu đề") || told[0].Data["page"] != unready.ID {
		t.Errorf("who wrote it is told %+v", told)
	}
	b.rewrites(unready.ID, func(p *PageBody) { p.Draft.Title.Vi, p.Draft.Blocks = "Trống", []block.Block{{Kind: block.Divider}} })
	if err := f.keepPages(context.Background(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	if is := gets[PageDetail](b, 200, "GET", "/v1/pages/"+unready.ID, ""); is.Published != 1 || is.Unready != "" {
		t.Errorf("mended, it is published: %+v", is.PageLine)
	}
}

// TestPostsAreListed: the newest first, by tag, page by page; and search engines are told of all that is for them.
func TestPostsAreListed(t *testing.T) {
	f, b := turning(t)
	for _, key := range []string{"mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi-mot"} {
		post := strings.NewReplacer("bang-gia", key, `"kind":"page"`, `"kind":"post"`, "Bảng giá", "Bài "+key, `"tags":[]`, `"tags":["tin tức"]`, `,{"kind":"form","form":"dang-ky"}`, "").Replace(aPage)
		b.publishes(gets[PageDetail](b, 200, "POST", "/v1/pages", post).ID)
	}
	_, first := f.asks("", "/s/blog", "")
	older := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(first)
	if older == nil || strings.Contains(first, ">Bài mot<") || strings.Index(first, "Bài muoi-mot") > strings.Index(first, "Bài hai") {
		t.Fatalf("the first page is %s", first)
	}
	if _, rest := f.asks("", older[1], ""); !strings.Contains(rest, ">Bài mot<") || strings.Contains(rest, ">Bài hai<") {
		t.Errorf("what is older: %s", rest)
	}
	if _, tagged := f.asks("", "/s/blog/tag/tin%20t%E1%BB%A9c", ""); !strings.Contains(tagged, "#tin tức") || !strings.Contains(tagged, "Bài ba") {
		t.Error(tagged)
	}
	f.leads("/s/blog/tag/khac", http.StatusNotFound, "")
	if _, is := f.asks("", "/s/", ""); !strings.Contains(is, "Bài muoi-mot") {
		t.Error("without a home page the blog is there")
	}
	_, robots := f.asks("", "/robots.txt", "")
	_, sitemap := f.asks("", "/s/sitemap.xml", "")
	if !strings.Contains(robots, "/s/sitemap.xml") || strings.Count(sitemap, "<loc>") != 22 || strings.Count(sitemap, `hreflang="en"`) != 22 {
		t.Errorf("%s\n%s", robots, sitemap)
	}
}

// TestASiteOfItsOwn: by the site's own name come its pages and nothing of the house.
func TestASiteOfItsOwn(t *testing.T) {
	f, b, _ := opened(t)
	b.publishes(gets[PageDetail](b, 200, "POST", "/v1/pages", aPage).ID)
	site := `{"domain":"%","language":"vi","title":{"vi":"Quán","en":"Café"},"home":"bang-gia","menu":["bang-gia","blog"],"color":"#7a3b1e","foot":{"vi":"","en":""},"track":"","asks":"banner"}`
	gets[any](b, 422, "PUT", "/v1/site", strings.Replace(site, "%", "crm.example.com", 1))
	house, _ := url.Parse(f.url)
	gets[any](b, 422, "PUT", "/v1/site", strings.Replace(site, "%", house.Hostname(), 1))
	if is := gets[SiteAnswer](b, 200, "PUT", "/v1/site", strings.Replace(site, "%", "www.quan.example", 1)); is.URL != "https://www.quan.example" {
		t.Errorf("%+v", is)
	}
	resp, body := f.asks("www.quan.example", "/", "")
	if resp.StatusCode != 200 || !strings.Contains(body, "Bảng giá · Quán") || !strings.Contains(body, `rel="canonical" href="http://www.quan.example/"`) || !strings.Contains(body, "#7a3b1e") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	for path, status := range map[string]int{"/f/dang-ky": 200, "/settings": 404, "/v1/people": 404, "/healthz": 404, "/en": 200, "/robots.txt": 200, "/favicon.ico": 200, "/sitemap.xml": 200, "/bang-gia": 301, "/s/blog": 301} {
		if resp, _ := f.asks("www.quan.example", path, ""); resp.StatusCode != status {
			t.Errorf("%s: %d, not %d", path, resp.StatusCode, status)
		}
	}
	if resp, _ := f.asks("", "/settings", ""); resp.StatusCode != 200 {
		t.Errorf("the house itself: %d", resp.StatusCode)
	}
	gets[any](b, 422, "PUT", "/v1/site", strings.NewReplacer("%", "www.quan.example", `"language"`, `"help":"www.quan.example","language"`).Replace(site))
	gets[any](b, 200, "PUT", "/v1/site", strings.NewReplacer("%", "www.quan.example", `"language"`, `"help":"giup.quan.example","language"`).Replace(site))
	for path, status := range map[string]int{"/": 302, "/a/": 200, "/in/": 200, "/favicon.ico": 200, "/settings": 404, "/v1/people": 404, "/s/blog": 404} {
		if resp, _ := f.asks("giup.quan.example", path, ""); resp.StatusCode != status {
			t.Errorf("%s of the help centre: %d, not %d", path, resp.StatusCode, status)
		}
	}
	if names, err := f.OwnNames(context.Background()); fmt.Sprint(names) != "[www.quan.example giup.quan.example]" || err != nil {
		t.Errorf("%q, %v", names, err)
	}
}

// TestADraftIsShared: by its address a draft is seen until that is over, and by no other.
func TestADraftIsShared(t *testing.T) {
	f, b, _ := opened(t)
	made := gets[PageDetail](b, 200, "POST", "/v1/pages", aPage)
	link := gets[PageLink](b, 200, "POST", "/v1/pages/"+made.ID+"/link", "").URL
	path := strings.TrimPrefix(link, "https://crm.example.com")
	resp, body := f.asks("", path, "")
	if resp.StatusCode != 200 || !strings.Contains(body, "rang mộc") || !strings.Contains(body, "noindex") || resp.Header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("%s: %d %s", path, resp.StatusCode, body)
	}
	f.leads(path[:len(path)-2]+"xx", http.StatusNotFound, "")
}

// TestAPictureIsDrawnAnew: it keeps its look and its see-through parts, is served small where that does, and what is no picture
// is refused.
func TestAPictureIsDrawnAnew(t *testing.T) {
	f, b := turning(t)
	is := image.NewNRGBA(image.Rect(0, 0, 2000, 1000))
	for x := range 2000 {
		for y := range 1000 {
			is.Set(x, y, color.NRGBA{200, 30, 30, 255})
		}
	}
	is.Set(0, 0, color.NRGBA{})
	var file bytes.Buffer
	if err := png.Encode(&file, is); err != nil {
		t.Fatal(err)
	}
	kept := gets[Picture](b, 200, "POST", "/v1/pictures?name=quan.png", file.String())
	if kept.Width != 1600 || kept.Height != 800 || !strings.HasSuffix(kept.URL, "-1600x800.png") {
		t.Fatalf("%+v", kept)
	}
	resp, whole := f.asks("", kept.URL, "")
	_, small := f.asks("", kept.URL+"?w=480", "")
	drawn, err := png.Decode(strings.NewReader(small))
	if err != nil || drawn.Bounds().Dx() != 480 || drawn.Bounds().Dy() != 240 || len(whole) != int(kept.Bytes) || !strings.Contains(resp.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%v, %v, %v", drawn.Bounds(), err, resp.Header)
	}
	if r, g, _, a := drawn.At(240, 120).RGBA(); r>>8 != 200 || g>>8 != 30 || a>>8 != 255 {
		t.Errorf("%d %d %d", r>>8, g>>8, a>>8)
	}
	gets[any](b, 422, "POST", "/v1/pictures?name=x.png", "<svg onload=alert(1)>")
	gets[PictureRemoved](b, 200, "DELETE", "/v1/pictures/"+kept.Hash, "")
	f.leads(kept.URL, http.StatusNotFound, "")
}
