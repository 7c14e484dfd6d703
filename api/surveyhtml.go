package api

import "html/template"

// surveyPhrases are the words of the page of a survey, by their English names.
var surveyPhrases = map[string]map[string]string{
	"scores":  {"vi": "Chọn điểm", "en": "Choose a score"},
	"chosen":  {"vi": "Bạn chọn", "en": "You chose"},
	"press":   {"vi": "Hãy bấm Gửi để xác nhận.", "en": "Press Send to confirm it."},
	"kept":    {"vi": "Chúng tôi đã ghi nhận điểm", "en": "We have noted your score:"},
	"change":  {"vi": "Bạn vẫn có thể đổi điểm hoặc viết thêm.", "en": "You can still change it, or add a word."},
	"send":    {"vi": "Gửi", "en": "Send"},
	"choose":  {"vi": "Chọn", "en": "Choose"},
	"thanks":  {"vi": "Cảm ơn bạn đã trả lời!", "en": "Thank you for your answer!"},
	"private": {"vi": "Câu trả lời của bạn được lưu trong hồ sơ của bạn ở công ty.", "en": "Your answer is kept with your record at the company."},
}

var surveyPages = template.Must(template.Must(letterPages.Clone()).Funcs(template.FuncMap{"word": func(language, key string) string { return surveyPhrases[key][language] }}).Parse(surveyHTML))

const surveyHTML = `{{define "survey"}}{{$l := .Language}}{{$p := .}}{{template "head" .}}<style>
.scores{border:0;margin:1rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(42px,1fr));gap:.3rem}.scores legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.scores label{position:relative;display:flex;justify-content:center;min-height:48px;border:1px solid #7d8b89;border-radius:8px;font-weight:600;font-variant-numeric:tabular-nums;cursor:pointer}
.scores input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}.scores label:has(:checked){background:#0b6e63;border-color:#0b6e63;color:#fff}.scores label:has(:focus-visible){outline:3px solid #0b6e63;outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.4rem 0 1rem;font-size:.9rem}.ends span:last-child{text-align:right}.more{display:block;margin:1rem 0 0}.more b{display:block;font-weight:600;margin-bottom:.25rem}
textarea,select,.more input{font:inherit;width:100%;box-sizing:border-box;min-height:44px;padding:.5rem;border:1px solid #7d8b89;border-radius:6px;background:transparent;color:inherit}select option{color:#1d2a28}.problem{border-left:4px solid #b3261e;padding-left:.75rem}
@media(prefers-color-scheme:dark){.scores label:has(:checked){background:#5fd0c0;border-color:#5fd0c0;color:#0b1211}}</style>
<div class="card"><p class="soft">{{.Who}}</p><h1>{{.Question}}</h1>
{{if .Gone}}<p class="said" role="status">{{.Gone}}</p>{{else}}
<div data-bd-said role="status"{{if .Confirm}} data-bd-kept="{{word $l "kept"}} {{.Chosen}}. {{word $l "change"}}"{{end}}>{{if .Done}}<p class="said">{{.Thanks}} {{word $l "kept"}} {{.Chosen}}. {{word $l "change"}}</p>{{else if .Confirm}}<p class="said">{{word $l "chosen"}} <strong>{{.Chosen}}</strong>. {{word $l "press"}}</p>{{end}}</div>
{{if .Problem}}<p class="problem" role="alert">{{.Problem}}</p>{{end}}
<form method="post" action="{{.Path}}"{{if .Confirm}} data-bd-confirm{{end}}><input type="hidden" name="lang" value="{{$l}}">
<fieldset class="scores"><legend>{{word $l "scores"}}: {{.Lowest}}{{with .Low}} = {{.}}{{end}}, {{.Highest}}{{with .High}} = {{.}}{{end}}</legend>{{range .Scores}}<label><input type="radio" name="score" value="{{.}}" required{{if eq . $p.Chosen}} checked{{end}}>{{.}}</label>{{end}}</fieldset>
{{if or .Low .High}}<p class="ends soft" aria-hidden="true"><span>{{.Low}}</span><span>{{.High}}</span></p>{{end}}
{{with .Why}}<label class="more"><b>{{.}}</b><textarea name="comment" rows="3" maxlength="4000">{{$p.Comment}}</textarea></label>{{end}}
{{range .Questions}}<label class="more"><b>{{.Label}}</b>{{if .Options}}<select name="q.{{.Key}}"><option value="">{{word $l "choose"}}</option>{{range .Options}}<option value="{{.Key}}"{{if .Chosen}} selected{{end}}>{{.Label}}</option>{{end}}</select>{{else}}<input name="q.{{.Key}}" maxlength="4000" value="{{.Said}}">{{end}}</label>{{end}}
<p><button>{{word $l "send"}}</button></p><p class="soft">{{word $l "private"}}</p></form>{{end}}</div>
<p><a href="{{.Path}}?lang={{say $l "otherkey"}}" lang="{{say $l "otherkey"}}">{{say $l "other"}}</a></p>{{if .Confirm}}<script src="/w/survey.js" async></script>{{end}}{{template "foot" .}}{{end}}`
