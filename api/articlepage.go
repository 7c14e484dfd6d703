package api

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"banhda/hub/article"
	"banhda/phrase"
	"banhda/store"
)

// articleBase is where articles stand that everybody reads: answers name their address, so it never changes.
const articleBase = "/a/"

// articleRoutes are those by which visitors read and look for articles. They work without a script.
func (s *Server) articleRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+articleBase+"{$}", s.articleVisit(s.articleStart))
	mux.HandleFunc("GET "+articleBase+"{id}", s.articleVisit(s.articleRead))
	mux.HandleFunc("POST "+articleBase+"{id}", s.voteArticle)
}

// ownHelp serves the help centre's own name: its articles, and where customers sign in to read more.
func (s *Server) ownHelp(screens http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /favicon.ico", screens)
	s.articleRoutes(mux)
	s.customerRoutes(mux)
	mux.Handle("GET /{$}", http.RedirectHandler(articleBase, http.StatusFound))
	return mux
}

// articleSheet is what the page of an article, or of a search, shows.
type articleSheet struct {
	Language, Other, Self string
	Who, Title, Query     string
	Body                  template.HTML // drawn by hub/block, which lets nothing run
	Date                  string
	Hits                  []articleLink
	Searched              bool
	Unsure                bool           // nothing that was found is likely to hold the answer
	Empty                 bool           // there is no article at all
	Shelves               []articleShelf // of the first page
	Portal                string         // where customers see what is theirs; empty: it is not open
	Known                 bool           // who reads is signed in
	SignIn                string         // where customers sign in who may read more; empty: nobody need to
	Asks, Thanks          bool           // whether it helped; that they said so
	Words                 map[string]string

	readers []article.Visibility // of what who asks may read
}

type articleLink struct {
	URL   string `json:"url"` // of this house
	Title string `json:"title"`
}

