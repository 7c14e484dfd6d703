package api

import (
	"net/http"
	"strings"
	"testing"

	"banhda/hub/record"
	"banhda/store"
)

// withVoices is a page with a block of customers' words, that says so with the fields given.
func (p *portalHouse) withVoices(key, fields string) PageDetail {
	p.t.Helper()
	made := gets[PageDetail](p.owner, 200, "POST", "/v1/pages", `{"key":"`+key+`","kind":"page","name":"Khách","draft":{"title":{"vi":"Về chúng tôi","en":"About us"},"description":{"vi":"","en":""},"tags":[],"picture":"","canonical":"","hidden":false,
"blocks":[{"kind":"text","text":{"vi":"Chào bạn","en":"Hello"}},{"kind":"voices","text":{"vi":"Khách nói gì","en":"What customers say"},`+fields+`}]}}`)
	return p.owner.publishes(made.ID)
}

// TestCustomersWordsStandOnPages only while they are published and allowed: what waits, is refused or taken back is not there at
// the next request, its heading neither, and search engines are told of nothing else than what is shown.
func TestCustomersWordsStandOnPages(t *testing.T) {
	p := portalOpen(t)
	product := p.paidProduct()
	form := p.reviews(p.anSees, product)
	p.withVoices("khach", `"voices":{"which":""}`)
	p.withVoices("san-pham", `"product":"`+product+`","voices":{"which":"product"}`)
	p.withVoices("nha", `"voices":{"which":"house"}`)
	p.withVoices("tron", `"product":"`+product+`","voices":{"which":"product","plain":true}`)
	sees := func(path string) string {
		resp, body := p.asks("", "/s/"+path, "")
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d", path, resp.StatusCode)
		}
		return body
	}
	nowhere := func(when string) {
		t.Helper()
		for _, path := range []string{"khach", "san-pham", "nha", "tron", "en/khach"} {
			if body := sees(path); strings.Contains(body, "rất thơm") || strings.Contains(body, `class="voices"`) || strings.Contains(body, "ld+json") {
				t.Errorf("%s, %s shows %s", when, path, body)
			}
		}
	}
	nowhere("where nothing was written")
	p.anSees.fills(form, "rating", "4", "text", "Lần hai <b>rất thơm</b>")
	nowhere("where it may not be shown")
	p.anSees.fills(form, "rating", "4", "text", "Lần hai <b>rất thơm</b>", "public", "1", "name", "An T.")
	nowhere("before anybody looked at it")
	id := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews?state=written", "").Reviews[0].ID
	p.withVoices("chon", `"voices":{"which":"chosen","reviews":["`+id+`","rvw_x"]}`)
	decide := func(body string) { gets[Review](p.owner, 200, "POST", "/v1/reviews/"+id+"/decide", body) }
	decide(`{"state":"published"}`)
	for path, has := range map[string][]string{
		"khach":       {"<h2>Khách nói gì</h2>", "Lần hai &lt;b&gt;rất thơm&lt;/b&gt;", "<b>An T.</b>", "★★★★☆", `aria-label="4 trên 5 sao"`, `"ratingValue":4`, `"reviewBody"`, `"datePublished"`},
		"san-pham":    {"★ 4,0 · 1 đánh giá", `"aggregateRating"`, `"reviewCount":1`, `"@type":"Product"`},
		"en/san-pham": {"What customers say", `lang="vi"`, "★ 4.0 · 1 review<", `aria-label="4 of 5 stars"`},
		"chon":        {"rất thơm"},
		"tron":        {"rất thơm"},
	} {
		for _, want := range has {
			if body := sees(path); !strings.Contains(body, want) {
				t.Errorf("%s lacks %s: %s", path, want, body)
			}
		}
	}
	for path, lacks := range map[string]string{"nha": `class="voices"`, "khach": "aggregateRating", "chon": "aggregateRating", "tron": "ating"} {
		if body := sees(path); strings.Contains(body, lacks) || strings.Contains(body, "của-riêng") {
			t.Errorf("%s has %s: %s", path, lacks, body)
		}
	}
	decide(`{"state":"refused","reason":"x"}`)
	nowhere("refused")
	decide(`{"state":"published"}`)
	p.anSees.fills(form, "rating", "5", "text", "Lần ba rất thơm", "public", "1", "name", "An T.")
	nowhere("written anew")
	decide(`{"state":"published"}`)
	if !strings.Contains(sees("khach"), "Lần ba rất thơm") {
		t.Error("what was written anew does not show")
	}
	for naming, shown := range map[string]string{"full": "Trần Thị An", "short": "An T.", "none": "Một khách hàng"} {
		p.anSees.fills(form, "rating", "5", "text", "Lần ba rất thơm", "public", "1", "name", "Trần Thị An", "naming", naming)
		decide(`{"state":"published"}`)
		if body := sees("khach"); !strings.Contains(body, "<b>"+shown+"</b>") || !strings.Contains(body, `"author":{"@type":"Person","name":"`+shown+`"}`) || naming != "full" && strings.Contains(body, "Trần") {
			t.Errorf("named %s, it shows %s", naming, body)
		}
		if is := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews", "").Reviews[0]; string(is.Naming) != naming || naming == "none" != (is.Name == "") {
			t.Errorf("named %s, we read %+v", naming, is)
		}
		if _, body := p.anSees.asks("GET", "/my/reviews", ""); !strings.Contains(body, shown) {
			t.Errorf("named %s, An reads %s", naming, body)
		}
		if _, body := p.browser().asks("GET", "/shop/p/"+product+"?lang=vi", ""); !strings.Contains(body, "<strong>"+shown+"</strong>") {
			t.Errorf("named %s, the shop shows %s", naming, body)
		}
	}
	p.look(func(v *store.View) error {
		who, _ := ParsePersonID(p.an.ID)
		list, err := v.Consents(t.Context(), who)
		said := map[string]bool{}
		for _, e := range list {
			_, how, _ := strings.Cut(e.Evidence.Text, " — ")
			said[how] = true
		}
		if !said["Trần Thị An"] || !said["An T."] || !said["Không hiện tên"] {
			t.Errorf("the ledger says %v", said)
		}
		return err
	})
	p.anSees.fills(form, "do", "hide")
	nowhere("taken back")
	p.anSees.fills(form, "rating", "5", "text", "Lần tư rất thơm", "public", "1", "name", "An T.")
	decide(`{"state":"published"}`)
	if !strings.Contains(sees("khach"), "Lần tư") {
		t.Error("allowed again, it does not show")
	}
	r := gets[Request](p.owner, 200, "POST", "/v1/requests", `{"kind":"object","person":"`+p.an.ID+`","contact":"an@example.vn","wish":"đừng dùng nữa"}`)
	gets[Request](p.owner, 200, "PATCH", "/v1/requests/"+r.ID, `{"close":"done","outcome":"đã dừng","stop":true}`)
	nowhere("after they objected")
}

