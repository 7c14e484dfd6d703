package api

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/auth/customer"
	"banhda/hub/consent"
	"banhda/store"
)

// typesCode types the code a customer was sent to confirm something.
func (p *portalHouse) typesCode(v *visitor) (status int, body string) {
	p.t.Helper()
	p.does(confirmCodeJob)
	wish := p.wishOf(v)
	status, _, body = v.fills("/my/data/code", "code", customer.Code(p.customerSecret(), &wish))
	return status, body
}

// TestCustomersPutTheirDataRight: what they set is theirs and noted as theirs, what is no day is refused in their language, and
// an address becomes theirs by its code alone.
func TestCustomersPutTheirDataRight(t *testing.T) {
	p := portalOpen(t)
	form := []string{"name", "Trần Thị Bích An", "birthday", "1990-02-03", "lunar", "1", "street", "12 Lý Thường Kiệt", "ward", "Bến Thành", "province", "Thành phố Hồ Chí Minh"}
	if status, at, body := p.anSees.fills("/my/data", form...); status != 200 || at != "/my/data" || !strings.Contains(body, "Đã xong.") || !strings.Contains(body, `value="1990-02-03"`) {
		t.Fatalf("setting leads to %d %s: %s", status, at, body)
	}
	is := p.owner.shows("people", p.an.ID)
	if is.Values["name"] != "Trần Thị Bích An" || is.Values["birthday"] != "1990-02-03" || is.Values["birthday_lunar"] != true {
		t.Errorf("we know %+v", is.Values)
	}
	acts := gets[ActsAnswer](p.owner, 200, "GET", "/v1/acts?type=people&id="+p.an.ID, "").Acts
	if acts[0].Verb != "customer-set" || acts[0].Origin != "customer" {
		t.Errorf("it is noted as %+v", acts[0])
	}
	if status, _, body := p.anSees.fills("/my/data", "name", "An", "birthday", "1990-02-31"); status != 422 || !strings.Contains(body, `role="alert"`) {
		t.Errorf("the 31st of February: %d %s", status, body)
	}
	if _, at, _ := p.anSees.fills("/my/data/address", "address", "an.moi@example.vn"); at != "/my/data/code" {
		t.Fatalf("a new address leads to %s", at)
	}
	wish := p.wishOf(p.anSees)
	code := customer.Code(p.customerSecret(), &wish)
	if status, at, _ := p.anSees.fills("/in/code", "code", code); status != 422 || at != "/in/code" {
		t.Errorf("the code signs in: %d at %s", status, at)
	}
	if status, body := p.typesCode(p.anSees); status != 200 || !strings.Contains(body, "an.moi@example.vn") {
		t.Errorf("typed: %d %s", status, body)
	}
	if is := p.owner.shows("people", p.an.ID); is.Values["email"] != "an.moi@example.vn" {
		t.Errorf("the address is %v", is.Values["email"])
	}
	p.binhSees.fills("/my/data/address", "address", "an@example.vn")
	if status, body := p.typesCode(p.binhSees); status != 422 || !strings.Contains(body, "hồ sơ khác") || strings.Contains(body, "Bích An") {
		t.Errorf("another's address: %d %s", status, body)
	}
}

// TestCustomersAskToBeForgotten: only by the code, once, with the time the law gives; and they take along what is theirs.
func TestCustomersAskToBeForgotten(t *testing.T) {
	p := portalOpen(t)
	p.owner.asks("POST", "/v1/records/people/"+p.an.ID+"/notes", `{"text":"khách khó tính"}`)
	p.anSees.fills("/my/data/ask", "kind", "erase")
	open := func() (list []Request) {
		return gets[RequestsAnswer](p.owner, 200, "GET", "/v1/requests?state=open", "").Requests
	}
	if len(open()) != 0 {
		t.Error("it counts before the code")
	}
	if status, body := p.typesCode(p.anSees); status != 200 || !strings.Contains(body, "Đang xử lý") {
		t.Errorf("asked: %d %s", status, body)
	}
	if list := open(); len(list) != 1 || list[0].Kind != string(consent.Erase) || list[0].Person.ID != p.an.ID || list[0].DueAt <= list[0].ReceivedAt {
		t.Fatalf("in the queue are %+v", list)
	}
	p.anSees.fills("/my/data/ask", "kind", "access", "wish", "Cho tôi mọi ghi chú")
	if len(open()) != 2 {
		t.Error("a copy was not asked for")
	}
	status, _, body := p.anSees.fills("/my/data/download")
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if status != 200 || err != nil {
		t.Fatalf("downloading: %d %v", status, err)
	}
	all := ""
	for _, f := range z.File {
		r, _ := f.Open()
		text, _ := io.ReadAll(r)
		all += f.Name + "\n" + string(text)
	}
	if !strings.Contains(all, "orders.json") || !strings.Contains(all, "tickets.json") || strings.Contains(all, "deals.json") || strings.Contains(all, "segments.json") {
		t.Errorf("the file should hold what was bought and asked, and not what the house noted for itself: %s", all)
	}
	if !strings.Contains(all, "an@example.vn") || !strings.Contains(all, "consents.json") || strings.Contains(all, "khó tính") || strings.Contains(all, "binh@example.vn") {
		t.Errorf("the file holds %s", all)
	}
}

