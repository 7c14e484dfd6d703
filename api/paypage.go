package api

import (
	"context"
	"html/template"
	"net/http"
	"strconv"

	"banhda/auth"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// payRoutes are the page where an order is paid, and where banks' feeds tell what arrived. Nobody signs in: the one's address
// is signed, the other's is a secret.
func (s *Server) payRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /pay/{token}", s.letter(token.Order, s.payPage))
	mux.HandleFunc("GET /pay/{token}/state", s.letter(token.Order, s.payState))
	mux.HandleFunc("GET /pay/{token}/pdf", s.letter(token.Order, s.payFile))
	mux.HandleFunc("POST /pay/{key}", s.bankFed)
}

// paySheet is what the page shows of an order.
type paySheet struct {
	*OrderPayments
	Language, Who, Number, Title, Mark string
	File                               string // where the order is as a PDF
	Waits                              bool
	QR                                 template.HTML
	Lines                              []payLine
	Sums                               QuoteSum // what the lines come to, with what is taken off and the tax
}

type payLine struct{ Name, Quantity, Amount string }

func (s *Server) paySheet(ctx context.Context, order int64, language string) (p *paySheet, err error) {
	return p, s.Records.View(ctx, func(v *store.View) error {
		p, err = s.readPaySheet(ctx, v, order, language)
		return err
	})
}

func (s *Server) readPaySheet(ctx context.Context, v *store.View, order int64, language string) (*paySheet, error) {
	r, err := v.Record(ctx, auth.Everything, record.Order, order)
	if err != nil {
		return nil, err
	}
	buyer, err := personRecord(ctx, v, r.Values.Int("person"))
	if absent(err) != nil {
		return nil, err
	}
	who, err := readLetterhead(ctx, v)
	if err != nil {
		return nil, err
	}
	if language == "" {
		language = orText(buyer.Values.Text("language"), "vi")
	}
	a, err := s.orderPayments(ctx, v, auth.Everything, order)
	if err != nil {
		return nil, err
	}
	set, err := readPayments(ctx, v)
	if err != nil {
		return nil, err
	}
	if a.Pay, err = payTo(&set, r.ID, a.Now, a.Currency, language); err != nil {
		return nil, err
	}
	p := &paySheet{OrderPayments: a, Language: language, Who: who.Name, Number: r.Values.Text("number"), Mark: a.mark(),
		Waits: a.Left > 0 && a.Status != "cancelled", Lines: payLines(&r, language)}
	sum := orderSum(&r)
	p.Sums = showReckoned(&sum, a.Currency, language, 0)
	p.Title, p.File = phrase.Sentencef("Order %s", p.Number).In(language), s.payPath(r.ID)+"/pdf?lang="+language
	if a.Pay != nil {
		p.QR = template.HTML(a.Pay.SVG) // drawn here
	}
	return p, nil
}

// mark is another whenever something was paid or became of the order.
func (a *OrderPayments) mark() string {
	return a.Status + "-" + strconv.FormatInt(a.Total, 10) + "-" + strconv.FormatInt(a.Now, 10) + "-" + strconv.Itoa(len(a.Entries))
}

func payLines(r *record.Record, language string) (list []payLine) {
	lines, _ := r.Values["lines"].([]record.Line)
	for _, l := range lines {
		net, _ := sale.Net(l) // it was reckoned when the order was written
		list = append(list, payLine{l.Name, writeQuantity(l.Quantity, language), saidIn(language, record.WriteAmount(net, r.Values.Text("currency")))})
	}
	return list
}

// writeQuantity writes thousandths as they are read: 1,5 or 1.5.
func writeQuantity(thousandths int64, language string) string {
	point := "."
	if language == "vi" {
		point = ","
	}
	return record.WriteQuantity(thousandths, point)
}

func saidIn(language string, l record.Label) string {
	if language == "en" {
		return l.En
	}
	return l.Vi
}

