package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"banhda/hub/record"
	"banhda/store"
)

const account = `{"accounts":[{"bank":"970436","number":"0011001234567","holder":"CONG TY CA PHE"}]}`

// owing is a house with an account, a customer, and an order of 1,100,000 that waits to be paid.
func owing(t *testing.T) (f *front, b *visitor, order RecordAnswer, feed string) {
	f, b = turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	set := gets[PaymentSettings](b, 200, "PUT", "/v1/payment-settings", account)
	lan := b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}`)
	order = b.makes("orders", `{"person":"`+lan.ID+`","status":"confirmed","lines":[{"name":"Máy xay","quantity":1000,"price":1000000,"tax_rate":10}]}`)
	return f, b, order, strings.TrimPrefix(set.Feed, "https://crm.example.com")
}

func (v *visitor) owes(order RecordAnswer) OrderPayments {
	v.t.Helper()
	return gets[OrderPayments](v, 200, "GET", "/v1/orders/"+order.ID+"/payments", "")
}

// tells is what a feed tells of a transfer; header holds pairs.
func (v *visitor) tells(feed string, id int, amount int64, text string, header ...string) int {
	v.t.Helper()
	body := fmt.Sprintf(`{"id":%d,"gateway":"Vietcombank","transactionDate":"2026-11-20 14:02:37","accountNumber":"0011001234567","content":%q,"transferType":"in","transferAmount":%d}`, id, text, amount)
	return v.tellsRaw(feed, body, header...)
}

func (v *visitor) tellsRaw(feed, body string, header ...string) int {
	v.t.Helper()
	r, _ := http.NewRequest("POST", v.url+feed, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func TestAnOrderIsPaidInPartsByWhatABankTells(t *testing.T) {
	_, b, order, feed := owing(t)
	p := b.owes(order)
	if p.Left != 1_100_000 || p.State != "open" || p.Pay == nil || p.Pay.Amount != 1_100_000 || !strings.Contains(p.Pay.Text, p.Code) || !strings.HasPrefix(p.Pay.SVG, "<svg") {
		t.Fatalf("owes %+v", p)
	}
	text := "MBVCB.327.thanh toan " + strings.ToLower(p.Code) + "ct tu 0123 NGUYEN THI LAN"
	for range 2 { // told twice, it came once
		if got := b.tells(feed, 1, 400_000, text); got != 200 {
			t.Fatalf("the feed is answered %d", got)
		}
	}
	if p = b.owes(order); p.Left != 700_000 || p.State != "partial" || len(p.Entries) != 1 || p.Status != "confirmed" {
		t.Fatalf("after a part %+v", p)
	}
	b.tells(feed, 2, 800_000, text)
	if p = b.owes(order); p.Left != 0 || p.Over != 100_000 || p.State != "over" || p.Status != "completed" || p.Pay != nil {
		t.Fatalf("after too much %+v", p)
	}
	gives := func(amount string, status int) {
		t.Helper()
		if resp, text := b.asks("POST", "/v1/orders/"+order.ID+"/payments", `{"kind":"refunded","way":"transfer","amount":`+amount+`}`); resp.StatusCode != status {
			t.Errorf("giving back %s: %d %s", amount, resp.StatusCode, text)
		}
	}
	gives("1200001", 422)
	gives("100000", 200)
	if r := b.shows("orders", order.ID); r.Values["status"] != "completed" || r.Values["paid"] != float64(1_100_000) || r.Values["refunded"] != nil {
		t.Errorf("what was too much went back, and the order is %v", r.Values)
	}
	gives("100000", 200)
	if r := b.shows("orders", order.ID); r.Values["status"] != "completed" || r.Values["refunded"] != float64(100_000) {
		t.Errorf("a part of the price went back, and the order is %v", r.Values)
	}
	gives("1000000", 200)
	if r, p := b.shows("orders", order.ID), b.owes(order); r.Values["status"] != "refunded" || p.State != "refunded" || p.Left != 0 {
		t.Errorf("all went back, and the order is %v, %+v", r.Values, p)
	}
}

func TestLinesThatAreNotSureWaitToBeAssigned(t *testing.T) {
	_, b, order, feed := owing(t)
	b.tells(feed, 1, 1_100_000, "tien hang") // the amount alone fits
	b.tells(feed, 2, 77_000, "khong ro")
	b.tellsRaw(feed, `{"id":3,"transferType":"out","transferAmount":5000,"content":"phi"}`)
	list := gets[BankLinesAnswer](b, 200, "GET", "/v1/bank-lines?state=waiting", "")
	if list.Waiting != 2 || len(list.Lines) != 2 || list.Lines[1].Reason != "amount-only" || list.Lines[1].Order == nil || list.Lines[1].Order.ID != order.ID || list.Lines[0].Outcome != "none" {
		t.Fatalf("waiting %+v", list)
	}
	if b.owes(order).Left != 1_100_000 {
		t.Error("what is only likely was booked")
	}
	other := b.makes("orders", `{"status":"confirmed","lines":[{"name":"Phin","quantity":1000,"price":200000,"tax_rate":10}]}`)
	both := "tra " + b.owes(order).Code + " va " + b.owes(other).Code
	b.tells(feed, 4, 220_000, both)
	b.tells(feed, 5, 1_320_000, both)
	several := gets[BankLinesAnswer](b, 200, "GET", "/v1/bank-lines?state=waiting&limit=2", "").Lines
	if l := several[1]; l.Reason != "codes-several" || l.Order == nil || l.Order.ID != other.ID || l.Named != nil {
		t.Errorf("of two that are named the one that needs the amount is suggested: %+v", l)
	}
	if l := several[0]; l.Order != nil || len(l.Named) != 2 || l.Named[0].ID != order.ID || l.Named[1].ID != other.ID || l.Named[1].Code != b.owes(other).Code {
		t.Errorf("where none needs it, both are: %+v", l)
	}
	line := list.Lines[1].ID
	if l := gets[BankLine](b, 200, "POST", "/v1/bank-lines/"+line+"/assign", `{"order":"`+order.ID+`"}`); l.State != "booked" {
		t.Errorf("assigned %+v", l)
	}
	if p := b.owes(order); p.State != "paid" || p.Entries[0].Line != line {
		t.Errorf("paid %+v", p)
	}
	if resp, _ := b.asks("POST", "/v1/bank-lines/"+line+"/assign", `{"order":"`+order.ID+`"}`); resp.StatusCode != 409 {
		t.Errorf("a second time: %d", resp.StatusCode)
	}
	if l := gets[BankLine](b, 200, "POST", "/v1/bank-lines/"+list.Lines[0].ID+"/aside", `{"aside":true}`); l.State != "aside" {
		t.Errorf("laid aside %+v", l)
	}
}

func TestAFeedHasToProveWhoItIs(t *testing.T) {
	f, b, order, feed := owing(t)
	gets[PaymentSettings](b, 200, "PUT", "/v1/payment-settings", strings.Replace(account, `{"acc`, `{"secret":"khoa-bi-mat","acc`, 1))
	code := b.owes(order).Code
	body := `{"id":9,"transferType":"in","transferAmount":1100000,"content":"` + code + `"}`
	sign := func(at int64) string {
		m := hmac.New(sha256.New, []byte("khoa-bi-mat"))
		fmt.Fprintf(m, "%d.%s", at, body)
		return "sha256=" + hex.EncodeToString(m.Sum(nil))
	}
	now := f.Now().Unix()
	for about, header := range map[string][]string{"nothing": nil, "a wrong key": {"Authorization", "Apikey nein"}, "a wrong token": {"Secure-Token", "x"},
		"an old instant":  {"X-SePay-Signature", sign(now - 3600), "X-SePay-Timestamp", strconv.FormatInt(now-3600, 10)},
		"another instant": {"X-SePay-Signature", sign(now), "X-SePay-Timestamp", strconv.FormatInt(now-1, 10)}} {
		if got := b.tellsRaw(feed, body, header...); got != 401 {
			t.Errorf("%s: %d", about, got)
		}
	}
	if got := b.tellsRaw("/pay/0123456789abcdef0123456789abcdef", body); got != 404 {
		t.Errorf("another address: %d", got)
	}
	if b.owes(order).Left != 1_100_000 {
		t.Error("somebody else was believed")
	}
	for _, header := range [][]string{{"X-SePay-Signature", sign(now), "X-SePay-Timestamp", strconv.FormatInt(now, 10)}, {"Authorization", "Apikey khoa-bi-mat"}, {"Secure-Token", "khoa-bi-mat"}} {
		if got := b.tellsRaw(feed, body, header...); got != 200 {
			t.Errorf("%v: %d", header, got)
		}
	}
	if p := b.owes(order); p.State != "paid" || len(p.Entries) != 1 {
		t.Errorf("paid %+v", p)
	}
}

func TestAStatementIsTakenInOnce(t *testing.T) {
	_, b, order, _ := owing(t)
	file := "Ngân hàng,,,,\n\nNgày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả\n20/11/2026,FT1,,\"1.100.000\",CT " + b.owes(order).Code + "\n20/11/2026,FT2,\"50.000\",,phí\n21/11/2026,FT3,,\"12.000\",không rõ\n"
	upload := b.sends("sao-ke.csv", file)
	looked := gets[StatementAnswer](b, 200, "POST", "/v1/bank-statements", `{"upload":"`+upload+`","dry_run":true}`)
	if looked.Lines != 3 || looked.Columns.Credit != "Số tiền ghi có" || b.owes(order).Left == 0 {
		t.Fatalf("looked at %+v", looked)
	}
	for _, want := range []Taken{{Lines: 3, Booked: 1, Waiting: 1, Aside: 1}, {Lines: 3, Known: 3}} {
		if got := gets[StatementAnswer](b, 200, "POST", "/v1/bank-statements", `{"upload":"`+upload+`"}`); got.Taken != want {
			t.Errorf("took in %+v, not %+v", got.Taken, want)
		}
	}
	if p := b.owes(order); p.State != "paid" {
		t.Errorf("paid %+v", p)
	}
}

func TestThePageWhereAnOrderIsPaid(t *testing.T) {
	_, b, order, feed := owing(t)
	p := b.owes(order)
	page := strings.TrimPrefix(p.Page, "https://crm.example.com")
	_, shown := b.asks("GET", page+"?lang=vi", "")
	for _, want := range []string{p.Code, "1.100.000", "0011001234567", "Vietcombank", "<svg", "Máy xay", "data-bd-state"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	before := gets[map[string]string](b, 200, "GET", page+"/state", "")
	b.tells(feed, 1, 1_100_000, p.Code)
	if after := gets[map[string]string](b, 200, "GET", page+"/state", ""); after["state"] == before["state"] {
		t.Error("the page does not hear that it was paid")
	}
	if _, shown := b.asks("GET", page+"?lang=en", ""); !strings.Contains(shown, "Paid in full") || strings.Contains(shown, "data-bd-state") {
		t.Errorf("paid, the page shows %s", shown)
	}
	if resp, _ := b.asks("GET", page[:len(page)-2]+"xx", ""); resp.StatusCode != 404 {
		t.Errorf("an address made up: %d", resp.StatusCode)
	}
}

// TestAWrongBookingIsReleased: a line booked for the wrong order is taken from it, which is then as if it had not been paid; the
// line is booked anew, and the audit trail keeps both.
func TestAWrongBookingIsReleased(t *testing.T) {
	f, b, order, feed := owing(t)
	another := b.makes("orders", `{"status":"confirmed","lines":[{"name":"Cà phê","quantity":1000,"price":500000,"tax_rate":0}]}`)
	b.tells(feed, 1, 1_100_000, "mua hang "+b.owes(order).Code)
	if p := b.owes(order); p.State != "paid" || p.Status != "completed" {
		t.Fatalf("booked %+v", p)
	}
	line := gets[BankLinesAnswer](b, 200, "GET", "/v1/bank-lines?state=booked", "").Lines[0].ID
	if resp, text := b.asks("POST", "/v1/bank-lines/"+line+"/release", `{"reason":""}`); resp.StatusCode != 422 {
		t.Errorf("without a reason: %d %s", resp.StatusCode, text)
	}
	if l := gets[BankLine](b, 200, "POST", "/v1/bank-lines/"+line+"/release", `{"reason":"nhầm mã"}`); l.State != "waiting" || l.Order != nil {
		t.Errorf("released %+v", l)
	}
	if p := b.owes(order); p.State != "open" || p.Left != 1_100_000 || p.Status != "confirmed" || len(p.Entries) != 0 {
		t.Errorf("the order stands %+v", p)
	}
	gets[Problem](b, 409, "POST", "/v1/bank-lines/"+line+"/release", `{"reason":"lại"}`)
	gets[BankLine](b, 200, "POST", "/v1/bank-lines/"+line+"/assign", `{"order":"`+another.ID+`"}`)
	if p := b.owes(another); p.State != "over" || p.Over != 600_000 {
		t.Errorf("booked anew %+v", p)
	}
	gets[OrderPayments](b, 200, "POST", "/v1/orders/"+another.ID+"/payments", `{"kind":"refunded","way":"transfer","amount":600000}`)
	gets[Problem](b, 409, "POST", "/v1/bank-lines/"+line+"/release", `{"reason":"lại"}`)
	acts := gets[ActsAnswer](b, 200, "GET", "/v1/acts?verb=bank-line-release", "").Acts
	if len(acts) != 1 || acts[0].Reason != "nhầm mã" || !strings.Contains(string(acts[0].After), order.ID) {
		t.Errorf("the audit trail keeps %+v", acts)
	}
	if told := f.tellsLog(); !strings.Contains(told, `{"id":"payment-1-`+order.ID+`"}`) {
		t.Errorf("the log does not take it back: %s", told)
	}
}

// TestAnOrderIsAPaperWithItsCode: who has the address of the page has the order as a file, for as long as it is there.
func TestAnOrderIsAPaperWithItsCode(t *testing.T) {
	f, b, order, _ := owing(t)
	id, _ := readRef(record.Order, order.ID)
	resp, file := b.asks("GET", f.payPath(id)+"/pdf?lang=vi", "")
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(file, "%PDF-") {
		t.Fatalf("%d %s", resp.StatusCode, resp.Header)
	}
	f.look(func(v *store.View) error {
		d, err := f.orderDocument(t.Context(), v, id, "vi")
		if err != nil || d.Pay == nil || d.Pay.Text != b.owes(order).Pay.Text || d.Sum.Total != 1_100_000 || d.To.Name == "" {
			t.Errorf("it says %+v, %v", d, err)
		}
		return nil
	})
	if _, page := b.asks("GET", f.payPath(id), ""); !strings.Contains(page, "/pdf?lang=vi") {
		t.Error("the page does not lead there")
	}
	if resp, _ := b.asks("GET", "/pay/none/pdf", ""); resp.StatusCode != 404 {
		t.Errorf("a made-up address: %d", resp.StatusCode)
	}
}
