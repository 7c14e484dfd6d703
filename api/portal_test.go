package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"banhda/auth/customer"
	"banhda/hub/person"
	"banhda/store"
)

const openedPortal = `{"on":true,"hidden":[],"greeting":{"vi":"Cần gì cứ nhắn.","en":"Write to us."},"contact":{"vi":"Gọi 1900 1234","en":"Call 1900 1234"}}`

// portalOpen is a house whose portal is open, with An, who has one of everything, and Bình, who has nothing: two customers who
// are signed in.
func portalOpen(t *testing.T) *portalHouse {
	f, b, ids := sells(t)
	f.Server.Warehouse = past{&rulebook{version: 1}}
	p := &portalHouse{front: f, owner: b, products: ids}
	if a := gets[PortalAnswer](b, 200, "PUT", "/v1/portal", openedPortal); !a.On || a.URL != "https://crm.example.com/my/" || !a.Enter {
		t.Fatalf("the portal is %+v", a)
	}
	p.an = b.makes("people", `{"name":"Trần Thị An-của-riêng","email":"an@example.vn","phone":"0912345678"}`)
	p.binh = b.makes("people", `{"name":"Lê Văn Bình","email":"binh@example.vn"}`)
	p.anSees, p.binhSees = f.signsIn("an@example.vn"), f.signsIn("binh@example.vn")
	return p
}

// portalHouse is what the tests of the portal stand on.
type portalHouse struct {
	*front
	owner            *visitor
	products         []string
	an, binh         RecordAnswer
	anSees, binhSees *visitor
}

// ordered is an order of An's.
func (p *portalHouse) ordered() string {
	p.t.Helper()
	p.anSees.fills("/shop/cart", "add", p.products[0])
	if _, at, body := p.anSees.orders(); !strings.HasPrefix(at, "/pay/") {
		p.t.Fatalf("An orders: %s %s", at, body)
	}
	return gets[RecordsAnswer](p.owner, 200, "GET", "/v1/records/orders", "").Rows[0].ID
}

// abuses says of each address of the portal that names something, or that a form is sent to, how Bình would ask for what is
// An's: the path, and the fields of the form. They are answered 404, and nothing of An's. An address by which one can only
// reach what is one's own has onlyOwn: it is asked without naming anything, and shows nothing of An's.
var abuses = map[string]func(*portalHouse) (path string, form []string){
	"POST /my/refer":                    onlyOwn("/my/refer"),
	"POST /my/refer/shared":             onlyOwn("/my/refer/shared", "by", "sms"),
	"POST /my/points/redeem":            onlyOwn("/my/points/redeem", "reward", "rwd_none", "once", "0"),
	"POST /my/onboarding/{id}/{step}":   func(p *portalHouse) (string, []string) { return p.onboarded() + "/details", nil },
	"POST /my/orders/again":             func(p *portalHouse) (string, []string) { return "/my/orders/again", []string{"order", p.ordered()} },
	"POST /my/tickets":                  onlyOwn("/my/tickets", "text", "Giúp với", "order", "ord_x"),
	"GET /my/tickets/{id}":              func(p *portalHouse) (string, []string) { return "/my/tickets/" + p.asked(), nil },
	"GET /my/tickets/{id}/files/{file}": func(p *portalHouse) (string, []string) { return p.answeredWithFile(p.asked()), nil },
	"POST /my/tickets/{id}/say": func(p *portalHouse) (string, []string) {
		return "/my/tickets/" + p.asked() + "/say", []string{"text", "x"}
	},
	"POST /my/tickets/{id}/helped": func(p *portalHouse) (string, []string) {
		return "/my/tickets/" + p.asked() + "/helped", []string{"helped", "yes"}
	},
	"POST /my/reviews":       func(p *portalHouse) (string, []string) { return "/my/reviews", []string{"of", p.paidProduct()} },
	"POST /my/consent":       onlyOwn("/my/consent", "yes", "marketing email"),
	"POST /my/data":          onlyOwn("/my/data", "name", "Lê Văn Bình"),
	"POST /my/data/address":  onlyOwn("/my/data/address", "address", "binh2@example.vn"),
	"POST /my/data/code":     func(p *portalHouse) (string, []string) { return "/my/data/code", p.codeOfAn() },
	"POST /my/data/download": onlyOwn("/my/data/download"),
	"POST /my/data/ask":      onlyOwn("/my/data/ask", "kind", "access"),
	"POST /my/data/sign-out": func(p *portalHouse) (string, []string) {
		return "/my/data/sign-out", []string{"session", p.sessionOfAn()}
	},
}

