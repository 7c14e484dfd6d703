package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
)

// Document is a page of the site as a browser gets it.
type Document struct {
	Language    string
	Title       string // of the page
	Site        string // whose it is
	Description string
	Canonical   string // whole addresses, as search engines want them
	Picture     string
	Others      []Variant // the same in each language, this one among them
	Hidden      bool
	Color       string
	Home        string
	Menu        []Link
	Switch      *Link // to the other language
	Heading     string
	Date        string // as people read it; empty: it has none
	Instant     string // the same for programs
	Tags        []Link
	Body        template.HTML    // drawn by hub/block, which lets nothing run
	Data        []map[string]any // what programs that read pages are told of what is shown, as schema.org says it
	Posts       []Teaser
	Older       string
	Foot        string
	Key         string // of the tracking script; empty: there is none
	Banner      bool   // it asks visitors first
	Forms       bool   // a form stands on the page: the script makes it nicer
	Calls       bool   // calls to action may come over it
}

// Variant is a page in a language.
type Variant struct{ Language, URL string }

// Link leads somewhere within the site.
type Link struct {
	Title, URL, Language string
	Here                 bool
}

// Teaser is a post in a list.
type Teaser struct{ Title, URL, Date, Instant, Description, Picture string }

// Write writes the whole document.
func (d *Document) Write(to io.Writer) error { return documents.Execute(to, d) }

// Words of the frame, by language.
func (d *Document) Words() map[string]string { return words[d.Language] }

// Article reports whether it is a post.
func (d *Document) Article() bool { return d.Date != "" }

// Style is the style sheet, in the site's colour.
func (d *Document) Style() template.CSS { return template.CSS(styleOf(d.Color)) }

// Policy is what the browser lets the document do: nothing but what it is made of. actions are the origins forms lead to.
func (d *Document) Policy(actions []string) string {
	sum := sha256.Sum256([]byte(styleOf(d.Color)))
	return "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' https: data:; style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; form-action " + strings.Join(append([]string{"'self'"}, actions...), " ") + "; base-uri 'none'; frame-ancestors 'none'"
}

func styleOf(color string) string {
	if !colorForm.MatchString(color) {
		color = "#0b6e63"
	}
	return ":root{--color:" + color + "}" + style
}

var words = map[string]map[string]string{
	"vi": {"menu": "Trang", "language": "English", "older": "Bài cũ hơn", "none": "Chưa có bài nào.", "skip": "Tới nội dung"},
	"en": {"menu": "Pages", "language": "Tiếng Việt", "older": "Older posts", "none": "There is no post yet.", "skip": "Skip to content"},
}

const style = `*{box-sizing:border-box}html{color-scheme:light dark;--ink:#1d2a28;--soft:#54625f;--paper:#fff;--line:#dfe6e4;--link:var(--color)}body{margin:0;font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
header,main,footer{max-width:48rem;margin:0 auto;padding:0 1rem}header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;padding-top:.75rem;padding-bottom:.75rem;border-bottom:1px solid var(--line)}header a{color:inherit;text-decoration:none;padding:.4rem 0}header a:hover,a.read:hover{text-decoration:underline}header a[aria-current]{font-weight:600;box-shadow:0 2px 0 var(--color)}.brand{font-weight:700;font-size:1.125rem;margin-right:auto}nav{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;background:var(--paper)}main{padding-top:1.5rem;padding-bottom:3rem}footer{padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--soft);font-size:.9375rem}
h1{font-size:clamp(1.75rem,5vw,2.5rem);line-height:1.2;margin:.5rem 0 1rem;text-wrap:balance}h2{font-size:1.5rem;line-height:1.3;margin:2rem 0 .5rem}h3,h4{font-size:1.2rem;margin:1.5rem 0 .5rem}p,ul,ol{margin:0 0 1rem}a{color:var(--link)}img{max-width:100%;height:auto;vertical-align:middle;border-radius:8px}hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
.center{text-align:center}.right{text-align:right}.button,button{display:inline-block;min-height:44px;padding:.6rem 1.5rem;border:0;border-radius:8px;background:var(--color);color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.columns{display:grid;gap:1rem 1.5rem}@media(min-width:40rem){.of2{grid-template-columns:repeat(2,minmax(0,1fr))}.of3{grid-template-columns:repeat(3,minmax(0,1fr))}}.product{border:1px solid var(--line);border-radius:12px;padding:1rem;margin:0 0 1rem}.price{color:var(--soft)}
figure{margin:1.5rem 0;padding-left:1rem;border-left:4px solid var(--color)}blockquote{margin:0}figcaption,.soft{color:var(--soft)}.voices{margin:0 0 1.5rem}.voices>div{display:grid;gap:0 1.5rem}@media(min-width:40rem){.voices>div{grid-template-columns:repeat(auto-fit,minmax(14rem,1fr))}}.voices figure{margin:.75rem 0}.voices p{margin:.25rem 0}.voices figcaption{font-size:.9375rem}.stars{color:#995a00;letter-spacing:.1em}details{border-bottom:1px solid var(--line);padding:.6rem 0}summary{font-weight:600;cursor:pointer;min-height:32px}details p{margin:.5rem 0}.video a{display:block}.video span{display:block;padding:.5rem 0;font-weight:600}
.s1{height:.75rem}.s2{height:1.5rem}.s3{height:3rem}.s4{height:4rem}.s5{height:5rem}.s6{height:6rem}.s7{height:7rem}.s8{height:8rem}pre,table{display:block;max-width:100%;overflow-x:auto}td,th{padding:.4rem .75rem;border-bottom:1px solid var(--line);text-align:left}
.card{border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:1.5rem 0}.card h2{margin-top:0}.field{margin:1rem 0}label,legend{font-weight:600}fieldset{border:0;padding:0;margin:1rem 0}input:not([type=checkbox]):not([type=radio]),select,textarea{width:100%;font:inherit;min-height:44px;padding:.5rem .75rem;border:1px solid #7d8b88;border-radius:8px;background:var(--paper);color:inherit}textarea{min-height:7rem}
.tick{display:flex;gap:.6rem;align-items:flex-start;min-height:36px;font-weight:400}.tick input{width:1.25rem;height:1.25rem;accent-color:var(--color);flex:none;margin:.25rem 0 0}.help{color:var(--soft);margin:.25rem 0}.trap{position:absolute;left:-100rem;height:1px;overflow:hidden}.problem{color:#a3261f;font-weight:600}
.posts{list-style:none;padding:0}.posts li{padding:1rem 0;border-bottom:1px solid var(--line)}.posts h2{margin:0}a.read{color:inherit;text-decoration:none}.tags{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
@media(prefers-color-scheme:dark){html{--ink:#e8efed;--soft:#a6b5b2;--paper:#101716;--line:#33403d;--link:#5fd0c0}.problem{color:#ff9d94}.stars{color:#f2b24a}}`

