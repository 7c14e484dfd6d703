package api

import (
	"context"
	"html/template"
	"net/http"
	"strings"

	"banhda/hub/consent"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// letterRoutes are those by which who gets a message leaves, chooses, clicks and opens. Nobody signs in: what the address
// holds is signed. Getting a page changes nothing, as programs follow links; posting does.
func (s *Server) letterRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /u/{token}", s.letter(token.Unsubscribe, s.leavePage))
	mux.HandleFunc("POST /u/{token}", s.letter(token.Unsubscribe, s.letGo))
	mux.HandleFunc("GET /p/{token}", s.letter(token.Preferences, s.choicesPage))
	mux.HandleFunc("POST /p/{token}", s.letter(token.Preferences, s.choose))
	mux.HandleFunc("GET /c/{token}", s.letter(token.Click, s.clicked))
	mux.HandleFunc("GET /o/{token}", s.letter(token.Open, s.opened))
	mux.HandleFunc("GET /t/{token}", s.letter(token.Trap, s.trapped))
	mux.HandleFunc("GET /v/{token}", s.letter(token.View, s.viewed))
}

// bounded reports whether a visitor asks within their bounds; else they are told.
func (s *Server) bounded(w http.ResponseWriter, r *http.Request) bool {
	if s.visitors.allow(r) {
		return true
	}
	s.letterSays(w, r, http.StatusTooManyRequests, phrase.Sentencef("too much was asked from here; wait a minute and try again"))
	return false
}

// ownOrigin tells what a page of this house sent from what another site's page did.
var ownOrigin = http.NewCrossOriginProtection()

// heeds reports whether a visitor asks within their bounds, and by a page of this house; else they are told.
func (s *Server) heeds(w http.ResponseWriter, r *http.Request) bool {
	if !s.bounded(w, r) {
		return false
	}
	if ownOrigin.Check(r) != nil {
		s.letterSays(w, r, http.StatusForbidden, phrase.Sentencef("another site sent this; open the page itself and do it there"))
		return false
	}
	return true
}

// letter reads what the address holds, and answers in the language of who it is for.
func (s *Server) letter(kind token.Kind, do func(http.ResponseWriter, *http.Request, token.Token) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Robots-Tag", "noindex")
		w.Header().Set("Referrer-Policy", "no-referrer")
		if !s.bounded(w, r) {
			return
		}
		about, ok := s.tokens.Read(kind, strings.TrimSuffix(r.PathValue("token"), ".gif"))
		if !ok {
			s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("this address is not whole; open it from the message again"))
			return
		}
		if err := do(w, r, about); err != nil {
			s.Logger.Error("answering who got a message", "error", err)
			s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
		}
	}
}

// letterSays shows one sentence as a page.
func (s *Server) letterSays(w http.ResponseWriter, r *http.Request, status int, told *phrase.Sentence) {
	language := pageLanguage(r, "")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = letterPages.ExecuteTemplate(w, "said", letterPage{Language: language, Title: "Bánh Đà", Said: upperFirst(told.In(language))}) // nobody listens any more, or it is written
}

// pageLanguage is the language a page is shown in: as asked for, else that of whom it is for, else the browser's, else
// Vietnamese.
func pageLanguage(r *http.Request, of string) string {
	for _, l := range []string{r.URL.Query().Get("lang"), r.PostFormValue("lang"), of, browserLanguage(r)} {
		if l == "vi" || l == "en" {
			return l
		}
	}
	return "vi"
}

func browserLanguage(r *http.Request) string {
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	first, _, _ = strings.Cut(first, "-")
	return strings.ToLower(strings.TrimSpace(first))
}

var errLetterGone = phrase.Sentencef("this message can be shown no more")

// letterPage is what the pages show.
type letterPage struct {
	Language string
	Title    string
	Who      string // who writes
	Address  string // it was sent to
	Path     string
	Choices  string // where they choose what they get; empty: nobody is known by the address
	Said     string
	Done     bool
	Purposes []purposeChoice
}

