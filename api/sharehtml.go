package api

import "html/template"

// shareWords are the words of the pages of a share kit, by their English names.
var shareWords = map[string]map[string]string{
	"more":     {"vi": "Xem thêm", "en": "See more"},
	"ask":      {"vi": "Bạn muốn chia sẻ bằng cách nào?", "en": "How would you like to share?"},
	"zalo":     {"vi": "Zalo", "en": "Zalo"},
	"facebook": {"vi": "Facebook", "en": "Facebook"},
	"sms":      {"vi": "Tin nhắn SMS", "en": "Text message"},
	"email":    {"vi": "E-mail", "en": "E-mail"},
	"link":     {"vi": "Cách khác (chép liên kết)", "en": "Another way (copy the link)"},
	"copy":     {"vi": "Chép lời này rồi dán vào nơi bạn muốn gửi:", "en": "Copy these words, then paste them where you want to send them:"},
	"open":     {"vi": "Mở", "en": "Open"},
	"thanks":   {"vi": "Cảm ơn bạn đã chia sẻ!", "en": "Thank you for sharing!"},
	"own":      {"vi": "Liên kết mang mã giới thiệu của bạn. Chúng tôi không gửi gì thay bạn.", "en": "The link carries your referral code. We send nothing in your name."},
	"words":    {"vi": "Lời để gửi", "en": "Words to send"},
}

var sharePages = template.Must(template.Must(letterPages.Clone()).Funcs(template.FuncMap{"word": func(language, key string) string { return shareWords[key][language] }}).Parse(shareHTML))

const shareHTML = `{{define "share"}}{{$l := .Language}}{{template "head" .}}<style>
.picture{max-width:100%;height:auto;border-radius:8px}.ways{display:grid;gap:.5rem;margin:1rem 0}.ways button{width:100%}textarea{font:inherit;width:100%;box-sizing:border-box;min-height:6rem;padding:.5rem;border:1px solid #7d8b89;border-radius:6px;background:transparent;color:inherit}
.go{display:flex;align-items:center;justify-content:center;min-height:44px;border-radius:6px;background:#0b6e63;color:#fff;font-weight:600;text-decoration:none}@media(prefers-color-scheme:dark){.go{background:#5fd0c0;color:#0b1211}}label.words{display:block;font-weight:600}</style>
<div class="card"><p class="soft">{{.Who}}</p><h1>{{.Title}}</h1>{{with .Picture}}<img class="picture" src="{{.}}" alt="">{{end}}{{with .About}}<p>{{.}}</p>{{end}}
{{with .Chosen}}<p class="said" role="status">{{word $l "thanks"}}</p><p>{{word $l "copy"}}</p><label class="words" for="words">{{word $l "words"}}</label><textarea id="words" readonly>{{.Text}}</textarea>{{if .Open}}<p><a class="go" href="{{.Open}}" rel="noopener noreferrer" target="_blank">{{word $l "open"}} {{.Name}}</a></p>{{end}}{{end}}
<h2>{{word $l "ask"}}</h2><form class="ways" method="post" action="{{.Path}}"><input type="hidden" name="lang" value="{{$l}}">{{range .Ways}}<button name="by" value="{{.Channel}}"{{if $.Chosen}} class="second"{{end}}>{{.Name}}</button>{{end}}</form>
<p class="soft">{{word $l "own"}}</p></div>
<p><a href="{{.Path}}?lang={{say $l "otherkey"}}" lang="{{say $l "otherkey"}}">{{say $l "other"}}</a></p>{{template "foot" .}}{{end}}`

var shareFriend = template.Must(template.New("friend").Parse(`{{with .Picture}}<p><img src="{{.}}" alt=""></p>{{end}}{{with .About}}<p>{{.}}</p>{{end}}<p><a class="button" href="{{.Target}}">{{.Button}}</a></p>`))
