package api

import (
	"fmt"
	"strings"
	"testing"
)

// returns is an article in both languages.
const returns = `{"visibility":"public","content":{"title":{"vi":"Đổi trả hàng","en":"Returns"},"tags":["mua hàng"],"blocks":[{"kind":"text","text":{"vi":"Đổi trả hàng trong **7 ngày** kể từ lúc nhận. <script>alert(1)</script>","en":"Within seven days."}}]}}`

func (b *visitor) finds(query, reader string) []ArticleHit {
	b.t.Helper()
	return gets[ArticleSearchAnswer](b, 200, "POST", "/v1/articles/search", fmt.Sprintf(`{"queries":[{"id":"1","query":%q}],"reader":%q}`, query, reader)).Results[0].Hits
}

// TestArticlesAreReadAsTheyWerePublished: what is written is read once it is published, by whom it is for, until it is taken
// from them.
func TestArticlesAreReadAsTheyWerePublished(t *testing.T) {
	f, b := turning(t)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", returns)
	if got := b.finds("doi tra", "team"); len(got) != 0 || made.URL != "" {
		t.Errorf("a draft is read: %+v", got)
	}
	f.leads("/a/"+made.ID, 404, "")
	out := gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	if got := b.finds("doi tra", "public"); len(got) != 1 || got[0].ID != made.ID || got[0].Language != "vi" || out.URL != "/a/"+made.ID || out.Changed {
		t.Errorf("found %+v, published %+v", got, out)
	}
	resp, page := f.asks("", out.URL+"?lang=vi", "")
	if policy := resp.Header.Get("Content-Security-Policy"); !strings.Contains(page, "<strong>7 ngày</strong>") || strings.Contains(page, "<script") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the page: %s\n%s", policy, page)
	}
	if _, page := f.asks("", "/a/?q=doi+tra&lang=en", ""); !strings.Contains(page, "Returns") || !strings.Contains(page, `value="doi tra"`) {
		t.Errorf("searched: %s", page)
	}

	change := strings.TrimSuffix(strings.Replace(returns, "Đổi trả hàng\"", "Trả hàng\"", 1), "}") + fmt.Sprintf(`,"edition":%d}`, out.Edition)
	now := gets[ArticleDetail](b, 200, "PUT", "/v1/articles/"+made.ID, change)
	if p := gets[Problem](b, 409, "PUT", "/v1/articles/"+made.ID, change); p.Detail == "" || !now.Changed {
		t.Errorf("changed %+v, twice: %+v", now, p)
	}
	if got := b.finds("doi tra", "public"); len(got) != 1 || got[0].Title != "Đổi trả hàng" {
		t.Errorf("what is written is read: %+v", got)
	}
	team := strings.Replace(strings.Replace(change, `"public"`, `"team"`, 1), fmt.Sprintf(`"edition":%d`, out.Edition), fmt.Sprintf(`"edition":%d`, now.Edition), 1)
	gets[ArticleDetail](b, 200, "PUT", "/v1/articles/"+made.ID, team)
	if got := b.finds("doi tra", "public"); len(got) != 0 || len(b.finds("doi tra", "team")) != 1 {
		t.Errorf("everybody reads what is the team's: %+v", got)
	}
	f.leads("/a/"+made.ID, 404, "")
	gets[Problem](b, 409, "DELETE", "/v1/articles/"+made.ID, "")
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/hide", "")
	if got := b.finds("doi tra", "team"); len(got) != 0 {
		t.Errorf("what was hidden is found: %+v", got)
	}
	if list := gets[ArticleVersionsAnswer](b, 200, "GET", "/v1/articles/"+made.ID+"/versions", ""); len(list.Versions) != 1 || !strings.Contains(list.Versions[0].Plain.Vi, "7 ngày") {
		t.Errorf("versions %+v", list)
	}
	if list := gets[ArticlesAnswer](b, 200, "GET", "/v1/articles?state=draft&q=tra+hang", ""); len(list.Articles) != 1 || len(gets[ArticlesAnswer](b, 200, "GET", "/v1/articles?q=bao+hanh", "").Articles) != 0 {
		t.Errorf("listed %+v", list)
	}
}

