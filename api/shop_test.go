package api

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth/customer"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/store"
)

const openedShop = `{"on":true,"tag":"","book":"","fee":20000,"fee_class":"standard","free_from":500000,"least":50000,"wait":4,"terms":{"vi":"Đổi trả trong 7 ngày.","en":"Return within 7 days."}}`

// sells is a house with a shop in which three things are sold, and one is not.
func sells(t *testing.T) (f *front, b *visitor, ids []string) {
	f, b = doorOpen(t)
	gets[PaymentSettings](b, 200, "PUT", "/v1/payment-settings", `{"accounts":[{"bank":"970436","number":"0011001234567","holder":"QUAN NHO"}]}`)
	for _, p := range []string{`"name":"Cà phê Cầu Đất","price":150000,"category":"Cà phê","description":"Arabica, rang mộc"`, `"name":"Trà sen","price":90000,"category":"Trà"`, `"name":"Phin nhôm","price":40000,"category":"Dụng cụ"`} {
		ids = append(ids, b.makes("products", `{`+p+`,"active":true,"currency":"VND"}`).ID)
	}
	ids = append(ids, b.makes("products", `{"name":"Hàng cũ","price":1000}`).ID)
	if a := gets[ShopAnswer](b, 200, "PUT", "/v1/shop", openedShop); a.Shown != 3 || !a.Payable || a.URL != "https://crm.example.com/shop/" {
		t.Fatalf("the shop is %+v", a)
	}
	return f, b, ids
}

var sumShown = regexp.MustCompile(`name="sum" value="(\d+)"`)

// orders sends the form of an order off, as it is shown.
func (v *visitor) orders(more ...string) (status int, at, body string) {
	v.t.Helper()
	_, form := v.asks("GET", "/shop/order", "")
	sum := sumShown.FindStringSubmatch(form)
	if sum == nil {
		v.t.Fatalf("no form to order: %s", form)
	}
	return v.fills("/shop/order", append([]string{"sum", sum[1], "name", "Nguyễn Thị Lan", "phone", "0912345678", "email", "lan@example.vn", "street", "12 Lý Thường Kiệt", "ward", "Bến Thành", "province", "Thành phố Hồ Chí Minh", "agree", "1", "lang", "vi"}, more...)...)
}