func (s *Server) payPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	p, err := s.paySheet(r.Context(), about.Message, pageLanguage(r, ""))
	if err != nil {
		return s.payGone(w, r, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return payPages.ExecuteTemplate(w, "order", p)
}

// payState tells a page that waits how its order stands.
func (s *Server) payState(w http.ResponseWriter, r *http.Request, about token.Token) error {
	p, err := s.paySheet(r.Context(), about.Message, "vi")
	if err != nil {
		return s.payGone(w, r, err)
	}
	answerJSON(w, http.StatusOK, map[string]string{"state": p.Mark})
	return nil
}

// payGone says that an order is not there any more.
func (s *Server) payGone(w http.ResponseWriter, r *http.Request, err error) error {
	if no, ok := err.(*Refused); ok || absent(err) == nil {
		told := phrase.Sentencef("there is nothing to be paid here any more")
		if ok {
			told = no.Sentence
		}
		s.letterSays(w, r, http.StatusNotFound, told)
		return nil
	}
	return err
}

// payWords are the words of what customers see of orders, by their English names.
var payWords = map[string]map[string]string{
	"pay":       {"vi": "Thanh toán", "en": "Pay"},
	"left":      {"vi": "Còn phải trả", "en": "Still to pay"},
	"deposit":   {"vi": "Đặt cọc để chúng tôi bắt đầu:", "en": "Deposit, so that we can begin:"},
	"more":      {"vi": "Chúng tôi đã nhận một phần tiền cọc. Tiền cọc còn thiếu:", "en": "We have received a part of the deposit. Missing of it:"},
	"later":     {"vi": "Phần còn lại trả sau:", "en": "The rest is due later:"},
	"discount":  {"vi": "Giảm giá", "en": "Discount"},
	"vat":       {"vi": "Thuế GTGT", "en": "VAT"},
	"total":     {"vi": "Tổng cộng", "en": "Total"},
	"received":  {"vi": "Đã nhận", "en": "Received"},
	"refunded":  {"vi": "Đã hoàn lại", "en": "Given back"},
	"scan":      {"vi": "Mở ứng dụng ngân hàng và quét mã này.", "en": "Open your bank's app and scan this code."},
	"or":        {"vi": "Hoặc chuyển khoản với đúng nội dung:", "en": "Or transfer with exactly these words:"},
	"bank":      {"vi": "Ngân hàng", "en": "Bank"},
	"account":   {"vi": "Số tài khoản", "en": "Account"},
	"holder":    {"vi": "Chủ tài khoản", "en": "Holder"},
	"amount":    {"vi": "Số tiền", "en": "Amount"},
	"words":     {"vi": "Nội dung", "en": "Message"},
	"waiting":   {"vi": "Trang này tự cập nhật khi tiền đến.", "en": "This page tells you by itself when the money has arrived."},
	"paid":      {"vi": "Đã thanh toán đủ. Cảm ơn bạn!", "en": "Paid in full. Thank you!"},
	"over":      {"vi": "Bạn đã trả nhiều hơn số cần trả; chúng tôi sẽ liên hệ để hoàn lại phần dư:", "en": "You paid more than was due; we will be in touch to give back:"},
	"partial":   {"vi": "Chúng tôi đã nhận một phần. Còn lại:", "en": "We have received a part. Still to pay:"},
	"cancelled": {"vi": "Đơn hàng này đã huỷ; không cần trả gì nữa.", "en": "This order is cancelled; nothing is to be paid."},
	"back":      {"vi": "Tiền của đơn hàng này đã được hoàn lại.", "en": "What was paid for this order was given back."},
	"ask":       {"vi": "Để thanh toán, hãy liên hệ với chúng tôi.", "en": "To pay, please get in touch with us."},
	"file":      {"vi": "Tải đơn hàng (PDF)", "en": "Download the order (PDF)"},
	"other":     {"vi": "English", "en": "Tiếng Việt"},
	"otherkey":  {"vi": "en", "en": "vi"},
}

var payPages = template.Must(template.Must(letterPages.Clone()).Funcs(template.FuncMap{
	"word": func(language, key string) string { return payWords[key][language] },
	"money": func(language string, amount int64, currency string) string {
		return saidIn(language, record.WriteAmount(amount, currency))
	},
}).Parse(payHTML))

const payHTML = `{{define "paystyle"}}<style>h2{font-size:1.15rem;margin:1.25rem 0 .5rem}table{width:100%;border-collapse:collapse}td,th{padding:.4rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}td.n,th.n{text-align:right;white-space:nowrap;padding-left:.75rem}tr+tr td{border-top:1px solid #dfe6e4}
.sum{font-size:1.5rem;font-weight:700}.qr{background:#fff;border-radius:8px;max-width:18rem;margin:1rem auto}.qr svg{display:block;width:100%;height:auto}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:.75rem 0}dt{color:#5d6b69}dd{margin:0;font-weight:600;overflow-wrap:anywhere}.code{font-family:ui-monospace,monospace;font-size:1.1rem}
@media(prefers-color-scheme:dark){tr+tr td{border-color:#2c3a37}dt{color:#a6b5b2}}</style>{{end}}
{{define "payment"}}{{$l := .Language}}<section aria-labelledby="pay"{{if .Waits}} data-bd-state="{{.Mark}}"{{end}}><h2 id="pay">{{word $l "pay"}}</h2>
{{if eq .Status "cancelled"}}<p class="said" role="status">{{word $l "cancelled"}}</p>{{else if eq .State "refunded"}}<p class="said" role="status">{{word $l "back"}}</p>{{else if eq .State "over"}}<p class="said" role="status">{{word $l "paid"}}</p><p>{{word $l "over"}} <strong>{{money $l .Over .Currency}}</strong></p>{{else if eq .Left 0}}<p class="said" role="status">{{word $l "paid"}}</p>{{else}}
{{if .Later}}<p>{{if .Received}}{{word $l "more"}}{{else}}{{word $l "deposit"}}{{end}}</p>{{else if .Received}}<p>{{word $l "partial"}}</p>{{else}}<p class="soft">{{word $l "left"}}</p>{{end}}<p class="sum">{{money $l .Now .Currency}}</p>{{if .Later}}<p class="soft">{{word $l "later"}} {{money $l .Later .Currency}}</p>{{end}}
{{if .Pay}}<p>{{word $l "scan"}}</p><div class="qr">{{.QR}}</div><p>{{word $l "or"}}</p><dl><dt>{{word $l "bank"}}</dt><dd>{{.Pay.Bank}}</dd><dt>{{word $l "account"}}</dt><dd class="code">{{.Pay.Account}}</dd><dt>{{word $l "holder"}}</dt><dd>{{.Pay.Holder}}</dd><dt>{{word $l "amount"}}</dt><dd>{{money $l .Pay.Amount .Currency}}</dd><dt>{{word $l "words"}}</dt><dd class="code">{{.Pay.Code}}</dd></dl>{{else}}<p>{{word $l "ask"}}</p>{{end}}
<p class="soft">{{word $l "waiting"}}</p><noscript><meta http-equiv="refresh" content="20"></noscript><script src="/w/pay.js" async></script>{{end}}<p><a href="{{.File}}">{{word $l "file"}}</a></p></section>{{end}}
{{define "order"}}{{template "head" .}}{{template "paystyle"}}{{$l := .Language}}{{$c := .Currency}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1>
{{if .Lines}}<table>{{range .Lines}}<tr><td>{{.Name}}</td><td class="n">{{.Quantity}}</td><td class="n">{{.Amount}}</td></tr>{{end}}{{if .Sums.Discount}}<tr><td colspan="2">{{word $l "discount"}}</td><td class="n">−{{money $l .Sums.Discount $c}}</td></tr>{{end}}{{range .Sums.Rates}}{{if .Tax}}<tr><td colspan="2">{{word $l "vat"}} {{.Percent}} %</td><td class="n">{{money $l .Tax $c}}</td></tr>{{end}}{{end}}</table>{{end}}<dl><dt>{{word $l "total"}}</dt><dd>{{money $l .Total $c}}</dd>{{if .Received}}<dt>{{word $l "received"}}</dt><dd>{{money $l .Received $c}}</dd>{{end}}{{if .Refunded}}<dt>{{word $l "refunded"}}</dt><dd>{{money $l .Refunded $c}}</dd>{{end}}</dl>
{{template "payment" .}}</div><p><a href="?lang={{word $l "otherkey"}}" lang="{{word $l "otherkey"}}">{{word $l "other"}}</a></p>{{template "foot" .}}{{end}}`