// TestWordsOfWhoIsForgottenAreGone from pages with the records they stood in.
func TestWordsOfWhoIsForgottenAreGone(t *testing.T) {
	p := portalOpen(t)
	form := p.reviews(p.anSees, p.paidProduct())
	p.anSees.fills(form, "rating", "5", "text", "rất thơm", "public", "1", "name", "An T.")
	id := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews", "").Reviews[0].ID
	gets[Review](p.owner, 200, "POST", "/v1/reviews/"+id+"/decide", `{"state":"published"}`)
	p.withVoices("khach", `"voices":{"which":""}`)
	if _, body := p.asks("", "/s/khach", ""); !strings.Contains(body, "rất thơm") {
		t.Fatalf("it does not show: %s", body)
	}
	who, _ := ParsePersonID(p.an.ID)
	e := store.Erasure{Person: who}
	if err := p.sweepRecords(t.Context(), &e, &eraseWork{IDs: []int64{who}, Targets: []string{refID(record.Ref{Type: record.Person, ID: who})}}); err != nil {
		t.Fatal(err)
	}
	if _, body := p.asks("", "/s/khach", ""); strings.Contains(body, "rất thơm") || strings.Contains(body, "An T.") {
		t.Errorf("forgotten, they still say %s", body)
	}
}