// TestSomebodyBuysAlone goes the whole way of a customer without a script: found without marks, compared, put into the cart,
// ordered without signing in, twice pressed and placed once, at the sum that was shown.
func TestSomebodyBuysAlone(t *testing.T) {
	f, b, ids := sells(t)
	v := f.browser()
	_, list := v.asks("GET", "/shop/?q=ca+phe&lang=vi", "")
	if !strings.Contains(list, "Cà phê Cầu Đất") || strings.Contains(list, "Trà sen") || !strings.Contains(list, "165.000") {
		t.Errorf("looking for coffee shows %s", list)
	}
	var nameless strings.Builder // the head of a house that never said its name
	if err := shopPages.ExecuteTemplate(&nameless, "list", &shopSheet{Language: "vi", Title: "Cửa hàng"}); err != nil || !strings.Contains(nameless.String(), ">Cửa hàng</a></strong>") || !strings.Contains(nameless.String(), "<title>Cửa hàng</title>") {
		t.Errorf("%v %s", err, nameless.String())
	}
	if v.holds(visitorCookie) != "" {
		t.Error("who only looks is recognised")
	}
	if _, listed := v.asks("GET", "/s/sitemap.xml", ""); strings.Count(listed, "<loc>https://crm.example.com/shop/") != 4 || !strings.Contains(listed, "/shop/p/"+ids[0]+"</loc>") || strings.Contains(listed, ids[3]) {
		t.Errorf("search engines are told of %s", listed)
	}
	if resp, page := v.asks("GET", "/shop/p/"+ids[0]+"?lang=vi&ref=MAI", ""); resp.StatusCode != 200 || !strings.Contains(page, `"@type":"Product"`) || !strings.Contains(page, `"price":"165000"`) || !strings.Contains(page, `rel="canonical" href="https://crm.example.com/shop/p/`) {
		t.Errorf("a product: %d %s", resp.StatusCode, page)
	}
	if _, page := v.asks("GET", "/shop/compare?p="+strings.Join(ids, "&p="), ""); strings.Count(page, `scope="col"`) != 4 {
		t.Errorf("compared: %s", page)
	}
	for _, gone := range []string{"/shop/p/" + ids[3], "/shop/p/x"} {
		if resp, _ := v.asks("GET", gone, ""); resp.StatusCode != 404 {
			t.Errorf("%s: %d", gone, resp.StatusCode)
		}
	}
	v.fills("/shop/cart", "add", ids[2])
	if _, cart := v.asks("GET", "/shop/cart?lang=vi", ""); !strings.Contains(cart, "còn thiếu <strong>6.000") || strings.Contains(cart, "/shop/order") {
		t.Errorf("below the least order: %s", cart)
	}
	v.fills("/shop/cart", "add", ids[0], "quantity", "2")
	v.fills("/shop/cart", "n."+ids[2], "0")
	if _, at, body := v.orders("sum", "1"); at != "/shop/order" || !strings.Contains(body, "vừa thay đổi") {
		t.Errorf("at another sum: %s %s", at, body)
	}
	if _, _, body := v.orders("agree", ""); !strings.Contains(body, "vui lòng đồng ý") {
		t.Errorf("without agreeing: %s", body)
	}
	var all sync.WaitGroup
	for range 3 { // pressed again and again
		all.Go(func() {
			if _, at, body := v.fills("/shop/order", "sum", "352000", "name", "Nguyễn Thị Lan", "email", "lan@example.vn", "street", "12 Lý Thường Kiệt", "province", "Hà Nội", "agree", "1"); !strings.HasPrefix(at, "/pay/") || !strings.Contains(body, "352.000") || !strings.Contains(body, `Thuế GTGT 10 %</td><td class="n">32.000`) {
				t.Errorf("ordering leads to %s %s", at, body)
			}
		})
	}
	all.Wait()
	made := gets[RecordsAnswer](b, 200, "GET", "/v1/records/orders", "").Rows
	if len(made) != 1 || fmt.Sprint(made[0].Values["tags"]) != "[shop]" || !strings.Contains(fmt.Sprint(made[0].Values["note"]), "12 Lý Thường Kiệt, Thành phố Hà Nội") {
		t.Fatalf("placed are %+v", made)
	}
	if n := f.toldOf("shop", "Order Placed"); n != 1 {
		t.Errorf("told %d times", n)
	}
	for name, n := range map[string]int{"Product Added": 2, "Product Removed": 1} {
		if got := f.toldOf("shop", name); got != n {
			t.Errorf("%s is told %d times, not %d", name, got, n)
		}
	}
	gets[ShopAnswer](b, 200, "PUT", "/v1/shop", strings.Replace(openedShop, `"on":true`, `"on":false`, 1))
	if resp, _ := v.asks("GET", "/shop/", ""); resp.StatusCode != 404 {
		t.Errorf("a closed shop: %d", resp.StatusCode)
	}
}

