package api

import "html/template"

// bookingWords are the words of the booking pages, by their English names.
var bookingWords = map[string]map[string]string{
	"minutes":   {"vi": "phút", "en": "minutes"},
	"choose":    {"vi": "Chọn giờ", "en": "Choose a time"},
	"zone":      {"vi": "Giờ theo múi", "en": "Times in"},
	"change":    {"vi": "Đổi múi giờ", "en": "Change"},
	"none":      {"vi": "Hiện không còn giờ trống. Hãy quay lại sau hoặc liên hệ với chúng tôi.", "en": "No time is free at the moment. Please come back later, or get in touch with us."},
	"later":     {"vi": "Các ngày sau", "en": "Later days"},
	"sooner":    {"vi": "Các ngày trước", "en": "Sooner days"},
	"kept":      {"vi": "Chúng tôi giữ giờ này cho bạn đến", "en": "This time is kept for you until"},
	"name":      {"vi": "Họ và tên", "en": "Your name"},
	"email":     {"vi": "E-mail", "en": "E-mail"},
	"phone":     {"vi": "Số điện thoại", "en": "Phone number"},
	"either":    {"vi": "Hãy ghi e-mail hoặc số điện thoại, để chúng tôi gửi xác nhận và nhắc hẹn.", "en": "Give an e-mail address or a phone number, so that we can confirm and remind you."},
	"agree":     {"vi": "Tôi đồng ý để thông tin trên được dùng cho cuộc hẹn này.", "en": "I agree that what I wrote is used for this appointment."},
	"book":      {"vi": "Đặt lịch hẹn", "en": "Book"},
	"another":   {"vi": "Chọn giờ khác", "en": "Choose another time"},
	"trap":      {"vi": "Để trống ô này", "en": "Leave this empty"},
	"booked":    {"vi": "Lịch hẹn đã được xác nhận.", "en": "Your appointment is confirmed."},
	"cancelled": {"vi": "Lịch hẹn này đã được huỷ.", "en": "This appointment is cancelled."},
	"held":      {"vi": "Cảm ơn bạn đã đến gặp chúng tôi.", "en": "Thank you for meeting us."},
	"missed":    {"vi": "Lịch hẹn này đã qua.", "en": "This appointment is over."},
	"over":      {"vi": "Lịch hẹn này đã qua.", "en": "This appointment is over."},
	"when":      {"vi": "Thời gian", "en": "When"},
	"where":     {"vi": "Địa điểm", "en": "Where"},
	"host":      {"vi": "Người đón tiếp", "en": "You meet"},
	"calendar":  {"vi": "Thêm vào lịch của bạn", "en": "Add to your calendar"},
	"move":      {"vi": "Đổi giờ", "en": "Change the time"},
	"cancel":    {"vi": "Huỷ lịch hẹn", "en": "Cancel the appointment"},
	"why":       {"vi": "Lý do (không bắt buộc)", "en": "Why (if you like)"},
	"again":     {"vi": "Đặt lịch mới", "en": "Book again"},
	"back":      {"vi": "Giữ giờ cũ", "en": "Keep the time as it is"},
	"required":  {"vi": "bắt buộc", "en": "required"},
	"other":     {"vi": "English", "en": "Tiếng Việt"},
	"otherkey":  {"vi": "en", "en": "vi"},
}

var bookingPages = template.Must(template.Must(letterPages.Clone()).Funcs(template.FuncMap{"book": func(language, key string) string { return bookingWords[key][language] }}).Parse(bookingHTML))

