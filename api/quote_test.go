package api

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/store"
)

const machine = `{"title":"Máy pha","language":"vi","currency":"VND","book":"","discount":0,"valid_until":"%s","intro":"","terms":"Giao trong 7 ngày","lines":[{"name":"Máy xay","quantity":2000,"price":1000000,"tax_rate":10}]}`

// quoted is a house with a quote for somebody that is not sent yet.
func quoted(t *testing.T) (f *front, b *visitor, q QuoteDetail) {
	f, b = turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	gets[PaymentSettings](b, 200, "PUT", "/v1/payment-settings", account)
	lan := b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}`)
	q = gets[QuoteDetail](b, 200, "POST", "/v1/quotes", `{"person":"`+lan.ID+`","content":`+strings.Replace(machine, "%s", f.Now().AddDate(0, 0, 10).Format(time.DateOnly), 1)+`}`)
	return f, b, q
}

func (v *visitor) sendsQuote(q QuoteDetail, status int) QuoteDetail {
	v.t.Helper()
	resp, text := v.asks("POST", "/v1/quotes/"+q.ID+"/send", `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"mail":true}`)
	if resp.StatusCode != status {
		v.t.Fatalf("sending: %d %s, not %d", resp.StatusCode, text, status)
	}
	if status != 200 {
		return q
	}
	return gets[QuoteDetail](v, 200, "GET", "/v1/quotes/"+q.ID, "")
}

// says posts what a customer says on the page, as a browser without a script does.
func (v *visitor) says(page string, fields ...string) (status int, body string) {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	resp, err := http.PostForm(v.url+page, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func quoteAt(q QuoteDetail) string { return strings.TrimPrefix(q.Page, "https://crm.example.com") }

func TestAQuoteIsAcceptedAndPaid(t *testing.T) {
	f, b, q := quoted(t)
	if q.Number != "" || q.State != "draft" || q.Sum.Total != 2_200_000 || q.Sum.Words != "Hai triệu hai trăm nghìn đồng" {
		t.Fatalf("begun as %+v", q)
	}
	q = b.sendsQuote(q, 200)
	if want := quote.Number(f.Now().Year(), 1); q.Number != want || q.State != "sent" || len(q.Versions) != 1 || q.Page == "" {
		t.Fatalf("sent as %+v", q)
	}
	page := quoteAt(q)
	if _, shown := b.asks("GET", page, ""); !strings.Contains(shown, q.Number) || !strings.Contains(shown, "Máy xay") || !strings.Contains(shown, "2.200.000") {
		t.Fatalf("the customer reads %s", shown)
	}
	if resp, file := b.asks("GET", page+"/pdf", ""); resp.StatusCode != 200 || quote.Hash([]byte(file)) != q.Versions[0].Hash {
		t.Error("the file is not the one whose hash is kept")
	}
	if status, _ := b.says(page, "do", "accept", "version", "1", "name", " "); status != 422 {
		t.Errorf("nobody accepted it: %d", status)
	}
	for range 2 { // pressed twice
		if status, said := b.says(page, "do", "accept", "version", "1", "name", "Nguyễn Thị  Lan"); status != 200 {
			t.Fatalf("accepted: %d %s", status, said)
		}
	}
	q = gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+q.ID, "")
	last := q.Entries[len(q.Entries)-1]
	if q.State != "accepted" || q.Order == nil || last.Kind != "accepted" || last.Name != "Nguyễn Thị Lan" || last.Hash != q.Versions[0].Hash || last.Address == "" {
		t.Fatalf("accepted as %+v, by %+v", q.State, last)
	}
	owed := gets[OrderPayments](b, 200, "GET", "/v1/orders/"+q.Order.ID+"/payments", "")
	if _, shown := b.asks("GET", page, ""); !strings.Contains(shown, owed.Code) || !strings.Contains(shown, "<svg") {
		t.Error("the page does not say how to pay")
	}
	set := gets[PaymentSettings](b, 200, "GET", "/v1/payment-settings", "")
	b.tells(strings.TrimPrefix(set.Feed, "https://crm.example.com"), 5, 2_200_000, owed.Code)
	if _, shown := b.asks("GET", page, ""); !strings.Contains(shown, "Đã thanh toán đủ") {
		t.Error("the page does not say that it was paid")
	}
	if r := b.shows("orders", q.Order.ID); r.Values["status"] != "completed" || r.Values["total"] != float64(2_200_000) {
		t.Errorf("the order is %v", r.Values)
	}
	if resp, _ := b.asks("PUT", "/v1/quotes/"+q.ID, `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"content":`+strings.Replace(machine, "%s", "", 1)+`}`); resp.StatusCode != 409 {
		t.Errorf("what was accepted is changed: %d", resp.StatusCode)
	}
}

func TestOnlyTheLastVersionIsAccepted(t *testing.T) {
	_, b, q := quoted(t)
	q = b.sendsQuote(q, 200)
	changed := strings.Replace(strings.Replace(machine, "%s", "", 1), "1000000", "900000", 1)
	q = gets[QuoteDetail](b, 200, "PUT", "/v1/quotes/"+q.ID, `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"content":`+changed+`}`)
	if !q.Changed || q.Total != 2_200_000 {
		t.Errorf("what is being written is what was sent: %+v", q.QuoteLine)
	}
	if _, shown := b.asks("GET", quoteAt(q), ""); strings.Contains(shown, "1.980.000") {
		t.Error("the customer reads what was not sent")
	}
	q = b.sendsQuote(q, 200)
	if q.Number == "" || len(q.Versions) != 2 || q.Total != 1_980_000 {
		t.Errorf("sent again as %+v", q.QuoteLine)
	}
	if status, said := b.says(quoteAt(q), "do", "accept", "version", "1", "name", "Lan"); status != 422 || !strings.Contains(said, "bản mới hơn") {
		t.Errorf("the version before is accepted: %d", status)
	}
	if status, _ := b.says(quoteAt(q), "do", "comment", "text", "Có giao ở Huế không?"); status != 200 {
		t.Errorf("asked: %d", status)
	}
	gets[QuoteDetail](b, 200, "POST", "/v1/quotes/"+q.ID+"/comments", `{"text":"Có, miễn phí"}`)
	if _, shown := b.asks("GET", quoteAt(q), ""); !strings.Contains(shown, "Có giao ở Huế không?") || !strings.Contains(shown, "Có, miễn phí") {
		t.Error("what was said is not on the page")
	}
	b.says(quoteAt(q), "do", "decline", "reason", "Đắt")
	if q = gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+q.ID, ""); q.State != "declined" || q.Entries[len(q.Entries)-1].Text != "Đắt" {
		t.Errorf("declined as %+v", q.State)
	}
	if status, _ := b.says(quoteAt(q), "do", "accept", "version", "2", "name", "Lan"); status != 422 {
		t.Errorf("after a no: %d", status)
	}
}

func TestAHighDiscountNeedsSomebodyElsesLeave(t *testing.T) {
	f, owner, q := quoted(t)
	high := strings.Replace(strings.Replace(machine, "%s", "", 1), `"discount":0`, `"discount":400000`, 1)
	q = gets[QuoteDetail](owner, 200, "PUT", "/v1/quotes/"+q.ID, `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"content":`+high+`}`)
	if q.Leave != "needed" || q.Sum.Off != 20 {
		t.Fatalf("a fifth off: %+v", q.Sum)
	}
	owner.sendsQuote(q, 409)
	q = gets[QuoteDetail](owner, 200, "POST", "/v1/quotes/"+q.ID+"/approvals", `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"reason":"khách quen"}`)
	if resp, _ := owner.asks("POST", "/v1/quote-approvals/"+q.Approvals[0].ID, `{"granted":true}`); resp.StatusCode != 409 {
		t.Errorf("who asked granted it: %d", resp.StatusCode)
	}
	f.tx(func(tx *store.Tx) error { // somebody else asks for the same
		id, _ := ParseQuoteID(q.ID)
		is, err := tx.Quote(t.Context(), auth.Everything, id)
		if err == nil {
			_, err = tx.AddApproval(t.Context(), quote.Approval{Quote: id, Mark: is.Draft.Mark(), Discount: is.Draft.Off(), AskedBy: 77})
		}
		return err
	})
	list := gets[QuoteApprovalsAnswer](owner, 200, "GET", "/v1/quote-approvals", "")
	if len(list.Approvals) != 2 || list.Approvals[1].Discount != 20 {
		t.Fatalf("waiting: %+v", list)
	}
	q = gets[QuoteDetail](owner, 200, "POST", "/v1/quote-approvals/"+list.Approvals[1].ID, `{"granted":true,"note":"được"}`)
	if q.Leave != "granted" {
		t.Errorf("granted: %s", q.Leave)
	}
	higher := strings.Replace(high, "400000", "500000", 1)
	q = gets[QuoteDetail](owner, 200, "PUT", "/v1/quotes/"+q.ID, `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"content":`+higher+`}`)
	if q.Leave != "needed" {
		t.Errorf("leave for another discount: %s", q.Leave)
	}
	owner.sendsQuote(q, 409)
	q = gets[QuoteDetail](owner, 200, "PUT", "/v1/quotes/"+q.ID, `{"edition":`+strconv.FormatInt(q.Edition, 10)+`,"content":`+high+`}`)
	owner.sendsQuote(q, 200)
}

func TestQuotesEndAndRemind(t *testing.T) {
	f, b, q := quoted(t)
	q = b.sendsQuote(q, 200)
	run := func() QuoteDetail {
		t.Helper()
		if err := f.keepQuotes(t.Context(), job.Job{}); err != nil {
			t.Fatal(err)
		}
		return gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+q.ID, "")
	}
	if got := run(); len(got.Entries) != len(q.Entries) {
		t.Errorf("ten days before its end %+v", got.Entries)
	}
	ends := func(in int) {
		f.tx(func(tx *store.Tx) error {
			id, _ := ParseQuoteID(q.ID)
			is, err := tx.Quote(t.Context(), auth.Everything, id)
			if err != nil {
				return err
			}
			is.Until = f.Now().AddDate(0, 0, in).Format(time.DateOnly)
			return tx.SaveQuote(t.Context(), is)
		})
	}
	ends(2)
	for range 2 {
		if got := run(); len(got.Entries) != len(q.Entries)+1 || got.Entries[len(got.Entries)-1].Kind != "reminded" {
			t.Fatalf("two days before its end %+v", got.Entries)
		}
	}
	ends(-2)
	if got := run(); got.State != "expired" {
		t.Errorf("after its end it is %s", got.State)
	}
	if status, _ := b.says(quoteAt(q), "do", "accept", "version", "1", "name", "Lan"); status != 422 {
		t.Errorf("accepted after its end: %d", status)
	}
}

func TestAQuoteOfADealWinsIt(t *testing.T) {
	_, b, _ := quoted(t)
	an := b.makes("people", `{"name":"An","email":"an@example.vn"}`)
	made := b.makes("deals", `{"name":"Máy cho quán","person":"`+an.ID+`","lines":[{"name":"Máy","quantity":1000,"price":500000,"tax_rate":8}]}`)
	q := gets[QuoteDetail](b, 200, "POST", "/v1/quotes", `{"deal":"`+made.ID+`"}`)
	if q.Deal == nil || q.Person == nil || q.Person.ID != an.ID || q.Sum.Total != 540_000 {
		t.Fatalf("begun from the deal: %+v", q)
	}
	q = b.sendsQuote(q, 200)
	b.says(quoteAt(q), "do", "accept", "version", "1", "name", "An")
	if r := b.shows("deals", made.ID); r.Values["state"] != "won" {
		t.Errorf("the deal is %v", r.Values)
	}
	if got := gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+q.ID, ""); got.Order == nil || b.shows(record.Order.Plural(), got.Order.ID).Values["deal"] != made.ID {
		t.Error("the order does not know the deal")
	}
}

func TestALineIsProposedWithTheTaxOfItsDay(t *testing.T) {
	_, b, _ := quoted(t)
	for class, want := range map[string]float64{"": 10, "relief": 8, "exempt": 0} {
		values := `{"name":"P` + class + `","price":100000,"unit":"kg"`
		if class != "" {
			values += `,"tax_class":"` + class + `"`
		}
		made := b.makes("products", values+`}`)
		got := gets[ProposedLine](b, 200, "GET", "/v1/quote-line?product="+made.ID, "")
		if got.TaxRate != want || got.Price != 100_000 || got.Unit != "kg" || got.Law == "" || !got.Priced {
			t.Errorf("%q: %+v", class, got)
		}
	}
	if resp, _ := b.asks("GET", "/v1/quotes/"+QuoteID(99), ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a quote that is not there: %d", resp.StatusCode)
	}
}

// TestAQuoteAsksForADeposit: what is asked for is said in the editor, on the page and on the paper that is kept; once accepted the code is of
// the deposit, then of what is missing of it, then of the rest; the order shows both, and is done when all is paid.
func TestAQuoteAsksForADeposit(t *testing.T) {
	f, b, q := quoted(t)
	until := f.Now().AddDate(0, 0, 10).Format(time.DateOnly)
	with := func(deposit string) string {
		return `{"edition":` + strconv.FormatInt(q.Edition, 10) + `,"content":` + strings.Replace(strings.Replace(machine, "%s", until, 1), `"book"`, deposit+`,"book"`, 1) + `}`
	}
	q = gets[QuoteDetail](b, 200, "PUT", "/v1/quotes/"+q.ID, with(`"deposit_amount":2200001`))
	b.sendsQuote(q, 422)
	q = gets[QuoteDetail](b, 200, "PUT", "/v1/quotes/"+q.ID, with(`"deposit_percent":33`))
	if q.Sum.Deposit != 726_000 {
		t.Fatalf("asked for: %+v", q.Sum)
	}
	q = b.sendsQuote(q, 200)
	page := quoteAt(q)
	if _, shown := b.asks("GET", page+"?lang=vi", ""); !strings.Contains(shown, "Đặt cọc khi đồng ý (33 %)") || !strings.Contains(shown, "726.000") || !strings.Contains(shown, "1.474.000") || strings.Contains(shown, "<svg") {
		t.Fatalf("the customer reads %s", shown)
	}
	if status, said := b.says(page, "do", "accept", "version", "1", "name", "Lan", "lang", "vi"); status != 200 || !strings.Contains(said, "Đặt cọc để chúng tôi bắt đầu") {
		t.Fatalf("accepted: %d %s", status, said)
	}
	q = gets[QuoteDetail](b, 200, "GET", "/v1/quotes/"+q.ID, "")
	feed := strings.TrimPrefix(gets[PaymentSettings](b, 200, "GET", "/v1/payment-settings", "").Feed, "https://crm.example.com")
	b.tells(feed, 1, 726_000, "tien coc") // no code, and the deposit alone fits
	if list := gets[BankLinesAnswer](b, 200, "GET", "/v1/bank-lines?state=waiting", "").Lines; len(list) != 1 || list[0].Reason != "amount-only" || list[0].Order == nil || list[0].Order.ID != q.Order.ID {
		t.Errorf("a deposit without a code waits as %+v", list)
	}
	_, accepted := b.asks("GET", page+"/pdf?as=sent", "")
	for i, c := range []struct{ paid, now, later int64 }{{0, 726_000, 1_474_000}, {500_000, 226_000, 1_474_000}, {226_000, 1_474_000, 0}, {1_474_000, 0, 0}} {
		owed := gets[OrderPayments](b, 200, "GET", "/v1/orders/"+q.Order.ID+"/payments", "")
		if c.paid > 0 {
			b.tells(feed, 10+i, c.paid, owed.Code)
			owed = gets[OrderPayments](b, 200, "GET", "/v1/orders/"+q.Order.ID+"/payments", "")
		}
		if owed.Deposit != 726_000 || owed.Now != c.now || owed.Later != c.later || owed.Left != c.now+c.later || (owed.Pay != nil) != (c.now > 0) || owed.Pay != nil && owed.Pay.Amount != c.now {
			t.Errorf("after %d: %+v, to pay %+v", c.paid, owed, owed.Pay)
		}
		d, err := func() (d *quote.Document, err error) {
			id, _ := readRef(record.Order, q.Order.ID)
			f.look(func(v *store.View) error { d, err = f.orderDocument(t.Context(), v, id, "vi"); return nil })
			return d, err
		}()
		if err != nil || (d.Pay != nil) != (c.now > 0) || d.Pay != nil && d.Pay.Amount != c.now || (d.Deposit > 0) != (c.later > 0) {
			t.Errorf("the order's paper after %d: %+v %v", c.paid, d, err)
		}
		if _, file := b.asks("GET", page+"/pdf", ""); !strings.HasPrefix(file, "%PDF") || (file != accepted) != (c.later > 0) {
			t.Errorf("the quote's paper after %d: the code is on it where no deposit is due, or is not where one is", c.paid)
		}
	}
	if _, file := b.asks("GET", page+"/pdf?as=sent", ""); !slices.ContainsFunc(q.Entries, func(e QuoteEntry) bool { return e.Kind == "accepted" && e.Hash == quote.Hash([]byte(file)) }) {
		t.Error("what was accepted cannot be read any more")
	}
	if r := b.shows("orders", q.Order.ID); r.Values["status"] != "completed" || r.Values["deposit"] != float64(726_000) {
		t.Errorf("the order is %v", r.Values)
	}
}