// TestACartGoesAlong: what a visitor chose is theirs when they sign in, on every device; what they bought can be bought again,
// by nobody else.
func TestACartGoesAlong(t *testing.T) {
	f, b, ids := sells(t)
	lan := b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn","phone":"0912345678"}`)
	v := f.signsIn("lan@example.vn")
	v.fills("/shop/cart", "add", ids[0])
	w := f.browser()
	w.fills("/shop/cart", "add", ids[1], "quantity", "3")
	w.enters("lan@example.vn")
	if _, cart := v.asks("GET", "/shop/cart?lang=vi", ""); !strings.Contains(cart, "Cà phê Cầu Đất") || !strings.Contains(cart, "Trà sen") {
		t.Errorf("on the other device lies %s", cart)
	}
	if w.holds(visitorCookie) != "" {
		t.Error("whoever begins something here after them would be taken for them")
	}
	if _, form := w.asks("GET", "/shop/order", ""); !strings.Contains(form, "Trần Thị Lan") || !strings.Contains(form, "lan@example.vn") {
		t.Errorf("what we know is not filled in: %s", form)
	}
	if _, at, _ := w.orders("keep", "1"); !strings.HasPrefix(at, "/pay/") {
		t.Fatalf("ordering leads to %s", at)
	}
	order := gets[RecordsAnswer](b, 200, "GET", "/v1/records/orders", "").Rows[0]
	if fmt.Sprint(order.Values["person"]) != lan.ID {
		t.Errorf("the order is %v's", order.Values["person"])
	}
	_, mine := v.asks("GET", "/shop/orders?lang=vi", "")
	if !strings.Contains(mine, "Chờ thanh toán") || !strings.Contains(mine, order.ID) {
		t.Errorf("their orders: %s", mine)
	}
	stranger := f.signsIn("nam@example.vn")
	if _, theirs := stranger.asks("GET", "/shop/orders", ""); strings.Contains(theirs, order.ID) {
		t.Error("somebody else sees it")
	}
	if status, _, _ := stranger.fills("/shop/again", "order", order.ID); status != 404 {
		t.Errorf("somebody else orders it again: %d", status)
	}
	if _, at, body := v.fills("/shop/again", "order", order.ID); at != "/shop/order" || !strings.Contains(body, "Trà sen") || !strings.Contains(body, `value="12 Lý Thường Kiệt"`) || !strings.Contains(body, "<option selected>Thành phố Hồ Chí Minh") {
		t.Errorf("again: %s %s", at, body)
	}
	if _, at, _ := f.browser().fills("/shop/order"); at == "/pay/" {
		t.Error("an empty cart is ordered")
	}
}

// enters signs in in the browser there is.
func (v *visitor) enters(who string) {
	v.t.Helper()
	v.fills("/in/", "who", who)
	wish := v.wishOf(v)
	v.fills("/in/code", "code", customer.Code(v.customerSecret(), &wish))
}