// TestCustomersChooseWhatTheyGet: each word goes into the ledger with where it was said.
func TestCustomersChooseWhatTheyGet(t *testing.T) {
	p := portalOpen(t)
	p.anSees.fills("/my/consent", "yes", "marketing email")
	_, body := p.anSees.asks("GET", "/my/consent", "")
	if !strings.Contains(body, `value="marketing email" checked`) || !strings.Contains(body, "<strong>Đồng ý</strong>") {
		t.Errorf("shown is %s", body)
	}
	p.look(func(v *store.View) error {
		id, _ := ParsePersonID(p.an.ID)
		list, err := v.Consents(t.Context(), id)
		last := list[len(list)-1]
		for _, e := range list {
			if e.State == consent.Given {
				last = e
			}
		}
		if last.Evidence.Form != "portal" || last.Evidence.Hash == "" {
			t.Errorf("the ledger says %+v", last)
		}
		return err
	})
	p.anSees.fills("/my/consent", "none", "1")
	if _, body := p.anSees.asks("GET", "/my/consent", ""); strings.Contains(body, `value="marketing email" checked`) || !strings.Contains(body, "<strong>Không</strong>") {
		t.Errorf("taken back: %s", body)
	}
	var said [2]int
	for n := range said { // the second time nothing is written twice
		p.look(func(v *store.View) error {
			id, _ := ParsePersonID(p.an.ID)
			held, err := v.Held(t.Context(), id)
			purposes, err2 := readPurposes(t.Context(), v)
			for _, e := range consent.Stops(id, 0, purposes, "") { // also of what nothing was ever said
				if is := held[consent.Key{Channel: e.Channel, Purpose: e.Purpose}]; is.State != consent.Withdrawn {
					t.Errorf("of %s by %s the ledger says %q", e.Purpose, e.Channel, is.State)
				}
			}
			list, err3 := v.Consents(t.Context(), id)
			if said[n] = len(list); !consent.Unrecognised(held) {
				t.Error("they are recognised on the site")
			}
			return errors.Join(err, err2, err3)
		})
		p.anSees.fills("/my/consent", "none", "1")
	}
	if said[0] != said[1] {
		t.Errorf("%d entries, then %d", said[0], said[1])
	}
}

// TestCustomersSeeWhereTheyAreSignedIn and sign themselves out elsewhere.
func TestCustomersSeeWhereTheyAreSignedIn(t *testing.T) {
	p := portalOpen(t)
	other := p.signsIn("an@example.vn")
	all := gets[CustomerSessionsAnswer](p.owner, 200, "GET", "/v1/records/people/"+p.an.ID+"/sign-ins", "").Sessions
	mine := p.sessionHash(p.anSees)
	for _, one := range all {
		if one.ID != mine {
			p.anSees.fills("/my/data/sign-out", "session", one.ID)
		}
	}
	if resp, _ := other.asks("GET", "/my/", ""); resp.Request.URL.Path != "/in/" {
		t.Error("the other device is still signed in")
	}
	if resp, _ := p.anSees.asks("GET", "/my/", ""); resp.Request.URL.Path != "/my/" {
		t.Error("this one is not any more")
	}
}

func (p *portalHouse) sessionHash(v *visitor) string {
	return customerSessionID(store.CustomerSession{Hash: auth.Hash(v.holds(customerCookie))})
}