// codeOfAn is the code by which An confirms to be forgotten; it opens An's browser and session alone.
func (p *portalHouse) codeOfAn() []string {
	p.anSees.fills("/my/data/ask", "kind", "erase")
	wish := p.wishOf(p.anSees)
	return []string{"code", customer.Code(p.customerSecret(), &wish), "own", "1"}
}

// sessionOfAn is where An is signed in.
func (p *portalHouse) sessionOfAn() string {
	return gets[CustomerSessionsAnswer](p.owner, 200, "GET", "/v1/records/people/"+p.an.ID+"/sign-ins", "").Sessions[0].ID
}

func onlyOwn(path string, form ...string) func(*portalHouse) (string, []string) {
	return func(*portalHouse) (string, []string) { return path, append(form, "own", "1") }
}

// TestNoCustomerSeesAnothers asks every address of every panel as somebody else, and as nobody. A panel that registers an
// address has to say here how it would be abused.
func TestNoCustomerSeesAnothers(t *testing.T) {
	p := portalOpen(t)
	p.ordered()
	for _, panel := range p.panels() {
		for _, page := range panel.pages {
			route := page.method + " /my/" + panel.ID + page.path
			if page.method == http.MethodGet && !strings.Contains(page.path, "{") {
				p.showsNothing(route, "/my/"+panel.ID+page.path)
				continue
			}
			asks := abuses[route]
			if asks == nil {
				t.Errorf("%s: say in abuses how somebody else would ask for it", route)
				continue
			}
			p.refuses(route, page.method, asks)
		}
	}
}

// showsNothing looks at a page as Bình, and as nobody.
func (p *portalHouse) showsNothing(route, path string) {
	p.t.Helper()
	resp, body := p.binhSees.asks("GET", path, "")
	if resp.StatusCode != 200 || strings.Contains(body, "của-riêng") || strings.Contains(body, "an@example.vn") {
		p.t.Errorf("%s shows Bình %d: %s", route, resp.StatusCode, body)
	}
	if resp, _ := p.browser().asks("GET", path, ""); resp.Request.URL.Path != "/in/" || resp.Request.URL.Query().Get("to") != path {
		p.t.Errorf("%s leads who is not signed in to %s", route, resp.Request.URL)
	}
}

func (p *portalHouse) refuses(route, method string, asks func(*portalHouse) (string, []string)) {
	p.t.Helper()
	path, form := asks(p)
	own := len(form) >= 2 && form[len(form)-2] == "own"
	status, body := p.sent(p.binhSees, method, path, form)
	if strings.Contains(body, "của-riêng") || strings.Contains(body, "an@example.vn") || !own && status != 404 {
		p.t.Errorf("%s answers Bình %d: %s", route, status, body)
	}
	if _, body := p.sent(p.browser(), method, path, form); !strings.Contains(body, `action="/in/"`) {
		p.t.Errorf("%s answers who is not signed in: %s", route, body)
	}
}

func (p *portalHouse) sent(v *visitor, method, path string, form []string) (int, string) {
	if method == http.MethodGet {
		resp, body := v.asks("GET", path, "")
		return resp.StatusCode, body
	}
	status, _, body := v.fills(path, form...)
	return status, body
}