// articleVisit bounds what comes from one network, and lets the browser do nothing but what the page is made of.
func (s *Server) articleVisit(do func(*http.Request, *articleSheet) (status int, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.visitors.allow(r) {
			w.Header().Set("Retry-After", "5")
			s.letterSays(w, r, http.StatusTooManyRequests, phrase.Sentencef("too much was asked from here; wait a minute and try again"))
			return
		}
		p := &articleSheet{Language: pageLanguage(r, "")}
		p.Words, p.Other = articleWords[p.Language], map[string]string{"vi": "en", "en": "vi"}[p.Language]
		p.readers = article.Audience(article.Public)
		if _, p.Known = s.customer(r); p.Known {
			p.readers = article.Audience(article.Customers)
		}
		status, err := s.articleFrame(r, p, do)
		if err != nil {
			s.Logger.Error("showing an article", "error", err)
			s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self' https: data:; style-src '"+articleStyleHash+"'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Cache-Control", "private, no-cache")
		w.WriteHeader(status)
		if err := articlePages.Execute(w, p); err != nil {
			s.Logger.Error("an article cannot be written", "error", err)
		}
	}
}

func (s *Server) articleFrame(r *http.Request, p *articleSheet, do func(*http.Request, *articleSheet) (int, error)) (status int, err error) {
	err = s.Records.View(r.Context(), func(v *store.View) error {
		w, err := readWorkspace(r.Context(), v)
		if p.Who = w.Name; err != nil {
			return err
		}
		p.Portal, err = s.portalSeenFrom(r, v)
		return err
	})
	if err != nil {
		return 0, err
	}
	return do(r, p)
}

// portalSeenFrom is where the portal is for who reads at a name of the house: from the help centre's own, at the house's, where
// it lies. Empty: it is not open, or nobody can say where it is.
func (s *Server) portalSeenFrom(r *http.Request, v *store.View) (string, error) {
	set, err := readPortal(r.Context(), v)
	if err != nil || !set.On {
		return "", err
	}
	if _, help := s.calledBy(r); !help {
		return "/my/", nil
	}
	m, err := readMail(r.Context(), v)
	if m.URL == "" {
		return "", err
	}
	return m.URL + "/my/", err
}

// articleStart is the search box, and what it found.
func (s *Server) articleStart(r *http.Request, p *articleSheet) (int, error) {
	p.Self, p.Title = articleBase, p.Words["title"]
	shelf, err := s.articleShelf(r.Context())
	if err != nil {
		return 0, err
	}
	if p.Query = strings.TrimSpace(r.URL.Query().Get("q")); p.Query == "" || len(p.Query) > 2000 {
		p.SignIn = p.moreBehind(shelf)
		err := s.fillShelves(r.Context(), p, shelf.All(p.readers))
		p.Empty = len(p.Shelves) == 0 && p.SignIn == ""
		return http.StatusOK, err
	}
	p.Searched = true
	for _, f := range shelf.Search(p.Query, 10, p.readers) {
		p.Hits = append(p.Hits, p.link(f.Article, f.Title))
	}
	best, err := s.passages(r.Context(), p.Query, 1, p.readers)
	if err != nil || len(best) > 0 && best[0].Sure >= article.Doubtful {
		return http.StatusOK, err
	}
	p.Unsure = true
	return http.StatusOK, s.noteMiss(r, p.Query)
}

func (p *articleSheet) link(id int64, title article.Label) articleLink {
	return articleLink{articleBase + ArticleID(id) + "?lang=" + p.Language, in(p.Language, title)}
}

// articleRead is one article, where everybody may read it.
func (s *Server) articleRead(r *http.Request, p *articleSheet) (status int, err error) {
	p.Self = articleBase + r.PathValue("id")
	id, err := ParseArticleID(r.PathValue("id"))
	if err != nil {
		return p.gone(), nil //nolint:nilerr // what is no id names no article
	}
	status = http.StatusOK
	err = s.Records.View(r.Context(), func(v *store.View) error {
		read, err := v.ArticlesRead(r.Context(), []int64{id})
		a, ok := read[id]
		if err != nil {
			return err
		}
		if ok && a.Visibility == article.Customers && !slices.Contains(p.readers, article.Customers) {
			p.Title, p.SignIn = p.Words["customers"], signInAt(p.Self)
			status = http.StatusForbidden
			return nil
		}
		if !ok || !slices.Contains(p.readers, a.Visibility) {
			status = p.gone()
			return nil
		}
		p.Thanks = r.URL.Query().Has("said")
		p.Asks = !p.Thanks
		w, err := readWorkspace(r.Context(), v)
		if err != nil {
			return err
		}
		p.Title, p.Body = in(p.Language, a.Content.Title), template.HTML(articleHTML(&a.Content, p.Language))
		zone, err := loadZone("", w.Timezone)
		if err == nil {
			p.Date = time.UnixMicro(max(a.ReviewedAt, a.UpdatedAt)).In(zone).Format(siteWords[p.Language]["day"])
		}
		return err
	})
	return status, err
}

// gone says that there is no such article here.
func (p *articleSheet) gone() int {
	p.Self, p.Title = articleBase, p.Words["gone"]
	return http.StatusNotFound
}

var articleWords = map[string]map[string]string{
	"vi": {"title": "Tra cứu", "look": "Tìm", "ask": "Bạn cần biết điều gì?", "none": "Không tìm thấy bài nào. Hãy thử bằng từ khác.", "near": "Chưa chắc bài nào trả lời đúng điều bạn tìm. Gần nhất là:", "empty": "Chưa có bài nào. Bạn cần gì, cứ hỏi chúng tôi.", "gone": "Không có bài này, hoặc bài không còn ở đây.", "seen": "Xem lại lần cuối", "helped": "Bài này có giúp bạn không?", "yes": "Có", "no": "Không", "thanks": "Cảm ơn bạn đã cho biết.", "customers": "Bài này dành cho khách hàng", "signin": "Đăng nhập để đọc", "more": "Khách hàng đăng nhập đọc được nhiều hơn", "others": "Các bài khác", "further": "bài nữa, tìm bằng ô ở trên", "my": "Trang của bạn", "enter": "Đăng nhập vào trang của bạn", "other": "English", "skip": "Tới nội dung"},
	"en": {"title": "Answers", "look": "Search", "ask": "What do you want to know?", "none": "No article was found. Try other words.", "near": "Perhaps none of these answers what you look for. The nearest are:", "empty": "There are no articles yet. Ask us whatever you need.", "gone": "There is no such article, or it is here no more.", "seen": "Last looked at", "helped": "Did this help you?", "yes": "Yes", "no": "No", "thanks": "Thank you for telling us.", "customers": "This is for customers", "signin": "Sign in to read it", "more": "Customers who sign in can read more", "others": "More", "further": "more, found by the box above", "my": "Your page", "enter": "Sign in to your page", "other": "Tiếng Việt", "skip": "Skip to content"},
}

const articleStyle = `*{box-sizing:border-box}html{color-scheme:light dark;--ink:#1d2a28;--soft:#54625f;--paper:#fff;--line:#dfe6e4;--link:#0b6e63}body{margin:0 auto;max-width:44rem;padding:0 1rem 3rem;font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;padding:.75rem 0;border-bottom:1px solid var(--line)}header a{color:inherit;text-decoration:none;padding:.5rem 0}.brand{font-weight:700;margin-right:auto}.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;background:var(--paper)}
form{display:flex;gap:.5rem;margin:1.25rem 0}label{position:absolute;left:-100rem}input{flex:1;min-width:0;min-height:44px;padding:.5rem .75rem;border:1px solid #7d8b88;border-radius:8px;font:inherit;color:inherit;background:var(--paper)}button,.button{display:inline-block;min-height:44px;padding:.5rem 1.25rem;border:0;border-radius:8px;background:#0b6e63;color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:clamp(1.5rem,5vw,2.1rem);line-height:1.25;margin:1rem 0;text-wrap:balance}h2{font-size:1.35rem;line-height:1.3;margin:1.75rem 0 .5rem}h3{font-size:1.15rem;margin:1.5rem 0 .5rem}p,ul,ol{margin:0 0 1rem}a{color:var(--link)}img{max-width:100%;height:auto;border-radius:8px}hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}.center{text-align:center}.right{text-align:right}
.vote{flex-wrap:wrap;align-items:center;border-top:1px solid var(--line);padding-top:1rem}.vote p{flex-basis:100%;margin:0}.vote button{background:none;color:var(--link);border:1px solid currentColor}.hits{list-style:none;padding:0}.hits a{display:block;padding:.75rem 0;border-bottom:1px solid var(--line);font-weight:600}figure{margin:1.25rem 0;padding-left:1rem;border-left:4px solid var(--link)}blockquote{margin:0}.soft,figcaption{color:var(--soft);font-size:.9375rem}details{border-bottom:1px solid var(--line);padding:.6rem 0}summary{font-weight:600;cursor:pointer;min-height:32px}pre,table{display:block;max-width:100%;overflow-x:auto}td,th{padding:.4rem .75rem;border-bottom:1px solid var(--line);text-align:left}
@media(prefers-color-scheme:dark){html{--ink:#e8efed;--soft:#a6b5b2;--paper:#101716;--line:#33403d;--link:#5fd0c0}}`

var articleStyleHash = func() string {
	sum := sha256.Sum256([]byte(articleStyle))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}()

var articlePages = template.Must(template.New("article").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{.Title}}{{with .Who}} · {{.}}{{end}}</title>
<link rel="canonical" href="{{.Self}}">{{if .Query}}<meta name="robots" content="noindex">{{end}}<style>` + articleStyle + `</style></head><body><a class="skip" href="#main">{{.Words.skip}}</a>
<header><a class="brand" href="/a/?lang={{.Language}}">{{with .Who}}{{.}}{{else}}{{.Words.title}}{{end}}</a>{{with .Portal}}<a href="{{.}}?lang={{$.Language}}">{{if $.Known}}{{$.Words.my}}{{else}}{{$.Words.enter}}{{end}}</a>{{end}}<a href="{{.Self}}?lang={{.Other}}{{with .Query}}&amp;q={{.}}{{end}}" lang="{{.Other}}">{{.Words.other}}</a></header>
<form action="/a/" role="search"><input type="hidden" name="lang" value="{{.Language}}"><label for="q">{{.Words.ask}}</label><input id="q" name="q" type="search" value="{{.Query}}" placeholder="{{.Words.ask}}"><button>{{.Words.look}}</button></form>
<main id="main"><h1>{{.Title}}</h1>{{.Body}}{{if .Hits}}{{if .Unsure}}<p>{{.Words.near}}</p>{{end}}<ul class="hits">{{range .Hits}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{else if .Searched}}<p>{{.Words.none}}</p>{{else if .Empty}}<p>{{.Words.empty}}</p>{{end}}{{range .Shelves}}{{with .Name}}<h2>{{.}}</h2>{{end}}<ul class="hits">{{range .Links}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{with .More}}<p class="soft">+{{.}} {{$.Words.further}}</p>{{end}}{{end}}{{with .SignIn}}<p><a class="button" href="{{.}}">{{if $.Shelves}}{{$.Words.more}}{{else}}{{$.Words.signin}}{{end}}</a></p>{{end}}{{with .Date}}<p class="soft">{{$.Words.seen}}: {{.}}</p>{{end}}{{if .Asks}}<form class="vote" method="post" action="{{.Self}}?lang={{.Language}}"><p id="helped">{{.Words.helped}}</p><button name="helped" value="1" aria-describedby="helped">{{.Words.yes}}</button><button name="helped" value="0" aria-describedby="helped">{{.Words.no}}</button></form>{{else if .Thanks}}<p role="status">{{.Words.thanks}}</p>{{end}}</main></body></html>
`))
