package api

import (
	sale "banhda/hub/order"
	"banhda/hub/record"
)

// lineNet is what a line of a document comes to: it was reckoned before.
func lineNet(l record.Line) int64 {
	net, _ := sale.Net(l)
	return net
}

// quoteWords are the words of the page of a quote, by their English names.
var quoteWords = map[string]map[string]string{
	"to":        {"vi": "Kính gửi", "en": "To"},
	"until":     {"vi": "Hiệu lực đến", "en": "Valid until"},
	"item":      {"vi": "Hàng hoá, dịch vụ", "en": "Item"},
	"quantity":  {"vi": "SL", "en": "Qty"},
	"amount":    {"vi": "Thành tiền", "en": "Amount"},
	"net":       {"vi": "Cộng tiền hàng", "en": "Subtotal"},
	"discount":  {"vi": "Giảm giá", "en": "Discount"},
	"vat":       {"vi": "Thuế GTGT", "en": "VAT"},
	"total":     {"vi": "Tổng cộng", "en": "Total"},
	"deposit":   {"vi": "Đặt cọc khi đồng ý", "en": "Deposit on acceptance"},
	"rest":      {"vi": "Còn lại sau khi đặt cọc", "en": "Rest after the deposit"},
	"inwords":   {"vi": "Bằng chữ", "en": "In words"},
	"terms":     {"vi": "Điều khoản", "en": "Terms"},
	"pdf":       {"vi": "Tải bản PDF", "en": "Download as PDF"},
	"aspdf":     {"vi": "Bản đã đồng ý, nguyên văn", "en": "As it was accepted"},
	"accept":    {"vi": "Đồng ý báo giá", "en": "Accept this quote"},
	"name":      {"vi": "Họ và tên của bạn", "en": "Your full name"},
	"agree":     {"vi": "Khi bấm nút, bạn đồng ý với báo giá và điều khoản trên. Tên, thời điểm và địa chỉ mạng của bạn được lưu làm bằng chứng.", "en": "By pressing the button you accept the quote and its terms. Your name, the time and your network address are kept as evidence."},
	"yes":       {"vi": "Tôi đồng ý", "en": "I accept"},
	"decline":   {"vi": "Từ chối", "en": "Decline"},
	"reason":    {"vi": "Lý do (không bắt buộc)", "en": "Why (if you like)"},
	"no":        {"vi": "Tôi không nhận báo giá này", "en": "I decline this quote"},
	"talk":      {"vi": "Trao đổi", "en": "Questions"},
	"ask":       {"vi": "Viết cho chúng tôi", "en": "Write to us"},
	"send":      {"vi": "Gửi", "en": "Send"},
	"accepted":  {"vi": "Đã được đồng ý bởi", "en": "Accepted by"},
	"declined":  {"vi": "Bạn đã từ chối báo giá này. Cảm ơn bạn đã cho biết.", "en": "You declined this quote. Thank you for telling us."},
	"withdrawn": {"vi": "Báo giá này đã được thu hồi. Hãy liên hệ với chúng tôi để có bản mới.", "en": "This quote was taken back. Please get in touch for a new one."},
	"ended":     {"vi": "Báo giá này đã hết hiệu lực. Hãy liên hệ với chúng tôi để có bản mới.", "en": "This quote is past its last day. Please get in touch for a new one."},
	"contact":   {"vi": "Người phụ trách", "en": "Your contact"},
}

