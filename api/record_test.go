package api

import (
	"strings"
	"testing"

	"banhda/hub/person"
	"banhda/hub/record"
)

// makes makes a record and gives it as it is shown.
func (v *visitor) makes(typ, values string) RecordAnswer {
	v.t.Helper()
	return gets[RecordAnswer](v, 200, "POST", "/v1/records/"+typ, `{"values":`+values+`}`)
}

func (v *visitor) shows(typ, id string) RecordAnswer {
	v.t.Helper()
	return gets[RecordAnswer](v, 200, "GET", "/v1/records/"+typ+"/"+id, "")
}

func TestAPersonIsMadeByHand(t *testing.T) {
	f, b := turning(t)
	firm := b.makes("companies", `{"name":"Cà phê Sông Hương","tax_code":"3300123456"}`)
	an := b.makes("people", `{"name":"Nguyễn Thị Lan","honorific":"chi","email":"Lan@Example.vn","phone":"0912345678","tags":["vip"],
		"companies":[{"company":"`+firm.ID+`","role":"Giám đốc"}]}`)
	if an.Values["email"] != "lan@example.vn" || an.Values["phone"] != "+84912345678" || an.Greeting != "chị Lan" || an.Values["company"] != firm.ID ||
		len(an.Identifiers) != 2 || an.Links["company"].(map[string]any)["name"] != "Cà phê Sông Hương" || an.Act == "" {
		t.Errorf("made: %+v", an)
	}
	if resp, text := b.asks("POST", "/v1/records/people", `{"values":{"name":"Ai đó","email":"lan@example.vn"}}`); resp.StatusCode != 409 || !strings.Contains(text, an.ID) {
		t.Errorf("an address that belongs to somebody: %d %s", resp.StatusCode, text)
	}
	// Somebody else has no name and two addresses, and their first stays known.
	changed := gets[RecordAnswer](b, 200, "PATCH", "/v1/records/people/"+an.ID, `{"values":{"email":"lan@work.vn","title":"CEO"}}`)
	if changed.Values["email"] != "lan@work.vn" || len(changed.Identifiers) != 3 || changed.ID != an.ID {
		t.Errorf("a second address: %+v", changed)
	}
	found, err := f.Records.Profiles(t.Context(), []person.Key{{Kind: person.Email, Value: "lan@work.vn"}, {Kind: person.Email, Value: "lan@example.vn"}})
	if err != nil || len(found) != 2 {
		t.Errorf("%v %v", found, err)
	}
	gets[UndoneAnswer](b, 200, "POST", "/v1/acts/"+changed.Act+"/undo", `{}`)
	if now := b.shows("people", an.ID); now.Values["email"] != "lan@example.vn" || now.Values["title"] != nil {
		t.Errorf("undone: %+v", now.Values)
	}
	gets[UndoneAnswer](b, 200, "POST", "/v1/acts/"+an.Act+"/undo", `{"conflicts":"restore"}`)
	if now := b.shows("people", an.ID); now.DeletedAt == "" {
		t.Errorf("making them undone: %+v", now)
	}
}

func TestRecordsAreChangedByVersion(t *testing.T) {
	_, b := turning(t)
	firm := b.makes("companies", `{"name":"A"}`)
	b.header.Set("If-Match", `"1"`)
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/companies/"+firm.ID, `{"values":{"name":"B"}}`)
	if resp, text := b.asks("PATCH", "/v1/records/companies/"+firm.ID, `{"values":{"name":"C"}}`); resp.StatusCode != 412 {
		t.Errorf("a version that is gone: %d %s", resp.StatusCode, text)
	}
	b.header.Del("If-Match")
	for order, want := range map[string]int{
		`{"values":{"nme":"x"}}`: 422, `{"values":{"name":null}}`: 422, `{"values":{"owner":"usr_1"}}`: 422, `{"values":{"website":"ftp://x.vn"}}`: 422, `{"values":{"parent":"per_0000000000000"}}`: 422,
	} {
		if resp, text := b.asks("PATCH", "/v1/records/companies/"+firm.ID, order); resp.StatusCode != want {
			t.Errorf("%s: %d %s", order, resp.StatusCode, text)
		}
	}
	resp, _ := b.asks("GET", "/v1/records/companies/"+firm.ID, "")
	if resp.Header.Get("ETag") != `"2"` {
		t.Errorf("ETag %s", resp.Header.Get("ETag"))
	}
	gets[ActAnswer](b, 200, "DELETE", "/v1/records/companies/"+firm.ID, "")
	if resp, _ := b.asks("PATCH", "/v1/records/companies/"+firm.ID, `{"values":{"name":"C"}}`); resp.StatusCode != 409 {
		t.Errorf("in the bin: %d", resp.StatusCode)
	}
	gets[ActAnswer](b, 200, "POST", "/v1/records/companies/"+firm.ID+"/restore", "")
	h := gets[HistoryAnswer](b, 200, "GET", "/v1/records/companies/"+firm.ID+"/history?limit=2", "")
	if len(h.Changes) != 2 || h.Cursor == nil || h.Changes[0].Verb != "restore" || h.Changes[0].Actor.Name == "" {
		t.Errorf("history: %+v", h)
	}
	rest := gets[HistoryAnswer](b, 200, "GET", "/v1/records/companies/"+firm.ID+"/history?field=name", "")
	if len(rest.Changes) != 2 || rest.Changes[0].Before != "A" || rest.Changes[0].After != "B" || rest.Changes[1].Before != nil {
		t.Errorf("history of the name: %+v", rest.Changes)
	}
}

