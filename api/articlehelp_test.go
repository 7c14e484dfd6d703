package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/delight/help"
	"banhda/drive/job"
)

// votes says whether an article helped, and gives where that leads.
func (f *front) votes(path, helped string) string {
	f.t.Helper()
	r, err := http.NewRequest("POST", f.url+path+"?lang=vi", strings.NewReader("helped="+helped))
	if err != nil {
		f.t.Fatal(err)
	}
	r.Header.Set("User-Agent", aBrowser)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		f.t.Errorf("a vote: %d", resp.StatusCode)
	}
	return resp.Header.Get("Location")
}

// TestTheHelpCentreHears: what readers say of an article is counted once each, and what visitors do not find is told to who
// writes, without what may tell of somebody.
func TestTheHelpCentreHears(t *testing.T) {
	f, b := turning(t)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", returns)
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	if _, page := f.asks("", "/a/?lang=vi", ""); !strings.Contains(page, made.ID) || strings.Contains(page, "Các bài khác") {
		t.Errorf("the first page names no article: %s", page)
	}
	for range 2 {
		if to := f.votes("/a/"+made.ID, "1"); !strings.HasPrefix(to, "/a/"+made.ID+"?said") {
			t.Errorf("who votes is led to %s", to)
		}
	}
	if a := gets[ArticleDetail](b, 200, "GET", "/v1/articles/"+made.ID, ""); a.Helped != 1 || a.NotHelped != 0 || a.Stale {
		t.Errorf("readers say %+v", a.ArticleLine)
	}
	f.votes("/a/"+made.ID, "0")
	if list := gets[ArticlesAnswer](b, 200, "GET", "/v1/articles", ""); list.Articles[0].Helped != 0 || list.Articles[0].NotHelped != 1 {
		t.Errorf("the last word does not count: %+v", list.Articles[0])
	}

	for _, q := range []string{"doi tra hang", "bảo hành máy xay của lan@example.vn", "Bảo hành máy xay của minh@example.vn", "0912345678"} {
		_, page := f.asks("", "/a/?lang=vi&q="+url.QueryEscape(q), "")
		if sure := q == "doi tra hang"; strings.Contains(page, `class="hits"`) && strings.Contains(page, "Chưa chắc") == sure {
			t.Errorf("of %q the page is sure, or not: %s", q, page)
		}
	}
	missed := gets[ArticleMissesAnswer](b, 200, "GET", "/v1/article-misses", "").Misses
	if len(missed) != 1 || missed[0].Said != "Bảo hành máy xay của …" || missed[0].Times != 2 {
		t.Fatalf("not found: %+v", missed)
	}
	gets[MissSettled](b, 200, "DELETE", "/v1/article-misses/"+missed[0].ID, "")
	gets[Problem](b, 404, "DELETE", "/v1/article-misses/"+missed[0].ID, "")
	if _, page := f.asks("", "/a/?lang=vi&q="+url.QueryEscape("hàng mới về"), ""); !strings.Contains(page, "Chưa chắc") || !strings.Contains(page, made.ID) {
		t.Errorf("what is only near is not said to be: %s", page)
	}
}

// TestCustomersReadMore: an article for customers asks who is not signed in to do so, and shows nothing of itself.
func TestCustomersReadMore(t *testing.T) {
	f, b := turning(t)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", strings.Replace(returns, `"public"`, `"customers"`, 1))
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	resp, page := f.asks("", "/a/"+made.ID+"?lang=vi", "")
	if resp.StatusCode != 403 || strings.Contains(page, "7 ngày") || strings.Contains(page, "Đổi trả") || !strings.Contains(page, "/in/?to=%2fa%2f"+made.ID) && !strings.Contains(page, "/in/?to=%2Fa%2F"+made.ID) {
		t.Errorf("a stranger gets %d: %s", resp.StatusCode, page)
	}
	if _, page := f.asks("", "/a/?lang=vi", ""); strings.Contains(page, "Đổi trả") || !strings.Contains(page, "/in/?to=") {
		t.Errorf("the first page: %s", page)
	}
}

// TestTheHelpCentreLeadsToThePortal where that is open: to the house's own name from another, and by what it says to who is
// signed in, and who is not.
func TestTheHelpCentreLeadsToThePortal(t *testing.T) {
	p := portalOpen(t)
	if _, page := p.asks("", "/a/?lang=vi", ""); !strings.Contains(page, `<a href="/my/?lang=vi">Đăng nhập vào trang của bạn</a>`) {
		t.Errorf("a stranger is led nowhere: %s", page)
	}
	if _, page := p.anSees.asks("GET", "/a/?lang=en", ""); !strings.Contains(page, `<a href="/my/?lang=en">Your page</a>`) {
		t.Errorf("a customer is led nowhere: %s", page)
	}
	is := gets[SiteAnswer](p.owner, 200, "GET", "/v1/site", "").Site
	is.Help = "help.example.vn"
	body, _ := json.Marshal(is)
	gets[SiteAnswer](p.owner, 200, "PUT", "/v1/site", string(body))
	if _, page := p.asks("help.example.vn", "/a/?lang=vi", ""); !strings.Contains(page, `<a href="https://crm.example.com/my/?lang=vi">`) {
		t.Errorf("from its own name it leads nowhere: %s", page)
	}
	gets[PortalAnswer](p.owner, 200, "PUT", "/v1/portal", strings.Replace(openedPortal, `"on":true`, `"on":false`, 1))
	if _, page := p.asks("", "/a/?lang=vi", ""); strings.Contains(page, "/my/") {
		t.Errorf("it leads to what is shut: %s", page)
	}
}

// TestStaleArticlesAreTold: who wrote what nobody looked at for long is told once a month; of what was imported, and is nobody's,
// the owners, together with what they wrote themselves.
func TestStaleArticlesAreTold(t *testing.T) {
	f, b := turning(t)
	made := gets[ArticleDetail](b, 200, "POST", "/v1/articles", returns)
	gets[ArticleDetail](b, 200, "POST", "/v1/articles/"+made.ID+"/publish", "")
	brought := &articleImportOrder{Body: ArticleImport{Articles: []ArticleBrought{{ID: "1", Title: "Giao hàng", Body: "Trong hai ngày."}, {ID: "2", Title: "Thanh toán", Body: "Bằng chuyển khoản."}}}}
	if _, err := f.importArticles(auth.With(t.Context(), auth.Actor{Kind: auth.Socket}), brought, nil); err != nil {
		t.Fatal(err)
	}
	f.House.Now = func() time.Time { return time.Now().Add(help.StaleAfter + time.Hour) }
	for range 2 {
		if err := f.keepArticles(t.Context(), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	told := gets[NoticesAnswer](b, 200, "GET", "/v1/notices", "").Notices
	if len(told) != 1 || !strings.Contains(told[0].Text, "3") {
		t.Errorf("the owner hears %+v", told)
	}
}