const quoteHTML = `{{define "quote"}}{{template "head" .}}{{template "paystyle"}}<style>main{max-width:44rem}input,textarea{box-sizing:border-box;width:100%;font:inherit;min-height:44px;padding:.5rem .75rem;border:1px solid #7d8b88;border-radius:8px;background:#fff;color:inherit}label.over{display:block;min-height:0;font-weight:600}.pre{white-space:pre-line}.words{list-style:none;padding:0}.words li{border-left:3px solid #dfe6e4;padding-left:.75rem;margin:.75rem 0}.words li.ours{border-color:#0b6e63}.problem{color:#a3261f;font-weight:600}details{margin:1rem 0}summary{cursor:pointer;min-height:44px;display:flex;align-items:center}.hash{font-family:ui-monospace,monospace;font-size:.75rem;overflow-wrap:anywhere}tr.total td{font-weight:700;font-size:1.1rem}
@media(prefers-color-scheme:dark){input,textarea{background:#101716;border-color:#5d6b69}.words li{border-color:#2c3a37}.problem{color:#ff9d94}}</style>{{$l := .Language}}{{$c := .Content.Currency}}
<p class="soft">{{.From.Name}}</p><div class="card" data-bd-state="{{.Mark}}"{{if .Open}} data-bd-seen{{end}}><h1>{{.Title}}</h1>{{with .Content.Title}}<p><strong>{{.}}</strong></p>{{end}}
{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}{{if .Gone}}<p class="said" role="status">{{.Gone}}</p>{{end}}
{{with .Accepted}}<p class="said" role="status">{{say2 $l "accepted"}} {{.Name}} · {{$.AcceptedAt}}</p><p class="soft hash">SHA-256 {{.Hash}}</p>{{end}}
{{with .Payment}}{{template "payment" .}}{{end}}
<dl><dt>{{say2 $l "to"}}</dt><dd>{{.To.Name}}</dd>{{if .Until}}<dt>{{say2 $l "until"}}</dt><dd>{{.Until}}</dd>{{end}}{{if .Seller.Name}}<dt>{{say2 $l "contact"}}</dt><dd>{{.Seller.Name}}</dd>{{end}}</dl>
{{with .Content.Intro}}<p class="pre">{{.}}</p>{{end}}
<table><thead><tr><th scope="col">{{say2 $l "item"}}</th><th class="n" scope="col">{{say2 $l "quantity"}}</th><th class="n" scope="col">{{say2 $l "amount"}}</th></tr></thead><tbody>{{range .Rows}}<tr><td>{{.Name}}</td><td class="n">{{.Quantity}}</td><td class="n">{{.Amount}}</td></tr>{{end}}</tbody>
<tfoot><tr><td colspan="2">{{say2 $l "net"}}</td><td class="n">{{money $l .Sums.Net $c}}</td></tr>{{if .Sums.Discount}}<tr><td colspan="2">{{say2 $l "discount"}}</td><td class="n">−{{money $l .Sums.Discount $c}}</td></tr>{{end}}{{range .Sums.Rates}}<tr><td colspan="2">{{say2 $l "vat"}} {{.Percent}} %</td><td class="n">{{money $l .Tax $c}}</td></tr>{{end}}<tr class="total"><td colspan="2">{{say2 $l "total"}}</td><td class="n">{{money $l .Sums.Total $c}}</td></tr>{{if .Deposit}}<tr><td colspan="2">{{say2 $l "deposit"}}{{with .Content.DepositPercent}} ({{.}} %){{end}}</td><td class="n"><strong>{{money $l .Deposit $c}}</strong></td></tr><tr><td colspan="2">{{say2 $l "rest"}}</td><td class="n">{{money $l .Rest $c}}</td></tr>{{end}}</tfoot></table>
<p class="soft">{{say2 $l "inwords"}}: {{.Sums.Words}}.</p>{{with .Content.Terms}}<h2>{{say2 $l "terms"}}</h2><p class="pre">{{.}}</p>{{end}}
<p><a href="{{.PDF}}">{{say2 $l "pdf"}}</a>{{with .Payment}}{{if and .Later .Pay}} · <a href="{{$.PDF}}?as=sent">{{say2 $l "aspdf"}}</a>{{end}}{{end}}</p>
{{if .Open}}<section><h2>{{say2 $l "accept"}}</h2><form method="post" action="{{.Path}}"><input type="hidden" name="do" value="accept"><input type="hidden" name="version" value="{{.Version}}"><input type="hidden" name="lang" value="{{$l}}"><label class="over" for="name">{{say2 $l "name"}}</label><input id="name" name="name" required maxlength="200" autocomplete="name" value="{{index .Sent "name"}}"><p class="soft">{{say2 $l "agree"}}</p><p><button>{{say2 $l "yes"}}</button></p></form>
<details{{if eq (index .Sent "do") "decline"}} open{{end}}><summary>{{say2 $l "decline"}}</summary><form method="post" action="{{.Path}}"><input type="hidden" name="do" value="decline"><input type="hidden" name="lang" value="{{$l}}"><label class="over" for="reason">{{say2 $l "reason"}}</label><textarea id="reason" name="reason" maxlength="4000">{{index .Sent "reason"}}</textarea><p><button class="second">{{say2 $l "no"}}</button></p></form></details></section>{{end}}
<section><h2>{{say2 $l "talk"}}</h2>{{if .Words}}<ul class="words">{{range .Words}}<li{{if .Ours}} class="ours"{{end}}><span class="soft">{{.Who}} · {{.At}}</span><br><span class="pre">{{.Words}}</span></li>{{end}}</ul>{{end}}
<form method="post" action="{{.Path}}"><input type="hidden" name="do" value="comment"><input type="hidden" name="lang" value="{{$l}}"><label class="over" for="text">{{say2 $l "ask"}}</label><textarea id="text" name="text" required maxlength="4000">{{index .Sent "text"}}</textarea><p><button class="second">{{say2 $l "send"}}</button></p></form></section></div>
<p><a href="{{.Path}}?lang={{word $l "otherkey"}}" lang="{{word $l "otherkey"}}">{{word $l "other"}}</a></p>{{if .Open}}<script src="/w/pay.js" async></script>{{end}}{{template "foot" .}}{{end}}`