// TestACartIsAbandoned: once after the hours that are set, for each time it was touched.
func TestACartIsAbandoned(t *testing.T) {
	f, _, ids := sells(t)
	v := f.browser()
	v.fills("/shop/cart", "add", ids[0])
	tell := func(later int64) int {
		err := f.Records.Tx(t.Context(), func(tx *store.Tx) error {
			_, err := tellAbandoned(t.Context(), tx, tx.Now()+later)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return f.toldOf("shop", "Cart Abandoned")
	}
	if err := f.keepCarts(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	if n := tell(-time.Hour.Microseconds()); n != 0 {
		t.Errorf("at once it is told %d times", n)
	}
	for range 2 {
		if n := tell(1); n != 1 {
			t.Errorf("told %d times, not once", n)
		}
	}
	v.fills("/shop/cart", "add", ids[1])
	if n := tell(1); n != 2 {
		t.Errorf("touched again, it is told %d times", n)
	}
	tail, err := f.Log.Tail(t.Context())
	if err = errors.Join(err, f.Flow.WaitFor(t.Context(), tail)); err != nil {
		t.Fatal(err)
	}
	key := person.Key{Kind: person.AnonymousID, Value: anonymousOf(v.holds(visitorCookie))}
	known, err := f.Records.Profiles(t.Context(), []person.Key{key})
	if err != nil || known[key].Person == 0 {
		t.Fatal(known, err)
	}
	err = f.Records.Tx(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Consent(t.Context(), consent.Entry{Person: known[key].Person, Channel: consent.Web, Purpose: consent.Profiling, State: consent.Withdrawn, At: tx.Now(), How: "paper", Evidence: consent.Evidence{Note: "phiếu số 7"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	added := f.toldOf("shop", "Product Added")
	v.fills("/shop/cart", "add", ids[1])
	v.asks("GET", "/shop/p/"+ids[1], "")
	v.asks("GET", "/shop/order", "")
	if n := tell(1); n != 2 || f.toldOf("shop", "Product Added") != added || f.toldOf("shop", "Product Viewed") != 0 || f.toldOf("shop", "Checkout Started") != 0 {
		t.Errorf("of who has withdrawn that their behaviour is looked at it is told %d times", n)
	}
	if _, cart := v.asks("GET", "/shop/cart", ""); !strings.Contains(cart, "/shop/p/"+ids[1]) {
		t.Error("their cart is lost")
	}
}

// TestAProductIsShownByItsPictures: what was sent in is shown in the list, on the page, beside others and in the cart, in several widths, with
// its words; what is no picture of the house is refused; where none was sent in, the product's own field is shown as ever.
func TestAProductIsShownByItsPictures(t *testing.T) {
	f, b, ids := sells(t)
	first := gets[Picture](b, 200, "POST", "/v1/product-pictures?name=bao.png", string(drawing(t, 1200, 900)))
	second := gets[Picture](b, 200, "POST", "/v1/product-pictures?name=hat.png", string(drawing(t, 300, 300)))
	gets[any](b, 422, "POST", "/v1/product-pictures?name=x.png", "<svg onload=alert(1)>")
	file := func(p Picture) string { return strings.TrimPrefix(p.URL, houseBase+"/i/") }
	path := "/v1/records/products/" + ids[0]
	for _, wrong := range []string{"https://elsewhere.example/a.jpg", "../secret.key", strings.Repeat("a", 64) + "-0x9.png", file(first) + "x"} {
		gets[Problem](b, 422, "PATCH", path, `{"values":{"pictures":[{"file":"`+wrong+`"}]}}`)
	}
	gets[FieldShown](b, 200, "POST", "/v1/fields", `{"type":"products","key":"image","kind":"text","label":{"vi":"Ảnh ở trang","en":"Image"}}`)
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"image":"/own.jpg","pictures":[{"file":"`+file(first)+`","alt":"Bao 500 g \"rang mộc\""},{"file":"`+file(second)+`"}]}}`)
	f.shops.forget()
	v := f.browser()
	v.fills("/shop/cart", "add", ids[0])
	for page, want := range map[string]int{"/shop/": 1, "/shop/p/" + ids[0]: 2, "/shop/compare?p=" + ids[0] + "&p=" + ids[1]: 1, "/shop/cart": 1} {
		_, shown := v.asks("GET", page, "")
		if n := strings.Count(shown, "<img "); n != want || !strings.Contains(shown, `src="`+first.URL+`" srcset="`+first.URL+`?w=480 480w, `) || !strings.Contains(shown, `width="1200" height="900" alt="Bao 500 g &#34;rang mộc&#34;"`) || strings.Contains(shown, "/own.jpg") {
			t.Errorf("%s shows %d pictures, not %d: %s", page, n, want, shown)
		}
	}
	if _, shown := v.asks("GET", "/shop/p/"+ids[0], ""); !strings.Contains(shown, `"image":["https://crm.example.com`+first.URL+`","https://crm.example.com`+second.URL+`"]`) || !strings.Contains(shown, `<meta property="og:image" content="https://crm.example.com`+first.URL+`">`) {
		t.Errorf("others are told: %s", shown)
	}
	if resp, _ := v.asks("GET", first.URL+"?w=480", ""); resp.StatusCode != 200 || resp.Header.Get("Content-Type") == "" || !strings.Contains(resp.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the picture: %s %v", resp.Status, resp.Header)
	}
	mail := gets[TemplatePreview](b, 200, "POST", "/v1/templates/preview", `{"channel":"email","class":"care","language":"vi","content":{"subject":{"vi":"Chào","en":""},"preheader":{"vi":"","en":""},"body":{"vi":"","en":""},"blocks":[{"kind":"product","product":"`+ids[0]+`","text":{"vi":"Xem","en":"See"}}],"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`)
	if !strings.Contains(mail.HTML, `src="https://crm.example.com`+first.URL+`?w=480"`) || !strings.Contains(mail.HTML, `alt="Bao 500 g &#34;rang mộc&#34;"`) {
		t.Errorf("a mail shows it as %s", mail.HTML)
	}
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"pictures":[{"file":"`+file(second)+`"}]}}`)
	f.shops.forget()
	if _, shown := v.asks("GET", "/shop/p/"+ids[0], ""); strings.Count(shown, "<img ") != 1 || !strings.Contains(shown, `src="`+second.URL+`"`) {
		t.Errorf("where the first was taken away: %s", shown)
	}
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"pictures":null}}`)
	f.shops.forget()
	if _, shown := v.asks("GET", "/shop/", ""); !strings.Contains(shown, `src="/own.jpg"`) {
		t.Errorf("its own field: %s", shown)
	}
}
