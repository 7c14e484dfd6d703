package api

import (
	"html/template"

	"banhda/delight/review"
)

// reviewWords are the words of reviews, by their English names.
var reviewWords = map[string]map[string]string{
	"title":     {"vi": "Đánh giá của bạn", "en": "Your review"},
	"of":        {"vi": "Bạn thấy thế nào:", "en": "How do you like it:"},
	"stars":     {"vi": "Số sao", "en": "Stars"},
	"star":      {"vi": "sao", "en": "stars"},
	"text":      {"vi": "Vài lời của bạn (không bắt buộc)", "en": "A few words (if you like)"},
	"photo":     {"vi": "Ảnh (không bắt buộc)", "en": "A picture (if you like)"},
	"nophoto":   {"vi": "Bỏ ảnh này", "en": "Leave this picture out"},
	"named":     {"vi": "Tên bạn hiện thế nào", "en": "How you are named"},
	"full":      {"vi": "Cả họ tên", "en": "By your whole name"},
	"short":     {"vi": "Tên và chữ đầu của họ, như Lan N.", "en": "By given name and an initial, such as Lan N."},
	"none":      {"vi": "Không hiện tên", "en": "Without a name"},
	"name":      {"vi": "Tên của bạn", "en": "Your name"},
	"unnamed":   {"vi": "Một khách hàng", "en": "A customer"},
	"as":        {"vi": "Hiện dưới tên", "en": "Shown as"},
	"send":      {"vi": "Gửi đánh giá", "en": "Send it"},
	"hide":      {"vi": "Không cho hiện công khai nữa", "en": "Do not show it any more"},
	"done":      {"vi": "Cảm ơn bạn! Đã ghi nhận.", "en": "Thank you! It is kept."},
	"written":   {"vi": "Đánh giá đang chờ chúng tôi xem.", "en": "It waits for somebody here to look at it."},
	"published": {"vi": "Đánh giá đang hiện công khai.", "en": "It is shown in public."},
	"refused":   {"vi": "Đánh giá không được đăng.", "en": "It is not shown."},
	"private":   {"vi": "Chỉ chúng tôi đọc được đánh giá này.", "en": "Only we read it."},
	"asked":     {"vi": "Chưa viết", "en": "Not written yet"},
	"reply":     {"vi": "Trả lời", "en": "Answer"},
	"honest":    {"vi": "Khen hay chê đều được đăng như nhau.", "en": "Good or bad, it is treated alike."},
	"reviews":   {"vi": "Khách nói gì", "en": "What customers say"},
	"count":     {"vi": "đánh giá", "en": "reviews"},
	"onecount":  {"vi": "đánh giá", "en": "review"},
	"of5":       {"vi": "trên 5 sao", "en": "of 5 stars"},
	"nothing":   {"vi": "Bạn chưa mua gì để đánh giá.", "en": "You have not bought anything to review yet."},
	"write":     {"vi": "Viết đánh giá", "en": "Write a review"},
	"change":    {"vi": "Xem hoặc sửa", "en": "See or change"},
	"picture":   {"vi": "Ảnh của khách", "en": "A customer’s picture"},
	"other":     {"vi": "English", "en": "Tiếng Việt"},
	"otherkey":  {"vi": "en", "en": "vi"},
}

// namedAs is how who wrote a review is named in public, as they chose.
func namedAs(r *review.Review, language string) string {
	return orText(r.Name, reviewWords["unnamed"][language])
}

// starsShown are stars as they are read: five signs, of which some are full.
func starsShown(n int) string {
	return string([]rune("★★★★★☆☆☆☆☆")[5-min(max(n, 0), 5) : 10-min(max(n, 0), 5)])
}

var reviewPages = template.Must(template.Must(bookingPages.Clone()).Funcs(template.FuncMap{"word": func(language, key string) string { return reviewWords[key][language] }, "stars": starsShown}).Parse(reviewHTML))

const reviewHTML = `{{define "review"}}{{template "head" .}}{{template "bookstyle"}}<style>.stars{border:0;margin:1rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem}.stars legend{font-weight:600;padding:0}.stars label{flex:1;min-width:5rem;justify-content:center;border:1px solid #7d8b89;border-radius:8px;cursor:pointer;position:relative}.stars input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}.stars label:has(:checked){background:#0b6e63;border-color:#0b6e63;color:#fff}.stars label:has(:focus-visible){outline:3px solid #0b6e63;outline-offset:2px}img{max-width:100%;height:auto;border-radius:6px}@media(prefers-color-scheme:dark){.stars label:has(:checked){background:#5fd0c0;border-color:#5fd0c0;color:#0b1211}}</style>
{{$l := .Language}}{{$p := .}}<p class="soft">{{.Who}}</p><div class="card"><h1>{{.Title}}</h1><p>{{word $l "of"}} <strong>{{.About}}</strong></p>{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}{{if .Done}}<p class="said" role="status">{{word $l "done"}}</p>{{end}}
{{if ne .State "asked"}}<p>{{word $l (printf "%s" .State)}}{{with .Reason}} {{.}}{{end}}{{if .Public}}<br><span class="soft">{{word $l "as"}}:</span> <strong>{{.Shown}}</strong>{{end}}</p>{{end}}{{with .Reply}}<p><strong>{{word $l "reply"}}:</strong> {{.}}</p>{{end}}
<form method="post" action="{{.Path}}" enctype="multipart/form-data"><input type="hidden" name="lang" value="{{$l}}"><fieldset class="stars"><legend>{{word $l "stars"}}</legend>{{range .Stars}}<label><input type="radio" name="rating" value="{{.}}" aria-label="{{.}} {{word $l "star"}}" required{{if eq . $p.Rating}} checked{{end}}>{{.}} ★</label>{{end}}</fieldset><p class="soft">{{word $l "honest"}}</p>
<label class="over" for="text">{{word $l "text"}}</label><textarea id="text" name="text" rows="5" maxlength="4000">{{.Text}}</textarea>
{{with .Photo}}<p><img src="{{.}}" alt="{{word $l "photo"}}"></p><label><input type="checkbox" name="nophoto" value="1">{{word $l "nophoto"}}</label>{{end}}<label class="over" for="photo">{{word $l "photo"}}</label><input id="photo" name="photo" type="file" accept="image/jpeg,image/png">
<label><input type="checkbox" name="public" value="1"{{if .Public}} checked{{end}}><span>{{.Permission}}</span></label><fieldset><legend>{{word $l "named"}}</legend>{{range .Namings}}<label><input type="radio" name="naming" value="{{.}}"{{if eq . $p.Naming}} checked{{end}}>{{word $l (printf "%s" .)}}</label>{{end}}<label class="over" for="name">{{word $l "name"}}</label><input id="name" name="name" maxlength="80" autocomplete="name" value="{{.Name}}"></fieldset><p><button>{{word $l "send"}}</button></p></form>
{{if .Public}}<form method="post" action="{{.Path}}"><input type="hidden" name="lang" value="{{$l}}"><p><button class="second" name="do" value="hide">{{word $l "hide"}}</button></p></form>{{end}}</div>
<p><a href="?lang={{word $l "otherkey"}}" lang="{{word $l "otherkey"}}">{{word $l "other"}}</a></p>{{template "foot" .}}{{end}}`
