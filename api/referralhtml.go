package api

import (
	"html/template"
	"net/url"

	"banhda/delight/referral"
)

// referralWords are the words of the page a friend comes to and of the portal's panel, by their English names.
var referralWords = map[string]map[string]string{
	"invites":  {"vi": "{by} mời bạn đến với {who}", "en": "{by} invites you to {who}"},
	"invited":  {"vi": "Bạn được mời đến với {who}", "en": "You are invited to {who}"},
	"gets":     {"vi": "Bạn được:", "en": "You get:"},
	"points":   {"vi": "{n} điểm thưởng", "en": "{n} points"},
	"cash":     {"vi": "{n}", "en": "{n}"},
	"voucher":  {"vi": "phiếu ưu đãi “{n}”", "en": "a voucher for “{n}”"},
	"name":     {"vi": "Họ và tên", "en": "Your name"},
	"contact":  {"vi": "Số điện thoại hoặc e-mail", "en": "Phone number or e-mail"},
	"accept":   {"vi": "Nhận ưu đãi", "en": "Take the offer"},
	"code":     {"vi": "Mã giới thiệu", "en": "Referral code"},
	"trap":     {"vi": "Để trống ô này", "en": "Leave this empty"},
	"terms":    {"vi": "Điều kiện", "en": "Terms"},
	"thanks":   {"vi": "Cảm ơn bạn! Ưu đãi đã được giữ cho bạn.", "en": "Thank you! The offer is kept for you."},
	"toshop":   {"vi": "Đến cửa hàng", "en": "Go to the shop"},
	"straight": {"vi": "Xem cửa hàng trước", "en": "Look at the shop first"},
	"own":      {"vi": "Đây là đường dẫn của chính bạn. Hãy gửi cho bạn bè:", "en": "This is your own link. Send it to friends:"},
	"share":    {"vi": "Chia sẻ (Zalo, Messenger…)", "en": "Share (Zalo, Messenger…)"},
	"sms":      {"vi": "Gửi SMS", "en": "Send an SMS"},
	"mail":     {"vi": "Gửi e-mail", "en": "Send an e-mail"},
	"copy":     {"vi": "Chép lời mời", "en": "Copy the invitation"},
	"copied":   {"vi": "Đã chép. Hãy dán vào Zalo hoặc nơi bạn muốn.", "en": "Copied. Paste it into Zalo, or wherever you like."},
	"link":     {"vi": "Đường dẫn của bạn", "en": "Your link"},
	"spoken":   {"vi": "Mã để đọc cho bạn bè", "en": "Code to tell friends"},
	"qr":       {"vi": "Mã QR của đường dẫn", "en": "QR code of the link"},
	"joined":   {"vi": "Ai đã đến nhờ bạn", "en": "Who came by you"},
	"nobody":   {"vi": "Chưa có ai. Hãy gửi đường dẫn cho một người bạn.", "en": "Nobody yet. Send the link to a friend."},
	"friend":   {"vi": "Một người bạn", "en": "A friend"},
	"yours":    {"vi": "Mỗi bạn mua hàng lần đầu, bạn được", "en": "For each friend who buys for the first time you get"},
	"theirs":   {"vi": "Bạn của bạn được", "en": "Your friend gets"},
	"make":     {"vi": "Lấy đường dẫn của tôi", "en": "Get my link"},
	"closed":   {"vi": "Hiện chưa có chương trình giới thiệu nào.", "en": "There is no referral programme at the moment."},
	"from":     {"vi": "dự kiến ngày", "en": "expected on"},
	"accepted": {"vi": "Đã nhận lời, chưa mua", "en": "Accepted, has not bought yet"},
	"pending":  {"vi": "Đã mua, chờ hết hạn đổi trả", "en": "Bought; waits for the return window to end"},
	"review":   {"vi": "Đã mua, chúng tôi đang xem lại", "en": "Bought; we are looking at it"},
	"due":      {"vi": "Đã mua, sắp trao thưởng", "en": "Bought; about to be rewarded"},
	"rewarded": {"vi": "Đã trao thưởng", "en": "Rewarded"},
	"ended":    {"vi": "Không được thưởng", "en": "No reward"},
	"other":    {"vi": "English", "en": "Tiếng Việt"},
	"otherkey": {"vi": "en", "en": "vi"},
}

// handOnSheet is how somebody hands on their link.
type handOnSheet struct {
	Text, Link string
	SMS, Mail  template.URL
}

func handOnOf(language, link string, d *referral.Definition) *handOnSheet {
	text := in(language, d.Share)
	whole := link
	if text != "" {
		whole = text + " " + link
	}
	subject := text
	if runes := []rune(subject); len(runes) > 80 {
		subject = string(runes[:80])
	}
	// What is escaped here holds nothing but the programme's text and the house's own address.
	return &handOnSheet{Text: whole, Link: link, SMS: template.URL("sms:?&body=" + url.PathEscape(whole)), Mail: template.URL("mailto:?subject=" + url.PathEscape(subject) + "&body=" + url.PathEscape(whole))}
}