var documents = template.Must(template.New("page").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{.Title}}{{if and .Site (ne .Site .Title)}} · {{.Site}}{{end}}</title>{{with .Description}}<meta name="description" content="{{.}}">{{end}}{{if .Hidden}}<meta name="robots" content="noindex">{{end}}
{{with .Canonical}}<link rel="canonical" href="{{.}}"><meta property="og:url" content="{{.}}">{{end}}{{range .Others}}<link rel="alternate" hreflang="{{.Language}}" href="{{.URL}}">{{end}}
<meta property="og:title" content="{{.Title}}"><meta property="og:type" content="{{if .Article}}article{{else}}website{{end}}">{{with .Description}}<meta property="og:description" content="{{.}}">{{end}}{{with .Site}}<meta property="og:site_name" content="{{.}}">{{end}}{{with .Picture}}<meta property="og:image" content="{{.}}"><meta name="twitter:card" content="summary_large_image">{{end}}
<style>{{.Style}}</style>{{if .Key}}<script async src="/w/b.js" data-key="{{.Key}}"{{if .Banner}} data-banner{{else}} data-consent="implied"{{end}}{{if .Calls}} data-cta{{end}}></script>{{end}}{{if .Forms}}<script async src="/w/form.js"></script>{{end}}</head><body>
<a class="skip" href="#main">{{.Words.skip}}</a><header><a class="brand" href="{{.Home}}">{{.Site}}</a>{{if .Menu}}<nav aria-label="{{.Words.menu}}">{{range .Menu}}<a href="{{.URL}}"{{if .Here}} aria-current="page"{{end}}>{{.Title}}</a>{{end}}</nav>{{end}}{{with .Switch}}<a href="{{.URL}}" lang="{{.Language}}" hreflang="{{.Language}}">{{.Title}}</a>{{end}}</header>
<main id="main">{{with .Heading}}<h1>{{.}}</h1>{{end}}{{if .Date}}<p class="soft"><time datetime="{{.Instant}}">{{.Date}}</time></p>{{end}}
{{.Body}}{{if .Posts}}<ul class="posts">{{range .Posts}}<li><h2><a class="read" href="{{.URL}}">{{.Title}}</a></h2><p class="soft"><time datetime="{{.Instant}}">{{.Date}}</time></p>{{with .Description}}<p>{{.}}</p>{{end}}</li>{{end}}</ul>{{end}}{{with .Older}}<p><a rel="next" href="{{.}}">{{$.Words.older}}</a></p>{{end}}
{{if .Tags}}<p class="tags">{{range .Tags}}<a rel="tag" href="{{.URL}}">#{{.Title}}</a>{{end}}</p>{{end}}</main>{{range .Data}}<script type="application/ld+json">{{.}}</script>{{end}}{{with .Foot}}<footer>{{.}}</footer>{{end}}</body></html>
`))
