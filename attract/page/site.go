package page

import (
	"regexp"
	"slices"
	"strings"

	"banhda/phrase"
)

// Site is what all pages of a company share.
type Site struct {
	Domain   string   `json:"domain"` // a name of the site's own; empty: pages are below /s/ of the house
	Help     string   `json:"help,omitempty" doc:"a name of the help centre's own; empty: articles are below /a/ of the house and of the site"`
	Language string   `json:"language"` // vi or en: of addresses that name none
	Title    Label    `json:"title"`
	Home     string   `json:"home"` // the key of the page at the site's beginning; empty: the blog is there
	Menu     []string `json:"menu"` // keys of pages, blog for the posts
	Color    string   `json:"color"`
	Foot     Label    `json:"foot"`
	Track    string   `json:"track"` // the id of the write key by which visits are told; empty: none are
	Asks     string   `json:"asks"`  // banner: visitors are asked; implied: they need not be
}

// DefaultSite is what holds until somebody sets it.
var DefaultSite = Site{Language: "vi", Menu: []string{}, Asks: "banner"}

var domainForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// What is wrong with a site.
var (
	errDomain   = phrase.Errorf("a domain is written www.example.com, without https:// and without a path")
	errTwice    = phrase.Errorf("the site and the help centre need different names")
	errLanguage = phrase.Errorf("a site speaks vi or en first")
	errColor    = phrase.Errorf("a colour is written #0b6e63")
	errMenu     = phrase.Errorf("a menu has at most 10 pages")
	errAsks     = phrase.Errorf("visitors are asked by the banner, or need not be asked")
)

// Check says what is wrong with a site.
func (s *Site) Check() error {
	switch {
	case !isName(s.Domain) || !isName(s.Help):
		return errDomain
	case s.Help != "" && s.Help == s.Domain:
		return errTwice
	case s.Language != "vi" && s.Language != "en":
		return errLanguage
	case s.Color != "" && !colorForm.MatchString(s.Color):
		return errColor
	case len(s.Menu) > 10:
		return errMenu
	case !slices.Contains([]string{"banner", "implied"}, s.Asks):
		return errAsks
	}
	return short(&s.Foot, 1000)
}

func isName(domain string) bool {
	return domain == "" || domainForm.MatchString(domain) && len(domain) <= 253
}

// Clean brings texts into their one form.
func (s *Site) Clean() {
	s.Domain, s.Help = strings.ToLower(strings.TrimSpace(s.Domain)), strings.ToLower(strings.TrimSpace(s.Help))
	for _, l := range []*Label{&s.Title, &s.Foot} {
		l.Vi, l.En = oneLine(clean(l.Vi)), oneLine(clean(l.En))
	}
	if s.Menu == nil {
		s.Menu = []string{}
	}
	if s.Language == "" {
		s.Language = DefaultSite.Language
	}
	if s.Asks == "" {
		s.Asks = DefaultSite.Asks
	}
}

// Other is the language a page may stand in beside one.
func Other(language string) string {
	if language == "vi" {
		return "en"
	}
	return "vi"
}
