package api

import "html/template"

// doorWords are the words of the pages of signing in, by their English names.
var doorWords = map[string]map[string]string{
	"title":    {"vi": "Đăng nhập", "en": "Sign in"},
	"intro":    {"vi": "Chúng tôi gửi cho bạn một mã, không cần mật khẩu.", "en": "We send you a code; no password is needed."},
	"email":    {"vi": "E-mail", "en": "E-mail"},
	"phone":    {"vi": "Số điện thoại", "en": "Phone number"},
	"either":   {"vi": "E-mail hoặc số điện thoại", "en": "E-mail or phone number"},
	"send":     {"vi": "Gửi mã cho tôi", "en": "Send me a code"},
	"closed":   {"vi": "Hiện chưa đăng nhập được ở đây. Hãy liên hệ với chúng tôi.", "en": "Nobody can sign in here yet. Please get in touch with us."},
	"enter":    {"vi": "Nhập mã", "en": "Type the code"},
	"sent":     {"vi": "Chúng tôi vừa gửi mã gồm 6 chữ số tới", "en": "We have just sent a code of 6 digits to"},
	"late":     {"vi": "Mã dùng được 15 phút. Nếu chưa thấy, hãy xem cả mục thư rác.", "en": "It works for 15 minutes. If it does not come, look among the spam, too."},
	"code":     {"vi": "Mã 6 chữ số", "en": "Code of 6 digits"},
	"in":       {"vi": "Đăng nhập", "en": "Sign in"},
	"another":  {"vi": "Dùng địa chỉ khác hoặc xin mã mới", "en": "Use another address, or ask for another code"},
	"press":    {"vi": "Bấm nút để đăng nhập trong trình duyệt này.", "en": "Press the button to sign in in this browser."},
	"signed":   {"vi": "Bạn đang đăng nhập:", "en": "You are signed in as"},
	"out":      {"vi": "Đăng xuất", "en": "Sign out"},
	"other":    {"vi": "English", "en": "Tiếng Việt"},
	"otherkey": {"vi": "en", "en": "vi"},
}

var doorPages = template.Must(template.Must(bookingPages.Clone()).Funcs(template.FuncMap{"door": func(language, key string) string { return doorWords[key][language] }}).Parse(doorHTML))

const doorHTML = `{{define "doorother"}}<p><a href="?lang={{door .Language "otherkey"}}{{with .To}}&amp;to={{.}}{{end}}" lang="{{door .Language "otherkey"}}">{{door .Language "other"}}</a></p>{{end}}
{{define "doorhidden"}}<input type="hidden" name="lang" value="{{.Language}}">{{with .To}}<input type="hidden" name="to" value="{{.}}">{{end}}{{end}}
{{define "door"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1>{{if .Signed}}<p>{{door $l "signed"}} <strong>{{.Signed}}</strong></p><form method="post" action="/in/out">{{template "doorhidden" .}}<p><button class="second">{{door $l "out"}}</button></p></form>
{{else if or .Email .Phone}}<p>{{door $l "intro"}}</p>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}<form method="post" action="/in/" accept-charset="utf-8">{{template "doorhidden" .}}<label class="over" for="who">{{if and .Email .Phone}}{{door $l "either"}}{{else if .Email}}{{door $l "email"}}{{else}}{{door $l "phone"}}{{end}}</label><input id="who" name="who" required maxlength="254" value="{{.Said}}" {{if and .Email .Phone}}autocomplete="username"{{else if .Email}}type="email" autocomplete="email"{{else}}type="tel" autocomplete="tel"{{end}}><p><button>{{door $l "send"}}</button></p></form>{{else}}<p role="status">{{door $l "closed"}}</p>{{end}}</div>{{template "doorother" .}}{{template "foot" .}}{{end}}
{{define "code"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{door $l "enter"}}</h1><p>{{door $l "sent"}} <strong>{{.Sent}}</strong>.</p><p class="soft">{{door $l "late"}}</p>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<form method="post" action="/in/code">{{template "doorhidden" .}}<label class="over" for="code">{{door $l "code"}}</label><input id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" autofocus><p><button>{{door $l "in"}}</button></p></form><p><a href="/in/?lang={{$l}}{{with .To}}&amp;to={{.}}{{end}}">{{door $l "another"}}</a></p></div>{{template "doorother" .}}{{template "foot" .}}{{end}}
{{define "link"}}{{template "head" .}}{{template "bookstyle"}}{{$l := .Language}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1><p>{{door $l "press"}}</p><form method="post" action="{{.Path}}"><input type="hidden" name="lang" value="{{$l}}"><p><button>{{door $l "in"}}</button></p></form></div>{{template "doorother" .}}{{template "foot" .}}{{end}}`
