package api

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banhda/attract/form"
	"banhda/phrase"
	"banhda/store"
)

// formSheet is what the page of a form shows.
type formSheet struct {
	*questions
	Who, Thanks, Ticket string
	URL, Referrer, Self string
	Other               string            // the other language; empty: it speaks one
	Sent                form.Answers      // what was answered, where something was wrong with it
	Yes                 []string          // what was agreed to
	Problems            map[string]string // by key; "": of the whole
}

// formPage shows a form as a page of its own, which works without a script.
func (s *Server) formPage(w http.ResponseWriter, r *http.Request) {
	o, err := s.openForm(r.Context(), r.PathValue("key"))
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	sheet, err := s.sheet(r, &o, formLanguage(r, &o))
	if err != nil {
		s.formFails(w, r, err)
		return
	}
	if r.URL.Query().Has("done") {
		sheet.Thanks = thanks(&o, sheet.Language, r.URL.Query().Has("confirm"))
	} else {
		s.sawForm(r, &o)
	}
	sheet.URL, sheet.Referrer = visitOf(r.Context()).origin()+r.URL.RequestURI(), r.Referer()
	s.writeSheet(w, http.StatusOK, &o, sheet)
}

func (s *Server) sheet(r *http.Request, o *openForm, language string) (*formSheet, error) {
	p := &formSheet{questions: ask(o, language, nil), Ticket: s.newTicket(o, false), Self: "/f/" + o.Key}
	p.Other = map[string]string{"vi": "en", "en": "vi"}[language]
	if d := &o.Content; d.Title.Vi == "" || d.Title.En == "" {
		p.Other = ""
	}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		w, err := readWorkspace(r.Context(), v)
		p.Who = w.Name
		return err
	})
	return p, err
}

func (s *Server) writeSheet(w http.ResponseWriter, status int, o *openForm, p *formSheet) {
	h := w.Header()
	if o.Content.After.Redirect != "" { // browsers look at where an answer leads, too
		if u, err := url.Parse(o.Content.After.Redirect); err == nil {
			h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "form-action 'self'", "form-action 'self' "+u.Scheme+"://"+u.Host, 1))
		}
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := formPages.Execute(w, p); err != nil {
		s.Logger.Error("a form cannot be written", "form", o.Key, "error", err)
	}
}

// formAgain says what is wrong with an answer.
func (s *Server) formAgain(w http.ResponseWriter, r *http.Request, o *openForm, sent *sentForm, problems map[string]*phrase.Sentence) error {
	told := map[string]string{}
	for key, p := range problems {
		told[key] = p.In(sent.Language)
	}
	if !wantsPage(r) {
		answerJSON(w, http.StatusUnprocessableEntity, map[string]any{"problems": told})
		return nil
	}
	p, err := s.sheet(r, o, sent.Language)
	if err != nil {
		return err
	}
	if _, ok := form.ReadTicket(s.Secret, o.Key, sent.Ticket); ok {
		p.Ticket = sent.Ticket
	}
	p.Sent, p.Yes, p.Problems, p.URL, p.Referrer = sent.Answers, sent.Consents, told, sent.Page.URL, sent.Page.Referrer
	s.writeSheet(w, http.StatusUnprocessableEntity, o, p)
	return nil
}