func TestOrdersAreReckoned(t *testing.T) {
	_, b := turning(t)
	an := b.makes("people", `{"name":"An","email":"an@example.vn"}`)
	coffee := b.makes("products", `{"name":"Cà phê rang","sku":"CF-1","price":"320k","currency":"VND","tax_rate":8}`)
	if resp, text := b.asks("POST", "/v1/records/products", `{"values":{"name":"Khác","sku":"CF-1"}}`); resp.StatusCode != 409 {
		t.Errorf("a SKU twice: %d %s", resp.StatusCode, text)
	}
	o := b.makes("orders", `{"person":"`+an.ID+`","status":"completed","discount":"20k","lines":[{"product":"`+coffee.ID+`","name":"Cà phê rang","quantity":2500,"price":320000,"tax_rate":8}]}`)
	if o.Values["total"] != 842_400.0 || o.Values["number"] != "DH-000001" || o.Links["lines"].([]any)[0].(map[string]any)["name"] != "Cà phê rang" {
		t.Errorf("the order: %+v", o)
	}
	if resp, text := b.asks("POST", "/v1/records/orders", `{"values":{"discount":100,"lines":[{"name":"x","quantity":1000,"price":50}]}}`); resp.StatusCode != 422 {
		t.Errorf("a discount that is too much: %d %s", resp.StatusCode, text)
	}
	gets[PriceBook](b, 200, "POST", "/v1/price-books", `{"key":"wholesale","name":"Giá sỉ","currency":"VND"}`)
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/products/"+coffee.ID, `{"values":{"prices":[{"book":"wholesale","amount":280000,"currency":"VND","quantity":10000}]}}`)
	for query, want := range map[string]int64{"": 320_000, "?book=wholesale": 320_000, "?book=wholesale&quantity=10000": 280_000} {
		if p := gets[PriceAnswer](b, 200, "GET", "/v1/records/products/"+coffee.ID+"/price"+query, ""); p.Amount == nil || *p.Amount != want {
			t.Errorf("%s: %+v, want %d", query, p, want)
		}
	}
}

func TestFieldsOfOnesOwn(t *testing.T) {
	f, b := turning(t)
	if err := f.acquaint(person.Identity{Email: "an@example.vn", Name: "An", Fields: map[string]any{"hang_the": "gold", "city": "Huế"}}); err != nil {
		t.Fatal(err)
	}
	field := gets[FieldShown](b, 200, "POST", "/v1/fields", `{"type":"people","kind":"choice","label":{"vi":"Hạng thẻ","en":""},
		"options":[{"key":"gold","label":{"vi":"Vàng","en":"Gold"}},{"key":"","label":{"vi":"Bạc","en":"Silver"}}]}`)
	if field.ID != "people.hang_the" || field.Options[1].Key != "silver" {
		t.Errorf("%+v", field)
	}
	found, err := f.Records.Profiles(t.Context(), []person.Key{{Kind: person.Email, Value: "an@example.vn"}})
	if err != nil {
		t.Fatal(err)
	}
	an := refID(record.Ref{Type: record.Person, ID: found[person.Key{Kind: person.Email, Value: "an@example.vn"}].Person})
	if now := b.shows("people", an); now.Values["hang_the"] != "gold" {
		t.Errorf("what was stated before there was a field: %+v", now.Values)
	}
	if u := gets[FieldUsage](b, 200, "GET", "/v1/fields/people.hang_the/usage", ""); u != (FieldUsage{1, 1}) {
		t.Errorf("usage %+v", u)
	}
	gets[FieldShown](b, 200, "PATCH", "/v1/fields/people.title", `{"label":{"vi":"Chức vụ","en":"Position"},"required":true}`)
	gets[FieldShown](b, 200, "PATCH", "/v1/fields/people.hang_the", `{"archived":true}`)
	for _, shown := range gets[FieldsAnswer](b, 200, "GET", "/v1/fields?type=people", "").Fields {
		if shown.ID == "people.hang_the" || shown.ID == "people.title" && (shown.Label.Vi != "Chức vụ" || !shown.Required) {
			t.Errorf("%+v", shown)
		}
	}
	if resp, text := b.asks("PATCH", "/v1/fields/people.title", `{"pattern":"x"}`); resp.StatusCode != 422 {
		t.Errorf("the pattern of a standard field: %d %s", resp.StatusCode, text)
	}
	b.makes("companies", `{"name":"A","tags":["sỉ","vip"]}`)
	if tags := gets[TagsAnswer](b, 200, "GET", "/v1/tags?type=companies&q=SI", ""); len(tags.Tags) != 1 || tags.Tags[0] != (TagShown{"sỉ", 1}) {
		t.Errorf("%+v", tags)
	}
}
