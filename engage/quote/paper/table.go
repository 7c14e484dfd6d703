package paper

import (
	"strconv"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/order"
	"banhda/hub/record"
)

// column is one of the table: its word, how wide it is in millimetres, and how its cells stand.
type column struct {
	word  string
	width float64
	align string
}

var columns = []column{{"place", 9, "C"}, {"item", 63, "L"}, {"unit", 15, "C"}, {"quantity", 15, "R"}, {"price", 28, "R"}, {"tax", 14, "R"}, {"amount", 34, "R"}}

func (s *sheet) table() {
	if len(s.Lines) == 0 {
		return
	}
	s.tableHead()
	for i := range s.Lines {
		s.row(i)
	}
}

func (s *sheet) tableHead() {
	s.font("B", 9)
	s.SetFillColor(230, 242, 240)
	s.SetDrawColor(160, 175, 172)
	s.SetLineWidth(0.2)
	for _, c := range columns {
		s.CellFormat(c.width, 7, norm.NFC.String(s.say[c.word]), "1", 0, "C", true, 0, "")
	}
	s.Ln(7)
}

// row writes one line; where it does not fit the page, on the next, under the table's head again.
func (s *sheet) row(i int) {
	s.font("", 9)
	cells := s.cells(i)
	tall, texts := 1, make([][]string, len(cells))
	for k, cell := range cells {
		texts[k] = s.SplitText(norm.NFC.String(cell), columns[k].width-2)
		tall = max(tall, len(texts[k]))
	}
	height := float64(tall)*4.6 + 1.6
	if s.GetY()+height > bottom {
		s.AddPage()
		s.tableHead()
		s.font("", 9)
	}
	y, x := s.GetY(), margin
	for k, c := range columns {
		s.Rect(x, y, c.width, height, "D")
		for n, text := range texts[k] {
			s.SetXY(x, y+0.8+float64(n)*4.6)
			s.CellFormat(c.width, 4.6, text, "", 0, c.align, false, 0, "")
		}
		x += c.width
	}
	s.SetXY(margin, y+height)
}

func (s *sheet) cells(i int) []string {
	l := &s.Lines[i]
	net, _ := order.Net(*l) // it was reckoned before
	name, unit := l.Name, ""
	if l.Discount > 0 {
		name += "\n" + s.say["less"] + " " + s.money(l.Discount)
	}
	if i < len(s.Units) {
		unit = s.Units[i]
	}
	return []string{strconv.Itoa(i + 1), name, unit, record.WriteQuantity(l.Quantity, s.say["point"]), s.money(l.Price),
		record.WriteQuantity(int64(l.TaxRate*1000+0.5), s.say["point"]) + " %", s.money(net)}
}

var words = map[string]map[string]string{
	"vi": {"quote": "Báo giá", "order": "Đơn hàng", "pay": "Thanh toán", "scan": "Quét mã bằng ứng dụng ngân hàng, hoặc chuyển khoản với đúng nội dung:", "bank": "Ngân hàng", "account": "Số tài khoản",
		"holder": "Chủ tài khoản", "left": "Còn phải trả", "deposit": "Đặt cọc khi đồng ý", "rest": "Còn lại sau khi đặt cọc", "due": "Tiền cọc phải trả", "says": "Nội dung", "number": "Số", "date": "Ngày", "until": "Hiệu lực đến", "version": "bản", "to": "Kính gửi", "contact": "Người liên hệ", "address": "Địa chỉ", "tax_code": "MST",
		"phone": "ĐT", "email": "E-mail", "website": "Web", "seller": "Người phụ trách", "place": "STT", "item": "Hàng hoá, dịch vụ", "unit": "ĐVT", "quantity": "SL", "price": "Đơn giá", "tax": "VAT",
		"amount": "Thành tiền", "less": "Đã giảm", "net": "Cộng tiền hàng", "discount": "Giảm giá", "vat": "Thuế GTGT", "total": "Tổng cộng", "words": "Bằng chữ", "terms": "Điều khoản",
		"buyer": "Bên mua", "supplier": "Bên bán", "point": ","},
	"en": {"quote": "Quote", "order": "Order", "pay": "Payment", "scan": "Scan the code with your bank's app, or transfer with exactly these words:", "bank": "Bank", "account": "Account",
		"holder": "Holder", "left": "Still to pay", "deposit": "Deposit on acceptance", "rest": "Rest after the deposit", "due": "Deposit due", "says": "Message", "number": "No.", "date": "Date", "until": "Valid until", "version": "version", "to": "To", "contact": "Contact", "address": "Address", "tax_code": "Tax code",
		"phone": "Phone", "email": "E-mail", "website": "Web", "seller": "Your contact", "place": "#", "item": "Item", "unit": "Unit", "quantity": "Qty", "price": "Price", "tax": "VAT",
		"amount": "Amount", "less": "Discount", "net": "Subtotal", "discount": "Discount", "vat": "VAT", "total": "Total", "words": "In words", "terms": "Terms",
		"buyer": "Buyer", "supplier": "Supplier", "point": "."},
}