// purposeChoice is one purpose, and what somebody said of it on the channels they can be reached on.
type purposeChoice struct {
	Key, Name, Wording string
	Channels           []channelChoice
}

type channelChoice struct {
	Key, Name string
	Given     bool
}

// letterOf reads whose page it is: the person as known now, and the house's name.
func (s *Server) letterOf(ctx context.Context, about token.Token) (p letterPage, person int64, language string, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		senders, err := readSenders(ctx, v)
		if err != nil {
			return err
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		p.Who, p.Address = orText(senders.Identity.Name, w.Name), about.Text
		r, err := personRecord(ctx, v, about.Person)
		person, language = r.ID, r.Values.Text("language")
		return absent(err)
	})
	return p, person, language, err
}

// channelNames are how channels are called on the pages.
var channelNames = map[consent.Channel]*phrase.Sentence{
	consent.Email: phrase.Sentencef("E-mail"), consent.SMS: phrase.Sentencef("SMS"), consent.Zalo: phrase.Sentencef("Zalo"), consent.Call: phrase.Sentencef("Calls"), consent.Chat: phrase.Sentencef("Chat"), consent.Web: phrase.Sentencef("Web site"),
}

var letterPages = template.Must(template.New("").Funcs(template.FuncMap{"say": func(language, english string) string { return letterWords[english][language] }}).Parse(letterHTML))

// letterWords are the words of the pages, by the English ones.
var letterWords = map[string]map[string]string{
	"title":    {"vi": "Tin bạn nhận", "en": "What you get"},
	"leave":    {"vi": "Không nhận quảng cáo nữa", "en": "Unsubscribe"},
	"asked":    {"vi": "Bạn không muốn nhận thư quảng cáo gửi tới địa chỉ này nữa?", "en": "Do you want no more advertising at this address?"},
	"left":     {"vi": "Xong. Bạn sẽ không nhận thư quảng cáo ở địa chỉ này nữa.", "en": "Done. You get no more advertising at this address."},
	"still":    {"vi": "Thư về đơn hàng và yêu cầu của bạn vẫn được gửi.", "en": "Mail about your orders and your requests is still sent."},
	"choose":   {"vi": "Chọn tin muốn nhận", "en": "Choose what you get"},
	"intro":    {"vi": "Đánh dấu những gì bạn đồng ý nhận. Bạn có thể đổi ý bất cứ lúc nào.", "en": "Tick what you agree to get. You can change your mind at any time."},
	"save":     {"vi": "Lưu", "en": "Save"},
	"saved":    {"vi": "Đã lưu lựa chọn của bạn.", "en": "Your choice is saved."},
	"language": {"vi": "Ngôn ngữ của thư", "en": "Language of messages"},
	"none":     {"vi": "Không nhận gì cả", "en": "Get nothing at all"},
	"other":    {"vi": "English", "en": "Tiếng Việt"},
	"otherkey": {"vi": "en", "en": "vi"},
}