// TestArticlesAreBroughtOnce: the same again changes nothing and leaves no act; wrong ones are named.
func TestArticlesAreBroughtOnce(t *testing.T) {
	_, b := turning(t)
	const file = `{"articles":[{"id":"7","title":"Phí giao hàng","body":"Miễn phí cho đơn trên 500.000 đồng."},{"id":"","title":"x","body":""},{"id":"8","title":"Warranty","body":"Twelve months."}]}`
	a := gets[ArticleImportAnswer](b, 200, "POST", "/v1/articles/import", file)
	if a.Added != 2 || len(a.Refused) != 1 || a.Refused[0].At != 1 || a.Refused[0].Reason == "" {
		t.Fatalf("%+v", a)
	}
	before := len(gets[ActsAnswer](b, 200, "GET", "/v1/acts", "").Acts)
	if a := gets[ArticleImportAnswer](b, 200, "POST", "/v1/articles/import", file); a.Unchanged != 2 || a.Added+a.Changed != 0 {
		t.Errorf("again: %+v", a)
	}
	if after := len(gets[ActsAnswer](b, 200, "GET", "/v1/acts", "").Acts); after != before {
		t.Errorf("%d acts, %d before", after, before)
	}
	if got := b.finds("phi giao hang", "public"); len(got) != 1 || got[0].ID != "7" {
		t.Errorf("found %+v", got)
	}
	if a := gets[ArticleImportAnswer](b, 200, "POST", "/v1/articles/import", strings.Replace(file, "500.000", "300.000", 1)); a.Changed != 1 || a.Unchanged != 1 {
		t.Errorf("changed: %+v", a)
	}
	p := gets[ArticlePassagesAnswer](b, 200, "POST", "/v1/articles/passages", `{"question":"đơn bao nhiêu thì được miễn phí giao hàng?"}`)
	if len(p.Passages) == 0 || p.Passages[0].ID != "7" || p.Passages[0].Version != 2 || !strings.Contains(p.Passages[0].Text, "300.000") || p.Passages[0].Sure < p.Doubtful {
		t.Errorf("passages %+v", p)
	}
	if p := gets[ArticlePassagesAnswer](b, 200, "POST", "/v1/articles/passages", `{"question":"cửa hàng có tuyển nhân viên lái xe tải không?"}`); len(p.Passages) > 0 && p.Passages[0].Sure >= p.Doubtful {
		t.Errorf("sure of %+v", p.Passages[0])
	}
}

func TestSectionsAreReplacedAsAWhole(t *testing.T) {
	_, b := turning(t)
	a := gets[ArticleSections](b, 200, "PUT", "/v1/article-sections", `{"sections":[{"name":{"vi":"Mua hàng","en":"Buying"},"sections":[{"name":{"vi":"Giao hàng","en":""}}]},{"name":{"vi":"Bảo hành","en":""}}]}`)
	if len(a.Sections) != 2 || len(a.Sections[0].Sections) != 1 {
		t.Fatalf("%+v", a)
	}
	within := a.Sections[0].Sections[0].ID
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", `{"section":"`+within+`",`+returns[1:])
	if list := gets[ArticlesAnswer](b, 200, "GET", "/v1/articles?section="+a.Sections[0].ID, ""); len(list.Articles) != 1 || list.Articles[0].Section != within {
		t.Errorf("%+v", list)
	}
	a = gets[ArticleSections](b, 200, "PUT", "/v1/article-sections", `{"sections":[{"id":"`+a.Sections[1].ID+`","name":{"vi":"Bảo hành","en":"Warranty"}}]}`)
	if now := gets[ArticleDetail](b, 200, "GET", "/v1/articles/"+made.ID, ""); len(a.Sections) != 1 || a.Sections[0].Name.En != "Warranty" || now.Section != "" {
		t.Errorf("sections %+v, the article %+v", a, now)
	}
	gets[Problem](b, 404, "PUT", "/v1/article-sections", `{"sections":[{"id":"`+within+`","name":{"vi":"x","en":""}}]}`)
}