var referralPages = template.Must(template.Must(bookingPages.Clone()).Funcs(template.FuncMap{"word": func(language, key string) string { return referralWords[key][language] }}).Parse(handOnHTML + referralHTML))

// handOnHTML are the buttons to hand a link on: the script adds what a browser can by itself, and tells that something was shared.
const handOnHTML = `{{define "sharestyle"}}<style>.share{display:flex;flex-wrap:wrap;gap:.5rem;margin:.75rem 0}.share a,.share button{display:inline-flex;align-items:center;min-height:44px;padding:0 1rem;border-radius:6px;text-decoration:none;font-weight:600}.share a{border:1px solid #0b6e63}.share [hidden]{display:none}.words{width:100%;box-sizing:border-box;font:inherit;min-height:5rem;padding:.5rem;border:1px solid #7d8b89;border-radius:6px;background:transparent;color:inherit}.spoken{font-size:1.4rem;font-weight:700;letter-spacing:.04em;font-variant-numeric:tabular-nums}@media(prefers-color-scheme:dark){.share a{border-color:#5fd0c0}}</style>{{end}}
{{define "share"}}{{$l := .Language}}{{with .Share}}<textarea class="words" readonly rows="3" data-bd-words aria-label="{{word $l "copy"}}">{{.Text}}</textarea><div class="share" data-bd-share><button type="button" hidden data-bd-by="share">{{word $l "share"}}</button><button type="button" class="second" hidden data-bd-by="copy">{{word $l "copy"}}</button><a href="{{.SMS}}" data-bd-by="sms">{{word $l "sms"}}</a><a href="{{.Mail}}" data-bd-by="mail">{{word $l "mail"}}</a></div><p role="status" data-bd-copied data-text="{{word $l "copied"}}"></p>{{end}}{{end}}`

const referralHTML = `{{define "referral"}}{{$l := .Language}}<!doctype html><html lang="{{$l}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{{.Title}}</title><meta property="og:type" content="website"><meta property="og:title" content="{{.Title}}"><meta property="og:site_name" content="{{.Who}}">{{with .About}}<meta name="description" content="{{.}}"><meta property="og:description" content="{{.}}">{{end}}<meta property="og:url" content="{{.Link}}"><meta property="og:locale" content="{{if eq $l "en"}}en_GB{{else}}vi_VN{{end}}">
{{template "letterstyle"}}{{template "bookstyle"}}{{template "sharestyle"}}<style>.gift{border-left:4px solid #0b6e63;padding:.25rem .75rem;font-size:1.15rem}.pre{white-space:pre-line}a.button{display:inline-flex;align-items:center;min-height:44px;padding:0 1.25rem;border-radius:6px;background:#0b6e63;color:#fff;font-weight:600;text-decoration:none}@media(prefers-color-scheme:dark){.gift{border-color:#5fd0c0}a.button{background:#5fd0c0;color:#0b1211}}</style></head>
<body><main><div class="card"><p class="soft">{{.Who}}</p><h1>{{.Title}}</h1>{{with .Promise}}<p class="gift">{{word $l "gets"}} <strong>{{.}}</strong></p>{{end}}
{{if .Own}}<p class="said" role="status">{{word $l "own"}}</p>{{template "share" .}}{{else if .Done}}<p class="said" role="status">{{word $l "thanks"}}</p>{{with .Shop}}<p><a class="button" href="{{.}}">{{word $l "toshop"}}</a></p>{{end}}{{else}}{{with .Text}}<p class="pre">{{.}}</p>{{end}}{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<form method="post" action="{{.Path}}" accept-charset="utf-8"><input type="hidden" name="lang" value="{{$l}}"><div class="trap" aria-hidden="true"><label for="website">{{word $l "trap"}}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<label class="over" for="name">{{word $l "name"}} *</label><input id="name" name="name" required maxlength="200" autocomplete="name" value="{{.Name}}"><label class="over" for="contact">{{word $l "contact"}} *</label><input id="contact" name="contact" required maxlength="254" autocomplete="tel" value="{{.Contact}}">
<label><input type="checkbox" name="agree" value="1" required> <span>{{.Agree}}</span></label><p><button>{{word $l "accept"}}</button></p></form>{{with .Shop}}<p><a href="{{.}}">{{word $l "straight"}}</a></p>{{end}}{{end}}
<p class="soft">{{word $l "code"}}: <span class="figures">{{.Code}}</span></p>{{with .Terms}}<h2>{{word $l "terms"}}</h2><p class="pre soft">{{.}}</p>{{end}}</div>
<p><a href="{{.Path}}?lang={{word $l "otherkey"}}" lang="{{word $l "otherkey"}}">{{word $l "other"}}</a></p>{{if .Own}}<script src="/w/share.js" async></script>{{end}}{{template "foot" .}}{{end}}`
