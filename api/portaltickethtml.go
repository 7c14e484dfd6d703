package api

// ticketWords are the words of the panel of tickets.
var ticketWords = map[string]map[string]string{
	"none":    {"vi": "Bạn chưa có yêu cầu nào.", "en": "You have not asked for anything yet."},
	"yours":   {"vi": "Yêu cầu của bạn", "en": "Your requests"},
	"write":   {"vi": "Gửi yêu cầu mới", "en": "Ask for something new"},
	"subject": {"vi": "Chủ đề", "en": "Subject"},
	"kind":    {"vi": "Loại", "en": "Type"},
	"order":   {"vi": "Về đơn hàng", "en": "About the order"},
	"noorder": {"vi": "Không đơn nào", "en": "None"},
	"text":    {"vi": "Bạn cần gì?", "en": "What do you need?"},
	"file":    {"vi": "Ảnh hoặc tệp (không bắt buộc)", "en": "Pictures or files (if you like)"},
	"look":    {"vi": "Tìm câu trả lời có sẵn", "en": "Look for an answer"},
	"send":    {"vi": "Gửi", "en": "Send"},
	"helps":   {"vi": "Có thể câu trả lời đã có ở đây:", "en": "The answer may be here already:"},
	"nohelp":  {"vi": "Chưa có bài viết nào về việc này. Hãy gửi yêu cầu, chúng tôi sẽ trả lời.", "en": "There is no article about this. Send your request, and we answer it."},
	"you":     {"vi": "Bạn", "en": "You"},
	"answer":  {"vi": "Viết thêm", "en": "Write more"},
	"again":   {"vi": "Viết thêm để mở lại", "en": "Write to open it again"},
	"solved":  {"vi": "Chúng tôi cho rằng việc này đã xong. Đã ổn chưa?", "en": "We think this is done. Did it help?"},
	"yes":     {"vi": "Đã ổn", "en": "Yes, it did"},
	"no":      {"vi": "Chưa ổn", "en": "No, it did not"},
	"state":   {"vi": "Tình trạng", "en": "Status"},
	"all":     {"vi": "Mọi yêu cầu", "en": "All requests"},
}

var ticketPages = panelPages(ticketWords, `{{define "files"}}<label class="over" for="file">{{word . "file"}}</label><input id="file" name="file" type="file" multiple>{{end}}
{{define "helps"}}{{$l := .Language}}{{with .Helps}}<div class="card" role="status"><p>{{word $l "helps"}}</p><ul>{{range .}}<li><a href="{{.URL}}" target="_blank" rel="noopener">{{.Title}}</a></li>{{end}}</ul></div>{{end}}{{end}}
{{define "tickets"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}<section class="card" aria-labelledby="new"><h2 id="new">{{word $l "write"}}</h2><form method="post" action="/my/tickets" enctype="multipart/form-data"><label class="over" for="subject">{{word $l "subject"}}</label><input id="subject" name="subject" maxlength="200" value="{{.Subject}}">
<label class="over" for="text">{{word $l "text"}}</label><textarea id="text" name="text" rows="5" maxlength="20000" data-suggest>{{.Text}}</textarea><div id="helps" aria-live="polite">{{if .Helps}}<div class="card"><p>{{word $l "helps"}}</p><ul>{{range .Helps}}<li><a href="{{.URL}}" target="_blank" rel="noopener">{{.Title}}</a></li>{{end}}</ul></div>{{else if .Looked}}<p role="status">{{word $l "nohelp"}}</p>{{end}}</div>
{{$k := .Kind}}<label class="over" for="kind">{{word $l "kind"}}</label><select id="kind" name="kind">{{range .Kinds}}<option value="{{.Value}}"{{if eq .Value $k}} selected{{end}}>{{.Name}}</option>{{end}}</select>{{if .Orders}}<label class="over" for="order">{{word $l "order"}}</label><select id="order" name="order"><option value="">{{word $l "noorder"}}</option>{{range .Orders}}<option value="{{.Value}}">{{.Name}}</option>{{end}}</select>{{end}}{{template "files" $l}}
<p class="row"><button>{{word $l "send"}}</button><button class="second" formmethod="get" name="look" value="1">{{word $l "look"}}</button></p></form></section>
<h2>{{word $l "yours"}}</h2>{{if .Tickets}}<ul class="cards">{{range .Tickets}}<li><a href="{{.URL}}"><span><strong>{{.Number}} {{.Name}}</strong><span class="soft">{{.Status}} · {{.Day}}</span></span></a></li>{{end}}</ul>{{else}}<p role="status">{{word $l "none"}}</p>{{end}}{{end}}<script src="/my/tickets/typing.js" defer></script>{{template "myfoot" .}}{{end}}
{{define "ticket"}}{{template "myhead" .}}{{$l := .Language}}{{with .About}}<p><a href="/my/tickets">← {{word $l "all"}}</a></p><p>{{word $l "state"}}: <strong>{{.Status}}</strong> · {{.Day}}</p>{{with .Description}}<section class="card"><p class="pre">{{.}}</p></section>{{end}}
{{range .Said}}<section class="card"><p class="soft">{{if .Mine}}{{word $l "you"}}{{else}}{{.Who}}{{end}} · {{.Day}}</p>{{with .Text}}<p class="pre">{{.}}</p>{{end}}{{with .Files}}<ul>{{range .}}<li><a href="{{.Value}}" download>{{.Name}}</a></li>{{end}}</ul>{{end}}</section>{{end}}
{{if .Solved}}<section class="card"><form method="post" action="/my/tickets/{{.ID}}/helped"><p>{{word $l "solved"}}</p><div class="row"><button name="helped" value="yes">{{word $l "yes"}}</button><button class="second" name="helped" value="no">{{word $l "no"}}</button></div></form></section>{{end}}
<section class="card"><form method="post" action="/my/tickets/{{.ID}}/say" enctype="multipart/form-data"><label class="over" for="text">{{if or .Solved .Over}}{{word $l "again"}}{{else}}{{word $l "answer"}}{{end}}</label><textarea id="text" name="text" rows="4" maxlength="20000">{{.Text}}</textarea>{{template "files" $l}}<p><button>{{word $l "send"}}</button></p></form></section>{{end}}{{template "myfoot" .}}{{end}}`)

// ticketTyping asks, a moment after one stopped typing, which articles may help; without it one presses a button.
const ticketTyping = `(function () {
  var text = document.querySelector('[data-suggest]'), helps = document.getElementById('helps'), subject = document.querySelector('[name=subject]'), timer, last = ''
  if (!text || !helps) return
  function ask() {
    var said = ((subject ? subject.value : '') + ' ' + text.value).trim().slice(0, 400)
    if (said.length < 8 || said === last) return
    last = said
    fetch('/my/tickets/suggest?lang=' + document.documentElement.lang + '&q=' + encodeURIComponent(said)).then(function (r) { return r.ok ? r.text() : '' }).then(function (html) { if (said === last) helps.innerHTML = html }, function () {})
  }
  function soon() { clearTimeout(timer); timer = setTimeout(ask, 400) }
  text.addEventListener('input', soon)
  if (subject) subject.addEventListener('input', soon)
})()
`