// TestThePortalIsOnesOwn: its cards, its language is kept, what is hidden is not there, and closed it says so.
func TestThePortalIsOnesOwn(t *testing.T) {
	p := portalOpen(t)
	p.ordered()
	_, home := p.anSees.asks("GET", "/my/", "")
	if !strings.Contains(home, "Trần Thị An-của-riêng") || !strings.Contains(home, "Cần gì cứ nhắn.") || !strings.Contains(home, "Gần nhất: ") || !strings.Contains(home, `aria-label="1 đang chờ bạn"`) {
		t.Errorf("the first page is %s", home)
	}
	if _, orders := p.anSees.asks("GET", "/my/orders", ""); !strings.Contains(orders, "Cà phê Cầu Đất") || !strings.Contains(orders, "/pdf?lang=vi") {
		t.Errorf("orders are %s", orders)
	}
	p.anSees.fills("/my/language", "lang", "en", "back", "/my/orders")
	if _, home := p.anSees.asks("GET", "/my/", ""); !strings.Contains(home, "Write to us.") || !strings.Contains(home, `<html lang="en">`) {
		t.Errorf("in English it is %s", home)
	}
	if _, at, _ := p.anSees.fills("/my/language", "lang", "vi", "back", "https://evil.example/my/"); at != "/my/" {
		t.Errorf("led to %s", at)
	}
	gets[PortalAnswer](p.owner, 200, "PUT", "/v1/portal", strings.Replace(openedPortal, `"hidden":[]`, `"hidden":["orders"]`, 1))
	if resp, _ := p.anSees.asks("GET", "/my/orders", ""); resp.StatusCode != 422 {
		t.Errorf("what is hidden is there: %d", resp.StatusCode)
	}
	gets[PortalAnswer](p.owner, 200, "PUT", "/v1/portal", strings.Replace(openedPortal, `"on":true`, `"on":false`, 1))
	if _, body := p.anSees.asks("GET", "/my/", ""); !strings.Contains(body, "đang đóng") {
		t.Errorf("closed it says %s", body)
	}
	req, _ := http.NewRequest("POST", p.url+"/my/language", strings.NewReader(url.Values{"lang": {"en"}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if resp, err := p.anSees.client.Do(req); err != nil || resp.StatusCode != 403 {
		t.Errorf("another site's form: %v %v", resp, err)
	}
}

// TestWhoLosesAnAddressIsOut: a session stands on an address. Whoever turns out not to have it is signed in no more; who was
// merged sees what is theirs now, and who was erased is signed in nowhere.
func TestWhoLosesAnAddressIsOut(t *testing.T) {
	p := portalOpen(t)
	p.ordered()
	gets[struct{}](p.owner, 200, "POST", "/v1/people/"+p.binh.ID+"/merge", `{"into":"`+p.an.ID+`"}`)
	if _, orders := p.binhSees.asks("GET", "/my/orders", ""); !strings.Contains(orders, "Cà phê Cầu Đất") {
		t.Errorf("merged, they see %s", orders)
	}
	gets[struct{}](p.owner, 200, "POST", "/v1/people/"+p.binh.ID+"/unmerge", `{}`)
	if _, orders := p.binhSees.asks("GET", "/my/orders", ""); strings.Contains(orders, "Cà phê Cầu Đất") {
		t.Error("apart again, they still see it")
	}
	theirs, err := false, error(nil)
	err = p.Records.View(t.Context(), func(v *store.View) error {
		id, _ := ParsePersonID(p.an.ID)
		theirs, err = stillTheirs(t.Context(), v, id, person.Key{Kind: person.Email, Value: "binh@example.vn"})
		return err
	})
	if err != nil || theirs {
		t.Errorf("Bình's address counts as An's: %v %v", theirs, err)
	}
}

// TestTheChatLeadsToThePortal: strangers to where they sign in, customers to what is theirs, nobody where it is shut.
func TestTheChatLeadsToThePortal(t *testing.T) {
	p := portalOpen(t)
	leads := func(v *visitor) *chatPortal {
		t.Helper()
		var look chatLooks
		if _, body := v.asks("GET", "/chat/look?lang=en", ""); json.Unmarshal([]byte(body), &look) != nil {
			t.Fatalf("the chat looks %s", body)
		}
		return look.Portal
	}
	if got := leads(p.browser()); got == nil || *got != (chatPortal{"/my/?lang=en", false}) {
		t.Errorf("a stranger is led to %+v", got)
	}
	if got := leads(p.anSees); got == nil || *got != (chatPortal{"/my/", true}) {
		t.Errorf("a customer is led to %+v", got)
	}
	gets[PortalAnswer](p.owner, 200, "PUT", "/v1/portal", strings.Replace(openedPortal, `"on":true`, `"on":false`, 1))
	if got := leads(p.anSees); got != nil {
		t.Errorf("it leads to what is shut: %+v", got)
	}
}
