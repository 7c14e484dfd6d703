package api

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"banhda/delight/review"
	"banhda/hub/consent"
	"banhda/store"
)

// paidProduct is a product An bought and paid.
func (p *portalHouse) paidProduct() string {
	p.t.Helper()
	order := p.ordered()
	gets[RecordAnswer](p.owner, 200, "PATCH", "/v1/records/orders/"+order, `{"values":{"status":"completed"}}`)
	return p.products[0]
}

// reviews leads a customer from the portal to where they write of a product, and gives the page's address.
func (p *portalHouse) reviews(v *visitor, product string) string {
	p.t.Helper()
	status, at, body := v.fills("/my/reviews", "of", product)
	if status != 200 || !strings.HasPrefix(at, "/review/") {
		p.t.Fatalf("to a review of %s: %d %s %s", product, status, at, body)
	}
	return at
}

// TestAReviewShowsOnceItIsAllowedAndLookedAt goes its whole way: only of what was really bought and paid, written, changed,
// looked at, answered, shown with its stars, and gone the moment its writer takes it back.
func TestAReviewShowsOnceItIsAllowedAndLookedAt(t *testing.T) {
	p := portalOpen(t)
	product := p.products[0]
	p.ordered() // and not paid
	if status, _, _ := p.anSees.fills("/my/reviews", "of", product); status != 404 {
		t.Errorf("what is not paid is reviewed: %d", status)
	}
	p.paidProduct()
	page := p.reviews(p.anSees, product)
	if again := p.reviews(p.anSees, product); again[:20] != page[:20] {
		t.Errorf("there are two: %s and %s", page, again)
	}
	if status, _, body := p.anSees.fills(page, "rating", "6"); status != 422 || !strings.Contains(body, "một đến năm sao") {
		t.Errorf("six stars: %d %s", status, body)
	}
	p.anSees.fills(page, "rating", "2", "text", "Rang hơi cháy")
	if list := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews", "").Reviews; len(list) != 1 || list[0].State != review.Private || list[0].Rating != 2 || list[0].Product.ID != product {
		t.Fatalf("we read %+v", list)
	}
	p.anSees.fills(page, "rating", "5", "text", "Lần hai rất thơm", "public", "1", "name", "An T.")
	shop := func() string { _, body := p.browser().asks("GET", "/shop/p/"+product+"?lang=vi", ""); return body }
	if strings.Contains(shop(), "rất thơm") || strings.Contains(shop(), "AggregateRating") {
		t.Error("it shows before anybody looked at it")
	}
	one := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews?state=written", "").Reviews[0]
	p.owner.refusesReview(one.ID, `{"state":"refused"}`)
	gets[Review](p.owner, 200, "POST", "/v1/reviews/"+one.ID+"/decide", `{"state":"published"}`)
	gets[Review](p.owner, 200, "PUT", "/v1/reviews/"+one.ID+"/reply", `{"reply":"Cảm ơn chị!"}`)
	if body := shop(); !strings.Contains(body, "rất thơm") || !strings.Contains(body, "An T.") || strings.Contains(body, "của-riêng") || !strings.Contains(body, "Cảm ơn chị!") || !strings.Contains(body, `"reviewCount":1`) || !strings.Contains(body, "★ 5,0") {
		t.Errorf("shown is %s", body)
	}
	if _, body := p.browser().asks("GET", "/shop/p/"+product+"?lang=en", ""); !strings.Contains(body, "1 review<") {
		t.Errorf("in English it says %s", body)
	}
	if sums := gets[ReviewedProductsAnswer](p.owner, 200, "GET", "/v1/reviews/products", "").Products; len(sums) != 1 || sums[0].Count != 1 || sums[0].Mean != 5 || sums[0].Stars[4] != 1 {
		t.Errorf("it comes to %+v", sums)
	}
	p.look(func(v *store.View) error {
		id, _ := ParsePersonID(p.an.ID)
		held, err := v.Held(t.Context(), id)
		if held[consent.Key{Channel: consent.Web, Purpose: "review " + one.ID}].State != consent.Given {
			t.Errorf("the ledger says %+v", held)
		}
		return err
	})
	p.anSees.fills(page, "do", "hide")
	if body := shop(); strings.Contains(body, "rất thơm") || strings.Contains(body, "AggregateRating") {
		t.Error("taken back, it still shows")
	}
	p.owner.refusesReview(one.ID, `{"state":"published"}`)
	if n := p.toldOf(review.Source, review.ReviewedEvent); n != 2 {
		t.Errorf("the log is told %d times", n)
	}
}