const letterHTML = `{{define "letterstyle"}}<style>
:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d2a28;background:#f3f6f5}main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.card{background:#fff;border:1px solid #dfe6e4;border-radius:8px;padding:1.25rem}h1{font-size:1.4rem;margin:.25rem 0 1rem;overflow-wrap:anywhere}p{margin:.5rem 0;overflow-wrap:anywhere}.soft{color:#5d6b69}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.25rem;border-radius:6px;border:1px solid #0b6e63;background:#0b6e63;color:#fff;cursor:pointer}button.second{background:transparent;color:#0b6e63}
fieldset{border:1px solid #dfe6e4;border-radius:8px;margin:1rem 0;padding:.75rem 1rem}legend{font-weight:600;padding:0 .25rem}label{display:flex;gap:.6rem;align-items:center;min-height:44px}input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;accent-color:#0b6e63;flex:none}
a{color:#0b6e63}:focus-visible{outline:3px solid #0b6e63;outline-offset:2px}.said{border-left:4px solid #0b6e63;padding-left:.75rem}.problem::first-letter{text-transform:uppercase}
@media(prefers-color-scheme:dark){body{background:#101716;color:#e8efed}.card{background:#182220;border-color:#2c3a37}.soft{color:#a6b5b2}fieldset{border-color:#2c3a37}a,button.second{color:#5fd0c0;border-color:#5fd0c0}button{background:#5fd0c0;border-color:#5fd0c0;color:#0b1211}button.second{background:transparent}}
</style>{{end}}
{{define "head"}}<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{{.Title}}</title>{{template "letterstyle"}}</head><body><main>{{end}}
{{define "foot"}}</main></body></html>{{end}}
{{define "said"}}{{template "head" .}}<div class="card"><p>{{.Said}}</p></div>{{template "foot" .}}{{end}}
{{define "leave"}}{{template "head" .}}<div class="card"><p class="soft">{{.Who}}</p><h1>{{.Title}}</h1>{{if .Done}}<p class="said" role="status">{{say .Language "left"}}</p><p>{{say .Language "still"}}</p>{{else}}<p>{{say .Language "asked"}}</p><p><strong>{{.Address}}</strong></p><form method="post" action="{{.Path}}"><input type="hidden" name="lang" value="{{.Language}}"><p><button>{{say .Language "leave"}}</button></p></form>{{end}}{{with .Choices}}<p><a href="{{.}}">{{say $.Language "choose"}}</a></p>{{end}}</div>
<p><a href="{{.Path}}?lang={{say .Language "otherkey"}}" lang="{{say .Language "otherkey"}}">{{say .Language "other"}}</a></p>{{template "foot" .}}{{end}}
{{define "confirm"}}{{template "head" .}}<div class="card"><p class="soft">{{.Who}}</p><h1>{{.Title}}</h1><p{{if .Done}} class="said" role="status"{{end}}>{{.Said}}</p>{{if not .Done}}<form method="post" action="{{.Path}}"><input type="hidden" name="lang" value="{{.Language}}"><p><button>{{.Title}}</button></p></form>{{end}}{{with .Choices}}<p><a href="{{.}}">{{say $.Language "choose"}}</a></p>{{end}}</div>
<p><a href="{{.Path}}?lang={{say .Language "otherkey"}}" lang="{{say .Language "otherkey"}}">{{say .Language "other"}}</a></p>{{template "foot" .}}{{end}}
{{define "choices"}}{{template "head" .}}<div class="card"><p class="soft">{{.Who}}</p><h1>{{.Title}}</h1>{{if .Done}}<p class="said" role="status">{{say .Language "saved"}}</p>{{end}}<p>{{say .Language "intro"}}</p><p><strong>{{.Address}}</strong></p>
<form method="post" action="{{.Path}}">{{range .Purposes}}{{$purpose := .Key}}<fieldset><legend>{{.Name}}</legend><p class="soft">{{.Wording}}</p>{{range .Channels}}<label><input type="checkbox" name="yes" value="{{$purpose}} {{.Key}}"{{if .Given}} checked{{end}}>{{.Name}}</label>{{end}}</fieldset>{{end}}
<fieldset><legend>{{say .Language "language"}}</legend><label><input type="radio" name="lang" value="vi"{{if eq .Language "vi"}} checked{{end}}>Tiếng Việt</label><label><input type="radio" name="lang" value="en"{{if eq .Language "en"}} checked{{end}}>English</label></fieldset>
<p><button>{{say .Language "save"}}</button> <button class="second" name="none" value="1">{{say .Language "none"}}</button></p></form></div>
<p><a href="{{.Path}}?lang={{say .Language "otherkey"}}" lang="{{say .Language "otherkey"}}">{{say .Language "other"}}</a></p>{{template "foot" .}}{{end}}`