// formThanks says that an answer was taken, and what is left to confirm. Where it leads is chosen by the company alone.
func (s *Server) formThanks(w http.ResponseWriter, r *http.Request, o *openForm, sent *sentForm, confirm bool) error {
	to := o.Content.After.Redirect
	if !wantsPage(r) {
		answerJSON(w, http.StatusOK, map[string]any{"thanks": thanks(o, sent.Language, confirm), "redirect": to})
		return nil
	}
	if to == "" {
		to = "/f/" + o.Key + "?done=1&lang=" + sent.Language
		if confirm {
			to += "&confirm=1"
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// thanks are the form's own words, or the house's. Who has to confirm is told so after both, whether a mail goes to them or they
// had confirmed before: a form tells nobody who is known here.
func thanks(o *openForm, language string, confirm bool) string {
	said := orText(in(language, o.Content.After.Thanks), formWords[language]["thanks"])
	if !confirm {
		return said
	}
	if last, _ := utf8.DecodeLastRuneInString(said); unicode.IsLetter(last) {
		said += "."
	}
	return said + " " + formWords[language]["confirm"]
}

// Answered is the answer given to a field before, Chose whether an option was, Agrees whether a consent was.
func (p *formSheet) Answered(q question) string { return orText(p.Sent.Text(q.Key), q.Value) }

// Chose reports whether an option of a field was chosen.
func (p *formSheet) Chose(field, option string) bool { return slices.Contains(p.Sent[field], option) }

// Agrees reports whether somebody had agreed.
func (p *formSheet) Agrees(purpose string) bool { return slices.Contains(p.Yes, purpose) }

// Problem is what is wrong with the answer to a field.
func (p *formSheet) Problem(key string) string { return p.Problems[key] }

// formWords are the words of forms, in both languages; the script gets them with the questions.
var formWords = map[string]map[string]string{
	"vi": {"send": "Gửi", "sending": "Đang gửi…", "thanks": "Cảm ơn bạn. Chúng tôi đã nhận được.", "confirm": "Để nhận tin, hãy mở thư chúng tôi vừa gửi và bấm Xác nhận trong đó; ai đã xác nhận rồi thì không cần nữa.", "required": "bắt buộc", "choose": "Chọn", "next": "Tiếp", "back": "Quay lại", "close": "Đóng", "yes": "Có",
		"failed": "Chưa gửi được. Hãy thử lại sau ít giây; những gì bạn đã điền vẫn còn đây.", "look": "Hãy xem lại những chỗ được đánh dấu.", "trap": "Để trống ô này", "other": "English", "step": "Bước %1 trên %2", "loading": "Đang tải biểu mẫu…"},
	"en": {"send": "Send", "sending": "Sending…", "thanks": "Thank you. We have got it.", "confirm": "To hear from us, open the mail we have just sent and confirm there; who did so before need not.", "required": "required", "choose": "Choose", "next": "Next", "back": "Back", "close": "Close", "yes": "Yes",
		"failed": "This could not be sent. Try again in a few seconds; what you filled in is still here.", "look": "Please look at what is marked.", "trap": "Leave this empty", "other": "Tiếng Việt", "step": "Step %1 of %2", "loading": "The form is loading…"},
}

var formPages = template.Must(template.New("form").Funcs(template.FuncMap{"kind": func(k form.Kind) string {
	if k == form.Phone {
		return "tel"
	}
	return string(k)
}}).Parse(formHTML + formAsk + formWithin))

const formHTML = `<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{.Title}}{{with .Who}} · {{.}}{{end}}</title>
<meta name="description" content="{{.Intro}}"><meta property="og:title" content="{{.Title}}"><meta property="og:description" content="{{.Intro}}"><meta property="og:type" content="website">{{with .Who}}<meta property="og:site_name" content="{{.}}">{{end}}
{{if .Other}}<link rel="alternate" hreflang="{{.Other}}" href="{{.Self}}?lang={{.Other}}">{{end}}<link rel="canonical" href="{{.Self}}"><style>
:root{color-scheme:light dark;--color:{{with .Style.Color}}{{.}}{{else}}#0b6e63{{end}};--corner:{{if eq .Style.Corners "square"}}0{{else}}8px{{end}}}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2a28;background:#f3f6f5}main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}.card{background:#fff;border:1px solid #dfe6e4;border-radius:var(--corner);padding:1.25rem}
h1{font-size:1.5rem;margin:.25rem 0 .5rem;overflow-wrap:anywhere}p{margin:.5rem 0;overflow-wrap:anywhere;white-space:pre-line}.soft,.help{color:#5d6b69}.field{margin:1rem 0}label,legend{font-weight:600}fieldset{border:0;padding:0;margin:1rem 0}
input:not([type=checkbox]):not([type=radio]),select,textarea{box-sizing:border-box;width:100%;font:inherit;min-height:44px;padding:.5rem .75rem;border:1px solid #7d8b88;border-radius:var(--corner);background:#fff;color:inherit}textarea{min-height:7rem}
.tick{display:flex;gap:.6rem;align-items:flex-start;min-height:36px;font-weight:400}.tick input{width:1.25rem;height:1.25rem;accent-color:var(--color);flex:none;margin:.15rem 0 0}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.5rem;border:0;border-radius:var(--corner);background:var(--color);color:#fff;cursor:pointer}:focus-visible{outline:3px solid var(--color);outline-offset:2px}
.problem{color:#a3261f;font-weight:600}.problem::first-letter{text-transform:uppercase}.said{border-left:4px solid var(--color);padding-left:.75rem}.trap{position:absolute;left:-100rem;height:1px;overflow:hidden}
@media(prefers-color-scheme:dark){body{background:#101716;color:#e8efed}.card,input:not([type=checkbox]):not([type=radio]),select,textarea{background:#182220;border-color:#5d6b69}.soft,.help{color:#a6b5b2}.problem{color:#ff9d94}a{color:#5fd0c0}}
</style></head><body><main>{{with .Who}}<p class="soft">{{.}}</p>{{end}}{{if .Thanks}}<div class="card"><p class="said" role="status">{{.Thanks}}</p></div>{{else}}<div class="card"{{if not .Problems}} data-bd-form="{{.Key}}" data-bd-lang="{{.Language}}" data-bd-page{{end}}>
<h1>{{.Title}}</h1>{{with .Intro}}<p>{{.}}</p>{{end}}{{if .Problems}}<p class="problem" role="alert">{{.Words.look}} {{.Problem ""}}</p>{{end}}
{{template "ask" .}}</div>{{end}}{{if .Other}}<p><a href="{{.Self}}?lang={{.Other}}" lang="{{.Other}}">{{.Words.other}}</a></p>{{end}}</main>{{if not .Problems}}<script src="/w/form.js" async></script>{{end}}</body></html>`

// formAsk are the questions themselves; formWithin is a form in another page of the house, where it does without a frame.
const (
	formAsk = `{{define "ask"}}<form method="post" action="{{.Self}}" accept-charset="utf-8"><input type="hidden" name="ticket" value="{{.Ticket}}"><input type="hidden" name="lang" value="{{.Language}}"><input type="hidden" name="url" value="{{.URL}}"><input type="hidden" name="referrer" value="{{.Referrer}}">
<div class="trap" aria-hidden="true"><label for="website">{{.Words.trap}}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
{{$p := .}}{{range .Fields}}{{$problem := $p.Problem .Key}}{{$name := printf "f.%s" .Key}}{{$star := and .Required (not .Show)}}{{if eq .Kind "hidden"}}<input type="hidden" name="{{$name}}" value="{{.Value}}">
{{else if or (eq .Kind "choices") (eq .Kind "checkbox")}}<fieldset{{if $problem}} aria-describedby="p.{{.Key}}"{{end}}>{{if eq .Kind "choices"}}<legend>{{.Label}}{{if $star}} *{{end}}</legend>{{$key := .Key}}{{range .Options}}<label class="tick"><input type="checkbox" name="{{$name}}" value="{{.Key}}"{{if $p.Chose $key .Key}} checked{{end}}>{{.Label}}</label>{{end}}{{else}}<label class="tick"><input type="checkbox" name="{{$name}}" value="yes"{{if $star}} required{{end}}{{if $p.Chose .Key "yes"}} checked{{end}}>{{.Label}}{{if $star}} *{{end}}</label>{{end}}{{with .Help}}<p class="help">{{.}}</p>{{end}}{{if $problem}}<p class="problem" id="p.{{.Key}}">{{$problem}}</p>{{end}}</fieldset>
{{else}}<div class="field"><label for="{{$name}}">{{.Label}}{{if $star}} *{{end}}</label>{{with .Help}}<p class="help">{{.}}</p>{{end}}
{{if eq .Kind "long"}}<textarea id="{{$name}}" name="{{$name}}"{{if $star}} required{{end}}{{if $problem}} aria-invalid="true" aria-describedby="p.{{.Key}}"{{end}}>{{$p.Answered .}}</textarea>
{{else if eq .Kind "choice"}}<select id="{{$name}}" name="{{$name}}"{{if $star}} required{{end}}{{if $problem}} aria-invalid="true" aria-describedby="p.{{.Key}}"{{end}}><option value="">{{$p.Words.choose}}</option>{{$key := .Key}}{{range .Options}}<option value="{{.Key}}"{{if $p.Chose $key .Key}} selected{{end}}>{{.Label}}</option>{{end}}</select>
{{else}}<input id="{{$name}}" name="{{$name}}" type="{{if eq .Kind "number"}}text{{else}}{{kind .Kind}}{{end}}"{{if eq .Kind "number"}} inputmode="decimal"{{end}}{{with .Fills}} autocomplete="{{.}}"{{end}}{{if $star}} required{{end}} value="{{$p.Answered .}}"{{if $problem}} aria-invalid="true" aria-describedby="p.{{.Key}}"{{end}}>{{end}}{{if $problem}}<p class="problem" id="p.{{.Key}}">{{$problem}}</p>{{end}}</div>{{end}}{{end}}
{{range .Consents}}{{$problem := $p.Problem (printf "consent:%s" .Purpose)}}<div class="field"><label class="tick"><input type="checkbox" name="agree" value="{{.Purpose}}"{{if .Required}} required{{end}}{{if $p.Agrees .Purpose}} checked{{end}}>{{.Text}}{{if .Required}} *{{end}}</label>{{with $problem}}<p class="problem">{{.}}</p>{{end}}</div>{{end}}
<p><button>{{.Button}}</button></p></form>{{end}}`
	formWithin = `{{define "within"}}<div class="card" data-bd-form="{{.Key}}" data-bd-lang="{{.Language}}" data-bd-page><h2>{{.Title}}</h2>{{with .Intro}}<p>{{.}}</p>{{end}}{{template "ask" .}}</div>{{end}}`
)
