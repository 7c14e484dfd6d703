package demo

import (
	"fmt"
	"time"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
)

// Records are what the company keeps beside its history: what it sells, the offices it supplies, the orders that are under
// way, and what its teams have on their desks. What was bought before is in the history alone.
type Records struct {
	Products []record.Values
	Firms    []Firm
	Deals    []Deal
	Talks    []Talk
	Meetings []Meeting
	Asked    []Asked
	Leads    []Lead
	Cards    []Card
	Brought  []Brought
	Voices   []Voice
	Answers  []Answer
	Letters  []Letter
}

// People are who is in them.
func (r *Records) People() (list []person.Identity) {
	for _, f := range r.Firms {
		list = append(list, person.Identity{Email: f.Email})
	}
	for _, t := range r.Talks {
		list = append(list, t.Who)
	}
	for _, m := range r.Meetings {
		list = append(list, m.Who)
	}
	for _, a := range r.Asked {
		list = append(list, a.Who)
	}
	for _, l := range r.Leads {
		list = append(list, l.Who)
	}
	for _, k := range r.Cards {
		list = append(list, k.Who)
	}
	for _, b := range r.Brought {
		list = append(list, b.Referrer, b.Friend)
	}
	for _, v := range r.Voices {
		list = append(list, v.Who)
	}
	for _, a := range r.Answers {
		list = append(list, a.Who)
	}
	for _, l := range r.Letters {
		list = append(list, l.Who)
	}
	return list
}

// Firm is an office that buys, with who orders for it and what they have ordered last.
type Firm struct {
	Values record.Values
	Email  string // of who orders
	Role   string
	Order  Order
}

// Order is an order under way. Its lines name products by their place in Records.Products.
type Order struct {
	Values  record.Values
	Product int
	Paid    []Pay
}

// Deal is a sale that sellers are after, or were. Its line names the product by its place in Records.Products.
type Deal struct {
	Values  record.Values
	Firm    int // in Records.Firms
	Product int
	Offer   *Offer // nil: none
}

// Around gives the records that go with a story, of those whose offices it told of last.
func Around(events []timeline.Event, now time.Time, zone *time.Location) Records {
	var r Records
	c := newCalendar(now, zone)
	for _, p := range sold() {
		r.Products = append(r.Products, record.Values{"name": p.name, "sku": p.sku, "category": p.category, "kind": "goods", "unit": "gói",
			"price": p.costs(c, len(c.days)-1), "currency": Currency, "tax_rate": 8.0, "active": true})
	}
	r.Products[len(r.Products)-1]["kind"] = "subscription"
	day := now.In(zone).AddDate(0, 0, -1).Format(time.DateOnly)
	for i, email := range offices(events, len(firms)) {
		f := firms[i]
		status, product := "confirmed", len(beans)+2+i%2 // one of the two boxes for offices
		if i%3 == 0 {
			status = "draft"
		}
		line := record.Line{Name: r.Products[product].Text("name"), Quantity: int64(1+i%4) * 1000, Price: r.Products[product].Int("price"), TaxRate: 8}
		r.Firms = append(r.Firms, Firm{Email: email, Role: f.role, Order: Order{Product: product, Paid: paid(i, c), Values: record.Values{"number": fmt.Sprintf("SM-%04d", i+1),
			"status": status, "placed_on": day, "currency": Currency, "lines": []record.Line{line}}},
			Values: record.Values{"name": f.name, "industry": f.industry, "size": f.size, "address": map[string]any{"province": f.province, "country": "Việt Nam"}, "tags": []string{"văn phòng"}}})
	}
	r.Deals = deals(r, events, now.In(zone))
	r.Talks, r.Meetings, r.Asked, r.Leads = talks(c, events), meetings(events, r.Firms, now.In(zone)), asked(c, events), leads(c, events)
	r.Cards, r.Brought, r.Voices = cards(c, events), brought(c, events), voices(c, events, sold())
	r.Answers, r.Letters = answers(c, events), letters(c, events)
	return r
}

// sold is everything the shop sells: beans, then the rest, the monthly packet last.
func sold() (list []*product) {
	for _, b := range beans {
		list = append(list, b.it)
	}
	return append(list, trial, phin, smallBox, largeBox, moonBox, tetBox, subscribed)
}

// offices are the addresses of those who order for offices, those told of last first.
func offices(events []timeline.Event, most int) (emails []string) {
	seen := map[string]bool{}
	for i := len(events) - 1; i >= 0 && len(emails) < most; i-- {
		p := &events[i].Person
		if p.Fields["kind"] == "Văn phòng" && p.Email != "" && !seen[p.Email] {
			seen[p.Email] = true
			emails = append(emails, p.Email)
		}
	}
	return emails
}

// firms never were.
var firms = []struct{ name, role, industry, size, province string }{
	{"Công ty Thiết kế Nắng Hanh", "Hành chính", "Thiết kế", "small", "Lâm Đồng"},
	{"Văn phòng Kiến trúc Ngói Nâu", "Trợ lý giám đốc", "Kiến trúc", "micro", "Lâm Đồng"},
	{"Công ty Phần mềm Lá Thông", "Trưởng phòng hành chính", "Phần mềm", "medium", "Thành phố Hồ Chí Minh"},
	{"Trường ngoại ngữ Chim Sẻ", "Kế toán", "Giáo dục", "small", "Thành phố Hồ Chí Minh"},
	{"Phòng khám Răng Trắng Ngần", "Quản lý", "Y tế", "small", "Đồng Nai"},
	{"Công ty Vận tải Đèo Mây", "Hành chính", "Vận tải", "medium", "Lâm Đồng"},
	{"Nhà xuất bản Trang Giấy Thơm", "Thư ký", "Xuất bản", "small", "Hà Nội"},
	{"Công ty Du lịch Dốc Sương", "Điều hành", "Du lịch", "small", "Lâm Đồng"},
	{"Xưởng gốm Đất Ấm", "Chủ xưởng", "Thủ công", "micro", "Đồng Nai"},
	{"Công ty Luật Ngọn Cân", "Thư ký", "Luật", "small", "Hà Nội"},
	{"Studio ảnh Ô Cửa", "Chủ studio", "Nhiếp ảnh", "micro", "Đà Nẵng"},
	{"Công ty Nông sản Đồi Xanh", "Mua hàng", "Nông nghiệp", "medium", "Đắk Lắk"},
}
