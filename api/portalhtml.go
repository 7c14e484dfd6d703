package api

import "html/template"

// myWords are the words every page of the portal has, by their English names.
var myWords = map[string]map[string]string{
	"title":    {"vi": "Trang của tôi", "en": "My page"},
	"home":     {"vi": "Trang của tôi", "en": "My page"},
	"hello":    {"vi": "Xin chào", "en": "Hello"},
	"nav":      {"vi": "Các mục", "en": "Sections"},
	"out":      {"vi": "Đăng xuất", "en": "Sign out"},
	"chat":     {"vi": "Hỏi chúng tôi", "en": "Ask us"},
	"contact":  {"vi": "Liên hệ", "en": "Contact"},
	"waits":    {"vi": "đang chờ bạn", "en": "waiting for you"},
	"done":     {"vi": "Đã xong.", "en": "Done."},
	"other":    {"vi": "English", "en": "Tiếng Việt"},
	"otherkey": {"vi": "en", "en": "vi"},
	"more":     {"vi": "Xem tiếp", "en": "More"},
	"back":     {"vi": "Quay lại", "en": "Back"},
	"save":     {"vi": "Lưu", "en": "Save"},
	"shop":     {"vi": "Cửa hàng", "en": "Shop"},
}

// myPages hold what all pages of the portal share: "myhead" before what a panel says, "myfoot" after it. Panels parse their
// templates into a clone.
var myPages = template.Must(template.Must(bookingPages.Clone()).Funcs(template.FuncMap{"my": func(language, key string) string { return myWords[key][language] }}).Parse(myHTML))

// panelPages are a panel's templates, with its words under the name "word".
func panelPages(words map[string]map[string]string, html string) *template.Template {
	return template.Must(template.Must(myPages.Clone()).Funcs(template.FuncMap{"word": func(language, key string) string { return words[key][language] }}).Parse(html))
}

const myHTML = `{{define "myhead"}}<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{{.Title}} · {{.House}}</title>{{template "letterstyle"}}{{template "bookstyle"}}<style>
html{scroll-padding-bottom:5rem}main{padding-bottom:6rem}h2{font-size:1.1rem;margin:1.25rem 0 .5rem}.card+.card{margin-top:.75rem}.card h2:first-child{margin-top:0}.top{display:flex;justify-content:space-between;align-items:center;gap:1rem;margin-bottom:.5rem}.top form{margin:0}
.plain{background:none;border:0;padding:.5rem 0;color:#0b6e63;text-decoration:underline;font-weight:400}ul.cards{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.75rem}.cards a{box-sizing:border-box;height:100%;display:flex;justify-content:space-between;align-items:center;gap:1rem;min-height:44px;padding:.75rem 1rem;background:#fff;border:1px solid #dfe6e4;border-radius:8px;text-decoration:none;color:inherit}.cards a::after{content:"›";font-size:1.4rem;color:#5d6b69}.cards strong{display:block}.cards span{flex:1;min-width:0;overflow-wrap:anywhere}.waits{flex:none!important;background:#0b6e63;color:#fff;border-radius:999px;min-width:1.5rem;padding:0 .4rem;text-align:center;font-weight:700;line-height:1.5rem}
nav.my{position:fixed;inset:auto 0 0 0;background:#fff;border-top:1px solid #dfe6e4;padding:.25rem max(.5rem,env(safe-area-inset-left)) calc(.25rem + env(safe-area-inset-bottom));z-index:1}nav.my ul{display:flex;gap:.25rem;margin:0 auto;padding:0;list-style:none;overflow-x:auto;max-width:60rem}nav.my a{display:inline-flex;align-items:center;min-height:48px;padding:0 .9rem;white-space:nowrap;border-radius:8px;text-decoration:none}nav.my a[aria-current]{background:#0b6e63;color:#fff;font-weight:600}nav.my li:first-child{order:-2;position:sticky;left:0;background:inherit}nav.my li:has([aria-current]){order:-1}nav.my ul{background:inherit}
@media(min-width:48rem){main{max-width:46rem;padding-bottom:3rem}ul.cards{grid-template-columns:1fr 1fr}nav.my{position:static;border:0;border-bottom:1px solid #dfe6e4}nav.my ul{flex-wrap:wrap;max-width:46rem}nav.my li:nth-child(n){order:0}nav.my a{min-height:44px}}
.row{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}.row form{margin:0}a.button{display:inline-flex;align-items:center;min-height:44px;padding:0 1.25rem;border-radius:6px;background:#0b6e63;color:#fff;font-weight:600;text-decoration:none}.pre{white-space:pre-line}.out{margin-top:1.25rem}summary{color:#0b6e63;font-weight:600}summary::before{content:"›";font-size:1.3rem;margin-right:.6rem}details[open]>summary::before{transform:rotate(90deg)}
@media(prefers-color-scheme:dark){.cards a,nav.my{background:#182220;border-color:#2c3a37}.plain,summary{color:#5fd0c0;background:none}.waits,nav.my a[aria-current],a.button{background:#5fd0c0;color:#0b1211}}</style></head>
<body>{{$l := .Language}}{{with .Nav}}<nav class="my" aria-label="{{my $l "nav"}}"><ul>{{range .}}<li><a href="{{.URL}}"{{if .Here}} aria-current="page"{{end}}>{{.Name}}</a></li>{{end}}</ul></nav>{{end}}<main><div class="top"><strong>{{.House}}</strong><form method="post" action="/my/language"><input type="hidden" name="back" value="{{.Path}}"><button class="plain" name="lang" value="{{my $l "otherkey"}}" lang="{{my $l "otherkey"}}">{{my $l "other"}}</button></form></div>
<h1>{{.Title}}</h1>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}{{if .Done}}<p class="said" role="status">{{my $l "done"}}</p>{{end}}{{end}}
{{define "myfoot"}}</main></body></html>{{end}}
{{define "home"}}{{template "myhead" .}}{{$l := .Language}}<p>{{my $l "hello"}}{{with .Name}} <strong>{{.}}</strong>{{end}}.</p>{{with .Greeting}}<p class="pre">{{.}}</p>{{end}}
<ul class="cards">{{range .About}}<li><a href="{{.URL}}"><span><strong>{{.Name}}</strong>{{with .Text}}<span class="soft">{{.}}</span>{{end}}</span>{{if .Waits}}<span class="waits" aria-label="{{.Waits}} {{my $l "waits"}}">{{.Waits}}</span>{{end}}</a></li>{{end}}</ul>
{{if or .Contact .Chat}}<div class="card"><h2>{{my $l "contact"}}</h2>{{with .Contact}}<p class="pre">{{.}}</p>{{end}}{{with .Chat}}<p><a class="button" href="{{.}}">{{my $l "chat"}}</a></p>{{end}}</div>{{end}}
<form method="post" action="/in/out" class="out"><input type="hidden" name="to" value="/in/?to=/my/&amp;lang={{$l}}"><p><button class="second">{{my $l "out"}}</button></p></form>{{template "myfoot" .}}{{end}}`