func (v *visitor) refusesReview(id, body string) {
	v.t.Helper()
	if resp, text := v.asks("POST", "/v1/reviews/"+id+"/decide", body); resp.StatusCode != 422 {
		v.t.Errorf("deciding %s: %d %s", body, resp.StatusCode, text)
	}
}

// TestAPictureOfAReview is drawn anew, and everybody sees it only while the review shows.
func TestAPictureOfAReview(t *testing.T) {
	p := portalOpen(t)
	page := p.reviews(p.anSees, p.paidProduct())
	form := &bytes.Buffer{}
	w := multipart.NewWriter(form)
	for name, said := range map[string]string{"rating": "5", "public": "1", "name": "An"} {
		_ = w.WriteField(name, said)
	}
	file, _ := w.CreateFormFile("photo", "a.png")
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	w.Close()
	resp, err := http.Post(p.url+page, w.FormDataContentType(), form)
	if err != nil || resp.StatusCode != 200 {
		t.Fatalf("sending: %v %v", resp, err)
	}
	one := gets[ReviewsAnswer](p.owner, 200, "GET", "/v1/reviews", "").Reviews[0]
	if resp, _ := p.owner.asks("GET", one.Photo, ""); resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "image/") {
		t.Errorf("we see it %d as %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	if status, _, _ := p.browser().fills(one.Photo, "do", "hide"); status != 404 {
		t.Errorf("by the address of the picture something is done: %d", status)
	}
	var hash string
	p.look(func(v *store.View) error {
		id, _ := ParseReviewID(one.ID)
		r, err := v.Review(t.Context(), id)
		hash = r.Photo
		return err
	})
	see := func() int { resp, _ := p.browser().asks("GET", "/shop/photo/"+hash, ""); return resp.StatusCode }
	if see() != 404 {
		t.Error("everybody sees it before it shows")
	}
	gets[Review](p.owner, 200, "POST", "/v1/reviews/"+one.ID+"/decide", `{"state":"published"}`)
	if see() != 200 {
		t.Error("it does not show")
	}
	p.anSees.fills(page, "do", "hide")
	if see() != 404 {
		t.Error("taken back, it still shows")
	}
}

// TestOnlyWhoBoughtIsAskedForAReview, once for each thing.
func TestOnlyWhoBoughtIsAskedForAReview(t *testing.T) {
	p := portalOpen(t)
	ask := func(who string) error {
		id, _ := ParsePersonID(who)
		return p.Records.Tx(t.Context(), func(tx *store.Tx) error {
			r, err := personRecord(t.Context(), &tx.View, id)
			if err == nil {
				_, err = p.askReview(t.Context(), tx, &r)
			}
			return err
		})
	}
	if ask(p.an.ID) != errNotBought {
		t.Error("who bought nothing is asked")
	}
	p.paidProduct()
	waits := p.owner.makes("tickets", `{"name":"Máy không chạy","person":"`+p.an.ID+`"}`)
	if ask(p.an.ID) != errWaits {
		t.Error("who waits for help is asked")
	}
	gets[RecordAnswer](p.owner, 200, "PATCH", "/v1/records/tickets/"+waits.ID, `{"values":{"status":"solved"}}`)
	for _, want := range []error{nil, nil, errAllReviewed} { // the product, the house, nothing more
		if err := ask(p.an.ID); err != want {
			t.Errorf("asked: %v, not %v", err, want)
		}
	}
	if ask(p.binh.ID) != errNotBought {
		t.Error("somebody else is asked")
	}
}