const bookingHTML = `{{define "bookstyle"}}<style>h2{font-size:1.05rem;margin:1.25rem 0 .5rem}.times{display:flex;flex-wrap:wrap;gap:.5rem}.times button{background:transparent;color:#0b6e63;min-width:5.25rem;padding:.5rem .75rem}.times button:hover,.times button:focus-visible{background:#0b6e63;color:#fff}
input:not([type=checkbox],[type=radio]),textarea,select{box-sizing:border-box;width:100%;font:inherit;min-height:44px;padding:.5rem .75rem;border:1px solid #7d8b88;border-radius:8px;background:#fff;color:inherit}textarea{min-height:6rem}label.over{display:block;min-height:0;font-weight:600;margin-top:1rem}
.zone{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:1rem 0}.zone div{flex:1 1 14rem}.problem{color:#a3261f;font-weight:600}.trap{position:absolute;left:-100rem;height:1px;overflow:hidden}.pre{white-space:pre-line}.turn{display:flex;justify-content:space-between;gap:1rem;margin-top:1.25rem}.turn a,p>a.button{display:inline-flex;align-items:center;min-height:44px}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:1rem 0}dt{color:#5d6b69}dd{margin:0;font-weight:600;overflow-wrap:anywhere}details{margin-top:1rem}summary{cursor:pointer;min-height:44px;display:flex;align-items:center}
@media(prefers-color-scheme:dark){input:not([type=checkbox],[type=radio]),textarea,select{background:#101716;border-color:#5d6b69}.times button{background:transparent;color:#5fd0c0}.times button:hover,.times button:focus-visible{background:#5fd0c0;color:#0b1211}.problem{color:#ff9d94}dt{color:#a6b5b2}}</style>{{end}}
{{define "bookother"}}<p><a href="?lang={{book .Language "otherkey"}}&amp;zone={{.Zone}}" lang="{{book .Language "otherkey"}}">{{book .Language "other"}}</a></p>{{end}}
{{define "times"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}{{$p := .}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1><p class="soft">{{.Length}} {{book $l "minutes"}}{{with .Place}} · {{.}}{{end}}</p>
{{if .When}}<p>{{book $l "when"}}: <strong>{{.When}}</strong> · <a href="{{.Post}}?lang={{$l}}">{{book $l "back"}}</a></p>{{else}}{{with .Text}}<p class="pre">{{.}}</p>{{end}}{{end}}{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<form method="get" action="{{.Path}}" class="zone"><input type="hidden" name="lang" value="{{$l}}"><div><label class="over" for="zone">{{book $l "zone"}}</label><select id="zone" name="zone"{{if not .Asked}} data-bd-zone{{end}}>{{range .Zones}}<option{{if eq . $p.Zone}} selected{{end}}>{{.}}</option>{{end}}</select></div><button class="second">{{book $l "change"}}</button></form>{{if not .Asked}}<script src="/w/zone.js"></script>{{end}}
{{if .Days}}<form method="post" action="{{.Post}}">{{if .When}}<input type="hidden" name="do" value="move">{{end}}<input type="hidden" name="lang" value="{{$l}}"><input type="hidden" name="zone" value="{{.Zone}}">{{range .Days}}<section aria-labelledby="d{{.Day}}"><h2 id="d{{.Day}}">{{.Name}}</h2><div class="times">{{range .Times}}<button name="at" value="{{.At}}">{{.Clock}}</button>{{end}}</div></section>{{end}}</form>{{else}}<p role="status">{{book $l "none"}}</p>{{end}}
<nav class="turn"><span>{{with .Sooner}}<a href="?day={{.}}&amp;zone={{$p.Zone}}&amp;lang={{$l}}">← {{book $l "sooner"}}</a>{{end}}</span><span>{{with .Later}}<a href="?day={{.}}&amp;zone={{$p.Zone}}&amp;lang={{$l}}">{{book $l "later"}} →</a>{{end}}</span></nav></div>{{template "bookother" .}}{{template "foot" .}}{{end}}
{{define "who"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1><p><strong>{{.When}}</strong> · {{.Length}} {{book $l "minutes"}}</p><p class="soft">{{book $l "kept"}} {{.Until}}.</p>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<form method="post" action="{{.Path}}" accept-charset="utf-8"><input type="hidden" name="do" value="book"><input type="hidden" name="lang" value="{{$l}}"><div class="trap" aria-hidden="true"><label for="website">{{book $l "trap"}}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<label class="over" for="name">{{book $l "name"}} *</label><input id="name" name="name" required maxlength="200" autocomplete="name" value="{{index .Said "name"}}">
<label class="over" for="email">{{book $l "email"}}</label><input id="email" name="email" type="email" maxlength="254" autocomplete="email" value="{{index .Said "email"}}">
<label class="over" for="phone">{{book $l "phone"}}{{if .Phone}} *{{end}}</label><input id="phone" name="phone" type="tel" maxlength="40" autocomplete="tel"{{if .Phone}} required{{end}} value="{{index .Said "phone"}}"><p class="soft">{{book $l "either"}}</p>
{{range .Questions}}<label class="over" for="q.{{.Key}}">{{.Label}}{{if .Required}} *{{end}}</label>{{if .Long}}<textarea id="q.{{.Key}}" name="q.{{.Key}}" maxlength="2000"{{if .Required}} required{{end}}>{{.Said}}</textarea>{{else}}<input id="q.{{.Key}}" name="q.{{.Key}}" maxlength="2000"{{if .Required}} required{{end}} value="{{.Said}}">{{end}}{{end}}
<label><input type="checkbox" name="agree" value="1" required>{{book $l "agree"}}</label><p><button>{{book $l "book"}}</button>{{with .Again}} <a class="button" href="{{.}}?lang={{$l}}">{{book $l "another"}}</a>{{end}}</p></form></div>{{template "bookother" .}}{{template "foot" .}}{{end}}
{{define "meeting"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<p class="said" role="status">{{if and (eq .State "booked") (not .Ahead)}}{{book $l "over"}}{{else}}{{book $l .State}}{{end}}{{with .Reason}} {{.}}{{end}}</p>
<dl><dt>{{book $l "when"}}</dt><dd>{{.When}}</dd>{{with .Place}}<dt>{{book $l "where"}}</dt><dd>{{.}}</dd>{{end}}{{with .Hosts}}<dt>{{book $l "host"}}</dt><dd>{{.}}</dd>{{end}}</dl>
{{if and (eq .State "booked") .Ahead}}<p><a class="button" href="{{.Path}}/ics">{{book $l "calendar"}}</a></p>{{if .Moves}}<p><a class="button" href="{{.Path}}/times?lang={{$l}}">{{book $l "move"}}</a></p>{{end}}
<details><summary>{{book $l "cancel"}}</summary><form method="post" action="{{.Path}}"><input type="hidden" name="do" value="cancel"><input type="hidden" name="lang" value="{{$l}}"><label class="over" for="reason">{{book $l "why"}}</label><textarea id="reason" name="reason" maxlength="500"></textarea><p><button class="second">{{book $l "cancel"}}</button></p></form></details>{{else}}{{with .Again}}<p><a class="button" href="{{.}}?lang={{$l}}">{{book $l "again"}}</a></p>{{end}}{{end}}</div>{{template "bookother" .}}{{template "foot" .}}{{end}}`
